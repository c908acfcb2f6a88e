//! Row 5: shows the state and pushes commands; never touches disk, never waits.

mod cleaned;
mod compare;
mod contents;
mod encodings;
mod find_bar;
pub mod fonts;
pub mod icons;
mod info;
mod keys;
mod note_list;
mod notes;
mod notices;
mod offer;
mod outbox;
mod picker;
mod pieces;
mod popovers;
pub mod reader;
mod rows;
mod rulings;
mod selection_bar;
mod start_page;
mod status;
mod struck;
pub mod theme;
mod toolbar;
mod widgets;

use egui::{Frame, Id, Panel, Ui};

pub use outbox::Outbox;

use crate::app::{CleanedView, Settings, State};
use crate::ui::reader::Reader;
use crate::ui::theme::Theme;

/// What the views keep between frames: places of scrolling, texts being typed.
#[derive(Default)]
pub struct View {
    reader: Reader,
    contents: contents::Contents,
    notes: notes::Notes,
    cleaned: cleaned::CleanedList,
    compare: compare::Compare,
    find: find_bar::FindField,
    picker: picker::PickerField,
    popovers: popovers::Popovers,
    rulings: rulings::Rulings,
    /// The look that was applied last.
    applied: Option<Settings>,
    /// Which side panels show when there is room for one only.
    narrow: NarrowPanels,
}

/// The side panel that a narrow window shows over the page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct NarrowPanels {
    contents: bool,
    notes: bool,
    /// What the settings said when these were set, so that a toggle is seen.
    seen: Option<(bool, bool, bool)>,
}

/// Narrowest window in which both side panels stand beside the page, in points.
const WIDE: f32 = 1100.0;
/// Narrowest window in which the contents stand beside two columns of text, in points.
const VERY_WIDE: f32 = 1500.0;
const TOOLBAR_HEIGHT: f32 = 44.0;
const STATUS_HEIGHT: f32 = 26.0;
const CONTENTS_WIDTH: f32 = 248.0;
const NOTES_WIDTH: f32 = 304.0;

/// Prepares a context for the window: fonts, and what the program's own keys do.
pub fn install(context: &egui::Context) {
    context.set_fonts(fonts::definitions());
    context.options_mut(|options| {
        // Ctrl and + is the size of the page's text here.
        options.zoom_with_keyboard = false;
        // Whether the program may end, `update` says.
        options.quit_shortcuts.clear();
    });
}

/// Draws the whole window.
pub fn app_ui(ui: &mut Ui, state: &State, view: &mut View, out: &mut Outbox) {
    let theme = theme::theme(state.settings.theme);
    if view.applied.is_none_or(|applied| applied.theme != state.settings.theme) {
        theme::apply(ui.ctx(), theme);
    }
    view.applied = Some(state.settings);
    keys::handle(ui.ctx(), state, out);
    let is_wide = ui.ctx().content_rect().width() >= WIDE;
    let shown = view.narrow.shown(state, is_wide);
    let panel = Frame::new().fill(theme.panel);
    Panel::top("toolbar")
        .exact_size(TOOLBAR_HEIGHT)
        .frame(panel.inner_margin(egui::Margin::symmetric(10, 0)))
        .resizable(false)
        .show(ui, |ui| {
            toolbar::toolbar_ui(ui, state, shown, theme, out);
        });
    Panel::bottom("status")
        .exact_size(STATUS_HEIGHT)
        .frame(panel.inner_margin(egui::Margin::symmetric(12, 0)))
        .resizable(false)
        .show(ui, |ui| {
            status::status_ui(ui, state, theme, out);
        });
    sides(ui, state, view, shown, theme, out);
    egui::CentralPanel::default().frame(Frame::new().fill(theme.page)).show(ui, |ui| {
        page(ui, state, view, theme, out);
    });
    over(ui, state, view, theme, out);
}

