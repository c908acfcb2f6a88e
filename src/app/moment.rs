//! A moment of which the history of a document's notes knows, and what changed then.

use crate::notebook::{ChangeSum, Timestamp};

/// A moment of the history.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Moment {
    /// When it was.
    pub time: Timestamp,
    /// What changed since the moment before, and how many notes there were then; `None` until that is worked out.
    pub told: Option<(ChangeSum, usize)>,
}

impl Moment {
    /// One of which only the time is known yet.
    pub const fn at(time: Timestamp) -> Self {
        Self { time, told: None }
    }
}
