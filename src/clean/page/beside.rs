//! What of the site stands among the lines of an article and is told by what stands beside it more than by its words:
//! the place that each picture was taken at, what a shop says of a product, the keywords below.

use std::ops::Range;

use rustc_hash::FxHashMap;

use crate::clean::page::look::{Look, Seen};
use crate::clean::page::words;
use crate::text::chars::{has_more_chars, is_han};
use crate::text::numbering::numbering;

/// Takes such lines away.
pub(super) fn clear(page: &mut [Seen<'_>], article: &Range<usize>) {
    clear_places(page, article);
    clear_pages(page, article);
    clear_echoes(page, article);
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

/// The names of an article's pages, `第2页：照度`, where they stand side by side or right above the heading itself, and
/// what leads to them: `1 2 3` beside such a line or beside `下一页`.
fn clear_pages(page: &mut [Seen<'_>], article: &Range<usize>) {
    let name = |at: usize| {
        page.get(at).filter(|seen| seen.look != Look::Prose).and_then(|seen| page_name(seen.body))
    };
    let is_body = |at: usize, name: &str| page.get(at).is_some_and(|seen| seen.body == name);
    let is_name = |at: usize| {
        let are_beside = || name(at + 1).is_some() || at.checked_sub(1).and_then(name).is_some();
        name(at).is_some_and(|name| is_body(at + 1, name) || are_beside())
    };
    let leads = |at: usize| {
        let is_pager = |seen: &Seen<'_>| {
            seen.is_furniture() && words::PAGERS.are_in(&seen.folded) && !is_count(seen.body)
        };
        is_name(at) || page.get(at).is_some_and(is_pager)
    };
    let is_lead = |at: usize| {
        let is_beside = || leads(at + 1) || at.checked_sub(1).is_some_and(leads);
        article.contains(&at) && is_count(page[at].body) && is_beside()
    };
    let found: Vec<usize> = (0..page.len()).filter(|at| is_name(*at) || is_lead(*at)).collect();
    found.into_iter().for_each(|at| page[at].clear());
}

/// The name of the page in `第2页：照度`.
fn page_name(line: &str) -> Option<&str> {
    let (number, name) = line.strip_prefix('第')?.split_once("页")?;
    let is_number = (1..=2).contains(&number.len()) && number.bytes().all(|b| b.is_ascii_digit());
    let name = name.strip_prefix(['：', ':'])?.trim();
    (is_number && !name.is_empty() && !has_more_chars(name, 30)).then_some(name)
}

/// `1 2 3`: numbers from one on, and nothing else.
fn is_count(line: &str) -> bool {
    let numbers: Vec<&str> = line.split_whitespace().collect();
    numbers.len() >= 2 && numbers.iter().zip(1..).all(|(number, at)| number.parse() == Ok(at))
}

/// The name of a place or a thing that a site repeats below the article's own heading, and how many stars its users
/// gave it.
fn clear_echoes(page: &mut [Seen<'_>], article: &Range<usize>) {
    /// How many lines below such a name the stars may stand.
    const MOST_BETWEEN: usize = 3;

    let inside = article.start + 1..article.end.min(page.len());
    let is_echo = |at: &usize| {
        let (name, above) = (page[*at].body, page[*at - 1].body);
        let own = numbering(above).and_then(|(_, length)| above.get(length..));
        own.is_some_and(|own| own.trim() == name)
    };
    let is_stars = |at: usize| {
        let line = page.get(at).map_or("", |seen| seen.body);
        let figure = line.trim_start_matches(['★', '☆', '⭐', ' ', '\u{3000}']);
        figure.len() < line.len() && figure.contains('.') && figure.parse::<f32>().is_ok()
    };
    let echoes: Vec<usize> = inside.filter(is_echo).collect();
    let stars = echoes.iter().flat_map(|at| at + 1..=at + MOST_BETWEEN).filter(|at| is_stars(*at));
    let found: Vec<usize> = echoes.iter().copied().chain(stars).collect();
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
