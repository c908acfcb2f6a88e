//! What stands there again: running heads and page numbers of converted books, paragraphs put in twice.

use std::ops::Range;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::clean::{Evidence, Patch, Rule};
use crate::text::Bilingual;
use crate::text::chars::{has_more_chars, is_closer, is_han, is_sentence_end};
use crate::text::lines::lines_with_text;
use crate::text::numbering::numbering;

pub(super) const RULE: Rule = Rule {
    id: "repeats",
    name: Bilingual::new("重复", "Repetitions"),
    does: Bilingual::new(
        "去掉转换来的书里的页眉、页脚和页码，以及连着出现两遍的段落",
        "takes away running heads, feet and page numbers of converted books, and paragraphs that stand there twice",
    ),
    never: Bilingual::new(
        "诗歌的叠句，表格，只有一处的短行",
        "refrains, tables, short lines that stand alone",
    ),
    apply,
};

/// Longest running head, in characters.
const MOST_HEAD_CHARS: usize = 40;
/// Fewest pages with the same head.
const LEAST_PAGES: usize = 3;
/// Fewest lines between two heads.
const LEAST_PAGE_LINES: usize = 8;
/// Most lines between pages that go.
const MOST_PAGE_ROOM: usize = 4;
/// Shortest paragraph that may be put in twice, in bytes.
const LEAST_PARAGRAPH: usize = 120;

fn apply(text: &str, _evidence: &Evidence<'_>, patch: &mut Patch<'_>) {
    let lines: Vec<_> = lines_with_text(text).collect();
    let mut goes = running(&lines, |range| patch.is_heading(range));
    for (index, is_copy) in copies(&lines).into_iter().enumerate() {
        if let Some(goes) = goes.get_mut(index) {
            *goes |= is_copy;
        }
    }
    let heads = heads_of_the_title(&lines).into_iter().chain(numbered_heads(&lines));
    for index in heads.chain(digest(&lines)).chain(pages(&lines)) {
        goes[index] = true;
    }
    let mut done = 0;
    for (index, (range, _)) in lines.iter().enumerate() {
        if goes[index] {
            let room = with_room(&lines, &goes, index, range);
            patch.delete(room.start.max(done)..room.end);
            done = room.end;
        }
    }
}

/// A line that goes, with the blank lines around it if it stands between pages in the middle of a sentence: the room
/// was the page's, and parts no paragraphs.
fn with_room(
    lines: &[(Range<usize>, &str)],
    goes: &[bool],
    index: usize,
    range: &Range<usize>,
) -> Range<usize> {
    let first = index.saturating_sub(MOST_PAGE_ROOM);
    let last = (first..index).rev().find(|at| !goes[*at]).and_then(|at| lines.get(at));
    let is_inside = |(_, line): &(Range<usize>, &str)| {
        !ends_sentence(line.trim_end_matches(is_closer)) && line.chars().any(is_han)
    };
    if !last.is_some_and(is_inside) {
        return range.clone();
    }
    let start = index.checked_sub(1).and_then(|at| lines.get(at)).map_or(0, |(line, _)| line.end);
    let end = lines.get(index + 1).map_or(range.end, |(line, _)| line.start);
    start..end
}

/// Which lines are page numbers or heads that come again at the distance of a page. What the format calls a heading
/// is none: chapters may have parts of the same names.
fn running(
    lines: &[(Range<usize>, &str)],
    is_heading: impl Fn(&Range<usize>) -> bool,
) -> Vec<bool> {
    let mut places: FxHashMap<String, Vec<usize>> = FxHashMap::default();
    for (index, (range, line)) in lines.iter().enumerate() {
        let n_chars = line.chars().take(MOST_HEAD_CHARS + 1).count();
        let is_row = line.starts_with('|') || line.contains('\t');
        if (1..=MOST_HEAD_CHARS).contains(&n_chars) && !is_row && !is_heading(range) {
            places.entry(without_digits(line)).or_default().push(index);
        }
    }
    let mut goes = vec![false; lines.len()];
    let mut beside = Vec::new();
    let places: Vec<(String, Vec<usize>)> = places.into_iter().collect();
    for (shape, places) in places {
        let is_head = || !ends_sentence(&shape) && numbering(&shape).is_none();
        let page_number = page_number(&shape);
        let is_numbered = page_number.is_some();
        let is_running = match page_number {
            // Between dashes or as 第1页 a number is nothing else, be it on two pages only.
            Some(PageNumber::Sure) => places.len() >= 2 && is_rising(&places, lines),
            Some(PageNumber::Bare) if are_of_all(&places, lines) => true,
            Some(PageNumber::Bare) => {
                is_spread(&places) && is_rising(&places, lines) && are_pages(&places, lines)
            }
            // The headings of chapters count up as well: 第1章, Chapter 2.
            None if shape.contains('0') => {
                is_head() && is_spread(&places) && is_rising(&places, lines)
            }
            None => is_spread(&places) && is_head(),
        };
        if is_running && is_numbered {
            beside
                .extend(beside_numbers(&places, lines).filter(|index| {
                    lines.get(*index).is_some_and(|(range, _)| !is_heading(range))
                }));
        }
        if is_running {
            places.into_iter().for_each(|index| goes[index] = true);
        }
    }
    beside.into_iter().for_each(|index| goes[index] = true);
    goes
}

