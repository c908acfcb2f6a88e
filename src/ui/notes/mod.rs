//! The notes: every marked passage as a card, in groups; a note is written in its card.
//!
//! What is listed is worked out in `app::note_list`, of many notes where no frame waits for it.

mod card;
mod choice;
mod completion;
mod drawer;
mod filters;
mod keys;
mod list;
mod listed;
mod margin;
mod memo;
mod scope;

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use egui::{Ui, vec2};

use crate::app::library_notes::{LibraryNotes, NoteScope};
use crate::app::note_list::{Listing, NoteFilter, NoteIndex, NoteNews, Order, Row, ShownDocument};
use crate::app::{SeenNotes, State, Ticket, texts};
use crate::notebook::{AnnotationId, Codebook, Timestamp};
use crate::ui::Outbox;
pub(crate) use crate::ui::notes::card::{color_dots, has_markup};
pub(crate) use crate::ui::notes::completion::is_open as is_completing;
pub(crate) use crate::ui::notes::drawer::drawer_ui;
pub(crate) use crate::ui::notes::keys::handle as handle_keys;
use crate::ui::notes::list::CardPlace;
pub(crate) use crate::ui::notes::margin::{kept as kept_margin, margin_ui, room as margin, settle};
use crate::ui::reader::heights::Heights;
use crate::ui::theme::{SMALL_POINTS, Theme};
use crate::ui::widgets::words;
use crate::ui::work::{Job, Pending, Wanted};

/// Most notes that are listed within a frame; of more the list is worked out beside it.
const MOST_AT_ONCE: usize = 3_000;
/// Most changes that are taken into the list at once: to say what they are now is to be no more than a part of a
/// frame.
const MOST_NEWS: usize = 2_000;
/// Documents that were listed before and whose index is kept.
const MOST_OTHERS: usize = 4;
/// How high rows are guessed to be, in points.
const GROUP_HEIGHT: f64 = 28.0;
const CARD_HEIGHT: f64 = 104.0;
/// By which the library's filter is kept among those of documents, which have hashes.
const LIBRARY: &str = "library";

/// An index, what changed next, and up to where that is.
type Known<'a> = Option<(Arc<NoteIndex>, BTreeSet<&'a AnnotationId>, SeenNotes)>;

/// What the panel keeps between frames.
#[expect(clippy::struct_excessive_bools, reason = "each is seen by itself")]
#[derive(Default)]
pub(crate) struct Notes {
    filter: NoteFilter,
    /// Which document it is of, and what the filters of others are, by their contents.
    filter_of: String,
    other_filters: HashMap<String, NoteFilter>,
    order: Order,
    /// Whether all that the list can be narrowed by is shown.
    is_unfolded: bool,
    /// Whether the colours for what is chosen are shown.
    shows_colors: bool,
    /// What was asked for last.
    asked: Option<Asked>,
    /// What it gave, or what the one before gave while it is waited for.
    listing: Listing,
    /// The index that the listing is of, and up to where the changes are in it.
    index: Arc<NoteIndex>,
    indexed: Option<SeenNotes>,
    /// The reading of the library's notes that the index is of, if it is of the library, and then the index of the
    /// shown document alone.
    library: Option<Ticket>,
    here: Option<(SeenNotes, Arc<NoteIndex>)>,
    /// Those of documents that were listed before.
    others: Vec<(SeenNotes, Arc<NoteIndex>)>,
    pending: Option<Pending<Made>>,
    /// How high each row is, in points: guessed until it was drawn.
    heights: Heights,
    /// How high cards were when they were drawn last.
    drawn: Arc<HashMap<AnnotationId, f64>>,
    /// The note being written, as typed.
    draft: String,
    editing: Option<AnnotationId>,
    drawer: drawer::Drawer,
    shown_active: Option<AnnotationId>,
    /// The note that was active in the last frame.
    seen_active: Option<AnnotationId>,
    /// The card that the keyboard is on, and the one that a choice of many began at.
    focused: Option<CardPlace>,
    anchor: Option<CardPlace>,
    /// The card that the keyboard is to be brought to when it is drawn.
    wants_focus: Option<CardPlace>,
    /// All that is listed, while it is gathered to be chosen.
    choosing: Option<Pending<Arc<BTreeSet<AnnotationId>>>>,
    /// The choice that was last looked at, and whether some of it is of other documents.
    chosen_elsewhere: (Arc<BTreeSet<AnnotationId>>, bool),
    /// What is written about the document, as typed, and whether it was being written.
    memo_draft: String,
    writes_memo: bool,
    /// Whether notes stand beside their lines, and how high each was when it was drawn last, in points.
    is_in_margin: bool,
    margin_heights: HashMap<AnnotationId, f32>,
    /// Whether the pointer was pressed last on the panel: then Ctrl+A means the list.
    was_pressed: bool,
    /// How often the search was asked for when the panel was last drawn.
    searches: u64,
}

/// What a listing was asked for.
#[derive(Clone, PartialEq)]
struct Asked {
    seen: SeenNotes,
    library: Option<Ticket>,
    filter: NoteFilter,
    order: Order,
}

