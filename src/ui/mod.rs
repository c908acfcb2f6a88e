//! Row 5: shows the state and pushes commands; never touches disk, never waits. What takes long it hands out (`work`).

mod about;
mod autocode;
mod cheat_sheet;
mod cleaned;
mod compare;
mod contents;
mod contents_entries;
mod contents_filter;
mod contents_marks;
mod controls;
mod diary;
mod encodings;
mod export_card;
mod find_bar;
mod flash;
mod font_list;
pub mod fonts;
mod halves;
mod history;
mod hit_list;
pub mod icons;
mod info;
mod join;
mod jumps;
mod keys;
mod look_card;
mod marker;
mod menu;
mod note_table;
mod note_text;
mod notes;
mod notice_bar;
mod notices;
mod offer;
mod outbox;
mod overview;
mod overview_png;
mod palette;
mod picker;
mod pieces;
mod popovers;
mod progress;
pub mod reader;
mod regions;
mod row_keys;
mod rows;
mod rulings;
mod selection_bar;
mod settings;
mod sides;
mod stack;
mod start_page;
mod status;
mod steps;
mod struck;
mod tabs;
mod tags;
pub mod theme;
mod toolbar;
mod tour;
mod typed_ahead;
mod waiting;
mod widgets;
pub mod work;

use egui::{Frame, Id, Panel, Ui};

pub use outbox::Outbox;
pub use overview_png::overview_png;

use crate::app::{Command, Half, State, ThemeName};
use crate::ui::fonts::PageFaces;
use crate::ui::reader::Reader;
use crate::ui::regions::{Region, Regions};
use crate::ui::sides::{NarrowPanels, Shown, Side, drawer, sides};
use crate::ui::theme::{Stillness, Theme};

/// What the views keep between frames: places of scrolling, texts being typed.
#[derive(Default)]
pub struct View {
    /// The page, or its half with the keyboard.
    pane: Pane,
    /// The half without it.
    other: Pane,
    /// Which half had the keyboard, so that the panes follow it.
    half: Half,
    contents: contents::Contents,
    notes: notes::Notes,
    cleaned: cleaned::CleanedList,
    flash: flash::Flash,
    hits: hit_list::HitList,
    palette: palette::Palette,
    regions: Regions,
    picker: picker::PickerField,
    diary: diary::DiaryWindow,
    popovers: popovers::Popovers,
    rulings: rulings::Rulings,
    settings: settings::SettingsWindow,
    tags: tags::TagManager,
    typed_ahead: typed_ahead::TypedAhead,
    /// What egui was told last.
    applied: Option<Applied>,
    /// Which side panels show when there is room for one only.
    narrow: NarrowPanels,
}

/// What one page keeps between frames.
#[derive(Default)]
pub(crate) struct Pane {
    reader: Reader,
    compare: compare::Compare,
    find: find_bar::FindField,
}

/// What of the settings egui itself is told.
#[derive(Clone, Debug, PartialEq)]
struct Applied {
    theme: ThemeName,
    stillness: Stillness,
    scale_percent: u16,
    faces: PageFaces,
}

impl View {
    /// Whether the lines of the shown document are counted, so that the scroll bar is exact.
    pub fn is_counted(&self) -> bool {
        self.pane.reader.is_counted()
    }

    /// Lets the panes follow the keyboard from half to half.
    fn follow_half(&mut self, state: &State) {
        if std::mem::replace(&mut self.half, state.half) != state.half {
            std::mem::swap(&mut self.pane, &mut self.other);
            self.pane.reader.skip_steps_of(&self.other.reader);
        }
        if state.split.is_none() {
            self.other = Pane::default();
            self.pane.reader.look_nowhere();
        }
    }

    /// The visible lines of the selection on the screen, in points.
    pub fn selected_boxes(&self) -> &[egui::Rect] {
        self.pane.reader.selected_boxes()
    }

