//! The numbers that Word sets before paragraphs are text of the document.

use danhuang::clean::CleanOptions;
use danhuang::document::{BlockKind, Document};
use danhuang::import::import;

use crate::documents::zipped;

/// A level of a list: how it counts, its pattern, and what else is said of it.
fn level(index: usize, counting: &str, pattern: &str, more: &str) -> String {
    format!(
        "<w:lvl w:ilvl='{index}'><w:numFmt w:val='{counting}'/>{more}<w:lvlText w:val='{pattern}'/></w:lvl>"
    )
}

/// An outline with its levels, and the list that uses it under the same number.
fn list(id: u32, levels: &[String]) -> String {
    format!(
        "<w:abstractNum w:abstractNumId='{id}'>{}</w:abstractNum>\
         <w:num w:numId='{id}'><w:abstractNumId w:val='{id}'/></w:num>",
        levels.concat()
    )
}

/// A paragraph: `list.level text`; without the dot one that has no number of its own; `style> text` with a style.
fn paragraph(said: &str) -> String {
    let (style, said) =
        said.split_once('>').map_or((None, said), |(style, said)| (Some(style), said));
    let (place, text) = said.split_once(' ').unwrap();
    let style = style.map(|style| format!("<w:pStyle w:val='{style}'/>")).unwrap_or_default();
    let number = place.split_once('.').map(|(list, level)| {
        format!("<w:numPr><w:ilvl w:val='{level}'/><w:numId w:val='{list}'/></w:numPr>")
    });
    format!(
        "<w:p><w:pPr>{style}{}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>",
        number.unwrap_or_default()
    )
}

fn docx(styles: &str, numbering: &str, paragraphs: &[&str]) -> Vec<u8> {
    let body: String = paragraphs.iter().map(|said| paragraph(said)).collect();
    zipped(&[
        (
            "word/document.xml",
            format!("<w:document><w:body>{body}</w:body></w:document>").as_bytes(),
        ),
        ("word/styles.xml", format!("<w:styles>{styles}</w:styles>").as_bytes()),
        ("word/numbering.xml", format!("<w:numbering>{numbering}</w:numbering>").as_bytes()),
    ])
}

fn source(styles: &str, numbering: &str, paragraphs: &[&str]) -> String {
    let bytes = docx(styles, numbering, paragraphs);
    import("a.docx", &bytes, None).unwrap().text.as_str().to_owned()
}

#[track_caller]
fn check(numbering: &str, paragraphs: &[&str], text: &str) {
    assert_eq!(source("", numbering, paragraphs), text, "{numbering}");
}

#[test]
fn chinese_numbers_stand_before_their_paragraphs() {
    let levels = [
        level(0, "chineseCountingThousand", "第%1章", ""),
        level(1, "chineseCounting", "%2、", ""),
        level(2, "chineseCounting", "（%3）", "<w:suff w:val='nothing'/>"),
        level(3, "decimalEnclosedCircle", "%4", "<w:suff w:val='space'/>"),
        level(4, "ideographTraditional", "%5．", ""),
        level(5, "japaneseCounting", "【%6】", ""),
    ];
    let paragraphs = [
        "1.0 总则",
        "1.1 目的",
        "1.2 其一",
        "1.2 其二",
        "1.3 小项",
        "1.1 范围",
        "1.2 其一",
        "1.0 细则",
        "1.1 做法",
        "1.4 甲项",
        "1.5 方括",
    ];
    check(
        &list(1, &levels),
        &paragraphs,
        "第一章 总则\n一、目的\n（一）其一\n（二）其二\n① 小项\n二、范围\n（一）其一\n第二章 细则\n一、做法\n甲．甲项\n【一】方括\n",
    );
}

#[test]
fn numbers_of_several_levels_name_those_above() {
    let levels = [
        level(0, "upperRoman", "%1", ""),
        level(1, "decimal", "%1.%2", "<w:isLgl/>"),
        level(2, "lowerLetter", "%3)", ""),
        level(3, "decimalZero", "%1-%4", ""),
    ];
    check(
        &list(1, &levels),
        &["1.0 a", "1.0 b", "1.1 c", "1.1 d", "1.2 e", "1.2 f", "1.3 g", "1.0 h", "1.1 i"],
        "I a\nII b\n2.1 c\n2.2 d\na) e\nb) f\nII-01 g\nIII h\n3.1 i\n",
    );
    // A level above that did not come yet shows where it begins, and begins there.
    check(&list(1, &levels), &["1.1 a", "1.1 b", "1.0 c"], "1.1 a\n1.2 b\nI c\n");
}

