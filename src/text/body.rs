//! A text that is shared, never changed, and read only through spans of its own space.

use std::fmt;
use std::marker::PhantomData;
use std::sync::Arc;

use crate::text::{Pos, Span};

/// The characters of space `T`; cloning shares them.
pub struct Text<T> {
    // Not `Arc<str>`, into which a text of fifty megabytes would have to be copied.
    chars: Arc<String>,
    text: PhantomData<fn() -> T>,
}

impl<T> Text<T> {
    /// Takes the characters as the text of this space.
    pub fn new(chars: impl Into<String>) -> Self {
        Self { chars: Arc::new(chars.into()), text: PhantomData }
    }

    /// The whole text.
    pub fn as_str(&self) -> &str {
        &self.chars
    }

    /// Length in bytes.
    pub fn len(&self) -> usize {
        self.chars.len()
    }

    /// Whether there is no character.
    pub fn is_empty(&self) -> bool {
        self.chars.is_empty()
    }

    /// The span of the whole text.
    pub fn span(&self) -> Span<T> {
        Span::new(0, self.len())
    }

    /// The characters of `span`.
    ///
    /// A span that leaves the text, or cuts a character, gives nothing: such spans come only from
    /// damaged files, and an empty quote is seen where a panic would lose work.
    pub fn get(&self, span: Span<T>) -> &str {
        self.chars.get(span.range()).unwrap_or_default()
    }

    /// Whether `span` lies in the text, its ends on character boundaries.
    pub fn holds(&self, span: Span<T>) -> bool {
        self.chars.get(span.range()).is_some()
    }

    /// The nearest character boundary at or before `offset` bytes.
    pub fn floor(&self, offset: usize) -> Pos<T> {
        Pos::new(self.chars.floor_char_boundary(offset))
    }
}

impl<T> Clone for Text<T> {
    fn clone(&self) -> Self {
        Self { chars: Arc::clone(&self.chars), text: PhantomData }
    }
}
impl<T> PartialEq for Text<T> {
    fn eq(&self, other: &Self) -> bool {
        self.chars == other.chars
    }
}
impl<T> Eq for Text<T> {}
impl<T> fmt::Debug for Text<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}", &self.chars)
    }
}
