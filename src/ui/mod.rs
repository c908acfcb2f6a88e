//! Row 5: shows the state and pushes commands; never touches disk, never waits.

mod outbox;
pub mod reader;

pub use outbox::Outbox;
