//! The rows of a list of tags to choose from.

use std::collections::BTreeMap;

use egui::text::{LayoutJob, TextFormat, TextWrapping};
use egui::{Align2, Rect, Stroke, StrokeKind, Ui, pos2, vec2};

use crate::app::tag_search::TagMatch;
use crate::app::{State, texts};
use crate::notebook::Tag;
use crate::ui::tags;
use crate::ui::theme::{SMALL_POINTS, TEXT_POINTS, Theme};
use crate::ui::widgets::{bold, elided, paint_button, row, sans};

/// Room for the digit that takes a row with Alt, in points.
const ALT_WIDTH: f32 = 44.0;

/// A row of the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Choice {
    /// A tag that fits.
    Tag(TagMatch),
    /// A tag that is called nearly as what was typed.
    Near(TagMatch),
    /// What was typed, as a new tag.
    New(String),
    /// The passage's own words, as a new tag.
    OwnWords(String),
}

/// Whether a name would set a digit key, as `复工=2`.
pub(super) fn says_key(query: &str) -> bool {
    let end = query.trim().rsplit_once(['=', '＝']).map(|(_, end)| end.trim());
    end.is_some_and(|end| end.chars().count() <= 1 && end.chars().all(|c| c.is_ascii_digit()))
}

/// A row; whether it was clicked. `alt` is the digit that takes it with Alt, where there is one.
pub(super) fn choice_ui(
    ui: &mut Ui,
    state: &State,
    keyed: &BTreeMap<u8, &Tag>,
    (choice, alt): (&Choice, Option<usize>),
    is_chosen: bool,
    theme: &Theme,
) -> bool {
    let language = state.settings.language;
    let side = if alt.is_some() { "Ctrl Enter" } else { "" };
    match choice {
        Choice::Tag(tag) => {
            let key = keyed.iter().find(|(_, known)| known.id == tag.id).map(|(key, _)| *key);
            tag_row(ui, state, (tag, key, alt), is_chosen, theme)
        }
        Choice::Near(tag) => {
            let text = texts::near_tag(language, &tag.path);
            word_row(ui, &text, "", is_chosen, theme)
        }
        Choice::New(name) => {
            let text = format!("{} “{name}”", texts::NEW_TAG.get(language));
            word_row(ui, &text, side, is_chosen, theme)
        }
        Choice::OwnWords(name) => {
            let text = texts::in_vivo(language, name);
            word_row(ui, &text, side, is_chosen, theme)
        }
    }
}

/// A tag with how it looks, the letters that fit in the accent, the digit that puts it on without the picker, its
/// count and the digit that takes it here with Alt.
fn tag_row(
    ui: &mut Ui,
    state: &State,
    (tag, key, alt): (&TagMatch, Option<u8>, Option<usize>),
    is_chosen: bool,
    theme: &Theme,
) -> bool {
    let (rect, response) = row(ui, 32.0, &tag.path);
    paint_button(ui, theme, &response, is_chosen);
    if let Some(known) = state.codebook.tags.get(&tag.id) {
        let at = pos2(rect.left() + 8.0, rect.center().y - 7.0);
        tags::sample(ui, theme, known, Rect::from_min_size(at, vec2(18.0, 14.0)));
    }
    let mut job = LayoutJob::default();
    let mut part = |range: std::ops::Range<usize>, is_match: bool| {
        let format = if is_match {
            TextFormat::simple(bold(TEXT_POINTS), theme.accent)
        } else {
            TextFormat::simple(sans(TEXT_POINTS), theme.text)
        };
        job.append(tag.path.get(range).unwrap_or_default(), 0.0, format);
    };
    part(0..tag.matched.start, false);
    part(tag.matched.clone(), true);
    part(tag.matched.end..tag.path.len(), false);
    let beside = if alt.is_some() { ALT_WIDTH } else { 0.0 };
    job.wrap = TextWrapping::truncate_at_width(rect.width() - 34.0 - 62.0 - beside);
    let galley = ui.fonts_mut(|fonts| fonts.layout_job(job));
    let middle = rect.center().y;
    let at = pos2(rect.left() + 34.0, middle - galley.size().y / 2.0);
    ui.painter().galley(at, galley, theme.text);
    let side = |right: f32, text: String| {
        let at = pos2(rect.right() - right, middle);
        ui.painter().text(at, Align2::RIGHT_CENTER, text, sans(SMALL_POINTS), theme.weak);
    };
    if let Some(digit) = alt {
        side(10.0, format!("Alt {digit}"));
    }
    if tag.count > 0 {
        side(10.0 + beside, tag.count.to_string());
    }
    if let Some(key) = key {
        let cap =
            Rect::from_center_size(pos2(rect.right() - 50.0 - beside, middle), vec2(18.0, 18.0));
        let edge = Stroke::new(1.0, theme.hairline);
        ui.painter().rect_stroke(cap, 4.0, edge, StrokeKind::Inside);
        let font = sans(11.0);
        ui.painter().text(cap.center(), Align2::CENTER_CENTER, key, font, theme.weak);
    }
    response.clicked()
}

fn word_row(ui: &mut Ui, text: &str, side: &str, is_chosen: bool, theme: &Theme) -> bool {
    let (rect, response) = row(ui, 32.0, text);
    paint_button(ui, theme, &response, is_chosen);
    let room = rect.width() - if side.is_empty() { 20.0 } else { 96.0 };
    let galley = elided(ui, text, sans(TEXT_POINTS), theme.text, room);
    let at = pos2(rect.left() + 10.0, rect.center().y - galley.size().y / 2.0);
    ui.painter().galley(at, galley, theme.text);
    let right = pos2(rect.right() - 10.0, rect.center().y);
    ui.painter().text(right, Align2::RIGHT_CENTER, side, sans(SMALL_POINTS), theme.weak);
    response.clicked()
}
