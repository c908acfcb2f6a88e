//! Saved pages of many kinds of sites: what of each is left is the article, word for word.
//!
//! Beside each page in its folder stands its article as an editor would keep it, a line a paragraph.
//! Pages and articles were written before any rule was tried on them; the ceilings fall with the rules' getting better.

use std::fs;
use std::path::Path;

use danhuang::clean::{CleanOptions, ScriptChoice, restore};
use danhuang::document::Document;
use danhuang::text::HintKind;

/// The most lines that stay though they are a site's.
const MOST_LEFT: usize = 13;
/// The most lines of articles that are lost.
const MOST_LOST: usize = 1;

/// Lines without white space and without the marks of items, which the page draws itself.
fn squashed(text: &str) -> Vec<String> {
    let unmarked = |line: &str| {
        let line = line.trim_start();
        let number = line.trim_start_matches(|c: char| c.is_ascii_digit());
        let is_numbered = number.len() < line.len() && number.starts_with(". ");
        let rest = if is_numbered { number.get(2..) } else { line.strip_prefix("- ") };
        rest.unwrap_or(line).chars().filter(|c| !c.is_whitespace()).collect()
    };
    let lines = text.lines().map(unmarked);
    lines.filter(|line: &String| !line.is_empty()).collect()
}

fn opened(page: &[u8]) -> Document {
    let options = CleanOptions {
        script: ScriptChoice::Keep,
        rules_off: vec!["punctuation".to_owned()],
        ..CleanOptions::default()
    };
    Document::new("page.html", page, None, &options).unwrap()
}

#[test]
fn of_each_saved_page_the_article_is_left() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/site_pages");
    let mut pages: Vec<_> = fs::read_dir(folder).unwrap().flatten().map(|e| e.path()).collect();
    pages.retain(|path| path.extension().is_some_and(|extension| extension == "html"));
    pages.sort();
    let (mut left, mut lost) = (Vec::new(), Vec::new());
    for path in &pages {
        let name = path.file_stem().unwrap().to_string_lossy().into_owned();
        let document = opened(&fs::read(path).unwrap());
        let source = &document.imported.text;
        assert_eq!(restore(source, &document.cleaned), source.as_str(), "{name}");
        let ours = squashed(document.cleaned.text.as_str());
        let gold = squashed(&fs::read_to_string(path.with_extension("txt")).unwrap());
        left.extend(
            ours.iter().filter(|line| !gold.contains(line)).map(|l| format!("{name}: {l}")),
        );
        lost.extend(
            gold.iter().filter(|line| !ours.contains(line)).map(|l| format!("{name}: {l}")),
        );
    }
    assert!(pages.len() >= 15, "{pages:?}");
    assert!(left.len() <= MOST_LEFT, "{} stay:\n{}", left.len(), left.join("\n"));
    assert!(lost.len() <= MOST_LOST, "{} are lost:\n{}", lost.len(), lost.join("\n"));
}

#[test]
fn what_stands_behind_a_drawing_a_stray_quote_or_a_script_is_read() {
    for before in [
        r#"<svg viewBox="0 0 9 9"><title/><path d="M1 1"/></svg>"#,
        r"<svg><style/><script/><g><textarea/></g></svg>",
        r#"<script src="a.js" " type="text/javascript"></script>"#,
        r#"<script>for(a=0;a<b.length;a++)c('<i x="'+a[d]+" e f g='h");d<e?f=">":g='<'</script>"#,
    ] {
        let sentence = "渡船在雾里慢慢靠岸，岸上的人都站了起来。";
        let page = format!(
            "<html><body><div>{before}</div><p>{sentence}</p><p>{sentence}又开了。</p></body></html>"
        );
        let text = opened(page.as_bytes()).cleaned.text.as_str().to_owned();
        assert_eq!(text.matches("渡船在雾里").count(), 2, "{before}: {text}");
    }
}

