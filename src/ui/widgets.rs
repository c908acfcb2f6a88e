//! The small parts that several panels share.

use egui::text::{CCursor, CCursorRange};
use egui::text_edit::TextEditState;
use egui::{
    Align2, Color32, CornerRadius, CursorIcon, Event, FontFamily, FontId, Frame, Key, LayerId,
    Margin, Modifiers, Order, Rect, Response, RichText, Sense, Stroke, StrokeKind, Ui, WidgetInfo,
    vec2,
};

use crate::text::chars::is_wide;
use crate::ui::theme::{ICON_POINTS, SMALL_POINTS, TEXT_POINTS, Theme};
use crate::ui::{fixed_id, fonts};

/// A window of the program's own in the middle of the screen, at most of this size, that says what it is; whether
/// it was pressed outside of it.
pub(crate) fn dialog_ui(
    ui: &Ui,
    (id, name): (egui::Id, &str),
    most: egui::Vec2,
    theme: &Theme,
    add: impl FnOnce(&mut Ui),
) -> bool {
    let screen = ui.ctx().content_rect();
    let size = most.min(screen.size() - vec2(24.0, 24.0)) - vec2(34.0, 34.0);
    let area = egui::Area::new(id)
        .order(Order::Foreground)
        .pivot(Align2::CENTER_CENTER)
        .fixed_pos(screen.center());
    let shown = area.constrain_to(screen.shrink(4.0)).show(ui.ctx(), |ui| {
        floating(theme).inner_margin(16).show(ui, |ui| {
            ui.set_min_size(size);
            ui.set_max_size(size);
            ui.set_width(size.x);
            add(ui);
        });
    });
    shown.response.ctx.accesskit_node_builder(shown.response.id, |node| {
        node.set_role(egui::accesskit::Role::Dialog);
        node.set_label(name);
    });
    is_pressed_outside(ui, &shown.response)
}

/// Has no tip of what lies beneath stand above what a key opened: one that is open stays while the pointer rests
/// where it belongs, unless a popup is open in the same layer.
pub(crate) fn hide_tooltips(ui: &Ui) {
    let nowhere = egui::PopupAnchor::Position(ui.ctx().content_rect().min);
    let mut beneath = vec![ui.layer_id()];
    let areas = ui.ctx().memory(|memory| memory.areas().visible_layer_ids());
    beneath.extend(areas.into_iter().filter(|layer| layer.order == Order::Middle));
    for layer in beneath {
        egui::Popup::new(layer.id.with("no tips"), ui.ctx().clone(), nowhere, layer)
            .open(true)
            .close_behavior(egui::PopupCloseBehavior::IgnoreClicks)
            .frame(Frame::NONE)
            .interactable(false)
            .show(|_| ());
    }
}

/// The interface's face at a size.
pub(crate) fn sans(size: f32) -> FontId {
    FontId::new(size, FontFamily::Proportional)
}

/// Its bold.
pub(crate) fn bold(size: f32) -> FontId {
    FontId::new(size, fonts::family(fonts::SANS_BOLD))
}

/// The icons at a size.
pub(crate) fn icons(size: f32) -> FontId {
    FontId::new(size, fonts::family(fonts::ICONS))
}

/// A button of one icon: no frame, a fill when hovered or on.
pub(crate) fn icon_button(
    ui: &mut Ui,
    theme: &Theme,
    icon: &str,
    name: &str,
    tip: &str,
    is_on: bool,
) -> Response {
    let response = square(ui, name);
    paint_button(ui, theme, &response, is_on);
    let color = if response.enabled() { theme.text } else { theme.edge };
    ui.painter().text(
        response.rect.center(),
        Align2::CENTER_CENTER,
        icon,
        icons(ICON_POINTS),
        color,
    );
    response.on_hover_text(tip)
}

