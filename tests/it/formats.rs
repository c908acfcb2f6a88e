//! `OpenDocument`, rich text, `FictionBook`: what is taken out of each.

use danhuang::clean::CleanOptions;
use danhuang::document::{BlockKind, Document};
use danhuang::import::{Fault, Format, ImportError, Warning, import};
use danhuang::text::HintKind;

use crate::documents::{mutated, survives_mutation, zipped};
use crate::noise::Random;

fn odt_with(styles: &str, body: &str) -> Vec<u8> {
    let content = format!(
        "<office:document-content><office:automatic-styles>\
         <style:style style:name='B' style:family='text'><style:text-properties fo:font-weight='bold'/></style:style>\
         <style:style style:name='H' style:family='text'><style:text-properties text:display='none'/></style:style>\
         </office:automatic-styles><office:body><office:text>{body}</office:text></office:body></office:document-content>"
    );
    zipped(&[
        ("mimetype", b"application/vnd.oasis.opendocument.text"),
        ("content.xml", content.as_bytes()),
        (
            "styles.xml",
            format!("<office:document-styles>{styles}</office:document-styles>").as_bytes(),
        ),
    ])
}

const ODT: &str = "<text:tracked-changes><text:p>旧</text:p></text:tracked-changes>\
    <text:p text:style-name='Title'>题目</text:p>\
    <text:h text:outline-level='1'>第一节</text:h>\
    <text:p>一<text:span text:style-name='B'>二</text:span><text:s text:c='2'/>三<text:line-break/>四<text:span text:style-name='H'>藏</text:span>\
    <text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>注文。</text:p></text:note-body></text:note>五<office:annotation><text:p>批注</text:p></office:annotation></text:p>\
    <text:p text:style-name='Quotations'>引用\n  换行</text:p>\
    <text:list text:style-name='L'><text:list-item><text:p>甲</text:p><text:list><text:list-item><text:p>里层</text:p></text:list-item></text:list></text:list-item>\
    <text:list-item><text:p>乙</text:p><text:p>乙的第二段</text:p></text:list-item></text:list>\
    <text:p><text:ruby><text:ruby-base>汉</text:ruby-base><text:ruby-text>hàn</text:ruby-text></text:ruby>字<text:a xlink:href='http://a.b/'>链接</text:a></text:p>\
    <table:table><table:table-row><table:table-cell><text:p>年</text:p></table:table-cell><table:table-cell><text:p>册</text:p></table:table-cell></table:table-row>\
    <table:table-row><table:table-cell><text:p>1</text:p></table:table-cell><table:table-cell/></table:table-row></table:table>";

#[test]
fn a_formula_of_an_odt_stands_where_it_is_with_its_signs_once() {
    let content = "<office:document-content><office:body><office:text><text:p>其中<draw:frame><draw:object xlink:href='./Object 1'/>\
        <draw:image xlink:href='./ObjectReplacements/Object 1'/></draw:frame>在此。</text:p>\
        <text:p><draw:frame><draw:object xlink:href='./Object 2/'/></draw:frame></text:p></office:text></office:body></office:document-content>";
    let formula = "<math><semantics><mrow><mi>E</mi>\n <mo>=</mo> <msup><mi>c</mi><mn>2</mn></msup></mrow><annotation encoding='StarMath 5.0'>E = c^2</annotation></semantics></math>";
    let file = zipped(&[
        ("mimetype", b"application/vnd.oasis.opendocument.text"),
        ("content.xml", content.as_bytes()),
        ("Object 1/content.xml", formula.as_bytes()),
        ("Object 2/content.xml", b"<chart>title</chart>"),
    ]);
    let imported = import("a.odt", file, None).unwrap();
    assert_eq!((imported.text.as_str(), imported.warnings), ("其中E=c2在此。\n", Vec::new()));
}

