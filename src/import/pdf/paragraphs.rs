//! Lines to paragraphs: where one ends, and which are headings, items, rows of tables.

use std::collections::HashMap;

use crate::import::pdf::lines::Line;
use crate::import::pdf::rows::median;
use crate::text::chars::{is_closer, is_sentence_end};
use crate::text::numbering::numbering;

/// Sizes from this times the text's on are those of headings.
const HEADING: f32 = 1.12;
/// Sizes that differ by less than this part are one.
const SAME_SIZE: f32 = 0.06;
/// Below this times the text's size stand notes.
const NOTE: f32 = 0.93;
/// Lines further apart than this times the usual distance belong to two paragraphs.
const APART: f32 = 1.35;
/// A paragraph's first line begins this far behind the others, in ems.
const INDENT: (f32, f32) = (0.7, 5.0);
/// Lines of the longest heading.
const MOST_HEADING_LINES: usize = 4;
/// Characters of the longest heading.
const MOST_HEADING_CHARS: usize = 120;

/// What a paragraph is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Body,
    Item,
    /// A row of a table.
    Row,
    /// Small text at the foot of a page.
    Note,
    /// A running head or a page number.
    Furniture,
    /// A picture, by its number, which has no lines.
    Picture(usize),
}

/// Lines that belong together.
#[derive(Debug)]
pub(super) struct Paragraph {
    pub(super) kind: Kind,
    pub(super) lines: Vec<Line>,
}

/// What is usual in the document.
pub(super) struct Usual {
    /// The size of the text, in points.
    pub(super) size: f32,
    /// The distance between lines, in points, of the text.
    leading: f32,
}

impl Usual {
    /// What is usual among the lines.
    pub(super) fn of(lines: &[Line]) -> Self {
        let size = common_size(lines);
        let is_body = |line: &&Line| is_same_size(line.size, size);
        let pairs = lines.windows(2).filter_map(|pair| {
            let [above, below] = pair else { return None };
            let distance = below.base - above.base;
            let is_pair = above.flow == below.flow && is_body(&above) && is_body(&below);
            (is_pair && distance > size * 0.9 && distance < size * 3.0).then_some(distance)
        });
        let leading = lowest_common(pairs.collect(), size);
        Self { size, leading }
    }
}

/// The size in which most characters are set.
fn common_size(lines: &[Line]) -> f32 {
    let mut n_chars: HashMap<i32, usize> = HashMap::new();
    for line in lines {
        *n_chars.entry((line.size * 4.0).round() as i32).or_default() += line.text.len();
    }
    let best = n_chars.into_iter().max_by_key(|(size, n)| (*n, *size));
    best.map_or(10.0, |(size, _)| size as f32 / 4.0)
}

/// The distance of lines within paragraphs: the lower half of all, for the others are between paragraphs.
fn lowest_common(mut distances: Vec<f32>, size: f32) -> f32 {
    distances.sort_by(f32::total_cmp);
    distances.truncate(distances.len().div_ceil(2).max(1));
    if distances.is_empty() { size * 1.4 } else { median(distances.into_iter()) }
}

pub(super) fn is_same_size(a: f32, b: f32) -> bool {
    (a - b).abs() <= SAME_SIZE * a.max(b)
}

fn is_indented(line: &Line) -> bool {
    let ems = line.indent() / line.size;
    ems >= INDENT.0 && ems <= INDENT.1
}