fn square(ui: &mut Ui, name: &str) -> Response {
    let (_, response) = ui.allocate_exact_size(vec2(34.0, 32.0), Sense::click());
    let (is_enabled, name) = (response.enabled(), name.to_owned());
    response
        .widget_info(move || WidgetInfo::labeled(egui::accesskit::Role::Button, is_enabled, &name));
    response.on_hover_cursor(CursorIcon::PointingHand)
}

/// The ground of a button, and the ring of one that the keyboard is on.
pub(crate) fn paint_button(ui: &Ui, theme: &Theme, response: &Response, is_on: bool) {
    let fill = if response.is_pointer_button_down_on() || is_on {
        theme.pressed()
    } else if response.hovered() {
        theme.hover()
    } else {
        Color32::TRANSPARENT
    };
    ui.painter().rect_filled(response.rect, 6.0, fill);
    if response.has_focus() {
        ui.painter().rect_stroke(
            response.rect,
            6.0,
            Stroke::new(2.0, theme.accent),
            StrokeKind::Inside,
        );
    }
}

/// A button of an icon and words, or of words alone.
pub(crate) fn word_button(
    ui: &mut Ui,
    theme: &Theme,
    icon: Option<&str>,
    words: &str,
    name: &str,
    is_on: bool,
) -> Response {
    let galley = ui.painter().layout_no_wrap(words.to_owned(), sans(TEXT_POINTS), theme.text);
    let icon_width = if icon.is_some() { ICON_POINTS + 6.0 } else { 0.0 };
    let (rect, response) =
        ui.allocate_exact_size(vec2(galley.size().x + icon_width + 20.0, 32.0), Sense::click());
    let label = name.to_owned();
    response.widget_info(move || WidgetInfo::labeled(egui::accesskit::Role::Button, true, &label));
    paint_button(ui, theme, &response, is_on);
    let left = rect.left() + 10.0;
    if let Some(icon) = icon {
        ui.painter().text(
            egui::pos2(left, rect.center().y),
            Align2::LEFT_CENTER,
            icon,
            icons(ICON_POINTS - 1.0),
            theme.text,
        );
    }
    let top = rect.center().y - galley.size().y / 2.0;
    ui.painter().galley(egui::pos2(left + icon_width, top), galley, theme.text);
    response.on_hover_cursor(CursorIcon::PointingHand)
}

/// A button with an edge; the primary one is filled.
pub(crate) fn edged_button(ui: &mut Ui, theme: &Theme, words: &str, is_primary: bool) -> Response {
    let ink = if is_primary { theme.card } else { theme.text };
    let galley = ui.painter().layout_no_wrap(words.to_owned(), sans(TEXT_POINTS), ink);
    let (rect, response) = ui.allocate_exact_size(galley.size() + vec2(32.0, 14.0), Sense::click());
    let label = words.to_owned();
    response.widget_info(move || WidgetInfo::labeled(egui::accesskit::Role::Button, true, &label));
    let fill = match (is_primary, response.hovered()) {
        (true, false) => theme.accent,
        (true, true) => theme.accent.gamma_multiply(0.88),
        (false, true) => theme.hover(),
        (false, false) => theme.card,
    };
    let edge = if response.has_focus() {
        Stroke::new(2.0, theme.accent)
    } else {
        Stroke::new(1.0, if is_primary { theme.accent } else { theme.edge })
    };
    ui.painter().rect(rect, 6.0, fill, edge, StrokeKind::Inside);
    ui.painter().galley(rect.center() - galley.size() / 2.0, galley, ink);
    response.on_hover_cursor(CursorIcon::PointingHand)
}

