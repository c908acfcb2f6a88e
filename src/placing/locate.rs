//! Finds again what does not stand at its place: by what became of the text it was marked in, then by
//! its words, then by words like them.
//!
//! Of a changed quote only that is believed which its place or its context bears out; the rest is a
//! suggestion, or nothing. What has other figures is another passage, and never believed; what may mean something
//! else is asked about, however sure its place is.

use std::ops::Range;

use crate::anchor::{Alignment, FoldedText, Hits, Pieces, find_all, nearest, window};
use crate::document::Document;
use crate::notebook::{AnnotationId, Notebook};
use crate::placing::kept::KeptText;
use crate::placing::passage::{Figures, Hit, NEAR, Passage};
use crate::placing::words::LEAD;
use crate::placing::{ORPHAN, Place, PlaceState, Places, Report};
use crate::text::{Clean, Span};

/// Shortest quote, in characters, of which a changed form is believed without both sides of its context.
pub(super) const SURE_CHARS: usize = 8;
/// How much of a quote, and of a fit, is believed.
pub(super) const SURE: f32 = 0.80;
/// How much of it is suggested.
pub(super) const LIKELY: f32 = 0.60;
/// How much of both sides of its context a short quote needs to be believed when it changed.
pub(super) const SURE_CONTEXT: f32 = 0.90;
/// Longest quote, in characters, that is compared character by character.
pub(super) const MOST_COMPARED: usize = 1_024;
/// Most places of one quote that are weighed.
const MOST_HITS: usize = 64;
/// Longest quote that is also sought together with its context.
const SHORT: usize = 16;
/// Notes between two reports.
const STRIDE: usize = 64;

/// Where a passage was found in the cleaned text, and how sure that is.
pub(super) type Verdict = (PlaceState, Range<usize>);

/// A passage that is still sought.
pub(super) struct Sought<'a> {
    pub(super) passage: Passage<'a>,
    /// The kept text it was marked in, and where it stood there, in folded characters.
    pub(super) origin: Option<(usize, Range<usize>)>,
    /// The likeliest place that was not believed.
    suggestion: Option<Range<usize>>,
    /// Whether its words stand with their context in several places that nothing tells apart.
    pub(super) has_twins: bool,
}

impl<'a> Sought<'a> {
    fn new(passage: Passage<'a>) -> Self {
        Self { passage, origin: None, suggestion: None, has_twins: false }
    }
}

/// Seeks passages in a document.
pub(super) struct Locator<'a> {
    pub(super) document: &'a Document,
    pub(super) text: FoldedText<'a>,
    pub(super) alignments: Vec<Alignment>,
    found: Places,
}

/// Seeks notes and bookmarks that do not stand where they were marked, also in what became of the texts they were
/// marked in. What is not reached is left out.
pub fn locate(
    document: &Document,
    notebook: &Notebook,
    lost: &[AnnotationId],
    kept: &[KeptText],
    go_on: &mut Report<'_>,
) -> Places {
    let passages = lost.iter().filter_map(|id| Passage::find(notebook, id));
    let mut sought: Vec<Sought<'_>> = passages.map(Sought::new).collect();
    if sought.is_empty() {
        return Places::new();
    }
    let text = FoldedText::new(document.cleaned.text.as_str());
    let mut locator = Locator { document, text, alignments: Vec::new(), found: Places::new() };
    for kept in kept {
        locator.by_kept_text(kept, &mut sought);
        if go_on(&mut locator.found, lost.len() - sought.len()).is_break() {
            return locator.found;
        }
    }
    locator.by_seen_place(&mut sought);
    if go_on(&mut locator.found, lost.len() - sought.len()).is_break() {
        return locator.found;
    }
    locator.by_words(&mut sought);
    let n_left = sought.len();
    if go_on(&mut locator.found, lost.len() - n_left).is_break() {
        return locator.found;
    }
    let hidden = locator.in_source(&sought);
    let mut pieces = [None, None];
    for (n_done, (sought, hidden)) in sought.iter().zip(hidden).enumerate() {
        let place = locator.last_hope(sought, hidden, &mut pieces);
        locator.found.insert(sought.passage.id.clone(), place);
        if n_done % STRIDE == 0
            && go_on(&mut locator.found, lost.len() - n_left + n_done).is_break()
        {
            break;
        }
    }
    locator.found
}

