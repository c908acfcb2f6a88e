//! What can be counted of a line of a page, of the lines around it and of the whole page.
//!
//! Nothing is judged here; what the figures say together was learnt (`odds`). No word is looked up but the share of
//! those that one clicks on.

use std::collections::HashSet;
use std::iter::once;
use std::ops::Range;

use crate::clean::page::LineKind;
use crate::clean::page::look::{Look, Seen, folded};
use crate::clean::page::words::Coverage;
use crate::text::chars::{is_closer, is_han, is_kana, is_sentence_end, is_wide};
use crate::text::numbering::numbering;

/// How many facts there are of a line.
pub(crate) const N_FACTS: usize = 41;

/// Their names, in order. Widths are in characters as wide as Chinese ones, shares from 0 to 1; `out` are lines that
/// were taken away already, `long` those that were not and are a paragraph, `run` is the row of neither around a line.
pub const NAMES: [&str; N_FACTS] = [
    "width",
    "prose",
    "plain",
    "clauses",
    "digits",
    "caps",
    "words",
    "numbered",
    "enclosed",
    "kana",
    "covered",
    "shared",
    "width_above",
    "width_below",
    "long_above",
    "long_below",
    "outs_above",
    "outs_below",
    "longs_above",
    "longs_below",
    "to_long_above",
    "to_long_below",
    "to_out_above",
    "to_out_below",
    "run",
    "run_width",
    "run_items",
    "run_caps",
    "run_ends",
    "place",
    "text_above",
    "lines_above",
    "from_title",
    "page_out",
    "page_lines",
    "page_han",
    "page_text",
    "page_short",
    "page_site",
    "is_page",
    "is_last",
];

/// Least width of a paragraph.
const LONG: f32 = 30.0;
/// Most width of what is short.
const SHORT: f32 = 10.0;
/// Most lines that are counted to the nearest of a kind.
const FAR: usize = 40;
/// How many lines are looked at on either side.
const BESIDE: usize = 5;
/// How much of a line is read, in characters.
const SHOWN: usize = 200;
/// How much of the text is read to know its words, in bytes.
const MOST_KNOWN: usize = 1 << 16;

/// The lines of a page with what is counted of them once.
pub(super) struct Facts<'a> {
    page: &'a [Seen<'a>],
    article: Range<usize>,
    title: Option<usize>,
    widths: Vec<f32>,
    is_out: Vec<bool>,
    is_long: Vec<bool>,
    /// For each line that is neither long nor out, the row of such lines around it.
    runs: Vec<Range<usize>>,
    /// Of width, of items, of capitals, of ends like a sentence's, of text: what all lines before one have together.
    sums: [Vec<f32>; 5],
    to_long: [Vec<usize>; 2],
    to_out: [Vec<usize>; 2],
    known: HashSet<String>,
    whole: [f32; 7],
}

