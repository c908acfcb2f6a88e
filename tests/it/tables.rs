//! Tables: columns by content, cells that wrap where there is no room, every byte in one line.

use danhuang::text::ColumnSide;
use danhuang::typeset::table::{self, Column, Columns, RowLine};
use danhuang::typeset::{Kind, Line, Style, metrics, set};
use proptest::prelude::*;

const EM: u32 = 20;

fn lines(text: &str, style: &Style) -> Vec<Line> {
    set(text, style, |at, c| metrics::page().advance_in(text, at, c))
}

fn style() -> Style {
    Style::new(Kind::List, EM, 100 * EM)
}

fn row(text: &str) -> Line {
    lines(text, &table::row_style(&style())).remove(0)
}

/// The columns of a table `measure` em wide.
fn columns(rows: &[&str], aligns: &[ColumnSide], measure: u32) -> Option<Vec<Column>> {
    let mut columns = Columns::default();
    rows.iter().for_each(|text| columns.take(text, &row(text)));
    columns.fitted(aligns, EM as f32, (measure * EM) as f32)
}

fn placed(text: &str, columns: &[Column]) -> Vec<RowLine> {
    table::placed(text, row(text), columns, |bytes, measure| {
        let style = Style { measure, ..table::row_style(&style()) };
        lines(text.get(bytes).unwrap(), &style)
    })
}

/// What stands in each cell, its lines apart by `/`.
fn shown(text: &str, lines: &[RowLine]) -> Vec<String> {
    let mut cells: Vec<(f32, Vec<&str>)> = Vec::new();
    for line in lines {
        let part = text.get(line.line.bytes.clone()).unwrap().trim_end_matches('\t');
        match cells.last_mut().filter(|(left, _)| *left == line.left) {
            Some((_, parts)) => parts.push(part),
            None => cells.push((line.left, vec![part])),
        }
    }
    cells.into_iter().map(|(_, parts)| parts.join("/")).collect()
}

const ROWS: [&str; 3] = [
    "地区\t主要做法\t比率",
    "长春\t组织党员干部包保重点企业，逐户走访，一企一策解决用工、物流和资金问题\t98.2%",
    "延边\t开通绿色通道\t5%",
];

#[test]
fn a_column_without_room_wraps_and_the_others_keep_their_width() {
    let columns = columns(&ROWS, &[], 24).unwrap();
    let natural: Vec<f32> = ["地区", "98.2%"].iter().map(|text| row(text).width.ceil()).collect();
    assert_eq!((columns[0].width, columns[2].width), (natural[0], natural[1]));
    let end = columns[2].x + columns[2].width;
    assert!(end <= 24.0 * EM as f32 && end > 22.0 * EM as f32, "the width is used well: {end}");
    let lines = placed(ROWS[1], &columns);
    assert_eq!(
        shown(ROWS[1], &lines),
        ["长春", "组织党员干部包保重点企业，逐户走/访，一企一策解决用工、物流和资金/问题", "98.2%"]
    );
    assert_eq!(lines.iter().map(|line| line.level).collect::<Vec<_>>(), [0, 0, 1, 2, 0]);
    assert_eq!(placed(ROWS[2], &columns).len(), 1, "what fits stays in one line");
}

#[test]
fn cells_of_several_lines_stand_as_their_column_does() {
    let aligns = [ColumnSide::Left, ColumnSide::Right, ColumnSide::Center];
    let columns = columns(&ROWS, &aligns, 24).unwrap();
    for line in placed(ROWS[1], &columns).iter().filter(|line| line.left == columns[1].x) {
        let right = columns[1].x + columns[1].width;
        let end = line.line.cells.last().map(|cell| cell.x + cell.width).unwrap();
        assert!((right - end).abs() <= EM as f32 / 2.0 + 1.0, "{end} ends far from {right}");
    }
}

#[test]
fn a_table_with_too_many_columns_has_none() {
    let row = ["长春市的情况"; 12].join("\t");
    assert!(columns(&[&row], &[], 24).is_none());
}

#[test]
fn a_long_word_keeps_its_column_wide_enough() {
    let rows = ["internationalization\t组织党员干部包保重点企业逐户走访一企一策解决用工问题"];
    let columns = columns(&rows, &[], 24).unwrap();
    assert!(columns[0].width >= row("internationalization").width - 0.5);
    assert_eq!(shown(rows[0], &placed(rows[0], &columns))[0], "internationalization");
}

proptest! {
    #[test]
    fn every_byte_is_in_one_line_and_every_line_in_its_column(
        cells in prop::collection::vec("[一-十，。a-z ]{0,40}", 1..5),
        measure in 20_u32..48,
    ) {
        let text = cells.join("\t");
        let Some(columns) = columns(&[&text], &[], measure) else { return Ok(()) };
        let lines = placed(&text, &columns);
        let mut at = 0;
        for line in &lines {
            prop_assert_eq!(line.line.bytes.start, at);
            at = line.line.bytes.end;
            if lines.len() == 1 {
                continue;
            }
            let column = columns.iter().find(|column| column.x == line.left).unwrap();
            for cell in &line.line.cells {
                prop_assert!(line.line.bytes.contains(&(cell.offset as usize)));
                let is_blank = text.get(cell.offset as usize..).unwrap().starts_with(' ');
                let end = cell.x + cell.width;
                prop_assert!(cell.x >= column.x - 0.5, "{} before {}", cell.x, column.x);
                prop_assert!(is_blank || end <= column.x + column.width + 1.0);
            }
        }
        prop_assert_eq!(at, text.len());
    }
}
