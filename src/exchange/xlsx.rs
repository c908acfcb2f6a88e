//! Notes as a workbook: one sheet, every cell a text or a number, none a formula.

use rust_xlsxwriter::{Format, FormatAlign, Workbook, XlsxError};

use crate::exchange::loss::{MOST_IN_CELL, is_writable};
use crate::exchange::{Aspect, ExportError, ExportFormat, Holds, Material, Request, Writer, table};
use crate::text::{Bilingual, Phrase};

pub(super) const FORMAT: ExportFormat = ExportFormat {
    id: "xlsx",
    name: Bilingual::new("Excel 表格", "Excel workbook"),
    extension: "xlsx",
    holds: Holds::Notes,
    reads: false,
    loses: &[
        Aspect::Memos,
        Aspect::TagMemos,
        Aspect::LibraryMemo,
        Aspect::LongCells,
        Aspect::Controls,
    ],
    write: Writer::MayFail(write),
};

/// How wide each column is, in characters.
const WIDTHS: [f64; 16] =
    [12.0, 20.0, 16.0, 24.0, 60.0, 20.0, 40.0, 10.0, 10.0, 12.0, 12.0, 30.0, 8.0, 8.0, 8.0, 8.0];

/// The first of the columns with numbers.
const NUMBERS: usize = 12;

fn write(material: &Material, request: &Request) -> Result<Vec<u8>, ExportError> {
    workbook(material, request).map_err(|error| {
        ExportError::TooMuch(Phrase::new(
            format!("写不成 Excel 表格：最多 1,048,576 行（{error}）"),
            format!("it cannot be a workbook: it holds at most 1,048,576 rows ({error})"),
        ))
    })
}

fn workbook(material: &Material, request: &Request) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    sheet.set_name("highlights")?;
    let wrapped = Format::new().set_text_wrap().set_align(FormatAlign::Top);
    let bold = Format::new().set_bold().set_align(FormatAlign::Top);
    for (column, (name, width)) in (0..).zip(table::header(request).iter().zip(WIDTHS)) {
        sheet.set_column_width(column, width)?;
        sheet.write_string_with_format(0, column, *name, &bold)?;
    }
    let mut n_rows = 0;
    for (row, cells) in (1..).zip(table::rows(material, request)) {
        n_rows = row;
        for (column, cell) in (0..).zip(&cells) {
            let number = (usize::from(column) >= NUMBERS).then(|| cell.parse::<f64>().ok());
            match number.flatten() {
                Some(number) => sheet.write_number_with_format(row, column, number, &wrapped)?,
                None => sheet.write_string_with_format(row, column, fitting(cell), &wrapped)?,
            };
        }
    }
    sheet.set_freeze_panes(1, 0)?;
    sheet.autofilter(0, 0, n_rows, WIDTHS.len() as u16 - 1)?;
    workbook.save_to_buffer()
}

/// As much of a text as a cell can hold.
fn fitting(text: &str) -> String {
    let mut room = MOST_IN_CELL;
    let fits = |c: &char| {
        let fits = room >= c.len_utf16();
        room = room.saturating_sub(c.len_utf16());
        fits
    };
    text.chars().filter(|c| is_writable(*c)).take_while(fits).collect()
}
