//! Which annotations changed lately, so that who keeps something of each brings up only those that did.
//!
//! It names them; what they are now is in the state.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::notebook::AnnotationId;

/// Most changes that are remembered: more than there are notes, so that who takes them up in parts keeps pace.
const MOST: usize = 120_000;

/// The annotations that changed since all were taken up, one after the other.
#[derive(Clone, Debug, Default)]
pub struct NoteLog {
    /// Which list it is: another document's, and one begun anew, are others.
    list: Arc<()>,
    /// How many changes are no longer remembered.
    n_gone: usize,
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
        self.ids.extend(ids.into_iter().cloned());
        if self.ids.len() > MOST {
            let n_old = self.ids.len() - MOST / 2;
            self.ids.drain(..n_old);
            self.n_gone += n_old;
        }
    }

    /// Up to where it goes now.
    pub fn seen(&self) -> Seen {
        Seen { list: Arc::clone(&self.list), n_read: self.n_gone + self.ids.len() }
    }

    /// What changed since it was read; `None` where that may be everything.
    pub fn since(&self, seen: &Seen) -> Option<BTreeSet<&AnnotationId>> {
        Some(self.unseen(seen)?.iter().collect())
    }

    /// The first of that, no more than `most` changes, and up to where the log is then read.
    pub fn next_since(&self, seen: &Seen, most: usize) -> Option<(BTreeSet<&AnnotationId>, Seen)> {
        let next = self.unseen(seen)?;
        let next = next.get(..most).unwrap_or(next);
        let seen = Seen { list: Arc::clone(&self.list), n_read: seen.n_read + next.len() };
        Some((next.iter().collect(), seen))
    }

    fn unseen(&self, seen: &Seen) -> Option<&[AnnotationId]> {
        let is_same = Arc::ptr_eq(&self.list, &seen.list);
        let first = seen.n_read.checked_sub(self.n_gone).filter(|_| is_same)?;
        self.ids.get(first..)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

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
        let (first, seen) = log.next_since(&start, 2).unwrap();
        assert_eq!(first, BTreeSet::from([&id(1), &id(2)]));
        let (rest, seen) = log.next_since(&seen, 2).unwrap();
        assert_eq!((rest, seen), (BTreeSet::from([&id(1)]), log.seen()));
        let late = (0..=MOST).map(|n| (log.add([&id(n)]), log.seen()).1).last().unwrap();
        log.add([&id(5)]);
        assert_eq!(log.since(&late), Some(BTreeSet::from([&id(5)])), "the newest are known");
        log.add([&id(0)]);
        assert!(log.since(&start).is_none(), "so many that all are looked at");
    }
}
