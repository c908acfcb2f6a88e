//! What the program is, and whose work is in it: fonts, tables, crates, each with its licence.

use egui::{RichText, ScrollArea, Ui};

use crate::app::{State, texts};
use crate::ui::fonts;
use crate::ui::theme::{SMALL_POINTS, TEXT_POINTS, Theme};
use crate::ui::widgets::{bold, words};

const WIDTH: f32 = 420.0;
const LIST_HEIGHT: f32 = 260.0;
const LINE: f32 = 18.0;

/// The crates that are part of the program, a line each: name, tab, licence. A test keeps it true.
const CRATES: &str = include_str!("../../assets/crates.txt");

/// What is in the program besides code.
const PARTS: [(&str, &str); 4] = [
    ("Noto Serif CJK SC", "SIL OFL 1.1"),
    ("Noto Sans CJK SC", "SIL OFL 1.1"),
    ("Lucide", "ISC"),
    ("OpenCC", "Apache-2.0"),
];

pub(crate) fn about_ui(ui: &mut Ui, state: &State, theme: &Theme) {
    let language = state.settings.language;
    ui.set_width(WIDTH.min(ui.ctx().content_rect().width() - 84.0));
    let name = egui::FontId::new(28.0, fonts::family(fonts::PAGE_BOLD));
    ui.label(RichText::new(texts::PROGRAM.get(language)).font(name).color(theme.heading));
    ui.label(words(texts::MOTTO.get(language), TEXT_POINTS, theme.text));
    let version = texts::version(language, env!("CARGO_PKG_VERSION"));
    ui.label(words(version, SMALL_POINTS, theme.weak));
    ui.label(words(texts::OWN_LICENCE.get(language), SMALL_POINTS, theme.weak));
    ui.label(words(texts::STAYS_HERE.get(language), SMALL_POINTS, theme.weak));
    ui.add_space(10.0);
    let height = LIST_HEIGHT.min(ui.ctx().content_rect().height() - 300.0).max(80.0);
    let scroll = ScrollArea::vertical().max_height(height).min_scrolled_height(height);
    scroll.auto_shrink([false, false]).show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = 2.0;
        ui.spacing_mut().interact_size.y = LINE;
        part_head(ui, texts::PARTS_USED.get(language), theme);
        PARTS.iter().for_each(|(name, licence)| line(ui, name, licence, theme));
        ui.add_space(8.0);
        part_head(ui, texts::CRATES_USED.get(language), theme);
        for (name, licence) in CRATES.lines().filter_map(|line| line.split_once('\t')) {
            line(ui, name, licence, theme);
        }
    });
}

fn part_head(ui: &mut Ui, name: &str, theme: &Theme) {
    ui.label(RichText::new(name).font(bold(SMALL_POINTS)).color(theme.accent));
}

fn line(ui: &mut Ui, name: &str, licence: &str, theme: &Theme) {
    ui.horizontal(|ui| {
        ui.label(words(name, SMALL_POINTS, theme.text));
        ui.label(words(licence, SMALL_POINTS, theme.weak));
    });
}
