//! Notes as rows: CSV, workbooks, and the tables that other tools take in.

use danhuang::exchange::{ExportTag, Material, Request, Rows, codebook_rows};

use crate::exchange::read::{self, Xml};
use crate::exchange::{HOSTILE, bytes, hostile_set, of, tides, written};

/// The rows of CSV, each cell by the name of its column.
fn rows(text: &str) -> Vec<Vec<(String, String)>> {
    let body = text.strip_prefix('\u{FEFF}').unwrap_or(text);
    let mut reader = csv::Reader::from_reader(body.as_bytes());
    let headers = reader.headers().unwrap().clone();
    let pairs = |row: csv::StringRecord| {
        let cells = row.iter().map(str::to_owned);
        headers.iter().map(str::to_owned).zip(cells).collect()
    };
    reader.records().map(|row| pairs(row.unwrap())).collect()
}

fn cell<'a>(row: &'a [(String, String)], name: &str) -> &'a str {
    &row.iter().find(|(column, _)| column == name).unwrap_or_else(|| panic!("no {name}")).1
}

#[test]
fn a_table_comes_back_whole_and_runs_nothing() {
    let text = written("csv", hostile_set());
    assert!(text.starts_with('\u{FEFF}') && text.contains("\r\n"));
    let rows = rows(&text);
    assert_eq!(rows.len(), HOSTILE.len());
    for (row, text) in rows.iter().zip(HOSTILE) {
        for cell in [cell(row, "quote"), cell(row, "note")] {
            assert!(!cell.starts_with(['=', '+', '-', '@']), "{cell} would be run");
            assert_eq!(cell.strip_prefix('\'').unwrap_or(cell), text);
        }
    }
}

#[test]
fn a_row_stands_for_a_highlight_or_for_a_highlight_and_tag() {
    let desk = tides();
    let of = |rows: Rows| {
        let request = Request { rows, ..Request::default() };
        String::from_utf8(desk.written_with("csv", &request).bytes).unwrap()
    };
    assert_eq!(rows(&of(Rows::Highlight)).len(), 12);
    let by_tag = rows(&of(Rows::HighlightAndTag));
    // One note has two tags; those without any have a row all the same.
    assert_eq!(by_tag.len(), 13);
    let both: Vec<_> = by_tag
        .iter()
        .filter(|row| cell(row, "quote") == "丰水期")
        .map(|row| cell(row, "tag"))
        .collect();
    assert_eq!(both.len(), 2);
    assert!(both.contains(&"数据") && both.contains(&"带 空格"));
    assert!(
        by_tag.iter().any(|row| cell(row, "quote") == "早已习惯" && cell(row, "tag").is_empty())
    );
}

/// The cells of a workbook's sheet as text, and how many formulas there are.
pub(crate) fn sheet(file: &[u8]) -> (Vec<Vec<String>>, usize) {
    let mut strings = vec![];
    let mut is_text = false;
    read::xml(&read::part(file, "xl/sharedStrings.xml"), |event| match event {
        Xml::Start("si", _) => strings.push(String::new()),
        Xml::Start("t", _) => is_text = true,
        Xml::End("t") => is_text = false,
        Xml::Text(text) if is_text => strings.last_mut().unwrap().push_str(text),
        _ => {}
    });
    let (mut rows, mut n_formulas, mut kind, mut is_value) = (vec![], 0, String::new(), false);
    read::xml(&read::part(file, "xl/worksheets/sheet1.xml"), |event| match event {
        Xml::Start("row", _) => rows.push(vec![]),
        Xml::Start("f", _) => n_formulas += 1,
        Xml::Start("c", attributes) => {
            kind = attributes.get("t").cloned().unwrap_or_default();
            rows.last_mut().unwrap().push(String::new());
        }
        Xml::Start("v", _) => is_value = true,
        Xml::End("v") => is_value = false,
        Xml::Text(text) if is_value => {
            let value = match kind.as_str() {
                "s" => strings[text.parse::<usize>().unwrap()].clone(),
                _ => text.to_owned(),
            };
            rows.last_mut().unwrap().last_mut().unwrap().push_str(&value);
        }
        _ => {}
    });
    (rows, n_formulas)
}

