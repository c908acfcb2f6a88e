//! Import: every encoding, what is refused, what only gets a warning, and Markdown.

use danhuang::clean::CleanOptions;
use danhuang::document::{Block, BlockKind, Document};
use danhuang::import::confidence::{CHOICES, SURE_PERCENT, preview};
use danhuang::import::{FORMATS, ImportError, Warning, import};
use danhuang::text::ColumnSide;
use encoding_rs::Encoding;

const SIMPLIFIED: &str = "一、复工复产工作会议在长春召开，会议强调要统筹推进防控和发展。\n第二段：加快建设 5G 基站 3.5 万个。\n";
const TRADITIONAL: &str =
    "復工復產工作會議在臺北召開，會議強調要統籌推進防控和發展。\n第二段：加快建設。\n";
const JAPANESE: &str = "これは日本語の文章です。漢字とかなが混ざっています。\n次の段落です。\n";
const KOREAN: &str = "이것은 한국어 문장입니다. 한글로 쓰여 있습니다.\n다음 문단입니다.\n";

fn utf_16(text: &str, bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
    text.encode_utf16().flat_map(bytes).collect()
}

fn utf_32(text: &str, bytes: fn(u32) -> [u8; 4]) -> Vec<u8> {
    text.chars().flat_map(|c| bytes(u32::from(c))).collect()
}

/// The text comes back whole under the encoding's name.
fn check(bytes: &[u8], encoding: &str, text: &str) {
    let imported = import("a.txt", bytes, None).unwrap();
    assert_eq!(imported.encoding, encoding, "{text}");
    assert_eq!(imported.text.as_str(), text, "{encoding}");
    assert_eq!(imported.warnings, [], "{encoding}");
}

#[test]
fn unicode_is_told_without_a_mark_and_with_one() {
    let marked = format!("\u{FEFF}{SIMPLIFIED}");
    for text in
        [SIMPLIFIED, TRADITIONAL, JAPANESE, KOREAN, "Plain words.\n", "Привет, мир.\n", &marked]
    {
        check(text.as_bytes(), "UTF-8", text);
        check(&utf_16(text, u16::to_le_bytes), "UTF-16LE", text);
        check(&utf_16(text, u16::to_be_bytes), "UTF-16BE", text);
        check(&utf_32(text, u32::to_le_bytes), "UTF-32LE", text);
        check(&utf_32(text, u32::to_be_bytes), "UTF-32BE", text);
    }
}

#[test]
fn chinese_utf_16_without_a_single_zero_byte_is_told() {
    let text = "复工复产，统筹推进。".repeat(20);
    check(&utf_16(&text, u16::to_le_bytes), "UTF-16LE", &text);
    check(&utf_16(&text, u16::to_be_bytes), "UTF-16BE", &text);
}

#[test]
fn a_character_cut_where_the_look_ends_does_no_harm() {
    let text = format!("a{}。", "𠀀".repeat(3000));
    check(&utf_16(&text, u16::to_le_bytes), "UTF-16LE", &text);
}

#[test]
fn the_encodings_of_east_asia_are_told() {
    let cases = [
        ("gbk", "GBK", SIMPLIFIED),
        ("big5", "Big5", TRADITIONAL),
        ("shift_jis", "Shift_JIS", JAPANESE),
        ("euc-jp", "EUC-JP", JAPANESE),
        ("euc-kr", "EUC-KR", KOREAN),
    ];
    for (label, name, text) in cases {
        let (bytes, _, _) = Encoding::for_label(label.as_bytes()).unwrap().encode(text);
        check(&bytes, name, text);
    }
}

#[test]
fn four_byte_characters_of_gb18030_are_read() {
    let text = format!("{SIMPLIFIED}生僻字：㐀𠀀。\n");
    let (bytes, _, _) = encoding_rs::GB18030.encode(&text);
    assert_eq!(import("a.txt", bytes, None).unwrap().text.as_str(), text);
}

#[test]
fn a_short_text_of_gb18030_is_not_taken_for_broken_utf_8() {
    // Some pairs of its bytes are characters in UTF-8 as well.
    let text = "平台助力企業。全省普遍實施";
    let (bytes, _, _) = encoding_rs::GB18030.encode(text);
    let imported = import("a.txt", bytes, None).unwrap();
    assert_eq!(imported.text.as_str(), text, "{}", imported.encoding);
}

