//! Writes numbers as documents count their paragraphs: 3, iii, c, 三, 叁, ③, 丙.

/// A way of counting, from 1.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Counting {
    /// Digits from zero to nine, and the fewest places that are written.
    Digits(&'static str, usize),
    /// Letters, doubled behind the last: a … z, aa, bb.
    Letters(&'static str),
    /// One sign a number; plain digits behind the last.
    Signs(&'static str),
    /// I, II, III.
    UpperRoman,
    /// i, ii, iii.
    LowerRoman,
    /// Numerals of East Asia.
    Numerals(Numerals),
    /// 1st, 2nd, 3rd.
    Ordinal,
    /// `- 3 -`
    InDashes,
    /// A sign that says no number.
    Bullet,
    /// Nothing at all.
    #[default]
    Nothing,
}

/// How numerals are put together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Numerals {
    /// Zero to nine; zero is written between digits only: 一百零三.
    digits: &'static str,
    /// Ten, a hundred, a thousand.
    units: &'static str,
    ones: Ones,
    /// From this number on each digit is written for itself: 一〇〇.
    digits_from: u32,
}

/// Where the one before a unit is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Ones {
    /// 十, 百, no zeros.
    Never,
    /// 十, 一百, 一百一十.
    NotBeforeFirstTen,
    /// 壹拾.
    Always,
}

const ARABIC: &str = "0123456789";
const HAN_DIGITS: &str = "〇一二三四五六七八九";
/// What numbers below ten thousand end before.
const MOST_SPELLED: u32 = 10_000;

const fn numerals(digits: &'static str, units: &'static str, ones: Ones) -> Counting {
    Counting::Numerals(Numerals { digits, units, ones, digits_from: MOST_SPELLED })
}

/// 一, 十, 十一, 九十九, 一〇〇.
const HAN_BELOW_HUNDRED: Counting = Counting::Numerals(Numerals {
    digits: "零一二三四五六七八九",
    units: "十百千",
    ones: Ones::NotBeforeFirstTen,
    digits_from: 100,
});
const HAN: Counting = numerals("零一二三四五六七八九", "十百千", Ones::NotBeforeFirstTen);
const HAN_LEGAL: Counting = numerals("零壹贰叁肆伍陆柒捌玖", "拾佰仟", Ones::Always);
const HAN_LEGAL_TRADITIONAL: Counting = numerals("零壹貳參肆伍陸柒捌玖", "拾佰仟", Ones::Always);
const JAPANESE: Counting = numerals("〇一二三四五六七八九", "十百千", Ones::Never);
const JAPANESE_LEGAL: Counting = numerals("〇壱弐参四五六七八九", "拾百阡", Ones::Always);
const KOREAN: Counting = numerals("영일이삼사오육칠팔구", "십백천", Ones::Never);
const STEMS: Counting = Counting::Signs("甲乙丙丁戊己庚辛壬癸");
const BRANCHES: Counting = Counting::Signs("子丑寅卯辰巳午未申酉戌亥");
const CIRCLED: Counting = Counting::Signs(
    "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳㉑㉒㉓㉔㉕㉖㉗㉘㉙㉚㉛㉜㉝㉞㉟㊱㊲㊳㊴㊵㊶㊷㊸㊹㊺㊻㊼㊽㊾㊿",
);
const IN_PARENTHESES: Counting = Counting::Signs("⑴⑵⑶⑷⑸⑹⑺⑻⑼⑽⑾⑿⒀⒁⒂⒃⒄⒅⒆⒇");
const WITH_STOP: Counting = Counting::Signs("⒈⒉⒊⒋⒌⒍⒎⒏⒐⒑⒒⒓⒔⒕⒖⒗⒘⒙⒚⒛");
const HAN_CIRCLED: Counting = Counting::Signs("㊀㊁㊂㊃㊄㊅㊆㊇㊈㊉");
const HAN_IN_PARENTHESES: Counting = Counting::Signs("㈠㈡㈢㈣㈤㈥㈦㈧㈨㈩");
const KANA: Counting = Counting::Signs(
    "アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワヲン",
);
const IROHA: Counting = Counting::Signs(
    "イロハニホヘトチリヌルヲワカヨタレソツネナラムウヰノオクヤマケフコエテアサキユメミシヱヒモセスン",
);
const HANGUL: Counting = Counting::Signs("가나다라마바사아자차카타파하");
const JAMO: Counting = Counting::Signs("ㄱㄴㄷㄹㅁㅂㅅㅇㅈㅊㅋㅌㅍㅎ");
const UPPER: Counting = Counting::Letters("ABCDEFGHIJKLMNOPQRSTUVWXYZ");
const LOWER: Counting = Counting::Letters("abcdefghijklmnopqrstuvwxyz");
const DECIMAL: Counting = Counting::Digits(ARABIC, 1);
const HAN_DIGITAL: Counting = Counting::Digits(HAN_DIGITS, 1);