#[test]
fn a_workbook_holds_every_cell_as_text_and_no_formula() {
    let file = bytes("xlsx", &of(hostile_set()), &Request::default());
    let (rows, n_formulas) = sheet(&file);
    assert_eq!(n_formulas, 0);
    let column = |name: &str| rows[0].iter().position(|header| header == name).unwrap();
    let (quote, note, tags) = (column("quote"), column("note"), column("tags"));
    assert_eq!(rows.len(), HOSTILE.len() + 1);
    for (row, text) in rows[1..].iter().zip(HOSTILE) {
        assert_eq!((row[quote].as_str(), row[note].as_str()), (text, text));
        assert_eq!(row[tags], "政策/复工");
    }
}

#[test]
fn places_are_numbers_in_a_workbook() {
    let (rows, _) = sheet(&tides().written("xlsx"));
    let start = rows[0].iter().position(|header| header == "start").unwrap();
    let quote = rows[0].iter().position(|header| header == "quote").unwrap();
    let desk = tides();
    for (row, note) in rows[1..].iter().zip(desk.notes()) {
        assert_eq!(row[quote], note.quote);
        assert_eq!(row[start], note.clean.unwrap().chars[0].to_string());
    }
}

#[test]
fn what_is_too_long_for_a_cell_is_cut_and_that_is_said() {
    let mut set = hostile_set();
    set.notes.truncate(1);
    set.notes[0].note = "长😀".repeat(20_000);
    let material = of(set);
    let (rows, _) = sheet(&bytes("xlsx", &material, &Request::default()));
    let note = rows[0].iter().position(|header| header == "note").unwrap();
    assert_eq!(rows[1][note].encode_utf16().count(), 32_767);
    let format = danhuang::exchange::format("xlsx").unwrap();
    let loss = danhuang::exchange::loss_report(format, &material).unwrap();
    assert!(loss.zh.contains("超出单元格上限"), "{loss:?}");
}

#[test]
fn readwise_finds_its_columns_and_tags() {
    let text = String::from_utf8(tides().written("readwise")).unwrap();
    assert!(text.starts_with(
        "\"Highlight\",\"Title\",\"Author\",\"URL\",\"Note\",\"Location\",\"Date\"\r\n"
    ));
    let rows = rows(&text);
    assert_eq!(rows.len(), 12);
    let one = rows.iter().find(|row| cell(row, "Highlight") == "丰水期").unwrap();
    assert_eq!(cell(one, "Title"), "潮汐与堤坝");
    let (tags, note) = cell(one, "Note").split_once('\n').unwrap();
    let mut tags: Vec<_> = tags.split(' ').collect();
    tags.sort_unstable();
    assert_eq!((tags.as_slice(), note), ([".带_空格", ".数据"].as_slice(), "在两处之内"));
    assert_eq!(cell(one, "Date"), "2023-11-14 22:13:20");
}

#[test]
fn cards_of_anki_stand_in_a_line_each_under_their_own_names() {
    let text = written("anki", hostile_set());
    let (head, lines): (Vec<_>, Vec<_>) = text.lines().partition(|line| line.starts_with('#'));
    assert!(head.contains(&"#guid column:1") && head.contains(&"#html:true"));
    assert_eq!(lines.len(), HOSTILE.len());
    let plain = |field: &str| {
        let pairs = [
            ("&lt;", "<"),
            ("&gt;", ">"),
            ("&quot;", "\""),
            ("&#39;", "'"),
            ("&#35;", "#"),
            ("&#61;", "="),
            ("&#43;", "+"),
            ("&#45;", "-"),
            ("&#64;", "@"),
            ("&amp;", "&"),
        ];
        pairs.iter().fold(field.to_owned(), |text, (from, to)| text.replace(from, to))
    };
    for (index, (line, words)) in lines.iter().zip(HOSTILE).enumerate() {
        let fields: Vec<_> = line.split('\t').collect();
        assert_eq!(fields.len(), 5, "{line}");
        assert!(!line.contains("&&"), "escaped twice: {line}");
        assert_eq!(fields[0], format!("01J{index:023}"));
        assert_eq!((plain(fields[1]), plain(fields[2])), (words.to_owned(), words.to_owned()));
        assert_eq!(fields[4], "政策::复工");
    }
}

/// Beginnings that spreadsheets run.
const RUN: [&str; 7] = ["=1+1", "+1", "-1", "@SUM(1)", "\t=1", "＝1", "－1"];

