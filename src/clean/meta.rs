//! Where a text says it comes from: author, publication, date, address.

use crate::clean::byline;
use crate::clean::dates::{find_date, republican_date, without_weekday};
use crate::text::chars::is_han;
use crate::text::{FrontMatter, Hint, HintKind, Source, Stated, script};

/// What the lines around the title say, as written but for the script of the labels.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Meta {
    /// Author.
    pub author: Option<String>,
    /// Publication or site.
    pub source: Option<String>,
    /// Date, with the time if one is given.
    pub date: Option<String>,
    /// Address.
    pub url: Option<String>,
}

const DATE_LABELS: &[&str] = &[
    "发布时间",
    "发布日期",
    "发表时间",
    "发表日期",
    "发文日期",
    "更新时间",
    "更新日期",
    "上传时间",
    "刊发时间",
    "日期",
    "时间",
    "published",
    "updated",
    "posted",
    "公開日",
    "更新日",
    "配信日",
];
const SOURCE_LABELS: &[&str] = &[
    "来源",
    "信息来源",
    "文章来源",
    "稿件来源",
    "新闻来源",
    "资料来源",
    "稿源",
    "出处",
    "来源于",
    "source",
    "出典",
];
const AUTHOR_LABELS: &[&str] = &[
    "作者",
    "撰稿",
    "撰文",
    "采写",
    "本报记者",
    "记者",
    "文",
    "文字",
    "author",
    "written by",
    "著者",
    "筆者",
];
const OTHER_LABELS: &[&str] = &[
    "字号",
    "字体",
    "字数",
    "浏览",
    "浏览次数",
    "浏览量",
    "点击",
    "点击数",
    "点击次数",
    "点击率",
    "阅读",
    "阅读次数",
    "阅读量",
    "访问量",
    "人气",
    "评论",
    "收藏",
    "做过",
    "查看",
    "回复",
    "标签",
    "分类",
    "栏目",
    "责任编辑",
    "编辑",
    "责编",
    "打印",
    "索引号",
    "文档格式",
    "文档评分",
    "文档贡献者",
    "页数",
    "大小",
    "保护视力色",
    "摄影",
    "通讯员",
    "楼主",
    "发表于",
];
/// What a notice or a record begins the day and place of an event with.
const EVENT_LABELS: &[&str] =
    &["时间：", "时间:", "日期：", "日期:", "会议时间", "活动时间", "采访时间", "访谈时间"];
/// Who had a part in a text, as lines below it say.
const CREDIT_LABELS: &[&str] = &[
    "作者",
    "文",
    "图",
    "文/图",
    "图文",
    "编辑",
    "责任编辑",
    "责编",
    "实习编辑",
    "值班编辑",
    "校对",
    "审核",
    "初审",
    "复审",
    "终审",
    "编审",
    "监制",
    "摄影",
    "来源",
    "信息来源",
    "文章来源",
    "稿源",
    "撰稿",
    "采写",
    "供稿",
    "通讯员",
    "记者",
    "文字",
    "图片",
    "排版",
    "美编",
    "制图",
    "设计",
    "视频",
    "剪辑",
    "统筹",
    "策划",
    "值班主任",
    "版式",
    "译者",
    "翻译",
    "主编",
];

/// What stands behind such a label.
const CREDIT_MARKS: [char; 9] = [':', '：', '/', '／', '╱', '|', '｜', '丨', '︱'];

/// Whether a line, in Simplified and lower case, only says where and when something was published.
pub(crate) fn is_source_line(line: &str) -> bool {
    // Most lines have no field at all.
    let has_field = line.contains([':', '：']);
    let count = |labels: &[&str]| {
        labels.iter().filter(|label| has_field && is_labelled(line, label)).count()
    };
    let (n_source, n_date, n_author, n_other) =
        (count(SOURCE_LABELS), count(DATE_LABELS), count(AUTHOR_LABELS), count(OTHER_LABELS));
    // When something takes place, a notice says.
    if n_source + n_author + n_other == 0
        && EVENT_LABELS.iter().any(|label| line.starts_with(label))
    {
        return false;
    }
    let date = find_date(line);
    let is_dated = date.is_some_and(|date| {
        let beside = without_grouping(&line.replacen(date, "", 1));
        let rest = without_weekday(&beside);
        let n_rest = rest.chars().filter(|c| c.is_alphanumeric()).count();
        // A date in parentheses alone says when a speech was held.
        let is_enclosed = line.starts_with(['(', '（']) && line.ends_with([')', '）']);
        let is_exact =
            date.contains([':', '-', '/', '时']) || n_rest > 0 || rest.len() < beside.len();
        let is_time =
            line.contains([':', '：']) && rest.chars().filter(|c| is_han(*c)).count() == 0;
        let rest = rest.replace(|c: char| c.is_ascii_digit(), "").replace(" , ", "");
        !is_enclosed
            && is_exact
            && n_rest <= 16
            && (is_time || !rest.contains(['，', '。', '、', ',']))
    });
    // With the time of day, a line of counters and names says when it was published.
    let is_timed = date.is_some_and(|date| date.contains([':', '：', '时']))
        && line.chars().count() <= 80
        && !line.contains(['，', '。', '、', '；', '“']);
    n_source > 0
        || is_dated
        || is_timed
        || (date.is_some() && n_date + n_author + n_other > 0)
        || (n_author > 0 && (is_short_fields(line) || is_of_names(line)))
        || n_author + n_other >= 2
        || (n_date > 0 && DATE_LABELS.iter().any(|label| is_republican(line, label)))
        || byline::is_byline(line)
}

