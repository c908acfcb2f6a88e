//! What the reader says of the cleaning: the script, rules that are off, pieces that are given back, suggestions
//! that are carried out; and how what was cleaned is looked at.

use std::collections::BTreeSet;

use crate::app::handle::{differences, find, go, locate, redraw, save, split, view};
use crate::app::update::Context;
use crate::app::{
    CleanedView, Effect, MadeMarks, Notice, OpenDocument, Shared, State, Ticket, Weight, marks,
    texts,
};
use crate::clean::{CleanOptions, ScriptChoice};
use crate::document::{Document, Stage};
use crate::notebook::{AnnotationId, Change, Diff, RuleSwitch};
use crate::placing;
use crate::ruling;
use crate::text::{Bilingual, Source, Span};

pub(crate) fn recleaned(cx: &mut Context<'_>, ticket: Ticket, document: OpenDocument) {
    if cx.state.recleaning == Some(ticket) {
        redraw::recleaned(cx, ticket, document.document);
    }
}

/// Shows the document as it was cleaned anew, with the marks that were made for it and what changed of the notes
/// since; where none were, they are made.
pub(crate) fn show(
    cx: &mut Context<'_>,
    document: Document,
    made: Option<(MadeMarks, BTreeSet<AnnotationId>)>,
) {
    forget(cx.state);
    let beside = split::place_in_source(cx.state);
    let Some(open) = &mut cx.state.open else { return };
    let title = document.title().to_owned();
    // The place being read is carried over by way of the source, which did not change.
    let source = open.document.source_from_clean(Span { start: open.position, end: open.position });
    let position = document.clean_from_source(source).start;
    let beside = beside.map(|source| document.clean_from_source(source).start);
    let left_off = cx.state.left_off.map(|span| open.document.source_from_clean(span));
    let undone_at = cx.state.undone_at.take();
    let left_off = match undone_at {
        Some(undone) => Some(Span { start: undone.start, end: undone.start }),
        None => left_off,
    };
    let left_off = left_off.map(|source| document.clean_from_source(source));
    let before = std::mem::replace(&mut open.document, document);
    cx.let_go(before);
    beside.into_iter().for_each(|pos| split::start_anew(cx.state, pos));
    cx.ask(Effect::Title(title));
    save::choices(cx);
    (cx.state.selection, cx.state.paragraph, cx.state.caret) = (None, None, None);
    (cx.state.clicked, cx.state.left_off) = (None, left_off);
    let lost = take_marks(cx, made);
    locate::seek(cx, &lost);
    if let Some(open) = &mut cx.state.open {
        open.position = position;
    }
    find::again(cx);
    // The view beside the file holds on to the file, which did not change.
    if cx.state.cleaned_view == CleanedView::Compare {
        cx.state.visible = Span { start: position, end: position };
        go::hold(cx);
        return undone_at.into_iter().for_each(|span| go::to_source(cx, span));
    }
    match undone_at {
        Some(span) => go::bring_source_into_view(cx, span),
        None => go::hold(cx),
    }
}

/// Takes in the marks of the document as it was cleaned anew; those notes that have to be sought are the answer.
fn take_marks(
    cx: &mut Context<'_>,
    made: Option<(MadeMarks, BTreeSet<AnnotationId>)>,
) -> Vec<AnnotationId> {
    let Some(open) = &mut cx.state.open else { return Vec::new() };
    let Some((made, news)) = made else {
        open.places = placing::recleaned(&open.document, &open.places).into();
        let lost = marks::refresh_places(cx.state);
        marks::refresh(cx.state);
        return lost;
    };
    let before = std::mem::replace(&mut open.places, made.places);
    let moved = news.iter().filter_map(|id| Some((id.clone(), *before.get(id)?))).collect();
    if !news.is_empty() {
        open.places.extend(placing::recleaned(&open.document, &moved));
    }
    let mut lost = marks::refresh_places_of(open, news.iter());
    lost.extend(made.lost.into_iter().filter(|id| !news.contains(id)));
    let drawn = marks::show(cx.state, made.drawn);
    cx.let_go((before, drawn));
    marks::refresh_notes(cx, &news);
    lost
}

/// Forgets the cleaning that was asked for last, and says whether it was under way.
pub(crate) fn forget(state: &mut State) -> bool {
    let ticket = state.recleaning.take();
    if ticket.is_some() && state.loading.as_ref().map(|(ticket, ..)| *ticket) == ticket {
        state.loading = None;
    }
    ticket.is_some()
}

pub(crate) fn set_script(cx: &mut Context<'_>, script: ScriptChoice) {
    let Some(open) = &mut cx.state.open else { return };
    if open.options.script != script {
        open.options.script = script;
        again(cx);
    }
}

/// Whether a rule runs in the open document, and in others.
fn switch_of(state: &State, id: &str) -> (bool, bool) {
    let is_off = state.open.as_ref().is_some_and(|open| is_off(&open.options, id));
    (!is_off, !state.settings.rules_off.holds(id))
}

