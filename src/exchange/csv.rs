//! Notes as a table for spreadsheets: UTF-8 with a mark, CRLF, no cell that a spreadsheet would run.

use std::borrow::Cow;

use crate::exchange::{Aspect, ExportFormat, Holds, Material, Request, Writer, table};
use crate::text::Bilingual;

pub(super) const FORMAT: ExportFormat = ExportFormat {
    id: "csv",
    name: Bilingual::new("CSV 表格", "CSV table"),
    extension: "csv",
    holds: Holds::Notes,
    reads: false,
    loses: &[
        Aspect::Memos,
        Aspect::TagMemos,
        Aspect::LibraryMemo,
        Aspect::Controls,
        Aspect::Guarded,
    ],
    write: Writer::Sure(write),
};

fn write(material: &Material, request: &Request) -> Vec<u8> {
    let header = table::header(request).map(str::to_owned);
    let rows = table::rows(material, request).map(|row| row.map(Cow::into_owned));
    // The mark tells spreadsheets that this is UTF-8.
    written("\u{FEFF}", std::iter::once(header).chain(rows))
}

/// Rows of one length as CSV, every cell in quotes and none that a spreadsheet would run.
pub(super) fn written(
    before: &str,
    rows: impl Iterator<Item: IntoIterator<Item = String>>,
) -> Vec<u8> {
    let mut writer = csv::WriterBuilder::new()
        .terminator(csv::Terminator::CRLF)
        .quote_style(csv::QuoteStyle::Always)
        .from_writer(before.as_bytes().to_vec());
    for row in rows {
        writer
            .write_record(row.into_iter().map(|cell| safe(&cell)))
            .expect("writing to memory cannot fail, and all rows are of one length");
    }
    writer.into_inner().expect("flushing to memory cannot fail")
}

/// What a spreadsheet may take for the beginning of a formula, after OWASP's list, and its full-width likes.
const RUN: [char; 11] = ['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'];
/// What is put before it: spreadsheets take it for the sign of a text.
const GUARD: char = '\'';

/// Whether a spreadsheet may run a cell.
pub(super) fn is_run(cell: &str) -> bool {
    cell.starts_with(RUN)
}

/// A cell that no spreadsheet takes for a formula.
pub(super) fn safe(cell: &str) -> String {
    let cell = cell.replace(|c: char| !crate::exchange::loss::is_writable(c), "");
    if is_run(&cell) { format!("{GUARD}{cell}") } else { cell }
}

/// The cell that was made safe so.
pub(super) fn unguarded(cell: &str) -> &str {
    cell.strip_prefix(GUARD).filter(|rest| is_run(rest)).unwrap_or(cell)
}

/// A cell in quotes, as it stands in a row.
pub(super) fn quoted(cell: &str) -> String {
    format!("\"{}\"", safe(cell).replace('"', "\"\""))
}
