//! The cards that buttons of the toolbar open.

use egui::{
    Align2, Area, Frame, Margin, Order, Pos2, RichText, Slider, Stroke, StrokeKind, Ui, pos2, vec2,
};

use crate::app::{
    Action, Command, Group, LINE_HEIGHT_RANGE, MEASURE_RANGE, PathPurpose, Popover, SIZE_RANGE,
    Settings, State, TABLE, ThemeName, texts,
};
use crate::clean::ScriptChoice;
use crate::text::Language;
use crate::typeset::Prose;
use crate::ui::encodings::encoding_ui;
use crate::ui::history::history_ui;
use crate::ui::info::{InfoFields, info_ui};
use crate::ui::jumps::{bookmarks_ui, go_to_ui};
use crate::ui::menu::menu_ui;
use crate::ui::theme::{SMALL_POINTS, TEXT_POINTS, Theme};
use crate::ui::widgets::{bold, chip, edged_button, floating, paint_button, row, sans, words};
use crate::ui::{Outbox, fixed_id};

/// What the popovers keep between frames.
#[derive(Default)]
pub(crate) struct Popovers {
    shown: Option<Popover>,
    path: String,
    info: InfoFields,
    /// The group of the menu that is open.
    menu_group: Option<Group>,
    /// The place that is typed.
    place: String,
    /// The line below the title that says where the document comes from, where it is in view.
    pub(crate) below: Option<egui::Rect>,
}

pub(crate) fn popover_ui(
    ui: &mut Ui,
    state: &State,
    popovers: &mut Popovers,
    theme: &Theme,
    out: &mut Outbox,
) {
    let is_new = popovers.shown != state.popover;
    if is_new && popovers.shown == Some(Popover::Info) {
        popovers.info.finish(state, out);
    }
    popovers.shown = state.popover;
    // What stands over the selection draws itself, and so does the palette.
    let is_elsewhere =
        matches!(state.popover, Some(Popover::Rulings | Popover::Correct | Popover::Palette(_)));
    let Some(popover) = state.popover.filter(|_| !is_elsewhere) else { return };
    let window = ui.ctx().content_rect();
    let (pivot, pos) = place(popover, popovers.below, window);
    let area = Area::new(fixed_id("popover").with(format!("{popover:?}")))
        .order(Order::Foreground)
        .pivot(pivot)
        .fixed_pos(pos);
    let shown = area.constrain_to(window.shrink(8.0)).show(ui.ctx(), |ui| {
        floating(theme).inner_margin(16).show(ui, |ui| {
            let language = state.settings.language;
            ui.label(
                RichText::new(texts::popover(popover).get(language))
                    .font(bold(TEXT_POINTS))
                    .color(theme.heading),
            );
            ui.add_space(6.0);
            match popover {
                Popover::Look | Popover::Theme => look(ui, state, theme, out),
                Popover::Encoding => encoding_ui(ui, state, theme, out),
                Popover::Info => info_ui(ui, state, &mut popovers.info, is_new, theme, out),
                Popover::Rulings | Popover::Correct | Popover::Palette(_) => {}
                Popover::Export => export(ui, state, is_new, theme, out),
                Popover::More => {
                    menu_ui(ui, state, &mut popovers.menu_group, is_new, theme, out);
                }
                Popover::GoTo => go_to_ui(ui, state, &mut popovers.place, is_new, theme, out),
                Popover::Bookmarks => bookmarks_ui(ui, state, is_new, theme, out),
                Popover::History => history_ui(ui, state, is_new, theme, out),
                Popover::Keys => keys(ui, state, theme),
                Popover::TypePath(purpose) => {
                    path(ui, state, popovers, purpose, is_new, theme, out);
                }
            }
        });
    });
    let is_outside =
        ui.input(|input| input.pointer.primary_pressed()) && !shown.response.contains_pointer();
    // The button that opened it closes it by itself.
    let on_toolbar =
        ui.input(|input| input.pointer.latest_pos()).is_some_and(|pos| pos.y < window.top() + 44.0);
    if is_outside && !on_toolbar && !is_new {
        out.push(Command::SetPopover(None));
    }
}

fn place(popover: Popover, below: Option<egui::Rect>, window: egui::Rect) -> (Align2, Pos2) {
    match (popover, below) {
        (Popover::Info, Some(line)) => (Align2::LEFT_TOP, line.left_bottom() + vec2(0.0, 6.0)),
        (Popover::Encoding, _) => {
            (Align2::RIGHT_BOTTOM, pos2(window.right() - 12.0, window.bottom() - 34.0))
        }
        (Popover::GoTo | Popover::Bookmarks, _) => {
            (Align2::CENTER_TOP, pos2(window.center().x, window.top() + 72.0))
        }
        (Popover::Keys | Popover::TypePath(_) | Popover::History, _) => {
            (Align2::CENTER_CENTER, window.center())
        }
        _ => (Align2::RIGHT_TOP, pos2(window.right() - 12.0, window.top() + 48.0)),
    }
}

