//! Text to model, with everything saved that can be.

use std::collections::BTreeMap;
use std::fmt::Display;

use serde::de::DeserializeOwned;

use crate::notebook::{Annotation, AnnotationId, Codebook, Notebook};
use crate::store::blocks::{Block, Frame, Pieces};
use crate::store::plain::note_from_plain;
use crate::store::unknown::unknown_fields;
use crate::store::v1::{CodebookFile, DOC_FIELDS, NOTE_FIELDS, Note, NotesFile, TagEntry, UsedTag};
use crate::store::{Problem, Read, SCHEMA, StoredNotes, Written, blocks};
use crate::text::{Alone, Workers};

/// How many blocks a worker reads at once.
const N_AT_ONCE: usize = 1000;

/// Reads a document's notes from a file of any version, which is to be written anew.
pub fn notes_from_ron(text: &str) -> Read<StoredNotes> {
    let pieces = blocks::split(text);
    let (head_fields, blocks) = (unknown_fields(pieces.head, 8, DOC_FIELDS), &pieces.blocks);
    let altered = blocks.iter().filter(|block| !block.is_intact);
    let fields = |block: &Block<'_>| unknown_fields(block.raw, 12, NOTE_FIELDS);
    let fields = altered.map(|block| (block.id.to_owned(), fields(block))).collect();
    let blocks = intact(blocks);
    let found = pieces.blocks.iter().map(|block| found(*block, note)).collect();
    let (read, tags) = notes_of(text, &pieces, found);
    let tag_paths = tags.into_iter().map(|tag| (tag.id, tag.path)).collect();
    Read { written: Written { blocks, tag_paths, head_fields, fields }, ..read }
}

/// The same of a file that is only read.
pub fn notes_in_ron(text: &str) -> Read<StoredNotes> {
    notes_in_ron_by(text, &Alone)
}

/// The same, the blocks being read by `workers`.
pub fn notes_in_ron_by(text: &str, workers: &dyn Workers) -> Read<StoredNotes> {
    let pieces = blocks::split_framed(text);
    let parts: Vec<&[Frame<'_>]> = pieces.blocks.chunks(N_AT_ONCE).collect();
    let found = workers.each(&parts, |frames| found_in(frames)).into_iter().flatten().collect();
    notes_of(text, &pieces, found).0
}

fn found_in<'a>(frames: &[Frame<'a>]) -> Vec<Found<'a, AnnotationId, Annotation>> {
    let mut room = String::new();
    frames.iter().map(|frame| found(frame.block(&mut room), note)).collect()
}

/// The annotation of a block as it stands in a file, with its line; `None` where it cannot be read.
pub fn note_in_block(raw: &str) -> Option<Annotation> {
    let (_, body) = raw.split_once('\n')?;
    note(body.trim_end().trim_end_matches(',')).map(|(_, note)| note)
}

/// The annotation of a block's text.
fn note(text: &str) -> Option<(AnnotationId, Annotation)> {
    let note = note_from_plain(text).or_else(|| ron::from_str::<Note>(text).ok())?;
    note.annotation().map(|note| (note.id.clone(), note))
}

/// The notes of a file that was taken apart and of whose blocks is `found` what they say, and the tags that it
/// names.
fn notes_of<B>(
    text: &str,
    pieces: &Pieces<'_, B>,
    found: Vec<Found<'_, AnnotationId, Annotation>>,
) -> (Read<StoredNotes>, Vec<UsedTag>) {
    let mut problems = cut_off(text);
    let file: Option<NotesFile> = parsed_head(pieces, &mut problems);
    let mut notebook = Notebook::default();
    let mut record = crate::store::DocumentRecord::default();
    let (mut listed, mut tags) = (Vec::new(), Vec::new());
    if let Some(file) = file {
        note_version(file.schema, &mut problems);
        record = file.doc.record();
        notebook = file.doc.notebook();
        // What stands without its comment line is read as the plain RON it is.
        (listed, tags) = (file.annotations, file.doc.tags);
        problems.extend(listed.iter().map(|note| Problem::ChangedOutside(note.id.clone())));
    }
    notebook.annotations = joined(found, &mut problems);
    for note in listed.into_iter().filter_map(Note::annotation) {
        notebook.annotations.entry(note.id.clone()).or_insert(note);
    }
    let value = StoredNotes { record, notebook };
    (Read { value, problems, written: Written::default() }, tags)
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
    let mut memo = String::new();
    let listed = file.map(|file| {
        memo = file.memo;
        note_version(file.schema, &mut problems);
        problems.extend(file.tags.iter().map(|tag| Problem::ChangedOutside(tag.id.clone())));
        file.tags
    });
    let tag = |text: &str| {
        let tag = ron::from_str::<TagEntry>(text).ok()?.tag()?;
        Some((tag.id.clone(), tag))
    };
    let found = pieces.blocks.into_iter().map(|block| found(block, tag)).collect();
    let mut tags = joined(found, &mut problems);
    for tag in listed.unwrap_or_default().into_iter().filter_map(TagEntry::tag) {
        tags.entry(tag.id.clone()).or_insert(tag);
    }
    Read { value: Codebook { tags, memo }, problems, written: Written::default() }
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
fn intact(blocks: &[Block<'_>]) -> BTreeMap<String, String> {
    let intact = blocks.iter().filter(|block| block.is_intact);
    intact.map(|block| (block.id.to_owned(), block.raw.to_owned())).collect()
}

/// What a block says.
enum Found<'a, K, T> {
    /// It is as the program wrote it.
    Sound(K, T),
    /// It is not; what can be read of it.
    Altered(Block<'a>, Option<(K, T)>),
}

fn found<K, T>(block: Block<'_>, read: impl Fn(&str) -> Option<(K, T)>) -> Found<'_, K, T> {
    match read(block.body) {
        Some((id, value)) if block.is_intact => Found::Sound(id, value),
        found => Found::Altered(block, found),
    }
}

/// What the blocks say, by identity; what cannot be read is kept word for word.
///
/// A block that is not as it was written never takes the place of one that is: its identity may be what is
/// damaged.
fn joined<K: Ord + Clone + Display, T>(
    blocks: Vec<Found<'_, K, T>>,
    problems: &mut Vec<Problem>,
) -> BTreeMap<K, T> {
    let (mut sound, mut altered) = (Vec::with_capacity(blocks.len()), Vec::new());
    for block in blocks {
        match block {
            Found::Sound(id, value) => sound.push((id, value)),
            Found::Altered(block, found) => altered.push((block, found)),
        }
    }
    sound.sort_by(|a, b| a.0.cmp(&b.0));
    let twice = sound.windows(2).filter(|pair| pair[0].0 == pair[1].0);
    problems.extend(twice.map(|pair| Problem::Twice(pair[0].0.to_string())));
    // Of two with the same identity the later is taken.
    let mut all: BTreeMap<K, T> = sound.into_iter().collect();
    for (block, found) in altered {
        match found {
            Some((id, value)) if !all.contains_key(&id) => {
                problems.push(Problem::ChangedOutside(id.to_string()));
                all.insert(id, value);
            }
            _ => problems.push(Problem::Unreadable(block.text())),
        }
    }
    all
}
