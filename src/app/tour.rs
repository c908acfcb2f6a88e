//! The tour through the sample: five things to do, each of which is waited for.
//!
//! Where they are on the screen is the window's business.

use crate::app::Action;
use crate::text::Bilingual;

/// A step of the tour.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TourStep {
    /// Go to a heading by the contents.
    Contents,
    /// Select and tag.
    Tag,
    /// Write a note.
    Note,
    /// Look at what was cleaned.
    Cleaned,
    /// Export the notes.
    Export,
}

impl TourStep {
    /// All, in order.
    pub const ALL: [Self; 5] = [Self::Contents, Self::Tag, Self::Note, Self::Cleaned, Self::Export];

    /// Its place among all, counted from 1.
    pub fn number(self) -> usize {
        Self::ALL.iter().position(|step| *step == self).map_or(0, |index| index + 1)
    }

    /// The one after it.
    #[must_use]
    pub fn next(self) -> Option<Self> {
        Self::ALL.get(self.number()).copied()
    }

    /// What it says.
    pub const fn says(self) -> Bilingual {
        match self {
            Self::Contents => Bilingual::new(
                "小标题都列在目录里。点一个，正文就跳到那里。",
                "The contents list the headings of the text. Click one to go there.",
            ),
            Self::Tag => Bilingual::new(
                "在正文里拖选一句话，再按 1，打上第一个标签。",
                "Drag over a sentence of the text, then press 1 for the first tag.",
            ),
            Self::Note => Bilingual::new(
                "按 N，写一句批注；按 Esc 写完。",
                "Press N and write a note; Esc ends it.",
            ),
            Self::Cleaned => Bilingual::new(
                "这篇文章清理过。点这里，看清理了什么，每一处都能恢复。",
                "This text was cleaned. Click here to see what was done; every piece can be restored.",
            ),
            Self::Export => Bilingual::new(
                "标注随时可以导出。点这里，看看有哪些格式。",
                "Your notes can leave at any time. Click here to see the formats.",
            ),
        }
    }

    /// The action whose button it points at, if it points at one.
    pub const fn button(self) -> Option<Action> {
        match self {
            Self::Contents => Some(Action::ToggleContents),
            Self::Cleaned => Some(Action::ShowCleaned),
            Self::Export => Some(Action::Export),
            Self::Tag | Self::Note => None,
        }
    }
}
