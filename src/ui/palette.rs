//! The palette: type a part of a command's or a place's name, Enter takes the chosen one.

use egui::text::{LayoutJob, TextFormat};
use egui::{
    Align2, Area, Frame, Key, Margin, Modifiers, Order, Rect, ScrollArea, Stroke, StrokeKind, Ui,
    UiBuilder, pos2,
};

use crate::app::palette::{self, Choice, Target};
use crate::app::{Command, Popover, Seeking, State, texts};
use crate::text::Language;
use crate::ui::theme::{SMALL_POINTS, TEXT_POINTS, Theme};
use crate::ui::widgets::{
    bold, floating, icons, is_pressed_outside, paint_button, row, sans, words,
};
use crate::ui::{Outbox, fixed_id, icons as icon};

const WIDTH: f32 = 560.0;
const ROW: f32 = 34.0;
/// From the list's left edge to the words at its foot, in points.
const FOOT_INSET: f32 = 11.0;
/// Rows that show at once.
const MOST_ROWS: usize = 11;

/// What the palette keeps between frames.
#[derive(Default)]
pub(crate) struct Palette {
    seeking: Option<Seeking>,
    typed: String,
    chosen: usize,
    /// The entries as last worked out, and what was typed then.
    choices: Vec<Choice>,
    made_for: Option<(String, Language)>,
    /// Whether the chosen entry is to be brought into view.
    follows: bool,
}

pub(crate) fn palette_ui(
    ui: &mut Ui,
    state: &State,
    palette: &mut Palette,
    theme: &Theme,
    out: &mut Outbox,
) {
    let Some(Popover::Palette(seeking)) = state.popover else {
        *palette = Palette::default();
        return;
    };
    let is_new = palette.seeking != Some(seeking);
    if is_new {
        let typed = palette::beginning(seeking).to_owned();
        *palette = Palette { seeking: Some(seeking), typed, ..Palette::default() };
    }
    let window = ui.ctx().content_rect();
    let width = WIDTH.min(window.width() - 32.0);
    let top = window.top() + (window.height() * 0.1).min(72.0);
    let area = Area::new(fixed_id("palette"))
        .order(Order::Foreground)
        .pivot(Align2::CENTER_TOP)
        .fixed_pos(pos2(window.center().x, top));
    let shown = area.constrain_to(window.shrink(8.0)).show(ui.ctx(), |ui| {
        floating(theme).inner_margin(8).show(ui, |ui| {
            ui.set_width(width - 16.0);
            inside(ui, state, palette, is_new, theme, out);
        });
    });
    let is_outside = is_pressed_outside(ui, &shown.response);
    if is_outside && !is_new {
        out.push(Command::SetPopover(None));
    }
}

fn inside(
    ui: &mut Ui,
    state: &State,
    palette: &mut Palette,
    is_new: bool,
    theme: &Theme,
    out: &mut Outbox,
) {
    let language = state.settings.language;
    let takes = keys(ui, palette);
    query_field(ui, palette, is_new, language, theme);
    refresh(palette, state);
    ui.add_space(6.0);
    if palette.choices.is_empty() {
        ui.label(words(texts::NOTHING_FITS.get(language), TEXT_POINTS, theme.weak));
    }
    let clicked = list(ui, state, palette, theme);
    let taken = clicked.or(takes.then_some(palette.chosen));
    if let Some(choice) = taken.and_then(|index| palette.choices.get(index)) {
        take(choice, out);
    }
    ui.add_space(4.0);
    ui.horizontal(|ui| {
        ui.add_space(FOOT_INSET);
        ui.label(words(texts::PALETTE_FOOT.get(language), SMALL_POINTS, theme.weak));
    });
    ui.add_space(2.0);
}

/// Keys that move in the list, taken before the field can; says whether the chosen entry is taken.
fn keys(ui: &Ui, palette: &mut Palette) -> bool {
    let (steps, takes) = ui.input_mut(|input| {
        let mut count = |key| i64::from(input.consume_key(Modifiers::NONE, key));
        let page = MOST_ROWS as i64 - 1;
        let steps = count(Key::ArrowDown) - count(Key::ArrowUp)
            + page * (count(Key::PageDown) - count(Key::PageUp));
        (steps, count(Key::Enter) > 0)
    });
    let count = palette.choices.len() as i64;
    if steps != 0 && count > 0 {
        let chosen = palette.chosen as i64 + steps;
        // One step goes round at the ends, a page stops there.
        let chosen =
            if steps.abs() == 1 { chosen.rem_euclid(count) } else { chosen.clamp(0, count - 1) };
        (palette.chosen, palette.follows) = (chosen as usize, true);
    }
    takes
}

/// Works the entries out anew where something else is typed.
fn refresh(palette: &mut Palette, state: &State) {
    let wanted = (palette.typed.clone(), state.settings.language);
    if palette.made_for.as_ref() != Some(&wanted) {
        palette.choices = palette::choices(state, &palette.typed);
        (palette.chosen, palette.follows) = (0, true);
        palette.made_for = Some(wanted);
    }
}

