//! Pictures on the page: framed with their words, told to those who listen, and never moving the text.

use egui::accesskit::Role;
use egui_kittest::kittest::Queryable;

use crate::ui_window::{Desk, document_of, harness_on, harness_with};

const PAGE: &[u8] = include_bytes!("../data/import/view.pandoc.html");
const WORDS: &str = "书店门前的湖，太阳刚刚升起";

/// How many pictures were painted that are no glyphs.
fn n_drawn(harness: &egui_kittest::Harness<'_, Desk>) -> usize {
    let mut textures = Vec::new();
    for shape in &harness.output().shapes {
        collect(&shape.shape, &mut textures);
    }
    textures.len()
}

fn collect(shape: &egui::Shape, textures: &mut Vec<egui::TextureId>) {
    match shape {
        egui::Shape::Vec(shapes) => shapes.iter().for_each(|shape| collect(shape, textures)),
        shape => {
            let id = shape.texture_id();
            if id != egui::TextureId::default() {
                textures.push(id);
            }
        }
    }
}

#[test]
fn a_picture_is_told_with_its_words_and_drawn_above_them() {
    let mut harness = harness_with(document_of("a.html", PAGE), (1280.0, 800.0));
    harness.run_steps(6);
    let picture = harness.get_by_role_and_label(Role::Image, WORDS).rect();
    assert!(picture.height() > 130.0, "its room counts: {picture:?}");
    assert!(harness.query_by_role_and_label(Role::Image, "〔图〕").is_some());
    assert_eq!(n_drawn(&harness), 2);
}

#[test]
fn nothing_moves_when_a_picture_is_there_at_last() {
    let below = "来的人多半是看湖的";
    let mut harness = harness_on(document_of("a.html", PAGE), (1280.0, 800.0), true);
    harness.run_steps(4);
    let before = harness.get_by_label_contains(below).rect();
    assert_eq!(n_drawn(&harness), 0, "it is not decoded yet");
    harness.state_mut().holds_jobs = false;
    harness.run_steps(6);
    assert_eq!(n_drawn(&harness), 2);
    assert_eq!(harness.get_by_label_contains(below).rect(), before);
}

#[test]
fn a_picture_that_is_elsewhere_is_a_frame_with_its_words() {
    let text = format!("一段文字。\n\n![{WORDS}](https://example.org/lake.png)\n\n又一段。\n");
    let mut harness = harness_with(document_of("a.md", text.as_bytes()), (800.0, 600.0));
    harness.run_steps(6);
    assert!(harness.query_by_role_and_label(Role::Image, WORDS).is_some());
    assert_eq!(n_drawn(&harness), 0);
}
