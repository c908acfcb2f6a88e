//! Row 4: the whole program as one pure function over its state, with every text a user reads.
//! No egui, disk, clock or randomness: time and new identities come in with the message.

mod commands;
mod export;
mod find;
mod handle;
mod marks;
mod message;
pub mod palette;
pub mod places;
pub mod seek;
mod settings;
mod state;
pub mod tabs;
pub mod tag_search;
pub mod texts;
mod update;

pub use commands::{Action, Entry, Group, Shortcut, TABLE};
pub use export::{export_set, set_of, shown_color};
pub use find::{Find, HitGroup};
pub use marks::BookmarkPlace;
pub use message::{
    Command, DocumentKey, Effect, Event, Ids, Load, LoadFailure, LocateRequest, Located, Message,
    Notice, OfferAnswer, PathPurpose, Popover, Reading, Recent, SaveRequest, Seeking, Started,
    Ticket, Weight, What,
};
pub use settings::{
    DEFAULT_SIZE, LINE_HEIGHT_RANGE, MEASURE_RANGE, RuleSet, SIZE_RANGE, Settings, ThemeName,
};
pub use state::{
    Align, CleanedView, Locating, Mark, Motion, NoteEditor, Offer, OpenDocument, Origin, Picker,
    Quitting, Recall, Recalled, SaveState, State, Was,
};
pub use tabs::{Parked, Tab};
pub use update::update;

pub use crate::placing::{Place, PlaceState};
pub use crate::text::Phrase;
