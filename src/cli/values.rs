//! What may stand behind an option, and what is said of what may not: clap would say it in English, and in words of
//! its own.

use std::fmt;

use crate::clean::rules;
use crate::exchange::color_name;
use crate::import::is_encoding;
use crate::notebook::HighlightColor;
use crate::text::{Language, Phrase};

/// Why a value may not stand where it does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Wrong {
    /// No whole number between these.
    Number(u32, u32),
    /// No colour.
    Color,
    /// No rule.
    Rule,
    /// No encoding.
    Encoding,
    /// Neither a number nor `all`.
    Undone,
}

impl Wrong {
    /// What would be right.
    pub(super) fn phrase(&self) -> Phrase {
        match self {
            Self::Number(least, u32::MAX) => Phrase::new(
                format!("要是一个整数，从 {least} 数起"),
                format!("it is to be a whole number, from {least} on"),
            ),
            Self::Number(least, most) => Phrase::new(
                format!("要是 {least} 到 {most} 之间的整数"),
                format!("it is to be a whole number from {least} to {most}"),
            ),
            Self::Color => {
                let names = HighlightColor::ALL
                    .map(|one| format!("{} {}", color_name(one).get(Language::Chinese), one.id()));
                let ids = HighlightColor::ALL.map(HighlightColor::id).join(", ");
                Phrase::new(
                    format!("可用的颜色有：{}", names.join("、")),
                    format!("known colours: {ids}"),
                )
            }
            Self::Rule => Phrase::new(
                "没有这条规则，danhuang rules 列出全部规则",
                "there is no such rule; danhuang rules lists them",
            ),
            Self::Encoding => Phrase::new(
                "没有这种编码，可用的如 utf-8、gb18030、big5、shift_jis",
                "there is no such encoding; there are utf-8, gb18030, big5, shift_jis and more",
            ),
            Self::Undone => Phrase::new("要是一个编号，或 all", "it is to be a number, or all"),
        }
    }
}

impl fmt::Display for Wrong {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.phrase().en)
    }
}

impl std::error::Error for Wrong {}

/// A whole number between two.
pub(super) fn within<T: TryFrom<u32>, const LEAST: u32, const MOST: u32>(
    word: &str,
) -> Result<T, Wrong> {
    let number = word.parse().ok().filter(|number| (LEAST..=MOST).contains(number));
    number.and_then(|number| T::try_from(number).ok()).ok_or(Wrong::Number(LEAST, MOST))
}

/// Which of several, counted from 1.
pub(super) fn ordinal(word: &str) -> Result<usize, Wrong> {
    within::<usize, 1, { u32::MAX }>(word)
}

/// A colour by its name, the Chinese one too.
pub(super) fn color(name: &str) -> Result<HighlightColor, Wrong> {
    let is_named = |color: &HighlightColor| color_name(*color).get(Language::Chinese) == name;
    let by_id = HighlightColor::from_id(name);
    by_id.or_else(|| HighlightColor::ALL.into_iter().find(is_named)).ok_or(Wrong::Color)
}

/// A rule to switch on or off, with its sign.
pub(super) fn switch(word: &str) -> Result<String, Wrong> {
    let word = word.trim();
    let id = word.strip_prefix(['-', '+']).unwrap_or(word);
    let is_known = id.is_empty() || rules().iter().any(|rule| rule.id == id);
    is_known.then(|| word.to_owned()).ok_or(Wrong::Rule)
}

/// The name of an encoding.
pub(super) fn encoding(name: &str) -> Result<String, Wrong> {
    is_encoding(name).then(|| name.to_owned()).ok_or(Wrong::Encoding)
}
