//! Tests that overlapping marks of random places are drawn and hit as a plain model says; nothing of the program.

use egui::{Color32, Rect, Shape, pos2, vec2};
use proptest::prelude::*;

use crate::app::{Mark, PageLook, ThemeName};
use crate::clean::CleanOptions;
use crate::document::Document;
use crate::notebook::{AnnotationId, HighlightColor};
use crate::text::{Pos, Span};
use crate::ui::reader::count;
use crate::ui::reader::layout::Layouts;
use crate::ui::reader::look::Sizes;
use crate::ui::reader::marks::{LANES, Marks};
use crate::ui::reader::model::Page;
use crate::ui::reader::paint::{self, Frame, Overlay};
use crate::ui::reader::scroll::Placed;
use crate::ui::theme;

const TEXT: &str = "统筹推进复工复产\n\n　　吉林省第一时间吹响“集结号”，就加强党的领导、推进企业复工复产，增长 98.2%。GDP of the province，另有安排。\n　　第二段从这里开始，一共两行：前一行和后一行，都在这里，不多也不少，正好够了。\n";

fn page() -> Page {
    let options = CleanOptions::default();
    Page::new(&Document::new("a.txt", TEXT.as_bytes(), None, &options).unwrap(), false)
}

/// The mark over the characters from `from` up to `to`, counted modulo the text's.
fn mark(page: &Page, index: usize, (from, to, color): (usize, usize, usize)) -> Option<Mark> {
    let text = page.text.as_str();
    let borders: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
    let at = |n: usize| borders[n % borders.len()];
    let (start, end) = (at(from).min(at(to)), at(from).max(at(to)));
    (start < end).then(|| Mark {
        id: AnnotationId(format!("{index:03}")),
        span: Span::new(start, end),
        color: HighlightColor::ALL[color % HighlightColor::ALL.len()],
        pattern: None,
        has_note: false,
        is_suggested: false,
    })
}

/// The marks over a character, the shortest first, those of one length in order.
fn over(marks: &[Mark], at: usize) -> Vec<&Mark> {
    let mut over: Vec<&Mark> =
        marks.iter().filter(|mark| mark.span.contains(Pos::new(at))).collect();
    over.sort_by_key(|mark| mark.span.len());
    over
}

/// What was filled, with its colour.
type Fills = Vec<(Rect, Color32)>;

/// Boxes that are filled, in the order in which they are painted.
fn filled(shapes: &[egui::epaint::ClippedShape]) -> Fills {
    let boxes = shapes.iter().filter_map(|clipped| match &clipped.shape {
        Shape::Rect(shape) => Some((shape.rect, shape.fill)),
        _ => None,
    });
    boxes.filter(|(_, fill)| *fill != Color32::TRANSPARENT).collect()
}

/// Paints the whole page with marks, and gives what was filled and the box of each character.
fn painted(page: &Page, marks: &Marks, width: f32) -> (Fills, Vec<(usize, Rect)>) {
    let context = egui::Context::default();
    crate::ui::install(&context);
    context.run_ui(egui::RawInput::default(), |_| {}).drop_without_applying_deltas();
    let sizes = Sizes::new(&PageLook::default(), page.is_han, 1.0, 1.0, width);
    let mut layouts = Layouts::new(sizes, count::guessed(page, &sizes));
    let (mut placed, mut top) = (Vec::new(), 0.0);
    for index in 0..page.pieces.len() {
        let set = layouts.piece(&context, page, index);
        let height = set.height();
        placed.push(Placed { index, top, set });
        top += height;
    }
    let frame =
        Frame::new(Rect::from_min_size(pos2(0.0, 0.0), vec2(width, top as f32)), sizes, 0.0);
    let overlay = Overlay {
        marks,
        reshaped: None,
        caret: None,
        active: None,
        selection: None,
        hits: &[],
        current_hit: None,
    };
    let theme = theme::theme(ThemeName::Light);
    let input = egui::RawInput {
        screen_rect: Some(Rect::from_min_size(pos2(0.0, 0.0), vec2(width, top as f32))),
        ..egui::RawInput::default()
    };
    let output = context.run_ui(input, |ui| {
        let painter = ui.ctx().layer_painter(egui::LayerId::background());
        paint::paint(&painter, &frame, page, &placed, &overlay, theme);
    });
    let fills = filled(&output.shapes);
    output.drop_without_applying_deltas();
    let text = page.text.as_str();
    let boxes = text.char_indices().filter(|(_, c)| !c.is_whitespace()).filter_map(|(at, c)| {
        let span = Span::new(at, at + c.len_utf8());
        Some((at, *paint::boxes(&frame, page, &placed, span).first()?))
    });
    (fills, boxes.collect())
}

