//! What each command and event does, by subject.

pub(crate) mod clean;
pub(crate) mod differences;
pub(crate) mod find;
pub(crate) mod font;
pub(crate) mod go;
pub(crate) mod hand;
pub(crate) mod locate;
pub(crate) mod mark;
pub(crate) mod open;
pub(crate) mod place;
pub(crate) mod reach;
pub(crate) mod recall;
pub(crate) mod save;
pub(crate) mod split;
pub(crate) mod tabs;
pub(crate) mod tour;
pub(crate) mod view;
