//! Documents that have to be parsed: what is taken out of them, and what becomes of hostile ones.

use std::fmt::Write as _;
use std::io::{Cursor, Write as _};
use std::path::Path;
use std::time::Duration;

use danhuang::clean::CleanOptions;
use danhuang::document::{BlockKind, Document, content_hash};
use danhuang::host::child;
use danhuang::import::{FORMATS, Fault, Format, ImportError, Imported, Warning, import, is_parsed};
use danhuang::text::HintKind;
use zip::write::SimpleFileOptions;

use crate::noise::Random;

const PROGRAM: &str = env!("CARGO_BIN_EXE_danhuang");

/// Reads in a process of its own, as the program does; what it may take is its processor time, so that a busy machine
/// fails no test.
pub(crate) fn read(name: &str, bytes: &[u8]) -> Result<Imported, ImportError> {
    child::import_within(Path::new(PROGRAM), name, bytes, None, PATIENCE)
}

/// Longer than any test may take.
pub(crate) const PATIENCE: Duration = Duration::from_mins(10);

pub(crate) fn zipped(entries: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in entries {
        writer.start_file(*name, SimpleFileOptions::default()).unwrap();
        writer.write_all(bytes).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

fn source(page: &str) -> String {
    import("a.html", page.as_bytes(), None).unwrap().text.as_str().to_owned()
}

#[test]
fn a_page_is_what_a_browser_shows_each_block_on_its_line() {
    let cases = [
        ("<p>一</p><p>二</p>", "一\n二\n"),
        ("<p>一<p>二<div>三</div>四", "一\n二\n三\n四\n"),
        ("<p>中文\n换行</p>", "中文换行\n"),
        ("<p>two\n  words <b> bold</b> </p>", "two words bold\n"),
        ("<p>一<br>二</p>", "一\n二\n"),
        ("<title>题</title><script>var a='<p>'</script><style>p{}</style>文", "文\n"),
        ("<div hidden>藏</div><p style='Display : none'>藏</p>现", "现\n"),
        ("<ul><li>甲<li>乙<ol><li>丙</ol></ul>", "- 甲\n- 乙\n1. 丙\n"),
        ("<ul><li>\n<p>甲</p>\n<p>乙</p></li><li><div><p></p><p>丙</div></ul>", "- 甲\n乙\n- 丙\n"),
        ("<ul><li></li><li><ul><li><p>甲</ul></ul>", "- \n- \n- 甲\n"),
        (
            "<section class=footnotes><ol><li><p>注<a class=footnote-back href='#r'>回</a></p></ol></section>",
            "[1] 注\n",
        ),
        ("<table><tr><td>甲<td>乙<tr><td>1<td>2</table>", "甲\t乙\n1\t2\n"),
        ("<table><tr><td colspan=2>甲<td>乙<tr><td>1<td>2<td>3</table>", "甲\t\t乙\n1\t2\t3\n"),
        ("<pre>a\n  b</pre>", "a\n  b\n"),
        ("<ruby>汉<rp>(</rp><rt>hàn</rt><rp>)</rp></ruby>字", "汉(hàn)字\n"),
        ("<figure><img src=a><figcaption>图一</figcaption></figure>文", "图一\n文\n"),
        (
            "<p>设<math><semantics><mrow><mi>E</mi><mo>=</mo><mi>m</mi></mrow><annotation encoding='application/x-tex'>E=m</annotation></semantics></math>。</p>",
            "设E=m。\n",
        ),
        ("&lt;b&gt;&nbsp;&hellip;&#x4e2d;", "<b>\u{A0}…中\n"),
        ("<b><p>错</b>嵌</p>套", "错嵌\n套\n"),
        ("片段，没有标签", "片段，没有标签\n"),
        ("", ""),
    ];
    for (page, text) in cases {
        assert_eq!(source(page), text, "{page}");
    }
}

#[test]
fn a_page_says_what_its_lines_are() {
    let page = "<h1>题目</h1><h2>第一节</h2><p>正文在这里，<a href='http://a.b/'>链接</a>。</p>\
        <ul><li>一项</ul><blockquote>引用</blockquote><pre>let a = 1;</pre>\
        <table><tr><td>甲<td>乙<tr><td>1<td>2</table>";
    let document =
        Document::new("a.html", page.as_bytes(), None, &CleanOptions::default()).unwrap();
    let kinds: Vec<_> = document.blocks.iter().map(|block| block.kind).collect();
    assert_eq!(
        kinds,
        [
            BlockKind::Title,
            BlockKind::Heading(1),
            BlockKind::Body,
            BlockKind::ListItem,
            BlockKind::Quote,
            BlockKind::Code,
            BlockKind::TableRow,
            BlockKind::TableRow,
        ]
    );
    let link = document.hints.iter().find(|hint| matches!(hint.kind, HintKind::Link(_))).unwrap();
    assert_eq!(document.cleaned.text.get(link.span), "链接");
    assert_eq!(link.kind, HintKind::Link("http://a.b/".to_owned()));
}

#[test]
fn the_encoding_of_a_page_is_what_its_bytes_say_then_what_it_declares() {
    let page = |charset: &str| format!("<meta charset='{charset}'><p>湖边的书店</p>");
    let legacy = format!(
        "<META content=\"text/html; charset=GB2312\" http-equiv=Content-Type><p>{}</p>",
        "湖边的书店"
    );
    let cases: [(Vec<u8>, &str); 6] = [
        (encoding_rs::GB18030.encode(&page("gbk")).0.into_owned(), "GBK"),
        (encoding_rs::GB18030.encode(&legacy).0.into_owned(), "GBK"),
        (encoding_rs::BIG5.encode("<meta charset=big5><p>湖邊的書店</p>").0.into_owned(), "Big5"),
        // Saved by a browser, which writes UTF-8 and leaves the old declaration.
        (page("gb2312").into_bytes(), "UTF-8"),
        ([b"\xEF\xBB\xBF".to_vec(), page("gbk").into_bytes()].concat(), "UTF-8"),
        (page("x").encode_utf16().flat_map(u16::to_le_bytes).collect(), "UTF-16LE"),
    ];
    for (bytes, encoding) in cases {
        let imported = import("a.html", &bytes, None).unwrap();
        assert_eq!(imported.encoding, encoding);
        let text = imported.text.as_str();
        assert!(text == "湖边的书店\n" || text == "湖邊的書店\n", "{encoding} {text}");
    }
    let undeclared = encoding_rs::GB18030.encode("<p>湖边的书店开了三十年，老板不想关门。</p>").0;
    assert_eq!(import("a.html", undeclared, None).unwrap().encoding, "GBK");
    let chosen = encoding_rs::BIG5.encode("<p>湖邊的書店</p>").0;
    assert_eq!(import("a.html", chosen, Some("big5")).unwrap().text.as_str(), "湖邊的書店\n");
}

#[test]
fn only_text_and_markdown_are_read_in_the_program_itself() {
    for info in FORMATS {
        let name = format!("a.{}", info.extensions[0]);
        let is_plain = matches!(info.format, Format::Text | Format::Markdown);
        assert_eq!(is_parsed(&name, b"abc"), !is_plain, "{name}");
    }
    assert!(is_parsed("a.txt", &zipped(&[("a.txt", b"abc")])));
    assert!(is_parsed("page", b"  <!DOCTYPE html><p>a"));
}

#[test]
fn a_process_of_its_own_answers_as_the_parser_does() {
    let page = "<h1>题</h1><p>😀𠮷 e\u{301} <a href=x>甲</a><ul><li>一</ul><table><tr><td>1<td>2<tr><td>3<td>4</table>";
    let (own, other) = (
        import("a.html", page.as_bytes(), None).unwrap(),
        read("a.html", page.as_bytes()).unwrap(),
    );
    assert_eq!((own.text.as_str(), &own.hints), (other.text.as_str(), &other.hints));
    assert_eq!(
        (own.format, own.encoding, own.sample),
        (other.format, other.encoding, other.sample)
    );
    assert_eq!(read("a.html", b"").unwrap().warnings, [Warning::Empty]);
    let unknown = child::import_with(Path::new(PROGRAM), "a.html", b"<p>a", Some("klingon"));
    assert_eq!(unknown.unwrap_err(), ImportError::UnknownEncoding("klingon".to_owned()));
}

#[test]
fn hostile_pages_end_soon_with_their_text() {
    let mut attributes = String::from("<p ");
    for n in 0..100_000 {
        write!(attributes, "a{n}=1 ").unwrap();
    }
    attributes.push_str(">文");
    let cases = [
        format!("{}文", "<div>".repeat(200_000)),
        format!("{}文", "<a>".repeat(200_000)),
        format!("{}文", "<table><tr><td>".repeat(100_000)),
        format!("{}文", "<b><p>".repeat(100_000)),
        format!("文{}", "</p>".repeat(200_000)),
        format!("文{}", "<ul><li>".repeat(100_000)),
        format!("文<!--{}", "-".repeat(2_000_000)),
        format!("文{}", "&amp".repeat(300_000)),
        format!("文<p a=\"{}", "x".repeat(2_000_000)),
        attributes,
    ];
    for page in cases {
        let imported = read("a.html", page.as_bytes()).unwrap();
        assert!(imported.text.as_str().contains('文'), "{}", page.len());
    }
}

#[cfg(unix)]
#[test]
fn the_death_of_the_process_is_a_sentence() {
    use std::os::unix::fs::PermissionsExt;

    let fault = |program: &Path| match child::import_with(program, "a.html", b"<p>a", None) {
        Err(ImportError::Faulty(fault)) => fault,
        other => panic!("{other:?}"),
    };
    assert_eq!(fault(Path::new("/nowhere/danhuang")), Fault::NotStarted);
    let folder = tempfile::TempDir::new().unwrap();
    let script = |name: &str, body: &str| {
        let path = folder.path().join(name);
        std::fs::write(&path, format!("#!/bin/sh\n{body}\n")).unwrap();
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o755)).unwrap();
        path
    };
    assert_eq!(fault(&script("silent", "exit 0")), Fault::Died);
    assert_eq!(fault(&script("killed", "kill -9 $$")), Fault::Died);
    assert_eq!(fault(&script("liar", "echo '{\"Imported\":{}}'; cat")), Fault::Died);
    let before = std::time::Instant::now();
    assert_eq!(fault(&script("hangs", "exec sleep 60")), Fault::Slow);
    assert!(before.elapsed().as_secs() < 10);
}

