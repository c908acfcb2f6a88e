//! Lines that were broken at a fixed width, as converted PDFs and old mail have them.

use std::ops::Range;

use crate::clean::evidence::TakenReading;
use crate::clean::rules::records::begins_item;
use crate::clean::rules::seam::{Seam, cut_width};
use crate::clean::{Evidence, Patch, Rule};
use crate::text::Bilingual;
use crate::text::chars::{is_cjk_mark, is_closer, is_sentence_end, is_wide};
use crate::text::lines;
use crate::text::numbering::numbering;

pub(super) const RULE: Rule = Rule {
    id: "wrap",
    name: Bilingual::new("断行", "Broken lines"),
    does: Bilingual::new(
        "接上按固定宽度折断的行；全文大多数行一样长才算",
        "joins lines that were broken at a fixed width, if most lines of the text are of one length",
    ),
    never: Bilingual::new(
        "诗行、列表、试题的选项、“名称：内容”各行、标题、逐行对照的注音和译文、空行隔开的段落",
        "verse, lists, options of questions, lines of names and values, headings, readings or translations between lines, paragraphs with a blank line between",
    ),
    apply,
};

/// Shortest width that lines are broken at, in half-widths.
const LEAST_WIDTH: usize = 30;
/// Widest line that is measured, in half-widths: no page is broken at such a width, and paragraphs are longer.
const MOST_WIDTH: usize = 400;
/// How much shorter than the width a full line may be, in half-widths: a word or a mark that did not fit.
const SLACK: usize = 8;

/// What parts the pages of a text.
const FORM_FEED: char = '\u{C}';

/// Fewest turns of Chinese and Latin lines that are no accident.
const LEAST_TURNS: usize = 4;

/// A line with what is needed to judge it.
struct Line<'a> {
    /// Its text without the line ending.
    text: &'a str,
    start: usize,
    /// How wide it is, in half-widths, without white space at its end.
    width: usize,
    /// How many blank lines stand above it.
    n_blank: usize,
}

impl Line<'_> {
    fn is_indented(&self) -> bool {
        self.text.starts_with(['\u{3000}', '\t']) || self.text.starts_with("  ")
    }

    fn ends_sentence(&self) -> bool {
        self.text
            .trim_end()
            .trim_end_matches(is_closer)
            .ends_with(|c| is_sentence_end(c) || c == '.')
    }

    /// How it meets the line behind it.
    const fn seam(&self, next: &Self) -> Seam<'_> {
        Seam { line: self.text, width: self.width, next: next.text }
    }

    fn follows_blank(&self) -> bool {
        self.n_blank > 0
    }

    /// Whether it is of Latin words alone, or of Chinese alone; neither for a mixed one.
    fn is_latin(&self) -> Option<bool> {
        let has_wide = self.text.contains(is_wide);
        let has_latin = self.text.contains(|c: char| c.is_alphabetic() && !is_wide(c));
        (has_wide != has_latin).then_some(has_latin)
    }
}

fn apply(text: &str, evidence: &Evidence<'_>, patch: &mut Patch<'_>) {
    let mut lines = lines(text);
    let Some(width) = measured(&mut lines, &evidence.taken_readings) else { return };
    if is_double_spaced(&lines, width) {
        lines.iter_mut().for_each(|line| line.n_blank = line.n_blank.saturating_sub(1));
    }
    let marks_paragraphs = indents_paragraphs(&lines, width);
    let broken: Vec<(&Line<'_>, &Line<'_>)> = lines
        .iter()
        .zip(lines.iter().skip(1))
        .filter(|(line, next)| is_broken(line, next, width, marks_paragraphs))
        .filter(|(_, next)| !is_within(&evidence.stanzas, next.start))
        .collect();
    let cut = cut_width(broken.iter().map(|(line, next)| line.seam(next)));
    for (line, next) in broken {
        let seam = line.seam(next);
        let joint = seam.joint(cut);
        patch.replace(seam.range(&joint, line.start, next.start), joint.with);
    }
}

/// Whether a line that begins at `next` goes on with one of these stretches, which are in order.
fn is_within(stretches: &[Range<usize>], next: usize) -> bool {
    let at = stretches.partition_point(|stretch| stretch.end <= next);
    stretches.get(at).is_some_and(|stretch| stretch.start < next)
}

