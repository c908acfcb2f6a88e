//! Changes put into a file of notes without reading the notes that did not change.
//!
//! Reading is what costs: parsing a note takes thirty times as long as copying its block.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use crate::notebook::{Annotation, AnnotationId, Change, Codebook, Notebook, TagId};
use crate::store::blocks::{framed, split_raw};
use crate::store::read::{cut_off, parsed_head};
use crate::store::unknown::{unknown_fields, with_fields};
use crate::store::v1::{CodebookFile, DOC_FIELDS, Doc, Note, NotesFile, TagEntry, UsedTag};
use crate::store::write::{head, note_block, pretty, used_tag};
use crate::store::{DocumentRecord, SCHEMA, blocks};
use crate::text::{Source, Span};

/// The file `text` after `changes`, its record changed by `learn`; blocks that cannot be read stay as they are.
///
/// `None` where the file has to be read as a whole: it is damaged between its blocks or was written by
/// another version, or a change goes beyond the notes it names, as when a tag gets another name.
pub fn splice_notes(
    text: &str,
    changes: &[Change],
    codebook: &Codebook,
    learn: impl FnOnce(&mut DocumentRecord),
) -> Option<String> {
    let mut spliced = Spliced::open(text)?;
    for change in changes {
        match change {
            Change::Annotation(diff) => {
                let old = spliced.remove(&diff.either()?.id);
                if let Some(after) = &diff.after {
                    spliced.insert(after, old.as_deref(), codebook)?;
                }
            }
            Change::Tag(diff) if diff.before.is_none() => {}
            Change::Rule(_) => {}
            Change::Tag(_) => return None,
            Change::Bookmark(_)
            | Change::Kept(_)
            | Change::Accepted(_)
            | Change::Ruling(_)
            | Change::Meta(_)
            | Change::Memo(_) => {
                change.apply(&mut spliced.notebook, &mut Codebook::default());
            }
        }
    }
    learn(&mut spliced.record);
    Some(spliced.close())
}

/// The annotations with these identities that the file `text` has; `None` where one of them cannot be read.
pub fn notes_in(text: &str, ids: &BTreeSet<&str>) -> Option<BTreeMap<AnnotationId, Annotation>> {
    let blocks = split_raw(text).blocks.into_iter().filter(|(id, _)| ids.contains(id));
    blocks.map(|(_, raw)| note(raw).map(|note| (note.id.clone(), note))).collect()
}

/// The identities of the blocks that the file `text` has.
pub fn ids_in(text: &str) -> BTreeSet<AnnotationId> {
    split_raw(text).blocks.into_iter().map(|(id, _)| AnnotationId(id.to_owned())).collect()
}

/// The file `text` of the library's tags after those of `changes` that are about tags; `None` as with notes.
pub fn splice_codebook(text: &str, changes: &[Change]) -> Option<String> {
    let pieces = split_raw(text);
    let mut problems = cut_off(text);
    let file: CodebookFile = parsed_head(&pieces, &mut problems)?;
    let (head, raw) = (pieces.head, pieces.blocks);
    let n_blocks = raw.len();
    let mut blocks: BTreeMap<Cow<'_, str>, Cow<'_, str>> =
        raw.into_iter().map(|(id, text)| (id.into(), text.into())).collect();
    let is_sound = problems.is_empty() && file.schema == SCHEMA && file.tags.is_empty();
    if !is_sound || n_blocks == 0 || blocks.len() != n_blocks {
        return None;
    }
    for change in changes {
        let Change::Tag(diff) = change else { continue };
        match &diff.after {
            Some(tag) => {
                let text = framed(&tag.id.0, &pretty(&TagEntry::new(tag)));
                blocks.insert(tag.id.0.clone().into(), text.into());
            }
            None => drop(blocks.remove(diff.either()?.id.0.as_str())),
        }
    }
    Some(blocks::join(head.trim_end(), blocks.values()))
}

/// A file taken apart.
struct Spliced<'a> {
    record: DocumentRecord,
    /// All but the annotations.
    notebook: Notebook,
    tags: Vec<UsedTag>,
    /// Those of a newer program.
    head_fields: String,
    // Invariant: by place, then by identity; no identity twice.
    blocks: Vec<Block<'a>>,
}

struct Block<'a> {
    id: Cow<'a, str>,
    /// With its line of checksum.
    text: Cow<'a, str>,
}

impl<'a> Spliced<'a> {
    fn open(text: &'a str) -> Option<Self> {
        let pieces = split_raw(text);
        let mut problems = cut_off(text);
        let file: NotesFile = parsed_head(&pieces, &mut problems)?;
        let blocks = pieces.blocks;
        let ids: BTreeSet<&str> = blocks.iter().map(|(id, _)| *id).collect();
        let is_sound = problems.is_empty()
            && file.schema == SCHEMA
            && file.annotations.is_empty()
            && ids.len() == blocks.len();
        let block = |(id, text): (&'a str, &'a str)| Block { id: id.into(), text: text.into() };
        is_sound.then(|| Self {
            record: file.doc.record(),
            notebook: file.doc.notebook(),
            tags: file.doc.tags,
            head_fields: unknown_fields(pieces.head, 8, DOC_FIELDS),
            blocks: blocks.into_iter().map(block).collect(),
        })
    }

    /// Takes a block out; its text, if there was one.
    fn remove(&mut self, id: &AnnotationId) -> Option<Cow<'a, str>> {
        let at = self.blocks.iter().position(|block| block.id == id.0)?;
        Some(self.blocks.remove(at).text)
    }

    fn insert(&mut self, note: &Annotation, old: Option<&str>, codebook: &Codebook) -> Option<()> {
        let text = note_block(note, old, codebook);
        let key = (note.anchor.span, note.id.0.as_str());
        let (mut low, mut high) = (0, self.blocks.len());
        while low < high {
            let middle = usize::midpoint(low, high);
            let other = self.blocks.get(middle)?;
            if (place(other)?, other.id.as_ref()) < key { low = middle + 1 } else { high = middle }
        }
        self.blocks.insert(low, Block { id: note.id.0.clone().into(), text: text.into() });
        note.tags.iter().for_each(|tag| self.name(tag, codebook));
        Some(())
    }

    /// Notes a tag among those that the document uses.
    fn name(&mut self, tag: &TagId, codebook: &Codebook) {
        let Some(tag) = codebook.tags.get(tag) else { return };
        let used = used_tag(tag, codebook);
        match self.tags.binary_search_by(|known| known.id.cmp(&used.id)) {
            Ok(at) => self.tags.splice(at..=at, [used]).for_each(drop),
            Err(at) => self.tags.insert(at, used),
        }
    }

    fn close(self) -> String {
        let doc = Doc::new(&self.record, &self.notebook, self.tags);
        let file = NotesFile { schema: SCHEMA, doc, annotations: Vec::new() };
        let head = with_fields(head(&file, "annotations"), &self.head_fields, "    ),");
        blocks::join(&head, self.blocks.into_iter().map(|block| block.text))
    }
}

/// Where the note of a block stands.
fn place(block: &Block<'_>) -> Option<Span<Source>> {
    note(&block.text).map(|note| note.anchor.span)
}

/// The note of a block with its line of checksum.
fn note(raw: &str) -> Option<Annotation> {
    let (_, text) = raw.split_once('\n')?;
    let note: Note = ron::from_str(text.trim_end().trim_end_matches(',')).ok()?;
    note.annotation()
}
