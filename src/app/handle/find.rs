//! Finding words in the text; the search itself runs in a job.

use std::sync::Arc;

use crate::app::find::groups;
use crate::app::handle::{clean, go};
use crate::app::update::Context;
use crate::app::{Action, CleanedView, Effect, Find, Notice, Ticket, Weight, texts};
use crate::search::{Hits, PatternProblem, Query, Switches};
use crate::text::{Source, Span};

/// Longest selection, in characters, that opening the bar takes for what is sought.
const LONGEST_TAKEN: usize = 40;
/// Longest selection, in characters, that can be sought.
const LONGEST_SOUGHT: usize = 400;

pub(crate) fn open(cx: &mut Context<'_>) {
    if cx.state.open.is_none() {
        return;
    }
    let selected = selected(cx, LONGEST_TAKEN).filter(|text| !text.contains('\n'));
    cx.state.find_asks += 1;
    // A bar that is open already seeks from where one is now.
    let from = cx.state.visible.start;
    if let Some(find) = &mut cx.state.find {
        find.from = from;
    }
    begin(cx);
    if let Some(text) = selected {
        seek_literally(cx, text);
    }
}

/// Opens the bar if it is closed; what was sought last is sought again.
fn begin(cx: &mut Context<'_>) {
    if cx.state.find.is_some() {
        return;
    }
    let from = cx.state.visible.start;
    cx.state.find = Some(Find { from, ..Find::default() });
    seek(cx, cx.state.last_query.clone());
}

fn selected(cx: &Context<'_>, longest: usize) -> Option<String> {
    let text = cx.state.open.as_ref()?.document.cleaned.text.get(cx.state.selection?);
    (text.chars().count() <= longest).then(|| text.to_owned())
}

/// Seeks the selection as it stands: its signs are no pattern, its letters no pinyin.
fn seek_literally(cx: &mut Context<'_>, text: String) {
    let switches = cx.state.last_query.switches;
    let switches = Switches { is_regex: false, is_pinyin: false, ..switches };
    seek(cx, Query { text, switches });
}

/// Seeks what is selected, from there on.
pub(crate) fn selection(cx: &mut Context<'_>) {
    let Some(span) = cx.state.selection else {
        return go::say(cx, texts::SELECT_FIRST);
    };
    let Some(text) = selected(cx, LONGEST_SOUGHT) else {
        return go::say(cx, texts::SELECTION_TOO_LONG);
    };
    begin(cx);
    if let Some(find) = &mut cx.state.find {
        find.from = span.end;
    }
    seek_literally(cx, text);
}

pub(crate) fn typed(cx: &mut Context<'_>, text: String) {
    let switches = cx.state.last_query.switches;
    if cx.state.find.is_none() {
        begin(cx);
    }
    seek(cx, Query { text, switches });
}

/// Turns a switch; pinyin stands for itself, so it turns off what reads letters otherwise.
pub(crate) fn toggle(cx: &mut Context<'_>, action: Action) {
    if cx.state.open.is_none() {
        return;
    }
    begin(cx);
    let mut query = cx.state.last_query.clone();
    let switches = &mut query.switches;
    match action {
        Action::FindExact => switches.is_exact = !switches.is_exact,
        Action::FindWholeWord => switches.is_whole_word = !switches.is_whole_word,
        Action::FindRegex => switches.is_regex = !switches.is_regex,
        _ => switches.is_pinyin = !switches.is_pinyin,
    }
    match action {
        Action::FindPinyin if switches.is_pinyin => {
            (switches.is_exact, switches.is_regex) = (false, false);
        }
        Action::FindExact | Action::FindRegex => switches.is_pinyin = false,
        _ => {}
    }
    seek(cx, query);
}

