//! Row 4: the whole program as one pure function over its state, with every text a user reads.
//! No egui, disk, clock or randomness: time and new identities come in with the message.

pub mod autocode;
pub mod caret;
mod commands;
pub mod diary;
pub mod diary_past;
pub mod diary_text;
mod effect;
mod entry;
mod export;
mod export_card;
mod find;
mod fonts;
mod handle;
mod joining;
mod lent;
pub mod library_notes;
mod long_step;
mod mark_list;
mod mark_task;
mod marking;
mod marks;
mod memo;
mod memory;
mod message;
mod moment;
pub mod note_completion;
pub mod note_list;
mod note_log;
pub mod note_text;
mod notice;
mod open_file;
pub mod overview;
mod page_look;
pub mod palette;
pub mod passage_link;
pub mod places;
mod popover;
pub mod seek;
pub mod setting;
mod settings;
mod shared;
mod shortcut;
mod shown;
pub(crate) mod split;
mod state;
pub mod step_name;
pub mod tabs;
pub mod tag_search;
mod tally;
pub mod texts;
mod tour;
mod update;
mod way;

pub use commands::{Action, TABLE};
pub use effect::{DocumentKey, Effect, Load, LocateRequest, SaveRequest};
pub use entry::{Entry, Group};
pub use export::{
    Counted, ExportSource, Written, material_written, set_of, shown_color, shown_pattern, tags,
    written,
};
pub use export_card::{ExportCard, ExportChoice, ExportMemory, ExportScope, ExportTask, Preview};
pub use find::{Find, HitGroup};
pub use fonts::{FontFamily, Fonts, LoadedFont};
pub use handle::codebook::rows as codebook_rows;
pub use joining::{JoinPreview, Version, VersionAnswer};
pub use lent::LentKeys;
pub use long_step::{LongDone, LongStep, LongTask};
pub use mark_list::{ColorCounts, Marks};
pub use mark_task::{MadeMarks, MarkTask};
pub use marking::Marker;
pub use marks::{BookmarkPlace, DrawnMarks};
pub use memo::{MemoEditor, MemoOf};
pub use memory::{Memory, Reading, Recent};
pub use message::{
    Command, Event, Ids, LoadFailure, Located, ManyAct, Message, OfferAnswer, Started, TagEdit,
    Ticket, What,
};
pub use moment::Moment;
pub use note_log::{NoteLog, Seen as SeenNotes};
pub use notice::{Notice, Weight};
pub use open_file::{FileIs, OnDisk, WasRead};
pub use page_look::{
    DEFAULT_SIZE, FontName, LINE_HEIGHT_RANGE, MEASURE_RANGE, PARAGRAPH_GAP_RANGE, PRESETS,
    PageFont, PageLook, Preset, SIZE_RANGE,
};
pub use popover::{PathPurpose, Popover, Seeking, TypedPath, Unwritten};
pub use settings::{RuleSet, SCALE_RANGE, Settings, ThemeName};
pub use shared::Shared;
pub use shortcut::Shortcut;
pub use shown::percent_at;
pub use split::{Half, OtherHalf, SHARE_RANGE, Sight, Split, SplitMemory};
pub use state::{
    Align, CleanedView, Locating, Mark, Motion, NoteEditor, Offer, OpenDocument, Origin, Picker,
    Quitting, Recall, Recalled, SaveState, State, Was,
};
pub use tabs::{Parked, Tab};
pub use tour::TourStep;
pub use update::update;
pub(crate) use way::{Departure, Turn};
pub use way::{FarPlace, WayPoint};

pub use crate::placing::{Place, PlaceState};
pub use crate::text::Phrase;
