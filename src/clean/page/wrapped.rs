//! Paragraphs that are broken into lines of one width: each line alone is no sentence, and none is furniture.

use crate::clean::page::look::{Look, Seen};
use crate::text::chars::{is_han, is_sentence_end};

/// Fewest lines of such a paragraph.
const LEAST_LINES: usize = 3;

/// Takes the lines of broken paragraphs for prose.
pub(super) fn settle(page: &mut [Seen<'_>]) {
    let mut at = 0;
    while at < page.len() {
        let n_links = page[at..].windows(2).take_while(|pair| goes_on(&pair[0], &pair[1])).count();
        let run = at..at + n_links + 1;
        if run.len() >= LEAST_LINES && are_sentences(&page[run.clone()]) {
            let plain = page[run.clone()].iter_mut().filter(|seen| seen.look == Look::Plain);
            plain.for_each(|seen| seen.look = Look::Prose);
        }
        at = run.end;
    }
}

/// Whether a line ends within a sentence, and the next looks like the rest of it.
fn goes_on(line: &Seen<'_>, next: &Seen<'_>) -> bool {
    /// Longest line of a broken paragraph, in bytes: what is longer is a paragraph by itself.
    const MOST_BYTES: usize = 400;

    let is_text = |seen: &Seen<'_>| {
        matches!(seen.look, Look::Plain | Look::Prose) && seen.body.len() <= MOST_BYTES
    };
    is_text(line)
        && is_text(next)
        && (goes_on_in_latin(line.body, next.body) || goes_on_in_han(line.body, next.body))
}

fn goes_on_in_latin(line: &str, next: &str) -> bool {
    /// Fewest words of a line.
    const LEAST_WORDS: usize = 5;

    let ends_within = line.ends_with(|c: char| c.is_alphanumeric() || matches!(c, ',' | '-' | ';'));
    let ends_sentence = line.ends_with(['.', '!', '?']);
    let begins_within =
        next.starts_with(|c: char| c.is_lowercase() || c.is_ascii_digit() || c == '(');
    // Behind the end of a sentence only a small letter goes on, else a name may begin the next line.
    if !(begins_within && ends_sentence || ends_within) || !line.contains(' ') {
        return false;
    }
    let words = || line.split(' ').filter(|word| word.contains(char::is_alphabetic));
    let n_words = words().count();
    let n_small = words().filter(|word| word.starts_with(char::is_lowercase)).count();
    n_words >= LEAST_WORDS
        && n_small * 2 >= n_words
        && (begins_within || next.split(' ').count() >= LEAST_WORDS)
}

fn goes_on_in_han(line: &str, next: &str) -> bool {
    /// Fewest characters of a line, and by how many lines of one width differ.
    const LEAST_CHARS: usize = 12;
    const MOST_RAGGED: usize = 3;

    let (n_chars, n_next) = (line.chars().count(), next.chars().count());
    let ends_within =
        line.ends_with(|c: char| is_han(c) || c.is_ascii_digit() || "，、”》）".contains(c));
    let is_as_wide = n_chars.abs_diff(n_next) <= MOST_RAGGED
        || (n_next < n_chars && next.ends_with(is_sentence_end));
    n_chars >= LEAST_CHARS
        && ends_within
        && is_as_wide
        && next.starts_with(|c: char| is_han(c) || c.is_ascii_digit() || "“《（".contains(c))
}

/// Whether stops and small letters show that the lines are sentences: headlines below each other may be as wide as each
/// other.
fn are_sentences(lines: &[Seen<'_>]) -> bool {
    let is_stopped =
        |line: &str| line.contains(['。', '；']) || line.ends_with('.') || line.contains(". ");
    let n_stops = lines.iter().filter(|seen| is_stopped(seen.body)).count();
    let behind = || lines.iter().skip(1).map(|seen| seen.body);
    let n_within = behind().filter(|line| line.starts_with(char::is_lowercase)).count();
    let n_latin =
        behind().filter(|line| line.starts_with(|c: char| c.is_ascii_alphanumeric())).count();
    n_stops * 4 >= lines.len() && n_within * 3 >= n_latin
}
