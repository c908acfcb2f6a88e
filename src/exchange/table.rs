//! Notes as the rows of a table, for every format that has rows.

use std::borrow::Cow;

use crate::exchange::{ExportNote, ExportSet, Material, Request, Rows};

/// The names of the columns; new ones come last.
const HEADER: [&str; 16] = [
    "id",
    "document",
    "file",
    "heading",
    "quote",
    "tags",
    "note",
    "color",
    "state",
    "created",
    "modified",
    "source_quote",
    "start",
    "end",
    "source_start",
    "source_end",
];

/// The column that holds one tag a row where rows are asked for so.
const TAGS: usize = 5;

/// The names of the columns.
pub(super) fn header(request: &Request) -> [&'static str; 16] {
    let mut header = HEADER;
    if request.rows == Rows::HighlightAndTag
        && let Some(tags) = header.get_mut(TAGS)
    {
        *tags = "tag";
    }
    header
}

/// Every row; a note without tags has one.
pub(super) fn rows<'a>(
    material: &'a Material,
    request: &Request,
) -> impl Iterator<Item = [Cow<'a, str>; 16]> {
    let is_by_tag = request.rows == Rows::HighlightAndTag;
    material.documents.iter().flat_map(move |set| {
        set.notes.iter().flat_map(move |note| {
            let tags: Vec<Cow<'a, str>> = if is_by_tag && !note.tags.is_empty() {
                note.tags.iter().map(|tag| Cow::Borrowed(tag.as_str())).collect()
            } else {
                vec![Cow::Owned(note.tags.join("; "))]
            };
            tags.into_iter().map(move |tag| row(set, note, tag))
        })
    })
}

fn row<'a>(set: &'a ExportSet, note: &'a ExportNote, tags: Cow<'a, str>) -> [Cow<'a, str>; 16] {
    let text = |text: &'a str| Cow::Borrowed(text);
    let place = |place: Option<[u32; 2]>| {
        let [start, end] = place.map_or_else(Default::default, |place| place.map(number));
        [Cow::Owned(start), Cow::Owned(end)]
    };
    let [start, end] = place(note.clean.map(|place| place.chars));
    let [source_start, source_end] = place(note.source.map(|place| place.chars));
    [
        text(&note.id),
        text(&set.title),
        text(&set.file_name),
        Cow::Owned(note.heading.join(" / ")),
        text(&note.quote),
        tags,
        text(&note.note),
        text(note.color.id()),
        text(note.state),
        text(&note.created),
        text(&note.modified),
        text(&note.source_quote),
        start,
        end,
        source_start,
        source_end,
    ]
}

fn number(number: u32) -> String {
    number.to_string()
}
