//! The order in which names are listed: signs, figures by what they count, letters, then characters as a Chinese
//! dictionary has them, by their readings. A character stands in its commonest reading, whatever the word.

use pinyin::{Pinyin, ToPinyin};

use crate::text::chars::is_han;
use crate::text::numbering::{is_han_digit, ordinal_value};

/// A name's place among others.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct NameOrder {
    units: Vec<Unit>,
    /// Tells apart names that count and read the same.
    name: String,
}

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Unit {
    /// Neither letter nor figure.
    Sign(char),
    /// A figure: how many digits it has, without noughts in front, and these.
    Number(usize, String),
    /// A letter of a script that is spelled, small.
    Letter(char),
    /// A character: its reading, the tone of that, and itself.
    Han(&'static str, u8, char),
}

/// Stands behind all readings, for characters without one.
const UNREAD: &str = "~";

impl NameOrder {
    /// The place of this name.
    pub fn of(name: &str) -> Self {
        let (mut units, mut rest, mut is_counted) = (Vec::new(), name, false);
        while let Some(c) = rest.chars().next() {
            let figure = figure(rest, is_counted);
            let length = figure.as_ref().map_or(c.len_utf8(), |(_, length)| *length);
            units.push(figure.map_or_else(|| unit_of(c), |(digits, _)| number_of(&digits)));
            is_counted = c == '第';
            rest = rest.get(length..).unwrap_or_default();
        }
        Self { units, name: name.to_owned() }
    }
}

/// The digits of the figure that `rest` begins with, and its bytes. A Chinese one is a figure behind 第 and where no
/// word goes on behind it, as in 阶段二 and 三、.
fn figure(rest: &str, is_counted: bool) -> Option<(String, usize)> {
    if !rest.starts_with(|c| is_han_digit(c) || digit(c).is_some()) {
        return None;
    }
    let digits: String = rest.chars().map_while(digit).collect();
    if !digits.is_empty() {
        let length = rest.chars().take(digits.len()).map(char::len_utf8).sum();
        return Some((digits, length));
    }
    let length = rest.find(|c| !is_han_digit(c)).unwrap_or(rest.len());
    let (run, behind) = rest.split_at_checked(length)?;
    let ends = !behind.chars().next().is_some_and(char::is_alphanumeric);
    let value = ordinal_value(run).filter(|_| is_counted || ends)?;
    Some((value.to_string(), length))
}

/// An Arabic digit, be it wide.
fn digit(c: char) -> Option<char> {
    let value = (c as u32).checked_sub('０' as u32).filter(|value| *value < 10);
    let wide = value.and_then(|value| char::from_digit(value, 10));
    wide.or_else(|| c.is_ascii_digit().then_some(c))
}

fn number_of(digits: &str) -> Unit {
    let digits = digits.trim_start_matches('0');
    Unit::Number(digits.len(), digits.to_owned())
}

fn unit_of(c: char) -> Unit {
    if is_han(c) {
        let read = c.to_pinyin();
        return Unit::Han(read.map_or(UNREAD, Pinyin::plain), read.map_or(0, tone), c);
    }
    if c.is_alphanumeric() {
        return Unit::Letter(c.to_lowercase().next().unwrap_or(c));
    }
    Unit::Sign(c)
}

/// 1 to 4 by the mark on the vowel; 5 for a reading without one.
fn tone(read: Pinyin) -> u8 {
    const MARKS: [&str; 4] = ["āēīōūǖ", "áéíóúǘńḿ", "ǎěǐǒǔǚň", "àèìòùǜǹ"];
    let is_in = |marks: &&str| read.with_tone().contains(|c| marks.contains(c));
    MARKS.iter().zip(1..).find(|(marks, _)| is_in(marks)).map_or(5, |(_, tone)| tone)
}

#[cfg(test)]
mod tests {
    use super::NameOrder;

    #[test]
    fn names_stand_as_a_dictionary_has_them_and_figures_as_they_count() {
        let names = [
            "（待定）",
            "2 方法",
            "10 结论",
            "２０ 附录",
            "abc",
            "Beta",
            "beta",
            "zone",
            "阿里",
            "北京",
            "重庆",
            "第一章",
            "第二章",
            "第3章",
            "第十章",
            "第十一章",
            "第二十章",
            "二、方法",
            "方法2",
            "方法１０",
            "复工",
            "复工时间",
            "阶段一",
            "阶段二",
            "阶段三",
            "农业",
            "三农",
            "数据",
            "一般",
            "一致",
            "中国",
        ];
        let mut sorted = names;
        sorted.sort_by_cached_key(|name| NameOrder::of(name));
        let expected = [
            "（待定）",
            "2 方法",
            "二、方法",
            "10 结论",
            "２０ 附录",
            "abc",
            "Beta",
            "beta",
            "zone",
            "阿里",
            "北京",
            "第一章",
            "第二章",
            "第3章",
            "第十章",
            "第十一章",
            "第二十章",
            "方法2",
            "方法１０",
            "复工",
            "复工时间",
            "阶段一",
            "阶段二",
            "阶段三",
            "农业",
            "三农",
            "数据",
            "一般",
            "一致",
            "中国",
            "重庆",
        ];
        assert_eq!(sorted, expected);
    }
}
