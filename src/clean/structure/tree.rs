//! The parts of a page with their lines: how much text each has, and how much of it leads elsewhere.

use std::cmp::Reverse;
use std::ops::Range;

use crate::text::chars::is_wide;
use crate::text::lines::{lines_with_text, trimmed};
use crate::text::{Hint, HintKind, PagePart, Source, Text};

/// Fewest wide characters of a line of text.
const LEAST_WIDE: usize = 12;
/// Fewest words of one in Latin letters; of one without a stop at its end.
const LEAST_WORDS: [usize; 2] = [8, 14];
/// Most lines of one link: a card with its picture, heading, words and date.
const MOST_LINKED_LINES: usize = 8;
/// Least weight of a page that has sentences.
const LEAST_PROSE: usize = 100;
/// Longest text of what leads to another page, in weight.
const MOST_TEASER: usize = 400;
/// Most lines of what leads to another page.
const MOST_TEASER_LINES: usize = 6;

/// A line of the page.
#[derive(Clone, Debug)]
pub(super) struct Line<'a> {
    /// Its bytes, with its line ending.
    pub(super) range: Range<usize>,
    /// Its bytes without the white space around it.
    pub(super) text: Range<usize>,
    /// What stands there.
    pub(super) body: &'a str,
    /// The innermost part around it.
    pub(super) node: usize,
    /// Characters that are no white space.
    pub(super) n_chars: usize,
    /// Those of them that are links.
    pub(super) n_linked: usize,
    /// The level of the heading that it is by the page's format.
    pub(super) heading: Option<u8>,
    /// How much text of an article it is, in characters; those of Latin letters count half.
    pub(super) weight: usize,
}

impl Line<'_> {
    /// Whether most of it leads elsewhere.
    pub(super) fn is_linked(&self) -> bool {
        self.n_linked * 2 > self.n_chars
    }
}

/// A part of the page.
#[derive(Clone, Debug)]
pub(super) struct Node {
    /// What its author says it is for.
    pub(super) part: PagePart,
    /// Its lines.
    pub(super) lines: Range<usize>,
    /// The part around it; none around the page.
    pub(super) parent: Option<usize>,
}

/// All of it; the first part is the page.
#[derive(Debug)]
pub(super) struct Tree<'a> {
    pub(super) nodes: Vec<Node>,
    pub(super) lines: Vec<Line<'a>>,
}

impl<'a> Tree<'a> {
    pub(super) fn new(source: &'a Text<Source>, hints: &[Hint<Source>]) -> Self {
        let lines = lines_with_text(source.as_str()).map(|(range, body)| Line {
            text: trimmed(source.as_str(), &range),
            range,
            body,
            node: 0,
            n_chars: body.chars().filter(|c| !c.is_whitespace()).count(),
            n_linked: 0,
            heading: None,
            weight: 0,
        });
        let mut tree = Self { nodes: Vec::new(), lines: lines.collect() };
        tree.plant(hints);
        tree.mark(source, hints);
        tree.weigh();
        tree
    }

    /// Puts the parts into each other and the lines into the parts.
    fn plant(&mut self, hints: &[Hint<Source>]) {
        let all = 0..self.lines.len();
        self.nodes.push(Node { part: PagePart::Plain, lines: all, parent: None });
        let mut parts: Vec<(usize, Range<usize>, PagePart)> = Vec::new();
        for (index, hint) in hints.iter().enumerate() {
            if let HintKind::Part(part) = hint.kind {
                let lines = self.lines_in(hint.span.range());
                if !lines.is_empty() {
                    parts.push((index, lines, part));
                }
            }
        }
        // Of those with the same lines the inner one was closed first.
        parts.sort_by_key(|(index, lines, _)| (lines.start, Reverse(lines.end), Reverse(*index)));
        let mut open = vec![0];
        for (_, lines, part) in parts {
            while open.last().is_some_and(|last| self.nodes[*last].lines.end < lines.end) {
                open.pop();
            }
            let parent = open.last().copied().unwrap_or(0);
            // What only wraps another part says nothing.
            if part != PagePart::Plain || self.nodes[parent].lines != lines {
                open.push(self.nodes.len());
                self.nodes.push(Node { part, lines, parent: Some(parent) });
            }
        }
        self.settle();
    }

    /// Says of each line which part is the innermost around it.
    fn settle(&mut self) {
        let (mut open, mut next) = (vec![0], 1);
        for (at, line) in self.lines.iter_mut().enumerate() {
            while open.len() > 1
                && open.last().is_some_and(|last| self.nodes[*last].lines.end <= at)
            {
                open.pop();
            }
            while self.nodes.get(next).is_some_and(|node| node.lines.start <= at) {
                open.push(next);
                next += 1;
            }
            line.node = open.last().copied().unwrap_or(0);
        }
    }