/// Puts lines into paragraphs; `furniture` says which lines belong to no text, `pictures` before which lines pictures
/// stand, in order.
pub(super) fn paragraphs(
    lines: Vec<Line>,
    furniture: &[bool],
    pictures: &[usize],
    usual: &Usual,
) -> Vec<Paragraph> {
    let mut gathered: Vec<Paragraph> = Vec::new();
    // Notes and furniture between two pages come behind the paragraph that runs through them.
    let mut open: Option<usize> = None;
    let notes = notes(&lines, furniture, usual);
    let mut pictures = pictures.iter().enumerate().peekable();
    for (index, line) in lines.into_iter().enumerate() {
        while let Some((number, _)) = pictures.next_if(|(_, before)| **before <= index) {
            gathered.push(Paragraph::of_picture(number));
        }
        let is = |marks: &[bool]| marks.get(index).copied().unwrap_or(false);
        if is(furniture) {
            gathered.push(Paragraph { kind: Kind::Furniture, lines: vec![line] });
            continue;
        }
        let kind = if is(&notes) { Kind::Note } else { kind(&line) };
        let goes_on = open.and_then(|open| gathered.get(open)).is_some_and(|paragraph| {
            let between = gathered.get(open.unwrap_or(0) + 1..).unwrap_or_default();
            let is_picture = |other: &Paragraph| matches!(other.kind, Kind::Picture(_));
            let n_pictures = between.iter().filter(|other| is_picture(other)).count();
            // A picture stands between two paragraphs, or in a sentence that runs on below it.
            let is_interrupted = n_pictures > 0 && !paragraph.ends_sentence();
            let is_across = between.len() > n_pictures || is_interrupted;
            paragraph.goes_on(&line, kind, is_across, usual)
        });
        if let Some(paragraph) = open.filter(|_| goes_on).and_then(|open| gathered.get_mut(open)) {
            paragraph.lines.push(line);
        } else {
            if kind != Kind::Note
                || open.is_none_or(|open| {
                    gathered.get(open).is_some_and(|last| last.kind == Kind::Note)
                })
            {
                open = Some(gathered.len());
            }
            gathered.push(Paragraph { kind, lines: vec![line] });
        }
    }
    gathered.extend(pictures.map(|(number, _)| Paragraph::of_picture(number)));
    gathered
}

/// Which lines are notes: small ones, or ones that begin with a raised number, below which only such stand on the page.
fn notes(lines: &[Line], furniture: &[bool], usual: &Usual) -> Vec<bool> {
    let mut notes = vec![false; lines.len()];
    let mut is_below = true;
    for (index, line) in lines.iter().enumerate().rev() {
        let ends_flow = lines.get(index + 1).is_none_or(|next| next.flow != line.flow);
        if furniture.get(index).copied().unwrap_or(false) {
            continue;
        }
        let is_note = line.size < NOTE * usual.size || starts_with_raised_number(line);
        is_below = (is_below || ends_flow) && is_note;
        if let Some(note) = notes.get_mut(index) {
            *note = is_below;
        }
    }
    notes
}

fn kind(line: &Line) -> Kind {
    if line.n_cells() > 1 {
        Kind::Row
    } else if starts_item(&line.text) {
        Kind::Item
    } else {
        Kind::Body
    }
}

/// The signs that items of lists begin with.
pub(super) const BULLETS: [char; 14] =
    ['•', '▪', '■', '●', '○', '◦', '◆', '◇', '➢', '▶', '►', '✓', '∙', '‣'];

fn starts_item(text: &str) -> bool {
    text.starts_with(BULLETS)
}

impl Paragraph {
    const fn of_picture(number: usize) -> Self {
        Self { kind: Kind::Picture(number), lines: Vec::new() }
    }

    fn ends_sentence(&self) -> bool {
        self.lines.last().is_none_or(|last| ends_sentence(&last.text))
    }

    /// Whether a line belongs to it. `is_across` says whether something else stands between.
    fn goes_on(&self, line: &Line, kind: Kind, is_across: bool, usual: &Usual) -> bool {
        let Some(last) = self.lines.last() else { return false };
        let is_open = matches!(
            (self.kind, kind),
            (Kind::Body | Kind::Item, Kind::Body) | (Kind::Note, Kind::Note)
        );
        if !is_open || !is_same_size(last.size, line.size) || last.is_bold != line.is_bold {
            return false;
        }
        if starts_note(line) && self.kind == Kind::Note {
            return false;
        }
        let is_beside = last.flow == line.flow && !is_across;
        let distance = line.base - last.base;
        if is_beside && distance > APART * leading(last, usual) {
            return false;
        }
        let had_no_room = last.room() < line.first_word + 0.35 * last.size;
        if self.kind == Kind::Item {
            // An item hangs: its lines stand behind its sign.
            return is_beside
                && line.left > self.lines.first().map_or(0.0, |first| first.left) + 1.0;
        }
        let is_heading = last.size > HEADING * usual.size;
        if is_heading {
            return is_beside && self.lines.len() < MOST_HEADING_LINES;
        }
        let is_numbered = numbering(&line.text).is_some();
        if ends_entry(&last.text) || is_set_apart(last, line) {
            return false;
        }
        if !had_no_room || (is_numbered && ends_clause(&last.text)) {
            return false;
        }
        let steps_in = line.indent() - last.indent() > INDENT.0 * line.size;
        let both_in = is_indented(line) && is_indented(last) && self.lines.len() == 1;
        let ends = ends_sentence(&last.text);
        // A line that has no room goes on, on the next page as well.
        !(steps_in || (both_in && ends))
    }

