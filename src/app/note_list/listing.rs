//! The notes that a filter lets through, in groups and in order.

use std::collections::{BTreeMap, BTreeSet};

use crate::app::PlaceState;
use crate::app::note_list::filter::{NoteFilter, Sieve};
use crate::app::note_list::index::{NoteEntry, NoteIndex};
use crate::exchange::Grouping;
use crate::notebook::{AnnotationId, HighlightColor, Timestamp};

/// What notes of one group are ordered by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Sorting {
    /// Their place in the text.
    #[default]
    Place,
    /// The newest first.
    Made,
    /// The one changed last first.
    Changed,
}

impl Sorting {
    /// All, in the order in which they are offered.
    pub const ALL: [Self; 3] = [Self::Place, Self::Made, Self::Changed];

    /// The name in files; never changed.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Place => "place",
            Self::Made => "made",
            Self::Changed => "changed",
        }
    }

    /// The one with this name.
    pub fn from_id(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|sorting| sorting.id() == id)
    }
}

/// How the list is ordered.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Order {
    /// Into groups.
    pub grouping: Grouping,
    /// Within them.
    pub sorting: Sorting,
}

/// What the notes of a group have in common; the order is that of the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum GroupKey {
    /// They are of this document, by its place among the index's, and stand there.
    Section(u32, Section),
    /// They are of this document, of whose sections none is known.
    Document(u32),
    /// They carry this tag: how it is ordered, and its place in the index's list.
    Tag(u32, u32),
    /// They carry none.
    Untagged,
    /// They are shown in this colour.
    Color(HighlightColor),
    /// They were made on this day, counted back from the end of time, so that the newest comes first.
    Day(std::cmp::Reverse<i64>),
}

/// A part of a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Section {
    /// What stands under this heading, or before the first: of the shown document by its place in the outline, of
    /// another one among the sections that its notes name.
    Heading(Option<u32>),
    /// Notes whose places are being sought.
    Sought,
    /// Notes without a place.
    Unplaced,
}

/// A group with how many notes of it are shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NoteGroup {
    /// What they have in common.
    pub key: GroupKey,
    /// How many.
    pub count: usize,
    /// The line of the list that names it.
    pub row: u32,
}

/// A line of the list, by its place among groups or in the index.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Row {
    /// The name of a document, above its groups, by its place among those listed.
    Document(u32),
    /// The name of a group.
    Group(u32),
    /// A note.
    Card(u32),
}

/// What is shown.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Listing {
    /// The lines of the list.
    pub rows: Vec<Row>,
    /// The groups that they name.
    pub groups: Vec<NoteGroup>,
    /// The documents whose sections are groups, each by its place among the index's, with how many notes of it are
    /// shown.
    pub documents: Vec<(u32, usize)>,
    /// How many notes are shown, each counted once.
    pub n_shown: usize,
}

/// Milliseconds in a day.
const DAY: i64 = 24 * 60 * 60 * 1000;

impl Listing {
    /// What `filter` lets through; `offset` is how far the reader's clock is ahead of UTC, in milliseconds.
    /// `None` when `is_wanted` says that nobody waits for it.
    pub fn new(
        index: &NoteIndex,
        filter: &NoteFilter,
        order: Order,
        offset: i64,
        is_wanted: &dyn Fn() -> bool,
    ) -> Option<Self> {
        let sieve = Sieve::new(filter, index);
        let mut shown: Vec<u32> = Vec::new();
        for (at, entry) in index.entries.iter().enumerate() {
            if at % 1024 == 0 && !is_wanted() {
                return None;
            }
            if sieve.lets_through(entry) {
                shown.push(at as u32);
            }
        }
        let entry = |at: &u32| &index.entries[*at as usize];
        // The index is in the order of identities, which is that of making; those at one place keep it.
        shown.sort_by_key(|at| sort_key(entry(at), order.sorting));
        let ranks = index.tag_ranks();
        let mut groups: BTreeMap<GroupKey, Vec<u32>> = BTreeMap::new();
        for at in &shown {
            for key in keys(entry(at), (index, &ranks), order.grouping, offset) {
                groups.entry(key).or_default().push(*at);
            }
        }
        Some(Self::of_groups(&with_documents(groups, index), shown.len()))
    }

