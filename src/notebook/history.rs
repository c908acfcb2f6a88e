//! Undo and redo: steps of changes, each undone by its inverse in reverse order.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::notebook::{Annotation, AnnotationId, Change, Codebook, Diff, Notebook};

/// Most steps that are kept between starts.
pub const MOST_STEPS: usize = 1_000;

/// What became of the history, as it is kept between starts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// This was done.
    Done(Vec<Change>),
    /// What was done last was undone.
    Undone,
    /// What was undone last was done again.
    Redone,
}

/// Which way a step is gone that belongs together with steps of other documents.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// It is done.
    Do,
    /// It is undone.
    Undo,
    /// It is done again.
    Redo,
}

/// What was done and can be undone, what was undone and can be redone.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct History {
    // A step may change all of very many notes: copies of a history share it.
    done: Vec<Arc<[Change]>>,
    undone: Vec<Arc<[Change]>>,
    /// What became of it since it was last asked.
    news: Vec<Step>,
    /// The annotation whose note is being typed: its last step still grows.
    typing: Option<AnnotationId>,
}

impl History {
    /// Notes a step that was carried out; what was undone before is then gone.
    pub fn push(&mut self, step: Vec<Change>) {
        if !step.is_empty() {
            self.typing = None;
            self.news.push(Step::Done(step.clone()));
            self.done.push(step.into());
            self.undone.clear();
        }
    }

    /// What became of the history since this was last asked, to be kept.
    pub fn take_news(&mut self) -> Vec<Step> {
        std::mem::take(&mut self.news)
    }

    /// The history that kept steps lead to.
    pub fn from_steps(steps: impl IntoIterator<Item = Step>) -> Self {
        let mut history = Self::default();
        for step in steps {
            match step {
                Step::Done(step) => history.push(step),
                Step::Undone => drop(history.undo()),
                Step::Redone => drop(history.redo()),
            }
        }
        history.news.clear();
        history
    }

    /// The shortest row of steps that leads here, of no more than the last [`MOST_STEPS`].
    pub fn steps(&self) -> Vec<Step> {
        let all = self.done.iter().chain(self.undone.iter().rev());
        let first = (self.done.len() + self.undone.len()).saturating_sub(MOST_STEPS);
        let done = all.skip(first).map(|step| Step::Done(step.to_vec()));
        done.chain(self.undone.iter().map(|_| Step::Undone)).collect()
    }

    /// What of the history still leads from these notes to others: a step that does not find things as it
    /// left them, since another hand changed them, can no longer be taken back, nor what was done before.
    #[must_use]
    pub fn fitting(mut self, notebook: &Notebook, codebook: &Codebook) -> Self {
        let undone = self.undone.iter().rev().map(|step| step.iter().cloned());
        let back = self.done.iter().rev();
        let back = back.map(|step| step.iter().rev().cloned().map(Change::inverse));
        let touched = self.touched(notebook);
        let n_undone = n_fitting(undone, touched.clone(), codebook.clone());
        let n_done = n_fitting(back, touched, codebook.clone());
        self.undone.drain(..self.undone.len() - n_undone);
        self.done.drain(..self.done.len() - n_done);
        self
    }

    /// Of a notebook what the steps are about.
    fn touched(&self, notebook: &Notebook) -> Notebook {
        let changes = self.done.iter().chain(&self.undone).flat_map(|step| step.iter());
        let id = |change: &Change| match change {
            Change::Annotation(diff) => diff.either().map(|note| note.id.clone()),
            _ => None,
        };
        let ids: BTreeSet<AnnotationId> = changes.filter_map(id).collect();
        let note = |id: AnnotationId| Some((id.clone(), notebook.annotations.get(&id)?.clone()));
        Notebook {
            annotations: ids.into_iter().filter_map(note).collect(),
            bookmarks: notebook.bookmarks.clone(),
            kept: notebook.kept.clone(),
            accepted: notebook.accepted.clone(),
            by_hand: notebook.by_hand.clone(),
            memo: notebook.memo.clone(),
        }
    }

