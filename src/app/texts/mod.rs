//! Every text that a person reads and that no table holds, in both languages.

pub mod errors;
mod interface;

pub use interface::*;
