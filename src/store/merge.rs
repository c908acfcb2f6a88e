//! Three files of one document, or of the library's tags or lines, made into one: what a Git merge
//! driver is asked for.

use crate::notebook::{
    Clash, Codebook, HighlightColor, Tag, TagId, merged_codebooks, merged_notebooks,
};
use crate::ruling::KnownLines;
use crate::store::blocks::split_raw;
use crate::store::read::parsed_head;
use crate::store::v1::NotesFile;
use crate::store::{
    DocumentRecord, Problem, Read, StoredNotes, codebook_from_ron, lines_from_ron, lines_to_ron,
    notes_from_ron, notes_in_ron, rewrite_codebook, rewrite_notes,
};

/// One of three files.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// What both began with.
    Base,
    /// What is here.
    Ours,
    /// What comes in.
    Theirs,
}

/// Why files cannot be made into one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MergeRefusal {
    /// None of the files that a library is kept in.
    Unknown,
    /// One is damaged.
    Damaged(Side),
    /// A newer program wrote one.
    Newer(Side),
}

/// The three files as one, and what both sides changed. An empty base is no beginning at all.
pub fn merged_file(
    base: &str,
    ours: &str,
    theirs: &str,
) -> Result<(String, Vec<Clash>), MergeRefusal> {
    match (list_of(ours), list_of(theirs)) {
        (Some("annotations"), Some("annotations")) => merged_notes_file(base, ours, theirs),
        (Some("tags"), Some("tags")) => merged_codebook_file(base, ours, theirs),
        (Some("lines"), Some("lines")) => merged_lines_file(ours, theirs),
        _ => Err(MergeRefusal::Unknown),
    }
}

/// The list that a file holds: it stands four spaces in, as nothing else does with that name.
fn list_of(text: &str) -> Option<&'static str> {
    let is_in = |name: &&str| {
        let opening = format!("    {name}: [");
        text.lines().any(|line| line.starts_with(&opening))
    };
    ["annotations", "tags", "lines"].into_iter().find(is_in)
}

fn checked<T>(read: Read<T>, side: Side) -> Result<T, MergeRefusal> {
    if read.problems.iter().any(|problem| matches!(problem, Problem::Newer(_))) {
        return Err(MergeRefusal::Newer(side));
    }
    if read.problems.iter().any(Problem::is_damage) {
        return Err(MergeRefusal::Damaged(side));
    }
    Ok(read.value)
}

/// What both sides began with; nothing where they began apart.
fn base_of<T: Default>(base: &str, read: impl FnOnce(&str) -> Read<T>) -> Result<T, MergeRefusal> {
    if base.trim().is_empty() { Ok(T::default()) } else { checked(read(base), Side::Base) }
}

fn merged_notes_file(
    base: &str,
    ours: &str,
    theirs: &str,
) -> Result<(String, Vec<Clash>), MergeRefusal> {
    let known = base_of(base, notes_in_ron)?;
    let [mine, other] = [(ours, Side::Ours), (theirs, Side::Theirs)]
        .map(|(text, side)| checked(notes_in_ron(text), side));
    let (stored, clashes) = merged_notes(&known, &mine?, &other?);
    let tags = [theirs, ours].map(used_tags);
    let codebook = Codebook { tags: tags.into_iter().flatten().collect(), ..Codebook::default() };
    Ok((notes_of_files(&[ours, theirs], &stored, &codebook), clashes))
}

/// The file of notes that were made of those in `files`, with what a newer program wrote into these.
pub fn notes_of_files(files: &[&str], stored: &StoredNotes, codebook: &Codebook) -> String {
    let mut reads = files.iter().map(|text| notes_from_ron(text));
    let mut before = reads.next().unwrap_or_default();
    reads.for_each(|read| before.written.take_unknown(&read.written));
    rewrite_notes(&before, stored, codebook)
}

