//! The changes that lead from one state of notes or tags to another.

use std::collections::BTreeMap;

use crate::notebook::{Change, Codebook, Diff, Notebook};

/// What makes of `before` what `after` is.
pub fn difference(before: &Notebook, after: &Notebook) -> Vec<Change> {
    let mut changes: Vec<Change> =
        map_difference(&before.annotations, &after.annotations).map(Change::Annotation).collect();
    changes.extend(map_difference(&before.bookmarks, &after.bookmarks).map(Change::Bookmark));
    let gone = |value| Diff { before: Some(value), after: None };
    let new = |value| Diff { before: None, after: Some(value) };
    let (kept, now) = (&before.kept, &after.kept);
    changes.extend(kept.difference(now).map(|span| Change::Kept(gone(*span))));
    changes.extend(now.difference(kept).map(|span| Change::Kept(new(*span))));
    let (accepted, now) = (&before.accepted, &after.accepted);
    changes.extend(accepted.difference(now).map(|span| Change::Accepted(gone(*span))));
    changes.extend(now.difference(accepted).map(|span| Change::Accepted(new(*span))));
    let (rulings, now) = (&before.by_hand.rulings, &after.by_hand.rulings);
    let gone = |ruling| Change::Ruling(Diff { before: Some(ruling), after: None });
    changes.extend(rulings.difference(now).cloned().map(gone));
    let new = |ruling| Change::Ruling(Diff { before: None, after: Some(ruling) });
    changes.extend(now.difference(rulings).cloned().map(new));
    let (meta, now) = (&before.by_hand.meta, &after.by_hand.meta);
    if meta != now {
        let diff = Diff { before: Some(meta.clone()), after: Some(now.clone()) };
        changes.push(Change::Meta(diff));
    }
    changes.extend(memo_difference(&before.memo, &after.memo).map(Change::Memo));
    changes
}

/// The same of tags, and of what is written about the library.
pub fn tag_difference(before: &Codebook, after: &Codebook) -> Vec<Change> {
    let tags = map_difference(&before.tags, &after.tags).map(Change::Tag);
    tags.chain(memo_difference(&before.memo, &after.memo).map(Change::LibraryMemo)).collect()
}

fn memo_difference(before: &str, after: &str) -> Option<Diff<String>> {
    let diff = || Diff { before: Some(before.to_owned()), after: Some(after.to_owned()) };
    (before != after).then(diff)
}

fn map_difference<K: Ord, V: PartialEq + Clone>(
    before: &BTreeMap<K, V>,
    after: &BTreeMap<K, V>,
) -> impl Iterator<Item = Diff<V>> {
    let gone = before.iter().filter(|(key, _)| !after.contains_key(*key));
    let gone = gone.map(|(_, value)| Diff { before: Some(value.clone()), after: None });
    let other = after.iter().filter(|(key, value)| before.get(*key) != Some(*value));
    let other = other
        .map(|(key, value)| Diff { before: before.get(key).cloned(), after: Some(value.clone()) });
    gone.chain(other)
}