#[test]
fn an_archive_is_its_one_document() {
    let text = "湖边的书店。\n".as_bytes();
    let one =
        zipped(&[("书/书店.txt", text), ("图.png", b"\x89PNG"), ("__MACOSX/._书店.txt", b"x")]);
    let imported = read("书.zip", &one).unwrap();
    assert_eq!((imported.format, imported.text.as_str()), (Format::Text, "湖边的书店。\n"));
    let page = zipped(&[("a.html", "<h1>题</h1>".as_bytes())]);
    assert_eq!(read("a.zip", &page).unwrap().text.as_str(), "题\n");
    let cases = [
        (zipped(&[("a.png", b"x".as_slice())]), Fault::NoDocument),
        (zipped(&[("a.txt", text), ("b.txt", text)]), Fault::SeveralDocuments),
        (zipped(&[("a.txt", one.as_slice())]), Fault::NoDocument),
        (zipped(&[("a.txt", vec![b'A'; 64 << 20].as_slice())]), Fault::Bomb),
        (one[..one.len() / 2].to_vec(), Fault::Damaged),
    ];
    for (bytes, fault) in cases {
        assert_eq!(read("a.zip", &bytes).unwrap_err(), ImportError::Faulty(fault));
    }
}

#[test]
fn what_is_not_read_is_named_with_the_way_to_convert_it() {
    let old = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";
    let mobi = [&[0; 60][..], b"BOOKMOBI"].concat();
    let ofd = zipped(&[("OFD.xml", b"<a/>"), ("Doc_0/Document.xml", b"<a/>")]);
    let ods = zipped(&[
        ("mimetype", b"application/vnd.oasis.opendocument.spreadsheet"),
        ("content.xml", b"<a/>"),
    ]);
    let cases: [(&str, &[u8], &str); 8] = [
        ("a.ods", &ods, "ODT"),
        ("a.doc", old, "DOCX"),
        ("a.wps", old, "WPS"),
        ("a.docx", old, "密码"),
        ("a.mobi", &mobi, "Calibre"),
        ("a.caj", b"CAJ\0", "CAJ"),
        ("a.ofd", &ofd, "OFD"),
        ("a.djvu", b"AT&TFORM", "OCR"),
    ];
    for (name, bytes, word) in cases {
        match read(name, bytes) {
            Err(ImportError::NotADocument(why)) => assert!(why.zh.contains(word), "{}", why.zh),
            other => panic!("{name}: {other:?}"),
        }
    }
}

