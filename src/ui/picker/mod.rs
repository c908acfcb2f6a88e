//! The tag picker: type a name or its initials, Enter takes the first. What a name fits is decided in `tag_search`.

mod field;
mod list;
mod rows;

use egui::{Align2, Area, Key, Modifiers, Order, Pos2, Rect, Ui, pos2};

use crate::app::tag_search::{self, TagMatch, TagSearch};
use crate::app::{Action, Command, State, Ticket, texts};
use crate::ui::picker::field::query_field;
use crate::ui::picker::rows::{Choice, choice_ui, says_key};
use crate::ui::reader::Reader;
use crate::ui::theme::{SMALL_POINTS, Theme};
use crate::ui::widgets::{floating, is_pressed_outside, words};
use crate::ui::{Outbox, fixed_id};

pub(crate) use list::{NewTags, TagList};

const WIDTH: f32 = 340.0;
/// Most tags that the list shows.
const MOST_SHOWN: usize = 8;
/// And those it shows though there is no room beside the passage.
const LEAST_SHOWN: usize = 3;
/// Height of a row, and of all that stands around the tags, in points.
const ROW: f32 = 34.0;
const FRAME: f32 = 152.0;
/// Space between the passage and the picker, in points.
const GAP: f32 = 10.0;

/// What the picker keeps between frames.
#[derive(Default)]
pub(crate) struct PickerField {
    query: String,
    chosen: usize,
    is_open: bool,
    /// How many tags there is room for.
    n_rows: usize,
    found: Option<Found>,
}

/// What was found, and after which change.
struct Found {
    search: TagSearch,
    query: String,
    after: Ticket,
    n_rows: usize,
    tags: Vec<TagMatch>,
    /// A tag that is called nearly so.
    near: Option<TagMatch>,
}

pub(crate) fn picker_ui(
    ui: &mut Ui,
    state: &State,
    picker: &mut PickerField,
    reader: &Reader,
    theme: &Theme,
    out: &mut Outbox,
) {
    if state.picker.is_none() {
        *picker = PickerField::default();
        return;
    }
    let is_new = !std::mem::replace(&mut picker.is_open, true);
    let page = ui.max_rect();
    let boxes = reader.target_boxes(state);
    let n_tags = state.codebook.tags.len().min(MOST_SHOWN);
    let spot = |room: Rect| {
        let boxes = boxes.first().zip(boxes.last());
        boxes.map(|boxes| (Spot::beside(room, boxes, n_tags), room))
    };
    // Where the page has no room beside the passage, it lies on what stands around the page, not on the passage.
    let spot = spot(page).filter(|(spot, _)| spot.fits).or_else(|| spot(ui.ctx().content_rect()));
    let (spot, page) = spot.unzip();
    let page = page.unwrap_or_else(|| ui.max_rect());
    let spot = spot.unwrap_or(Spot {
        at: page.center(),
        side: Align2::CENTER_TOP,
        n_rows: n_tags,
        fits: true,
    });
    picker.n_rows = spot.n_rows;
    let shown = Area::new(fixed_id("tag picker"))
        .order(Order::Foreground)
        .fixed_pos(spot.at)
        .pivot(spot.side)
        .constrain_to(page)
        .show(ui.ctx(), |ui| {
            floating(theme).inner_margin(8).show(ui, |ui| {
                ui.set_width(WIDTH);
                inside(ui, state, picker, is_new, theme, out);
            });
        });
    let is_outside = is_pressed_outside(ui, &shown.response);
    if is_outside && !is_new {
        out.act(Action::Escape);
    }
}

/// Where the picker stands and how many tags it has room for: below the passage or above it, not on it.
#[derive(Clone, Copy, Debug)]
struct Spot {
    at: Pos2,
    side: Align2,
    n_rows: usize,
    /// Whether that many have room.
    fits: bool,
}

impl Spot {
    fn beside(page: Rect, (first, last): (&Rect, &Rect), n_tags: usize) -> Self {
        let [above, below] = [first.top() - GAP - page.top(), page.bottom() - last.bottom() - GAP];
        let n_rows = |room: f32| ((room - FRAME) / ROW).floor().max(0.0) as usize;
        let is_below = n_rows(below) >= n_tags || below >= above;
        let (at, side, room) = if is_below {
            (pos2(last.center().x, last.bottom() + GAP), Align2::CENTER_TOP, below)
        } else {
            (pos2(first.center().x, first.top() - GAP), Align2::CENTER_BOTTOM, above)
        };
        let n_rows = n_rows(room);
        let fits = n_rows >= LEAST_SHOWN.min(n_tags);
        Self { at, side, n_rows: n_rows.clamp(LEAST_SHOWN, MOST_SHOWN), fits }
    }
}

