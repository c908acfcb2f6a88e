//! Where the reader keeps the library: a small file of the program's configuration, outside any library.

use serde::{Deserialize, Serialize};

use crate::store::write::pretty;

/// Where the library is, and where it is to be.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct StoredHome {
    /// The folder that the reader chose; none is the usual one.
    pub folder: Option<String>,
    /// The folder that it moves to at the next start.
    pub next: Option<String>,
}

/// The file of it.
pub fn home_to_ron(home: &StoredHome) -> String {
    format!("{}\n", pretty(home))
}

/// Reads it; `None` where it cannot be read.
pub fn home_from_ron(text: &str) -> Option<StoredHome> {
    ron::from_str(text).ok()
}
