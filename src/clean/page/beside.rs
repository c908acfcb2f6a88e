//! What of the site stands among the lines of an article and is told by what stands beside it more than by its words:
//! the place that each picture was taken at, what a shop says of a product, the keywords below.

use std::ops::Range;

use rustc_hash::FxHashMap;

use crate::clean::page::look::{Look, Seen};
use crate::text::chars::{has_more_chars, is_han};

/// Takes such lines away.
pub(super) fn clear(page: &mut [Seen<'_>], article: &Range<usize>) {
    clear_places(page, article);
    clear_products(page, article);
    clear_keywords(page, article);
}

/// The name of a place that the path above ends with, where it stands alone again and again among the paragraphs.
fn clear_places(page: &mut [Seen<'_>], article: &Range<usize>) {
    /// Longest name, in characters.
    const MOST_NAME: usize = 8;
    /// How often it comes at least.
    const LEAST_TIMES: usize = 2;

    let is_name = |line: &str| {
        line.chars().nth(1).is_some()
            && !has_more_chars(line, MOST_NAME)
            && line.chars().all(is_han)
    };
    let mut places: FxHashMap<&str, Vec<usize>> = FxHashMap::default();
    for at in article.clone().filter(|at| page.get(*at).is_some_and(|seen| is_name(seen.body))) {
        places.entry(page[at].body).or_default().push(at);
    }
    let paths: Vec<&str> = page
        .iter()
        .take(article.start)
        .filter(|seen| seen.is_path())
        .map(|seen| seen.body)
        .collect();
    let is_on_path = |name: &&str| paths.iter().any(|path| path.contains(name));
    let often = places.into_iter().filter(|(_, all)| all.len() >= LEAST_TIMES);
    let found: Vec<usize> =
        often.filter(|(name, _)| is_on_path(name)).flat_map(|(_, all)| all).collect();
    found.into_iter().for_each(|at| page[at].clear());
}

/// Fields of a product that stand beside what one clicks on to buy it.
fn clear_products(page: &mut [Seen<'_>], article: &Range<usize>) {
    const FIELDS: [&str; 6] = ["产品", "产品名称", "商品", "商品名称", "参考价格", "网友评分"];

    let is_field = |seen: &Seen<'_>| {
        let label = seen.folded.split_once(['：', ':']).map(|(label, _)| label.trim_end());
        label.is_some_and(|label| FIELDS.contains(&label))
    };
    let is_site = |at: Option<usize>| {
        at.and_then(|at| page.get(at)).is_some_and(|seen| seen.is_furniture() || is_field(seen))
    };
    let end = article.end.min(page.len());
    let fields = (article.start..end).filter(|at| is_field(&page[*at]));
    let found: Vec<usize> =
        fields.filter(|at| is_site(at.checked_sub(1)) || is_site(Some(at + 1))).collect();
    found.into_iter().for_each(|at| page[at].clear());
}

/// A row of words that the text has as well, between its end and the site's lines.
fn clear_keywords(page: &mut [Seen<'_>], article: &Range<usize>) {
    /// Fewest words, and the longest of them in characters.
    const LEAST_WORDS: usize = 3;
    const MOST_WORD: usize = 6;

    let at = article.end;
    let is_site = |seen: &Seen<'_>| seen.is_furniture() || seen.look == Look::Control;
    let Some(seen) = page.get(at).filter(|seen| seen.look == Look::Plain) else { return };
    let words: Vec<&str> =
        seen.body.split([' ', '\u{3000}']).filter(|word| !word.is_empty()).collect();
    let is_in_text = |word: &&str| {
        let mut text = page.get(article.clone()).unwrap_or_default().iter();
        text.any(|seen| seen.body.contains(word))
    };
    let are_keywords = words.len() >= LEAST_WORDS
        && words.iter().all(|word| word.chars().all(is_han) && !has_more_chars(word, MOST_WORD))
        && words.iter().all(is_in_text)
        && page.get(at + 1).is_none_or(is_site);
    if are_keywords {
        page[at].clear();
    }
}
