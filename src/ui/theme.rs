//! Colours and sizes, from one file a theme; no other file of the window names a colour.

use std::sync::LazyLock;

use egui::{
    Color32, CornerRadius, FontFamily, FontId, Margin, Shadow, Stroke, TextStyle, Vec2, vec2,
};
use serde::Deserialize;

use crate::app::{State, ThemeName, shown_pattern};
use crate::notebook::{Annotation, HighlightColor, LinePattern};
use crate::ui::fonts;

/// Size of the interface's text, in points.
pub const TEXT_POINTS: f32 = 14.0;
/// Size of minor text, in points.
pub const SMALL_POINTS: f32 = 12.5;
/// Size of icons, in points.
pub const ICON_POINTS: f32 = 18.0;
/// The steps of space, in points.
pub const SPACE: [f32; 6] = [4.0, 8.0, 12.0, 16.0, 24.0, 40.0];

/// Whether things may move by themselves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stillness {
    /// They may.
    Lively,
    /// They may not: the reader wants no motion.
    Still,
}

/// How one highlight colour is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Highlight {
    /// The line under it and its sign elsewhere.
    pub ink: Color32,
    /// Behind the characters, mixed with the page already.
    pub fill: Color32,
    /// The pattern of the line under it, which tells colours apart for those who cannot see them.
    pub pattern: LinePattern,
}

impl Highlight {
    /// The same with a pattern of its own, if there is one.
    #[must_use]
    pub fn with_pattern(self, pattern: Option<LinePattern>) -> Self {
        Self { pattern: pattern.unwrap_or(self.pattern), ..self }
    }
}

/// All colours of one theme.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Theme {
    /// Whether text is lighter than the page.
    pub is_dark: bool,
    /// Behind the text of the document.
    pub page: Color32,
    /// Behind the panels.
    pub panel: Color32,
    /// Behind cards, fields and popovers.
    pub card: Color32,
    /// Text.
    pub text: Color32,
    /// Headings.
    pub heading: Color32,
    /// Text of less weight.
    pub weak: Color32,
    /// What is active, and links.
    pub accent: Color32,
    /// Edges of fields and buttons.
    pub edge: Color32,
    /// Lines between panels.
    pub hairline: Color32,
    /// The way of progress and of sliders, which is filled as far as they have come.
    pub track: Color32,
    /// Behind the selection.
    pub selection: Color32,
    /// Behind what was found.
    pub hit: Color32,
    /// Errors.
    pub error: Color32,
    /// Warnings.
    pub warn: Color32,
    /// What went well.
    pub ok: Color32,
    /// Text on a fill.
    pub text_on_fill: Color32,
    /// The highlight colours, in the order of the palette.
    pub highlights: [Highlight; 8],
}

#[derive(Deserialize)]
struct ThemeFile {
    is_dark: bool,
    page: String,
    panel: String,
    card: String,
    text: String,
    heading: String,
    weak: String,
    accent: String,
    edge: String,
    hairline: String,
    track: String,
    selection: String,
    hit: String,
    error: String,
    warn: String,
    ok: String,
    fill_percent: u8,
    text_on_fill: Option<String>,
    highlights: Vec<HighlightFile>,
}

#[derive(Deserialize)]
struct HighlightFile {
    ink: String,
    fill: String,
    pattern: String,
}

const FILES: [&str; 5] = [
    include_str!("../../assets/themes/light.ron"),
    include_str!("../../assets/themes/sepia.ron"),
    include_str!("../../assets/themes/dark.ron"),
    include_str!("../../assets/themes/night.ron"),
    include_str!("../../assets/themes/contrast.ron"),
];

static THEMES: LazyLock<[Theme; 5]> = LazyLock::new(|| {
    FILES.map(|file| {
        let file: ThemeFile =
            ron::from_str(file).expect("the theme files are part of the program and tested");
        theme_from_file(&file)
    })
});

/// The theme with this name.
pub fn theme(name: ThemeName) -> &'static Theme {
    let index = ThemeName::ALL.iter().position(|other| *other == name).unwrap_or_default();
    &THEMES[index]
}

