//! Raised and lowered figures, which a text without sizes must write as such: of `10<sup>3</sup>` else 103 is left.
//!
//! Words that are raised, as in 1st, are read as well on the line, and stay as they are.

use std::borrow::Cow;

/// Where figures stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Raised {
    /// Above the line.
    Up,
    /// Below it.
    Down,
}

impl Raised {
    /// Where an element of this name puts its text.
    pub(super) fn of_element(name: &str) -> Option<Self> {
        match name {
            "sup" => Some(Self::Up),
            "sub" => Some(Self::Down),
            _ => None,
        }
    }

    fn signs(self) -> [char; 10] {
        match self {
            Self::Up => ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'],
            Self::Down => ['₀', '₁', '₂', '₃', '₄', '₅', '₆', '₇', '₈', '₉'],
        }
    }

    fn sign(self, c: char) -> Option<char> {
        let plain = match (c, self) {
            ('+', Self::Up) => '⁺',
            ('-' | '−' | '–', Self::Up) => '⁻',
            ('n', Self::Up) => 'ⁿ',
            ('+', Self::Down) => '₊',
            ('-' | '−' | '–', Self::Down) => '₋',
            _ => return self.signs().get(c.to_digit(10)? as usize).copied(),
        };
        Some(plain)
    }

    /// How a text is written that stands so behind `before`: with signs that are raised themselves; where there are
    /// none, a number behind a number with the sign that programmers write.
    pub(super) fn written(self, text: &str, before: Option<char>) -> Cow<'_, str> {
        let bare = text.trim();
        if bare.is_empty() {
            return Cow::Borrowed(text);
        }
        if let Some(signs) = bare.chars().map(|c| self.sign(c)).collect::<Option<String>>() {
            return Cow::Owned(signs);
        }
        let is_power = self == Self::Up
            && before.is_some_and(|c| c.is_ascii_digit())
            && bare.starts_with(|c: char| self.sign(c).is_some())
            && bare.chars().all(|c| c.is_ascii_alphanumeric() || "+-−–./*".contains(c));
        if is_power { Cow::Owned(format!("^{bare}")) } else { Cow::Borrowed(text) }
    }
}

#[cfg(test)]
mod tests {
    use super::Raised::{self, Down, Up};

    #[test]
    fn figures_stay_raised_and_words_do_not() {
        let cases: [(Raised, &str, char, &str); 10] = [
            (Up, "3", '0', "³"),
            (Up, "−12", '0', "⁻¹²"),
            (Up, "2", 'm', "²"),
            (Up, "n", '2', "ⁿ"),
            (Up, "3.5", '0', "^3.5"),
            (Up, "st", '1', "st"),
            (Up, "[1]", '厂', "[1]"),
            (Up, "1,2", 'd', "1,2"),
            (Down, "2", 'H', "₂"),
            (Down, "max", 'x', "max"),
        ];
        for (raised, text, before, written) in cases {
            assert_eq!(raised.written(text, Some(before)), written, "{text}");
        }
    }
}