/// What two hands made of a document's notes and of what is known of it.
pub fn merged_notes(
    base: &StoredNotes,
    ours: &StoredNotes,
    theirs: &StoredNotes,
) -> (StoredNotes, Vec<Clash>) {
    let (notebook, clashes) = merged_notebooks(&base.notebook, &ours.notebook, &theirs.notebook);
    let record = merged_record(&base.record, &ours.record, &theirs.record);
    (StoredNotes { record, notebook }, clashes)
}

/// All that the document is known by; how it is cleaned by who changed that, ours if both did.
fn merged_record(
    base: &DocumentRecord,
    ours: &DocumentRecord,
    theirs: &DocumentRecord,
) -> DocumentRecord {
    let mut record = ours.clone();
    let add = |values: &mut Vec<String>, more: &[String]| {
        let new: Vec<String> =
            more.iter().filter(|value| !values.contains(value)).cloned().collect();
        values.splice(0..0, new);
    };
    add(&mut record.contents, &theirs.contents);
    add(&mut record.texts, &theirs.texts);
    add(&mut record.paths, &theirs.paths);
    add(&mut record.identifiers, &theirs.identifiers);
    let how = |record: &DocumentRecord| {
        let DocumentRecord { script, rules_off, rules_on, encoding, .. } = record.clone();
        (script, rules_off, rules_on, encoding)
    };
    if how(ours) == how(base) {
        (record.script, record.rules_off, record.rules_on, record.encoding) = how(theirs);
    }
    if ours.title == base.title {
        record.title.clone_from(&theirs.title);
    }
    record
}

/// The tags that a document's file names, each as a tag whose name is its path.
pub fn tags_in(text: &str) -> Vec<Tag> {
    used_tags(text).into_iter().map(|(_, tag)| tag).collect()
}

/// The same by their identities.
fn used_tags(text: &str) -> Vec<(TagId, Tag)> {
    let file: Option<NotesFile> = parsed_head(&split_raw(text), &mut Vec::new());
    let tags = file.map(|file| file.doc.tags).unwrap_or_default();
    let tag = |used: crate::store::v1::UsedTag| {
        let id = TagId(used.id);
        let color = HighlightColor::from_id(&used.color).unwrap_or_default();
        let tag = Tag::new(id.clone(), None, used.path, color);
        (id, tag)
    };
    tags.into_iter().map(tag).collect()
}

fn merged_codebook_file(
    base: &str,
    ours: &str,
    theirs: &str,
) -> Result<(String, Vec<Clash>), MergeRefusal> {
    let known = base_of(base, codebook_from_ron)?;
    let mine = checked(codebook_from_ron(ours), Side::Ours)?;
    let other = checked(codebook_from_ron(theirs), Side::Theirs)?;
    let (codebook, clashes) = merged_codebooks(&known, &mine, &other);
    Ok((rewrite_codebook(&[ours, theirs], &codebook), clashes))
}

fn merged_lines_file(ours: &str, theirs: &str) -> Result<(String, Vec<Clash>), MergeRefusal> {
    let mine = lines_from_ron(ours).ok_or(MergeRefusal::Damaged(Side::Ours))?;
    let other = lines_from_ron(theirs).ok_or(MergeRefusal::Damaged(Side::Theirs))?;
    Ok((lines_to_ron(&merged_lines(mine, other)), Vec::new()))
}

/// The lines of both: what is only offered may be offered twice as often.
pub fn merged_lines(mut ours: KnownLines, theirs: KnownLines) -> KnownLines {
    for line in theirs.lines {
        let same = ours.lines.iter_mut().find(|known| {
            (&known.kind, &known.line, &known.seen, &known.site)
                == (&line.kind, &line.line, &line.seen, &line.site)
        });
        let Some(known) = same else {
            ours.lines.push(line);
            continue;
        };
        known.count = known.count.max(line.count);
        let more = line.declined.into_iter().filter(|declined| !known.declined.contains(declined));
        known.declined.extend(more.collect::<Vec<_>>());
    }
    ours
}
