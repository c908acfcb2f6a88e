//! The pictures of a PDF: where they stand in the text, which are none of it, and what hostile ones cost.

use std::fmt::Write as _;
use std::io::Write as _;

use danhuang::clean::CleanOptions;
use danhuang::document::{BlockKind, Document, content_hash};
use danhuang::import::limits::MOST_PDF_PIXELS;
use danhuang::import::{Fault, Imported, Warning, import};
use danhuang::text::{HintKind, PicturePlace};
use image::ImageFormat;

use crate::documents::{mutated, read};
use crate::noise::Random;
use crate::pdf::{lines, pdf_of};
use crate::pictures::picture;
use crate::same_article::{files, folder};

const FONT: &str = "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding /FirstChar 32 /LastChar 126 /Widths [WIDTHS] >>";

/// Lines of text from this height down.
fn text(x: f32, top: f32, texts: &[&str]) -> String {
    lines(x, top, 11.0, texts).iter().fold(String::new(), |mut page, (x, y, size, text)| {
        writeln!(page, "BT /F {size} Tf {x} {y} Td ({text}) Tj ET").unwrap();
        page
    })
}

/// A picture of two by two pixels of this letter, that is drawn in this box, from its lower left corner.
fn inline(letter: char, [x, y, width, height]: [f32; 4]) -> String {
    let pixels = letter.to_string().repeat(12);
    format!("q {width} 0 0 {height} {x} {y} cm BI /W 2 /H 2 /CS /RGB /BPC 8 ID {pixels} EI Q\n")
}

fn of(pages: &[String]) -> Imported {
    import("a.pdf", pdf_of(pages, FONT), None).unwrap()
}

const FULL: [&str; 2] = [
    "the first line of a paragraph runs to the margin",
    "and the second line of it does nearly the same xx",
];
const LAST: [&str; 2] =
    ["while a third keeps the measure of those above it", "and the last is short."];

#[test]
fn a_picture_stands_between_the_lines_where_it_is_drawn() {
    let page = [
        text(72.0, 760.0, &LAST),
        inline('a', [150.0, 560.0, 200.0, 150.0]),
        text(200.0, 540.0, &["Figure 1. A plain ground"]),
        text(72.0, 500.0, &LAST),
    ];
    let imported = of(&[page.concat()]);
    let paragraph = LAST.join(" ");
    let wanted = format!("{paragraph}\nFigure 1. A plain ground\n{paragraph}\n");
    assert_eq!(imported.text.as_str(), wanted);
    let [picture] = imported.pictures.as_slice() else { panic!("{:?}", imported.hints) };
    assert_eq!((picture.width, picture.height), (2, 2));
    assert_eq!(picture.pixels(2, 2).unwrap().rgba, b"aaa\xFF".repeat(4));
    let document = Document::of("a", content_hash(b""), imported, &CleanOptions::default());
    let block = document.blocks[1];
    assert_eq!((block.kind, block.picture), (BlockKind::Caption, Some(PicturePlace::Inside(0))));
}

#[test]
fn a_sentence_that_runs_on_below_a_picture_is_whole_and_columns_keep_theirs() {
    let run = [
        text(72.0, 760.0, &FULL),
        inline('a', [150.0, 560.0, 200.0, 150.0]),
        text(72.0, 540.0, &LAST),
    ];
    let whole = format!("{} {}", FULL.join(" "), LAST.join(" "));
    assert_eq!(of(&[run.concat()]).text.as_str(), format!("{whole}\n[Picture]\n"));
    // In the left of two columns: before what stands to its right.
    let words =
        ["so many words fill a line", "as there is room for it xx", "in a column of a page."];
    let all = |x: f32, top: f32| text(x, top, &words) + &text(x, top - 46.2, &words);
    let columns =
        [all(72.0, 760.0), inline('a', [72.0, 480.0, 140.0, 120.0]), all(320.0, 760.0)].concat();
    let imported = of(&[columns]);
    let lines: Vec<_> = imported.text.as_str().lines().map(str::len).collect();
    assert_eq!(imported.text.as_str().lines().nth(2), Some("[Picture]"), "{lines:?}");
    assert_eq!(lines.len(), 5);
}

