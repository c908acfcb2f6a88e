//! Which pictures of a page are shown, and what is said in their place. What is not in the file is never fetched.

use html5ever::tokenizer::Tag;

use crate::import::html::{Reader, Syntax, What, attribute};
use crate::import::picture;
use crate::text::PicturePlace;

impl Reader<'_, '_> {
    /// Whether nothing but a drawing is open that is not shown: books wrap pictures in drawings.
    pub(super) fn is_drawn_alone(&self) -> bool {
        let is_drawing = self.open.last().is_some_and(|open| &*open.name == "svg");
        self.n_skipped == 1 && is_drawing && self.syntax == Syntax::Xhtml
    }

    /// A picture, where it belongs to the text.
    pub(super) fn picture(&mut self, tag: &Tag) {
        let keys = ["src", "xlink:href", "href"];
        let address = keys.into_iter().find_map(|key| attribute(tag, key)).unwrap_or_default();
        let place = (self.find_picture)(&mut self.builder.gallery, address.trim());
        let Some(place) = place else { return };
        let picture = self.builder.gallery.at(place);
        let is_small = picture.map_or_else(|| is_told_small(tag), picture::Picture::is_small);
        // A page that loads its pictures late has a dot in their place.
        let is_late = ["data-src", "data-original", "data-lazy-src", "data-actualsrc"]
            .into_iter()
            .any(|key| attribute(tag, key).is_some_and(|address| !address.is_empty()));
        let place = if is_small && is_late { PicturePlace::Elsewhere } else { place };
        let words = picture::words(attribute(tag, "alt").unwrap_or_default());
        let words = if self.are_said(&words) { String::new() } else { words };
        let is_of_text = match (self.syntax, place) {
            (Syntax::Xhtml, _) | (_, PicturePlace::Inside(_)) => true,
            (Syntax::Html, PicturePlace::Elsewhere) => self.is_in_article(!words.is_empty()),
        };
        let is_sign = self.syntax == Syntax::Xhtml && !self.builder.is_at_line_start();
        if is_small && !is_late {
            match (words.is_empty(), is_sign) {
                (false, _) => self.builder.flowing(&words),
                (true, true) => self.builder.picture_among_words("", place),
                (true, false) => {}
            }
        } else if is_of_text && self.n_exact == 0 {
            self.builder.picture(&words, place);
        }
    }

    /// Whether words say nothing of this picture: many sites give each the title of its page, or all the same.
    fn are_said(&mut self, words: &str) -> bool {
        /// Fewest characters that are not by chance part of a title.
        const LEAST_CHARS: usize = 8;

        if self.syntax == Syntax::Xhtml || words.chars().nth(LEAST_CHARS - 1).is_none() {
            return false;
        }
        let are_known = self.builder.name.contains(words) || self.words_of_pictures.contains(words);
        if !are_known {
            self.words_of_pictures.insert(words.to_owned());
        }
        are_known
    }

    /// Whether a picture that is elsewhere stands among the paragraphs of a text, rather than in what is
    /// around it: a page is full of signs, faces and advertisements.
    fn is_in_article(&self, has_words: bool) -> bool {
        const AROUND: [&str; 10] =
            ["a", "nav", "header", "footer", "aside", "button", "form", "label", "menu", "address"];
        let is_open = |names: &[&str]| self.open.iter().any(|open| names.contains(&&*open.name));
        if is_open(&["figure"]) {
            return true;
        }
        let block = self.open.iter().rev().find(|open| open.what == What::Block);
        let is_in_paragraph = block
            .is_some_and(|open| matches!(&*open.name, "p" | "center" | "blockquote" | "section"));
        let is_in_text = is_in_paragraph || (has_words && is_open(&["article", "main"]));
        is_in_text && !is_open(&AROUND)
    }
}

/// Whether a page says that a picture is no larger than what stands among words.
fn is_told_small(tag: &Tag) -> bool {
    let sides = ["width", "height"].into_iter().filter_map(|key| attribute(tag, key));
    let pixels = |side: &str| side.trim().trim_end_matches("px").parse::<f32>().ok();
    sides.filter_map(pixels).any(|pixels| pixels <= picture::SMALL_PIXELS as f32)
}
