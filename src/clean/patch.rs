//! The edits of one rule, written down while it walks over the text, and the text they make.

use std::ops::Range;

use crate::text::{Clean, Edit, EditMap, Span};

/// What the reader said of stretches, in order, and what the format did.
#[derive(Default)]
pub(crate) struct Marked<T> {
    /// No edit may touch these.
    pub(crate) protected: Vec<T>,
    /// Suggestions that meet these are carried out.
    pub(crate) accepted: Vec<T>,
    /// No edit may take one of these away as a whole; each is within a line.
    pub(crate) article: Vec<T>,
    /// These are headings by the format of the file.
    pub(crate) headings: Vec<T>,
    /// These are lines of the site by the structure of its page.
    pub(crate) site: Vec<T>,
    /// This is the title by the structure of the page.
    pub(crate) title: Vec<T>,
    /// Whether that shows a text.
    pub(crate) has_text: bool,
}

/// Collects one rule's edits from left to right.
///
/// No strings are kept for an edit: the new text is built beside them.
pub struct Patch<'a> {
    text: &'a str,
    marked: &'a Marked<Range<usize>>,
    new_text: String,
    done: usize,
    edits: Vec<Edit<Clean, Clean>>,
    suggestions: Vec<Range<usize>>,
    source_lines: Vec<&'a str>,
    title: Option<Range<usize>>,
}

/// What a rule came to.
pub(crate) struct Patched<'a> {
    /// The new text; an empty buffer when nothing changed.
    pub(crate) text: String,
    /// The edits.
    pub(crate) map: EditMap<Clean, Clean>,
    /// What may be noise but was left.
    pub(crate) suggestions: Vec<Range<usize>>,
    /// Lines that only say where the text comes from.
    pub(crate) source_lines: Vec<&'a str>,
    /// The line that looks most like the title.
    pub(crate) title: Option<Range<usize>>,
}

impl<'a> Patch<'a> {
    /// A patch of `text`, in which stretches are `marked`. `buffer` is an empty string whose room is used again.
    pub(crate) fn new(text: &'a str, marked: &'a Marked<Range<usize>>, buffer: String) -> Self {
        Self {
            text,
            marked,
            new_text: buffer,
            done: 0,
            edits: Vec::new(),
            suggestions: Vec::new(),
            source_lines: Vec::new(),
            title: None,
        }
    }

    /// Puts `with` in place of `range`, which starts at or after the end of the last edit.
    ///
    /// An edit that meets a protected stretch is dropped.
    pub fn replace(&mut self, range: Range<usize>, with: &str) {
        if with.is_empty() {
            self.delete(range);
        } else if self.may_edit(&range) {
            self.put(range, |text| text.push_str(with));
        }
    }

    /// Puts one character in place of `range`, as [`Patch::replace`] does.
    pub(crate) fn replace_by(&mut self, range: Range<usize>, with: char) {
        if self.may_edit(&range) {
            self.put(range, |text| text.push(with));
        }
    }

    fn may_edit(&self, range: &Range<usize>) -> bool {
        debug_assert!(range.start >= self.done, "a rule edits from left to right");
        !self.is_protected(range) && range.start >= self.done
    }

    /// Notes an edit; `write` puts what is to stand there behind the new text.
    fn put(&mut self, range: Range<usize>, write: impl FnOnce(&mut String)) {
        if self.edits.is_empty() {
            self.new_text.reserve(self.text.len());
        }
        self.new_text.push_str(self.text.get(self.done..range.start).unwrap_or_default());
        let start = self.new_text.len();
        write(&mut self.new_text);
        let to = Span::new(start, self.new_text.len());
        self.edits.push(Edit { from: Span::new(range.start, range.end), to });
        self.done = range.end;
    }

    /// Makes room for about so many edits at once: a list that grows by doubling takes twice the room, and it does
    /// for one edit too many.
    pub(crate) fn expect(&mut self, n_edits: usize) {
        self.edits.reserve_exact(n_edits + n_edits / 32);
    }

    /// Takes `range` away but for the stretches in it that are known to be the article's.
    fn delete_around(&mut self, range: Range<usize>) {
        let article: &'a [Range<usize>] = &self.marked.article;
        let first = article.partition_point(|kept| kept.start < range.start);
        let all = article.get(first..).unwrap_or_default();
        let within = all.partition_point(|kept| kept.end <= range.end);
        let kept = all.get(..within).unwrap_or_default();
        if kept.is_empty() {
            return self.put(range, |_| ());
        }
        let mut start = range.start;
        for kept in kept {
            self.delete_gap(start..kept.start);
            start = kept.end;
        }
        self.delete_gap(start..range.end);
    }

