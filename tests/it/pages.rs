//! Pages of many kinds of sites, line by line: what is the article's and what is the site's.
//!
//! Each line of tests/data/pages says by its first sign what it is: `+` the article's, a blank the site's, `!` the
//! site's, but not yet known as such, `-` the article's, but lost; both are to become less. A page without `+` is only
//! navigation.

use std::fs;
use std::path::Path;

use danhuang::clean::{CleanOptions, ScriptChoice, clean, restore};
use danhuang::document::Document;
use danhuang::text::{Source, Text};

/// The most lines that stay though they are a site's; to be lowered with the rules' getting better.
const MOST_LEFT: usize = 35;
/// The most lines of articles that are lost.
const MOST_LOST: usize = 6;

/// The lines with their signs.
fn marked(file: &str) -> Vec<(char, &str)> {
    file.lines()
        .filter_map(|line| {
            let sign = line.chars().next()?;
            assert!("+ !-".contains(sign), "no sign before: {line}");
            Some((sign, line.get(1..)?))
        })
        .collect()
}

fn squashed<'a>(lines: impl Iterator<Item = &'a str>) -> Vec<String> {
    lines
        .map(|line| line.chars().filter(|c| !c.is_whitespace()).collect())
        .filter(|line: &String| !line.is_empty())
        .collect()
}

#[test]
fn a_line_between_blocks_of_code_stays() {
    // Two lines of it look like the path through a site.
    let code = "```rust\nmatch sign {\n    \"-\" | \"sub\" | \"minus\" => \"less\",\n    \"*\" | \"mul\" | \"times\" => \"times\",\n}\n```";
    let page = format!(
        "# Tables\n\nA table is made by the compiler, so that no program has to make it again when it starts.\n\n\
         Put this into build.rs:\n\n{code}\n\nand lib.rs:\n\n{code}\n\n## License\n\nMIT\n"
    );
    let document =
        Document::new("read.md", page.as_bytes(), None, &CleanOptions::default()).unwrap();
    let text = document.cleaned.text.as_str();
    assert!(text.contains("and lib.rs:"), "{text}");
    assert!(text.ends_with("MIT"), "{text}");
}

#[test]
fn parts_of_the_same_name_stay_where_the_format_calls_them_headings() {
    let lines: String =
        (1..=9).map(|line| format!("第{line}行说的是河上的渡船，以及摆渡的人家。\n\n")).collect();
    let chapter = |name: &str| format!("## {name}\n\n### 从前\n\n{lines}### 后来\n\n{lines}");
    let book = ["东岸", "西岸", "下游", "上游"].map(chapter).concat();
    let document =
        Document::new("book.md", book.as_bytes(), None, &CleanOptions::default()).unwrap();
    assert_eq!(document.cleaned.text.as_str().matches("从前").count(), 4);
    assert_eq!(document.outline.headings.len(), 12);
}

#[test]
fn chapters_that_are_only_numbered_stay() {
    let chinese =
        (|number: usize| format!("第{number}章"), "这一行说的是河上的渡船，以及摆渡的人家。");
    let english = (
        |number: usize| format!("Chapter {number}"),
        "This line tells of the ferry on the river and of those who row it.",
    );
    for (chapter, line) in [(chinese.0 as fn(usize) -> String, chinese.1), (english.0, english.1)] {
        let lines: String = (1..=12).map(|number| format!("{number} {line}\n\n")).collect();
        let book: String =
            (1..=8).map(|number| format!("{}\n\n{lines}", chapter(number))).collect();
        let document =
            Document::new("book.txt", book.as_bytes(), None, &CleanOptions::default()).unwrap();
        let headings = document.outline.headings.iter();
        let found: Vec<_> = headings.map(|heading| heading.text.clone()).collect();
        let title = document.outline.title.iter().map(|title| title.text.clone());
        let all: Vec<_> = title.chain(found).collect();
        assert_eq!(all, (1..=8).map(chapter).collect::<Vec<_>>());
    }
}

