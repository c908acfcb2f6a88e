//! Text right behind the part that holds the article, which belongs to it: its author, or the program that wrote the
//! page, closed the part too early.
//!
//! Only sentences that lead nowhere are, and headings that go on counting; what words show of them is asked
//! afterwards, as of any line.

use std::ops::Range;

use crate::clean::structure::Page;
use crate::clean::structure::tree::Line;
use crate::text::PagePart;
use crate::text::chars::is_han;
use crate::text::numbering::{Numbering, numbering, ordinal_value};

/// What a line behind the body is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Sentence,
    Heading,
    Other,
}

impl Page<'_> {
    /// Where the article ends: with its body, or the last sentence that follows it without anything between.
    pub(super) fn end(&self, body: &Range<usize>) -> usize {
        let mut end = body.end;
        let mut last = self.last_number(body);
        for at in body.end..self.tree.lines.len() {
            let line = &self.tree.lines[at];
            match self.kind_behind(at, body, last) {
                Kind::Sentence => end = at + 1,
                Kind::Heading => last = number(line),
                Kind::Other => break,
            }
        }
        end
    }

    fn kind_behind(&self, at: usize, body: &Range<usize>, last: Option<Number>) -> Kind {
        let line = &self.tree.lines[at];
        if self.is_out[at] || line.n_linked > 0 || !self.is_free(line.node, body) {
            return Kind::Other;
        }
        let goes_on = last.zip(number(line)).is_some_and(|(last, own)| own == last.next());
        match line.heading {
            _ if goes_on => Kind::Heading,
            None if is_sentence(line.body) => Kind::Sentence,
            _ => Kind::Other,
        }
    }

    /// Whether no part around a line that is not around the body says that it is for something else.
    fn is_free(&self, node: usize, body: &Range<usize>) -> bool {
        let mut next = Some(node);
        while let Some(node) = next.map(|node| &self.tree.nodes[node]) {
            if node.lines.start <= body.start && body.end <= node.lines.end {
                return true;
            }
            if !matches!(node.part, PagePart::Plain | PagePart::Main) {
                return false;
            }
            next = node.parent;
        }
        true
    }

    /// The number of the last heading of the body that has one.
    fn last_number(&self, body: &Range<usize>) -> Option<Number> {
        body.clone().rev().find_map(|at| {
            let line = &self.tree.lines[at];
            number(line).filter(|_| line.heading.is_some())
        })
    }
}

/// How a heading is numbered, and with which number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Number(Numbering, u32);

impl Number {
    const fn next(self) -> Self {
        Self(self.0, self.1 + 1)
    }
}

fn number(line: &Line<'_>) -> Option<Number> {
    let (kind, _) = numbering(line.body)?;
    Some(Number(kind, ordinal_value(line.body)?))
}

/// Whether a line is one or more whole sentences.
fn is_sentence(line: &str) -> bool {
    /// Fewest characters of a Chinese one, fewest words of one in Latin letters.
    const LEAST: usize = 8;

    let bare = line.trim_end_matches(['”', '’', '」', '』', '"', ')', '）']);
    if line.chars().any(is_han) {
        let n_letters = line.chars().filter(|c| c.is_alphanumeric()).count();
        return n_letters >= LEAST && bare.ends_with(['。', '！', '？', '…']);
    }
    bare.ends_with(['.', '!', '?']) && line.split_whitespace().count() >= LEAST
}
