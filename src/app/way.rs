//! The way back and forward: places that were left by a jump, in the shown document and in others. Each document keeps
//! its own, so that a tab comes back with it; how the ways are gone is `handle::go`'s.

use crate::app::Origin;
use crate::text::{Clean, Pos, Source};

/// A place on the way back or forward.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WayPoint {
    /// In the document whose way it is on.
    Here(Pos<Clean>),
    /// In another one.
    There(FarPlace),
}

/// A place in a document that need not be open.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FarPlace {
    /// Where the document came from.
    pub origin: Origin,
    /// The place, which stays however the text is cleaned.
    pub at: Pos<Source>,
}

/// Which way one goes from document to document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Turn {
    /// By a jump: the way forward ends.
    On,
    /// Back.
    Back,
    /// Forward again.
    Forward,
}

/// The leaving of a document for another that may still be read.
#[derive(Clone, Debug)]
pub(crate) struct Departure {
    pub(crate) from: FarPlace,
    pub(crate) turn: Turn,
    /// Where to, if there is a place to be found again.
    pub(crate) to: Option<Pos<Source>>,
}
