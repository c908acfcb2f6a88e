//! PDF: the order of reading, what pages add, what cannot be read.

use danhuang::clean::CleanOptions;
use danhuang::document::Document;
use danhuang::import::{Fault, Format, ImportError, Imported, Warning, import};
use danhuang::text::HintKind;

use crate::documents::{mutated, read, survives_mutation};
use crate::noise::Random;

/// Words at a place: x and y in points from the lower left corner, the size, the text.
pub(crate) type Words<'a> = (f32, f32, f32, &'a str);

/// A PDF of pages with Latin words in Helvetica.
fn pdf(pages: &[Vec<Words<'_>>]) -> Vec<u8> {
    let contents: Vec<String> = pages.iter().map(|page| content(page)).collect();
    pdf_of(&contents, HELVETICA)
}

/// A font whose letters all have the width of half an em.
pub(crate) const HELVETICA: &str = "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding \
    /FirstChar 32 /LastChar 126 /Widths [WIDTHS] >>";

/// What draws these words.
pub(crate) fn content(words: &[Words<'_>]) -> String {
    let show = |(x, y, size, text): &Words<'_>| {
        format!(
            "BT /F {size} Tf {x} {y} Td ({}) Tj ET\n",
            text.replace('(', "\\(").replace(')', "\\)")
        )
    };
    words.iter().map(show).collect()
}

/// A PDF of pages with these contents, and a font called F.
pub(crate) fn pdf_of(contents: &[String], font: &str) -> Vec<u8> {
    pdf_with(contents, font, "", "")
}

/// The same with further entries of its catalog and its trailer.
pub(crate) fn pdf_with(contents: &[String], font: &str, catalog: &str, trailer: &str) -> Vec<u8> {
    let widths = "500 ".repeat(95);
    let n_pages = contents.len();
    let kids: Vec<String> = (0..n_pages).map(|page| format!("{} 0 R", 4 + page * 2)).collect();
    let mut objects = vec![
        format!("<< /Type /Catalog /Pages 2 0 R {catalog} >>"),
        format!("<< /Type /Pages /Kids [{}] /Count {n_pages} >>", kids.join(" ")),
        font.replace("WIDTHS", widths.trim()),
    ];
    for (page, content) in contents.iter().enumerate() {
        objects.push(format!(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {} 0 R /Resources << /Font << /F 3 0 R >> >> >>",
            5 + page * 2
        ));
        objects.push(format!("<< /Length {} >>\nstream\n{content}\nendstream", content.len()));
    }
    let mut bytes = b"%PDF-1.4\n".to_vec();
    let mut places = Vec::new();
    for (index, object) in objects.iter().enumerate() {
        places.push(bytes.len());
        bytes.extend(format!("{} 0 obj\n{object}\nendobj\n", index + 1).bytes());
    }
    let start = bytes.len();
    bytes.extend(format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1).bytes());
    places.iter().for_each(|place| bytes.extend(format!("{place:010} 00000 n \n").bytes()));
    let size = objects.len() + 1;
    bytes.extend(
        format!("trailer << /Size {size} /Root 1 0 R {trailer} >>\nstartxref\n{start}\n%%EOF")
            .bytes(),
    );
    bytes
}

/// The lines of a paragraph, one below the other, with the leading of its size.
pub(crate) fn lines<'a>(x: f32, top: f32, size: f32, texts: &[&'a str]) -> Vec<Words<'a>> {
    let place =
        |(index, text): (usize, &&'a str)| (x, top - index as f32 * size * 1.4, size, *text);
    texts.iter().enumerate().map(place).collect()
}

