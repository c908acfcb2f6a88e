//! The full text with the marks in it: every format gives the same words, marks, tags and notes.

use danhuang::document::BlockKind;
use danhuang::exchange::{Filter, Request, format, loss_report};
use danhuang::text::Language;

use crate::exchange::read::{self, squeezed};
use crate::exchange::{Desk, HOSTILE, tides};

/// What is seen of a document, without white space.
fn words(desk: &Desk) -> String {
    squeezed(desk.document.cleaned.text.as_str())
}

#[test]
fn markdown_marks_every_passage_and_its_footnote_says_whose_words_are_whose() {
    let desk = tides();
    let text = String::from_utf8(desk.written("marked-markdown")).unwrap();
    let found = read::markdown(&text);
    assert_eq!(squeezed(&found.text), words(&desk));
    // Marks that share words are one stretch; two that touch are two.
    let marked: Vec<_> = found.marks.iter().map(|(_, words)| words.as_str()).collect();
    assert!(marked.contains(&"河口的水位，枯水期低，丰水期高"), "{marked:?}\n{text}");
    assert!(marked.contains(&"两岸的人") && marked.contains(&"早已习惯"), "{marked:?}\n{text}");
    assert!(marked.contains(&"加粗的字和着重") && marked.contains(&"3.2"), "{marked:?}\n{text}");
    for note in desk.notes().iter().filter(|note| note.says_something()) {
        let quote = format!("「{}」", note.quote);
        let lines = found.notes.values().find(|lines| lines[0].starts_with(&quote));
        let lines = lines.unwrap_or_else(|| panic!("{quote} has no footnote in\n{text}"));
        for tag in &note.tags {
            assert!(lines[0].contains(&format!("#{}", tag.replace(' ', "_"))), "{lines:?}");
        }
        assert_eq!(lines[1..].join("\n"), note.note);
    }
    // Each footnote is referred to where its passage ends.
    for (label, lines) in &found.notes {
        let before = &found.colors[label];
        assert_eq!(before.len(), 1, "footnote {label} is referred to once");
        let quote = lines[0].strip_prefix('「').unwrap().split('」').next().unwrap();
        let end = squeezed(quote);
        let is_code = quote.contains("</b>");
        assert!(squeezed(&before[0]).ends_with(&end) || is_code, "{label}: {quote}\n{text}");
    }
}

#[test]
fn markdown_keeps_headings_lists_tables_quotations_and_code() {
    let text = String::from_utf8(tides().written("article-markdown")).unwrap();
    for line in [
        "# 潮汐与堤坝",
        "## 一、河口",
        "1. 先看水尺",
        "2. 再看流速",
        "   - 断面",
        "3. 最后算流量",
        "| 站名 | 水位 | 流量 |",
        "| --- | --: | :-: |",
        "> 引一句旧志：水至清则无鱼。",
        "    println\\!(\"<b>水位</b>\");",
        "\\- 也不是列表。",
        "---",
    ] {
        let line = line.replace("\\!", "!");
        assert!(
            text.lines().any(|other| other == line || other.starts_with(&line)),
            "{line}\n{text}"
        );
    }
    assert!(text.contains("[链接](<https://example.org/a?b=1\\&c=2>)"), "{text}");
    assert!(text.contains("`code`") && text.contains("**加粗的字**") && text.contains("*着重*"));
    assert!(!text.contains("==") && !text.contains("[^"), "{text}");
    // Another reader finds the same structure.
    let again = Desk::new("again.md", &text);
    let kinds =
        |desk: &Desk| desk.document.blocks.iter().map(|block| block.kind).collect::<Vec<_>>();
    assert_eq!(kinds(&again), kinds(&tides()));
    assert_eq!(words(&again), words(&tides()));
}

#[test]
fn a_page_marks_every_passage_beside_its_note_and_runs_nothing() {
    let desk = tides();
    let page = String::from_utf8(desk.written("marked-html")).unwrap();
    assert!(page.contains("default-src 'none'") && !page.contains("<script"));
    let (found, names) = read::page(&page);
    for name in ["h1", "h2", "ol", "ul", "table", "th", "blockquote", "pre", "nav", "input"] {
        assert!(names.iter().any(|known| known == name), "no {name}");
    }
    assert!(squeezed(&found.text).starts_with(&squeezed("潮汐与堤坝")), "{}", found.text);
    for note in desk.notes() {
        assert_eq!(squeezed(&found.mark(&note.id)), squeezed(&note.quote));
        let color = note.color.id();
        assert!(found.colors[&note.id].iter().all(|class| class.starts_with(color)));
        let said: Vec<_> = found.notes.get(&note.id).cloned().unwrap_or_default();
        let lines = note.note.lines().map(str::to_owned);
        assert_eq!(said, note.tags.iter().cloned().chain(lines).collect::<Vec<_>>());
    }
}