impl<'a> Facts<'a> {
    /// Counts what the lines have. `title` is the line that looks most like one, `is_page` whether words show that it
    /// is a site's page.
    pub(super) fn new(
        page: &'a [Seen<'a>],
        article: Range<usize>,
        title: Option<usize>,
        is_page: bool,
    ) -> Self {
        let widths: Vec<f32> = page.iter().map(|seen| width(seen.body)).collect();
        let is_out: Vec<bool> = page.iter().map(|seen| seen.kind != LineKind::Article).collect();
        let of = |at: usize, seen: &Seen<'_>| seen.look == Look::Prose && widths[at] >= LONG;
        let is_long: Vec<bool> =
            page.iter().enumerate().map(|(at, seen)| !is_out[at] && of(at, seen)).collect();
        let text = |at: usize| if is_long[at] { widths[at] } else { 0.0 };
        let sums = [
            sums(page, |at, _| widths[at]),
            sums(page, |_, seen| one(is_item(seen.body))),
            sums(page, |_, seen| capitals(seen.body, 12).unwrap_or(0.5)),
            sums(page, |_, seen| one(ends_or_goes_on(seen.body))),
            sums(page, |at, _| text(at)),
        ];
        Self {
            article: article.clone(),
            title,
            runs: runs(&is_out, &is_long),
            to_long: [above(&is_long), below(&is_long)],
            to_out: [above(&is_out), below(&is_out)],
            known: known(page, article.filter(|at| is_long.get(*at) == Some(&true))),
            whole: whole(page, &widths, &is_out, sums[4][page.len()], is_page),
            page,
            widths,
            is_out,
            is_long,
            sums,
        }
    }

    /// The facts of a line.
    pub(super) fn of(&self, at: usize) -> [f32; N_FACTS] {
        let mut facts = [0.0; N_FACTS];
        let all = self.own(at).into_iter().chain(self.around(at)).chain(self.run(at));
        let all = all.chain(self.place(at)).chain(self.whole);
        let all = all.chain(once(one(at + 1 == self.page.len())));
        facts.iter_mut().zip(all).for_each(|(fact, value)| *fact = value);
        facts
    }

    /// Whether the line is kept, and is no long paragraph.
    pub(super) fn is_open(&self, at: usize) -> bool {
        !self.is_out[at] && !self.is_long[at]
    }

    /// Whether lines of a site or the edge of the text are so near that it may be one of them.
    pub(super) fn is_near_site(&self, at: usize) -> bool {
        let near = |to: &[Vec<usize>; 2]| to.iter().any(|to| to[at] < FAR);
        !self.article.contains(&at) || near(&self.to_out) || !near(&self.to_long)
    }

    fn own(&self, at: usize) -> [f32; 12] {
        let seen = &self.page[at];
        let shown = first(seen.body);
        let folded = folded(shown);
        let n_chars = shown.chars().count();
        let n = |test: fn(char) -> bool| shown.chars().filter(|c| test(*c)).count();
        let own = pairs(&folded);
        let n_shared = own.iter().filter(|pair| self.known.contains(*pair)).count();
        [
            (1.0 + self.widths[at]).ln(),
            one(seen.look == Look::Prose),
            one(seen.look == Look::Plain),
            share(n(|c| "，、；,;".contains(c)), n_chars),
            share(n(|c| c.is_ascii_digit()), n_chars),
            capitals(shown, usize::MAX).unwrap_or(-1.0),
            (words(shown).count() as f32).min(30.0),
            one(numbering(seen.body).is_some()),
            one(seen.body.starts_with(['(', '（', '[', '【', '《', '“', '"', '「'])),
            one(seen.body.contains(is_kana)),
            Coverage::of(&folded).covered(),
            if own.is_empty() { -1.0 } else { share(n_shared, own.len()) },
        ]
    }

    fn around(&self, at: usize) -> [f32; 12] {
        let n = self.page.len();
        let before = at.saturating_sub(BESIDE)..at;
        let after = at + 1..(at + 1 + BESIDE).min(n);
        let part = |list: &[bool], range: &Range<usize>| {
            share(list[range.clone()].iter().filter(|is| **is).count(), range.len())
        };
        let width = |at: Option<usize>| {
            at.and_then(|at| self.widths.get(at)).map_or(0.0, |width| (1.0 + width).ln())
        };
        let is_long =
            |at: Option<usize>| one(at.and_then(|at| self.is_long.get(at)) == Some(&true));
        [
            width(at.checked_sub(1)),
            width(Some(at + 1)),
            is_long(at.checked_sub(1)),
            is_long(Some(at + 1)),
            part(&self.is_out, &before),
            part(&self.is_out, &after),
            part(&self.is_long, &before),
            part(&self.is_long, &after),
            self.to_long[0][at] as f32,
            self.to_long[1][at] as f32,
            self.to_out[0][at] as f32,
            self.to_out[1][at] as f32,
        ]
    }

    fn run(&self, at: usize) -> [f32; 5] {
        let run = Some(self.runs[at].clone()).filter(|run| !run.is_empty()).unwrap_or(at..at + 1);
        let mean = |sums: &[f32]| (sums[run.end] - sums[run.start]) / run.len() as f32;
        let [widths, items, caps, ends, _] = &self.sums;
        [(run.len() as f32).min(60.0), mean(widths), mean(items), mean(caps), mean(ends)]
    }

    fn place(&self, at: usize) -> [f32; 4] {
        let place = if self.article.contains(&at) {
            0.0
        } else if at < self.article.start {
            -1.0
        } else {
            1.0
        };
        let text = self.sums[4][self.page.len()];
        let from_title = |title: usize| (at as f32 - title as f32).clamp(-20.0, 20.0);
        [
            place,
            if text > 0.0 { self.sums[4][at] / text } else { -1.0 },
            share(at, self.page.len()),
            self.title.map_or(-50.0, from_title),
        ]
    }
}

