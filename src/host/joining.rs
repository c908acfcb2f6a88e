//! Another library joined with the one that is open: what that would change, and carrying it out.
//!
//! The other library is only read. What is not on disk yet is not seen here.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};

use crate::clean::ScriptChoice;
use crate::document::Fingerprint;
use crate::host::library::{Library, SaveTarget};
use crate::host::merging::{MergeError, Side, joined};
use crate::notebook::{Change, Clash, Notebook, Step, difference, tag_difference};
use crate::ruling::Site;
use crate::store::DocumentRecord;

/// What joining changes here.
#[derive(Clone, Debug, Default)]
pub struct Plan {
    /// The library's tags.
    pub tags: Vec<Change>,
    /// The documents of which anything changes.
    pub documents: Vec<Planned>,
    /// What both sides had changed.
    pub clashes: Vec<Clash>,
}

/// What changes of one document.
#[derive(Clone, Debug)]
pub struct Planned {
    /// Its identity here; `None` if there is no such document here yet.
    pub id: Option<String>,
    /// What both know it by.
    pub record: DocumentRecord,
    /// What changes of its notes.
    pub changes: Vec<Change>,
    /// Its identity there.
    their_id: String,
}

/// What joining what is at `path` would change: a library's folder, the folder of one of its documents, or a
/// file in either.
pub fn plan(ours: &Library, path: &Path) -> Result<Plan, MergeError> {
    let (theirs, only) = library_at(path)?;
    let (mine, mut other) = (Side::read_or_new(ours)?, Side::read(&theirs)?);
    if let Some(id) = &only {
        other.documents.retain(|stored| stored.record.id == *id);
    }
    let joined = joined(&mine, &mut other);
    let mut plan = Plan { clashes: joined.clashes, ..Plan::default() };
    plan.tags = tag_difference(&mine.codebook, &joined.codebook);
    for (stored, from) in joined.documents {
        let here = from.iter().find(|(library, _)| std::ptr::eq(*library, ours));
        let there = from.iter().find(|(library, _)| !std::ptr::eq(*library, ours));
        let Some((_, their_id)) = there else { continue };
        let id = here.map(|(_, id)| id.clone());
        let known = mine.documents.iter().find(|known| Some(&known.record.id) == id.as_ref());
        let nothing = Notebook::default();
        let before = known.map_or(&nothing, |known| &known.notebook);
        let changes = difference(before, &stored.notebook);
        if !changes.is_empty() || id.is_none() {
            let their_id = their_id.clone();
            plan.documents.push(Planned { id, record: stored.record, changes, their_id });
        }
    }
    Ok(plan)
}

/// Carries out what joining changes, but for the document with the identity `shown`, whose changes came
/// another way; each document's are one step that can be undone there.
pub fn join(ours: &Library, path: &Path, shown: Option<&str>) -> Result<Plan, MergeError> {
    let (theirs, _) = library_at(path)?;
    let plan = plan(ours, path)?;
    if !plan.tags.is_empty() {
        ours.commit_tags_alone(&plan.tags)?;
    }
    for planned in
        plan.documents.iter().filter(|planned| planned.id.as_deref() != shown || shown.is_none())
    {
        ours.commit_whole(&target(&planned.record), &planned.changes)?;
        let id = match &planned.id {
            Some(id) => Some(id.clone()),
            None => ours.find(content(&planned.record), None, None)?.map(|record| record.id),
        };
        let Some(id) = id else { continue };
        ours.keep_steps_of(&id, &[Step::Done(planned.changes.clone())])?;
        theirs.copy_texts(&planned.their_id, ours, &id)?;
    }
    Ok(plan)
}

fn content(record: &DocumentRecord) -> &str {
    record.contents.last().map_or("", String::as_str)
}

/// The document as it is known by both.
fn target(record: &DocumentRecord) -> SaveTarget {
    let usual = record.script == ScriptChoice::default()
        && record.rules_off.is_empty()
        && record.rules_on.is_empty();
    SaveTarget {
        fingerprint: Fingerprint {
            content: content(record).to_owned(),
            text: record.texts.last().cloned().unwrap_or_default(),
        },
        path: record.paths.last().map(PathBuf::from),
        title: record.title.clone(),
        options: (!usual).then(|| crate::clean::CleanOptions {
            script: record.script,
            rules_off: record.rules_off.clone(),
            rules_on: record.rules_on.clone(),
            ..crate::clean::CleanOptions::default()
        }),
        encoding: record.encoding.clone(),
        site: Site::default(),
    }
}

/// The library that a path leads to, and the document that alone is meant, if one is.
fn library_at(path: &Path) -> Result<(Library, Option<String>), MergeError> {
    let folder = if path.is_file() { path.parent().unwrap_or(path) } else { path };
    let open = |folder: &Path| Library::open(Some(folder.to_path_buf())).map_err(MergeError::from);
    let name = folder.file_name().and_then(OsStr::to_str).filter(|name| name.len() == 26);
    let is_document = folder.join("notes.ron").is_file();
    if let (true, Some(name), Some(above)) = (is_document, name, folder.parent()) {
        return Ok((open(above)?, Some(name.to_owned())));
    }
    let library = open(folder)?;
    if library.document_ids()?.is_empty() && !library.codebook_file().is_file() {
        return Err(MergeError::NoLibrary(folder.to_path_buf()));
    }
    Ok((library, None))
}

impl Plan {
    /// How many notes are new here, changed and removed.
    pub fn n_notes(&self) -> (usize, usize, usize) {
        let (mut n_new, mut n_changed, mut n_removed) = (0, 0, 0);
        for change in self.documents.iter().flat_map(|document| &document.changes) {
            let Change::Annotation(diff) = change else { continue };
            match (&diff.before, &diff.after) {
                (None, Some(_)) => n_new += 1,
                (Some(_), Some(_)) => n_changed += 1,
                (Some(_), None) => n_removed += 1,
                (None, None) => {}
            }
        }
        (n_new, n_changed, n_removed)
    }
}