#[test]
fn a_page_lets_choose_by_every_tag_and_by_none() {
    let page = String::from_utf8(tides().written("marked-html")).unwrap();
    let n_boxes = page.matches("type=\"checkbox\"").count();
    // 政策, 政策/复工, 数据, 带 空格, 代码, 跨段, 标题, and without a tag.
    assert_eq!(n_boxes, 8, "{page}");
    for index in 0..7 {
        assert!(page.contains(&format!("#f-t{index}:checked) mark.t{index} ")));
    }
    assert!(page.contains("#f-u:checked) mark.u "));
}

#[test]
fn word_highlights_every_passage_and_comments_hold_tags_and_notes() {
    let desk = tides();
    let file = desk.written("marked-docx");
    let (found, styles) = read::docx(&file);
    assert_eq!(squeezed(&found.text), words(&desk));
    for style in ["Title", "Heading1", "ListParagraph", "Quote", "Code"] {
        assert!(styles.iter().any(|known| known == style), "no {style} in {styles:?}");
    }
    for note in desk.notes().iter().filter(|note| note.says_something()) {
        let tags: Vec<_> = note.tags.iter().map(|tag| format!("#{tag}")).collect();
        let tags = (!tags.is_empty()).then(|| tags.join(" "));
        let lines = note.note.lines().map(str::to_owned);
        let said: Vec<_> = tags.into_iter().chain(lines).collect();
        let is_this = |(id, lines): &(&String, &Vec<String>)| {
            **lines == said && squeezed(&found.mark(id)) == squeezed(&note.quote)
        };
        let comment = found.notes.iter().find(is_this);
        let (id, _) = comment.unwrap_or_else(|| panic!("no comment for {note:?}"));
        assert!(found.colors[id].iter().all(|highlight| !highlight.is_empty()));
    }
    let numbering = read::part(&file, "word/numbering.xml");
    assert!(numbering.contains("startOverride w:val=\"1\""), "{numbering}");
    let relations = read::part(&file, "word/_rels/document.xml.rels");
    assert!(relations.contains("https://example.org/a?b=1&amp;c=2"), "{relations}");
}

#[test]
fn the_innermost_of_several_marks_is_seen_in_word() {
    let desk = tides();
    let (found, _) = read::docx(&desk.written("marked-docx"));
    let outer = found.marks.iter().find(|(_, words)| words == "枯水期低，丰水期高").unwrap();
    // Amber's end, azure alone, jade within it, azure again.
    assert_eq!(found.colors[&outer.0], ["cyan", "cyan", "green", "cyan"]);
}

#[test]
fn what_stands_nowhere_in_the_text_is_listed_behind_it() {
    let mut desk = tides();
    for note in desk.notebook.annotations.values_mut() {
        // The file was written anew: nothing is where it was, and the words are others.
        note.anchor.span = danhuang::text::Span::new(1_000_000, 1_000_001);
        note.anchor.exact = format!("失落{}", note.id.0);
        note.excerpt.exact = format!("失落{}", note.id.0);
    }
    for id in ["marked-markdown", "marked-html", "marked-docx"] {
        let file = desk.written(id);
        let text = if id == "marked-docx" {
            read::docx(&file).0.text
        } else {
            String::from_utf8(file).unwrap()
        };
        for note in desk.notes() {
            assert!(text.contains(&note.quote), "{id} lost {}", note.quote);
        }
        assert!(text.contains("未定位"), "{id}");
    }
}

#[test]
fn only_what_is_asked_for_is_marked_and_the_text_stays_whole() {
    let desk = tides();
    let filter = Filter { tags: vec!["数据".to_owned()], ..Filter::default() };
    let request = Request { filter, ..Request::default() };
    let written = desk.written_with("marked-html", &request);
    assert_eq!(written.n_notes, 3);
    let (found, _) = read::page(&String::from_utf8(written.bytes).unwrap());
    assert_eq!(found.marks.len(), 3);
    assert!(squeezed(&found.text).contains(&squeezed("末段收尾")));
}

