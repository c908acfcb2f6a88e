//! Several documents: which is shown, how it is put by and comes back.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::app::autocode::Elsewhere;
use crate::app::handle::{clean, go, locate, mark, open, redraw, save, split, view};
use crate::app::library_notes::NotedDocument;
use crate::app::update::Context;
use crate::app::{
    Action, CleanedView, DocumentKey, Effect, Load, Notice, OnDisk, OpenDocument, Origin, Parked,
    State, Tab, Weight, marks, texts,
};
use crate::notebook::{Annotation, AnnotationId, Way};

/// The files of the documents in tabs, with their names.
pub(crate) fn files(state: &State) -> Vec<(String, PathBuf)> {
    let file = |tab: &Tab| match tab {
        Tab::Parked(parked) | Tab::Beside(parked) => {
            let path = parked.open.origin.path()?.to_path_buf();
            Some((parked.open.document.title().to_owned(), path))
        }
        Tab::Waiting(path) => {
            let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            Some((name, path.clone()))
        }
        Tab::Shown => None,
    };
    state.tabs.iter().filter_map(file).collect()
}

/// The tab that is shown.
fn shown(state: &State) -> Option<usize> {
    state.tabs.iter().position(|tab| matches!(tab, Tab::Shown))
}

/// The tab with a document from there.
fn tab_of(state: &State, origin: &Origin) -> Option<usize> {
    state.tabs.iter().position(|tab| tab.origin(state).as_ref() == Some(origin))
}

/// Takes the shown document out of the state.
fn taken(cx: &mut Context<'_>) -> Option<Parked> {
    mark::finish_note(cx);
    save::keep_steps(cx);
    open::remember_position(cx);
    let state = &mut *cx.state;
    // What was to be cleaned anew is another document's answer when it comes.
    let needs_cleaning = clean::forget(state);
    let parked = Parked {
        open: state.open.take()?,
        drawn: marks::put_by(state),
        redrawing: None,
        bookmarks: Arc::clone(&state.bookmarks),
        history: std::mem::take(&mut state.history),
        back: std::mem::take(&mut state.back),
        forward: std::mem::take(&mut state.forward),
        find: state.find.take(),
        offer: state.offer.take(),
        paragraph: state.paragraph.take(),
        visible: state.visible,
        cleaned_view: std::mem::take(&mut state.cleaned_view),
        given_back: std::mem::take(&mut state.given_back),
        warns_of_cleaning: std::mem::take(&mut state.warns_of_cleaning),
        version: state.version.take(),
        needs_cleaning,
    };
    (state.selection, state.active, state.picker, state.difference) = (None, None, None, None);
    (state.popover, state.undone_at, state.caret) = (None, None, None);
    (state.clicked, state.left_off) = (None, None);
    (state.recall, state.locating) = (None, None);
    if state.on_disk.is_told() {
        state.on_disk = OnDisk::Same;
    }
    view::clear_notices(state);
    marks::refresh(state);
    Some(parked)
}

/// Puts the shown document by.
pub(crate) fn park(cx: &mut Context<'_>) {
    let Some(index) = shown(cx.state) else { return };
    let stays = split::leave_beside(cx.state);
    if let Some(parked) = taken(cx)
        && let Some(tab) = cx.state.tabs.get_mut(index)
    {
        let parked = Box::new(parked);
        *tab = if stays { Tab::Beside(parked) } else { Tab::Parked(parked) };
    }
}

/// The tab that the half without the keyboard shows.
fn beside(state: &State) -> Option<usize> {
    state.tabs.iter().position(|tab| matches!(tab, Tab::Beside(_)))
}