#[test]
fn a_level_begins_again_where_its_list_says_so() {
    let levels = |restart: &str| {
        [
            level(0, "decimal", "第%1章", ""),
            level(1, "decimal", "第%2节", ""),
            level(2, "decimal", "第%3条", restart),
        ]
    };
    let paragraphs = ["1.0 a", "1.1 b", "1.2 c", "1.2 d", "1.1 e", "1.2 f", "1.0 g", "1.2 h"];
    let check = |restart, numbers: [u32; 4]| {
        let text = source("", &list(1, &levels(restart)), &paragraphs);
        let found: Vec<_> = text.lines().filter(|line| line.contains('条')).collect();
        let wanted: Vec<_> = numbers
            .iter()
            .zip("cdfh".chars())
            .map(|(number, c)| format!("第{number}条 {c}"))
            .collect();
        assert_eq!(found, wanted, "{restart}");
    };
    check("", [1, 2, 1, 1]);
    // Articles count through the whole document.
    check("<w:lvlRestart w:val='0'/>", [1, 2, 3, 4]);
    check("<w:lvlRestart w:val='1'/>", [1, 2, 3, 1]);
    check("<w:start w:val='5'/>", [5, 6, 5, 5]);
}

#[test]
fn two_lists_of_one_outline_go_on_unless_one_starts_anew() {
    let outline = format!(
        "<w:abstractNum w:abstractNumId='7'>{}</w:abstractNum>",
        level(0, "chineseCounting", "%1、", "")
    );
    let lists = |more: &str| {
        format!(
            "{outline}<w:num w:numId='1'><w:abstractNumId w:val='7'/></w:num>\
             <w:num w:numId='2'><w:abstractNumId w:val='7'/>{more}</w:num>"
        )
    };
    let paragraphs = ["1.0 a", "1.0 b", "2.0 c", "2.0 d", "1.0 e"];
    check(&lists(""), &paragraphs, "一、a\n二、b\n三、c\n四、d\n五、e\n");
    let anew = "<w:lvlOverride w:ilvl='0'><w:startOverride w:val='1'/></w:lvlOverride>";
    check(&lists(anew), &paragraphs, "一、a\n二、b\n一、c\n二、d\n三、e\n");
    let other =
        format!("<w:lvlOverride w:ilvl='0'>{}</w:lvlOverride>", level(0, "decimal", "（%1）", ""));
    check(&lists(&other), &paragraphs, "一、a\n二、b\n（3）c\n（4）d\n五、e\n");
}

#[test]
fn headings_have_the_numbers_of_their_styles() {
    let styles = "<w:style w:type='paragraph' w:styleId='1'><w:name w:val='heading 1'/><w:pPr><w:numPr><w:numId w:val='3'/></w:numPr></w:pPr></w:style>\
        <w:style w:type='paragraph' w:styleId='2'><w:name w:val='heading 2'/><w:basedOn w:val='1'/></w:style>\
        <w:style w:type='paragraph' w:styleId='own'><w:basedOn w:val='2'/></w:style>\
        <w:style w:type='paragraph' w:styleId='bare'><w:basedOn w:val='1'/><w:pPr><w:numPr><w:numId w:val='0'/></w:numPr></w:pPr></w:style>";
    // The list names its outline through a style of lists.
    let numbering = format!(
        "<w:abstractNum w:abstractNumId='1'><w:numStyleLink w:val='legal'/></w:abstractNum>\
         <w:abstractNum w:abstractNumId='2'><w:styleLink w:val='legal'/>{}{}</w:abstractNum>\
         <w:num w:numId='3'><w:abstractNumId w:val='1'/></w:num>",
        level(0, "chineseCounting", "第%1章", "<w:pStyle w:val='1'/>"),
        level(1, "decimal", "%1.%2", "<w:pStyle w:val='2'/><w:isLgl/>"),
    );
    let paragraphs = [
        "1>- 总则",
        "2>- 目的",
        "own>- 范围",
        "bare>- 附则",
        "1>0.0 没有号",
        "1>- 细则",
        "2>- 做法",
        "- 正文在这里。",
    ];
    let bytes = docx(styles, &numbering, &paragraphs);
    let document = Document::new("a.docx", &bytes, None, &CleanOptions::default()).unwrap();
    let headings: Vec<_> = document
        .outline
        .headings
        .iter()
        .map(|heading| (heading.level, heading.text.as_str()))
        .collect();
    assert_eq!(
        headings,
        [
            (1, "第一章 总则"),
            (2, "1.1 目的"),
            (2, "1.2 范围"),
            (1, "附则"),
            (1, "没有号"),
            (1, "第二章 细则"),
            (2, "2.1 做法")
        ]
    );
}

