//! What stands at the sides of the page, or below it in a narrow window; and the drawer of a note.

use egui::{Frame, Panel, Ui};

use crate::app::library_notes::NoteScope;
use crate::app::{CleanedView, MemoOf, State};
use crate::ui::regions::Region;
use crate::ui::theme::Theme;
use crate::ui::{Outbox, View, cleaned, contents, hit_list, notes};

/// Narrowest window in which the contents stand beside two columns of text, in points.
const VERY_WIDE: f32 = 1500.0;
const CONTENTS_WIDTH: f32 = 248.0;
const NOTES_WIDTH: f32 = 304.0;
/// Narrowest window in which a panel stands beside the page, in points.
const NARROW: f32 = 720.0;

/// The panel that a narrow window shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct NarrowPanels {
    contents: bool,
    notes: bool,
    hits: bool,
    /// What was wanted when these were set, so that a toggle is seen.
    seen: Option<Wanted>,
}

/// What the person wants beside the page.
#[expect(clippy::struct_excessive_bools, reason = "each is toggled by itself")]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Wanted {
    contents: bool,
    notes: bool,
    /// How often they were toggled in a narrow window.
    toggles: (u64, u64),
    /// How often the notes were asked for to be searched.
    note_searches: u64,
    /// Which of them are listed.
    note_scope: NoteScope,
    cleaned: bool,
    hits: bool,
}

/// What stands beside the page.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Shown {
    pub(crate) contents: bool,
    /// What stands on the right.
    pub(crate) side: Option<Side>,
}

/// What stands on the right of the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Side {
    Notes,
    Cleaned,
    Hits,
}

/// The side panels: both beside the page in a wide window, one at most in a narrow one. Where the window is so narrow
/// that hardly a line would be left beside it, it stands below the page, whose lines stay as they are.
pub(crate) fn sides(
    ui: &mut Ui,
    state: &State,
    view: &mut View,
    shown: Shown,
    theme: &Theme,
    out: &mut Outbox,
) {
    if state.open.is_none() {
        return;
    }
    // Two columns of text and the list need the room of the contents.
    let width = ui.ctx().content_rect().width();
    let contents =
        shown.contents && (state.cleaned_view != CleanedView::Compare || width >= VERY_WIDE);
    let panel = Frame::new().fill(theme.panel);
    if contents {
        let beside = Panel::left("contents").default_size(CONTENTS_WIDTH).size_range(180.0..=420.0);
        below_if_narrow(ui, "contents below", beside).frame(panel).show(ui, |ui| {
            view.regions.add(Region::Contents, ui.max_rect());
            contents::contents_ui(ui, state, &mut view.contents, theme, out);
        });
    }
    if let Some(side) = shown.side {
        let beside = Panel::right("notes").default_size(NOTES_WIDTH).size_range(220.0..=420.0);
        below_if_narrow(ui, "notes below", beside).frame(panel).show(ui, |ui| {
            side_ui(ui, state, view, side, theme, out);
        });
    }
}

/// The panel that stands beside the page, or one below it in a window that has no room beside it.
fn below_if_narrow(ui: &Ui, name: &'static str, beside: Panel) -> Panel {
    let window = ui.ctx().content_rect();
    if window.width() >= NARROW {
        return beside;
    }
    let height = window.height();
    Panel::bottom(name).default_size(height * 0.45).size_range(height * 0.25..=height * 0.6)
}

/// What stands on the right.
fn side_ui(
    ui: &mut Ui,
    state: &State,
    view: &mut View,
    side: Side,
    theme: &Theme,
    out: &mut Outbox,
) {
    view.regions.add(Region::Side, ui.max_rect());
    match side {
        Side::Notes => notes::notes_ui(ui, state, &mut view.notes, theme, out),
        Side::Cleaned => cleaned::cleaned_ui(ui, state, &mut view.cleaned, theme, out),
        Side::Hits => hit_list::hit_list_ui(ui, state, &mut view.hits, theme, out),
    }
}

