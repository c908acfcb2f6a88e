//! Every text that a person reads and that no table holds, in both languages.

mod cleaned;
mod coding;
mod diary;
pub mod errors;
mod export;
mod finding;
pub mod hand;
mod interface;
mod joining;
mod keeping;
mod marking;
mod noting;
mod settings;

pub use crate::exchange::color_name as color;
pub use cleaned::*;
pub use coding::*;
pub use diary::*;
pub use export::*;
pub use finding::*;
pub use interface::*;
pub use joining::*;
pub use keeping::*;
pub use marking::*;
pub use noting::*;
pub use settings::*;
