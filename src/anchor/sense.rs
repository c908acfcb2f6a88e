//! Whether what became of a passage may say something else: a word that denies, limits or turns it was put in, left
//! out or replaced, or any other word was.
//!
//! Marks, spaces, script, particles and readings beside Chinese characters are no words; figures are told apart
//! elsewhere. What the words mean is not known: a changed one is a reason to ask.

use imara_diff::{Algorithm, Diff, InternedInput};

use crate::anchor::figures::{Cut, Piece, Token, tokens};
use crate::text::chars::is_han;

/// What was changed between two passages.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Change {
    /// No word.
    None,
    /// Words that leave the sense of the others as it was.
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
    let whole = |text| tokens(&Cut { text, passage: 0..text.len() });
    let [one, other] = [one, other].map(whole);
    let mut input: InternedInput<Option<&Piece>> = InternedInput::default();
    input.update_before(one.iter().map(|token| Some(&token.piece)));
    input.update_after(other.iter().map(|token| Some(&token.piece)));
    let is_chinese = is_mostly_han(&one) || is_mostly_han(&other);
    let hunks = Diff::compute(Algorithm::Myers, &input);
    let changes = hunks.hunks().map(|hunk| {
        let gone = &one[hunk.before.start as usize..hunk.before.end as usize];
        let come = &other[hunk.after.start as usize..hunk.after.end as usize];
        change(gone, come, is_chinese)
    });
    changes.max().unwrap_or(Change::None)
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

fn is_mostly_han(tokens: &[Token]) -> bool {
    let n_han = tokens.iter().filter(|token| is_chinese(&token.piece)).count();
    n_han * 2 > tokens.len()
}

fn is_chinese(piece: &Piece) -> bool {
    matches!(piece, Piece::Char(c) if is_han(*c))
}

fn change(gone: &[Token], come: &[Token], beside_chinese: bool) -> Change {
    // What is damaged on one side is no other word on the other.
    let is_damaged = |token: &Token| token.piece == Piece::Char('\u{FFFD}');
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
    let turns = gone.iter().chain(&come).any(|piece| turns(piece)) || are_opposites(&gone, &come);
    if turns { Change::Sense } else { Change::Words }
}

/// The words among pieces, particles left out; a figure that was put in or left out is none.
fn words(tokens: &[Token]) -> Vec<&Piece> {
    let is_word = |piece: &&Piece| match piece {
        Piece::Char(c) => c.is_alphabetic() && !PARTICLES.contains(*c),
        Piece::Word(word) => !ARTICLES.contains(&word.as_str()),
        Piece::Figure => false,
    };
    tokens.iter().map(|token| &token.piece).filter(is_word).collect()
}

fn turns(piece: &Piece) -> bool {
    match piece {
        Piece::Char(c) => DENYING.contains(*c) || TURNING.contains(*c),
        Piece::Word(word) => ENGLISH.contains(&word.as_str()),
        Piece::Figure => false,
    }
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
            ("改成了展览室", "拆成了展览室", Change::Words),
            ("他住在柳林村", "他住在石桥村", Change::Words),
            ("The roof can wait.", "The roof cannot wait.", Change::Sense),
            ("They did agree.", "They didn't agree.", Change::Sense),
            ("It is likely to rain.", "It is unlikely to rain.", Change::Sense),
            ("It was never sold.", "It was sold.", Change::Sense),
            ("a stone bridge", "a wooden bridge", Change::Words),
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
