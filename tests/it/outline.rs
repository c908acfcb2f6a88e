//! Headings of plain texts that no format names.

use danhuang::outline::{Lead, LineIs, RuledLine, outline, ruled_outline};
use danhuang::text::{Clean, Text};

fn headings(text: &str) -> Vec<(u8, String)> {
    let text: Text<Clean> = Text::new(text);
    let headings = outline(&text, &[]).headings;
    headings.into_iter().map(|heading| (heading.level, heading.text)).collect()
}

const TEXT: &str =
    "那一年的水很大，渡口停了整整一个夏天，外公每天早上都去看水位，回来的时候裤腿总是湿的。";

fn with_parts(parts: &[&str]) -> String {
    let parts: String =
        parts.iter().map(|part| format!("{part}\n{TEXT}\n他说水会退的。\n")).collect();
    format!("外公的渡口\n{parts}")
}

#[test]
fn numbers_alone_that_count_up_are_headings_of_parts() {
    for parts in [
        ["一", "二", "三"],
        ["1", "2", "3"],
        ["01", "02", "03"],
        ["I", "II", "III"],
        ["（一）", "（二）", "（三）"],
    ] {
        let found: Vec<String> =
            headings(&with_parts(&parts)).into_iter().map(|(_, text)| text).collect();
        assert_eq!(found, parts);
    }
}

#[test]
fn parts_stand_below_the_chapters_that_begin_them_anew() {
    let text = format!("第一章 渡口\n一\n{TEXT}\n二\n{TEXT}\n第二章 桥\n一\n{TEXT}\n二\n{TEXT}\n");
    let levels: Vec<(u8, String)> = headings(&text);
    let levels: Vec<(u8, &str)> =
        levels.iter().map(|(level, text)| (*level, text.as_str())).collect();
    assert_eq!(
        levels,
        [(1, "第一章 渡口"), (2, "一"), (2, "二"), (1, "第二章 桥"), (2, "一"), (2, "二")]
    );
}

#[test]
fn numbers_that_do_not_count_up_or_have_no_text_are_none() {
    for parts in [["1", "3", "7"], ["2019", "2020", "2021"], ["二", "四", "六"]] {
        assert!(headings(&with_parts(&parts)).is_empty(), "{parts:?}");
    }
    assert!(headings(&format!("名次\n1\n2\n3\n4\n5\n{TEXT}\n")).is_empty());
}

#[test]
fn a_number_alone_above_a_heading_is_a_part_of_it() {
    let parts = ["大水", "退水", "新船"].into_iter().enumerate();
    let parts: String =
        parts.map(|(at, name)| format!("{}\n{name}那年\n{TEXT}\n", at + 1)).collect();
    let found = headings(&format!("外公的渡口\n{TEXT}\n{parts}"));
    assert_eq!(
        found.iter().map(|(_, text)| text.as_str()).collect::<Vec<_>>(),
        ["大水那年", "退水那年", "新船那年"]
    );
}

#[test]
fn a_remark_in_parentheses_is_no_heading() {
    let text = format!(
        "渡口管理办法\n（1979年7月1日县人民委员会第三次会议通过）\n{TEXT}\n（点击图片看大图）\n{TEXT}\n"
    );
    assert_eq!(headings(&text), []);
}

#[test]
fn lines_that_count_by_a_word_are_headings() {
    for parts in [
        ["案例一：老郭家的蜂", "案例二：花椒园", "案例三：扶贫车间里的“钟点工”"],
        ["实验一　测定浊度", "实验二　测定余氯", "实验三　测定酸碱"],
        ["第一，要认清形势", "第二，要抓住重点", "第三，要落实责任"],
        ["第一天 出发", "第二天 上岛", "第三天 回来"],
        ["Q1：什么是漏损？", "Q2：怎么算漏损率？", "Q3：怎么降？"],
        ["01 缘起", "02 经过", "03 结果"],
        ["甲、总论", "乙、分论", "丙、结论"],
        ["壹、計畫緣起", "貳、計畫目標", "參、經費需求"],
        ["I. 引言", "II. 方法", "III. 结果"],
        ["● 外观：圆的，但不软", "● 内饰：省钱省在明处", "● 配置怎么选？"],
        ["“浇下去就不能停”", "“哑的钟也要留着”", "“最后一口”"],
    ] {
        let found: Vec<String> =
            headings(&with_parts(&parts)).into_iter().map(|(_, text)| text).collect();
        assert_eq!(found, parts);
        // The first of them is no title where the text has none.
        let without = with_parts(&parts);
        let text: Text<Clean> = Text::new(without.split_once('\n').unwrap().1);
        let outline = outline(&text, &[]);
        assert!(outline.title.is_none() && outline.headings.len() >= 2, "{parts:?}");
    }
}

