//! Where the document comes from, to be corrected, and what was ruled of it by hand, to be taken back.

use egui::{Align, Layout, Rect, ScrollArea, Ui, pos2, vec2};

use crate::app::texts::hand as texts;
use crate::app::{Command, OpenDocument, State};
use crate::clean::{Meta, Ruling, RulingKind};
use crate::text::{Bilingual, Language};
use crate::ui::Outbox;
use crate::ui::theme::{SMALL_POINTS, TEXT_POINTS, Theme};
use crate::ui::widgets::{bold, chip, elided, paint_button, row, sans, text_field};

const WIDTH: f32 = 420.0;
const LABEL_WIDTH: f32 = 58.0;
const ROW_HEIGHT: f32 = 34.0;
/// Most of the list that shows at once, in points.
const LIST_HEIGHT: f32 = 206.0;

/// The four fields, in the order in which they stand.
const FIELDS: [Bilingual; 4] = [texts::AUTHOR, texts::SOURCE, texts::DATE, texts::ADDRESS];

/// What the fields keep between frames.
#[derive(Default)]
pub(crate) struct InfoFields {
    /// What they were filled with.
    filled: Option<[String; 4]>,
    values: [String; 4],
}

fn values(meta: &Meta) -> [String; 4] {
    let Meta { author, source, date, url } = meta.clone();
    [author, source, date, url].map(Option::unwrap_or_default)
}

impl InfoFields {
    /// Fills the fields anew where the document says something else than they were filled with.
    fn refresh(&mut self, open: &OpenDocument, is_new: bool) {
        let shown = values(&open.document.cleaned.meta);
        if is_new || self.filled.as_ref() != Some(&shown) {
            self.values.clone_from(&shown);
            self.filled = Some(shown);
        }
    }

    /// Hands over what was typed, if that is other than what was shown.
    pub(crate) fn finish(&mut self, state: &State, out: &mut Outbox) {
        let Some(open) = &state.open else { return };
        let typed = self.values.clone().map(|value| value.trim().to_owned());
        let filled = self.filled.replace(typed.clone());
        if filled.is_some_and(|filled| filled != typed) {
            out.push(Command::SetMeta(edits(&typed, &open.document.cleaned.meta_in_file)));
        }
    }
}

/// What the reader says otherwise than the file; as the file says where both say the same.
fn edits(typed: &[String; 4], in_file: &Meta) -> Meta {
    let said = values(in_file);
    let edit = |index: usize| (typed[index] != said[index]).then(|| typed[index].clone());
    Meta { author: edit(0), source: edit(1), date: edit(2), url: edit(3) }
}

pub(crate) fn info_ui(
    ui: &mut Ui,
    state: &State,
    fields: &mut InfoFields,
    is_new: bool,
    theme: &Theme,
    out: &mut Outbox,
) {
    let Some(open) = &state.open else { return };
    ui.set_width(WIDTH.min(ui.ctx().content_rect().width() - 60.0));
    fields.refresh(open, is_new);
    let in_file = values(&open.document.cleaned.meta_in_file);
    let mut is_done = false;
    for (index, name) in FIELDS.iter().enumerate() {
        let line = Field { name: *name, in_file: &in_file[index], is_first: is_new && index == 0 };
        is_done |= field_ui(ui, &line, &mut fields.values[index], state.settings.language, theme);
    }
    if is_done {
        fields.finish(state, out);
    }
    rulings(ui, open, state.settings.language, theme, out);
}

/// A field as it is drawn.
struct Field<'a> {
    name: Bilingual,
    in_file: &'a str,
    is_first: bool,
}

