//! Chooses the front: a command, or the window.

fn main() {}