/// A rounded chip with an optional dot of colour.
pub(crate) fn chip(
    ui: &mut Ui,
    theme: &Theme,
    dot: Option<Color32>,
    words: &str,
    is_on: bool,
) -> Response {
    let ink = if is_on { theme.card } else { theme.text };
    let galley = ui.painter().layout_no_wrap(words.to_owned(), sans(SMALL_POINTS), ink);
    let dot_width = if dot.is_some() { 14.0 } else { 0.0 };
    let (rect, response) =
        ui.allocate_exact_size(galley.size() + vec2(20.0 + dot_width, 8.0), Sense::click());
    let label = words.to_owned();
    response.widget_info(move || {
        WidgetInfo::selected(egui::accesskit::Role::Button, true, is_on, &label)
    });
    let (fill, edge) = if is_on {
        (theme.accent, theme.accent)
    } else {
        (if response.hovered() { theme.hover() } else { theme.card }, theme.hairline)
    };
    ui.painter().rect(rect, rect.height() / 2.0, fill, Stroke::new(1.0, edge), StrokeKind::Inside);
    if response.has_focus() {
        // One that is on is of the accent itself.
        let color = if is_on { theme.text } else { theme.accent };
        let (ring, around) = (Stroke::new(2.0, color), rect.expand(3.0));
        ui.painter().rect_stroke(around, around.height() / 2.0, ring, StrokeKind::Inside);
    }
    if let Some(color) = dot {
        ui.painter().circle_filled(egui::pos2(rect.left() + 15.0, rect.center().y), 4.0, color);
    }
    ui.painter().galley(
        egui::pos2(rect.left() + 10.0 + dot_width, rect.center().y - galley.size().y / 2.0),
        galley,
        ink,
    );
    response.on_hover_cursor(CursorIcon::PointingHand)
}

/// A small chip without an edge, for lists that hold many; `name` is what it is called aloud.
pub(crate) fn quiet_chip(
    ui: &mut Ui,
    theme: &Theme,
    words: &str,
    name: &str,
    is_on: bool,
) -> Response {
    let ink = if is_on { theme.card } else { theme.text };
    let galley = ui.painter().layout_no_wrap(words.to_owned(), sans(SMALL_POINTS), ink);
    let (rect, response) = ui.allocate_exact_size(galley.size() + vec2(18.0, 7.0), Sense::click());
    let label = name.to_owned();
    response.widget_info(move || {
        WidgetInfo::selected(egui::accesskit::Role::Button, true, is_on, &label)
    });
    let fill = match (is_on, response.hovered()) {
        (true, _) => theme.accent,
        (false, true) => theme.tint(theme.card, 14),
        (false, false) => theme.tint(theme.card, 7),
    };
    let edge = if response.has_focus() { Stroke::new(2.0, theme.accent) } else { Stroke::NONE };
    ui.painter().rect(rect, rect.height() / 2.0, fill, edge, StrokeKind::Inside);
    ui.painter().galley(rect.center() - galley.size() / 2.0, galley, ink);
    response.on_hover_cursor(CursorIcon::PointingHand)
}

/// A field to type in, with an icon in front.
pub(crate) fn field(
    ui: &mut Ui,
    theme: &Theme,
    icon: &str,
    text: &mut String,
    hint: &str,
) -> Response {
    let id = ui.next_auto_id().with(hint);
    field_with_id(ui, theme, icon, (text, hint), id)
}

/// The same with an identity that it keeps, and so the focus, whatever comes and goes around it.
pub(crate) fn field_with_id(
    ui: &mut Ui,
    theme: &Theme,
    icon: &str,
    (text, hint): (&mut String, &str),
    id: egui::Id,
) -> Response {
    let frame =
        Frame::new().fill(theme.card).corner_radius(6).inner_margin(Margin::symmetric(8, 2));
    let shown = frame.show(ui, |ui| {
        // The icon stands in the middle of a row as high as the field.
        ui.spacing_mut().interact_size.y = FIELD_HEIGHT;
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = 6.0;
            ui.label(RichText::new(icon).font(icons(15.0)).color(theme.weak));
            let edit = egui::TextEdit::singleline(text)
                .id(id)
                .frame(Frame::NONE)
                .hint_text(RichText::new(hint).color(theme.weak))
                .desired_width(f32::INFINITY)
                .min_size(vec2(0.0, FIELD_HEIGHT))
                .align(Align2::LEFT_CENTER)
                .margin(Margin::ZERO);
            ui.add(edit)
        })
        .inner
    });
    named_and_edged(ui, theme, shown, hint)
}

