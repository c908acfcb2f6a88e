//! The maps of the rules that ran, joined seldom: of a long text each has many edits, and most rules make few.

use crate::text::{Clean, EditMap, Source, Span};

/// From the source to the text as it now is, in steps.
pub(super) struct Steps {
    first: EditMap<Source, Clean>,
    /// Those behind it, the later the smaller.
    later: Vec<EditMap<Clean, Clean>>,
}

/// A step is joined with those before it that have at most so many times as many edits.
const JOINED: usize = 2;

impl Steps {
    /// No step yet.
    pub(super) fn new() -> Self {
        Self { first: EditMap::identity(), later: Vec::new() }
    }

    /// Joins the steps that the next one will be joined with, if it has so many edits: then these go back through
    /// one map.
    pub(super) fn expect(&mut self, n_edits: usize) {
        let most = n_edits * JOINED;
        let last_kept = self.later.iter().rposition(|map| map.edits().len() > most);
        let joined = join(self.later.split_off(last_kept.map_or(0, |last| last + 1)));
        match joined {
            Some(joined) if self.later.is_empty() && self.first.edits().len() <= most => {
                self.first = self.first.then(joined);
            }
            joined => self.later.extend(joined),
        }
    }

    /// Adds the next step.
    pub(super) fn push(&mut self, step: EditMap<Clean, Clean>) {
        let most = step.edits().len() * JOINED;
        match self.later.pop_if(|last| last.edits().len() <= most) {
            Some(last) => self.later.push(last.then(step)),
            None if self.later.is_empty() && self.first.edits().len() <= most => {
                self.first = self.first.then(step);
            }
            None => self.later.push(step),
        }
    }

    /// Where a stretch of the source now stands.
    pub(super) fn forward(&self, span: Span<Source>) -> Span<Clean> {
        self.later.iter().fold(self.first.forward(span), |span, map| map.forward(span))
    }

    /// What stretches of the text as it now is, given in order, are in the source.
    pub(super) fn back_in_order(&self) -> impl FnMut(Span<Clean>) -> Span<Source> {
        let mut later: Vec<_> = self.later.iter().rev().map(EditMap::back_in_order).collect();
        let mut first = self.first.back_in_order();
        move |span| first(later.iter_mut().fold(span, |span, back| back(span)))
    }

    /// All steps as one map.
    pub(super) fn joined(self) -> EditMap<Source, Clean> {
        let mut map = match join(self.later) {
            Some(later) => self.first.then(later),
            None => self.first,
        };
        map.shrink();
        map
    }
}

/// Maps joined to one, from the last, which is the smallest; none for no map.
fn join(mut maps: Vec<EditMap<Clean, Clean>>) -> Option<EditMap<Clean, Clean>> {
    let last = maps.pop()?;
    Some(maps.into_iter().rev().fold(last, |later, map| map.then(later)))
}
