//! The types of version 1 of the files. Frozen: a changed field is a new version.
//!
//! No flattening, no untagged enums, no floats: RON would change or lose them.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::anchor::Anchor;
use crate::clean::{ByHand, ScriptChoice};
use crate::notebook::{
    Annotation, AnnotationId, Excerpt, HighlightColor, LinePattern, Notebook, Standing, Tag, TagId,
    Timestamp,
};
use crate::store::DocumentRecord;
use crate::store::bookmarks::BookmarkEntry;
use crate::store::hand::{MetaEntry, RulingEntry};
use crate::text::{Source, Span};

/// The fields of a [`Doc`], so that others are known to be a newer program's.
pub(super) const DOC_FIELDS: &[&str] = &[
    "id",
    "title",
    "contents",
    "texts",
    "paths",
    "identifiers",
    "script",
    "rules_off",
    "kept",
    "accepted",
    "rules_on",
    "encoding",
    "rulings",
    "meta",
    "bookmarks",
    "removed",
    "beside",
    "memo",
    "tags",
];
/// The fields of a [`Note`].
pub(super) const NOTE_FIELDS: &[&str] = &[
    "id", "quote", "note", "tags", "color", "headings", "seen", "source", "created", "modified",
    "revision",
];

/// The fields of a [`CodebookFile`].
pub(super) const CODEBOOK_FIELDS: &[&str] = &["schema", "memo", "tags"];
/// The fields of a [`TagEntry`].
pub(super) const TAG_FIELDS: &[&str] = &[
    "id",
    "name",
    "parent",
    "color",
    "slot",
    "description",
    "memo",
    "pattern",
    "merged",
    "deleted",
    "revision",
];

#[derive(Serialize, Deserialize)]
pub(super) struct NotesFile {
    pub(super) schema: u32,
    pub(super) doc: Doc,
    #[serde(default)]
    pub(super) annotations: Vec<Note>,
}

#[derive(Serialize, Deserialize, Default)]
#[serde(default)]
pub(super) struct Doc {
    pub(super) id: String,
    pub(super) title: String,
    pub(super) contents: Vec<String>,
    pub(super) texts: Vec<String>,
    pub(super) paths: Vec<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) identifiers: Vec<String>,
    pub(super) script: String,
    pub(super) rules_off: Vec<String>,
    pub(super) kept: Vec<(u32, u32)>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) accepted: Vec<(u32, u32)>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) rules_on: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) encoding: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) rulings: Vec<RulingEntry>,
    #[serde(skip_serializing_if = "MetaEntry::is_empty")]
    pub(super) meta: MetaEntry,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) bookmarks: Vec<BookmarkEntry>,
    /// Annotations that were removed, and when.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) removed: Vec<(String, String)>,
    /// Whether the file also stands beside its document.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub(super) beside: bool,
    /// What was written about the document as a whole.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub(super) memo: String,
    pub(super) tags: Vec<UsedTag>,
}

/// A tag as it was when the note was written; the codebook has the last word.
#[derive(Serialize, Deserialize, Clone)]
pub(super) struct UsedTag {
    pub(super) id: String,
    pub(super) path: String,
    pub(super) color: String,
}

#[derive(Serialize, Deserialize)]
pub(super) struct Note {
    pub(super) id: String,
    /// The passage as it was seen.
    pub(super) quote: String,
    pub(super) note: String,
    #[serde(default)]
    pub(super) tags: Vec<NoteTag>,
    #[serde(default)]
    pub(super) color: Option<String>,
    #[serde(default)]
    pub(super) headings: Vec<String>,
    pub(super) seen: Passage,
    pub(super) source: Passage,
    pub(super) created: String,
    pub(super) modified: String,
    pub(super) revision: u32,
}

#[derive(Serialize, Deserialize)]
pub(super) struct NoteTag {
    pub(super) id: String,
    /// For people; not read.
    #[serde(default)]
    pub(super) path: String,
}

/// A place in bytes with the text around it; the source's own words where they differ.
#[derive(Serialize, Deserialize, Clone)]
pub(super) struct Passage {
    pub(super) start: u32,
    pub(super) end: u32,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) exact: Option<String>,
    pub(super) before: String,
    pub(super) after: String,
}

#[derive(Serialize, Deserialize)]
pub(super) struct CodebookFile {
    pub(super) schema: u32,
    /// What was written about the library as a whole.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub(super) memo: String,
    #[serde(default)]
    pub(super) tags: Vec<TagEntry>,
}

