//! The pictures that a file holds, as they are met: each once, no more of them than the limits allow.
//! What is not in the file is never fetched; what is too large or no picture stays a place with its words.

use std::collections::HashMap;

use crate::import::Fault;
use crate::import::limits::{MOST_PICTURES, MOST_PICTURES_BYTES};
use crate::import::picture::{NotTaken, Picture};
use crate::text::{Hint, HintKind, PicturePlace, Source};

/// Pictures by name and by content, in the order in which they were met.
#[derive(Default)]
pub(super) struct Gallery {
    pictures: Vec<Option<Picture>>,
    by_name: HashMap<String, u32>,
    by_content: HashMap<blake3::Hash, u32>,
    n_held: usize,
    n_bytes: u64,
    /// Whether a picture was left out that is more than is taken.
    pub(super) has_left_out: bool,
}

impl Gallery {
    /// The place of a picture that has a name in the file, whose bytes may come later.
    pub(super) fn named(&mut self, name: &str) -> PicturePlace {
        if let Some(number) = self.by_name.get(name) {
            return PicturePlace::Inside(*number);
        }
        let number = self.pictures.len() as u32;
        self.pictures.push(None);
        self.by_name.insert(name.to_owned(), number);
        PicturePlace::Inside(number)
    }

    /// Whether a picture of this name was met.
    pub(super) fn knows(&self, name: &str) -> bool {
        self.by_name.contains_key(name)
    }

    /// What a file has under the name of a picture; too much of it is not taken, and what is not there stays a place.
    pub(super) fn take(&mut self, name: &str, found: Result<Option<Vec<u8>>, Fault>) {
        match found {
            Ok(Some(bytes)) => self.fill(name, bytes),
            Err(Fault::Bomb) => self.has_left_out = true,
            Ok(None) | Err(_) => {}
        }
    }

    /// The bytes of a picture that has a name.
    pub(super) fn fill(&mut self, name: &str, bytes: Vec<u8>) {
        let PicturePlace::Inside(number) = self.named(name) else { return };
        let picture = self.taken(bytes);
        if let Some(place) = self.pictures.get_mut(number as usize) {
            *place = place.take().or(picture);
        }
    }

    /// The place of a picture without a name.
    pub(super) fn add(&mut self, bytes: Vec<u8>) -> PicturePlace {
        let content = blake3::hash(&bytes);
        if let Some(number) = self.by_content.get(&content) {
            return PicturePlace::Inside(*number);
        }
        let Some(picture) = self.taken(bytes) else { return PicturePlace::Elsewhere };
        self.by_content.insert(content, self.pictures.len() as u32);
        self.hang(picture)
    }

    /// The place of a picture that was taken already.
    pub(super) fn hang(&mut self, picture: Picture) -> PicturePlace {
        self.pictures.push(Some(picture));
        PicturePlace::Inside(self.pictures.len() as u32 - 1)
    }

    /// The picture at a place, if its bytes are here.
    pub(super) fn at(&self, place: PicturePlace) -> Option<&Picture> {
        let PicturePlace::Inside(number) = place else { return None };
        self.pictures.get(number as usize)?.as_ref()
    }

    fn taken(&mut self, bytes: Vec<u8>) -> Option<Picture> {
        let n_bytes = self.n_bytes + bytes.len() as u64;
        if self.n_held >= MOST_PICTURES || n_bytes > MOST_PICTURES_BYTES {
            self.has_left_out = true;
            return None;
        }
        let picture = match Picture::new(bytes) {
            Ok(picture) => picture,
            Err(why) => {
                self.has_left_out |= why == NotTaken::TooLarge;
                return None;
            }
        };
        self.n_held += 1;
        self.n_bytes = n_bytes;
        Some(picture)
    }

    /// The pictures that the hints name, which then count them anew; those that never came are elsewhere.
    pub(super) fn finish(self, hints: &mut [Hint<Source>]) -> Vec<Picture> {
        let mut numbers: HashMap<u32, u32> = HashMap::new();
        let mut shown = Vec::new();
        let mut pictures = self.pictures;
        for hint in hints {
            let HintKind::Picture(place) = &mut hint.kind else { continue };
            let PicturePlace::Inside(number) = *place else { continue };
            let known = numbers.get(&number).copied().or_else(|| {
                shown.push(pictures.get_mut(number as usize)?.take()?);
                Some(shown.len() as u32 - 1)
            });
            numbers.extend(known.map(|known| (number, known)));
            *place = known.map_or(PicturePlace::Elsewhere, PicturePlace::Inside);
        }
        shown
    }
}
