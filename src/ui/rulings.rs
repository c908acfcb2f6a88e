//! What stands over a selection to be corrected: the menu of what can be said of it, and the editor of
//! its characters.

use egui::{
    Align2, Area, Frame, Key, Margin, Order, Pos2, Rect, Stroke, StrokeKind, Ui, pos2, vec2,
};

use crate::app::texts::hand as texts;
use crate::app::{Action, Command, OpenDocument, Popover, State};
use crate::clean::RulingKind;
use crate::document::BlockKind;
use crate::text::{Clean, Language, Source, Span};
use crate::ui::popovers::menu_row;
use crate::ui::reader::Reader;
use crate::ui::theme::{SMALL_POINTS, TEXT_POINTS, Theme};
use crate::ui::widgets::{chip, floating, sans, words};
use crate::ui::{Outbox, fixed_id, fonts};

const MENU_WIDTH: f32 = 248.0;
/// Narrowest and widest editor, in points.
const EDITOR_WIDTH: std::ops::RangeInclusive<f32> = 180.0..=640.0;
/// The levels of headings that the menu offers.
const LEVELS: std::ops::RangeInclusive<u8> = 1..=3;

/// What the editor keeps between frames.
#[derive(Default)]
pub(crate) struct Rulings {
    shown: Option<Popover>,
    text: String,
}

pub(crate) fn rulings_ui(
    ui: &mut Ui,
    state: &State,
    rulings: &mut Rulings,
    reader: &Reader,
    theme: &Theme,
    out: &mut Outbox,
) {
    let is_ours = matches!(state.popover, Some(Popover::Rulings | Popover::Correct));
    let popover = state.popover.filter(|_| is_ours);
    let is_new = rulings.shown != popover;
    rulings.shown = popover;
    let (Some(popover), Some(open), Some(span)) = (popover, &state.open, state.selection) else {
        // Without a selection there is nothing to correct.
        if popover.is_some() {
            out.push(Command::SetPopover(None));
        }
        return;
    };
    let page = ui.max_rect();
    let area = match popover {
        Popover::Correct => {
            editor(ui, state, rulings, (span, reader.selected_boxes()), is_new, theme, out)
        }
        _ => menu(ui, state, open, (span, menu_place(reader, page)), is_new, theme, out),
    };
    let is_outside = ui.input(|input| input.pointer.any_pressed()) && !area.contains_pointer();
    if is_outside && !is_new {
        out.push(Command::SetPopover(None));
    }
}

/// Where the pointer asked for it, else below the selection.
fn menu_place(reader: &Reader, page: Rect) -> Pos2 {
    let below = || {
        let last = reader.selected_boxes().last();
        last.map(|last| pos2(last.center().x - MENU_WIDTH / 2.0, last.bottom() + 8.0))
    };
    let asked = reader.asked_at().map(|at| at + vec2(2.0, 6.0));
    asked.or_else(below).unwrap_or(page.center())
}

fn menu(
    ui: &Ui,
    state: &State,
    open: &OpenDocument,
    (span, at): (Span<Clean>, Pos2),
    is_new: bool,
    theme: &Theme,
    out: &mut Outbox,
) -> egui::Response {
    let area = Area::new(fixed_id("rulings")).order(Order::Foreground).fixed_pos(at);
    let shown = area.constrain_to(ui.max_rect().shrink(4.0)).show(ui.ctx(), |ui| {
        floating(theme).inner_margin(6).show(ui, |ui| {
            ui.set_width(MENU_WIDTH);
            ui.spacing_mut().item_spacing.y = 2.0;
            items(ui, state, open, span, is_new, theme, out);
        });
    });
    shown.response
}

fn items(
    ui: &mut Ui,
    state: &State,
    open: &OpenDocument,
    span: Span<Clean>,
    is_new: bool,
    theme: &Theme,
    out: &mut Outbox,
) {
    let language = state.settings.language;
    let kinds = kinds(open, span);
    let mut item = |ui: &mut Ui, action: Action| {
        let key = action.entry().keys.first().map(|key| key.label()).unwrap_or_default();
        let response = menu_row(ui, theme, action.name().get(language), &key);
        if response.clicked() {
            out.act(action);
        }
        response
    };
    let first = item(ui, Action::MarkNoise);
    if is_new {
        first.request_focus();
    }
    if !open.document.cleaned.text.get(span).contains('\n') {
        item(ui, Action::CorrectText);
    }
    line(ui, theme);
    if kinds.iter().any(|kind| *kind != BlockKind::Title) {
        item(ui, Action::MarkTitle);
    }
    if kinds.iter().any(|kind| matches!(kind, BlockKind::Title | BlockKind::Heading(_))) {
        item(ui, Action::MarkNoHeading);
    }
    levels(ui, state, &kinds, theme, out);
    if let Some(kept) = kept(open, span) {
        line(ui, theme);
        if menu_row(ui, theme, texts::IS_ARTICLE.get(language), "").clicked() {
            out.push(Command::Judge(vec![kept], RulingKind::Article));
        }
    }
}

