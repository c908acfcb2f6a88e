//! From a path to a document with its notes placed; runs on the threads of `effects`.

use std::path::PathBuf;

use crate::app::tabs::file_name;
use crate::app::texts::{self, errors};
use crate::app::{
    Load, LoadFailure, LocateRequest, Notice, OpenDocument, Origin, Phrase, Reading, RuleSet,
    Started, Version, Weight,
};
use crate::clean::CleanOptions;
use crate::document::{Document, Stage, content_hash};
use crate::host::library::{Library, LibraryError, LoadedNotes};
use crate::host::{child, input, memory};
use crate::import::ImportError;
use crate::notebook::{Codebook, Notebook};
use crate::placing::{self, Places};
use crate::text::{Language, Pos};
use crate::window::{StartOptions, locating};

const SAMPLE: &[u8] = include_bytes!("../../assets/samples/jilin.txt");
const GUIDE_ZH: &[u8] = include_bytes!("../../assets/samples/guide.zh.md");
const GUIDE_EN: &[u8] = include_bytes!("../../assets/samples/guide.en.md");

/// Opens the library and reads what is remembered.
pub(crate) fn started(library: &Result<Library, LibraryError>, options: StartOptions) -> Started {
    // Tabs mean the same from every folder.
    let absolute = |path: PathBuf| {
        let is_address = crate::app::passage_link::is_address(&path);
        if is_address { path } else { std::path::absolute(&path).unwrap_or(path) }
    };
    let files = options.files.into_iter().map(absolute).collect();
    let mut started = Started { files, is_first: true, ..Started::default() };
    started.codebook = Codebook::starting();
    started.notices = options.notices;
    match library {
        Ok(library) => take_library(&mut started, library),
        Err(error) => started.notices.push(Notice::new(Weight::Error, error.phrase())),
    }
    if let Some(language) = options.language {
        started.memory.settings.language = language;
    }
    started
}

fn take_library(started: &mut Started, library: &Library) {
    started.library = Some(library.folder().to_path_buf());
    if let Some(stored) = library.state() {
        started.memory = memory::remembered(&stored);
        started.is_first = false;
    }
    match library.codebook() {
        Ok((codebook, problems)) => {
            started.codebook = codebook;
            started
                .notices
                .extend(problems.into_iter().map(|phrase| Notice::new(Weight::Warning, phrase)));
        }
        Err(error) => started.notices.push(Notice::new(Weight::Error, error.phrase())),
    }
}

/// A file of the person's, with its name and bytes.
fn file(path: PathBuf) -> Result<(Origin, String, Vec<u8>), LoadFailure> {
    let bytes = input::read(&path).map_err(|error| LoadFailure {
        why: error.phrase(&path.display().to_string()),
        path: path.clone(),
    })?;
    // The list of recent documents means the same from every folder.
    let path = std::path::absolute(&path).unwrap_or(path);
    let name = file_name(&path);
    Ok((Origin::File(path), name, bytes))
}

/// A document that was read, and what the library says of its file.
pub(crate) struct Opened {
    pub(crate) document: OpenDocument,
    pub(crate) version: Option<Version>,
}

/// What a document is read with.
pub(crate) struct Opener {
    pub(crate) library: Option<Library>,
    pub(crate) readings: Vec<Reading>,
    /// Rules that are off unless a document wants them.
    pub(crate) rules_off: RuleSet,
}

impl Opener {
    /// Reads, cleans and outlines a document, and places its notes; `tell` hears what it is at.
    pub(crate) fn open(&self, what: Load, tell: &dyn Fn(Stage)) -> Result<Opened, LoadFailure> {
        let chosen = match &what {
            Load::FileAs(_, encoding) => Some((*encoding).to_owned()),
            _ => None,
        };
        let (origin, name, bytes) = match what {
            Load::File(path) | Load::FileAs(path, _) => file(path)?,
            Load::Pasted(text) => file(self.kept(&text)?)?,
            Load::Sample => (Origin::Sample, "示例文章.txt".to_owned(), SAMPLE.to_vec()),
            Load::Guide(Language::Chinese) => {
                (Origin::Guide, "使用指南.md".to_owned(), GUIDE_ZH.to_vec())
            }
            Load::Guide(Language::English) => {
                (Origin::Guide, "Guide.md".to_owned(), GUIDE_EN.to_vec())
            }
        };
        let read = self.read(&name, bytes, &origin, chosen.as_deref(), tell);
        let (document, options) = read.map_err(|error| LoadFailure {
            why: errors::import_error(&error, &name),
            path: origin.path().map_or_else(|| PathBuf::from(&name), std::path::Path::to_path_buf),
        })?;
        tell(Stage::Notes);
        // Worked out here, so that no frame waits for it.
        document.cleaned.review(&document.imported.text);
        Ok(self.with_notes(origin, document, options))
    }

    /// The file that keeps a pasted text.
    fn kept(&self, text: &str) -> Result<PathBuf, LoadFailure> {
        let failure = |why| LoadFailure { path: PathBuf::new(), why };
        let library = self.library.as_ref().ok_or_else(|| failure(texts::NO_LIBRARY.into()))?;
        library.keep_pasted(text).map_err(|error| failure(error.phrase()))
    }

