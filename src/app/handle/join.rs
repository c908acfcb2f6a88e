//! Notes that come from elsewhere: another version of a file, another library; and where they go while they
//! cannot be kept.

use std::path::PathBuf;

use crate::app::handle::{library, mark, open, save, view};
use crate::app::tabs::Tab;
use crate::app::update::Context;
use crate::app::{
    Effect, JoinPreview, Load, Notice, OpenDocument, PathPurpose, Phrase, Popover, State, Version,
    VersionAnswer, Weight, texts,
};
use crate::notebook::{Change, Codebook, Diff, Notebook, changed};

/// Takes up what the library says of the file that is shown.
pub(crate) fn version_found(cx: &mut Context<'_>, content: &str, version: Version) {
    let is_declined = matches!(version, Version::Likely { .. })
        && cx.state.other_versions.iter().any(|other| other == content);
    if is_shown(cx, content) && !is_declined {
        cx.state.version = Some(version);
    }
}

fn is_shown(cx: &Context<'_>, content: &str) -> bool {
    cx.state.open.as_ref().is_some_and(|open| open.document.fingerprint.content == content)
}

/// The reader says what the file is.
pub(crate) fn answer_version(cx: &mut Context<'_>, answer: VersionAnswer) {
    let (Some(version), Some(open)) = (cx.state.version.take(), &cx.state.open) else { return };
    let key = open.key();
    let title = open.document.title().to_owned();
    let others = &mut cx.state.other_versions;
    others.retain(|other| *other != key.fingerprint.content);
    if answer == VersionAnswer::Other {
        others.push(key.fingerprint.content.clone());
    }
    match (version, answer) {
        (Version::New { .. }, VersionAnswer::Other) => cx.ask(Effect::Separate(key)),
        (Version::Likely { id, .. } | Version::Parted { id, .. }, VersionAnswer::Same) => {
            cx.ask(Effect::Adopt(key, id, title));
        }
        (Version::New { .. }, VersionAnswer::Same)
        | (Version::Likely { .. } | Version::Parted { .. }, VersionAnswer::Other) => {}
    }
}

/// Parts the file that is shown from the document it is a version of, also long after it was taken for one.
pub(crate) fn part(cx: &mut Context<'_>) {
    mark::finish_note(cx);
    let Some(open) = &cx.state.open else { return };
    let key = open.key();
    cx.state.other_versions.push(key.fingerprint.content.clone());
    cx.ask(Effect::Separate(key));
}

/// The library knows it so now: the file is read again with the notes that are its own.
pub(crate) fn version_settled(cx: &mut Context<'_>, content: String, said: Option<Version>) {
    let shown = cx.state.open.as_ref().filter(|_| is_shown(cx, &content));
    let path = shown.and_then(|open| open.origin.path()).map(std::path::Path::to_path_buf);
    if let Some(path) = path {
        cx.state.settled = said.map(|said| (content, said));
        open::load(cx, Load::File(path));
    }
}

/// What there is to say of a file that was read again because the library knows it otherwise.
pub(crate) fn settled(state: &mut State, content: &str) -> Option<Version> {
    state.settled.take().filter(|(settled, _)| settled == content).map(|(_, said)| said)
}

/// Asks for another library.
pub(crate) fn ask(cx: &mut Context<'_>, purpose: PathPurpose) {
    cx.state.popover = None;
    cx.ask(Effect::PickPath(purpose, String::new()));
}

pub(crate) fn path_chosen(cx: &mut Context<'_>, purpose: PathPurpose, path: PathBuf) {
    mark::finish_note(cx);
    match purpose {
        PathPurpose::Join => {
            let key = cx.state.open.as_ref().map(OpenDocument::key);
            cx.ask(Effect::PreviewJoin(path, key));
        }
        PathPurpose::MoveLibrary => cx.ask(Effect::MoveLibrary(path)),
        _ => save_elsewhere(cx, path),
    }
}

pub(crate) fn previewed(cx: &mut Context<'_>, preview: Result<JoinPreview, Phrase>) {
    match preview {
        Err(why) => view::notify(cx, Notice::new(Weight::Error, why)),
        Ok(preview) if preview.is_nothing() => {
            view::notify(cx, Notice::new(Weight::Info, texts::NOTHING_TO_JOIN.into()));
        }
        Ok(preview) => {
            cx.state.join = Some(preview);
            cx.state.popover = Some(Popover::Join);
        }
    }
}

/// Joins the library that was looked at; what changes of the notes of the shown document is one step.
pub(crate) fn accept(cx: &mut Context<'_>) {
    mark::finish_note(cx);
    let Some(preview) = cx.state.join.take() else { return };
    cx.state.popover = None;
    let key = cx.state.open.as_ref().map(OpenDocument::key);
    if let Some(open) = cx.state.open.as_ref().filter(|open| open.read_only.is_none()) {
        let step = preview.here.into_iter().filter_map(|change| rebased(&open.notebook, change));
        // Notes of other documents have the tags as well: taking these back would take them from there.
        let (tags, step): (Vec<Change>, Vec<Change>) =
            step.partition(|change| matches!(change, Change::Tag(_)));
        save::apply(cx, &tags);
        save::commit(cx, step);
    }
    cx.ask(Effect::Join(preview.path, key));
}

/// A change of a note as it is now, which may be other than when it was looked at.
fn rebased(notebook: &Notebook, change: Change) -> Option<Change> {
    let Change::Annotation(diff) = change else { return Some(change) };
    let before = notebook.annotations.get(&diff.either()?.id).cloned();
    let after = changed(before.clone(), &diff);
    (before != after).then_some(Change::Annotation(Diff { before, after }))
}

pub(crate) fn joined(cx: &mut Context<'_>, codebook: Codebook, counts: (usize, usize)) {
    if cx.state.open.is_none() {
        cx.state.codebook = codebook;
        cx.state.tag_names.take();
    }
    library::is_stale(cx);
    view::notify(cx, Notice::new(Weight::Info, texts::joined(counts)));
}

/// Writes all that is open to another place: what the library could not take is in it.
fn save_elsewhere(cx: &mut Context<'_>, folder: PathBuf) {
    let state = &*cx.state;
    let parked = state.tabs.iter().filter_map(|tab| match tab {
        Tab::Parked(parked) | Tab::Beside(parked) => Some(&parked.open),
        Tab::Shown | Tab::Waiting(_) => None,
    });
    let open = state.open.iter().chain(parked);
    let requests = open.filter(|open| *open.notebook != Notebook::default());
    let requests = requests.map(|open| save::whole_request(state, open)).collect();
    cx.ask(Effect::SaveElsewhere(folder, requests));
}

/// Has the notes kept beside the document too, or no longer.
pub(crate) fn toggle_beside(cx: &mut Context<'_>) {
    mark::finish_note(cx);
    cx.state.popover = None;
    let Some(open) = &cx.state.open else { return };
    let key = open.key();
    if key.path.is_none() || *open.notebook == Notebook::default() {
        return view::notify(cx, Notice::new(Weight::Info, texts::NOTHING_BESIDE.into()));
    }
    cx.ask(Effect::ToggleBeside(key));
}
