//! Every text that a person reads and that no table holds, in both languages.

mod interface;

pub use interface::*;
