//! What a number says, in whichever digits it is written: `3.50`, `４２`, `四十二`, `二〇二〇`, `3万`.
//!
//! Values are kept as decimal digits, so that none is too long to be compared; spelled English words
//! are not read here.

/// Greater values are not told apart.
const MOST: u128 = u128::MAX / 4;

/// The value of a Western number, of digits with at most one point; `None` where it is none.
pub(super) fn decimal(digits: &str) -> Option<String> {
    let (whole, part) = digits.split_once('.').unwrap_or((digits, ""));
    let is_number = [whole, part].iter().all(|text| text.bytes().all(|byte| byte.is_ascii_digit()));
    let (whole, part) = (whole.trim_start_matches('0'), part.trim_end_matches('0'));
    let whole = if whole.is_empty() { "0" } else { whole };
    let value = if part.is_empty() { whole.to_owned() } else { format!("{whole}.{part}") };
    (is_number && !digits.is_empty()).then_some(value)
}

/// A value times a Chinese unit: 3.5 and 万 are 35000.
pub(super) fn times(value: &str, unit: char) -> String {
    let (whole, part) = value.split_once('.').unwrap_or((value, ""));
    let zeros = zeros(unit).unwrap_or_default();
    let mut part = part.to_owned();
    while part.len() < zeros {
        part.push('0');
    }
    let (into, rest) = part.split_at(zeros);
    let shifted = format!("{whole}{into}.{rest}");
    decimal(&shifted).unwrap_or(shifted)
}

/// The value of a Chinese number, its characters folded: read digit by digit, or by its units.
pub(super) fn han(digits: &[char]) -> String {
    if digits.iter().all(|c| digit(*c).is_some()) {
        let value: String =
            digits.iter().filter_map(|c| digit(*c)).map(|n| n.to_string()).collect();
        return decimal(&value).unwrap_or(value);
    }
    let (mut total, mut section, mut last) = (0u128, 0u128, None);
    for c in digits {
        match (digit(*c), tens(*c), zeros(*c)) {
            (Some(value), ..) => last = Some(u128::from(value)),
            (_, Some(value), _) => section += value,
            (.., Some(zeros)) if zeros >= 4 => {
                let sum = section + last.take().unwrap_or_default();
                section = 0;
                let unit = 10u128.pow(zeros as u32);
                let sum = if sum == 0 && total == 0 { 1 } else { sum };
                // 亿 counts all before it, 万 what stands before it alone.
                let (kept, counted) = if zeros > 4 { (0, total + sum) } else { (total, sum) };
                total = counted.saturating_mul(unit).saturating_add(kept).min(MOST);
            }
            (.., zeros) => {
                let unit = 10u128.pow(zeros.unwrap_or_default() as u32);
                section += last.take().unwrap_or(1) * unit;
            }
        }
    }
    (total + section + last.unwrap_or_default()).to_string()
}

/// Whether a folded character is part of a Chinese number.
pub(super) const fn is_han_number(c: char) -> bool {
    digit(c).is_some() || tens(c).is_some() || zeros(c).is_some()
}

const fn digit(c: char) -> Option<u32> {
    Some(match c {
        '零' | '〇' => 0,
        '一' | '壹' => 1,
        '二' | '两' | '贰' => 2,
        '三' | '叁' => 3,
        '四' | '肆' => 4,
        '五' | '伍' => 5,
        '六' | '陆' => 6,
        '七' | '柒' => 7,
        '八' | '捌' => 8,
        '九' | '玖' => 9,
        _ => return None,
    })
}

const fn tens(c: char) -> Option<u128> {
    match c {
        '廿' => Some(20),
        '卅' => Some(30),
        _ => None,
    }
}

/// The zeros of a unit's value.
pub(super) const fn zeros(c: char) -> Option<usize> {
    Some(match c {
        '十' | '拾' => 1,
        '百' | '佰' => 2,
        '千' | '仟' => 3,
        '万' => 4,
        '亿' => 8,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::{decimal, han, times};

    #[test]
    fn a_number_is_what_it_says() {
        for (digits, value) in [
            ("三", "3"),
            ("十", "10"),
            ("十二", "12"),
            ("四十二", "42"),
            ("二〇二〇", "2020"),
            ("廿三", "23"),
            ("两千三百", "2300"),
            ("一万一千", "11000"),
            ("一千八百万", "18000000"),
            ("三亿零五万", "300050000"),
            ("万", "10000"),
            ("一百零五", "105"),
        ] {
            assert_eq!(han(&digits.chars().collect::<Vec<_>>()), value, "{digits}");
        }
        assert_eq!(decimal("007.50").as_deref(), Some("7.5"));
        assert_eq!(decimal("0").as_deref(), Some("0"));
        assert_eq!((decimal(""), decimal("1a")), (None, None));
        assert_eq!(
            (times("3.5", '万'), times("300", '亿')),
            ("35000".into(), "30000000000".into())
        );
    }
}
