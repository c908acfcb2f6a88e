//! Model to text.

use ron::ser::PrettyConfig;
use serde::Serialize;

use crate::notebook::{Annotation, Codebook};
use crate::store::v1::{CodebookFile, Doc, Note, NotesFile, TagEntry, UsedTag};
use crate::store::{SCHEMA, StoredNotes, blocks, used_tags};

/// The file of a document's notes: by place, then by identity.
pub fn notes_to_ron(stored: &StoredNotes, codebook: &Codebook) -> String {
    let notebook = &stored.notebook;
    let kept = notebook.kept.iter().map(|span| (span.start.offset, span.end.offset)).collect();
    let tag = |tag: &crate::notebook::Tag| UsedTag {
        id: tag.id.0.clone(),
        path: codebook.path(&tag.id),
        color: tag.color.id().to_owned(),
    };
    let tags = used_tags(notebook, codebook).into_iter().map(tag).collect();
    let file = NotesFile {
        schema: SCHEMA,
        doc: Doc::new(&stored.record, kept, tags),
        annotations: Vec::new(),
    };
    let mut notes: Vec<&Annotation> = notebook.annotations.values().collect();
    notes.sort_by_key(|note| (note.anchor.span, &note.id));
    let block =
        |note: &Annotation| (note.id.0.clone(), pretty(&Note::new(note, |id| codebook.path(id))));
    blocks::join(&head(&file, "annotations"), notes.into_iter().map(block))
}

/// The file of the library's tags, by identity.
pub fn codebook_to_ron(codebook: &Codebook) -> String {
    let file = CodebookFile { schema: SCHEMA, tags: Vec::new() };
    let block = |tag: &crate::notebook::Tag| (tag.id.0.clone(), pretty(&TagEntry::new(tag)));
    blocks::join(&head(&file, "tags"), codebook.tags.values().map(block))
}

/// A file with an empty list, cut behind the list's opening bracket.
fn head(file: &impl Serialize, list: &str) -> String {
    let text = pretty(file);
    let opening = format!("    {list}: [");
    let end = text.rfind(&opening).map_or(text.len(), |at| at + opening.len());
    text.get(..end).unwrap_or_default().to_owned()
}

pub(super) fn pretty(value: &impl Serialize) -> String {
    let config = PrettyConfig::new().new_line("\n").indentor("    ");
    ron::ser::to_string_pretty(value, config)
        .expect("plain structs of strings and numbers can always be written")
}
