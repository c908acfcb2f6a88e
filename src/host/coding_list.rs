//! Which other documents are meant where hits are marked in the library: those with notes, those that were opened
//! with it, those that were pasted, and the files of a folder that the person chose.
//!
//! Nothing is read here but names.

use std::collections::HashSet;
use std::path::{Path, PathBuf};

use crate::app::Phrase;
use crate::app::autocode::LibraryQuery;
use crate::app::texts;
use crate::host::input::InputError;
use crate::host::library::{Library, LibraryError, known_path};
use crate::import::FORMATS;
use crate::store::DocumentRecord;

/// Most files of a folder that are read.
const MOST_FILES: usize = 5_000;

/// A document that is meant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Candidate {
    /// What it goes by.
    pub(super) title: String,
    /// Its file; none if it comes with the program.
    pub(super) path: Option<PathBuf>,
}

/// What is meant.
#[derive(Clone, Debug, Default)]
pub(super) struct Listed {
    /// The documents, each file once.
    pub(super) candidates: Vec<Candidate>,
    /// What could not be listed, and why.
    pub(super) unread: Vec<(String, Phrase)>,
    /// The files that are among them, or are not wanted.
    known: HashSet<String>,
}

/// The documents that are meant; `is_wanted` says whether anybody still waits.
pub(super) fn listed(
    library: &Library,
    wish: &LibraryQuery,
    is_wanted: &dyn Fn() -> bool,
) -> Result<Listed, LibraryError> {
    let mut listed = Listed::default();
    listed.known.extend(wish.shown_path.as_deref().map(known_path));
    for record in library.records()? {
        if !record.contents.contains(&wish.shown) {
            listed.add_record(&record);
        }
    }
    for (title, path) in &wish.opened {
        listed.add(title.clone(), path);
    }
    for path in library.pasted() {
        listed.add(name(&path), &path);
    }
    if let Some(folder) = &wish.folder {
        listed.add_folder(folder, library.folder(), is_wanted);
    }
    Ok(listed)
}

impl Listed {
    /// A document with notes: where it is now, else where it was last. Where it was before is not another one.
    fn add_record(&mut self, record: &DocumentRecord) {
        let paths = || record.paths.iter().rev().map(PathBuf::from);
        let path = paths().find(|path| path.exists()).or_else(|| paths().next());
        self.known.extend(path.as_deref().map(known_path));
        self.known.extend(paths().filter(|path| !path.exists()).map(|path| known_path(&path)));
        self.candidates.push(Candidate { title: record.title.clone(), path });
    }

    fn add(&mut self, title: String, path: &Path) {
        if self.known.insert(known_path(path)) {
            self.candidates.push(Candidate { title, path: Some(path.to_path_buf()) });
        }
    }

    /// The documents in a folder and in those below it, by name; what begins with a dot is left out, as are links
    /// to folders, which may lead round in a circle.
    fn add_folder(&mut self, folder: &Path, library: &Path, is_wanted: &dyn Fn() -> bool) {
        let mut folders = vec![folder.to_path_buf()];
        let mut n_files = 0;
        while let Some(folder) = folders.pop() {
            if !is_wanted() {
                return;
            }
            let (files, mut below) = match entries(&folder) {
                Ok(entries) => entries,
                Err(error) => {
                    let why = InputError::from(error).phrase(&folder.display().to_string());
                    self.unread.push((name(&folder), why));
                    continue;
                }
            };
            for file in files.iter().filter(|file| is_document(file)) {
                if n_files == MOST_FILES {
                    return self.unread.push((name(&folder), texts::folder_cut(MOST_FILES)));
                }
                n_files += 1;
                self.add(name(file), file);
            }
            below.retain(|folder| folder != library);
            folders.extend(below.into_iter().rev());
        }
    }
}

/// The files and the folders in a folder, by name.
fn entries(folder: &Path) -> std::io::Result<(Vec<PathBuf>, Vec<PathBuf>)> {
    let (mut files, mut folders) = (Vec::new(), Vec::new());
    for entry in std::fs::read_dir(folder)? {
        let entry = entry?;
        if entry.file_name().to_string_lossy().starts_with('.') {
            continue;
        }
        let path = entry.path();
        if entry.file_type()?.is_dir() {
            folders.push(path);
        } else if path.is_file() {
            files.push(path);
        }
    }
    files.sort();
    folders.sort();
    Ok((files, folders))
}

/// Whether a file is called like a document.
fn is_document(path: &Path) -> bool {
    let end = path.extension().unwrap_or_default().to_string_lossy().to_lowercase();
    let mut ends = FORMATS.iter().flat_map(|format| format.extensions);
    end == "zip" || ends.any(|known| *known == end)
}

fn name(path: &Path) -> String {
    path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned()
}
