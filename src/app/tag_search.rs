//! Ranks the library's tags by what was typed: by name, by pinyin, by initials.

use std::collections::BTreeMap;
use std::ops::Range;

use ib_pinyin::matcher::PinyinMatcher;
use ib_pinyin::pinyin::PinyinNotation;
use pinyin::ToPinyin;

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

/// How well a tag fits; the first is best.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Fit {
    Exact,
    Prefix,
    InitialsPrefix,
    Substring,
    Pinyin,
    InitialsInOrder,
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
    let query = query.trim().trim_start_matches('#').trim().to_lowercase();
    // An input method that is composing shows its syllables apart: fg'sj.
    let query = query.replace('\'', "");
    let mut found: Vec<_> =
        codebook.tags.values().filter_map(|tag| fit(codebook, tag, &query)).collect();
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

/// Whether `text` contains `query` by letters, pinyin or initials; for filter fields.
pub fn contains(text: &str, query: &str) -> bool {
    let query = query.trim().to_lowercase();
    query.is_empty()
        || text.to_lowercase().contains(&query)
        || matcher(&query, PinyinNotation::Ascii | PinyinNotation::AsciiFirstLetter).is_match(text)
}

fn matcher(query: &str, notations: PinyinNotation) -> PinyinMatcher<'_> {
    PinyinMatcher::builder(query).pinyin_notations(notations).build()
}

fn fit(codebook: &Codebook, tag: &Tag, query: &str) -> Option<(Fit, TagId, String, Range<usize>)> {
    let path = codebook.path(&tag.id);
    let (fit, matched) =
        if query.is_empty() { (Fit::Exact, 0..0) } else { best_fit(&path, &tag.name, query)? };
    Some((fit, tag.id.clone(), path, matched))
}

fn best_fit(path: &str, name: &str, query: &str) -> Option<(Fit, Range<usize>)> {
    let lower = path.to_lowercase();
    let name_start = path.len() - name.len();
    if lower == query || name.to_lowercase() == query {
        return Some((Fit::Exact, name_start..path.len()));
    }
    if let Some(at) = lower.find(query).filter(|_| lower.len() == path.len()) {
        let is_prefix = at == 0 || at == name_start;
        return Some((if is_prefix { Fit::Prefix } else { Fit::Substring }, at..at + query.len()));
    }
    let initials = matcher(query, PinyinNotation::AsciiFirstLetter).find(path);
    if let Some(found) = initials.filter(|found| found.start() == 0 || found.start() == name_start)
    {
        return Some((Fit::InitialsPrefix, found.start()..found.end()));
    }
    let notations = PinyinNotation::Ascii | PinyinNotation::AsciiFirstLetter;
    if let Some(found) = matcher(query, notations).find(path) {
        return Some((Fit::Pinyin, found.start()..found.end()));
    }
    has_initials_in_order(path, query).then_some((Fit::InitialsInOrder, 0..0))
}

/// Whether the letters of `query` are initials of `path` in order, with others between.
fn has_initials_in_order(path: &str, query: &str) -> bool {
    let mut letters = query.chars().peekable();
    for char in path.chars() {
        let initial = char
            .to_pinyin()
            .and_then(|reading| reading.plain().chars().next())
            .or_else(|| char.to_lowercase().next());
        if initial.is_some() && initial == letters.peek().copied() {
            letters.next();
        }
    }
    letters.peek().is_none()
}