#[test]
fn a_link_that_nobody_closed_ends_where_the_next_begins() {
    let sentence = "渡船在雾里慢慢靠岸，岸上的人都站了起来，有人挥着帽子。".repeat(3);
    let page = format!(
        "<html><body><div><a href=\"/top\"><p>{sentence}</p><p>{sentence}</p><a href=\"/next\">下一篇</a></div>\
         <div><p>{sentence}</p><p>{sentence}</p></div></body></html>"
    );
    let document = opened(page.as_bytes());
    let links = document.imported.hints.iter().filter_map(|hint| match &hint.kind {
        HintKind::Link(address) => Some((address.as_str(), document.imported.text.get(hint.span))),
        _ => None,
    });
    let links: Vec<_> = links.collect();
    assert_eq!(links.len(), 2);
    assert!(!links[0].1.contains("下一篇"), "{links:?}");
    assert_eq!(links[1], ("/next", "下一篇"));
}

#[test]
fn the_pages_own_name_says_which_line_is_the_title() {
    let sentence = "春天的河水涨了起来，两岸的柳树都绿了，渡口又热闹起来。".repeat(4);
    let page = format!(
        "<html><head><title>渡口的春天_河上日报</title></head><body><div class=\"logo\"><h1>河上日报</h1></div>\
         <div class=\"bt\">渡口的春天</div><div class=\"zw\"><p>{sentence}</p><p><b>两岸的柳树</b></p>\
         <p>{sentence}</p><p><strong>柳树谁来种？</strong></p><p>{sentence}</p></div>\
         <div class=\"pinglun\"><p>{sentence}</p><p>写得真好，我小时候就住在那里，常常看见渡船。</p></div></body></html>"
    );
    let document = opened(page.as_bytes());
    let outline = &document.outline;
    assert_eq!(outline.title.as_ref().map(|title| title.text.as_str()), Some("渡口的春天"));
    let headings: Vec<&str> =
        outline.headings.iter().map(|heading| heading.text.as_str()).collect();
    assert_eq!(headings, ["两岸的柳树", "柳树谁来种？"]);
    let text = document.cleaned.text.as_str();
    assert!(!text.contains("河上日报") && !text.contains("我小时候"), "{text}");
}

#[test]
fn a_long_table_of_links_within_an_article_costs_none_of_its_text() {
    let sentence =
        "The council asks all who live by the river to write to the member for their ward.";
    let rows: String = (1..=400)
        .map(|ward| format!("<tr><td>Ward {ward}</td><td><a href=\"mailto:m{ward}@council.example\">member-of-the-ward-{ward}@council.example</a></td></tr>"))
        .collect();
    let paragraphs = format!("<p>{sentence} It is late.</p>").repeat(3);
    let page = format!(
        "<html><head><title>Write to your member - The Ferry</title></head><body><div id=\"nav\"><a href=\"/\">Home</a></div>\
         <div id=\"box\">{paragraphs}<div>{paragraphs}<table>{rows}</table></div>{paragraphs}</div></body></html>"
    );
    let text = opened(page.as_bytes()).cleaned.text.as_str().to_owned();
    assert_eq!(text.matches("The council asks").count(), 9, "{text}");
}

#[test]
fn nobody_is_told_that_most_of_a_page_is_its_sites() {
    let document = |n: usize| {
        let paragraph =
            "<p>渡船在雾里慢慢靠岸，岸上的人都站了起来，有人挥着帽子，有人喊着名字。</p>".repeat(n);
        let links: String = (1..=80)
            .map(|n| format!("<li><a href=\"/{n}\">一、第{n}条河上的新闻和旧闻</a></li>"))
            .collect();
        let page = format!(
            "<html><head><title>渡船_河上日报</title></head><body><ul class=\"nav\">{links}</ul><h1>渡船</h1>\
             <div class=\"content\">{paragraph}</div><div class=\"footer\">{links}</div></body></html>"
        );
        opened(page.as_bytes())
    };
    let long = document(12);
    assert!(!long.cleaned.text.as_str().contains("新闻"), "{}", long.cleaned.text.as_str());
    assert!(!long.cleaned.review(&long.imported.text).weight.is_unusual());
    let short = document(4);
    assert!(short.cleaned.review(&short.imported.text).weight.is_unusual(), "little is left");
}

