//! What a drawing in a document of Word is: pictures with their words, in the form of today and in the older one.
//! Shapes and charts are not drawn; what is written in them is text like other.

use crate::import::picture;
use crate::import::xml::Element;

/// So many of Word's units are an inch; and up to what height a picture counts as part of the words beside it.
const UNITS_IN_INCH: f32 = 914_400.0;
const SMALL_INCHES: f32 = 0.35;

/// A drawing that is being read.
#[derive(Default)]
pub(super) struct Drawing {
    /// What is said in its place.
    words: String,
    is_small: bool,
    /// Whether the identities of pictures mean nothing here.
    has_no_relations: bool,
}

/// A picture of a drawing.
pub(super) struct Shown {
    /// The identity of its part; none if that is not in the file.
    pub(super) id: Option<String>,
    /// What is said in its place.
    pub(super) words: String,
    /// Whether it stands among words.
    pub(super) is_small: bool,
}

impl Drawing {
    /// For parts whose relations are not read.
    pub(super) fn without_relations() -> Self {
        Self { has_no_relations: true, ..Self::default() }
    }

    /// Takes what an element says of a picture, which it may be.
    pub(super) fn start(&mut self, name: &str, element: &Element<'_>) -> Option<Shown> {
        match name {
            "drawing" | "pict" => {
                (self.words, self.is_small) = (String::new(), false);
                None
            }
            "extent" => {
                let height = element.get("cy").and_then(|units| units.parse::<f32>().ok());
                self.is_small = height.is_some_and(|units| units < SMALL_INCHES * UNITS_IN_INCH);
                None
            }
            "docPr" => {
                let told = ["descr", "title"].into_iter().filter_map(|key| element.get(key));
                self.words =
                    told.map(|told| picture::words(&told)).find(|told| !told.is_empty())?;
                None
            }
            "blip" => Some(self.shown(element.get("embed"))),
            "imagedata" => {
                let title = element.get("title").unwrap_or_default();
                self.words = picture::words(&title);
                Some(self.shown(element.get("id")))
            }
            _ => None,
        }
    }

    fn shown(&mut self, id: Option<String>) -> Shown {
        let id = id.filter(|_| !self.has_no_relations);
        Shown { id, words: std::mem::take(&mut self.words), is_small: self.is_small }
    }
}