#[test]
fn what_is_no_picture_of_the_text_is_left_out() {
    let words = text(72.0, 760.0, &LAST);
    let on = text(100.0, 400.0, &[FULL, LAST].concat());
    for (what, drawing) in [
        ("a sign", inline('a', [72.0, 500.0, 20.0, 20.0])),
        ("a rule", inline('a', [72.0, 500.0, 400.0, 2.0])),
        ("the ground of the page", inline('a', [0.0, 0.0, 595.0, 842.0])),
        ("the ground of a text", inline('a', [80.0, 340.0, 350.0, 90.0]) + &on),
        ("a mask", "q 200 0 0 200 72 400 cm BI /W 8 /H 1 /IM true ID a EI Q\n".to_owned()),
        ("outside of the page", inline('a', [700.0, 500.0, 200.0, 200.0])),
    ] {
        let imported = of(&[format!("{drawing}{words}")]);
        let is_picture =
            imported.hints.iter().any(|hint| matches!(hint.kind, HintKind::Picture(_)));
        assert!(!is_picture && imported.pictures.is_empty(), "{what}: {imported:?}");
    }
    // A logo of a running head, beside a picture of one page.
    let logo = inline('b', [72.0, 780.0, 60.0, 40.0]);
    let mut pages = vec![logo.clone() + &words; 3];
    pages.push(logo + &words + &inline('c', [72.0, 500.0, 100.0, 100.0]));
    let imported = of(&pages);
    assert_eq!(imported.pictures.len(), 1);
    assert_eq!(imported.text.as_str().matches("[Picture]").count(), 1);
}

#[test]
fn the_pictures_of_printed_pages_are_shown_under_their_captions() {
    let printed = [files("captions"), files("plates")].concat();
    let printed: Vec<_> = printed.into_iter().filter(|name| is_pdf(name)).collect();
    assert!(printed.len() >= 2);
    for name in printed {
        let imported = read(&name, &std::fs::read(folder().join(&name)).unwrap()).unwrap();
        let said = imported.hints.iter().filter_map(|hint| match hint.kind {
            HintKind::Picture(place) => Some((imported.text.get(hint.span), place)),
            _ => None,
        });
        let wanted = [
            ("图1 湖边的书店，一九九二年", PicturePlace::Inside(0)),
            ("图2 从桥上看书店", PicturePlace::Inside(1)),
        ];
        assert_eq!(said.collect::<Vec<_>>(), wanted, "{name}");
        let size = |at: usize| (imported.pictures[at].width, imported.pictures[at].height);
        assert_eq!((size(0), size(1)), ((320, 200), (300, 220)), "{name}");
        let pixels = imported.pictures[0].pixels(320, 200).unwrap();
        assert_eq!(pixels.rgba[..4], [200, 60, 50, 255], "{name}");
        assert_eq!(pixels.rgba[pixels.rgba.len() - 4..], [40, 70, 160, 255], "{name}");
    }
}

/// Whether a file is a PDF by its name.
fn is_pdf(name: &str) -> bool {
    std::path::Path::new(name).extension().is_some_and(|end| end == "pdf")
}

