//! The fields of the chosen tag: name, parent, description, colour, pattern, digit key, and what else can be done.

use egui::accesskit::Role;
use egui::{CursorIcon, Frame, Margin, Rect, Sense, Stroke, StrokeKind, Ui, WidgetInfo, vec2};

use crate::app::{Command, MemoOf, State, TagEdit, texts};
use crate::notebook::{Codebook, HighlightColor, LinePattern, SLOTS, Tag, TagId, TagNameError};
use crate::ui::reader::underline;
use crate::ui::tags::memo::memo_ui;
use crate::ui::tags::{Desk, Doing, TAG_ROWS, TagManager, act};
use crate::ui::theme::{SMALL_POINTS, TEXT_POINTS, Theme};
use crate::ui::widgets::{chip, edged_button, words};
use crate::ui::{Outbox, fixed_id};

/// What is typed of the chosen tag.
#[derive(Default)]
pub(super) struct Fields {
    of: Option<(TagId, u32)>,
    /// The name that was refused, and why.
    refused: Option<(String, TagNameError)>,
    name: String,
    parent: String,
    description: String,
}

fn parent_path(codebook: &Codebook, tag: &Tag) -> String {
    tag.parent.as_ref().map(|parent| codebook.path(parent)).unwrap_or_default()
}

impl Fields {
    /// Takes over what the tag is, where another is chosen or it was changed.
    fn fill(&mut self, codebook: &Codebook, tag: &Tag) {
        if self.of.as_ref() == Some(&(tag.id.clone(), tag.revision)) {
            return;
        }
        self.of = Some((tag.id.clone(), tag.revision));
        self.refused = None;
        self.name.clone_from(&tag.name);
        self.description.clone_from(&tag.description);
        self.parent = parent_path(codebook, tag);
    }
}

/// Carries out what was typed and not left yet.
pub(super) fn finish(state: &State, manager: &mut TagManager, out: &mut Outbox) {
    let fields = std::mem::take(&mut manager.fields);
    let Some((id, _)) = fields.of else { return };
    let Some(tag) = state.codebook.tags.get(&id).filter(|tag| tag.is_live()) else { return };
    let is_free = state.codebook.rename(&id, &fields.name).is_ok();
    if fields.name.trim() != tag.name && is_free {
        out.push(Command::EditTag(id.clone(), TagEdit::Name(fields.name)));
    }
    if fields.description.trim() != tag.description {
        out.push(Command::EditTag(id.clone(), TagEdit::Description(fields.description)));
    }
    if fields.parent.trim() != parent_path(&state.codebook, tag) {
        out.push(Command::EditTag(id, TagEdit::ParentPath(fields.parent)));
    }
}

pub(super) fn detail_ui(ui: &mut Ui, desk: &Desk<'_>, manager: &mut TagManager, out: &mut Outbox) {
    let codebook = &desk.state.codebook;
    let Some(tag) = manager.chosen.last().and_then(|id| codebook.tags.get(id)) else { return };
    let (language, theme) = (desk.language, desk.theme);
    if manager.chosen.len() > 1 {
        return several_ui(ui, desk, manager);
    }
    manager.fields.fill(codebook, tag);
    let (fields, memo) = (&mut manager.fields, &mut manager.memo);
    ui.spacing_mut().item_spacing.y = 6.0;
    egui::ScrollArea::vertical().id_salt("tag detail").auto_shrink([false, false]).show(ui, |ui| {
        let used = texts::tag_use(language, desk.here(&tag.id), desk.elsewhere(&tag.id));
        ui.label(words(used, SMALL_POINTS, theme.weak));
        let name = texts::TAG_NAME.get(language);
        if field(ui, theme, name, "", &mut fields.name, Lines::One)
            && fields.name.trim() != tag.name
        {
            match codebook.rename(&tag.id, &fields.name) {
                Ok(_) => {
                    out.push(Command::EditTag(tag.id.clone(), TagEdit::Name(fields.name.clone())));
                    fields.of = None;
                }
                Err(error) => fields.refused = Some((fields.name.clone(), error)),
            }
        }
        refused_ui(ui, desk, tag, fields, out);
        let parent = texts::TAG_PARENT.get(language);
        let hint = texts::AT_THE_TOP.get(language);
        if field(ui, theme, parent, hint, &mut fields.parent, Lines::One)
            && fields.parent.trim() != parent_path(codebook, tag)
        {
            let path = fields.parent.clone();
            out.push(Command::EditTag(tag.id.clone(), TagEdit::ParentPath(path)));
            fields.of = None;
        }
        let description = texts::TAG_DESCRIPTION.get(language);
        if field(ui, theme, description, "", &mut fields.description, Lines::Three)
            && fields.description.trim() != tag.description
        {
            let text = fields.description.clone();
            out.push(Command::EditTag(tag.id.clone(), TagEdit::Description(text)));
            fields.of = None;
        }
        let of = MemoOf::Tag(tag.id.clone());
        memo_ui(ui, desk, memo, &of, TAG_ROWS, out);
        colors_ui(ui, desk, tag, out);
        patterns_ui(ui, desk, tag, out);
        slots_ui(ui, desk, tag, out);
        ui.add_space(10.0);
        acts_ui(ui, desk, &mut manager.doing);
    });
    if manager.doing != Doing::Editing {
        act::begin(ui, manager, language);
    }
}