impl Theme {
    /// How a highlight colour is drawn.
    pub fn highlight(&self, color: HighlightColor) -> Highlight {
        let index =
            HighlightColor::ALL.iter().position(|other| *other == color).unwrap_or_default();
        self.highlights[index]
    }

    /// How an annotation is drawn, wherever it is.
    pub fn highlight_of(&self, state: &State, annotation: &Annotation) -> Highlight {
        let pattern = shown_pattern(annotation, &state.codebook);
        self.highlight(state.color_of(annotation)).with_pattern(pattern)
    }

    /// The fill where highlights overlap: the mean of up to three fills in linear light, so that
    /// text on it never stands out less than on the worst of them.
    pub fn mixed_fill(&self, fills: &[Color32]) -> Color32 {
        mean(fills.get(..3).unwrap_or(fills)).unwrap_or(self.page)
    }

    /// The text colour at `percent` over `background`: hover and pressed fills.
    pub fn tint(&self, background: Color32, percent: u8) -> Color32 {
        mixed(self.text, background, percent)
    }

    /// Around what was found: within a mark of a like colour the fill alone is not seen.
    pub fn hit_edge(&self) -> Stroke {
        Stroke::new(1.0, self.tint(self.hit, 45))
    }

    /// The ground of what was taken away, over `background`.
    pub fn taken(&self, background: Color32) -> Color32 {
        mixed(self.error, background, 10)
    }

    /// The fill of something hovered on a panel.
    pub fn hover(&self) -> Color32 {
        self.tint(self.panel, 8)
    }

    /// The fill of something pressed or chosen on a panel.
    pub fn pressed(&self) -> Color32 {
        self.tint(self.panel, 12)
    }
}

fn mean(colors: &[Color32]) -> Option<Color32> {
    let count = colors.len();
    let sum = colors.iter().fold([0.0; 3], |sum: [f32; 3], color| {
        let linear = egui::Rgba::from(*color);
        [sum[0] + linear.r(), sum[1] + linear.g(), sum[2] + linear.b()]
    });
    let part = |channel: f32| channel / count as f32;
    (count > 0).then(|| egui::Rgba::from_rgb(part(sum[0]), part(sum[1]), part(sum[2])).into())
}

/// `percent` of `over`, the rest of `under`, as a browser mixes them.
fn mixed(over: Color32, under: Color32, percent: u8) -> Color32 {
    let mix = |a: u8, b: u8| {
        ((u32::from(a) * u32::from(percent) + u32::from(b) * (100 - u32::from(percent)) + 50) / 100)
            as u8
    };
    color(mix(over.r(), under.r()), mix(over.g(), under.g()), mix(over.b(), under.b()))
}

/// The one place where numbers become colours.
const fn color(red: u8, green: u8, blue: u8) -> Color32 {
    Color32::from_rgb(red, green, blue)
}

fn theme_from_file(file: &ThemeFile) -> Theme {
    let (page, text) = (parsed(&file.page), parsed(&file.text));
    Theme {
        is_dark: file.is_dark,
        page,
        panel: parsed(&file.panel),
        card: parsed(&file.card),
        text,
        heading: parsed(&file.heading),
        weak: parsed(&file.weak),
        accent: parsed(&file.accent),
        edge: parsed(&file.edge),
        hairline: parsed(&file.hairline),
        track: parsed(&file.track),
        selection: parsed(&file.selection),
        hit: parsed(&file.hit),
        error: parsed(&file.error),
        warn: parsed(&file.warn),
        ok: parsed(&file.ok),
        text_on_fill: file.text_on_fill.as_deref().map_or(text, parsed),
        highlights: std::array::from_fn(|index| {
            let highlight = &file.highlights[index];
            Highlight {
                ink: parsed(&highlight.ink),
                fill: mixed(parsed(&highlight.fill), page, file.fill_percent),
                pattern: LinePattern::from_id(&highlight.pattern)
                    .expect("theme files name patterns that there are, as a test shows"),
            }
        }),
    }
}

/// A colour from `RRGGBB`.
fn parsed(hex: &str) -> Color32 {
    let number = u32::from_str_radix(hex, 16)
        .expect("theme files hold six hexadecimal digits, as a test shows");
    let [_, red, green, blue] = number.to_be_bytes();
    color(red, green, blue)
}

/// Seconds that a fade takes.
const FADE_SECONDS: f32 = 0.12;

