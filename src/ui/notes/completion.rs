//! A field for notes in which `#` and `[[` are completed: what fits is listed at the field, Enter, Tab or a click takes
//! it, Esc shuts the list and nothing else.

use egui::{CompletionPopup, Context, Id, RectAlign, Response, Suggestion, TextEdit, Ui};

use crate::app::State;
use crate::app::note_completion::{begun, completed, offers};
use crate::ui::fixed_id;

fn open_id() -> Id {
    fixed_id("completion is open")
}

/// Whether something is listed, so that Esc is the list's.
pub(crate) fn is_open(context: &Context) -> bool {
    context.data(|data| data.get_temp(open_id())).unwrap_or_default()
}

/// Draws the field; its response, and whether its text became another.
pub(crate) fn completed_field_ui(
    ui: &mut Ui,
    state: &State,
    id: Id,
    edit: TextEdit<'_>,
) -> (Response, bool) {
    let suggest = |query: &egui::CompletionQuery<'_>| {
        let Some((start, what)) = begun(query.word) else { return Vec::new() };
        let kept = query.word.get(..start).unwrap_or_default();
        let behind = behind(query.text, query.word_range.end.0);
        let suggestion = |name: String| {
            let insert = format!("{kept}{}", completed(what, &name, behind));
            Suggestion::new(insert).content(name)
        };
        offers(state, what).into_iter().map(suggestion).collect()
    };
    // A name may hold spaces, so that only a line's end is surely none of it.
    let popup = CompletionPopup::new(id).word_boundary(|c| c == '\n');
    let shown = popup.align(RectAlign::BOTTOM_START).show(ui, edit, suggest);
    ui.data_mut(|data| data.insert_temp(open_id(), shown.is_open));
    let response = shown.text_edit.response.response;
    let is_changed = response.changed() || shown.accepted.is_some();
    (response, is_changed)
}

/// The text from a place on that is counted in characters.
fn behind(text: &str, at: usize) -> &str {
    let start = text.char_indices().nth(at).map_or(text.len(), |(start, _)| start);
    text.get(start..).unwrap_or_default()
}