#[test]
fn the_person_has_the_last_word_on_the_encoding() {
    let (bytes, _, _) = encoding_rs::BIG5.encode(TRADITIONAL);
    let imported = import("a.txt", &*bytes, Some("Big5-HKSCS")).unwrap();
    assert_eq!((imported.encoding, imported.text.as_str()), ("Big5", TRADITIONAL));
    let unknown = import("a.txt", bytes, Some("klingon")).unwrap_err();
    assert_eq!(unknown, ImportError::UnknownEncoding("klingon".to_owned()));
}

#[test]
fn what_is_no_document_is_refused_in_words() {
    let cases: [(&[u8], &str); 6] = [
        (b"\x7FELF\x02\x01\x01", "程序"),
        (b"\x89PNG\r\n\x1A\n", "图片"),
        (b"\xFF\xD8\xFF\xE0", "图片"),
        (b"GIF89a", "图片"),
        (b"\x1F\x8B\x08", "压缩"),
        (&[0; 100], "二进制"),
    ];
    for (bytes, word) in cases {
        match import("a.txt", bytes, None) {
            Err(ImportError::NotADocument(why)) => assert!(why.zh.contains(word), "{}", why.zh),
            other => panic!("{word}: {other:?}"),
        }
    }
}

#[test]
fn odd_files_are_read_with_a_warning() {
    for bytes in [&b""[..], b" \r\n\t", b"\xEF\xBB\xBF"] {
        assert_eq!(import("a.txt", bytes, None).unwrap().warnings, [Warning::Empty]);
    }
    let broken =
        ["中文".as_bytes(), b"\xFF\xFE", "正文，还有很多字。".as_bytes(), b"\xFA"].concat();
    let imported = import("a.txt", &broken, None).unwrap();
    assert_eq!(imported.encoding, "UTF-8");
    assert!(imported.text.as_str().contains("正文"));
    assert_eq!(imported.warnings, [Warning::Undecodable(3)]);
}

#[test]
fn every_format_has_its_line_in_the_list() {
    for info in FORMATS {
        assert_eq!(info.format.info().id, info.id);
    }
    let mut extensions: Vec<_> = FORMATS.iter().flat_map(|info| info.extensions).collect();
    let n_all = extensions.len();
    extensions.sort();
    extensions.dedup();
    assert_eq!(extensions.len(), n_all, "two formats claim the same extension");
}

fn markdown(text: &str) -> Document {
    Document::new("a.md", text.as_bytes(), None, &CleanOptions::default()).unwrap()
}

#[test]
fn markdown_loses_its_marks_and_nothing_else() {
    let cases = [
        ("第一段**粗体**和*斜体*，[链接](http://a.b)。\n", "第一段粗体和斜体，链接。"),
        ("第一行\n接第二行\n", "第一行接第二行"),
        ("转义 \\*星\\* 实体 &amp; 完\n", "转义 *星* 实体 & 完"),
        ("代码 `a*b*c` 完\n", "代码 a*b*c 完"),
        ("```rust\nlet a = \"**b**\";\n```\n", "let a = \"**b**\";"),
        ("> 引用的话\n", "引用的话"),
        ("床前明月光，  \n疑是地上霜。\n", "床前明月光，\n疑是地上霜。"),
        ("白日依山尽，\\\n黄河入海流。\n", "白日依山尽，\n黄河入海流。"),
        ("- [x] 做完\n- [ ] 没做\n", "☑ 做完\n☐ 没做"),
        ("有脚注[^1]。\n\n[^1]: 在此。\n", "有脚注[1]。\n[1] 在此。"),
        ("She said “no.”\nThen “yes”\nagain.\n", "She said “no.” Then “yes” again."),
        ("他说“不”\n又说“好”\n\n尾\n", "他说“不”又说“好”\n尾"),
        ("| 地区 | 数量 |\n|---|---|\n| 长春 | 12 |\n", "地区\t数量\n长春\t12"),
    ];
    for (source, clean) in cases {
        assert_eq!(markdown(source).cleaned.text.as_str().trim_end(), clean, "{source}");
    }
}

