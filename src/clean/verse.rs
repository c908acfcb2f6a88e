//! Verse in a text that does not call it so: its stanzas, told by how long their lines are and how these end.
//!
//! It knows no metre and no rhyme, and in doubt says nothing: short lines that stand for themselves, as talk and
//! lists, are left alone, and so are poems without marks but for those of old forms.

use std::ops::Range;

use crate::text::chars::{is_closer, is_han, is_sentence_end};
use crate::text::lines::lines_with_text;
use crate::text::numbering::numbering;
use crate::text::{Hint, Pos, Source, Span};

/// Longest verse, in characters: of Chinese, and of Latin letters.
const MOST_HAN: usize = 22;
const MOST_LATIN: usize = 64;
/// No line with more bytes is looked at.
const MOST_BYTES: usize = 4 * MOST_LATIN;
/// Fewest lines of a poem of free form, and clauses of one of an old form.
const LEAST_LINES: usize = 4;
/// So many lines are looked at together: longer poems are cut.
const MOST_LINES: usize = 1_000;
/// Most lines above a poem's first verse that are its title and say whose it is.
const MOST_HEAD: usize = 3;

/// A line that may be a verse.
struct Line<'a> {
    range: Range<usize>,
    text: &'a str,
    /// Whether a blank line stands above it.
    is_apart: bool,
    /// Of how many characters each of its clauses is, where all are alike; 0 else.
    foot: usize,
    n_clauses: usize,
}

impl Line<'_> {
    fn is_han(&self) -> bool {
        self.text.contains(is_han)
    }

    fn ends_with_mark(&self) -> bool {
        self.bare().ends_with(|c: char| is_sentence_end(c) || "，、：—,;:.-".contains(c))
    }

    /// Whether it ends inside a sentence, at a mark.
    fn goes_on(&self) -> bool {
        self.bare().ends_with(['，', '、', '；', '：', '—', '…', ',', ';', ':', '-'])
    }

    fn bare(&self) -> &str {
        self.text.trim_end_matches(is_closer)
    }

    fn ends_sentence(&self) -> bool {
        self.bare().ends_with(['。', '！', '？', '.', '!', '?'])
    }
}

/// The stanzas of `text` in order, each from its first line to the end of its last.
pub(super) fn stanzas(text: &str) -> Vec<Range<usize>> {
    let mut stanzas = Vec::new();
    let mut run: Vec<Line<'_>> = Vec::new();
    let mut end = 0;
    for (range, body) in lines_with_text(text) {
        let is_apart = text.get(end..range.start).is_some_and(|gap| !gap.is_empty());
        end = range.end;
        match line(text, &range, body, is_apart) {
            Some(line) if run.len() < MOST_LINES => run.push(line),
            Some(line) => {
                take(&mut run, &mut stanzas);
                run.push(line);
            }
            None => take(&mut run, &mut stanzas),
        }
    }
    take(&mut run, &mut stanzas);
    stanzas
}

/// A line, if it may be a verse by itself.
fn line<'a>(text: &str, range: &Range<usize>, body: &'a str, is_apart: bool) -> Option<Line<'a>> {
    if body.len() > MOST_BYTES || !may_be_verse(body) {
        return None;
    }
    let start = range.start + text.get(range.clone())?.find(body)?;
    let clauses = || body.split(|c: char| !is_han(c)).filter(|clause| !clause.is_empty());
    let foot = clauses().next().map_or(0, |clause| clause.chars().count());
    let is_even = clauses().all(|clause| clause.chars().count() == foot)
        && !body.contains(|c: char| c.is_ascii() && !c.is_ascii_punctuation());
    Some(Line {
        range: start..start + body.len(),
        text: body,
        is_apart,
        foot: if is_even { foot } else { 0 },
        n_clauses: clauses().count(),
    })
}

fn may_be_verse(body: &str) -> bool {
    let n_chars = body.chars().count();
    let is_short = if body.contains(is_han) {
        (2..=MOST_HAN).contains(&n_chars)
    } else {
        n_chars <= MOST_LATIN
            && body.starts_with(|c: char| c.is_uppercase() || "\"'“‘(".contains(c))
            && body.split(' ').count() > 1
    };
    let is_talk = body.starts_with(['“', '「', '"']) && body.ends_with(['”', '」', '"']);
    let is_label = body.split_once(['：', ':']).is_some_and(|(_, rest)| !rest.is_empty());
    let is_item = body.starts_with(['•', '·', '●', '■', '-', '*', '#', '|', '>', '√', '✓']);
    is_short
        && !is_talk
        && !is_label
        && !is_item
        && !body.contains(['\t', '/', '|', '=', '@'])
        && numbering(body).is_none()
}

