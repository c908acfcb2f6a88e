//! Every text that a person reads and that no table holds, in both languages.

mod cleaned;
pub mod errors;
mod finding;
pub mod hand;
mod interface;
mod keeping;
mod noting;
mod settings;

pub use cleaned::*;
pub use finding::*;
pub use interface::*;
pub use keeping::*;
pub use noting::*;
pub use settings::*;
