//! Nested lists from items that only know how deep they stand.

use crate::exchange::page::escaped;

/// Lists under way.
#[derive(Default)]
pub(super) struct Lists {
    html: String,
    /// The names of the elements that are open, outermost first.
    open: Vec<&'static str>,
}

impl Lists {
    /// Adds an item, `depth` lists deep, from 1.
    pub(super) fn item(&mut self, depth: usize, number: Option<u32>, words: &str) {
        let depth = depth.max(1);
        let name = if number.is_some() { "ol" } else { "ul" };
        while self.open.len() > depth {
            self.close();
        }
        if self.open.len() == depth {
            if self.open.last() == Some(&name) {
                self.html.push_str("</li>\n");
            } else {
                self.close();
            }
        }
        while self.open.len() < depth {
            let name = if self.open.len() + 1 == depth { name } else { "ul" };
            self.html.push_str(&format!("<{name}>\n"));
            self.open.push(name);
            if self.open.len() < depth {
                self.html.push_str("<li>");
            }
        }
        let value = number.map(|number| format!(" value=\"{}\"", escaped(&number.to_string())));
        self.html.push_str(&format!("<li{}>{words}", value.unwrap_or_default()));
    }

    /// Adds a paragraph to the item that is open so deep.
    pub(super) fn paragraph(&mut self, depth: usize, words: &str) {
        while self.open.len() > depth.max(1) {
            self.close();
        }
        self.html.push_str(&format!("<p>{words}</p>\n"));
    }

    fn close(&mut self) {
        if let Some(name) = self.open.pop() {
            self.html.push_str(&format!("</li>\n</{name}>\n"));
        }
    }

    /// The lists, all closed.
    pub(super) fn finish(mut self) -> String {
        while !self.open.is_empty() {
            self.close();
        }
        self.html
    }
}
