//! Pasted text becomes a file of the library, so that it can be opened again and keeps its notes.
//!
//! What was pasted is written as it is; it is cleaned like any document when it is opened.

use std::path::PathBuf;

use crate::host::disk;
use crate::host::library::{Library, LibraryError, at};
use crate::import;

/// The folder of pasted texts in the library.
const FOLDER: &str = crate::app::tabs::PASTED;
/// Letters of the file's name that come from the text.
const MOST_LETTERS: usize = 24;
/// Digits of the text's hash in the file's name: the same text is the same file.
const N_DIGITS: usize = 8;

impl Library {
    /// The files that keep pasted texts, by name; none where they cannot be listed.
    pub(super) fn pasted(&self) -> Vec<PathBuf> {
        let folder = self.folder().join(FOLDER);
        let mut names = self.vfs().list(&folder).unwrap_or_default();
        names.sort();
        names.into_iter().map(|name| folder.join(name)).collect()
    }

    /// The file that keeps a pasted text; it is written if it is not there yet.
    pub fn keep_pasted(&self, text: &str) -> Result<PathBuf, LibraryError> {
        let _lock = self.lock()?;
        let folder = self.folder().join(FOLDER);
        let path = folder.join(file_name(text));
        if self.read_text(&path)?.as_deref() != Some(text) {
            disk::make_folder(self.vfs(), &folder).map_err(at(&folder))?;
            self.replace(&path, text.as_bytes())?;
        }
        Ok(path)
    }
}

/// A name made of the first words and of the text's hash, with the extension of its format.
fn file_name(text: &str) -> String {
    let (extension, shown) = if import::is_markup(text) {
        ("html", without_tags(text))
    } else {
        ("txt", text.to_owned())
    };
    let words = shown.trim().lines().next().unwrap_or_default();
    let letters: String =
        words.chars().filter(|c| c.is_alphanumeric()).take(MOST_LETTERS).collect();
    let stem = if letters.is_empty() { FOLDER } else { &letters };
    let hash = blake3::hash(text.as_bytes()).to_hex();
    let digits = hash.get(..N_DIGITS).unwrap_or_default();
    format!("{stem}-{digits}.{extension}")
}

/// Elements inside a line, whose tags end no line.
const INLINE: [&str; 16] = [
    "a", "abbr", "b", "code", "em", "font", "i", "mark", "rp", "rt", "ruby", "small", "span",
    "strong", "sub", "sup",
];
/// How much of a page is read for its name, in characters.
const MOST_READ: usize = 4096;

/// The beginning of a page without its tags; those that are not inside a line end it.
fn without_tags(page: &str) -> String {
    let end = page.char_indices().nth(MOST_READ).map_or(page.len(), |(at, _)| at);
    let mut parts = page.get(..end).unwrap_or_default().split('<');
    let mut shown = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (tag, text) = part.split_once('>').unwrap_or((part, ""));
        let name = tag.trim_start_matches('/').split(|c: char| !c.is_ascii_alphanumeric()).next();
        let name = name.unwrap_or_default().to_ascii_lowercase();
        if !INLINE.contains(&name.as_str()) {
            shown.push('\n');
        }
        shown.push_str(text);
    }
    shown
}
