//! The marks of many notes made where no frame waits for it: what a job needs for that, and what it answers.
//!
//! When that is done, and what becomes of changes meanwhile, is the business of `handle::redraw`.

use crate::app::{DrawnMarks, OpenDocument, SeenNotes, Shared, Ticket, marks};
use crate::document::Document;
use crate::notebook::AnnotationId;
use crate::placing::{self, Places};

/// Marks that are to be made anew.
#[derive(Clone, Debug)]
pub struct MarkTask {
    /// The document with its notes and the tags as they are.
    pub(crate) open: OpenDocument,
    /// The same document, where it was cleaned otherwise since its notes were placed.
    pub(crate) cleaned: Option<Document>,
    /// Up to where the notes' changes are in it.
    pub(crate) seen: SeenNotes,
}

/// What came of it.
#[derive(Clone, Debug)]
pub struct MadeMarks {
    pub(crate) drawn: DrawnMarks,
    /// Where the notes stand.
    pub(crate) places: Shared<Places>,
    /// Those that have to be sought.
    pub(crate) lost: Vec<AnnotationId>,
    pub(crate) seen: SeenNotes,
}

/// A making of marks that is under way.
#[derive(Clone, Debug)]
pub(crate) struct Redrawing {
    pub(crate) ticket: Ticket,
    /// The document that is to be shown with them, and the cleaning that it came of.
    pub(crate) cleaned: Option<(Ticket, Document)>,
}

impl MarkTask {
    /// Makes them. The notes are let go of before the answer is given: changing them then copies nothing.
    pub fn carried_out(self) -> MadeMarks {
        let Self { mut open, cleaned, seen } = self;
        let mut lost = Vec::new();
        if let Some(document) = cleaned {
            open.places = placing::recleaned(&document, &open.places).into();
            open.document = document;
            lost = marks::refresh_places_of_all(&mut open);
        }
        let drawn = DrawnMarks::new(&open, &open.codebook).with_index(&open);
        MadeMarks { drawn, places: open.places, lost, seen }
    }
}