    /// The document as it was cleaned when it was last marked, in the encoding that was chosen for it.
    fn read(
        &self,
        name: &str,
        bytes: Vec<u8>,
        origin: &Origin,
        chosen: Option<&str>,
        tell: &dyn Fn(Stage),
    ) -> Result<(Document, CleanOptions), ImportError> {
        let usual: Vec<String> = self.rules_off.ids().into_iter().map(str::to_owned).collect();
        let choose = |known: Option<CleanOptions>| {
            let mut options = known.unwrap_or_default();
            let usual = usual.iter().filter(|id| !options.rules_on.contains(id)).cloned();
            options.rules_off.extend(usual.collect::<Vec<_>>());
            options
        };
        let Some(library) = &self.library else {
            let options = choose(None);
            let content = content_hash(&bytes);
            let imported = child::import(name, bytes, chosen)?;
            return Ok((Document::of_told(name, content, imported, &options, tell), options));
        };
        library.document(name, bytes.into(), chosen, origin.path(), choose, tell)
    }

    /// Keeps the text of a document all of whose notes stand in it: a library of earlier days has none.
    fn keep_text(
        &self,
        document: &Document,
        origin: &Origin,
        notebook: &Notebook,
        places: &Places,
    ) {
        let n_all = notebook.annotations.len() + notebook.bookmarks.len();
        if let Some(library) = self.library.as_ref().filter(|_| n_all > 0 && places.len() == n_all)
        {
            // Without it passages are only harder to find again.
            drop(library.keep_text(document, origin.path()));
        }
    }

    fn with_notes(&self, origin: Origin, document: Document, options: CleanOptions) -> Opened {
        let loaded =
            self.library.as_ref().map(|library| library.load(&document.fingerprint, origin.path()));
        let (loaded, failure) = match loaded {
            Some(Ok(loaded)) => (loaded, None),
            Some(Err(error)) => (LoadedNotes::default(), Some(error.phrase())),
            None => (LoadedNotes::default(), Some(texts::NO_LIBRARY.into())),
        };
        let codebook = self
            .library
            .as_ref()
            .and_then(|library| library.codebook().ok())
            .map(|(codebook, _)| codebook);
        let position =
            self.readings.iter().find(|reading| reading.content == document.fingerprint.content);
        let position = position
            .map_or(Pos::new(0), |reading| document.cleaned.text.floor(reading.pos.index()));
        let codebook = codebook.unwrap_or_else(Codebook::starting);
        let kept = self.library.as_ref().zip(loaded.record.as_ref());
        let history =
            kept.map(|(library, record)| library.history(&record.id, &loaded.notebook, &codebook));
        let places = placing::place_standing(&document, &loaded.notebook);
        self.keep_text(&document, &origin, &loaded.notebook, &places);
        let notices = notices(&document, &loaded, failure.as_ref());
        let version = self.version(&document, &origin, &loaded);
        let document = OpenDocument {
            origin,
            places: places.into(),
            options,
            notebook: loaded.notebook.into(),
            history: history.unwrap_or_default(),
            codebook,
            position,
            read_only: loaded.read_only.or(failure),
            n_damaged: loaded.n_damaged,
            notices,
            document,
        };
        Opened { document, version }
    }

    /// What the library says of the file of a document.
    fn version(
        &self,
        document: &Document,
        origin: &Origin,
        loaded: &LoadedNotes,
    ) -> Option<Version> {
        let n_notes = loaded.notebook.annotations.len();
        if loaded.record.is_some() {
            return (loaded.is_new_version && n_notes > 0).then_some(Version::New { n_notes });
        }
        // What cannot be read of other documents offers nothing.
        let likely = self.library.as_ref()?.likely_version(document, origin.path());
        let (record, n_notes) = likely.ok()??;
        Some(Version::Likely { id: record.id, title: record.title, n_notes })
    }
}

/// What does not stand where it was marked, to be sought when the document is shown; `None` if all does.
pub(crate) fn lost(open: &OpenDocument) -> Option<LocateRequest> {
    let lost = locating::without_place(&open.notebook, &open.places);
    let is_any = !lost.annotations.is_empty() || !lost.bookmarks.is_empty();
    is_any.then(|| LocateRequest {
        document: open.document.clone(),
        path: open.origin.path().map(std::path::Path::to_path_buf),
        lost,
    })
}

/// Cleans an open document again with the options it now has.
pub(crate) fn recleaned(mut open: OpenDocument, tell: &dyn Fn(Stage)) -> OpenDocument {
    open.document = open.document.recleaned_told(&open.options, tell);
    open.document.cleaned.review(&open.document.imported.text);
    open
}

fn notices(document: &Document, loaded: &LoadedNotes, failure: Option<&Phrase>) -> Vec<Notice> {
    let name = &document.name;
    let warn = |phrase: Phrase| Notice::new(Weight::Warning, phrase);
    let odd = document.imported.warnings.iter().map(|warning| warn(errors::warning(warning, name)));
    // Of damage a bar of its own says what can be done.
    let problems =
        loaded.problems.iter().filter(|_| loaded.n_damaged == 0).cloned().map(|phrase| {
            let is_newer = loaded.read_only.as_ref() == Some(&phrase);
            Notice::new(if is_newer { Weight::Warning } else { Weight::Error }, phrase)
        });
    let failure = failure.cloned().map(|phrase| Notice::new(Weight::Error, phrase));
    odd.chain(problems).chain(failure).collect()
}