/// What a listing is made from.
struct Making {
    asked: Asked,
    before: Arc<NoteIndex>,
    news: NoteNews,
    joins: Option<Joining>,
    drawn: Arc<HashMap<AnnotationId, f64>>,
    /// How far the reader's clock is ahead of UTC, in milliseconds.
    offset: i64,
}

/// What an index of the shown document is joined with to be one of the library.
struct Joining {
    shown: ShownDocument,
    library: Arc<LibraryNotes>,
    codebook: Codebook,
    /// The library's index before.
    before: Arc<NoteIndex>,
}

/// A listing with all that belongs to it.
struct Made {
    index: Arc<NoteIndex>,
    /// The index of the shown document alone, where this one was just joined.
    here: Option<Arc<NoteIndex>>,
    library: Option<Ticket>,
    seen: SeenNotes,
    listing: Listing,
    heights: Heights,
}

pub(crate) fn notes_ui(
    ui: &mut Ui,
    state: &State,
    notes: &mut Notes,
    theme: &Theme,
    out: &mut Outbox,
) {
    let language = state.settings.language;
    if ui.input(|input| input.pointer.any_pressed()) {
        notes.was_pressed = ui.rect_contains_pointer(ui.max_rect());
    }
    let inner = ui.max_rect().shrink2(vec2(12.0, 12.0));
    ui.expand_to_include_rect(ui.max_rect());
    ui.scope_builder(egui::UiBuilder::new().max_rect(inner), |ui| {
        notes.refresh(ui.ctx(), state, out);
        filters::head_ui(ui, state, notes, theme, out);
        ui.add_space(2.0);
        notes.let_go(state, out);
        if state.chosen.is_empty() {
            notes.shows_colors = false;
        } else {
            choice::choice_ui(ui, state, notes, theme, out);
        }
        if notes.library.is_none() || state.memo.is_some() {
            memo::memo_ui(ui, state, notes, theme, out);
        }
        memo::tag_memo_ui(ui, state, notes, theme, out);
        ui.add_space(4.0);
        if notes.listing.rows.is_empty() {
            let text = match (notes.filter.is_empty(), state.settings.uses_single_keys) {
                (false, _) => texts::NO_MATCH,
                (true, true) => texts::NO_NOTES,
                (true, false) => texts::NO_NOTES_NO_KEYS,
            };
            ui.add(egui::Label::new(words(text.get(language), SMALL_POINTS, theme.weak)).wrap());
        } else {
            list::list_ui(ui, state, notes, theme, out);
        }
    });
}

impl Notes {
    /// Works out anew what is listed, where notes, filter or order changed.
    fn refresh(&mut self, context: &egui::Context, state: &State, out: &mut Outbox) {
        self.order = state.settings.note_order;
        self.follow_document(state);
        if let Some(made) = self.pending.as_ref().and_then(Pending::take) {
            self.pending = None;
            self.show(made, state, out);
        }
        let log = state.note_log();
        let library = state.library_notes.as_ref().map(|library| library.ticket);
        let filter = self.filter.clone();
        let asked = Asked { seen: log.seen(), library, filter, order: self.order };
        // Of notes that change quickly each listing is shown that was begun; another order is wanted at once.
        let is_waited_for = self.pending.is_some()
            && self.asked.as_ref().is_some_and(|before| {
                log.since(&before.seen).is_some()
                    && before.library == asked.library
                    && before.filter == asked.filter
                    && before.order == asked.order
            });
        if self.asked.as_ref() != Some(&asked) && !is_waited_for {
            self.ask(context, state, asked, out);
        }
    }

    /// Each document, and the library, has a filter of its own until the program ends: what narrows one says nothing of another, and
    /// one that was kept longer would hide notes that nobody looks for any more.
    fn follow_document(&mut self, state: &State) {
        let Some(open) = &state.open else { return };
        let content = match state.note_scope {
            NoteScope::Document => &*open.document.fingerprint.content,
            NoteScope::Library => LIBRARY,
        };
        if self.filter_of == content {
            return;
        }
        let before = std::mem::replace(&mut self.filter_of, content.to_owned());
        let next = self.other_filters.remove(content).unwrap_or_default();
        let filter = std::mem::replace(&mut self.filter, next);
        if !filter.is_empty() {
            self.other_filters.insert(before, filter);
        }
    }

    fn ask(&mut self, context: &egui::Context, state: &State, asked: Asked, out: &mut Outbox) {
        let mut asked = asked;
        let joins = self.joins(state, &asked);
        let known = match &asked.library {
            Some(_) if joins.is_none() => self.listed(state),
            _ => self.known(state),
        };
        let (before, news) = match known {
            Some((index, ids, seen)) => {
                asked.seen = seen;
                (index, NoteNews::of(state, ids))
            }
            None => (Arc::new(NoteIndex::of(state, &self.index)), NoteNews::default()),
        };
        self.asked = Some(asked.clone());
        self.pending = None;
        let n_elsewhere = joins.as_ref().map_or(0, |joins| joins.library.n_notes());
        let is_long = before.len() + n_elsewhere > MOST_AT_ONCE;
        let (drawn, offset) = (Arc::clone(&self.drawn), utc_offset_millis(state.now));
        let making = Making { asked, before, news, joins, drawn, offset };
        if is_long {
            let work = move |wanted: &Wanted| making.made(&|| wanted.is_so());
            self.pending = Some(Pending::start(context, out, work));
        } else if let Some(made) = making.made(&|| true) {
            if made.seen != state.note_log().seen() {
                context.request_repaint();
            }
            self.show(made, state, out);
        }
    }