/// The lines that are not blank.
fn lines(text: &str) -> Vec<Line<'_>> {
    let (mut n_blank, mut ends_page) = (0, false);
    let mut lines: Vec<Line<'_>> = Vec::new();
    for (range, text) in lines::lines(text) {
        ends_page |= text.contains(FORM_FEED);
        if text.trim().is_empty() {
            n_blank += 1;
        } else {
            // Where a page ends inside a sentence, the room above the next one parts no paragraphs.
            let goes_on = ends_page && lines.last().is_some_and(|line| !line.ends_sentence());
            let (start, text) = match text.strip_prefix(FORM_FEED) {
                Some(rest) => (range.start + FORM_FEED.len_utf8(), rest),
                None => (range.start, text),
            };
            let width = width(text.trim_end());
            lines.push(Line { text, start, width, n_blank: if goes_on { 0 } else { n_blank } });
            (n_blank, ends_page) = (0, false);
        }
    }
    lines
}

/// A way to measure lines: their text, and each reading that was taken out of it.
type Measure = (fn(&str) -> usize, fn(&TakenReading) -> usize);

/// In half-widths as they are, in half-widths as they were with their readings, and counted in characters with them.
const MEASURES: [Measure; 3] = [
    (width, |_| 0),
    (width, |reading| reading.n_chars + reading.n_wide),
    (|text| text.chars().count() * 2, |reading| reading.n_chars * 2),
];

