//! Ranks the library's tags by what was typed: by name, by pinyin, by initials.

use std::collections::BTreeMap;
use std::ops::Range;

use pinyin::ToPinyin;

use crate::app::State;
use crate::app::seek::{self, Fit, Sought};
use crate::notebook::{Codebook, Tag, TagId, checked_name};
use crate::text::fold::Folded;

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

/// A tag that is called as `path` is but for script, width, case, spaces, or characters that are read the same.
pub fn near(codebook: &Codebook, path: &str) -> Option<TagMatch> {
    // What is called nearly the same has as many characters; of the others no sound need be worked out.
    let count = |name: &str| name.chars().filter(|c| !c.is_whitespace()).count();
    let (n_chars, wanted) = (count(path), sound(path));
    let near = |tag: &Tag| {
        let known = codebook.path(&tag.id);
        let is_near = known != path && count(&known) == n_chars && sound(&known) == wanted;
        is_near.then_some(known)
    };
    let (tag, path) = codebook.live().find_map(|tag| Some((tag, near(tag)?)))?;
    Some(TagMatch { id: tag.id.clone(), path, matched: 0..0, count: 0 })
}

/// How a name is read: its characters' syllables without tones, Latin letters as they are.
fn sound(name: &str) -> String {
    let folded = Folded::new(name);
    let mut sound = String::new();
    for c in folded.as_str().chars() {
        match c.to_pinyin() {
            Some(reading) => {
                sound.push_str(reading.plain());
                sound.push('\'');
            }
            None => sound.push(c),
        }
    }
    sound
}

/// Most characters of a passage whose words are proposed as a tag.
const MOST_OWN_CHARS: usize = 20;

/// The words of the passage that is to be tagged, if they are short enough for a tag's name.
pub fn own_words(state: &State) -> Option<String> {
    let span = state.movable()?;
    let words = state.open.as_ref()?.document.cleaned.text.get(span).trim();
    let is_name = words.chars().count() <= MOST_OWN_CHARS && checked_name(words).is_ok();
    (is_name && state.codebook.find(words).is_none()).then(|| words.to_owned())
}