/// Whether a year of the Republic stands behind `label`.
fn is_republican(line: &str, label: &str) -> bool {
    behind_label(line, label).is_some_and(|rest| republican_date(rest).is_some())
}

/// The line without the commas inside its numbers: 2,047.
fn without_grouping(line: &str) -> String {
    let bytes = line.as_bytes();
    let is_digit =
        |at: Option<usize>| at.and_then(|at| bytes.get(at)).is_some_and(u8::is_ascii_digit);
    let groups = |at: usize| is_digit(at.checked_sub(1)) && is_digit(Some(at + 1));
    line.char_indices().filter(|(at, c)| *c != ',' || !groups(*at)).map(|(_, c)| c).collect()
}

/// Whether a line below an article only names those who had a part in it.
pub(crate) fn is_credit(line: &str) -> bool {
    let line = line.trim_matches(['(', ')', '（', '）', '[', ']', '【', '】', ' ']);
    // Most lines have none of these signs, and there are many labels.
    let is_first = line.contains(CREDIT_MARKS)
        && CREDIT_LABELS.iter().any(|label| {
            let rest = line.strip_prefix(label);
            rest.is_some_and(|rest| rest.trim_start().starts_with(CREDIT_MARKS))
        });
    (is_first && is_short_fields(line)) || byline::is_reporter(line)
}

/// Names of authors beside each other behind their label: `作者：陶然、孟晓薇`.
fn is_of_names(line: &str) -> bool {
    /// Longest name, in characters.
    const MOST_CHARS: usize = 4;

    line.split_once([':', '：']).is_some_and(|(_, names)| {
        names.trim().split(['、', ' ', '\u{3000}']).all(|name| {
            (2..=MOST_CHARS).contains(&name.chars().count()) && name.chars().all(is_han)
        })
    })
}

/// Names with labels before them, and no sentence.
fn is_short_fields(line: &str) -> bool {
    line.chars().count() <= 40 && !line.contains(['。', '，', '？', '！', '；', '、', '“'])
}

/// What the fields above a text say, if there are any; what they do not say is as in `other`.
pub(crate) fn with_fields(text: &str, other: Meta) -> Meta {
    let Some(fields) = FrontMatter::of(text) else { return other };
    let value = |names: &[&str]| {
        let value = text.get(fields.field(names)?)?;
        // A list, as of several authors.
        let items = value.strip_prefix('[').and_then(|items| items.strip_suffix(']'));
        let Some(items) = items else { return Some(value.to_owned()) };
        let items = items.split(',').map(|item| item.trim().trim_matches(['"', '\'']));
        Some(items.collect::<Vec<_>>().join("、"))
    };
    Meta {
        author: value(&["author", "authors", "作者"]).or(other.author),
        source: value(&["source", "publisher", "publication", "来源", "出处"]).or(other.source),
        date: value(&["date", "published", "created", "日期", "时间"]).or(other.date),
        url: value(&["url", "link", "canonical", "permalink", "链接", "网址"]).or(other.url),
    }
}

/// What the lines of a text do not say, as its file states it.
pub(crate) fn with_stated(hints: &[Hint<Source>], said: Meta) -> Meta {
    let value = |wanted: Stated| {
        hints.iter().find_map(|hint| match &hint.kind {
            HintKind::Stated(field, value) if *field == wanted => Some(value.clone()),
            _ => None,
        })
    };
    Meta {
        author: said.author.or_else(|| value(Stated::Author)),
        source: said.source.or_else(|| value(Stated::Source)),
        date: said.date.or_else(|| value(Stated::Date)),
        url: said.url.or_else(|| value(Stated::Address)),
    }
}

