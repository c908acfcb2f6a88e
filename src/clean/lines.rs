//! Which lines of a page are the article's, judged by their words, their shape and their place.

use std::ops::Range;

use crate::clean::meta;
use crate::text::chars::{is_han, is_sentence_end};
use crate::text::lines::lines_with_text;
use crate::text::script;

/// What a line is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum LineKind {
    /// The article's.
    Article,
    /// The site's: navigation, sharing, footer.
    Furniture,
    /// Where and when it was published.
    Source,
}

/// A line with what it is.
#[derive(Clone, Debug)]
pub(crate) struct Line {
    /// Its bytes, with its line ending.
    pub(crate) range: Range<usize>,
    /// What it is.
    pub(crate) kind: LineKind,
}

/// Longest line that words alone can make furniture, in characters.
const MOST_CHARS: usize = 80;
/// Least length of a line that counts as a paragraph of the article, in characters.
const PARAGRAPH_CHARS: usize = 50;

/// Words of which one makes a line furniture wherever it stands.
const ANYWHERE: &[&str] = &[
    "版权所有",
    "版权声明",
    "公网安备",
    "icp备",
    "icp证",
    "备案号",
    "网站地图",
    "网站声明",
    "隐私政策",
    "用户协议",
    "联系我们",
    "关于我们",
    "设为首页",
    "加入收藏",
    "返回顶部",
    "返回首页",
    "分享到",
    "扫一扫",
    "扫码",
    "上一篇",
    "下一篇",
    "上一条",
    "下一条",
    "上一页",
    "下一页",
    "打印本页",
    "关闭窗口",
    "关闭本页",
    "友情链接",
    "技术支持",
    "您的位置",
    "当前位置",
    "所在位置",
    "当前所在",
    "all rights reserved",
    "copyright",
    "相关阅读",
    "推荐阅读",
    "延伸阅读",
    "相关链接",
    "相关新闻",
    "相关文章",
    "热门推荐",
    "热门文章",
    "猜你喜欢",
    "更多精彩",
    "点击查看",
    "点击下载",
    "点击关注",
    "微信公众号",
    "客户端下载",
    "免责声明",
    "举报电话",
    "不良信息",
    "用户调查",
    "责任编辑",
    "责编",
    "浏览次数",
    "点击数",
    "阅读次数",
    "访问量",
];

/// Words for which pages are stuffed with keywords, in Simplified and lower case.
const SPAM: &[&str] = &[
    "娱乐城",
    "博彩",
    "赌场",
    "葡京",
    "百家乐",
    "老虎机",
    "时时彩",
    "六合彩",
    "北京赛车",
    "棋牌",
    "投注",
    "开户",
    "赔率",
    "成人",
    "激情",
    "裸聊",
    "色情",
    "代孕",
    "办证",
    "私服",
    "外挂",
    "代开发票",
    "威尼斯人",
    "太阳城",
    "体彩",
    "捕鱼",
];

/// Words that open a list of other things: after the article, all below them is furniture too.
const OPENS_TAIL: &[&str] = &[
    "相关阅读",
    "推荐阅读",
    "延伸阅读",
    "相关链接",
    "相关新闻",
    "相关文章",
    "热门推荐",
    "热门文章",
    "猜你喜欢",
    "更多精彩",
    "上一篇",
    "下一篇",
    "上一条",
    "下一条",
    "版权所有",
    "网站地图",
    "友情链接",
    "关于我们",
    "联系我们",
];

/// Says of each line of `text` that is not blank what it is.
pub(crate) fn classify(text: &str) -> Vec<Line> {
    let (ranges, bodies): (Vec<Range<usize>>, Vec<&str>) = lines_with_text(text).unzip();
    // A short text has no long paragraphs: there a sentence is one.
    let has_long = bodies.iter().any(|line| is_paragraph(line));
    let is_text = |line: &&str| if has_long { is_paragraph(line) } else { is_sentence(line) };
    let first = bodies.iter().position(is_text).unwrap_or(bodies.len());
    let last = bodies.iter().rposition(is_text);
    // One line may be a formula; a forum's junk is everywhere.
    let has_scrambles = bodies.iter().filter(|line| is_scramble(line)).count() >= 3;
    let mut in_tail = false;
    let mut lines = Vec::with_capacity(ranges.len());
    for (index, (range, body)) in ranges.into_iter().zip(&bodies).enumerate() {
        let folded = folded_if_short(body);
        let is_after = last.is_some_and(|last| index > last);
        in_tail |= is_after && has_any(&folded, OPENS_TAIL) && !is_sentence(body);
        let is_junk = has_scrambles && is_scramble(body);
        let kind = if in_tail || is_junk || is_furniture(body, &folded) {
            LineKind::Furniture
        } else if index < first && meta::is_source_line(&folded) {
            LineKind::Source
        } else {
            LineKind::Article
        };
        lines.push(Line { range, kind });
    }
    lines
}

/// The line in Simplified and lower case; nothing for one too long to be furniture.
fn folded_if_short(line: &str) -> String {
    if line.chars().nth(MOST_CHARS).is_some() {
        return String::new();
    }
    script::to_simplified().converted(line).to_lowercase()
}

fn is_paragraph(line: &str) -> bool {
    line.chars().nth(PARAGRAPH_CHARS).is_some() && is_sentence(line)
}

/// Whether the line reads as a sentence: it ends like one, or stops inside.
fn is_sentence(line: &str) -> bool {
    let stops = line.chars().filter(|c| matches!(c, '。' | '！' | '？' | '；')).count();
    let commas = line.chars().filter(|c| matches!(c, '，' | ',')).count();
    let ends = line.trim_end_matches(['”', '’', '」', '）', ')']).ends_with(is_sentence_end);
    (ends && line.chars().filter(|c| is_han(*c)).count() >= 12)
        || stops >= 2
        || (stops >= 1 && commas >= 1)
}

fn has_any(line: &str, words: &[&str]) -> bool {
    words.iter().any(|word| line.contains(word))
}

fn is_furniture(body: &str, folded: &str) -> bool {
    if folded.is_empty() || is_sentence(body) {
        return false;
    }
    has_any(folded, ANYWHERE) || is_breadcrumb(folded) || is_spam(folded)
}

/// Two or more of the words for which pages are stuffed with keywords.
fn is_spam(line: &str) -> bool {
    SPAM.iter().filter(|word| line.contains(*word)).count() >= 2
}

/// What a forum puts between lines against copying: `, D4 r$ ^5 k9 x- M`.
fn is_scramble(line: &str) -> bool {
    let tokens = line.split(' ').filter(|token| !token.is_empty());
    let (n_tokens, n_chars) = tokens.fold((0, 0), |(n, chars), token| (n + 1, chars + token.len()));
    let odd = ["$", "^", "~", "&", "@", "#", "%", "|", "\\", "{", "}", "<", ">", "*", "`"];
    let n_odd = odd.iter().filter(|sign| line.contains(**sign)).count();
    let is_short = (4..=40).contains(&n_tokens) && n_chars <= n_tokens * 5 / 2;
    line.is_ascii() && is_short && n_odd >= 2
}

/// Two or more separators with short names between: 首页 > 政务公开 > 通知公告.
fn is_breadcrumb(line: &str) -> bool {
    let parts: Vec<&str> = line.split(['>', '|', '»', '›', '＞', '｜']).collect();
    parts.len() >= 3 && parts.iter().all(|part| part.trim().chars().count() <= 12)
}
