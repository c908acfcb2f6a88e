//! What stands at the sides of the page: beside it in a wide window, over it in a narrow one.

use egui::{Frame, Panel, Ui};

use crate::app::{CleanedView, MemoOf, State};
use crate::ui::regions::Region;
use crate::ui::theme::Theme;
use crate::ui::{Outbox, View, cleaned, contents, fixed_id, hit_list, notes};

/// Narrowest window in which the contents stand beside two columns of text, in points.
const VERY_WIDE: f32 = 1500.0;
const CONTENTS_WIDTH: f32 = 248.0;
const NOTES_WIDTH: f32 = 304.0;
/// What a drawer leaves to be seen of the page at least, in points.
const LEAST_PAGE: f32 = 56.0;

/// The side panel that a narrow window shows over the page.
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
    /// How often the notes were asked for to be searched.
    note_searches: u64,
    cleaned: bool,
    hits: bool,
}

/// What stands beside the page.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Shown {
    pub(crate) contents: bool,
    /// What stands on the right.
    pub(crate) side: Option<Side>,
    /// Whether it stands over the page.
    is_over: bool,
}

/// What stands on the right of the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Side {
    Notes,
    Cleaned,
    Hits,
}

/// The side panels: both beside the page in a wide window, one at most in a narrow one.
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
        Panel::left("contents")
            .default_size(CONTENTS_WIDTH)
            .size_range(180.0..=420.0)
            .frame(panel)
            .show(ui, |ui| {
                view.regions.add(Region::Contents, ui.max_rect());
                contents::contents_ui(ui, state, &mut view.contents, theme, out);
            });
    }
    if shown.is_over {
        return;
    }
    if let Some(side) = shown.side {
        Panel::right("notes")
            .default_size(NOTES_WIDTH)
            .size_range(220.0..=420.0)
            .frame(panel)
            .show(ui, |ui| side_ui(ui, state, view, side, theme, out));
    }
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

/// What stands on the right, over the page: in a narrow window nothing moves when it comes and goes.
fn drawn_over_ui(
    ui: &Ui,
    state: &State,
    view: &mut View,
    (side, page): (Side, egui::Rect),
    theme: &Theme,
    out: &mut Outbox,
) {
    let width = NOTES_WIDTH.min(page.width() - LEAST_PAGE);
    let place = page.with_min_x(page.right() - width);
    let area = egui::Area::new(fixed_id("side drawer")).order(egui::Order::Middle);
    area.fixed_pos(place.min).constrain(false).show(ui.ctx(), |ui| {
        ui.set_min_size(place.size());
        ui.set_max_size(place.size());
        let shadow = ui.visuals().popup_shadow;
        ui.painter().add(shadow.as_shape(place, 0));
        ui.painter().rect_filled(place, 0.0, theme.panel);
        let edge = egui::Stroke::new(1.0, theme.hairline);
        ui.painter().vline(place.left(), place.y_range(), edge);
        let inside = egui::UiBuilder::new().max_rect(place);
        ui.scope_builder(inside, |ui| {
            ui.set_clip_rect(place);
            side_ui(ui, state, view, side, theme, out);
        });
        // It takes what is done on it, also where no widget stands.
        ui.allocate_rect(place, egui::Sense::hover());
    });
}

impl Wanted {
    fn new(state: &State) -> Self {
        let settings = &state.settings;
        Self {
            contents: settings.shows_contents,
            notes: settings.shows_notes,
            note_searches: state.note_searches,
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
            return Shown { contents: wanted.contents, side, is_over: false };
        }
        if let Some(seen) = self.seen.filter(|seen| *seen != wanted) {
            self.follow(seen, wanted);
        }
        self.seen = Some(wanted);
        if state.writes_memo(&MemoOf::Document) {
            (self.contents, self.notes, self.hits) = (false, true, false);
        }
        let lists_hits = self.hits && has_hits;
        // The list would lie on the passage that is written about.
        let is_any = (self.notes || lists_hits) && state.editor.is_none();
        let side = is_any.then(|| side_of(state, false, lists_hits.then_some(Side::Hits)));
        Shown { contents: self.contents, side, is_over: true }
    }

    /// Shows or hides what was toggled, and nothing else beside it.
    fn follow(&mut self, seen: Wanted, wanted: Wanted) {
        let before = *self;
        if seen.contents != wanted.contents {
            *self = Self { contents: !before.contents, ..Self::default() };
        }
        if seen.notes != wanted.notes {
            *self = Self { notes: !before.notes, ..Self::default() };
        }
        if seen.note_searches != wanted.note_searches {
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

/// What lies over the page at its edges.
pub(crate) fn drawers(
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
    if let Some(side) = side.filter(|_| shown.is_over) {
        drawn_over_ui(ui, state, view, (side, page), theme, out);
    }
    if side != Some(Side::Notes) && !view.notes.is_in_margin() {
        let passage = view.pane.reader.active_boxes().to_vec();
        notes::drawer_ui(ui, state, &mut view.notes, (page, &passage), theme, out);
    }
}
