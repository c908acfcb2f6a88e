//! How often each tag is used in the open document.

use std::collections::BTreeMap;

use crate::app::State;
use crate::notebook::TagId;

/// How many annotations carry each tag, most used first.
pub(crate) fn tag_counts(state: &State) -> Vec<(TagId, usize)> {
    let mut counts: BTreeMap<&TagId, usize> = BTreeMap::new();
    for tag in state
        .open
        .iter()
        .flat_map(|open| open.notebook.annotations.values())
        .flat_map(|note| &note.tags)
    {
        *counts.entry(tag).or_default() += 1;
    }
    let mut counts: Vec<(TagId, usize)> =
        counts.into_iter().map(|(tag, count)| (tag.clone(), count)).collect();
    counts.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(&b.0)));
    counts
}
