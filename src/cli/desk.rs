//! A document with its notes, for the commands that are about both.

use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use crate::app::texts;
use crate::clean::CleanOptions;
use crate::cli::output::Output;
use crate::cli::{Common, Failure, document};
use crate::document::Document;
use crate::host::library::{Library, LibraryError, LoadedNotes, SaveTarget};
use crate::notebook::{Change, Codebook, Notebook, TagId};
use crate::placing::{self, Places};
use crate::ruling::Site;
use crate::text::Phrase;

impl From<LibraryError> for Failure {
    fn from(error: LibraryError) -> Self {
        let mut why = error.phrase();
        if matches!(error, LibraryError::Io(..)) {
            why.zh.push_str("；可以用 --library 另指一个文件夹");
            why.en.push_str("; --library names another folder");
        }
        Self(why)
    }
}

/// A document with its notes and the library they are kept in.
pub(crate) struct Desk {
    pub(crate) library: Library,
    pub(crate) path: PathBuf,
    pub(crate) document: Document,
    pub(crate) id: Option<String>,
    pub(crate) notebook: Notebook,
    pub(crate) codebook: Codebook,
    pub(crate) places: Places,
    /// What was said of the notes' files already.
    told: Vec<Phrase>,
}

impl Desk {
    /// Reads the document and its notes; what is odd about them is said on standard error.
    pub(crate) fn open(file: &Path, common: &Common, output: &Output) -> Result<Self, Failure> {
        Self::open_with(file, common, &CleanOptions::default(), output)
    }

    /// The same without the notes: what is only added to them need not wait for their reading.
    pub(crate) fn open_to_add(
        file: &Path,
        common: &Common,
        output: &Output,
    ) -> Result<Self, Failure> {
        let library = Library::open(common.library.clone())?;
        let document = document::read(file, common, &CleanOptions::default(), output)?;
        let (codebook, odd) = library.codebook()?;
        odd.iter().for_each(|phrase| output.warn(phrase));
        Ok(Self {
            library,
            path: file.to_path_buf(),
            document,
            id: None,
            notebook: Notebook::default(),
            codebook,
            places: Places::new(),
            told: odd,
        })
    }

    /// The same with the document cleaned otherwise.
    pub(crate) fn open_with(
        file: &Path,
        common: &Common,
        options: &CleanOptions,
        output: &Output,
    ) -> Result<Self, Failure> {
        let library = Library::open(common.library.clone())?;
        let document = document::read(file, common, options, output)?;
        let LoadedNotes { record, notebook, problems, .. } =
            library.load(&document.fingerprint, Some(file))?;
        let (codebook, odd) = library.codebook()?;
        let told: Vec<Phrase> = problems.into_iter().chain(odd).collect();
        told.iter().for_each(|phrase| output.warn(phrase));
        if record.is_none() {
            tell_of_likely_version(&library, &document, file, output);
        }
        let id = record.map(|record| record.id);
        let places = placed(&library, id.as_deref(), &document, &notebook);
        let path = file.to_path_buf();
        Ok(Self { library, path, document, id, notebook, codebook, places, told })
    }

    /// Writes changes; when this returns they are durable. What is then found wrong with the notes' file, and was
    /// not said yet, is said on standard error.
    pub(crate) fn commit(&self, changes: &[Change], output: &Output) -> Result<(), Failure> {
        let target = SaveTarget {
            fingerprint: self.document.fingerprint.clone(),
            path: (self.path.as_os_str() != "-").then(|| self.path.clone()),
            title: self.document.title().to_owned(),
            options: None,
            encoding: None,
            site: Site::of(&self.document.cleaned.meta),
        };
        let settled = self.library.commit_whole(&target, changes)?;
        let news = settled.told.iter().filter(|phrase| !self.told.contains(phrase));
        news.for_each(|phrase| output.warn(phrase));
        // The notes are safe; without the text their passages are only harder to find again.
        drop(self.library.keep_text(&self.document, target.path.as_deref()));
        Ok(())
    }

    /// The tag shown as `path`, with the changes that make it where it is missing.
    pub(crate) fn tag(
        &mut self,
        path: &str,
        new_id: impl FnMut() -> String,
    ) -> Result<(TagId, Vec<Change>), Failure> {
        let (id, changes) = self.codebook.make(path, new_id).map_err(|_| bad_tag(path))?;
        for change in &changes {
            change.apply(&mut self.notebook, &mut self.codebook);
        }
        Ok((id, changes))
    }
}

/// Says of a file without notes if it is likely a new version of one that has some.
fn tell_of_likely_version(library: &Library, document: &Document, file: &Path, output: &Output) {
    let path = (file.as_os_str() != "-").then_some(file);
    // What cannot be read of other documents says nothing of this one.
    if let Ok(Some((record, n_notes))) = library.likely_version(document, path) {
        // A file that is still there is not renamed: both are documents.
        if record
            .paths
            .iter()
            .any(|known| Some(Path::new(known)) != path && Path::new(known).exists())
        {
            return;
        }
        output.warn(&texts::likely_version_of(&record.title, n_notes));
    }
}

/// Where the notes stand, with the help of the texts that they were made in if it is needed.
fn placed(library: &Library, id: Option<&str>, document: &Document, notebook: &Notebook) -> Places {
    let mut places = placing::place_standing(document, notebook);
    let lost = placing::without_place(notebook, &places);
    if !lost.is_empty() {
        let kept = id.map(|id| library.kept_texts(id)).unwrap_or_default();
        let go_on = &mut |_: &mut Places, _| ControlFlow::Continue(());
        places.extend(placing::locate(document, notebook, &lost, &kept, go_on));
    }
    places
}

fn bad_tag(path: &str) -> Phrase {
    Phrase::new(
        format!("标签名不能为空，不能含控制字符，最多 256 字：{path}"),
        format!(
            "a tag's name cannot be empty, hold control characters or be longer than 256 characters: {path}"
        ),
    )
}