    /// The visible lines of the active mark on the screen, in points.
    pub fn active_boxes(&self) -> &[egui::Rect] {
        self.pane.reader.active_boxes()
    }

    /// Tells egui of theme, size and faces, where these changed.
    fn apply(&mut self, context: &egui::Context, state: &State, theme: &Theme) {
        let settings = &state.settings;
        let is_still = settings.reduces_motion;
        let wanted = Applied {
            theme: state.theme(),
            stillness: if is_still { Stillness::Still } else { Stillness::Lively },
            scale_percent: settings.scale_percent,
            faces: PageFaces::new(state),
        };
        if self.applied.as_ref() == Some(&wanted) {
            return;
        }
        theme::apply(context, theme, wanted.stillness);
        context.set_zoom_factor(f32::from(wanted.scale_percent) / 100.0);
        // The faces of the start are there already.
        let before = self.applied.as_ref().map_or(&PageFaces::Serif, |applied| &applied.faces);
        if *before != wanted.faces {
            context.set_fonts(fonts::definitions(&wanted.faces));
        }
        self.applied = Some(wanted);
    }
}

/// Narrowest window in which both side panels stand beside the page, in points.
const WIDE: f32 = 1100.0;
const TOOLBAR_HEIGHT: f32 = 44.0;
const STATUS_HEIGHT: f32 = 26.0;

/// Prepares a context for the window: fonts, and what the program's own keys do.
pub fn install(context: &egui::Context) {
    context.set_fonts(fonts::definitions(&PageFaces::Serif));
    context.options_mut(|options| {
        // Ctrl and + is the size of the page's text here.
        options.zoom_with_keyboard = false;
        // Whether the program may end, `update` says.
        options.quit_shortcuts.clear();
    });
}

/// Draws the whole window.
pub fn app_ui(ui: &mut Ui, state: &State, view: &mut View, out: &mut Outbox) {
    let theme = theme::theme(state.theme());
    view.apply(ui.ctx(), state, theme);
    view.follow_half(state);
    view.typed_ahead.settle(ui.ctx(), state);
    let is_wide = ui.ctx().content_rect().width() >= WIDE;
    let shown = view.narrow.shown(state, is_wide);
    if state.is_narrow == is_wide {
        out.push(Command::SetNarrow(!is_wide));
    }
    if shown.side == Some(Side::Notes) && !state.is_focused {
        notes::handle_keys(ui.ctx(), state, &mut view.notes, out);
    }
    contents::handle_keys(ui.ctx(), &mut view.contents, out);
    tags::handle_keys(ui.ctx(), state, &mut view.tags);
    keys::handle(ui.ctx(), state, out);
    notes::settle(ui.ctx(), state, &mut view.notes);
    (view.pane.reader.kept, view.other.reader.kept) = (notes::kept_margin(&view.notes), 0.0);
    view.regions.begin();
    if !state.is_focused {
        edges(ui, state, view, shown, theme, out);
        sides(ui, state, view, shown, theme, out);
    }
    let middle = egui::CentralPanel::default().frame(Frame::new().fill(theme.page));
    let middle = middle.show(ui, |ui| {
        if state.split.is_none() {
            view.regions.add(Region::Page, ui.max_rect());
        }
        page(ui, state, view, shown, theme, out);
        if let Some(rect) = view.regions.ringed_page() {
            let stroke = egui::Stroke::new(2.0, theme.accent);
            let rect = rect.shrink(1.0);
            ui.painter().rect_stroke(rect, 2.0, stroke, egui::StrokeKind::Inside);
        }
    });
    drawer(ui, state, view, (shown, middle.response.rect), theme, out);
    over(ui, state, view, theme, out);
    view.regions.follow(ui.ctx(), state, out);
}

