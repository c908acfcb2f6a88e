//! Text to model, with everything saved that can be.

use std::collections::BTreeMap;

use serde::de::DeserializeOwned;

use crate::notebook::{Codebook, Notebook};
use crate::store::v1::{CodebookFile, Note, NotesFile, TagEntry};
use crate::store::{Problem, Read, SCHEMA, StoredNotes, Written, blocks};

/// Reads a document's notes from a file of any version.
pub fn notes_from_ron(text: &str) -> Read<StoredNotes> {
    let (head, blocks) = blocks::split(text);
    let mut problems = cut_off(text);
    let file: Option<NotesFile> = parsed_head(head, &mut problems);
    let mut notebook = Notebook::default();
    let mut record = crate::store::DocumentRecord::default();
    let (mut listed, mut written) = (Vec::new(), Written::default());
    if let Some(file) = file {
        note_version(file.schema, &mut problems);
        record = file.doc.record();
        written.tag_paths =
            file.doc.tags.iter().map(|tag| (tag.id.clone(), tag.path.clone())).collect();
        notebook = file.doc.notebook();
        // What stands without its comment line is read as the plain RON it is.
        listed = file.annotations;
        problems.extend(listed.iter().map(|note| Problem::ChangedOutside(note.id.clone())));
    }
    written.blocks = intact(&blocks);
    let read = read_blocks(blocks, &mut problems, Note::annotation);
    let plain =
        listed.into_iter().filter_map(Note::annotation).map(|note| (note.id.0.clone(), note));
    notebook.annotations = plain.chain(read).map(|(_, note)| (note.id.clone(), note)).collect();
    Read { value: StoredNotes { record, notebook }, problems, written }
}

/// What a document's file says of it and of its cleaning, without a look at the annotations; `None` where
/// that cannot be read.
pub fn head_from_ron(text: &str) -> Option<StoredNotes> {
    let (head, _) = blocks::split_raw(text);
    let file: NotesFile = parsed_head(head, &mut Vec::new())?;
    Some(StoredNotes { record: file.doc.record(), notebook: file.doc.notebook() })
}

/// Reads the library's tags from a file of any version.
pub fn codebook_from_ron(text: &str) -> Read<Codebook> {
    let (head, blocks) = blocks::split(text);
    let mut problems = cut_off(text);
    let file: Option<CodebookFile> = parsed_head(head, &mut problems);
    let listed = file.map(|file| {
        note_version(file.schema, &mut problems);
        problems.extend(file.tags.iter().map(|tag| Problem::ChangedOutside(tag.id.clone())));
        file.tags
    });
    let read = read_blocks(blocks, &mut problems, TagEntry::tag);
    let plain = listed
        .unwrap_or_default()
        .into_iter()
        .filter_map(TagEntry::tag)
        .map(|tag| (tag.id.0.clone(), tag));
    let tags = plain.chain(read).map(|(_, tag)| (tag.id.clone(), tag)).collect();
    Read { value: Codebook { tags }, problems, written: Written::default() }
}

/// Every whole file ends with a closing parenthesis of its own line.
pub(super) fn cut_off(text: &str) -> Vec<Problem> {
    let is_whole = text.trim_end().lines().next_back() == Some(")");
    if is_whole { Vec::new() } else { vec![Problem::CutOff] }
}

fn note_version(schema: u32, problems: &mut Vec<Problem>) {
    if schema > SCHEMA {
        problems.push(Problem::Newer(schema));
    }
}

/// The head, with the list it opens closed; a whole file without blocks is its own head.
pub(super) fn parsed_head<T: DeserializeOwned>(
    head: &str,
    problems: &mut Vec<Problem>,
) -> Option<T> {
    let closed = format!("{}\n    ],\n)\n", head.trim_end());
    let parsed = ron::from_str(&closed).ok().or_else(|| ron::from_str(head).ok());
    if parsed.is_none() {
        problems.push(Problem::Head);
    }
    parsed
}

/// The blocks that are as the program wrote them, word for word.
fn intact(blocks: &[blocks::Block<'_>]) -> BTreeMap<String, String> {
    let intact = blocks.iter().filter(|block| block.is_intact);
    intact.map(|block| (block.id.to_owned(), block.raw.to_owned())).collect()
}

/// Reads each block by itself, by identity; what cannot be read is kept word for word.
fn read_blocks<B: DeserializeOwned, T>(
    blocks: Vec<blocks::Block<'_>>,
    problems: &mut Vec<Problem>,
    convert: impl Fn(B) -> Option<T>,
) -> BTreeMap<String, T> {
    let mut read = BTreeMap::new();
    for block in blocks {
        let Some(value) = ron::from_str(&block.text).ok().and_then(&convert) else {
            problems.push(Problem::Unreadable(block.text));
            continue;
        };
        if !block.is_intact {
            problems.push(Problem::ChangedOutside(block.id.to_owned()));
        }
        if read.insert(block.id.to_owned(), value).is_some() {
            problems.push(Problem::Twice(block.id.to_owned()));
        }
    }
    read
}
