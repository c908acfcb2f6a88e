//! The rules of the line: what may start and end it, how wide it is, and that its boxes agree with each other.

use danhuang::typeset::{Kind, Line, Style, set};

/// A plain face: half an em for Latin, one for the rest.
pub(crate) fn plain(_: usize, c: char) -> Option<f32> {
    Some(if c < '\u{2000}' { 0.5 } else { 1.0 })
}

const EM: u32 = 36;

fn body(text: &str, measure: u32) -> Vec<Line> {
    set(text, &Style { indent: 0, ..Style::new(Kind::Body, EM, measure * EM) }, plain)
}

fn width_em(line: &Line) -> f32 {
    line.width / EM as f32
}

#[test]
fn neighbouring_marks_are_squeezed() {
    let lines = body("说：“（一）”。后", 20);
    let after = lines[0].x_of("说：“（一）”。".len()) / EM as f32;
    assert!((after - 6.0).abs() < 0.01, "in mid-line: {after}");
    let width = width_em(&body("说：“（一）”。", 20)[0]);
    assert!((width - 5.5).abs() < 0.01, "at the end of a line: {width}");
}

#[test]
fn a_typed_space_between_han_and_latin_is_drawn_as_the_gap() {
    let drawn = |text: &str| -> Vec<(String, f32)> {
        let line = body(text, 20).remove(0);
        let cells = line.cells.iter();
        let seen =
            cells.map(|cell| (text[cell.offset as usize..].chars().next().unwrap(), cell.pen));
        seen.filter(|(c, _)| *c != ' ').map(|(c, pen)| (c.to_string(), pen)).collect()
    };
    assert_eq!(drawn("推动GDP增长"), drawn("推动 GDP 增长"));
}
