//! The Markdown of notes: Markdown still in Markdown, set in pages and comments, and never out of its place.

use danhuang::clean::CleanOptions;
use danhuang::document::{Document, content_hash};
use danhuang::exchange::{ExportSet, Request};
use proptest::prelude::*;
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd, TextMergeStream};

use crate::exchange::read;
use crate::exchange::{HOSTILE, bytes, hostile, of, tides, written};
use crate::strategies;

/// What Markdown is made of in a note.
const NOTES: [&str; 14] = [
    "*强* 与 **更强** 与 ***最强*** 和 ~~删去~~ [[链接]]、[[名|别名]]",
    "- 列一\n- 列二\n  - 里面\n    1. 数\n    2. 数\n- 列三\n\n后面",
    "3. 三\n4. 四\n\n   四的第二段\n\n   > 引\n5. 五",
    "> 引文一\n>\n> 引文二\n\n> 另一引文",
    "```rust\nlet a = `x`;\n\n    b\n```\n尾",
    "第一行\n第二行\\\n第三行  \n第四行",
    "- [ ] 待办\n- [x] 已办",
    "见 [网页](https://a.b/c_d?x=1&y=[2]) 和 `a|b` 和 ``c`d``",
    "|甲|乙|\n|---|:-:|\n|1|`2\\|3`|\n|*四*|五|\n\n表后",
    "上\n\n---\n\n下",
    "“引”**“强”**，然后**强**弱*斜*直",
    "#数据 见 C# 与 #政策/减负",
    "- \n- 空项之后",
    "> - 引中之列\n>   又一段\n>\n>   ```\n>   码\n>   ```",
];

fn options() -> Options {
    Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_WIKILINKS
        | Options::ENABLE_TABLES
}

/// What a Markdown text says, its looks and blocks with it: a heading is bold words, and how wide a list is set no
/// matter.
fn events(text: &str) -> Vec<String> {
    let events = TextMergeStream::new(Parser::new_ext(text, options()));
    let told = events.filter_map(|event| match event {
        Event::SoftBreak | Event::HardBreak => Some("line".to_owned()),
        Event::Text(text) => {
            Some(text.trim_end_matches('\n').to_owned()).filter(|text| !text.is_empty())
        }
        Event::Start(Tag::Paragraph) | Event::End(TagEnd::Paragraph) => None,
        Event::Start(Tag::CodeBlock(_)) => Some("code".to_owned()),
        // Whether a text is borrowed does not matter.
        other => Some(
            format!("{other:?}").replace("Boxed(", "Borrowed(").replace("Inlined(", "Borrowed("),
        ),
    });
    told.collect()
}

/// The note of a set of one, as the text between its tags and the end of an export.
fn set_with(note: &str) -> ExportSet {
    let mut one = hostile(0, "句子");
    note.clone_into(&mut one.note);
    ExportSet { title: "题".to_owned(), notes: vec![one], ..ExportSet::default() }
}

fn noted(id: &str, note: &str) -> String {
    let text = written(id, set_with(note));
    let (_, behind) = text.split_once("#政策/复工\n").unwrap();
    behind.to_owned()
}

#[test]
fn a_notes_markdown_stays_what_it_is_in_markdown() {
    for note in NOTES {
        let text = noted("markdown", note);
        assert_eq!(events(&text), events(note), "{note}\n became \n{text}");
        let callout = noted("obsidian", note);
        let (callout, name) = callout.rsplit_once("\n\n^").unwrap();
        assert_eq!(name.trim(), "01J00000000000000000000000");
        let inner: Vec<_> = callout.lines().map(|line| line.strip_prefix('>').unwrap()).collect();
        let inner: Vec<_> =
            inner.iter().map(|line| line.strip_prefix(' ').unwrap_or(line)).collect();
        assert_eq!(events(&inner.join("\n")), events(note), "{note}\n became \n{callout}");
    }
}

#[test]
fn a_notes_signs_are_no_signs_in_pages_and_comments() {
    let page = written("html", set_with(NOTES[0]));
    for words in
        ["<em class=\"dots\">强</em>", "<strong>更强</strong>", "<del>删去</del>", "链接、别名"]
    {
        assert!(page.contains(words), "{words} not in {page}");
    }
    let list = written("html", set_with(NOTES[1]));
    assert!(list.contains("<li>列一</li>") && list.contains("<ol start=\"1\">"), "{list}");
    let mut desk = tides();
    desk.mark(
        "潮",
        &[],
        "**要点** 在 *此*\n- 列一\n- [网页](https://a.b)\n\n`码`",
        danhuang::notebook::HighlightColor::Amber,
    );
    let comments = read::part(&desk.written("marked-docx"), "word/comments.xml");
    for words in [
        "<w:rPr><w:b/></w:rPr><w:t xml:space=\"preserve\">要点</w:t>",
        "<w:rPr><w:em w:val=\"underDot\"/></w:rPr><w:t xml:space=\"preserve\">此</w:t>",
        "• 列一<",
        "• 网页 (https://a.b)<",
        "<w:rStyle w:val=\"CodeWords\"/></w:rPr><w:t xml:space=\"preserve\">码<",
    ] {
        assert!(comments.contains(words), "{words} not in {comments}");
    }
}

/// Notes that would end what they stand in, run something, or hold what follows them.
const BREAKING: [&str; 12] = [
    "```\n没有尾的代码",
    "<!-- 没有尾的注",
    "<script>\nalert(1)\n</script>",
    "# 标题\n## 又一个",
    "标题\n====",
    "标题\n---",
    "[运行](javascript:alert(1)) ![图](data:text/html,x)",
    "[^1]: 假的脚注\n\n[名]: https://a.b",
    "%%没有尾\n$$没有尾\n==没有尾",
    "[[a<script>alert(1)</script>]]",
    "- \n```\n>",
    "^01J00000000000000000000000",
];

