//! Tables with rows whose first cell is empty: every cell stays in its column, whatever format has the table, in the
//! cleaned text and in every export of it.

use danhuang::clean::{CleanOptions, restore};
use danhuang::document::Document;
use danhuang::exchange::{Article, ExportSet, Material, Request, format};
use danhuang::import::import;
use danhuang::text::HintKind;

use crate::documents::zipped;
use crate::pdf::{HELVETICA, Words, content, lines, pdf_of};

/// The head of a column is missing as often as that of a row is, and two may be.
const ROWS: [&str; 4] = ["\tNorth\tSouth", "1958\t29.2\t31.0", "\t12.4\t9.8", "\t\t7.7"];

/// Before and behind the table.
const PROSE: &str =
    "The works by the river were built in one summer by hand, and nobody thought of them.";

/// Each row put into `row`, each of its cells into `cell`.
fn rows(cell: impl Fn(&str) -> String, row: impl Fn(&str) -> String) -> String {
    ROWS.iter().map(|one| row(&one.split('\t').map(&cell).collect::<String>())).collect()
}

fn page() -> String {
    let rows = rows(|cell| format!("<td>{cell}</td>"), |row| format!("<tr>{row}</tr>\n"));
    format!("<p>{PROSE}</p><table>{rows}</table><p>{PROSE}</p>")
}

fn docx() -> Vec<u8> {
    let words = |text: &str| format!("<w:p><w:r><w:t>{text}</w:t></w:r></w:p>");
    let cell = |cell: &str| match cell {
        "" => "<w:tc><w:p/></w:tc>".to_owned(),
        cell => format!("<w:tc>{}</w:tc>", words(cell)),
    };
    let table = rows(cell, |row| format!("<w:tr>{row}</w:tr>"));
    let prose = words(PROSE);
    let body =
        format!("<w:document><w:body>{prose}<w:tbl>{table}</w:tbl>{prose}</w:body></w:document>");
    zipped(&[("word/document.xml", body.as_bytes())])
}

fn odt() -> Vec<u8> {
    let cell = |cell: &str| match cell {
        "" => "<table:table-cell/>".to_owned(),
        cell => format!("<table:table-cell><text:p>{cell}</text:p></table:table-cell>"),
    };
    let table = rows(cell, |row| format!("<table:table-row>{row}</table:table-row>"));
    let body = format!(
        "<office:document-content><office:body><office:text><text:p>{PROSE}</text:p>\
         <table:table>{table}</table:table><text:p>{PROSE}</text:p></office:text></office:body></office:document-content>"
    );
    zipped(&[
        ("mimetype", b"application/vnd.oasis.opendocument.text"),
        ("content.xml", body.as_bytes()),
    ])
}

fn rtf() -> Vec<u8> {
    let table = rows(
        |cell| format!(" {cell}\\cell"),
        |row| format!("\\trowd\\cellx1\\cellx2\\cellx3\\pard\\intbl{row}\\row\n"),
    );
    format!("{{\\rtf1\\ansi {PROSE}\\par\n{table}\\pard {PROSE}\\par}}").into_bytes()
}

fn fb2() -> Vec<u8> {
    let table = rows(|cell| format!("<td>{cell}</td>"), |row| format!("<tr>{row}</tr>"));
    format!(
        "<FictionBook><body><section><p>{PROSE}</p><table>{table}</table><p>{PROSE}</p></section></body></FictionBook>"
    )
    .into_bytes()
}

fn epub() -> Vec<u8> {
    let container = "<container><rootfiles><rootfile full-path='c.opf'/></rootfiles></container>";
    let package = "<package><manifest><item id='a' href='a.xhtml' media-type='application/xhtml+xml'/></manifest>\
        <spine><itemref idref='a'/></spine></package>";
    let page = format!("<html><body>{}</body></html>", page());
    zipped(&[
        ("mimetype", b"application/epub+zip"),
        ("META-INF/container.xml", container.as_bytes()),
        ("c.opf", package.as_bytes()),
        ("a.xhtml", page.as_bytes()),
    ])
}

/// With lines between the cells.
fn pdf() -> Vec<u8> {
    let x = [72.0, 122.0, 192.0, 262.0];
    let y = [702.0, 682.0, 662.0, 642.0, 622.0];
    let mut drawn = String::new();
    for y in y {
        drawn.push_str(&format!("72 {y} m 262 {y} l S\n"));
    }
    for x in x {
        drawn.push_str(&format!("{x} 622 m {x} 702 l S\n"));
    }
    let prose: [&str; 2] = PROSE.split_at(PROSE.len() / 2).into();
    let mut words: Vec<Words<'_>> = lines(72.0, 780.0, 10.0, &prose);
    for (row, top) in ROWS.iter().zip(y) {
        for (cell, left) in row.split('\t').zip(x).filter(|(cell, _)| !cell.is_empty()) {
            words.push((left + 3.0, top - 13.0, 10.0, cell));
        }
    }
    words.extend(lines(72.0, 600.0, 10.0, &prose));
    pdf_of(&[drawn + &content(&words)], HELVETICA)
}

