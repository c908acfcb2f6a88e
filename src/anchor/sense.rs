//! Whether what became of a passage may say something else: a word that denies, limits or turns it was put in, left
//! out or replaced, or any other word was.
//!
//! Marks, spaces, script, particles and readings beside Chinese characters are no words; figures are told apart
//! elsewhere. A slip of the keys that was mended changes no word, nor does one word of grammar for another that says
//! the same. What the others mean is not known: a changed one is a reason to ask.

use imara_diff::{Algorithm, Diff, InternedInput};

use crate::anchor::figures::{Cut, Piece, tokens};
use crate::text::chars::is_han;
use crate::text::readings::sound_alike;

/// What was changed between two passages.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Change {
    /// No word.
    None,
    /// One word, which leaves the sense of the others as it was.
    Word,
    /// Several such words.
    Words,
    /// Words that may turn it.
    Sense,
}

/// Characters that deny what stands beside them.
const DENYING: &str = "不没未别无非莫勿毋否甭";
/// Those that limit, widen or turn it: where one of them is changed, the rest says something else.
const TURNING: &str = "只仅都也还才却但反若如果全皆均必须应该能可会准许禁止免除外几乎差险假真伪虚实对错是有曾已将\
多少大小高低上下升降增减涨跌加快慢强弱胜败输赢进退买卖开关生死内外左右前后新旧东西南北男女难易同异好坏优劣\
利害赞反正负收支借还送接攻守起落合分轻重松紧长短早晚冷热干湿明暗穷富贫安危";
/// What changes nothing.
const PARTICLES: &str = "的地得了着之";
const ARTICLES: [&str; 3] = ["a", "an", "the"];
/// Words of grammar, those of a row in the place of each other.
const ALIKE: &[&[&str]] = &[
    &["但是", "可是", "然而", "不过"],
    &["现在", "如今", "目前", "眼下"],
    &["因为", "由于"],
    &["所以", "因此", "因而"],
    &["如果", "假如", "倘若", "要是"],
    &["虽然", "尽管"],
    &["已经", "业已"],
    &["忽然", "突然"],
    &["立刻", "立即", "马上"],
    &["常常", "经常", "时常"],
    &["非常", "十分"],
    &["一起", "一同", "一道"],
    &["以及", "和", "与", "及"],
    &["位", "个", "名"],
];
const ENGLISH_ALIKE: &[&[&str]] = &[
    &["because", "since"],
    &["although", "though"],
    &["toward", "towards"],
    &["among", "amongst"],
    &["upon", "on"],
];
/// Most characters of a Chinese word that stands for another.
const MOST_OF_A_WORD: usize = 2;
/// Characters that are read alike and picked on purpose.
const PICKED: &str = "他她它妳祂终中受授订定";
/// Fewest letters of a word in which one is a slip.
const FEWEST_LETTERS: usize = 5;

/// English words that deny, limit or turn; of `don't` the tokens are `don` and `t`.
const ENGLISH: &[&str] = &[
    "not",
    "no",
    "never",
    "nor",
    "none",
    "neither",
    "nothing",
    "nobody",
    "nowhere",
    "without",
    "t",
    "cannot",
    "don",
    "doesn",
    "didn",
    "isn",
    "aren",
    "wasn",
    "weren",
    "won",
    "wouldn",
    "couldn",
    "shouldn",
    "hasn",
    "haven",
    "hadn",
    "only",
    "hardly",
    "barely",
    "scarcely",
    "rarely",
    "seldom",
    "unless",
    "except",
    "almost",
    "nearly",
    "few",
    "little",
    "less",
    "more",
    "all",
    "every",
    "some",
    "any",
    "most",
    "many",
    "must",
    "might",
    "should",
    "can",
    "could",
    "false",
    "true",
    "against",
    "for",
    "before",
    "after",
    "above",
    "below",
    "over",
    "under",
    "up",
    "down",
    "high",
    "low",
    "rise",
    "rose",
    "fall",
    "fell",
    "increase",
    "increased",
    "decrease",
    "decreased",
    "always",
    "often",
    "with",
    "if",
    "yet",
    "still",
    "fail",
    "failed",
    "deny",
    "denied",
    "stop",
    "stopped",
];
/// What turns a word that it is put before.
const PREFIXES: &[&str] = &["un", "in", "im", "il", "ir", "dis", "non", "mis"];

/// How the words of a passage differ from those of another.
pub fn change_of_words(one: &str, other: &str) -> Change {
    if one == other {
        return Change::None;
    }
    let [one, other] = [one, other].map(pieces);
    let mut input: InternedInput<Option<&Piece>> = InternedInput::default();
    input.update_before(one.iter().map(Some));
    input.update_after(other.iter().map(Some));
    let is_chinese = is_mostly_han(&one) || is_mostly_han(&other);
    let hunks = Diff::compute(Algorithm::Myers, &input);
    let changes = hunks.hunks().map(|hunk| {
        let gone = &one[hunk.before.start as usize..hunk.before.end as usize];
        let come = &other[hunk.after.start as usize..hunk.after.end as usize];
        change(gone, come, is_chinese)
    });
    let changes: Vec<Change> = changes.filter(|change| *change != Change::None).collect();
    match changes.as_slice() {
        [Change::Word, Change::Word, ..] => Change::Words,
        changes => changes.iter().copied().max().unwrap_or(Change::None),
    }
}

