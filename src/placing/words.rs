//! A passage by its words, and by words like them: which of the places that have them is its own.

use std::cmp::Reverse;
use std::ops::Range;

use crate::anchor::{Hits, Pieces, fewest_errors, nearest, window};
use crate::placing::PlaceState;
use crate::placing::locate::{LIKELY, Locator, MOST_COMPARED, SURE, SURE_CHARS, Sought, Verdict};
use crate::placing::passage::{Hit, NEAR, Passage};
use crate::text::chars::is_han;

/// How far the best of several places must lead.
pub(super) const LEAD: f32 = 0.05;
/// Characters at each end of a longer one that it is sought by.
const END_CHARS: usize = 64;
/// Most places of a changed quote that are weighed.
pub(super) const MOST_LIKELY: usize = 6;

impl Locator<'_> {
    /// The one of a quote's places that is the passage's own.
    pub(super) fn by_hits(&self, hits: &Hits, sought: &mut Sought<'_>) -> Option<Verdict> {
        let (text, passage) = (self.text.chars(), &sought.passage);
        let length = passage.quote.len();
        let stretches = hits.starts.iter().map(|start| *start..start + length);
        let mut hits: Vec<Hit> = stretches
            .filter(|stretch| !self.is_of_others(sought, stretch))
            .map(|stretch| passage.hit(text, stretch, 1.0))
            .collect();
        let near = passage.excerpt.clean.start.index();
        let distance = |hit: &Hit| self.text.bytes(hit.stretch.clone()).start.abs_diff(near);
        // Numbers that are not negative are in the order of their bits.
        hits.sort_by_cached_key(|hit| (Reverse(hit.context().to_bits()), distance(hit)));
        let best = hits.first()?;
        let rivals = hits.partition_point(|hit| best.context() - hit.context() < LEAD);
        let is_only = hits.len() == 1;
        // One has what stood before it, another what stood behind it: each may be the passage.
        let is_claimed = best.far() < NEAR && hits.get(1).is_some_and(|hit| hit.near() >= NEAR);
        if rivals > 1 || is_claimed {
            let own = self.under_heading(passage, hits.get(..rivals)?);
            if let [hit] = own.as_slice()
                && hit.near() >= NEAR
                && !is_claimed
            {
                return Some((PlaceState::Moved, hit.stretch.clone()));
            }
            sought.has_twins = best.near() >= NEAR;
            return suggested(own.first().copied().unwrap_or(best), length);
        }
        // A place without any of its context is believed only where it is known to be new.
        let is_new = is_only && length >= SURE_CHARS && sought.origin.is_some();
        let is_sure = best.near() >= NEAR || is_new;
        if is_sure {
            Some((PlaceState::Moved, best.stretch.clone()))
        } else {
            suggested(best, length)
        }
    }

    /// Those that stand under the heading that the passage stood under.
    fn under_heading<'h>(&self, passage: &Passage<'_>, hits: &'h [Hit]) -> Vec<&'h Hit> {
        let is_under = |hit: &&Hit| {
            let span = self.text.bytes(hit.stretch.clone()).into();
            passage.is_under_heading(self.document, span)
        };
        hits.iter().filter(is_under).collect()
    }

    /// Whether a stretch is known to be other text: it stood in the kept text outside of the passage.
    fn is_of_others(&self, sought: &Sought<'_>, stretch: &Range<usize>) -> bool {
        let Some((index, own)) = &sought.origin else { return false };
        let alignment = self.alignments.get(*index);
        alignment.is_some_and(|alignment| {
            alignment.n_of_others(stretch.clone(), own) * 2 > stretch.len()
        })
    }

    /// The index of the text's pieces that a quote is sought by, made when it is first wanted.
    pub(super) fn pieces<'p>(
        &self,
        quote: &[char],
        pieces: &'p mut [Option<Pieces>; 2],
    ) -> &'p Pieces {
        let n_han = quote.iter().filter(|c| is_han(**c)).count();
        // A piece must be rare: a few Chinese characters are, a few letters are not.
        let (drawer, length) = if n_han * 2 >= quote.len() { (0, 3) } else { (1, 6) };
        pieces[drawer].get_or_insert_with(|| Pieces::new(self.text.chars(), length))
    }

    /// A long passage whose beginning and end stand about as far apart as they did.
    fn by_ends(&self, sought: &Sought<'_>, pieces: &mut [Option<Pieces>; 2]) -> Option<Verdict> {
        let quote = &sought.passage.quote;
        let head = quote.get(..END_CHARS)?;
        let tail = quote.get(quote.len() - END_CHARS..)?;
        let text = self.text.chars();
        let pieces = self.pieces(quote, pieces);
        let places = |end: &[char]| -> Vec<Range<usize>> {
            let starts = pieces.likely_starts(end, MOST_LIKELY).into_iter();
            starts
                .filter_map(|start| near(end, text, start))
                .filter_map(|(stretch, share)| (share >= SURE).then_some(stretch))
                .collect()
        };
        let tails = places(tail);
        let spans = places(head).into_iter().flat_map(|head| {
            tails
                .iter()
                .filter_map(move |tail| (head.end <= tail.start).then_some(head.start..tail.end))
        });
        let off = |span: &Range<usize>| span.len().abs_diff(quote.len());
        let best = spans.min_by_key(off).filter(|span| off(span) * 4 <= quote.len())?;
        (!self.is_of_others(sought, &best)).then_some((PlaceState::Suggested, best))
    }

    pub(super) fn by_likeness(
        &self,
        sought: &Sought<'_>,
        pieces: &mut [Option<Pieces>; 2],
    ) -> Option<Verdict> {
        let (text, passage) = (self.text.chars(), &sought.passage);
        let quote = &passage.quote;
        if quote.len() < SURE_CHARS {
            return None;
        }
        if quote.len() > MOST_COMPARED {
            return self.by_ends(sought, pieces);
        }
        let pieces = self.pieces(quote, pieces);
        let hit = |start: usize| {
            let (stretch, share) = near(quote, text, start)?;
            let hit = (share >= LIKELY).then(|| passage.hit(text, stretch, share))?;
            // Another record's line may be liker to it than its own, rewritten, is.
            let verdict = (PlaceState::Suggested, hit.stretch.clone());
            let is_other = self.is_of_others(sought, &hit.stretch);
            (!is_other && self.checked(sought, verdict).is_some()).then_some(hit)
        };
        let mut hits: Vec<Hit> =
            pieces.likely_starts(quote, MOST_LIKELY).into_iter().filter_map(hit).collect();
        hits.sort_by(|a, b| b.score().total_cmp(&a.score()));
        hits.dedup_by(|a, b| a.stretch.start < b.stretch.end && b.stretch.start < a.stretch.end);
        let best = hits.first()?;
        let leads = hits.get(1).is_none_or(|second| best.score() - second.score() >= LEAD);
        if sought.origin.is_some() {
            // Nobody else's words: only it can have become this.
            let is_sure = leads && best.quote >= SURE;
            let state = if is_sure { PlaceState::Moved } else { PlaceState::Suggested };
            return Some((state, best.stretch.clone()));
        }
        if passage.is_neighbour(text, best) {
            return None;
        }
        let is_sure = leads && best.quote >= SURE && best.score() >= SURE && best.near() >= NEAR;
        let state = if is_sure { PlaceState::Moved } else { PlaceState::Suggested };
        Some((state, best.stretch.clone()))
    }
}

/// The stretch around `start` that is nearest to a quote, and how much of it stands there, if it is likely.
pub(super) fn near(quote: &[char], text: &[char], start: usize) -> Option<(Range<usize>, f32)> {
    let around = window(start, quote.len(), text.len());
    let words = text.get(around.clone())?;
    let share = |errors: usize| 1.0 - errors as f32 / quote.len() as f32;
    if fewest_errors(quote, words).is_some_and(|errors| share(errors) < LIKELY) {
        return None;
    }
    let found = nearest(quote, words);
    let stretch = around.start + found.stretch.start..around.start + found.stretch.end;
    Some((stretch, share(found.errors)))
}

/// A place that is not believed; nothing where the quote says too little.
fn suggested(hit: &Hit, length: usize) -> Option<Verdict> {
    let says_much = length >= SURE_CHARS / 2 || hit.near() >= NEAR;
    says_much.then(|| (PlaceState::Suggested, hit.stretch.clone()))
}
