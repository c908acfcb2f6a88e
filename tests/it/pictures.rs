//! Pictures in documents: each format that holds them, what stands for those it does not hold, and the limits.

use std::fmt::Write as _;
use std::io::Cursor;

use base64::Engine as _;
use danhuang::clean::CleanOptions;
use danhuang::document::{BlockKind, Document, content_hash};
use danhuang::import::limits::{MOST_PICTURE_PIXELS, MOST_PICTURES};
use danhuang::import::{Fault, Imported, Warning};
use danhuang::text::{HintKind, PicturePlace};
use image::{ImageFormat, RgbaImage};

use crate::cli::{command, stderr, stdout};
use crate::documents::{read, survives_mutation, zipped};

fn base64(bytes: &[u8]) -> String {
    base64::engine::general_purpose::STANDARD.encode(bytes)
}

/// A picture whose left half is red and whose right half is blue.
pub(crate) fn picture(width: u32, height: u32, format: ImageFormat) -> Vec<u8> {
    let color = |x| if x < width / 2 { [255, 0, 0, 255] } else { [0, 0, 255, 255] };
    let picture = RgbaImage::from_fn(width, height, |x, _| image::Rgba(color(x)));
    let mut bytes = Cursor::new(Vec::new());
    let picture = image::DynamicImage::from(picture);
    if format == ImageFormat::Jpeg {
        picture.to_rgb8().write_to(&mut bytes, format).unwrap();
    } else {
        picture.write_to(&mut bytes, format).unwrap();
    }
    bytes.into_inner()
}

fn png() -> Vec<u8> {
    picture(120, 80, ImageFormat::Png)
}

const CONTAINER: &[u8] = b"<container><rootfile full-path='OEBPS/c.opf'/></container>";

fn epub(page: &str, png: &[u8]) -> Vec<u8> {
    let package = "<package><manifest><item id='a' href='t/a.xhtml' media-type='application/xhtml+xml'/>\
        <item id='p' href='p/a.png' media-type='image/png'/></manifest><spine><itemref idref='a'/></spine></package>";
    zipped(&[
        ("META-INF/container.xml", CONTAINER),
        ("OEBPS/c.opf", package.as_bytes()),
        ("OEBPS/t/a.xhtml", page.as_bytes()),
        ("OEBPS/p/a.png", png),
    ])
}

fn docx(drawing: &str, png: &[u8]) -> Vec<u8> {
    let document = format!(
        "<w:document><w:body><w:p><w:r><w:t>湖边的书店开了三十年。</w:t></w:r></w:p><w:p><w:r>{drawing}</w:r></w:p>\
         <w:p><w:r><w:t>老板说生意不好。</w:t></w:r></w:p></w:body></w:document>"
    );
    let links = "<Relationships><Relationship Id='r7' Type='http://x/relationships/image' Target='media/a.png'/></Relationships>";
    zipped(&[
        ("word/document.xml", document.as_bytes()),
        ("word/_rels/document.xml.rels", links.as_bytes()),
        ("word/media/a.png", png),
    ])
}

const DRAWING: &str = "<w:drawing><wp:inline><wp:extent cx='2000000' cy='1500000'/><wp:docPr name='图片 1' descr='书店的门'/>\
    <a:blip r:embed='r7'/></wp:inline></w:drawing>";

fn odt(image: &str, entries: &[(&str, &[u8])]) -> Vec<u8> {
    let content = format!(
        "<office:document-content><office:body><office:text><text:p>湖边的书店开了三十年。</text:p>\
         <text:p><draw:frame svg:height='5cm'>{image}<svg:title>a.png</svg:title><svg:desc>书店的门</svg:desc></draw:frame></text:p>\
         <text:p>老板说生意不好。</text:p></office:text></office:body></office:document-content>"
    );
    if entries.is_empty() {
        return content.replace("document-content", "document").into_bytes();
    }
    let mut all: Vec<(&str, &[u8])> = vec![
        ("mimetype", b"application/vnd.oasis.opendocument.text"),
        ("content.xml", content.as_bytes()),
    ];
    all.extend(entries);
    zipped(&all)
}

fn fb2(png: &[u8]) -> Vec<u8> {
    format!(
        "<FictionBook><body><section><p>湖边的书店开了三十年。</p><image l:href='#a' alt='书店的门'/><p>老板说生意不好。</p></section></body>\
         <binary id='a' content-type='image/png'>{}</binary></FictionBook>",
        base64(png)
    )
    .into_bytes()
}