    /// Notes one keystroke's change of an annotation: all that is typed into the same note without
    /// a pause by another step, an undo or [`History::end_typing`] is undone at once.
    pub fn push_typing(&mut self, change: Diff<Annotation>) {
        let id = change.either().map(|annotation| annotation.id.clone());
        if id.is_some() && self.typing == id && self.grow_last(&change) {
            self.undone.clear();
            return;
        }
        self.push(vec![Change::Annotation(change)]);
        self.typing = id;
    }

    /// Ends the joining of typing, as when the note's field is left.
    pub fn end_typing(&mut self) {
        self.typing = None;
    }

    /// Lets the last step lead to where `change` leads; false if it is not one that typing made.
    fn grow_last(&mut self, change: &Diff<Annotation>) -> bool {
        let Some([Change::Annotation(last)]) = self.last_done() else { return false };
        let (before, after) = (last.before.clone(), change.after.clone());
        let grown = Change::Annotation(Diff { before, after });
        self.done.pop();
        self.done.push(Arc::new([grown.clone()]));
        self.news.extend([Step::Undone, Step::Done(vec![grown])]);
        true
    }

    /// The changes that undo the last step, in the order to apply them.
    pub fn undo(&mut self) -> Option<Vec<Change>> {
        self.typing = None;
        let step = self.done.pop()?;
        let back = step.iter().rev().cloned().map(Change::inverse).collect();
        self.undone.push(step);
        self.news.push(Step::Undone);
        Some(back)
    }

    /// The changes that do the last undone step again.
    pub fn redo(&mut self) -> Option<Vec<Change>> {
        self.typing = None;
        let step = self.undone.pop()?;
        let again = step.to_vec();
        self.done.push(step);
        self.news.push(Step::Redone);
        Some(again)
    }

    /// Goes a step this way; the answer is what to carry out. Where it is not the one that would be undone or done
    /// again here, it is a new step, of what still is as the step needs it.
    pub fn go(
        &mut self,
        way: Way,
        step: &[Change],
        (notebook, codebook): (&Notebook, &Codebook),
    ) -> Vec<Change> {
        let changes: Vec<Change> = match way {
            Way::Undo if self.last_done() == Some(step) => return self.undo().unwrap_or_default(),
            Way::Redo if self.last_undone() == Some(step) => {
                return self.redo().unwrap_or_default();
            }
            Way::Undo => step.iter().rev().cloned().map(Change::inverse).collect(),
            Way::Do | Way::Redo => step.to_vec(),
        };
        let fits = |change: &Change| change.starts_from(notebook, codebook);
        let changes: Vec<Change> = changes.into_iter().filter(fits).collect();
        self.push(changes.clone());
        changes
    }

    /// How many steps can be undone.
    pub fn n_done(&self) -> usize {
        self.done.len()
    }

    /// All steps in the order in which they were done, those that were undone last.
    pub fn all_steps(&self) -> impl Iterator<Item = &[Change]> {
        self.done.iter().chain(self.undone.iter().rev()).map(|step| &**step)
    }

    /// The step that [`History::undo`] would undo.
    pub fn last_done(&self) -> Option<&[Change]> {
        self.done.last().map(|step| &**step)
    }

    /// The step that [`History::redo`] would do again.
    pub fn last_undone(&self) -> Option<&[Change]> {
        self.undone.last().map(|step| &**step)
    }
}

/// How many steps, one after the other, find what they were made of.
fn n_fitting(
    steps: impl Iterator<Item = impl Iterator<Item = Change>>,
    mut notebook: Notebook,
    mut codebook: Codebook,
) -> usize {
    let mut fits = |change: Change| {
        let fits = change.starts_from(&notebook, &codebook);
        change.apply(&mut notebook, &mut codebook);
        fits
    };
    steps.map(|mut step| step.all(&mut fits)).take_while(|fits| *fits).count()
}
