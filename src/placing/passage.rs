//! What a note knows of its passage, folded as texts are compared, and how well a place fits it.

use std::ops::Range;

use crate::anchor::{
    Anchor, Change, Cut, begins_like, change_of_words, context, differ_in_figures,
    differ_in_one_figure, ends_like, folded, is_denied, may_cut_figure,
};
use crate::document::Document;
use crate::notebook::{Annotation, AnnotationId, Bookmark, Excerpt, Notebook};
use crate::text::chars::is_han;
use crate::text::{Clean, Span, Text};

/// Characters of context that are compared on each side.
const COMPARED: usize = 16;
/// Fewest characters of a quote in which words may have been changed without the reader being asked.
const LONG_CHARS: usize = 40;
/// Fewest of a Chinese one of which this holds if it is one word: its characters say as much as words do.
const LONG_FOR_A_WORD: usize = 24;
/// Most characters of one whose words are weighed: what is turned in a page says nothing of the page.
const MOST_WEIGHED: usize = 1_024;
/// How much of its context makes a place a passage's own, from 0 to 1.
pub(super) const NEAR: f32 = 0.7;

/// A note's passage.
pub(super) struct Passage<'a> {
    pub(super) id: &'a AnnotationId,
    pub(super) anchor: &'a Anchor,
    pub(super) excerpt: &'a Excerpt,
    /// The lowest heading above it.
    heading: Option<&'a str>,
    /// What was seen of it, folded.
    pub(super) quote: Vec<char>,
    before: Vec<char>,
    after: Vec<char>,
    /// What stood before it, it, and what stood after it, as they were written.
    written: [&'a str; 3],
}

/// A place that a passage may stand at.
#[derive(Clone, Debug)]
pub(super) struct Hit {
    /// Where, in folded characters of the text.
    pub(super) stretch: Range<usize>,
    /// How much of the quote stands there, from 0 to 1.
    pub(super) quote: f32,
    /// How much of the context stands there on each side; `None` where it had none, which proves nothing.
    before: Option<f32>,
    after: Option<f32>,
}

/// What the figures of a place say of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Figures {
    /// Nothing against it.
    Same,
    /// They are others, in what its neighbours on both sides show to be the same sentence.
    Mended,
    /// They are others: it is another passage.
    Other,
}

impl<'a> Passage<'a> {
    fn new(id: &'a AnnotationId, anchor: &'a Anchor, excerpt: &'a Excerpt) -> Self {
        let written = [&excerpt.prefix, &excerpt.exact, &excerpt.suffix].map(String::as_str);
        let [before, quote, after] = written.map(folded);
        Self { id, anchor, excerpt, heading: None, quote, before, after, written }
    }

    pub(super) fn of_note(note: &'a Annotation) -> Self {
        let heading = note.heading_path.last().map(String::as_str);
        Self { heading, ..Self::new(&note.id, &note.anchor, &note.excerpt) }
    }

    pub(super) fn of_bookmark(mark: &'a Bookmark) -> Self {
        Self::new(&mark.id, &mark.anchor, &mark.excerpt)
    }

    /// The words of the source in the place of those that were seen.
    pub(super) fn of_source(passage: &Self) -> Self {
        let Anchor { exact, prefix, suffix, .. } = passage.anchor;
        let written = [prefix, exact, suffix].map(String::as_str);
        let [before, quote, after] = written.map(folded);
        Self { quote, before, after, written, ..*passage }
    }

    /// The passage of a note or a bookmark.
    pub(super) fn find(notebook: &'a Notebook, id: &AnnotationId) -> Option<Self> {
        let note = notebook.annotations.get(id).map(Self::of_note);
        note.or_else(|| notebook.bookmarks.get(id).map(Self::of_bookmark))
    }