    /// What has to be joined for a listing of the library; nothing where the index is of it already.
    fn joins(&self, state: &State, asked: &Asked) -> Option<Joining> {
        let library = state.library_notes.clone()?;
        if self.library == asked.library && self.listed(state).is_some() {
            return None;
        }
        let shown = ShownDocument::of(state.open.as_ref()?, &library);
        let (codebook, before) = (state.codebook.clone(), Arc::clone(&self.index));
        Some(Joining { shown, library, codebook, before })
    }

    /// The index that is listed, and what changed next; nothing where that is another document's.
    fn listed<'a>(&self, state: &'a State) -> Known<'a> {
        let (ids, seen) = state.note_log().next_since(self.indexed.as_ref()?, MOST_NEWS)?;
        Some((Arc::clone(&self.index), ids, seen))
    }

    /// An index of the shown document, and what changed next: the one that is listed, one that was listed before, or
    /// the one that came with the document.
    fn known<'a>(&self, state: &'a State) -> Known<'a> {
        let is_alone = |_: &&SeenNotes| self.library.is_none();
        let listed = self.indexed.iter().filter(is_alone).map(|seen| (seen, &self.index));
        let here = self.here.iter().map(|(seen, index)| (seen, index));
        let before = self.others.iter().map(|(seen, index)| (seen, index));
        let first = state.first_index();
        let known = |(seen, index): (&SeenNotes, &Arc<NoteIndex>)| {
            let (ids, seen) = state.note_log().next_since(seen, MOST_NEWS)?;
            Some((Arc::clone(index), ids, seen))
        };
        listed.chain(here).chain(before).chain(first).find_map(known)
    }

    /// Keeps the index of a document that goes, for when it comes back; that of the library is made anew.
    fn put_by(&mut self, state: &State, out: &mut Outbox) {
        let listed = self.indexed.take().map(|seen| (seen, std::mem::take(&mut self.index)));
        let goes = |(seen, _): &(SeenNotes, _)| state.note_log().since(seen).is_none();
        let kept = if self.library.is_some() { self.here.take_if(|here| goes(here)) } else { None };
        let alone = listed.filter(|listed| {
            let is_kept = self.library.is_none() && goes(listed);
            if !is_kept {
                out.work(Job::dropping(Arc::clone(&listed.1)));
            }
            is_kept
        });
        let Some(one) = alone.or(kept) else { return };
        self.others.insert(0, one);
        self.others
            .drain(MOST_OTHERS.min(self.others.len())..)
            .for_each(|other| out.work(Job::dropping(other)));
    }

    /// Takes a listing of what was asked for last.
    fn show(&mut self, made: Made, state: &State, out: &mut Outbox) {
        self.put_by(state, out);
        self.others.retain(|(seen, _)| state.note_log().since(seen).is_none());
        if let Some(here) = made.here {
            self.here = Some((made.seen.clone(), here));
        } else if made.library.is_none() {
            self.here = None;
        }
        (self.index, self.indexed, self.library) = (made.index, Some(made.seen), made.library);
        self.listing = made.listing;
        self.heights = made.heights;
    }
}

impl Making {
    fn made(self, is_wanted: &dyn Fn() -> bool) -> Option<Made> {
        let index =
            if self.news.is_empty() { self.before } else { Arc::new(self.before.with(self.news)) };
        let (index, here) = match self.joins {
            Some(Joining { shown, library, codebook, before }) => {
                (Arc::new(index.joined(&shown, &library, &codebook, &before)), Some(index))
            }
            None => (index, None),
        };
        let Asked { seen, library, filter, order } = self.asked;
        let listing = Listing::new(&index, &filter, order, self.offset, is_wanted)?;
        let guessed = |row: &Row| match *row {
            Row::Document(_) | Row::Group(_) => GROUP_HEIGHT,
            Row::Card(at) => {
                let drawn = index.entry(at).and_then(|entry| self.drawn.get(entry.id()));
                drawn.copied().unwrap_or(CARD_HEIGHT)
            }
        };
        let heights = Heights::new(listing.rows.iter().map(guessed).collect());
        Some(Made { index, here, library, seen, listing, heights })
    }
}

impl Notes {
    /// Whether the note that is written stands beside its line.
    pub(crate) const fn is_in_margin(&self) -> bool {
        self.is_in_margin
    }
}

/// How far the reader's clock is ahead of UTC, in milliseconds.
fn utc_offset_millis(now: Timestamp) -> i64 {
    let now = jiff::Timestamp::from_millisecond(now.0).unwrap_or_default();
    i64::from(jiff::tz::TimeZone::system().to_offset(now).seconds()) * 1000
}
