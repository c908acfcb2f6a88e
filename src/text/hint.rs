//! What a format said of a stretch of its text, for those who judge it later.

use crate::text::{PagePart, Span, Stated};

/// A stretch and what the format says it is.
pub struct Hint<T> {
    /// Where.
    pub span: Span<T>,
    /// What.
    pub kind: HintKind,
}

/// How the cells of a table's column stand in it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ColumnSide {
    /// To the left.
    #[default]
    Left,
    /// In the middle.
    Center,
    /// To the right.
    Right,
}

/// Where a picture is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum PicturePlace {
    /// In the file: which of its pictures.
    Inside(u32),
    /// Not in the file, or more than is taken of one.
    Elsewhere,
}

/// What a format can say of a stretch.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum HintKind {
    /// A heading line, 1 the highest level.
    Heading(u8),
    /// One item of a list, its mark included.
    ListItem,
    /// A quoted block.
    Quote,
    /// Code, a block or a word: never cleaned.
    Code,
    /// Strong emphasis, shown bold.
    Strong,
    /// Emphasis.
    Emphasis,
    /// A link, with the address as written.
    Link(String),
    /// A paragraph whose lines are broken where they are on purpose, as in verse.
    Verse,
    /// A horizontal rule: a break between what stands above and below.
    Rule,
    /// A table, cells apart by tabs, with how each column stands.
    Table(Vec<ColumnSide>),
    /// The words that stand for a picture, or the sign where there are none.
    Picture(PicturePlace),
    /// What is said of the picture or the table above or below.
    Caption,
    /// Only the format's marks, not text.
    Markup,
    /// Stands for this text.
    Replaced(String),
    /// A part of a page, with what its author says it is for.
    Part(PagePart),
    /// What the file calls itself, which no line shows; at its start.
    Name(String),
    /// What the file states of its text, which no line shows; at its start.
    Stated(Stated, String),
}

impl HintKind {
    /// Whether it says what whole lines are, other than text and headings.
    pub const fn is_of_lines(&self) -> bool {
        matches!(
            self,
            Self::ListItem
                | Self::Quote
                | Self::Code
                | Self::Table(_)
                | Self::Verse
                | Self::Caption
        )
    }
}

impl<T> Clone for Hint<T> {
    fn clone(&self) -> Self {
        Self { span: self.span, kind: self.kind.clone() }
    }
}
impl<T> PartialEq for Hint<T> {
    fn eq(&self, other: &Self) -> bool {
        self.span == other.span && self.kind == other.kind
    }
}
impl<T> Eq for Hint<T> {}
impl<T> std::fmt::Debug for Hint<T> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:?} {:?}", self.span, self.kind)
    }
}