/// A page of text with a picture whose entries and bytes are these, drawn by `matrix`.
fn with_picture(matrix: &str, entries: &str, data: &[u8]) -> Vec<u8> {
    let content =
        format!("{}q {matrix} cm /P Do Q {}", text(72.0, 760.0, &LAST), text(72.0, 300.0, &LAST));
    let objects: [Vec<u8>; 6] = [
        b"<< /Type /Catalog /Pages 2 0 R >>".to_vec(),
        b"<< /Type /Pages /Kids [4 0 R] /Count 1 >>".to_vec(),
        FONT.replace("WIDTHS", &"500 ".repeat(95)).into_bytes(),
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 5 0 R /Resources << /Font << /F 3 0 R >> /XObject << /P 6 0 R >> >> >>".to_vec(),
        format!("<< /Length {} >>\nstream\n{content}\nendstream", content.len()).into_bytes(),
        [
            format!(
                "<< /Type /XObject /Subtype /Image {entries} /Length {} >>\nstream\n",
                data.len()
            )
            .as_bytes(),
            data,
            b"\nendstream",
        ]
        .concat(),
    ];
    let mut bytes = b"%PDF-1.4\n".to_vec();
    let mut places = Vec::new();
    for (index, object) in objects.iter().enumerate() {
        places.push(bytes.len());
        bytes.extend(format!("{} 0 obj\n", index + 1).bytes());
        bytes.extend(object);
        bytes.extend(b"\nendobj\n");
    }
    let start = bytes.len();
    bytes.extend(b"xref\n0 7\n0000000000 65535 f \n");
    places.iter().for_each(|place| bytes.extend(format!("{place:010} 00000 n \n").bytes()));
    bytes.extend(format!("trailer << /Size 7 /Root 1 0 R >>\nstartxref\n{start}\n%%EOF").bytes());
    bytes
}

const UPRIGHT: &str = "200 0 0 150 150 450";

fn deflated(bytes: impl Iterator<Item = Vec<u8>>) -> Vec<u8> {
    let mut writer = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::fast());
    bytes.for_each(|bytes| writer.write_all(&bytes).unwrap());
    writer.finish().unwrap()
}

const RGB: &str = "/ColorSpace /DeviceRGB /BitsPerComponent 8 /Filter /FlateDecode";

#[test]
fn a_photograph_is_handed_on_as_it_is_and_one_that_is_turned_is_turned() {
    let jpeg = picture(120, 80, ImageFormat::Jpeg);
    let entries =
        "/Width 120 /Height 80 /ColorSpace /DeviceRGB /BitsPerComponent 8 /Filter /DCTDecode";
    let imported = read("a.pdf", &with_picture(UPRIGHT, entries, &jpeg)).unwrap();
    assert_eq!(*imported.pictures[0].bytes, jpeg);
    // Red on the left, blue on the right; drawn with its left side down.
    let imported = read("a.pdf", &with_picture("0 300 -200 0 400 350", entries, &jpeg)).unwrap();
    let turned = &imported.pictures[0];
    assert_eq!((turned.width, turned.height), (80, 120));
    let pixels = turned.pixels(80, 120).unwrap().rgba;
    let (first, last) = (&pixels[..3], &pixels[pixels.len() - 4..]);
    assert!(first[2] > 200 && first[0] < 60 && last[0] > 200 && last[2] < 60, "{first:?} {last:?}");
}

#[test]
fn hostile_pictures_cost_no_word() {
    let small = "/Width 4 /Height 4";
    let bomb = deflated((0..1024).map(|_| vec![b'A'; 1 << 20]));
    let lies = deflated(std::iter::once(vec![7; 48]));
    let cases = [
        ("a bomb", format!("{small} {RGB}"), bomb.clone(), false),
        (
            "a bomb in a bomb",
            format!("{small} {}", RGB.replace("/FlateDecode", "[/FlateDecode /FlateDecode]")),
            bomb,
            false,
        ),
        ("a giant", format!("/Width 65535 /Height 65535 {RGB}"), lies.clone(), true),
        (
            "many colours",
            format!(
                "/Width 5000 /Height 5000 {}",
                RGB.replace("/DeviceRGB", "[/DeviceN [/a /b] /DeviceRGB << >>]")
            ),
            lies.clone(),
            false,
        ),
        ("too short", format!("/Width 4000 /Height 4000 {RGB}"), lies.clone(), false),
        (
            "no picture",
            "/Width 90 /Height 90 /ColorSpace /DeviceRGB /BitsPerComponent 8 /Filter /DCTDecode"
                .to_owned(),
            b"\xFF\xD8\xFF".to_vec(),
            false,
        ),
        (
            "a swollen photograph",
            "/Width 9 /Height 9 /ColorSpace /DeviceCMYK /BitsPerComponent 8 /Filter /DCTDecode"
                .to_owned(),
            swollen(),
            false,
        ),
        ("unknown", format!("{small} {}", RGB.replace("Flate", "JPX")), lies, false),
        ("a fax as long as a wall", fax("/K -1 /Columns 60000", "/Height 60000"), vec![0], false),
        ("a fax of wide rows", fax("/K -1 /Columns 99999999", "/Height 64"), vec![0], false),
        ("a region of four thousand million points", packed("JBIG2", 100, 64), endless(), true),
    ];
    for (what, entries, data, is_told) in cases {
        let imported = read("a.pdf", &with_picture(UPRIGHT, &entries, &data));
        let imported = imported.unwrap_or_else(|error| panic!("{what}: {error:?}"));
        let told: &[Warning] =
            if is_told { &[Warning::Partly(Fault::PicturesLeftOut)] } else { &[] };
        assert_eq!(imported.warnings, told, "{what}");
        let paragraph = LAST.join(" ");
        assert_eq!(
            imported.text.as_str(),
            format!("{paragraph}\n[Picture]\n{paragraph}\n"),
            "{what}"
        );
    }
}