#[test]
fn items_that_stand_side_by_side_or_miss_a_number_do_not_count() {
    for parts in [
        ["案例一：老郭家的蜂", "案例三：花椒园", "案例四：车间"],
        ["图1 渡口", "图2 桥", "图3 船"],
        ["表一 水位", "表二 船数", "表三 收入"],
    ] {
        assert!(headings(&with_parts(&parts)).is_empty(), "{parts:?}");
    }
    assert!(
        headings(&format!("名次\n步骤一：取样\n步骤二：送检\n步骤三：登记\n{TEXT}\n")).is_empty()
    );
    // What people say in a Japanese story has no stop.
    assert!(headings(&with_parts(&["「ミナ、小包だ」", "「ないよ」", "「そうか」"])).is_empty());
}

#[test]
fn a_count_that_holds_other_headings_stands_above_them() {
    let parts = [
        "实验一　测定浊度",
        "【实验目的】",
        "【实验步骤】",
        "实验二　测定余氯",
        "【实验器材】",
        "【实验结果】",
    ];
    let levels: Vec<u8> = headings(&with_parts(&parts)).iter().map(|(level, _)| *level).collect();
    assert_eq!(levels, [1, 2, 2, 1, 2, 2]);
    let parts = ["一、做法", "案例一：蜂", "案例二：花椒", "二、体会"];
    let levels: Vec<u8> = headings(&with_parts(&parts)).iter().map(|(level, _)| *level).collect();
    assert_eq!(levels, [1, 2, 2, 1]);
}

#[test]
fn numbers_of_papers_commands_and_names_of_authors_are_no_headings() {
    for line in [
        "（2022）冀0534民初318号",
        "国发〔2021〕5号",
        "pip3 install -r requirements.txt",
        "port = 3306",
        "图︱李大成",
        "二〇〇八年二月，于西安",
    ] {
        let text = format!("外公的渡口\n{TEXT}\n{line}\n{TEXT}\n");
        assert!(headings(&text).is_empty(), "{line}");
    }
    for author in ["苏轼", "〔唐〕王之涣", "欧阳修"] {
        assert!(
            headings(&format!("外公的渡口\n{author}\n{TEXT}\n{TEXT}\n")).is_empty(),
            "{author}"
        );
    }
}

#[test]
fn an_annex_is_no_title() {
    let text: Text<Clean> = Text::new(format!("附件1\n清河县行政处罚事项目录\n{TEXT}\n").as_str());
    let title = outline(&text, &[]).title.unwrap();
    assert_eq!(title.text, "清河县行政处罚事项目录");
}

/// What stands in its paragraphs is as it was: only the line itself is no heading any more.
#[test]
fn a_heading_that_the_reader_takes_away_leaves_the_leads_below_it() {
    let bytes = include_bytes!("../../assets/samples/jilin.txt");
    let options = danhuang::clean::CleanOptions::default();
    let document = danhuang::document::Document::new("jilin.txt", bytes, None, &options).unwrap();
    let (text, before) = (&document.cleaned.text, &document.outline);
    let leads = |leads: &[Lead]| leads.iter().map(|lead| lead.text.clone()).collect::<Vec<_>>();
    assert!(before.leads.len() >= 3, "{:?}", before.leads);
    for heading in &before.headings {
        let ruled = [RuledLine { span: heading.span, is: LineIs::Plain }];
        let after = ruled_outline(text, &[], &ruled);
        assert_eq!(after.headings.len(), before.headings.len() - 1);
        assert_eq!(leads(&after.leads), leads(&before.leads), "without {}", heading.text);
    }
    let all = before.headings.iter();
    let ruled: Vec<_> = all.map(|it| RuledLine { span: it.span, is: LineIs::Plain }).collect();
    let after = ruled_outline(text, &[], &ruled);
    assert!(after.headings.is_empty());
    assert_eq!(leads(&after.leads), leads(&before.leads));
}

fn levels_of(text: &str) -> Vec<(u8, String)> {
    headings(text).into_iter().map(|(level, text)| (level, text.replace(TEXT, ""))).collect()
}

#[test]
fn numbered_parts_right_below_a_heading_without_number_are_its_own() {
    let text = format!(
        "渡口一课教案\n教学目标\n{TEXT}\n教学过程\n一、导入新课\n{TEXT}\n二、讲读课文\n{TEXT}\n教学反思\n{TEXT}\n"
    );
    let found = levels_of(&text);
    let found: Vec<(u8, &str)> =
        found.iter().map(|(level, text)| (*level, text.as_str())).collect();
    let parts = [(2, "一、导入新课"), (2, "二、讲读课文")];
    assert_eq!(found, [(1, "教学目标"), (1, "教学过程"), parts[0], parts[1], (1, "教学反思")]);
}

#[test]
fn the_only_chapter_of_a_page_is_its_title() {
    let text: Text<Clean> = Text::new(format!("第三回 雨夜渡口\n{TEXT}\n他说水会退的。\n{TEXT}\n"));
    let outline = outline(&text, &[]);
    assert_eq!(outline.title.map(|title| title.text).as_deref(), Some("第三回 雨夜渡口"));
    assert!(outline.headings.is_empty());
    let two = format!("第三回 雨夜渡口\n{TEXT}\n第四回 新船\n{TEXT}\n");
    assert_eq!(headings(&two).len(), 2);
}
