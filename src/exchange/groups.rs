//! Notes put together by section, tag, colour or day, for formats that are read from top to bottom.

use std::collections::BTreeMap;

use crate::exchange::{ExportNote, ExportSet, Grouping, Request, words};
use crate::notebook::{HighlightColor, path_order};
use crate::text::Language;

/// Notes that belong together, under one name.
pub(super) struct Group<'a> {
    pub(super) name: String,
    pub(super) notes: Vec<&'a ExportNote>,
}

/// The groups of a document's notes. Each note stands in at least one.
pub(super) fn groups<'a>(set: &'a ExportSet, request: &Request) -> Vec<Group<'a>> {
    let language = request.language;
    match request.grouping {
        Grouping::Section => by_section(set, language),
        Grouping::Tag => by_tag(set, language),
        Grouping::Color => by_color(set, language),
        Grouping::Date => by_date(set),
    }
}

/// What a note's section is called.
pub(super) fn section(note: &ExportNote, language: Language) -> String {
    match note.heading.last() {
        _ if note.state == "orphan" => words::UNPLACED.get(language).to_owned(),
        Some(heading) => heading.clone(),
        None => words::BEGINNING.get(language).to_owned(),
    }
}

/// In the order of the text: a heading that comes again is another section.
fn by_section(set: &ExportSet, language: Language) -> Vec<Group<'_>> {
    let mut groups: Vec<Group<'_>> = Vec::new();
    for note in &set.notes {
        let name = section(note, language);
        match groups.last_mut() {
            Some(group) if group.name == name => group.notes.push(note),
            _ => groups.push(Group { name, notes: vec![note] }),
        }
    }
    groups
}

fn by_tag(set: &ExportSet, language: Language) -> Vec<Group<'_>> {
    let mut tagged: BTreeMap<&str, Vec<&ExportNote>> = BTreeMap::new();
    for note in &set.notes {
        for tag in &note.tags {
            tagged.entry(tag).or_default().push(note);
        }
    }
    let untagged: Vec<_> = set.notes.iter().filter(|note| note.tags.is_empty()).collect();
    let untagged = (!untagged.is_empty())
        .then(|| Group { name: words::UNTAGGED.get(language).to_owned(), notes: untagged });
    let groups = tagged.into_iter().map(|(tag, notes)| Group { name: tag.to_owned(), notes });
    let mut groups: Vec<Group<'_>> = groups.collect();
    groups.sort_by_cached_key(|group| path_order(&group.name));
    groups.extend(untagged);
    groups
}

fn by_color(set: &ExportSet, language: Language) -> Vec<Group<'_>> {
    let of_color = |color: HighlightColor| Group {
        name: words::color_name(color).get(language).to_owned(),
        notes: set.notes.iter().filter(|note| note.color == color).collect(),
    };
    let groups = HighlightColor::ALL.into_iter().map(of_color);
    groups.filter(|group| !group.notes.is_empty()).collect()
}

fn by_date(set: &ExportSet) -> Vec<Group<'_>> {
    let mut days: BTreeMap<&str, Vec<&ExportNote>> = BTreeMap::new();
    for note in &set.notes {
        let day = note.created.split('T').next().unwrap_or_default();
        days.entry(day).or_default().push(note);
    }
    days.into_iter().map(|(day, notes)| Group { name: day.to_owned(), notes }).collect()
}