/// Why a name was refused, as long as it stands in the field, and the way to join the tags where it is another's.
fn refused_ui(ui: &mut Ui, desk: &Desk<'_>, tag: &Tag, fields: &Fields, out: &mut Outbox) {
    let Some((name, error)) = fields.refused.as_ref().filter(|(name, _)| *name == fields.name)
    else {
        return;
    };
    let (language, theme, codebook) = (desk.language, desk.theme, &desk.state.codebook);
    let why = texts::tag_refused(*error);
    let label = ui.label(words(why.get(language), SMALL_POINTS, theme.error));
    label.ctx.accesskit_node_builder(label.id, |node| {
        node.set_live(egui::accesskit::Live::Polite);
    });
    let path = match &tag.parent {
        Some(parent) => format!("{}/{}", codebook.path(parent), name.trim()),
        None => name.trim().to_owned(),
    };
    let other = codebook.find(&path).filter(|other| other.id != tag.id);
    if let Some(other) = other.filter(|_| *error == TagNameError::Taken) {
        let says = texts::merge_into(language, &codebook.path(&other.id));
        if edged_button(ui, theme, &says, false).clicked() {
            out.push(Command::EditTag(tag.id.clone(), TagEdit::MergeInto(other.id.clone())));
        }
    }
}

/// What can be done with several tags at once: merging them.
fn several_ui(ui: &mut Ui, desk: &Desk<'_>, manager: &mut TagManager) {
    for id in &manager.chosen {
        let path = format!("#{}", desk.state.codebook.path(id));
        ui.label(words(path, TEXT_POINTS, desk.theme.text));
    }
    ui.add_space(10.0);
    if edged_button(ui, desk.theme, texts::MERGE_TAGS.get(desk.language), true).clicked() {
        manager.doing = Doing::Merging;
        act::begin(ui, manager, desk.language);
    }
}

fn acts_ui(ui: &mut Ui, desk: &Desk<'_>, doing: &mut Doing) {
    ui.horizontal_wrapped(|ui| {
        for (words, chosen) in [
            (texts::MERGE_TAGS, Doing::Merging),
            (texts::SPLIT_TAG, Doing::Splitting),
            (texts::DELETE_TAG, Doing::Deleting),
        ] {
            if edged_button(ui, desk.theme, words.get(desk.language), false).clicked() {
                *doing = chosen;
            }
        }
    });
}

/// How high a field is.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Lines {
    One,
    Three,
}

/// The identity of the field with this name.
pub(super) fn field_id(label: &str) -> egui::Id {
    fixed_id("tag field").with(label)
}

/// A labelled field; whether it was left, or Enter was pressed in it.
pub(super) fn field(
    ui: &mut Ui,
    theme: &Theme,
    label: &str,
    hint: &str,
    text: &mut String,
    lines: Lines,
) -> bool {
    ui.label(words(label, SMALL_POINTS, theme.weak));
    let id = field_id(label);
    let shown = Frame::new()
        .fill(theme.page)
        .corner_radius(6)
        .inner_margin(Margin::symmetric(8, 6))
        .show(ui, |ui| {
            ui.spacing_mut().interact_size.y = 20.0;
            let edit = match lines {
                Lines::One => egui::TextEdit::singleline(text),
                Lines::Three => egui::TextEdit::multiline(text).desired_rows(3),
            };
            let edit = edit.id(id).frame(Frame::NONE).margin(Margin::ZERO);
            let hint = words(hint, TEXT_POINTS, theme.weak);
            ui.add(edit.hint_text(hint).desired_width(f32::INFINITY))
        });
    let response = shown.inner;
    response.ctx.accesskit_node_builder(response.id, |node| node.set_label(label));
    let edge = if response.has_focus() { theme.accent } else { theme.edge };
    ui.painter().rect_stroke(shown.response.rect, 6.0, Stroke::new(1.0, edge), StrokeKind::Inside);
    response.lost_focus()
}