/// The ways of counting by the names that Word gives them.
const OF_WORD: &[(&str, Counting)] = &[
    ("none", Counting::Nothing),
    ("bullet", Counting::Bullet),
    ("decimal", DECIMAL),
    ("decimalHalfWidth", DECIMAL),
    ("decimalZero", Counting::Digits(ARABIC, 2)),
    ("decimalFullWidth", Counting::Digits("０１２３４５６７８９", 1)),
    ("decimalFullWidth2", Counting::Digits("０１２３４５６７８９", 1)),
    ("upperRoman", Counting::UpperRoman),
    ("lowerRoman", Counting::LowerRoman),
    ("upperLetter", UPPER),
    ("lowerLetter", LOWER),
    ("russianUpper", Counting::Letters("АБВГДЕЖЗИКЛМНОПРСТУФХЦЧШЩЫЭЮЯ")),
    ("russianLower", Counting::Letters("абвгдежзиклмнопрстуфхцчшщыэюя")),
    ("ordinal", Counting::Ordinal),
    ("numberInDash", Counting::InDashes),
    ("chineseCounting", HAN_BELOW_HUNDRED),
    ("taiwaneseCounting", HAN_BELOW_HUNDRED),
    ("chineseCountingThousand", HAN),
    ("taiwaneseCountingThousand", HAN),
    ("chineseLegalSimplified", HAN_LEGAL),
    ("ideographLegalTraditional", HAN_LEGAL_TRADITIONAL),
    ("ideographDigital", HAN_DIGITAL),
    ("taiwaneseDigital", HAN_DIGITAL),
    ("japaneseDigitalTenThousand", HAN_DIGITAL),
    ("koreanDigital2", HAN_DIGITAL),
    ("koreanDigital", Counting::Digits("영일이삼사오육칠팔구", 1)),
    ("koreanCounting", KOREAN),
    ("japaneseCounting", JAPANESE),
    ("japaneseLegal", JAPANESE_LEGAL),
    ("ideographTraditional", STEMS),
    ("ideographZodiac", BRANCHES),
    ("decimalEnclosedCircle", CIRCLED),
    ("decimalEnclosedCircleChinese", CIRCLED),
    ("decimalEnclosedParen", IN_PARENTHESES),
    ("decimalEnclosedFullstop", WITH_STOP),
    ("ideographEnclosedCircle", HAN_CIRCLED),
    ("ideographParenthesized", HAN_IN_PARENTHESES),
    ("aiueo", KANA),
    ("aiueoFullWidth", KANA),
    ("iroha", IROHA),
    ("irohaFullWidth", IROHA),
    ("ganada", HANGUL),
    ("chosung", JAMO),
];

impl Counting {
    /// What Word calls so; digits for a name that is not known.
    pub(super) fn of_word(name: &str) -> Self {
        OF_WORD.iter().find(|(known, _)| *known == name).map_or(DECIMAL, |(_, counting)| *counting)
    }