/// Shows the document of the other half in this one, and this one's there.
pub(crate) fn cross(cx: &mut Context<'_>) {
    let (Some(from), Some(to)) = (shown(cx.state), beside(cx.state)) else { return };
    let Some(left) = taken(cx) else { return };
    let left = std::mem::replace(&mut cx.state.tabs[from], Tab::Beside(Box::new(left)));
    debug_assert!(matches!(left, Tab::Shown), "the shown document was in its tab");
    if let Tab::Beside(parked) = std::mem::replace(&mut cx.state.tabs[to], Tab::Shown) {
        bring_back(cx, to, *parked);
    }
}

/// Brings a document back as it was left.
fn bring_back(cx: &mut Context<'_>, index: usize, parked: Parked) {
    let state = &mut *cx.state;
    if let Some(tab) = state.tabs.get_mut(index) {
        *tab = Tab::Shown;
    }
    state.next_tab = index + 1;
    let title = parked.open.document.title().to_owned();
    let mut open = parked.open;
    open.notebook.resolve_tags(&state.codebook);
    state.open = Some(open);
    (state.history, state.offer) = (parked.history, parked.offer);
    (state.back, state.forward) = (parked.back, parked.forward);
    (state.find, state.paragraph) = (parked.find, parked.paragraph);
    (state.visible, state.cleaned_view) = (parked.visible, parked.cleaned_view);
    (state.given_back, state.warns_of_cleaning) = (parked.given_back, parked.warns_of_cleaning);
    (state.version, state.failure, state.shows_start_card) = (parked.version, None, false);
    let lost = marks::bring_back(cx, parked.drawn);
    redraw::beside(cx);
    split::follow_find(cx);
    if cx.state.cleaned_view == CleanedView::Compare {
        go::stay(cx);
    }
    locate::seek(cx, &lost);
    cx.ask(Effect::Title(title));
    if parked.needs_cleaning {
        clean::changed(cx);
    }
}

/// Shows the document from there: as it was left, where it is in a tab.
pub(crate) fn show_from(cx: &mut Context<'_>, origin: &Origin) {
    match (tab_of(cx.state, origin), origin) {
        (Some(index), _) => switch_to(cx, index),
        (None, Origin::File(path)) => open::load(cx, Load::File(path.clone())),
        (None, Origin::Sample) => open::sample(cx),
        (None, Origin::Guide) => open::guide(cx),
    }
}

/// From the document from there the way forward leads nowhere any more.
pub(crate) fn end_way_forward(state: &mut State, origin: &Origin) {
    let index = tab_of(state, origin);
    let tab = index.and_then(|index| state.tabs.get_mut(index));
    if let Some(Tab::Parked(parked) | Tab::Beside(parked)) = tab {
        parked.forward.clear();
    }
}

/// Shows the document in a tab.
pub(crate) fn switch_to(cx: &mut Context<'_>, index: usize) {
    cx.state.departure = None;
    match cx.state.tabs.get(index) {
        None | Some(Tab::Shown) => {}
        Some(Tab::Waiting(path)) => {
            let path = path.clone();
            open::load(cx, Load::File(path));
        }
        Some(Tab::Beside(_)) => split::cross(cx),
        Some(Tab::Parked(_)) => {
            park(cx);
            // What is still being read will come up in a tab of its own; this was asked for later.
            cx.state.loading = None;
            // Taken, not copied: it may have many notes.
            let tab = cx.state.tabs.get_mut(index).map(|tab| std::mem::replace(tab, Tab::Shown));
            if let Some(Tab::Parked(parked)) = tab {
                bring_back(cx, index, *parked);
            }
            view::remember(cx);
        }
    }
}

/// The next tab, or the one before; round at the ends.
pub(crate) fn step(cx: &mut Context<'_>, action: Action) {
    let count = cx.state.tabs.len();
    if count == 0 {
        return;
    }
    let next = match (shown(cx.state), action) {
        (Some(index), Action::NextTab) => (index + 1) % count,
        (Some(index), _) => (index + count - 1) % count,
        (None, _) => 0,
    };
    switch_to(cx, next);
}

