//! Who wrote a text and where it appeared, from lines that say so without a label:
//! `原创 阿苇 巷子里的手艺 2020-09-26 21:30`, `October 21, 2013 by Nell`, `程子 2014-02-17`.
//!
//! What has a label, `meta` reads; only what cannot well be something else is taken.

use crate::clean::dates::find_date;
use crate::text::chars::is_han;
use crate::text::names::is_family_name;

/// What parts the fields of such a line.
const BETWEEN: &[char] =
    &[' ', '\u{3000}', '\t', '|', '｜', '丨', '┊', '[', ']', '【', '】', '（', '）', '(', ')'];

/// What stands before the name of who wrote it.
const LEADS: &[&str] =
    &["原创", "posted", "on", "发表于", "最后发布于", "最后编辑于", "发布于", "作者"];

/// What counters and buttons are called, with or without their number.
const COUNTERS: &[&str] = &[
    "阅读",
    "阅读数",
    "阅读量",
    "评论",
    "评论数",
    "收藏",
    "点赞",
    "点赞数",
    "浏览",
    "浏览量",
    "编辑",
    "举报",
    "转载",
    "人气",
    "推荐",
    "列印",
    "打印",
    "分享",
    "views",
    "comments",
    "关注",
];

/// How the names of publications end.
const PUBLICATION_ENDS: &[&str] = &["网", "报", "社", "刊", "台", "在线", "News", "Times", "Post"];

/// What stands before the names of those who reported, without a colon.
const REPORTERS: &[&str] = &[
    "本报记者",
    "本刊记者",
    "本网记者",
    "记者",
    "通讯员",
    "本报通讯员",
    "特约记者",
    "见习记者",
    "实习记者",
    "实习生",
    "本报讯",
];

/// What the fields of a line name.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Byline<'a> {
    /// Who wrote it.
    pub(super) author: Option<&'a str>,
    /// Where it appeared.
    pub(super) source: Option<&'a str>,
}

/// Reads a `line` with its `date` in it. `has_author` says whether another field of the line names the author.
pub(super) fn read<'a>(line: &'a str, date: &str, has_author: bool) -> Byline<'a> {
    let Some((before, after)) = line.split_once(date) else { return Byline::default() };
    let (first, rest): (Vec<&str>, Vec<&str>) = (fields(before), fields(after));
    let all: Vec<&str> = first.iter().chain(&rest).copied().collect();
    let source = all.iter().copied().find(|field| is_publication(field));
    let mut named = all.iter().copied().filter(|field| Some(*field) != source);
    if let Some(author) =
        english_name(after).or_else(|| all.iter().find_map(|field| reporter(field)))
    {
        return Byline { author: Some(author), source };
    }
    let has_lead = ["原创", "posted on", "发表于"].iter().any(|lead| line.starts_with(lead))
        || after.trim_start().starts_with("由 ");
    if has_lead {
        // An author's account stands behind the author: 阿苇 巷子里的手艺.
        let author = named.next();
        let account = named
            .next()
            .filter(|_| line.starts_with("原创") && before.contains(author.unwrap_or(line)));
        return Byline { author, source: source.or(account) };
    }
    match (&all[..], first.first()) {
        ([only], Some(_)) if has_author => Byline { author: None, source: Some(only) },
        ([only], _) if !has_author && is_personal(only) => Byline { author: Some(only), source },
        _ => Byline { author: None, source },
    }
}

/// What is set behind a name to say where its bearer works.
fn is_sign(c: char) -> bool {
    c.is_ascii_digit() || "*＊①②③④⑤†‡".contains(c)
}

/// Two to four Chinese characters.
pub(super) fn is_chinese_name(name: &str) -> bool {
    (2..=4).contains(&name.chars().count()) && name.chars().all(is_han)
}

/// Whether a line names who wrote the text as newspapers do below a title: `□ 老秤砣`, `〔記者簡若楓／霧溪報導〕`.
pub(super) fn is_marked(line: &str) -> bool {
    /// Longest such line, in characters.
    const MOST_CHARS: usize = 30;

    let name = line.strip_prefix('□').map(str::trim);
    let inner = line.strip_prefix(['〔', '［', '[', '【', '（', '(']);
    let inner = inner.and_then(|inner| inner.strip_suffix(['〕', '］', ']', '】', '）', ')']));
    // `【记者手记】` is a rubric.
    let reports = |inner: &str| {
        (inner.starts_with("记者") || inner.starts_with("記者")) && inner.contains(['／', '/'])
    };
    line.chars().count() <= MOST_CHARS
        && (name.is_some_and(is_chinese_name) || inner.is_some_and(reports))
}

