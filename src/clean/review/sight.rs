//! What can be seen of one edit.

use crate::clean::review::{is_seen, n_shown};
use crate::text::chars::is_cjk_mark;
use crate::text::script;
use crate::text::{Clean, Edit, Source, Text};

/// What an edit is to somebody who looks at it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sight {
    /// Nothing that can be seen changed.
    Nothing,
    /// Words were taken away; something shorter may stand there.
    Taken,
    /// Other characters stand there.
    Changed,
}

/// What can be seen of an edit of the whole cleaning.
pub fn sight(source: &Text<Source>, clean: &Text<Clean>, edit: &Edit<Source, Clean>) -> Sight {
    let (before, after) = (source.get(edit.from), clean.get(edit.to));
    let (was, is) = (n_shown(before), n_shown(after));
    let is_same = || {
        let shown = |text: &str| text.chars().filter(|c| is_seen(*c)).collect::<String>();
        was == is && shown(before) == shown(after)
    };
    if (was == 0 && is == 0) || is_same() {
        Sight::Nothing
    } else if was > is + 1 || is == 0 {
        Sight::Taken
    } else {
        Sight::Changed
    }
}

/// Knows which changes of a stretch of text are mere matters of script or width: what the characters would be in
/// proper Traditional. Where the file has another one, a machine had chosen it wrongly, and that is worth a look.
pub struct Plain {
    // Invariant: growing offsets.
    traditional: Vec<(usize, char)>,
}

impl Plain {
    /// Looks at a stretch of cleaned text that begins at byte `start`.
    pub fn new(clean: &str, start: usize) -> Self {
        let traditional = script::to_traditional().converted(clean);
        let offsets = clean.char_indices().map(|(at, _)| start + at);
        Self { traditional: offsets.zip(traditional.chars()).collect() }
    }

    /// Whether an edit inside the stretch is such a change.
    pub fn is(
        &self,
        source: &Text<Source>,
        clean: &Text<Clean>,
        edit: &Edit<Source, Clean>,
    ) -> bool {
        let only = |text: &str| {
            let mut chars = text.trim().chars();
            chars.next().filter(|_| chars.next().is_none())
        };
        let (Some(was), Some(is)) = (only(source.get(edit.from)), only(clean.get(edit.to))) else {
            return false;
        };
        let place = self.traditional.binary_search_by_key(&edit.to.start.index(), |(at, _)| *at);
        let proper = place.ok().and_then(|index| self.traditional.get(index)).map(|(_, c)| *c);
        proper == Some(was) || (was.is_ascii_punctuation() && is_cjk_mark(is))
    }
}