fn query_field(
    ui: &mut Ui,
    palette: &mut Palette,
    is_new: bool,
    language: Language,
    theme: &Theme,
) {
    let frame =
        Frame::new().fill(theme.page).corner_radius(6).inner_margin(Margin::symmetric(10, 4));
    let shown = frame.show(ui, |ui| {
        ui.spacing_mut().interact_size.y = 22.0;
        let edit = egui::TextEdit::singleline(&mut palette.typed)
            .id(fixed_id("palette field"))
            .frame(Frame::NONE)
            .min_size(egui::vec2(0.0, 28.0))
            .align(Align2::LEFT_CENTER)
            .margin(Margin::ZERO)
            .desired_width(f32::INFINITY);
        ui.add(edit.hint_text(words(texts::PALETTE_HINT.get(language), TEXT_POINTS, theme.weak)))
    });
    let response = shown.inner;
    let label = texts::PALETTE_FIELD.get(language);
    response.ctx.accesskit_node_builder(response.id, |node| node.set_label(label));
    let stroke = Stroke::new(2.0, theme.accent);
    ui.painter().rect_stroke(shown.response.rect, 6.0, stroke, StrokeKind::Inside);
    if is_new {
        response.request_focus();
        let end = egui::text::CCursor::new(palette.typed.chars().count());
        let mut state =
            egui::text_edit::TextEditState::load(ui.ctx(), response.id).unwrap_or_default();
        state.cursor.set_char_range(Some(egui::text::CCursorRange::one(end)));
        state.store(ui.ctx(), response.id);
    }
}

/// The entries; gives the one that was clicked.
fn list(ui: &mut Ui, state: &State, palette: &mut Palette, theme: &Theme) -> Option<usize> {
    let room = ui.ctx().content_rect().bottom() - ui.cursor().top() - 56.0;
    let most = ((room / ROW) as usize).clamp(2, MOST_ROWS);
    let height = palette.choices.len().min(most) as f32 * ROW;
    let mut clicked = None;
    let scroll = ScrollArea::vertical().max_height(height).min_scrolled_height(height);
    scroll.auto_shrink([false, true]).show_viewport(ui, |ui, viewport| {
        ui.set_height(palette.choices.len() as f32 * ROW);
        let area = ui.max_rect();
        let place = |index: usize| {
            let top = area.top() + index as f32 * ROW;
            Rect::from_x_y_ranges(area.x_range(), top..=top + ROW)
        };
        let first = (viewport.top() / ROW).max(0.0) as usize;
        let last = ((viewport.bottom() / ROW).ceil() as usize).min(palette.choices.len());
        for index in first..last {
            let Some(choice) = palette.choices.get(index) else { continue };
            let is_chosen = index == palette.chosen;
            let shown = ui.scope_builder(UiBuilder::new().max_rect(place(index)), |ui| {
                entry(ui, choice, is_chosen, state.settings.language, theme)
            });
            if shown.inner {
                clicked = Some(index);
            }
        }
        if std::mem::take(&mut palette.follows) {
            ui.scroll_to_rect(place(palette.chosen), None);
        }
    });
    clicked
}

fn entry(ui: &mut Ui, choice: &Choice, is_chosen: bool, language: Language, theme: &Theme) -> bool {
    let (rect, response) = row(ui, ROW, &choice.name);
    let (sign, kind) = sign_of(&choice.target);
    response.ctx.accesskit_node_builder(response.id, |node| {
        node.set_selected(is_chosen);
        // Eyes see the sign; a hint over the next row would hide it.
        node.set_description(kind.get(language));
    });
    paint_button(ui, theme, &response, is_chosen);
    let middle = rect.center().y;
    ui.painter().text(
        pos2(rect.left() + 20.0, middle),
        Align2::CENTER_CENTER,
        sign,
        icons(15.0),
        theme.weak,
    );
    let side = ui.painter().text(
        pos2(rect.right() - 10.0, middle),
        Align2::RIGHT_CENTER,
        &choice.side,
        sans(SMALL_POINTS),
        theme.weak,
    );
    let galley = ui
        .fonts_mut(|fonts| fonts.layout_job(name(choice, side.left() - rect.left() - 52.0, theme)));
    let top = middle - galley.size().y / 2.0;
    ui.painter().galley(pos2(rect.left() + 38.0, top), galley, theme.text);
    response.clicked()
}

/// The name in one line, what fits in the accent.
fn name(choice: &Choice, width: f32, theme: &Theme) -> LayoutJob {
    let mut job = LayoutJob::default();
    let matched = choice.matched.clone();
    for (range, is_match) in [
        (0..matched.start, false),
        (matched.clone(), true),
        (matched.end..choice.name.len(), false),
    ] {
        let format = if is_match {
            TextFormat::simple(bold(TEXT_POINTS), theme.accent)
        } else {
            TextFormat::simple(sans(TEXT_POINTS), theme.text)
        };
        job.append(choice.name.get(range).unwrap_or_default(), 0.0, format);
    }
    job.wrap = egui::text::TextWrapping::truncate_at_width(width.max(40.0));
    job
}

const fn sign_of(target: &Target) -> (&'static str, crate::text::Bilingual) {
    match target {
        Target::Action(_) => (icon::KEYBOARD, texts::KIND_COMMAND),
        Target::Heading(_) => (icon::LIST, texts::KIND_HEADING),
        Target::Note(_) => (icon::HIGHLIGHTER, texts::KIND_NOTE),
        Target::Bookmark(_) => (icon::BOOKMARK, texts::BOOKMARK),
        Target::Recent(_) => (icon::FILE_TEXT, texts::KIND_RECENT),
        Target::Text(_) => (icon::SEARCH, texts::FIND_HINT),
    }
}

/// Closes the palette and goes there.
fn take(choice: &Choice, out: &mut Outbox) {
    out.push(Command::SetPopover(None));
    match &choice.target {
        Target::Action(action) => out.act(*action),
        Target::Heading(pos) | Target::Bookmark(pos) => out.push(Command::GoTo(*pos)),
        Target::Note(id) => out.push(Command::GoToNote(id.clone())),
        Target::Recent(path) => out.push(Command::OpenPaths(vec![path.clone()])),
        Target::Text(text) => out.push(Command::FindTyped(text.clone())),
    }
}