/// Makes room for a document that was read, and says whether it is to be shown: one that is open already and
/// did not change comes back as it was left.
pub(crate) fn make_room(cx: &mut Context<'_>, document: &OpenDocument) -> bool {
    // A file that waits may have been named by a path from the working folder.
    let wanted = cx.state.wanted.take().map(Origin::File);
    let named = || wanted.as_ref().and_then(|origin| tab_of(cx.state, origin));
    let own = tab_of(cx.state, &document.origin).or_else(named);
    if let Some(twin) = twin(cx.state, document, own) {
        go_on_as(cx, twin, document, own);
        return false;
    }
    let Some(index) = own else {
        park(cx);
        let at = cx.state.next_tab.min(cx.state.tabs.len());
        cx.state.tabs.insert(at, Tab::Shown);
        cx.state.next_tab = at + 1;
        return true;
    };
    cx.state.next_tab = index + 1;
    if shown(cx.state) == Some(index) {
        return true;
    }
    if let Some(parked) = cx.state.tabs.get(index).and_then(Tab::beside) {
        if parked.open.document.fingerprint == document.document.fingerprint {
            split::cross(cx);
            return false;
        }
        split::end(cx.state);
    }
    park(cx);
    match cx.state.tabs.get_mut(index).map(|tab| std::mem::replace(tab, Tab::Shown)) {
        Some(Tab::Parked(parked))
            if parked.open.document.fingerprint == document.document.fingerprint =>
        {
            bring_back(cx, index, *parked);
            false
        }
        _ => true,
    }
}

/// The tab of a document that was read from another file with the same bytes: both have the same notes, and
/// two tabs would not know of each other's changes. `own` is the tab of the file itself.
fn twin(state: &State, document: &OpenDocument, own: Option<usize>) -> Option<usize> {
    let content = &document.document.fingerprint.content;
    let is_it = |tab: &Tab| match tab {
        Tab::Shown => state.open.as_ref().is_some_and(|open| open.has_content(content)),
        Tab::Parked(parked) | Tab::Beside(parked) => parked.open.has_content(content),
        Tab::Waiting(_) => false,
    };
    let is_free = own.is_none_or(|own| matches!(state.tabs.get(own), Some(Tab::Waiting(_))));
    state.tabs.iter().position(is_it).filter(|_| is_free)
}

/// Shows the document in a tab as it was left, from now on as the file that was just read.
fn go_on_as(cx: &mut Context<'_>, twin: usize, document: &OpenDocument, own: Option<usize>) {
    let before = cx.state.tabs.get(twin).map(|tab| tab.name(cx.state)).unwrap_or_default();
    switch_to(cx, twin);
    if let Some(own) = own {
        close(cx, own);
        cx.state.next_tab = shown(cx.state).map_or(own, |shown| shown + 1);
    }
    let name = document.document.name.clone();
    if let Some(open) = &mut cx.state.open {
        open.origin = document.origin.clone();
        open.document.name.clone_from(&name);
    }
    let title = document.document.title().to_owned();
    cx.ask(Effect::Title(title));
    open::remember_position(cx);
    view::notify(cx, Notice::new(Weight::Info, texts::same_content(&before, &name)));
}

/// Closes a tab; where it was shown, the one beside it takes its place.
pub(crate) fn close(cx: &mut Context<'_>, index: usize) {
    if index >= cx.state.tabs.len() {
        return;
    }
    let was_shown = shown(cx.state) == Some(index);
    let other = beside(cx.state).filter(|other| *other != index);
    // Without one of its documents the page is whole; where both halves show one, closing it closes both.
    if was_shown || beside(cx.state) == Some(index) {
        split::end(cx.state);
    }
    if was_shown {
        let gone = taken(cx);
        cx.let_go(gone);
    }
    cx.state.tabs.remove(index);
    cx.state.next_tab = index;
    if !was_shown {
        return view::remember(cx);
    }
    let next = index.min(cx.state.tabs.len().saturating_sub(1));
    // What stood beside takes the whole page.
    let next = other.map_or(next, |other| if other > index { other - 1 } else { other });
    if cx.state.tabs.is_empty() {
        open::show_start(cx);
    } else {
        switch_to(cx, next);
    }
    view::remember(cx);
}

