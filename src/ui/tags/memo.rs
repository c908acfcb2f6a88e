//! The field in which it is written about a tag or the library: kept as it is typed, one step when it is left.

use egui::{Frame, Id, Margin, Stroke, StrokeKind, Ui};

use crate::app::{Command, MemoOf, State, texts};
use crate::ui::note_text::{NOTE_POINTS, note_text_ui};
use crate::ui::notes::has_markup;
use crate::ui::tags::Desk;
use crate::ui::theme::SMALL_POINTS;
use crate::ui::widgets::{held_at, sans, words};
use crate::ui::{Outbox, fixed_id};

/// What is typed.
#[derive(Default)]
pub(super) struct MemoField {
    draft: String,
    /// Whether the keyboard is to be brought to it.
    pub(super) wants_focus: bool,
}

/// Each has a field of its own, so that what is typed about one never stands with another.
fn field_id(of: &MemoOf) -> Id {
    match of {
        MemoOf::Tag(id) => fixed_id("memo of a tag").with(&id.0),
        MemoOf::Document | MemoOf::Library => fixed_id("memo of the library"),
    }
}

pub(super) fn memo_ui(
    ui: &mut Ui,
    desk: &Desk<'_>,
    field: &mut MemoField,
    of: &MemoOf,
    rows: usize,
    out: &mut Outbox,
) {
    let (state, language, theme) = (desk.state, desk.language, desk.theme);
    let [name, hint] = match of {
        MemoOf::Tag(_) => [texts::TAG_MEMO, texts::TAG_MEMO_HINT],
        MemoOf::Document | MemoOf::Library => [texts::LIBRARY_MEMO, texts::LIBRARY_MEMO_HINT],
    };
    ui.label(words(name.get(language), SMALL_POINTS, theme.weak));
    if !state.writes_memo(of) {
        state.memo_of(of).clone_into(&mut field.draft);
    }
    let frame = Frame::new().fill(theme.page).corner_radius(6);
    let shown = frame.inner_margin(Margin::symmetric(8, 6)).show(ui, |ui| {
        let edit = egui::TextEdit::multiline(&mut field.draft)
            .id(field_id(of))
            .frame(Frame::NONE)
            .desired_rows(rows)
            .desired_width(f32::INFINITY)
            .margin(Margin::ZERO)
            .hint_text(words(hint.get(language), NOTE_POINTS, theme.weak))
            .font(sans(NOTE_POINTS));
        ui.add(edit)
    });
    let response = shown.inner;
    response.ctx.accesskit_node_builder(response.id, |node| node.set_label(name.get(language)));
    let edge = if response.has_focus() { theme.accent } else { theme.edge };
    ui.painter().rect_stroke(shown.response.rect, 6.0, Stroke::new(1.0, edge), StrokeKind::Inside);
    if std::mem::take(&mut field.wants_focus) {
        response.request_focus();
    }
    if response.gained_focus() || response.changed() {
        out.push(Command::WriteMemo(of.clone()));
    }
    if response.changed() {
        out.push(Command::MemoTyped(field.draft.clone()));
    }
    let ends = held_at(ui, egui::Key::Enter).iter().any(|held| held.command);
    if ends && response.has_focus() {
        response.surrender_focus();
    }
    if has_markup(&field.draft) {
        ui.label(words(texts::NOTE_PREVIEW.get(language), SMALL_POINTS, theme.weak));
        note_text_ui(ui, &field.draft, theme, out);
    }
}

/// Ends the writing where its field was left, or is no longer there.
pub(super) fn settle(ui: &Ui, state: &State, out: &mut Outbox) {
    let Some(memo) = state.memo.as_ref().filter(|memo| memo.of != MemoOf::Document) else { return };
    let is_at_it = state.popover == Some(crate::app::Popover::Tags)
        && ui.memory(|memory| memory.has_focus(field_id(&memo.of)));
    if !is_at_it {
        out.push(Command::EndMemo);
    }
}
