//! The cards for going to a typed place and to a bookmark.

use egui::{Align2, ScrollArea, Ui, pos2, vec2};

use crate::app::places::typed_place;
use crate::app::{BookmarkPlace, Command, State, percent_at, texts};
use crate::ui::theme::{SMALL_POINTS, TEXT_POINTS, Theme};
use crate::ui::widgets::{elided, icon_button, paint_button, row, sans, text_field, words};
use crate::ui::{Outbox, icons};

/// Width of both, in points.
const WIDTH: f32 = 380.0;
/// Height of a bookmark, in points.
const ROW: f32 = 36.0;
/// Most bookmarks that show at once.
const MOST_ROWS: f32 = 10.0;

/// A field for a paragraph's number or a percentage; below it what it leads to.
pub(crate) fn go_to_ui(
    ui: &mut Ui,
    state: &State,
    typed: &mut String,
    is_new: bool,
    theme: &Theme,
    out: &mut Outbox,
) {
    let Some(open) = &state.open else { return };
    let language = state.settings.language;
    ui.set_width(WIDTH);
    if is_new {
        typed.clear();
    }
    let name = texts::PLACE_FIELD.get(language);
    let response = text_field(ui, theme, WIDTH, typed, name, "42%");
    if is_new {
        response.request_focus();
    }
    ui.add_space(6.0);
    let place = typed_place(&open.document, typed);
    let (said, color) = match &place {
        _ if typed.trim().is_empty() => {
            (texts::places_there_are(language, open.document.blocks.len()), theme.weak)
        }
        Ok(place) => {
            let number = texts::paragraph(language, place.paragraph);
            (format!("{number}　{}", place.words), theme.text)
        }
        Err(why) => (why.get(language).to_owned(), theme.error),
    };
    let galley = elided(ui, &said, sans(SMALL_POINTS), color, WIDTH);
    let label = ui.add(egui::Label::new(galley));
    label.ctx.accesskit_node_builder(label.id, |node| {
        node.set_live(egui::accesskit::Live::Polite);
    });
    if response.lost_focus() && ui.input(|input| input.key_pressed(egui::Key::Enter)) {
        match place {
            Ok(_) => out.push(Command::GoToTyped(typed.clone())),
            Err(_) => response.request_focus(),
        }
    }
}

/// The bookmarks in order; each goes there, and can be taken out.
pub(crate) fn bookmarks_ui(
    ui: &mut Ui,
    state: &State,
    is_new: bool,
    theme: &Theme,
    out: &mut Outbox,
) {
    let language = state.settings.language;
    ui.set_width(WIDTH);
    if state.bookmarks.is_empty() {
        ui.label(words(texts::NO_BOOKMARKS.get(language), SMALL_POINTS, theme.weak));
        return;
    }
    ui.spacing_mut().item_spacing.y = 0.0;
    let room = (ui.ctx().content_rect().height() - 160.0).max(ROW);
    let height = (ROW * MOST_ROWS).min(room);
    ScrollArea::vertical().max_height(height).auto_shrink([false, true]).show_rows(
        ui,
        ROW,
        state.bookmarks.len(),
        |ui, range| {
            for index in range {
                let Some(bookmark) = state.bookmarks.get(index) else { continue };
                bookmark_ui(ui, state, bookmark, is_new && index == 0, theme, out);
            }
        },
    );
}

fn bookmark_ui(
    ui: &mut Ui,
    state: &State,
    bookmark: &BookmarkPlace,
    takes_focus: bool,
    theme: &Theme,
    out: &mut Outbox,
) {
    let language = state.settings.language;
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 2.0;
        let shown = ui.scope(|ui| {
            ui.set_max_width(ui.available_width() - 38.0);
            row(ui, ROW, &bookmark.words)
        });
        let (rect, response) = shown.inner;
        if takes_focus {
            response.request_focus();
        }
        paint_button(ui, theme, &response, false);
        let percent = |pos| state.open.as_ref().map_or(0, |open| percent_at(&open.document, pos));
        let middle = rect.center().y;
        let side = ui.painter().text(
            pos2(rect.right() - 8.0, middle),
            Align2::RIGHT_CENTER,
            match bookmark.pos {
                Some(pos) => format!("{} %", percent(pos)),
                None => texts::UNPLACED.get(language).to_owned(),
            },
            sans(SMALL_POINTS),
            theme.weak,
        );
        let room = side.left() - rect.left() - 18.0;
        let galley = elided(ui, &bookmark.words, sans(TEXT_POINTS), theme.text, room);
        let top = middle - galley.size().y / 2.0;
        ui.painter().galley(pos2(rect.left() + 8.0, top), galley, theme.text);
        if let Some(pos) = bookmark.pos.filter(|_| response.clicked()) {
            out.push(Command::SetPopover(None));
            out.push(Command::GoTo(pos));
        }
        let name = texts::REMOVE_BOOKMARK.get(language);
        let button = ui.allocate_ui(vec2(34.0, ROW), |ui| {
            icon_button(ui, theme, icons::TRASH, name, name, false)
        });
        if button.inner.clicked() {
            out.push(Command::RemoveBookmark(bookmark.id.clone()));
        }
    });
}