#[derive(Serialize, Deserialize)]
pub(super) struct TagEntry {
    pub(super) id: String,
    pub(super) name: String,
    #[serde(default)]
    pub(super) parent: Option<String>,
    pub(super) color: String,
    #[serde(default)]
    pub(super) slot: Option<u8>,
    #[serde(default)]
    pub(super) description: String,
    /// What was written about it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub(super) memo: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) pattern: Option<String>,
    /// The tag that it was merged into.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) merged: Option<String>,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub(super) deleted: bool,
    pub(super) revision: u32,
}

impl Passage {
    /// The passage as it was seen.
    pub(super) fn seen(excerpt: &Excerpt) -> Self {
        Self {
            start: excerpt.clean.start.offset,
            end: excerpt.clean.end.offset,
            exact: None,
            before: excerpt.prefix.clone(),
            after: excerpt.suffix.clone(),
        }
    }

    /// The passage in the source; its words are there where they are not those that were seen.
    pub(super) fn source(anchor: &Anchor, excerpt: &Excerpt) -> Self {
        Self {
            start: anchor.span.start.offset,
            end: anchor.span.end.offset,
            exact: (anchor.exact != excerpt.exact).then(|| anchor.exact.clone()),
            before: anchor.prefix.clone(),
            after: anchor.suffix.clone(),
        }
    }

    /// The anchor that it describes, unless it ends before it starts.
    pub(super) fn anchor(self, quote: &str) -> Option<Anchor> {
        Some(Anchor {
            span: span(self.start, self.end)?,
            exact: self.exact.unwrap_or_else(|| quote.to_owned()),
            prefix: self.before,
            suffix: self.after,
        })
    }

    /// What was seen of it, unless it ends before it starts.
    pub(super) fn excerpt(self, quote: String) -> Option<Excerpt> {
        Some(Excerpt {
            clean: span(self.start, self.end)?,
            exact: quote,
            prefix: self.before,
            suffix: self.after,
        })
    }
}

impl Note {
    /// The block of an annotation; `path` names its tags for people.
    pub(super) fn new(annotation: &Annotation, path: impl Fn(&TagId) -> String) -> Self {
        let (anchor, excerpt) = (&annotation.anchor, &annotation.excerpt);
        let tag = |id: &TagId| NoteTag { id: id.0.clone(), path: path(id) };
        Self {
            id: annotation.id.0.clone(),
            quote: excerpt.exact.clone(),
            note: annotation.note.clone(),
            tags: annotation.tags.iter().map(tag).collect(),
            color: annotation.color.map(|color| color.id().to_owned()),
            headings: annotation.heading_path.clone(),
            seen: Passage::seen(excerpt),
            source: Passage::source(anchor, excerpt),
            created: annotation.created.to_rfc3339(),
            modified: annotation.modified.to_rfc3339(),
            revision: annotation.revision,
        }
    }

    /// The annotation, unless a place ends before it starts or the identity is none.
    pub(super) fn annotation(self) -> Option<Annotation> {
        Some(Annotation {
            id: AnnotationId(checked_id(self.id)?),
            anchor: self.source.anchor(&self.quote)?,
            excerpt: self.seen.excerpt(self.quote)?,
            heading_path: self.headings,
            color: self.color.as_deref().and_then(HighlightColor::from_id),
            tags: self.tags.into_iter().map(|tag| TagId(tag.id)).collect(),
            note: self.note,
            created: Timestamp::from_rfc3339(&self.created).unwrap_or_default(),
            modified: Timestamp::from_rfc3339(&self.modified).unwrap_or_default(),
            revision: self.revision,
        })
    }
}

impl TagEntry {
    pub(super) fn new(tag: &Tag) -> Self {
        Self {
            id: tag.id.0.clone(),
            name: tag.name.clone(),
            parent: tag.parent.as_ref().map(|parent| parent.0.clone()),
            color: tag.color.id().to_owned(),
            slot: tag.slot,
            description: tag.description.clone(),
            memo: tag.memo.clone(),
            pattern: tag.pattern.map(|pattern| pattern.id().to_owned()),
            merged: match &tag.standing {
                Standing::Merged(into) => Some(into.0.clone()),
                Standing::Live | Standing::Deleted => None,
            },
            deleted: tag.standing == Standing::Deleted,
            revision: tag.revision,
        }
    }