    /// The end of what stood before it, then it; and it, then the beginning of what stood behind it.
    pub(super) fn with_context(&self, most: usize) -> [(usize, Vec<char>); 2] {
        let skipped = self.before.len().saturating_sub(most);
        let before = self.before.iter().skip(skipped);
        let led: Vec<char> = before.chain(&self.quote).copied().collect();
        let followed = self.quote.iter().chain(self.after.iter().take(most)).copied().collect();
        [(led.len() - self.quote.len(), led), (0, followed)]
    }

    /// The last characters before it and the first behind it, at most so many.
    pub(super) fn frame(&self, most: usize) -> [&[char]; 2] {
        let led = self.before.get(self.before.len().saturating_sub(most)..).unwrap_or_default();
        let followed = self.after.get(..self.after.len().min(most)).unwrap_or_default();
        [led, followed]
    }

    /// A stretch of `text` that holds `quote` of the passage, with how well it fits.
    pub(super) fn hit(&self, text: &[char], stretch: Range<usize>, quote: f32) -> Hit {
        let tail =
            self.before.get(self.before.len().saturating_sub(COMPARED)..).unwrap_or_default();
        let head = self.after.get(..self.after.len().min(COMPARED)).unwrap_or_default();
        let from = stretch.start.saturating_sub(COMPARED + COMPARED / 2);
        let to = (stretch.end + COMPARED + COMPARED / 2).min(text.len());
        let before = (!tail.is_empty())
            .then(|| ends_like(tail, text.get(from..stretch.start).unwrap_or_default()));
        let after = (!head.is_empty())
            .then(|| begins_like(head, text.get(stretch.end..to).unwrap_or_default()));
        Hit { stretch, quote, before, after }
    }

    /// What the figures at a place of `text` say, which is that of `hit`.
    pub(super) fn figures<T>(&self, text: &Text<T>, span: Span<T>, hit: &Hit) -> Figures {
        let [before, exact, after] = self.written;
        // Where its words stand as they are, only a figure that it cuts may be another.
        let is_whole = || !may_cut_figure(&self.quote) || hit.is_between(1.0);
        if exact.is_empty() || hit.quote >= 1.0 && is_whole() {
            return Figures::Same;
        }
        let whole = |before: &str, words: &str, after: &str| {
            (format!("{before}{words}{after}"), before.len()..before.len() + words.len())
        };
        let (own, own_passage) = whole(before, exact, after);
        let (there_before, there_after) = context(text, span);
        let (there, passage) = whole(&there_before, text.get(span), &there_after);
        let own = Cut { text: &own, passage: own_passage };
        if !differ_in_figures(&own, &Cut { text: &there, passage }) {
            return Figures::Same;
        }
        let is_mended = self.borne_out(text, span, hit) == [true, true];
        if is_mended { Figures::Mended } else { Figures::Other }
    }

    /// Whether a place of `text`, which is that of `hit`, has one other figure, and on one side all that was there.
    pub(super) fn has_one_other_figure<T>(&self, text: &Text<T>, span: Span<T>, hit: &Hit) -> bool {
        let [_, exact, _] = self.written;
        differ_in_one_figure(exact, text.get(span))
            && self.borne_out(text, span, hit).contains(&true)
    }

    /// Whether the words at a place of `text` may say something else than those that were seen: a word was turned, or
    /// any word of a short quote is another, or what stands right before it denies it now.
    pub(super) fn may_mean_otherwise<T>(&self, text: &Text<T>, span: Span<T>) -> bool {
        let [own_before, exact, _] = self.written;
        if exact.is_empty() || self.quote.len() > MOST_WEIGHED {
            return false;
        }
        let (before, _) = context(text, span);
        if !own_before.is_empty() && is_denied(own_before) != is_denied(&before) {
            return true;
        }
        match change_of_words(exact, text.get(span)) {
            Change::None => false,
            Change::Word => {
                let n_han = self.quote.iter().filter(|c| is_han(**c)).count();
                let is_chinese = n_han * 2 > self.quote.len();
                self.quote.len() < if is_chinese { LONG_FOR_A_WORD } else { LONG_CHARS }
            }
            Change::Words => self.quote.len() < LONG_CHARS,
            Change::Sense => true,
        }
    }

