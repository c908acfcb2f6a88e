//! What each command and event does, by subject.

pub(crate) mod clean;
pub(crate) mod differences;
pub(crate) mod find;
pub(crate) mod font;
pub(crate) mod go;
pub(crate) mod hand;
pub(crate) mod link;
pub(crate) mod locate;
pub(crate) mod many;
pub(crate) mod mark;
pub(crate) mod memo;
pub(crate) mod note_tags;
pub(crate) mod open;
pub(crate) mod place;
pub(crate) mod reach;
pub(crate) mod recall;
pub(crate) mod save;
pub(crate) mod tabs;
pub(crate) mod tour;
pub(crate) mod view;
