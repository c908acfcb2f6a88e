//! Places that are typed: a paragraph's number, or how far into the text in percent.

use crate::app::{Phrase, texts};
use crate::document::Document;
use crate::text::{Clean, Pos};

/// A place that was typed, as it is understood.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TypedPlace {
    /// Where it is.
    pub pos: Pos<Clean>,
    /// Which paragraph that is, counted from 1.
    pub paragraph: usize,
    /// The paragraph's text.
    pub words: String,
}

/// Most characters of a paragraph that are shown of it.
const SHOWN_CHARS: usize = 60;

/// The place that `typed` means in `document`, or why it means none, in words.
pub fn typed_place(document: &Document, typed: &str) -> Result<TypedPlace, Phrase> {
    let number: String = typed.chars().map(narrow).filter(|c| !c.is_whitespace()).collect();
    let digits = number.trim_start_matches('第').trim_end_matches(['段', '%']).to_owned();
    if number.ends_with('%') {
        return at_percent(document, &digits);
    }
    let count = document.blocks.len();
    let paragraph: usize = digits.parse().map_err(|_| Phrase::from(texts::NO_PLACE))?;
    let block = paragraph.checked_sub(1).and_then(|index| document.blocks.get(index));
    let block = block.ok_or_else(|| texts::no_such_paragraph(count))?;
    Ok(TypedPlace { pos: block.span.start, paragraph, words: words(document, paragraph) })
}

fn at_percent(document: &Document, digits: &str) -> Result<TypedPlace, Phrase> {
    let percent: f64 = digits.parse().map_err(|_| Phrase::from(texts::NO_PLACE))?;
    if !(0.0..=100.0).contains(&percent) {
        return Err(texts::NO_SUCH_PERCENT.into());
    }
    let text = &document.cleaned.text;
    let pos = text.floor((text.len() as f64 * percent / 100.0) as usize);
    let paragraph = document.blocks.partition_point(|block| block.span.start <= pos).max(1);
    Ok(TypedPlace { pos, paragraph, words: words(document, paragraph) })
}

fn words(document: &Document, paragraph: usize) -> String {
    let block = paragraph.checked_sub(1).and_then(|index| document.blocks.get(index));
    let text = block.map(|block| document.cleaned.text.get(block.span)).unwrap_or_default();
    text.trim().chars().take(SHOWN_CHARS).collect()
}

/// Digits and signs as an input method for Chinese writes them are as good.
const fn narrow(c: char) -> char {
    match c {
        '０'..='９' => match char::from_u32(c as u32 - '０' as u32 + '0' as u32) {
            Some(digit) => digit,
            None => c,
        },
        '％' | '﹪' => '%',
        '．' | '。' => '.',
        c => c,
    }
}