/// The rows at the top and at the bottom.
fn edges(
    ui: &mut Ui,
    state: &State,
    view: &mut View,
    shown: Shown,
    theme: &Theme,
    out: &mut Outbox,
) {
    let panel = Frame::new().fill(theme.panel);
    Panel::top("toolbar")
        .exact_size(TOOLBAR_HEIGHT)
        .frame(panel.inner_margin(egui::Margin::symmetric(10, 0)))
        .resizable(false)
        .show(ui, |ui| {
            view.regions.add(Region::Toolbar, ui.max_rect());
            toolbar::toolbar_ui(ui, state, shown, theme, out);
        });
    tabs::tabs_ui(ui, state, theme, out);
    Panel::bottom("status")
        .exact_size(STATUS_HEIGHT)
        .frame(panel.inner_margin(egui::Margin::symmetric(12, 0)))
        .resizable(false)
        .show(ui, |ui| {
            view.regions.add(Region::Status, ui.max_rect());
            status::status_ui(ui, state, theme, out);
        });
}

/// The middle: the page with its bars, or what stands in its place.
fn page(
    ui: &mut Ui,
    state: &State,
    view: &mut View,
    shown: Shown,
    theme: &Theme,
    out: &mut Outbox,
) {
    notices::notices_ui(ui, state, theme, out);
    offer::offer_ui(ui, state, theme, out);
    marker::marker_ui(ui, state, theme, out);
    let lists_hits = shown.side == Some(Side::Hits);
    if state.shows_start_card && state.open.is_some() {
        start_page::card_ui(ui, state, theme, out);
    }
    match (&state.open, &state.split) {
        (None, _) => start_page::start_ui(ui, state, theme, out),
        (_, Some(split)) => halves::halves_ui(ui, state, (view, lists_hits), split, theme, out),
        (Some(open), None) => {
            view.pane.find.is_idle = false;
            find_bar::find_ui(ui, state, &mut view.pane.find, lists_hits, theme, out);
            let page = ui.available_rect_before_wrap();
            halves::sheet_ui(ui, state, &mut view.pane, theme, out);
            let reader = &view.pane.reader;
            if reader.kept > 0.0 && !open.document.blocks.is_empty() {
                let beside = (notes::margin(page, reader.text_right), &*reader.note_lines);
                notes::margin_ui(ui, state, &mut view.notes, beside, theme, out);
            }
            on_page_ui(ui, state, view, theme, out);
        }
    }
    waiting::waiting_ui(ui, state, theme, out);
    picker::picker_ui(ui, state, &mut view.picker, &view.pane.reader, theme, out);
    rulings::rulings_ui(ui, state, &mut view.rulings, &view.pane.reader, theme, out);
}

/// What lies on the page, or on its half with the keyboard.
pub(crate) fn on_page_ui(
    ui: &mut Ui,
    state: &State,
    view: &mut View,
    theme: &Theme,
    out: &mut Outbox,
) {
    let boxes = view.pane.reader.active_boxes();
    flash::flash_ui(ui, state, &mut view.flash, boxes, theme);
    selection_bar::selection_bar_ui(ui, state, &view.pane.reader, theme, out);
    stack::card_ui(ui, state, &mut view.pane.reader, theme, out);
    marker::pen_ui(ui, state, theme);
}

/// What lies over everything.
fn over(ui: &mut Ui, state: &State, view: &mut View, theme: &Theme, out: &mut Outbox) {
    if state.popover.is_some() || state.picker.is_some() {
        widgets::hide_tooltips(ui);
    }
    view.popovers.below = view.pane.reader.source_line_box();
    popovers::popover_ui(ui, state, &mut view.popovers, theme, out);
    palette::palette_ui(ui, state, &mut view.palette, theme, out);
    settings::settings_ui(ui, state, &mut view.settings, theme, out);
    tags::tags_ui(ui, state, &mut view.tags, theme, out);
    diary::diary_ui(ui, state, &mut view.diary, theme, out);
    tour::tour_ui(ui, state, &view.regions, theme, out);
    start_page::drop_ui(ui, state, theme);
}

/// An identity that does not depend on where a widget stands.
pub(crate) fn fixed_id(name: &str) -> Id {
    Id::unique(name)
}
