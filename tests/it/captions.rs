//! What is said of pictures and tables: known by the styles and elements of each format, and never a heading.

use std::fs;

use danhuang::clean::CleanOptions;
use danhuang::document::{BlockKind, Document, content_hash};
use danhuang::text::HintKind;

use crate::cli::{command, stderr};
use crate::documents::{read, zipped};
use crate::same_article::{check, files, folder};

fn document(name: &str, bytes: &[u8]) -> Document {
    let imported = read(name, bytes).unwrap_or_else(|error| panic!("{name}: {error:?}"));
    Document::of(name, content_hash(b""), imported, &CleanOptions::default())
}

/// The lines of a document with what each is; a picture's have a sign.
fn lines(document: &Document) -> Vec<(String, BlockKind, bool)> {
    let of = |block: &danhuang::document::Block| {
        let text = document.cleaned.text.get(block.span).trim().to_owned();
        (text, block.kind, block.picture.is_some())
    };
    document.blocks.iter().map(of).collect()
}

#[test]
fn captions_are_the_same_whatever_program_wrote_them() {
    assert!(check("captions").len() >= 6);
    for name in files("captions") {
        let document = document(&name, &fs::read(folder().join(&name)).unwrap());
        let lines = lines(&document);
        let said = |text: &str| lines.iter().find(|line| line.0 == text).unwrap().clone();
        for text in ["图1 湖边的书店，一九九二年", "图2 从桥上看书店"] {
            let (_, kind, is_picture) = said(text);
            assert!(is_picture, "{name}: {text}");
            assert!(matches!(kind, BlockKind::Caption | BlockKind::Body), "{name}: {kind:?}");
        }
        assert_eq!(said("表1 历年藏书"), ("表1 历年藏书".to_owned(), BlockKind::Caption, false));
        assert_eq!(said("1992\t800").1, BlockKind::TableRow, "{name}");
        assert_eq!(document.outline.headings.len(), 2, "{name}");
    }
}

fn docx(styles: &str, body: &str) -> Vec<u8> {
    let document = format!("<w:document><w:body>{body}</w:body></w:document>");
    let styles = format!("<w:styles>{styles}</w:styles>");
    zipped(&[("word/document.xml", document.as_bytes()), ("word/styles.xml", styles.as_bytes())])
}

/// A paragraph of a style as Word writes it, its number a field.
fn caption(style: &str, label: &str, text: &str) -> String {
    format!(
        "<w:p><w:pPr><w:pStyle w:val='{style}'/><w:outlineLvl w:val='1'/></w:pPr><w:r><w:t>{label} </w:t></w:r>\
         <w:r><w:fldChar w:fldCharType='begin'/></w:r><w:r><w:instrText> SEQ {label} \\* ARABIC </w:instrText></w:r>\
         <w:r><w:fldChar w:fldCharType='separate'/></w:r><w:r><w:t>1</w:t></w:r><w:r><w:fldChar w:fldCharType='end'/></w:r>\
         <w:r><w:t>{text}</w:t></w:r></w:p>"
    )
}

const PICTURE: &str = "<w:p><w:r><w:drawing><wp:inline><wp:extent cx='2000000' cy='1500000'/><wp:docPr descr='书店的门'/>\
    <a:blip r:embed='r7'/></wp:inline></w:drawing></w:r></w:p>";

