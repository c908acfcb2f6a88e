//! Changes put into a file of notes without reading the notes that did not change.
//!
//! Reading is what costs: parsing a note takes thirty times as long as copying its block.

use std::borrow::Cow;
use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use rustc_hash::FxHashMap;

use crate::notebook::{Annotation, AnnotationId, Change, Codebook, Diff, Notebook, TagId};
use crate::store::blocks::{split_places, split_raw};
use crate::store::plain::note_from_plain;
use crate::store::read::{cut_off, parsed_head};
use crate::store::unknown::{unknown_fields, with_fields};
use crate::store::v1::{CODEBOOK_FIELDS, CodebookFile, DOC_FIELDS, Doc, Note, NotesFile, UsedTag};
use crate::store::write::{codebook_head, head, note_block, tag_block, used_tag};
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
    Some(Splice::open(text)?.changed(changes, codebook, learn)?.concat())
}

/// The identities of the blocks that the file `text` has.
pub fn ids_in(text: &str) -> BTreeSet<AnnotationId> {
    split_raw(text).blocks.into_iter().map(|(id, _)| AnnotationId(id.to_owned())).collect()
}

/// The blocks of notes that the file `text` has, by their identities, and where they stand in it.
pub fn blocks_in(text: &str) -> impl Iterator<Item = (AnnotationId, Range<usize>)> {
    let blocks = split_places(text).blocks.into_iter();
    blocks.map(|(id, place)| (AnnotationId(id.to_owned()), place))
}

/// The file `text` of the library's tags after those of `changes` that are about the library; `None` as with
/// notes.
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
    let mut memo = None;
    for change in changes {
        match change {
            Change::Tag(Diff { after: Some(tag), .. }) => {
                let text = tag_block(tag, blocks.get(tag.id.0.as_str()).map(AsRef::as_ref));
                blocks.insert(tag.id.0.clone().into(), text.into());
            }
            Change::Tag(diff) => drop(blocks.remove(diff.either()?.id.0.as_str())),
            Change::LibraryMemo(diff) => {
                memo = Some(diff.after.as_deref().unwrap_or_default());
            }
            _ => {}
        }
    }
    let head = match memo {
        Some(memo) => {
            let fields = unknown_fields(head, 4, CODEBOOK_FIELDS);
            Cow::Owned(with_fields(codebook_head(memo), &fields, "    tags: ["))
        }
        None => Cow::Borrowed(head.trim_end()),
    };
    Some(blocks::join(&head, blocks.values()))
}

/// A file of notes taken apart, into which changes can be put.
pub struct Splice<'a> {
    text: &'a str,
    record: DocumentRecord,
    /// All but the annotations.
    notebook: Notebook,
    tags: Vec<UsedTag>,
    /// Those of a newer program.
    head_fields: String,
    // Invariant: by place, then by identity; no identity twice. One that was taken out is empty.
    blocks: Vec<Range<usize>>,
    by_id: FxHashMap<&'a str, usize>,
    /// The notes that were put in, with where they stand.
    added: BTreeMap<AnnotationId, (Span<Source>, String)>,
}

impl<'a> Splice<'a> {
    /// Takes the file `text` apart, unless it has to be read as a whole.
    pub fn open(text: &'a str) -> Option<Self> {
        let text = text.trim_start_matches('\u{FEFF}');
        let pieces = split_places(text);
        let mut problems = cut_off(text);
        let file: NotesFile = parsed_head(&pieces, &mut problems)?;
        let raw = pieces.blocks;
        let by_id: FxHashMap<&str, usize> =
            raw.iter().enumerate().map(|(index, (id, _))| (*id, index)).collect();
        let is_sound = problems.is_empty()
            && file.schema == SCHEMA
            && file.annotations.is_empty()
            && by_id.len() == raw.len();
        is_sound.then(|| Self {
            text,
            record: file.doc.record(),
            notebook: file.doc.notebook(),
            tags: file.doc.tags,
            head_fields: unknown_fields(pieces.head, 8, DOC_FIELDS),
            blocks: raw.into_iter().map(|(_, place)| place).collect(),
            by_id,
            added: BTreeMap::new(),
        })
    }

    /// The annotations with these identities that the file has; `None` where one of them cannot be read.
    pub fn notes(&self, ids: &BTreeSet<&str>) -> Option<BTreeMap<AnnotationId, Annotation>> {
        let places = ids.iter().filter_map(|id| self.by_id.get(id));
        places.map(|at| self.note(*at).map(|note| (note.id.clone(), note))).collect()
    }

    /// The note of a block.
    fn note(&self, at: usize) -> Option<Annotation> {
        note(self.text.get(self.blocks.get(at)?.clone())?)
    }

