//! What the views want done; the window carries it out after the frame.

use crate::app::{Action, Command};

/// The commands that one frame's views pushed, in order.
#[derive(Debug, Default)]
pub struct Outbox {
    commands: Vec<Command>,
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

    /// Takes what was wanted.
    pub fn take(&mut self) -> Vec<Command> {
        std::mem::take(&mut self.commands)
    }
}
