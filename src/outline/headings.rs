//! Judges which lines of a plain text are its title and its headings.

use std::collections::BTreeSet;

use crate::outline::lines::Line;
use crate::outline::{Heading, LineIs, counted, levels, series};
use crate::text::chars::is_han;
use crate::text::names::is_family_name;
use crate::text::numbering::{Numbering, is_annex};

/// How many times as long as a heading the paragraph below it is at least.
const BODY_RATIO: f32 = 1.5;

/// The title, if the text shows one and none is `known`, and the headings behind it.
pub(super) fn judge(
    lines: &[Line<'_>],
    known: Option<&Heading>,
) -> (Option<Heading>, Vec<Heading>) {
    let n_strong = lines.iter().filter(|line| line.is_strong).count();
    // Where most is bold, that shows nothing.
    let is_told = n_strong * 3 <= lines.len();
    let is_chosen =
        |index: &usize| is_heading(lines, *index) || (is_told && is_strong_heading(lines, *index));
    let mut chosen: Vec<usize> = (0..lines.len()).filter(is_chosen).collect();
    add_siblings(lines, &mut chosen);
    let counts = counted::find(lines);
    let series = series::add(lines, &mut chosen, counts.iter().flatten().copied());
    let is_ruled = lines.iter().any(|line| line.ruled == Some(LineIs::Title));
    let title = if is_ruled || known.is_some() {
        None
    } else {
        title(lines, &mut chosen, &series).or_else(|| only_chapter(lines, &mut chosen))
    };
    chosen.retain(|index| known.is_none_or(|known| lines[*index].span.start >= known.span.end));
    let below = match known {
        Some(known) => lines.partition_point(|line| line.span.start < known.span.end),
        None => title.map_or(0, |title| title + 1),
    };
    let is_like = |line: &Line<'_>| line.n_chars <= 4 && line.text.chars().all(is_han);
    let n_short = chosen.iter().filter(|index| is_like(&lines[**index])).count();
    // Below a title and above verse stands whose it is, whatever the name.
    let is_poets = |line: &Line<'_>| {
        below > 0 && is_like(line) && lines.get(below + 1).is_some_and(Line::is_verse)
    };
    let is_name = |line: &Line<'_>| is_author(line) || is_poets(line);
    chosen.retain(|index| *index != below || n_short > 1 || !is_name(&lines[*index]));
    drop_lonely_items(lines, &mut chosen);
    drop_bare_numbers(lines, &mut chosen);
    let ranks = counted::ranks(lines, &chosen, &counts);
    let levels = levels::levels(lines, &chosen, &ranks);
    let heading = |index: usize, level: u8| Heading {
        level,
        span: lines[index].span,
        text: lines[index].text.to_owned(),
    };
    let headings = chosen.iter().zip(levels).map(|(index, level)| heading(*index, level)).collect();
    (title.map(|index| heading(index, 1)), headings)
}