/// A value with the button that gives it back to the file; whether it is done with.
fn field_ui(
    ui: &mut Ui,
    field: &Field<'_>,
    value: &mut String,
    language: Language,
    theme: &Theme,
) -> bool {
    let name = field.name.get(language);
    let mut is_done = false;
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 8.0;
        // The field says its name itself to those who listen.
        let (place, _) = ui.allocate_exact_size(vec2(LABEL_WIDTH, 32.0), egui::Sense::hover());
        let left = place.left_center();
        let font = sans(TEXT_POINTS);
        ui.painter().text(left, egui::Align2::LEFT_CENTER, name, font, theme.weak);
        // The field stays as wide as it is when the button comes.
        let button = texts::AS_IN_FILE.get(language).to_owned();
        let button = ui.painter().layout_no_wrap(button, sans(SMALL_POINTS), theme.text);
        let width = (ui.available_width() - button.size().x - 30.0).max(80.0);
        let hint = match field.in_file {
            "" => texts::FILE_IS_SILENT.get(language),
            said => said,
        };
        let response = text_field(ui, theme, width, value, name, hint);
        if field.is_first {
            response.request_focus();
        }
        is_done |= response.lost_focus();
        if value.trim() != field.in_file {
            let label = format!("{} · {name}", texts::AS_IN_FILE.get(language));
            let button = chip(ui, theme, None, texts::AS_IN_FILE.get(language), false);
            button.ctx.accesskit_node_builder(button.id, |node| node.set_label(label));
            let tip = if field.in_file.is_empty() {
                texts::FILE_IS_SILENT.get(language)
            } else {
                field.in_file
            };
            if button.on_hover_text(tip).clicked() {
                field.in_file.clone_into(value);
                is_done = true;
            }
        }
    });
    is_done
}

/// What was ruled of the text, in its order.
fn rulings(ui: &mut Ui, open: &OpenDocument, language: Language, theme: &Theme, out: &mut Outbox) {
    let rulings = &open.notebook.by_hand.rulings;
    if rulings.is_empty() {
        return;
    }
    ui.add_space(10.0);
    let title = format!("{} {}", texts::BY_HAND.get(language), rulings.len());
    ui.label(egui::RichText::new(title).font(bold(SMALL_POINTS)).color(theme.weak));
    let height = (rulings.len() as f32 * ROW_HEIGHT).min(LIST_HEIGHT);
    let scroll = ScrollArea::vertical().max_height(height).min_scrolled_height(height);
    scroll.auto_shrink([false, true]).show_rows(ui, ROW_HEIGHT, rulings.len(), |ui, shown| {
        ui.spacing_mut().item_spacing.y = 0.0;
        for ruling in rulings.iter().skip(shown.start).take(shown.len()) {
            ruling_ui(ui, open, ruling, language, theme, out);
        }
    });
}

fn ruling_ui(
    ui: &mut Ui,
    open: &OpenDocument,
    ruling: &Ruling,
    language: Language,
    theme: &Theme,
    out: &mut Outbox,
) {
    let kind = texts::kind(&ruling.kind).get(language);
    let line = match &ruling.kind {
        RulingKind::Text(text) => format!("{} → {text}", ruling.seen),
        _ => ruling.seen.clone(),
    };
    let (rect, response) = row(ui, ROW_HEIGHT, &format!("{kind}：{line}"));
    paint_button(ui, theme, &response, false);
    let middle = rect.center().y;
    let kind = ui.painter().layout_no_wrap(kind.to_owned(), sans(SMALL_POINTS), theme.accent);
    let left = rect.left() + 10.0;
    let text_left = left + kind.size().x.max(64.0) + 10.0;
    ui.painter().galley(pos2(left, middle - kind.size().y / 2.0), kind, theme.accent);
    let room = rect.right() - 84.0 - text_left;
    let line = elided(ui, &line.replace('\n', " "), sans(13.0), theme.text, room);
    ui.painter().galley(pos2(text_left, middle - line.size().y / 2.0), line, theme.text);
    let place =
        Rect::from_min_max(pos2(rect.right() - 80.0, rect.top()), rect.max - vec2(6.0, 0.0));
    let is_taken_back = ui
        .scope_builder(egui::UiBuilder::new().max_rect(place), |ui| {
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                chip(ui, theme, None, texts::TAKE_BACK.get(language), false).clicked()
            })
            .inner
        })
        .inner;
    if is_taken_back {
        out.push(Command::TakeBack(ruling.clone()));
    } else if response.clicked() {
        let placed = open.document.cleaned.rulings.iter().find(|placed| placed.ruling == *ruling);
        let source = placed.map_or(ruling.span, |placed| placed.span);
        out.push(Command::GoTo(open.document.clean_from_source(source).start));
    }
}