fn look(ui: &mut Ui, state: &State, theme: &Theme, out: &mut Outbox) {
    let language = state.settings.language;
    let mut settings = state.settings;
    ui.set_width(300.0);
    slider(
        ui,
        theme,
        texts::SIZE.get(language),
        &mut settings.size_points,
        *SIZE_RANGE.start()..=*SIZE_RANGE.end(),
        " pt",
    );
    slider(
        ui,
        theme,
        texts::MEASURE.get(language),
        &mut settings.measure,
        *MEASURE_RANGE.start()..=*MEASURE_RANGE.end(),
        "",
    );
    slider(
        ui,
        theme,
        texts::LINE_HEIGHT.get(language),
        &mut settings.line_height_percent,
        *LINE_HEIGHT_RANGE.start()..=*LINE_HEIGHT_RANGE.end(),
        " %",
    );
    choices(
        ui,
        theme,
        texts::THEME.get(language),
        &ThemeName::ALL.map(|name| (texts::theme(name).get(language), settings.theme == name)),
        |index| settings.theme = ThemeName::ALL[index],
    );
    edges(ui, state, &mut settings, theme);
    let languages = [
        (texts::CHINESE.get(language), language == Language::Chinese),
        (texts::ENGLISH.get(language), language == Language::English),
    ];
    choices(ui, theme, texts::LANGUAGE.get(language), &languages, |index| {
        settings.language = [Language::Chinese, Language::English][index];
    });
    let pills = [
        (texts::SHOWN.get(language), settings.shows_pills),
        (texts::HIDDEN.get(language), !settings.shows_pills),
    ];
    choices(ui, theme, texts::PILLS.get(language), &pills, |index| {
        settings.shows_pills = index == 0;
    });
    // Only a primer has readings to be set so.
    if state.open.as_ref().is_some_and(|open| !open.document.readings.is_empty()) {
        let readings = [
            (texts::ABOVE_CHARACTERS.get(language), settings.lifts_readings),
            (texts::AS_WRITTEN.get(language), !settings.lifts_readings),
        ];
        choices(ui, theme, texts::READINGS.get(language), &readings, |index| {
            settings.lifts_readings = index == 0;
        });
    }
    if settings != state.settings {
        out.push(Command::SetSettings(settings));
    }
    script(ui, state, theme, out);
}

/// How lines end: each of the two kinds of text has its own alignment, and only Chinese marks can hang.
fn edges(ui: &mut Ui, state: &State, settings: &mut Settings, theme: &Theme) {
    let language = settings.language;
    let text = state.open.as_ref().map(|open| open.document.cleaned.text.as_str());
    let is_chinese = text.is_none_or(|text| Prose::of_document(text).is_wide());
    let is_justified =
        if is_chinese { &mut settings.is_justified } else { &mut settings.is_latin_justified };
    let alignments = [
        (texts::JUSTIFIED.get(language), *is_justified),
        (texts::RAGGED.get(language), !*is_justified),
    ];
    choices(ui, theme, texts::ALIGNMENT.get(language), &alignments, |index| {
        *is_justified = index == 0;
    });
    if is_chinese {
        let marks = [
            (texts::MARKS_INSIDE.get(language), !settings.hangs_marks),
            (texts::MARKS_HUNG.get(language), settings.hangs_marks),
        ];
        choices(ui, theme, texts::LINE_END_MARKS.get(language), &marks, |index| {
            settings.hangs_marks = index == 1;
        });
    }
}

fn script(ui: &mut Ui, state: &State, theme: &Theme, out: &mut Outbox) {
    let Some(open) = &state.open else { return };
    let language = state.settings.language;
    let scripts = [ScriptChoice::Simplified, ScriptChoice::Traditional, ScriptChoice::Keep];
    let options =
        scripts.map(|script| (texts::script(script).get(language), open.options.script == script));
    choices(ui, theme, texts::SCRIPT.get(language), &options, |index| {
        out.push(Command::SetScript(scripts[index]));
    });
}

fn slider(
    ui: &mut Ui,
    theme: &Theme,
    name: &str,
    value: &mut u16,
    range: std::ops::RangeInclusive<u16>,
    unit: &str,
) {
    ui.horizontal(|ui| {
        let label = ui.add_sized(
            [84.0, 24.0],
            egui::Label::new(words(name, TEXT_POINTS, theme.weak)).halign(egui::Align::LEFT),
        );
        ui.spacing_mut().slider_width = 130.0;
        ui.add(Slider::new(value, range).suffix(unit)).labelled_by(label.id);
    });
}

fn choices(
    ui: &mut Ui,
    theme: &Theme,
    name: &str,
    options: &[(&str, bool)],
    mut choose: impl FnMut(usize),
) {
    ui.add_space(4.0);
    ui.label(words(name, SMALL_POINTS, theme.weak));
    ui.horizontal_wrapped(|ui| {
        for (index, (name, is_on)) in options.iter().enumerate() {
            if chip(ui, theme, None, name, *is_on).clicked() {
                choose(index);
            }
        }
    });
}