#[test]
fn no_note_leaves_its_place() {
    for note in BREAKING.into_iter().chain(HOSTILE) {
        for id in ["markdown", "obsidian", "marked-markdown"] {
            let mut one = set_with(note);
            let mut next = hostile(1, "下一句");
            next.note = "下一条".to_owned();
            one.notes.push(next);
            let text = if id == "marked-markdown" {
                one.article = Some(danhuang::exchange::Article::of(&article("句子。\n下一句。\n")));
                written(id, one)
            } else {
                written(id, one)
            };
            let all = TextMergeStream::new(Parser::new_ext(&text, options()));
            let (mut depth, mut n_headings, mut last) = (0_i32, 0, String::new());
            for event in all {
                match event {
                    Event::Html(html) | Event::InlineHtml(html) => panic!("raw {html} in {text}"),
                    Event::Start(Tag::Heading { .. }) => n_headings += 1,
                    Event::Start(Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. }) => {
                        assert!(
                            !dest_url.starts_with("javascript") && !dest_url.starts_with("data")
                        );
                        depth += 1;
                    }
                    Event::Start(Tag::CodeBlock(_)) => depth += 1,
                    Event::End(TagEnd::Link | TagEnd::Image | TagEnd::CodeBlock) => depth -= 1,
                    Event::Text(words) if words.contains("下一条") => {
                        assert_eq!(depth, 0, "{note} holds the next in {text}");
                        last = words.to_string();
                    }
                    _ => {}
                }
            }
            assert!(last.contains("下一条"), "{id}: {note} hides the next note in {text}");
            let n_own = match id {
                "markdown" => 3,
                // The fields above it read as a heading where there are none.
                "obsidian" => 4,
                _ => n_headings,
            };
            assert_eq!(n_headings, n_own, "{id}: {note} makes headings in {text}");
            assert_eq!(
                text.matches("\n^01J00000000000000000000000\n").count(),
                usize::from(id == "obsidian"),
                "{text}"
            );
        }
        let page = written("html", set_with(note));
        let (_, names) = read::page(&page);
        assert!(
            !names.iter().any(|name| ["script", "img", "h3", "iframe"].contains(&&**name)),
            "{page}"
        );
    }
}

#[test]
fn names_of_links_that_nothing_refers_to_are_not_lost() {
    for id in ["markdown", "html", "obsidian"] {
        let text = written(id, set_with("见下\n\n[名]: https://a.b/c"));
        assert!(text.contains("https://a.b/c") && text.contains("名"), "{text}");
    }
}

fn article(text: &str) -> Document {
    Document::new("a.md", text.as_bytes(), None, &CleanOptions::default()).unwrap()
}

fn article_as(id: &str, text: &str) -> Vec<u8> {
    let document = article(text);
    let set = ExportSet {
        title: "题".to_owned(),
        hash: content_hash(text.as_bytes()),
        article: Some(danhuang::exchange::Article::of(&document)),
        ..ExportSet::default()
    };
    bytes(id, &of(set), &Request::default())
}

#[test]
fn the_second_paragraph_of_an_item_is_no_item_of_its_own() {
    let text = "# 水库\n\n1. 甲项的话\n\n   甲的第二段\n\n2. 乙项的话\n   - 乙下一项\n\n     下项又一段\n\n   乙的第二段\n\n末段的话。\n";
    let markdown = String::from_utf8(article_as("article-markdown", text)).unwrap();
    assert_eq!(
        markdown.trim_end(),
        "# 水库\n\n1. 甲项的话\n\n   甲的第二段\n2. 乙项的话\n   - 乙下一项\n\n     下项又一段\n\n   乙的第二段\n\n末段的话。"
    );
    assert_eq!(events(&markdown), events(text));
    let page = String::from_utf8(article_as("article-html", text)).unwrap();
    assert_eq!(page.matches("<li").count(), 3, "{page}");
    assert!(page.contains("<p>甲的第二段</p>\n</li>"), "{page}");
    assert!(page.contains("</ul>\n<p>乙的第二段</p>\n</li>"), "{page}");
    let document = read::part(&article_as("article-docx", text), "word/document.xml");
    assert_eq!(document.matches("<w:numPr>").count(), 3, "{document}");
    assert_eq!(document.matches("ListParagraph").count(), 6, "{document}");
    assert!(document.contains("<w:ind w:left=\"840\" w:firstLine=\"0\"/>"), "{document}");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn whatever_a_note_says_the_next_one_stands_where_it_would(said in strategies::text(40), signs in "[-*_`#>|\\[\\]()<!=~ \\n1.ax甲]{0,40}") {
        for note in [said.as_str(), signs.as_str()] {
            let mut set = set_with(note);
            let mut next = hostile(1, "下一句");
            next.note = "下一条".to_owned();
            set.notes.push(next);
            let text = written("markdown", set);
            let mut blocks = Vec::new();
            for event in Parser::new_ext(&text, options()).into_offset_iter() {
                if let (Event::Start(Tag::Heading { .. } | Tag::Paragraph), range) = event {
                    blocks.push(text.get(range).unwrap().trim().to_owned());
                }
            }
            let tail: Vec<_> = blocks.iter().rev().take(4).rev().map(String::as_str).collect();
            prop_assert_eq!(tail, ["## 下一句", "下一句", "#政策/复工", "下一条"], "{}", text);
        }
    }
}
