//! Figures that are words: names of days, months and other times, labels, and numbers spelled in English.

/// Names of which one stands in another's place where something else is meant; days of the week apart.
const NAMES: &[&str] = &[
    "星期天",
    "礼拜天",
    "凌晨",
    "清晨",
    "早晨",
    "上午",
    "中午",
    "下午",
    "傍晚",
    "晚上",
    "夜间",
    "昨天",
    "今天",
    "明天",
    "昨日",
    "今日",
    "明日",
    "昨晚",
    "今晚",
    "去年",
    "今年",
    "明年",
    "上旬",
    "中旬",
    "下旬",
    "上半年",
    "下半年",
    "上月",
    "本月",
    "下月",
    "上周",
    "本周",
    "下周",
    "春季",
    "夏季",
    "秋季",
    "冬季",
    "春天",
    "夏天",
    "秋天",
    "冬天",
    "正月",
    "腊月",
    "甲",
    "乙",
    "丙",
    "丁",
];

/// English ones, each a word.
const WORDS: &[&str] = &[
    "yesterday",
    "today",
    "tomorrow",
    "morning",
    "noon",
    "afternoon",
    "evening",
    "night",
    "spring",
    "summer",
    "autumn",
    "winter",
];

/// Days and months; the first three letters may stand for one.
const DATES: &[&str] = &[
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// English numbers from nought, and their ranks from the first.
const NUMBERS: &[&str] = &[
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
];
const RANKS: &[&str] = &[
    "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth",
    "eleventh", "twelfth",
];
/// Greater ones, with what they say.
const GREATER: &[(&str, &str)] = &[
    ("twenty", "20"),
    ("thirty", "30"),
    ("forty", "40"),
    ("fifty", "50"),
    ("sixty", "60"),
    ("seventy", "70"),
    ("eighty", "80"),
    ("ninety", "90"),
    ("hundred", "100"),
    ("thousand", "1000"),
    ("million", "1000000"),
    ("billion", "1000000000"),
];

/// The name that a text begins with, of which `folded` says each character, and how many of them it takes.
pub(super) fn chinese_name(folded: impl Fn(usize) -> Option<char>) -> Option<(String, usize)> {
    let stands = |name: &&str| name.chars().enumerate().all(|(at, c)| folded(at) == Some(c));
    let week = ["星期", "礼拜", "周"].into_iter().find(stands);
    if let Some(at) = week.map(|name| name.chars().count())
        && let Some(day) = folded(at).filter(|c| "一二三四五六日".contains(*c))
    {
        return Some((format!("星期{day}"), at + 1));
    }
    let name = NAMES.iter().copied().filter(stands).max_by_key(|name| name.len())?;
    Some((name.to_owned(), name.chars().count()))
}

/// What an English word says that is a figure.
pub(super) fn english(word: &str) -> Option<String> {
    let lower = word.to_ascii_lowercase();
    let at = |names: &[&str]| names.iter().position(|name| *name == lower);
    if let Some(number) = at(NUMBERS).or_else(|| at(RANKS).map(|rank| rank + 1)) {
        return Some(number.to_string());
    }
    if let Some((_, value)) = GREATER.iter().find(|(name, _)| *name == lower) {
        return Some((*value).to_owned());
    }
    let is_capital = word.starts_with(|c: char| c.is_ascii_uppercase());
    let is_short = |name: &str| word.len() == 3 && is_capital && name.starts_with(&lower);
    let name = WORDS.iter().find(|name| **name == lower);
    if let Some(name) = name.or_else(|| DATES.iter().find(|name| **name == lower || is_short(name)))
    {
        return Some((*name).to_owned());
    }
    let is_roman = (2..9).contains(&word.len()) && word.bytes().all(|c| b"IVXLC".contains(&c));
    (is_roman || word.len() == 1 && is_capital).then(|| word.to_owned())
}
