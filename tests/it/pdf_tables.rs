//! PDF: tables, ruled or not, whose cells hold what they hold however narrow they are set; and what is no table.

use std::fmt::Write as _;

use danhuang::import::{Imported, import};
use danhuang::text::HintKind;

use crate::pdf::{HELVETICA, Words, content, lines, pdf_of};

const PROSE: [&str; 5] = [
    "the works by the river were built in one summer by",
    "hand, and for thirty years nobody thought of them,",
    "since the water came out of the tap and was good to",
    "drink; only when the pumps stood still for a night",
    "people went down to the river with their buckets.",
];

fn read(content: String) -> Imported {
    import("a.pdf", pdf_of(&[content], HELVETICA), None).unwrap()
}

/// The rows of the tables, and what stands beside them.
fn told(imported: &Imported) -> (Vec<&str>, Vec<&str>) {
    let text = imported.text.as_str();
    let tables = imported.hints.iter().filter(|hint| matches!(hint.kind, HintKind::Table(_)));
    let spans: Vec<_> = tables.map(|hint| hint.span.range()).collect();
    let rows = spans.iter().flat_map(|span| text.get(span.clone()).unwrap().lines()).collect();
    let mut others = Vec::new();
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        if !spans.iter().any(|span| span.contains(&at)) && !line.trim().is_empty() {
            others.push(line.trim());
        }
        at += line.len();
    }
    (rows, others)
}

/// A frame with lines between its columns and rows, drawn as thin boxes or as strokes.
fn grid(x: &[f32], y: &[f32], is_filled: bool) -> String {
    let (left, right) = (x[0], x[x.len() - 1]);
    let (top, bottom) = (y[0], y[y.len() - 1]);
    let mut drawn = String::new();
    for at in y {
        if is_filled {
            writeln!(drawn, "{left} {at} {} 0.5 re f", right - left).unwrap();
        } else {
            writeln!(drawn, "{left} {at} m {right} {at} l S").unwrap();
        }
    }
    for at in x {
        if is_filled {
            writeln!(drawn, "{at} {bottom} 0.5 {} re f", top - bottom).unwrap();
        } else {
            writeln!(drawn, "{at} {bottom} m {at} {top} l S").unwrap();
        }
    }
    drawn
}

#[test]
fn a_ruled_table_is_read_cell_by_cell() {
    for is_filled in [true, false] {
        let mut page = lines(72.0, 780.0, 10.0, &PROSE);
        page.extend(lines(72.0, 550.0, 10.0, &PROSE));
        let cells: [Words<'_>; 12] = [
            (75.0, 690.0, 10.0, "Year"),
            (103.0, 690.0, 10.0, "Output"),
            (137.0, 690.0, 10.0, "What happened"),
            (75.0, 664.0, 10.0, "1958"),
            (103.0, 664.0, 10.0, "29.2"),
            // Two lines of one cell, on both sides of the others.
            (137.0, 670.0, 10.0, "works built by the river in"),
            (137.0, 658.0, 10.0, "one summer by hand"),
            (75.0, 638.0, 10.0, "1963"),
            (137.0, 638.0, 10.0, "drought"),
            (75.0, 618.0, 10.0, "1976"),
            (103.0, 618.0, 10.0, "112.5"),
            (137.0, 618.0, 10.0, "second hall"),
        ];
        page.extend(cells);
        let rules =
            grid(&[72.0, 100.0, 134.0, 280.0], &[702.0, 684.0, 650.0, 632.0, 612.0], is_filled);
        let imported = read(rules + &content(&page));
        let (rows, others) = told(&imported);
        let wanted = [
            "Year\tOutput\tWhat happened",
            "1958\t29.2\tworks built by the river in one summer by hand",
            "1963\t\tdrought",
            "1976\t112.5\tsecond hall",
        ];
        assert_eq!(rows, wanted, "{}", imported.text.as_str());
        assert_eq!(others, [PROSE.join(" "), PROSE.join(" ")]);
    }
}

