//! The lines on which the reader ruled, as a file of the library that a person can read.

use serde::{Deserialize, Serialize};

use crate::ruling::{KnownLine, KnownLines, Site};
use crate::store::SCHEMA;
use crate::store::hand::{kind_of, words_of};
use crate::store::write::pretty;

#[derive(Serialize, Deserialize)]
struct LinesFile {
    schema: u32,
    #[serde(default)]
    lines: Vec<LineEntry>,
}

#[derive(Serialize, Deserialize)]
struct LineEntry {
    line: String,
    /// The part of it that was meant, where that is not all.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    part: Option<String>,
    kind: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    level: Option<u8>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    text: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    source: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    host: Option<String>,
    #[serde(default)]
    count: u32,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    declined: Vec<String>,
}

/// The file's text.
pub fn lines_to_ron(known: &KnownLines) -> String {
    let lines = known.lines.iter().map(entry).collect();
    format!("{}\n", pretty(&LinesFile { schema: SCHEMA, lines }))
}

/// Reads the file; `None` when it cannot be, or a newer program wrote it.
pub fn lines_from_ron(text: &str) -> Option<KnownLines> {
    let file: LinesFile = ron::from_str(text.trim_start_matches('\u{FEFF}')).ok()?;
    let is_known = file.schema <= SCHEMA;
    is_known.then(|| KnownLines { lines: file.lines.into_iter().filter_map(known).collect() })
}

fn entry(known: &KnownLine) -> LineEntry {
    let (kind, level, text) = words_of(&known.kind);
    LineEntry {
        line: known.line.clone(),
        part: (known.seen != known.line).then(|| known.seen.clone()),
        kind: kind.to_owned(),
        level,
        text: text.map(str::to_owned),
        source: known.site.source.clone(),
        host: known.site.host.clone(),
        count: known.count,
        declined: known.declined.clone(),
    }
}

fn known(entry: LineEntry) -> Option<KnownLine> {
    Some(KnownLine {
        kind: kind_of(&entry.kind, entry.level, entry.text.as_deref())?,
        seen: entry.part.unwrap_or_else(|| entry.line.clone()),
        line: entry.line,
        site: Site { source: entry.source, host: entry.host },
        count: entry.count,
        declined: entry.declined,
    })
}
