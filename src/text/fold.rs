//! A text with the differences taken out that a reader does not mean: case, width, script, spaces.

use std::sync::LazyLock;

use crate::text::chars::is_invisible;
use crate::text::{Span, script};

/// A folded text, with the way back to the places it came from.
pub struct Folded {
    text: String,
    /// For each folded character its byte offset here and the span it came from.
    places: Vec<Place>,
}

struct Place {
    folded: u32,
    start: u32,
    end: u32,
}

impl Folded {
    /// Folds `text`: lower case, ASCII forms of full-width marks, Simplified, no white space.
    pub fn new(text: &str) -> Self {
        let simplified = script::to_simplified().converted(text);
        let mut folded = Self { text: String::with_capacity(text.len()), places: Vec::new() };
        // Conversion keeps the number of characters, so the two run side by side.
        for ((start, original), c) in text.char_indices().zip(simplified.chars()) {
            if c.is_whitespace() {
                continue;
            }
            let end = (start + original.len_utf8()) as u32;
            for c in narrow(c).to_lowercase() {
                folded.places.push(Place {
                    folded: folded.text.len() as u32,
                    start: start as u32,
                    end,
                });
                folded.text.push(c);
            }
        }
        folded
    }

    /// The folded text.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The stretch of the original that a stretch of the folded text came from, in bytes.
    pub fn original<T>(&self, start: usize, end: usize) -> Span<T> {
        let first = self.places.partition_point(|place| (place.folded as usize) < start);
        let last = self.places.partition_point(|place| (place.folded as usize) < end);
        let first = self.places.get(first).map_or(0, |place| place.start as usize);
        let last = last
            .checked_sub(1)
            .and_then(|last| self.places.get(last))
            .map_or(first, |place| place.end as usize);
        Span::new(first, last.max(first))
    }

    /// Where `query`, folded already, stands, without overlaps.
    pub fn find<T>(&self, query: &str) -> Vec<Span<T>> {
        if query.is_empty() {
            return Vec::new();
        }
        let hits = self.text.match_indices(query);
        hits.map(|(at, hit)| self.original(at, at + hit.len())).collect()
    }
}

/// The ASCII form of a full-width or Chinese mark.
pub(crate) const fn narrow(c: char) -> char {
    match c {
        '\u{FF01}'..='\u{FF5E}' => match char::from_u32(c as u32 - 0xFEE0) {
            Some(narrow) => narrow,
            None => c,
        },
        '。' => '.',
        '“' | '”' | '「' | '」' => '"',
        '‘' | '’' | '『' | '』' => '\'',
        '【' => '[',
        '】' => ']',
        '〜' => '~',
        c => c,
    }
}

/// Characters of the Basic Multilingual Plane.
const PLANE: u32 = 0x1_0000;

/// What each character of the plane is compared as.
static FOLDED: LazyLock<Box<[char]>> = LazyLock::new(|| {
    let code = |code| char::from_u32(code).map(fold_one);
    (0..PLANE).map(|index| code(index).unwrap_or_default()).collect()
});

/// Simplified, narrow, lower case. Characters are folded one by one, without the phrases that a
/// conversion needs: two writings of a word must be alike wherever in a phrase they begin.
fn fold_one(c: char) -> char {
    let simplified = script::to_simplified();
    // 乾 → 干: what it becomes may become another again.
    let once = simplified.character(c);
    let narrow = narrow(simplified.character(once));
    let mut lower = narrow.to_lowercase();
    lower.next().filter(|_| lower.len() == 0).unwrap_or(narrow)
}

/// The form in which a character is compared.
pub fn folded_char(c: char) -> char {
    match FOLDED.get(c as usize) {
        Some(folded) => *folded,
        None => fold_one(c),
    }
}

/// The other characters of the plane that are compared as `folded`.
pub(crate) fn writings(folded: char) -> impl Iterator<Item = char> {
    let others = FOLDED.iter().zip(0..PLANE).filter(move |(form, _)| **form == folded);
    others.filter_map(|(_, code)| char::from_u32(code)).filter(move |c| *c != folded)
}

/// Whether a character means nothing to a comparison: white space, and what is invisible.
pub fn is_ignored(c: char) -> bool {
    c.is_whitespace() || is_invisible(c)
}