fn is_off(options: &CleanOptions, id: &str) -> bool {
    options.rules_off.iter().any(|other| other == id)
}

/// The change that switches a rule, unless it is so already.
fn switched(state: &State, id: &str, after: (bool, bool)) -> Option<Change> {
    let before = switch_of(state, id);
    let switch = RuleSwitch { id: id.to_owned(), before, after };
    (before != after).then_some(Change::Rule(switch))
}

/// Switches a rule on or off for this document; undoable.
pub(crate) fn set_rule(cx: &mut Context<'_>, id: &str, is_on: bool) {
    let elsewhere = switch_of(cx.state, id).1;
    let step = switched(cx.state, id, (is_on, elsewhere)).into_iter().collect();
    commit(cx, step, if is_on { texts::CLEANED_AGAIN } else { texts::RESTORED });
}

/// Has a rule off in this and every other document that does not want it, or on again; undoable.
pub(crate) fn always_keep(cx: &mut Context<'_>, id: &str, keeps: bool) {
    let step = switched(cx.state, id, (!keeps, !keeps)).into_iter().collect();
    commit(cx, step, if keeps { texts::KEPT_ALWAYS } else { texts::CLEANED_AGAIN });
}

/// Gives all back, or lets the cleaning have all again; one undoable step.
pub(crate) fn restore_all(cx: &mut Context<'_>, restores: bool) {
    let Some(open) = &cx.state.open else { return };
    let review = open.document.cleaned.review(&open.document.imported.text);
    let ids: Vec<String> = if restores {
        let groups = review.groups.iter().filter(|group| !group.edits.is_empty());
        groups.map(|group| group.rule.rule().id.to_owned()).collect()
    } else {
        open.options.rules_off.clone()
    };
    let switch = |id: &String| switched(cx.state, id, (!restores, switch_of(cx.state, id).1));
    let mut step: Vec<Change> = ids.iter().filter_map(switch).collect();
    if !restores {
        let gone = |span: &Span<Source>| Change::Kept(Diff { before: Some(*span), after: None });
        step.extend(open.notebook.kept.iter().map(gone));
    }
    commit(cx, step, if restores { texts::RESTORED } else { texts::CLEANED_AGAIN });
}

/// Gives stretches of the source back as they were; one undoable step.
///
/// What was taken away or changed only because the reader said so comes back by taking that back.
pub(crate) fn keep(cx: &mut Context<'_>, spans: &[Span<Source>]) {
    let Some(open) = &cx.state.open else { return };
    let changes = spans.iter().flat_map(|span| given_back(open, *span)).collect::<Vec<_>>();
    let mut step: Vec<Change> = Vec::new();
    for change in changes {
        if !step.contains(&change) {
            step.push(change);
        }
    }
    commit(cx, step, texts::RESTORED);
}

fn given_back(open: &OpenDocument, span: Span<Source>) -> Vec<Change> {
    let notebook = &open.notebook;
    let by_hand = ruling::undoing(notebook, &open.document.imported.text, span);
    if !by_hand.is_empty() {
        return by_hand;
    }
    if let Some(accepted) = notebook.accepted.iter().find(|other| other.overlaps(span)) {
        return vec![Change::Accepted(Diff { before: Some(*accepted), after: None })];
    }
    let is_new = !notebook.kept.contains(&span);
    let kept = is_new.then_some(Change::Kept(Diff { before: None, after: Some(span) }));
    kept.into_iter().collect()
}

/// Lets the cleaning have a stretch again that was given back; undoable.
pub(crate) fn keep_no_more(cx: &mut Context<'_>, span: Span<Source>) {
    let change = Change::Kept(Diff { before: Some(span), after: None });
    commit(cx, vec![change], texts::CLEANED_AGAIN);
}

/// Carries out suggestions; one undoable step.
pub(crate) fn accept(cx: &mut Context<'_>, spans: &[Span<Source>]) {
    let Some(open) = &cx.state.open else { return };
    let is_new = |span: &&Span<Source>| !open.notebook.accepted.contains(span);
    let change = |span: &Span<Source>| Change::Accepted(Diff { before: None, after: Some(*span) });
    let changes = spans.iter().filter(is_new).map(change).collect();
    commit(cx, changes, texts::APPLIED);
}

/// One undoable step, with what is said of it. Where nothing can be written, a rule is switched all the same.
fn commit(cx: &mut Context<'_>, step: Vec<Change>, said: Bilingual) {
    let is_read_only = cx.state.open.as_ref().is_some_and(|open| open.read_only.is_some());
    let only_rules = step.iter().all(|change| matches!(change, Change::Rule(_)));
    if step.is_empty() || (is_read_only && !only_rules) {
        return save::commit(cx, step);
    }
    if is_read_only {
        step.iter().for_each(|change| take_over(cx, change));
        return again(cx);
    }
    save::commit(cx, step);
    view::notify(cx, Notice::new(Weight::Info, said.into()));
}