#[test]
fn an_opendocument_text_keeps_its_structure() {
    let imported = import("a.odt", odt_with("", ODT), None).unwrap();
    assert_eq!((imported.format, imported.warnings.as_slice()), (Format::Odt, &[][..]));
    assert_eq!(
        imported.text.as_str(),
        "题目\n第一节\n一二  三\n四[1]五\n引用换行\n- 甲\n- 里层\n- 乙\n乙的第二段\n汉(hàn)字链接\n年\t册\n1\n[1] 注文。\n"
    );
    let kinds: Vec<_> =
        imported.hints.iter().map(|hint| (imported.text.get(hint.span), &hint.kind)).collect();
    for wanted in [
        ("题目", HintKind::Heading(1)),
        ("第一节", HintKind::Heading(2)),
        ("二", HintKind::Strong),
        ("引用换行", HintKind::Quote),
        ("链接", HintKind::Link("http://a.b/".to_owned())),
        ("年\t册\n1", HintKind::Table(vec![danhuang::text::ColumnSide::Left; 2])),
    ] {
        assert!(kinds.contains(&(wanted.0, &wanted.1)), "{wanted:?} {kinds:?}");
    }
    // A file by itself, and one in an archive.
    assert_eq!(
        import("a.zip", zipped(&[("a.odt", &odt_with("", ODT))]), None).unwrap().format,
        Format::Odt
    );
    let flat = format!(
        "<office:document><office:body><office:text>{ODT}</office:text></office:body></office:document>"
    );
    assert!(
        import("a.fodt", flat.as_bytes(), None)
            .unwrap()
            .text
            .as_str()
            .starts_with("题目\n第一节\n")
    );
}

#[test]
fn an_opendocument_text_counts_its_headings_and_lists() {
    let styles = "<text:outline-style><text:outline-level-style text:level='1' style:num-format='一, 二, 三, ...' style:num-prefix='第' style:num-suffix='章'/>\
        <text:outline-level-style text:level='2' style:num-format='1' text:display-levels='2' style:num-list-format='%2%.'/></text:outline-style>\
        <text:list-style style:name='N'><text:list-level-style-number text:level='1' style:num-format='1' style:num-suffix='.'/>\
        <text:list-level-style-number text:level='2' style:num-format='①, ②, ③, ...'/></text:list-style>\
        <text:list-style style:name='A'><text:list-level-style-number text:level='1' style:num-format='甲, 乙, 丙, ...' style:num-suffix='、' text:start-value='2'/></text:list-style>";
    let heading =
        |level: u8, text: &str| format!("<text:h text:outline-level='{level}'>{text}</text:h>");
    let list = |more: &str, items: &[&str]| {
        let items: String = items
            .iter()
            .map(|item| format!("<text:list-item><text:p>{item}</text:p></text:list-item>"))
            .collect();
        format!("<text:list {more}>{items}</text:list>")
    };
    let body = [
        heading(1, "总则"),
        heading(2, "目的"),
        heading(2, "范围"),
        heading(1, "细则"),
        heading(2, "做法"),
        list("xml:id='l1' text:style-name='N'", &["a", "b"]),
        "<text:p>文</text:p>".to_owned(),
        list("text:continue-list='l1' text:style-name='N'", &["c", "d"]),
        "<text:p>文</text:p>".to_owned(),
        list("text:style-name='N'", &["e", "f"]),
        list("text:style-name='A'", &["g", "h"]),
    ];
    let imported = import("a.odt", odt_with(styles, &body.concat()), None).unwrap();
    assert_eq!(
        imported.text.as_str(),
        "第一章 总则\n1. 目的\n2. 范围\n第二章 细则\n1. 做法\n1. a\n2. b\n文\n3. c\n4. d\n文\n1. e\n2. f\n乙、g\n丙、h\n"
    );
}