/// The entries of a picture of so many points that is packed so.
fn packed(how: &str, width: u32, height: u32) -> String {
    let space = if how == "JPX" { "" } else { "/ColorSpace /DeviceGray /BitsPerComponent 1" };
    format!("/Width {width} /Height {height} {space} /Filter /{how}Decode")
}

/// The entries of a facsimile, with its parameters and its height.
fn fax(parameters: &str, height: &str) -> String {
    format!(
        "/Width 100 {height} /ColorSpace /DeviceGray /BitsPerComponent 1 /Filter /CCITTFaxDecode /DecodeParms << {parameters} >>"
    )
}

/// The bytes of a picture that another program packed.
fn of_file(name: &str) -> Vec<u8> {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/packed");
    std::fs::read(folder.join(name)).unwrap()
}

/// A few bytes of JBIG2 that are unpacked for minutes: a page, and on it a region of which nothing is written.
fn endless() -> Vec<u8> {
    let side = [0, 0, 0xFF, 0xFF];
    let head =
        |number: u8, kind: u8, length: u8| vec![0, 0, 0, number, kind, 0, 1, 0, 0, 0, length];
    let page = [&[0, 0, 0, 100, 0, 0, 0, 64][..], &[0; 11]].concat();
    let at = [3, 0xFF, 0xFD, 0xFF, 2, 0xFE, 0xFE, 0xFE];
    let region = [&side[..], &side, &[0; 9], &[0], &at, &[0; 4]].concat();
    [head(0, 48, 19), page, head(1, 38, region.len() as u8), region].concat()
}

#[test]
fn pictures_as_scanners_and_archives_pack_them_are_shown() {
    let group = |k: i32| fax(&format!("/K {k} /Columns 100"), "/Height 64");
    let (red, blue, black, white) = ([220, 30, 20], [20, 40, 220], [0; 3], [255; 3]);
    let grey = |rgb: [u8; 3]| {
        [(rgb.map(u32::from)
            .into_iter()
            .zip([299, 587, 114])
            .map(|(part, weight)| part * weight)
            .sum::<u32>()
            / 1000) as u8; 3]
    };
    for (name, entries, first, last) in [
        ("photo.jp2", packed("JPX", 120, 80), red, blue),
        ("grey.j2k", packed("JPX", 120, 80), grey(red), grey(blue)),
        ("drawing.g4", group(-1), black, white),
        ("drawing.g3", group(0), black, white),
        ("drawing.jb2", packed("JBIG2", 100, 64), black, white),
    ] {
        let imported = read("a.pdf", &with_picture(UPRIGHT, &entries, &of_file(name))).unwrap();
        assert_eq!(imported.warnings, [], "{name}");
        let [picture] = imported.pictures.as_slice() else { panic!("{name}: no picture") };
        let (width, height) = (picture.width, picture.height);
        assert!(matches!((width, height), (120, 80) | (100, 64)), "{name}");
        let pixels = picture.pixels(width, height).unwrap().rgba;
        let at = |x: u32, y: u32| &pixels[((y * width + x) * 4) as usize..][..3];
        let is_like = |seen: &[u8], wanted: [u8; 3]| {
            seen.iter().zip(wanted).all(|(seen, wanted)| seen.abs_diff(wanted) < 12)
        };
        // Within the box of the drawing, and in the hole of its ring.
        assert!(is_like(at(20, 30), first), "{name}: {:?}", at(20, 30));
        assert!(is_like(at(75, 32), last), "{name}: {:?}", at(75, 32));
    }
}

