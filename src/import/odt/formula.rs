//! Formulas, each a part of its own beside the text: their signs in their order, as Word's are read. How they are set is
//! not taken.

use crate::import::Fault;
use crate::import::xml::{self, Element, Handler};

/// The signs of a formula; nothing where a part is none.
pub(super) fn signs(part: &[u8]) -> Option<String> {
    let mut formula = Formula::default();
    match xml::read(part, &mut formula) {
        // What stands before a break is worth more than nothing.
        Ok(()) | Err(Fault::Damaged) if !formula.signs.is_empty() => Some(formula.signs),
        _ => None,
    }
}

#[derive(Default)]
struct Formula {
    signs: String,
    is_in_math: bool,
    /// How many elements are open that say the same in another way.
    n_skipped: usize,
}

impl Handler for Formula {
    fn start(&mut self, name: &str, _: &Element<'_>) {
        self.is_in_math |= name == "math";
        let is_skipped = self.n_skipped > 0 || matches!(name, "annotation" | "annotation-xml");
        self.n_skipped += usize::from(is_skipped);
    }

    fn end(&mut self, _: &str) {
        self.n_skipped = self.n_skipped.saturating_sub(1);
    }

    fn text(&mut self, text: &str) {
        if self.is_in_math && self.n_skipped == 0 {
            self.signs.push_str(text.trim());
        }
    }
}