#[test]
fn a_caption_of_word_is_one_by_its_style_in_any_language() {
    let text = "<w:p><w:r><w:t>湖边的书店开了三十年，老板不想关门。</w:t></w:r></w:p>";
    let names = ["caption", "题注", "題註", "插图", "Illustration", "Table", "Figure", "图表标题"];
    for name in names.into_iter().chain(["Image Caption", "Beschriftung", "Légende", "図表番号"])
    {
        let styles = format!(
            "<w:style w:type='paragraph' w:styleId='a3'><w:name w:val='{name}'/></w:style>\
             <w:style w:type='paragraph' w:styleId='b'><w:name w:val='我的图题样式'/><w:basedOn w:val='a3'/></w:style>"
        );
        let body = [text, PICTURE, &caption("b", "图", " 书店 新华社记者 王某摄"), text].concat();
        let lines = lines(&document("a.docx", &docx(&styles, &body)));
        let said: Vec<_> = lines.iter().skip(1).take(2).collect();
        assert_eq!(*said[0], ("书店的门".to_owned(), BlockKind::Body, true), "{name}");
        // What would be a source line anywhere else stays, for it is the picture's.
        let words = "图 1 书店 新华社记者 王某摄".to_owned();
        assert_eq!(*said[1], (words, BlockKind::Caption, false), "{name}");
    }
    // A picture of which nothing else is said is called what its caption says.
    let styles =
        "<w:style w:type='paragraph' w:styleId='a3'><w:name w:val='caption'/></w:style>".to_owned();
    let plain = PICTURE.replace("书店的门", "");
    let table = "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>年</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>册</w:t></w:r></w:p></w:tc></w:tr>\
        <w:tr><w:tc><w:p><w:r><w:t>1</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>2</w:t></w:r></w:p></w:tc></w:tr></w:tbl>";
    let body =
        [text, &plain, &caption("a3", "图", ""), &caption("a3", "表", " 藏书"), table].concat();
    let document = document("a.docx", &docx(&styles, &body));
    let lines = lines(&document);
    assert_eq!(lines[1], ("图 1".to_owned(), BlockKind::Caption, true));
    assert_eq!(lines[2], ("表 1 藏书".to_owned(), BlockKind::Caption, false));
    assert_eq!((lines[3].1, lines.len(), document.tables.len()), (BlockKind::TableRow, 5, 1));
    assert_eq!(document.outline.headings, []);
}

/// As `LibreOffice` writes it where a person adds a caption: a box in the paragraph, the picture in the caption.
const BOXED: &str = "<draw:frame text:anchor-type='paragraph'><draw:text-box><text:p text:style-name='Illustration'>\
    <draw:frame svg:height='5cm'><draw:image xlink:href='Pictures/a.png'/></draw:frame>插图 \
    <text:sequence text:name='Illustration'>1</text:sequence>：书店的门</text:p></draw:text-box></draw:frame>";

fn odt(body: &str) -> Vec<u8> {
    let content = format!(
        "<office:document-content><office:body><office:text>{body}</office:text></office:body></office:document-content>"
    );
    let styles = "<office:document-styles><style:style style:name='Caption' style:family='paragraph'/>\
        <style:style style:name='Illustration' style:parent-style-name='Caption'/></office:document-styles>";
    zipped(&[
        ("mimetype", b"application/vnd.oasis.opendocument.text"),
        ("content.xml", content.as_bytes()),
        ("styles.xml", styles.as_bytes()),
    ])
}

#[test]
fn a_caption_is_one_in_what_is_exported() {
    let file = folder().join("captions.pandoc.docx");
    let written = |format: &str| {
        let path = file.to_string_lossy();
        let output = command(&["clean", &path, "--format", format]).output().unwrap();
        assert!(output.status.success(), "{}", stderr(&output));
        output.stdout
    };
    let page = String::from_utf8(written("html")).unwrap();
    assert!(page.contains("<p class=\"caption\">表1 历年藏书</p>"), "{page}");
    let again = lines(&document("b.docx", &written("docx")));
    assert!(again.contains(&("表1 历年藏书".to_owned(), BlockKind::Caption, false)), "{again:?}");
}

#[test]
fn a_box_in_a_paragraph_takes_none_of_its_words() {
    let words = ("插图 1：书店的门".to_owned(), BlockKind::Caption, true);
    let body = |text: &str| (text.to_owned(), BlockKind::Body, false);
    let first =
        odt(&format!("<text:p>{BOXED}老板说，他还想再开三十年。</text:p><text:p>完。</text:p>"));
    let read = lines(&document("a.odt", &first));
    assert_eq!(read, [words.clone(), body("老板说，他还想再开三十年。"), body("完。")]);
    // A paragraph that has begun is read to its end before the box beside it.
    let second =
        odt(&format!("<text:p>老板说，{BOXED}他还想再开三十年。</text:p><text:p>完。</text:p>"));
    let read = lines(&document("a.odt", &second));
    assert_eq!(read, [body("老板说，他还想再开三十年。"), words, body("完。")]);
    let listed = odt(&format!(
        "<text:list><text:list-item><text:p>{BOXED}一项</text:p></text:list-item></text:list>"
    ));
    assert_eq!(document("a.odt", &listed).imported.text.as_str(), "插图 1：书店的门\n- 一项\n");
}

