//! From a ruling to the changes of the notes: what it stands against goes in the same step.

use crate::clean::{PlacedRuling, Ruling, RulingKind};
use crate::notebook::{Change, Diff, Notebook};
use crate::text::{Source, Span, Text};

/// Rulings of one subject exclude each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Subject {
    /// Whether it is the article's.
    Article,
    /// What it reads.
    Text,
    /// What its line is.
    Line,
}

pub(super) const fn subject(kind: &RulingKind) -> Subject {
    match kind {
        RulingKind::Noise | RulingKind::Article => Subject::Article,
        RulingKind::Text(_) => Subject::Text,
        RulingKind::Heading(_) | RulingKind::NoHeading | RulingKind::Title => Subject::Line,
    }
}

/// The changes that make `new` rulings hold: one step.
pub fn changes(notebook: &Notebook, source: &Text<Source>, new: Vec<Ruling>) -> Vec<Change> {
    step(&notebook.by_hand.placed(source), notebook, new)
}

/// Those of `offered` that would change anything.
pub fn open(notebook: &Notebook, source: &Text<Source>, offered: Vec<Ruling>) -> Vec<Ruling> {
    let placed = notebook.by_hand.placed(source);
    let is_open = |ruling: &Ruling| !step(&placed, notebook, vec![ruling.clone()]).is_empty();
    offered.into_iter().filter(is_open).collect()
}

fn step(placed: &[PlacedRuling], notebook: &Notebook, new: Vec<Ruling>) -> Vec<Change> {
    let mut step = Step::default();
    for ruling in new {
        match ruling.kind {
            RulingKind::Noise => noise(placed, notebook, ruling, &mut step),
            RulingKind::Article => article(placed, notebook, ruling, &mut step),
            RulingKind::Text(_) | RulingKind::Heading(_) | RulingKind::NoHeading => {
                instead(placed, ruling, &mut step);
            }
            RulingKind::Title => {
                // There is one title.
                let titles = placed.iter().filter(|old| old.ruling.kind == RulingKind::Title);
                titles.for_each(|old| step.take_back(&old.ruling));
                instead(placed, ruling, &mut step);
            }
        }
    }
    step.changes(notebook)
}

/// The change that takes a ruling back.
pub fn taken_back(ruling: &Ruling) -> Change {
    Change::Ruling(Diff { before: Some(ruling.clone()), after: None })
}

/// The changes that give back what was taken away or corrected by hand in `span`; none if nothing was.
pub fn undoing(notebook: &Notebook, source: &Text<Source>, span: Span<Source>) -> Vec<Change> {
    let is_edit = |kind: &RulingKind| matches!(kind, RulingKind::Noise | RulingKind::Text(_));
    let placed = notebook.by_hand.placed(source);
    let met = placed.iter().filter(|old| is_edit(&old.ruling.kind) && old.span.overlaps(span));
    met.map(|old| taken_back(&old.ruling)).collect()
}

/// What a step takes back and adds, each once.
#[derive(Default)]
struct Step {
    gone: Vec<Ruling>,
    given_up: Vec<Span<Source>>,
    new: Vec<Ruling>,
}

impl Step {
    fn take_back(&mut self, ruling: &Ruling) {
        if !self.gone.contains(ruling) {
            self.gone.push(ruling.clone());
        }
    }

    fn changes(self, notebook: &Notebook) -> Vec<Change> {
        let rulings = &notebook.by_hand.rulings;
        // What goes and comes back as it was does not change.
        let stays = |ruling: &Ruling| rulings.contains(ruling) && self.new.contains(ruling);
        let gone = self.gone.iter().filter(|ruling| !stays(ruling)).map(taken_back);
        let given_up = self.given_up.iter().filter(|span| notebook.kept.contains(span));
        let given_up = given_up.map(|span| Change::Kept(Diff { before: Some(*span), after: None }));
        let is_new = |ruling: &&Ruling| !rulings.contains(*ruling);
        let made =
            |ruling: &Ruling| Change::Ruling(Diff { before: None, after: Some(ruling.clone()) });
        let new = self.new.iter().filter(is_new).map(made);
        gone.chain(given_up).chain(new).collect()
    }
}

/// Noise swallows what was ruled or given back within it; what is noise already stays as it is.
fn noise(placed: &[PlacedRuling], notebook: &Notebook, new: Ruling, step: &mut Step) {
    let of_subject = placed.iter().filter(|old| subject(&old.ruling.kind) == Subject::Article);
    for old in of_subject {
        if old.ruling.kind == RulingKind::Noise && old.span.contains_span(new.span) {
            return;
        }
        if new.span.contains_span(old.span) {
            step.take_back(&old.ruling);
        }
    }
    step.given_up.extend(notebook.kept.iter().filter(|kept| new.span.contains_span(**kept)));
    step.new.push(new);
}

/// What was taken away by hand comes back by taking that back; only what a rule took needs a ruling. What
/// was given back as it stood in the file is cleaned again.
fn article(placed: &[PlacedRuling], notebook: &Notebook, new: Ruling, step: &mut Step) {
    step.given_up.extend(notebook.kept.iter().filter(|kept| kept.overlaps(new.span)));
    let (mut was_noise, mut is_so) = (false, false);
    for old in placed.iter().filter(|old| old.span.overlaps(new.span)) {
        match old.ruling.kind {
            RulingKind::Noise => {
                was_noise = true;
                step.take_back(&old.ruling);
            }
            RulingKind::Article => is_so |= old.span.contains_span(new.span),
            _ => {}
        }
    }
    if !was_noise && !is_so {
        step.new.push(new);
    }
}

/// The new ruling stands in the place of those of its subject that it meets.
fn instead(placed: &[PlacedRuling], new: Ruling, step: &mut Step) {
    let is_met = |old: &&PlacedRuling| {
        subject(&old.ruling.kind) == subject(&new.kind) && old.span.overlaps(new.span)
    };
    placed.iter().filter(is_met).for_each(|old| step.take_back(&old.ruling));
    let already = step
        .new
        .iter()
        .any(|other| subject(&other.kind) == subject(&new.kind) && other.span.overlaps(new.span));
    if !already {
        step.new.push(new);
    }
}