/// Rich text with a Chinese font whose bytes are GBK.
fn rtf(body: &str) -> Vec<u8> {
    let head = "{\\rtf1\\ansi\\ansicpg936\\deff0{\\fonttbl{\\f0\\fnil\\fcharset134 \\'cb\\'ce\\'cc\\'e5;}{\\f1\\fcharset0 Arial;}{\\f2\\fcharset128 MS Mincho;}}\
        {\\stylesheet{\\s0 Normal;}{\\s1 heading 1;}{\\s7\\outlinelevel1 \\'d7\\'d4\\'bc\\'ba;}{\\*\\cs10 Strong;}}{\\info{\\title 不在文里}}";
    let mut bytes = encoding_rs::GB18030.encode(head).0.into_owned();
    bytes.extend(encoding_rs::GB18030.encode(body).0.iter());
    bytes.push(b'}');
    bytes
}

fn rtf_text(body: &str) -> String {
    import("a.rtf", rtf(body), None).unwrap().text.as_str().to_owned()
}

#[test]
fn rich_text_is_read_in_the_encoding_of_its_fonts() {
    let cases = [
        ("\\'ba\\'fe\\'b1\\'df的书店", "湖边的书店\n"),
        // The second byte of a character may be a letter of ASCII.
        ("\\'81@\\'81\\'40", "丂丂\n"),
        ("{\\f2 \\'82\\'b1\\'82\\'ea}", "これ\n"),
        ("\\u28246?\\u-28688\\'3f", "湖述\n"),
        ("{\\uc2 \\u28246\\'ba\\'fe!}", "湖!\n"),
        ("{\\uc0 \\u28246!}", "湖!\n"),
        ("\\u-10179?\\u-8704?", "😀\n"),
        ("{\\upr{old}{\\*\\ud new}}", "new\n"),
        ("a\\~b\\_c\\emdash d\\{\\}\\\\", "a\u{A0}b\u{2011}c—d{}\\\n"),
        ("a{\\*\\unknown x{\\b y}}b{\\pict 0011}{\\v z}", "ab\n[Picture]\n"),
        ("a\\bin3 }}}b", "ab\n"),
        ("a\\par b\\line c\\tab d", "a\nb\nc\td\n"),
    ];
    for (body, text) in cases {
        assert_eq!(rtf_text(body), text, "{body}");
    }
}

#[test]
fn rich_text_keeps_its_structure() {
    let body = "\\pard\\s1 第一节\\par\\pard\\s7 小节\\par\\pard 一{\\b 二}三{\\super\\chftn{\\footnote\\pard\\plain{\\super\\chftn} 注文。}}四\\par\
        {\\listtext\\'a1\\'a4\\tab}\\pard 甲\\par{\\listtext 1.\\tab}\\pard\\ls2 乙\\par{\\listtext 2.\\tab}丙\\par{\\pntext （一）}丁\\par\
        \\pard{\\field{\\*\\fldinst{HYPERLINK \"http://a.b/\"}}{\\fldrslt 链接}}尾\\par\
        \\trowd\\cellx1\\cellx2\\pard\\intbl 年\\cell 册\\cell\\row\\trowd\\pard\\intbl 1\\cell 2\\cell\\row\\pard 完\\par";
    let imported = import("a", rtf(body), None).unwrap();
    assert_eq!((imported.format, imported.warnings.as_slice()), (Format::Rtf, &[][..]));
    assert_eq!(
        imported.text.as_str(),
        "第一节\n小节\n一二三[1]四\n- 甲\n1. 乙\n2. 丙\n（一）丁\n链接尾\n年\t册\n1\t2\n完\n[1] 注文。\n"
    );
    let kinds: Vec<_> =
        imported.hints.iter().map(|hint| (imported.text.get(hint.span), &hint.kind)).collect();
    for wanted in [
        ("第一节", HintKind::Heading(1)),
        ("小节", HintKind::Heading(2)),
        ("二", HintKind::Strong),
        ("1. 乙", HintKind::ListItem),
        ("链接", HintKind::Link("http://a.b/".to_owned())),
        ("年\t册\n1\t2", HintKind::Table(vec![danhuang::text::ColumnSide::Left; 2])),
    ] {
        assert!(kinds.contains(&(wanted.0, &wanted.1)), "{wanted:?} {kinds:?}");
    }
    let cut = rtf(body);
    let imported = import("a.rtf", &cut[..cut.len() - 40], None).unwrap();
    assert_eq!(imported.warnings, [Warning::Partly(Fault::PartMissing)]);
    let refused = import("a.rtf", b"\\rtf1 no group", None).unwrap_err();
    assert_eq!(refused, ImportError::Faulty(Fault::Damaged));
    let deep = rtf(&"{".repeat(100_000));
    assert_eq!(import("a.rtf", &deep, None).unwrap_err(), ImportError::Faulty(Fault::TooDeep));
}

