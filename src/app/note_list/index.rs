//! The open document's notes, or the library's (`library`), as a filter needs them: each with its place, colour, tags and folded words.
//!
//! What does not change is taken over from the index before: after a keystroke in one of fifty thousand notes
//! one is folded anew. Folding itself waits for the first search, which runs where no frame waits for it.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::{Arc, OnceLock};

use crate::app::{OpenDocument, Place, PlaceState, State, note_text, shown_color};
use crate::notebook::{
    Annotation, AnnotationId, Codebook, HighlightColor, TagId, Timestamp, path_order,
};
use crate::search::{FirstLetters, folded_char, is_ignored};
use crate::text::{Clean, NameOrder, Span};

/// What parts a quote from its note among folded words, so that nothing is found across.
const BETWEEN: char = '\n';

/// The words of a note, kept from one index to the next.
#[derive(Debug)]
pub(super) struct Words {
    pub(super) id: AnnotationId,
    stamp: (u32, Timestamp),
    quote: String,
    note: String,
    folded: OnceLock<(String, FirstLetters)>,
}

/// One note.
#[derive(Clone, Debug)]
pub struct NoteEntry {
    pub(super) words: Arc<Words>,
    /// Its document, by its place among the index's; 0 where the index is of one document alone.
    pub document: u32,
    /// Where it stands, or stood.
    pub span: Span<Clean>,
    /// How sure that is; `None` while it is sought.
    pub state: Option<PlaceState>,
    /// The heading above it, by its place in the outline; of another document by its place among the sections
    /// that its notes name.
    pub heading: Option<u32>,
    /// Its colour as shown.
    pub color: HighlightColor,
    /// Its tags by their places in the index's list.
    pub tags: Box<[u32]>,
    /// When it was made.
    pub created: Timestamp,
    /// When it was last changed.
    pub modified: Timestamp,
}

impl NoteEntry {
    /// Its identity.
    pub fn id(&self) -> &AnnotationId {
        &self.words.id
    }

    /// Whether something was written about it.
    pub fn has_note(&self) -> bool {
        !self.words.note.is_empty()
    }

    /// Its quote and its note as they are searched for letters.
    pub(super) fn texts(&self) -> [&str; 2] {
        [&self.words.quote, &self.words.note]
    }

    /// Both, folded, and the letters in them.
    pub(super) fn folded(&self) -> (&str, FirstLetters) {
        let (folded, letters) = self.words.folded.get_or_init(|| {
            let (quote, note) = (&self.words.quote, &self.words.note);
            let mut folded = String::with_capacity(quote.len() + note.len() + 1);
            folded.extend(folded_chars(quote));
            folded.push(BETWEEN);
            folded.extend(folded_chars(note));
            // What is read is found too, where signs of Markdown stand between its letters.
            let mut letters = FirstLetters::of(quote).with(FirstLetters::of(note));
            if note.contains(['*', '_', '`', '~', '[', '\\']) {
                let plain = note_text::plain(note);
                folded.push(BETWEEN);
                folded.extend(folded_chars(&plain));
                letters = letters.with(FirstLetters::of(&plain));
            }
            (folded, letters)
        });
        (folded, *letters)
    }
}

/// The characters of a text as they are compared: whatever its script, case, width and spaces.
pub(crate) fn folded_chars(text: &str) -> impl Iterator<Item = char> {
    text.chars().filter(|c| !is_ignored(*c)).map(folded_char)
}

/// A tag of the index with those above it.
#[derive(Clone, Debug)]
pub(super) struct IndexedTag {
    pub(super) id: TagId,
    pub(super) path: String,
    /// Where its path stands among others, worked out when that is first asked.
    order: OnceLock<Vec<NameOrder>>,
    /// Itself and the tags above it.
    pub(super) line: Vec<TagId>,
}

/// A document of an index that is of several.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IndexedDocument {
    /// The name of its folder in the library; for one that has none yet the hash of its bytes.
    pub id: String,
    /// What it is called.
    pub title: String,
    /// How many notes it has.
    pub count: usize,
    /// The headings that its notes stand under, in order, as they were when these were marked; none of the document
    /// that is shown, whose outline is known.
    pub sections: Arc<[String]>,
}

/// All notes of the open document or of the library, by identity.
#[derive(Clone, Debug, Default)]
pub struct NoteIndex {
    pub(super) entries: Vec<NoteEntry>,
    pub(super) tags: Vec<IndexedTag>,
    /// The documents in the order in which they are listed; none where the index is of one document alone.
    pub(super) documents: Vec<IndexedDocument>,
    /// The place among them of the document that is shown.
    pub(super) shown: u32,
    /// How many carry each tag or one below it, as `tags`.
    counts: Vec<usize>,
    /// The tags by their places, most used first, then by path.
    by_use: Vec<u32>,
    /// How many are shown in each colour, in the order of the palette.
    colors: [usize; HighlightColor::ALL.len()],
    /// How many have a note.
    n_written: usize,
    /// How many wait for a yes, and how many have no place.
    n_suggested: usize,
    n_orphans: usize,
}

