//! The page for those who listen to it: one text of the lines in view, character by character, a node for each
//! paragraph, each marked passage, and each heading of the document.
//!
//! Nothing is painted here, and nothing is done at all while nobody listens.

mod runs;

use std::collections::BTreeMap;
use std::rc::Rc;

use egui::accesskit::{Action, Role, TextDirection, TextPosition, TextSelection};
use egui::{Event, Id, Rect, Response, Sense, Ui, UiBuilder, WidgetInfo, pos2};

use crate::app::{Command, State, texts};
use crate::document::BlockKind;
use crate::outline::Heading;
use crate::text::{Clean, Pos, Span};
use crate::ui::Outbox;
use crate::ui::reader::Work;
use crate::ui::reader::described::runs::Run;
use crate::ui::reader::layout::SetPiece;
use crate::ui::reader::paint::{self, Frame};
use crate::ui::reader::scroll::Placed;

/// Most headings on either side of the page that have a node; the contents have them all.
const MOST_HEADINGS: usize = 500;

/// What is known of the pieces in view, so that no words are sought twice.
#[derive(Debug, Default)]
pub(crate) struct Described {
    pieces: BTreeMap<usize, (Rc<SetPiece>, Rc<[Run]>)>,
}

/// The runs of a piece with their nodes, in order.
struct Told {
    start: usize,
    set: Rc<SetPiece>,
    runs: Rc<[Run]>,
    id: Id,
}

impl Work<'_> {
    /// Tells what is in view.
    pub(super) fn describe(
        &mut self,
        response: &Response,
        frame: &Frame,
        placed: &[Placed],
        out: &mut Outbox,
    ) {
        let is_heard = self.ui.ctx().accesskit_node_builder(response.id, |_| ()).is_some();
        if !is_heard {
            self.reader.described.pieces.clear();
            return;
        }
        let salt = self.ui.scope_id().with("told");
        let builder = UiBuilder::new().id_salt(salt).accessibility_parent(response.id);
        let mut sheet = self.ui.new_child(builder.max_rect(self.rect));
        let (before, after) = self.headings_beyond(placed);
        self.headings(&sheet, before, out);
        let told: Vec<Told> =
            placed.iter().filter_map(|place| self.piece(&mut sheet, frame, place)).collect();
        self.headings(&sheet, after, out);
        self.marks(&sheet, frame, placed);
        self.tell_selection(response.id, &told);
        let in_view = |index: &usize| placed.iter().any(|place| place.index == *index);
        self.reader.described.pieces.retain(|index, _| in_view(index));
    }

    /// The node of a paragraph, with one for each of its lines.
    fn piece(&mut self, sheet: &mut Ui, frame: &Frame, place: &Placed) -> Option<Told> {
        let piece = self.page.pieces.get(place.index)?;
        let y = |pixels: f64| frame.sizes.points(frame.top + pixels);
        let rect = Rect::from_min_max(
            pos2(self.rect.left(), y(place.top + place.set.gap - place.set.room)),
            pos2(self.rect.right(), y(place.bottom())),
        );
        let id = sheet.scope_id().with(("paragraph", piece.span.start.offset, piece.taken));
        let response = sheet.interact(rect.intersect(self.rect), id, Sense::hover());
        let text = self.page.text_of(piece);
        let text = piece.marker.map_or_else(|| text.into(), |marker| marker.said(text));
        let (role, level) = match piece.kind {
            BlockKind::Title => (Role::Heading, Some(1)),
            BlockKind::Heading(level) => (Role::Heading, Some(usize::from(level) + 1)),
            _ if piece.picture.is_some() => (Role::Image, None),
            _ => (Role::Paragraph, None),
        };
        response.widget_info(|| WidgetInfo::labeled(role, true, &*text));
        if let Some(level) = level {
            sheet.ctx().accesskit_node_builder(id, |node| node.set_level(level));
        }
        let runs = self.runs(place);
        let builder = UiBuilder::new().id_salt(id).accessibility_parent(id);
        let lines = sheet.new_child(builder.max_rect(rect));
        for (index, run) in runs.iter().enumerate() {
            let rect = frame.rect_of(&place.set.look, place.line_top(run.line), run.extent);
            let is_seen = rect.intersects(self.rect);
            if is_seen {
                tell_run(&lines, id.with(index), rect, run);
            }
        }
        Some(Told { start: piece.span.start.index(), set: Rc::clone(&place.set), runs, id })
    }

    /// The lines of a piece as they are told; worked out when it is new in view.
    fn runs(&mut self, place: &Placed) -> Rc<[Run]> {
        let known = self.reader.described.pieces.get(&place.index);
        if let Some((_, runs)) = known.filter(|(set, _)| Rc::ptr_eq(set, &place.set)) {
            return Rc::clone(runs);
        }
        let runs: Rc<[Run]> = runs::of_piece(self.page, place, self.layouts.sizes).into();
        let kept = (Rc::clone(&place.set), Rc::clone(&runs));
        self.reader.described.pieces.insert(place.index, kept);
        runs
    }

    /// The headings above and below what is in view, with their places among all.
    fn headings_beyond(&self, placed: &[Placed]) -> (Vec<Beyond>, Vec<Beyond>) {
        let headings = &self.open.document.outline.headings;
        let pieces = || placed.iter().filter_map(|place| self.page.pieces.get(place.index));
        let start = pieces().next().map_or(Pos::default(), |piece| piece.span.start);
        let end = pieces().next_back().map_or(Pos::default(), |piece| piece.span.end);
        let above = headings.partition_point(|heading| heading.span.start < start);
        let below = headings.partition_point(|heading| heading.span.start < end);
        let beyond = |index: usize| Some(Beyond::new(index, headings.get(index)?));
        (
            (above.saturating_sub(MOST_HEADINGS)..above).filter_map(beyond).collect(),
            (below..headings.len().min(below + MOST_HEADINGS)).filter_map(beyond).collect(),
        )
    }

    /// Nodes of headings that are not in view; pressing one goes there.
    fn headings(&self, sheet: &Ui, headings: Vec<Beyond>, out: &mut Outbox) {
        let language = self.state.settings.language;
        let is_asked = sheet.input(|input| {
            input.events.iter().any(|event| matches!(event, Event::AccessKitActionRequest(_)))
        });
        for heading in headings {
            let id = sheet.scope_id().with(("beyond", heading.index));
            sheet.interact(Rect::NOTHING, id, Sense::hover());
            let name = texts::section_named(language, heading.index + 1, &heading.text);
            sheet.ctx().accesskit_node_builder(id, |node| {
                node.set_role(Role::Heading);
                node.set_level(heading.level);
                node.set_label(name);
                node.add_action(Action::Click);
            });
            let asks = |input: &egui::InputState| {
                input.has_accesskit_action_request(id, Action::Click)
                    || input.has_accesskit_action_request(id, Action::ScrollIntoView)
            };
            if is_asked && sheet.input(asks) {
                out.push(Command::GoTo(heading.start));
            }
        }
    }

    /// A node for each mark in view, which says its tags and what its note says.
    fn marks(&self, sheet: &Ui, frame: &Frame, placed: &[Placed]) {
        let language = self.state.settings.language;
        for (mark, _) in self.reader.marks.in_span(self.reader.reading) {
            let boxes = paint::boxes(frame, self.page, placed, mark.span);
            let Some(rect) = boxes.into_iter().reduce(Rect::union) else { continue };
            let annotation = self.state.annotation(&mark.id);
            let tags = annotation.into_iter().flat_map(|note| &note.tags);
            let tags: Vec<String> = tags.map(|tag| self.state.codebook.path(tag)).collect();
            let name = texts::mark_name(language, &tags, mark.has_note);
            let id = sheet.scope_id().with(("mark", &mark.id.0));
            let response = sheet.interact(rect.intersect(self.rect), id, Sense::hover());
            response.widget_info(|| WidgetInfo::labeled(Role::Mark, true, &name));
            let words = self.page.text.get(mark.span);
            sheet.ctx().accesskit_node_builder(id, |node| {
                node.set_value(words);
                if let Some(note) = annotation.filter(|note| !note.note.is_empty()) {
                    node.set_description(note.note.as_str());
                }
            });
        }
    }

    /// Says what is selected, as far as it is in view.
    fn tell_selection(&self, page: Id, told: &[Told]) {
        let Some(selected) = shown_selection(self.state) else { return };
        let (Some(anchor), Some(focus)) =
            (position(told, selected.start), position(told, selected.end))
        else {
            return;
        };
        self.ui.ctx().accesskit_node_builder(page, |node| {
            node.set_text_selection(TextSelection { anchor, focus });
        });
    }
}

