//! What is written about the document as a whole, above the list; a click or its key opens it for writing.

use egui::{Frame, Margin, RichText, ScrollArea, Stroke, StrokeKind, Ui};

use crate::app::{Action, Command, MemoOf, State, texts};
use crate::ui::note_text::{NOTE_POINTS, note_text_ui};
use crate::ui::notes::Notes;
use crate::ui::theme::{SMALL_POINTS, Theme};
use crate::ui::widgets::{bold, sans, words};
use crate::ui::{Outbox, fixed_id};

/// Highest that it stands above the list while it is read, in points.
const MOST_HEIGHT: f32 = 140.0;

pub(super) fn memo_ui(
    ui: &mut Ui,
    state: &State,
    notes: &mut Notes,
    theme: &Theme,
    out: &mut Outbox,
) {
    let Some(open) = &state.open else { return };
    let is_writing = state.writes_memo(&MemoOf::Document);
    let was_writing = std::mem::replace(&mut notes.writes_memo, is_writing);
    if !is_writing && open.notebook.memo.is_empty() {
        return;
    }
    let language = state.settings.language;
    let frame =
        Frame::new().fill(theme.card).corner_radius(8).inner_margin(Margin::symmetric(12, 8));
    let shown = frame.show(ui, |ui| {
        ui.set_width(ui.available_width());
        let name = RichText::new(texts::MEMO.get(language)).font(bold(SMALL_POINTS));
        ui.label(name.color(theme.heading));
        if is_writing {
            if !was_writing {
                notes.memo_draft.clone_from(&open.notebook.memo);
            }
            return field(ui, state, notes, was_writing, theme, out);
        }
        ScrollArea::vertical().id_salt("memo").max_height(MOST_HEIGHT).show(ui, |ui| {
            if note_text_ui(ui, &open.notebook.memo, theme, out) {
                out.act(Action::WriteMemo);
            }
        });
    });
    let color = if is_writing { theme.accent } else { theme.hairline };
    let rect = shown.response.rect;
    ui.painter().rect_stroke(rect, 8.0, Stroke::new(1.0, color), StrokeKind::Inside);
}

fn field(
    ui: &mut Ui,
    state: &State,
    notes: &mut Notes,
    was_writing: bool,
    theme: &Theme,
    out: &mut Outbox,
) {
    let language = state.settings.language;
    let edit = egui::TextEdit::multiline(&mut notes.memo_draft)
        .id(fixed_id("memo"))
        .frame(Frame::NONE)
        .desired_rows(4)
        .desired_width(f32::INFINITY)
        .margin(Margin::ZERO)
        .hint_text(words(texts::MEMO_HINT.get(language), NOTE_POINTS, theme.weak))
        .font(sans(NOTE_POINTS));
    let response = ui.add(edit);
    response.ctx.accesskit_node_builder(response.id, |node| {
        node.set_label(texts::MEMO.get(language));
    });
    if !was_writing {
        response.request_focus();
    }
    if response.changed() {
        out.push(Command::MemoTyped(notes.memo_draft.clone()));
    }
    let saves = ui.input(|input| input.modifiers.command && input.key_pressed(egui::Key::Enter));
    if saves && response.has_focus() {
        out.act(Action::Escape);
    }
}
