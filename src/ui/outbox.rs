//! What the views want done; the window carries it out after the frame.

use crate::app::{Action, Command};
use crate::ui::work::Job;

/// The commands that one frame's views pushed, in order.
#[derive(Debug, Default)]
pub struct Outbox {
    commands: Vec<Command>,
    jobs: Vec<Job>,
}

impl Outbox {
    /// Wants this done.
    pub fn push(&mut self, command: Command) {
        self.commands.push(command);
    }

    /// Wants this action of the table done.
    pub fn act(&mut self, action: Action) {
        self.push(Command::Do(action));
    }

    /// Wants this worked out where no frame waits for it.
    pub(crate) fn work(&mut self, job: Job) {
        self.jobs.push(job);
    }

    /// Takes what is to be worked out.
    pub fn take_jobs(&mut self) -> Vec<Job> {
        std::mem::take(&mut self.jobs)
    }

    /// Takes what was wanted.
    pub fn take(&mut self) -> Vec<Command> {
        std::mem::take(&mut self.commands)
    }
}
