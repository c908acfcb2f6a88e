//! Row 2: annotations, tags, and every change to them. How they are shown or kept is not known here.

mod annotation;
mod change;
mod history;
mod tag;

use std::collections::{BTreeMap, BTreeSet};

pub use annotation::{Annotation, AnnotationId, Excerpt, HighlightColor, Timestamp};
pub use change::{Change, Diff};
pub use history::History;
pub use tag::{Codebook, PATH_SEPARATOR, Tag, TagId};

use crate::text::{Source, Span};

/// All that the reader added to one document.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Notebook {
    /// The annotations by identity.
    pub annotations: BTreeMap<AnnotationId, Annotation>,
    /// Stretches of the source that cleaning leaves alone.
    pub kept: BTreeSet<Span<Source>>,
}