impl Wanted {
    fn new(state: &State) -> Self {
        let settings = &state.settings;
        Self {
            contents: settings.shows_contents,
            notes: settings.shows_notes,
            toggles: state.narrow_toggles,
            note_searches: state.note_searches,
            note_scope: state.note_scope,
            cleaned: state.shows_cleaned,
            hits: !state.hides_hits,
        }
    }
}

impl NarrowPanels {
    /// What to show. A narrow window begins with the page alone, and shows the panel toggled last; what is written
    /// about the document has its panel, and a note a drawer where notes are not listed.
    pub(crate) fn shown(&mut self, state: &State, is_wide: bool) -> Shown {
        let wanted = Wanted::new(state);
        let has_hits = state.find.as_ref().is_some_and(|find| !find.is_empty());
        if is_wide {
            *self = Self { seen: Some(wanted), ..Self::default() };
            let writes_memo = state.writes_memo(&MemoOf::Document);
            let is_any = wanted.notes || wanted.cleaned || writes_memo;
            let lists_hits = wanted.hits && has_hits;
            let side = (is_any || lists_hits)
                .then(|| side_of(state, wanted.notes, lists_hits.then_some(Side::Hits)));
            return Shown { contents: wanted.contents, side };
        }
        if let Some(seen) = self.seen.filter(|seen| *seen != wanted) {
            self.follow(seen, wanted);
        }
        self.seen = Some(wanted);
        if state.writes_memo(&MemoOf::Document) {
            (self.contents, self.notes, self.hits) = (false, true, false);
        }
        let lists_hits = self.hits && has_hits;
        let side = (self.notes || lists_hits)
            .then(|| side_of(state, self.notes, lists_hits.then_some(Side::Hits)));
        Shown { contents: self.contents, side }
    }

    /// Shows or hides what was toggled, and nothing else beside it.
    fn follow(&mut self, seen: Wanted, wanted: Wanted) {
        let before = *self;
        let is_toggled = (seen.toggles.0 != wanted.toggles.0, seen.toggles.1 != wanted.toggles.1);
        if seen.contents != wanted.contents || is_toggled.0 {
            *self = Self { contents: !before.contents, ..Self::default() };
        }
        if seen.notes != wanted.notes || is_toggled.1 {
            *self = Self { notes: !before.notes, ..Self::default() };
        }
        // Others are listed so that they are seen.
        if seen.note_searches != wanted.note_searches || seen.note_scope != wanted.note_scope {
            *self = Self { notes: true, ..Self::default() };
        }
        if seen.hits != wanted.hits {
            *self = Self { hits: !before.hits, ..Self::default() };
        }
        // The list of what was cleaned stands where the notes do.
        if seen.cleaned != wanted.cleaned {
            *self = Self { notes: wanted.cleaned, ..Self::default() };
        }
    }
}

/// What stands on the right: where notes are listed one that is written goes before all, the hits before what stays.
fn side_of(state: &State, lists_notes: bool, hits: Option<Side>) -> Side {
    if lists_notes && state.editor.is_some() || state.writes_memo(&MemoOf::Document) {
        Side::Notes
    } else if let Some(hits) = hits {
        hits
    } else if state.shows_cleaned {
        Side::Cleaned
    } else {
        Side::Notes
    }
}

/// The note that is written where notes are not listed: over the page, beside its passage.
pub(crate) fn drawer(
    ui: &Ui,
    state: &State,
    view: &mut View,
    (shown, page): (Shown, egui::Rect),
    theme: &Theme,
    out: &mut Outbox,
) {
    if state.open.is_none() {
        return;
    }
    let side = shown.side.filter(|_| !state.is_focused);
    if side != Some(Side::Notes) && !view.notes.is_in_margin() {
        let passage = view.pane.reader.active_boxes().to_vec();
        notes::drawer_ui(ui, state, &mut view.notes, (page, &passage), theme, out);
    }
}