#[test]
fn the_article_alone_has_no_marks_in_any_format() {
    let desk = tides();
    let text = String::from_utf8(desk.written("article-text")).unwrap();
    assert_eq!(text.trim_end(), desk.document.cleaned.text.as_str().trim_end());
    let page = String::from_utf8(desk.written("article-html")).unwrap();
    assert!(!page.contains("<mark") && !page.contains("<aside"));
    let (found, _) = read::page(&page);
    assert!(squeezed(&found.text).contains(&words(&desk)));
    let (found, _) = read::docx(&desk.written("article-docx"));
    assert_eq!(squeezed(&found.text), words(&desk));
    assert!(found.notes.is_empty() && found.marks.is_empty());
}

#[test]
fn links_that_run_or_lead_to_this_machine_stay_words_and_that_is_said() {
    let text = "# 题\n\n一个 [坏的](javascript:alert(1)) 和 [本机](file:///etc/passwd)。\n";
    let desk = Desk::new("a.md", text);
    for id in ["article-markdown", "article-html", "article-docx"] {
        let written = desk.written_with(id, &Request::default());
        let all = if id == "article-docx" {
            read::part(&written.bytes, "word/_rels/document.xml.rels")
        } else {
            String::from_utf8(written.bytes).unwrap()
        };
        assert!(!all.contains("javascript:") && !all.contains("file:///"), "{id}: {all}");
        let loss = written.loss.unwrap();
        assert!(
            loss.zh.contains("2 处") && loss.get(Language::English).contains("(2)"),
            "{loss:?}"
        );
    }
}

#[test]
fn hostile_words_stay_words_in_every_full_text() {
    // One paragraph each; what cleaning would make of them is not the question here.
    let text = HOSTILE.join("\n\n");
    let mut desk = Desk::plain(&text);
    for (index, words) in HOSTILE.into_iter().enumerate() {
        desk.mark(
            words,
            &["a/b"],
            &format!("批{index}"),
            danhuang::notebook::HighlightColor::Amber,
        );
    }
    let markdown = String::from_utf8(desk.written("marked-markdown")).unwrap();
    let found = read::markdown(&markdown);
    assert_eq!(squeezed(&found.text), words(&desk), "{markdown}");
    let said: Vec<_> = found.notes.values().map(|lines| lines[1].as_str()).collect();
    assert!((0..HOSTILE.len()).all(|index| said.contains(&&*format!("批{index}"))), "{said:?}");
    let (found, _) = read::page(&String::from_utf8(desk.written("marked-html")).unwrap());
    assert!(squeezed(&found.text).contains(&words(&desk)));
    let (found, _) = read::docx(&desk.written("marked-docx"));
    // A text without a title gets its file's name as one.
    assert_eq!(squeezed(&found.text), format!("a{}", words(&desk)));
    for note in desk.notes() {
        assert!(found.notes.values().any(|lines| lines[1] == note.note));
    }
}

#[test]
fn a_bracket_right_behind_a_marked_passage_makes_no_link() {
    let mut desk = Desk::plain("全省去年的GDP(2019)比前一年的GDP[2018]多。");
    for quote in ["GDP", "2019"] {
        desk.mark(quote, &["数据"], "数", danhuang::notebook::HighlightColor::Amber);
    }
    let markdown = String::from_utf8(desk.written("marked-markdown")).unwrap();
    let found = read::markdown(&markdown);
    assert_eq!(squeezed(&found.text), words(&desk), "{markdown}");
    assert_eq!(found.notes.len(), 2, "{markdown}");
}

#[test]
fn a_report_names_only_what_there_was_to_lose() {
    let desk = Desk::new("a.md", "# 题\n\n平常的一段。\n");
    let written = desk.written_with("marked-markdown", &Request::default());
    assert_eq!(written.loss, None);
    let loss = tides().written_with("marked-markdown", &Request::default()).loss.unwrap();
    assert!(
        loss.zh.contains("划线的颜色（12 处）") && loss.zh.contains("代码里的底色"),
        "{loss:?}"
    );
    assert!(loss.en.contains("spaces in tags"), "{loss:?}");
    let empty = danhuang::exchange::Material::default();
    for one in danhuang::exchange::FORMATS {
        assert_eq!(loss_report(format(one.id).unwrap(), &empty), None);
    }
}

#[test]
fn a_text_without_a_title_gets_one_where_a_format_needs_it() {
    let desk = Desk::new("江边.txt", "一句平常的话，没有题目。\n另一句平常的话，也没有。\n");
    assert!(desk.document.blocks.iter().all(|block| block.kind != BlockKind::Title));
    assert!(read::docx(&desk.written("marked-docx")).0.text.starts_with("江边"));
    assert!(String::from_utf8(desk.written("marked-html")).unwrap().contains("<h1>江边</h1>"));
}