    /// What `OpenDocument` writes so: the first numbers of the series, or the first alone.
    pub(super) fn of_first(first: &str) -> Self {
        let starts = |with: &str| first.starts_with(with);
        match first.chars().next() {
            None => Self::Nothing,
            Some('A') => UPPER,
            Some('a') => LOWER,
            Some('I') => Self::UpperRoman,
            Some('i') => Self::LowerRoman,
            Some('一') if starts("一, 二") || first == "一" => HAN,
            Some('〇') => HAN_DIGITAL,
            Some('壹') if first.contains('贰') => HAN_LEGAL,
            Some('壹') => HAN_LEGAL_TRADITIONAL,
            Some('壱') => JAPANESE_LEGAL,
            Some('甲') => STEMS,
            Some('子') => BRANCHES,
            Some('①') => CIRCLED,
            Some('⑴') => IN_PARENTHESES,
            Some('㊀') => HAN_CIRCLED,
            Some('ア' | 'ｱ') => KANA,
            Some('イ' | 'ｲ') => IROHA,
            Some('가') => HANGUL,
            Some('ㄱ') => JAMO,
            Some('１') => Self::Digits("０１２３４５６７８９", 1),
            Some('0') => Self::of_series(first),
            Some(_) => DECIMAL,
        }
    }

    /// The numbers of a series that is written out at its start: `001, 002, …`.
    pub(super) fn of_series(series: &str) -> Self {
        let first = series.split(',').next().unwrap_or_default().trim();
        Self::Digits(ARABIC, first.chars().count().clamp(1, 9))
    }

    /// Digits, of the script that the numbers are in at most.
    pub(super) const fn legal(self) -> Self {
        match self {
            Self::Bullet | Self::Nothing => self,
            _ => DECIMAL,
        }
    }

    /// A number as it is written.
    pub(super) fn written(self, number: u32) -> String {
        match self {
            Self::Digits(digits, places) => in_digits(number, digits, places),
            Self::Letters(letters) => lettered(number, letters),
            Self::Signs(signs) => {
                let sign =
                    number.checked_sub(1).and_then(|index| signs.chars().nth(index as usize));
                sign.map_or_else(|| number.to_string(), String::from)
            }
            Self::UpperRoman => roman(number),
            Self::LowerRoman => roman(number).to_lowercase(),
            Self::Numerals(numerals) => numerals.written(number),
            Self::Ordinal => format!("{number}{}", ordinal_ending(number)),
            Self::InDashes => format!("- {number} -"),
            Self::Bullet | Self::Nothing => String::new(),
        }
    }
}

fn digit(digits: &str, value: u32) -> char {
    digits.chars().nth(value as usize).unwrap_or('0')
}

fn in_digits(number: u32, digits: &str, places: usize) -> String {
    let written = format!("{number:0places$}");
    written.chars().filter_map(|c| c.to_digit(10)).map(|value| digit(digits, value)).collect()
}

fn lettered(number: u32, letters: &str) -> String {
    /// More letters say nothing.
    const MOST: usize = 30;
    let n_letters = letters.chars().count() as u32;
    let Some(index) = number.checked_sub(1) else { return number.to_string() };
    let letter = letters.chars().nth((index % n_letters) as usize).unwrap_or_default();
    let n_times = (index / n_letters) as usize + 1;
    if n_times > MOST { number.to_string() } else { String::from(letter).repeat(n_times) }
}

fn roman(number: u32) -> String {
    const SIGNS: [(u32, &str); 13] = [
        (1000, "M"),
        (900, "CM"),
        (500, "D"),
        (400, "CD"),
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ];
    if number == 0 || number >= 4000 {
        return number.to_string();
    }
    let mut rest = number;
    let mut written = String::new();
    for (value, sign) in SIGNS {
        while rest >= value {
            written.push_str(sign);
            rest -= value;
        }
    }
    written
}

