//! Undo and redo: steps of changes, each undone by its inverse in reverse order.

use crate::notebook::{Annotation, AnnotationId, Change, Diff};

/// What was done and can be undone, what was undone and can be redone.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct History {
    done: Vec<Vec<Change>>,
    undone: Vec<Vec<Change>>,
    /// The annotation whose note is being typed: its last step still grows.
    typing: Option<AnnotationId>,
}

impl History {
    /// Notes a step that was carried out; what was undone before is then gone.
    pub fn push(&mut self, step: Vec<Change>) {
        if !step.is_empty() {
            self.typing = None;
            self.done.push(step);
            self.undone.clear();
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
        let Some([Change::Annotation(last)]) = self.done.last_mut().map(Vec::as_mut_slice) else {
            return false;
        };
        last.after.clone_from(&change.after);
        true
    }

    /// The changes that undo the last step, in the order to apply them.
    pub fn undo(&mut self) -> Option<Vec<Change>> {
        self.typing = None;
        let step = self.done.pop()?;
        let back = step.iter().rev().cloned().map(Change::inverse).collect();
        self.undone.push(step);
        Some(back)
    }

    /// The changes that do the last undone step again.
    pub fn redo(&mut self) -> Option<Vec<Change>> {
        self.typing = None;
        let step = self.undone.pop()?;
        self.done.push(step.clone());
        Some(step)
    }

    /// The step that [`History::undo`] would undo.
    pub fn last_done(&self) -> Option<&[Change]> {
        self.done.last().map(Vec::as_slice)
    }

    /// The step that [`History::redo`] would do again.
    pub fn last_undone(&self) -> Option<&[Change]> {
        self.undone.last().map(Vec::as_slice)
    }
}
