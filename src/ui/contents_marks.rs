//! Beside a heading, in which colours passages are marked under it: a small bar, parted as they are many.

use egui::{Rect, Ui, pos2, vec2};

use crate::app::ColorCounts;
use crate::notebook::HighlightColor;
use crate::ui::theme::Theme;

/// Size of the bar and of its least part, in points.
const WIDTH: f32 = 26.0;
const HEIGHT: f32 = 4.0;
const LEAST: f32 = 3.0;

/// How much room the bar takes up with the gap behind it, in points.
pub(crate) const ROOM: f32 = WIDTH + 16.0;

/// Paints the bar for so many marks of each colour, its right end at `right`.
pub(crate) fn paint(ui: &Ui, marks: ColorCounts, right: egui::Pos2, theme: &Theme) {
    let mut x = right.x - WIDTH;
    for (color, width) in parts(marks) {
        let min = pos2(x, right.y - HEIGHT / 2.0);
        let part = Rect::from_min_size(min, vec2(width, HEIGHT));
        ui.painter().rect_filled(part, 0.0, theme.highlight(color).ink);
        x += width;
    }
}

/// The colours of marks in the order of the palette, each with its width.
fn parts(counts: ColorCounts) -> Vec<(HighlightColor, f32)> {
    let used = HighlightColor::ALL.into_iter().zip(counts).filter(|(_, count)| *count > 0);
    let used: Vec<_> = used.collect();
    let n_all: usize = counts.iter().sum();
    // What is seldom is seen all the same.
    let free = WIDTH - LEAST * used.len() as f32;
    let part = |count: usize| LEAST + free * count as f32 / n_all as f32;
    used.into_iter().map(|(color, count)| (color, part(count))).collect()
}

#[cfg(test)]
mod tests {
    use super::{LEAST, WIDTH, parts};
    use crate::notebook::HighlightColor;

    #[test]
    fn the_parts_fill_the_bar_and_none_is_too_thin_to_be_seen() {
        let mut counts = [0; HighlightColor::ALL.len()];
        counts[HighlightColor::Jade as usize] = 1;
        counts[HighlightColor::Amber as usize] = 399;
        let parts = parts(counts);
        let colors: Vec<_> = parts.iter().map(|(color, _)| *color).collect();
        assert_eq!(colors, [HighlightColor::Amber, HighlightColor::Jade]);
        let whole: f32 = parts.iter().map(|(_, width)| width).sum();
        assert!((whole - WIDTH).abs() < 0.01 && parts.iter().all(|(_, width)| *width >= LEAST));
        assert!(super::parts([0; HighlightColor::ALL.len()]).is_empty());
    }
}