#[test]
fn a_button_is_no_part_of_the_source_beside_it() {
    let paragraph =
        "<p>渡船在雾里慢慢靠岸，岸上的人都站了起来，有人挥着帽子，有人喊着名字。</p>".repeat(6);
    let page = format!(
        "<html><head><title>渡船_河上网</title></head><body><h1>渡船</h1><div class=\"info\">2019-09-07 19:53:27 \
         来源: <a href=\"/s\">河上日报</a><a href=\"/r\">举报</a></div><div class=\"content\">{paragraph}</div></body></html>"
    );
    let document = opened(page.as_bytes());
    let meta = &document.cleaned.meta;
    assert_eq!(meta.source.as_deref(), Some("河上日报"));
    assert_eq!(meta.date.as_deref(), Some("2019-09-07 19:53:27"));
}

#[test]
fn a_pictures_words_that_are_its_pages_title_say_nothing() {
    let paragraph =
        "<p>渡船在雾里慢慢靠岸，岸上的人都站了起来，有人挥着帽子，有人喊着名字。</p>".repeat(3);
    let picture =
        |words: &str| format!("<p><img src=\"a.jpg\" alt=\"{words}\"><br>老渡口的最后一天</p>");
    let page = format!(
        "<html><head><title>渡船停航以后的第一个春天_河上网</title></head><body><h1>渡船停航以后的第一个春天</h1>\
         <div class=\"content\">{paragraph}{}{paragraph}{}{paragraph}{}</div></body></html>",
        picture("渡船停航以后的第一个春天"),
        picture("人们在码头上挥手作别"),
        picture("人们在码头上挥手作别"),
    );
    let document = opened(page.as_bytes());
    let text = document.cleaned.text.as_str();
    assert_eq!(text.matches("渡船停航以后").count(), 1, "{text}");
    assert_eq!(text.matches("人们在码头上").count(), 1, "{text}");
    assert_eq!(text.matches("〔图〕").count(), 2, "{text}");
    let headings: Vec<_> = document.outline.headings.iter().map(|heading| &heading.text).collect();
    assert!(headings.len() <= 1, "what stands below a sign is a caption: {headings:?}");
}

const FERRY: &str = "这一年的水很大，渡口停了整整一个夏天，撑船的人每天早上都去看水位。";

/// A page around the body of an article.
fn page_around(body: &str) -> String {
    let menu = "<div id=\"nav\"><a href=\"/\">首页</a> <a href=\"/news\">新闻</a></div>";
    format!("<html><head><title>渡口停了一个夏天</title></head><body>{menu}{body}</body></html>")
}

fn hints_of(document: &Document, kind: &HintKind) -> usize {
    document.hints.iter().filter(|hint| hint.kind == *kind).count()
}

#[test]
fn what_is_hidden_marks_nothing_behind_it() {
    let paragraphs = format!("<p>{FERRY}</p>").repeat(4);
    for hidden in ["<li hidden>藏</li>", "<b style=\"display: none\">藏</b>", "<em hidden>藏</em>"]
    {
        let page = page_around(&format!("<ul>{hidden}</ul><div id=\"content\">{paragraphs}</div>"));
        let document = opened(page.as_bytes());
        for kind in [HintKind::ListItem, HintKind::Strong, HintKind::Emphasis] {
            assert_eq!(hints_of(&document, &kind), 0, "{hidden} {kind:?}");
        }
    }
}

