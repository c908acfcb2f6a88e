//! Notes as a table for spreadsheets: UTF-8 with a mark, CRLF, no cell that a spreadsheet would run.

use crate::exchange::{Aspect, ExportFormat, Holds, Material, Request, Writer, table};
use crate::text::Bilingual;

pub(super) const FORMAT: ExportFormat = ExportFormat {
    id: "csv",
    name: Bilingual::new("CSV 表格", "CSV table"),
    extension: "csv",
    holds: Holds::Notes,
    reads: false,
    loses: &[Aspect::Memos, Aspect::TagMemos, Aspect::LibraryMemo, Aspect::Controls],
    write: Writer::Sure(write),
};

fn write(material: &Material, request: &Request) -> Vec<u8> {
    let header = table::header(request).map(str::to_owned);
    let rows = table::rows(material, request).map(|row| row.map(|cell| safe(&cell)));
    // The mark tells spreadsheets that this is UTF-8.
    written("\u{FEFF}", std::iter::once(header).chain(rows))
}

/// Rows of one length as CSV, every cell in quotes.
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
            .write_record(row)
            .expect("writing to memory cannot fail, and all rows are of one length");
    }
    writer.into_inner().expect("flushing to memory cannot fail")
}

/// A cell that no spreadsheet takes for a formula, after OWASP's list and its full-width likes.
pub(super) fn safe(cell: &str) -> String {
    let cell = cell.replace(|c: char| !crate::exchange::loss::is_writable(c), "");
    if cell.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠']) {
        format!("'{cell}")
    } else {
        cell
    }
}