/// The levels that the lines can be headings of, those that they are pressed.
fn levels(ui: &mut Ui, state: &State, kinds: &[BlockKind], theme: &Theme, out: &mut Outbox) {
    let language = state.settings.language;
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 5.0;
        ui.add_space(10.0);
        ui.label(words(texts::MAKE_HEADING.get(language), TEXT_POINTS, theme.text));
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            ui.add_space(6.0);
            for level in LEVELS.rev() {
                let action = Action::MarkHeading(level);
                let is_on = kinds.contains(&BlockKind::Heading(level));
                let name = action.name().get(language);
                let button = chip(ui, theme, None, &level.to_string(), is_on);
                button.ctx.accesskit_node_builder(button.id, |node| node.set_label(name));
                if button.on_hover_text(action.tip(language)).clicked() {
                    out.act(action);
                }
            }
        });
    });
}

fn line(ui: &mut Ui, theme: &Theme) {
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), 5.0), egui::Sense::hover());
    let stroke = Stroke::new(1.0, theme.hairline);
    ui.painter().hline(rect.x_range().shrink(6.0), rect.center().y, stroke);
}

/// What the paragraphs of the selection are.
fn kinds(open: &OpenDocument, span: Span<Clean>) -> Vec<BlockKind> {
    let blocks = &open.document.blocks;
    let first = blocks.partition_point(|block| block.span.end <= span.start);
    let met = blocks.iter().skip(first).take_while(|block| block.span.start < span.end);
    met.map(|block| block.kind).collect()
}

/// What was given back of the selection as it stands in the file, without being cleaned.
fn kept(open: &OpenDocument, span: Span<Clean>) -> Option<Span<Source>> {
    let source = open.document.source_from_clean(span);
    open.notebook.kept.iter().copied().find(|kept| kept.overlaps(source))
}

/// The characters of the selection in a field that lies over them. Enter corrects.
fn editor(
    ui: &Ui,
    state: &State,
    rulings: &mut Rulings,
    (span, boxes): (Span<Clean>, &[Rect]),
    is_new: bool,
    theme: &Theme,
    out: &mut Outbox,
) -> egui::Response {
    if let Some(open) = state.open.as_ref().filter(|_| is_new) {
        open.document.cleaned.text.get(span).clone_into(&mut rulings.text);
    }
    let page = ui.max_rect();
    let size = f32::from(state.page_look().size_points) / ui.ctx().zoom_factor();
    let font = egui::FontId::new(size, fonts::family(fonts::PAGE));
    let galley = ui.painter().layout_no_wrap(rulings.text.clone(), font.clone(), theme.text);
    let width = (galley.size().x + 24.0).clamp(*EDITOR_WIDTH.start(), *EDITOR_WIDTH.end());
    let width = width.min(page.width() - 60.0);
    let at = boxes.first().map_or(page.center(), |first| first.left_top() + vec2(-17.0, -14.0));
    let area = Area::new(fixed_id("correction")).order(Order::Foreground).fixed_pos(at);
    let shown = area.constrain_to(page.shrink(4.0)).show(ui.ctx(), |ui| {
        floating(theme).inner_margin(8).show(ui, |ui| {
            ui.set_width(width);
            let language = state.settings.language;
            field(ui, rulings, (font, language), is_new, theme, out);
        });
    });
    shown.response
}

fn field(
    ui: &mut Ui,
    rulings: &mut Rulings,
    (font, language): (egui::FontId, Language),
    is_new: bool,
    theme: &Theme,
    out: &mut Outbox,
) {
    // Taken before the field can: a paragraph is not broken here.
    let enters = ui.input_mut(|input| input.consume_key(egui::Modifiers::NONE, Key::Enter));
    let frame =
        Frame::new().fill(theme.page).corner_radius(6).inner_margin(Margin::symmetric(8, 5));
    let shown = frame.show(ui, |ui| {
        ui.spacing_mut().interact_size.y = 20.0;
        let edit = egui::TextEdit::multiline(&mut rulings.text)
            .id(fixed_id("correction text"))
            .font(font)
            .text_color(theme.text)
            .desired_rows(1)
            .desired_width(f32::INFINITY)
            .frame(Frame::NONE)
            .margin(Margin::ZERO);
        edit.show(ui)
    });
    let mut output = shown.inner;
    let rect = shown.response.rect;
    ui.painter().rect_stroke(rect, 6.0, Stroke::new(2.0, theme.accent), StrokeKind::Inside);
    let response = output.response.response.clone();
    response.ctx.accesskit_node_builder(response.id, |node| {
        node.set_label(texts::CORRECT.get(language));
    });
    if is_new {
        response.request_focus();
        let all = egui::text::CCursorRange::select_all(&output.galley);
        output.state.cursor.set_char_range(Some(all));
        output.state.store(ui.ctx(), response.id);
    }
    let keys = texts::CORRECT_KEYS.get(language);
    ui.painter().text(
        pos2(rect.left() + 2.0, rect.bottom() + 12.0),
        Align2::LEFT_CENTER,
        keys,
        sans(SMALL_POINTS),
        theme.weak,
    );
    ui.add_space(20.0);
    if enters {
        out.push(Command::Correct(rulings.text.clone()));
    }
}