fn colors_ui(ui: &mut Ui, desk: &Desk<'_>, tag: &Tag, out: &mut Outbox) {
    let (language, theme) = (desk.language, desk.theme);
    ui.label(words(texts::COLOR.get(language), SMALL_POINTS, theme.weak));
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(2.0, 2.0);
        for color in HighlightColor::ALL {
            let name = texts::color(color).get(language);
            let is_on = tag.color == color;
            let (rect, response) = ui.allocate_exact_size(vec2(34.0, 30.0), Sense::click());
            response.widget_info(|| WidgetInfo::selected(Role::RadioButton, true, is_on, name));
            let highlight = theme.highlight(color);
            let sample = rect.shrink2(vec2(4.0, 6.0));
            ui.painter().rect_filled(sample, 3.0, highlight.fill);
            underline::paint(ui.painter(), Some(highlight.pattern), sample, 0, highlight.ink);
            ring(ui, theme, &response, is_on);
            if response.on_hover_text(name).on_hover_cursor(CursorIcon::PointingHand).clicked() {
                out.push(Command::EditTag(tag.id.clone(), TagEdit::Color(color)));
            }
        }
    });
}

fn ring(ui: &Ui, theme: &Theme, response: &egui::Response, is_on: bool) {
    let (rect, has_focus) = (response.rect, response.has_focus());
    if is_on || has_focus {
        let stroke = Stroke::new(if has_focus { 2.0 } else { 1.5 }, theme.accent);
        ui.painter().rect_stroke(rect, 6.0, stroke, StrokeKind::Inside);
    }
}

fn patterns_ui(ui: &mut Ui, desk: &Desk<'_>, tag: &Tag, out: &mut Outbox) {
    let (language, theme) = (desk.language, desk.theme);
    ui.label(words(texts::TAG_PATTERN.get(language), SMALL_POINTS, theme.weak));
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(2.0, 2.0);
        let own = texts::PATTERN_OF_COLOR.get(language);
        if chip(ui, theme, None, own, tag.pattern.is_none()).clicked() {
            out.push(Command::EditTag(tag.id.clone(), TagEdit::Pattern(None)));
        }
        for pattern in LinePattern::ALL {
            let name = texts::line_pattern(pattern).get(language);
            let is_on = tag.pattern == Some(pattern);
            let (rect, response) = ui.allocate_exact_size(vec2(44.0, 28.0), Sense::click());
            response.widget_info(|| WidgetInfo::selected(Role::RadioButton, true, is_on, name));
            let line = Rect::from_min_max(rect.min, rect.max).shrink2(vec2(7.0, 12.0));
            let ink = theme.highlight(tag.color).ink;
            underline::paint(ui.painter(), Some(pattern), line, 0, ink);
            ring(ui, theme, &response, is_on);
            if response.on_hover_text(name).on_hover_cursor(CursorIcon::PointingHand).clicked() {
                out.push(Command::EditTag(tag.id.clone(), TagEdit::Pattern(Some(pattern))));
            }
        }
    });
}

fn slots_ui(ui: &mut Ui, desk: &Desk<'_>, tag: &Tag, out: &mut Outbox) {
    let (language, theme) = (desk.language, desk.theme);
    ui.label(words(texts::TAG_SLOT.get(language), SMALL_POINTS, theme.weak));
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(4.0, 4.0);
        if chip(ui, theme, None, texts::NO_SLOT.get(language), tag.slot.is_none()).clicked() {
            out.push(Command::EditTag(tag.id.clone(), TagEdit::Slot(None)));
        }
        for slot in SLOTS {
            let holder = desk.state.tag_of_key(slot);
            let response = chip(ui, theme, None, &slot.to_string(), tag.slot == Some(slot));
            let response = match holder.filter(|holder| holder.id != tag.id) {
                Some(holder) => response.on_hover_text(format!("#{}", holder.name)),
                None => response,
            };
            if response.clicked() {
                out.push(Command::EditTag(tag.id.clone(), TagEdit::Slot(Some(slot))));
            }
        }
    });
    let lent = desk.state.keyed_tags().into_iter().find(|(_, keyed)| keyed.id == tag.id);
    if let Some((key, _)) = lent.filter(|_| tag.slot.is_none()) {
        let says = texts::lent_key(language, key);
        ui.add(egui::Label::new(words(says, SMALL_POINTS, theme.weak)).wrap());
    }
}