fn export(ui: &mut Ui, state: &State, is_new: bool, theme: &Theme, out: &mut Outbox) {
    let language = state.settings.language;
    ui.set_width(220.0);
    for (index, format) in crate::exchange::FORMATS.iter().enumerate() {
        let response =
            menu_row(ui, theme, format.name.get(language), &format!(".{}", format.extension));
        // The first takes Enter.
        if index == 0 && is_new {
            response.request_focus();
        }
        if response.clicked() {
            out.push(Command::ExportAs(format.id));
        }
    }
}

pub(crate) fn menu_row(ui: &mut Ui, theme: &Theme, name: &str, side: &str) -> egui::Response {
    let (rect, response) = row(ui, 32.0, name);
    paint_button(ui, theme, &response, false);
    let middle = rect.center().y;
    ui.painter().text(
        pos2(rect.left() + 10.0, middle),
        Align2::LEFT_CENTER,
        name,
        sans(TEXT_POINTS),
        if response.enabled() { theme.text } else { theme.edge },
    );
    ui.painter().text(
        pos2(rect.right() - 10.0, middle),
        Align2::RIGHT_CENTER,
        side,
        sans(SMALL_POINTS),
        theme.weak,
    );
    response
}

/// Width of a column of keys, in points.
const KEY_COLUMN: f32 = 300.0;

/// Every action with its keys, in as many columns as there is room for.
fn keys(ui: &mut Ui, state: &State, theme: &Theme) {
    let language = state.settings.language;
    let window = ui.ctx().content_rect();
    let [mark, go, file, view] = Group::ALL;
    let columns: &[&[Group]] = match window.width() {
        width if width > 3.0 * KEY_COLUMN + 160.0 => &[&[mark], &[go], &[file, view]],
        width if width > 2.0 * KEY_COLUMN + 120.0 => &[&[mark, file], &[go, view]],
        _ => &[&[mark, go, file, view]],
    };
    let height = window.height() - 120.0;
    let scroll = egui::ScrollArea::vertical().max_height(height).min_scrolled_height(height);
    scroll.show(ui, |ui| {
        ui.horizontal_top(|ui| {
            ui.spacing_mut().item_spacing.x = 36.0;
            for groups in columns {
                ui.vertical(|ui| {
                    ui.spacing_mut().item_spacing.y = 0.0;
                    groups.iter().for_each(|group| key_group(ui, *group, language, theme));
                });
            }
        });
    });
}

fn key_group(ui: &mut Ui, group: Group, language: Language, theme: &Theme) {
    ui.label(
        RichText::new(group.name().get(language)).font(bold(SMALL_POINTS)).color(theme.accent),
    );
    ui.add_space(2.0);
    for entry in TABLE.iter().filter(|entry| entry.group == group && !entry.keys.is_empty()) {
        // Six more lines of the same would say nothing new.
        if matches!(entry.action, Action::TagSlot(slot) if slot > 3) {
            continue;
        }
        let mut labels: Vec<String> = entry.keys.iter().map(|key| key.label()).collect();
        // Keys that say the same are there for keyboards that differ.
        labels.dedup();
        let keys = labels.join("  ");
        let (rect, _) = ui.allocate_exact_size(vec2(KEY_COLUMN, 23.0), egui::Sense::hover());
        let (name, middle) = (entry.name.get(language), rect.center().y);
        ui.painter().text(
            pos2(rect.left(), middle),
            Align2::LEFT_CENTER,
            name,
            sans(13.0),
            theme.text,
        );
        ui.painter().text(
            pos2(rect.right(), middle),
            Align2::RIGHT_CENTER,
            keys,
            sans(SMALL_POINTS),
            theme.weak,
        );
    }
    ui.add_space(12.0);
}

/// A box to type a path in, where no file dialog can be had.
fn path(
    ui: &mut Ui,
    state: &State,
    popovers: &mut Popovers,
    purpose: PathPurpose,
    is_new: bool,
    theme: &Theme,
    out: &mut Outbox,
) {
    let language = state.settings.language;
    ui.set_width(460.0);
    ui.label(words(texts::TYPE_PATH.get(language), SMALL_POINTS, theme.weak));
    if is_new {
        popovers.path.clear();
    }
    let shown = Frame::new()
        .fill(theme.page)
        .corner_radius(6)
        .inner_margin(Margin::symmetric(8, 6))
        .show(ui, |ui| {
            let edit = egui::TextEdit::singleline(&mut popovers.path)
                .id(fixed_id("path"))
                .frame(Frame::NONE)
                .margin(Margin::ZERO);
            ui.add(edit.desired_width(f32::INFINITY))
        });
    ui.painter().rect_stroke(
        shown.response.rect,
        6.0,
        Stroke::new(1.0, theme.accent),
        StrokeKind::Inside,
    );
    let response = shown.inner;
    response.ctx.accesskit_node_builder(response.id, |node| {
        node.set_label(texts::PATH_FIELD.get(language));
    });
    if is_new {
        response.request_focus();
    }
    let enters = response.lost_focus() && ui.input(|input| input.key_pressed(egui::Key::Enter));
    ui.add_space(8.0);
    if edged_button(ui, theme, texts::OK.get(language), true).clicked() || enters {
        out.push(Command::PathTyped(purpose, popovers.path.clone()));
    }
}
