//! What the person must know: bars above the page that stay until taken away, and words at its foot that go by themselves.

use egui::{Align, Align2, Area, Frame, Layout, Margin, Order, Panel, Ui};

use crate::app::{
    Action, CleanedView, Command, Notice, SaveState, State, Version, VersionAnswer, Weight, texts,
};
use crate::text::Language;
use crate::ui::theme::Theme;
use crate::ui::widgets::{edged_button, floating, icon_button, icons, words};
use crate::ui::{Outbox, icons as icon};

/// Seconds that a bar stays which is only good to know, and one that offers to undo something.
const INFO_SECONDS: f64 = 6.0;
const UNDO_SECONDS: f64 = 8.0;

pub(crate) fn notices_ui(ui: &mut Ui, state: &State, theme: &Theme, out: &mut Outbox) {
    damage(ui, state, theme, out);
    version(ui, state, theme, out);
    unusual(ui, state, theme, out);
    bars(ui, state, theme, out);
    toasts(ui, state, theme, out);
}

/// What is only good to know lies over the page's foot for a while, so that the text stays where it is.
fn toasts(ui: &mut Ui, state: &State, theme: &Theme, out: &mut Outbox) {
    let infos: Vec<(usize, &Notice)> = state
        .notices
        .iter()
        .enumerate()
        .filter(|(_, notice)| notice.weight == Weight::Info)
        .collect();
    // One a frame: taking one away moves the others.
    if let Some((index, _)) = infos.iter().find(|(_, notice)| is_over(ui, notice)) {
        out.push(Command::Dismiss(*index));
    }
    let Some((_, notice)) = infos.last() else { return };
    let page = ui.max_rect();
    let foot = egui::pos2(page.center().x, page.bottom() - 20.0);
    let area = Area::new(crate::ui::fixed_id("toast"))
        .order(Order::Middle)
        .pivot(Align2::CENTER_BOTTOM)
        .fixed_pos(foot);
    area.interactable(notice.offers_undo).constrain_to(page).show(ui.ctx(), |ui| {
        floating(theme).inner_margin(Margin::symmetric(16, 9)).show(ui, |ui| {
            ui.set_max_width((page.width() - 80.0).min(560.0));
            let language = state.settings.language;
            let say = |ui: &mut Ui| {
                let label = ui.label(words(notice.text.get(language), 13.5, theme.text));
                label.ctx.accesskit_node_builder(label.id, |node| {
                    node.set_live(egui::accesskit::Live::Polite);
                });
            };
            if !notice.offers_undo {
                return say(ui);
            }
            ui.horizontal(|ui| {
                say(ui);
                let name = texts::UNDO.get(language);
                if edged_button(ui, theme, name, false).clicked() {
                    out.act(Action::Undo);
                }
            });
        });
    });
}

/// Whether a bar has stood long enough, counted from when it was first drawn.
fn is_over(ui: &Ui, notice: &Notice) -> bool {
    let id = crate::ui::fixed_id("notice").with((notice.since.0, &notice.text.en));
    let now = ui.input(|input| input.time);
    let first = ui.data_mut(|data| *data.get_temp_mut_or_insert_with(id, || now));
    let stays = if notice.offers_undo { UNDO_SECONDS } else { INFO_SECONDS };
    let left = stays - (now - first);
    if left > 0.0 {
        ui.ctx().request_repaint_after(std::time::Duration::from_secs_f64(left));
    }
    left <= 0.0
}

/// That the files of the notes are damaged, and what can be done.
fn damage(ui: &mut Ui, state: &State, theme: &Theme, out: &mut Outbox) {
    let Some(open) = state.open.as_ref().filter(|open| open.n_damaged > 0) else { return };
    let language = state.settings.language;
    let frame = Frame::new().fill(theme.panel).inner_margin(Margin::symmetric(14, 6));
    Panel::top("damaged notes").frame(frame).resizable(false).show(ui, |ui| {
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            if edged_button(ui, theme, texts::LATER.get(language), false).clicked() {
                out.push(Command::DamageSeen);
            }
            if edged_button(ui, theme, texts::SEE_HISTORY.get(language), false).clicked() {
                out.push(Command::Do(Action::ShowHistory));
            }
            if edged_button(ui, theme, texts::MEND.get(language), true).clicked() {
                out.push(Command::MendNotes);
            }
            ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                let sign = egui::RichText::new(icon::CIRCLE_ALERT).font(icons(16.0));
                ui.label(sign.color(theme.error));
                let n_notes = open.notebook.annotations.len();
                let text = texts::damage(language, open.n_damaged, n_notes);
                ui.add(egui::Label::new(words(text, 13.5, theme.text)).wrap());
            });
        });
    });
}

