//! Text to model, with everything saved that can be.

use std::collections::BTreeMap;

use serde::de::DeserializeOwned;

use crate::notebook::{Codebook, Notebook};
use crate::store::blocks::Pieces;
use crate::store::unknown::unknown_fields;
use crate::store::v1::{CodebookFile, DOC_FIELDS, NOTE_FIELDS, Note, NotesFile, TagEntry};
use crate::store::{Problem, Read, SCHEMA, StoredNotes, Written, blocks};

/// Reads a document's notes from a file of any version.
pub fn notes_from_ron(text: &str) -> Read<StoredNotes> {
    let pieces = blocks::split(text);
    let mut problems = cut_off(text);
    let file: Option<NotesFile> = parsed_head(&pieces, &mut problems);
    let blocks = pieces.blocks;
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
    written.head_fields = unknown_fields(pieces.head, 8, DOC_FIELDS);
    let altered = blocks.iter().filter(|block| !block.is_intact);
    let fields = |block: &blocks::Block<'_>| unknown_fields(block.raw, 12, NOTE_FIELDS);
    written.fields = altered.map(|block| (block.id.to_owned(), fields(block))).collect();
    written.blocks = intact(&blocks);
    let read = read_blocks(blocks, &mut problems, |note: Note| {
        note.annotation().map(|note| (note.id.0.clone(), note))
    });
    let plain =
        listed.into_iter().filter_map(Note::annotation).map(|note| (note.id.0.clone(), note));
    notebook.annotations = plain.chain(read).map(|(_, note)| (note.id.clone(), note)).collect();
    Read { value: StoredNotes { record, notebook }, problems, written }
}

/// What a document's file says of it and of its cleaning, without a look at the annotations; `None` where
/// that cannot be read.
pub fn head_from_ron(text: &str) -> Option<StoredNotes> {
    let file: NotesFile = parsed_head(&blocks::split_raw(text), &mut Vec::new())?;
    Some(StoredNotes { record: file.doc.record(), notebook: file.doc.notebook() })
}

/// Whether a newer program wrote a document's file.
pub fn is_newer(text: &str) -> bool {
    let file: Option<NotesFile> = parsed_head(&blocks::split_raw(text), &mut Vec::new());
    file.is_some_and(|file| file.schema > SCHEMA)
}

/// Reads the library's tags from a file of any version.
pub fn codebook_from_ron(text: &str) -> Read<Codebook> {
    let pieces = blocks::split(text);
    let mut problems = cut_off(text);
    let file: Option<CodebookFile> = parsed_head(&pieces, &mut problems);
    let blocks = pieces.blocks;
    let listed = file.map(|file| {
        note_version(file.schema, &mut problems);
        problems.extend(file.tags.iter().map(|tag| Problem::ChangedOutside(tag.id.clone())));
        file.tags
    });
    let read = read_blocks(blocks, &mut problems, |tag: TagEntry| {
        tag.tag().map(|tag| (tag.id.0.clone(), tag))
    });
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

/// The head, with the list it opens closed; a whole file without blocks is its own head. What stands behind
/// the list's opening and cannot be read, as a block whose line is damaged, harms it not.
pub(super) fn parsed_head<T: DeserializeOwned, B>(
    pieces: &Pieces<'_, B>,
    problems: &mut Vec<Problem>,
) -> Option<T> {
    let closed = |head: &str| ron::from_str(&format!("{}\n    ],\n)\n", head.trim_end())).ok();
    problems.extend(pieces.stray.iter().map(|stray| Problem::Unreadable((*stray).to_owned())));
    if !pieces.is_head_intact {
        problems.push(Problem::HeadChangedOutside);
    }
    let parsed = closed(pieces.head).or_else(|| ron::from_str(pieces.head).ok());
    parsed.or_else(|| {
        let (bare, behind) = blocks::bare_head(pieces.head);
        let parsed = closed(bare);
        problems.push(match parsed {
            Some(_) => Problem::Unreadable(behind.to_owned()),
            None => Problem::Head,
        });
        parsed
    })
}

/// The blocks that are as the program wrote them, word for word.
fn intact(blocks: &[blocks::Block<'_>]) -> BTreeMap<String, String> {
    let intact = blocks.iter().filter(|block| block.is_intact);
    intact.map(|block| (block.id.to_owned(), block.raw.to_owned())).collect()
}

/// Reads each block by itself, by identity; what cannot be read is kept word for word.
///
/// A block that is not as it was written never takes the place of one that is: its identity may be what is
/// damaged.
fn read_blocks<B: DeserializeOwned, T>(
    mut blocks: Vec<blocks::Block<'_>>,
    problems: &mut Vec<Problem>,
    convert: impl Fn(B) -> Option<(String, T)>,
) -> BTreeMap<String, T> {
    let mut read = BTreeMap::new();
    blocks.sort_by_key(|block| !block.is_intact);
    for block in blocks {
        let Some((id, value)) = ron::from_str(&block.text).ok().and_then(&convert) else {
            problems.push(Problem::Unreadable(block.text));
            continue;
        };
        if !block.is_intact && read.contains_key(&id) {
            problems.push(Problem::Unreadable(block.text));
            continue;
        }
        if !block.is_intact {
            problems.push(Problem::ChangedOutside(id.clone()));
        }
        if read.insert(id.clone(), value).is_some() {
            problems.push(Problem::Twice(id));
        }
    }
    read
}