/// Whether the line at `index` heads what follows.
fn is_heading(lines: &[Line<'_>], index: usize) -> bool {
    let line = &lines[index];
    // What the reader says is put in later.
    if line.ruled.is_some() {
        return false;
    }
    if line.is_part {
        return true;
    }
    let Some(next) = lines.get(index + 1) else { return false };
    if is_section_name(line.text) && index > 0 && !line.is_set_apart() {
        return true;
    }
    if !line.may_be_heading() {
        return false;
    }
    match line.numbering {
        // A numbered line may have the next lower heading below it.
        Some((kind, _)) => has_body_soon(lines, index) && !is_item(lines, index, kind),
        None if heads_verse(lines, index) => true,
        // The last of some short lines is one of them: verse, a list.
        None if follows_short_lines(lines, index) => false,
        None => {
            is_followed_by_body(line, next)
                || (next.numbering.is_some()
                    && (next.may_be_heading() || next.is_part)
                    && has_body_soon(lines, index + 1))
        }
    }
}

/// Whether verse begins right below, or below the line that says whose it is.
fn heads_verse(lines: &[Line<'_>], index: usize) -> bool {
    let is_verse = |at: usize| lines.get(at).is_some_and(Line::is_verse);
    let is_author = |at: usize| lines.get(at).is_some_and(|line| is_poet(line));
    (is_verse(index + 1) && !is_author(index)) || (is_author(index + 1) && is_verse(index + 2))
}

/// Whether a line says who wrote the verse below: `李白`, `作者：海子`, `by John Keats`.
fn is_poet(line: &Line<'_>) -> bool {
    let says = ["by ", "By ", "作者", "文/", "文／", "——"];
    !line.is_verse() && (is_author(line) || says.iter().any(|word| line.text.starts_with(word)))
}

/// Whether a bold line stands above a paragraph that is not.
fn is_strong_heading(lines: &[Line<'_>], index: usize) -> bool {
    let heads = |at: usize| {
        let mut below = lines.iter().skip(at + 1).skip_while(|next| next.is_attribution());
        let next = below.next().filter(|next| !next.is_strong);
        next.is_some_and(|next| next.is_body() || next.n_chars > lines[at].n_chars)
    };
    // A heading may have another right below.
    let heads_next =
        |at: usize| lines.get(at + 1).is_some_and(Line::may_be_strong_heading) && heads(at + 1);
    lines[index].may_be_strong_heading() && index > 0 && (heads(index) || heads_next(index))
}

/// Adds short lines above lists that look just like a heading that was found: 用料 beside 做法.
fn add_siblings(lines: &[Line<'_>], chosen: &mut Vec<usize>) {
    /// Longest such heading, in characters.
    const MOST_CHARS: usize = 5;
    /// Longest heading above what are surely rows or items, where so many others without number are headings.
    const MOST_LIST_NAME: usize = 16;
    const LEAST_PLAIN: usize = 2;

    let is_tiny = |line: &Line<'_>| line.n_chars <= MOST_CHARS && line.may_be_heading();
    let is_item = |line: Option<&Line<'_>>| {
        line.is_some_and(|line| line.n_chars <= 20 && !line.ends_sentence())
    };
    let is_remark = |line: &Line<'_>| line.n_chars > 2 * MOST_CHARS && line.ends_sentence();
    let tiny: BTreeSet<usize> = chosen
        .iter()
        .map(|other| &lines[*other])
        .filter(|other| is_tiny(other) && other.numbering.is_none())
        .map(|other| other.n_chars)
        .collect();
    let is_like = |line: &Line<'_>| {
        line.numbering.is_none()
            && tiny.range(line.n_chars.saturating_sub(1)..=line.n_chars + 1).next().is_some()
    };
    let n_plain = chosen.iter().filter(|other| lines[**other].numbering.is_none()).count();
    let heads_rows = |index: usize| {
        let line = &lines[index];
        n_plain >= LEAST_PLAIN
            && line.n_chars <= MOST_LIST_NAME
            && line.numbering.is_none()
            && line.may_be_heading()
            && lines.get(index + 1..index + 3).is_some_and(|below| below.iter().all(is_row))
            && !is_row(&lines[index - 1])
    };
    let siblings: Vec<usize> = (1..lines.len())
        .filter(|index| (is_tiny(&lines[*index]) && is_like(&lines[*index])) || heads_rows(*index))
        .filter(|index| chosen.binary_search(index).is_err())
        .filter(|index| lines[*index].ruled.is_none())
        .filter(|index| lines[index - 1].ends_sentence())
        .filter(|index| {
            heads_rows(*index)
                || (is_item(lines.get(index + 1)) && is_item(lines.get(index + 2)))
                || (n_plain >= LEAST_PLAIN && lines.get(index + 1).is_some_and(is_remark))
        })
        .collect();
    chosen.extend(siblings);
    chosen.sort_unstable();
}

/// Names of sections that are headings whatever stands below them: references are lists.
pub(super) fn is_section_name(text: &str) -> bool {
    let name = text.trim_end_matches(['：', ':']);
    let signs = || name.chars().filter(|c| !c.is_whitespace());
    SECTION_NAMES.iter().any(|name| signs().eq(name.chars()))
}

const SECTION_NAMES: [&str; 15] = [
    "参考文献",
    "參考文獻",
    "参考资料",
    "主要参考文献",
    "致谢",
    "引言",
    "前言",
    "结语",
    "结论",
    "后记",
    "附录",
    "References",
    "Bibliography",
    "Acknowledgements",
    "Acknowledgments",
];

/// Whether two short lines that end no sentence stand right above, no longer than this one.
fn follows_short_lines(lines: &[Line<'_>], index: usize) -> bool {
    let is_short = |line: &Line<'_>| {
        line.n_chars <= 20
            && !line.ends_sentence()
            && line.numbering.is_none()
            && !line.text.ends_with('：')
            && line.n_chars <= lines[index].n_chars
    };
    // The title and what stands below it are short too.
    index >= 4 && lines.get(index - 2..index).is_some_and(|above| above.iter().all(is_short))
}

fn is_followed_by_body(line: &Line<'_>, next: &Line<'_>) -> bool {
    let is_longer = next.n_chars as f32 >= line.n_chars as f32 * BODY_RATIO;
    // A line of verse or dialogue is followed by its like.
    next.is_body() && (is_longer || line.is_two_clauses())
}

/// Whether a paragraph comes before many more short lines; below a chapter's line a sentence will do.
fn has_body_soon(lines: &[Line<'_>], index: usize) -> bool {
    let is_chapter = lines[index].numbering.is_some_and(|(kind, _)| kind <= Numbering::Section);
    let is_high = lines[index].numbering.is_some_and(|(kind, _)| kind <= Numbering::Han);
    let is_text = |line: &Line<'_>| {
        line.is_body()
            || (is_chapter && line.ends_sentence())
            || (is_high && line.text.ends_with('：'))
    };
    let below = lines.iter().skip(index + 1).take(4);
    let leads_on = |line: &&Line<'_>| is_text(line) || line.may_be_heading() || line.is_part;
    below.take_while(leads_on).any(is_text)
}

/// Whether a numbered short line is one of a list of short items rather than a heading.
fn is_item(lines: &[Line<'_>], index: usize, kind: Numbering) -> bool {
    let is_sibling = |line: Option<&Line<'_>>| {
        line.is_some_and(|line| line.numbering.is_some_and(|(other, _)| other == kind))
    };
    let before = index.checked_sub(1).and_then(|index| lines.get(index));
    kind >= Numbering::Decimal(1)
        && (is_sibling(lines.get(index + 1))
            || (is_sibling(before) && before.is_some_and(Line::may_be_heading)))
}

/// Takes the title out of `chosen`: a heading line without number before the first paragraph.
fn title(lines: &[Line<'_>], chosen: &mut Vec<usize>, series: &BTreeSet<usize>) -> Option<usize> {
    let first_body =
        lines.iter().position(|line| line.n_chars >= 30 && line.is_body()).unwrap_or(lines.len());
    let candidate = lines.iter().take(first_body).position(|line| {
        line.has_heading_shape() && line.numbering.is_none() && !is_annex(line.text)
    })?;
    if series.contains(&candidate) {
        return None;
    }
    // What stands first is the title; deeper down it is a heading like others.
    let is_first = lines.iter().take(candidate).all(|line| line.n_chars < 12);
    // A text of which it is the only short line, or one with other headings below it.
    let has_text =
        lines.iter().skip(candidate + 1).any(|line| line.n_chars >= 20 || line.is_verse())
            || heads_list(lines, candidate);
    // Where other headings look just like it, the first is one of them.
    let is_like_others = lines[candidate].is_two_clauses()
        && chosen
            .iter()
            .filter(|index| **index != candidate)
            .any(|index| lines[*index].is_two_clauses());
    if !is_first || !has_text || is_like_others {
        return None;
    }
    chosen.retain(|index| *index != candidate);
    Some(candidate)
}

/// Takes the only chapter of a text that has no name above it out of `chosen`: what a page of a book shows.
fn only_chapter(lines: &[Line<'_>], chosen: &mut Vec<usize>) -> Option<usize> {
    let kind = |at: usize| lines.get(at)?.numbering.map(|(kind, _)| kind);
    let own = kind(0).filter(|kind| *kind <= Numbering::Section)?;
    let is_only = chosen.first() == Some(&0)
        && chosen.iter().skip(1).all(|at| kind(*at).is_none_or(|other| other > own));
    is_only.then(|| chosen.remove(0))
}

/// Whether the line stands above a list whose items have figures or marks inside, and has none itself.
fn heads_list(lines: &[Line<'_>], candidate: usize) -> bool {
    let is_item = |line: &Line<'_>| {
        line.text.contains(|c: char| c.is_ascii_digit() || "，、：；,:\t".contains(c))
    };
    let items = lines.iter().skip(candidate + 1);
    let n_items = items.clone().filter(|line| is_item(line)).count();
    candidate == 0 && !is_item(&lines[0]) && n_items >= 4 && n_items * 10 >= items.count() * 8
}

/// In a text with numbered headings, a single unnumbered short line deep inside is no heading;
/// and a short line in front of the signature is none either.
fn drop_lonely_items(lines: &[Line<'_>], chosen: &mut Vec<usize>) {
    let n_numbered = chosen.iter().filter(|index| lines[**index].numbering.is_some()).count();
    let n_plain = chosen.len() - n_numbered;
    if n_numbered >= 2 && n_plain == 1 {
        chosen.retain(|index| {
            lines[*index].numbering.is_some() || is_section_name(lines[*index].text)
        });
    }
}

/// A number alone above a heading is a part of it.
fn drop_bare_numbers(lines: &[Line<'_>], chosen: &mut Vec<usize>) {
    let named: BTreeSet<usize> =
        chosen.iter().copied().filter(|index| !lines[*index].is_part).collect();
    chosen.retain(|index| !lines[*index].is_part || !named.contains(&(index + 1)));
}

/// Whether a line is a row of a table or an item with its mark or its label: not what stands alone.
fn is_row(line: &Line<'_>) -> bool {
    let is_marked = line.text.starts_with(['▢', '☐', '•', '·', '●', '■', '-', '*', '✓', '√']);
    let is_labelled = line.text.split_once(['：', ':']).is_some_and(|(label, value)| {
        (2..=14).contains(&label.chars().count()) && !value.trim().is_empty()
    });
    line.text.contains('\t') || is_marked || is_labelled
}

/// Whether a line right below a title says whose text it is: `苏轼`, `〔唐〕王之涣`.
fn is_author(line: &Line<'_>) -> bool {
    let age = line.text.strip_prefix(['〔', '[', '（', '(', '【']);
    let name = age.and_then(|rest| rest.split_once(['〕', ']', '）', ')', '】']));
    let has_age = name.is_some_and(|(age, _)| (1..=4).contains(&age.chars().count()));
    let name = name.map_or(line.text, |(_, name)| name.trim());
    let is_name = (2..=4).contains(&name.chars().count()) && name.chars().all(is_han);
    is_name
        && (has_age || name.starts_with(is_family_name))
        && !is_section_name(line.text)
        && line.numbering.is_none()
}
