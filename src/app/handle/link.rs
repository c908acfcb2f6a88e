//! Addresses of passages: copied here, and followed to the document and the place that they name.

use std::path::{Path, PathBuf};

use crate::app::handle::{go, mark, open, tabs, view};
use crate::app::passage_link::{self, PassageLink};
use crate::app::tabs::file_name;
use crate::app::update::Context;
use crate::app::{Effect, Load, Notice, State, Tab, Turn, Weight, texts};
use crate::notebook::AnnotationId;
use crate::text::fold::Folded;
use crate::text::{Clean, Span};

/// Copies the address of the active note or of the selection, else of the heading that is read.
pub(crate) fn copy(cx: &mut Context<'_>) {
    mark::finish_note(cx);
    let Some(link) = link_here(cx.state) else { return };
    cx.ask(Effect::Copy(link.to_address()));
    view::notify(cx, Notice::new(Weight::Info, texts::LINK_COPIED.into()));
}

fn link_here(state: &State) -> Option<PassageLink> {
    let open = state.open.as_ref()?;
    let document = &open.document;
    let link = PassageLink::new(&document.fingerprint.content, open.origin.path());
    if let Some(note) = state.active_annotation().filter(|_| state.selection.is_none()) {
        let at = note.anchor.span.start.offset;
        let link = link.with_passage(at, &note.excerpt.exact);
        return Some(PassageLink { note: Some(note.id.clone()), ..link });
    }
    let heading = || {
        let at = state.active_heading()?;
        document.outline.headings.get(at).map(|heading| heading.span)
    };
    let Some(span) = state.selection.or_else(heading) else { return Some(link) };
    let at = document.source_from_clean(span).start.offset;
    Some(link.with_passage(at, document.cleaned.text.get(span)))
}

/// Goes where a link in a note leads: an address of a passage, or the name of a heading or a document.
pub(crate) fn follow(cx: &mut Context<'_>, target: &str) {
    mark::finish_note(cx);
    match PassageLink::from_address(target) {
        Some(link) => follow_link(cx, link),
        None => follow_name(cx, target),
    }
}

/// Takes what was asked for at the start by address, and leaves the files.
pub(crate) fn take_addresses(cx: &mut Context<'_>, paths: Vec<PathBuf>) -> Vec<PathBuf> {
    let is_asked = |path: &Path| passage_link::is_address(path) || names_note(path);
    let (links, files): (Vec<_>, Vec<_>) = paths.into_iter().partition(|path| is_asked(path));
    for link in links.iter().filter_map(|link| PassageLink::from_argument(link)) {
        follow_link(cx, link);
    }
    files
}

/// Whether an argument is a file with a note's identity behind it.
fn names_note(path: &Path) -> bool {
    let link = PassageLink::from_argument(path);
    link.is_some_and(|link| link.note.is_some() && link.content.is_empty())
}

fn follow_link(cx: &mut Context<'_>, link: PassageLink) {
    if is_open(cx.state, &link) {
        return go_there(cx, &link);
    }
    let parked = cx.state.tabs.iter().position(|tab| match tab {
        Tab::Parked(parked) | Tab::Beside(parked) => {
            link.is_of(&parked.open.document.fingerprint.content)
        }
        Tab::Shown | Tab::Waiting(_) => false,
    });
    if let Some(index) = parked {
        go::leave(cx, Turn::On, |cx| tabs::switch_to(cx, index));
        return go_there(cx, &link);
    }
    let Some(file) = link.file.clone() else {
        return view::notify(cx, Notice::new(Weight::Warning, texts::LINK_LOST.into()));
    };
    cx.state.shows_start_card = false;
    cx.state.awaited_link = Some(link);
    go::leave(cx, Turn::On, |cx| {
        let is_in_tab = tabs::switch_to_file(cx, &file);
        let is_there = match cx.state.loading {
            Some(_) => cx.state.wanted.as_deref() == Some(&*file),
            None => is_in_tab,
        };
        if !is_there {
            open::load(cx, Load::File(file));
        }
    });
    arrive(cx);
}

