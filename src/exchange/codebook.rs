//! The library's tags as a table that Taguette and other coders read: path, description, how often it is used,
//! and where something was written about tags that in a column of its own at the end.
//!
//! A name that a spreadsheet would run has an apostrophe before it, which our own reading takes off again.

use std::collections::BTreeSet;

use crate::exchange::{
    Aspect, ExportFormat, ExportSet, ExportTag, Holds, Material, Request, Writer, csv,
};
use crate::notebook::path_order;
use crate::text::Bilingual;

pub(super) const FORMAT: ExportFormat = ExportFormat {
    id: "codebook",
    name: Bilingual::new("标签表 CSV", "Codebook as CSV"),
    extension: "csv",
    holds: Holds::Tags,
    reads: false,
    loses: &[Aspect::Passages, Aspect::Memos, Aspect::LibraryMemo, Aspect::GuardedTags],
    write: Writer::Sure(write),
};

/// A tag's name, what it means, and what was written about it.
fn words(tag: &ExportTag) -> [&str; 3] {
    [&tag.path, &tag.description, &tag.memo]
}

/// Taguette's names, in another order: it reads the mark of byte order, without which a spreadsheet takes the bytes for
/// another encoding, as a part of the first name, which so must be none that it looks for.
const HEADER: [&str; 5] =
    ["number of highlights", "number of documents", "tag", "description", "memo"];

fn write(material: &Material, _: &Request) -> Vec<u8> {
    let row = |[path, description, memo]: [&str; 3]| {
        let in_document = |set: &&ExportSet| {
            set.notes.iter().filter(|note| note.tags.iter().any(|tag| tag == path)).count()
        };
        let counts: Vec<_> = material.documents.iter().map(|set| in_document(&set)).collect();
        let n_documents = counts.iter().filter(|count| **count > 0).count();
        let n_notes: usize = counts.iter().sum();
        let [n_notes, n_documents] = [n_notes, n_documents].map(|count| count.to_string());
        [n_notes, n_documents, path.to_owned(), description.to_owned(), memo.to_owned()]
    };
    let known = material.tags.iter().map(words);
    let paths: BTreeSet<_> = material.tags.iter().map(|tag| tag.path.as_str()).collect();
    let used = material.documents.iter().flat_map(|set| &set.notes).flat_map(|note| &note.tags);
    let others: BTreeSet<_> = used.map(String::as_str).filter(|tag| !paths.contains(tag)).collect();
    let mut others: Vec<_> = others.into_iter().collect();
    others.sort_by_cached_key(|path| path_order(path));
    let all = known.chain(others.into_iter().map(|path| [path, "", ""]));
    let rows = std::iter::once(HEADER.map(str::to_owned)).chain(all.map(row));
    // Without memos it has the columns of Taguette's own table.
    let has_memos = material.tags.iter().any(|tag| !tag.memo.is_empty());
    let n_columns = if has_memos { HEADER.len() } else { HEADER.len() - 1 };
    let rows = rows.map(|row| row.into_iter().take(n_columns).collect::<Vec<_>>());
    csv::written("\u{FEFF}", rows)
}