/// What is selected, or the passage that keys act on.
fn shown_selection(state: &State) -> Option<Span<Clean>> {
    let active = || state.open.as_ref()?.places.get(state.active.as_ref()?)?.clean;
    state.selection.or_else(active)
}

/// A place among the told characters; the nearest where it is out of view.
fn position(told: &[Told], pos: Pos<Clean>) -> Option<TextPosition> {
    let piece = told.iter().rev().find(|told| told.start <= pos.index()).or(told.first())?;
    let shown = piece.set.shown_offset(pos.index().saturating_sub(piece.start));
    let index = piece.runs.partition_point(|run| run.bytes.end <= shown);
    let index = index.min(piece.runs.len().checked_sub(1)?);
    let character_index = piece.runs.get(index)?.index_of(shown);
    Some(TextPosition { node: piece.id.with(index).accesskit_id(), character_index })
}

/// A heading that is not in view.
struct Beyond {
    index: usize,
    text: String,
    level: usize,
    start: Pos<Clean>,
}

impl Beyond {
    fn new(index: usize, heading: &Heading) -> Self {
        let level = usize::from(heading.level) + 1;
        Self { index, text: heading.text.clone(), level, start: heading.span.start }
    }
}

fn tell_run(lines: &Ui, id: Id, rect: Rect, run: &Run) {
    lines.interact(rect, id, Sense::hover());
    lines.ctx().accesskit_node_builder(id, |node| {
        node.set_role(Role::TextRun);
        node.set_text_direction(TextDirection::LeftToRight);
        node.set_bounds(egui::accesskit::Rect {
            x0: rect.min.x.into(),
            y0: rect.min.y.into(),
            x1: rect.max.x.into(),
            y1: rect.max.y.into(),
        });
        node.set_value(run.text.as_str());
        node.set_character_lengths(run.lengths.clone());
        node.set_character_positions(run.positions.clone());
        node.set_character_widths(run.widths.clone());
        node.set_word_starts(run.word_starts.clone());
    });
}