/// Takes the poems out of a row of lines that may be verses.
fn take(run: &mut Vec<Line<'_>>, stanzas: &mut Vec<Range<usize>>) {
    let mut rest = run.as_slice();
    while !rest.is_empty() {
        let (n_lines, poem) = match old_form(rest) {
            0 => free_form(rest),
            n_lines => (n_lines, 0..n_lines),
        };
        let (now, behind) = rest.split_at(n_lines.max(1).min(rest.len()));
        let poem = now.get(poem).unwrap_or_default();
        for stanza in poem.chunk_by(|_, below| !below.is_apart) {
            if let (Some(first), Some(last)) = (stanza.first(), stanza.last()) {
                stanzas.push(first.range.start..last.range.end);
            }
        }
        rest = behind;
    }
    run.clear();
}

/// How many lines at the head of `lines` are of one foot, if they are a poem of an old form.
fn old_form(lines: &[Line<'_>]) -> usize {
    let Some(foot) = lines.first().map(|line| line.foot) else { return 0 };
    let own = || lines.iter().take_while(|line| line.foot == foot && line.n_clauses <= 4);
    let (n_lines, n_clauses) = own().fold((0, 0), |(n, sum), line| (n + 1, sum + line.n_clauses));
    let n_marked = own().filter(|line| line.ends_with_mark()).count();
    let n_closed = own().filter(|line| line.ends_sentence()).count();
    // Lines of five or seven without any mark come in fours; of other lengths they are lists.
    let is_formed = if n_marked == 0 {
        [5, 7].contains(&foot) && n_clauses == n_lines && n_lines % 4 == 0
    } else {
        (4..=7).contains(&foot) && n_marked * 4 >= n_lines * 3 && n_closed * 2 <= n_clauses
    };
    if is_formed && n_lines > 1 && n_clauses >= LEAST_LINES { n_lines } else { 0 }
}

/// How many lines at the head of `lines` were looked at, and which of them are a poem of free form: stanzas of
/// lines that mostly end with a mark and often inside a sentence.
fn free_form(lines: &[Line<'_>]) -> (usize, Range<usize>) {
    let is_han = lines.first().is_some_and(Line::is_han);
    let n_alike = lines.iter().take_while(|line| line.is_han() == is_han).count();
    // Where an old form begins behind, that is a poem of its own.
    let n_lines = (1..n_alike)
        .find(|at| lines[*at].is_apart && old_form(&lines[*at..n_alike]) > 0)
        .unwrap_or(n_alike);
    let own = &lines[..n_lines];
    // The title and whose it is stand above without a mark.
    let head = own.iter().take(MOST_HEAD).take_while(|line| !line.ends_with_mark()).count();
    let verses = &own[head..];
    let lone = |stanza: &[Line<'_>]| stanza.len() == 1;
    let n_lone = verses.chunk_by(|_, below| !below.is_apart).filter(|stanza| lone(stanza)).count();
    let n_marked = verses.iter().filter(|line| line.ends_with_mark()).count();
    let n_open = verses.iter().filter(|line| line.goes_on()).count();
    let is_poem = verses.len() >= LEAST_LINES
        && n_lone * 4 <= verses.len()
        && n_marked * 10 >= verses.len() * 7
        && n_open * 4 >= verses.len();
    (n_lines, if is_poem { head..n_lines } else { 0..0 })
}

/// The stanzas, in order, of whose lines the format says nothing.
pub(super) fn untold(
    stanzas: impl Iterator<Item = Span<Source>>,
    hints: &[Hint<Source>],
) -> Vec<Span<Source>> {
    let mut of_lines = hints.iter().filter(|hint| hint.kind.is_of_lines()).peekable();
    let mut told = Pos::default();
    stanzas
        .filter(|stanza| {
            while let Some(hint) = of_lines.next_if(|hint| hint.span.start < stanza.end) {
                told = told.max(hint.span.end);
            }
            told <= stanza.start
        })
        .collect()
}
