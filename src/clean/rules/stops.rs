//! Which points of a Chinese text were full stops, before its marks were made half-width.
//!
//! A point alone does not tell: 约翰.史密斯 and 一.总则 have one too. The text does, if it has no Chinese stop at all.

use crate::text::chars::{is_cjk_mark, is_closer, is_han};
use crate::text::lines::lines;

/// Fewest points that a sentence ends with.
const LEAST: usize = 2;
/// Paragraphs end with a stop, and have so many at most on an average.
const MOST_IN_A_PARAGRAPH: usize = 30;

/// Longest sentence with an address that is looked at, in bytes.
const MOST_SENTENCE_BYTES: usize = 600;

/// Longest number with the indentation before it, in bytes.
const MOST_BYTES: usize = 24;

/// Characters that foreign names are written with.
const SOUNDS: &str = "阿埃艾爱安奥巴白班邦鲍贝本比彼别宾波伯博布查达戴丹道德登邓迪蒂丁杜多厄恩尔爾法菲费芬佛弗夫福盖甘冈\
    戈哥格葛古哈汉翰赫亨胡华怀惠霍基吉加贾简杰金卡凯坎康考科克肯库夸拉莱赖兰朗劳勒雷里莉利列林刘留龙卢鲁路伦罗洛马\
    玛迈麦曼梅门蒙米密明摩莫默姆穆拿纳南内尼涅努诺欧帕潘佩彭皮珀普奇齐切琼丘热日荣瑞萨塞桑瑟沙莎舍圣施史斯司思苏索\
    塔泰坦汤唐特提廷图托瓦万旺威维韦魏温沃乌伍西希锡夏肖谢辛休许雪逊雅亚延扬耶伊易英尤约泽扎詹珍茨朱卓兹";

/// Whether the text has stops, and all of them are points.
pub(super) fn are_chinese(text: &str) -> bool {
    if memchr::memmem::find(text.as_bytes(), "。".as_bytes()).is_some() {
        return false;
    }
    let (mut n_all, mut n_ends) = (0_usize, 0_usize);
    for (_, line) in lines(text) {
        for at in memchr::memchr_iter(b'.', line.as_bytes()).filter(|at| is_stop(line, *at)) {
            n_all += 1;
            let rest = line.get(at + 1..).unwrap_or_default();
            n_ends += usize::from(ends_paragraph(rest) || is_last_with_address(rest));
        }
    }
    n_all >= LEAST && n_ends * MOST_IN_A_PARAGRAPH >= n_all
}

/// Whether nothing follows but what closes a quotation.
fn ends_paragraph(rest: &str) -> bool {
    rest.chars().all(|c| is_closer(c) || c == '"' || c.is_whitespace())
}

/// Whether what follows is a last sentence that ends with an address, and so without a stop.
fn is_last_with_address(rest: &str) -> bool {
    const SIGNS: &[&str] = &["www.", "://", "@", ".com", ".cn", ".net", ".org"];
    // A line may be as long as a book.
    rest.len() <= MOST_SENTENCE_BYTES
        && rest.ends_with(|c: char| c.is_ascii_alphanumeric() || c == '/')
        && SIGNS.iter().any(|sign| rest.contains(sign))
        && !memchr::memchr_iter(b'.', rest.as_bytes()).any(|at| is_stop(rest, at))
}

/// Whether the point at `at` of a line ends a sentence of Chinese, if any does.
pub(super) fn is_stop(line: &str, at: usize) -> bool {
    let (before, behind) =
        (line.get(..at).unwrap_or_default(), line.get(at + 1..).unwrap_or_default());
    let behind = behind.strip_prefix(' ').unwrap_or(behind);
    let last = before.chars().next_back().unwrap_or('\n');
    let next = behind.chars().next().unwrap_or('\n');
    let is_behind_sentence =
        is_han(last) || matches!(last, ')' | '%' | '"' | '”' | '）' | '》' | '」');
    let is_before_next = is_han(next)
        || matches!(next, '\n' | '\r' | '"')
        || (is_cjk_mark(next) && next != '…')
        || (next.is_ascii_digit() && is_behind_sentence && !OF_NUMBERS.contains(last));
    let is_behind_sentence = is_behind_sentence || (next != '\n' && ends_with_word(before));
    is_behind_sentence && is_before_next && !is_number(before) && !is_in_name(before, behind)
}

/// What stands before a number with a point: 图.3, 三.五.
const OF_NUMBERS: &str =
    "图圖表附件第章节節版卷册冊号號条條款项項页頁〇零一二三四五六七八九十百千点點";

/// Whether a Latin word ends a sentence that goes on in Chinese: 他买了iPad.我也买了.
fn ends_with_word(before: &str) -> bool {
    /// Shortened words have a point of their own, and so have the parts of addresses.
    const OTHERS: &[&str] =
        &["www", "etc", "inc", "ltd", "prof", "vol", "fig", "mrs", "com", "net", "org"];
    let head = before.trim_end_matches(|c: char| c.is_ascii_alphanumeric());
    let word = before.get(head.len()..).unwrap_or_default();
    word.len() > 2
        && word.starts_with(|c: char| c.is_ascii_alphabetic())
        && head.ends_with(|c: char| is_han(c) || is_cjk_mark(c))
        && !OTHERS.iter().any(|other| word.eq_ignore_ascii_case(other))
}

/// Whether a line begins with no more than a number: 一.总则.
pub(super) fn is_number(before: &str) -> bool {
    const DIGITS: &str = "零〇一二三四五六七八九十百甲乙丙丁戊己庚辛壬癸";
    // A line may be as long as a book.
    if before.len() > MOST_BYTES {
        return false;
    }
    let head = before.trim_start();
    !head.is_empty() && head.chars().all(|c| DIGITS.contains(c))
}

/// Whether the point parts the names of a foreigner: 约翰.史密斯.
fn is_in_name(before: &str, behind: &str) -> bool {
    let mut next = behind.chars();
    let sounds = [before.chars().next_back(), next.next(), next.next()];
    sounds.iter().all(|c| c.is_some_and(|c| SOUNDS.contains(c)))
}
