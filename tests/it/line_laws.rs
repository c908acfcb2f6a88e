//! The laws of the line, as checks that tests run over prose and over random text.
//!
//! A check takes text that was set and panics with what is wrong.

use danhuang::typeset::{
    Align, HAN_GAP_MAX, Hanging, Kind, Line, Marks, Style, blocks, count_lines, metrics, set,
    set_block,
};

/// The size of the page's type in tests, in pixels.
pub(crate) const EM: u32 = 36;
const FORBIDDEN: &str = include_str!("../data/typeset/forbidden.txt");

/// The bundled page face.
pub(crate) fn page(text: &str) -> impl Fn(usize, char) -> Option<f32> + '_ {
    |offset, c| metrics::page().advance_in(text, offset, c)
}

/// What a line holds.
pub(crate) fn text_of<'a>(text: &'a str, line: &Line) -> &'a str {
    text.get(line.bytes.clone()).unwrap()
}

/// The three lists of tests/data/typeset/forbidden.txt.
pub(crate) fn forbidden() -> [Vec<&'static str>; 3] {
    let mut lists =
        FORBIDDEN.split("--- ").skip(1).map(|part| part.lines().skip(1).collect::<Vec<_>>());
    std::array::from_fn(|_| lists.next().unwrap())
}

/// Every law that holds for any text, set as body text.
pub(crate) fn check(
    text: &str,
    measure: u32,
    advance: &impl Fn(usize, char) -> Option<f32>,
) -> Vec<Line> {
    check_set(text, &Style::new(Kind::Body, EM, measure * EM), advance)
}

/// Every law that holds for any text in any style.
pub(crate) fn check_set(
    text: &str,
    style: &Style,
    advance: &impl Fn(usize, char) -> Option<f32>,
) -> Vec<Line> {
    let measure = style.measure / style.em;
    let lines = set(text, style, advance);
    assert_eq!(lines.len(), count_lines(text, style, advance), "{text:?} at {measure}");
    let mut at = 0;
    for line in &lines {
        assert_eq!(line.bytes.start, at, "{text:?} at {measure}");
        assert!(line.bytes.end > at || text.is_empty(), "{text:?} at {measure}");
        at = line.bytes.end;
        check_boxes(text, line);
    }
    assert_eq!(at, text.len());
    // A short paragraph without line endings is one block.
    if text.len() > 4_000 || text.contains('\n') {
        check_blocks(text, style, advance, &lines);
    }
    lines
}

/// Blocks set apart give the same lines.
fn check_blocks(
    text: &str,
    style: &Style,
    advance: &impl Fn(usize, char) -> Option<f32>,
    lines: &[Line],
) {
    let blocks = blocks(text, style, advance);
    let set_apart = blocks.iter().flat_map(|block| {
        let lines = set_block(text, &block.bytes, style, advance);
        assert_eq!(lines.len(), block.n_lines);
        lines
    });
    assert_eq!(set_apart.collect::<Vec<_>>(), lines);
}

/// Boxes stand in order, do not overlap, and tell the same place from both sides.
fn check_boxes(text: &str, line: &Line) {
    let mut end = f32::MIN;
    for (index, cell) in line.cells.iter().enumerate() {
        assert!(cell.x >= end - 0.01 && cell.width >= 0.0, "{text:?}: {line:?}");
        end = cell.x + cell.width;
        let offset = cell.offset as usize;
        assert!(text.is_char_boundary(offset) && line.bytes.contains(&offset));
        let x = line.x_of(offset);
        assert_eq!(x, line.x_of(line.offset_at(x)), "{text:?}: {offset}");
        let selected = line.extent(offset..offset + 1);
        assert_eq!(selected, Some((cell.x, cell.x + cell.width)), "{text:?}: {offset}");
        if cell.width > 0.0 {
            assert_eq!(line.offset_at(x), offset, "{text:?}");
            // The right half of a character is nearer to its end, whatever gap follows.
            assert_eq!(line.offset_at(x + cell.width * 0.9), end_of(line, index), "{text:?}");
            assert_eq!(
                line.cluster_at(x + cell.width / 2.0).map(|bytes| bytes.start),
                Some(offset)
            );
        }
    }
}

/// Where a cell ends, in bytes.
fn end_of(line: &Line, index: usize) -> usize {
    line.cells.get(index + 1).map_or(line.bytes.end, |next| next.offset as usize)
}

