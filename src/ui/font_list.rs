//! The faces that the page can be set in, to be chosen while the page is seen. They are listed by a job.

use egui::{Align2, Key, ScrollArea, Ui, pos2};

use crate::app::seek::{self, Sought};
use crate::app::{Command, FontFamily, PageFont, Popover, Settings, State, texts};
use crate::ui::theme::{SMALL_POINTS, TEXT_POINTS, Theme};
use crate::ui::widgets::{elided, field_with_id, icons, paint_button, row, sans, words};
use crate::ui::{Outbox, fixed_id, icons as icon};

const WIDTH: f32 = 300.0;
const ROW: f32 = 34.0;

/// What the list keeps between frames.
#[derive(Default)]
pub(crate) struct FontList {
    typed: String,
    /// What stood here before, to go back to.
    pub(crate) came_from: Option<Popover>,
}

/// A face on the list.
struct Listed {
    font: PageFont,
    name: String,
    /// Its name in the other language, which is found too.
    other: String,
}

pub(crate) fn font_list_ui(
    ui: &mut Ui,
    state: &State,
    list: &mut FontList,
    is_new: bool,
    theme: &Theme,
    out: &mut Outbox,
) {
    let language = state.settings.language;
    ui.set_width(WIDTH.min(ui.ctx().content_rect().width() - 48.0));
    if is_new {
        list.typed.clear();
    }
    back_ui(ui, state, list, theme, out);
    let hint = texts::SEARCH_FONTS.get(language);
    let id = fixed_id("font search");
    let field = field_with_id(ui, theme, icon::SEARCH, (&mut list.typed, hint), id);
    if is_new {
        field.request_focus();
    }
    ui.add_space(4.0);
    let query = seek::normal(&list.typed);
    let sought = Sought::new(&query);
    let fits = |listed: &Listed| sought.is_in(&listed.name) || sought.is_in(&listed.other);
    let shown: Vec<Listed> = listed(state).into_iter().filter(fits).collect();
    if field.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter)) {
        shown.first().into_iter().for_each(|first| choose(state, first.font, out));
        field.request_focus();
    }
    let height = (ui.ctx().content_rect().height() - 240.0).clamp(ROW * 3.0, ROW * 11.0);
    ui.spacing_mut().item_spacing.y = 0.0;
    let scroll = ScrollArea::vertical().max_height(height).min_scrolled_height(height);
    let scroll = scroll.auto_shrink([false, true]);
    scroll.show_rows(ui, ROW, shown.len(), |ui, range| {
        for listed in shown.get(range).unwrap_or_default() {
            row_ui(ui, state, listed, theme, out);
        }
    });
    let said = match (&state.fonts.families, shown.is_empty()) {
        (None, _) => texts::LISTING_FONTS,
        (Some(_), true) => texts::NO_FONT_FITS,
        (Some(_), false) => return,
    };
    ui.add_space(6.0);
    ui.label(words(said.get(language), SMALL_POINTS, theme.weak));
}

/// The way back to what was open before.
fn back_ui(ui: &mut Ui, state: &State, list: &FontList, theme: &Theme, out: &mut Outbox) {
    let language = state.settings.language;
    let before = match list.came_from {
        Some(Popover::Settings) => Popover::Settings,
        _ => Popover::Look,
    };
    let name = format!("‹ {}", texts::popover(before).get(language));
    let (rect, response) = row(ui, 30.0, &name);
    paint_button(ui, theme, &response, false);
    let left = pos2(rect.left() + 8.0, rect.center().y);
    ui.painter().text(left, Align2::LEFT_CENTER, name, sans(TEXT_POINTS), theme.weak);
    if response.clicked() {
        out.push(Command::SetPopover(Some(before)));
    }
}

fn listed(state: &State) -> Vec<Listed> {
    let language = state.settings.language;
    let bundled = [PageFont::Serif, PageFont::Sans].map(|font| Listed {
        font,
        name: state.fonts.name_of(font, language),
        other: String::new(),
    });
    let families = state.fonts.families.iter().flat_map(|families| families.iter());
    let installed = families.map(|family: &FontFamily| Listed {
        font: PageFont::Installed(family.name),
        name: family.shown(language).to_owned(),
        other: format!(
            "{} {}",
            family.name.as_str(),
            family.chinese.as_deref().unwrap_or_default()
        ),
    });
    bundled.into_iter().chain(installed).collect()
}

fn row_ui(ui: &mut Ui, state: &State, listed: &Listed, theme: &Theme, out: &mut Outbox) {
    let is_on = state.page_look().font == listed.font;
    let (rect, response) = row(ui, ROW, &listed.name);
    response.ctx.accesskit_node_builder(response.id, |node| node.set_selected(is_on));
    paint_button(ui, theme, &response, is_on);
    let middle = rect.center().y;
    if is_on {
        let at = pos2(rect.left() + 16.0, middle);
        ui.painter().text(at, Align2::CENTER_CENTER, icon::CHECK, icons(15.0), theme.accent);
    }
    let room = rect.width() - 42.0;
    let name = elided(ui, &listed.name, sans(TEXT_POINTS), theme.text, room);
    ui.painter().galley(pos2(rect.left() + 32.0, middle - name.size().y / 2.0), name, theme.text);
    if response.clicked() {
        choose(state, listed.font, out);
    }
}

/// Takes a face; the list stays, so that others can be tried.
fn choose(state: &State, font: PageFont, out: &mut Outbox) {
    let mut settings: Settings = state.shown_settings();
    settings.page.font = font;
    out.push(Command::SetSettings(settings));
}
