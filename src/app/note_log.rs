//! Which annotations changed lately, so that who keeps something of each brings up only those that did.
//!
//! It names them; what they are now is in the state.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::notebook::AnnotationId;

/// Most changes that are remembered before all count as changed.
const MOST: usize = 20_000;

/// The annotations that changed since all were taken up, one after the other.
#[derive(Clone, Debug, Default)]
pub struct NoteLog {
    /// Which list it is: another document's, and one begun anew, are others.
    list: Arc<()>,
    ids: Vec<AnnotationId>,
}

/// Up to where a log was read.
#[derive(Clone, Debug)]
pub struct Seen {
    list: Arc<()>,
    n_read: usize,
}

impl PartialEq for Seen {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.list, &other.list) && self.n_read == other.n_read
    }
}

impl NoteLog {
    /// Remembers that these changed.
    pub(crate) fn add<'a>(&mut self, ids: impl IntoIterator<Item = &'a AnnotationId>) {
        if self.ids.len() > MOST {
            *self = Self::default();
        }
        self.ids.extend(ids.into_iter().cloned());
    }

    /// Up to where it goes now.
    pub fn seen(&self) -> Seen {
        Seen { list: Arc::clone(&self.list), n_read: self.ids.len() }
    }

    /// What changed since it was read; `None` where that may be everything.
    pub fn since(&self, seen: &Seen) -> Option<BTreeSet<&AnnotationId>> {
        let is_same = Arc::ptr_eq(&self.list, &seen.list);
        Some(self.ids.get(seen.n_read..).filter(|_| is_same)?.iter().collect())
    }
}

#[cfg(test)]
mod tests {
    use super::{MOST, NoteLog};
    use crate::notebook::AnnotationId;

    #[test]
    fn what_changed_since_is_told_once_and_of_another_list_nothing_is_known() {
        let id = |n: usize| AnnotationId(n.to_string());
        let mut log = NoteLog::default();
        let start = log.seen();
        assert!(log.since(&start).is_some_and(|ids| ids.is_empty()));
        log.add([&id(1), &id(2), &id(1)]);
        assert_eq!(log.since(&start).map(|ids| ids.len()), Some(2));
        assert!(log.since(&log.seen()).is_some_and(|ids| ids.is_empty()));
        assert!(NoteLog::default().since(&start).is_none());
        (0..=MOST).for_each(|n| log.add([&id(n)]));
        log.add([&id(0)]);
        assert!(log.since(&start).is_none(), "so many that all are looked at");
    }
}
