//! The card that marks all hits of a find: tag, scope, how much around each, and a list to leave some out.

mod list;

use std::collections::BTreeSet;

use egui::{Ui, vec2};

use crate::app::autocode::{self, Autocode, HitScope, HitUnit, LibraryHits, LibrarySeek};
use crate::app::{Command, State, Ticket, texts};
use crate::text::{Clean, Span};
use crate::ui::picker::{NewTags, TagList};
use crate::ui::theme::{SMALL_POINTS, Theme};
use crate::ui::widgets::{chip, edged_button, field_with_id, select_all, words};
use crate::ui::{Outbox, fixed_id, icons};

const WIDTH: f32 = 460.0;
/// Room for the tags that fit what was typed, in points: some rows, the others are scrolled to.
const TAGS_HEIGHT: f32 = 160.0;

/// What the stretches were worked out for: the change after which, the find, and what was chosen.
type Key = (Ticket, usize, String, HitUnit, HitScope);

/// What the card keeps between frames.
#[derive(Default)]
pub(crate) struct AutocodeCard {
    tag: TagList,
    unit: HitUnit,
    scope: HitScope,
    left_out: BTreeSet<Span<Clean>>,
    /// The same of other documents, by the places of document and stretch; and in the answer to which request.
    left_out_elsewhere: BTreeSet<(usize, usize)>,
    elsewhere: Option<Ticket>,
    /// Whether it was closed for a path to be typed.
    awaits_folder: bool,
    worked_out: Option<(Key, Vec<Span<Clean>>)>,
}

pub(crate) fn autocode_ui(
    ui: &mut Ui,
    state: &State,
    card: &mut AutocodeCard,
    is_new: bool,
    theme: &Theme,
    out: &mut Outbox,
) {
    let language = state.settings.language;
    ui.set_width(WIDTH.min(ui.ctx().content_rect().width() - 60.0));
    ui.spacing_mut().item_spacing.y = 6.0;
    // A card that asked for a folder comes back as it was.
    if is_new && !std::mem::take(&mut card.awaits_folder) {
        card.begin(state);
    }
    let is_enter = card.tag.takes_enter(ui, fixed_id("code"));
    let tags_height = tag_ui(ui, state, &mut card.tag, is_new, theme);
    choices_ui(ui, state, card, theme);
    let seek = seek(state, card, out);
    let is_waiting =
        card.scope == HitScope::Library && seek.is_none_or(|seek| seek.found.is_none());
    let found = seek.and_then(|seek| seek.found.as_deref());
    if card.scope == HitScope::Library {
        elsewhere_ui(ui, state, card, seek, theme, out);
    }
    let stretches = stretches(state, card);
    list::list_ui(ui, state, card, (&stretches, found), tags_height, theme);
    let n_wanted = n_wanted(card, &stretches, found);
    let wish = card.wish().filter(|_| n_wanted > 0 && !is_waiting);
    ui.add_enabled_ui(wish.is_some(), |ui| {
        let label = texts::mark_hits(language, n_wanted);
        let is_clicked = edged_button(ui, theme, &label, true).clicked();
        if let Some(wish) = wish.filter(|_| is_clicked || is_enter) {
            out.push(Command::MarkHits(wish));
        }
    });
    card.worked_out = card.worked_out.take().map(|(key, _)| (key, stretches));
}

impl AutocodeCard {
    /// Begins anew, with what was chosen last; other documents are meant only when that is said.
    fn begin(&mut self, state: &State) {
        let scope = if self.scope == HitScope::Library { HitScope::Document } else { self.scope };
        *self = Self { unit: self.unit, scope, ..Self::default() };
        let last = state.last_tags.last().map(|tag| state.codebook.path(tag));
        self.tag.typed = last.unwrap_or_default();
    }

    /// What is to be marked, once a tag is chosen.
    fn wish(&self) -> Option<Autocode> {
        Some(Autocode {
            tag: self.tag.chosen_path()?.to_owned(),
            unit: self.unit,
            scope: self.scope,
            left_out: self.left_out.iter().copied().collect(),
            left_out_elsewhere: self.left_out_elsewhere.clone(),
        })
    }
}

/// The seeking in other documents, if they are meant; it is begun where that was not done yet.
fn seek<'a>(
    state: &'a State,
    card: &mut AutocodeCard,
    out: &mut Outbox,
) -> Option<&'a LibrarySeek> {
    if card.scope != HitScope::Library {
        card.elsewhere = None;
        return None;
    }
    let find = state.find.as_ref()?;
    let is_asked = |seek: &&LibrarySeek| {
        let asked = &seek.asked;
        (asked.unit, &asked.query, &asked.folder) == (card.unit, &find.query, &state.code_folder)
    };
    let Some(seek) = state.library_seek.as_ref().filter(is_asked) else {
        out.push(Command::SeekElsewhere(card.unit));
        return None;
    };
    if card.elsewhere != Some(seek.ticket) {
        card.elsewhere = Some(seek.ticket);
        card.left_out_elsewhere.clear();
    }
    Some(seek)
}

