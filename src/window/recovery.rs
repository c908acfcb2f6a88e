//! Carries out what is asked of the history, of damaged files and of backups: on the library's thread.

use std::path::{Path, PathBuf};

use crate::app::diary::Diary;
use crate::app::diary_past::Kept;
use crate::app::library_notes::LibraryNotes;
use crate::app::{DocumentKey, Event, Moment, Notice, Phrase, Recent, Ticket, Weight, texts};
use crate::host::backup::{self, BackupError};
use crate::host::library::{Library, LibraryError};
use crate::host::{clock, input};
use crate::notebook::{Codebook, Timestamp};
use crate::store::StoredNotes;
use crate::window::exporting;

/// Of which moments the history of a document knows; what changed at each is told by [`told_moments`].
pub(crate) fn moments(library: &Library, key: &DocumentKey) -> Event {
    read_moments(library, key, |id| library.moments(id).into_iter().map(Moment::at).collect())
}

/// The same with what changed at each, for which much may have to be read.
pub(crate) fn told_moments(library: &Library, key: &DocumentKey) -> Event {
    read_moments(library, key, |id| library.told_moments(id))
}

fn read_moments(
    library: &Library,
    key: &DocumentKey,
    read: impl FnOnce(&str) -> Vec<Moment>,
) -> Event {
    answered(library.id_of(&key.fingerprint, key.path.as_deref()), |id| {
        let moments = id.map(|id| read(&id)).unwrap_or_default();
        Event::MomentsRead(key.fingerprint.content.clone(), moments)
    })
}

/// A document's notes at one of them.
pub(crate) fn recall(library: &Library, key: &DocumentKey, moment: Timestamp) -> Event {
    answered(library.id_of(&key.fingerprint, key.path.as_deref()), |id| {
        let notebook = id.map(|id| library.notes_at(&id, moment)).unwrap_or_default();
        Event::NotesRecalled(key.fingerprint.content.clone(), moment, Box::new(notebook))
    })
}

/// Mends a document's damaged files.
pub(crate) fn mend(library: &Library, key: &DocumentKey) -> Event {
    let path = key.path.as_deref();
    let mended = || {
        let Some(id) = library.id_of(&key.fingerprint, path)? else { return Ok((0, None)) };
        let n_back = library.repair(&id)?;
        Ok((n_back, library.notes_of(&id)?))
    };
    answered(mended(), |(n_back, read)| {
        let notebook = read.map(|read| read.value.notebook).unwrap_or_default();
        Event::Mended(key.fingerprint.content.clone(), Box::new(notebook), n_back)
    })
}

pub(crate) fn answered<T>(done: Result<T, LibraryError>, event: impl FnOnce(T) -> Event) -> Event {
    match done {
        Ok(value) => event(value),
        Err(error) => failed(error.phrase()),
    }
}

pub(crate) fn failed(why: Phrase) -> Event {
    Event::Notice(Notice::new(Weight::Error, why))
}

/// How many notes of the library carry each tag; nothing where that cannot be known.
pub(crate) fn count_tags(library: &Library, codebook: &Codebook) -> Option<Event> {
    library.tag_counts(codebook).ok().map(Event::TagsCounted)
}

/// What was done on each day, in every document of the library.
pub(crate) fn diary(library: &Library, codebook: &Codebook, recents: &[Recent]) -> Event {
    match library.all_notes() {
        Ok(stored) => {
            let kept = |notes: StoredNotes| Kept { done: library.done(&notes.record.id), notes };
            let kept: Vec<Kept> = stored.into_iter().map(kept).collect();
            let diary = Diary::new(&kept, recents, codebook, &clock::local_millis);
            Event::DiaryRead(Box::new(diary))
        }
        Err(error) => failed(texts::diary_failed(&error.phrase())),
    }
}

/// The notes of all documents.
pub(crate) fn library_notes(library: &Library, ticket: Ticket) -> Event {
    let read = library.all_notes().map_err(|error| error.phrase());
    let read = read.map(|stored| Box::new(LibraryNotes::new(ticket, stored)));
    Event::LibraryNotesRead(ticket, read)
}

/// The text of a file with a codebook.
pub(crate) fn read_codebook(path: &Path) -> Event {
    let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    match input::read(path) {
        Ok(bytes) => Event::CodebookRead(name, crate::import::text_of(&bytes)),
        Err(error) => failed(error.phrase(&path.display().to_string())),
    }
}

/// Writes the whole library to a file.
pub(crate) fn back_up(library: &Library, path: &Path, replaces: bool) -> Event {
    if let Err(why) = exporting::may_write(path, replaces) {
        return failed(why);
    }
    match backup::backup(library) {
        Ok((archive, _)) => exporting::put(path, &archive, None),
        Err(error) => failed(error.phrase(path)),
    }
}

/// Restores a library beside the one that is open, which stays as it is.
pub(crate) fn restore(library: &Library, path: &Path) -> Event {
    let into = restored_beside(library.folder());
    let restored = || -> Result<usize, Phrase> {
        let bytes = input::read(path).map_err(|error| error.phrase(&path.display().to_string()))?;
        let other = Library::open(Some(into.clone())).map_err(|error| error.phrase())?;
        let holds = backup::restore(&bytes, &other);
        Ok(holds.map_err(|error: BackupError| error.phrase(path))?.n_documents)
    };
    match restored() {
        Ok(n_documents) => {
            let said = Notice::new(Weight::Warning, texts::restored(n_documents, &into));
            Event::Notice(Notice { is_of_library: true, restored: Some(into.clone()), ..said })
        }
        Err(why) => failed(why),
    }
}

fn restored_beside(folder: &Path) -> PathBuf {
    let name = folder.file_name().unwrap_or_default().to_string_lossy();
    let name = name.split("-restored-").next().unwrap_or(&name);
    folder.with_file_name(format!("{name}-restored-{}", clock::now().0 / 1000))
}

/// What is said where a thread broke.
pub(crate) fn broken(what: &str) -> Phrase {
    Phrase::new(
        format!("处理时出错，其他内容不受影响（{what}）"),
        format!("something went wrong; nothing else is affected ({what})"),
    )
}

/// Brings the journals into the notes' files.
pub(crate) fn settle(library: &mut Result<Library, LibraryError>) {
    // What the journals hold is safe; the next time does what this one could not.
    drop(library.as_ref().ok().map(Library::settle_all));
}
