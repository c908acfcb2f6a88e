//! Every text that a person reads and that no table holds, in both languages.

mod cleaned;
pub mod errors;
mod interface;

pub use cleaned::*;
pub use interface::*;