/// How many damaged files are opened; `DANHUANG_MUTATIONS` says how many in the long form.
pub(crate) fn n_mutations(short: usize) -> usize {
    std::env::var("DANHUANG_MUTATIONS").map_or(short, |n| n.parse().unwrap())
}

/// Files that differ from `seed` in a few bytes, cut or doubled places.
pub(crate) fn mutated(seed: &[u8], random: &mut Random) -> Vec<u8> {
    let mut bytes = seed.to_vec();
    for _ in 0..=random.below(6) {
        let at = random.below(bytes.len().max(1));
        match random.below(4) {
            0 => bytes.truncate(at),
            1 if at < bytes.len() => bytes[at] = random.below(256) as u8,
            2 if at < bytes.len() => {
                let end = (at + random.below(40)).min(bytes.len());
                let piece = bytes[at..end].to_vec();
                bytes.splice(at..at, piece);
            }
            _ if at < bytes.len() => {
                let end = (at + random.below(40)).min(bytes.len());
                bytes.drain(at..end);
            }
            _ => {}
        }
    }
    bytes
}

/// Reads mutated files; each gives a text whose hints lie on it, or a reason.
pub(crate) fn survives_mutation(name: &str, seeds: &[Vec<u8>]) {
    let mut random = Random(0x00DA_0C4D);
    for round in 0..n_mutations(500) {
        let bytes = mutated(&seeds[round % seeds.len()], &mut random);
        let Ok(imported) = import(name, &bytes, None) else { continue };
        let text = imported.text.as_str();
        for hint in &imported.hints {
            assert!(text.get(hint.span.range()).is_some(), "{name} {round} {hint:?}");
        }
    }
}

