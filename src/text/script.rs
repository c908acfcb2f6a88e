//! Traditional and Simplified characters: which a text is in, and one-to-one conversion.
//!
//! The tables are OpenCC's; none of their entries changes the number of characters, so a
//! converted text has the same positions counted in characters. Words of one region are not
//! replaced by another's.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use crate::text::Census;
use crate::text::chars::{is_han, is_hangul, is_kana};

/// The direction of a conversion.
pub struct Converter {
    /// By the codes of the Basic Multilingual Plane.
    entries: Box<[Entry]>,
    phrases: FxHashMap<&'static str, &'static str>,
    /// Characters of the phrases that are written otherwise.
    forms: &'static [(char, char)],
}

/// What is known of a character: four bytes, so that of a long text each character costs one look.
#[derive(Clone, Copy)]
struct Entry {
    /// The code of what it becomes on its own, its own mostly.
    to: u16,
    /// How many characters the longest phrase has that starts with it; 0 for none.
    longest: u8,
    /// A bit for each second character of these phrases, which it shares with an eighth of all.
    seconds: u8,
}

impl Entry {
    fn bit(second: char) -> u8 {
        1 << (u32::from(second) % u8::BITS)
    }

    fn to(self) -> char {
        char::from_u32(u32::from(self.to)).unwrap_or_default()
    }
}

/// Characters of the Basic Multilingual Plane.
const PLANE: usize = 0x1_0000;

static TO_SIMPLIFIED: LazyLock<Converter> = LazyLock::new(|| {
    let mut converter = Converter::from_tables(
        include_str!("../../assets/opencc/TSCharacters.txt"),
        include_str!("../../assets/opencc/TSPhrases.txt"),
    );
    for (from, to) in entries(VARIANTS) {
        let (from, to) = (from.chars().next(), to.chars().next());
        converter.set(from.unwrap_or_default(), to.unwrap_or_default());
    }
    for (from, to) in VARIANT_WORDS {
        converter.add_phrase(from, to);
    }
    // OpenCC leaves these alone where no phrase says otherwise; a machine's wrong choice is more likely.
    for (from, to, kept) in MOSTLY_OTHERWISE {
        converter.set(*from, *to);
        for word in kept.split_whitespace() {
            converter.add_phrase(word, converter.converted_but(word, *from));
        }
    }
    for (from, to) in FORMAL_NUMBERS {
        converter.add_phrase(from, to);
    }
    converter
});

static TO_TRADITIONAL: LazyLock<Converter> = LazyLock::new(|| {
    let mut converter = Converter::from_tables(
        include_str!("../../assets/opencc/STCharacters.txt"),
        include_str!("../../assets/opencc/STPhrases.txt"),
    );
    for entry in &mut converter.entries {
        entry.to = printed(entry.to(), PRINTED) as u16;
    }
    converter.forms = PRINTED;
    // A clock is commoner than the name.
    converter.set('钟', '鐘');
    for (from, to) in PRINTED_WORDS {
        converter.add_phrase(from, to);
    }
    converter
});

/// Of the numbers of contracts and headings three is another character than 参.
const FORMAL_NUMBERS: &[(&str, &str)] = &[
    ("參拾", "叁拾"),
    ("參佰", "叁佰"),
    ("參仟", "叁仟"),
    ("參萬", "叁万"),
    ("參億", "叁亿"),
    ("參元", "叁元"),
    ("零參元", "零叁元"),
    ("壹拾參", "壹拾叁"),
    ("貳拾參", "贰拾叁"),
    ("參拾參", "叁拾叁"),
    ("肆拾參", "肆拾叁"),
    ("伍拾參", "伍拾叁"),
    ("陸拾參", "陆拾叁"),
    ("柒拾參", "柒拾叁"),
    ("捌拾參", "捌拾叁"),
    ("玖拾參", "玖拾叁"),
    ("（參）", "（叁）"),
    ("第參", "第叁"),
];

/// Forms that OpenCC's tables leave out.
const VARIANTS: &str = include_str!("../../assets/variants.txt");

/// Words in which a character that names keep is another.
const VARIANT_WORDS: &[(&str, &str)] =
    &[("甦醒", "苏醒"), ("復甦", "复苏"), ("复甦", "复苏"), ("暸望", "瞭望")];