#[test]
fn of_each_page_the_article_is_left() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/pages");
    let mut wrong = Vec::new();
    let (mut n_left, mut n_lost) = (0, 0);
    for entry in fs::read_dir(folder).unwrap().flatten() {
        let file = fs::read_to_string(entry.path()).unwrap();
        let lines = marked(&file);
        let page: String = lines.iter().map(|(_, line)| format!("{line}\n")).collect();
        let source: Text<Source> = Text::new(page.as_str());
        // Script and marks are other rules' work.
        let options = CleanOptions {
            script: ScriptChoice::Keep,
            rules_off: vec!["punctuation".to_owned()],
            ..CleanOptions::default()
        };
        let cleaned = clean(&source, &[], &options);
        assert_eq!(restore(&source, &cleaned), page);
        let stays =
            lines.iter().filter(|(sign, _)| matches!(sign, '+' | '!')).map(|(_, line)| *line);
        let (ours, theirs) = (squashed(cleaned.text.as_str().lines()), squashed(stays));
        n_left += lines.iter().filter(|(sign, _)| *sign == '!').count();
        n_lost += lines.iter().filter(|(sign, _)| *sign == '-').count();
        if ours != theirs {
            let extra = ours.iter().filter(|line| !theirs.contains(line));
            let lacking = theirs.iter().filter(|line| !ours.contains(line));
            wrong.push(format!(
                "{:?}: has {:?}, lacks {:?}",
                entry.file_name(),
                extra.collect::<Vec<_>>(),
                lacking.collect::<Vec<_>>()
            ));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(n_left <= MOST_LEFT, "{n_left} lines of sites stay");
    assert!(n_lost <= MOST_LOST, "{n_lost} lines of articles are lost");
}

#[test]
fn who_wrote_it_and_where_is_read_from_lines_without_labels() {
    // The line below the title, and the author and source that it names.
    let lines = [
        ("原创 阿苇 巷子里的手艺 2020-09-26 21:30", Some("阿苇"), Some("巷子里的手艺")),
        ("程子 2014-02-17", Some("程子"), None),
        ("作者 | 谢闻 来源 | 远望周刊 2021-12-20 08:00", Some("谢闻"), Some("远望周刊")),
        ("2017-11-05 14:22 岛屿日报 记者林春生╱南投即时报导", Some("林春生"), Some("岛屿日报")),
        ("posted on 2012-08-19 21:36 老钢笔 阅读(2713) 评论(14)", Some("老钢笔"), None),
        ("灯下评测 2016年08月15日 05:20 作者：齐鸣", Some("齐鸣"), Some("灯下评测")),
        ("October 21, 2013 by Nell 27 Comments", Some("Nell"), None),
        ("青南晚报 2014-02-17", None, Some("青南晚报")),
        // An office is nobody's name.
        ("流通阅览部 2022-07-06 浏览 2,047", None, None),
    ];
    let text = "这一年的雨水来得比往年都早，渡口的老人把船拖上了岸，等着水退下去以后再修补船底。\n\
                补船要用桐油和麻丝，这两样东西镇上已经没有人卖，要坐半天的车到县城的老街上去买。\n\
                他说船比人老，人可以不过河，船不能不下水，木头干透了就会裂开，再也合不拢了。\n";
    for (line, author, source) in lines {
        let page = format!(
            "首页 > 文学 > 正文\n渡口边上的最后一条木船\n{line}\n{text}上一篇：没有了\n下一篇：没有了\n版权所有 网站地图\n"
        );
        let document =
            Document::new("page.txt", page.as_bytes(), None, &CleanOptions::default()).unwrap();
        let meta = &document.cleaned.meta;
        assert_eq!(meta.author.as_deref(), author, "{line}");
        assert_eq!(meta.source.as_deref(), source, "{line}");
        assert!(!document.cleaned.text.as_str().contains(line), "{line} stays");
    }
}

/// Sentences with the words of sites in them, in the middle of a page with furniture around: they stay.
#[test]
fn sentences_that_only_have_a_sites_words_in_them_stay() {
    let sentences = [
        "黑客入侵删除了学校的数据库，花了三天才恢复。",
        "小狐狸在雪地上留下足迹，一直通到林子里去。",
        "平台邀请了二十位三农领域创作者到村里来拍春耕。",
        "投票：3月5日上午八时至下午六时，在村委会院内进行。",
        "他说船上的音频：一半是风声，一半是水声。",
        "The story appears in print on Friday, and the village will read it aloud in the inn by the bridge.",
        "If you like the recipe, feel free to share it with your neighbours and with their neighbours too.",
    ];
    let around = [
        "这一年的雨水来得比往年都早，渡口的老人把船拖上了岸，等着水退下去以后再修补船底。",
        "他说船比人老，人可以不过河，船不能不下水，木头干透了就会裂开，再也合不拢了。",
    ];
    for sentence in sentences {
        let page = format!(
            "首页 > 文学 > 正文\n渡口边上的最后一条木船\n2014-02-17 来源：青南晚报\n{}\n{sentence}\n{}\n上一篇：没有了\n下一篇：没有了\n版权所有 网站地图\n",
            around[0], around[1]
        );
        let document =
            Document::new("page.txt", page.as_bytes(), None, &CleanOptions::default()).unwrap();
        let text = document.cleaned.text.as_str();
        assert!(text.contains(sentence), "lost: {sentence}\n{text}");
        assert!(!text.contains("没有了"), "{text}");
    }
}

#[test]
fn tables_songs_records_and_lists_of_editors_are_no_furniture() {
    let text = "老城供水管网改造三年记，记的是三年里换管道的事，也记下了街坊们的话。\n";
    let whole = [
        "数独题解\n5 3 0 | 0 7 0 | 0 0 0\n6 0 0 | 1 9 5 | 0 0 0\n0 9 8 | 0 0 0 | 0 6 0\n".to_owned(),
        format!("{text}| 年份 | 漏损率 | 备注 |\n| 前年 | 21% | 未换 |\n| 去年 | 15% | 换半 |\n| 今年 | 9% | 换完 |\n"),
        "2024-05-18 09:26:31,123 INFO  开始处理\n2024-05-18 09:26:32,456 WARN  编码未知\n2024-05-18 09:26:33,789 ERROR 失败\n2024-05-18 09:26:34,000 INFO  结束\n".to_owned(),
        "《河上水利志》编委会\n主　编：周大江\n副主编：钱小溪　李文\n责任编辑：王小丫\n编　委：张三　李四\n审　稿：县水务局\n".to_owned(),
    ];
    for text in whole {
        let source: Text<Source> = Text::new(text.as_str());
        let options = CleanOptions {
            rules_off: vec!["punctuation".to_owned(), "space".to_owned()],
            ..CleanOptions::default()
        };
        let cleaned = clean(&source, &[], &options);
        assert_eq!(cleaned.text.as_str(), text);
    }
}

#[test]
fn days_of_a_record_are_no_running_heads() {
    let days: String = (1..=28)
        .map(|day| {
            format!(
                "2月{day}日，全省新增确诊病例{}例，治愈出院{}例，无死亡病例。\n",
                day * 3,
                day * 7
            )
        })
        .collect();
    let source: Text<Source> = Text::new(days.as_str());
    assert_eq!(clean(&source, &[], &CleanOptions::default()).text.as_str().lines().count(), 28);
}

/// The lines that are left of a page.
fn left_of(page: &str) -> Vec<String> {
    let options = CleanOptions { script: ScriptChoice::Keep, ..CleanOptions::default() };
    let document = Document::new("page.txt", page.as_bytes(), None, &options).unwrap();
    squashed(document.cleaned.text.as_str().lines())
}

const PARAGRAPHS: [&str; 3] = [
    "我借了一根六米的竹竿，按图纸上井道的位置竖在院子里，从早上八点站到下午三点，每个钟头用粉笔画一次影子。",
    "我们没有照搬别的小区的系数，是自己坐在车棚里一户一户商量出来的，一楼不出，二楼出百分之六，往上依次增加。",
    "现在井道已经到四层了，五月以前能用。老伴说等通了那天，她要自己按一次按钮，从一楼坐到五楼再坐下来。",
];

#[test]
fn a_post_that_speaks_of_a_floor_is_not_over() {
    let [first, second, third] = PARAGRAPHS;
    let page = format!(
        "桐阳家园网\n首页 | 版块 | 登录 | 注册\n老楼装电梯的十四个月\n发表于 2012-3-11 21:40 | 只看该作者\n{first}\n\
         客厅地板上的粉笔线，下午两点\n{second}\n沙发垫子下面的旧图纸\n{third}\n使用道具 举报\n沙发\n\
         发表于 2012-3-11 22:05 | 只看该作者\n竹竿那招绝了，下个礼拜去借。\n使用道具 举报\n版权所有 桐阳家园网\n"
    );
    let left = left_of(&page);
    assert!(PARAGRAPHS.iter().all(|line| left.iter().any(|left| left == line)), "{left:#?}");
    assert!(left.contains(&"客厅地板上的粉笔线，下午两点".to_owned()), "{left:#?}");
    assert!(!left.iter().any(|line| line.contains("竹竿那招")), "{left:#?}");
}

#[test]
fn what_a_site_puts_beside_the_parts_of_an_article_is_told_by_them() {
    let [first, second, third] = PARAGRAPHS;
    let page = format!(
        "桐阳周刊\n首页 | 新闻 | 评测 | 登录\n滚动：老楼今天装上电梯 多户居民商量一年\n桐阳周刊综合\n2012-03-11 21:40 来源：桐阳周刊\n\
         □ 老秤砣\n{first}\n1. 状元桥\n状元桥\n★★★★☆ 4.3\n{second}\n上一页 1 2 3 下一页\n1 2 3\n第3页：按钮\n按钮\n{third}\n\
         版权所有 桐阳周刊\n京ICP备00000000号\n"
    );
    let wanted =
        ["滚动：老楼今天装上电梯多户居民商量一年", first, "1.状元桥", second, "按钮", third];
    assert_eq!(left_of(&page), wanted);
}