/// The heads below the numbers of all pages, or above them: the same line each time.
fn beside_numbers(places: &[usize], lines: &[(Range<usize>, &str)]) -> impl Iterator<Item = usize> {
    let are_heads = |indices: &[usize]| {
        let mut heads = indices.iter().map(|index| lines[*index].1);
        let first = heads.next().unwrap_or_default();
        let is_head = !ends_sentence(first)
            && numbering(first).is_none()
            && !first.starts_with('|')
            && first.chars().nth(1).is_some()
            && !has_more_chars(first, MOST_HEAD_CHARS);
        indices.len() >= 2 && is_head && heads.all(|head| head == first)
    };
    let below: Vec<usize> = places.iter().map(|at| at + 1).filter(|at| *at < lines.len()).collect();
    let above: Vec<usize> = places.iter().filter_map(|at| at.checked_sub(1)).collect();
    [below, above].into_iter().filter(move |indices| are_heads(indices)).flatten()
}

/// Running heads that repeat the title with the number of the page or the year beside it.
fn heads_of_the_title(lines: &[(Range<usize>, &str)]) -> Vec<usize> {
    fn name(line: &str) -> impl Iterator<Item = char> {
        line.chars().filter(|c| !(c.is_whitespace() || c.is_ascii_digit() || "-—·|".contains(*c)))
    }
    // A book may begin with its first chapter, and others have the same name but for the number.
    let first = lines.first().filter(|(_, line)| numbering(line).is_none());
    let title: Vec<char> =
        first.map(|(_, line)| name(line).take(100).collect()).unwrap_or_default();
    let is_sentence = first.is_some_and(|(_, line)| ends_sentence(line));
    if title.len() < 4 || is_sentence {
        return Vec::new();
    }
    let is_head = |line: &str| name(line).eq(title.iter().copied());
    let heads: Vec<usize> = (1..lines.len()).filter(|index| is_head(lines[*index].1)).collect();
    // Between heads is a page; days of a record follow on each other.
    let has_pages = heads.windows(2).any(|pair| pair[1] - pair[0] > 1);
    if heads.len() >= 2 && has_pages { heads } else { Vec::new() }
}

/// Running heads of chapters with the number of the page behind or before: `第三章　供水　　11`, then 12, 13.
fn numbered_heads(lines: &[(Range<usize>, &str)]) -> Vec<usize> {
    let mut heads: FxHashMap<&str, Vec<(usize, u32)>> = FxHashMap::default();
    for (index, (_, line)) in lines.iter().enumerate() {
        let is_short = line.len() <= MOST_HEAD_CHARS * 4;
        if let Some((name, page)) = Some(line).filter(|_| is_short).and_then(|line| paged(line)) {
            heads.entry(name).or_default().push((index, page));
        }
    }
    let is_rising = |pages: &[(usize, u32)]| pages.windows(2).all(|pair| pair[0].1 < pair[1].1);
    let are_apart = |pages: &[(usize, u32)]| pages.windows(2).any(|pair| pair[1].0 - pair[0].0 > 1);
    heads.retain(|_, pages| pages.len() >= LEAST_PAGES && is_rising(pages) && are_apart(pages));
    if heads.is_empty() {
        return Vec::new();
    }
    let alone: FxHashSet<&str> = lines.iter().map(|(_, line)| *line).collect();
    heads.retain(|name, _| numbering(name).is_some() || alone.contains(name));
    heads.into_values().flatten().map(|(index, _)| index).collect()
}