/// The rows of the table in a text.
fn table(text: &str) -> Vec<&str> {
    let is_row = |line: &&str| line.contains('\t') || ROWS.iter().any(|row| row.trim() == *line);
    text.lines().filter(is_row).collect()
}

fn files() -> Vec<(&'static str, Vec<u8>)> {
    let bars = |row: &&str| format!("| {} |\n", row.replace('\t', " | "));
    let markdown: Vec<String> = ROWS.iter().map(bars).collect();
    let markdown =
        format!("{PROSE}\n\n{}|---|---|---|\n{}\n{PROSE}\n", markdown[0], markdown[1..].concat());
    let loose = page().replace("<td></td>", "<td>&nbsp;</td>");
    vec![
        ("a.html", page().into_bytes()),
        ("b.html", loose.into_bytes()),
        ("a.md", markdown.into_bytes()),
        ("a.docx", docx()),
        ("a.odt", odt()),
        ("a.rtf", rtf()),
        ("a.fb2", fb2()),
        ("a.epub", epub()),
        ("a.pdf", pdf()),
    ]
}

#[test]
fn a_row_keeps_its_empty_first_cell_in_every_format() {
    for (name, bytes) in files() {
        let options = CleanOptions::default();
        let document = Document::new(name, &bytes, None, &options).unwrap();
        let cleaned = &document.cleaned;
        assert_eq!(table(cleaned.text.as_str()), ROWS, "{name}: {}", cleaned.text.as_str());
        assert_eq!(document.tables.len(), 1, "{name}");
        let source = &document.imported.text;
        assert_eq!(restore(source, cleaned), source.as_str(), "{name}");
        for id in ["article-text", "article-markdown", "article-html", "article-docx"] {
            let set = ExportSet {
                title: "Works".to_owned(),
                article: Some(Article::of(&document)),
                ..ExportSet::default()
            };
            let material = Material { documents: vec![set], ..Material::default() };
            let exported = format(id).unwrap();
            let bytes = exported.written(&material, &Request::default()).unwrap();
            let again = format!("again.{}", exported.extension);
            let again = Document::new(&again, &bytes, None, &options).unwrap();
            let told = if id == "article-text" {
                again.imported.text.as_str().to_owned()
            } else {
                again.cleaned.text.as_str().to_owned()
            };
            assert_eq!(table(&told), ROWS, "{name} as {id}: {told}");
        }
    }
}

#[test]
fn hints_stand_where_they_stood_behind_an_empty_cell() {
    let page = "<p>a<table><tr><td><td><b>North</b> wing<td>South<tr><td><td>12<td><a href='http://a.b/'>9</a></table><p><b>end</b>";
    let imported = import("a.html", page.as_bytes(), None).unwrap();
    assert_eq!(imported.text.as_str(), "a\n\tNorth wing\tSouth\n\t12\t9\nend\n");
    let shown = imported.hints.iter().filter(|hint| !matches!(hint.kind, HintKind::Part(_)));
    let hints: Vec<_> = shown.map(|hint| imported.text.get(hint.span)).collect();
    assert_eq!(hints, ["\tNorth wing\tSouth\n\t12\t9", "North", "9", "end"]);
}

#[test]
fn the_frame_of_a_page_begins_its_lines_with_no_border() {
    let page = format!("<table><tr><td></td><td><p>{PROSE}</p><p>{PROSE}</p></td></tr></table>");
    let imported = import("a.html", page.as_bytes(), None).unwrap();
    assert_eq!(imported.text.as_str(), format!("{PROSE}\n{PROSE}\n"));
}

/// Cells that reach over rows: the first column's, one in the middle over two columns, the last.
const SPANNED: &str = "<tr><td rowspan=3>North<td>1958<td>29.2<td rowspan='2'>m\
    <tr><td>1959<td>30.1<tr><td>1960<td>31.0<td>cm\
    <tr><td>South<td rowspan=2 colspan=2>none<td>km<tr><td>West<td>ft<tr><td>East<td>1961<td>8.8<td>m";

const SPANNED_ROWS: [&str; 6] = [
    "North\t1958\t29.2\tm",
    "\t1959\t30.1",
    "\t1960\t31.0\tcm",
    "South\tnone\t\tkm",
    "West\t\t\tft",
    "East\t1961\t8.8\tm",
];