    fn of_groups(found: &[(Option<u32>, GroupKey, Vec<u32>)], n_shown: usize) -> Self {
        let mut listing = Self { n_shown, ..Self::default() };
        for (document, key, notes) in found {
            if let Some(document) = *document {
                if listing.documents.last().is_none_or(|(last, _)| *last != document) {
                    listing.rows.push(Row::Document(listing.documents.len() as u32));
                    listing.documents.push((document, 0));
                }
                if let Some((_, count)) = listing.documents.last_mut() {
                    *count += notes.len();
                }
            }
            let row = listing.rows.len() as u32;
            listing.rows.push(Row::Group(listing.groups.len() as u32));
            listing.groups.push(NoteGroup { key: *key, count: notes.len(), row });
            listing.rows.extend(notes.iter().copied().map(Row::Card));
        }
        listing
    }

    /// The identities of what is shown, in the order of the list, each once.
    pub fn ids(&self, index: &NoteIndex) -> Vec<AnnotationId> {
        let mut is_taken = vec![false; index.len()];
        let mut ids = Vec::with_capacity(self.n_shown);
        for row in &self.rows {
            let Row::Card(at) = *row else { continue };
            let Some(taken) = is_taken.get_mut(at as usize) else { continue };
            if !std::mem::replace(taken, true) {
                ids.extend(index.entry(at).map(|entry| entry.id().clone()));
            }
        }
        ids
    }
}

fn sort_key(entry: &NoteEntry, sorting: Sorting) -> (std::cmp::Reverse<Timestamp>, u32, u32, u32) {
    let time = match sorting {
        Sorting::Place => Timestamp::default(),
        Sorting::Made => entry.created,
        Sorting::Changed => entry.modified,
    };
    (std::cmp::Reverse(time), entry.document, entry.span.start.offset, entry.span.end.offset)
}

/// The groups, each with the document that it is a section of where there are several. One of whose sections none is
/// known is a group by itself.
fn with_documents(
    groups: BTreeMap<GroupKey, Vec<u32>>,
    index: &NoteIndex,
) -> Vec<(Option<u32>, GroupKey, Vec<u32>)> {
    let of = |key: GroupKey| match key {
        GroupKey::Section(document, section) if !index.documents.is_empty() => {
            Some((document, section))
        }
        _ => None,
    };
    let is_known = |(_, section)| section != Section::Heading(None);
    let parted: BTreeSet<u32> = groups
        .keys()
        .filter_map(|key| of(*key).filter(|part| is_known(*part)))
        .map(|(document, _)| document)
        .collect();
    let placed = |(key, notes)| match of(key) {
        Some((document, _)) if parted.contains(&document) => (Some(document), key, notes),
        Some((document, _)) => (None, GroupKey::Document(document), notes),
        None => (None, key, notes),
    };
    groups.into_iter().map(placed).collect()
}

/// Where in its document a note stands.
fn section_of(entry: &NoteEntry, index: &NoteIndex) -> Section {
    match entry.state {
        // Places in other documents are not sought.
        None if !index.is_elsewhere(entry) => Section::Sought,
        Some(PlaceState::Orphan) => Section::Unplaced,
        _ => Section::Heading(entry.heading),
    }
}

/// The groups that a note stands in; `ranks` says how tags are ordered.
fn keys(
    entry: &NoteEntry,
    (index, ranks): (&NoteIndex, &[u32]),
    grouping: Grouping,
    offset: i64,
) -> impl Iterator<Item = GroupKey> {
    let one = match grouping {
        Grouping::Section => Some(GroupKey::Section(entry.document, section_of(entry, index))),
        Grouping::Color => Some(GroupKey::Color(entry.color)),
        Grouping::Date => {
            Some(GroupKey::Day(std::cmp::Reverse((entry.created.0 + offset).div_euclid(DAY))))
        }
        Grouping::Tag if entry.tags.is_empty() => Some(GroupKey::Untagged),
        Grouping::Tag => None,
    };
    let tags = if one.is_none() { &*entry.tags } else { &[] };
    let key = |tag: &u32| Some(GroupKey::Tag(ranks.get(*tag as usize).copied()?, *tag));
    one.into_iter().chain(tags.iter().filter_map(key))
}