impl NoteIndex {
    /// The index of the open document; what stayed as it was is taken from the one before.
    #[must_use]
    pub fn of(state: &State, before: &Self) -> Self {
        let open = state.open.as_ref();
        open.map_or_else(Self::default, |open| Self::of_document(open, &state.codebook, before))
    }

    /// The index of a document with these tags.
    #[must_use]
    pub fn of_document(open: &OpenDocument, codebook: &Codebook, before: &Self) -> Self {
        let mut index = Self::default();
        let mut places: HashMap<&TagId, u32> = HashMap::new();
        let mut known = before.entries.iter().map(|entry| &entry.words).peekable();
        for (annotation, place) in open.annotations_with_places() {
            while known.next_if(|words| words.id < annotation.id).is_some() {}
            let words = known.next_if(|words| is_same(words, annotation));
            let tags = annotation.tags.iter().map(|tag| {
                *places.entry(tag).or_insert_with(|| index.take_tag(IndexedTag::of(codebook, tag)))
            });
            let tags = tags.collect();
            let words = words.map_or_else(|| Arc::new(Words::new(annotation)), Arc::clone);
            index.entries.push(entry(codebook, open, (annotation, place), words, tags));
        }
        index.count();
        index
    }

    /// The index brought up to `news`, at the cost of copying it.
    #[must_use]
    pub fn with(&self, news: NoteNews) -> Self {
        let (documents, shown) = (self.documents.clone(), self.shown);
        let mut index = Self { tags: self.tags.clone(), documents, shown, ..Self::default() };
        index.entries.reserve(self.entries.len() + news.0.len());
        let mut places: HashMap<TagId, u32> =
            (0..).zip(&index.tags).map(|(place, tag)| (tag.id.clone(), place)).collect();
        let mut known = self.entries.iter().peekable();
        for (id, new) in news.0 {
            while let Some(entry) = known.next_if(|entry| *entry.id() < id) {
                index.entries.push(entry.clone());
            }
            known.next_if(|entry| *entry.id() == id);
            let Some((mut entry, tags)) = new else { continue };
            let place = |tag: IndexedTag| {
                let place = places.get(&tag.id).copied();
                place.unwrap_or_else(|| {
                    let id = tag.id.clone();
                    let place = index.take_tag(tag);
                    places.insert(id, place);
                    place
                })
            };
            entry.tags = tags.into_iter().map(place).collect();
            entry.document = self.shown;
            index.entries.push(entry);
        }
        index.entries.extend(known.cloned());
        index.count();
        index
    }

    /// An index without notes that knows these tags.
    pub(super) fn of_tags(tags: Vec<IndexedTag>) -> Self {
        Self { tags, ..Self::default() }
    }

    /// Counts what the panel shows in every frame.
    pub(super) fn count(&mut self) {
        self.counts = vec![0; self.tags.len()];
        let above = self.above();
        let mut is_carried = vec![false; self.tags.len()];
        self.documents.iter_mut().for_each(|document| document.count = 0);
        for entry in &self.entries {
            if let Some(document) = self.documents.get_mut(entry.document as usize) {
                document.count += 1;
            }
            self.n_written += usize::from(entry.has_note());
            entry.tags.iter().for_each(|tag| is_carried[*tag as usize] = true);
            match &*entry.tags {
                [tag] => {
                    above[*tag as usize].iter().for_each(|tag| self.counts[*tag as usize] += 1);
                }
                tags => {
                    let all = tags.iter().flat_map(|tag| &above[*tag as usize]);
                    let each: BTreeSet<u32> = all.copied().collect();
                    each.into_iter().for_each(|tag| self.counts[tag as usize] += 1);
                }
            }
            self.colors[entry.color as usize] += 1;
            self.n_suggested += usize::from(entry.state == Some(PlaceState::Suggested));
            self.n_orphans += usize::from(entry.state == Some(PlaceState::Orphan));
        }
        // A tag that no note carries any more has no chip, whatever is carried below it.
        let gone = is_carried.iter().zip(&mut self.counts).filter(|(is_carried, _)| !**is_carried);
        gone.for_each(|(_, count)| *count = 0);
        let mut by_use: Vec<u32> = (0..self.tags.len() as u32).collect();
        by_use.sort_by(|a, b| {
            let (a, b) = (*a as usize, *b as usize);
            let by_path = || self.tags[a].order().cmp(self.tags[b].order());
            self.counts[b].cmp(&self.counts[a]).then_with(by_path)
        });
        self.by_use = by_use;
    }

    /// For each tag its own place and those of the tags above it, as far as they are in the index.
    fn above(&self) -> Vec<Vec<u32>> {
        let places: HashMap<&TagId, u32> = self.tags.iter().map(|tag| &tag.id).zip(0..).collect();
        let place = |id: &TagId| places.get(id).copied();
        self.tags.iter().map(|tag| tag.line.iter().filter_map(place).collect()).collect()
    }

    pub(super) fn take_tag(&mut self, tag: IndexedTag) -> u32 {
        self.tags.push(tag);
        (self.tags.len() - 1) as u32
    }

