//! A file that another program wrote, moved or deleted while it was shown.

use std::path::Path;

use crate::app::handle::open;
use crate::app::update::Context;
use crate::app::{FileIs, Load, OnDisk, State, WasRead};
use crate::text::{Clean, Pos};

/// Says how the file is, or no longer where it is as it was.
pub(crate) fn rewritten(cx: &mut Context<'_>, content: &str, file: FileIs) {
    let state = &mut *cx.state;
    let is_open = |open: &crate::app::OpenDocument| open.document.fingerprint.content == content;
    if state.open.as_ref().is_some_and(is_open) && !matches!(state.on_disk, OnDisk::ReadAgain(_)) {
        state.on_disk = file.into();
    }
}

/// Reads the file again, to show it where it was read.
pub(crate) fn read_again(cx: &mut Context<'_>) {
    let Some(open) = &cx.state.open else { return };
    let Some(path) = open.origin.path().map(Path::to_path_buf) else { return };
    let was = WasRead::new(open.document.cleaned.text.as_str(), cx.state.visible.start);
    open::load(cx, Load::File(path));
    cx.state.on_disk = OnDisk::ReadAgain(was);
}

/// Another file is read instead, or this one cannot be.
pub(crate) fn read_no_more(state: &mut State) {
    if matches!(state.on_disk, OnDisk::ReadAgain(_)) {
        state.on_disk = OnDisk::Same;
    }
}

/// Where a document that was just read is shown, which was to be at `position`.
pub(crate) fn position(state: &mut State, position: Pos<Clean>) -> Pos<Clean> {
    let was = std::mem::take(&mut state.on_disk);
    match (was, &state.open) {
        (OnDisk::ReadAgain(was), Some(open)) => was.place_in(open.document.cleaned.text.as_str()),
        _ => position,
    }
}
