//! What the reader rules by hand: what is article, what a line is, what it reads, where it comes from.

use crate::app::handle::{go, mark, save, view};
use crate::app::texts::hand as texts;
use crate::app::update::Context;
use crate::app::{Effect, Notice, Offer, OfferAnswer, Phrase, Popover, Weight};
use crate::clean::{Meta, Ruling, RulingKind};
use crate::notebook::{Change, Diff};
use crate::ruling::{self, Said};
use crate::text::{Source, Span};

fn tell(cx: &mut Context<'_>, text: Phrase) {
    view::notify(cx, Notice::new(Weight::Info, text));
}

/// Whether something is selected; says what to do if not.
fn has_selection(cx: &mut Context<'_>) -> bool {
    mark::finish_note(cx);
    let is_selected = cx.state.open.is_some() && cx.state.selection.is_some();
    if !is_selected {
        tell(cx, crate::app::texts::SELECT_FIRST.into());
    }
    is_selected
}

/// Says `kind` of the selection; one undoable step.
pub(crate) fn rule(cx: &mut Context<'_>, kind: &RulingKind) {
    if !has_selection(cx) {
        return;
    }
    let (Some(span), Some(open)) = (cx.state.selection, &cx.state.open) else { return };
    let new = ruling::on_selection(&open.document, span, kind);
    commit(cx, new, kind);
}

/// Says `kind` of stretches of the source, which may have been cleaned away; one undoable step.
pub(crate) fn judge(cx: &mut Context<'_>, spans: &[Span<Source>], kind: &RulingKind) {
    let Some(open) = &cx.state.open else { return };
    let new = spans.iter().flat_map(|span| ruling::on_source(&open.document, *span, kind));
    let new = new.collect();
    commit(cx, new, kind);
}

fn commit(cx: &mut Context<'_>, new: Vec<Ruling>, kind: &RulingKind) {
    let Some(open) = &cx.state.open else { return };
    let step = ruling::changes(&open.notebook, &open.document.imported.text, new);
    let (has_changes, is_writable) = (!step.is_empty(), open.read_only.is_none());
    close(cx);
    save::commit(cx, step);
    if has_changes && is_writable {
        tell(cx, texts::done(kind).into());
    }
}

/// Lets go of the selection and of what stands over it.
fn close(cx: &mut Context<'_>) {
    (cx.state.selection, cx.state.picker) = (None, None);
    if matches!(cx.state.popover, Some(Popover::Rulings | Popover::Correct)) {
        cx.state.popover = None;
    }
}

/// Takes a ruling back; undoable.
pub(crate) fn take_back(cx: &mut Context<'_>, ruling: &Ruling) {
    let Some(open) = &cx.state.open else { return };
    if open.notebook.by_hand.rulings.contains(ruling) {
        save::commit(cx, vec![ruling::taken_back(ruling)]);
    }
}

/// Opens the menu on the selection, or closes it.
pub(crate) fn show_rulings(cx: &mut Context<'_>) {
    if has_selection(cx) {
        cx.state.picker = None;
        view::toggle_popover(cx, Popover::Rulings);
    }
}

/// Opens the editor on the selection; what an edit put there is corrected as a whole.
pub(crate) fn start_correcting(cx: &mut Context<'_>) {
    if !has_selection(cx) {
        return;
    }
    let (Some(span), Some(open)) = (cx.state.selection, &cx.state.open) else { return };
    let whole = ruling::whole_edits(&open.document, span);
    if open.document.cleaned.text.get(whole).contains('\n') {
        cx.state.popover = None;
        return tell(cx, texts::ONE_PARAGRAPH.into());
    }
    cx.state.selection = Some(whole);
    cx.state.picker = None;
    cx.state.popover = Some(Popover::Correct);
}

/// The selection should read `text`; nothing at all means that it is no part of the article.
pub(crate) fn correct(cx: &mut Context<'_>, text: String) {
    let (Some(span), Some(open)) = (cx.state.selection, &cx.state.open) else { return };
    if open.document.cleaned.text.get(span) == text {
        return close(cx);
    }
    let kind = if text.is_empty() { RulingKind::Noise } else { RulingKind::Text(text) };
    rule(cx, &kind);
}

pub(crate) fn show_info(cx: &mut Context<'_>) {
    mark::finish_note(cx);
    if cx.state.open.is_some() {
        view::toggle_popover(cx, Popover::Info);
    }
}

/// Where the text comes from is now this; undoable.
pub(crate) fn set_meta(cx: &mut Context<'_>, meta: Meta) {
    let Some(open) = &cx.state.open else { return };
    let before = open.notebook.by_hand.meta.clone();
    if before != meta {
        save::commit(cx, vec![Change::Meta(Diff { before: Some(before), after: Some(meta) })]);
    }
}

/// Has lines sought that were ruled on in other documents.
pub(crate) fn seek_known_lines(cx: &mut Context<'_>) {
    let Some(open) = cx.state.open.as_ref().filter(|open| open.read_only.is_none()) else { return };
    let query = (open.document.clone(), Said::of(&open.notebook));
    cx.ask(Effect::SeekKnownLines(Box::new(query)));
}

/// Lines were found; the answer may come when another document is open.
pub(crate) fn offered(cx: &mut Context<'_>, content: &str, rulings: Vec<Ruling>) {
    let is_of_this = |open: &crate::app::OpenDocument| open.document.fingerprint.content == content;
    if cx.state.open.as_ref().is_some_and(is_of_this) && !rulings.is_empty() {
        cx.state.offer = Some(Offer { rulings, next: 0 });
        refresh_offer(cx);
    }
}

/// Leaves out of the offer what was ruled in the meantime.
pub(crate) fn refresh_offer(cx: &mut Context<'_>) {
    let (Some(open), Some(offer)) = (&cx.state.open, &mut cx.state.offer) else { return };
    let source = &open.document.imported.text;
    offer.rulings = ruling::open(&open.notebook, source, std::mem::take(&mut offer.rulings));
    if offer.rulings.is_empty() {
        cx.state.offer = None;
    }
}

pub(crate) fn answer(cx: &mut Context<'_>, answer: OfferAnswer) {
    match answer {
        OfferAnswer::Take => take(cx),
        OfferAnswer::Look => look(cx),
        OfferAnswer::Decline => decline(cx),
    }
}

/// Rules all that is offered; one undoable step.
fn take(cx: &mut Context<'_>) {
    let (Some(offer), Some(open)) = (cx.state.offer.take(), &cx.state.open) else { return };
    let count = offer.rulings.len();
    let step = ruling::changes(&open.notebook, &open.document.imported.text, offer.rulings);
    close(cx);
    save::commit(cx, step);
    tell(cx, texts::taken(count));
}

/// Brings the next line that is offered into view, selected.
fn look(cx: &mut Context<'_>) {
    let (Some(offer), Some(open)) = (&mut cx.state.offer, &cx.state.open) else { return };
    let Some(ruling) = offer.rulings.get(offer.next % offer.rulings.len().max(1)) else { return };
    offer.next += 1;
    let span = open.document.clean_from_source(ruling.span);
    mark::select(cx, Some(span));
    go::show(cx, span);
}

fn decline(cx: &mut Context<'_>) {
    let (Some(offer), Some(open)) = (cx.state.offer.take(), &cx.state.open) else { return };
    let content = open.document.fingerprint.content.clone();
    cx.ask(Effect::DeclineLines(content, offer.rulings));
}
