//! Model to text.

use std::borrow::Cow;
use std::collections::BTreeMap;

use ron::ser::PrettyConfig;
use serde::Serialize;

use crate::notebook::{Annotation, Codebook, Tag, TagId};
use crate::store::blocks::framed;
use crate::store::unknown::{unknown_fields, with_fields};
use crate::store::v1::{
    CODEBOOK_FIELDS, CodebookFile, Doc, NOTE_FIELDS, Note, NotesFile, TAG_FIELDS, TagEntry, UsedTag,
};
use crate::store::{Read, SCHEMA, StoredNotes, blocks, used_tags};

/// The file of a document's notes: by place, then by identity.
pub fn notes_to_ron(stored: &StoredNotes, codebook: &Codebook) -> String {
    rewrite_notes(&Read::default(), stored, codebook)
}

/// The same, with the blocks of the file as it was wherever nothing has changed.
pub fn rewrite_notes(
    before: &Read<StoredNotes>,
    stored: &StoredNotes,
    codebook: &Codebook,
) -> String {
    let notebook = &stored.notebook;
    let tags = used_tags(notebook, codebook);
    let tags = tags.into_iter().map(|tag| used_tag(tag, codebook)).collect();
    let doc = Doc::new(&stored.record, notebook, tags);
    let file = NotesFile { schema: SCHEMA, doc, annotations: Vec::new() };
    let mut notes: Vec<&Annotation> = notebook.annotations.values().collect();
    notes.sort_by_key(|note| (note.anchor.span, &note.id));
    let block = |note: &Annotation| {
        let written = &before.written;
        let old = || written.fields.get(&note.id.0).or_else(|| written.blocks.get(&note.id.0));
        let new = || note_block(note, old().map(String::as_str), codebook);
        unchanged(before, note, codebook).map_or_else(|| Cow::Owned(new()), Cow::Borrowed)
    };
    let head = with_fields(head(&file, "annotations"), &before.written.head_fields, "    ),");
    blocks::join(&head, notes.into_iter().map(block))
}

/// The block of a note, with the fields of a newer program that its `old` block has.
pub(super) fn note_block(note: &Annotation, old: Option<&str>, codebook: &Codebook) -> String {
    let text = pretty(&Note::new(note, |id| codebook.path(id)));
    block_with_fields(&note.id.0, text, old, NOTE_FIELDS)
}

/// The block of a tag, with the fields of a newer program that its `old` block has.
pub(super) fn tag_block(tag: &Tag, old: Option<&str>) -> String {
    block_with_fields(&tag.id.0, pretty(&TagEntry::new(tag)), old, TAG_FIELDS)
}

/// A block with those fields of its `old` form that are not among `known`.
fn block_with_fields(id: &str, text: String, old: Option<&str>, known: &[&str]) -> String {
    // In the file a block stands eight spaces in, and its fields another four.
    let fields = old.map(|old| unknown_fields(old, 12, known)).unwrap_or_default();
    let fields: String =
        fields.lines().map(|line| format!("{}\n", line.get(8..).unwrap_or_default())).collect();
    framed(id, &with_fields(text, &fields, ")"))
}

/// A tag as a document's file names it.
pub(super) fn used_tag(tag: &Tag, codebook: &Codebook) -> UsedTag {
    UsedTag { id: tag.id.0.clone(), path: codebook.path(&tag.id), color: tag.color.id().to_owned() }
}

/// The block of a note in the file as it was, if the note and the names of its tags are the same.
fn unchanged<'a>(
    before: &'a Read<StoredNotes>,
    note: &Annotation,
    codebook: &Codebook,
) -> Option<&'a str> {
    let written = &before.written;
    let is_named = |tag: &TagId| written.tag_paths.get(&tag.0) == Some(&codebook.path(tag));
    let is_same = before.value.notebook.annotations.get(&note.id) == Some(note)
        && note.tags.iter().all(is_named);
    is_same.then(|| written.blocks.get(&note.id.0)).flatten().map(String::as_str)
}

/// The file of the library's tags, by identity.
pub fn codebook_to_ron(codebook: &Codebook) -> String {
    rewrite_codebook(&[], codebook)
}

/// The same, with what a newer program wrote into the files that it is made of; of two that say something of the
/// same tag, into the first.
pub fn rewrite_codebook(before: &[&str], codebook: &Codebook) -> String {
    let pieces: Vec<_> = before.iter().map(|text| blocks::split_raw(text)).collect();
    let heads = pieces.iter().map(|pieces| unknown_fields(pieces.head, 4, CODEBOOK_FIELDS));
    let fields = heads.into_iter().find(|fields| !fields.is_empty()).unwrap_or_default();
    let mut old: BTreeMap<&str, &str> = BTreeMap::new();
    for (id, block) in pieces.iter().flat_map(|pieces| &pieces.blocks) {
        if !unknown_fields(block, 12, TAG_FIELDS).is_empty() {
            old.entry(id).or_insert(block);
        }
    }
    let head = with_fields(codebook_head(&codebook.memo), &fields, "    tags: [");
    let block = |tag: &Tag| tag_block(tag, old.get(tag.id.0.as_str()).copied());
    blocks::join(&head, codebook.tags.values().map(block))
}

/// The head of the file of the library's tags.
pub(super) fn codebook_head(memo: &str) -> String {
    let file = CodebookFile { schema: SCHEMA, memo: memo.to_owned(), tags: Vec::new() };
    head(&file, "tags")
}

/// A file with an empty list, cut behind the list's opening bracket.
pub(super) fn head(file: &impl Serialize, list: &str) -> String {
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