/// Whether a line only names authors, with the signs of where they work: `钱树人1，高小云1，Ito Kenji2`,
/// `E. Marsden & J. O. Pryce`.
pub(super) fn is_authors(line: &str) -> bool {
    /// Longest such line, in characters.
    const MOST_CHARS: usize = 120;

    let pieces = || line.split(['，', ',', '、', '&', ';', '；']).map(str::trim);
    let bare = |name: &'_ str| name.trim_end_matches(is_sign).trim().to_owned();
    let is_initial = |word: &str| {
        word.len() == 2 && word.ends_with('.') && word.starts_with(|c: char| c.is_ascii_uppercase())
    };
    let is_latin = |name: &str| {
        let words = name.split(' ').collect::<Vec<_>>();
        (2..=4).contains(&words.len())
            && words.iter().all(|word| {
                word.starts_with(char::is_uppercase) && !word.ends_with([':', '!', '?'])
            })
    };
    let has_sign = pieces().nth(1).is_some() && pieces().any(|name| name.ends_with(is_sign))
        || pieces().any(|name| name.split(' ').any(is_initial));
    line.chars().count() <= MOST_CHARS
        && has_sign
        && !line.ends_with('.')
        && pieces().any(|name| !bare(name).is_empty())
        && pieces()
            .map(bare)
            .all(|name| name.is_empty() || is_chinese_name(&name) || is_latin(&name))
}

/// Whether a line says where authors work, with the code of the place, or when an author was born:
/// `1. 青南大学大气科学系，青南 000000`, `作者简介：钱树人（1979-），男，副教授`.
pub(super) fn is_of_authors(line: &str) -> bool {
    let is_code = |word: &str| word.len() == 6 && word.bytes().all(|byte| byte.is_ascii_digit());
    let mut words = line.split(|c: char| !c.is_alphanumeric());
    let is_numbered =
        line.trim_start_matches(['(', '（', '[']).starts_with(|c: char| c.is_ascii_digit());
    let is_born = || ["（19", "（20", "(19", "(20"].iter().any(|year| line.contains(year));
    let is_about = ["作者简介", "第一作者", "通信作者"]
        .iter()
        .any(|start| line.trim_start_matches(['[', '［', '【']).starts_with(start));
    (is_numbered && words.any(is_code) && WORKPLACES.iter().any(|place| line.contains(place)))
        || (is_about && is_born())
}

/// What the names of authors' workplaces have in them.
const WORKPLACES: &[&str] =
    &["大学", "学院", "研究所", "研究院", "实验室", "研究中心", "医院", "公司", "科学院"];

/// The names of such a line without the signs.
pub(super) fn authors(line: &str) -> Option<String> {
    is_authors(line).then(|| line.replace(is_sign, ""))
}

/// The fields that are no counter, no label and no lead.
fn fields(text: &str) -> Vec<&str> {
    let is_counter = |field: &str| {
        let name = field.trim_matches(|c: char| !c.is_alphabetic());
        name.is_empty() || COUNTERS.contains(&name)
    };
    let words = text.split(BETWEEN).map(str::trim).filter(|field| !field.is_empty());
    let own = words.filter(|field| {
        !(is_counter(field)
            || LEADS.contains(field)
            || *field == "由"
            || field.contains([':', '：', '#', '/']))
    });
    own.collect()
}

fn is_publication(name: &str) -> bool {
    (2..=14).contains(&name.chars().count())
        && PUBLICATION_ENDS.iter().any(|end| name.ends_with(end))
}

/// Two or three characters, the first a family name.
fn is_personal(name: &str) -> bool {
    (2..=3).contains(&name.chars().count())
        && name.chars().all(is_han)
        && name.starts_with(is_family_name)
}

/// 林春生 of `记者林春生╱南投即时报导`.
fn reporter(field: &str) -> Option<&str> {
    let rest = ["本报记者", "本刊记者", "记者"].iter().find_map(|role| field.strip_prefix(role))?;
    let name = rest.split(['╱', '／', '/', '，', '、']).next()?;
    is_chinese_name(name).then_some(name)
}

/// The name behind `by` that follows a date: `by Nell 27 Comments`.
fn english_name(after: &str) -> Option<&str> {
    let rest = after.trim_start().strip_prefix("by ")?;
    let is_name = |word: &&str| {
        word.starts_with(char::is_uppercase) && !COUNTERS.contains(&word.to_lowercase().as_str())
    };
    let length: usize =
        rest.split(' ').take_while(is_name).take(4).map(|word| word.len() + 1).sum();
    let name = rest.get(..length.checked_sub(1)?)?.trim_end_matches([',', '.']);
    (!name.is_empty()).then_some(name)
}

/// `By Margaret Hollis`, `文/孟宪章`, `Published 14 March 2016`.
pub(super) fn is_byline(line: &str) -> bool {
    let n_words = line.split(' ').count();
    let starts = |words: &[&str]| words.iter().any(|word| line.starts_with(word));
    let is_name =
        starts(&["by "]) && (2..=6).contains(&n_words) && !line.ends_with(['.', '?', '!']);
    let is_dated = starts(&["published", "posted ", "post by ", "updated ", "last updated"])
        && find_date(line).is_some()
        && n_words <= 14
        && !line.ends_with('.');
    is_name
        || is_dated
        || slashed_author(line).is_some()
        || reviewer(line).is_some()
        || are_dates(line)
        || is_reporter(line)
        || is_of_pictures(line)
}