const FB2: &str = "<?xml version='1.0' encoding='utf-8'?><FictionBook xmlns:l='x'><description><title-info><book-title>不在文里</book-title></title-info></description>\
    <body><title><p>水塔</p><p>上册</p></title><epigraph><p>题词</p></epigraph><section><title><p>第一章</p></title><p>一<strong>二</strong>三<a l:href='#n1' type='note'>[1]</a>四。</p>\
    <p>• 甲</p><p>• 乙</p><poem><stanza><v>明月光</v><v>地上霜</v></stanza></poem><empty-line/><p><a l:href='http://a.b/'>链接</a></p>\
    <section><title><p>小节</p></title><subtitle>小题</subtitle><p>完。</p></section></section></body>\
    <body name='notes'><section id='n1'><title><p>1</p></title><p>注文。</p></section></body><binary id='a'>AAAA</binary></FictionBook>";

#[test]
fn a_fictionbook_keeps_its_structure() {
    let document = Document::new("a.fb2", FB2.as_bytes(), None, &CleanOptions::default()).unwrap();
    let text = document.imported.text.as_str();
    assert_eq!(
        text,
        "水塔 上册\n题词\n第一章\n一二三[1]四。\n- 甲\n- 乙\n明月光\n地上霜\n链接\n小节\n小题\n完。\n[1] 注文。\n"
    );
    let kinds: Vec<_> = document.blocks.iter().map(|block| block.kind).collect();
    assert_eq!(
        kinds[..6],
        [
            BlockKind::Title,
            BlockKind::Quote,
            BlockKind::Heading(1),
            BlockKind::Body,
            BlockKind::ListItem,
            BlockKind::ListItem
        ]
    );
    assert_eq!(kinds[9..11], [BlockKind::Heading(2), BlockKind::Heading(3)]);
    assert_eq!(import("a", FB2.as_bytes(), None).unwrap().format, Format::Fb2);
    let packed = zipped(&[("a.fb2", FB2.as_bytes())]);
    assert_eq!(import("a.fb2.zip", &packed, None).unwrap().text.as_str(), text);
    let cyrillic = encoding_rs::WINDOWS_1251
        .encode("<?xml version='1.0' encoding='windows-1251'?><FictionBook><body><section><p>Привет</p></section></body></FictionBook>")
        .0
        .into_owned();
    assert_eq!(import("a.fb2", &cyrillic, None).unwrap().text.as_str(), "Привет\n");
    let other = import("a.fb2", b"<?xml version='1.0'?><html><p>a</p></html>", None).unwrap_err();
    assert_eq!(other, ImportError::Faulty(Fault::Damaged));
}

#[test]
fn text_of_a_fictionbook_beside_its_paragraphs_is_kept() {
    let book = "<FictionBook><description><p>不在文里</p></description> <body>\n<section>\n<title>题</title>\n<p>前段。</p>\n块 <emphasis>斜</emphasis>\n<p>中段。</p><code>\n\\sum\n</code>\n<cite>引文<p>再引</p></cite>\n<table>\n<tr>\n<td>甲</td>\n<td>乙</td>\n</tr>\n</table></section></body></FictionBook>";
    let imported = import("a.fb2", book.as_bytes(), None).unwrap();
    assert_eq!(
        imported.text.as_str(),
        "题\n前段。\n块 斜\n中段。\n\\sum\n引文\n再引\n甲\t乙\n",
        "{:?}",
        imported.text.as_str()
    );
}

