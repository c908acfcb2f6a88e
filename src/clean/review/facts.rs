//! What the document showed of a rule's edits, for the reason that the window gives.

use std::collections::{BTreeMap, BTreeSet};

use aho_corasick::AhoCorasick;

use crate::clean::review::Row;
use crate::clean::{Applied, Cleaned, Rule};
use crate::text::chars::is_han;
use crate::text::script;
use crate::text::spelled::{Speller, last_characters};
use crate::text::{Source, Span, Text};

/// Most examples and kinds of marks that are named.
const MOST: usize = 3;
/// Most kinds of changes of which the words are looked at.
const MOST_WORDS: usize = 60;
/// Most edits that are looked at.
const MOST_LOOKED_AT: usize = 100_000;

/// What was seen of a rule's edits.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Facts {
    /// Nothing worth telling.
    #[default]
    None,
    /// Readings behind characters.
    Readings {
        /// How many different characters and words carry one.
        n_chars: usize,
        /// How many of these carry one wherever they stand.
        n_always: usize,
        /// Whether they have tone marks.
        has_tones: bool,
        /// Whether some stand there twice.
        is_repeated: bool,
    },
    /// Words as they were and as they are, the most frequent first.
    Words(Vec<(String, String)>),
    /// Marks with how often each was changed, the most frequent first.
    Marks(Vec<(char, usize)>),
    /// Lines before the text, behind it, and inside.
    Lines {
        /// Before the first paragraph.
        head: usize,
        /// Behind the last.
        tail: usize,
        /// Between paragraphs.
        inside: usize,
    },
    /// A line that stood there again and again.
    Again {
        /// The line, or the first one like it.
        line: String,
        /// How often.
        count: usize,
        /// Whether it was always the same, and not only but for its numbers.
        is_same: bool,
    },
}

impl Facts {
    /// Gathers what is worth telling of a rule's edits, which are in order.
    pub(super) fn of(
        rule: &Rule,
        log: impl Iterator<Item = Applied>,
        source: &Text<Source>,
        cleaned: &Cleaned,
        rows: &[Row],
    ) -> Self {
        let log: &[Applied] = &log.take(MOST_LOOKED_AT).collect::<Vec<_>>();
        match rule.id {
            _ if log.is_empty() => Self::None,
            "gloss" => readings(log, source),
            "script" | "mojibake" | "damage" | "entities" | "radicals" => {
                words(log, source, cleaned)
            }
            "punctuation" | "marks" => marks(log, source),
            "boilerplate" => lines(log, rows),
            "repeats" => again(log, source),
            _ => Self::None,
        }
    }
}

fn readings(log: &[Applied], source: &Text<Source>) -> Facts {
    let text = source.as_str();
    let mut speller = Speller::default();
    let mut glossed: BTreeMap<&str, usize> = BTreeMap::new();
    let (mut has_tones, mut is_repeated) = (false, false);
    for edit in log {
        if let Some(base) = what_is_read(&mut speller, text, edit.from) {
            *glossed.entry(base).or_default() += 1;
        }
        let reading = source.get(edit.from);
        has_tones |= reading.chars().any(|c| c.is_lowercase() && !c.is_ascii());
        is_repeated |= reading.matches(BRACKETS).count() > 1;
    }
    // Of a very long text only a part was looked at.
    let end = log.last().map_or(0, |edit| edit.from.end.index());
    let looked_at = text.get(..end).unwrap_or_default();
    let read: Vec<&str> = glossed.keys().copied().collect();
    let mut in_all = vec![0; read.len()];
    if let Ok(finder) = AhoCorasick::new(&read) {
        for found in finder.find_overlapping_iter(looked_at) {
            in_all[found.pattern().as_usize()] += 1;
        }
    }
    let n_always = glossed.values().zip(in_all).filter(|(count, all)| **count == *all).count();
    Facts::Readings { n_chars: glossed.len(), n_always, has_tones, is_repeated }
}

/// What opens a reading.
const BRACKETS: [char; 3] = ['(', '（', '['];

