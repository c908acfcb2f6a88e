//! Every text that a person reads and that no table holds, in both languages.

pub mod errors;
mod cleaned;
mod interface;

pub use cleaned::*;
pub use interface::*;