#[test]
fn html_within_markdown_is_read_and_none_of_its_words_is_lost() {
    let cases = [
        ("段一<br>换行<br/>\n再换。\n", "段一\n换行\n再换。"),
        ("H<sub>2</sub>O 与 <kbd>Ctrl</kbd>，<u>下划</u>。\n", "H₂O 与 Ctrl，下划。"),
        ("上段。\n\n<!-- 编辑注\n两行 -->\n\n下段<!-- 注 -->完。\n", "上段。\n下段完。"),
        (
            "<details><summary>展开</summary>\n\n内容。\n\n</details>\n\n尾。\n",
            "展开\n内容。\n尾。",
        ),
        ("<p align=\"center\">居中</p>\n\n正文。\n", "居中\n正文。"),
        ("<div>\n块内容\n</div>\n\n正文。\n", "块内容\n正文。"),
        ("<ul><li>一</li><li>二</li></ul>\n\n正文。\n", "一\n二\n正文。"),
        ("<table><tr><td>甲</td><td>乙</td></tr></table>\n\n正文。\n", "甲\t乙\n正文。"),
        ("图<img src=\"a.png\" alt=\"湖边的书店\">在此。\n", "图湖边的书店在此。"),
        ("| 甲 | 乙 |\n|---|---|\n| 一<br>二 | 三 |\n", "甲\t乙\n一 二\t三"),
        ("<style>\np { color: red }\n</style>\n\n正文。\n", "正文。"),
        ("类型是 Vec<T> 的值，a<b>c 也是。\n", "类型是 Vec<T> 的值，ac 也是。"),
    ];
    for (source, clean) in cases {
        assert_eq!(markdown(source).cleaned.text.as_str().trim_end(), clean, "{source}");
    }
}

#[test]
fn fields_above_a_text_say_what_it_is_and_are_no_text() {
    let fields = "---\ntitle: \"老城供水\"\ndate: 2024-05-18\ntags: [供水, 管网]\nauthor: 周立松\nsource: 清河日报\nurl: https://a.b/c\n---\n\n";
    let body = "正文一段，讲供水的事情，也讲管网。\n\n## 二\n\n正文二段。\n";
    let cases = [
        ("a.md", "# 供水改造\n\n", "供水改造"),
        ("a.md", "", "老城供水"),
        ("a.txt", "", "老城供水"),
    ];
    for (name, above, title) in cases {
        let file = format!("{fields}{above}{body}");
        let document =
            Document::new(name, file.as_bytes(), None, &CleanOptions::default()).unwrap();
        let text = document.cleaned.text.as_str();
        assert!(text.starts_with(&format!("{title}\n")), "{name}: {text}");
        assert!(!text.contains("date") && !text.contains("管网]"), "{name}: {text}");
        assert_eq!(document.title(), title, "{name}");
        let meta = &document.cleaned.meta;
        let said = [&meta.author, &meta.source, &meta.date, &meta.url].map(|said| said.as_deref());
        let wanted = ["周立松", "清河日报", "2024-05-18", "https://a.b/c"].map(Some);
        assert_eq!(said, wanted, "{name}");
    }
}

#[test]
fn cells_that_a_markdown_table_has_no_column_for_are_kept() {
    let source =
        "| 列一 | 列二 |\n|--|--|\n| 格`a|W031` | **粗W032** | 末 |\n| [链](http://a.b) | 乙 |\n";
    let document = markdown(source);
    let text = document.cleaned.text.as_str();
    assert!(text.contains("粗W032") && text.contains('末'), "{text}");
    assert!(text.contains("链\t乙") && !text.contains("http"), "{text}");
}

#[test]
fn zeros_that_came_into_utf_8_make_no_other_encoding_of_it() {
    let english = "The lake was still, and the bookshop beside it had not opened yet. ".repeat(8);
    for text in [SIMPLIFIED.repeat(9), english] {
        // Also within a character, which that costs.
        let mut within = text.clone().into_bytes();
        within.insert(301, 0);
        let imported = import("a.txt", &within, None).unwrap();
        assert_eq!(imported.encoding, "UTF-8");
        let rest = text.get(text.ceil_char_boundary(304)..).unwrap();
        assert!(imported.text.as_str().ends_with(rest));
        for at in [0, 300, text.len()] {
            let at = text.floor_char_boundary(at);
            let mut bytes = text.clone().into_bytes();
            bytes.insert(at, 0);
            let imported = import("a.txt", &bytes, None).unwrap();
            assert_eq!(imported.encoding, "UTF-8", "{at}");
            assert_eq!(imported.text.as_str().replace('\0', ""), text, "{at}");
        }
    }
}

#[test]
fn markdown_says_what_its_paragraphs_are() {
    let document = markdown(
        "# 题目\n\n## 第一节\n\n正文在这里。\n\n- 一项\n\n> 引用\n\n```\nlet a = 1;\n```\n",
    );
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
        ]
    );
}

