//! The cards that buttons of the toolbar open.

use egui::{
    Align2, Area, Frame, Margin, Order, Pos2, RichText, Stroke, StrokeKind, Ui, pos2, vec2,
};

use crate::app::{Command, PathPurpose, Popover, State, texts};
use crate::ui::about::about_ui;
use crate::ui::autocode::{AutocodeCard, autocode_ui};
use crate::ui::cheat_sheet::cheat_sheet_ui;
use crate::ui::encodings::encoding_ui;
use crate::ui::export_card::export_ui;
use crate::ui::font_list::{FontList, font_list_ui};
use crate::ui::history::history_ui;
use crate::ui::info::{InfoFields, info_ui};
use crate::ui::join::join_ui;
use crate::ui::jumps::{bookmarks_ui, go_to_ui};
use crate::ui::look_card::look_ui;
use crate::ui::menu::{Menu, menu_ui};
use crate::ui::overview::overview_ui;
use crate::ui::row_keys::RowKeys;
use crate::ui::steps::steps_ui;
use crate::ui::theme::{SMALL_POINTS, TEXT_POINTS, Theme};
use crate::ui::widgets::{
    bold, edged_button, floating, is_pressed_outside, paint_button, row, sans, select_all, words,
};
use crate::ui::{Outbox, fixed_id};

/// What the popovers keep between frames.
#[derive(Default)]
pub(crate) struct Popovers {
    shown: Option<Popover>,
    path: String,
    info: InfoFields,
    menu: Menu,
    encodings: RowKeys,
    fonts: FontList,
    autocode: AutocodeCard,
    /// What is sought among the keys.
    keys_typed: String,
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
    if is_new && state.popover == Some(Popover::Fonts) {
        popovers.fonts.came_from = popovers.shown;
    }
    popovers.shown = state.popover;
    // What stands over the selection draws itself, and so does the palette.
    let is_elsewhere = matches!(
        state.popover,
        Some(
            Popover::Rulings
                | Popover::Correct
                | Popover::Palette(_)
                | Popover::Settings
                | Popover::Tags
                | Popover::Diary
        )
    );
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
                Popover::About => about_ui(ui, state, theme),
                Popover::Fonts => {
                    font_list_ui(ui, state, &mut popovers.fonts, is_new, theme, out);
                }
                Popover::Look | Popover::Theme => look_ui(ui, state, theme, out),
                Popover::Encoding => {
                    encoding_ui(ui, state, &mut popovers.encodings, is_new, theme, out);
                }
                Popover::Info => info_ui(ui, state, &mut popovers.info, is_new, theme, out),
                Popover::Rulings
                | Popover::Correct
                | Popover::Palette(_)
                | Popover::Settings
                | Popover::Tags
                | Popover::Diary => {}
                Popover::Export => export_ui(ui, state, is_new, theme, out),
                Popover::More => {
                    menu_ui(ui, state, &mut popovers.menu, is_new, theme, out);
                }
                Popover::GoTo => go_to_ui(ui, state, &mut popovers.place, is_new, theme, out),
                Popover::Bookmarks => bookmarks_ui(ui, state, is_new, theme, out),
                Popover::History => history_ui(ui, state, is_new, theme, out),
                Popover::Join => join_ui(ui, state, is_new, theme, out),
                Popover::Autocode => {
                    autocode_ui(ui, state, &mut popovers.autocode, is_new, theme, out);
                }
                Popover::Overview => overview_ui(ui, state, is_new, theme, out),
                Popover::Steps => steps_ui(ui, state, is_new, theme, out),
                Popover::Keys => {
                    cheat_sheet_ui(ui, state, &mut popovers.keys_typed, is_new, theme, out);
                }
                Popover::TypePath(purpose) => {
                    path(ui, state, popovers, purpose, is_new, theme, out);
                }
            }
        });
    });
    let is_outside = is_pressed_outside(ui, &shown.response);
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
        // Below the find bar, whose hits it is about.
        (Popover::Autocode, _) => {
            (Align2::CENTER_TOP, pos2(window.center().x, window.top() + 116.0))
        }
        (Popover::GoTo | Popover::Bookmarks, _) => {
            (Align2::CENTER_TOP, pos2(window.center().x, window.top() + 72.0))
        }
        // It becomes lower while one seeks in it, and its field stays.
        (Popover::Keys, _) => (Align2::CENTER_TOP, pos2(window.center().x, window.top() + 40.0)),
        (
            Popover::About
            | Popover::TypePath(_)
            | Popover::History
            | Popover::Join
            | Popover::Overview,
            _,
        ) => (Align2::CENTER_CENTER, window.center()),
        _ => (Align2::RIGHT_TOP, pos2(window.right() - 12.0, window.top() + 48.0)),
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
        let typed = state.typed_path.as_ref().filter(|typed| typed.purpose == purpose);
        popovers.path = typed.map(|typed| typed.path.clone()).unwrap_or_default();
    }
    let shown = Frame::new()
        .fill(theme.page)
        .corner_radius(6)
        .inner_margin(Margin::symmetric(8, 6))
        .show(ui, |ui| {
            let edit = egui::TextEdit::singleline(&mut popovers.path)
                .id(fixed_id("path"))
                .frame(Frame::NONE)
                .min_size(vec2(0.0, 26.0))
                .align(Align2::LEFT_CENTER)
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
        select_all(ui, &response, &popovers.path);
    }
    let enters = response.lost_focus() && ui.input(|input| input.key_pressed(egui::Key::Enter));
    // Said until something else is typed.
    let failed = state.typed_path.as_ref().filter(|typed| typed.path == popovers.path.trim());
    if let Some(why) = failed.and_then(|typed| typed.why.as_ref()) {
        ui.add_space(4.0);
        let why = words(why.alone(language), SMALL_POINTS, theme.error);
        let label = ui.add(egui::Label::new(why).wrap());
        label.ctx.accesskit_node_builder(label.id, |node| {
            node.set_live(egui::accesskit::Live::Polite);
        });
    }
    ui.add_space(8.0);
    ui.horizontal(|ui| {
        if edged_button(ui, theme, texts::OK.get(language), true).clicked() || enters {
            out.push(Command::PathTyped(purpose, popovers.path.clone()));
        }
        if edged_button(ui, theme, texts::CANCEL.get(language), false).clicked() {
            out.push(Command::SetPopover(None));
        }
    });
}