    /// The place in the index of the note with this identity.
    pub fn place_of(&self, id: &AnnotationId) -> Option<u32> {
        self.entries.binary_search_by(|entry| entry.id().cmp(id)).ok().map(|at| at as u32)
    }

    /// How many notes there are.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// The note at a place of the index.
    pub fn entry(&self, index: u32) -> Option<&NoteEntry> {
        self.entries.get(index as usize)
    }

    /// The tag at a place of the index's list.
    pub fn tag(&self, index: u32) -> Option<&TagId> {
        self.tags.get(index as usize).map(|tag| &tag.id)
    }

    /// The documents in the order in which they are listed; none where the index is of one document alone.
    pub fn documents(&self) -> &[IndexedDocument] {
        &self.documents
    }

    /// Whether a note is of another document than the one that is shown.
    pub const fn is_elsewhere(&self, entry: &NoteEntry) -> bool {
        !self.is_shown(entry.document)
    }

    /// Whether a document, by its place among the index's, is the one that is shown.
    pub const fn is_shown(&self, document: u32) -> bool {
        document == self.shown
    }

    /// How many have a note.
    pub const fn n_written(&self) -> usize {
        self.n_written
    }

    /// For each tag of the index where it stands among all, by path.
    pub(super) fn tag_ranks(&self) -> Vec<u32> {
        let mut order: Vec<usize> = (0..self.tags.len()).collect();
        order.sort_by_key(|at| (self.tags[*at].order(), &self.tags[*at].id));
        let mut ranks = vec![0; order.len()];
        for (rank, at) in order.into_iter().enumerate() {
            ranks[at] = rank as u32;
        }
        ranks
    }

    /// How many notes carry each tag or one below it, most used first, then by path.
    pub fn tag_counts(&self) -> impl Iterator<Item = (&TagId, usize)> {
        let counted = |at: &u32| {
            let at = *at as usize;
            Some((&self.tags.get(at)?.id, self.counts.get(at).copied().filter(|n| *n > 0)?))
        };
        self.by_use.iter().filter_map(counted)
    }

    /// How many notes have each colour, in the order of the palette.
    pub const fn color_counts(&self) -> [usize; HighlightColor::ALL.len()] {
        self.colors
    }

    /// How many notes wait for a yes, and how many have no place.
    pub const fn n_to_look_at(&self) -> [usize; 2] {
        [self.n_suggested, self.n_orphans]
    }
}

/// What some notes are now, to bring an index up to it where no frame waits; `None` for one that is gone.
#[derive(Debug, Default)]
pub struct NoteNews(BTreeMap<AnnotationId, Option<(NoteEntry, Vec<IndexedTag>)>>);

impl NoteNews {
    /// What these are in the open document.
    pub fn of<'a>(state: &State, ids: impl IntoIterator<Item = &'a AnnotationId>) -> Self {
        let now = |id: &AnnotationId| {
            let open = state.open.as_ref()?;
            let note = open.notebook.annotations.get(id)?;
            let words = Arc::new(Words::new(note));
            let codebook = &state.codebook;
            let entry = entry(codebook, open, (note, open.places.get(id)), words, Box::default());
            Some((entry, note.tags.iter().map(|tag| IndexedTag::of(codebook, tag)).collect()))
        };
        Self(ids.into_iter().map(|id| (id.clone(), now(id))).collect())
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

fn entry(
    codebook: &Codebook,
    open: &OpenDocument,
    (annotation, place): (&Annotation, Option<&Place>),
    words: Arc<Words>,
    tags: Box<[u32]>,
) -> NoteEntry {
    let span = place.and_then(|place| place.clean).unwrap_or(annotation.excerpt.clean);
    let n_above = open.document.n_headings_before(span);
    NoteEntry {
        words,
        document: 0,
        span,
        state: place.map(|place| place.state),
        heading: n_above.checked_sub(1).map(|heading| heading as u32),
        color: shown_color(annotation, codebook),
        tags,
        created: annotation.created,
        modified: annotation.modified,
    }
}

impl IndexedTag {
    pub(super) fn of(codebook: &Codebook, id: &TagId) -> Self {
        Self {
            id: id.clone(),
            path: codebook.path(id),
            order: OnceLock::new(),
            line: codebook.line_up(id),
        }
    }

    fn order(&self) -> &[NameOrder] {
        self.order.get_or_init(|| path_order(&self.path))
    }
}

impl Words {
    pub(super) fn new(annotation: &Annotation) -> Self {
        Self {
            id: annotation.id.clone(),
            stamp: (annotation.revision, annotation.modified),
            quote: annotation.excerpt.exact.clone(),
            note: annotation.note.clone(),
            folded: OnceLock::new(),
        }
    }
}

/// Whether the words are the annotation's as it is now.
pub(super) fn is_same(words: &Words, annotation: &Annotation) -> bool {
    words.id == annotation.id
        && words.stamp == (annotation.revision, annotation.modified)
        && words.note.len() == annotation.note.len()
}