    /// The lines whose text lies in a stretch as a whole.
    fn lines_in(&self, range: Range<usize>) -> Range<usize> {
        let first = self.lines.partition_point(|line| line.text.start < range.start);
        let end = self.lines.partition_point(|line| line.text.end <= range.end);
        first..end.max(first)
    }

    /// Notes links and headings.
    fn mark(&mut self, source: &Text<Source>, hints: &[Hint<Source>]) {
        for hint in hints {
            let range = hint.span.range();
            let first = self.lines.partition_point(|line| line.range.end <= range.start);
            match hint.kind {
                HintKind::Heading(level) => {
                    if let Some(line) = self.lines.get_mut(first) {
                        line.heading = Some(level);
                    }
                }
                // A form may hold a whole page; what is pressed stands within a line, and leads elsewhere too.
                HintKind::Part(PagePart::Form)
                    if self.lines.get(first).is_some_and(|line| line.range.end < range.end) => {}
                // A link over many lines is one that nobody closed.
                HintKind::Link(_)
                    if self
                        .lines
                        .get(first + MOST_LINKED_LINES)
                        .is_some_and(|line| line.range.start < range.end) => {}
                HintKind::Link(_) | HintKind::Part(PagePart::Form) => {
                    for line in self.lines.get_mut(first..).unwrap_or_default() {
                        if line.range.start >= range.end {
                            break;
                        }
                        let from = range.start.max(line.range.start);
                        let to = range.end.min(line.range.end);
                        let linked = source.as_str().get(from..to).unwrap_or_default();
                        let n_linked = linked.chars().filter(|c| !c.is_whitespace()).count();
                        line.n_linked = (line.n_linked + n_linked).min(line.n_chars);
                    }
                }
                HintKind::Picture(_) => {
                    if let Some(line) = self.lines.get_mut(first) {
                        line.n_linked = line.n_linked.max(line.n_chars);
                    }
                }
                _ => {}
            }
        }
    }

    fn weigh(&mut self) {
        for line in &mut self.lines {
            line.weight = weight(line);
        }
        let light: Vec<usize> = (0..self.lines.len())
            .filter(|at| self.lines[*at].weight > 0 && self.is_teaser(*at))
            .collect();
        light.into_iter().for_each(|at| self.lines[at].weight = 0);
        // On a page with sentences the short lines of its menus and footers would speak as loud as these.
        if self.lines.iter().map(|line| line.weight).sum::<usize>() < LEAST_PROSE {
            self.weigh_verse();
        }
    }

    /// Short lines of one part that lead nowhere, several in a row, are text too: verse, a recipe.
    fn weigh_verse(&mut self) {
        /// Fewest such lines.
        const LEAST_LINES: usize = 5;
        /// Length of one, in characters.
        const CHARS: std::ops::RangeInclusive<usize> = 4..=40;

        let is_short = |line: &Line<'_>| {
            line.n_linked == 0 && line.heading.is_none() && CHARS.contains(&line.n_chars)
        };
        let are_like = |a: &Line<'_>, b: &Line<'_>| is_short(a) && is_short(b) && a.node == b.node;
        let runs = self.lines.chunk_by_mut(are_like).filter(|run| run.len() >= LEAST_LINES);
        for line in runs.flatten() {
            line.weight = line.weight.max(line.n_chars / 2);
        }
    }

    /// Whether a line says what stands on another page: a heading beside it leads there.
    fn is_teaser(&self, at: usize) -> bool {
        let leads = |index: usize| {
            let line = &self.lines[index];
            index != at
                && line.n_linked * 10 >= line.n_chars * 9
                && line.n_chars >= if line.heading.is_some() { 8 } else { 12 }
        };
        let mut node = Some(self.lines[at].node);
        for _ in 0..4 {
            let Some(around) = node.map(|node| &self.nodes[node]) else { return false };
            if around.lines.len() > MOST_TEASER_LINES || self.lines[at].weight > MOST_TEASER {
                return false;
            }
            if around.lines.clone().any(leads) {
                return true;
            }
            node = around.parent;
        }
        false
    }
}

/// How much text of an article a line is.
fn weight(line: &Line<'_>) -> usize {
    if line.heading.is_some() || line.is_linked() {
        return 0;
    }
    let n_wide = line.body.chars().filter(|c| is_wide(*c) && c.is_alphabetic()).count();
    if n_wide * 4 > line.n_chars {
        let has_mark = line.body.contains(['。', '，', '！', '？', '；', '：', '、', '”', '…']);
        return if n_wide >= LEAST_WIDE && has_mark { line.n_chars } else { 0 };
    }
    let n_words = line.body.split(' ').count();
    let ends = line.body.ends_with(['.', '!', '?', ':', ';', '"', '”', '’', ')', '。']);
    let least = LEAST_WORDS[usize::from(!ends)];
    if n_words >= least { line.n_chars / 2 } else { 0 }
}
