//! Pages without an article: front pages, lists of links, search results, pages that are not there.

use crate::clean::page::look::{Look, Seen, n_furniture};
use crate::clean::page::words;
use crate::text::chars::{has_more_chars, is_han};

/// Most characters of sentences on a page that has no article: that nothing was found, what a site does.
const MOST_STRAY_CHARS: usize = 60;

/// Whether nothing on the page is an article: no text, and most lines are what one clicks on, or links with
/// their dates, or stand below what opens a list of such.
pub(super) fn is_all(page: &[Seen<'_>]) -> bool {
    let n_furniture = n_furniture(page);
    let opener = page.iter().position(Seen::is_opener).unwrap_or(page.len());
    let is_link = |(at, seen): &(usize, &Seen<'_>)| {
        seen.is_furniture()
            || seen.is_link()
            || seen.is_snippet()
            || seen.look == Look::Control
            || *at > opener
    };
    let n_links = page.iter().enumerate().filter(is_link).count();
    let is_prose = |seen: &&Seen<'_>| seen.look == Look::Prose && !seen.is_snippet();
    let n_prose: usize = page.iter().filter(is_prose).map(|seen| seen.body.chars().count()).sum();
    let is_signed = is_signed(page);
    let is_thin = n_prose == 0 || (n_prose <= MOST_STRAY_CHARS && n_furniture >= 4);
    let least = if is_signed { 3 } else { 2 };
    let are_links = n_links * least > page.len() * (least - 1);
    let are_names = !is_signed && n_furniture >= 3 && n_prose == 0 && are_names(page);
    let is_list = is_thin && n_furniture >= 2 && (are_links || are_names);
    is_list || is_missing(page) || is_results(page) || is_front(page)
}

/// Whether a line gives an author or a date: what has one is a text, be it a poem.
fn is_signed(page: &[Seen<'_>]) -> bool {
    page.iter().any(|seen| seen.look == Look::Source && !seen.is_furniture())
}

/// How many characters of sentences the page has.
fn n_sentence_chars(page: &[Seen<'_>]) -> usize {
    let sentences = page.iter().filter(|seen| matches!(seen.look, Look::Prose | Look::Notice));
    sentences.map(|seen| seen.body.chars().count()).sum()
}

/// Whether the page says that what was sought is not there, or not for everybody.
fn is_missing(page: &[Seen<'_>]) -> bool {
    /// Among how many lines it says so.
    const MOST_LINES: usize = 15;
    /// Longest line that says so, in characters.
    const MOST_CHARS: usize = 40;
    /// Most characters of sentences beside it.
    const MOST_TEXT: usize = 240;

    let says_so = |seen: &Seen<'_>| {
        let is_short = !has_more_chars(seen.body, MOST_CHARS);
        (words::MISSING.are_in(&seen.folded) && is_short) || seen.body == "404"
    };
    let n_saying = page.iter().take(MOST_LINES).filter(|seen| says_so(seen)).count();
    let is_text = |seen: &Seen<'_>| {
        seen.look == Look::Prose && seen.is_long() && !words::MISSING.are_in(&seen.folded)
    };
    (n_saying >= 2 || (n_saying == 1 && n_furniture(page) >= 1))
        && n_sentence_chars(page) <= MOST_TEXT
        && !is_signed(page)
        && !page.iter().any(is_text)
}

/// Whether the page gives the results of a search: it counts them, and has the starts of several texts or leads to
/// further pages of them.
fn is_results(page: &[Seen<'_>]) -> bool {
    /// Longest line that counts the results, in characters.
    const MOST_CHARS: usize = 60;

    let is_start = |seen: &&Seen<'_>| seen.body.ends_with("...") || seen.body.ends_with('…');
    let starts: Vec<&Seen<'_>> = page.iter().filter(is_start).collect();
    let n_start_chars: usize = starts
        .iter()
        .filter(|seen| seen.look == Look::Prose)
        .map(|seen| seen.body.chars().count())
        .sum();
    let counts = |seen: &Seen<'_>| {
        words::RESULTS.are_in(&seen.folded)
            && seen.body.contains(|c: char| c.is_ascii_digit())
            && !has_more_chars(seen.body, MOST_CHARS)
    };
    let has_starts =
        starts.len() >= 2 && n_sentence_chars(page) <= n_start_chars + MOST_STRAY_CHARS;
    let has_long = page.iter().any(|seen| seen.look == Look::Prose && seen.is_long());
    let has_pager = || page.iter().any(|seen| words::PAGERS.are_in(&seen.folded));
    page.iter().any(counts) && (has_starts || (!has_long && has_pager()))
}

/// Whether it is the front page of a site: headlines below the names of sections or with bullets, and no sentence.
fn is_front(page: &[Seen<'_>]) -> bool {
    /// Fewest headlines.
    const LEAST_HEADLINES: usize = 6;

    let n_furniture = n_furniture(page);
    if n_furniture < 2 {
        return false;
    }
    let n_headlines = page.iter().filter(|seen| seen.look == Look::Plain).count();
    let n_sections = page.iter().filter(|seen| seen.is_section()).count();
    let bullets = page.iter().filter(|seen| seen.body.starts_with(['·', '•', '●', '▪', '■', '◆']));
    let is_list = n_furniture >= 3 && bullets.count() >= LEAST_HEADLINES && !is_signed(page);
    (n_sections >= 2 || is_list) && n_headlines >= LEAST_HEADLINES && n_sentence_chars(page) == 0
}

/// Whether what is no furniture are a dozen names or more of a word or two: the map of a site. Lines of verse
/// are longer in Latin letters; in Chinese they are not, and nothing is said.
fn are_names(page: &[Seen<'_>]) -> bool {
    let plain = || page.iter().filter(|seen| seen.look == Look::Plain).map(|seen| seen.body);
    let is_name =
        |line: &str| !line.contains(['，', '。', '、', '；', '：', '？', '！', ',', ';', '.']);
    let mut sizes: Vec<usize> = plain().map(|line| line.split(' ').count()).collect();
    sizes.sort_unstable();
    let middle = sizes.get(sizes.len() / 2).copied().unwrap_or(0);
    sizes.len() >= 12
        && !plain().any(|line| line.contains(is_han))
        && plain().filter(|line| is_name(line)).count() * 10 >= sizes.len() * 9
        && middle <= 2
}