    /// The size it is set in.
    pub(super) fn size(&self) -> f32 {
        self.lines.first().map_or(0.0, |line| line.size)
    }

    pub(super) fn n_chars(&self) -> usize {
        self.lines.iter().map(|line| line.text.chars().count()).sum()
    }

    /// Whether it may be a heading by its look: short, and larger or bolder than the text.
    pub(super) fn may_head(&self, usual: &Usual) -> Option<Look> {
        let is_short = self.lines.len() <= MOST_HEADING_LINES
            && self.n_chars() <= MOST_HEADING_CHARS
            && self.lines.iter().any(|line| line.text.chars().any(char::is_alphanumeric));
        let text = &self.lines.last()?.text;
        if self.kind != Kind::Body || !is_short {
            return None;
        }
        let quarter = (self.size() * 4.0).round() as i32;
        if self.size() > HEADING * usual.size {
            return Some(Look::Large(quarter));
        }
        let is_bold = self.lines.iter().all(|line| line.is_bold);
        let is_text_size = is_same_size(self.size(), usual.size) || self.size() > usual.size;
        let is_whole = !ends_sentence(text) && !text.ends_with(['，', ',', '：', ':', '；']);
        (is_bold && is_text_size && is_whole && self.lines.len() <= 2).then_some(Look::Bold)
    }
}

/// How headings stand out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Look {
    /// Larger, in quarters of a point.
    Large(i32),
    /// As large as the text, but bold.
    Bold,
}

fn leading(line: &Line, usual: &Usual) -> f32 {
    (usual.leading / usual.size * line.size).max(line.size * 1.15)
}

/// Whether a note begins: with a number, a star, a circled digit.
fn starts_with_raised_number(line: &Line) -> bool {
    let number = line.raised_start().and_then(|raised| line.text.get(raised.clone()));
    number.is_some_and(|number| number.bytes().all(|byte| byte.is_ascii_digit()))
}

fn starts_note(line: &Line) -> bool {
    line.raised_start().is_some()
        || line.text.starts_with(['*', '†', '‡', '[', '〔'])
        || line.text.starts_with(|c: char| matches!(c, '①'..='⑳'))
}

/// Whether what follows may be an item of a numbered list.
fn ends_clause(text: &str) -> bool {
    ends_sentence(text) || text.ends_with([';', '；'])
}

/// Whether a line stands in the middle or at the right of its column, as signatures, dates and verse do, and the next
/// begins elsewhere.
fn is_set_apart(line: &Line, next: &Line) -> bool {
    line.indent() > INDENT.1 * line.size && (next.left - line.left).abs() > 0.15 * line.size
}

/// Whether a line of a table of contents ends: dots that lead to the number of a page.
fn ends_entry(text: &str) -> bool {
    const LEAST_DOTS: usize = 4;

    let bare = text.trim_end_matches(|c: char| c.is_ascii_digit() || "ivxlcIVXLC".contains(c));
    let weigh = |c: char| match c {
        '.' | '．' | '·' => Some(1),
        '…' | '⋯' => Some(3),
        c if c.is_whitespace() => Some(0),
        _ => None,
    };
    bare.len() < text.len() && bare.chars().rev().map_while(weigh).sum::<usize>() >= LEAST_DOTS
}

fn ends_sentence(text: &str) -> bool {
    let text = text.trim_end_matches(|c| is_closer(c) || c == '"' || c == '\'');
    text.ends_with(|c| is_sentence_end(c) || matches!(c, '.' | ':' | '：'))
}
