//! Row 0: texts, positions in them, how one text became another, and what every layer must know of Chinese.

mod bilingual;
mod body;
mod census;
pub mod chars;
mod code_points;
mod edit_map;
pub mod fold;
mod front_matter;
pub mod gbk;
mod hint;
pub mod lines;
pub mod names;
pub mod numbering;
mod part;
mod pos;
pub mod radicals;
pub mod readings;
pub mod script;
mod sign;
pub mod spelled;
mod sweep;
pub mod units;
pub mod words;
mod workers;

pub use bilingual::{Bilingual, Language, Phrase};
pub use body::Text;
pub use census::Census;
pub use code_points::CodePoints;
pub use edit_map::{Edit, EditMap};
pub use front_matter::FrontMatter;
pub use hint::{ColumnSide, Hint, HintKind, PicturePlace};
pub use part::PagePart;
pub use pos::{Clean, Pos, Source, Span};
pub use sign::{PICTURE_SIGNS, picture_sign};
pub use sweep::Sweep;
pub use workers::{Alone, Workers};
