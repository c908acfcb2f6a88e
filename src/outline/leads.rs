//! Run-in leads: first sentences that serve as headings of their paragraphs.

use crate::outline::lines::Line;
use crate::outline::{Heading, Lead, LineIs};
use crate::text::Span;

/// Longest lead, in characters with its full stop.
const MOST_CHARS: usize = 20;
/// Shortest lead, in characters with its full stop.
const LEAST_CHARS: usize = 5;
/// How many times as long as its lead a paragraph is at least.
const BODY_RATIO: usize = 3;
/// Fewest leads of a text: fewer are just short sentences.
const LEAST_LEADS: usize = 3;

/// Finds the leads: in a section where most paragraphs start with a short sentence, and three of
/// them in the text at least.
pub(super) fn find(lines: &[Line<'_>], headings: &[Heading]) -> Vec<Lead> {
    // What the reader takes for no heading still parts what stands above it from what stands below.
    let is_no_heading = |line: &&Line<'_>| line.ruled == Some(LineIs::Plain) && !line.is_body();
    let no_headings = lines.iter().filter(is_no_heading).map(|line| line.span.end.index());
    let mut bounds: Vec<usize> = headings.iter().map(|heading| heading.span.end.index()).collect();
    bounds.extend(no_headings);
    bounds.sort_unstable();
    if bounds.is_empty() {
        return Vec::new();
    }
    let mut leads = Vec::new();
    bounds.push(usize::MAX);
    for pair in bounds.windows(2) {
        let [start, end] = pair else { continue };
        let first = lines.partition_point(|line| line.span.start.index() < *start);
        let section: Vec<&Line<'_>> = lines
            .iter()
            .skip(first)
            .take_while(|line| line.span.end.index() < *end)
            .filter(|line| line.is_body())
            .collect();
        let found: Vec<Lead> = section.iter().filter_map(|line| lead(line)).collect();
        // At least two, and most of the section: a lone short sentence is only that.
        if found.len() >= 2 && found.len() * 2 > section.len() {
            leads.extend(found);
        }
    }
    if leads.len() < LEAST_LEADS { Vec::new() } else { leads }
}

/// The paragraph's first sentence, if it can be a lead.
fn lead(line: &Line<'_>) -> Option<Lead> {
    let end = line.text.find('。')? + '。'.len_utf8();
    let sentence = line.text.get(..end)?;
    let n_chars = sentence.chars().count();
    let is_plain = !sentence.contains(['，', '；', '：', '？', '！', '“', '”', '《', '、']);
    let is_lead = (LEAST_CHARS..=MOST_CHARS).contains(&n_chars)
        && is_plain
        && line.n_chars >= n_chars * BODY_RATIO
        && line.numbering.is_none()
        && !line.is_set_apart();
    let start = line.span.start.index();
    is_lead.then(|| Lead { span: Span::new(start, start + end), text: sentence.to_owned() })
}