const XHTML: &str = "<html><body><p>湖边的书店开了三十年。</p><div><img src='../p/a.png' alt='书店的门'/></div><p>老板说生意不好。</p></body></html>";

/// The same text in every format that holds pictures.
fn files() -> Vec<(&'static str, Vec<u8>)> {
    let png = png();
    let address = format!("data:image/png;base64,{}", base64(&png));
    let page = format!(
        "<p>湖边的书店开了三十年。</p><figure><img alt='书店的门' src='{address}'></figure><p>老板说生意不好。</p>"
    );
    let markdown =
        format!("湖边的书店开了三十年。\n\n![书店的门]({address})\n\n老板说生意不好。\n");
    let packed = "<draw:image xlink:href='Pictures/a.png'/>";
    let written = format!(
        "<draw:image><office:binary-data>{}</office:binary-data></draw:image>",
        base64(&png)
    );
    vec![
        ("a.html", page.into_bytes()),
        ("a.md", markdown.into_bytes()),
        ("a.epub", epub(XHTML, &png)),
        ("a.docx", docx(DRAWING, &png)),
        ("a.odt", odt(packed, &[("Pictures/a.png", &png)])),
        ("a.fodt", odt(&written, &[])),
        ("a.fb2", fb2(&png)),
    ]
}

fn document(name: &str, imported: Imported) -> Document {
    Document::of(name, content_hash(b""), imported, &CleanOptions::default())
}

#[test]
fn a_picture_in_the_file_is_a_paragraph_of_its_words_with_its_pixels() {
    for (name, bytes) in files() {
        let imported = read(name, &bytes).unwrap();
        assert_eq!(imported.warnings, [], "{name}");
        let document = document(name, imported);
        let text = document.cleaned.text.as_str();
        let lines: Vec<_> = text.lines().filter(|line| !line.is_empty()).collect();
        assert_eq!(lines, ["湖边的书店开了三十年。", "书店的门", "老板说生意不好。"], "{name}");
        let block = document.blocks[1];
        assert_eq!((block.kind, block.picture), (BlockKind::Body, Some(PicturePlace::Inside(0))));
        assert_eq!(document.outline.headings, [], "{name}");
        let [picture] = document.imported.pictures.as_slice() else { panic!("{name}") };
        assert_eq!((picture.width, picture.height), (120, 80), "{name}");
        let pixels = picture.pixels(60, 40).unwrap();
        assert_eq!((pixels.width, pixels.height, pixels.rgba.len()), (60, 40, 60 * 40 * 4));
        assert_eq!(pixels.rgba[..4], [255, 0, 0, 255], "{name}");
        assert_eq!(pixels.rgba[pixels.rgba.len() - 4..], [0, 0, 255, 255], "{name}");
        // No larger than it is.
        assert_eq!(picture.pixels(600, 400).unwrap().width, 120);
    }
}

#[test]
fn the_four_kinds_of_pictures_are_decoded() {
    for format in [ImageFormat::Png, ImageFormat::Jpeg, ImageFormat::Gif, ImageFormat::WebP] {
        let page = XHTML.replace("alt='书店的门'", "alt='image.png'");
        let bytes = epub(&page, &picture(100, 70, format));
        let imported = read("a.epub", &bytes).unwrap();
        assert!(imported.text.as_str().contains("\n〔图〕\n"), "{format:?}");
        let pixels = imported.pictures[0].pixels(50, 35).unwrap();
        let first = &pixels.rgba[..3];
        assert!(first[0] > 230 && first[1] < 25 && first[2] < 25, "{format:?} {first:?}");
    }
}

fn places(imported: &Imported) -> Vec<(&str, PicturePlace)> {
    let place = |hint: &danhuang::text::Hint<danhuang::text::Source>| match hint.kind {
        HintKind::Picture(place) => Some((imported.text.get(hint.span), place)),
        _ => None,
    };
    imported.hints.iter().filter_map(place).collect()
}