#[test]
fn markdown_says_how_its_paragraphs_belong_together() {
    let document = markdown(
        "# 题目\n\n- 一项\n  - 里层\n\n上段。\n\n---\n\n下段。\n\n明月光，  \n地上霜。\n\n\
         | 甲 | 乙 |\n|:-:|--:|\n| 1 | 2 |\n",
    );
    let blocks: Vec<_> = document.blocks.iter().map(|block| (block.kind, block.depth)).collect();
    assert_eq!(
        blocks,
        [
            (BlockKind::Title, 0),
            (BlockKind::ListItem, 1),
            (BlockKind::ListItem, 2),
            (BlockKind::Body, 0),
            (BlockKind::Body, 0),
            (BlockKind::Verse, 0),
            (BlockKind::Verse, 0),
            (BlockKind::TableRow, 0),
            (BlockKind::TableRow, 0),
        ]
    );
    let marked = |of: fn(&Block) -> bool| -> Vec<usize> {
        (0..document.blocks.len()).filter(|index| of(&document.blocks[*index])).collect()
    };
    assert_eq!(marked(|block| block.is_after_rule), [4]);
    assert_eq!(marked(|block| block.is_in_stanza), [6]);
    let [table] = &document.tables[..] else { panic!("{:?}", document.tables) };
    assert_eq!(table.columns, [ColumnSide::Center, ColumnSide::Right]);
    assert_eq!(document.cleaned.text.get(table.span), "甲\t乙\n1\t2");
    assert!(table.is_header(document.blocks[7].span) && table.is_last(document.blocks[8].span));
}

#[test]
fn how_sure_an_encoding_is_tells_a_guess_from_knowledge() {
    let percent = |bytes: &[u8]| import("a.txt", bytes, None).unwrap().confidence;
    let news = "湖边的书店开了三十年，老板说，书店的生意一年不如一年，可是他不想关门。";
    let encoded = |encoding: &'static Encoding, text: &str| encoding.encode(text).0.into_owned();
    let traditional = "湖邊的書店開了三十年，老闆說，書店的生意一年不如一年，可是他不想關門。";
    let japanese = "吾輩は猫である。名前はまだ無い。どこで生れたかとんと見当がつかぬ。";
    assert_eq!(percent(news.as_bytes()), 100);
    assert_eq!(percent(b"plain words"), 100);
    for bytes in [
        encoded(encoding_rs::GB18030, news),
        encoded(encoding_rs::BIG5, traditional),
        encoded(encoding_rs::SHIFT_JIS, japanese),
        encoded(encoding_rs::EUC_JP, japanese),
        encoded(encoding_rs::WINDOWS_1252, "Le café où les élèves préfèrent déjeuner le dimanche"),
    ] {
        let imported = import("a.txt", &bytes, None).unwrap();
        assert!(
            imported.confidence >= SURE_PERCENT,
            "{} {}",
            imported.encoding,
            imported.confidence
        );
    }
    assert!(
        percent(&encoded(encoding_rs::GB18030, "亳州囍燚垚")) < SURE_PERCENT,
        "too little to tell"
    );
    let odd = encoded(encoding_rs::GB18030, &"囍燚垚淼犇羴骉驫麤鱻猋贔".repeat(3));
    assert!(percent(&odd) < SURE_PERCENT, "rare characters only");
}

#[test]
fn a_file_can_be_previewed_in_every_encoding_on_offer() {
    let bytes = encoding_rs::GB18030.encode("plain\n湖边的书店\n第二行").0.into_owned();
    let imported = import("a.txt", &bytes, None).unwrap();
    assert_eq!(preview(&imported.sample, "gb18030"), "湖边的书店");
    for name in CHOICES {
        assert!(import("a.txt", &bytes, Some(name)).unwrap().is_chosen, "{name} can be asked for");
        assert!(!preview(&imported.sample, name).is_empty(), "{name}");
    }
}

#[test]
fn code_that_runs_over_lines_is_known_to_its_last_character() {
    let cases = [
        ("前`一行`后。\n", "一行"),
        ("前`一行\n攥着一封信`后。\n", "一行\n攥着一封信"),
        ("前`` 一`行\n二行 ``后。\n", "一`行\n二行"),
        ("> 前`一行\n> 二行`后。\n", "一行\n> 二行"),
    ];
    for (text, code) in cases {
        let imported = import("a.md", text.as_bytes(), None).unwrap();
        let found: Vec<_> = imported
            .hints
            .iter()
            .filter(|hint| hint.kind == danhuang::text::HintKind::Code)
            .map(|hint| imported.text.as_str().get(hint.span.range()))
            .collect();
        assert_eq!(found, [Some(code)], "{text}");
    }
}
