//! Marks that lie upon each other: the list to choose from beside the active one, and the card that tells of
//! those the pointer rests on. What can be done with a mark stands in the bar and in the notes.

use egui::{Align2, Area, Order, Rect, Sense, Ui, WidgetInfo, pos2, vec2};

use crate::app::{Command, State, texts};
use crate::notebook::{Annotation, AnnotationId};
use crate::ui::reader::Reader;
use crate::ui::reader::underline;
use crate::ui::theme::{SMALL_POINTS, Theme};
use crate::ui::widgets::{bold, elided, floating, icon_button, paint_button, sans, words};
use crate::ui::{Outbox, fixed_id, icons, status};

const ROW: f32 = 28.0;
const WIDTH: f32 = 320.0;
/// Most marks that a list shows at once.
const MOST_ROWS: usize = 6;
/// Most lines of a note that the card shows.
const NOTE_LINES: usize = 4;

/// The active mark among those that lie upon it: a row each, the active one chosen. Nothing where it is alone.
///
/// No more rows are shown than `room` points take, since the list must not lie over the passage.
pub(crate) fn stack_ui(ui: &mut Ui, state: &State, room: f32, theme: &Theme, out: &mut Outbox) {
    let stack = state.stack();
    let active = stack.iter().position(|mark| Some(&mark.id) == state.active.as_ref());
    let Some(active) = active.filter(|_| stack.len() > 1) else { return };
    let n_rows = ((room / (ROW + 6.0)) as usize).clamp(1, MOST_ROWS);
    let first = active.saturating_sub(n_rows / 2).min(stack.len().saturating_sub(n_rows));
    let language = state.settings.language;
    ui.horizontal(|ui| {
        let name = format!("{} {}/{}", texts::STACK.get(language), active + 1, stack.len());
        ui.label(words(name, SMALL_POINTS, theme.weak));
        // With a caret these keys are its own.
        if state.caret.is_none() {
            ui.label(words("↑↓", SMALL_POINTS, theme.weak));
        }
    });
    for (index, mark) in stack.iter().enumerate().skip(first).take(n_rows) {
        let Some(note) = state.annotation(&mark.id) else { continue };
        if row_ui(ui, state, note, index == active, theme) {
            out.push(Command::Activate(Some(mark.id.clone())));
        }
    }
}

/// One mark: a piece of its line, its words, its tags; whether it was clicked.
fn row_ui(ui: &mut Ui, state: &State, note: &Annotation, is_on: bool, theme: &Theme) -> bool {
    let width = ui.available_width().max(WIDTH);
    let (rect, response) = ui.allocate_exact_size(vec2(width, ROW), Sense::click());
    let tags = tags_of(state, note);
    let quote = note.excerpt.exact.replace('\n', " ");
    let label = format!("{quote} {tags}");
    response.widget_info(|| {
        WidgetInfo::selected(egui::accesskit::Role::ListItem, true, is_on, label.trim())
    });
    paint_button(ui, theme, &response, is_on);
    let sample = Rect::from_min_size(pos2(rect.left() + 6.0, rect.top() + 7.0), vec2(22.0, 14.0));
    sample_ui(ui, state, note, sample, theme);
    let tags = ui.painter().layout_no_wrap(tags, sans(SMALL_POINTS), theme.weak);
    let right = rect.right() - 8.0 - tags.size().x;
    let middle = rect.center().y;
    ui.painter().galley(pos2(right, middle - tags.size().y / 2.0), tags, theme.weak);
    let left = rect.left() + 36.0;
    let font = if is_on { bold(SMALL_POINTS + 0.5) } else { sans(SMALL_POINTS + 0.5) };
    let quote = elided(ui, &quote, font, theme.text, right - 12.0 - left);
    ui.painter().galley(pos2(left, middle - quote.size().y / 2.0), quote, theme.text);
    response.on_hover_cursor(egui::CursorIcon::PointingHand).clicked()
}

/// How a mark is drawn on the page, small.
fn sample_ui(ui: &Ui, state: &State, note: &Annotation, rect: Rect, theme: &Theme) {
    let highlight = theme.highlight_of(state, note);
    ui.painter().rect_filled(rect, 3.0, highlight.fill);
    underline::paint(ui.painter(), Some(highlight.pattern), rect, 0, highlight.ink);
}

fn tags_of(state: &State, note: &Annotation) -> String {
    let paths = note.tags.iter().map(|tag| state.codebook.path(tag));
    let paths: Vec<String> =
        paths.filter(|path| !path.is_empty()).map(|path| format!("#{path}")).collect();
    paths.join(" ")
}