#[test]
fn a_picture_that_is_elsewhere_is_a_frame_with_its_words() {
    let elsewhere = PicturePlace::Elsewhere;
    let page = "<p>The river ran past the tower.</p><p><img src='http://a.b/c.jpg'></p><figure><img src='c_files/d.png' alt='The tower'>\
        <figcaption>Seen from the bridge</figcaption></figure><p>The people came down.</p>";
    let imported = read("a.html", page.as_bytes()).unwrap();
    assert_eq!(places(&imported), [("[Picture]", elsewhere), ("The tower", elsewhere)]);
    assert!(imported.text.as_str().contains("The tower\nSeen from the bridge\n"));
    // What a page says of a picture stands for it; a picture of which nothing is said has a sign.
    let page = "<p>书店。</p><figure><a href='b'><img src='b.jpg'></a><figcaption> <b>湖</b>面 </figcaption></figure>\
        <figure><img src='c.jpg'><figcaption></figcaption></figure><p>老板。</p>";
    let imported = read("a.html", page.as_bytes()).unwrap();
    assert_eq!(imported.text.as_str(), "书店。\n湖面\n〔图〕\n老板。\n");
    assert_eq!(places(&imported), [("湖面", elsewhere), ("〔图〕", elsewhere)]);
    let strong = imported.hints.iter().find(|hint| hint.kind == HintKind::Strong).unwrap();
    assert_eq!(imported.text.get(strong.span), "湖");
    let markdown = "湖边的书店。\n![](http://a.b/c.png)\n老板。\n";
    let document = document("a.md", read("a.md", markdown.as_bytes()).unwrap());
    assert_eq!(document.cleaned.text.as_str(), "湖边的书店。\n〔图〕\n老板。");
    assert_eq!(document.blocks[1].picture, Some(elsewhere));
    // What leads out of the book, what is missing and what is no picture are not shown, and refuse nothing.
    for address in ["../../../etc/passwd", "http://a.b/c.png", "gone.png", "a.xhtml"] {
        let bytes = epub(&XHTML.replace("../p/a.png", address), &png());
        let imported = read("a.epub", &bytes).unwrap();
        assert_eq!(places(&imported), [("书店的门", elsewhere)], "{address}");
        assert_eq!(imported.pictures, [], "{address}");
    }
    let damaged = docx(DRAWING, b"\x89PNG\r\n\x1A\nno more");
    assert_eq!(places(&read("a.docx", &damaged).unwrap()), [("书店的门", elsewhere)]);
}

#[test]
fn what_stands_around_a_text_brings_no_frames_and_signs_stay_among_their_words() {
    let small = base64(&picture(20, 20, ImageFormat::Png));
    let page = format!(
        "<header><img src='logo.png' alt='某网'></header><nav><a href='/'><img src='a.png' alt='首页'></a></nav>\
         <p>湖边的书店<img src='data:image/png;base64,{small}' alt='[微笑]'>开了三十年。<img src='/dot.gif' width='1' height='1'></p>\
         <aside><img src='ad.jpg' alt='广告'></aside><div><img src='face.jpg' alt='小编'></div>"
    );
    let imported = read("a.html", page.as_bytes()).unwrap();
    assert_eq!(imported.text.as_str(), "湖边的书店[微笑]开了三十年。\n");
    assert_eq!(places(&imported), []);
    // A character that no font had, in a book.
    let page = "<p>他姓<img src='../p/a.png'/>，住在湖边。</p>";
    let imported = read("a.epub", &epub(page, &picture(18, 18, ImageFormat::Png))).unwrap();
    assert_eq!(imported.text.as_str(), "他姓〔图〕，住在湖边。\n");
    assert_eq!(document("a.epub", imported).blocks[0].picture, None);
}

#[test]
fn the_cover_of_a_book_is_no_part_of_its_text_and_other_wrapped_pictures_are() {
    let wrapped =
        "<html><body><svg xmlns:xlink='x'><image xlink:href='../p/a.png'/></svg></body></html>";
    let imported = read("a.epub", &epub(wrapped, &png())).unwrap();
    assert_eq!(places(&imported), [("〔图〕", PicturePlace::Inside(0))]);
    let cover = String::from_utf8_lossy(
        b"<package><metadata><meta name='cover' content='p'/></metadata><manifest>\
          <item id='a' href='t/a.xhtml' media-type='application/xhtml+xml'/><item id='b' href='t/b.xhtml' media-type='application/xhtml+xml'/>\
          <item id='p' href='p/a.png' media-type='image/png'/></manifest><spine><itemref idref='a'/><itemref idref='b'/></spine></package>",
    )
    .into_owned();
    let bytes = zipped(&[
        ("META-INF/container.xml", CONTAINER),
        ("OEBPS/c.opf", cover.as_bytes()),
        ("OEBPS/t/a.xhtml", wrapped.as_bytes()),
        ("OEBPS/t/b.xhtml", "<h1>第一章</h1><p>话说天下大势。</p>".as_bytes()),
        ("OEBPS/p/a.png", &png()),
    ]);
    assert_eq!(read("a.epub", &bytes).unwrap().text.as_str(), "第一章\n话说天下大势。\n");
}