/// Closes the document that is shown.
pub(crate) fn close_shown(cx: &mut Context<'_>) {
    match shown(cx.state) {
        Some(index) => close(cx, index),
        None => open::show_start(cx),
    }
}

/// From the start page back to the document that was shown before it.
pub(crate) fn leave_start(cx: &mut Context<'_>) {
    let index = cx.state.next_tab.checked_sub(1).filter(|index| *index < cx.state.tabs.len());
    if let Some(index) = index.filter(|_| cx.state.loading.is_none()) {
        switch_to(cx, index);
    }
}

/// Puts files in tabs where they wait, behind those that are there.
pub(crate) fn wait(cx: &mut Context<'_>, paths: Vec<PathBuf>) {
    for path in paths {
        if tab_of(cx.state, &Origin::File(path.clone())).is_none() {
            cx.state.tabs.push(Tab::Waiting(path));
        }
    }
}

/// Whether a file is in a tab and was not read yet.
pub(crate) fn waits(state: &State, path: &Path) -> bool {
    state.tabs.iter().any(|tab| matches!(tab, Tab::Waiting(other) if other == path))
}

/// Closes the tab of a file that is not where it was.
pub(crate) fn close_lost(cx: &mut Context<'_>, path: &Path) {
    cx.state.notices.retain(|notice| notice.lost.as_deref() != Some(path));
    if let Some(index) = tab_of(cx.state, &Origin::File(path.to_path_buf())) {
        close(cx, index);
    }
}

/// Shows a file that is in a tab already; says whether it is.
pub(crate) fn switch_to_file(cx: &mut Context<'_>, path: &Path) -> bool {
    let known = tab_of(cx.state, &Origin::File(path.to_path_buf()));
    let Some(index) = known.filter(|index| shown(cx.state) != Some(*index)) else { return false };
    switch_to(cx, index);
    true
}

/// A document of the library with its notes as they are: as it is in its tab, if it is in one and put by.
pub(crate) fn noted<'a>(
    state: &'a State,
    noted: &'a NotedDocument,
) -> (DocumentKey, &'a BTreeMap<AnnotationId, Annotation>) {
    let parked = state.tabs.iter().find_map(|tab| match tab {
        Tab::Parked(parked) | Tab::Beside(parked) => {
            let content = &parked.open.document.fingerprint.content;
            let is_it = noted.record.contents.contains(content);
            is_it.then(|| (parked.open.key(), &parked.open.notebook.annotations))
        }
        Tab::Shown | Tab::Waiting(_) => None,
    });
    parked.unwrap_or_else(|| (noted.key(), &noted.notebook.annotations))
}

/// Carries out what is to change in documents that are put by; the answer is what none of them is.
pub(crate) fn change_parked(
    cx: &mut Context<'_>,
    others: Vec<Elsewhere>,
    way: Way,
) -> Vec<Elsewhere> {
    let mut left = Vec::new();
    for other in others {
        let content = &other.key.fingerprint.content;
        let is_it = |tab: &Tab| match tab {
            Tab::Parked(parked) | Tab::Beside(parked) => parked.open.has_content(content),
            Tab::Shown | Tab::Waiting(_) => false,
        };
        let Some(index) = cx.state.tabs.iter().position(is_it) else {
            left.push(other);
            continue;
        };
        let mut tab = std::mem::replace(&mut cx.state.tabs[index], Tab::Shown);
        if let Tab::Parked(parked) | Tab::Beside(parked) = &mut tab {
            save::go_parked(cx, parked, &other.changes, way);
        }
        cx.state.tabs[index] = tab;
    }
    left
}
