//! The row at the top.

use egui::{Align, Layout, Ui};

use crate::app::{Action, CleanedView, Popover, State, texts};
use crate::ui::sides::{Shown, Side};
use crate::ui::theme::{SMALL_POINTS, TEXT_POINTS, Theme};
use crate::ui::widgets::{icon_button, sans, word_button};
use crate::ui::{Outbox, icons, tour, widgets};

/// A window narrower than this, in points, has no room for words beside the icons.
const NARROW: f32 = 560.0;

/// `shown` says what stands beside the page.
pub(crate) fn toolbar_ui(
    ui: &mut Ui,
    state: &State,
    shown: Shown,
    theme: &Theme,
    out: &mut Outbox,
) {
    let rect = ui.max_rect();
    title(ui, state, theme, rect);
    ui.horizontal_centered(|ui| {
        ui.spacing_mut().item_spacing.x = 4.0;
        button(
            ui,
            state,
            theme,
            icons::SIDEBAR,
            Action::ToggleContents,
            shown.contents && state.open.is_some(),
            out,
        );
        ui.add_enabled_ui(!state.back.is_empty(), |ui| {
            button(ui, state, theme, icons::ARROW_LEFT, Action::Back, false, out);
        });
        ui.add_enabled_ui(!state.forward.is_empty(), |ui| {
            button(ui, state, theme, icons::ARROW_RIGHT, Action::Forward, false, out);
        });
        button(ui, state, theme, icons::FOLDER_OPEN, Action::Open, false, out);
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            right(ui, state, shown, theme, out);
        });
    });
    ui.painter().hline(
        ui.ctx().content_rect().x_range(),
        rect.bottom(),
        egui::Stroke::new(1.0, theme.hairline),
    );
}

fn button(
    ui: &mut Ui,
    state: &State,
    theme: &Theme,
    icon: &str,
    action: Action,
    is_on: bool,
    out: &mut Outbox,
) {
    let language = state.settings.language;
    let (name, tip) = (action.name().get(language), action.tip(language));
    let response = icon_button(ui, theme, icon, name, &tip, is_on);
    tour::anchor(ui, action, response.rect);
    if response.clicked() {
        out.act(action);
    }
}

fn right(ui: &mut Ui, state: &State, shown: Shown, theme: &Theme, out: &mut Outbox) {
    let language = state.settings.language;
    let is_on = |popover: Popover| state.popover == Some(popover);
    if icon_button(
        ui,
        theme,
        icons::ELLIPSIS,
        texts::MORE.get(language),
        texts::MORE.get(language),
        is_on(Popover::More),
    )
    .clicked()
    {
        out.push(crate::app::Command::SetPopover((!is_on(Popover::More)).then_some(Popover::More)));
    }
    if let Some(open) = &state.open {
        let has_notes = shown.side == Some(Side::Notes);
        button(ui, state, theme, icons::NOTES, Action::ToggleNotes, has_notes, out);
        button(ui, state, theme, icons::DOWNLOAD, Action::Export, is_on(Popover::Export), out);
        let cleaned = &open.document.cleaned;
        let review = cleaned.review(&open.document.imported.text);
        let (n_taken, n_suggested) = (review.n_taken(), review.n_suggestions());
        let count = if n_taken > 0 { n_taken } else { cleaned.log.len() };
        let count = texts::grouped(count);
        let words = match ui.ctx().content_rect().width() {
            width if width < NARROW => count,
            _ => format!("{} {count}", texts::CLEANED.get(language)),
        };
        let name = Action::ShowCleaned.name().get(language);
        let is_on = shown.side == Some(Side::Cleaned);
        let tip = texts::cleaned_tip(language, n_taken, cleaned.log.len(), n_suggested);
        let sign = Some(icons::BRUSH_CLEANING);
        let button = word_button(ui, theme, sign, &words, name, is_on).on_hover_text(tip);
        tour::anchor(ui, Action::ShowCleaned, button.rect);
        if n_suggested > 0 {
            // A dot says that there is something to decide.
            let at = button.rect.right_top() + egui::vec2(-6.0, 7.0);
            ui.painter().circle_filled(at, 3.0, theme.warn);
        }
        if button.clicked() {
            out.act(Action::ShowCleaned);
        }
    }
    button(ui, state, theme, icons::CONTRAST, Action::CycleTheme, false, out);
    button(ui, state, theme, icons::A_LARGE_SMALL, Action::ShowLook, is_on(Popover::Look), out);
    if state.open.is_some() {
        button(ui, state, theme, icons::SEARCH, Action::Find, state.find.is_some(), out);
        // A narrow window has the marker in the menu.
        if ui.ctx().content_rect().width() >= WITH_MARKER {
            let is_on = state.marker.is_some();
            button(ui, state, theme, icons::HIGHLIGHTER, Action::ArmMarker, is_on, out);
        }
    }
}

/// What the buttons on the left and on the right take up, in points; the marker's is one of those on the right.
const LEFT_WIDTH: f32 = 168.0;
const RIGHT_WIDTH: f32 = 404.0;
const MARKER_WIDTH: f32 = 40.0;
/// Space between the document's name and the section, and the room that a name has at least beside one, in points.
const GAP: f32 = 10.0;
const LEAST_NAME: f32 = 160.0;
/// The narrowest window with a button for the marker, in points.
const WITH_MARKER: f32 = 760.0;

/// The document's name in the middle, with the section that is read.
fn title(ui: &Ui, state: &State, theme: &Theme, rect: egui::Rect) {
    let Some(open) = &state.open else { return };
    let language = state.settings.language;
    let count = open.document.outline.headings.len();
    let section = match state.cleaned_view {
        CleanedView::Compare => texts::COMPARING.get(language).to_owned(),
        CleanedView::Ghost => texts::SHOWING_TAKEN.get(language).to_owned(),
        CleanedView::Page => state
            .active_heading()
            .map(|index| texts::section(language, index + 1, count))
            .unwrap_or_default(),
    };
    let has_marker = ui.ctx().content_rect().width() >= WITH_MARKER;
    let right = if has_marker { RIGHT_WIDTH } else { RIGHT_WIDTH - MARKER_WIDTH };
    let room = rect.width() - LEFT_WIDTH - right;
    if room < 60.0 {
        return;
    }
    // A name alone is better than half a name beside half a section.
    let section = widgets::elided(ui, &section, sans(SMALL_POINTS), theme.weak, f32::INFINITY);
    let own = room - section.size().x - GAP;
    let name = |room: f32| {
        widgets::elided(ui, &open.document.name, sans(TEXT_POINTS), theme.heading, room)
    };
    let has_room = own >= LEAST_NAME.min(name(f32::INFINITY).size().x);
    let (name, section) = if has_room {
        (name(own), section)
    } else {
        let none = widgets::elided(ui, "", sans(SMALL_POINTS), theme.weak, 0.0);
        (name(room), none)
    };
    let gap = if section.size().x > 0.0 { GAP } else { 0.0 };
    // A little to the left of the middle, and clear of the buttons on the right, which need more room.
    let width = name.size().x + gap + section.size().x;
    let left = (rect.center().x - width / 2.0 - 40.0).min(rect.right() - right - width);
    let middle = rect.center().y;
    let end = left + name.size().x + gap;
    ui.painter().galley(egui::pos2(left, middle - name.size().y / 2.0), name, theme.heading);
    ui.painter().galley(
        egui::pos2(end, middle - section.size().y / 2.0 + 0.5),
        section,
        theme.weak,
    );
}