#[test]
fn mutated_pages_do_no_harm() {
    let page = "<!doctype html><meta charset=gbk><h1>题</h1><p>一<b>二</b>&amp;<a href='x'>三</a>\
        <ul><li>甲<li>乙</ul><table><tr><td>1<td>2</table><ruby>汉<rt>h</rt></ruby><pre>a\nb</pre>";
    let gbk = encoding_rs::GB18030.encode(page).0.into_owned();
    survives_mutation("a.html", &[page.as_bytes().to_vec(), gbk]);
    survives_mutation("a.zip", &[zipped(&[("a.html", page.as_bytes())])]);
}

fn docx(body: &str) -> Vec<u8> {
    let styles = "<w:styles><w:style w:styleId='1'><w:name w:val='heading 1'/></w:style>\
        <w:style w:styleId='own'><w:basedOn w:val='1'/></w:style>\
        <w:style w:styleId='lvl'><w:pPr><w:outlineLvl w:val='1'/></w:pPr></w:style></w:styles>";
    let links = "<Relationships><Relationship Id='r1' Target='http://a.b/' TargetMode='External'/></Relationships>";
    let notes = "<w:footnotes><w:footnote w:type='separator' w:id='-1'><w:p><w:r><w:t>x</w:t></w:r></w:p></w:footnote>\
        <w:footnote w:id='2'><w:p><w:r><w:t>注文</w:t></w:r></w:p></w:footnote></w:footnotes>";
    let document = format!("<?xml version='1.0'?><w:document><w:body>{body}</w:body></w:document>");
    zipped(&[
        ("word/document.xml", document.as_bytes()),
        ("word/styles.xml", styles.as_bytes()),
        ("word/_rels/document.xml.rels", links.as_bytes()),
        ("word/footnotes.xml", notes.as_bytes()),
    ])
}

const BODY: &str = "<w:p><w:pPr><w:pStyle w:val='own'/></w:pPr><w:r><w:t>第一节</w:t></w:r></w:p>\
    <w:p><w:pPr><w:pStyle w:val='lvl'/></w:pPr><w:r><w:t>小节</w:t></w:r></w:p>\
    <w:p><w:r><w:rPr><w:b/></w:rPr><w:t>粗</w:t></w:r><w:r><w:t xml:space='preserve'> 细&amp;&#20013;</w:t></w:r>\
    <w:del><w:r><w:delText>删</w:delText><w:t>删</w:t></w:r></w:del><w:ins><w:r><w:t>增</w:t></w:r></w:ins>\
    <w:r><w:footnoteReference w:id='2'/></w:r><w:r><w:rPr><w:vanish/></w:rPr><w:t>藏</w:t></w:r></w:p>\
    <w:p><w:hyperlink r:id='r1'><w:r><w:t>链接</w:t></w:r></w:hyperlink></w:p>\
    <w:sdt><w:sdtContent><w:p><w:pPr><w:numPr><w:numId w:val='3'/></w:numPr></w:pPr><w:r><w:t>一项</w:t></w:r></w:p></w:sdtContent></w:sdt>\
    <w:tbl><w:tr><w:tc><w:p><w:r><w:t>甲</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>乙</w:t></w:r></w:p></w:tc></w:tr>\
    <w:tr><w:tc><w:p><w:r><w:t>1</w:t></w:r></w:p></w:tc><w:tc><w:p/></w:tc></w:tr></w:tbl>\
    <w:p><w:ruby><w:rt><w:r><w:t>hàn</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>汉</w:t></w:r></w:rubyBase></w:ruby></w:p>";

