//! Notes as a table for spreadsheets: UTF-8 with a mark, CRLF, no cell that a spreadsheet would run.

use crate::exchange::{ExportFormat, ExportSet};
use crate::text::{Bilingual, Language};

pub(super) const FORMAT: ExportFormat = ExportFormat {
    id: "csv",
    name: Bilingual::new("CSV 表格", "CSV table"),
    extension: "csv",
    reads: false,
    write,
};

const HEADER: [&str; 12] = [
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
];

fn write(sets: &[ExportSet], _language: Language) -> Vec<u8> {
    let mut writer = csv::WriterBuilder::new()
        .terminator(csv::Terminator::CRLF)
        .quote_style(csv::QuoteStyle::Always)
        // The mark tells spreadsheets that this is UTF-8.
        .from_writer("\u{FEFF}".as_bytes().to_vec());
    let mut write = |cells: [&str; 12]| {
        writer
            .write_record(cells.map(safe))
            .expect("writing to memory cannot fail, and all rows are of one length");
    };
    write(HEADER);
    for set in sets {
        for note in &set.notes {
            write([
                &note.id,
                &set.title,
                &set.file_name,
                &note.heading.join(" / "),
                &note.quote,
                &note.tags.join("; "),
                &note.note,
                note.color,
                note.state,
                &note.created,
                &note.modified,
                &note.source_quote,
            ]);
        }
    }
    writer.into_inner().expect("flushing to memory cannot fail")
}

/// A cell that no spreadsheet takes for a formula, after OWASP's list and its full-width likes.
fn safe(cell: &str) -> String {
    let cell = cell.replace('\0', "");
    if cell.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠']) {
        format!("'{cell}")
    } else {
        cell
    }
}
