//! The list of what is to be marked: first here, then document by document; each with a tick, a document with one
//! for all of it.

use egui::accesskit::Role;
use egui::{Align2, Rect, Response, ScrollArea, Sense, Ui, WidgetInfo, pos2, vec2};

use crate::app::autocode::{DocumentHits, HitScope, LibraryHits};
use crate::app::{Phrase, State, texts};
use crate::text::{Clean, Span};
use crate::ui::autocode::AutocodeCard;
use crate::ui::hit_list;
use crate::ui::theme::{SMALL_POINTS, TEXT_POINTS, Theme};
use crate::ui::widgets::{bold, elided, paint_button, sans, tick_box};

const ROW: f32 = 46.0;

/// A line of the list.
#[derive(Clone, Copy)]
enum Line {
    /// A stretch of the shown document.
    Here(Span<Clean>),
    /// Another document, by its place.
    Document(usize),
    /// A stretch of it, by its place.
    Elsewhere(usize, usize),
    /// A document that could not be read, by its place.
    Unread(usize),
}

pub(super) fn list_ui(
    ui: &mut Ui,
    state: &State,
    card: &mut AutocodeCard,
    (here, found): (&[Span<Clean>], Option<&LibraryHits>),
    tags_height: f32,
    theme: &Theme,
) {
    let documents = found.map(|found| found.documents.as_slice()).unwrap_or_default();
    let unread = found.map(|found| found.unread.as_slice()).unwrap_or_default();
    let n_read = here.len() + documents.iter().map(|found| found.drafts.len() + 1).sum::<usize>();
    let n_lines = n_read + unread.len();
    let rest = if card.scope == HitScope::Library { 348.0 } else { 268.0 } + tags_height;
    let height = (ui.ctx().content_rect().height() - rest).clamp(92.0, 330.0);
    let scroll = ScrollArea::vertical().id_salt("stretches").max_height(height);
    scroll.auto_shrink([false, true]).show_rows(ui, ROW, n_lines, |ui, range| {
        ui.spacing_mut().item_spacing.y = 0.0;
        for at in range {
            let unread_at = at.checked_sub(n_read).map(Line::Unread);
            match unread_at.or_else(|| line(here, documents, at)) {
                Some(Line::Here(span)) => here_ui(ui, state, card, span, theme),
                Some(Line::Document(place)) => {
                    document_ui(ui, card, (place, documents), theme);
                }
                Some(Line::Elsewhere(place, stretch)) => {
                    elsewhere_ui(ui, state, card, (place, stretch, documents), theme);
                }
                Some(Line::Unread(place)) => unread_ui(ui, state, unread.get(place), theme),
                None => {}
            }
        }
    });
}

/// A document that could not be read, and why; all of it where the pointer rests.
fn unread_ui(ui: &mut Ui, state: &State, unread: Option<&(String, Phrase)>, theme: &Theme) {
    let Some((title, why)) = unread else { return };
    let says = texts::unread_elsewhere(state.settings.language, title, why);
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), ROW), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, &says));
    let galley = elided(ui, &says, sans(SMALL_POINTS), theme.warn, rect.width() - 40.0);
    let top = rect.center().y - galley.size().y / 2.0;
    ui.painter().galley(pos2(rect.left() + 30.0, top), galley, theme.warn);
    response.on_hover_text(says);
}

fn line(here: &[Span<Clean>], documents: &[DocumentHits], at: usize) -> Option<Line> {
    if let Some(span) = here.get(at) {
        return Some(Line::Here(*span));
    }
    let mut at = at - here.len();
    for (place, document) in documents.iter().enumerate() {
        match at.checked_sub(1) {
            None => return Some(Line::Document(place)),
            Some(stretch) if stretch < document.drafts.len() => {
                return Some(Line::Elsewhere(place, stretch));
            }
            Some(_) => at -= document.drafts.len() + 1,
        }
    }
    None
}

fn here_ui(ui: &mut Ui, state: &State, card: &mut AutocodeCard, span: Span<Clean>, theme: &Theme) {
    let Some(open) = &state.open else { return };
    let text = &open.document.cleaned.text;
    let is_on = !card.left_out.contains(&span);
    let response = stretch_ui(ui, state, (text.as_str(), span), is_on, theme);
    if response.clicked() && !card.left_out.remove(&span) {
        card.left_out.insert(span);
    }
}