#[test]
fn no_table_has_a_cell_that_a_spreadsheet_runs() {
    let mut set = hostile_set();
    set.notes.truncate(RUN.len());
    let tags = RUN.map(|path| ExportTag {
        path: path.to_owned(),
        description: path.to_owned(),
        memo: path.to_owned(),
        ..ExportTag::default()
    });
    RUN[0].clone_into(&mut set.title);
    for (note, text) in set.notes.iter_mut().zip(RUN) {
        (note.quote, note.note) = (text.to_owned(), text.to_owned());
        note.tags = vec![text.to_owned()];
        note.heading = vec![text.to_owned()];
    }
    let material = Material { documents: vec![set], tags: tags.to_vec(), ..Material::default() };
    let is_run = |cell: &str| {
        cell.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'])
    };
    for id in ["csv", "codebook", "readwise"] {
        let text = String::from_utf8(bytes(id, &material, &Request::default())).unwrap();
        for row in rows(&text) {
            assert!(row.iter().all(|(_, cell)| !is_run(cell)), "{id}: {row:?}");
        }
        let format = danhuang::exchange::format(id).unwrap();
        let loss = danhuang::exchange::loss_report(format, &material).unwrap();
        assert!(loss.zh.contains("公式") && loss.en.contains("spreadsheet"), "{loss:?}");
    }
    let cards = String::from_utf8(bytes("anki", &material, &Request::default())).unwrap();
    for line in cards.lines().filter(|line| !line.starts_with('#')) {
        assert!(line.split('\t').all(|cell| !is_run(cell)), "{line}");
    }
    // What comes back is what was there.
    let text = String::from_utf8(bytes("codebook", &material, &Request::default())).unwrap();
    let back = codebook_rows::rows_from_csv(&text).unwrap();
    for (row, tag) in back.iter().zip(&tags) {
        assert_eq!(row.path.trim(), tag.path.trim());
    }
    let template = "{% for note in documents[0].notes %}{{ note.quote | csv }},{{ note.note | csv }}\n{% endfor %}";
    let request = Request { template: template.to_owned(), ..Request::default() };
    let text = String::from_utf8(bytes("template", &material, &request)).unwrap();
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(text.as_bytes());
    let records: Vec<_> = reader.records().map(Result::unwrap).collect();
    assert_eq!(records.len(), RUN.len());
    assert!(records.iter().all(|row| row.iter().all(|cell| !is_run(cell))), "{text}");
}

#[test]
fn the_codebook_has_the_columns_of_taguette_and_counts_what_is_used() {
    let theirs = include_str!("../../data/exchange/taguette/codebook-example.csv");
    let tag = |path: &str, description: &str| ExportTag {
        path: path.to_owned(),
        description: description.to_owned(),
        ..ExportTag::default()
    };
    let material = Material {
        documents: vec![hostile_set(), hostile_set()],
        tags: vec![tag("政策/复工", "逗号, 与\"引号\""), tag("没有用过", "")],
        ..Material::default()
    };
    let ours = String::from_utf8(bytes("codebook", &material, &Request::default())).unwrap();
    let names = |text: &str| rows(text)[0].iter().map(|(name, _)| name.clone()).collect::<Vec<_>>();
    let sorted = |mut names: Vec<String>| {
        names.sort();
        names
    };
    assert_eq!(sorted(names(&ours)), sorted(names(theirs)));
    // Taguette reads UTF-8 with the mark of byte order as a part of the first name.
    let mut reader = csv::Reader::from_reader(ours.as_bytes());
    let head = reader.headers().unwrap().clone();
    let is_path = |name: &&str| ["tag", "name", "path"].contains(name);
    assert_eq!(head.iter().filter(is_path).count(), 1, "{head:?}");
    assert!(head.iter().any(|name| name == "description"), "{head:?}");
    assert!(ours.starts_with('\u{FEFF}'), "spreadsheets know by it that it is UTF-8");
    let rows = rows(&ours);
    assert_eq!(rows.len(), 2);
    let counts = |row: &[(String, String)]| {
        [cell(row, "number of highlights").to_owned(), cell(row, "number of documents").to_owned()]
    };
    assert_eq!(cell(&rows[0], "description"), "逗号, 与\"引号\"");
    assert_eq!(counts(&rows[0]), [(2 * HOSTILE.len()).to_string(), "2".to_owned()]);
    assert_eq!(counts(&rows[1]), ["0", "0"]);
}