/// The laws of Chinese lines, for text whose words and runs of marks fit the measure.
pub(crate) fn check_rules(text: &str, lines: &[Line], style: &Style) {
    let [starts, ends, units] = forbidden();
    let n_lines = lines.len();
    for (index, line) in lines.iter().enumerate() {
        let set = text_of(text, line).trim();
        let what = || format!("{set:?} in {style:?}");
        let is_last = index + 1 == n_lines;
        let (first, last) = (set.chars().next().unwrap(), set.chars().last().unwrap());
        // A number sign is a prefix only before its figure.
        let is_suffix = last == '#' && !starts_with_digit(text, line.bytes.end);
        if style.marks == Marks::Chinese {
            let is_start = starts.iter().any(|list| list.contains(first));
            let is_end = ends.iter().any(|list| list.contains(last)) && !is_suffix;
            assert!(index == 0 || !is_start, "starts: {}", what());
            assert!(is_last || !is_end, "ends: {}", what());
        }
        for unit in &units {
            let mark = unit.chars().next().unwrap();
            let before =
                text.get(..line.bytes.start).unwrap().chars().rev().take_while(|c| *c == mark);
            assert!(first != mark || before.count() % 2 == 0, "splits {unit}: {}", what());
        }
        check_edges(text, line, is_last, style);
        if index > 0 && lines[index - 1].hyphen.is_none() {
            check_word(text, line.bytes.start);
        }
        check_gaps(text, line, style);
    }
    let indent = if style.measure / style.em < 4 { 0 } else { style.indent * style.em };
    assert_eq!(lines[0].cells[0].x, indent as f32, "indent: {text}");
    let last = text_of(text, &lines[n_lines - 1]);
    let is_mark = |c: char| {
        c.is_ascii_punctuation()
            || !c.is_alphanumeric()
                && [&starts, &ends, &units]
                    .iter()
                    .any(|lists| lists.iter().any(|list| list.contains(c)))
    };
    let n_chars = last.chars().filter(|c| !c.is_whitespace() && !is_mark(*c)).count();
    assert!(n_lines == 1 || n_chars > 1, "a lone character: {last:?} of {text:?} in {style:?}");
}

fn starts_with_digit(text: &str, at: usize) -> bool {
    text.get(at..).is_some_and(|rest| rest.trim_start().starts_with(|c: char| c.is_ascii_digit()))
}

/// No ink outside the column but a hung mark's, and full lines end with it.
fn check_edges(text: &str, line: &Line, is_last: bool, style: &Style) {
    let what = || format!("{:?} in {style:?}", text_of(text, line));
    let may_hang = text_of(text, line).trim_end().ends_with(['，', '、', '。']);
    let hung = match style.hanging {
        Hanging::On if may_hang => style.em.div_ceil(2) as f32,
        _ => 0.0,
    };
    let (column, over) = (style.measure as f32, line.width - style.measure as f32);
    assert!(over <= hung + 0.5, "{over} px too wide: {}", what());
    if !is_last && !line.ragged && style.align == Align::Justify {
        let is_full = over.abs() <= 1.0 || (over - hung).abs() <= 1.0;
        assert!(is_full, "neither full nor ragged: {} of {column}: {}", line.width, what());
    }
}

/// No break between two letters or figures.
fn check_word(text: &str, at: usize) {
    let (before, after) = text.split_at(at);
    let is_word = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
    assert!(
        !is_word(before.chars().last()) || !is_word(after.chars().next()),
        "a word is split: {:?}|{after:?}",
        before.chars().rev().take(8).collect::<String>()
    );
}

fn check_gaps(text: &str, line: &Line, style: &Style) {
    let is_han = |offset: u32| {
        let c = text.get(offset as usize..).and_then(|rest| rest.chars().next());
        c.is_some_and(|c| ('一'..='龥').contains(&c))
    };
    for pair in line.cells.windows(2) {
        let [left, right] = pair else { continue };
        if is_han(left.offset) && is_han(right.offset) {
            let gap = right.x - left.x - left.width;
            assert!(
                gap <= HAN_GAP_MAX as f32 * style.em as f32 + 0.01,
                "a gap of {gap} px: {text}"
            );
            assert!(
                left.x.fract() == 0.0,
                "a Han character between two pixels: {} in {text:?}",
                left.x
            );
        }
    }
}
