//! Row 5: disk, threads, clock and folders; nothing of what they are used for.

pub mod child;
mod choices;
pub mod clock;
pub mod disk;
#[cfg(feature = "gui")]
pub mod fonts;
pub mod history;
pub mod input;
pub mod instance;
pub mod jobs;
pub mod libraries;
pub mod library;
mod memo;
pub mod memory;
mod problems;
mod records;
pub mod vfs;
mod words;
