//! The row of tabs below the toolbar, where more than one document is open.

use egui::scroll_area::{ScrollAreaOutput, ScrollBarVisibility};
use egui::{
    Align2, CursorIcon, Frame, Margin, Panel, PointerButton, Rect, ScrollArea, Sense, Ui,
    WidgetInfo, pos2, vec2,
};

use crate::app::{Command, State, Tab, texts};
use crate::ui::theme::{SMALL_POINTS, Theme};
use crate::ui::widgets::{elided, icons, paint_button, sans};
use crate::ui::{Outbox, fixed_id, icons as icon};

/// Height of the row, in points, and how wide a tab is at least and at most.
const HEIGHT: f32 = 34.0;
const WIDTH: (f32, f32) = (110.0, 220.0);
/// Width of what closes a tab.
const CLOSE: f32 = 24.0;

pub(crate) fn tabs_ui(ui: &mut Ui, state: &State, theme: &Theme, out: &mut Outbox) {
    // One that is shown needs no tab; one that is not would else be lost to the eye.
    let is_needed = state.tabs.len() > 1 || (state.open.is_none() && !state.tabs.is_empty());
    if !is_needed {
        return;
    }
    let frame = Frame::new().fill(theme.panel).inner_margin(Margin::symmetric(10, 0));
    let panel = Panel::top("tabs").exact_size(HEIGHT).frame(frame).resizable(false);
    panel.show(ui, |ui| {
        let count = state.tabs.len() as f32;
        // In whole points: parts of them would add up to more than there is.
        let width = (ui.available_width() / count).floor().clamp(WIDTH.0, WIDTH.1);
        ui.style_mut().always_scroll_the_only_direction = true;
        let strip = ScrollArea::horizontal().auto_shrink([false, false]);
        let strip = strip.scroll_bar_visibility(ScrollBarVisibility::AlwaysHidden);
        let wanted = ui.data_mut(|data| data.remove_temp::<f32>(scroll_id()));
        let strip = match wanted {
            Some(x) => strip.horizontal_scroll_offset(x),
            None => strip,
        };
        let shown = strip.show(ui, |ui| {
            ui.horizontal_centered(|ui| {
                ui.spacing_mut().item_spacing.x = 0.0;
                for (index, tab) in state.tabs.iter().enumerate() {
                    tab_ui(ui, state, (index, tab), width, theme, out);
                }
            });
        });
        more_ui(ui, state, &shown, width, theme);
        let rect = ui.max_rect();
        let x = ui.ctx().content_rect().x_range();
        ui.painter().hline(x, rect.bottom(), egui::Stroke::new(1.0, theme.hairline));
    });
}

/// By which the wish to scroll the row is kept until it is drawn.
fn scroll_id() -> egui::Id {
    fixed_id("scroll tabs")
}

/// Where there are more tabs than there is room for, what shows that and brings them into view.
fn more_ui(ui: &Ui, state: &State, shown: &ScrollAreaOutput<()>, width: f32, theme: &Theme) {
    let (room, offset) = (shown.inner_rect, shown.state.clamped_offset().x);
    let most = (shown.content_size.x - room.width()).max(0.0);
    for (is_left, is_there, sign, name) in [
        (true, offset > 1.0, icon::CHEVRON_LEFT, texts::TABS_LEFT),
        (false, offset < most - 1.0, icon::CHEVRON_RIGHT, texts::TABS_RIGHT),
    ] {
        if !is_there {
            continue;
        }
        let x = if is_left { room.left() + CLOSE / 2.0 } else { room.right() - CLOSE / 2.0 };
        let rect = Rect::from_center_size(pos2(x, room.center().y), vec2(CLOSE, HEIGHT - 4.0));
        let response = ui.interact(rect, fixed_id("more tabs").with(is_left), Sense::click());
        let name = name.get(state.settings.language);
        response.widget_info(|| WidgetInfo::labeled(egui::accesskit::Role::Button, true, name));
        ui.painter().rect_filled(rect, 0.0, theme.panel);
        paint_button(ui, theme, &response, false);
        let font = icons(14.0);
        ui.painter().text(rect.center(), Align2::CENTER_CENTER, sign, font, theme.text);
        let response = response.on_hover_cursor(CursorIcon::PointingHand);
        if response.on_hover_text(name).clicked() {
            let step = if is_left { -width } else { width };
            let wanted = (offset + step).clamp(0.0, most);
            ui.data_mut(|data| data.insert_temp(scroll_id(), wanted));
            ui.ctx().request_repaint();
        }
    }
}

fn tab_ui(
    ui: &mut Ui,
    state: &State,
    (index, tab): (usize, &Tab),
    width: f32,
    theme: &Theme,
    out: &mut Outbox,
) {
    let name = tab.name(state);
    let is_shown = matches!(tab, Tab::Shown);
    let (rect, response) = ui.allocate_exact_size(vec2(width, HEIGHT - 4.0), Sense::click());
    let label = name.clone();
    response.widget_info(move || {
        WidgetInfo::selected(egui::accesskit::Role::Tab, true, is_shown, &label)
    });
    let response = response.on_hover_cursor(CursorIcon::PointingHand);
    paint_button(ui, theme, &response, is_shown);
    if is_shown || matches!(tab, Tab::Beside(_)) {
        let color = if is_shown { theme.accent } else { theme.edge };
        let line = Rect::from_min_max(
            pos2(rect.left() + 8.0, rect.bottom() - 2.0),
            pos2(rect.right() - 8.0, rect.bottom()),
        );
        ui.painter().rect_filled(line, 1.0, color);
        // Who looks at the other tabs is not pulled back.
        let shown = (index, width as u32, ui.clip_rect().width() as u32);
        let is_new = is_shown
            && ui.data_mut(|data| {
                let seen = data.get_temp_mut_or_default::<(usize, u32, u32)>(scroll_id());
                std::mem::replace(seen, shown) != shown
            });
        if is_new && !ui.clip_rect().contains_rect(rect) {
            response.scroll_to_me(None);
        }
    }
    let color = if is_shown { theme.heading } else { theme.weak };
    let galley = elided(ui, &name, sans(SMALL_POINTS), color, width - CLOSE - 16.0);
    let top = rect.center().y - galley.size().y / 2.0;
    ui.painter().galley(pos2(rect.left() + 10.0, top), galley, color);
    let closes = close_ui(ui, state, index, rect, &name, theme);
    if closes || response.clicked_by(PointerButton::Middle) {
        out.push(Command::CloseTab(index));
    } else if response.clicked() {
        out.push(Command::SwitchTab(index));
    }
    response.on_hover_text(name);
}

fn close_ui(ui: &Ui, state: &State, index: usize, tab: Rect, name: &str, theme: &Theme) -> bool {
    let middle = pos2(tab.right() - CLOSE / 2.0 - 4.0, tab.center().y);
    let rect = Rect::from_center_size(middle, vec2(CLOSE, CLOSE));
    let response = ui.interact(rect, fixed_id("close tab").with(index), Sense::click());
    let words = texts::CLOSE_TAB.get(state.settings.language);
    let label = format!("{words} {name}");
    response.widget_info(move || WidgetInfo::labeled(egui::accesskit::Role::Button, true, &label));
    paint_button(ui, theme, &response, false);
    let font = icons(13.0);
    ui.painter().text(middle, Align2::CENTER_CENTER, icon::CLOSE, font, theme.weak);
    response.on_hover_cursor(CursorIcon::PointingHand).clicked()
}