/// The keys of the picker that were pressed, taken before the field can have them.
#[expect(clippy::struct_excessive_bools, reason = "each is a key of its own")]
struct Keys {
    is_down: bool,
    is_up: bool,
    is_enter: bool,
    creates: bool,
    /// The row that Alt and a digit took.
    row: Option<usize>,
    removes_last: bool,
}

impl Keys {
    fn take(ui: &Ui, query: &str) -> Self {
        const DIGITS: [Key; 9] = [
            Key::Num1,
            Key::Num2,
            Key::Num3,
            Key::Num4,
            Key::Num5,
            Key::Num6,
            Key::Num7,
            Key::Num8,
            Key::Num9,
        ];
        ui.input_mut(|input| {
            let row = DIGITS.iter().position(|digit| input.consume_key(Modifiers::ALT, *digit));
            if row.is_some() {
                input.events.retain(|event| !matches!(event, egui::Event::Text(_)));
            }
            let removes_last =
                query.is_empty() && input.consume_key(Modifiers::NONE, Key::Backspace);
            Self {
                is_down: input.consume_key(Modifiers::NONE, Key::ArrowDown),
                is_up: input.consume_key(Modifiers::NONE, Key::ArrowUp),
                creates: input.consume_key(Modifiers::COMMAND, Key::Enter),
                is_enter: input.consume_key(Modifiers::NONE, Key::Enter),
                row,
                removes_last,
            }
        })
    }
}

fn inside(
    ui: &mut Ui,
    state: &State,
    picker: &mut PickerField,
    is_new: bool,
    theme: &Theme,
    out: &mut Outbox,
) {
    let language = state.settings.language;
    let keys = Keys::take(ui, &picker.query);
    let before = picker.query.clone();
    carried_ui(ui, state, theme);
    let response = query_field(ui, &mut picker.query, theme, texts::TAG_HINT.get(language));
    if is_new {
        response.request_focus();
    }
    let stays = takes_comma(&mut picker.query);
    if picker.query != before {
        picker.chosen = 0;
    }
    if keys.removes_last {
        remove_last(state, out);
    }
    let choices = choices(state, picker);
    let count = choices.len().max(1);
    picker.chosen = match (keys.is_down, keys.is_up) {
        (true, _) => (picker.chosen + 1) % count,
        (_, true) => (picker.chosen + count - 1) % count,
        _ => picker.chosen.min(count - 1),
    };
    ui.spacing_mut().item_spacing.y = 2.0;
    let mut taken = keys.row.filter(|row| *row < choices.len());
    if keys.is_enter || stays {
        taken = Some(picker.chosen);
    }
    if keys.creates {
        let is_made = |choice: &Choice| matches!(choice, Choice::New(_) | Choice::OwnWords(_));
        taken = choices.iter().position(is_made);
    }
    let keyed = state.keyed_tags();
    for (index, choice) in choices.iter().enumerate() {
        let is_chosen = index == picker.chosen;
        if choice_ui(ui, state, &keyed, (choice, Some(index + 1)), is_chosen, theme) {
            taken = Some(index);
        }
    }
    if says_key(&picker.query) {
        let says = texts::NO_KEY_IN_NAME.get(language);
        ui.add(egui::Label::new(words(says, SMALL_POINTS, theme.warn)).wrap());
    }
    ui.add_space(2.0);
    let help = words(texts::PICKER_KEYS.get(language), 11.5, theme.weak);
    ui.add(egui::Label::new(help).wrap());
    if let Some(choice) = taken.and_then(|index| choices.get(index)) {
        take(choice, out);
        if stays {
            picker.query.clear();
            out.act(Action::PickTag);
        }
    }
}

/// The tags that the passage carries already.
fn carried_ui(ui: &mut Ui, state: &State, theme: &Theme) {
    let Some(note) = state.active_annotation().filter(|_| state.selection.is_none()) else {
        return;
    };
    let paths = note.tags.iter().map(|tag| state.codebook.path(tag));
    let paths: Vec<String> =
        paths.filter(|path| !path.is_empty()).map(|path| format!("#{path}")).collect();
    if !paths.is_empty() {
        let text = words(paths.join(" "), SMALL_POINTS, theme.weak);
        ui.add(egui::Label::new(text).wrap());
    }
}