#[test]
fn below_a_cell_that_reaches_over_rows_the_others_keep_their_columns() {
    let page = format!("<p>{PROSE}</p><table>{SPANNED}</table><p>{PROSE}</p>");
    let cell = |words: &str, spans: &str| {
        format!("<table:table-cell {spans}><text:p>{words}</text:p></table:table-cell>")
    };
    let row = |cells: String| format!("<table:table-row>{cells}</table:table-row>");
    let plain = |words: [&str; 3]| row(words.map(|words| cell(words, "")).concat());
    let rows = |n: usize| format!("table:number-rows-spanned='{n}'");
    let covered = "<table:covered-table-cell/>";
    let odt = [
        row(cell("North", &rows(3)) + &cell("1958", "") + &cell("29.2", "") + &cell("m", &rows(2))),
        row(covered.to_owned() + &cell("1959", "") + &cell("30.1", "") + covered),
        row(covered.to_owned() + &cell("1960", "") + &cell("31.0", "") + &cell("cm", "")),
        row(cell("South", "")
            + &cell("none", &(rows(2) + " table:number-columns-spanned='2'"))
            + covered
            + &cell("km", "")),
        row(cell("West", "") + covered + covered + &cell("ft", "")),
        plain(["East", "1961", "8.8"])
            .replace("</table:table-row>", &(cell("m", "") + "</table:table-row>")),
    ];
    let odt = format!(
        "<office:document-content><office:body><office:text><text:p>{PROSE}</text:p>\
         <table:table>{}</table:table><text:p>{PROSE}</text:p></office:text></office:body></office:document-content>",
        odt.concat()
    );
    let odt = zipped(&[
        ("mimetype", b"application/vnd.oasis.opendocument.text".as_slice()),
        ("content.xml", odt.as_bytes()),
    ]);
    let closed = SPANNED
        .replace("<td>", "</td><td>")
        .replace("<td ", "</td><td ")
        .replace("<tr></td>", "<tr>");
    let closed =
        closed.replace("<tr>", "</td></tr><tr>").replacen("</td></tr>", "", 1) + "</td></tr>";
    let closed = closed.replace("=3>", "='3'>").replace("=2 ", "='2' ").replace("=2>", "='2'>");
    let book = format!(
        "<FictionBook><body><section><p>{PROSE}</p><table>{closed}</table><p>{PROSE}</p></section></body></FictionBook>"
    );
    for (name, bytes) in
        [("a.html", page.into_bytes()), ("a.odt", odt), ("a.fb2", book.into_bytes())]
    {
        let document = Document::new(name, &bytes, None, &CleanOptions::default()).unwrap();
        let text = document.cleaned.text.as_str();
        let rows: Vec<&str> = text.lines().filter(|line| line.contains('\t')).collect();
        assert_eq!(rows, SPANNED_ROWS, "{name}: {text}");
        assert_eq!(document.tables.len(), 1, "{name}");
    }
}

#[test]
fn a_cell_may_say_that_it_reaches_over_any_number_of_rows() {
    let page = format!(
        "<p>{PROSE}</p><table><tr><td rowspan=99999999 colspan=7777777>a<td rowspan=0>b<td rowspan=-1>c<tr><td>d<td>e</table><p>{PROSE}</p>"
    );
    let imported = import("a.html", page.as_bytes(), None).unwrap();
    assert!(imported.text.as_str().contains("d\te"), "{}", imported.text.as_str());
}

#[test]
fn a_cell_reaches_no_further_than_its_part_of_the_table() {
    let page = format!(
        "<p>{PROSE}</p><table><thead><tr><th rowspan=2>a<th>b<th>c</thead>\
         <tbody><tr><td rowspan=0>d<td>e<td>f<tr><td>g<td>h</tbody><tfoot><tr><td>i<td>j<td>k</tfoot></table><p>{PROSE}</p>"
    );
    let imported = import("a.html", page.as_bytes(), None).unwrap();
    let text = imported.text.as_str();
    assert!(text.contains("a\tb\tc\nd\te\tf\n\tg\th\ni\tj\tk\n"), "{text}");
}

#[test]
fn paragraphs_beside_a_menu_that_reaches_down_are_no_rows() {
    let page = format!(
        "<table><tr><td rowspan=3>Menu<td>{PROSE}<tr><td>{PROSE} It is still there.<tr><td>{PROSE} Nobody minds.</table>"
    );
    let imported = import("a.html", page.as_bytes(), None).unwrap();
    assert!(!imported.text.as_str().contains("\n\t"), "{}", imported.text.as_str());
}
