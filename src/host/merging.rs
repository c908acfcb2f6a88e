//! Two libraries made into a third; neither of the two is touched.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use crate::host::disk;
use crate::host::library::{Library, LibraryError, at};
use crate::notebook::{
    Annotation, AnnotationId, Clash, Codebook, Notebook, merged_codebooks, renamed_codebook,
    renamed_tags, restore_used, same_names,
};
use crate::store::{
    DocumentRecord, Problem, StoredNotes, lines_to_ron, merged_lines, merged_notes, notes_of_files,
    rewrite_codebook,
};

/// Why two libraries were not made into one.
#[derive(Debug)]
pub enum MergeError {
    /// There is something where the new one is to be.
    NotEmpty(PathBuf),
    /// There is no library there.
    NoLibrary(PathBuf),
    /// A file is damaged and has to be mended first.
    Damaged(PathBuf),
    /// The disk or another program.
    Library(LibraryError),
}

impl From<LibraryError> for MergeError {
    fn from(error: LibraryError) -> Self {
        Self::Library(error)
    }
}

/// What the new library holds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MergeReport {
    /// Its documents.
    pub n_documents: usize,
    /// Its notes.
    pub n_notes: usize,
    /// What both sides had changed.
    pub clashes: Vec<Clash>,
}

/// All that is read of one library.
pub(super) struct Side<'a> {
    library: &'a Library,
    pub(super) codebook: Codebook,
    pub(super) documents: Vec<StoredNotes>,
}

/// Writes what `ours` and `theirs` hold into `into`, which must be empty.
///
/// What both once had is known from their histories, so that a note which only one of them changed, or
/// removed, is not taken for two.
pub fn merge(ours: &Library, theirs: &Library, into: &Library) -> Result<MergeReport, MergeError> {
    if !into.vfs().list(into.folder()).unwrap_or_default().is_empty() {
        return Err(MergeError::NotEmpty(into.folder().to_path_buf()));
    }
    let (ours, mut theirs) = (Side::read(ours)?, Side::read(theirs)?);
    let Joined { codebook, documents, clashes } = joined(&ours, &mut theirs);
    let mut report = MergeReport { clashes, ..MergeReport::default() };
    for (stored, from) in &documents {
        report.n_documents += 1;
        report.n_notes += stored.notebook.annotations.len();
        let files = from.iter().map(|(library, id)| library.read_text(&library.notes_file(id)));
        let files: Vec<String> =
            files.filter_map(Result::transpose).collect::<Result<_, LibraryError>>()?;
        let files: Vec<&str> = files.iter().map(String::as_str).collect();
        let text = notes_of_files(&files, stored, &codebook);
        into.put(&into.notes_file(&stored.record.id), &text)?;
        for (library, id) in from {
            library.copy_texts(id, into, &stored.record.id)?;
        }
    }
    let lines = merged_lines(ours.library.known_lines(), theirs.library.known_lines());
    if !lines.lines.is_empty() {
        into.put(&into.lines_file(), &lines_to_ron(&lines))?;
    }
    let tags =
        [ours.library, theirs.library].map(|library| library.read_text(&library.codebook_file()));
    let [mine, other] = tags.map(|text| text.map(Option::unwrap_or_default));
    let tags = rewrite_codebook(&[&mine?, &other?], &codebook);
    into.put(&into.codebook_file(), &tags)?;
    Ok(report)
}

/// Both libraries' tags and documents as they are together.
pub(super) struct Joined<'a> {
    pub(super) codebook: Codebook,
    pub(super) documents: Documents<'a>,
    /// What both sides had changed.
    pub(super) clashes: Vec<Clash>,
}

/// Joins what was read of two libraries; tags of theirs that are called as ours become ours.
pub(super) fn joined<'a>(ours: &Side<'a>, theirs: &mut Side<'a>) -> Joined<'a> {
    let names = same_names(&ours.codebook, &theirs.codebook);
    theirs.codebook = renamed_codebook(&theirs.codebook, &names);
    for stored in &mut theirs.documents {
        stored.notebook = renamed_tags(&stored.notebook, &names);
    }
    let begun = Codebook::starting();
    let (mut codebook, mut clashes) = merged_codebooks(&begun, &ours.codebook, &theirs.codebook);
    let documents = together(ours, theirs, &mut clashes);
    let notes = documents.iter().flat_map(|(stored, _)| stored.notebook.annotations.values());
    let used: BTreeSet<_> = notes.flat_map(|note| note.tags.iter().cloned()).collect();
    restore_used(&mut codebook, &used, [&ours.codebook, &theirs.codebook]);
    Joined { codebook, documents, clashes }
}