    /// The file after `changes`, as [`splice_notes`] gives it, in parts: what did not change is not copied.
    pub fn changed(
        mut self,
        changes: &[Change],
        codebook: &Codebook,
        learn: impl FnOnce(&mut DocumentRecord),
    ) -> Option<Vec<Cow<'a, str>>> {
        for change in changes {
            match change {
                Change::Annotation(diff) => {
                    let old = self.remove(&diff.either()?.id);
                    if let Some(after) = &diff.after {
                        self.insert(after, old.as_deref(), codebook);
                    }
                }
                Change::Tag(diff) if diff.before.is_none() || diff.is_of_words() => {}
                Change::Rule(_) | Change::LibraryMemo(_) => {}
                Change::Tag(_) => return None,
                Change::Bookmark(_)
                | Change::Memo(_)
                | Change::Kept(_)
                | Change::Accepted(_)
                | Change::Ruling(_)
                | Change::Meta(_) => {
                    change.apply(&mut self.notebook, &mut Codebook::default());
                }
            }
        }
        learn(&mut self.record);
        self.close()
    }

    /// Takes a block out; its text, if there was one.
    fn remove(&mut self, id: &AnnotationId) -> Option<Cow<'a, str>> {
        if let Some((_, text)) = self.added.remove(id) {
            return Some(text.into());
        }
        let at = self.by_id.remove(id.0.as_str())?;
        self.text.get(self.blocks.get_mut(at).map(std::mem::take)?).map(Cow::Borrowed)
    }

    fn insert(&mut self, note: &Annotation, old: Option<&str>, codebook: &Codebook) {
        let text = note_block(note, old, codebook);
        self.added.insert(note.id.clone(), (note.anchor.span, text));
        note.tags.iter().for_each(|tag| self.name(tag, codebook));
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

    fn close(mut self) -> Option<Vec<Cow<'a, str>>> {
        let doc = Doc::new(&self.record, &self.notebook, std::mem::take(&mut self.tags));
        let file = NotesFile { schema: SCHEMA, doc, annotations: Vec::new() };
        let head = with_fields(head(&file, "annotations"), &self.head_fields, "    ),");
        self.blocks.retain(|block| !block.is_empty());
        let added = std::mem::take(&mut self.added);
        let mut added: Vec<_> =
            added.into_iter().map(|(id, (span, text))| ((span, id), text)).collect();
        added.sort_by(|a, b| a.0.cmp(&b.0));
        let (mut known, mut done) = (BTreeMap::new(), 0);
        let mut parts = vec![Cow::Owned(blocks::opening(&head))];
        for (key, text) in added {
            let at = self.n_before(&key, done, &mut known)?;
            self.take_over(done..at, &mut parts)?;
            parts.push(Cow::Owned(text));
            done = at;
        }
        self.take_over(done..self.blocks.len(), &mut parts)?;
        parts.push(Cow::Borrowed(blocks::CLOSING));
        Some(parts)
    }

    /// Adds blocks as they stand in the file, those that stand in a row as one part.
    fn take_over(&self, blocks: Range<usize>, parts: &mut Vec<Cow<'a, str>>) -> Option<()> {
        let mut row = 0..0;
        for block in self.blocks.get(blocks)? {
            if block.start != row.end {
                parts.push(Cow::Borrowed(self.text.get(row)?));
                row = block.start..block.start;
            }
            row.end = block.end;
        }
        parts.push(Cow::Borrowed(self.text.get(row)?));
        Some(())
    }

    /// How many blocks stand before `key`, of which `low` are known to; blocks that were read are `known`.
    fn n_before(
        &self,
        key: &Key,
        mut low: usize,
        known: &mut BTreeMap<usize, Key>,
    ) -> Option<usize> {
        let mut high = self.blocks.len();
        while low < high {
            let middle = usize::midpoint(low, high);
            let stands = match known.entry(middle) {
                Entry::Occupied(known) => known.into_mut(),
                Entry::Vacant(free) => {
                    let note = self.note(middle)?;
                    free.insert((note.anchor.span, note.id))
                }
            };
            if *stands < *key { low = middle + 1 } else { high = middle }
        }
        Some(low)
    }
}

/// By what blocks are in order.
type Key = (Span<Source>, AnnotationId);

/// The note of a block with its line of checksum.
fn note(raw: &str) -> Option<Annotation> {
    let (_, text) = raw.split_once('\n')?;
    let text = text.trim_end().trim_end_matches(',');
    note_from_plain(text).or_else(|| ron::from_str::<Note>(text).ok())?.annotation()
}
