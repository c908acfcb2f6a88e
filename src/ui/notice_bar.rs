//! A bar above the page: a sign, a sentence and its answers, in one row, or with the answers below where the sentence
//! would be squeezed.
//!
//! It knows nothing of what is said; who asks acts on the answer.

use egui::{Align, Color32, Frame, Id, Label, Layout, Margin, Panel, Ui};

use crate::text::{Bilingual, Language};
use crate::ui::icons as icon;
use crate::ui::theme::{TEXT_POINTS, Theme};
use crate::ui::widgets::{edged_button, icon_button, icons, sans, words};

/// The narrowest sentence that answers may stand beside, in points.
const SENTENCE: f32 = 300.0;
/// What an answer's words have around them and between them and the next, in points.
const AROUND: f32 = 40.0;
/// Size of the sign, in points, and what the cross takes up.
const SIGN: f32 = 16.0;
const CLOSE: f32 = 44.0;

/// What a bar shows.
pub(crate) struct NoticeBar<'a> {
    pub(crate) id: Id,
    pub(crate) sign: (&'a str, Color32),
    pub(crate) text: &'a str,
    /// In the order of reading, the first one the likely one.
    pub(crate) answers: &'a [&'static Bilingual],
    /// The name of the cross that takes the bar away, if it has one.
    pub(crate) close: Option<&'static Bilingual>,
}

/// What was clicked on a bar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Clicked {
    /// The answer with this index.
    Answer(usize),
    /// The cross.
    Close,
}

impl NoticeBar<'_> {
    /// Shows the bar; what was clicked.
    pub(crate) fn ui(&self, ui: &mut Ui, language: Language, theme: &Theme) -> Option<Clicked> {
        let frame = Frame::new().fill(theme.panel).inner_margin(Margin::symmetric(14, 6));
        let panel = Panel::top(self.id).frame(frame).resizable(false);
        let shown = panel.show(ui, |ui| {
            if self.fits_in_a_row(ui, language) {
                self.row(ui, language, theme)
            } else {
                self.rows(ui, language, theme)
            }
        });
        shown.inner
    }

    fn fits_in_a_row(&self, ui: &Ui, language: Language) -> bool {
        let width = |text: &Bilingual| {
            let text = text.get(language).to_owned();
            let font = sans(TEXT_POINTS);
            ui.painter().layout_no_wrap(text, font, Color32::PLACEHOLDER).size().x
        };
        let answers: f32 = self.answers.iter().map(|text| width(text) + AROUND).sum();
        let close = if self.close.is_some() { CLOSE } else { 0.0 };
        self.answers.is_empty() || ui.available_width() - answers - close - SIGN >= SENTENCE
    }

    fn row(&self, ui: &mut Ui, language: Language, theme: &Theme) -> Option<Clicked> {
        let layout = Layout::right_to_left(Align::Center);
        ui.with_layout(layout, |ui| {
            let mut clicked = self.close(ui, language, theme);
            for (index, answer) in self.answers.iter().enumerate().rev() {
                if edged_button(ui, theme, answer.get(language), index == 0).clicked() {
                    clicked = Some(Clicked::Answer(index));
                }
            }
            self.sentence(ui, Align::Center, theme);
            clicked
        })
        .inner
    }

    fn rows(&self, ui: &mut Ui, language: Language, theme: &Theme) -> Option<Clicked> {
        let mut clicked = None;
        ui.with_layout(Layout::right_to_left(Align::TOP), |ui| {
            clicked = self.close(ui, language, theme);
            self.sentence(ui, Align::TOP, theme);
        });
        ui.horizontal_wrapped(|ui| {
            for (index, answer) in self.answers.iter().enumerate() {
                if edged_button(ui, theme, answer.get(language), index == 0).clicked() {
                    clicked = Some(Clicked::Answer(index));
                }
            }
        });
        clicked
    }

    fn close(&self, ui: &mut Ui, language: Language, theme: &Theme) -> Option<Clicked> {
        let name = self.close?.get(language);
        icon_button(ui, theme, icon::CLOSE, name, name, false).clicked().then_some(Clicked::Close)
    }

    fn sentence(&self, ui: &mut Ui, align: Align, theme: &Theme) {
        ui.with_layout(Layout::left_to_right(align), |ui| {
            let (sign, color) = self.sign;
            ui.label(egui::RichText::new(sign).font(icons(SIGN)).color(color));
            let label = ui.add(Label::new(words(self.text, 13.5, theme.text)).wrap());
            label.ctx.accesskit_node_builder(label.id, |node| {
                node.set_live(egui::accesskit::Live::Polite);
            });
        });
    }
}
