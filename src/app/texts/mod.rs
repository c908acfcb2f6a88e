//! Every text that a person reads and that no table holds, in both languages.

mod cleaned;
pub mod errors;
mod export;
mod finding;
pub mod hand;
mod interface;
mod keeping;
mod settings;

pub use cleaned::*;
pub use export::*;
pub use finding::*;
pub use interface::*;
pub use keeping::*;
pub use settings::*;
