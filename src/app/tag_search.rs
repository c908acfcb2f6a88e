//! Ranks the library's tags by what was typed: by name, by pinyin, by initials.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::app::seek::{self, Fit, Sought};
use crate::notebook::{Codebook, Tag, TagId};

/// A tag that fits what was typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TagMatch {
    /// The tag.
    pub id: TagId,
    /// Its path as shown.
    pub path: String,
    /// The bytes of the path that fit, to be marked.
    pub matched: Range<usize>,
    /// How many annotations carry it.
    pub count: usize,
}

/// The tags that fit `query`, best first; an empty query fits all.
///
/// Ties go to the tags used last, then to the most used, then by path.
pub fn search(
    codebook: &Codebook,
    counts: &BTreeMap<TagId, usize>,
    recent: &[TagId],
    query: &str,
) -> Vec<TagMatch> {
    let query = seek::normal(query.trim().trim_start_matches('#'));
    let sought = Sought::new(&query);
    let mut found: Vec<_> = codebook.live().filter_map(|tag| fit(codebook, tag, &sought)).collect();
    let recency =
        |id: &TagId| recent.iter().rev().position(|other| other == id).unwrap_or(usize::MAX);
    found.sort_by_cached_key(|(fit, id, path, _)| {
        let count = counts.get(id).copied().unwrap_or_default();
        (*fit, recency(id), std::cmp::Reverse(count), path.clone())
    });
    let matched = |(_, id, path, matched): (Fit, TagId, String, Range<usize>)| {
        let count = counts.get(&id).copied().unwrap_or_default();
        TagMatch { id, path, matched, count }
    };
    found.into_iter().map(matched).collect()
}

fn fit(
    codebook: &Codebook,
    tag: &Tag,
    sought: &Sought<'_>,
) -> Option<(Fit, TagId, String, Range<usize>)> {
    let path = codebook.path(&tag.id);
    let (fit, matched) = sought.fit(&path, path.len() - tag.name.len())?;
    Some((fit, tag.id.clone(), path, matched))
}