    /// Takes away what stands between two stretches; one that ends inside its line keeps its line ending.
    fn delete_gap(&mut self, gap: Range<usize>) {
        let words = self.text.get(gap.clone()).unwrap_or_default();
        let is_at_start = self
            .text
            .get(..gap.start)
            .is_none_or(|before| before.is_empty() || before.ends_with('\n'));
        match words.find('\n').filter(|_| !is_at_start) {
            Some(ending) => {
                let head = words.get(..ending).unwrap_or_default();
                if !head.trim().is_empty() {
                    self.put(gap.start..gap.start + ending, |_| ());
                }
                if gap.start + ending + 1 < gap.end {
                    self.put(gap.start + ending + 1..gap.end, |_| ());
                }
            }
            None if gap.is_empty() => {}
            None => self.put(gap, |_| ()),
        }
    }

    /// Takes `range` away.
    pub fn delete(&mut self, range: Range<usize>) {
        if !self.may_edit(&range) {
            return;
        }
        if self.marked.article.is_empty() {
            self.put(range, |_| ());
        } else {
            self.delete_around(range);
        }
    }

    /// Takes away a line that only says where the text comes from, and notes what it says.
    pub fn delete_source_line(&mut self, range: Range<usize>) {
        self.source_lines.push(self.text.get(range.clone()).unwrap_or_default());
        self.delete(range);
    }

    /// Notes that the line looks like the title.
    pub(crate) fn note_title(&mut self, line: Range<usize>) {
        self.title = Some(line);
    }

    /// Notes that `range` may be noise; it is taken away only if the reader said so. What the reader keeps
    /// is not suggested again.
    pub fn suggest(&mut self, range: Range<usize>) {
        if meets(&self.marked.accepted, &range, Range::clone) && range.start >= self.done {
            self.delete(range);
        } else if !self.is_protected(&range) {
            self.suggestions.push(range);
        }
    }

    /// Whether a protected stretch holds all of `range`: it is code, or the reader keeps it.
    pub(crate) fn protects(&self, range: &Range<usize>) -> bool {
        let next = self.marked.protected.partition_point(|stretch| stretch.end < range.end);
        self.marked.protected.get(next).is_some_and(|stretch| stretch.start <= range.start)
    }

    /// Whether something of `range` is a heading by the format of the text.
    pub(crate) fn is_heading(&self, range: &Range<usize>) -> bool {
        meets(&self.marked.headings, range, Range::clone)
    }

    /// Whether the structure of the page shows something of `range` to be the site's.
    pub(crate) fn is_on_site(&self, range: &Range<usize>) -> bool {
        meets(&self.marked.site, range, Range::clone)
    }

    /// Whether the structure of the page shows a text: what sites say of themselves it is not.
    pub(crate) fn has_text(&self) -> bool {
        self.marked.has_text
    }

    /// Whether something of `range` is the title by the structure of the page.
    pub(crate) fn is_title(&self, range: &Range<usize>) -> bool {
        self.marked.title.iter().any(|title| title.start < range.end && range.start < title.end)
    }

    /// Notes that something is wrong at `range` that only the reader can put right.
    pub fn point_out(&mut self, range: Range<usize>) {
        self.suggestions.push(range);
    }

    fn is_protected(&self, range: &Range<usize>) -> bool {
        meets(&self.marked.protected, range, Range::clone)
    }

    /// The new text and its edits.
    pub(crate) fn finish(mut self) -> Patched<'a> {
        let is_changed = !self.edits.is_empty();
        if is_changed {
            self.new_text.push_str(self.text.get(self.done..).unwrap_or_default());
        }
        Patched {
            text: self.new_text,
            map: EditMap::new(self.edits),
            suggestions: self.suggestions,
            source_lines: self.source_lines,
            title: self.title,
        }
    }
}

/// Whether one of the stretches, which are in order and apart, shares something with `range`.
pub(crate) fn meets<S>(
    stretches: &[S],
    range: &Range<usize>,
    range_of: impl Fn(&S) -> Range<usize>,
) -> bool {
    let next = stretches.partition_point(|stretch| range_of(stretch).end <= range.start);
    stretches.get(next).is_some_and(|stretch| range_of(stretch).start < range.end)
}
