//! Carries out what is asked about notes that come from elsewhere, or go there.

use std::path::{Path, PathBuf};

use crate::app::texts;
use crate::app::{DocumentKey, Event, JoinPreview, Notice, Phrase, SaveRequest, Version, Weight};
use crate::host::clock;
use crate::host::joining::{self, Plan};
use crate::host::library::{Library, LibraryError, SaveTarget};
use crate::host::merging::MergeError;
use crate::notebook::Change;
use crate::ruling::Site;
use crate::window::recovery::{answered, failed};

/// Makes a file a document of its own.
pub(crate) fn separate(library: &Library, key: &DocumentKey) -> Event {
    let done = library.separate(&key.fingerprint, key.path.as_deref());
    answered(done, |parted| match parted {
        Some((record, n_notes)) => {
            let said = Version::Parted { id: record.id, title: record.title, n_notes };
            Event::VersionSettled(key.fingerprint.content.clone(), Some(said))
        }
        None => Event::Notice(Notice::new(Weight::Info, texts::IS_ONLY_VERSION.into())),
    })
}

/// Makes it a version of the document with this identity.
pub(crate) fn adopt(library: &Library, key: &DocumentKey, id: &str, title: String) -> Event {
    let target = SaveTarget {
        fingerprint: key.fingerprint.clone(),
        path: key.path.clone(),
        title,
        options: None,
        encoding: None,
        site: Site::default(),
    };
    let done = library.adopt(id, &target);
    answered(done, |()| Event::VersionSettled(key.fingerprint.content.clone(), None))
}

/// Keeps a document's notes beside its file too, or no longer.
pub(crate) fn toggle_beside(library: &Library, key: &DocumentKey) -> Event {
    let Some(path) = &key.path else { return Event::Notice(nothing_beside()) };
    answered(library.toggle_beside(&key.fingerprint, path), |is_beside| {
        Event::Notice(is_beside.map_or_else(nothing_beside, |is_beside| {
            Notice::new(Weight::Info, texts::beside(is_beside, path))
        }))
    })
}

fn nothing_beside() -> Notice {
    Notice::new(Weight::Info, texts::NOTHING_BESIDE.into())
}

/// What joining the library there would change.
pub(crate) fn preview(library: &Library, path: PathBuf, shown: Option<&DocumentKey>) -> Event {
    let planned = || -> Result<JoinPreview, Phrase> {
        let plan = joining::plan(library, &path).map_err(|error| said(&error))?;
        let shown = id_of(library, shown).map_err(|error| error.phrase())?;
        Ok(seen(plan, path, shown.as_deref()))
    };
    Event::JoinPreviewed(planned().map(Box::new))
}

fn seen(plan: Plan, path: PathBuf, shown: Option<&str>) -> JoinPreview {
    let (n_notes, n_documents, n_tags) = (plan.n_notes(), plan.documents.len(), plan.tags.len());
    let here = plan
        .documents
        .into_iter()
        .find(|planned| shown.is_some() && planned.id.as_deref() == shown);
    let changes: Vec<Change> = here.map(|planned| planned.changes).unwrap_or_default();
    let here = plan.tags.into_iter().chain(changes).collect();
    JoinPreview { path, n_documents, n_notes, n_tags, clashes: plan.clashes.into(), here }
}

fn id_of(library: &Library, shown: Option<&DocumentKey>) -> Result<Option<String>, LibraryError> {
    match shown {
        Some(key) => library.id_of(&key.fingerprint, key.path.as_deref()),
        None => Ok(None),
    }
}

/// Joins it.
pub(crate) fn join(library: &Library, path: &Path, shown: Option<&DocumentKey>) -> Event {
    let joined = || -> Result<Event, Phrase> {
        let shown = id_of(library, shown).map_err(|error| error.phrase())?;
        let plan = joining::join(library, path, shown.as_deref()).map_err(|error| said(&error))?;
        let (codebook, _) = library.codebook().map_err(|error| error.phrase())?;
        let (n_new, n_changed, n_removed) = plan.n_notes();
        let counts = (plan.documents.len(), n_new + n_changed + n_removed);
        Ok(Event::Joined(Box::new(codebook), counts))
    };
    joined().unwrap_or_else(failed)
}

pub(crate) fn said(error: &MergeError) -> Phrase {
    match error {
        MergeError::NotEmpty(path) | MergeError::NoLibrary(path) => texts::no_library_there(path),
        MergeError::Damaged(path) => texts::merge_damaged(path),
        MergeError::Library(error) => error.phrase(),
    }
}

/// Writes notes into a new library in a folder.
pub(crate) fn save_elsewhere(folder: &Path, requests: &[SaveRequest]) -> Event {
    let into = folder.join(format!("danhuang-notes-{}", clock::now().0 / 1000));
    let written = || -> Result<(), LibraryError> {
        let library = Library::open(Some(into.clone()))?;
        for request in requests {
            let target = SaveTarget {
                fingerprint: request.fingerprint.clone(),
                path: request.path.clone(),
                title: request.title.clone(),
                options: Some(request.options.clone()),
                encoding: request.encoding.clone(),
                site: request.site.clone(),
            };
            library.commit_whole(&target, &request.changes)?;
        }
        Ok(())
    };
    answered(written(), |()| {
        let text = texts::saved_elsewhere(requests.len(), &into);
        Event::Notice(Notice::new(Weight::Warning, text))
    })
}