impl<'a> Side<'a> {
    pub(super) fn read(library: &'a Library) -> Result<Self, MergeError> {
        if library.stat(library.folder())?.is_none_or(|stat| !stat.is_folder) {
            return Err(MergeError::NoLibrary(library.folder().to_path_buf()));
        }
        Self::read_or_new(library)
    }

    /// The same of one that may not have been written yet.
    pub(super) fn read_or_new(library: &'a Library) -> Result<Self, MergeError> {
        let (codebook, odd) = library.codebook()?;
        if !odd.is_empty() {
            return Err(MergeError::Damaged(library.codebook_file()));
        }
        let mut documents = Vec::new();
        for id in library.document_ids()? {
            let Some(read) = library.notes_of(&id)? else { continue };
            let file = library.notes_file(&id);
            if read.problems.iter().any(|problem| matches!(problem, Problem::Newer(_))) {
                return Err(LibraryError::Newer(file).into());
            }
            if read.problems.iter().any(Problem::is_damage) {
                return Err(MergeError::Damaged(file));
            }
            let mut stored = read.value;
            stored.record.id = id;
            documents.push(stored);
        }
        Ok(Self { library, codebook, documents })
    }
}

/// The documents of both, with the folders that each comes from.
pub(super) type Documents<'a> = Vec<(StoredNotes, Vec<(&'a Library, String)>)>;

fn together<'a>(ours: &Side<'a>, theirs: &Side<'a>, clashes: &mut Vec<Clash>) -> Documents<'a> {
    let mut left: Vec<&StoredNotes> = theirs.documents.iter().collect();
    let mut documents = Vec::new();
    for mine in &ours.documents {
        let own = (ours.library, mine.record.id.clone());
        let at = left.iter().position(|other| is_same(&mine.record, &other.record));
        let Some(other) = at.map(|at| left.remove(at)) else {
            documents.push((mine.clone(), vec![own]));
            continue;
        };
        let base = common(ours.library, mine, theirs.library, other);
        let (stored, more) = merged_notes(&base, mine, other);
        clashes.extend(more);
        documents.push((stored, vec![own, (theirs.library, other.record.id.clone())]));
    }
    let rest = left.into_iter();
    documents.extend(
        rest.map(|stored| (stored.clone(), vec![(theirs.library, stored.record.id.clone())])),
    );
    documents
}

/// Whether two records are of one document: the same folder, file or text.
fn is_same(ours: &DocumentRecord, theirs: &DocumentRecord) -> bool {
    let shares = |a: &[String], b: &[String]| a.iter().any(|value| b.contains(value));
    ours.id == theirs.id
        || shares(&ours.contents, &theirs.contents)
        || shares(&ours.texts, &theirs.texts)
}

/// What both once had: of each note the newest form that stands in the past or present of both.
fn common(
    ours: &Library,
    mine: &StoredNotes,
    theirs: &Library,
    other: &StoredNotes,
) -> StoredNotes {
    let forms = |library: &Library, stored: &StoredNotes| {
        let mut forms: BTreeMap<AnnotationId, Vec<Annotation>> = BTreeMap::new();
        let past = library.past_notes(&stored.record.id);
        for note in past.iter().chain([&stored.notebook]).flat_map(|book| book.annotations.values())
        {
            let known = forms.entry(note.id.clone()).or_default();
            if !known.contains(note) {
                known.push(note.clone());
            }
        }
        forms
    };
    let (mine_then, other_then) = (forms(ours, mine), forms(theirs, other));
    let both = mine_then.into_iter().filter_map(|(id, forms)| {
        let others = other_then.get(&id)?;
        let shared = forms.into_iter().filter(|form| others.contains(form));
        shared.max_by_key(|form| form.revision).map(|form| (id, form))
    });
    let notebook = Notebook { annotations: both.collect(), ..Notebook::default() };
    StoredNotes { record: DocumentRecord::default(), notebook }
}

impl Library {
    /// Writes a file of a library that is being made.
    fn put(&self, file: &Path, text: &str) -> Result<(), LibraryError> {
        let folder = file.parent().unwrap_or(self.folder());
        disk::make_folder(self.vfs(), folder).map_err(at(folder))?;
        self.replace(file, text.as_bytes())
    }
}
