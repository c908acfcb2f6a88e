//! What the reader ruled by hand of one document: plain data in places of the source.
//!
//! A ruling knows its own words, so that it is found again in a file that changed, and is left out
//! where they are gone: nothing is taken away because it stands where something else once stood.

use std::collections::BTreeSet;
use std::ops::Range;

use crate::clean::Meta;
use crate::text::{Source, Span, Text};

/// What the reader says of a stretch.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RulingKind {
    /// It is no part of the article.
    Noise,
    /// It is a part of the article, whatever rules say that take lines away.
    Article,
    /// It should read so.
    Text(String),
    /// Its line is a heading of this level, 1 the highest.
    Heading(u8),
    /// Its line is neither a heading nor the title.
    NoHeading,
    /// Its line is the title.
    Title,
}

impl RulingKind {
    /// Its name in files and answers; never changed.
    pub const fn id(&self) -> &'static str {
        match self {
            Self::Noise => "noise",
            Self::Article => "article",
            Self::Text(_) => "text",
            Self::Heading(_) => "heading",
            Self::NoHeading => "no-heading",
            Self::Title => "title",
        }
    }
}

/// One ruling.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Ruling {
    /// Where it stood in the source when it was made.
    pub span: Span<Source>,
    /// What was ruled.
    pub kind: RulingKind,
    /// The source's words there.
    pub quote: String,
    /// What the reader saw there.
    pub seen: String,
    /// The whole line that the reader saw it in: by that the same line is known in other documents.
    pub line: String,
}

/// All that the reader ruled of one document.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ByHand {
    /// The rulings, in the order of their places.
    pub rulings: BTreeSet<Ruling>,
    /// Author, source, date and address as the reader wants them; an empty text says that there is none.
    pub meta: Meta,
}

/// A ruling with the place where its words stand in the source as it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlacedRuling {
    /// Where it stands now.
    pub span: Span<Source>,
    /// The ruling.
    pub ruling: Ruling,
}

impl ByHand {
    /// Whether nothing was ruled.
    pub fn is_empty(&self) -> bool {
        self.rulings.is_empty() && self.meta == Meta::default()
    }

    /// The rulings whose words stand in `source`, in the order of their places.
    pub fn placed(&self, source: &Text<Source>) -> Vec<PlacedRuling> {
        let place = |ruling: &Ruling| {
            let span = place(ruling, source)?;
            Some(PlacedRuling { span, ruling: ruling.clone() })
        };
        let mut placed: Vec<PlacedRuling> = self.rulings.iter().filter_map(place).collect();
        placed.sort_by_key(|placed| placed.span);
        placed
    }
}

/// Where the ruling's words stand: at their place, else at the only one that has them.
fn place(ruling: &Ruling, source: &Text<Source>) -> Option<Span<Source>> {
    if ruling.quote.is_empty() {
        return None;
    }
    if source.get(ruling.span) == ruling.quote {
        return Some(ruling.span);
    }
    let mut hits = source.as_str().match_indices(&ruling.quote);
    let (at, hit) = hits.next()?;
    hits.next().is_none().then(|| Span::new(at, at + hit.len()))
}

impl Meta {
    /// The same where `edits` say otherwise; an empty text takes a value away.
    #[must_use]
    pub fn edited(self, edits: &Self) -> Self {
        let pick = |own: Option<String>, edit: &Option<String>| match edit {
            Some(text) => Some(text.clone()).filter(|text| !text.is_empty()),
            None => own,
        };
        Self {
            author: pick(self.author, &edits.author),
            source: pick(self.source, &edits.source),
            date: pick(self.date, &edits.date),
            url: pick(self.url, &edits.url),
        }
    }
}

/// What the rule for changes by hand is to do: stretches of the text before it, in order and without
/// overlaps, each with what is to stand there; nothing for what is to go.
pub(crate) fn work(
    placed: &[PlacedRuling],
    now: impl Fn(Span<Source>) -> Range<usize>,
) -> Vec<(Range<usize>, String)> {
    let mut work: Vec<(Range<usize>, &str)> = placed
        .iter()
        .filter_map(|placed| match &placed.ruling.kind {
            RulingKind::Noise => Some((now(placed.span), "")),
            RulingKind::Text(text) => Some((now(placed.span), text.as_str())),
            _ => None,
        })
        .filter(|(range, _)| !range.is_empty())
        .collect();
    // Of what begins together the longest comes first: it swallows the others.
    work.sort_by_key(|(range, _)| (range.start, std::cmp::Reverse(range.end)));
    let mut done: Vec<(Range<usize>, String)> = Vec::with_capacity(work.len());
    for (range, with) in work {
        match done.last_mut() {
            Some((last, words)) if range.start < last.end => {
                // Noise that reaches further than what it meets goes on behind it.
                if with.is_empty() && range.end > last.end {
                    if words.is_empty() {
                        last.end = range.end;
                    } else {
                        let rest = last.end..range.end;
                        done.push((rest, String::new()));
                    }
                }
            }
            _ => done.push((range, with.to_owned())),
        }
    }
    done
}