/// A photograph whose head says that it is larger than may be.
fn swollen() -> Vec<u8> {
    let mut bytes = picture(16, 16, ImageFormat::Jpeg);
    let at = bytes.windows(2).position(|marker| marker == [0xFF, 0xC0]).unwrap();
    bytes[at + 5..at + 9].copy_from_slice(&[0xFF, 0xFF, 0xFF, 0xFF]);
    bytes
}

#[test]
fn pictures_larger_than_a_page_are_made_smaller() {
    let side = 2_500;
    let row = vec![200; side * 3];
    let data = deflated((0..side).map(|_| row.clone()));
    let entries = format!("/Width {side} /Height {side} {RGB}");
    let imported = read("a.pdf", &with_picture(UPRIGHT, &entries, &data)).unwrap();
    assert_eq!((imported.pictures[0].width, imported.pictures[0].height), (2_000, 2_000));
}

#[test]
fn more_pixels_than_are_unpacked_are_frames_and_that_is_said() {
    let side = 3_500;
    let large = |letter: char, y: f32| {
        inline(letter, [150.0, y, 100.0, 100.0])
            .replace("/W 2 /H 2", &format!("/W {side} /H {side}"))
    };
    let page = [
        text(72.0, 760.0, &LAST),
        large('a', 600.0),
        large('b', 450.0),
        large('c', 300.0),
        text(72.0, 200.0, &LAST),
    ];
    let imported = of(&[page.concat()]);
    assert!((side * side * 2..side * side * 3).contains(&MOST_PDF_PIXELS));
    assert_eq!(imported.warnings, [Warning::Partly(Fault::PicturesLeftOut)]);
    assert_eq!(imported.text.as_str().matches("[Picture]").count(), 3);
    assert!(imported.pictures.len() <= 2);
}

#[test]
fn mutated_pictures_do_no_harm() {
    let jpeg = picture(120, 80, ImageFormat::Jpeg);
    let plain = deflated((0..40).map(|_| vec![9; 120]));
    let seeds = [
        with_picture(
            UPRIGHT,
            "/Width 120 /Height 80 /ColorSpace /DeviceRGB /BitsPerComponent 8 /Filter /DCTDecode",
            &jpeg,
        ),
        with_picture(UPRIGHT, &format!("/Width 40 /Height 40 {RGB}"), &plain),
    ];
    let mut random = Random(11);
    for n in 0..200 {
        drop(import("a.pdf", mutated(&seeds[n % 2], &mut random), None));
    }
    // What these do to the process that unpacks them costs no word.
    for (name, entries) in [
        ("photo.jp2", packed("JPX", 120, 80)),
        ("grey.j2k", packed("JPX", 120, 80)),
        ("drawing.jb2", packed("JBIG2", 100, 64)),
        ("drawing.g4", fax("/K -1 /Columns 100", "/Height 64")),
    ] {
        let bytes = of_file(name);
        for _ in 0..30 {
            let file = with_picture(UPRIGHT, &entries, &mutated(&bytes, &mut random));
            let imported = read("a.pdf", &file).unwrap_or_else(|error| panic!("{name}: {error:?}"));
            assert_eq!(imported.text.as_str().matches(LAST[1]).count(), 2, "{name}");
        }
    }
}