/// How high a field is in its frame, so that a click near its words meets it.
const FIELD_HEIGHT: f32 = 26.0;

/// A field of one line with this width and name.
pub(crate) fn text_field(
    ui: &mut Ui,
    theme: &Theme,
    width: f32,
    text: &mut String,
    name: &str,
    hint: &str,
) -> Response {
    let frame =
        Frame::new().fill(theme.page).corner_radius(6).inner_margin(Margin::symmetric(8, 3));
    let shown = frame.show(ui, |ui| {
        ui.spacing_mut().interact_size.y = 20.0;
        let edit = egui::TextEdit::singleline(text)
            .frame(Frame::NONE)
            .hint_text(RichText::new(hint).color(theme.weak))
            .desired_width(width - 16.0)
            .min_size(vec2(0.0, FIELD_HEIGHT))
            .align(Align2::LEFT_CENTER)
            .margin(Margin::ZERO);
        ui.add(edit)
    });
    named_and_edged(ui, theme, shown, name)
}

/// Gives a field its name for screen readers, and an edge that shows the focus.
fn named_and_edged(
    ui: &Ui,
    theme: &Theme,
    shown: egui::InnerResponse<Response>,
    name: &str,
) -> Response {
    let (response, label) = (shown.inner, name.to_owned());
    response.ctx.accesskit_node_builder(response.id, |node| node.set_label(label));
    let edge = if response.has_focus() {
        Stroke::new(2.0, theme.accent)
    } else {
        Stroke::new(1.0, theme.edge)
    };
    ui.painter().rect_stroke(shown.response.rect, 6.0, edge, StrokeKind::Inside);
    response
}

/// Selects all that stands in a field, so that typing replaces it.
pub(crate) fn select_all(ui: &Ui, response: &Response, text: &str) {
    let mut state = TextEditState::load(ui.ctx(), response.id).unwrap_or_default();
    let all = CCursorRange::two(CCursor::new(0), CCursor::new(text.chars().count()));
    state.cursor.set_char_range(Some(all));
    state.store(ui.ctx(), response.id);
}

/// The frame of a card that lies over the page.
pub(crate) fn floating(theme: &Theme) -> Frame {
    Frame::new()
        .fill(theme.card)
        .stroke(Stroke::new(1.0, theme.hairline))
        .corner_radius(CornerRadius::same(10))
        .shadow(egui::Shadow {
            offset: [0, 6],
            blur: 20,
            spread: 0,
            color: Color32::from_black_alpha(if theme.is_dark { 115 } else { 46 }),
        })
        .inner_margin(Margin::same(12))
}

/// A box to be ticked, around a point.
pub(crate) fn tick_box(ui: &Ui, theme: &Theme, middle: egui::Pos2, is_on: bool) {
    let rect = Rect::from_center_size(middle, vec2(16.0, 16.0));
    let (fill, edge) = if is_on { (theme.accent, theme.accent) } else { (theme.card, theme.edge) };
    ui.painter().rect(rect, 4.0, fill, Stroke::new(1.0, edge), StrokeKind::Inside);
    if is_on {
        let sign = crate::ui::icons::CHECK;
        ui.painter().text(middle, Align2::CENTER_CENTER, sign, icons(12.0), theme.card);
    }
}

/// Words in the interface's face.
pub(crate) fn words(text: impl Into<String>, size: f32, color: Color32) -> RichText {
    RichText::new(text).font(sans(size)).color(color)
}

/// A rectangle of full width and this height, that can be clicked.
pub(crate) fn row(ui: &mut Ui, height: f32, name: &str) -> (Rect, Response) {
    let (rect, response) =
        ui.allocate_exact_size(vec2(ui.available_width(), height), Sense::click());
    let (is_enabled, label) = (response.enabled(), name.to_owned());
    response.widget_info(move || {
        WidgetInfo::labeled(egui::accesskit::Role::Button, is_enabled, &label)
    });
    (rect, response.on_hover_cursor(CursorIcon::PointingHand))
}

