//! What a page has beside its text: running heads, page numbers.

use std::collections::HashMap;
use std::collections::HashSet;

use crate::import::pdf::lines::Line;

/// Rows at each edge of a page that may be furniture.
const EDGE_ROWS: usize = 3;
/// The part of a page's height at each edge in which furniture stands.
const EDGE: f32 = 0.14;
/// On so many pages a line stands that runs through a document.
const FEWEST_PAGES: usize = 3;
/// Lines that stand at places this near, in points, are at one place.
const SAME_PLACE: f32 = 6.0;

/// A page's lines with its height in points.
pub(super) struct PageLines<'a> {
    pub(super) height: f32,
    pub(super) lines: &'a [Line],
}

/// What shows that two lines are one: the text without its numbers, and the place.
type Sign = (String, i32);

/// Says of each line of each page whether it is furniture. `body` is the size of the text, in points.
pub(super) fn furniture(pages: &[PageLines<'_>], body: f32) -> Vec<Vec<bool>> {
    let mut n_pages: HashMap<Sign, usize> = HashMap::new();
    for page in pages {
        let mut signs: Vec<Sign> = Vec::new();
        for line in edge_lines(page) {
            signs.extend(near_signs(line, body));
        }
        signs.sort();
        signs.dedup();
        for sign in signs {
            *n_pages.entry(sign).or_default() += 1;
        }
    }
    let fewest = FEWEST_PAGES.min(pages.len().max(2));
    let numbered = numbered_places(pages);
    let judged = |(index, page): (usize, &PageLines<'_>)| {
        let edge = edge_places(page);
        let is_furniture = |(at, line): (usize, &Line)| {
            edge.contains(&at)
                && (n_pages.get(&sign(line, body)).is_some_and(|n| *n >= fewest)
                    || is_page_number(&line.text, index, pages.len())
                    || counts(line, index).any(|count| numbered.contains(&count)))
        };
        page.lines.iter().enumerate().map(is_furniture).collect()
    };
    pages.iter().enumerate().map(judged).collect()
}

/// A place at the edge of pages, and how far the number that stands there is from the page's own.
type Count = (i32, i64);

/// The places at which a line has the page's number beside other words, as heads of chapters do.
fn numbered_places(pages: &[PageLines<'_>]) -> HashSet<Count> {
    let mut n_pages: HashMap<Count, usize> = HashMap::new();
    for (index, page) in pages.iter().enumerate() {
        let mut found: Vec<Count> = edge_lines(page).flat_map(|line| counts(line, index)).collect();
        found.sort_unstable();
        found.dedup();
        for count in found {
            *n_pages.entry(count).or_default() += 1;
        }
    }
    // A number that happens to agree does so on few pages.
    let fewest = (FEWEST_PAGES + 1).max(pages.len() / 4);
    n_pages.into_iter().filter(|(_, n)| *n >= fewest).map(|(count, _)| count).collect()
}

/// The counts of the number that a line begins or ends with.
fn counts(line: &Line, page: usize) -> impl Iterator<Item = Count> {
    let text = line.text.trim();
    let is_no_digit = |c: char| !c.is_ascii_digit();
    let first = text.split(is_no_digit).next().and_then(|digits| digits.parse::<i64>().ok());
    let last = text.rsplit(is_no_digit).next().and_then(|digits| digits.parse::<i64>().ok());
    let place = (line.base / SAME_PLACE).round() as i32;
    let numbers = [first, last].into_iter().flatten().filter(|number| *number < 100_000);
    numbers.map(move |number| (place, number - page as i64))
}

fn edge_lines<'a>(page: &PageLines<'a>) -> impl Iterator<Item = &'a Line> {
    let lines = page.lines;
    edge_places(page).into_iter().filter_map(|at| lines.get(at))
}

/// Which lines stand in the first and last rows of the page, near its edges.
fn edge_places(page: &PageLines<'_>) -> Vec<usize> {
    let mut bases: Vec<f32> = page.lines.iter().map(|line| line.base).collect();
    bases.sort_by(f32::total_cmp);
    bases.dedup_by(|a, b| (*a - *b).abs() < 2.0);
    let top = bases.get(EDGE_ROWS.min(bases.len()).saturating_sub(1)).copied().unwrap_or(0.0);
    let bottom = bases.get(bases.len().saturating_sub(EDGE_ROWS)).copied().unwrap_or(0.0);
    let is_edge = |line: &Line| {
        (line.base <= top && line.base < EDGE * page.height)
            || (line.base >= bottom && line.base > (1.0 - EDGE) * page.height)
    };
    (0..page.lines.len()).filter(|at| page.lines.get(*at).is_some_and(is_edge)).collect()
}

/// A heading of numbered chapters stands at one place as well, and is larger than the text.
fn sign(line: &Line, body: f32) -> Sign {
    let is_large = line.size > body * 1.12;
    let text: String = if is_large {
        line.text.clone()
    } else {
        let mut text = String::new();
        for c in line.text.chars().filter(|c| !c.is_whitespace()) {
            let c = if c.is_ascii_digit() { '#' } else { c };
            if !(c == '#' && text.ends_with('#')) {
                text.push(c);
            }
        }
        text
    };
    (text, (line.base / SAME_PLACE).round() as i32)
}

/// The sign of a line and of the same at the places beside it, so that rounding parts none.
fn near_signs(line: &Line, body: f32) -> impl Iterator<Item = Sign> {
    let (text, at) = sign(line, body);
    [-1, 0, 1].into_iter().map(move |step| (text.clone(), at + step))
}

/// Whether a line says no more than a page's number: 3, - 3 -, 第 3 页, 3 / 10, Page 3 of 10, iv.
fn is_page_number(text: &str, page: usize, n_pages: usize) -> bool {
    let bare: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    let bare = bare.to_lowercase();
    let is_dressed = bare.chars().all(|c| {
        c.is_ascii_digit()
            || matches!(c, '-' | '–' | '—' | '·' | '第' | '页' | '頁' | '共' | '/' | '|')
    });
    let bare_words = bare.replace("page", "").replace("of", "/");
    let is_words = bare.contains("page")
        && bare_words.chars().all(|c| c.is_ascii_digit() || matches!(c, '/' | '.'));
    // Prefaces are numbered in Roman numbers.
    if !bare.is_empty() && bare.len() <= 6 && bare.chars().all(|c| "ivxlc".contains(c)) {
        return true;
    }
    if !(is_dressed || is_words) || !bare.chars().any(|c| c.is_ascii_digit()) {
        return false;
    }
    let mut numbers = bare.split(|c: char| !c.is_ascii_digit()).filter_map(|n| n.parse().ok());
    let number: Option<usize> = numbers.next();
    let has_dress = !bare.chars().all(|c| c.is_ascii_digit());
    // A bare number counts only if it is near the page's own.
    number.is_some_and(|number| has_dress || number.abs_diff(page + 1) <= n_pages.max(20))
}