/// A PNG whose head says that it is larger than it is.
fn swollen(side: u32) -> Vec<u8> {
    let mut bytes = png();
    bytes[16..20].copy_from_slice(&side.to_be_bytes());
    bytes[20..24].copy_from_slice(&side.to_be_bytes());
    let mut sum = flate2::Crc::new();
    sum.update(&bytes[12..29]);
    bytes[29..33].copy_from_slice(&sum.sum().to_be_bytes());
    bytes
}

#[test]
fn pictures_beyond_the_limits_are_frames_and_a_sentence_says_so() {
    let too_large = swollen(65_535);
    const { assert!(65_535_u64 * 65_535 > MOST_PICTURE_PIXELS) };
    for (name, bytes) in [
        ("a.epub", epub(XHTML, &too_large)),
        ("a.docx", docx(DRAWING, &too_large)),
        ("a.fb2", fb2(&too_large)),
    ] {
        let imported = read(name, &bytes).unwrap();
        assert_eq!(places(&imported), [("书店的门", PicturePlace::Elsewhere)], "{name}");
        assert_eq!(imported.warnings, [Warning::Partly(Fault::PicturesLeftOut)], "{name}");
    }
    // A head that promises more than the file holds costs nothing until it is shown, and then shows nothing.
    let imported = read("a.epub", &epub(XHTML, &swollen(5_000))).unwrap();
    assert_eq!(imported.pictures[0].pixels(100, 100), None);
    let mut page = String::from("<p>湖边的书店。</p>");
    for index in 0..=MOST_PICTURES as u32 {
        let side = 65 + index % 10;
        let picture =
            RgbaImage::from_pixel(side, 65, image::Rgba([index as u8, (index >> 8) as u8, 0, 255]));
        let mut bytes = Cursor::new(Vec::new());
        picture.write_to(&mut bytes, ImageFormat::Png).unwrap();
        write!(page, "<img src='data:image/png;base64,{}'>", base64(&bytes.into_inner())).unwrap();
    }
    let imported = read("a.html", page.as_bytes()).unwrap();
    assert_eq!(imported.pictures.len(), MOST_PICTURES);
    assert_eq!(imported.warnings, [Warning::Partly(Fault::PicturesLeftOut)]);
}

#[test]
fn a_picture_that_is_used_often_is_kept_once() {
    let page = XHTML.replace("</div>", "</div><img src='../p/a.png'/><img src='../t/../p/a.png'/>");
    let imported = read("a.epub", &epub(&page, &png())).unwrap();
    assert_eq!((places(&imported).len(), imported.pictures.len()), (3, 1));
}

#[test]
fn mutated_files_with_pictures_do_no_harm() {
    for (name, bytes) in files() {
        survives_mutation(name, &[bytes]);
    }
}

#[test]
fn damaged_pictures_show_nothing_and_do_no_harm() {
    let mut random = crate::noise::Random(0x0051_C7E5);
    for format in [ImageFormat::Png, ImageFormat::Jpeg, ImageFormat::Gif, ImageFormat::WebP] {
        let seed = picture(90, 70, format);
        for _ in 0..60 {
            let damaged = crate::documents::mutated(&seed, &mut random);
            let Ok(imported) = danhuang::import::import("a.epub", epub(XHTML, &damaged), None)
            else {
                continue;
            };
            for picture in &imported.pictures {
                drop(picture.pixels(40, 30));
            }
        }
    }
}

#[test]
fn exports_keep_the_words_and_say_that_the_pictures_are_lost() {
    let library = tempfile::tempdir().unwrap();
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/import/view.pandoc.docx");
    for format in ["article-html", "article-markdown", "article-text"] {
        let arguments = ["export", file, "--to", format, "--lang", "en"];
        let output = command(&arguments).arg("--library").arg(library.path()).output().unwrap();
        assert!(stdout(&output).contains("书店门前的湖，太阳刚刚升起"), "{format}");
        assert!(stderr(&output).contains("pictures"), "{format}: {}", stderr(&output));
    }
}