/// The numbers of pages that count up, with the running heads below or above them: lines that name the book, as
/// another line of it does. Two such heads show that the numbers are pages.
fn pages(lines: &[(Range<usize>, &str)]) -> Vec<usize> {
    /// Among how many lines the book names itself.
    const MOST_TITLE_LINES: usize = 12;
    /// Fewest lines of a page that is cut out of a book.
    const LEAST_LINES: usize = 3;

    let value = |line: &str| (line.len() <= 4).then(|| line.parse::<u32>().ok()).flatten();
    let mut numbers: Vec<(usize, u32)> = Vec::new();
    for (index, (_, line)) in lines.iter().enumerate() {
        let Some(value) = value(line) else { continue };
        let follows = numbers
            .last()
            .is_none_or(|(last, before)| value == before + 1 && index - last >= LEAST_LINES);
        if !follows {
            return Vec::new();
        }
        numbers.push((index, value));
    }
    if numbers.len() < 2 {
        return Vec::new();
    }
    let top: String = lines.iter().take(MOST_TITLE_LINES).map(|(_, line)| *line).collect();
    let names_book = |at: usize| {
        lines.get(at).is_some_and(|(_, line)| {
            let is_short = !has_more_chars(line, MOST_HEAD_CHARS) && !ends_sentence(line);
            let mut parts = line.split(['·', '|', ' ', '\u{3000}']).filter(|part| !part.is_empty());
            let is_named = |part: &str| part.chars().nth(1).is_some() && top.contains(part);
            // The contents name the chapters as well.
            let is_head = is_short && numbering(line).is_none();
            is_head && at >= MOST_TITLE_LINES && parts.all(is_named)
        })
    };
    let below: Vec<usize> =
        numbers.iter().map(|(at, _)| at + 1).filter(|at| names_book(*at)).collect();
    let above: Vec<usize> = numbers
        .iter()
        .filter_map(|(at, _)| at.checked_sub(1))
        .filter(|at| names_book(*at))
        .collect();
    let heads = if below.len() >= above.len() { below } else { above };
    if heads.len() < 2 {
        return Vec::new();
    }
    numbers.into_iter().map(|(at, _)| at).chain(heads).collect()
}

/// A line cut into its words and the number of a page at one of its ends, with white space between.
fn paged(line: &str) -> Option<(&str, u32)> {
    let is_digit = |c: char| c.is_ascii_digit();
    let (before, after) = (line.trim_end_matches(is_digit), line.trim_start_matches(is_digit));
    let (name, number) = if before.len() < line.len() {
        (before, line.get(before.len()..)?)
    } else {
        (after, line.get(..line.len() - after.len())?)
    };
    let is_parted = name.trim().len() < name.len();
    let is_named = name.trim().chars().nth(1).is_some();
    Some((name.trim(), number.parse().ok()?)).filter(|_| is_parted && is_named)
}

/// What stands before the digest of an article.
const DIGEST_LABELS: &[&str] =
    &["导读", "導讀", "摘要", "核心提示", "内容提要", "內容提要", "提要", "内容摘要"];

/// Longest digest, in bytes: each of its sentences is sought in the whole text.
const MOST_DIGEST_BYTES: usize = 6_000;

/// A digest above the article that only repeats its sentences.
fn digest(lines: &[(Range<usize>, &str)]) -> Option<usize> {
    let body = |line: &str| -> Option<String> {
        if line.len() > MOST_DIGEST_BYTES {
            return None;
        }
        let line = line.trim_start_matches(['[', '【', '［', '(', '（']);
        let rest = DIGEST_LABELS.iter().find_map(|label| line.strip_prefix(label))?;
        Some(
            rest.trim_start_matches([']', '】', '］', ')', '）', ':', '：', ' ', '\u{3000}'])
                .to_owned(),
        )
    };
    let (index, digest) = lines
        .iter()
        .take(12)
        .enumerate()
        .find_map(|(index, (_, line))| Some((index, body(line)?)))?;
    let sentences: Vec<&str> = digest
        .split_inclusive(is_sentence_end)
        .filter(|sentence| sentence.chars().count() >= 8)
        .collect();
    let stands_below =
        |sentence: &&str| lines.iter().skip(index + 1).any(|(_, line)| line.contains(*sentence));
    (!sentences.is_empty() && sentences.iter().all(stands_below)).then_some(index)
}

/// The line with each number as one 0: the same head on another page.
fn without_digits(line: &str) -> String {
    let mut shape = String::with_capacity(line.len());
    for c in line.chars() {
        match c {
            '0'..='9' if shape.ends_with('0') => {}
            '0'..='9' => shape.push('0'),
            c => shape.push(c),
        }
    }
    shape
}

/// How sure it is that a line is the number of a page.
enum PageNumber {
    /// `- 0 -`, `第0页`, `第 0 页 共 0 页`, `Page 0 of 0`.
    Sure,
    /// A number alone, which may be one of a table.
    Bare,
}

fn page_number(shape: &str) -> Option<PageNumber> {
    let is_sign = |c: char| c.is_whitespace() || "-—–·•0/|,，.".contains(c);
    let words: String = shape.chars().filter(|c| !is_sign(*c)).collect::<String>().to_lowercase();
    let is_known = ["", "第页", "第頁", "第页共页", "第頁共頁", "page", "pageof", "p"]
        .contains(&words.as_str());
    if !shape.contains('0') || !is_known {
        return None;
    }
    let is_bare =
        shape.trim() == "0" || (words.is_empty() && !shape.starts_with(['-', '—', '–', '·', '•']));
    Some(if is_bare { PageNumber::Bare } else { PageNumber::Sure })
}