/// The card that tells of the marks the pointer rests on, below them; never over the shortest of them.
pub(crate) fn card_ui(
    ui: &Ui,
    state: &State,
    reader: &mut Reader,
    theme: &Theme,
    out: &mut Outbox,
) {
    let notes: Vec<&Annotation> = shown(state, reader);
    ui.data_mut(|data| data.insert_temp(open_id(), !notes.is_empty()));
    let page = ui.max_rect();
    let Some(resting) = reader.resting_mut().filter(|_| !notes.is_empty()) else { return };
    if ui.input(|input| input.key_pressed(egui::Key::Escape)) {
        resting.is_dismissed = true;
        return;
    }
    let Some(boxes) = resting.boxes.iter().copied().reduce(Rect::union) else { return };
    let is_low = boxes.bottom() + 140.0 > page.bottom();
    let (pivot, y) = if is_low {
        (Align2::LEFT_BOTTOM, boxes.top() - 6.0)
    } else {
        (Align2::LEFT_TOP, boxes.bottom() + 10.0)
    };
    let left = resting.boxes.last().map_or(boxes.left(), Rect::left);
    let area = Area::new(fixed_id("resting card")).order(Order::Middle).pivot(pivot);
    let shown = area.fixed_pos(pos2(left, y)).constrain_to(page).show(ui.ctx(), |ui| {
        floating(theme).inner_margin(8).show(ui, |ui| {
            ui.set_width(WIDTH);
            ui.spacing_mut().item_spacing.y = 2.0;
            for note in notes.iter().take(MOST_ROWS) {
                told_ui(ui, state, note, theme, out);
            }
            if notes.len() > MOST_ROWS {
                let more = format!("+{}", notes.len() - MOST_ROWS);
                ui.label(words(more, SMALL_POINTS, theme.weak));
            }
        });
    });
    resting.card = Some(shown.response.rect.union(boxes));
}

/// The marks to tell of: none while something is selected, typed or chosen, or one of them is active.
fn shown<'a>(state: &'a State, reader: &Reader) -> Vec<&'a Annotation> {
    let is_busy = state.selection.is_some()
        || state.picker.is_some()
        || state.popover.is_some()
        || state.editor.is_some()
        || reader.is_dragging();
    let Some(resting) =
        reader.resting().filter(|resting| !is_busy && resting.is_long && !resting.is_dismissed)
    else {
        return Vec::new();
    };
    let is_active = |id: &AnnotationId| state.active.as_ref() == Some(id);
    if resting.ids.iter().any(is_active) {
        return Vec::new();
    }
    resting.ids.iter().filter_map(|id| state.annotation(id)).collect()
}

fn told_ui(ui: &mut Ui, state: &State, note: &Annotation, theme: &Theme, out: &mut Outbox) {
    let language = state.settings.language;
    ui.horizontal(|ui| {
        ui.set_height(32.0);
        let (rect, _) = ui.allocate_exact_size(vec2(22.0, 14.0), Sense::hover());
        sample_ui(ui, state, note, rect, theme);
        let tags = tags_of(state, note);
        // Without a tag its first words say which it is.
        let name = if tags.is_empty() { note.excerpt.exact.replace('\n', " ") } else { tags };
        let size = vec2(ui.available_width() - 124.0, 20.0);
        let layout = egui::Layout::left_to_right(egui::Align::Center);
        ui.allocate_ui_with_layout(size, layout, |ui| {
            ui.set_min_width(size.x);
            let name = words(name, SMALL_POINTS + 0.5, theme.text);
            ui.add(egui::Label::new(name).truncate());
        });
        ui.label(words(status::clock_time(note.modified), 11.5, theme.weak));
        let edit = icon_button(ui, theme, icons::PENCIL, texts::NOTE.get(language), "", false);
        if edit.clicked() {
            out.push(Command::EditNote(note.id.clone()));
        }
        let remove = icon_button(ui, theme, icons::TRASH, texts::REMOVE.get(language), "", false);
        if remove.clicked() {
            out.push(Command::RemoveNote(note.id.clone()));
        }
    });
    if !note.note.is_empty() {
        let lines: Vec<&str> = note.note.lines().take(NOTE_LINES).collect();
        let more = if note.note.lines().count() > NOTE_LINES { "…" } else { "" };
        let text = format!("{}{more}", lines.join("\n"));
        ui.add(egui::Label::new(words(text, SMALL_POINTS + 0.5, theme.text)).wrap());
    }
}

fn open_id() -> egui::Id {
    fixed_id("resting card is shown")
}

/// Whether the card is shown: then Escape takes it away and nothing else.
pub(crate) fn is_open(context: &egui::Context) -> bool {
    context.data(|data| data.get_temp(open_id())).unwrap_or_default()
}