/// Starts a search; the answer to one that is under way is then no longer wanted.
fn seek(cx: &mut Context<'_>, query: Query) {
    cx.state.last_query = query.clone();
    let text = cx.state.open.as_ref().map(|open| open.document.cleaned.text.clone());
    let ticket = cx.state.ticket();
    let Some(find) = &mut cx.state.find else { return };
    find.query = query.clone();
    find.problem = None;
    let text = text.filter(|_| !find.is_empty());
    find.ticket = text.is_some().then_some(ticket);
    find.taken = Arc::default();
    if let Some(text) = text {
        cx.ask(Effect::Find(ticket, text, query.clone()));
        let document = cx.state.open.as_ref().map(|open| open.document.clone());
        let document = document.filter(|document| !document.cleaned.log.is_empty());
        if let Some(document) = document {
            cx.state.seeks_taken = Some(ticket);
            cx.ask(Effect::FindTaken(ticket, Box::new(document), query));
        }
    } else {
        (find.hits, find.groups, find.is_cut) = (Arc::default(), Arc::default(), false);
    }
}

/// Seeks again in a text that was cleaned anew, from the place that is read.
pub(crate) fn again(cx: &mut Context<'_>) {
    let here = cx.state.open.as_ref().map(|open| open.position).unwrap_or_default();
    let Some(find) = &mut cx.state.find else { return };
    *find = Find { from: here, has_left_trail: true, ..Find::default() };
    let query = cx.state.last_query.clone();
    seek(cx, query);
}

pub(crate) fn found(cx: &mut Context<'_>, ticket: Ticket, found: Result<Hits, PatternProblem>) {
    let Some(open) = &cx.state.open else { return };
    let Some(find) = cx.state.find.as_mut().filter(|find| find.ticket == Some(ticket)) else {
        return;
    };
    find.ticket = None;
    let hits = match found {
        Ok(hits) => hits,
        Err(problem) => {
            find.problem = Some(problem);
            Hits { spans: Vec::new(), is_cut: false }
        }
    };
    find.groups = groups(&hits.spans, &open.document.outline);
    (find.hits, find.is_cut) = (hits.spans.into(), hits.is_cut);
    find.current = find.hits.partition_point(|hit| hit.start < find.from) % find.hits.len().max(1);
    let Some(hit) = find.current_hit() else { return };
    // While a query is typed the page may jump at each key, but "back" leads to before them all.
    let (from, leaves) = (find.from, !cx.state.visible.contains(hit.start));
    let is_first = leaves && !find.has_left_trail;
    find.has_left_trail |= leaves;
    if is_first { go::show_from(cx, hit, from) } else { go::peek(cx, hit) }
}

/// What was taken away holds the words there too.
pub(crate) fn found_taken(cx: &mut Context<'_>, ticket: Ticket, taken: Vec<Span<Source>>) {
    if cx.state.seeks_taken == Some(ticket)
        && let Some(find) = &mut cx.state.find
    {
        find.taken = taken.into();
    }
}

/// Shows the next of these hits behind the one that is looked at, in its place on the page.
pub(crate) fn go_to_taken(cx: &mut Context<'_>) {
    let Some(find) = &cx.state.find else { return };
    let looked_at = cx.state.difference;
    let next = looked_at.map_or(0, |at| find.taken.partition_point(|hit| hit.start <= at.start));
    let Some(span) = find.taken.get(next).or(find.taken.first()).copied() else { return };
    clean::set_view(cx, CleanedView::Ghost);
    clean::go_to_source(cx, span);
}

pub(crate) fn go_to_hit(cx: &mut Context<'_>, index: usize) {
    let Some(find) = &mut cx.state.find else { return };
    let Some(hit) = find.hits.get(index).copied() else { return };
    (find.current, find.from) = (index, hit.start);
    go::show(cx, hit);
}

pub(crate) fn next(cx: &mut Context<'_>) {
    step(cx, |current, count| (current + 1) % count);
}

pub(crate) fn previous(cx: &mut Context<'_>) {
    step(cx, |current, count| (current + count - 1) % count);
}

fn step(cx: &mut Context<'_>, to: impl Fn(usize, usize) -> usize) {
    let Some(find) = &cx.state.find else { return open(cx) };
    let (current, count) = (find.current, find.hits.len());
    if count == 0 {
        return;
    }
    let index = to(current, count);
    // A person who goes round should know that it is the same hits again.
    let is_round = match index.abs_diff(current) {
        0 | 1 => None,
        _ => Some(if index == 0 { texts::FROM_THE_START } else { texts::FROM_THE_END }),
    };
    go_to_hit(cx, index);
    if let Some(text) = is_round {
        super::view::notify(cx, Notice::new(Weight::Info, text.into()));
    }
}
