//! A codebook as a RON file that a person wrote, or a library's own `codebook.ron`, as tags to be taken in.

use serde::Deserialize;

use crate::notebook::{Codebook, HighlightColor, LinePattern, TagRow};
use crate::store::codebook_from_ron;

#[derive(Deserialize)]
struct RowEntry {
    path: String,
    #[serde(default)]
    color: Option<String>,
    #[serde(default)]
    pattern: Option<String>,
    #[serde(default)]
    slot: Option<u8>,
    #[serde(default)]
    description: String,
    #[serde(default)]
    memo: String,
}

/// The tags of a list such as `[(path: "政策/复工", color: Some("amber"))]`, or of a library's file of tags; where
/// it is neither, what is wrong and where.
pub fn rows_from_ron(text: &str) -> Result<Vec<TagRow>, String> {
    let text = text.trim_start_matches('\u{FEFF}');
    let options =
        ron::Options::default().with_default_extension(ron::extensions::Extensions::IMPLICIT_SOME);
    let entries: Result<Vec<RowEntry>, _> = options.from_str(text);
    match entries {
        Ok(entries) => Ok(entries.into_iter().map(row).collect()),
        Err(error) => {
            let read = codebook_from_ron(text);
            let rows = rows_of(&read.value);
            if rows.is_empty() { Err(error.to_string()) } else { Ok(rows) }
        }
    }
}

fn row(entry: RowEntry) -> TagRow {
    TagRow {
        path: entry.path,
        color: entry.color.as_deref().and_then(HighlightColor::from_id),
        pattern: entry.pattern.as_deref().and_then(LinePattern::from_id),
        slot: entry.slot,
        description: entry.description,
        memo: entry.memo,
    }
}

fn rows_of(codebook: &Codebook) -> Vec<TagRow> {
    let row = |tag: &crate::notebook::Tag| TagRow {
        path: codebook.path(&tag.id),
        color: Some(tag.color),
        pattern: tag.pattern,
        slot: tag.slot,
        description: tag.description.clone(),
        memo: tag.memo.clone(),
    };
    codebook.tree().into_iter().map(|(_, tag)| row(tag)).collect()
}
