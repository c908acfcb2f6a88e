//! What was cleaned, gathered once a document so that views can show any part of it at once.
//!
//! It decides nothing about the text: what was taken away, the log and the map say.

mod by_place;
mod facts;
mod rows;
mod sight;
mod weight;

use std::ops::Range;

pub use by_place::ByPlace;
pub use facts::Facts;
pub use rows::Row;
pub use sight::{Plain, Sight, sight};
pub use weight::Weight;

use crate::clean::{Applied, Cleaned, Rule, RuleIndex, rules};
use crate::text::chars::{is_invisible, past_common_han};
use crate::text::{Clean, Pos, Source, Span, Text};

/// What a rule does to the text, as far as a reader cares.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RuleKind {
    /// It takes words or lines away.
    Takes,
    /// It takes readings away that stand behind characters.
    Glosses,
    /// It puts other characters in the place of some.
    Changes,
    /// It only touches white space, line ends, and marks of the format.
    LaysOut,
}

impl Rule {
    /// What it does to the text.
    pub fn kind(&self) -> RuleKind {
        match self.id {
            "gloss" => RuleKind::Glosses,
            "mojibake" | "entities" | "radicals" | "damage" | "script" | "marks"
            | "punctuation" => RuleKind::Changes,
            "markup" | "invisible" | "tags" | "spread" | "wrap" | "glued" | "space" => {
                RuleKind::LaysOut
            }
            _ => RuleKind::Takes,
        }
    }

    /// Whether what it suggests can be carried out: cut characters can only be put right by hand.
    pub fn can_apply_suggestions(&self) -> bool {
        self.id != "damage"
    }
}

/// What one rule did.
#[derive(Clone, Debug, PartialEq)]
pub struct Group {
    /// The rule.
    pub rule: RuleIndex,
    /// Its edits in the log.
    pub edits: Range<usize>,
    /// Its places among the suggestions, by their index.
    pub suggestions: Vec<u32>,
    /// What the document showed of it.
    pub facts: Facts,
}

/// Lines or words that were taken away behind one paragraph.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Taken {
    /// The end of that paragraph's line; the start of the text for what stood before all.
    pub after: Pos<Clean>,
    /// The pieces, among [`Review::taken_pieces`].
    pub pieces: Range<usize>,
}

/// All that a reader may want to know of a cleaning.
#[derive(Clone, Debug)]
pub struct Review {
    /// The rules that did or suggest something, in their order.
    pub groups: Vec<Group>,
    /// The log in the order of the source.
    pub by_place: ByPlace,
    /// The text paragraph by paragraph, beside what it was.
    pub rows: Vec<Row>,
    /// How many of the rows begin a paragraph or a line that was taken away.
    pub n_paragraphs: usize,
    /// Where lines or words were taken away, in order.
    pub taken: Vec<Taken>,
    /// What was taken away there: indices of the log.
    pub taken_pieces: Vec<u32>,
    /// How much was taken away.
    pub weight: Weight,
}

impl Review {
    pub(super) fn new(source: &Text<Source>, cleaned: &Cleaned) -> Self {
        let rows = rows::rows(source, cleaned);
        let groups = groups(source, cleaned, &rows);
        let by_place = ByPlace::of(&cleaned.log);
        let (taken, taken_pieces) = taken(source, cleaned, &rows, &by_place);
        Self {
            weight: Weight::new(source, cleaned, &taken_pieces),
            n_paragraphs: rows.iter().filter(|row| !row.is_continued).count(),
            groups,
            by_place,
            rows,
            taken,
            taken_pieces,
        }
    }

    /// The group of a rule.
    pub fn group(&self, rule: RuleIndex) -> Option<&Group> {
        self.groups.iter().find(|group| group.rule == rule)
    }

    /// How many pieces of words, lines and readings were taken away.
    pub fn n_taken(&self) -> usize {
        let is_taken = |group: &&Group| {
            matches!(group.rule.rule().kind(), RuleKind::Takes | RuleKind::Glosses)
        };
        self.groups.iter().filter(is_taken).map(|group| group.edits.len()).sum()
    }