fn imported(pages: &[Vec<Words<'_>>]) -> Imported {
    import("a.pdf", pdf(pages), None).unwrap()
}

fn clean(pages: &[Vec<Words<'_>>]) -> String {
    let document = Document::new("a.pdf", pdf(pages), None, &CleanOptions::default()).unwrap();
    document.cleaned.text.as_str().to_owned()
}

const A: [&str; 4] = [
    "the first line of a paragraph runs to the margin",
    "and the second line of it does nearly the same xx",
    "while a third keeps the measure of those above it",
    "and the last is short.",
];
const B: [&str; 3] = [
    "another paragraph begins here and fills the line",
    "so that its second line is as wide as the others",
    "are, until it ends.",
];

#[test]
fn lines_are_joined_to_paragraphs_and_words_parted() {
    let page = [lines(72.0, 760.0, 11.0, &A), lines(72.0, 690.0, 11.0, &B)].concat();
    let text = clean(&[page]);
    assert_eq!(text.trim_end(), format!("{}\n{}", A.join(" "), B.join(" ")));
}

#[test]
fn columns_are_read_one_behind_the_other() {
    let mut page = lines(72.0, 780.0, 20.0, &["A Heading over both of the columns"]);
    page.extend(lines(60.0, 740.0, 9.0, &A));
    page.extend(lines(60.0, 680.0, 9.0, &B));
    page.extend(lines(310.0, 740.0, 9.0, &B));
    page.extend(lines(310.0, 690.0, 9.0, &A));
    let text = clean(&[page]);
    let paragraphs = [A.join(" "), B.join(" "), B.join(" "), A.join(" ")];
    assert_eq!(
        text.trim_end(),
        format!("A Heading over both of the columns\n{}", paragraphs.join("\n"))
    );
}

#[test]
fn a_table_is_read_row_by_row() {
    let row = |y: f32, cells: [&'static str; 3]| {
        cells
            .iter()
            .enumerate()
            .map(|(index, cell)| (72.0 + index as f32 * 150.0, y, 11.0, *cell))
            .collect::<Vec<_>>()
    };
    let mut page = lines(72.0, 760.0, 11.0, &A);
    page.extend(row(680.0, ["Year", "Books", "Readers"]));
    page.extend(row(664.0, ["2023", "1200", "77"]));
    page.extend(row(648.0, ["2024", "1310", "81"]));
    let imported = imported(&[page]);
    assert!(
        imported.text.as_str().ends_with("Year\tBooks\tReaders\n2023\t1200\t77\n2024\t1310\t81\n"),
        "{}",
        imported.text.as_str()
    );
    assert!(imported.hints.iter().any(|hint| matches!(hint.kind, HintKind::Table(_))));
}

#[test]
fn entries_of_contents_signatures_and_verse_stay_lines() {
    let entry = |name: &str, number: &str| {
        format!("{name}{}{number}", ".".repeat(49 - name.len() - number.len()))
    };
    let entries = [
        entry("1 Introduction", "1"),
        entry("2 The works by the river", "12"),
        entry("Index", "iv"),
    ];
    let mut page = lines(72.0, 780.0, 11.0, &entries.each_ref().map(String::as_str));
    page.extend(lines(72.0, 700.0, 11.0, &A));
    page.extend([
        (237.0, 600.0, 11.0, "The office of works"),
        (248.0, 585.0, 11.0, "9 July 2021, Lake"),
    ]);
    page.push((72.0, 570.0, 11.0, "(to be made public)"));
    let source = imported(&[page]);
    let whole = A.join(" ");
    let wanted =
        [&entries[0], &entries[1], &entries[2], &whole, "The office of works", "9 July 2021, Lake"];
    let found: Vec<_> = source.text.as_str().lines().collect();
    assert_eq!(found, [&wanted[..], &["(to be made public)"]].concat());
    // In the middle of the page, all lines of it short.
    let verse = ["the tide went out", "and left a line", "that nobody reads", "it comes again"];
    let middle = |(index, text): (usize, &&'static str)| {
        (297.0 - text.len() as f32 * 2.75, 700.0 - index as f32 * 15.0, 11.0, *text)
    };
    assert_eq!(
        clean(&[verse.iter().enumerate().map(middle).collect()]).lines().collect::<Vec<_>>(),
        verse
    );
}

#[test]
fn headings_are_known_by_their_size() {
    let mut page = lines(72.0, 780.0, 24.0, &["The Title"]);
    page.extend(lines(72.0, 740.0, 16.0, &["Part One"]));
    page.extend(lines(72.0, 710.0, 11.0, &A));
    page.extend(lines(72.0, 630.0, 16.0, &["Part Two"]));
    page.extend(lines(72.0, 600.0, 11.0, &B));
    let document = Document::new("a.pdf", pdf(&[page]), None, &CleanOptions::default()).unwrap();
    assert_eq!(document.title(), "The Title");
    let headings: Vec<_> =
        document.outline.headings.iter().map(|heading| heading.text.as_str()).collect();
    assert_eq!(headings, ["Part One", "Part Two"]);
}

#[test]
fn what_pages_add_is_taken_away_and_a_paragraph_runs_on_over_them() {
    let number = ["1", "2", "3", "4"];
    let texts = [[A[0], A[1], A[2]], [B[0], B[1], A[0]], [A[2], B[1], A[1]], [B[1], A[0], A[3]]];
    let pages: Vec<_> = (0..4)
        .map(|index| {
            let mut page =
                vec![(220.0, 815.0, 9.0, "Journal of Rivers"), (290.0, 30.0, 9.0, number[index])];
            page.extend(lines(72.0, 760.0, 11.0, &texts[index]));
            page
        })
        .collect();
    let text = clean(&pages);
    let whole = texts.concat().join(" ");
    assert_eq!(text.trim_end(), whole);
    // They stay in the source, so that they can be looked at.
    let source = imported(&pages);
    assert_eq!(source.text.as_str().matches("Journal of Rivers").count(), 4);
}

#[test]
fn heads_of_chapters_are_known_by_the_pages_number_beside_them() {
    let heads = ["1", "2    Rivers", "Towers    3", "4    Rivers", "Bridges    5", "vi"];
    let texts =
        [[A[0], A[1]], [A[2], B[0]], [B[1], A[0]], [A[1], B[1]], [A[2], A[1]], [B[0], A[3]]];
    let page = |index: usize| {
        let mut page = vec![(72.0, 815.0, 9.0, heads[index])];
        page.extend(lines(72.0, 760.0, 11.0, &texts[index]));
        page
    };
    let pages: Vec<_> = (0..6).map(page).collect();
    assert_eq!(clean(&pages).trim_end(), texts.concat().join(" "));
}

#[test]
fn a_word_that_a_line_end_parted_is_whole_again() {
    let page = lines(
        72.0,
        760.0,
        11.0,
        &[
            "the well-known example of a word that an end of a line inter-",
            "rupted is put together, and one that is written so, a well-",
            "known thing, keeps its hyphen where the line ends behind it.",
        ],
    );
    let text = clean(&[page]);
    assert!(text.contains("interrupted") && text.contains("a well-known thing"), "{text}");
}

#[test]
fn figures_that_browsers_raise_and_lower_stay_so() {
    let mut page = lines(72.0, 760.0, 12.0, &["the town has 5 x 10", "and the water is H"]);
    // Five sixths as large, as browsers set them.
    page.extend([(186.0, 764.3, 10.0, "6"), (192.0, 760.0, 12.0, "people in all its streets")]);
    page.extend([(180.0, 740.5, 10.0, "2"), (186.0, 743.2, 12.0, "O as everywhere in the land.")]);
    let text = clean(&[page]);
    assert!(text.contains("5 x 10⁶") && text.contains("H₂O as"), "{text}");
}

#[test]
fn raised_numbers_are_told_from_the_text() {
    let mut page = lines(72.0, 760.0, 11.0, &A);
    // Behind the last word of the third line, and behind the last.
    page.push((72.0 + 49.0 * 5.5, 760.0 - 2.0 * 15.4 + 4.0, 6.0, "1"));
    page.push((72.0 + 22.0 * 5.5, 760.0 - 3.0 * 15.4 + 4.0, 6.0, "9"));
    page.extend(lines(72.0, 100.0, 8.0, &["1 A note at the foot of the page."]));
    let text = imported(&[page]).text.as_str().to_owned();
    assert!(text.contains("above it[1] and the last is short.⁹\n"), "{text}");
    assert!(text.ends_with("[1] A note at the foot of the page.\n"), "{text}");
}

#[test]
fn a_note_whose_number_is_raised_before_it_is_one_line() {
    let bytes = include_bytes!("../data/import/notes.libreoffice.pdf");
    let text = import("a.pdf", bytes.as_slice(), None).unwrap();
    let text = text.text.as_str();
    assert!(text.contains("测站[1]，") && text.contains("也不例外[2]。"), "{text}");
    let notes = "[1] 见水库志第三章。\n[2] 据测站的日记。\n[3] 年鉴今存县图书馆。\n";
    assert!(text.contains(notes), "{text}");
}

#[test]
fn a_scanned_or_locked_or_odd_file_is_named_as_what_it_is() {
    let picture = "q 100 0 0 100 0 0 cm BI /W 1 /H 1 /CS /G /BPC 8 ID x EI Q".to_owned();
    let scanned = pdf_of(&[picture.clone(), picture.clone()], "<< >>");
    let mut unknown = pdf_of(
        &["BT /F 12 Tf 72 700 Td <00410042004300440045> Tj ET".to_owned()],
        "<< /Type /Font /Subtype /Type0 /BaseFont /X /Encoding /Identity-H /DescendantFonts [<< /Type /Font /Subtype /CIDFontType2 /BaseFont /X /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> >>] >>",
    );
    let cases = [
        (scanned, Fault::Scanned),
        (std::mem::take(&mut unknown), Fault::Unreadable),
        (b"%PDF-1.4\nnothing".to_vec(), Fault::Damaged),
        (include_bytes!("../data/import/locked.qpdf.pdf").to_vec(), Fault::Encrypted),
    ];
    for (bytes, fault) in cases {
        assert_eq!(read("a.pdf", &bytes).map(|_| ()).unwrap_err(), ImportError::Faulty(fault));
    }
    let mixed = pdf_of(
        &[format!("BT /F 12 Tf 72 700 Td ({}) Tj ET", A[0]), picture],
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    );
    let imported = read("a.pdf", &mixed).unwrap();
    assert_eq!(imported.warnings, [Warning::Partly(Fault::SomeScanned)]);
    assert_eq!((imported.format, imported.text.as_str().trim_end()), (Format::Pdf, A[0]));
}

#[test]
fn hostile_pages_end_soon() {
    let font = "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>";
    let text = "BT /F 12 Tf 72 700 Td (text that is shown) Tj ET";
    let cases = [
        format!("{}{text}", "q ".repeat(1_000_000)),
        format!("{text}{}", " Q".repeat(1_000_000)),
        format!("{text} BT /F 1 Tf {} ET", "1 1 Td (a) Tj ".repeat(100_000)),
        format!("{text} {}", "[".repeat(200_000)),
    ];
    for content in cases {
        let imported = read("a.pdf", &pdf_of(&[content], font));
        assert!(
            imported.is_ok_and(|imported| imported.text.as_str().contains("text that is shown"))
        );
    }
}

#[test]
fn mutated_pdfs_do_no_harm() {
    let page = [lines(72.0, 760.0, 11.0, &A), lines(320.0, 690.0, 9.0, &B)].concat();
    let seed = pdf(&[page.clone(), page]);
    survives_mutation("a.pdf", std::slice::from_ref(&seed));
    let mut random = Random(3);
    for _ in 0..crate::documents::n_mutations(100) {
        drop(import("a.pdf", mutated(&seed, &mut random), None));
    }
}
