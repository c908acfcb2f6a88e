//! The ways in which headings are numbered, Chinese and Western.

/// A kind of numbering; of two in one text the smaller stands higher.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Numbering {
    /// 第一编, 第一部分, Part I.
    Part,
    /// 第一章, 第三回, Chapter 1.
    Chapter,
    /// 第一节, 第3話, Section 1.
    Section,
    /// 第一条, Article 1.
    Article,
    /// 一、
    Han,
    /// （一）
    HanInParentheses,
    /// 1. or 1、, and 1.1 with its depth.
    Decimal(u8),
    /// (1), （1）, 1)
    InParentheses,
    /// ①
    Circled,
}

/// Within how many bytes a numbering ends.
const MOST_BYTES: usize = 80;

/// The numbering that `line` starts with, and how many bytes of it that takes, with the white
/// space behind.
pub fn numbering(line: &str) -> Option<(Numbering, usize)> {
    // A line may be as long as a book.
    let head = line.get(..line.floor_char_boundary(MOST_BYTES))?;
    // Most lines begin with another character, and need no more looking at.
    if !head.starts_with(begins_number) {
        return None;
    }
    let found = ordinal(head)
        .or_else(|| english(head))
        .or_else(|| han(head))
        .or_else(|| in_parentheses(head))
        .or_else(|| decimal(head))
        .or_else(|| circled(head))?;
    let rest = line.get(found.1..)?;
    Some((found.0, line.len() - rest.trim_start().len()))
}

const fn begins_number(c: char) -> bool {
    matches!(c, '第' | '(' | '（' | '①'..='⑳' | '❶'..='❿')
        || c.is_ascii_alphanumeric()
        || is_han_digit(c)
}

/// Whether it is a digit of a Chinese number.
pub const fn is_han_digit(c: char) -> bool {
    matches!(
        c,
        '零' | '〇'
            | '一'
            | '二'
            | '三'
            | '四'
            | '五'
            | '六'
            | '七'
            | '八'
            | '九'
            | '十'
            | '百'
            | '千'
            | '两'
    )
}

/// The value of the number that `line` starts with, up to 99: 3 for `三、`, `（三）`, `第三章` and `3.`.
pub fn ordinal_value(line: &str) -> Option<u32> {
    let digits = line.trim_start_matches(['第', '（', '(', ' ']);
    let length = number(digits, |c| is_han_digit(c) || c.is_ascii_digit());
    let digits = digits.get(..length)?;
    digits.parse().ok().or_else(|| han_value(digits))
}

/// Whether a line says that an annex begins, or how secret a paper is, and nothing else: `附件1`, `附：`, `内部资料`.
pub fn is_annex(line: &str) -> bool {
    let line = line.trim_end_matches(['：', ':']);
    let rest = line.strip_prefix("附件").or_else(|| line.strip_prefix('附'));
    let is_number = |rest: &str| {
        rest.chars().all(|c| c.is_ascii_digit() || is_han_digit(c) || c.is_whitespace())
    };
    rest.is_some_and(is_number)
        || ["内部资料", "內部資料", "内部资料 注意保存", "秘密", "机密", "特急", "加急"]
            .contains(&line)
}

