//! Ranks the library's tags by what was typed: by name, by pinyin, by initials.
//!
//! Names are made ready once for all keystrokes; how well one fits is `seek`'s to say.

use std::cmp::Reverse;
use std::ops::Range;
use std::sync::Arc;

use pinyin::{Pinyin, ToPinyin};
use rustc_hash::FxHashMap;

use crate::app::State;
use crate::app::seek::{self, Fit, Name, Sought};
use crate::notebook::{Codebook, TagId, checked_name, path_order};
use crate::search::folded_char;

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

/// The paths of a library's tags in use, in order, ready to be sought.
#[derive(Clone, Debug, Default)]
pub struct TagNames {
    names: Vec<(TagId, Name)>,
}

impl TagNames {
    /// Prepares them.
    pub fn of(codebook: &Codebook) -> Self {
        let name = |tag: &crate::notebook::Tag| {
            let path = codebook.path(&tag.id);
            let start = path.len() - tag.name.len();
            (tag.id.clone(), Name::new(path, start))
        };
        let mut names: Vec<(TagId, Name)> = codebook.live().map(name).collect();
        names.sort_by_cached_key(|(_, name)| path_order(name.as_str()));
        Self { names }
    }

    /// A tag that is called as `path` is but for script, width, case, spaces, or characters that are read the
    /// same.
    pub fn near(&self, path: &str) -> Option<TagMatch> {
        let wanted: Vec<char> = sound(path.chars().map(folded_char)).collect();
        let is_near =
            |name: &Name| name.as_str() != path && has_sound(sound(name.folded().chars()), &wanted);
        let (id, name) = self.names.iter().find(|(_, name)| is_near(name))?;
        Some(TagMatch { id: id.clone(), path: name.as_str().to_owned(), matched: 0..0, count: 0 })
    }
}

/// The folded characters by which names are compared as they are read: white space says nothing.
fn sound(folded: impl Iterator<Item = char>) -> impl Iterator<Item = char> {
    folded.filter(|c| !c.is_whitespace())
}

/// Whether characters are read as these are, tones aside.
fn has_sound(mut chars: impl Iterator<Item = char>, wanted: &[char]) -> bool {
    let reading = |c: char| c.to_pinyin().map(Pinyin::plain);
    let is_read_so = |wanted: char, c: char| {
        wanted == c || reading(c).is_some_and(|read| reading(wanted) == Some(read))
    };
    wanted.iter().all(|wanted| chars.next().is_some_and(|c| is_read_so(*wanted, c)))
        && chars.next().is_none()
}

/// The tags that fit what was typed.
#[derive(Clone, Debug)]
pub struct TagSearch {
    names: Arc<TagNames>,
    query: String,
    /// Which fit, by their places among the names, and how well.
    fitting: Vec<(Fit, u32)>,
}

impl TagSearch {
    /// Seeks what was `typed`; nothing fits all. When what the search `before` sought goes on, only what fitted
    /// that is looked at.
    pub fn new(names: &Arc<TagNames>, typed: &str, before: Option<&Self>) -> Self {
        let query = seek::normal(typed.trim().trim_start_matches('#'));
        let sought = Sought::new(&query);
        let fit = |at: u32| {
            let (_, name) = names.names.get(at as usize)?;
            sought.fit_name(name).map(|(fit, _)| (fit, at))
        };
        let goes_on =
            |before: &&Self| Arc::ptr_eq(&before.names, names) && query.starts_with(&before.query);
        let fitting = match before.filter(goes_on) {
            Some(before) => before.fitting.iter().filter_map(|(_, at)| fit(*at)).collect(),
            None => (0..names.names.len() as u32).filter_map(fit).collect(),
        };
        Self { names: Arc::clone(names), query, fitting }
    }

    /// Those that fit best, no more than `most`. Ties go to the tags used last, which are at the end of `recent`,
    /// then to the most used as `count` says, then by path.
    pub fn best(
        &self,
        most: usize,
        recent: &[TagId],
        count: impl Fn(&TagId) -> usize,
    ) -> Vec<TagMatch> {
        let recency: FxHashMap<&TagId, usize> = recent.iter().rev().zip(0..).collect();
        let ranked = |(fit, at): &(Fit, u32)| {
            let (id, _) = self.names.names.get(*at as usize)?;
            let recency = recency.get(id).copied().unwrap_or(usize::MAX);
            Some((*fit, recency, Reverse(count(id)), *at))
        };
        let mut ranked: Vec<_> = self.fitting.iter().filter_map(ranked).collect();
        if ranked.len() > most {
            ranked.select_nth_unstable(most);
            ranked.truncate(most);
        }
        ranked.sort_unstable();
        let sought = Sought::new(&self.query);
        let found = |(_, _, Reverse(count), at): &(Fit, usize, Reverse<usize>, u32)| {
            let (id, name) = self.names.names.get(*at as usize)?;
            let (_, matched) = sought.fit_name(name)?;
            Some(TagMatch {
                id: id.clone(),
                path: name.as_str().to_owned(),
                matched,
                count: *count,
            })
        };
        ranked.iter().filter_map(found).collect()
    }
}

impl State {
    /// The tags that fit what was typed, no more than `most`, best first.
    pub fn tags_fitting(&self, typed: &str, most: usize) -> Vec<TagMatch> {
        let search = TagSearch::new(self.tag_names(), typed, None);
        search.best(most, &self.recent_tags(), |id| self.n_with_tag(id))
    }
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
