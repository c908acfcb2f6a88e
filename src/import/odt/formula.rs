//! Formulas, each a document of its own within the file: their words in a row, as web pages and Word's files give them.

use std::collections::HashMap;

use crate::import::archive::Archive;
use crate::import::xml::{self, Element, Handler};

/// What a folder's document is called.
const CONTENT: &str = "/content.xml";

/// The text of the formulas, by their folders; what cannot be read is no formula.
pub(super) fn formulas(archive: &mut Archive<'_>) -> HashMap<String, String> {
    let folder = |name: &str| name.strip_suffix(CONTENT).map(str::to_owned);
    let folders: Vec<String> = archive.names().filter_map(|name| folder(&name)).collect();
    let mut formulas = HashMap::new();
    for folder in folders {
        let Ok(Some(part)) = archive.part(&format!("{folder}{CONTENT}")) else { continue };
        let mut formula = Formula::default();
        if xml::read(&part, &mut formula).is_ok() && !formula.text.is_empty() {
            formulas.insert(folder, formula.text);
        }
    }
    formulas
}

#[derive(Default)]
struct Formula {
    text: String,
    is_formula: bool,
    n_skipped: usize,
}

impl Handler for Formula {
    fn start(&mut self, name: &str, _: &Element<'_>) {
        self.is_formula |= name == "math";
        // The formula once more, as it was typed.
        if self.n_skipped > 0 || matches!(name, "annotation" | "annotation-xml") {
            self.n_skipped += 1;
        }
    }

    fn end(&mut self, _: &str) {
        self.n_skipped = self.n_skipped.saturating_sub(1);
    }

    fn text(&mut self, text: &str) {
        if self.is_formula && self.n_skipped == 0 {
            self.text.push_str(text.trim());
        }
    }
}
