//! What a cleaning rule is.

use crate::clean::rules;
use crate::clean::{Evidence, Patch};
use crate::text::Bilingual;

/// One cleaning rule: a pure walk over the text that its forerunners left.
///
/// It writes its edits into a [`Patch`] from left to right; that builds the new text as it goes,
/// where a list of replacements would cost a string an edit.
#[derive(Clone, Copy)]
pub struct Rule {
    /// Its name on the command line and in files; never changed.
    pub id: &'static str,
    /// Its name in the window.
    pub name: Bilingual,
    /// What it does.
    pub does: Bilingual,
    /// What it never touches.
    pub never: Bilingual,
    /// Finds what it changes.
    pub apply: fn(&str, &Evidence<'_>, &mut Patch<'_>),
}

impl Rule {
    /// Whether it carries out what the reader ruled.
    pub fn is_by_hand(&self) -> bool {
        self.id == rules::HAND_ID
    }
}