/// The pieces of a text, words of grammar that say the same being the same.
fn pieces(text: &str) -> Vec<Piece> {
    let tokens = tokens(&Cut { text, passage: 0..text.len() });
    let bare: Vec<Piece> = tokens.into_iter().map(|token| token.piece).collect();
    let mut pieces = Vec::with_capacity(bare.len());
    let mut rest = bare.as_slice();
    while let Some(first) = rest.first() {
        let (piece, length) = said_alike(rest).unwrap_or_else(|| (first.clone(), 1));
        pieces.push(piece);
        rest = rest.get(length..).unwrap_or_default();
    }
    pieces
}

/// The word of grammar that pieces begin with, by the first of those that say the same, and how many it takes.
fn said_alike(pieces: &[Piece]) -> Option<(Piece, usize)> {
    if let Some(Piece::Word(word)) = pieces.first() {
        let row = ENGLISH_ALIKE.iter().find(|row| row.contains(&word.as_str()))?;
        return Some((Piece::Word(row[0].to_owned()), 1));
    }
    let stands = |word: &str| {
        word.chars().enumerate().all(|(at, c)| pieces.get(at) == Some(&Piece::Char(c)))
    };
    let words = ALIKE.iter().flat_map(|row| row.iter().map(move |word| (row[0], *word)));
    let (first, word) =
        words.filter(|(_, word)| stands(word)).max_by_key(|(_, word)| word.len())?;
    Some((Piece::Word(first.to_owned()), word.chars().count()))
}

/// Whether a text that ends right before a passage ends with a word that denies what follows.
pub fn is_denied(before: &str) -> bool {
    let before = before.trim_end();
    let all = tokens(&Cut { text: before, passage: 0..before.len() });
    let mut last = all.iter().rev().map(|token| &token.piece);
    match last.next() {
        // 没有, 不能, 不会, 不是.
        Some(Piece::Char('有' | '能' | '会' | '是' | '要' | '可')) => {
            last.next().is_some_and(|piece| matches!(piece, Piece::Char(c) if DENYING.contains(*c)))
        }
        Some(Piece::Char(c)) => DENYING.contains(*c),
        Some(Piece::Word(word)) => matches!(word.as_str(), "not" | "no" | "never" | "t" | "cannot"),
        _ => false,
    }
}

fn is_mostly_han(pieces: &[Piece]) -> bool {
    pieces.iter().filter(|piece| is_chinese(piece)).count() * 2 > pieces.len()
}

fn is_chinese(piece: &Piece) -> bool {
    match piece {
        Piece::Char(c) => is_han(*c),
        Piece::Word(word) => word.starts_with(is_han),
        Piece::Figure => false,
    }
}

fn change(gone: &[Piece], come: &[Piece], beside_chinese: bool) -> Change {
    // What is damaged on one side is no other word on the other.
    let is_damaged = |piece: &Piece| *piece == Piece::Char('\u{FFFD}');
    if gone.iter().chain(come).any(is_damaged) {
        return Change::None;
    }
    let [mut gone, mut come] = [gone, come].map(words);
    // Readings, or a site's signs among the characters.
    let is_latin = |piece: &&Piece| !is_chinese(piece);
    if beside_chinese && !(gone.iter().any(is_latin) && come.iter().any(is_latin)) {
        gone.retain(|piece| is_chinese(piece));
        come.retain(|piece| is_chinese(piece));
    }
    if gone.is_empty() && come.is_empty() || gone == come {
        return Change::None;
    }
    if gone.iter().chain(&come).any(|piece| turns(piece)) || are_opposites(&gone, &come) {
        return Change::Sense;
    }
    if gone.len() == come.len() && gone.iter().zip(&come).all(|(one, other)| is_slip(one, other)) {
        return Change::None;
    }
    let most = if beside_chinese { MOST_OF_A_WORD } else { 1 };
    if gone.len().max(come.len()) <= most { Change::Word } else { Change::Words }
}

/// The words among pieces, particles left out; a figure that was put in or left out is none.
fn words(pieces: &[Piece]) -> Vec<&Piece> {
    let is_word = |piece: &&Piece| match piece {
        Piece::Char(c) => c.is_alphabetic() && !PARTICLES.contains(*c),
        Piece::Word(word) => !ARTICLES.contains(&word.as_str()),
        Piece::Figure => false,
    };
    pieces.iter().filter(is_word).collect()
}

fn turns(piece: &Piece) -> bool {
    let turns = |c: char| DENYING.contains(c) || TURNING.contains(c);
    match piece {
        Piece::Char(c) => turns(*c),
        Piece::Word(word) => ENGLISH.contains(&word.as_str()) || word.chars().any(turns),
        Piece::Figure => false,
    }
}