/// Takes over what a change says of the cleaning.
pub(crate) fn take_over(cx: &mut Context<'_>, change: &Change) {
    match change {
        Change::Rule(switch) => switch_rule(cx, switch),
        Change::Kept(diff) => {
            let others = cx.state.given_back.iter().copied();
            let others = others.filter(|span| Some(*span) != diff.before);
            cx.state.given_back = others.chain(diff.after).collect();
        }
        _ => {}
    }
}

fn switch_rule(cx: &mut Context<'_>, switch: &RuleSwitch) {
    let (here, elsewhere) = switch.after;
    let settings = cx.state.settings.rules_off.with(&switch.id, !elsewhere);
    if let Some(open) = &mut cx.state.open {
        let options = &mut open.options;
        options.rules_off.retain(|other| *other != switch.id);
        options.rules_on.retain(|other| *other != switch.id);
        if !here {
            options.rules_off.push(switch.id.clone());
        } else if !elsewhere {
            options.rules_on.push(switch.id.clone());
        }
    }
    if settings != cx.state.settings.rules_off {
        cx.state.settings.rules_off = settings;
        view::remember(cx);
    }
}

/// How the document is cleaned, as far as that is the reader's choice for it alone.
pub(crate) fn own_options(state: &State, open: &OpenDocument) -> CleanOptions {
    let mut options = open.options.clone();
    options.rules_off.retain(|id| !state.settings.rules_off.holds(id));
    options
}

/// Takes over what the notes say, and cleans again.
pub(crate) fn changed(cx: &mut Context<'_>) {
    let Some(open) = &mut cx.state.open else { return };
    open.options.kept = open.notebook.kept.iter().copied().collect();
    open.options.accepted = open.notebook.accepted.iter().copied().collect();
    open.options.by_hand = open.notebook.by_hand.clone();
    again(cx);
}

fn again(cx: &mut Context<'_>) {
    let Some(open) = &cx.state.open else { return };
    // The notes stay here: they may be changed meanwhile.
    let open =
        OpenDocument { notebook: Shared::default(), places: Shared::default(), ..open.clone() };
    let ticket = cx.state.ticket();
    cx.state.recleaning = Some(ticket);
    cx.state.loading = Some((ticket, open.document.title().to_owned(), cx.now));
    cx.state.stage = Stage::Cleaning;
    cx.ask(Effect::Reclean(ticket, Box::new(open)));
}

/// Whether a person should look at what was taken away, said once a document.
pub(crate) fn warn_if_unusual(state: &mut State) {
    let Some(open) = &state.open else { return };
    let content = &open.document.fingerprint.content;
    let is_seen = state.readings.iter().any(|known| known.content == *content && known.is_seen);
    let weight = open.document.cleaned.review(&open.document.imported.text).weight;
    // Where nothing is left the page itself says why.
    let is_empty = open.document.blocks.is_empty();
    state.warns_of_cleaning = weight.is_unusual() && !is_seen && !is_empty;
}

pub(crate) fn seen(cx: &mut Context<'_>) {
    cx.state.warns_of_cleaning = false;
    view::remember(cx);
    let content = cx.state.open.as_ref().map(|open| open.document.fingerprint.content.clone());
    let known = cx.state.readings.iter_mut().find(|known| Some(&known.content) == content.as_ref());
    if let Some(known) = known {
        known.is_seen = true;
        view::remember(cx);
    }
}

/// Shows the text another way, at the place that is read.
pub(crate) fn set_view(cx: &mut Context<'_>, wanted: CleanedView) {
    if cx.state.open.is_none() || cx.state.cleaned_view == wanted {
        return;
    }
    let before = std::mem::replace(&mut cx.state.cleaned_view, wanted);
    cx.state.difference = None;
    // With what was taken away or without, the page knows itself where its lines stood.
    let is_beside = before == CleanedView::Compare || wanted == CleanedView::Compare;
    if is_beside || cx.state.visible.start.index() == 0 {
        go::stay(cx);
    }
}

/// Shows the text so, or by itself if it was shown so.
pub(crate) fn toggle_view(cx: &mut Context<'_>, wanted: CleanedView) {
    let is_on = cx.state.cleaned_view == wanted;
    set_view(cx, if is_on { CleanedView::Page } else { wanted });
}

/// Shows a place of the file.
pub(crate) fn go_to_source(cx: &mut Context<'_>, span: Span<Source>) {
    cx.state.difference = Some(span);
    go::to_source(cx, span);
}

/// Goes to the next difference between file and cleaned text, or to the one before.
pub(crate) fn go_to_difference(cx: &mut Context<'_>, is_next: bool) {
    if let Some(span) = differences::beside(cx.state, is_next) {
        go_to_source(cx, span);
    }
}
