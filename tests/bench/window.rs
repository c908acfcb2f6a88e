//! What a person waits for in the window, measured without a display: opening, frames, memory, rest.
//!
//! `cargo bench --bench window`, or with `opening`, `frames`, `marking` or `many` behind `--` only that. For people:
//! times on a shared machine are no test.
#![expect(clippy::unwrap_used, reason = "a measurement that cannot go on says so by failing")]
#![expect(clippy::print_stdout, reason = "the tables are what it is for")]

mod frames;
mod opening;
mod text;

use egui::{RawInput, Rect, pos2, vec2};

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    if let [mode, file, library] = arguments.as_slice()
        && mode == opening::CHILD
    {
        return opening::open(file, library);
    }
    // Cargo puts a flag of its own first.
    let wanted: Vec<&String> = arguments.iter().filter(|word| !word.starts_with('-')).collect();
    let is_wanted = |name: &str| wanted.is_empty() || wanted.iter().any(|word| name == *word);
    if is_wanted("opening") {
        opening::print_tables();
    }
    if is_wanted("frames") {
        frames::print_tables();
    }
    if wanted.iter().any(|word| *word == "many") {
        frames::print_many_table();
    }
    // Among the frames already, where all are wanted.
    if wanted.iter().any(|word| *word == "marking") {
        frames::print_marking_table();
    }
}

/// What a display of 1280 × 800 points would tell in a frame.
fn input(seconds: f64, width: f32) -> RawInput {
    RawInput {
        screen_rect: Some(Rect::from_min_size(pos2(0.0, 0.0), vec2(width, 800.0))),
        time: Some(seconds),
        focused: true,
        ..RawInput::default()
    }
}