#[test]
fn formulas_are_read_once() {
    let math = "<math xmlns='http://www.w3.org/1998/Math/MathML'><semantics><mrow><mi>x</mi>\n<mo>=</mo><mn>1</mn></mrow><annotation encoding='application/x-tex'>x = 1</annotation></semantics></math>";
    let page = format!("<!doctype html><html><body><p>式{math}完。</p></body></html>");
    let text = import("a.html", page.as_bytes(), None).unwrap().text.as_str().to_owned();
    assert!(
        text.starts_with("式x") && !text.contains("x = 1x") && text.matches('1').count() == 1,
        "{text}"
    );
    let frame = |inner: &str| format!("<text:p>式<draw:frame>{inner}</draw:frame>完。</text:p>");
    let body = frame(
        "<draw:object xlink:href='./Object 1'/><draw:image xlink:href='./ObjectReplacements/Object 1'/>",
    ) + &frame("<draw:object xlink:href='Chart/'/><draw:image xlink:href='x.png'/>");
    let content = format!(
        "<office:document-content><office:body><office:text>{body}</office:text></office:body></office:document-content>"
    );
    let odt = zipped(&[
        ("mimetype", b"application/vnd.oasis.opendocument.text"),
        ("content.xml", content.as_bytes()),
        ("Object 1/content.xml", math.as_bytes()),
        (
            "Chart/content.xml",
            b"<office:document-content><text:p>no formula</text:p></office:document-content>",
        ),
    ]);
    let text = import("a.odt", odt, None).unwrap().text.as_str().to_owned();
    assert!(text.starts_with("式x=1完。\n"), "{text}");
    assert!(!text.contains("no formula"), "{text}");
}

#[test]
fn mutated_files_of_these_formats_do_no_harm() {
    survives_mutation("a.odt", &[odt_with("", ODT)]);
    survives_mutation(
        "a.rtf",
        &[rtf(
            "\\pard\\s1 第一节\\par{\\super\\chftn{\\footnote 注}}{\\listtext 1.}甲\\par\\trowd\\intbl 年\\cell 册\\cell\\row",
        )],
    );
    survives_mutation("a.fb2", &[FB2.as_bytes().to_vec()]);
    // Most changes of a packed file are found by its checksum; these reach the parser.
    let mut random = Random(11);
    for _ in 0..crate::documents::n_mutations(500) {
        let body = mutated(ODT.as_bytes(), &mut random);
        drop(import("a.odt", odt_with("", &String::from_utf8_lossy(&body)), None));
    }
}

#[test]
fn hostile_files_of_these_formats_are_refused_in_a_sentence() {
    let laugh = "<!DOCTYPE l [<!ENTITY a 'ha'><!ENTITY b '&a;&a;'>]>";
    let locked = zipped(&[
        ("mimetype", b"application/vnd.oasis.opendocument.text"),
        ("META-INF/manifest.xml", b"<manifest><manifest:encryption-data/></manifest>"),
        ("content.xml", b"\x01\x02"),
    ]);
    let cases = [
        ("a.odt", locked, Fault::Encrypted),
        ("a.odt", odt_with("", &"<text:span>".repeat(100_000)), Fault::TooDeep),
        ("a.odt", odt_with("", "<text:p>&own;</text:p>"), Fault::Entities),
        ("a.odt", odt_with("", &format!("<text:p>{}</text:p>", "A".repeat(64 << 20))), Fault::Bomb),
        (
            "a.fb2",
            format!("{laugh}<FictionBook><body><p>&b;</p></body></FictionBook>").into_bytes(),
            Fault::Entities,
        ),
        (
            "a.fb2",
            format!("<FictionBook><body>{}", "<section>".repeat(100_000)).into_bytes(),
            Fault::TooDeep,
        ),
    ];
    for (name, bytes, fault) in cases {
        let found = crate::documents::read(name, &bytes).map(|_| ()).unwrap_err();
        assert_eq!(found, ImportError::Faulty(fault), "{name}");
    }
}