/// What the file is taken for, or may be, and the reader's answer.
fn version(ui: &mut Ui, state: &State, theme: &Theme, out: &mut Outbox) {
    let Some(version) = &state.version else { return };
    let language = state.settings.language;
    let (same, other) = match version {
        Version::New { .. } => (texts::IS_VERSION, texts::IS_OTHER),
        Version::Likely { .. } => (texts::TAKE_ALONG, texts::IS_NO_VERSION),
    };
    let frame = Frame::new().fill(theme.panel).inner_margin(Margin::symmetric(14, 6));
    Panel::top("version").frame(frame).resizable(false).show(ui, |ui| {
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            for (name, answer) in [(other, VersionAnswer::Other), (same, VersionAnswer::Same)] {
                let is_main = answer == VersionAnswer::Same;
                if edged_button(ui, theme, name.get(language), is_main).clicked() {
                    out.push(Command::AnswerVersion(answer));
                }
            }
            ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                ui.label(egui::RichText::new(icon::INFO).font(icons(16.0)).color(theme.accent));
                let text = texts::version_of(language, version);
                let label = ui.add(egui::Label::new(words(text, 13.5, theme.text)).wrap());
                label.ctx.accesskit_node_builder(label.id, |node| {
                    node.set_live(egui::accesskit::Live::Polite);
                });
            });
        });
    });
}

/// That the cleaning took much away, and the way to look at it.
fn unusual(ui: &mut Ui, state: &State, theme: &Theme, out: &mut Outbox) {
    let Some(open) = state.open.as_ref().filter(|_| state.warns_of_cleaning) else { return };
    let language = state.settings.language;
    let weight = open.document.cleaned.review(&open.document.imported.text).weight;
    let frame = Frame::new().fill(theme.panel).inner_margin(Margin::symmetric(14, 6));
    Panel::top("unusual cleaning").frame(frame).resizable(false).show(ui, |ui| {
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            if edged_button(ui, theme, texts::SEEN.get(language), false).clicked() {
                out.push(Command::CleaningSeen);
            }
            if edged_button(ui, theme, texts::COMPARE.get(language), true).clicked() {
                out.push(Command::SetCleanedView(CleanedView::Compare));
                out.push(Command::CleaningSeen);
            }
            ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                let sign = egui::RichText::new(icon::TRIANGLE_ALERT).font(icons(16.0));
                ui.label(sign.color(theme.warn));
                let text = texts::unusual(language, &weight);
                ui.add(egui::Label::new(words(text, 13.5, theme.text)).wrap());
            });
        });
    });
}

fn bars(ui: &mut Ui, state: &State, theme: &Theme, out: &mut Outbox) {
    let lasting =
        state.notices.iter().enumerate().filter(|(_, notice)| notice.weight != Weight::Info);
    for (index, notice) in lasting {
        let frame = Frame::new().fill(theme.panel).inner_margin(Margin::symmetric(14, 4));
        Panel::top(("notice", index)).frame(frame).resizable(false).show(ui, |ui| {
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                bar(ui, state, index, notice, theme, out);
            });
        });
    }
}

fn bar(ui: &mut Ui, state: &State, index: usize, notice: &Notice, theme: &Theme, out: &mut Outbox) {
    let language = state.settings.language;
    let (sign, color) = match notice.weight {
        Weight::Info => (icon::INFO, theme.weak),
        Weight::Warning => (icon::TRIANGLE_ALERT, theme.warn),
        Weight::Error => (icon::CIRCLE_ALERT, theme.error),
    };
    let close = texts::CLOSE.get(language);
    if icon_button(ui, theme, icon::CLOSE, close, close, false).clicked() {
        out.push(Command::Dismiss(index));
    }
    let is_unsaved = state.save == SaveState::Failed(notice.text.clone());
    if is_unsaved && edged_button(ui, theme, texts::SAVE_ELSEWHERE.get(language), true).clicked() {
        out.act(Action::SaveElsewhere);
    }
    ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
        ui.label(egui::RichText::new(sign).font(icons(16.0)).color(color));
        let kept = if is_unsaved { texts::KEPT_MEANWHILE.get(language) } else { "" };
        let end = match (is_unsaved, language) {
            (false, _) => "",
            (true, Language::Chinese) => "。",
            (true, Language::English) => ". ",
        };
        let text = format!("{}{end}{kept}", notice.text.get(language));
        ui.add(egui::Label::new(words(text, 13.5, theme.text)).wrap());
    });
}