/// Measures the lines so that most are of one width, and gives the width that they were broken at. A text may have
/// been broken before or after it got its readings.
fn measured(lines: &mut [Line<'_>], readings: &[TakenReading]) -> Option<usize> {
    if readings.is_empty() {
        return wrap_width(lines);
    }
    let mut best: Option<(usize, usize, Measure)> = None;
    for measure in MEASURES {
        measure_with(lines, readings, measure);
        let Some(width) = wrap_width(lines) else { continue };
        let n_even = lines.iter().filter(|line| line.width.abs_diff(width) <= 2).count();
        if best.is_none_or(|(most, ..)| most < n_even) {
            best = Some((n_even, width, measure));
        }
    }
    let (_, width, measure) = best?;
    measure_with(lines, readings, measure);
    Some(width)
}

fn measure_with(lines: &mut [Line<'_>], readings: &[TakenReading], (bare, of): Measure) {
    for line in lines {
        let first = readings.partition_point(|reading| reading.at < line.start);
        let end = line.start + line.text.len();
        let within = readings.iter().skip(first).take_while(|reading| reading.at <= end);
        line.width = bare(line.text.trim_end()) + within.map(of).sum::<usize>();
    }
}

/// The width of a line in half-widths, up to a few more than the widest that is measured.
fn width(text: &str) -> usize {
    let mut width = 0;
    for c in text.chars() {
        // Nearly all characters are of one of the first two kinds.
        width += match c {
            '\u{4E00}'..='\u{9FFF}' => 2,
            '\0'..='\u{7F}' => 1,
            c if is_wide(c) || is_cjk_mark(c) => 2,
            _ => 1,
        };
        if width >= MOST_WIDTH {
            break;
        }
    }
    width
}

/// The width that the text was broken at: most of its longer lines are so wide, and many of these end inside
/// a sentence.
fn wrap_width(lines: &[Line<'_>]) -> Option<usize> {
    let mut widths: Vec<usize> = lines.iter().map(|line| line.width).collect();
    widths.sort_unstable();
    // The widest few may be tables or addresses.
    let widest = *widths.get(widths.len().checked_sub(1)? * 19 / 20)?;
    if !(LEAST_WIDTH..MOST_WIDTH).contains(&widest) {
        return None;
    }
    let is_full = |width: usize| width.abs_diff(widest) <= SLACK;
    let n_full = widths.iter().filter(|width| is_full(**width)).count();
    // A line that ends with its sentence may be a paragraph; one that stops inside was broken, or is a heading.
    let n_open = |is_wide: &dyn Fn(usize) -> bool| {
        lines.iter().filter(|line| is_wide(line.width) && !line.ends_sentence()).count()
    };
    let (n_full_open, n_long_open) = (n_open(&is_full), n_open(&|width| width * 3 >= widest * 2));
    let is_wrapped = n_full_open >= 4
        && n_full_open * 10 >= n_long_open * 7
        && n_full_open * 2 >= n_full
        && is_even(lines, &is_full)
        && !is_interlinear(lines);
    is_wrapped.then_some(widest)
}

/// Whether lines of Chinese and of Latin words take turns: pinyin or a translation below each line of a song.
fn is_interlinear(lines: &[Line<'_>]) -> bool {
    let kinds: Vec<Option<bool>> = lines.iter().map(Line::is_latin).collect();
    let turns =
        kinds.windows(2).filter(|pair| matches!(pair, [Some(a), Some(b)] if a != b)).count();
    turns >= LEAST_TURNS && turns * 2 > lines.len()
}

/// Whether a blank line behind every line means nothing: the lines of paragraphs stand apart as paragraphs do, and
/// indentations, or marks that no line begins with, show that these go on.
fn is_double_spaced(lines: &[Line<'_>], width: usize) -> bool {
    let behind_first = || lines.iter().skip(1);
    let n_apart = behind_first().filter(|line| line.follows_blank()).count();
    let goes_on = |line: &Line<'_>| line.width + SLACK >= width && !line.ends_sentence();
    let (mut n_open, mut n_flush) = (0, 0);
    for pair in lines.windows(2).filter(|pair| goes_on(&pair[0])) {
        n_open += 1;
        n_flush += usize::from(!pair[1].is_indented());
    }
    let n_indented = lines.iter().filter(|line| line.is_indented()).count();
    let is_torn = |line: &&Line<'_>| {
        line.text.starts_with(['，', '。', '、', '；', '！', '？', '”', '）', '》'])
    };
    let shows_paragraphs = n_indented >= 2 || behind_first().any(|line| is_torn(&line));
    n_apart * 20 >= (lines.len() - 1) * 19
        && n_flush >= 2
        && n_flush * 10 >= n_open * 9
        && shows_paragraphs
}

/// Whether full lines of Chinese are of one length, but for a mark that did not fit; items of a list are not.
fn is_even(lines: &[Line<'_>], is_full: &dyn Fn(usize) -> bool) -> bool {
    let is_chinese = |line: &&Line<'_>| {
        let n_wide = line.text.chars().filter(|c| is_wide(*c) || is_cjk_mark(*c)).count();
        n_wide * 4 >= line.text.trim_end().chars().count() * 3
    };
    let full = || lines.iter().filter(|line| is_full(line.width) && !line.ends_sentence());
    let n_items = full().filter(|line| numbering(line.text.trim()).is_some()).count();
    let mut widths: Vec<usize> = full().filter(is_chinese).map(|line| line.width).collect();
    widths.sort_unstable();
    let Some(usual) = widths.get(widths.len() / 2).copied() else { return true };
    let n_even = widths.iter().filter(|width| width.abs_diff(usual) <= 3).count();
    n_even * 10 >= widths.len() * 7 && n_items * 10 <= widths.len() * 9
}

/// Whether the text indents the first lines of its paragraphs and no others.
fn indents_paragraphs(lines: &[Line<'_>], width: usize) -> bool {
    let n_indented = lines.iter().filter(|line| line.is_indented()).count();
    let goes_on = |line: &Line<'_>, next: &Line<'_>| {
        line.width + SLACK >= width && !line.ends_sentence() && !next.follows_blank()
    };
    let pairs = lines.windows(2).filter(|pair| goes_on(&pair[0], &pair[1]));
    let (n_flush, n_all) = pairs
        .fold((0, 0), |(flush, all), pair| (flush + usize::from(!pair[1].is_indented()), all + 1));
    n_indented >= 2 && n_flush >= 2 && n_flush * 10 >= n_all * 9
}

/// Whether `next` goes on with what `line` says.
fn is_broken(line: &Line<'_>, next: &Line<'_>, width: usize, marks_paragraphs: bool) -> bool {
    if next.follows_blank() || line.width + SLACK < width {
        return false;
    }
    if next.is_indented() {
        return false;
    }
    if begins_item(line.text, next.text) {
        return false;
    }
    // A full line may end with a sentence; then only an indentation tells whether the paragraph ends.
    !line.ends_sentence() || marks_paragraphs
}
