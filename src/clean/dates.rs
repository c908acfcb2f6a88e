//! Dates, in the forms in which pages give them.

/// What stands beside a date without the day of the week: `Sunday, 14 April 2013`.
pub(super) fn without_weekday(rest: &str) -> String {
    const DAYS: &[&str] =
        &["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
    let rest = rest.trim();
    let english = DAYS.iter().find_map(|day| {
        [*day, day.get(..3)?].into_iter().find_map(|name| {
            let behind = rest.strip_prefix(name)?;
            behind.starts_with([',', ' ']).then(|| behind.trim_start_matches([',', ' ']).to_owned())
        })
    });
    english.unwrap_or_else(|| rest.to_owned())
}

/// A line that is a date in its whole, with the day of the week perhaps, and not in parentheses.
pub(crate) fn is_only_date(line: &str) -> bool {
    let line = without_weekday(line);
    find_date(&line).is_some_and(|date| date.len() + 2 >= line.trim().len())
}

/// A line that is a date and nothing else.
pub(crate) fn is_bare_date(line: &str) -> bool {
    let is_part = |c: char| {
        c.is_ascii_digit() || "年月日星期〇零一二三四五六七八九十-/. 　()（）".contains(c)
    };
    line.chars().all(is_part) && line.chars().any(|c| c == '日' || c.is_ascii_digit())
}

/// A date such as 2021-06-18 10:20, 2021年6月18日, 2021/6/18 or 14 March 2016, with the time behind it.
pub(super) fn find_date(line: &str) -> Option<&str> {
    if !line.contains(|c: char| c.is_ascii_digit()) {
        return None;
    }
    numeric_date(line)
        .or_else(|| english_date(line))
        .or_else(|| american_date(line))
        .or_else(|| short_date(line))
}

/// `107-05-14` at the start: the day of a year that counts from the Republic of China, as Taiwan's offices write it.
pub(super) fn republican_date(line: &str) -> Option<&str> {
    let end =
        line.find(|c: char| !(c.is_ascii_digit() || "-/.年月日".contains(c))).unwrap_or(line.len());
    let date = line.get(..end)?;
    let parts: Vec<&str> =
        date.split(['-', '/', '.', '年', '月', '日']).filter(|part| !part.is_empty()).collect();
    let [year, month, day] = parts[..] else { return None };
    let is_year = (2..=3).contains(&year.len());
    (is_year && (1..=2).contains(&month.len()) && (1..=2).contains(&day.len())).then_some(date)
}

/// `08-11-2009` or `8/11/2009`.
fn american_date(line: &str) -> Option<&str> {
    let is_date = |word: &str| {
        let mut parts = word.split(['-', '/']);
        let is_number = |part: Option<&str>, lengths: std::ops::RangeInclusive<usize>| {
            part.is_some_and(|part| {
                lengths.contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit())
            })
        };
        is_number(parts.next(), 1..=2)
            && is_number(parts.next(), 1..=2)
            && is_number(parts.next(), 4..=4)
            && parts.next().is_none()
    };
    line.split([' ', ',']).find(|word| is_date(word))
}

/// `04-18 09:26`, the day and the time without the year.
fn short_date(line: &str) -> Option<&str> {
    let is_pair = |word: &str, between: char| {
        word.split_once(between).is_some_and(|(a, b)| {
            [a, b].iter().all(|part| part.len() == 2 && part.bytes().all(|b| b.is_ascii_digit()))
        })
    };
    let is_date = |at: usize| {
        let words = line.get(at..at + 11)?.split_once(' ')?;
        (is_pair(words.0, '-') && is_pair(words.1, ':')).then_some(at)
    };
    let is_start = |at: &usize| {
        let before = line.get(..*at).unwrap_or_default();
        before.is_empty() || before.ends_with(|c: char| c.is_whitespace())
    };
    let start = line.char_indices().map(|(at, _)| at).filter(is_start).find_map(is_date)?;
    line.get(start..start + 11)
}

fn numeric_date(line: &str) -> Option<&str> {
    let is_part = |c: char| {
        c.is_ascii_digit()
            || matches!(c, '-' | '/' | '.' | ':' | '：' | '年' | '月' | '日' | ' ' | '时' | '分')
    };
    let start = line.char_indices().find(|(at, c)| {
        let rest = line.get(*at..).unwrap_or_default();
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        let is_number =
            !line.get(..*at).is_some_and(|before| before.ends_with(|c: char| c.is_ascii_digit()));
        matches!(c, '1' | '2')
            && digits == 4
            && is_number
            && rest.get(4..).is_some_and(|rest| rest.starts_with(['-', '/', '.', '年']))
    })?;
    let rest = line.get(start.0..)?;
    let end = rest.find(|c: char| !is_part(c)).unwrap_or(rest.len());
    let date = rest.get(..end)?;
    // A number behind the date is one of something else.
    let date = date.split("  ").next()?;
    let is_time = |word: &str| word.contains([':', '：', '时']) || word.contains(['月', '日']);
    let kept = date.split(' ').enumerate().take_while(|(index, word)| *index == 0 || is_time(word));
    let length = kept.map(|(_, word)| word.len() + 1).sum::<usize>().saturating_sub(1);
    let date = date.get(..length)?.trim_end_matches([' ', ':', '-', '.', '/']);
    (date.chars().filter(char::is_ascii_digit).count() >= 6).then_some(date)
}

const MONTHS: &[&str] = &[
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

/// `14 March 2016` or `March 14, 2016`.
fn english_date(line: &str) -> Option<&str> {
    let words: Vec<(usize, &str)> = line
        .split(' ')
        .scan(0, |at, word| {
            let start = *at;
            *at += word.len() + 1;
            Some((start, word))
        })
        .collect();
    let bare = |word: &str| word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
    let is_month = |word: &str| {
        let word = bare(word);
        word.len() >= 3
            && MONTHS
                .iter()
                .any(|month| *month == word || (word.len() <= 4 && month.starts_with(&word)))
    };
    let is_day = |word: &str| {
        let word = bare(word);
        let word = word.trim_end_matches(|c: char| c.is_ascii_alphabetic());
        word.len() <= 2 && word.parse::<u8>().is_ok_and(|day| (1..=31).contains(&day))
    };
    let is_year = |word: &str| bare(word).len() == 4 && bare(word).parse::<u16>().is_ok();
    let found = words.windows(3).find(|three| {
        let [(_, a), (_, b), (_, c)] = three else { return false };
        is_year(c) && ((is_day(a) && is_month(b)) || (is_month(a) && is_day(b)))
    })?;
    let (start, end) = (found.first()?.0, found.last()?.0 + found.last()?.1.len());
    Some(line.get(start..end)?.trim_end_matches(|c: char| !c.is_alphanumeric()))
}
