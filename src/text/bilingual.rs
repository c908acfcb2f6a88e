//! A text in both languages of the interface; the type admits no missing one.

/// A language of the interface.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Language {
    /// Simplified Chinese.
    #[default]
    Chinese,
    /// English.
    English,
}

/// One text that a user may see, in Simplified Chinese and in English.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Bilingual {
    /// Simplified Chinese.
    pub zh: &'static str,
    /// English.
    pub en: &'static str,
}

impl Bilingual {
    /// A text of the interface.
    pub const fn new(zh: &'static str, en: &'static str) -> Self {
        Self { zh, en }
    }

    /// The text in `language`.
    pub const fn get(self, language: Language) -> &'static str {
        match language {
            Language::Chinese => self.zh,
            Language::English => self.en,
        }
    }
}

/// A sentence made while the program runs, in both languages.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Phrase {
    /// Simplified Chinese.
    pub zh: String,
    /// English.
    pub en: String,
}

impl Phrase {
    /// A sentence in both languages.
    pub fn new(zh: impl Into<String>, en: impl Into<String>) -> Self {
        Self { zh: zh.into(), en: en.into() }
    }

    /// The sentence in `language`.
    pub fn get(&self, language: Language) -> &str {
        match language {
            Language::Chinese => &self.zh,
            Language::English => &self.en,
        }
    }
    /// The sentence as it stands by itself: an English one begins with a capital, unless it begins with a name.
    pub fn alone(&self, language: Language) -> String {
        let text = self.get(language);
        let first = text.split(' ').next().unwrap_or_default();
        let is_word = first.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'\'');
        let n_raised =
            usize::from(language == Language::English && is_word && first.len() < text.len());
        let (head, rest) = text.split_at(n_raised);
        format!("{}{rest}", head.to_uppercase())
    }
}

impl From<Bilingual> for Phrase {
    fn from(text: Bilingual) -> Self {
        Self::new(text.zh, text.en)
    }
}
