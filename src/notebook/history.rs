//! Undo and redo: steps of changes, each undone by its inverse in reverse order.

use crate::notebook::Change;

/// What was done and can be undone, what was undone and can be redone.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct History {
    done: Vec<Vec<Change>>,
    undone: Vec<Vec<Change>>,
}

impl History {
    /// Notes a step that was carried out; what was undone before is then gone.
    pub fn push(&mut self, step: Vec<Change>) {
        if !step.is_empty() {
            self.done.push(step);
            self.undone.clear();
        }
    }

    /// The changes that undo the last step, in the order to apply them.
    pub fn undo(&mut self) -> Option<Vec<Change>> {
        let step = self.done.pop()?;
        let back = step.iter().rev().cloned().map(Change::inverse).collect();
        self.undone.push(step);
        Some(back)
    }

    /// The changes that do the last undone step again.
    pub fn redo(&mut self) -> Option<Vec<Change>> {
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