/// What Traditional print writes, in Taiwan or Hong Kong or both, for the forms of OpenCC's standard.
const PRINTED: &[(char, char)] = &[
    ('爲', '為'),
    ('僞', '偽'),
    ('啓', '啟'),
    ('喫', '吃'),
    ('嫺', '嫻'),
    ('嬀', '媯'),
    ('峯', '峰'),
    ('潙', '溈'),
    ('牀', '床'),
    ('痹', '痺'),
    ('癡', '痴'),
    ('皁', '皂'),
    ('祕', '秘'),
    ('竈', '灶'),
    ('糉', '粽'),
    ('繮', '韁'),
    ('纔', '才'),
    ('羣', '群'),
    ('脣', '唇'),
    ('蔘', '參'),
    ('蔿', '蒍'),
    ('衆', '眾'),
    ('裏', '裡'),
    ('覈', '核'),
    ('踊', '踴'),
    ('鉢', '缽'),
    ('鍼', '針'),
    ('麪', '麵'),
    ('檐', '簷'),
];

/// Words that OpenCC's tables have otherwise or not at all.
const PRINTED_WORDS: &[(&str, &str)] = &[
    ("方便面", "方便麵"),
    ("宿舍里", "宿舍裡"),
    ("钟情", "鍾情"),
    ("钟爱", "鍾愛"),
    ("老态龙钟", "老態龍鍾"),
    ("钟灵毓秀", "鍾靈毓秀"),
    ("钟馗", "鍾馗"),
    ("钟离", "鍾離"),
    ("钟繇", "鍾繇"),
    ("钟嵘", "鍾嶸"),
    ("钟子期", "鍾子期"),
];

/// The form of a character that is printed.
fn printed(c: char, forms: &[(char, char)]) -> char {
    forms.iter().find(|(from, _)| *from == c).map_or(c, |(_, to)| *to)
}

/// Characters with what Simplified nearly always writes for them, and the words that keep them.
const MOSTLY_OTHERWISE: &[(char, char, &str)] = &[
    (
        '著',
        '着',
        "著名 著作 著述 著称 著稱 显著 顯著 名著 原著 编著 編著 土著 卓著 专著 專著 论著 論著 巨著 译著 譯著 合著 著者 著书 著書 昭著 著录 著錄 遗著 遺著 拙著 新著 著有 所著 著文",
    ),
    ('瞭', '了', "瞭望 瞭哨"),
    ('祇', '只', "神祇 地祇 祇园 祇園"),
    ('痲', '麻', ""),
    (
        '覆',
        '复',
        "覆盖 覆蓋 颠覆 顛覆 覆灭 覆滅 覆没 覆沒 倾覆 傾覆 翻覆 覆辙 覆轍 覆巢 覆水 覆亡 天翻地覆 覆舟 被覆 覆膜 覆土 覆雨 覆载 覆載",
    ),
];

/// The converter from Traditional to Simplified.
pub fn to_simplified() -> &'static Converter {
    &TO_SIMPLIFIED
}

/// The converter from Simplified to Traditional.
pub fn to_traditional() -> &'static Converter {
    &TO_TRADITIONAL
}

impl Converter {
    fn from_tables(characters: &'static str, phrases: &'static str) -> Self {
        let mut converter = Self {
            entries: (0..=u16::MAX).map(|to| Entry { to, longest: 0, seconds: 0 }).collect(),
            phrases: FxHashMap::default(),
            forms: &[],
        };
        for (from, to) in entries(characters) {
            let (from, to) =
                (from.chars().next().unwrap_or_default(), to.chars().next().unwrap_or_default());
            // A form outside the plane is one that few fonts can show: better the one that was written.
            converter.set(from, to);
        }
        for (from, to) in entries(phrases) {
            converter.add_phrase(from, to);
        }
        converter
    }

    /// Makes `from` become `to` on its own, if both are of the Basic Multilingual Plane.
    fn set(&mut self, from: char, to: char) {
        if let (Some(entry), Ok(to)) = (self.entries.get_mut(from as usize), u16::try_from(to)) {
            entry.to = to;
        }
    }

