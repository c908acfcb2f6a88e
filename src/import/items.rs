//! Numbered paragraphs of programs that call each a list: where one stands alone, it is none.

use crate::import::Parsed;
use crate::text::HintKind;

/// Leaves its number to the text of each numbered item above and below which no other item stands: a heading or
/// a paragraph that was numbered.
pub(super) fn lone_items_are_text(parsed: &mut Parsed) {
    let lone = lone_items(parsed);
    if lone.is_empty() {
        return;
    }
    parsed.hints.retain(|hint| {
        let is_of_item = matches!(hint.kind, HintKind::ListItem | HintKind::Markup);
        !(is_of_item && lone.binary_search(&hint.span.start.index()).is_ok())
    });
}

/// Where the lone items start, in order.
fn lone_items(parsed: &Parsed) -> Vec<usize> {
    let starts = |kind: HintKind| -> Vec<usize> {
        let of_kind = parsed.hints.iter().filter(|hint| hint.kind == kind);
        of_kind.map(|hint| hint.span.start.index()).collect()
    };
    let (items, marks) = (starts(HintKind::ListItem), starts(HintKind::Markup));
    let has = |starts: &[usize], at: usize| starts.binary_search(&at).is_ok();
    let (mut lone, mut start) = (Vec::new(), 0);
    let (mut was_item, mut candidate) = (false, None);
    for line in parsed.decoded.text.split_inclusive('\n') {
        let is_item = has(&items, start);
        if !is_item {
            lone.extend(candidate);
        }
        let is_numbered = line.starts_with(|c: char| c.is_ascii_digit()) && has(&marks, start);
        candidate = (is_item && is_numbered && !was_item).then_some(start);
        was_item = is_item;
        start += line.len();
    }
    lone.extend(candidate);
    lone
}