#[test]
fn a_word_document_keeps_its_structure() {
    let imported = read("a.docx", &docx(BODY)).unwrap();
    assert_eq!((imported.format, imported.warnings.as_slice()), (Format::Docx, &[][..]));
    assert_eq!(
        imported.text.as_str(),
        "第一节\n小节\n粗 细&中增[1]\n链接\n- 一项\n甲\t乙\n1\n汉(hàn)\n[1] 注文\n"
    );
    let said: Vec<_> = imported
        .hints
        .iter()
        .map(|hint| (imported.text.get(hint.span), hint.kind.clone()))
        .collect();
    assert_eq!(
        said,
        [
            ("第一节", HintKind::Heading(1)),
            ("小节", HintKind::Heading(2)),
            ("粗", HintKind::Strong),
            ("链接", HintKind::Link("http://a.b/".to_owned())),
            ("- 一项", HintKind::ListItem),
            ("- ", HintKind::Markup),
            ("甲\t乙\n1", HintKind::Table(vec![danhuang::text::ColumnSide::Left; 2])),
        ]
    );
}

fn book(page: &str, package_name: &str, href: &str) -> Vec<u8> {
    let container = format!(
        "<container><rootfiles><rootfile full-path='{package_name}'/></rootfiles></container>"
    );
    let package = format!(
        "<package><manifest><item id='n' href='nav.xhtml' properties='nav' media-type='application/xhtml+xml'/>\
         <item id='b' href='b.xhtml' media-type='application/xhtml+xml'/>\
         <item id='a' href='{href}' media-type='application/xhtml+xml'/></manifest>\
         <spine><itemref idref='n'/><itemref idref='a'/><itemref idref='b'/></spine></package>"
    );
    zipped(&[
        ("mimetype", b"application/epub+zip"),
        ("META-INF/container.xml", container.as_bytes()),
        ("OEBPS/content.opf", package.as_bytes()),
        ("OEBPS/nav.xhtml", "<p>目录</p>".as_bytes()),
        ("OEBPS/text/第 一.xhtml", page.as_bytes()),
        ("OEBPS/b.xhtml", "<h1>第二章</h1><p>完。</p>".as_bytes()),
    ])
}

const PAGE: &str = "<?xml version='1.0'?><html><head><title/><script src='a'/></head><body><h1>第一章</h1><p>话说<br/>天下<em>大势</em>。</p></body></html>";

#[test]
fn a_book_is_its_chapters_in_order() {
    let imported =
        read("a.epub", &book(PAGE, "OEBPS/content.opf", "text/%E7%AC%AC%20%E4%B8%80.xhtml"))
            .unwrap();
    assert_eq!((imported.format, imported.warnings.as_slice()), (Format::Epub, &[][..]));
    assert_eq!(imported.text.as_str(), "第一章\n话说\n天下大势。\n第二章\n完。\n");
    let missing = read("a.epub", &book(PAGE, "OEBPS/content.opf", "gone.xhtml")).unwrap();
    assert_eq!(missing.warnings, [Warning::Partly(Fault::PartMissing)]);
}