#[test]
fn an_article_in_a_column_made_of_a_list_is_no_item() {
    let paragraphs = format!("<p>{FERRY}</p>").repeat(7);
    let columns = format!(
        "<ul class=\"columns\"><li><h1>渡口停了一个夏天</h1>{paragraphs}</li><li><a href=\"/a\">别的</a></li></ul>"
    );
    assert_eq!(hints_of(&opened(page_around(&columns).as_bytes()), &HintKind::ListItem), 1);
    let items = format!(
        "<div><p>{FERRY}</p><ul><li><p>{FERRY}</p><p>{FERRY}</p></li><li>{FERRY}</li></ul></div>"
    );
    assert_eq!(hints_of(&opened(page_around(&items).as_bytes()), &HintKind::ListItem), 2);
}

#[test]
fn what_stands_below_a_picture_is_no_heading_however_many_there_are() {
    let picture = |name: &str| format!("<p><img src=\"a.jpg\"></p><p>{name}</p><p>{FERRY}</p>");
    let body = ["岸上的人们", "水退以后", "新的渡船"].map(picture).concat();
    let document = opened(page_around(&format!("<div><p>{FERRY}</p>{body}</div>")).as_bytes());
    assert_eq!(document.outline.headings, []);
    assert_eq!(document.cleaned.text.as_str().matches("〔图〕").count(), 3);
}

/// What is left of a page whose body is `body`.
fn left_of(body: &str) -> String {
    let page = format!("<!DOCTYPE html><html lang=\"zh\"><body>{body}</body></html>");
    opened(page.as_bytes()).cleaned.text.as_str().to_owned()
}

const LONG: [&str; 2] = [
    "<p>清河水厂建于一九五八年，选址在城北柳林，日供水八百吨，后来又扩建了三次，现在每天供水九万多吨，全城人都喝这里的水。</p>",
    "<p>一九八五年六月十二日夜里，解放路的主管爆了，周立松带着二十几个人赶到现场，抢修用了十四个小时，没有一个人回家。</p>",
];

#[test]
fn sentences_right_behind_the_part_of_the_text_belong_to_it() {
    let [first, second] = LONG;
    let sentence = "最后一段在外面，水价每吨三元。";
    for behind in [
        format!("<p>{sentence}</p>"),
        format!("<div><p>{sentence}这一段也是文章，作者写完了才想起来的，不能丢。</p></div>"),
        format!("<section><h2>三、后来</h2><p>{sentence}</p></section>"),
    ] {
        let body = format!(
            "<main><h2>一、建厂</h2>{first}<h2>二、抢修</h2>{second}</main>{behind}\
             <div><a href=\"/\">首页</a> <a href=\"/a\">关于我们</a></div>"
        );
        let text = left_of(&body);
        assert!(text.contains(sentence), "{behind}: {text}");
        assert_eq!(text.contains("三、后来"), behind.contains("三、后来"), "{text}");
        assert!(!text.contains("关于我们"), "{text}");
    }
    // What a part is for, a link, a heading of its own says otherwise.
    for behind in [
        format!("<aside><p>{sentence}</p></aside>"),
        format!("<div class=\"comments\"><p>{sentence}</p></div>"),
        format!("<div><h3>网友说</h3><p>{sentence}</p></div>"),
        format!("<div><p>{sentence}<a href=\"/b\">水价</a>。</p></div>"),
    ] {
        let text = left_of(&format!("<main>{first}{second}</main>{behind}"));
        assert!(!text.contains(sentence), "{behind}: {text}");
    }
}

#[test]
fn the_source_at_the_foot_of_a_quotation_belongs_to_it() {
    let [first, second] = LONG;
    let quote = format!("<blockquote>{second}<footer>——《清河县志》卷三</footer></blockquote>");
    let text = left_of(&format!(
        "<h1>清河水厂</h1>{first}{quote}<p>完了，这是文章最后的一句话。</p>\
         <footer>清河网 <a href=\"/\">首页</a></footer>"
    ));
    assert!(text.contains("——《清河县志》卷三"), "{text}");
    assert!(!text.contains("清河网"), "{text}");
}
