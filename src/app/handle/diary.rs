//! The reading diary: asked of the library when it is opened, copied, and written to a file.

use crate::app::diary::Diary;
use crate::app::handle::{mark, view};
use crate::app::update::Context;
use crate::app::{Effect, Notice, PathPurpose, Popover, Unwritten, Weight, texts};

/// Opens it, or closes it; what it holds is read anew.
pub(crate) fn show(cx: &mut Context<'_>) {
    mark::finish_note(cx);
    view::toggle_popover(cx, Popover::Diary);
    cx.state.diary = None;
    if cx.state.popover == Some(Popover::Diary) {
        let codebook = Box::new(cx.state.codebook.clone());
        cx.ask(Effect::ReadDiary(codebook, cx.state.recents.clone()));
    }
}

pub(crate) fn read(cx: &mut Context<'_>, diary: Diary) {
    if cx.state.popover == Some(Popover::Diary) {
        cx.state.diary = Some(std::sync::Arc::new(diary));
    }
}

pub(crate) fn copy(cx: &mut Context<'_>, text: String) {
    cx.ask(Effect::Copy(text));
    view::notify(cx, Notice::new(Weight::Info, texts::DIARY_COPIED.into()));
}

/// Asks where it is to be written.
pub(crate) fn save(cx: &mut Context<'_>, text: String) {
    cx.state.popover = None;
    cx.state.unwritten = Some(Unwritten::Text(text));
    let name = texts::DIARY.get(cx.state.settings.language);
    cx.ask(Effect::PickPath(PathPurpose::Diary, format!("{name}.md")));
}