/// Makes the window look like `theme`; with `stillness` nothing fades or glides.
pub fn apply(context: &egui::Context, theme: &Theme, stillness: Stillness) {
    let base = if theme.is_dark { egui::Theme::Dark } else { egui::Theme::Light };
    context.set_theme(base);
    let mut style = (*context.style_of(base)).clone();
    set_text(&mut style);
    set_spacing(&mut style.spacing);
    style.interaction.tooltip_delay = 0.4;
    style.interaction.selectable_labels = false;
    let is_still = stillness == Stillness::Still;
    style.animation_time = if is_still { 0.0 } else { FADE_SECONDS };
    if is_still {
        style.scroll_animation = egui::style::ScrollAnimation::none();
    }
    set_visuals(&mut style.visuals, theme);
    context.set_style_of(base, style);
}

fn set_text(style: &mut egui::Style) {
    let sans = |size: f32| FontId::new(size, FontFamily::Proportional);
    style.text_styles = [
        (TextStyle::Small, sans(SMALL_POINTS)),
        (TextStyle::Body, sans(TEXT_POINTS)),
        (TextStyle::Button, sans(TEXT_POINTS)),
        (TextStyle::Monospace, FontId::new(TEXT_POINTS, FontFamily::Monospace)),
        (TextStyle::Heading, FontId::new(18.0, fonts::family(fonts::SANS_BOLD))),
    ]
    .into();
}

fn set_spacing(spacing: &mut egui::style::Spacing) {
    spacing.item_spacing = vec2(8.0, 6.0);
    spacing.button_padding = vec2(12.0, 6.0);
    spacing.interact_size = Vec2::new(40.0, 32.0);
    spacing.icon_width = 18.0;
    spacing.indent = 16.0;
    spacing.window_margin = Margin::same(16);
    spacing.menu_margin = Margin::same(6);
    spacing.scroll = egui::style::ScrollStyle::thin();
}

fn set_visuals(visuals: &mut egui::Visuals, theme: &Theme) {
    visuals.panel_fill = theme.panel;
    visuals.window_fill = theme.card;
    visuals.extreme_bg_color = theme.card;
    visuals.faint_bg_color = theme.card;
    visuals.weak_text_color = Some(theme.weak);
    visuals.hyperlink_color = theme.accent;
    visuals.error_fg_color = theme.error;
    visuals.warn_fg_color = theme.warn;
    visuals.selection.bg_fill = theme.selection;
    visuals.selection.stroke = Stroke::new(1.0, theme.text);
    visuals.window_corner_radius = CornerRadius::same(10);
    visuals.menu_corner_radius = CornerRadius::same(8);
    visuals.window_stroke = Stroke::new(1.0, theme.hairline);
    let shade = |offset: i8, blur: u8| Shadow {
        offset: [0, offset],
        blur,
        spread: 0,
        color: Color32::from_black_alpha(if theme.is_dark { 115 } else { 46 }),
    };
    (visuals.window_shadow, visuals.popup_shadow) = (shade(12, 40), shade(6, 20));
    visuals.indent_has_left_vline = false;
    visuals.striped = false;
    visuals.slider_trailing_fill = true;
    visuals.interact_cursor = Some(egui::CursorIcon::PointingHand);
    set_widgets(visuals, theme);
}

fn set_widgets(visuals: &mut egui::Visuals, theme: &Theme) {
    let text = Stroke::new(1.0, theme.text);
    let widgets = &mut visuals.widgets;
    for (widget, fill) in [
        (&mut widgets.noninteractive, theme.panel),
        (&mut widgets.inactive, Color32::TRANSPARENT),
        (&mut widgets.hovered, theme.hover()),
        (&mut widgets.active, theme.pressed()),
        (&mut widgets.open, theme.pressed()),
    ] {
        widget.weak_bg_fill = fill;
        widget.bg_fill = fill;
        widget.bg_stroke = Stroke::NONE;
        widget.fg_stroke = text;
        widget.corner_radius = CornerRadius::same(6);
        widget.expansion = 0.0;
    }
    widgets.noninteractive.bg_stroke = Stroke::new(1.0, theme.hairline);
    widgets.inactive.bg_fill = theme.track;
}
