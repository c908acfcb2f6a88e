//! Row 4: the whole program as one pure function over its state, with every text a user reads.
//! No egui, disk, clock or randomness: time and new identities come in with the message.

mod commands;
mod effect;
mod export;
mod find;
mod fonts;
mod handle;
mod marks;
mod message;
mod page_look;
pub mod palette;
pub mod places;
pub mod seek;
pub mod setting;
mod settings;
mod shortcut;
pub(crate) mod split;
mod state;
pub mod tabs;
pub mod tag_search;
pub mod texts;
mod tour;
mod update;

pub use commands::{Action, Entry, Group, TABLE};
pub use effect::{DocumentKey, Effect, Load, LocateRequest, SaveRequest};
pub use export::{export_set, set_of, shown_color};
pub use find::{Find, HitGroup};
pub use fonts::{FontFamily, Fonts, LoadedFont};
pub use marks::BookmarkPlace;
pub use message::{
    Command, Event, Ids, LoadFailure, Located, Message, Notice, OfferAnswer, PathPurpose, Popover,
    Reading, Recent, Seeking, Started, Ticket, Weight, What,
};
pub use page_look::{
    DEFAULT_SIZE, FontName, LINE_HEIGHT_RANGE, MEASURE_RANGE, PARAGRAPH_GAP_RANGE, PRESETS,
    PageFont, PageLook, Preset, SIZE_RANGE,
};
pub use settings::{RuleSet, SCALE_RANGE, Settings, ThemeName};
pub use shortcut::Shortcut;
pub use split::{Half, OtherHalf, SHARE_RANGE, Sight, Split, SplitMemory};
pub use state::{
    Align, CleanedView, Locating, Mark, Motion, NoteEditor, Offer, OpenDocument, Origin, Picker,
    Quitting, Recall, Recalled, SaveState, State, Was,
};
pub use tabs::{Parked, Tab};
pub use tour::TourStep;
pub use update::update;

pub use crate::placing::{Place, PlaceState};
pub use crate::text::Phrase;
