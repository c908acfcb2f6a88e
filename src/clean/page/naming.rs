//! What the words of a line above a text say for its being the title or against it, beside the lines around it.

use std::ops::Range;

use crate::clean::page::look::{Look, Seen};
use crate::text::chars::is_wide;

/// How much the words of a line above the text say for its being the title.
pub(super) fn weight(page: &[Seen<'_>], index: usize, article: &Range<usize>) -> i32 {
    let line = page[index].body;
    let signs = [
        (begins_text(page, line, article), 6),
        (are_people(line), -8),
        (is_counted(line) || line.starts_with(['<', '‹', '«']), -5),
        (line.contains(" / "), -4),
        (is_shouted(line), -2),
        (is_part_of_other(page, index, article), -6),
    ];
    signs.iter().filter(|(holds, _)| *holds).map(|(_, weight)| weight).sum()
}

/// Whether the text begins with the line, as entries of an encyclopedia do with what they are about.
fn begins_text(page: &[Seen<'_>], line: &str, article: &Range<usize>) -> bool {
    /// Among how many lines of the text the first paragraph stands.
    const MOST_LINES: usize = 6;
    const ARTICLES: [&str; 3] = ["the ", "a ", "an "];
    const VERBS: [&str; 9] = [" is ", " was ", " are ", " were ", ", ", "是", "为", "係", "とは"];

    let line = line.to_lowercase();
    let text = page.get(article.clone()).unwrap_or_default().iter().take(MOST_LINES);
    let mut text = text.filter(|seen| seen.look == Look::Prose);
    line.chars().nth(1).is_some()
        && text.next().is_some_and(|first| {
            let first = first.folded_or_body();
            let named = ARTICLES.iter().find_map(|article| first.strip_prefix(article));
            let rest = first.strip_prefix(&line).or_else(|| named?.strip_prefix(&line));
            rest.is_some_and(|rest| {
                rest.starts_with(['，', '（', '(', '：'])
                    || VERBS.iter().any(|verb| rest.starts_with(verb))
            })
        })
}

/// The names of two people or more with commas between: `Ingrid Solheim, Rory P. McAvoy, Chen Wei-ting`.
fn are_people(line: &str) -> bool {
    let is_word = |word: &str| word.starts_with(char::is_uppercase);
    let is_name = |name: &str| {
        let mut words = name.trim().split(' ');
        (2..=4).contains(&words.clone().count()) && words.all(is_word)
    };
    let is_latin = !line.contains(is_wide);
    is_latin && line.contains(", ") && line.split([',', '&']).all(is_name)
}

/// How often something was seen or how many there are: `打开订阅器 访问：128,411`.
fn is_counted(line: &str) -> bool {
    let value = line.rsplit_once(['：', ':']).map(|(_, value)| value.trim()).unwrap_or_default();
    !value.is_empty() && value.chars().all(|c| c.is_ascii_digit() || c == ',')
}

/// Capitals alone, as banners have.
fn is_shouted(line: &str) -> bool {
    line.contains(' ')
        && line.contains(|c: char| c.is_ascii_uppercase())
        && !line.contains(char::is_lowercase)
        && !line.contains(is_wide)
}

/// Whether a longer line that may be the title begins with the line and goes on with words: whom it is about.
fn is_part_of_other(page: &[Seen<'_>], index: usize, article: &Range<usize>) -> bool {
    /// Fewest words that go on.
    const LEAST_WORDS: usize = 3;

    let line = page[index].body;
    let goes_on = |other: &Seen<'_>| {
        let rest = other.body.strip_prefix(line).filter(|rest| rest.starts_with(' '));
        rest.is_some_and(|rest| rest.trim_start().starts_with(char::is_alphanumeric))
            && rest.is_some_and(|rest| rest.split_whitespace().count() >= LEAST_WORDS)
            && other.may_be_title()
    };
    page.iter().take(article.start).any(goes_on)
}