    /// The word with each character converted on its own, but with `kept` as it is.
    fn converted_but(&self, word: &'static str, kept: char) -> &'static str {
        let to = |c: char| if c == kept { c } else { self.character(c) };
        let converted: String = word.chars().map(to).collect();
        // Made once, with the table itself.
        if converted == word { word } else { converted.leak() }
    }

    fn add_phrase(&mut self, from: &'static str, to: &'static str) {
        let first = from.chars().next().unwrap_or_default();
        if let Some(entry) = self.entries.get_mut(first as usize) {
            entry.longest = entry.longest.max(from.chars().count() as u8);
            entry.seconds |= from.chars().nth(1).map_or(0, Entry::bit);
            self.phrases.insert(from, to);
        }
    }

    /// Calls `change` for each character of `text` that becomes another, with its byte offset.
    /// Longer phrases win over shorter ones, phrases over single characters.
    pub fn convert(&self, text: &str, mut change: impl FnMut(usize, char, char)) {
        let mut skip_until = 0;
        for (offset, c) in text.char_indices() {
            if offset < skip_until || c < '\u{3400}' {
                continue;
            }
            let Some(entry) = self.entries.get(c as usize) else { continue };
            if entry.longest > 1
                && let Some((from, to)) = self.phrase_at(text, offset, *entry)
            {
                let to = to.chars().map(|c| printed(c, self.forms));
                let pairs = from.char_indices().zip(to);
                pairs
                    .filter(|((_, a), b)| a != b)
                    .for_each(|((at, a), b)| change(offset + at, a, b));
                skip_until = offset + from.len();
                continue;
            }
            if u32::from(entry.to) != u32::from(c) {
                change(offset, c, entry.to());
            }
        }
    }

    /// The converted text.
    pub fn converted(&self, text: &str) -> String {
        let mut converted = String::with_capacity(text.len());
        let mut done = 0;
        self.convert(text, |offset, from, to| {
            converted.push_str(text.get(done..offset).unwrap_or_default());
            converted.push(to);
            done = offset + from.len_utf8();
        });
        converted.push_str(text.get(done..).unwrap_or_default());
        converted
    }

    /// What a single character becomes on its own.
    pub fn character(&self, c: char) -> char {
        self.entries.get(c as usize).map_or(c, |entry| entry.to())
    }

    /// The longest phrase that starts at `offset`, with the character of `entry`.
    fn phrase_at(
        &self,
        text: &str,
        offset: usize,
        entry: Entry,
    ) -> Option<(&'static str, &'static str)> {
        let rest = text.get(offset..)?;
        if entry.seconds & Entry::bit(rest.chars().nth(1)?) == 0 {
            return None;
        }
        let mut ends = [0; 16];
        let mut count = 0;
        for (at, c) in rest.char_indices().take(usize::from(entry.longest).min(ends.len())) {
            ends[count] = at + c.len_utf8();
            count += 1;
        }
        let candidates = ends.get(1..count)?.iter().rev();
        candidates
            .filter_map(|end| self.phrases.get_key_value(rest.get(..*end)?))
            .map(|(a, b)| (*a, *b))
            .next()
    }
}

/// The entries of a table with all their targets.
fn lines(table: &'static str) -> impl Iterator<Item = (&'static str, &'static str)> {
    table.lines().filter(|line| !line.starts_with('#')).filter_map(|line| line.split_once('\t'))
}

/// The entries of a table with their first target.
fn entries(table: &'static str) -> impl Iterator<Item = (&'static str, &'static str)> {
    lines(table).filter_map(|(from, targets)| Some((from, targets.split(' ').next()?)))
}

/// What a text is written in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Script {
    /// Chinese in Simplified characters.
    Simplified,
    /// Chinese in Traditional characters, proper or machine-made, wholly or for a good part.
    Traditional,
    /// Japanese: its characters are not to be converted.
    Japanese,
    /// Cantonese as it is spoken, which has words of its own.
    Cantonese,
    /// Too little Chinese to say.
    #[default]
    Other,
}

impl Script {
    /// Its name in answers to scripts.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Simplified => "simplified",
            Self::Traditional => "traditional",
            Self::Japanese => "japanese",
            Self::Cantonese => "cantonese",
            Self::Other => "other",
        }
    }
}

/// Least share of kana among Han and kana that makes a text Japanese.
const KANA_SHARE: f64 = 0.02;
/// Least share of the words that only spoken Cantonese writes.
const CANTONESE_SHARE: f64 = 0.01;
/// Least share of Traditional among the characters that tell, so that half-converted pages count
/// and a quoted name in a Simplified text does not.
const TRADITIONAL_SHARE: f64 = 0.2;

/// So many times as many Latin letters as Chinese characters, and these are words quoted in an article that is not
/// Chinese; a text whose every character carries its reading, or with much code in it, has fewer.
const MOST_LETTERS: u32 = 12;