fn whole(page: &[Seen<'_>], widths: &[f32], is_out: &[bool], text: f32, is_page: bool) -> [f32; 7] {
    let n = page.len();
    let is_site = |seen: &&Seen<'_>| seen.is_furniture() || seen.look == Look::Control;
    [
        share(is_out.iter().filter(|is| **is).count(), n),
        (n as f32).ln(),
        share(page.iter().filter(|seen| seen.body.contains(is_han)).count(), n),
        (1.0 + text).ln(),
        share(widths.iter().filter(|width| **width <= SHORT).count(), n),
        (page.iter().filter(is_site).count() as f32).min(20.0),
        one(is_page),
    ]
}

fn one(is_so: bool) -> f32 {
    f32::from(u8::from(is_so))
}

fn share(n: usize, all: usize) -> f32 {
    if all == 0 { 0.0 } else { n as f32 / all as f32 }
}

fn width(line: &str) -> f32 {
    line.chars().map(|c| if is_wide(c) { 1.0 } else { 0.5 }).sum()
}

fn first(line: &str) -> &str {
    line.char_indices().nth(SHOWN).and_then(|(end, _)| line.get(..end)).unwrap_or(line)
}

fn words(line: &str) -> impl Iterator<Item = &str> {
    line.split(' ').filter(|word| word.starts_with(char::is_alphabetic))
}

/// Which share of its first words begin with a capital; nothing of a line without words.
fn capitals(line: &str, most: usize) -> Option<f32> {
    let (mut n, mut n_capital) = (0, 0);
    for word in words(line).take(most) {
        n += 1;
        n_capital += usize::from(word.starts_with(char::is_uppercase));
    }
    (n > 0).then(|| share(n_capital, n))
}

fn is_item(line: &str) -> bool {
    let is_marked = || {
        line.starts_with([
            '·', '•', '●', '■', '◆', '-', '*', '▪', '・', '>', '►', '▶', '»', '[', '【',
        ])
    };
    numbering(line).is_some() || is_marked()
}

fn ends_or_goes_on(line: &str) -> bool {
    let is_mark = |c: char| is_sentence_end(c) || "，、；,;.：:".contains(c);
    line.trim_end_matches(is_closer).ends_with(is_mark)
}

/// By what the words of a line are known again: two characters beside each other, a Latin word of four letters.
fn pairs(line: &str) -> Vec<String> {
    let is_written = |c: char| is_han(c) || is_kana(c);
    let next = line.chars().skip(1);
    let both = line.chars().zip(next).filter(|(a, b)| is_written(*a) && is_written(*b));
    let mut pairs: Vec<String> = both.map(|(a, b)| String::from_iter([a, b])).collect();
    let words = line.split(|c: char| !c.is_ascii_alphabetic()).filter(|word| word.len() >= 4);
    pairs.extend(words.map(str::to_owned));
    pairs
}

/// The words of the text's beginning.
fn known(page: &[Seen<'_>], text: impl Iterator<Item = usize>) -> HashSet<String> {
    let (mut known, mut left) = (HashSet::new(), MOST_KNOWN);
    for body in text.map(|at| page[at].body) {
        let end = body.floor_char_boundary(left);
        known.extend(pairs(&folded(body.get(..end).unwrap_or_default())));
        left -= end;
        if end < body.len() {
            break;
        }
    }
    known
}

fn runs(is_out: &[bool], is_long: &[bool]) -> Vec<Range<usize>> {
    let n = is_out.len();
    let mut runs = vec![0..0; n];
    let mut start = 0;
    for at in 0..=n {
        if at < n && !is_out[at] && !is_long[at] {
            continue;
        }
        runs[start..at].fill(start..at);
        start = at + 1;
    }
    runs
}

/// What all lines before each line have together, and all lines.
fn sums<'a>(page: &[Seen<'a>], of: impl Fn(usize, &Seen<'a>) -> f32) -> Vec<f32> {
    let mut sum = 0.0;
    let each = page.iter().enumerate().map(|(at, seen)| {
        sum += of(at, seen);
        sum
    });
    once(0.0).chain(each).collect()
}

/// How many lines above each line the nearest is that is so.
fn above(is_so: &[bool]) -> Vec<usize> {
    let mut to = FAR;
    let next = |is_so: &bool| {
        let here = to;
        to = if *is_so { 1 } else { (to + 1).min(FAR) };
        here
    };
    is_so.iter().map(next).collect()
}

fn below(is_so: &[bool]) -> Vec<usize> {
    let turned: Vec<bool> = is_so.iter().rev().copied().collect();
    let mut found = above(&turned);
    found.reverse();
    found
}
