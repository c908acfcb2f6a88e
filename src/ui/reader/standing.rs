//! How far below the page's top the line that is read stands in each document, so that it stands there again when the
//! document comes back or was cleaned anew.
//!
//! Which line that is, the state knows; here are only the points between it and the edge.

use std::collections::HashMap;

use crate::app::OpenDocument;
use crate::text::{Clean, Pos};

/// Where the first whole line of a document stood.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Line {
    /// Where it begins.
    pos: Pos<Clean>,
    /// Its top, in points below the page's.
    below: f64,
}

/// Where the first whole line stands, and stood in documents that were shown before.
#[derive(Debug, Default)]
pub(super) struct Standing {
    /// The document that is shown, by the hash of its bytes.
    content: String,
    now: Option<Line>,
    others: HashMap<String, Line>,
}

impl Standing {
    /// Notes where the first whole line of the shown document stands.
    pub(super) fn take(&mut self, open: &OpenDocument, pos: Pos<Clean>, below: f64) {
        let content = &open.document.fingerprint.content;
        if self.content != *content {
            let left = std::mem::replace(&mut self.content, content.clone());
            self.others.extend(self.now.take().map(|line| (left, line)));
        }
        self.now = Some(Line { pos, below });
    }

    /// How far below the page's top a document's place of reading is to stand, in points: where it stood; at the top
    /// where that place is another one.
    pub(super) fn below(&self, open: &OpenDocument) -> f64 {
        let content = &open.document.fingerprint.content;
        if self.content == *content {
            // The same text in other words: its place was carried over.
            return self.now.map_or(0.0, |line| line.below);
        }
        let before = self.others.get(content).filter(|line| line.pos == open.position);
        before.map_or(0.0, |line| line.below)
    }
}
