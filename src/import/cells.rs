//! Cells of a table that hold more than one paragraph each: a figure with its unit, a name with its title. As paragraphs
//! they would tear the row apart.

/// Most characters of a cell on the average, beyond which a table is the frame of a page.
const MOST_CHARS: usize = 20;
/// Most characters of one paragraph.
pub(super) const MOST_OF_ONE: usize = 40;

/// Makes one line of the paragraphs of each cell where all are short; says whether nothing is left to be joined.
/// `breaks` are the line endings between them, in bytes, in order.
pub(super) fn join(text: &mut String, start: usize, breaks: &[usize], n_cells: usize) -> bool {
    if breaks.is_empty() {
        return true;
    }
    let written = text.get(start..).unwrap_or_default();
    let is_item = |at: &usize| text.get(at + 1..).is_some_and(|behind| behind.starts_with("- "));
    let is_frame = breaks.len() > n_cells
        || written.chars().count() > MOST_CHARS * n_cells
        || written.split(['\n', '\t']).any(|piece| piece.chars().count() > MOST_OF_ONE);
    if is_frame || breaks.iter().any(is_item) {
        return false;
    }
    for at in breaks {
        if text.get(*at..).is_some_and(|behind| behind.starts_with('\n')) {
            text.replace_range(*at..=*at, " ");
        }
    }
    true
}