const fn ordinal_ending(number: u32) -> &'static str {
    match (number % 10, number % 100) {
        (_, 11..=13) => "th",
        (1, _) => "st",
        (2, _) => "nd",
        (3, _) => "rd",
        _ => "th",
    }
}

impl Numerals {
    fn written(self, number: u32) -> String {
        if number >= self.digits_from {
            return in_digits(number, HAN_DIGITS, 1);
        }
        if number == 0 {
            return digit(self.digits, 0).into();
        }
        let mut written = String::new();
        let mut has_gap = false;
        for (power, unit) in [(1000, Some(2)), (100, Some(1)), (10, Some(0)), (1, None)] {
            let value = number / power % 10;
            if value == 0 {
                has_gap = !written.is_empty();
                continue;
            }
            if has_gap && self.ones != Ones::Never {
                written.push(digit(self.digits, 0));
            }
            has_gap = false;
            if self.says_one(value, power, written.is_empty()) {
                written.push(digit(self.digits, value));
            }
            written.extend(unit.and_then(|index| self.units.chars().nth(index)));
        }
        written
    }

    /// Whether a digit is written before the unit of its power.
    fn says_one(self, value: u32, power: u32, is_first: bool) -> bool {
        value > 1
            || power == 1
            || match self.ones {
                Ones::Never => false,
                Ones::NotBeforeFirstTen => !(power == 10 && is_first),
                Ones::Always => true,
            }
    }
}

#[cfg(test)]
mod tests {
    use super::Counting;

    #[test]
    fn numbers_are_written_as_word_writes_them() {
        let cases: &[(&str, &[(u32, &str)])] = &[
            ("decimal", &[(0, "0"), (12, "12")]),
            ("decimalZero", &[(3, "03"), (12, "12")]),
            ("decimalFullWidth", &[(10, "１０")]),
            ("upperRoman", &[(4, "IV"), (1999, "MCMXCIX"), (5000, "5000")]),
            ("lowerRoman", &[(9, "ix")]),
            ("upperLetter", &[(1, "A"), (26, "Z"), (27, "AA"), (28, "BB")]),
            ("ordinal", &[(1, "1st"), (2, "2nd"), (3, "3rd"), (11, "11th"), (21, "21st")]),
            (
                "chineseCounting",
                &[
                    (1, "一"),
                    (10, "十"),
                    (11, "十一"),
                    (20, "二十"),
                    (99, "九十九"),
                    (105, "一〇五"),
                ],
            ),
            (
                "chineseCountingThousand",
                &[
                    (10, "十"),
                    (103, "一百零三"),
                    (110, "一百一十"),
                    (1003, "一千零三"),
                    (2020, "二千零二十"),
                ],
            ),
            ("chineseLegalSimplified", &[(3, "叁"), (10, "壹拾"), (25, "贰拾伍")]),
            ("ideographLegalTraditional", &[(2, "貳")]),
            ("japaneseCounting", &[(10, "十"), (103, "百三"), (110, "百十"), (1000, "千")]),
            ("ideographDigital", &[(10, "一〇")]),
            ("ideographTraditional", &[(3, "丙"), (11, "11")]),
            ("ideographZodiac", &[(12, "亥")]),
            ("decimalEnclosedCircle", &[(1, "①"), (20, "⑳"), (50, "㊿"), (51, "51")]),
            ("decimalEnclosedParen", &[(2, "⑵")]),
            ("aiueo", &[(6, "カ")]),
            ("ganada", &[(2, "나")]),
            ("numberInDash", &[(4, "- 4 -")]),
            ("none", &[(4, "")]),
            ("newerThanThis", &[(4, "4")]),
        ];
        for (name, numbers) in cases {
            for (number, written) in *numbers {
                assert_eq!(Counting::of_word(name).written(*number), *written, "{name} {number}");
            }
        }
        assert_eq!(Counting::of_series("001, 002, 003, ...").written(7), "007");
    }
}