#[test]
fn plain_lists_have_their_numbers_from_the_page() {
    let levels = [level(0, "decimal", "%1.", ""), level(1, "bullet", "\u{F0B7}", "")];
    let bytes = docx(
        "",
        &list(1, &levels),
        &["- 前文。", "1.0 甲", "1.1 里层", "1.0 乙", "- 后文。", "9.0 丙", "- 完。"],
    );
    let document = Document::new("a.docx", &bytes, None, &CleanOptions::default()).unwrap();
    let blocks: Vec<_> = document
        .blocks
        .iter()
        .map(|block| (block.kind, block.depth, document.cleaned.text.get(block.span)))
        .collect();
    assert_eq!(
        blocks,
        [
            (BlockKind::Body, 0, "前文。"),
            (BlockKind::ListItem, 1, "甲"),
            (BlockKind::ListItem, 2, "里层"),
            (BlockKind::ListItem, 1, "乙"),
            (BlockKind::Body, 0, "后文。"),
            // A list that the document does not describe.
            (BlockKind::ListItem, 1, "丙"),
            (BlockKind::Body, 0, "完。"),
        ]
    );
    assert!(document.imported.text.as_str().contains("1. 甲\n- 里层\n2. 乙\n"));
}

#[test]
fn a_number_alone_between_paragraphs_is_no_list() {
    let levels = [level(0, "decimal", "%1.", "")];
    let text = ["1.0 工作目标", "- 正文。", "1.0 工作内容", "- 正文。"];
    let bytes = docx("", &list(1, &levels), &text);
    let document = Document::new("a.docx", &bytes, None, &CleanOptions::default()).unwrap();
    assert!(document.cleaned.text.as_str().starts_with("1. 工作目标\n"), "{:?}", document.blocks);
    assert!(document.blocks.iter().all(|block| block.kind != BlockKind::ListItem));
}

#[test]
fn empty_paragraphs_and_odd_lists_do_no_harm() {
    let levels = [level(0, "chineseCounting", "%1、", "")];
    let empty =
        "<w:p><w:pPr><w:numPr><w:ilvl w:val='0'/><w:numId w:val='1'/></w:numPr></w:pPr></w:p>";
    let body = format!("{}{empty}{}", paragraph("1.0 甲"), paragraph("1.0 乙"));
    let numbering = format!("<w:numbering>{}</w:numbering>", list(1, &levels));
    let bytes = zipped(&[
        ("word/document.xml", format!("<w:document>{body}</w:document>").as_bytes()),
        ("word/numbering.xml", numbering.as_bytes()),
    ]);
    assert_eq!(import("a.docx", &bytes, None).unwrap().text.as_str(), "一、甲\n三、乙\n");
    let odd = [
        // Lists that name each other, levels that are none, numbers without end.
        "<w:abstractNum w:abstractNumId='1'><w:numStyleLink w:val='a'/><w:styleLink w:val='a'/></w:abstractNum><w:num w:numId='1'><w:abstractNumId w:val='1'/></w:num>".to_owned(),
        list(1, &[level(99, "decimal", "%1", ""), level(0, "decimal", "%9%0%%%", "")]),
        list(1, &[level(0, "upperRoman", "第%1条", "<w:start w:val='4294967295'/>")]),
        list(1, &[level(0, "lowerLetter", "第%1条", "<w:start w:val='4000000000'/>")]),
        "<w:num w:numId='1'/>".to_owned(),
    ];
    for numbering in odd {
        let text = source("", &numbering, &["1.0 甲", "1.0 乙", "1.200 丙"]);
        assert!(text.contains('甲') && text.contains('丙'), "{text}");
    }
}