impl Locator<'_> {
    /// Settles what was found of each and keeps the rest; a suggestion is remembered.
    fn settle<'s>(
        &mut self,
        sought: &mut Vec<Sought<'s>>,
        mut judge: impl FnMut(&Self, usize, &mut Sought<'s>) -> Option<Verdict>,
    ) {
        let mut index = 0;
        sought.retain_mut(|sought| {
            let verdict = judge(self, index, sought);
            let verdict = verdict.and_then(|verdict| self.checked(sought, verdict));
            index += 1;
            match verdict {
                Some((PlaceState::Moved, stretch)) => {
                    let place = self.place(PlaceState::Moved, stretch);
                    self.found.insert(sought.passage.id.clone(), place);
                    false
                }
                Some((_, stretch)) => {
                    sought.suggestion.get_or_insert(stretch);
                    true
                }
                None => true,
            }
        });
    }

    /// What is left of a verdict by the figures of the place, and by those of its context where nothing else
    /// speaks for it.
    pub(super) fn checked(&self, sought: &Sought<'_>, verdict: Verdict) -> Option<Verdict> {
        let (state, stretch) = verdict;
        let (chars, passage) = (self.text.chars(), &sought.passage);
        let is_exact = chars.get(stretch.clone()) == Some(&passage.quote);
        let hit = passage.hit(chars, stretch.clone(), if is_exact { 1.0 } else { 0.0 });
        let (text, span) = (&self.document.cleaned.text, self.text.bytes(stretch.clone()).into());
        let is_borne_out =
            || sought.origin.is_some() || passage.borne_out(text, span, &hit).contains(&true);
        let is_same = || !passage.may_mean_otherwise(text, span);
        match passage.figures(text, span, &hit) {
            Figures::Other if !self.is_own_sentence(sought, &hit) => None,
            Figures::Same if state == PlaceState::Moved && is_borne_out() && is_same() => {
                Some((state, stretch))
            }
            _ => Some((PlaceState::Suggested, stretch)),
        }
    }

    /// Whether a place with another figure is known to be what became of the passage: most of its characters stand
    /// there, nobody else's do, and the words on both sides are like those that were there.
    fn is_own_sentence(&self, sought: &Sought<'_>, hit: &Hit) -> bool {
        let Some((index, own)) = &sought.origin else { return false };
        let Some(alignment) = self.alignments.get(*index) else { return false };
        let image = alignment.image(own.clone(), self.text.chars().len());
        let is_there = image
            .tight
            .is_some_and(|tight| tight.start < hit.stretch.end && hit.stretch.start < tight.end);
        is_there
            && image.n_kept as f32 >= LIKELY * own.len() as f32
            && alignment.n_of_others(hit.stretch.clone(), own) == 0
            && hit.is_between(NEAR)
            && sought.passage.has_one_other_figure(
                &self.document.cleaned.text,
                self.text.bytes(hit.stretch.clone()).into(),
                hit,
            )
    }

    fn place(&self, state: PlaceState, stretch: Range<usize>) -> Place {
        let clean: Span<Clean> = self.text.bytes(stretch).into();
        let source = self.document.source_from_clean(clean);
        Place { state, source: Some(source), clean: Some(clean) }
    }

    /// By what became of the text that they were marked in.
    fn by_kept_text(&mut self, kept: &KeptText, sought: &mut Vec<Sought<'_>>) {
        let index = self.alignments.len();
        let seen: Vec<Option<Span<Clean>>> = sought
            .iter()
            .map(
                |sought| {
                    if sought.origin.is_none() { kept.seen(sought.passage.anchor) } else { None }
                },
            )
            .collect();
        if seen.iter().all(Option::is_none) {
            return;
        }
        let old = FoldedText::new(kept.clean.as_str());
        self.alignments.push(Alignment::new(&old, &self.text));
        self.settle(sought, |locator, at, sought| {
            let stretch = old.stretch(seen[at]?.range());
            let whole = locator.whole_image(locator.alignments.get(index)?, &stretch);
            sought.origin = Some((index, stretch));
            whole
        });
        let stands = |sought: &Sought<'_>| match &sought.origin {
            Some((of, stretch)) if *of == index => Some(stretch.clone()),
            _ => None,
        };
        let stretches: Vec<Option<Range<usize>>> = sought.iter().map(stands).collect();
        let only = self.only_places(&old, &stretches);
        self.settle(sought, |locator, at, sought| {
            let stretch = stretches[at].as_ref()?;
            let quote = old.chars().get(stretch.clone())?;
            if let Some(start) = only[at] {
                return Some((PlaceState::Moved, start..start + quote.len()));
            }
            locator.by_image(locator.alignments.get(index)?, quote, stretch, &sought.passage)
        });
    }

    /// Where all of a stretch of the old text stands.
    fn whole_image(&self, alignment: &Alignment, stretch: &Range<usize>) -> Option<Verdict> {
        let image = alignment.image(stretch.clone(), self.text.chars().len());
        let whole = image.tight.filter(|tight| tight.len() == stretch.len() && !tight.is_empty());
        let place = whole.filter(|_| image.n_kept == stretch.len())?;
        Some((PlaceState::Moved, place))
    }

    /// Where the words of stretches of the old text begin, if they are long and stand once in the old text and once
    /// in this one: then these are they, whatever became of the text around them.
    fn only_places(
        &self,
        old: &FoldedText<'_>,
        stretches: &[Option<Range<usize>>],
    ) -> Vec<Option<usize>> {
        let words = |stretch: &Option<Range<usize>>| {
            let words = stretch.as_ref().and_then(|stretch| old.chars().get(stretch.clone()));
            words.filter(|words| words.len() >= SURE_CHARS).unwrap_or_default()
        };
        let quotes: Vec<&[char]> = stretches.iter().map(words).collect();
        let only = |hits: Hits| match hits.starts.as_slice() {
            [start] if !hits.is_cut => Some(*start),
            _ => None,
        };
        let before = find_all(old.chars(), &quotes, 2).into_iter().map(only);
        let now = find_all(self.text.chars(), &quotes, 2).into_iter().map(only);
        before.zip(now).map(|(before, now)| before.and(now)).collect()
    }

    /// Where the text between a passage's neighbours is it, or it changed.
    fn by_image(
        &self,
        alignment: &Alignment,
        quote: &[char],
        stretch: &Range<usize>,
        passage: &Passage<'_>,
    ) -> Option<Verdict> {
        let text = self.text.chars();
        let image = alignment.image(stretch.clone(), text.len());
        if quote.is_empty() {
            return None;
        }
        if quote.len() > MOST_COMPARED {
            let share = image.n_kept as f32 / quote.len() as f32;
            return graded(share, image.tight?);
        }
        let around = if image.loose.len() > 2 * quote.len() + 64 {
            let tight = image.tight.clone()?;
            window(tight.start, tight.len().min(2 * quote.len()), text.len())
        } else {
            image.loose.clone()
        };
        let found = nearest(quote, text.get(around.clone())?);
        let place = around.start + found.stretch.start..around.start + found.stretch.end;
        let share = 1.0 - found.errors as f32 / quote.len() as f32;
        if quote.len() >= SURE_CHARS {
            // What was put in between its words takes nothing from them.
            let whole = image.tight.filter(|tight| tight.len() <= 2 * quote.len());
            let n_kept = image.n_kept as f32 / quote.len() as f32;
            return match whole {
                Some(whole) if n_kept > share => graded(n_kept, whole),
                _ => graded(share, place),
            };
        }
        self.by_short_image(passage, &image, place, found.errors)
    }

    /// At the place where they were seen: another source with the same cleaned text.
    fn by_seen_place(&mut self, sought: &mut Vec<Sought<'_>>) {
        self.settle(sought, |locator, _, Sought { passage, origin, .. }| {
            let span = passage.excerpt.clean;
            let is_same = !passage.excerpt.exact.is_empty()
                && locator.document.cleaned.text.get(span) == passage.excerpt.exact;
            let stretch = locator.text.stretch(span.range());
            let is_there = is_same
                && origin.is_none()
                && !stretch.is_empty()
                && passage.hit(locator.text.chars(), stretch.clone(), 1.0).near() >= NEAR;
            is_there.then_some((PlaceState::Moved, stretch))
        });
    }

    /// By their words, wherever they stand.
    fn by_words(&mut self, sought: &mut Vec<Sought<'_>>) {
        let mut quotes: Vec<Vec<char>> = Vec::new();
        let mut shifts: Vec<Vec<(usize, usize)>> = Vec::new();
        for Sought { passage, .. } in &*sought {
            let mut own = vec![(quotes.len(), 0)];
            quotes.push(passage.quote.clone());
            if !passage.quote.is_empty() && passage.quote.len() < SHORT {
                for (shift, quote) in passage.with_context(SURE_CHARS) {
                    own.push((quotes.len(), shift));
                    quotes.push(quote);
                }
            }
            shifts.push(own);
        }
        let wanted: Vec<&[char]> = quotes.iter().map(Vec::as_slice).collect();
        let hits = find_all(self.text.chars(), &wanted, MOST_HITS);
        self.settle(sought, |locator, at, sought| {
            let own = &shifts[at];
            let starts = own.iter().flat_map(|(index, shift)| {
                let is_only_context = hits[*index].is_cut && own.len() > 1;
                let starts = if is_only_context { &[] } else { hits[*index].starts.as_slice() };
                starts.iter().map(move |start| start + shift)
            });
            let mut starts: Vec<usize> = starts.collect();
            starts.sort_unstable();
            starts.dedup();
            let is_cut = own.iter().any(|(index, _)| hits[*index].is_cut);
            locator.by_hits(&Hits { starts, is_cut }, sought)
        });
    }

    /// Where the words of the source stand, should cleaning now hide them or have hidden them then.
    fn in_source(&self, sought: &[Sought<'_>]) -> Vec<Option<Place>> {
        let source = FoldedText::new(self.document.imported.text.as_str());
        let passages: Vec<Passage<'_>> =
            sought.iter().map(|sought| Passage::of_source(&sought.passage)).collect();
        let quotes: Vec<&[char]> =
            passages.iter().map(|passage| passage.quote.as_slice()).collect();
        let hits = find_all(source.chars(), &quotes, MOST_HITS);
        let best = |(passage, hits): (&Passage<'_>, &Hits)| {
            let length = passage.quote.len();
            let hit = |start: &usize| passage.hit(source.chars(), *start..start + length, 1.0);
            let mut hits: Vec<Hit> = hits.starts.iter().map(hit).collect();
            hits.sort_by(|a, b| b.context().total_cmp(&a.context()));
            let lead = hits.get(1).map_or(0.0, Hit::context);
            let best = hits.first().filter(|best| {
                best.far() >= LIKELY && best.near() >= NEAR && best.context() - lead >= LEAD
            })?;
            let (text, span) =
                (&self.document.imported.text, source.bytes(best.stretch.clone()).into());
            let is_own = passage.figures(text, span, best) == Figures::Same
                && !passage.may_mean_otherwise(text, span)
                && passage.borne_out(text, span, best).contains(&true);
            if !is_own {
                return None;
            }
            let clean = self.document.clean_from_source(span);
            Some(Place { state: PlaceState::Moved, source: Some(span), clean: Some(clean) })
        };
        passages.iter().zip(&hits).map(best).collect()
    }

    /// By words like theirs; else what was only suggested; else nowhere.
    fn last_hope(
        &self,
        sought: &Sought<'_>,
        hidden: Option<Place>,
        pieces: &mut [Option<Pieces>; 2],
    ) -> Place {
        if let Some(place) = hidden {
            return place;
        }
        // Likeness weighs a few places only: of twins it might see one, and believe it for that.
        let like = if sought.has_twins { None } else { self.by_likeness(sought, pieces) };
        let like = like.and_then(|verdict| self.checked(sought, verdict));
        match (like, &sought.suggestion) {
            (Some((PlaceState::Moved, stretch)), _) => self.place(PlaceState::Moved, stretch),
            (_, Some(stretch)) => self.place(PlaceState::Suggested, stretch.clone()),
            (Some((state, stretch)), None) => self.place(state, stretch),
            (None, None) => {
                let between = self.between_neighbours(sought, pieces);
                between.map_or(ORPHAN, |stretch| self.place(PlaceState::Suggested, stretch))
            }
        }
    }
}

/// Believed, suggested or neither, by how much of the quote stands there.
pub(super) fn graded(share: f32, stretch: Range<usize>) -> Option<Verdict> {
    let state = if share >= SURE { PlaceState::Moved } else { PlaceState::Suggested };
    (share >= LIKELY && !stretch.is_empty()).then_some((state, stretch))
}
