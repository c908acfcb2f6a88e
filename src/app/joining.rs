//! What the window shows and asks where notes come from elsewhere: another version of a file, another library.

use std::path::PathBuf;
use std::sync::Arc;

use crate::notebook::{Change, Clash};

/// What the library says of a file that is not as it was, or that it does not know.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Version {
    /// Another text stands where the document was: it is taken for its new version.
    New {
        /// How many notes it has.
        n_notes: usize,
    },
    /// It is like a document that has notes, and stands elsewhere.
    Likely {
        /// The document's identity in the library.
        id: String,
        /// Its title.
        title: String,
        /// How many notes it has.
        n_notes: usize,
    },
    /// It was just parted from a document that keeps its notes, which can be undone.
    Parted {
        /// The document's identity in the library.
        id: String,
        /// Its title.
        title: String,
        /// How many notes it has.
        n_notes: usize,
    },
}

/// What a reader says to that.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum VersionAnswer {
    /// It is a version of that document.
    Same,
    /// It is a document of its own.
    Other,
}

/// What joining another library would change, before anything is done.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct JoinPreview {
    /// Where the other one is.
    pub path: PathBuf,
    /// How many documents change or are new.
    pub n_documents: usize,
    /// How many notes are new, changed and removed.
    pub n_notes: (usize, usize, usize),
    /// How many tags are new or changed.
    pub n_tags: usize,
    /// What both had changed.
    pub clashes: Arc<[Clash]>,
    /// What changes of the document that is shown, and of the tags: one step.
    pub here: Vec<Change>,
}

impl JoinPreview {
    /// Whether everything there is here already.
    pub fn is_nothing(&self) -> bool {
        self.n_documents == 0 && self.n_tags == 0
    }
}
