//! The tag picker: type a name or its initials, Enter takes the first.

use std::collections::BTreeMap;

use egui::text::{LayoutJob, TextFormat};
use egui::{Align2, Area, Frame, Key, Margin, Order, Rect, Stroke, StrokeKind, Ui, pos2, vec2};

use crate::app::tag_search::{self, TagMatch};
use crate::app::{Command, State, texts};
use crate::notebook::TagId;
use crate::ui::reader::Reader;
use crate::ui::theme::{SMALL_POINTS, TEXT_POINTS, Theme};
use crate::ui::widgets::{bold, floating, is_pressed_outside, paint_button, row, sans, words};
use crate::ui::{Outbox, fixed_id};

const WIDTH: f32 = 300.0;
/// Most tags that the list shows.
const MOST_SHOWN: usize = 8;

/// What the picker keeps between frames.
#[derive(Default)]
pub(crate) struct PickerField {
    query: String,
    chosen: usize,
    is_open: bool,
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
    let boxes =
        if state.selection.is_some() { reader.selected_boxes() } else { reader.active_boxes() };
    let under = boxes
        .last()
        .map_or(page.center(), |last| pos2(last.center().x - WIDTH / 2.0, last.bottom() + 10.0));
    let shown = Area::new(fixed_id("tag picker"))
        .order(Order::Foreground)
        .fixed_pos(under)
        .constrain_to(page)
        .show(ui.ctx(), |ui| {
            floating(theme).inner_margin(8).show(ui, |ui| {
                ui.set_width(WIDTH);
                inside(ui, state, picker, is_new, theme, out);
            });
        });
    let is_outside = is_pressed_outside(ui, &shown.response);
    if is_outside && !is_new {
        out.act(crate::app::Action::Escape);
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
    let before = picker.query.clone();
    // Taken before the field can: they move in the list, not in the text.
    let keys = ui.input_mut(|input| {
        let mut take = |key| input.consume_key(egui::Modifiers::NONE, key);
        (take(Key::ArrowDown), take(Key::ArrowUp), take(Key::Enter))
    });
    let creates = ui.input_mut(|input| input.consume_key(egui::Modifiers::COMMAND, Key::Enter));
    let response = query_field(ui, &mut picker.query, theme, texts::TAG_HINT.get(language));
    if is_new {
        response.request_focus();
    }
    if picker.query != before {
        picker.chosen = 0;
    }
    let counts: BTreeMap<TagId, usize> = state.tag_counts().into_iter().collect();
    let mut found = tag_search::search(&state.codebook, &counts, &state.last_tags, &picker.query);
    found.truncate(MOST_SHOWN);
    let name = picker.query.trim().trim_start_matches('#').trim().to_owned();
    let can_create = !name.is_empty() && state.codebook.find(&name).is_none();
    let count = found.len() + usize::from(can_create);
    picker.chosen = match keys {
        (true, ..) => (picker.chosen + 1) % count.max(1),
        (_, true, _) => (picker.chosen + count.max(1) - 1) % count.max(1),
        _ => picker.chosen.min(count.saturating_sub(1)),
    };
    ui.spacing_mut().item_spacing.y = 2.0;
    for (index, tag) in found.iter().enumerate() {
        let is_taken = keys.2 && !creates && index == picker.chosen;
        if tag_row(ui, state, tag, index == picker.chosen, theme) || is_taken {
            out.push(Command::PickTag(tag.id.clone()));
        }
    }
    if can_create {
        let is_chosen = picker.chosen == found.len();
        let is_taken = creates || (keys.2 && is_chosen);
        if create_row(ui, &format!("{} “{name}”", texts::NEW_TAG.get(language)), is_chosen, theme)
            || is_taken
        {
            out.push(Command::PickNewTag(name));
        }
    }
}

fn query_field(ui: &mut Ui, query: &mut String, theme: &Theme, hint: &str) -> egui::Response {
    let shown = Frame::new()
        .fill(theme.page)
        .corner_radius(6)
        .inner_margin(Margin::symmetric(8, 6))
        .show(ui, |ui| {
            ui.spacing_mut().interact_size.y = 20.0;
            ui.horizontal(|ui| {
                ui.spacing_mut().item_spacing.x = 2.0;
                ui.label(words("#", TEXT_POINTS, theme.weak));
                let edit = egui::TextEdit::singleline(query)
                    .id(fixed_id("tag query"))
                    .frame(Frame::NONE)
                    .margin(Margin::ZERO)
                    .desired_width(f32::INFINITY);
                ui.add(edit.hint_text(words(hint, TEXT_POINTS, theme.weak)))
            })
            .inner
        });
    let label = hint.to_owned();
    shown.inner.ctx.accesskit_node_builder(shown.inner.id, |node| node.set_label(label));
    ui.painter().rect_stroke(
        shown.response.rect,
        6.0,
        Stroke::new(1.0, theme.accent),
        StrokeKind::Inside,
    );
    shown.inner
}

/// A tag with its dot, the letters that fit in the accent, and its count.
fn tag_row(ui: &mut Ui, state: &State, tag: &TagMatch, is_chosen: bool, theme: &Theme) -> bool {
    let (rect, response) = row(ui, 32.0, &tag.path);
    paint_button(ui, theme, &response, is_chosen);
    let color = state.codebook.tags.get(&tag.id).map(|tag| theme.highlight(tag.color).ink);
    ui.painter().circle_filled(
        pos2(rect.left() + 14.0, rect.center().y),
        4.0,
        color.unwrap_or(theme.weak),
    );
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
    let galley = ui.fonts_mut(|fonts| fonts.layout_job(job));
    paint_in_row(ui, rect, galley, theme);
    if tag.count > 0 {
        ui.painter().text(
            pos2(rect.right() - 10.0, rect.center().y),
            Align2::RIGHT_CENTER,
            tag.count,
            sans(SMALL_POINTS),
            theme.weak,
        );
    }
    response.clicked()
}

fn create_row(ui: &mut Ui, text: &str, is_chosen: bool, theme: &Theme) -> bool {
    let (rect, response) = row(ui, 32.0, text);
    paint_button(ui, theme, &response, is_chosen);
    let galley = ui.painter().layout_no_wrap(text.to_owned(), sans(TEXT_POINTS), theme.weak);
    ui.painter().galley(
        pos2(rect.left() + 10.0, rect.center().y - galley.size().y / 2.0),
        galley,
        theme.weak,
    );
    ui.painter().text(
        pos2(rect.right() - 10.0, rect.center().y),
        Align2::RIGHT_CENTER,
        "Ctrl Enter",
        sans(SMALL_POINTS),
        theme.weak,
    );
    response.clicked()
}

fn paint_in_row(ui: &Ui, rect: Rect, galley: std::sync::Arc<egui::Galley>, theme: &Theme) {
    let painter = ui.painter().with_clip_rect(rect.shrink2(vec2(0.0, 0.0)));
    painter.galley(
        pos2(rect.left() + 28.0, rect.center().y - galley.size().y / 2.0),
        galley,
        theme.text,
    );
}
