//! The page in two: how it is split and made whole, and how the keyboard goes from half to half.

use crate::app::handle::{find, mark, open, save, tabs, view};
use crate::app::split::SHARE_RANGE;
use crate::app::update::Context;
use crate::app::{Half, Load, OtherHalf, Sight, Split, SplitMemory, State, Tab};
use crate::text::{Clean, Pos, Source, Span};

/// The part of the room that the first half takes at first, in hundredths.
const SHARE: u8 = 50;

/// Splits the page, or makes it whole: what the half with the keyboard shows stays.
pub(crate) fn toggle(cx: &mut Context<'_>) {
    if cx.state.split.is_some() {
        end(cx.state);
    } else if cx.state.open.is_some() {
        // The place that is read stays in the first half; the keyboard goes to the one that is new.
        begin(cx.state, Half::Second, SHARE);
    }
    view::remember(cx);
}

/// Splits the page; both halves show what is shown now.
fn begin(state: &mut State, half: Half, share: u8) {
    let sight =
        Sight { visible: state.visible, cleaned_view: state.cleaned_view, ..Sight::default() };
    state.half = half;
    state.split = Some(Split { share, motion: None, sight: Some(Box::new(sight)) });
}

/// Makes the page whole. A document beside stays in its tab.
pub(crate) fn end(state: &mut State) {
    state.split = None;
    for tab in &mut state.tabs {
        *tab = match std::mem::replace(tab, Tab::Shown) {
            Tab::Beside(parked) => Tab::Parked(parked),
            other => other,
        };
    }
}

/// Sends the keyboard to the other half.
pub(crate) fn cross(cx: &mut Context<'_>) {
    let Some(split) = &mut cx.state.split else { return };
    cx.state.half = cx.state.half.other();
    std::mem::swap(&mut cx.state.motion, &mut split.motion);
    match split.sight.take() {
        Some(sight) => cross_within(cx, *sight),
        None => tabs::cross(cx),
    }
    view::remember(cx);
}

/// The same document from the other half's place on.
fn cross_within(cx: &mut Context<'_>, sight: Sight) {
    mark::finish_note(cx);
    save::keep_steps(cx);
    let left = swapped(cx.state, sight);
    if let Some(split) = &mut cx.state.split {
        split.sight = Some(Box::new(left));
    }
    follow_find(cx);
}

/// Takes a half's own into the state, and gives what stood there.
fn swapped(state: &mut State, sight: Sight) -> Sight {
    (state.selection, state.picker, state.difference) = (None, None, None);
    (state.popover, state.grown, state.caret) = (None, Vec::new(), None);
    (state.clicked, state.left_off) = (None, None);
    if let Some(open) = &mut state.open {
        open.position = sight.visible.start;
    }
    Sight {
        back: std::mem::replace(&mut state.back, sight.back),
        forward: std::mem::replace(&mut state.forward, sight.forward),
        find: std::mem::replace(&mut state.find, sight.find),
        paragraph: std::mem::replace(&mut state.paragraph, sight.paragraph),
        visible: std::mem::replace(&mut state.visible, sight.visible),
        cleaned_view: std::mem::replace(&mut state.cleaned_view, sight.cleaned_view),
    }
}

/// Goes on with the find of the half that has the keyboard now; one whose answer came meanwhile is begun again.
pub(crate) fn follow_find(cx: &mut Context<'_>) {
    let Some(find) = &cx.state.find else { return };
    cx.state.last_query = find.query.clone();
    if find.ticket.is_some() {
        find::again(cx);
    }
}

/// Before a document is put by: where both halves show it, the other one goes on to show it from its tab.
/// Says whether it does.
pub(crate) fn leave_beside(state: &mut State) -> bool {
    let Some(sight) = state.split.as_mut().and_then(|split| split.sight.take()) else {
        return false;
    };
    swapped(state, *sight);
    true
}

/// The other half shows this much of its text now.
pub(crate) fn reading(cx: &mut Context<'_>, span: Span<Clean>) {
    let state = &mut *cx.state;
    let Some(split) = &mut state.split else { return };
    let before = if let Some(sight) = &mut split.sight {
        std::mem::replace(&mut sight.visible, span)
    } else {
        let Some(parked) = state.tabs.iter_mut().find_map(Tab::beside_mut) else { return };
        parked.open.position = span.start;
        std::mem::replace(&mut parked.visible, span)
    };
    if before.start != span.start {
        view::remember(cx);
    }
}

pub(crate) fn set_share(cx: &mut Context<'_>, share: u8) {
    if let Some(split) = &mut cx.state.split {
        split.share = share.clamp(*SHARE_RANGE.start(), *SHARE_RANGE.end());
        view::remember(cx);
    }
}

/// Where the other half's place was in the file, before the document is cleaned anew.
pub(crate) fn place_in_source(state: &State) -> Option<Span<Source>> {
    let sight = state.split.as_ref()?.sight.as_ref()?;
    let here = Span { start: sight.visible.start, end: sight.visible.start };
    Some(state.open.as_ref()?.document.source_from_clean(here))
}

/// Has the other half show the document anew, which was cleaned again or read again, from this place on.
pub(crate) fn start_anew(state: &mut State, pos: Pos<Clean>) {
    let Some(sight) = state.split.as_mut().and_then(|split| split.sight.as_mut()) else { return };
    let Some(open) = &state.open else { return };
    let pos = open.document.cleaned.text.floor(pos.index());
    // What was found stood in another text: it is sought again when the keyboard comes back.
    let find = sight.find.take().map(|find| crate::app::Find {
        query: find.query,
        ticket: Some(crate::app::Ticket::default()),
        ..crate::app::Find::default()
    });
    **sight = Sight { visible: Span { start: pos, end: pos }, find, ..Sight::default() };
}

/// Splits the page as it was at the last end, once the first of its documents is there.
pub(crate) fn begin_again(cx: &mut Context<'_>) {
    let Some((memory, shown)) = cx.state.split_wanted.take() else { return };
    if cx.state.open.is_none() {
        return;
    }
    match memory.other {
        OtherHalf::Place(pos) => {
            begin(cx.state, memory.half, memory.share);
            start_anew(cx.state, pos);
        }
        // The other half's document is there; that of the half with the keyboard comes now.
        OtherHalf::Tab(_) => {
            begin(cx.state, memory.half, memory.share);
            if let Some(path) = shown {
                open::load(cx, Load::File(path));
            }
        }
    }
}

/// The file that is read first where the page was split at the last end; the one with the keyboard else.
pub(crate) fn first_file(
    state: &mut State,
    memory: Option<SplitMemory>,
    files: &[std::path::PathBuf],
    shown: Option<std::path::PathBuf>,
) -> Option<std::path::PathBuf> {
    let Some(memory) = memory.filter(|_| shown.is_some()) else { return shown };
    let beside = match memory.other {
        OtherHalf::Place(_) => None,
        OtherHalf::Tab(index) => {
            match files.get(index).filter(|file| Some(*file) != shown.as_ref()) {
                Some(file) => Some(file.clone()),
                None => return shown,
            }
        }
    };
    state.split_wanted = Some((memory, shown.clone()));
    beside.or(shown)
}