#[test]
fn hostile_archives_are_refused_in_a_sentence() {
    let laugh = "<!DOCTYPE l [<!ENTITY a 'ha'><!ENTITY b '&a;&a;'>]>".to_owned();
    let outside = "<!DOCTYPE l [<!ENTITY a SYSTEM 'file:///etc/passwd'>]>".to_owned();
    let with = |before: &str, body: &str| {
        zipped(&[("word/document.xml", format!("{before}<d>{body}</d>").as_bytes())])
    };
    let paragraph = "<p><r><t>x</t></r></p>";
    let deep = format!("{}{}", "<sdt>".repeat(200_000), "</sdt>".repeat(200_000));
    let bomb = "A".repeat(64 << 20);
    let locked = "<encryption><EncryptedData><CipherReference URI='OEBPS/text/a.xhtml'/></EncryptedData></encryption>";
    let package = "<package><manifest><item id='a' href='text/a.xhtml' media-type='application/xhtml+xml'/></manifest><spine><itemref idref='a'/></spine></package>";
    let container = "<container><rootfile full-path='OEBPS/c.opf'/></container>";
    let drm = zipped(&[
        ("META-INF/container.xml", container.as_bytes()),
        ("META-INF/encryption.xml", locked.as_bytes()),
        ("OEBPS/c.opf", package.as_bytes()),
        ("OEBPS/text/a.xhtml", b"\x01\x02"),
    ]);
    let cases = [
        ("a.docx", with(&laugh, "&b;"), Fault::Entities),
        ("a.docx", with(&outside, "&a;"), Fault::Entities),
        ("a.docx", with("", "<t>&undeclared;</t>"), Fault::Entities),
        ("a.docx", with("", &deep), Fault::TooDeep),
        ("a.docx", with("", &format!("<p><r><t>{bomb}</t></r></p>")), Fault::Bomb),
        ("a.docx", docx(BODY)[..700].to_vec(), Fault::Damaged),
        ("a.epub", book(PAGE, "../../etc/passwd", "a"), Fault::Escapes),
        ("a.epub", book(PAGE, "/etc/passwd", "a"), Fault::Escapes),
        ("a.epub", book(PAGE, "OEBPS/content.opf", "../../x.xhtml"), Fault::Escapes),
        ("a.epub", book(PAGE, "OEBPS/content.opf", "C:\\x.xhtml"), Fault::Escapes),
        ("a.epub", book(PAGE, "OEBPS/content.opf", "file:///etc/passwd"), Fault::Escapes),
        ("a.epub", book(&bomb, "OEBPS/content.opf", "text/第 一.xhtml"), Fault::Bomb),
        ("a.epub", drm, Fault::Encrypted),
    ];
    for (name, bytes, fault) in cases {
        assert_eq!(
            read(name, &bytes).map(|_| ()).unwrap_err(),
            ImportError::Faulty(fault),
            "{name}"
        );
    }
    // What stands before a break is shown.
    let broken = with("", &format!("{paragraph}</sdt>"));
    let imported = read("a.docx", &broken).unwrap();
    assert_eq!(
        (imported.text.as_str(), imported.warnings),
        ("x\n", vec![Warning::Partly(Fault::PartMissing)])
    );
}

#[test]
fn mutated_documents_and_books_do_no_harm() {
    survives_mutation("a.docx", &[docx(BODY)]);
    survives_mutation("a.epub", &[book(PAGE, "OEBPS/content.opf", "text/第 一.xhtml")]);
    // Most changes of a packed file are found by its checksum; these reach the parser.
    let mut random = Random(7);
    for _ in 0..n_mutations(500) {
        let body = mutated(BODY.as_bytes(), &mut random);
        drop(
            import("a.docx", docx(&String::from_utf8_lossy(&body)), None)
                .map(|imported| imported.text),
        );
        let page = mutated(PAGE.as_bytes(), &mut random);
        let page = String::from_utf8_lossy(&page).into_owned();
        drop(
            import("a.epub", book(&page, "OEBPS/content.opf", "text/第 一.xhtml"), None)
                .map(|imported| imported.text),
        );
    }
}

/// The article as the command line prints it, from a file that another program wrote.
fn article(name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/import").join(name);
    let imported = read(name, &std::fs::read(&path).unwrap()).unwrap();
    let document = Document::of(name, content_hash(b""), imported, &CleanOptions::default());
    let block = |block: &danhuang::document::Block| {
        format!("{:?} {}\n", block.kind, document.cleaned.text.get(block.span))
    };
    document.blocks.iter().map(block).collect()
}

const SHOP: &str = "Heading(1) 一、开店
Body 老板说，书店开了三十年，生意一年不如一年。
ListItem 修屋顶
ListItem 进新书
Heading(1) 二、账目
TableRow 年份\t册数
TableRow 2023\t1200
Quote 他不想关门。
";

#[test]
fn the_same_article_reads_the_same_whatever_program_wrote_it() {
    assert_eq!(article("shop.ebooklib.epub"), SHOP);
    assert_eq!(article("shop.python-docx.docx"), format!("Title 湖边的书店\n{SHOP}"));
}