#[test]
fn a_box_of_word_leaves_its_paragraph_what_it_is() {
    let styles = "<w:style w:type='paragraph' w:styleId='1'><w:name w:val='heading 1'/></w:style>";
    let inside = "<w:txbxContent><w:p><w:r><w:t>旁注在此。</w:t></w:r></w:p></w:txbxContent>";
    let drawing = format!(
        "<w:r><mc:AlternateContent><mc:Choice><w:drawing><wps:txbx>{inside}</wps:txbx></w:drawing></mc:Choice>\
         <mc:Fallback><w:pict><v:textbox>{inside}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    );
    let run = |text: &str| format!("<w:r><w:t>{text}</w:t></w:r>");
    let heading = "<w:pPr><w:pStyle w:val='1'/></w:pPr>";
    for (body, wanted) in [
        (format!("<w:p>{heading}{drawing}{}</w:p>", run("第一节")), "旁注在此。\n第一节\n"),
        (
            format!("<w:p>{heading}{}{drawing}{}</w:p>", run("第一"), run("节")),
            "第一节\n旁注在此。\n",
        ),
    ] {
        let imported = read("a.docx", &docx(styles, &body)).unwrap();
        assert_eq!(imported.text.as_str(), wanted);
        let [hint] = imported.hints.as_slice() else { panic!("{:?}", imported.hints) };
        assert_eq!((imported.text.get(hint.span), &hint.kind), ("第一节", &HintKind::Heading(1)));
    }
}

#[test]
fn a_page_that_pandoc_wrote_has_its_captions() {
    let name = "captions.pandoc.html";
    let lines = lines(&document(name, &fs::read(folder().join(name)).unwrap()));
    let said = |text: &str| lines.iter().find(|line| line.0 == text).unwrap().clone();
    assert!(said("图2 从桥上看书店").2);
    assert_eq!(said("表1 历年藏书").1, BlockKind::Caption);
    assert_eq!(said("1992\t800").1, BlockKind::TableRow);
}

#[test]
fn of_several_highest_headings_of_a_page_none_is_the_title_but_the_one_that_names_the_page() {
    let text = |from: usize| -> String {
        let year = |year: usize| {
            format!(
                "<p>第{year}年，湖边的书店还开着，来的人有学生，有老人，也有路过的游客，老板说他不想关门。</p>"
            )
        };
        (from..from + 5).map(year).collect()
    };
    let page = |name: &str| {
        let (first, second) = (text(1), text(6));
        format!(
            "<title>{name}</title><main><h1>书店的来历</h1>{first}<h1>书店的今天</h1>{second}</main>"
        )
    };
    for (name, wanted, n_headings) in
        [("captions", None, 2), ("", None, 2), ("书店的来历 - 小镇网", Some("书店的来历"), 1)]
    {
        let outline = document("a.html", page(name).as_bytes()).outline;
        let title = outline.title.as_ref().map(|title| title.text.as_str());
        assert_eq!((title, outline.headings.len()), (wanted, n_headings), "{name}");
    }
}

#[test]
fn a_page_says_what_its_captions_are() {
    let page = "<h1>书店</h1><p>湖边的书店开了三十年，老板不想关门。</p><figure><img src='a.jpg' alt='书店的门'><figcaption>图1 从桥上看</figcaption></figure>\
        <table><caption>表1 藏书</caption><tr><th>年<th>册<tr><td>1<td>2</table>";
    let lines = lines(&document("a.html", page.as_bytes()));
    let kinds: Vec<_> =
        lines.iter().skip(2).map(|(text, kind, _)| (text.as_str(), *kind)).collect();
    assert_eq!(
        kinds,
        [
            ("书店的门", BlockKind::Body),
            ("图1 从桥上看", BlockKind::Caption),
            ("表1 藏书", BlockKind::Caption),
            ("年\t册", BlockKind::TableRow),
            ("1\t2", BlockKind::TableRow),
        ]
    );
}
