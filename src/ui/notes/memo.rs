//! What is written about the document as a whole, and about the tag that the list is narrowed to, above the list; a
//! click or its key opens it for writing.

use egui::{Frame, Margin, RichText, ScrollArea, Stroke, StrokeKind, Ui};

use crate::app::note_list::Facet;
use crate::app::{Action, Command, MemoOf, State, texts};
use crate::ui::note_text::{NOTE_POINTS, note_text_ui};
use crate::ui::notes::Notes;
use crate::ui::theme::{SMALL_POINTS, Theme};
use crate::ui::widgets::{bold, held_at, sans, words};
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
        name_ui(ui, texts::MEMO.get(language), theme);
        if is_writing {
            if !was_writing {
                notes.memo_draft.clone_from(&open.notebook.memo);
            }
            return field(ui, state, notes, was_writing, theme, out);
        }
        if words_ui(ui, &open.notebook.memo, theme, out) {
            out.act(Action::WriteMemo);
        }
    });
    let color = if is_writing { theme.accent } else { theme.hairline };
    let rect = shown.response.rect;
    ui.painter().rect_stroke(rect, 8.0, Stroke::new(1.0, color), StrokeKind::Inside);
}

fn name_ui(ui: &mut Ui, name: &str, theme: &Theme) {
    ui.label(RichText::new(name).font(bold(SMALL_POINTS)).color(theme.heading));
}

/// What is written; whether it was clicked where no link is.
fn words_ui(ui: &mut Ui, words: &str, theme: &Theme, out: &mut Outbox) -> bool {
    let scroll = ScrollArea::vertical().id_salt(("memo", words.len())).max_height(MOST_HEIGHT);
    scroll.show(ui, |ui| note_text_ui(ui, words, theme, out).is_clicked).inner
}

/// What is written about the one tag that the list is narrowed to.
pub(super) fn tag_memo_ui(
    ui: &mut Ui,
    state: &State,
    notes: &Notes,
    theme: &Theme,
    out: &mut Outbox,
) {
    let mut tags = notes.filter.wanted.iter().filter_map(|facet| match facet {
        Facet::Tag(id) => state.codebook.tags.get(id),
        _ => None,
    });
    let (Some(tag), None) = (tags.next(), tags.next()) else { return };
    if tag.memo.is_empty() {
        return;
    }
    let frame =
        Frame::new().fill(theme.card).corner_radius(8).inner_margin(Margin::symmetric(12, 8));
    let shown = frame.show(ui, |ui| {
        ui.set_width(ui.available_width());
        name_ui(ui, &format!("#{}", state.codebook.path(&tag.id)), theme);
        if words_ui(ui, &tag.memo, theme, out) {
            out.push(Command::ShowMemo(MemoOf::Tag(tag.id.clone())));
        }
    });
    let edge = Stroke::new(1.0, theme.hairline);
    ui.painter().rect_stroke(shown.response.rect, 8.0, edge, StrokeKind::Inside);
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
    let saves = held_at(ui, egui::Key::Enter).iter().any(|held| held.command);
    if saves && response.has_focus() {
        out.act(Action::Escape);
    }
}
