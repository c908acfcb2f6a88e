//! Where the pieces of a very long paragraph part on the page: between two rows, so that no row is short.
//!
//! Where a row ends depends on those before it. To get to a place in a paragraph without end only the pieces
//! since the last fixed border are counted, so every sixteenth piece begins where the text was cut.

use std::collections::HashMap;

use crate::text::{Clean, Pos, Span};
use crate::typeset::{Kind, row_border};
use crate::ui::reader::look::{self, Sizes};
use crate::ui::reader::model::{Page, Piece};
use crate::ui::reader::told::Told;

/// So many pieces lie between two fixed borders: about thirty thousand characters.
const PIECES: u32 = 16;

/// The borders that were found, by the piece that begins there.
#[derive(Debug, Default)]
pub(crate) struct Borders {
    found: HashMap<usize, Pos<Clean>>,
}

impl Borders {
    /// What a piece shows of the text, and whether its last row goes on in the next piece.
    pub(crate) fn shown(
        &mut self,
        page: &Page,
        sizes: &Sizes,
        index: usize,
    ) -> (Span<Clean>, bool) {
        let piece = &page.pieces[index];
        if !is_movable(page, sizes, piece) {
            return (piece.span, false);
        }
        let start = self.border(page, sizes, index);
        match page.pieces.get(index + 1).filter(|next| !is_fixed(next)) {
            Some(_) => (Span { start, end: self.border(page, sizes, index + 1) }, true),
            None => (Span { start, end: piece.span.end }, false),
        }
    }

    /// Where piece `index` begins.
    fn border(&mut self, page: &Page, sizes: &Sizes, index: usize) -> Pos<Clean> {
        let is_known =
            |index: &usize| is_fixed(&page.pieces[*index]) || self.found.contains_key(index);
        let first = (0..=index).rev().find(is_known).unwrap_or(index);
        let mut at = self.found.get(&first).copied().unwrap_or(page.pieces[first].span.start);
        for next in first + 1..=index {
            at = after(page, sizes, at, next);
            self.found.insert(next, at);
        }
        at
    }
}

/// The first border between rows from `start` on that is not before where piece `next` was cut.
fn after(page: &Page, sizes: &Sizes, start: Pos<Clean>, next: usize) -> Pos<Clean> {
    let (before, next) = (&page.pieces[next - 1], &page.pieces[next]);
    let span = Span { start, end: next.span.end };
    let text = page.text.get(span);
    let from = next.span.start.index() - start.index();
    let look = look::look(sizes, before);
    let style = look.style(sizes);
    let faced = page.faced(&Piece { span, ..*before }, look.face);
    let told = Told::new(&look, text, &faced);
    let border = row_border(text, from, &style, |at, c| told.advance(at, c));
    Pos::new(start.index() + border)
}

/// Whether a piece begins where the text was cut.
fn is_fixed(piece: &Piece) -> bool {
    piece.part.is_multiple_of(PIECES)
}

/// Code has its own lines, readings their own widths, and what was taken away is shown as it is in the file.
fn is_movable(page: &Page, sizes: &Sizes, piece: &Piece) -> bool {
    let look = look::look(sizes, piece);
    !page.shows_taken() && look.kind != Kind::Code && look.rise == 0.0
}

#[cfg(test)]
mod tests {
    use crate::app::PageLook;
    use crate::clean::CleanOptions;
    use crate::document::Document;
    use crate::ui::reader::count;
    use crate::ui::reader::layout::Layouts;
    use crate::ui::reader::look::Sizes;
    use crate::ui::reader::model::Page;

    fn page_of(text: &str) -> Page {
        let options = CleanOptions::default();
        let document = Document::new("a.txt", text.as_bytes(), None, &options).unwrap();
        Page::new(&document, false)
    }

    fn context() -> egui::Context {
        let context = egui::Context::default();
        crate::ui::install(&context);
        let output = context.run_ui(egui::RawInput::default(), |_| {});
        output.drop_without_applying_deltas();
        context
    }

    /// Forty thousand characters without a line ending, of sentences that differ.
    fn endless() -> String {
        let sentence = |n: u32| {
            let han: String = (0..7 + n * 5 % 11)
                .filter_map(|i| char::from_u32(0x4E00 + (n * 131 + i * 17) % 5_000))
                .collect();
            format!("{han}，GDP增长{}.{}%，“{han}”。", n % 90, n % 10)
        };
        (0..1_300).map(sentence).collect()
    }

    #[test]
    fn a_paragraph_without_end_has_no_short_row_but_where_it_must() {
        let (context, text) = (context(), endless());
        let page = page_of(&text);
        assert!(page.pieces.len() > 17, "{}", page.pieces.len());
        for size in [600.0, 1280.0] {
            let sizes = Sizes::new(&PageLook::default(), true, 1.0, 1.0, size);
            let mut layouts = Layouts::new(sizes, count::guessed(&page, &sizes));
            let (mut at, mut n_short) = (page.pieces[0].span.start.index(), 0);
            for (index, piece) in page.pieces.iter().enumerate() {
                let set = layouts.piece(&context, &page, index);
                for line in set.lines.iter().map(|line| &line.line) {
                    assert_eq!(piece.span.start.index() + line.bytes.start, at, "piece {index}");
                    at = piece.span.start.index() + line.bytes.end;
                    let is_full = f64::from(line.width) >= sizes.measure - 1.0 || line.ragged;
                    n_short += usize::from(!is_full);
                }
            }
            assert_eq!(at, page.text.as_str().trim_end().len());
            let n_fixed = page.pieces.len().div_ceil(super::PIECES as usize);
            assert!(n_short <= n_fixed, "{n_short} short rows at {size}");
        }
    }

    #[test]
    fn a_jump_into_it_gives_the_rows_that_reading_on_gives() {
        let (context, text) = (context(), endless());
        let page = page_of(&text);
        let sizes = Sizes::new(&PageLook::default(), true, 1.0, 1.0, 1280.0);
        let rows = |layouts: &mut Layouts, index: usize| -> Vec<usize> {
            let set = layouts.piece(&context, &page, index);
            set.lines.iter().map(|line| line.line.bytes.start).collect()
        };
        let layouts = || Layouts::new(sizes, count::guessed(&page, &sizes));
        let mut reading = layouts();
        let read: Vec<_> = (0..page.pieces.len()).map(|index| rows(&mut reading, index)).collect();
        for index in [3, 14, page.pieces.len() - 1] {
            assert_eq!(rows(&mut layouts(), index), read[index]);
        }
    }
}