#[test]
fn a_table_without_lines_is_known_by_its_columns() {
    // The cells stand as near to each other as words, but no space is between them.
    let rows = [
        (680.0, ["Name", "Street", "Number"]),
        (666.0, ["North hall", "Willow lane", "3321045"]),
        (652.0, ["East hall", "Market street", "3321178"]),
        (638.0, ["Pump house", "Lake shore", "3325561"]),
    ];
    let mut page = lines(72.0, 780.0, 10.0, &PROSE);
    for (y, [name, street, number]) in rows {
        page.extend([(72.0, y, 10.0, name), (125.0, y, 10.0, street), (193.0, y, 10.0, number)]);
    }
    page.extend(lines(72.0, 610.0, 10.0, &PROSE));
    let imported = read(content(&page));
    let (found, others) = told(&imported);
    let wanted: Vec<_> = rows.iter().map(|(_, cells)| cells.join("\t")).collect();
    assert_eq!(found, wanted, "{}", imported.text.as_str());
    assert_eq!(others, [PROSE.join(" "), PROSE.join(" ")]);
}

#[test]
fn lines_of_one_cell_stay_together() {
    let head = [
        (72.0, 690.0, 10.0, "Item"),
        (120.0, 690.0, 10.0, "Description"),
        (420.0, 690.0, 10.0, "Price"),
    ];
    let row = |y: f32, name: &'static str, price: &'static str| {
        [(72.0, y, 10.0, name), (420.0, y, 10.0, price)]
    };
    let first = "a pump of cast iron that was bought second hand";
    let second = "and lasted for thirty years without repair";
    // Set in the middle of the row, and from its top on.
    for (above, below) in [(6.0, -6.0), (0.0, -12.0)] {
        let mut page = lines(72.0, 780.0, 10.0, &PROSE);
        page.extend(head);
        for (index, name) in ["Pump", "Valve", "Pipe"].into_iter().enumerate() {
            let y = 664.0 - index as f32 * 26.0;
            page.extend(row(y, name, ["1.00", "2.00", "3.00"][index]));
            page.extend([(120.0, y + above, 10.0, first), (120.0, y + below, 10.0, second)]);
        }
        page.extend(lines(72.0, 560.0, 10.0, &PROSE));
        let imported = read(content(&page));
        let (rows, others) = told(&imported);
        let description = format!("{first} {second}");
        let wanted = [
            "Item\tDescription\tPrice".to_owned(),
            format!("Pump\t{description}\t1.00"),
            format!("Valve\t{description}\t2.00"),
            format!("Pipe\t{description}\t3.00"),
        ];
        assert_eq!(rows, wanted, "{}", imported.text.as_str());
        assert_eq!(others, [PROSE.join(" "), PROSE.join(" ")]);
    }
}

#[test]
fn prose_lists_and_frames_are_no_tables() {
    // Two columns of prose, too few lines for a whole column each.
    let mut columns = lines(72.0, 780.0, 10.0, &PROSE);
    columns.extend(lines(340.0, 780.0, 10.0, &PROSE));
    let mut list = lines(72.0, 780.0, 10.0, &PROSE);
    for (index, text) in PROSE.iter().enumerate() {
        let y = 690.0 - index as f32 * 14.0;
        list.extend([
            (72.0, y, 10.0, ["1.", "2.", "3.", "4.", "5."][index]),
            (90.0, y, 10.0, *text),
        ]);
    }
    for page in [columns, list] {
        let imported = read(content(&page));
        assert_eq!(told(&imported).0, Vec::<&str>::new(), "{}", imported.text.as_str());
    }
    // A page in a frame with a line below its head.
    let framed = grid(&[60.0, 330.0, 600.0], &[800.0, 700.0, 500.0], true);
    let mut page = lines(72.0, 780.0, 10.0, &PROSE);
    page.extend(lines(340.0, 780.0, 10.0, &PROSE));
    page.extend(lines(72.0, 690.0, 10.0, &PROSE));
    page.extend(lines(340.0, 690.0, 10.0, &PROSE));
    let imported = read(framed + &content(&page));
    assert_eq!(told(&imported).0, Vec::<&str>::new(), "{}", imported.text.as_str());
    assert!(imported.text.as_str().contains(&PROSE.join(" ")), "{}", imported.text.as_str());
}
