//! Which annotations the notes panel shows, in which order and under which names: a filter over an index.
//!
//! It knows no widgets, and no words of either language: groups are named where they are drawn.

mod filter;
mod index;
mod library;
mod listing;

pub use filter::{Facet, NoteFilter};
pub(crate) use index::folded_chars;
pub use index::{IndexedDocument, NoteEntry, NoteIndex, NoteNews};
pub use library::ShownDocument;
pub use listing::{GroupKey, Listing, NoteGroup, Order, Row, Section, Sorting};