/// The value of a Roman number up to twenty-nine.
pub fn roman_value(line: &str) -> Option<u32> {
    const TENS: [&str; 3] = ["", "X", "XX"];
    const ONES: [&str; 10] = ["", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX"];
    let is_roman = !line.is_empty() && line.chars().all(|c| matches!(c, 'I' | 'V' | 'X'));
    (1..30).filter(|_| is_roman).find(|value| {
        let tens = TENS[*value as usize / 10];
        line.strip_prefix(tens) == Some(ONES[*value as usize % 10])
    })
}

/// The value of a Chinese number up to 99.
fn han_value(digits: &str) -> Option<u32> {
    let digit = |c: char| {
        "零一二三四五六七八九".chars().position(|known| known == c).map(|value| value as u32)
    };
    let (tens, ones) = match digits.split_once('十') {
        Some((tens, ones)) => (if tens.is_empty() { "一" } else { tens }, ones),
        None => ("零", digits),
    };
    let one = |text: &str| {
        let mut chars = text.chars();
        let value = chars.next().map_or(Some(0), digit)?;
        chars.next().is_none().then_some(value)
    };
    (!digits.is_empty()).then(|| Some(one(tens)? * 10 + one(ones)?)).flatten()
}

/// The bytes of the number in front of `text`, in Chinese or Arabic digits.
fn number(text: &str, is_digit: fn(char) -> bool) -> usize {
    text.find(|c: char| !is_digit(c)).unwrap_or(text.len())
}

/// 第…章
fn ordinal(line: &str) -> Option<(Numbering, usize)> {
    let rest = line.strip_prefix('第')?.trim_start();
    let digits = number(rest, |c| is_han_digit(c) || c.is_ascii_digit());
    let behind = rest.get(digits..)?.trim_start();
    let unit = behind.chars().next().filter(|_| digits > 0)?;
    let kind = match unit {
        '编' | '編' | '篇' | '部' | '卷' | '辑' | '輯' => Numbering::Part,
        '章' | '回' | '讲' | '講' | '课' | '課' => Numbering::Chapter,
        '节' | '節' | '话' | '話' => Numbering::Section,
        '条' | '條' => Numbering::Article,
        _ => return None,
    };
    Some((kind, line.len() - behind.len() + unit.len_utf8()))
}

/// Chapter 1, Section II, Article 3, Part One.
fn english(line: &str) -> Option<(Numbering, usize)> {
    let (word, rest) =
        line.split_once(' ').filter(|_| line.starts_with(|c: char| c.is_ascii_alphabetic()))?;
    let kind = match word.to_ascii_lowercase().as_str() {
        "part" | "book" | "volume" => Numbering::Part,
        "chapter" => Numbering::Chapter,
        "section" => Numbering::Section,
        "article" => Numbering::Article,
        _ => return None,
    };
    let end = rest.find([' ', '.', ':', ',']).unwrap_or(rest.len());
    let number = rest.get(..end)?;
    let is_number = !number.is_empty()
        && (number.bytes().all(|b| b.is_ascii_digit())
            || number.bytes().all(|b| b"IVXLC".contains(&b))
            || ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"]
                .contains(&number.to_ascii_lowercase().as_str()));
    let dot = usize::from(rest.get(end..)?.starts_with(['.', ':']));
    is_number.then_some((kind, word.len() + 1 + end + dot))
}

/// 一、
fn han(line: &str) -> Option<(Numbering, usize)> {
    let digits = number(line, is_han_digit);
    let mark = line
        .get(digits..)?
        .chars()
        .next()
        .filter(|c| digits > 0 && matches!(c, '、' | '．' | '.'))?;
    Some((Numbering::Han, digits + mark.len_utf8()))
}

/// （一）, (1), 1)
fn in_parentheses(line: &str) -> Option<(Numbering, usize)> {
    let open = line.chars().next().filter(|c| matches!(c, '(' | '（'));
    let start = open.map_or(0, char::len_utf8);
    let rest = line.get(start..)?;
    let is_close =
        |rest: &str| rest.chars().next().filter(|c| matches!(c, ')' | '）')).map(char::len_utf8);
    let han = number(rest, is_han_digit);
    if han > 0 && open.is_some() {
        return is_close(rest.get(han..)?)
            .map(|close| (Numbering::HanInParentheses, start + han + close));
    }
    let digits = number(rest, |c| c.is_ascii_digit());
    let close = is_close(rest.get(digits..)?).filter(|_| (1..=3).contains(&digits))?;
    Some((Numbering::InParentheses, start + digits + close))
}

/// 1. 1、 1．2 1.2.3
fn decimal(line: &str) -> Option<(Numbering, usize)> {
    let mut end = number(line, |c| c.is_ascii_digit());
    if !(1..=3).contains(&end) {
        return None;
    }
    let mut depth = 1;
    while let Some(mark) = line.get(end..)?.chars().next().filter(|c| matches!(c, '.' | '．')) {
        let digits = number(line.get(end + mark.len_utf8()..)?, |c| c.is_ascii_digit());
        if digits == 0 || digits > 3 {
            return Some((Numbering::Decimal(depth), end + mark.len_utf8()));
        }
        end += mark.len_utf8() + digits;
        depth += 1;
    }
    let next = line.get(end..)?.chars().next()?;
    match next {
        '、' => Some((Numbering::Decimal(depth), end + next.len_utf8())),
        // A bare number needs a dot inside and a space behind: 1.1 范围, not 3.5吨.
        ' ' | '\u{3000}' if depth > 1 => Some((Numbering::Decimal(depth), end)),
        _ => None,
    }
}

/// ①
fn circled(line: &str) -> Option<(Numbering, usize)> {
    let c = line.chars().next().filter(|c| matches!(c, '①'..='⑳' | '❶'..='❿'))?;
    Some((Numbering::Circled, c.len_utf8()))
}
