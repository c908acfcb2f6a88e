//! The eight patterns of underlines, so that marks are told apart without their colours.

use egui::{Color32, Painter, Pos2, Rect, Shape, Stroke, pos2, vec2};

use crate::notebook::LinePattern;

/// Thickness of a line, in points.
const WIDTH: f32 = 2.0;
/// From one lane to the next, in points.
const LANE: f32 = 3.5;
/// Length of a wave or a zig-zag, in points.
const WAVE: f32 = 8.0;

/// Draws an underline at the foot of a fill, sparse dashes without a pattern: for a place that waits
/// for a yes. Lanes beyond the first run below it.
pub(crate) fn paint(
    painter: &Painter,
    pattern: Option<LinePattern>,
    fill: Rect,
    lane: u8,
    color: Color32,
) {
    let top = fill.bottom() - WIDTH + f32::from(lane) * LANE;
    let top = painter.round_to_pixel_center(top) - 0.5 / painter.pixels_per_point();
    let bar = |top: f32, height: f32, from: f32, to: f32| {
        painter.rect_filled(
            Rect::from_min_max(pos2(from, top), pos2(to.min(fill.right()), top + height)),
            0.0,
            color,
        );
    };
    let dashes = |lengths: &[f32]| {
        let (mut x, mut step) = (fill.left(), 0);
        while x < fill.right() {
            let length = lengths[step % lengths.len()];
            if step % 2 == 0 {
                bar(top, WIDTH, x, x + length);
            }
            x += length;
            step += 1;
        }
    };
    match pattern {
        Some(LinePattern::Solid) => bar(top, WIDTH, fill.left(), fill.right()),
        Some(LinePattern::Thick) => bar(top, WIDTH + 1.0, fill.left(), fill.right()),
        Some(LinePattern::Double) => {
            bar(top - 0.5, 1.0, fill.left(), fill.right());
            bar(top + 1.5, 1.0, fill.left(), fill.right());
        }
        Some(LinePattern::Dashed) => dashes(&[6.0, 3.0]),
        Some(LinePattern::Dotted) => dashes(&[2.0, 3.0]),
        Some(LinePattern::DashDot) => dashes(&[6.0, 2.0, 2.0, 2.0]),
        None => dashes(&[4.0, 6.0]),
        Some(LinePattern::Wavy) => {
            curve(painter, fill, top, color, |phase| (phase * std::f32::consts::TAU).sin());
        }
        Some(LinePattern::ZigZag) => {
            curve(painter, fill, top, color, |phase| 1.0 - 4.0 * (phase - 0.5).abs());
        }
    }
}

/// A line that swings about its lane; `swing` gives the height for a part of the wave.
fn curve(painter: &Painter, fill: Rect, top: f32, color: Color32, swing: impl Fn(f32) -> f32) {
    const STEPS: u16 = 8;
    let middle = top + WIDTH / 2.0;
    let n_points = (fill.width() / WAVE * f32::from(STEPS)).ceil() as u16 + 1;
    let point = |index: u16| -> Pos2 {
        let x = (f32::from(index) * WAVE / f32::from(STEPS)).min(fill.width());
        pos2(fill.left(), middle) + vec2(x, -1.5 * swing((x / WAVE).fract()))
    };
    painter.add(Shape::line((0..n_points).map(point).collect(), Stroke::new(1.3, color)));
}
