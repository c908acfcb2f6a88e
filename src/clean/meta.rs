//! Where a text says it comes from: author, publication, date, address.

use crate::text::script;

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

const DATE_LABELS: &[&str] = &["发布时间", "发布日期", "发表时间", "更新时间", "日期", "时间"];
const SOURCE_LABELS: &[&str] = &["来源", "信息来源", "稿源", "出处"];
const AUTHOR_LABELS: &[&str] = &["作者", "撰稿", "记者", "编辑"];
const OTHER_LABELS: &[&str] = &["字号", "字体", "浏览", "点击", "阅读", "责任编辑", "打印"];

/// Whether a line, in Simplified, only says where and when something was published.
pub(crate) fn is_source_line(line: &str) -> bool {
    let has = |labels: &[&str]| labels.iter().any(|label| labelled(line, label).is_some());
    let has_date = find_date(line).is_some();
    has(SOURCE_LABELS)
        || (has(DATE_LABELS) && has_date)
        || (has_date && (has(AUTHOR_LABELS) || has(OTHER_LABELS)))
}

/// Reads what source lines say.
pub(crate) fn read<'a>(lines: impl Iterator<Item = &'a str>) -> Meta {
    let mut meta = Meta::default();
    for line in lines {
        let line = script::to_simplified().converted(line);
        let first = |labels: &[&str]| {
            labels.iter().find_map(|label| labelled(&line, label)).map(str::to_owned)
        };
        meta.source = meta.source.or_else(|| first(SOURCE_LABELS));
        meta.author = meta.author.or_else(|| first(AUTHOR_LABELS));
        meta.date = meta.date.or_else(|| find_date(&line).map(str::to_owned));
        meta.url = meta.url.or_else(|| {
            line.split_whitespace().find(|word| word.starts_with("http")).map(str::to_owned)
        });
    }
    meta
}

/// What stands behind `label` and a colon, up to the next space.
fn labelled<'a>(line: &'a str, label: &str) -> Option<&'a str> {
    let (_, rest) = line.split_once(label)?;
    let rest = rest.trim_start().strip_prefix([':', '：'])?.trim_start();
    let value = rest.split([' ', '\u{3000}', '\t']).next()?.trim();
    (!value.is_empty()).then_some(value)
}

/// A date such as 2021-06-18 10:20, 2021年6月18日 or 2021/6/18, with the time behind it.
fn find_date(line: &str) -> Option<&str> {
    let is_part = |c: char| {
        c.is_ascii_digit() || matches!(c, '-' | '/' | '.' | ':' | '年' | '月' | '日' | ' ')
    };
    let start = line.char_indices().find(|(at, c)| {
        let rest = line.get(*at..).unwrap_or_default();
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        matches!(c, '1' | '2')
            && digits == 4
            && rest.get(4..).is_some_and(|rest| rest.starts_with(['-', '/', '.', '年']))
    })?;
    let rest = line.get(start.0..)?;
    let end = rest.find(|c: char| !is_part(c)).unwrap_or(rest.len());
    let date = rest.get(..end)?.trim_end_matches([' ', ':', '-', '.', '/']);
    (date.chars().filter(char::is_ascii_digit).count() >= 6).then_some(date)
}