    /// How many suggestions can be carried out.
    pub fn n_suggestions(&self) -> usize {
        let can_apply = |group: &&Group| group.rule.rule().can_apply_suggestions();
        self.groups.iter().filter(can_apply).map(|group| group.suggestions.len()).sum()
    }

    /// The row that holds or follows a place of the cleaned text.
    pub fn row_at(&self, pos: Pos<Clean>) -> usize {
        let index = self.rows.partition_point(|row| row.clean_end() <= pos);
        index.min(self.rows.len().saturating_sub(1))
    }

    /// The row that holds or follows a place of the source.
    pub fn row_of_source(&self, pos: Pos<Source>) -> usize {
        let index = self.rows.partition_point(|row| row.source.end <= pos);
        index.min(self.rows.len().saturating_sub(1))
    }

    /// What took a piece away that stands in `span`: the rule whose edits take up most of it. White space around
    /// a line that is gone was closed by another rule, which tells nothing of the line.
    pub fn rule_of(&self, cleaned: &Cleaned, span: Span<Source>) -> Option<RuleIndex> {
        let shared = |group: &Group| {
            let edits = cleaned.log.behind(group.edits.clone(), span.start);
            let met = cleaned.log.within(edits).take_while(|edit| edit.from.start < span.end);
            met.filter_map(|edit| edit.from.intersection(span)).map(Span::len).sum::<usize>()
        };
        let tells = |group: &Group| group.rule.rule().kind() != RuleKind::LaysOut;
        let sized = self.groups.iter().map(|group| (tells(group), shared(group), group.rule));
        sized.filter(|(_, size, _)| *size > 0).max().map(|(_, _, rule)| rule)
    }
}

fn applied(cleaned: &Cleaned, index: u32) -> Option<Applied> {
    cleaned.log.get(index as usize)
}

/// The log by rule: it holds rule after rule.
fn groups(source: &Text<Source>, cleaned: &Cleaned, rows: &[Row]) -> Vec<Group> {
    let mut groups = Vec::new();
    for index in 0..rules().len() {
        let rule = RuleIndex(index as u8);
        let edits = cleaned.log.of(rule);
        let suggested = cleaned.suggestions.iter().enumerate();
        let suggestions: Vec<u32> = suggested
            .filter(|(_, place)| place.rule == rule)
            .map(|(index, _)| index as u32)
            .collect();
        if !edits.is_empty() || !suggestions.is_empty() {
            let log = cleaned.log.within(edits.clone());
            let facts = Facts::of(rule.rule(), log, source, cleaned, rows);
            groups.push(Group { rule, edits, suggestions, facts });
        }
    }
    groups
}

/// Groups what was taken away by the paragraph it stood behind or in.
fn taken(
    source: &Text<Source>,
    cleaned: &Cleaned,
    rows: &[Row],
    by_place: &ByPlace,
) -> (Vec<Taken>, Vec<u32>) {
    let (mut taken, mut pieces): (Vec<Taken>, Vec<u32>) = (Vec::new(), Vec::new());
    for index in by_place.iter() {
        let Some(piece) = applied(cleaned, index) else { continue };
        let rule = piece.rule.rule();
        // What the reader corrected stands there otherwise, and is not gone.
        let is_corrected = || rule.is_by_hand() && !cleaned.map.forward(piece.from).is_empty();
        let is_told = rule.kind() == RuleKind::Takes && !is_corrected();
        if !is_told || n_shown(source.get(piece.from)) == 0 {
            continue;
        }
        let after = rows::paragraph_end(rows, piece.from.start);
        pieces.push(index);
        match taken.last_mut().filter(|last| last.after == after) {
            Some(last) => last.pieces.end = pieces.len(),
            None => taken.push(Taken { after, pieces: pieces.len() - 1..pieces.len() }),
        }
    }
    (taken, pieces)
}

/// How many characters of a text can be seen.
pub fn n_shown(text: &str) -> usize {
    let (mut rest, mut n_shown) = (text, 0);
    loop {
        let (n_han, c, behind) = past_common_han(rest);
        n_shown += n_han;
        let Some(c) = c else { return n_shown };
        n_shown += usize::from(is_seen(c));
        rest = behind;
    }
}

fn is_seen(c: char) -> bool {
    !c.is_whitespace() && !c.is_control() && !is_invisible(c)
}