/// The character or word before a reading that was taken out.
fn what_is_read<'a>(
    speller: &mut Speller,
    text: &'a str,
    reading: Span<Source>,
) -> Option<&'a str> {
    let before = text.get(..reading.start.index())?;
    before.ends_with(is_han).then_some(())?;
    let open = reading.start.index() + text.get(reading.range())?.find(BRACKETS)?;
    let n_chars = speller.read(before, text, open).map_or(1, |read| read.n_chars);
    Some(last_characters(before, n_chars))
}

/// The most frequent changes, each as a word of two characters.
fn words(log: &[Applied], source: &Text<Source>, cleaned: &Cleaned) -> Facts {
    let mut counts: BTreeMap<&str, (usize, Span<Source>)> = BTreeMap::new();
    for word in log.iter().filter_map(|edit| word_of(source, edit.from)) {
        counts.entry(source.get(word)).or_insert((0, word)).0 += 1;
    }
    let mut counts: Vec<_> = counts.into_values().collect();
    counts.sort_by_key(|(count, word)| (std::cmp::Reverse(*count), *word));
    let words = counts.into_iter().take(MOST_WORDS).filter_map(|(_, word)| {
        let now = cleaned.text.get(cleaned.map.forward(word)).trim().to_owned();
        let was = source.get(word).trim().to_owned();
        let is_good = was != now && was.chars().count() <= 8 && now.chars().all(is_han);
        is_good.then_some((was, now))
    });
    // Where a machine had chosen wrongly says more than what any conversion gives.
    let is_plain = |(was, now): &(String, String)| script::to_traditional().converted(now) == *was;
    let (plain, mut wrong): (Vec<_>, Vec<_>) = words.partition(is_plain);
    // One word for each character.
    let mut seen = BTreeSet::new();
    wrong.retain(|(was, _)| seen.insert(was.chars().next()));
    Facts::Words(wrong.into_iter().chain(plain).take(MOST).collect())
}

/// The change with the character behind it, if one stands there.
fn word_of(source: &Text<Source>, from: Span<Source>) -> Option<Span<Source>> {
    let text = source.as_str();
    let after = text.get(from.end.index()..)?.chars().next().filter(|c| is_han(*c))?;
    Some(Span::new(from.start.index(), from.end.index() + after.len_utf8()))
}

fn marks(log: &[Applied], source: &Text<Source>) -> Facts {
    let mut counts: BTreeMap<char, usize> = BTreeMap::new();
    for c in log.iter().filter_map(|edit| source.get(edit.from).chars().next()) {
        *counts.entry(c).or_default() += 1;
    }
    let mut counts: Vec<_> = counts.into_iter().collect();
    counts.sort_by_key(|(c, count)| (std::cmp::Reverse(*count), *c));
    counts.truncate(MOST);
    Facts::Marks(counts)
}

fn lines(log: &[Applied], rows: &[Row]) -> Facts {
    let first = rows.iter().find(|row| row.clean.is_some()).map(|row| row.source.start);
    let last = rows.iter().rfind(|row| row.clean.is_some()).map(|row| row.source.end);
    let (Some(first), Some(last)) = (first, last) else {
        return Facts::Lines { head: log.len(), tail: 0, inside: 0 };
    };
    let head = log.iter().filter(|edit| edit.from.start < first).count();
    let tail = log.iter().filter(|edit| edit.from.start >= last).count();
    Facts::Lines { head, tail, inside: log.len() - head - tail }
}

fn again(log: &[Applied], source: &Text<Source>) -> Facts {
    // By its shape: how often it stood there, the first one, and whether all are the same.
    let mut counts: BTreeMap<String, (usize, &str, bool)> = BTreeMap::new();
    for edit in log {
        let line = source.get(edit.from).trim();
        let shape: String = line.chars().filter(|c| !c.is_ascii_digit()).collect();
        let known = counts.entry(shape).or_insert((0, line, true));
        (known.0, known.2) = (known.0 + 1, known.2 && known.1 == line);
    }
    let most =
        counts.into_values().max_by_key(|(count, line, _)| (*count, std::cmp::Reverse(*line)));
    match most.filter(|(count, ..)| *count > 1) {
        Some((count, line, is_same)) => {
            Facts::Again { line: line.chars().take(30).collect(), count, is_same }
        }
        None => Facts::None,
    }
}
