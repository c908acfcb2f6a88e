//! The menu: every action of the table by its group, and those wanted most at once.

use egui::{Key, ScrollArea, Ui};

use crate::app::{Action, Command, Entry, Group, State, TABLE, texts};
use crate::text::Language;
use crate::ui::Outbox;
use crate::ui::popovers::menu_row;
use crate::ui::row_keys::RowKeys;
use crate::ui::theme::{SMALL_POINTS, TEXT_POINTS, Theme};
use crate::ui::widgets::sans;

/// Width of the menu, in points: at least, and what stands around and between a name and its key.
const WIDTH: f32 = 290.0;
const AROUND: f32 = 44.0;

/// What stands below the groups.
const AT_ONCE: [Action; 11] = [
    Action::ShowCommands,
    Action::GoAnywhere,
    Action::OpenPasted,
    Action::ShowStart,
    Action::OpenSample,
    Action::OpenGuide,
    Action::StartTour,
    Action::ShowSettings,
    Action::SwitchLanguage,
    Action::ShowKeys,
    Action::Quit,
];

/// What the menu keeps between frames.
#[derive(Default)]
pub(crate) struct Menu {
    /// The group that is open.
    opened: Option<Group>,
    keys: RowKeys,
    /// The row that the keyboard is to be brought to: that of a group, or the way back from it.
    wants_focus: Option<Group>,
}

const GROUPS: [Group; 5] = [Group::File, Group::Mark, Group::Go, Group::Caret, Group::View];

/// The groups, or the actions of the one that is open. Right and Enter open a group, Left leads back.
pub(crate) fn menu_ui(
    ui: &mut Ui,
    state: &State,
    menu: &mut Menu,
    is_new: bool,
    theme: &Theme,
    out: &mut Outbox,
) {
    let language = state.settings.language;
    ui.set_width(width(ui, language, theme));
    ui.spacing_mut().item_spacing.y = 0.0;
    if is_new {
        *menu = Menu::default();
    }
    menu.keys.begin(ui);
    let wants_focus = menu.wants_focus.take();
    // Who goes by mouse sees no ring.
    let has_keyboard = ui.memory(|memory| memory.focused().is_some());
    let pressed = |key| ui.input(|input| input.key_pressed(key));
    let (is_left, is_right) = (pressed(Key::ArrowLeft), pressed(Key::ArrowRight));
    let Some(group) = menu.opened else {
        for group in GROUPS {
            let response = menu_row(ui, theme, group.name().get(language), "›");
            menu.keys.add(ui, &response);
            if wants_focus == Some(group) {
                response.request_focus();
            }
            if response.clicked() || is_right && response.has_focus() {
                (menu.opened, menu.wants_focus) = (Some(group), has_keyboard.then_some(group));
            }
        }
        line(ui, theme);
        let at_once = AT_ONCE.iter().map(|action| action.entry());
        return at_once.for_each(|entry| item(ui, state, &mut menu.keys, entry, theme, out));
    };
    let back = format!("‹ {}", group.name().get(language));
    let response = menu_row(ui, theme, &back, texts::MENU_BACK.get(language));
    menu.keys.add(ui, &response);
    if wants_focus == Some(group) {
        response.request_focus();
    }
    if response.clicked() || is_left {
        (menu.opened, menu.wants_focus) = (None, has_keyboard.then_some(group));
    }
    line(ui, theme);
    let height = (ui.ctx().content_rect().height() - 190.0).max(120.0);
    // A card that was lower before would keep it as low.
    let area = ScrollArea::vertical().max_height(height).min_scrolled_height(height);
    area.show(ui, |ui| {
        let entries = TABLE.iter().filter(|entry| entry.group == group);
        entries.for_each(|entry| item(ui, state, &mut menu.keys, entry, theme, out));
    });
}

/// As wide as the longest name with its key, so that no group is wider than another.
fn width(ui: &Ui, language: Language, theme: &Theme) -> f32 {
    let measured = |text: String, points: f32| {
        ui.painter().layout_no_wrap(text, sans(points), theme.text).size().x
    };
    let row = |entry: &Entry| {
        let key = entry.keys.first().map(|key| key.label()).unwrap_or_default();
        let name = entry.name.get(language).to_owned();
        measured(name, TEXT_POINTS) + measured(key, SMALL_POINTS) + AROUND
    };
    TABLE.iter().map(row).fold(WIDTH, f32::max)
}

fn line(ui: &mut Ui, theme: &Theme) {
    ui.add_space(5.0);
    let (rect, _) =
        ui.allocate_exact_size(egui::vec2(ui.available_width(), 1.0), egui::Sense::hover());
    ui.painter().rect_filled(rect, 0.0, theme.hairline);
    ui.add_space(5.0);
}

fn item(
    ui: &mut Ui,
    state: &State,
    keys: &mut RowKeys,
    entry: &Entry,
    theme: &Theme,
    out: &mut Outbox,
) {
    let key = entry.keys.first().map(|key| key.label()).unwrap_or_default();
    let is_possible = state.open.is_some() || !entry.action.needs_document();
    let shown = ui.add_enabled_ui(is_possible, |ui| {
        menu_row(ui, theme, entry.name.get(state.settings.language), &key)
    });
    keys.add(ui, &shown.inner);
    if shown.inner.clicked() {
        out.push(Command::SetPopover(None));
        out.act(entry.action);
    }
}