/// Reads what source lines say.
pub(crate) fn read<'a>(lines: impl Iterator<Item = &'a str>) -> Meta {
    let mut meta = Meta::default();
    // A site gives today's date above all: what is called the date is better.
    let mut labelled_date = None;
    for line in lines {
        let line = script::to_simplified().converted(line.trim());
        let first = |labels: &[&str], value: fn(&str) -> Option<&str>| {
            let behind = labels.iter().filter_map(|label| behind_label(&line, label));
            behind.filter_map(value).map(str::to_owned).next()
        };
        let date = find_date(&line).filter(|_| !is_of_a_member(&line));
        let author = first(AUTHOR_LABELS, names);
        let named =
            date.map(|date| byline::read(&line, date, author.is_some())).unwrap_or_default();
        meta.source = meta.source.or_else(|| first(SOURCE_LABELS, first_field));
        meta.source = meta.source.or_else(|| named.source.map(str::to_owned));
        meta.author = meta.author.or(author).or_else(|| byline::author(&line).map(str::to_owned));
        meta.author = meta.author.or_else(|| named.author.map(str::to_owned));
        meta.author = meta.author.or_else(|| byline::authors(&line));
        meta.date = meta.date.or_else(|| date.map(str::to_owned));
        labelled_date = labelled_date.or_else(|| first(DATE_LABELS, labelled));
        meta.url = meta.url.or_else(|| {
            line.split_whitespace().find(|word| word.starts_with("http")).map(str::to_owned)
        });
    }
    meta.date = labelled_date.or(meta.date);
    meta
}

/// Whether a line tells when somebody joined or was last seen.
fn is_of_a_member(line: &str) -> bool {
    let starts = [
        "注册",
        "最后登录",
        "加入时间",
        "入会",
        "上次登录",
        "Join Date",
        "Joined",
        "Registered",
        "Member since",
    ];
    starts.iter().any(|start| line.starts_with(start))
}

/// The date behind its label, also one that counts the years of the Republic: 107-05-14.
fn labelled(rest: &str) -> Option<&str> {
    let at_start = |date: &&str| rest.starts_with(*date);
    find_date(rest).filter(at_start).or_else(|| republican_date(rest))
}

fn is_labelled(line: &str, label: &str) -> bool {
    behind_label(line, label).is_some()
}

/// What stands behind `label` and a colon or a stroke; the label is a word of its own.
fn behind_label<'a>(line: &'a str, label: &str) -> Option<&'a str> {
    let is_letter = |c: char| is_han(c) || c.is_alphabetic();
    line.match_indices(label).find_map(|(at, _)| {
        let is_word = !line.get(..at)?.ends_with(is_letter);
        let rest = line.get(at + label.len()..).filter(|_| is_word)?.trim_start();
        let value =
            rest.strip_prefix([':', '：', '|', '｜', '丨']).or_else(|| rest.strip_prefix("/ "));
        Some(value?.trim_start())
    })
}

/// All that may stand before a value.
const LABELS: [&[&str]; 5] =
    [DATE_LABELS, SOURCE_LABELS, AUTHOR_LABELS, OTHER_LABELS, CREDIT_LABELS];

/// What ends a value.
const FIELD_ENDS: &[char] = &[
    '\u{3000}', '\t', '|', '｜', '┊', '【', '[', '(', '（', '）', ')', '】', ']', '』', '」', '『',
    '「',
];

/// What is pressed right beside the name of a source.
const BUTTONS: [&str; 4] = ["举报", "收藏", "打印", "关注"];

/// The value up to the next space or separator, without a button that stands right behind it.
fn first_field(rest: &str) -> Option<&str> {
    let field = rest.split(FIELD_ENDS).next()?.split(' ').next()?.trim();
    let field = BUTTONS.iter().find_map(|button| field.strip_suffix(button)).unwrap_or(field);
    (!field.is_empty()).then_some(field)
}

/// The names up to the next label or separator: 梁启明 宋雨.
fn names(rest: &str) -> Option<&str> {
    let field = rest.split(FIELD_ENDS).next()?.split("  ").next()?;
    let mut end = 0;
    for word in field.split_inclusive(' ') {
        let is_latin = end > 0 && word.trim().chars().all(|c| c.is_alphabetic() && !is_han(c));
        let is_label = LABELS.iter().any(|labels| labels.contains(&word.trim()));
        if end > 0 && (is_label || (!byline::is_chinese_name(word.trim()) && !is_latin)) {
            break;
        }
        end += word.len();
    }
    let names = field.get(..end)?.trim();
    (!names.is_empty()).then_some(names)
}