/// Takes the tag off that was put on last.
fn remove_last(state: &State, out: &mut Outbox) {
    let Some(note) = state.active_annotation().filter(|_| state.selection.is_none()) else {
        return;
    };
    let last = state.last_tags.iter().rev().find(|tag| note.tags.contains(*tag));
    if let Some(tag) = last.or_else(|| note.tags.last()) {
        out.push(Command::ToggleTag(note.id.clone(), tag.clone()));
        out.act(Action::PickTag);
    }
}

/// Whether what was typed ends with a comma, which applies and stays; the comma is no part of the name.
fn takes_comma(query: &mut String) -> bool {
    let length = query.trim_end_matches([',', '，']).len();
    let is_comma = length < query.len();
    query.truncate(length);
    is_comma
}

fn choices(state: &State, picker: &mut PickerField) -> Vec<Choice> {
    let name = picker.query.trim().trim_start_matches('#').trim().to_owned();
    let found = match picker.found.take() {
        Some(found)
            if found.query == picker.query
                && found.after == state.last_save
                && found.n_rows == picker.n_rows =>
        {
            found
        }
        before => sought(state, picker, &name, before.as_ref()),
    };
    let (tags, near) = (found.tags.clone(), found.near.clone());
    picker.found = Some(found);
    let mut choices: Vec<Choice> = Vec::new();
    if name.is_empty() {
        choices.extend(tags.into_iter().map(Choice::Tag));
        choices.extend(tag_search::own_words(state).map(Choice::OwnWords));
        return choices;
    }
    let is_exact = state.codebook.find(&name).is_some();
    let is_near = |tag: &TagMatch| near.as_ref().is_some_and(|near| near.id == tag.id);
    let others = tags.into_iter().filter(|tag| !is_near(tag)).map(Choice::Tag);
    choices.extend(near.clone().map(Choice::Near).into_iter().chain(others));
    choices.truncate(picker.n_rows);
    if !is_exact && !says_key(&name) {
        choices.push(Choice::New(name));
    }
    choices
}

fn sought(state: &State, picker: &PickerField, name: &str, before: Option<&Found>) -> Found {
    let (names, query, n_rows) = (state.tag_names(), picker.query.as_str(), picker.n_rows);
    let search = TagSearch::new(names, query, before.map(|found| &found.search));
    let recent = if name.is_empty() { state.recent_tags_to_pick() } else { state.recent_tags() };
    let tags = search.best(n_rows, &recent, |id| state.n_with_tag(id));
    let is_new = !name.is_empty() && state.codebook.find(name).is_none();
    let near = is_new.then(|| names.near(name)).flatten();
    Found { search, query: query.to_owned(), after: state.last_save, n_rows, tags, near }
}

fn take(choice: &Choice, out: &mut Outbox) {
    match choice {
        Choice::Tag(tag) | Choice::Near(tag) => out.push(Command::PickTag(tag.id.clone())),
        Choice::New(name) | Choice::OwnWords(name) => {
            out.push(Command::PickNewTag(name.clone()));
        }
    }
}

#[cfg(test)]
mod tests {
    use egui::{Align2, Rect, pos2};

    use super::{FRAME, GAP, LEAST_SHOWN, MOST_SHOWN, ROW, Spot};

    /// A passage of one line in a page of this height, `top` below its top.
    fn spot(height: f32, top: f32, n_tags: usize) -> (Spot, Rect) {
        let page = Rect::from_min_max(pos2(0.0, 44.0), pos2(800.0, 44.0 + height));
        let passage = Rect::from_min_max(pos2(80.0, 44.0 + top), pos2(160.0, 74.0 + top));
        (Spot::beside(page, (&passage, &passage), n_tags), passage)
    }

    #[test]
    fn the_picker_stands_below_its_passage_or_above_it_and_shows_what_there_is_room_for() {
        for height in [360.0, 530.0, 730.0] {
            for tenth in 0..10 {
                let (spot, passage) = spot(height, height / 10.0 * tenth as f32, 8);
                let size = FRAME + ROW * spot.n_rows as f32;
                let room = if spot.side == Align2::CENTER_TOP {
                    assert!(spot.at.y >= passage.bottom() + GAP);
                    44.0 + height - spot.at.y
                } else {
                    assert!(spot.at.y <= passage.top() - GAP);
                    spot.at.y - 44.0
                };
                assert!((LEAST_SHOWN..=MOST_SHOWN).contains(&spot.n_rows));
                assert!(size <= room || spot.n_rows == LEAST_SHOWN, "{height} {tenth}");
            }
        }
        // Few tags have room below where many have not.
        assert_eq!(spot(530.0, 200.0, 4).0.side, Align2::CENTER_TOP);
        assert_eq!(spot(530.0, 300.0, 4).0.side, Align2::CENTER_BOTTOM);
    }
}
