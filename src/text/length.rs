//! How long a text is to those who read it: Chinese by its characters, other scripts by their words.
//!
//! It counts as writers' programs do: a full-width mark is a character, a number or a Latin word one word however
//! long it is, and marks of other scripts are nothing. What is no text, as readings, its callers leave out.

use crate::text::chars::{is_cjk_mark, is_hangul, is_kana, is_wide, past_common_han};

/// Characters that a Chinese reader reads in a minute.
const CHARACTERS_A_MINUTE: usize = 400;
/// Words that a reader of another script reads in a minute.
const WORDS_A_MINUTE: usize = 230;

/// What there is to read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Length {
    /// Characters that stand for themselves: Chinese ones, kana, full-width marks.
    pub n_characters: usize,
    /// Words of scripts that part them by spaces, and numbers.
    pub n_words: usize,
    /// Marks that Chinese shares with other scripts, which count in a Chinese text only.
    n_shared: usize,
}

impl Length {
    /// How much is to be read in `text`.
    pub fn of(text: &str) -> Self {
        let mut length = Self::default();
        let mut is_in_word = false;
        let mut rest = text;
        loop {
            let (n_han, c, behind) = past_common_han(rest);
            length.n_characters += n_han;
            is_in_word &= n_han == 0;
            let Some(c) = c else { return length };
            rest = behind;
            // As far as there is no space, it is one word: an address, a time, a name with a stroke.
            let is_of_word = is_in_word && (c.is_ascii_punctuation() || c == '’');
            match c {
                _ if is_of_word => continue,
                '“' | '”' | '‘' | '’' | '…' | '—' | '·' => length.n_shared += 1,
                _ if !is_hangul(c) && (is_wide(c) || is_kana(c) || is_cjk_mark(c)) => {
                    length.n_characters += usize::from(c != '\u{3000}');
                }
                _ if c.is_alphanumeric() => {
                    length.n_words += usize::from(!is_in_word);
                    is_in_word = true;
                    continue;
                }
                _ => {}
            }
            is_in_word = false;
        }
    }

    /// What is left where a part is not read.
    #[must_use]
    pub const fn without(self, part: Self) -> Self {
        Self {
            n_characters: self.n_characters.saturating_sub(part.n_characters),
            n_words: self.n_words.saturating_sub(part.n_words),
            n_shared: self.n_shared.saturating_sub(part.n_shared),
        }
    }

    /// Whether it is read by its words: a Chinese text has few of them.
    pub const fn is_of_words(self) -> bool {
        self.n_words > self.n_characters
    }

    /// The one number that is said of it: words, and characters with the words among them each as one.
    pub const fn count(self) -> usize {
        let shared = if self.is_of_words() { 0 } else { self.n_shared };
        self.n_characters + self.n_words + shared
    }

    /// How many minutes reading so many hundredths of it takes; a minute that was begun counts.
    pub const fn minutes(self, percent: usize) -> usize {
        let hundredths = self.n_characters * WORDS_A_MINUTE + self.n_words * CHARACTERS_A_MINUTE;
        (hundredths * percent).div_ceil(100 * CHARACTERS_A_MINUTE * WORDS_A_MINUTE)
    }
}

#[cfg(test)]
mod tests {
    use super::Length;

    #[test]
    fn a_text_is_as_long_as_a_writer_would_count_it() {
        let cases = [
            ("", 0),
            ("   \n　　\n", 0),
            ("你好，世界。", 6),
            ("他说：“好——”", 8),
            ("推动GDP增长3.5%", 6),
            ("推动 GDP 增长 3.5 %。", 7),
            ("2020年2月10日，12,345人", 9),
            ("こんにちは、世界！ー", 10),
            ("Don’t count “marks” — count words.", 5),
            ("It's state-of-the-art, e.g. https://example.com/a", 4),
            ("한국어 문장은 낱말로 센다.", 4),
            ("naïve café", 2),
        ];
        for (text, wanted) in cases {
            assert_eq!(Length::of(text).count(), wanted, "{text}");
        }
    }

    #[test]
    fn a_chinese_and_an_english_page_are_each_read_at_their_own_speed() {
        let chinese = Length::of(&"字".repeat(4_000));
        assert!(!chinese.is_of_words());
        assert_eq!([100, 50, 1, 0].map(|percent| chinese.minutes(percent)), [10, 5, 1, 0]);
        let english = Length::of(&"longish ".repeat(2_300));
        assert!(english.is_of_words());
        assert_eq!(english.minutes(100), 10);
    }

    #[test]
    fn what_is_not_read_does_not_count() {
        let whole = Length::of("企（qǐ）业（yè）");
        let readings = Length::of("（qǐ）").without(Length::default());
        assert_eq!(whole.without(readings).without(Length::of("（yè）")).count(), 2);
    }
}
