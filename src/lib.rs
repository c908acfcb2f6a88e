//! Danhuang 丹黄: read a document cleaned and well set, mark it, and keep the notes.
//!
//! The layers in reading order, lowest first; a layer uses only those above it in this list
//! (ARCHITECTURE.md has the table, `tests/it/layers.rs` holds it).

pub mod text;

pub mod anchor;
pub mod clean;
pub mod import;
pub mod outline;
pub mod search;
pub mod typeset;

pub mod document;
pub mod notebook;
pub mod placing;
pub mod ruling;

pub mod exchange;
pub mod store;

pub mod app;

pub mod host;
#[cfg(feature = "gui")]
pub mod ui;

pub mod cli;
#[cfg(feature = "gui")]
pub mod window;
