//! Row 5: disk, threads, clock and folders; nothing of what they are used for.

pub mod backup;
mod beside;
pub mod child;
mod choices;
pub mod clock;
pub mod coding;
mod coding_list;
mod commit;
mod conflicts;
pub mod disk;
#[cfg(feature = "gui")]
pub mod fonts;
pub mod gathering;
pub mod history;
pub mod home;
pub mod input;
pub mod instance;
pub mod jobs;
pub mod joining;
mod journal;
pub mod libraries;
pub mod library;
mod memo;
pub mod memory;
mod mending;
pub mod merging;
mod moments;
mod pasted;
mod problems;
mod records;
#[cfg(feature = "gui")]
pub mod rewritten;
mod steps;
mod tags;
mod texts;
mod versions;
pub mod vfs;
pub mod watch;
mod words;
mod workers;
