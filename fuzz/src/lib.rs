//! The readers and the cleaning by themselves, to be fed with what libFuzzer makes up: the two lowest rows of the
//! program, built here without everything else. What they do is judged, not only that they do not panic.

#![allow(
    dead_code,
    missing_docs,
    unused_imports,
    reason = "parts of the program that is not here use the rest"
)]

#[path = "../../src/clean/mod.rs"]
pub mod clean;
#[path = "../../src/import/mod.rs"]
pub mod import;
#[path = "../../src/text/mod.rs"]
pub mod text;

mod packed;
pub mod seeds;

use crate::clean::CleanOptions;
use crate::import::Imported;
use crate::text::{HintKind, PicturePlace};

/// Reads a file of this name; what is read must be sound.
pub fn read(name: &str, bytes: &[u8]) {
    if let Ok(imported) = import::import(name, bytes, None) {
        check(&imported);
    }
}

/// The same of a file that is an archive: its parts are written out, so that a change of one byte is one of its text
/// and not of a checksum.
pub fn read_packed(name: &str, bytes: &[u8]) {
    read(name, &packed::archive(bytes).unwrap_or_else(|| bytes.to_vec()));
}

/// Cleans a text, read as Markdown and as plain; what was taken must come back to the byte.
pub fn clean_and_restore(bytes: &[u8]) {
    for name in ["a.txt", "a.md"] {
        let Ok(imported) = import::import(name, bytes, None) else { continue };
        let cleaned = clean::clean(&imported.text, &imported.hints, &CleanOptions::default());
        let restored = clean::restore(&imported.text, &cleaned);
        assert_eq!(restored, imported.text.as_str(), "what was cleaned does not come back");
    }
}

/// Hints lie on characters of the text, in order, and name pictures that are there.
fn check(imported: &Imported) {
    let text = imported.text.as_str();
    let mut last = 0;
    for hint in &imported.hints {
        let (start, end) = (hint.span.start.index(), hint.span.end.index());
        assert!(
            text.get(start..end).is_some(),
            "{hint:?} lies on no characters of {} bytes",
            text.len()
        );
        assert!(start >= last, "{hint:?} comes after one at {last}");
        last = start;
        if let HintKind::Picture(PicturePlace::Inside(number)) = hint.kind {
            assert!((number as usize) < imported.pictures.len(), "there is no picture {number}");
        }
    }
}
