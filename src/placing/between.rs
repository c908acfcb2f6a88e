//! What stands between a passage's neighbours: what became of a short one, and the last look for one of whose old text
//! nothing is kept, though it has other figures, or half of its few characters was changed.
//!
//! What is found so by its neighbours alone is only ever suggested, and only where no other place is as likely.

use std::ops::Range;

use crate::anchor::{Image, Pieces, likeness};
use crate::placing::PlaceState;
use crate::placing::locate::{
    LIKELY, Locator, MOST_COMPARED, SURE_CHARS, SURE_CONTEXT, Sought, Verdict, graded,
};
use crate::placing::passage::{Hit, NEAR, Passage};
use crate::placing::words::{LEAD, MOST_LIKELY, near};

/// How much of a short quote must still stand between its neighbours.
const HALF: f32 = 0.5;
/// Characters of what stood on either side of a short quote that it is sought by.
const FRAME: usize = 12;

impl Locator<'_> {
    /// What stands where the passage stood, by its neighbours on both sides.
    pub(super) fn between_neighbours(
        &self,
        sought: &Sought<'_>,
        pieces: &mut [Option<Pieces>; 2],
    ) -> Option<Range<usize>> {
        let (text, passage) = (self.text.chars(), &sought.passage);
        let n_quote = passage.quote.len();
        if sought.origin.is_some() || sought.has_twins || !(2..=MOST_COMPARED).contains(&n_quote) {
            return None;
        }
        let is_short = n_quote < SURE_CHARS;
        let least = if is_short { SURE_CONTEXT } else { NEAR };
        let mut hits =
            if is_short { self.framed(passage, pieces) } else { self.like_all(passage, pieces) };
        hits.sort_by(|a, b| b.context().total_cmp(&a.context()));
        hits.dedup_by(|a, b| a.stretch.start < b.stretch.end && b.stretch.start < a.stretch.end);
        let best = hits.first().filter(|best| best.is_between(least))?;
        let leads = hits.get(1).is_none_or(|second| best.context() - second.context() >= LEAD);
        let span = self.text.bytes(best.stretch.clone()).into();
        let is_borne_out =
            || passage.borne_out(&self.document.cleaned.text, span, best).contains(&true);
        let is_own = leads && is_borne_out() && !passage.is_neighbour(text, best);
        is_own.then(|| best.stretch.clone())
    }

    /// What became of a short passage of a kept text: what is like it at `place`, with so many errors, or all that
    /// stands between its neighbours now.
    pub(super) fn by_short_image(
        &self,
        passage: &Passage<'_>,
        image: &Image,
        place: Range<usize>,
        n_errors: usize,
    ) -> Option<Verdict> {
        let (text, n_quote) = (self.text.chars(), passage.quote.len());
        let share = 1.0 - n_errors as f32 / n_quote.max(1) as f32;
        let between = passage.hit(text, without_marks(text, image.loose.clone()), share);
        let is_all = n_errors > 0
            && (1..=2 * n_quote).contains(&between.stretch.len())
            && between.is_between(SURE_CONTEXT);
        let hit = if is_all { between } else { passage.hit(text, place, share) };
        let is_own = n_errors == 0 && image.n_kept == n_quote;
        of_short(&hit, is_own).or_else(|| self.half_between(passage, &hit))
    }

    /// A place between the neighbours of a short passage where half of it stands, or all but a figure.
    fn half_between(&self, passage: &Passage<'_>, hit: &Hit) -> Option<Verdict> {
        let is_there = hit.is_between(SURE_CONTEXT) && self.has_half(passage, hit);
        is_there.then(|| (PlaceState::Suggested, hit.stretch.clone()))
    }

    fn has_half(&self, passage: &Passage<'_>, hit: &Hit) -> bool {
        let span = self.text.bytes(hit.stretch.clone()).into();
        let is_figure = || passage.has_one_other_figure(&self.document.cleaned.text, span, hit);
        hit.quote >= HALF || is_figure()
    }

    /// Places like a passage, whatever their figures are.
    fn like_all(&self, passage: &Passage<'_>, pieces: &mut [Option<Pieces>; 2]) -> Vec<Hit> {
        let (text, quote) = (self.text.chars(), &passage.quote);
        let starts = self.pieces(quote, pieces).likely_starts(quote, MOST_LIKELY).into_iter();
        let like = starts.filter_map(|start| near(quote, text, start));
        like.filter(|(_, share)| *share >= LIKELY)
            .map(|(stretch, share)| passage.hit(text, stretch, share))
            .collect()
    }

    /// Places between what stood before a short passage and what stood behind it that have half of it.
    fn framed(&self, passage: &Passage<'_>, pieces: &mut [Option<Pieces>; 2]) -> Vec<Hit> {
        let (text, quote) = (self.text.chars(), &passage.quote);
        let [led, followed] = passage.frame(FRAME);
        if led.len().min(followed.len()) < FRAME / 2 {
            return Vec::new();
        }
        let starts = self.pieces(led, pieces).likely_starts(led, MOST_LIKELY).into_iter();
        let hit = |start: usize| {
            let from = start + led.len();
            let to = (from + 2 * quote.len() + followed.len()).min(text.len());
            let behind = text.get(from..to)?;
            let length = behind.windows(followed.len()).position(|end| end == followed)?;
            let share = likeness(quote, behind.get(..length)?);
            Some(passage.hit(text, from..from + length, share))
        };
        starts.filter_map(hit).filter(|hit| self.has_half(passage, hit)).collect()
    }
}

/// A stretch without the marks and signs at its ends.
fn without_marks(text: &[char], stretch: Range<usize>) -> Range<usize> {
    let words = text.get(stretch.clone()).unwrap_or_default();
    let is_word = |c: &char| c.is_alphanumeric();
    let (first, last) = (words.iter().position(is_word), words.iter().rposition(is_word));
    match first.zip(last) {
        Some((first, last)) => stretch.start + first..stretch.start + last + 1,
        None => stretch.start..stretch.start,
    }
}

/// Of a short quote chance leaves much standing: its own characters must, or its neighbours.
fn of_short(hit: &Hit, is_own: bool) -> Option<Verdict> {
    let is_exact = hit.quote >= 1.0;
    let stretch = hit.stretch.clone();
    let is_placed = hit.quote >= LIKELY && hit.is_between(SURE_CONTEXT);
    if is_own || is_exact && hit.near() >= NEAR || is_placed {
        return graded(hit.quote, stretch);
    }
    let is_likely = hit.quote >= LIKELY && hit.far() >= NEAR;
    is_likely.then_some((PlaceState::Suggested, stretch))
}