/// What a text is written in, judged by all of it: characters that it only speaks of are `quoted`.
pub fn detect(census: &Census, quoted: impl Fn() -> Vec<char>) -> Script {
    let (mut kana, mut hangul) = (0, 0);
    let (mut cantonese, mut traditional, mut simplified) = (0, 0, 0);
    let letters = census.iter().take_while(|(c, _)| c.is_ascii());
    let n_letters: u32 =
        letters.filter(|(c, _)| c.is_ascii_alphabetic()).map(|(_, count)| count).sum();
    for (c, count) in census.iter().filter(|(c, _)| *c >= '\u{3041}') {
        if is_kana(c) {
            kana += count;
        } else if is_hangul(c) {
            hangul += count;
        } else if is_han(c) {
            if matches!(c, '嘅' | '咗' | '喺' | '冇' | '唔' | '哋' | '嗰' | '啲' | '嚟') {
                cantonese += count;
            }
            match side(c) {
                Some(Script::Traditional) => traditional += count,
                Some(_) => simplified += count,
                None => {}
            }
        }
    }
    let han = census.n_han();
    let share = |part: u32, whole: u32| f64::from(part) / f64::from(whole.max(1));
    if share(kana, han + kana) > KANA_SHARE {
        Script::Japanese
    } else if share(cantonese, han) > CANTONESE_SHARE {
        Script::Cantonese
    } else if han == 0 || n_letters / MOST_LETTERS > han || hangul > han / 2 {
        Script::Other
    } else if is_traditional(traditional, simplified) {
        // Where both forms stand, it may be a text about them.
        let quoted = if simplified > 0 { quoted() } else { Vec::new() };
        let count = |of: Script| quoted.iter().filter(|c| side(**c) == Some(of)).count() as u32;
        let traditional = traditional.saturating_sub(count(Script::Traditional));
        let is_traditional =
            is_traditional(traditional, simplified.saturating_sub(count(Script::Simplified)));
        if is_traditional { Script::Traditional } else { Script::Simplified }
    } else {
        Script::Simplified
    }
}

fn is_traditional(traditional: u32, simplified: u32) -> bool {
    let share = f64::from(traditional) / f64::from((traditional + simplified).max(1));
    traditional > 0 && share >= TRADITIONAL_SHARE
}

/// The single characters of `text` in quotation marks: it speaks of these, and does not write in them.
pub fn quoted(text: &str) -> impl Iterator<Item = char> {
    let openings = memchr::memmem::find_iter(text.as_bytes(), "“")
        .chain(memchr::memmem::find_iter(text.as_bytes(), "「"))
        .chain(memchr::memmem::find_iter(text.as_bytes(), "‘"));
    openings.filter_map(|at| quoted_at(text, at))
}

/// The Chinese character that alone stands in the quotation marks that open at `at`.
fn quoted_at(text: &str, at: usize) -> Option<char> {
    let mut chars = text.get(at..)?.chars();
    let (open, c, close) = (chars.next()?, chars.next()?, chars.next()?);
    let is_pair = matches!((open, close), ('“', '”') | ('「', '」') | ('‘', '’'));
    (is_pair && is_han(c)).then_some(c)
}

/// How many characters of a text become others in Simplified, phrases left out.
pub fn convertible(census: &Census) -> usize {
    let converted = census.iter().filter(|(c, _)| to_simplified().character(*c) != *c);
    converted.map(|(_, count)| count as usize).sum()
}

/// The script that alone has this character, if only one has it.
fn side(c: char) -> Option<Script> {
    let code = c as usize;
    if code >= PLANE {
        return None;
    }
    if SIDES[code] == 1 {
        Some(Script::Traditional)
    } else if SIDES[code] == 2 {
        Some(Script::Simplified)
    } else {
        None
    }
}

/// 1 for characters that only Traditional has, 2 for those that only Simplified has.
static SIDES: LazyLock<Box<[u8]>> = LazyLock::new(|| {
    let mut sides = vec![0; PLANE].into_boxed_slice();
    let mut mark = |table: &'static str, side: u8| {
        for (from, targets) in lines(table) {
            let code = from.chars().next().unwrap_or_default() as usize;
            // A character that may also stay as it is belongs to both.
            if code < PLANE && targets.split(' ').all(|to| to != from) {
                sides[code] = if sides[code] == 0 { side } else { 3 };
            }
        }
    };
    mark(include_str!("../../assets/opencc/TSCharacters.txt"), 1);
    mark(VARIANTS, 1);
    mark(include_str!("../../assets/opencc/STCharacters.txt"), 2);
    sides
});
