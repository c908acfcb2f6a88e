//! A tag chosen in a card: all that fit what is typed in its field, to be gone through with the arrows. The picker
//! beside a passage has a list of its own; what is done with the tag is the card's.

use egui::{Id, Key, Modifiers, Rect, ScrollArea, Ui, UiBuilder};

use crate::app::tag_search::TagSearch;
use crate::app::{State, Ticket};
use crate::notebook::TagId;
use crate::ui::picker::rows::{Choice, choice_ui, says_key};
use crate::ui::theme::Theme;

/// Height of a row, in points.
const ROW: f32 = 32.0;

/// What a list keeps between frames.
#[derive(Default)]
pub(crate) struct TagList {
    /// What is typed in its field.
    pub(crate) typed: String,
    rows: Vec<Choice>,
    /// The row that Enter takes; none before anything was typed or stepped to.
    at: Option<usize>,
    /// Whether that is to be brought into view.
    follows: bool,
    /// What the rows were worked out for, and after which change.
    made_for: Option<(String, Ticket)>,
}

/// Whether a list offers what was typed as a new tag.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum NewTags {
    /// It does, where there is none that is called so.
    Offered,
    /// Only tags that are there can be chosen.
    Refused,
}

impl TagList {
    /// Takes the keys of the list from the field with this identity, before that is drawn; whether Enter was pressed.
    pub(crate) fn takes_enter(&mut self, ui: &Ui, field: Id) -> bool {
        if !ui.memory(|memory| memory.has_focus(field)) {
            return false;
        }
        let (steps, is_enter) = ui.input_mut(|input| {
            let mut count = |key| input.count_and_consume_key(Modifiers::NONE, key) as i64;
            let steps = count(Key::ArrowDown) - count(Key::ArrowUp);
            (steps, count(Key::Enter) > 0)
        });
        let n_rows = self.rows.len() as i64;
        if steps != 0 && n_rows > 0 {
            let from = self.at.map_or(if steps > 0 { -1 } else { 0 }, |at| at as i64);
            self.at = Some((from + steps).rem_euclid(n_rows) as usize);
            self.follows = true;
        }
        is_enter
    }

    /// Works the rows out anew where something else is typed or the tags changed.
    pub(crate) fn refresh(
        &mut self,
        state: &State,
        new_tags: NewTags,
        is_possible: impl Fn(&TagId) -> bool,
    ) {
        let wanted = (self.typed.clone(), state.last_save);
        if self.made_for.as_ref() == Some(&wanted) {
            return;
        }
        let name = self.typed.trim().trim_start_matches('#').trim();
        let names = state.tag_names();
        let recent =
            if name.is_empty() { state.recent_tags_to_pick() } else { state.recent_tags() };
        let search = TagSearch::new(names, name, None);
        let found = search.best(usize::MAX, &recent, |id| state.n_with_tag(id));
        let found = found.into_iter().filter(|tag| is_possible(&tag.id));
        let is_new = new_tags == NewTags::Offered
            && !name.is_empty()
            && !says_key(name)
            && state.codebook.find(name).is_none();
        let near = is_new.then(|| names.near(name)).flatten();
        let is_near = |id: &TagId| near.as_ref().is_some_and(|near| near.id == *id);
        let others = found.filter(|tag| !is_near(&tag.id)).map(Choice::Tag);
        self.rows = near.clone().map(Choice::Near).into_iter().chain(others).collect();
        self.rows.extend(is_new.then(|| Choice::New(name.to_owned())));
        self.at = (!name.is_empty() && !self.rows.is_empty()).then_some(0);
        (self.follows, self.made_for) = (true, Some(wanted));
    }

    /// The chosen tag, if it is there already.
    pub(crate) fn chosen(&self) -> Option<&TagId> {
        match self.rows.get(self.at?)? {
            Choice::Tag(tag) | Choice::Near(tag) => Some(&tag.id),
            Choice::New(_) | Choice::OwnWords(_) => None,
        }
    }

    /// The path of the chosen tag, be it new.
    pub(crate) fn chosen_path(&self) -> Option<&str> {
        match self.rows.get(self.at?)? {
            Choice::Tag(tag) | Choice::Near(tag) => Some(&tag.path),
            Choice::New(name) | Choice::OwnWords(name) => Some(name),
        }
    }

    /// The height that all rows need, in points.
    pub(crate) fn height(&self) -> f32 {
        self.rows.len() as f32 * ROW
    }

    /// The rows in so much room; whether one was clicked, which is the chosen one then.
    pub(crate) fn rows_ui(
        &mut self,
        ui: &mut Ui,
        state: &State,
        most_height: f32,
        theme: &Theme,
    ) -> bool {
        let keyed = state.keyed_tags();
        let (all, height) = (self.height(), self.height().min(most_height));
        let mut clicked = None;
        let scroll = ScrollArea::vertical().id_salt("tags to choose").max_height(height);
        let scroll = scroll.min_scrolled_height(height).auto_shrink([false, true]);
        scroll.show_viewport(ui, |ui, viewport| {
            ui.set_height(all);
            let area = ui.max_rect();
            let place = |index: usize| {
                let top = area.top() + index as f32 * ROW;
                Rect::from_x_y_ranges(area.x_range(), top..=top + ROW)
            };
            let first = (viewport.top() / ROW).max(0.0) as usize;
            let last = ((viewport.bottom() / ROW).ceil() as usize).min(self.rows.len());
            for index in first..last {
                let Some(choice) = self.rows.get(index) else { continue };
                let line = UiBuilder::new().max_rect(place(index)).id_salt(index);
                let is_chosen = self.at == Some(index);
                let shown = ui.scope_builder(line, |ui| {
                    choice_ui(ui, state, &keyed, (choice, None), is_chosen, theme)
                });
                if shown.inner {
                    clicked = Some(index);
                }
            }
            if let Some(at) = self.at.filter(|_| std::mem::take(&mut self.follows)) {
                ui.scroll_to_rect(place(at), None);
            }
        });
        self.at = clicked.or(self.at);
        clicked.is_some()
    }
}
