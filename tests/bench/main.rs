//! Benchmarks; see CONTRIBUTING.md for how to read them.

fn main() {}