/// Whether the lines are the numbers of pages with how many there are: `1/3`, `2/3`, `3/3`.
fn are_of_all(places: &[usize], lines: &[(Range<usize>, &str)]) -> bool {
    let pair = |index: &usize| -> Option<(u32, u32)> {
        let (page, all) = lines.get(*index)?.1.split_once('/')?;
        Some((page.trim().parse().ok()?, all.trim().parse().ok()?))
    };
    let pairs: Vec<_> = places.iter().filter_map(pair).collect();
    let is_first = |at: usize, page: u32| page as usize == at + 1;
    pairs.len() >= 2
        && pairs.len() == places.len()
        && pairs
            .iter()
            .enumerate()
            .all(|(at, (page, all))| is_first(at, *page) && *all == pairs[0].1)
        && pairs[0].1 as usize == pairs.len()
}

/// Whether the places lie apart like pages, and are many.
fn is_spread(places: &[usize]) -> bool {
    let far = places.windows(2).filter(|pair| pair[1] - pair[0] >= LEAST_PAGE_LINES).count();
    places.len() >= LEAST_PAGES && far * 10 >= (places.len() - 1) * 9
}

/// Whether bare numbers are those of pages and not of an essay's parts: pages end anywhere, or are of one length.
fn are_pages(places: &[usize], lines: &[(Range<usize>, &str)]) -> bool {
    let above = || places.iter().filter_map(|place| lines.get(place.checked_sub(1)?));
    let n_cut =
        above().filter(|(_, line)| !ends_sentence(line.trim_end_matches(is_closer))).count();
    let mut lengths: Vec<usize> = places.windows(2).map(|pair| pair[1] - pair[0]).collect();
    lengths.sort_unstable();
    let middle = lengths.get(lengths.len() / 2).copied().unwrap_or(0);
    let n_alike = lengths.iter().filter(|length| length.abs_diff(middle) * 10 <= middle).count();
    n_cut * 5 >= places.len() || (lengths.len() >= 3 && n_alike * 10 >= lengths.len() * 8)
}

/// Whether the first number of the lines grows from one to the next.
fn is_rising(places: &[usize], lines: &[(Range<usize>, &str)]) -> bool {
    let number = |index: &usize| {
        let line = lines.get(*index)?.1;
        let digits: String = line
            .chars()
            .skip_while(|c| !c.is_ascii_digit())
            .take_while(char::is_ascii_digit)
            .collect();
        digits.parse::<u32>().ok()
    };
    let numbers: Vec<u32> = places.iter().filter_map(number).collect();
    let n_rising = numbers.windows(2).filter(|pair| pair[0] < pair[1]).count();
    numbers.len() == places.len() && n_rising * 10 >= (numbers.len().max(1) - 1) * 9
}

fn ends_sentence(line: &str) -> bool {
    line.ends_with(is_sentence_end)
}

/// Which lines stand there twice: a paragraph again right behind its like, or a row of lines that comes again, with two
/// paragraphs in it; its headings and short lines go with it.
fn copies(lines: &[(Range<usize>, &str)]) -> Vec<bool> {
    let is_long = |line: &str| line.len() >= LEAST_PARAGRAPH && line.chars().any(is_han);
    let mut first: FxHashMap<&str, usize> = FxHashMap::default();
    first.reserve(lines.len());
    let mut original: Vec<Option<usize>> = Vec::with_capacity(lines.len());
    for (index, (_, line)) in lines.iter().enumerate() {
        let known = is_long(line).then(|| *first.entry(line).or_insert(index));
        original.push(known.filter(|known| *known < index));
    }
    let mut goes = vec![false; lines.len()];
    let (mut at, mut end) = (0, 0);
    while at < lines.len() {
        let Some(known) = original[at] else {
            at += 1;
            continue;
        };
        let row = row_of(lines, known, at, end);
        let n_long = original.get(row.clone()).unwrap_or_default().iter().flatten().count();
        if n_long >= 2 {
            goes[row.clone()].fill(true);
        }
        let follows_copy = at.checked_sub(1).is_some_and(|before| original[before] == Some(known));
        goes[at] |= known + 1 == at || follows_copy;
        end = row.end;
        at = end;
    }
    goes
}

/// The longest row of lines around `at`, from `first` on, that stands around `known` as well, without running into that.
fn row_of(lines: &[(Range<usize>, &str)], known: usize, at: usize, first: usize) -> Range<usize> {
    let is_like = |a: usize, b: usize| lines.get(a).map(|it| it.1) == lines.get(b).map(|it| it.1);
    let before = (1..=known.min(at - first))
        .take_while(|step| at - step > known && is_like(known - step, at - step));
    let start = at - before.count();
    let behind = (1..lines.len() - at)
        .take_while(|step| known + step < start && is_like(known + step, at + step));
    start..at + 1 + behind.count()
}
