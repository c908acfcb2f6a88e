//! The overview of a document's tags over the page; a click on a stripe goes to its passage.

use egui::{Align2, ScrollArea, Sense, Ui, pos2, vec2};

use crate::app::overview::{Anchor, Ink, Picture, Shape, picture};
use crate::app::{Command, State, Unwritten, texts};
use crate::notebook::AnnotationId;
use crate::ui::Outbox;
use crate::ui::theme::{SMALL_POINTS, Theme};
use crate::ui::widgets::{edged_button, sans, words};

/// Widest and lowest that it is, in points.
const WIDTH: f32 = 1000.0;
const ROOM_ABOVE: f32 = 210.0;

pub(crate) fn overview_ui(
    ui: &mut Ui,
    state: &State,
    is_new: bool,
    theme: &Theme,
    out: &mut Outbox,
) {
    let language = state.settings.language;
    let window = ui.ctx().content_rect();
    let width = WIDTH.min(window.width() - 64.0);
    ui.set_width(width);
    let Some(picture) = picture(state, width - 14.0) else { return };
    if state.marks.is_empty() {
        ui.add(
            egui::Label::new(words(texts::NO_NOTES.get(language), SMALL_POINTS, theme.weak)).wrap(),
        );
        return;
    }
    let height = (window.height() - ROOM_ABOVE).max(120.0);
    ScrollArea::vertical().max_height(height).auto_shrink([false, true]).show(ui, |ui| {
        if let Some(id) = picture_ui(ui, state, &picture, theme) {
            out.push(Command::SetPopover(None));
            out.push(Command::GoToNote(id));
        }
    });
    ui.add_space(8.0);
    ui.horizontal(|ui| {
        let save = edged_button(ui, theme, texts::SAVE_SVG.get(language), true);
        if is_new {
            save.request_focus();
        }
        if save.clicked() {
            let title = state.open.as_ref().map_or("", |open| open.document.title());
            let svg = picture.to_svg(title, |ink| hex(color_of(ink, theme)));
            out.push(Command::SaveOverview(Unwritten::Text(svg)));
        }
        if edged_button(ui, theme, texts::SAVE_PNG.get(language), false).clicked() {
            out.push(Command::SaveOverview(Unwritten::Picture(Box::new(picture.clone()))));
        }
    });
}

/// Draws the picture; the note whose stripe was clicked.
fn picture_ui(
    ui: &mut Ui,
    state: &State,
    picture: &Picture,
    theme: &Theme,
) -> Option<AnnotationId> {
    let [width, height] = picture.size;
    let (area, response) = ui.allocate_exact_size(vec2(width, height), Sense::click());
    let name = texts::OVERVIEW.get(state.settings.language);
    response.widget_info(|| egui::WidgetInfo::labeled(egui::accesskit::Role::Image, true, name));
    let painter = ui.painter_at(area);
    let pointer = response.hover_pos();
    let mut pointed: Option<&AnnotationId> = None;
    for shape in &picture.shapes {
        match shape {
            Shape::Box([x, y, width, height], ink, note) => {
                let min = area.min + vec2(*x, *y);
                let rect = egui::Rect::from_min_size(min, vec2(*width, *height));
                painter.rect_filled(rect, 0.0, color_of(*ink, theme));
                // A stripe of a few letters is hard to hit.
                if pointer.is_some_and(|pos| rect.expand2(vec2(2.0, 0.0)).contains(pos)) {
                    pointed = note.as_ref().or(pointed);
                }
            }
            Shape::Words([x, y], size, anchor, ink, text) => {
                let align = match anchor {
                    Anchor::Start => Align2::LEFT_CENTER,
                    Anchor::End => Align2::RIGHT_CENTER,
                };
                let at = area.min + vec2(*x, *y);
                painter.text(pos2(at.x, at.y), align, text, sans(*size), color_of(*ink, theme));
            }
        }
    }
    let pointed = pointed?.clone();
    let quote = state.annotation(&pointed).map(|note| note.excerpt.exact.clone());
    let response = response.on_hover_cursor(egui::CursorIcon::PointingHand);
    let response = response.on_hover_text_at_pointer(quote.unwrap_or_default());
    response.clicked().then_some(pointed)
}

pub(crate) fn color_of(ink: Ink, theme: &Theme) -> egui::Color32 {
    match ink {
        Ink::Ground => theme.card,
        Ink::Text => theme.text,
        Ink::Weak => theme.weak,
        Ink::Hairline => theme.hairline,
        Ink::Mark(color) => theme.highlight(color).ink,
    }
}

fn hex(color: egui::Color32) -> String {
    format!("#{:02x}{:02x}{:02x}", color.r(), color.g(), color.b())
}