    pub(super) fn tag(self) -> Option<Tag> {
        Some(Tag {
            id: TagId(checked_id(self.id)?),
            parent: self.parent.map(TagId),
            name: self.name,
            color: HighlightColor::from_id(&self.color).unwrap_or_default(),
            slot: self.slot.filter(|slot| crate::notebook::SLOTS.contains(slot)),
            description: self.description,
            memo: self.memo,
            pattern: self.pattern.as_deref().and_then(LinePattern::from_id),
            standing: match (self.merged, self.deleted) {
                (Some(into), _) => Standing::Merged(TagId(into)),
                (None, true) => Standing::Deleted,
                (None, false) => Standing::Live,
            },
            revision: self.revision,
        })
    }
}

impl Doc {
    /// The head of a document's notes; of `notebook` what is not an annotation.
    pub(super) fn new(record: &DocumentRecord, notebook: &Notebook, tags: Vec<UsedTag>) -> Self {
        Self {
            id: record.id.clone(),
            title: record.title.clone(),
            contents: record.contents.clone(),
            texts: record.texts.clone(),
            paths: record.paths.clone(),
            identifiers: record.identifiers.clone(),
            script: script_id(record.script).to_owned(),
            rules_off: record.rules_off.clone(),
            kept: places(&notebook.kept),
            accepted: places(&notebook.accepted),
            rules_on: record.rules_on.clone(),
            encoding: record.encoding.clone(),
            rulings: notebook.by_hand.rulings.iter().map(RulingEntry::new).collect(),
            meta: MetaEntry::new(&notebook.by_hand.meta),
            bookmarks: notebook.bookmarks.values().map(BookmarkEntry::new).collect(),
            removed: record
                .removed
                .iter()
                .map(|(id, at)| (id.0.clone(), at.to_rfc3339()))
                .collect(),
            beside: record.is_beside,
            memo: notebook.memo.clone(),
            tags,
        }
    }

    /// A notebook with all that is not an annotation.
    pub(super) fn notebook(&self) -> Notebook {
        let rulings = self.rulings.iter().filter_map(RulingEntry::ruling);
        let by_hand = ByHand { rulings: rulings.collect(), meta: self.meta.meta() };
        let bookmarks = self.bookmarks.iter().cloned().filter_map(BookmarkEntry::bookmark);
        Notebook {
            annotations: BTreeMap::new(),
            bookmarks: bookmarks.map(|bookmark| (bookmark.id.clone(), bookmark)).collect(),
            kept: spans(&self.kept),
            accepted: spans(&self.accepted),
            by_hand,
            memo: self.memo.clone(),
        }
    }

    pub(super) fn record(&self) -> DocumentRecord {
        DocumentRecord {
            id: self.id.clone(),
            title: self.title.clone(),
            contents: self.contents.clone(),
            texts: self.texts.clone(),
            paths: self.paths.clone(),
            identifiers: self.identifiers.clone(),
            script: script_from_id(&self.script),
            rules_off: self.rules_off.clone(),
            rules_on: self.rules_on.clone(),
            encoding: self.encoding.clone(),
            is_beside: self.beside,
            removed: self.removed.iter().filter_map(removed).collect(),
        }
    }
}

fn removed((id, at): &(String, String)) -> Option<(AnnotationId, Timestamp)> {
    Some((AnnotationId(checked_id(id.clone())?), Timestamp::from_rfc3339(at)?))
}

const fn script_id(script: ScriptChoice) -> &'static str {
    match script {
        ScriptChoice::Simplified => "simplified",
        ScriptChoice::Traditional => "traditional",
        ScriptChoice::Keep => "keep",
    }
}

fn script_from_id(id: &str) -> ScriptChoice {
    match id {
        "traditional" => ScriptChoice::Traditional,
        "keep" => ScriptChoice::Keep,
        _ => ScriptChoice::Simplified,
    }
}

fn places(spans: &BTreeSet<Span<Source>>) -> Vec<(u32, u32)> {
    spans.iter().map(|span| (span.start.offset, span.end.offset)).collect()
}

fn spans(places: &[(u32, u32)]) -> BTreeSet<Span<Source>> {
    places.iter().filter_map(|(start, end)| span(*start, *end)).collect()
}

/// A span in bytes, if it does not end before it starts.
pub(super) fn span<T>(start: u32, end: u32) -> Option<Span<T>> {
    (start <= end).then(|| Span::new(start as usize, end as usize))
}

/// An identity: 26 letters and digits, so that it can name a folder.
pub(super) fn checked_id(id: String) -> Option<String> {
    let is_id =
        id.len() == 26 && id.bytes().all(|byte| byte.is_ascii_digit() || byte.is_ascii_uppercase());
    is_id.then_some(id)
}
