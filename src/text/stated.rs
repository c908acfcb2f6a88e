//! What a file says of its text outside of it.

/// A field that a file states.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Stated {
    /// Who wrote it.
    Author,
    /// When it was published.
    Date,
    /// The publication or site.
    Source,
    /// Its address.
    Address,
    /// What it is known by wherever it is had: the number of a book, of an article.
    Identifier,
}

impl Stated {
    /// All, in the order in which they are sent.
    pub const ALL: [Self; 5] =
        [Self::Author, Self::Date, Self::Source, Self::Address, Self::Identifier];
}
