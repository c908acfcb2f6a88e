//! Lists that hold no items but the columns of a page.

use crate::text::{Hint, HintKind, Source};

/// From how many lines of its own an item is a column of the page.
const COLUMN_LINES: usize = 7;

/// Takes off what says of a column, or of a whole article, that it is an item of a list. Numbered items stay what they
/// are, however long: laws have such. `first` is the first hint of the page.
pub(super) fn drop_columns(text: &str, hints: &mut Vec<Hint<Source>>, first: usize) {
    let page = hints.get(first..).unwrap_or_default();
    if !page.iter().any(|hint| hint.kind == HintKind::ListItem) {
        return;
    }
    let ends: Vec<usize> = text.match_indices('\n').map(|(at, _)| at).collect();
    let n_lines = |start: usize, end: usize| {
        let before = |at: usize| ends.partition_point(|end| *end < at);
        before(end) - before(start) + 1
    };
    // Of each stretch seen, what is around it later: where it starts, and how many of its lines are an item's within.
    let mut within: Vec<(usize, usize)> = Vec::new();
    let mut are_columns = Vec::with_capacity(page.len());
    for hint in page {
        let (start, end) = (hint.span.start.index(), hint.span.end.index());
        let is_item = hint.kind == HintKind::ListItem;
        let mut is_column = false;
        if is_item {
            let from = within.partition_point(|(inner, _)| *inner < start);
            let n_inner: usize = within.drain(from..).map(|(_, n_lines)| n_lines).sum();
            let n_all = n_lines(start, end);
            let is_numbered = !text.get(start..).unwrap_or_default().starts_with("- ");
            is_column = !is_numbered && n_all.saturating_sub(n_inner) >= COLUMN_LINES;
            within.push((start, if is_column { n_inner } else { n_all }));
        }
        are_columns.push(is_column);
    }
    let mut are_columns = are_columns.into_iter();
    let mut at = 0;
    hints.retain(|_| {
        at += 1;
        at <= first || are_columns.next() != Some(true)
    });
}
