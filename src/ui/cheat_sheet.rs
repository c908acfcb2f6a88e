//! Every action with its keys, made from the one table, to be searched by name, pinyin or key.

use egui::{Align2, RichText, ScrollArea, Sense, Ui, pos2, vec2};

use crate::app::seek::{self, Sought};
use crate::app::setting;
use crate::app::{Action, Command, Entry, Group, State, TABLE, texts};
use crate::ui::controls::toggle;
use crate::ui::theme::{SMALL_POINTS, Theme};
use crate::ui::widgets::{bold, field_with_id, sans, words};
use crate::ui::{Outbox, fixed_id, icons};

/// Width of a column, in points.
const COLUMN: f32 = 300.0;
/// Room between two columns, in points.
const GAP: f32 = 36.0;
/// Height of a line, in points.
const LINE: f32 = 23.0;

pub(crate) fn cheat_sheet_ui(
    ui: &mut Ui,
    state: &State,
    typed: &mut String,
    is_new: bool,
    theme: &Theme,
    out: &mut Outbox,
) {
    let language = state.settings.language;
    let window = ui.ctx().content_rect();
    let [mark, go, caret, file, view] = Group::ALL;
    let columns: &[&[Group]] = match window.width() {
        width if width > 3.0 * COLUMN + 160.0 => &[&[mark, caret], &[go], &[file, view]],
        width if width > 2.0 * COLUMN + 120.0 => &[&[mark, caret], &[go, file, view]],
        _ => &[&[mark, go, caret, file, view]],
    };
    let count = columns.len() as f32;
    ui.set_width(count * COLUMN + (count - 1.0) * GAP + 14.0);
    if is_new {
        typed.clear();
    }
    let hint = texts::SEARCH_KEYS.get(language);
    let id = fixed_id("key search");
    let field = field_with_id(ui, theme, icons::SEARCH, (typed, hint), id);
    if is_new {
        field.request_focus();
    }
    ui.add_space(8.0);
    let query = seek::normal(typed);
    let height = window.height() - 230.0;
    let scroll = ScrollArea::vertical().max_height(height).min_scrolled_height(height);
    scroll.auto_shrink([false, true]).show(ui, |ui| {
        ui.horizontal_top(|ui| {
            ui.spacing_mut().item_spacing.x = GAP;
            for groups in columns {
                ui.vertical(|ui| {
                    ui.set_width(COLUMN);
                    ui.spacing_mut().item_spacing.y = 0.0;
                    groups.iter().for_each(|group| group_ui(ui, state, *group, &query, theme));
                });
            }
        });
        if !TABLE.iter().any(|entry| fits(entry, &query)) {
            ui.label(words(texts::NO_SUCH_KEY.get(language), SMALL_POINTS, theme.weak));
        }
    });
    foot_ui(ui, state, theme, out);
}

/// Whether an action belongs to what is sought; those without a key only where their name is sought.
fn fits(entry: &Entry, query: &str) -> bool {
    // Six more lines of the same would say nothing new.
    if matches!(entry.action, Action::TagSlot(slot) if slot > 3) {
        return false;
    }
    if query.is_empty() {
        return !entry.keys.is_empty();
    }
    let sought = Sought::new(query);
    let is_key = |label: &str| label.to_lowercase().replace('−', "-").contains(query);
    sought.is_in(entry.name.zh)
        || sought.is_written_in(entry.name.en)
        || entry.keys.iter().any(|key| is_key(&key.label()))
}

fn group_ui(ui: &mut Ui, state: &State, group: Group, query: &str, theme: &Theme) {
    let language = state.settings.language;
    let own = |entry: &&Entry| entry.group == group && fits(entry, query);
    let mut entries = TABLE.iter().filter(own).peekable();
    if entries.peek().is_none() {
        return;
    }
    let name = RichText::new(group.name().get(language)).font(bold(SMALL_POINTS));
    ui.label(name.color(theme.accent));
    ui.add_space(2.0);
    entries.for_each(|entry| line_ui(ui, state, entry, theme));
    ui.add_space(12.0);
}

fn line_ui(ui: &mut Ui, state: &State, entry: &Entry, theme: &Theme) {
    let name = entry.name.get(state.settings.language);
    let works =
        |key: &&crate::app::Shortcut| state.settings.uses_single_keys || !key.is_character();
    let mut labels: Vec<String> = entry.keys.iter().map(|key| key.label()).collect();
    // Keys that say the same are there for keyboards that differ.
    labels.dedup();
    let keys = labels.join("  ");
    let (rect, response) = ui.allocate_exact_size(vec2(COLUMN, LINE), Sense::hover());
    let said = format!("{name}　{keys}");
    response.widget_info(|| egui::WidgetInfo::labeled(egui::accesskit::Role::Label, true, &said));
    let middle = rect.center().y;
    let left = pos2(rect.left(), middle);
    ui.painter().text(left, Align2::LEFT_CENTER, name, sans(13.0), theme.text);
    let is_off = !entry.keys.is_empty() && !entry.keys.iter().any(|key| works(&key));
    let ink = if is_off { theme.edge } else { theme.weak };
    let right = pos2(rect.right(), middle);
    ui.painter().text(right, Align2::RIGHT_CENTER, keys, sans(SMALL_POINTS), ink);
}

/// The switch for bare characters.
fn foot_ui(ui: &mut Ui, state: &State, theme: &Theme, out: &mut Outbox) {
    let language = state.settings.language;
    let setting = &setting::SINGLE_KEYS;
    let is_on = state.settings.uses_single_keys;
    ui.add_space(8.0);
    ui.horizontal(|ui| {
        if toggle(ui, setting.name.get(language), is_on, theme).clicked() {
            let settings =
                crate::app::Settings { uses_single_keys: !is_on, ..state.shown_settings() };
            out.push(Command::SetSettings(settings));
        }
        let says = if is_on { setting.name } else { texts::SINGLE_KEYS_ARE_OFF };
        ui.label(words(says.get(language), SMALL_POINTS, theme.weak));
    });
}
