//! Finds pieces by their words and what stands around them, a part of the list a frame.

use std::sync::Arc;

use crate::app::OpenDocument;
use crate::clean::{Applied, Cleaned};

/// Pieces that one frame looks at.
const A_FRAME: usize = 20_000;
/// How far around a piece its context reaches, in bytes.
const AROUND: usize = 30;

/// A search that may be under way.
#[derive(Default)]
pub(crate) struct Search {
    query: String,
    of: Option<Arc<Cleaned>>,
    found: Vec<u32>,
    /// The same in the order of the text, once all were looked at.
    by_place: Vec<u32>,
    next: usize,
}

impl Search {
    /// Goes on with the search for `query`; whether there is more to look at.
    pub(crate) fn go_on(&mut self, open: &OpenDocument, query: &str) -> bool {
        let cleaned = &open.document.cleaned;
        let is_same = self.query == query.trim()
            && self.of.as_ref().is_some_and(|known| Arc::ptr_eq(known, cleaned));
        if !is_same {
            *self = Self {
                query: query.trim().to_owned(),
                of: Some(Arc::clone(cleaned)),
                ..Self::default()
            };
        }
        if self.query.is_empty() {
            return false;
        }
        if self.next >= cleaned.log.len() {
            return false;
        }
        let end = (self.next + A_FRAME).min(cleaned.log.len());
        for (index, piece) in (self.next..end).zip(cleaned.log.within(self.next..end)) {
            if self.is_found(open, &piece) {
                self.found.push(index as u32);
            }
        }
        self.next = end;
        if self.next == cleaned.log.len() {
            self.by_place.clone_from(&self.found);
            let from = |index: &u32| cleaned.log.get(*index as usize).map(|edit| edit.from);
            self.by_place.sort_by_key(|index| (from(index), *index));
        }
        self.next < cleaned.log.len()
    }

    /// The edits that were found, in the order of the text; while the search goes on, as they come.
    pub(crate) fn found_by_place(&self) -> Option<&[u32]> {
        let is_done = self.by_place.len() == self.found.len();
        self.found().map(|found| if is_done { self.by_place.as_slice() } else { found })
    }

    /// The edits that were found, by their indices in the log; `None` when nothing is sought.
    pub(crate) fn found(&self) -> Option<&[u32]> {
        (!self.query.is_empty()).then_some(self.found.as_slice())
    }

    /// Whether a piece is one that is sought.
    pub(crate) fn is_found(&self, open: &OpenDocument, piece: &Applied) -> bool {
        let (source, clean) = (open.document.imported.text.as_str(), &open.document.cleaned.text);
        let rule = piece.rule.rule();
        let now = open.document.clean_from_source(piece.from);
        self.query.is_empty()
            || near(source, piece.from.range()).contains(&self.query)
            || near(clean.as_str(), now.range()).contains(&self.query)
            || rule.name.zh.contains(&self.query)
            || rule.name.en.contains(&self.query)
    }
}

fn near(text: &str, range: std::ops::Range<usize>) -> &str {
    let start = text.ceil_char_boundary(range.start.saturating_sub(AROUND));
    let end = text.floor_char_boundary((range.end + AROUND).min(text.len()));
    text.get(start..end.max(start)).unwrap_or_default()
}
