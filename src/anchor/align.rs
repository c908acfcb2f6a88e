//! What of an old text stands where in a new one: by lines, then within what is left by clauses, then
//! by characters. It keeps the order; what was moved counts as taken out and put in.

use std::ops::Range;

use imara_diff::{Algorithm, Diff, InternedInput};

use crate::anchor::FoldedText;

/// Fewest characters that stand for themselves where clauses were compared character by character:
/// single ones agree by chance.
const FEWEST: usize = 3;
/// Most characters of a changed stretch that are compared one by one.
const MOST: usize = 60_000;

/// What two folded texts share, in their order.
pub struct Alignment {
    // Invariant: sorted and apart in both texts.
    runs: Vec<Run>,
}

/// A stretch that both texts have.
#[derive(Clone, Copy, Debug)]
struct Run {
    old: usize,
    new: usize,
    len: usize,
}

/// What became of a passage.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Image {
    /// How many of its characters are still there.
    pub n_kept: usize,
    /// From the first of them to the last.
    pub tight: Option<Range<usize>>,
    /// All that now stands between what stood before it and behind it.
    pub loose: Range<usize>,
}

#[derive(Clone, Copy)]
enum Grain {
    Lines,
    Clauses,
    Chars,
}

impl Alignment {
    /// Aligns two texts.
    pub fn new(old: &FoldedText<'_>, new: &FoldedText<'_>) -> Self {
        let mut aligner = Aligner { old, new, runs: Vec::new() };
        aligner.refine(0..old.chars().len(), 0..new.chars().len(), Grain::Lines);
        Self { runs: aligner.runs }
    }

    /// What became of a passage of the old text; `n_new` is the length of the new one.
    pub fn image(&self, old: Range<usize>, n_new: usize) -> Image {
        let first = self.runs.partition_point(|run| run.old + run.len <= old.start);
        let end = self.runs.partition_point(|run| run.old < old.end);
        let within = self.runs.get(first..end).unwrap_or_default();
        let cut = |run: &Run| {
            let (from, to) = (run.old.max(old.start), (run.old + run.len).min(old.end));
            run.new + (from - run.old)..run.new + (to - run.old)
        };
        let tight = within.first().zip(within.last()).map(|(a, b)| cut(a).start..cut(b).end);
        let is_inside = |run: Option<&Run>, at: usize| {
            run.is_some_and(|run| run.old < at && at < run.old + run.len)
        };
        let before = first.checked_sub(1).and_then(|index| self.runs.get(index));
        let mut loose = before.map_or(0, |run| run.new + run.len)
            ..self.runs.get(end).map_or(n_new, |run| run.new);
        if let Some(tight) = &tight {
            if is_inside(within.first(), old.start) {
                loose.start = tight.start;
            }
            if is_inside(within.last(), old.end) {
                loose.end = tight.end;
            }
        }
        Image { n_kept: within.iter().map(|run| cut(run).len()).sum(), tight, loose }
    }

    /// How many characters of a stretch of the new text stood in the old one outside of `passage`:
    /// they belong to other text.
    pub fn n_of_others(&self, new: Range<usize>, passage: &Range<usize>) -> usize {
        let first = self.runs.partition_point(|run| run.new + run.len <= new.start);
        let runs = self.runs.get(first..).unwrap_or_default();
        let of_run = |run: &Run| {
            let start = run.new.max(new.start);
            let end = (run.new + run.len).min(new.end);
            let (old_start, old_end) = (run.old + (start - run.new), run.old + (end - run.new));
            let own = old_end.min(passage.end).saturating_sub(old_start.max(passage.start));
            (end - start) - own
        };
        runs.iter().take_while(|run| run.new < new.end).map(of_run).sum()
    }
}

struct Aligner<'a> {
    old: &'a FoldedText<'a>,
    new: &'a FoldedText<'a>,
    runs: Vec<Run>,
}

impl Aligner<'_> {
    fn refine(&mut self, old: Range<usize>, new: Range<usize>, grain: Grain) {
        if old.is_empty() || new.is_empty() {
            return;
        }
        let (finer, algorithm, fewest) = match grain {
            Grain::Lines => (Some(Grain::Clauses), Algorithm::Histogram, 1),
            Grain::Clauses => (Some(Grain::Chars), Algorithm::Histogram, FEWEST),
            Grain::Chars if old.len().max(new.len()) > MOST => return,
            Grain::Chars => (None, Algorithm::Myers, FEWEST),
        };
        let (a, b) = (cuts(self.old, old, grain), cuts(self.new, new, grain));
        let mut input: InternedInput<&[char]> = InternedInput::default();
        input.update_before(pieces(self.old.chars(), &a));
        input.update_after(pieces(self.new.chars(), &b));
        let diff = Diff::compute(algorithm, &input);
        let (mut at_old, mut at_new) = (a[0], b[0]);
        for hunk in diff.hunks() {
            let (from, to) = (hunk.before.start as usize, hunk.before.end as usize);
            let (new_from, new_to) = (hunk.after.start as usize, hunk.after.end as usize);
            self.push(at_old, at_new, a[from] - at_old, fewest);
            if let Some(finer) = finer {
                self.refine(a[from]..a[to], b[new_from]..b[new_to], finer);
            }
            (at_old, at_new) = (a[to], b[new_to]);
        }
        self.push(at_old, at_new, a[a.len() - 1] - at_old, fewest);
    }

    /// Adds a run, as part of the last where it goes on with it.
    fn push(&mut self, old: usize, new: usize, len: usize, fewest: usize) {
        match self.runs.last_mut() {
            Some(last) if last.old + last.len == old && last.new + last.len == new => {
                last.len += len;
            }
            _ if len >= fewest => self.runs.push(Run { old, new, len }),
            _ => {}
        }
    }
}

fn pieces<'a>(chars: &'a [char], cuts: &'a [usize]) -> impl Iterator<Item = &'a [char]> {
    cuts.windows(2).map(|pair| chars.get(pair[0]..pair[1]).unwrap_or_default())
}

/// Where a stretch is cut, its two ends among it.
fn cuts(text: &FoldedText<'_>, stretch: Range<usize>, grain: Grain) -> Vec<usize> {
    let mut cuts = vec![stretch.start];
    match grain {
        Grain::Lines => {
            let lines = text.lines().iter().map(|line| *line as usize);
            cuts.extend(lines.filter(|line| stretch.start < *line && *line < stretch.end));
        }
        Grain::Clauses => {
            let chars = text.chars();
            let is_cut = |at: &usize| chars.get(at - 1).is_some_and(|c| ends_clause(*c));
            cuts.extend((stretch.start + 1..stretch.end).filter(is_cut));
        }
        Grain::Chars => cuts.extend(stretch.start + 1..stretch.end),
    }
    cuts.push(stretch.end);
    cuts
}

const fn ends_clause(c: char) -> bool {
    matches!(c, ',' | '.' | ';' | ':' | '!' | '?' | '、')
}
