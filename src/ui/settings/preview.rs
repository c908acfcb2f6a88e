//! A few lines set as the page would set them, so that a setting is seen where no document is open.

use egui::emath::GuiRounding as _;
use egui::{Frame, Margin, Rect, Sense, Stroke, Ui, pos2, vec2};

use crate::app::{State, texts};
use crate::ui::reader::glyphs::{self, Faced, Inked};
use crate::ui::reader::look::{self, Face, Look, Sizes};
use crate::ui::reader::model::Piece;
use crate::ui::reader::strip::Shapes;
use crate::ui::theme::Theme;

/// Most height of the preview, in points.
const MOST_HEIGHT: f32 = 168.0;

pub(crate) fn preview_ui(ui: &mut Ui, state: &State, theme: &Theme) {
    let frame = Frame::new()
        .fill(theme.page)
        .stroke(Stroke::new(1.0, theme.hairline))
        .corner_radius(8)
        .inner_margin(Margin::symmetric(0, 12));
    frame.show(ui, |ui| {
        let (scale, zoom) = (ui.ctx().pixels_per_point(), ui.ctx().zoom_factor());
        let width = ui.available_width() - 12.0;
        let sizes = Sizes::new(&state.drawn_look(), true, scale, zoom, width);
        let sizes = sizes.in_font(&state.fonts);
        let height = text_height(ui, &sizes).min(MOST_HEIGHT);
        let (rect, response) = ui.allocate_exact_size(vec2(width, height), Sense::hover());
        let said = texts::PREVIEW;
        response.widget_info(|| {
            egui::WidgetInfo::labeled(egui::accesskit::Role::Paragraph, true, said)
        });
        paint(ui, rect, &sizes, theme);
    });
}

/// The paragraphs, each with its look and the space above it.
fn paragraphs(sizes: &Sizes) -> impl Iterator<Item = (&'static str, Look, f64)> + '_ {
    texts::PREVIEW.split('\n').enumerate().map(|(index, text)| {
        let look = look::look(sizes, &Piece::plain());
        let gap = if index == 0 { 0.0 } else { look.above };
        (text, look, gap)
    })
}

fn text_height(ui: &Ui, sizes: &Sizes) -> f32 {
    let heights = paragraphs(sizes).map(|(text, look, gap)| {
        let count = lines(ui, sizes, &look, text).len();
        gap + look.line_height * count as f64
    });
    sizes.points(heights.sum())
}

fn lines(ui: &Ui, sizes: &Sizes, look: &Look, text: &str) -> Vec<crate::typeset::Line> {
    let faced = [Faced { bytes: 0..text.len(), face: Face::Page }];
    let style = look.style(sizes);
    ui.fonts_mut(|fonts| glyphs::lines(fonts, sizes, (look, &style), text, &faced, &[]))
}

/// Draws the lines that have room, the column in the middle.
fn paint(ui: &Ui, rect: Rect, sizes: &Sizes, theme: &Theme) {
    let painter = ui.painter().with_clip_rect(rect);
    let free = rect.width() - sizes.points(sizes.measure);
    let left = rect.left() + (free / 2.0).max(12.0);
    let mut top = rect.top();
    let mut shapes = Shapes::default();
    for (text, look, gap) in paragraphs(sizes) {
        top += sizes.points(gap);
        let faced = [Faced { bytes: 0..text.len(), face: Face::Page }];
        let lines = lines(ui, sizes, &look, text);
        let inked = Inked { sizes, look: &look, text, faced: &faced };
        let strips = ui.fonts_mut(|fonts| glyphs::strips(fonts, &mut shapes, &inked, lines.iter()));
        for strips in strips {
            let middle = top + sizes.points(look.line_height) / 2.0;
            for strip in strips {
                let x = left + sizes.points(f64::from(strip.x));
                let y = middle - strip.galley.size().y / 2.0;
                let at = pos2(x, y).round_to_pixels(painter.pixels_per_point());
                painter.galley_with_override_text_color(at, strip.galley, theme.text);
            }
            top += sizes.points(look.line_height);
        }
    }
}