fn check(spans: &[(usize, usize, usize)], width: f32) {
    let page = page();
    let mut list: Vec<Mark> =
        spans.iter().enumerate().filter_map(|(index, span)| mark(&page, index, *span)).collect();
    list.sort_by_key(|mark| (mark.span.start, std::cmp::Reverse(mark.span.end)));
    let mut marks = Marks::default();
    marks.take(&list.iter().cloned().collect());
    let theme = theme::theme(ThemeName::Light);
    let (fills, boxes) = painted(&page, &marks, width);
    assert!(boxes.len() > 80, "the page is there");
    for (at, rect) in boxes {
        let model = over(&list, at);
        let hit: Vec<&AnnotationId> =
            marks.at(Pos::new(at)).into_iter().map(|mark| &mark.id).collect();
        assert_eq!(hit, model.iter().map(|mark| &mark.id).collect::<Vec<_>>(), "hit at {at}");
        let colors: Vec<Color32> =
            model.iter().take(3).map(|mark| theme.highlight(mark.color).fill).collect();
        // Lines are thin and lie below the middle.
        let drawn =
            fills.iter().rfind(|(fill, _)| fill.contains(rect.center()) && fill.height() > 8.0);
        let wanted = (!colors.is_empty()).then(|| theme.mixed_fill(&colors));
        assert_eq!(drawn.map(|(_, fill)| *fill), wanted, "fill at {at}");
    }
    lanes_are_as_modelled(&list, &marks, page.text.len());
}

/// No two marks over the same words share a lane but the outermost, and the longer runs outside.
fn lanes_are_as_modelled(list: &[Mark], marks: &Marks, length: usize) {
    let all = marks.in_span(Span::new(0, length));
    let lanes: Vec<(Mark, u8)> = all.map(|(mark, lane)| (mark.clone(), lane)).collect();
    assert_eq!(lanes.len(), list.len());
    for (mark, lane) in &lanes {
        let shorter = lanes.iter().filter(|(other, _)| {
            let rank = |mark: &Mark| {
                (mark.span.len(), std::cmp::Reverse(mark.span.start), mark.id.clone())
            };
            other.span.overlaps(mark.span) && rank(other) < rank(mark)
        });
        let below: Vec<u8> = shorter.map(|(_, lane)| *lane).collect();
        if *lane < LANES - 1 {
            assert!(!below.contains(lane), "a shorter mark runs in the same lane");
        }
        assert!(
            (0..*lane).all(|inner| below.contains(&inner)),
            "a lane nearer to the text is free"
        );
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn overlapping_marks_are_drawn_and_hit_as_the_model_says(
        spans in prop::collection::vec((0_usize..140, 0_usize..140, 0_usize..8), 0..14),
        width in prop::sample::select(vec![420.0_f32, 700.0, 1280.0]),
    ) {
        check(&spans, width);
    }
}

#[test]
fn many_marks_over_one_word_are_drawn_and_counted() {
    check(&[(5, 60, 0), (6, 59, 1), (7, 58, 2), (8, 57, 3), (9, 56, 4), (9, 56, 5)], 700.0);
}