/// Text cut with an ellipsis where it does not fit.
pub(crate) fn elided(
    ui: &Ui,
    text: &str,
    font: FontId,
    color: Color32,
    width: f32,
) -> std::sync::Arc<egui::Galley> {
    let mut job = egui::text::LayoutJob::simple_singleline(text.to_owned(), font, color);
    job.wrap = egui::text::TextWrapping::truncate_at_width(width.max(0.0));
    ui.fonts_mut(|fonts| fonts.layout_job(job))
}

/// A word that is on or off: a fill when on, none when off.
pub(crate) fn switch(ui: &mut Ui, theme: &Theme, words: &str, is_on: bool) -> Response {
    let ink = if is_on { theme.card } else { theme.text };
    let galley = ui.painter().layout_no_wrap(words.to_owned(), sans(SMALL_POINTS), ink);
    let (rect, response) =
        ui.allocate_exact_size(vec2(galley.size().x + 16.0, 28.0), Sense::click());
    let label = words.to_owned();
    response.widget_info(move || {
        WidgetInfo::selected(egui::accesskit::Role::Switch, true, is_on, &label)
    });
    paint_button(ui, theme, &response, false);
    if is_on {
        ui.painter().rect_filled(rect.shrink2(vec2(0.0, 2.0)), 6.0, theme.accent);
    }
    if response.has_focus() {
        let stroke = Stroke::new(2.0, theme.text);
        ui.painter().rect_stroke(rect, 6.0, stroke, StrokeKind::Inside);
    }
    ui.painter().galley(rect.center() - galley.size() / 2.0, galley, ink);
    response.on_hover_cursor(CursorIcon::PointingHand)
}

/// What was held down at each press of a key since the last frame: by the frame's end it may be up again.
pub(crate) fn held_at(ui: &Ui, wanted: Key) -> Vec<Modifiers> {
    let held = |event: &Event| match event {
        Event::Key { key, pressed: true, modifiers, .. } if *key == wanted => Some(*modifiers),
        _ => None,
    };
    ui.input(|input| input.events.iter().filter_map(held).collect())
}

/// Whether the pointer is pressed outside of a card, which then goes.
pub(crate) fn is_pressed_outside(ui: &Ui, card: &Response) -> bool {
    let pointer = ui.input(|input| {
        input.pointer.primary_pressed().then(|| input.pointer.interact_pos()).flatten()
    });
    let is_on_message = |at| ui.ctx().layer_id_at(at) == Some(message_layer());
    !card.contains_pointer() && pointer.is_some_and(|at| !is_on_message(at))
}

/// Where words stand that go by themselves: above every card, for what a card did is told there.
pub(crate) fn message_layer() -> LayerId {
    LayerId::new(Order::Tooltip, fixed_id("toast"))
}

/// The heading with a gap of one character between its Chinese clauses, as the page sets it; words in Latin letters
/// keep their spaces.
pub(crate) fn with_wide_gaps(heading: &str) -> String {
    let mut wide = String::with_capacity(heading.len() + 8);
    let mut letters = heading.chars().peekable();
    while let Some(c) = letters.next() {
        let is_between =
            wide.ends_with(is_wide) && letters.peek().is_some_and(|next| is_wide(*next));
        wide.push(if c == ' ' && is_between { '\u{3000}' } else { c });
    }
    wide
}

#[cfg(test)]
mod tests {
    use super::with_wide_gaps;

    #[test]
    fn only_gaps_between_chinese_clauses_are_wide() {
        assert_eq!(with_wide_gaps("统揽统筹 分类施策"), "统揽统筹\u{3000}分类施策");
        assert_eq!(with_wide_gaps("English notes"), "English notes");
        assert_eq!(with_wide_gaps("2 GDP 与增长"), "2 GDP 与增长");
    }
}
