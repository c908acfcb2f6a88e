//! Every text that a person reads and that no table holds, in both languages.

mod cleaned;
pub mod errors;
pub mod hand;
mod interface;

pub use cleaned::*;
pub use interface::*;