    /// Which sides of its context show a place to be the passage's own: those that are like it and have no other
    /// figures.
    pub(super) fn borne_out<T>(&self, text: &Text<T>, span: Span<T>, hit: &Hit) -> [bool; 2] {
        let [own_before, _, own_after] = self.written;
        let (before, after) = context(text, span);
        let has_same = |share: Option<f32>, own: Cut<'_>, there: Cut<'_>| {
            let share = share.unwrap_or_default();
            share >= 1.0 || share >= NEAR && !differ_in_figures(&own, &there)
        };
        [
            has_same(hit.before, end_of(own_before), end_of(&before)),
            has_same(hit.after, beginning_of(own_after), beginning_of(&after)),
        ]
    }

    /// Whether a stretch is rather what stood beside the passage: a clause made like it, that took its
    /// place when the passage was taken out.
    pub(super) fn is_neighbour(&self, text: &[char], hit: &Hit) -> bool {
        let words = text.get(hit.stretch.clone()).unwrap_or_default();
        let length = |context: &[char]| context.len().min(words.len());
        let n_after = length(&self.after);
        let n_before = length(&self.before);
        let after = begins_like(&words[..n_after], &self.after);
        let before = ends_like(&words[words.len() - n_before..], &self.before);
        (n_after >= 4 && after > hit.quote) || (n_before >= 4 && before > hit.quote)
    }

    /// Whether a place of the document stands under the heading that the passage stood under, whatever
    /// its number is now.
    pub(super) fn is_under_heading(&self, document: &Document, span: Span<Clean>) -> bool {
        match (document.heading_above(span), self.heading) {
            (Some(now), Some(then)) => now.text == then || bare(&now.text) == bare(then),
            (now, then) => now.is_none() && then.is_none(),
        }
    }
}

/// The end of a context that is compared.
fn end_of(text: &str) -> Cut<'_> {
    let start = text.char_indices().rev().take(COMPARED).last().map_or(text.len(), |(at, _)| at);
    Cut { text, passage: start..text.len() }
}

/// The beginning of a context that is compared.
fn beginning_of(text: &str) -> Cut<'_> {
    let end = text.char_indices().nth(COMPARED).map_or(text.len(), |(at, _)| at);
    Cut { text, passage: 0..end }
}

impl Hit {
    /// The side of its context that is kept best; nothing where it had none.
    pub(super) fn near(&self) -> f32 {
        self.before.into_iter().chain(self.after).fold(0.0, f32::max)
    }

    /// The side of its context that is kept worst, of those that it had.
    pub(super) fn far(&self) -> f32 {
        let worst = self.before.into_iter().chain(self.after).fold(1.0, f32::min);
        worst.min(self.near())
    }

    /// Whether both sides of its context are kept so far.
    pub(super) fn is_between(&self, least: f32) -> bool {
        [self.before, self.after].iter().all(|side| side.is_some_and(|share| share >= least))
    }

    /// How much of the context stands there: the side that is kept best counts most, since a passage
    /// keeps one neighbour when its other is cut.
    pub(super) fn context(&self) -> f32 {
        self.near() * 0.6 + self.far() * 0.4
    }

    /// How well it fits, from 0 to 1.
    pub(super) fn score(&self) -> f32 {
        let context = self.before.unwrap_or_default() + self.after.unwrap_or_default();
        (self.quote * 50.0 + context * 20.0) / 90.0
    }
}

/// A heading without its number.
fn bare(heading: &str) -> Vec<char> {
    let is_number = |c: &char| {
        c.is_ascii_digit() || "一二三四五六七八九十百零第章节条部分编篇().、,:".contains(*c)
    };
    let chars = folded(heading);
    let bare: Vec<char> = chars.iter().copied().skip_while(is_number).collect();
    if bare.is_empty() { chars } else { bare }
}
