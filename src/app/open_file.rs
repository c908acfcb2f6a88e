//! What is known of the file behind the open document: whether its encoding is a guess, whether another program
//! wrote it since, whether it is still there.

use crate::app::OpenDocument;
use crate::import::confidence::SURE_PERCENT;
use crate::text::{Clean, Pos};

/// Characters at the top of the page by which the place is found again when a file is read anew.
const QUOTE_CHARS: usize = 24;

/// How a file is beside what was read from it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum FileIs {
    /// As it was.
    #[default]
    Same,
    /// It holds something else.
    Other,
    /// Not in its place.
    Gone,
    /// In its place, but it cannot be read.
    Unreadable,
}

/// The file on the disk beside the text that is shown.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum OnDisk {
    /// They are the same, or the reader knows that they are not.
    #[default]
    Same,
    /// Another program wrote the file.
    Rewritten,
    /// The file is not in its place any longer.
    Gone,
    /// It cannot be read now.
    Unreadable,
    /// It is being read again, to be shown where this was read.
    ReadAgain(WasRead),
}

impl OnDisk {
    /// Whether a bar says how the file is.
    pub const fn is_told(&self) -> bool {
        matches!(self, Self::Rewritten | Self::Gone | Self::Unreadable)
    }
}

impl From<FileIs> for OnDisk {
    fn from(file: FileIs) -> Self {
        match file {
            FileIs::Same => Self::Same,
            FileIs::Other => Self::Rewritten,
            FileIs::Gone => Self::Gone,
            FileIs::Unreadable => Self::Unreadable,
        }
    }
}

/// What stood at the top of the page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WasRead {
    quote: String,
    /// Bytes of the text above it.
    offset: usize,
}

impl WasRead {
    /// The place in `text` from `pos` on.
    pub(crate) fn new(text: &str, pos: Pos<Clean>) -> Self {
        let rest = text.get(pos.index()..).unwrap_or_default();
        Self { quote: rest.chars().take(QUOTE_CHARS).collect(), offset: pos.index() }
    }

    /// The same place in another version of the text: the nearest one that reads the same, else as far from the
    /// start.
    pub(crate) fn place_in(&self, text: &str) -> Pos<Clean> {
        let whole = text.floor_char_boundary(self.offset.min(text.len()));
        let places = text.match_indices(&self.quote).map(|(at, _)| at);
        let nearest = places.min_by_key(|at| at.abs_diff(self.offset));
        Pos::new(nearest.unwrap_or(whole))
    }
}

impl OpenDocument {
    /// The encoding that the file was read in, if nobody said that it is the right one and it may not be.
    pub fn guessed_encoding(&self) -> Option<&'static str> {
        let imported = &self.document.imported;
        let is_guess = imported.format.has_encoding()
            && self.origin.path().is_some()
            && !imported.is_chosen
            && imported.confidence < SURE_PERCENT;
        is_guess.then_some(imported.encoding)
    }
}

#[cfg(test)]
mod tests {
    use super::WasRead;
    use crate::text::Pos;

    #[test]
    fn the_place_is_found_again_though_something_was_put_in_before_it() {
        let old = format!("{}这里是读到的地方，后面还有。", "前面的话。".repeat(9));
        let place = old.find("这里").expect("it is there");
        let was = WasRead::new(&old, Pos::new(place));
        let new = format!("新加的一段。{old}");
        assert_eq!(was.place_in(&new).index(), place + "新加的一段。".len());
        assert_eq!(was.place_in("很短").index(), "很短".len());
        assert_eq!(was.place_in(&"前面的话。".repeat(40)).index(), place);
    }
}
