//! Row 5: shows the state and pushes commands; never touches disk, never waits.

pub mod fonts;
pub mod icons;
mod outbox;
pub mod reader;
pub mod theme;

pub use outbox::Outbox;