/// Whether one of two words is likely the other with a slip of the keys: a character that is read alike, or a letter
/// too many, too few, another, or two exchanged.
fn is_slip(one: &Piece, other: &Piece) -> bool {
    match (one, other) {
        (Piece::Char(one), Piece::Char(other)) => {
            !PICKED.contains(*one) && !PICKED.contains(*other) && sound_alike(*one, *other)
        }
        (Piece::Word(one), Piece::Word(other)) => {
            let is_long = |word: &str| word.len() >= FEWEST_LETTERS && word.is_ascii();
            is_long(one) && is_long(other) && is_one_letter_off(one.as_bytes(), other.as_bytes())
        }
        _ => false,
    }
}

/// Whether two words that begin alike differ in one letter, or in the order of two.
fn is_one_letter_off(one: &[u8], other: &[u8]) -> bool {
    let n_before = one.iter().zip(other).take_while(|(a, b)| a == b).count();
    let (one, other) = (&one[n_before..], &other[n_before..]);
    let n_behind = one.iter().rev().zip(other.iter().rev()).take_while(|(a, b)| a == b).count();
    let (one, other) = (&one[..one.len() - n_behind], &other[..other.len() - n_behind]);
    let is_exchanged = matches!((one, other), ([a, b], [c, d]) if a == d && b == c);
    n_before > 0 && (one.len().max(other.len()) == 1 || is_exchanged)
}

/// Whether a word of one is one of the other with a syllable before it that denies it: likely, unlikely.
fn are_opposites(gone: &[&Piece], come: &[&Piece]) -> bool {
    let stem = |long: &str, short: &str| {
        PREFIXES.iter().any(|prefix| long.strip_prefix(prefix) == Some(short))
    };
    gone.iter().any(|gone| {
        come.iter().any(|come| match (gone, come) {
            (Piece::Word(one), Piece::Word(other)) => stem(one, other) || stem(other, one),
            _ => false,
        })
    })
}

#[cfg(test)]
mod tests {
    use super::{Change, change_of_words, is_denied};

    #[test]
    fn a_word_that_turns_the_sense_is_known() {
        for (one, other, change) in [
            ("不能让医院断水", "只能让医院断水", Change::Sense),
            ("没有人喊累", "人人都喊累", Change::Sense),
            ("水已经漫过了膝盖", "水还没有漫过膝盖", Change::Sense),
            ("那时候没有机器", "那时候只有机器", Change::Sense),
            ("产量上升了", "产量下降了", Change::Sense),
            ("改成了展览室", "拆成了展览室", Change::Word),
            ("他住在柳林村", "他住在石桥村", Change::Word),
            ("他住在柳林村", "我走过石桥村", Change::Words),
            ("她住在柳林村", "他住在柳林村", Change::Word),
            ("合同的终止", "合同的中止", Change::Word),
            ("他买了一头牛", "他卖了一头牛", Change::Sense),
            ("可是他来了", "他来了", Change::Sense),
            ("the hose by the mill", "the cart by the mill", Change::Word),
            ("The roof can wait.", "The roof cannot wait.", Change::Sense),
            ("They did agree.", "They didn't agree.", Change::Sense),
            ("It is likely to rain.", "It is unlikely to rain.", Change::Sense),
            ("It was never sold.", "It was sold.", Change::Sense),
            ("a stone bridge", "a wooden bridge", Change::Word),
        ] {
            assert_eq!(change_of_words(one, other), change, "{one} / {other}");
            assert_eq!(change_of_words(other, one), change, "{other} / {one}");
        }
    }

    #[test]
    fn what_is_no_word_changes_nothing() {
        for (one, other) in [
            ("企業一萬兩千家，不能停", "企业12000家,不能停"),
            ("柳林的水厂。", "柳(liǔ)林(lín)的水厂。"),
            ("柳林的水厂", "柳林水厂"),
            ("“柳林的水厂”", "「柳林的水厂」"),
            ("柳林的水厂", "柳\u{FFFD}的水厂"),
            ("柳林　的水厂", "柳林的水厂"),
            ("The Mill, at last", "the mill at last"),
            ("水厂的帐目", "水厂的账目"),
            ("再坐的人都记得", "在座的人都记得"),
            ("学得慢，可是记得牢", "学得慢，但是记得牢"),
            ("来了两个学生", "来了两位学生"),
            ("现在一个上午就够了", "如今一个上午就够了"),
            ("They recieved the letter", "They received the letter"),
            ("because it wears slowly", "since it wears slowly"),
        ] {
            assert_eq!(change_of_words(one, other), Change::None, "{one} / {other}");
            assert_eq!(change_of_words(other, one), Change::None, "{other} / {one}");
        }
    }

    #[test]
    fn what_stands_before_a_passage_may_deny_it() {
        for (before, is_so) in [
            ("那时候水没有", true),
            ("他们从不", true),
            ("他们都", false),
            ("这里有", false),
            ("they did not ", true),
            ("they didn't ", true),
            ("they did ", false),
            ("", false),
        ] {
            assert_eq!(is_denied(before), is_so, "{before}");
        }
    }
}