/// How many stretches are to be marked.
fn n_wanted(card: &AutocodeCard, here: &[Span<Clean>], found: Option<&LibraryHits>) -> usize {
    let n_here = here.iter().filter(|span| !card.left_out.contains(span)).count();
    let documents = found.map(|found| found.documents.as_slice()).unwrap_or_default();
    let n_elsewhere: usize = documents.iter().map(|document| document.drafts.len()).sum();
    n_here + n_elsewhere - card.left_out_elsewhere.len()
}

/// How far the reading of other documents is, with the folder that is read with them.
fn elsewhere_ui(
    ui: &mut Ui,
    state: &State,
    card: &mut AutocodeCard,
    seek: Option<&LibrarySeek>,
    theme: &Theme,
    out: &mut Outbox,
) {
    let language = state.settings.language;
    let small = |text: String, color| egui::Label::new(words(text, SMALL_POINTS, color)).wrap();
    ui.horizontal_wrapped(|ui| {
        if let Some(folder) = &state.code_folder {
            let name = texts::with_folder(language, folder);
            if chip(ui, theme, None, &name, true).clicked() {
                out.push(Command::ForgetCodeFolder);
            }
        } else if chip(ui, theme, None, texts::ADD_FOLDER.get(language), false).clicked() {
            card.awaits_folder = true;
            out.push(Command::AskForCodeFolder);
        }
        let Some(seek) = seek else { return };
        if seek.found.is_none() {
            ui.add(small(texts::read_elsewhere(language, seek.n_read), theme.weak));
            if chip(ui, theme, None, texts::STOP_READING.get(language), false).clicked() {
                card.scope = HitScope::Document;
                out.push(Command::StopSeekingElsewhere);
            }
        }
    });
    let Some(found) = seek.and_then(|seek| seek.found.as_deref()) else { return };
    let counts = texts::found_elsewhere(language, found.documents.len(), found.n_read);
    ui.add(small(counts, theme.weak));
    if !found.unread.is_empty() {
        ui.add(small(texts::n_unread(language, found.unread.len()), theme.warn));
    }
    if found.is_cut {
        ui.add(small(texts::CUT_ELSEWHERE.get(language).to_owned(), theme.warn));
    }
}

/// The stretches, worked out anew where something they depend on changed. They are put back after the frame.
fn stretches(state: &State, card: &mut AutocodeCard) -> Vec<Span<Clean>> {
    let find = state.find.as_ref();
    let key = (
        state.last_save,
        find.map_or(0, |find| find.hits.as_ptr() as usize),
        find.map(|find| find.query.text.clone()).unwrap_or_default(),
        card.unit,
        card.scope,
    );
    match card.worked_out.take() {
        Some((known, stretches)) if known == key => {
            card.worked_out = Some((key, Vec::new()));
            stretches
        }
        _ => {
            card.worked_out = Some((key, Vec::new()));
            autocode::stretches(state, card.unit, card.scope)
        }
    }
}

/// The field of the tag, and the tags that fit what was typed until it is just a tag's name; how high these are. One
/// that is clicked stands in the field, to which the keyboard then goes back.
fn tag_ui(ui: &mut Ui, state: &State, tag: &mut TagList, is_new: bool, theme: &Theme) -> f32 {
    let hint = texts::TAG_HINT.get(state.settings.language);
    let field = field_with_id(ui, theme, icons::TAG, (&mut tag.typed, hint), fixed_id("code"));
    if is_new {
        field.request_focus();
        select_all(ui, &field, &tag.typed);
    }
    tag.refresh(state, NewTags::Offered, |_| true);
    if state.codebook.find(tag.typed.trim()).is_some() {
        return 0.0;
    }
    if tag.rows_ui(ui, state, TAGS_HEIGHT, theme) {
        tag.typed = tag.chosen_path().unwrap_or_default().to_owned();
        field.request_focus();
    }
    tag.height().min(TAGS_HEIGHT)
}

fn choices_ui(ui: &mut Ui, state: &State, card: &mut AutocodeCard, theme: &Theme) {
    let language = state.settings.language;
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(6.0, 6.0);
        for (scope, name) in [
            (HitScope::Document, texts::WHOLE_DOCUMENT),
            (HitScope::Section, texts::THIS_SECTION),
            (HitScope::Library, texts::WHOLE_LIBRARY),
        ] {
            if chip(ui, theme, None, name.get(language), card.scope == scope).clicked() {
                card.scope = scope;
            }
        }
        ui.add_space(10.0);
        for (unit, name) in [
            (HitUnit::Hit, texts::THE_HIT),
            (HitUnit::Sentence, texts::ITS_SENTENCE),
            (HitUnit::Paragraph, texts::ITS_PARAGRAPH),
        ] {
            if chip(ui, theme, None, name.get(language), card.unit == unit).clicked() {
                card.unit = unit;
            }
        }
    });
}