/// Whether a link leads into the shown document.
fn is_open(state: &State, link: &PassageLink) -> bool {
    state.open.as_ref().is_some_and(|open| {
        link.is_of(&open.document.fingerprint.content)
            || link.file.is_some() && link.file.as_deref() == open.origin.path()
    })
}

/// Goes on to the place in a document that was opened for a link.
pub(crate) fn arrive(cx: &mut Context<'_>) {
    if cx.state.loading.is_some() {
        return;
    }
    let Some(link) = cx.state.awaited_link.take() else { return };
    // A file that changed has other content, and is meant all the same.
    go_there(cx, &link);
}

fn go_there(cx: &mut Context<'_>, link: &PassageLink) {
    if let Some(id) = link.note.as_ref().filter(|id| cx.state.annotation(id).is_some()) {
        let has_place = place_of(cx.state, id).is_some();
        go::to_note(cx, id);
        if has_place {
            return;
        }
    }
    match passage(cx.state, link) {
        Some(span) => {
            if link.note.is_none() {
                mark::select(cx, Some(span));
            }
            go::show(cx, span);
        }
        None if link.note.is_some() || link.at.is_some() => {
            view::notify(cx, Notice::new(Weight::Warning, texts::LINK_PLACE_LOST.into()));
        }
        None => {}
    }
}

fn place_of(state: &State, id: &AnnotationId) -> Option<Span<Clean>> {
    state.open.as_ref()?.places.get(id)?.clean
}

/// The passage that a link names: where it says if it reads so there, else the first that does.
fn passage(state: &State, link: &PassageLink) -> Option<Span<Clean>> {
    let document = &state.open.as_ref()?.document;
    let text = document.cleaned.text.as_str();
    let found = |from: usize| {
        let at = from + text.get(from..)?.find(link.text.as_str())?;
        Some(Span::new(at, at + link.text.len()))
    };
    let at = link.at.map(|at| {
        let length = document.imported.text.len();
        let start = document.imported.text.floor((at as usize).min(length));
        document.clean_from_source(Span { start, end: start }).start
    });
    if link.text.is_empty() {
        return at.map(|at| Span { start: at, end: at });
    }
    at.and_then(|at| found(at.index())).or_else(|| found(0))
}

/// Goes to what is called so: a heading of the shown document, else an open or a recent document.
fn follow_name(cx: &mut Context<'_>, name: &str) {
    let wanted = Folded::new(name).as_str().to_owned();
    let is_meant = |other: &str| Folded::new(other).as_str() == wanted;
    let stem =
        |name: &str| name.rsplit_once('.').map_or(name.to_owned(), |(stem, _)| stem.to_owned());
    let is_called = |other: &str| is_meant(other) || is_meant(&stem(other));
    let state = &*cx.state;
    let heading = state.open.as_ref().and_then(|open| {
        let headings = &open.document.outline.headings;
        headings.iter().find(|heading| is_meant(&heading.text)).map(|heading| heading.span.start)
    });
    if let Some(pos) = heading {
        return go::to(cx, pos);
    }
    let tab = state.tabs.iter().position(|tab| {
        let title = match tab {
            Tab::Parked(parked) | Tab::Beside(parked) => parked.open.document.title(),
            Tab::Shown | Tab::Waiting(_) => "",
        };
        is_meant(title) || is_called(&tab.name(state))
    });
    if let Some(index) = tab {
        return go::leave(cx, Turn::On, |cx| tabs::switch_to(cx, index));
    }
    let recent = state
        .recents
        .iter()
        .find(|recent| is_called(&recent.title) || is_called(&file_name(&recent.path)));
    match recent.map(|recent| recent.path.clone()) {
        Some(path) => go::leave(cx, Turn::On, |cx| open::load(cx, Load::File(path))),
        None => view::notify(cx, Notice::new(Weight::Warning, texts::link_name_lost(name))),
    }
}