/// `图︱李大成`, `摄影／林小满`.
fn is_of_pictures(line: &str) -> bool {
    let rest = ["图文", "图", "摄影", "摄", "插画"].iter().find_map(|role| line.strip_prefix(role));
    let name = rest
        .and_then(|rest| rest.trim_start().strip_prefix(['/', '／', '╱', '|', '｜', '丨', '︱']));
    name.is_some_and(|name| is_chinese_name(name.trim()))
}

/// Dates with strokes between: `9th January 2018, 4:12 pm | Updated 9th January 2018, 5:40 pm`,
/// `Pages 211-219 | Received 4 Nov 2015, Accepted 19 Feb 2016`.
fn are_dates(line: &str) -> bool {
    /// Longest line of dates, in characters.
    const MOST_CHARS: usize = 120;

    let is_part = |part: &str| find_date(part).is_some() || part.trim().starts_with("pages ");
    line.contains('|')
        && line.chars().count() <= MOST_CHARS
        && find_date(line).is_some()
        && line.split('|').all(is_part)
}

/// The name before what was reviewed: `葫芦 评论 《岸上的罗盘》`.
fn reviewer(line: &str) -> Option<&str> {
    let (name, work) = line.split_once(" 评论 《")?;
    let is_name = (1..=16).contains(&name.chars().count()) && !name.contains(' ');
    (is_name && work.ends_with('》') && !work.trim_end_matches('》').contains('》')).then_some(name)
}

/// The name behind `文/` or `文 / `.
fn slashed_author(line: &str) -> Option<&str> {
    let rest = line.strip_prefix('文')?.trim_start();
    let name = rest.strip_prefix(['/', '／', '∕', '╱', '|', '｜', '丨', '︱'])?.trim();
    // What the author is stands in parentheses behind.
    let name = name.split(['\u{3000}', '（', '(']).next()?.trim();
    (1..=12).contains(&name.chars().count()).then_some(name)
}

/// `本报记者 苏晓雯 实习生 丁一`: no sentence, and nothing but who wrote it.
pub(super) fn is_reporter(line: &str) -> bool {
    let mut words = words_of_reporters(line);
    let is_role = words.next().is_some_and(is_role);
    let n_names = words.clone().count();
    is_role && n_names >= 1 && words.all(|word| is_chinese_name(word) || is_role_of_all(word))
}

/// What newspapers set before the names of those who reported.
const SQUARES: [char; 9] = ['□', '■', '○', '●', '◎', '◇', '◆', ' ', '\u{3000}'];

/// The words of such a line, without the square before it and the parentheses around it.
fn words_of_reporters(line: &str) -> impl Iterator<Item = &str> + Clone {
    let line = line.trim_start_matches(SQUARES);
    let inner = line.strip_prefix(['（', '(']).and_then(|rest| rest.strip_suffix(['）', ')']));
    let line = inner.unwrap_or(line);
    let words = line.split([' ', '\u{3000}', '、']).filter(|word| !word.is_empty());
    // A name may stand right behind its role: 新声社记者祝明雅.
    words.flat_map(|word| {
        let role = ROLE_ENDS.iter().find_map(|role| word.find(role).map(|at| at + role.len()));
        let role = role.filter(|end| word.get(*end..).is_some_and(is_chinese_name));
        let (role, name) = role.map_or(("", word), |end| word.split_at(end));
        [role, name].into_iter().filter(|part| !part.is_empty())
    })
}

/// How what is said before the names of reporters ends.
const ROLE_ENDS: [&str; 5] = ["记者", "通讯员", "实习生", "特派员", "特约撰稿人"];

/// Whether it says as what somebody wrote: 记者, 本报通讯员, 新声社记者.
fn is_role(word: &str) -> bool {
    is_role_of_all(word)
        || ROLE_ENDS.iter().any(|end| word.len() > end.len() && word.ends_with(end))
}

fn is_role_of_all(word: &str) -> bool {
    REPORTERS.contains(&word) || ROLE_ENDS.contains(&word)
}

/// `By Margaret Hollis`, `文/孟宪章`.
pub(super) fn author(line: &str) -> Option<&str> {
    let english = line.strip_prefix("By ").or_else(|| line.strip_prefix("BY "));
    let english = english.and_then(|rest| rest.split(['|', ',', '·']).next());
    let reporter = || {
        let bare = line.trim_start_matches(SQUARES);
        let names = bare.strip_prefix("本报记者").or_else(|| bare.strip_prefix("记者"))?;
        is_reporter(line).then(|| names_before_role(names))
    };
    english
        .or_else(|| slashed_author(line))
        .or_else(|| reviewer(line))
        .or_else(reporter)
        .map(str::trim)
}

/// The names up to the next role: 苏晓雯 before 实习生.
fn names_before_role(names: &str) -> &str {
    let end = REPORTERS.iter().filter_map(|role| names.find(role)).min();
    names.get(..end.unwrap_or(names.len())).unwrap_or(names)
}
