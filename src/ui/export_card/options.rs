//! What can be chosen for a format: only what makes a difference to it is shown.

use egui::Ui;

use crate::app::{ExportChoice, ExportScope, State, texts};
use crate::clean::ScriptChoice;
use crate::exchange::template::PRESETS;
use crate::exchange::{ExportFormat, Grouping, Holds, QuoteText, Rows, Written};
use crate::text::{Bilingual, Language};
use crate::ui::fixed_id;
use crate::ui::theme::{SMALL_POINTS, Theme};
use crate::ui::widgets::{chip, text_field, words};

/// Formats that put notes together.
const GROUPED: [&str; 4] = ["markdown", "obsidian", "html", "template"];
/// Formats with rows.
const TABLES: [&str; 2] = ["csv", "xlsx"];

pub(super) fn caption(ui: &mut Ui, text: &str, theme: &Theme) {
    ui.add_space(5.0);
    ui.label(words(text, SMALL_POINTS, theme.weak));
}

pub(super) fn options_ui(ui: &mut Ui, state: &State, choice: &mut ExportChoice, theme: &Theme) {
    let language = state.settings.language;
    let Some(format) = choice.format() else { return };
    let of = |choices: &[ExportScope]| -> Vec<_> {
        choices.iter().map(|one| (*one, texts::export_scope(*one))).collect()
    };
    let scopes = of(&[ExportScope::Document, ExportScope::Library]);
    let shown = Shown { language, theme };
    if format.has_template() {
        template_ui(ui, choice, shown);
    }
    shown.chips(ui, texts::EXPORT_SCOPE, &scopes, &mut choice.scope);
    if format.holds != Holds::Article {
        filter_ui(ui, state, choice, theme);
    }
    shape_ui(ui, format, choice, shown);
    let scripts = [ScriptChoice::Simplified, ScriptChoice::Traditional, ScriptChoice::Keep];
    let scripts = scripts.map(|script| (Some(script), texts::script(script)));
    let scripts: Vec<_> = [(None, texts::EXPORT_AS_SHOWN)].into_iter().chain(scripts).collect();
    shown.chips(ui, texts::SCRIPT, &scripts, &mut choice.script);
}

#[derive(Clone, Copy)]
struct Shown<'a> {
    language: Language,
    theme: &'a Theme,
}

impl Shown<'_> {
    /// A caption, and a chip for each of some values, of which one is chosen.
    fn chips<T: Copy + PartialEq>(
        self,
        ui: &mut Ui,
        name: Bilingual,
        values: &[(T, Bilingual)],
        chosen: &mut T,
    ) {
        caption(ui, name.get(self.language), self.theme);
        ui.horizontal_wrapped(|ui| {
            for (value, name) in values {
                let is_on = *chosen == *value;
                if chip(ui, self.theme, None, name.get(self.language), is_on).clicked() {
                    *chosen = *value;
                }
            }
        });
    }
}

/// Which notes.
fn filter_ui(ui: &mut Ui, state: &State, choice: &mut ExportChoice, theme: &Theme) {
    let language = state.settings.language;
    let filter = &mut choice.request.filter;
    if let Some(ids) = &filter.ids {
        let name = format!("{} ×", texts::export_only(language, ids.len()));
        if chip(ui, theme, None, &name, true).clicked() {
            filter.ids = None;
        }
    }
    let tags = &state.export.tags;
    if !tags.is_empty() {
        caption(ui, texts::EXPORT_TAGS.get(language), theme);
        ui.horizontal_wrapped(|ui| {
            for (tag, color) in tags {
                let is_on = filter.tags.contains(tag);
                let dot = theme.highlight(*color).ink;
                if chip(ui, theme, Some(dot), tag, is_on).clicked() {
                    toggle(&mut filter.tags, tag.clone());
                }
            }
        });
    }
    let colors = &state.export.colors;
    if colors.len() > 1 {
        caption(ui, texts::EXPORT_COLORS.get(language), theme);
        ui.horizontal_wrapped(|ui| {
            for color in colors.iter().copied() {
                let is_on = filter.colors.contains(&color);
                let dot = theme.highlight(color).ink;
                let name = texts::color(color).get(language);
                if chip(ui, theme, Some(dot), name, is_on).clicked() {
                    toggle(&mut filter.colors, color);
                }
            }
        });
    }
    let shown = Shown { language, theme };
    let written = [Written::Either, Written::With, Written::Without];
    let written = written.map(|one| (one, texts::export_written(one)));
    shown.chips(ui, texts::EXPORT_WRITTEN, &written, &mut filter.written);
    let has_headings =
        state.open.as_ref().is_some_and(|open| !open.document.outline.headings.is_empty());
    if has_headings {
        caption(ui, texts::EXPORT_SECTION.get(language), theme);
        let name = texts::EXPORT_SECTION.get(language);
        text_field(ui, theme, 240.0, &mut filter.section, name, "");
    }
}

/// In which shape.
fn shape_ui(ui: &mut Ui, format: &ExportFormat, choice: &mut ExportChoice, shown: Shown<'_>) {
    let request = &mut choice.request;
    if GROUPED.contains(&format.id) {
        let all = Grouping::ALL.map(|one| (one, texts::grouping(one)));
        shown.chips(ui, texts::EXPORT_GROUPING, &all, &mut request.grouping);
    }
    if TABLES.contains(&format.id) {
        let all = [Rows::Highlight, Rows::HighlightAndTag];
        let all = all.map(|one| (one, texts::export_rows(one)));
        shown.chips(ui, texts::EXPORT_ROWS, &all, &mut request.rows);
    }
    if format.holds == Holds::Notes {
        let all = [QuoteText::Clean, QuoteText::Source];
        let all = all.map(|one| (one, texts::export_quote(one)));
        shown.chips(ui, texts::EXPORT_QUOTE, &all, &mut request.quote);
    }
}

/// A template to begin with, and its text.
fn template_ui(ui: &mut Ui, choice: &mut ExportChoice, shown: Shown<'_>) {
    let template = &mut choice.request.template;
    caption(ui, texts::EXPORT_TEMPLATE.get(shown.language), shown.theme);
    ui.horizontal_wrapped(|ui| {
        for preset in PRESETS {
            let is_on = template == preset.text;
            let name = preset.name.get(shown.language);
            if chip(ui, shown.theme, None, name, is_on).clicked() {
                preset.text.clone_into(template);
            }
        }
    });
    let edit = egui::TextEdit::multiline(template)
        .id(fixed_id("export template"))
        .code_editor()
        .desired_rows(8)
        .desired_width(f32::INFINITY);
    let response = ui.add(edit);
    response.ctx.accesskit_node_builder(response.id, |node| {
        node.set_label(texts::EXPORT_TEMPLATE.get(shown.language));
    });
}

fn toggle<T: PartialEq>(values: &mut Vec<T>, value: T) {
    match values.iter().position(|one| *one == value) {
        Some(index) => drop(values.remove(index)),
        None => values.push(value),
    }
}