fn elsewhere_ui(
    ui: &mut Ui,
    state: &State,
    card: &mut AutocodeCard,
    (place, stretch, documents): (usize, usize, &[DocumentHits]),
    theme: &Theme,
) {
    let draft = documents.get(place).and_then(|document| document.drafts.get(stretch));
    let Some(draft) = draft else { return };
    let excerpt = &draft.note.excerpt;
    let around = format!("{}{}{}", excerpt.prefix, excerpt.exact, excerpt.suffix);
    let start = excerpt.prefix.len();
    let span = Span::new(start, start + excerpt.exact.len());
    let is_on = !card.left_out_elsewhere.contains(&(place, stretch));
    let response = stretch_ui(ui, state, (&around, span), is_on, theme);
    if response.clicked() && !card.left_out_elsewhere.remove(&(place, stretch)) {
        card.left_out_elsewhere.insert((place, stretch));
    }
}

/// A document with a tick for all of it.
fn document_ui(
    ui: &mut Ui,
    card: &mut AutocodeCard,
    (place, documents): (usize, &[DocumentHits]),
    theme: &Theme,
) {
    let Some(document) = documents.get(place) else { return };
    let all = (0..document.drafts.len()).map(|stretch| (place, stretch));
    let n_left_out = card.left_out_elsewhere.range((place, 0)..(place + 1, 0)).count();
    let n_on = document.drafts.len() - n_left_out;
    let (rect, response) = ticked_ui(ui, &document.title, n_on > 0, theme);
    let count = format!("{n_on} / {}", document.drafts.len());
    let right = pos2(rect.right() - 8.0, rect.center().y);
    let counted =
        ui.painter().text(right, Align2::RIGHT_CENTER, count, sans(SMALL_POINTS), theme.weak);
    let room = counted.left() - rect.left() - 40.0;
    let galley = elided(ui, &document.title, bold(TEXT_POINTS), theme.heading, room);
    let top = rect.center().y - galley.size().y / 2.0;
    ui.painter().galley(pos2(rect.left() + 30.0, top), galley, theme.heading);
    if response.clicked() {
        if n_on > 0 {
            card.left_out_elsewhere.extend(all);
        } else {
            card.left_out_elsewhere.retain(|(of, _)| *of != place);
        }
    }
}

/// A row with a tick.
fn ticked_ui(ui: &mut Ui, label: &str, is_on: bool, theme: &Theme) -> (Rect, Response) {
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), ROW), Sense::click());
    response.widget_info(|| WidgetInfo::selected(Role::CheckBox, true, is_on, label));
    paint_button(ui, theme, &response, false);
    tick_box(ui, theme, pos2(rect.left() + 14.0, rect.center().y), is_on);
    (rect, response)
}

/// A stretch with a tick.
fn stretch_ui(
    ui: &mut Ui,
    state: &State,
    (text, span): (&str, Span<Clean>),
    is_on: bool,
    theme: &Theme,
) -> Response {
    let label = text.get(span.start.index()..span.end.index()).unwrap_or_default();
    let (rect, response) = ticked_ui(ui, label, is_on, theme);
    let says = texts::LEFT_OUT.get(state.settings.language).to_owned();
    let says = ui.painter().layout_no_wrap(says, sans(SMALL_POINTS), theme.weak);
    // Its own column, whether it is said or not: ticking sets no line anew.
    let room = rect.width() - 40.0 - says.size().x - 8.0;
    let galley = hit_list::excerpt(ui, text, span, room, theme);
    let top = rect.center().y - galley.size().y / 2.0;
    let at = pos2(rect.left() + 30.0, top);
    let painter = ui.painter().with_clip_rect(rect);
    if is_on {
        painter.galley(at, galley, theme.text);
    } else {
        painter.galley_with_override_text_color(at, galley, theme.weak);
        let right = pos2(rect.right() - 6.0 - says.size().x, rect.center().y - says.size().y / 2.0);
        painter.galley(right, says, theme.weak);
    }
    response
}