/// The side panels: both beside the page in a wide window, one at most in a narrow one.
fn sides(
    ui: &mut Ui,
    state: &State,
    view: &mut View,
    shown: (bool, bool),
    theme: &Theme,
    out: &mut Outbox,
) {
    if state.open.is_none() {
        return;
    }
    let (contents, notes) = shown;
    // Two columns of text and the list need the room of the contents.
    let width = ui.ctx().content_rect().width();
    let contents = contents && (state.cleaned_view != CleanedView::Compare || width >= VERY_WIDE);
    let panel = Frame::new().fill(theme.panel);
    if contents {
        Panel::left("contents")
            .default_size(CONTENTS_WIDTH)
            .size_range(180.0..=420.0)
            .frame(panel)
            .show(ui, |ui| {
                contents::contents_ui(ui, state, &mut view.contents, theme, out);
            });
    }
    if notes {
        Panel::right("notes")
            .default_size(NOTES_WIDTH)
            .size_range(220.0..=420.0)
            .frame(panel)
            .show(ui, |ui| {
                if state.shows_cleaned && state.editor.is_none() {
                    cleaned::cleaned_ui(ui, state, &mut view.cleaned, theme, out);
                } else {
                    notes::notes_ui(ui, state, &mut view.notes, theme, out);
                }
            });
    }
}

impl NarrowPanels {
    /// Which panels to show. A narrow window begins with none, and shows the one toggled last;
    /// while a note is written its panel is there.
    fn shown(&mut self, state: &State, is_wide: bool) -> (bool, bool) {
        let settings = &state.settings;
        let wanted = (settings.shows_contents, settings.shows_notes, state.shows_cleaned);
        if is_wide {
            *self = Self { seen: Some(wanted), ..Self::default() };
            return (wanted.0, wanted.1 || wanted.2 || state.editor.is_some());
        }
        if let Some(seen) = self.seen.filter(|seen| *seen != wanted) {
            if seen.0 != wanted.0 {
                (self.contents, self.notes) = (!self.contents, false);
            }
            if seen.1 != wanted.1 {
                (self.contents, self.notes) = (false, !self.notes);
            }
            // The list of what was cleaned stands where the notes do.
            if seen.2 != wanted.2 {
                (self.contents, self.notes) = (false, wanted.2);
            }
        }
        self.seen = Some(wanted);
        if state.editor.is_some() {
            (self.contents, self.notes) = (false, true);
        }
        (self.contents, self.notes)
    }
}

/// The middle: the page with its bars, or what stands in its place.
fn page(ui: &mut Ui, state: &State, view: &mut View, theme: &Theme, out: &mut Outbox) {
    notices::notices_ui(ui, state, theme, out);
    offer::offer_ui(ui, state, theme, out);
    find_bar::find_ui(ui, state, &mut view.find, theme, out);
    if state.shows_start_card && state.open.is_some() {
        start_page::card_ui(ui, state, theme, out);
    }
    match &state.open {
        Some(open) if state.cleaned_view == CleanedView::Compare => {
            compare::compare_ui(ui, state, open, &mut view.compare, theme, out);
        }
        Some(open) if open.document.blocks.is_empty() => {
            start_page::empty_ui(ui, state, open, theme, out);
        }
        Some(_) => {
            reader::reader_ui(ui, state, &mut view.reader, theme, out);
            selection_bar::selection_bar_ui(ui, state, &view.reader, theme, out);
        }
        None => start_page::start_ui(ui, state, theme, out),
    }
    picker::picker_ui(ui, state, &mut view.picker, &view.reader, theme, out);
    rulings::rulings_ui(ui, state, &mut view.rulings, &view.reader, theme, out);
}

/// What lies over everything.
fn over(ui: &mut Ui, state: &State, view: &mut View, theme: &Theme, out: &mut Outbox) {
    view.popovers.below = view.reader.source_line_box();
    popovers::popover_ui(ui, state, &mut view.popovers, theme, out);
    start_page::drop_ui(ui, state, theme);
}

/// An identity that does not depend on where a widget stands.
pub(crate) fn fixed_id(name: &str) -> Id {
    Id::unique(name)
}
