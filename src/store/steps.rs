//! What was done and undone in a document, kept between starts: one line a step. Losing it loses no note.

use serde::{Deserialize, Serialize};

use crate::notebook::{Change, Step};
use crate::store::Lines;
use crate::store::journal::{Entry, line, lines};

#[derive(Serialize, Deserialize)]
enum StepEntry {
    Done(Vec<Entry>),
    Undone,
    Redone,
}

/// The lines of steps.
pub fn text_from_steps(steps: &[Step]) -> String {
    let entry = |step: &Step| match step {
        Step::Done(changes) => StepEntry::Done(changes.iter().map(Entry::new).collect()),
        Step::Undone => StepEntry::Undone,
        Step::Redone => StepEntry::Redone,
    };
    steps.iter().map(|step| line(&entry(step))).collect()
}

/// Reads steps.
pub fn steps_from_text(text: &str) -> Lines<Step> {
    lines(text, |entry: StepEntry| {
        Some(match entry {
            StepEntry::Done(entries) => {
                let changes: Option<Vec<Change>> = entries.into_iter().map(Entry::change).collect();
                Step::Done(changes?)
            }
            StepEntry::Undone => Step::Undone,
            StepEntry::Redone => Step::Redone,
        })
    })
}
