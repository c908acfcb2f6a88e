//! What stands in a frame: a formula, or a picture with its words, which come after it. What is written in a frame is text like other.

use crate::import::odt::writer::Writer;
use crate::import::picture;
use crate::import::xml::Element;
use crate::text::PicturePlace;

/// Up to this height a picture counts as part of the words beside it, in inches.
const SMALL_INCHES: f32 = 0.35;

/// A frame that is open.
#[derive(Default)]
pub(super) struct Frame {
    is_small: bool,
    /// Its picture; a frame may hold the same one in several forms, of which the first counts.
    place: Option<PicturePlace>,
    /// The words of its formula, of which a picture may be there too.
    formula: Option<String>,
    title: String,
    description: String,
    /// What is being read of it.
    part: Option<Part>,
    binary: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    Title,
    Description,
    Binary,
}

fn part(name: &str) -> Option<Part> {
    match name {
        "title" => Some(Part::Title),
        "desc" => Some(Part::Description),
        "binary-data" => Some(Part::Binary),
        _ => None,
    }
}

/// A length in inches: `8.2cm`.
fn inches(length: &str) -> Option<f32> {
    let unit = length.find(|c: char| c.is_ascii_alphabetic())?;
    let (number, unit) = length.split_at_checked(unit)?;
    let times = match unit {
        "cm" => 1.0 / 2.54,
        "mm" => 1.0 / 25.4,
        "pt" => 1.0 / 72.0,
        _ => 1.0,
    };
    Some(number.parse::<f32>().ok()? * times)
}

impl Writer {
    /// Takes what an element says of frames; whether its text is theirs.
    pub(super) fn start_in_frame(&mut self, name: &str, element: &Element<'_>) -> bool {
        match name {
            "frame" => {
                let height = element.get("height").and_then(|height| inches(&height));
                let is_small = height.is_some_and(|height| height < SMALL_INCHES);
                self.frames.push(Frame { is_small, ..Frame::default() });
            }
            "object" => {
                let address = element.get("href").unwrap_or_default();
                let folder = address.trim_start_matches("./").trim_end_matches('/');
                let formula = self.formulas.get(folder).cloned();
                if let Some(frame) = self.frames.last_mut() {
                    frame.formula = frame.formula.take().or(formula);
                }
            }
            "image" => {
                let address = element.get("href").unwrap_or_default();
                let name = address.trim_start_matches("./");
                let gallery = &mut self.builder.gallery;
                let place = gallery.knows(name).then(|| gallery.named(name));
                if let Some(frame) = self.frames.last_mut() {
                    frame.place = frame.place.or(place).or(Some(PicturePlace::Elsewhere));
                }
            }
            _ => {
                let Some(part) = part(name) else { return false };
                let Some(frame) = self.frames.last_mut() else { return false };
                frame.part = Some(part);
                return true;
            }
        }
        false
    }

    /// Takes text of a frame; whether it was.
    pub(super) fn text_in_frame(&mut self, text: &str) -> bool {
        let Some(frame) = self.frames.last_mut() else { return false };
        match frame.part {
            Some(Part::Title) => frame.title.push_str(text),
            Some(Part::Description) => frame.description.push_str(text),
            Some(Part::Binary) => frame.binary.push_str(text),
            None => return false,
        }
        true
    }

    /// Ends what of a frame was read; whether it was.
    pub(super) fn end_in_frame(&mut self, name: &str) -> bool {
        let Some(frame) = self.frames.last_mut() else { return false };
        if frame.part.is_none() || part(name) != frame.part {
            return false;
        }
        if frame.part.take() == Some(Part::Binary) {
            let bytes = picture::bytes_of_base64(&std::mem::take(&mut frame.binary));
            if let Some(bytes) = bytes.filter(|_| frame.place == Some(PicturePlace::Elsewhere)) {
                frame.place = Some(self.builder.gallery.add(bytes));
            }
        }
        true
    }

    /// Writes the formula or the picture of a frame that ends.
    pub(super) fn end_frame(&mut self) {
        let Some(frame) = self.frames.pop() else { return };
        if let Some(formula) = frame.formula {
            return self.write(&formula);
        }
        let Some(place) = frame.place.filter(|_| self.is_written()) else { return };
        let told = [frame.description, frame.title];
        let words = told.iter().map(|told| picture::words(told)).find(|words| !words.is_empty());
        let words = words.unwrap_or_default();
        self.begin_paragraph();
        self.has_text = true;
        if frame.is_small && !self.builder.is_at_line_start() {
            self.builder.picture_among_words(&words, place);
        } else {
            self.builder.picture(&words, place);
        }
    }
}
