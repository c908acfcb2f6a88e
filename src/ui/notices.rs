//! What the person must know: bars above the page that stay until taken away, and words at its foot that go by themselves.

use egui::{Align2, Area, Margin, Ui};

use crate::app::{
    Action, CleanedView, Command, Notice, OnDisk, OpenDocument, SaveState, State, Version,
    VersionAnswer, Weight, texts,
};
use crate::text::{Bilingual, Language};
use crate::ui::notice_bar::{Clicked, NoticeBar};
use crate::ui::theme::Theme;
use crate::ui::widgets::{edged_button, floating, message_layer, words};
use crate::ui::{Outbox, fixed_id, icons as icon};

/// Seconds that a bar stays which is only good to know, and one that offers to undo something.
const INFO_SECONDS: f64 = 6.0;
const UNDO_SECONDS: f64 = 8.0;

pub(crate) fn notices_ui(ui: &mut Ui, state: &State, theme: &Theme, out: &mut Outbox) {
    damage(ui, state, theme, out);
    guess(ui, state, theme, out);
    rewritten(ui, state, theme, out);
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
    let layer = message_layer();
    let area = Area::new(layer.id).order(layer.order).pivot(Align2::CENTER_BOTTOM).fixed_pos(foot);
    area.interactable(notice.offers_undo).constrain_to(page).show(ui.ctx(), |ui| {
        floating(theme).inner_margin(Margin::symmetric(16, 9)).show(ui, |ui| {
            ui.set_max_width((page.width() - 80.0).min(560.0));
            let language = state.settings.language;
            let say = |ui: &mut Ui| {
                let label = ui.label(words(notice.text.alone(language), 13.5, theme.text));
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
    let id = fixed_id("notice").with((notice.since.0, &notice.text.en));
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
    let text = texts::damage(language, open.n_damaged, open.notebook.annotations.len());
    let bar = NoticeBar {
        id: fixed_id("damaged notes"),
        sign: (icon::CIRCLE_ALERT, theme.error),
        text: &text,
        answers: &[&texts::MEND, &texts::SEE_HISTORY, &texts::LATER],
        close: None,
    };
    match bar.ui(ui, language, theme) {
        Some(Clicked::Answer(0)) => out.push(Command::MendNotes),
        Some(Clicked::Answer(1)) => out.act(Action::ShowHistory),
        Some(_) => out.push(Command::DamageSeen),
        None => {}
    }
}

/// What the file is taken for, or may be, and the reader's answer.
fn version(ui: &mut Ui, state: &State, theme: &Theme, out: &mut Outbox) {
    let Some(version) = &state.version else { return };
    let language = state.settings.language;
    let answers = match version {
        Version::New { .. } => [&texts::IS_VERSION, &texts::IS_OTHER],
        Version::Parted { .. } => [&texts::IS_ONE_AFTER_ALL, &texts::STAYS_PARTED],
        Version::Likely { .. } => [&texts::TAKE_ALONG, &texts::IS_NO_VERSION],
    };
    let bar = NoticeBar {
        id: fixed_id("version"),
        sign: (icon::INFO, theme.accent),
        text: &texts::version_of(language, version, state.n_unsure()),
        answers: &answers,
        close: None,
    };
    match bar.ui(ui, language, theme) {
        Some(Clicked::Answer(0)) => out.push(Command::AnswerVersion(VersionAnswer::Same)),
        Some(_) => out.push(Command::AnswerVersion(VersionAnswer::Other)),
        None => {}
    }
}

/// That the encoding is a guess, and the way to another one; saying that it is right is remembered with the file.
fn guess(ui: &mut Ui, state: &State, theme: &Theme, out: &mut Outbox) {
    let Some(encoding) = state.open.as_ref().and_then(OpenDocument::guessed_encoding) else {
        return;
    };
    let language = state.settings.language;
    let bar = NoticeBar {
        id: fixed_id("guessed encoding"),
        sign: (icon::TRIANGLE_ALERT, theme.warn),
        text: &texts::encoding_guessed(language, encoding),
        answers: &[&texts::OTHER_ENCODING, &texts::READS_WELL],
        close: None,
    };
    match bar.ui(ui, language, theme) {
        Some(Clicked::Answer(0)) => out.act(Action::ChooseEncoding),
        Some(_) => out.push(Command::ReopenAs(encoding)),
        None => {}
    }
}

/// That another program wrote the file that is shown, and the way to see what it wrote; or that it is not there.
fn rewritten(ui: &mut Ui, state: &State, theme: &Theme, out: &mut Outbox) {
    let language = state.settings.language;
    let (text, answers) = match state.on_disk {
        OnDisk::Rewritten => (texts::REWRITTEN, [&texts::READ_AGAIN, &texts::LATER]),
        OnDisk::Gone => (texts::GONE, [&texts::LOOK_FOR_FILE, &texts::SEEN]),
        OnDisk::Unreadable => (texts::UNREADABLE, [&texts::READ_AGAIN, &texts::SEEN]),
        OnDisk::Same | OnDisk::ReadAgain(_) => return,
    };
    let bar = NoticeBar {
        id: fixed_id("rewritten file"),
        sign: (icon::INFO, theme.accent),
        text: text.get(language),
        answers: &answers,
        close: None,
    };
    match bar.ui(ui, language, theme) {
        Some(Clicked::Answer(0)) if state.on_disk == OnDisk::Gone => out.act(Action::Open),
        Some(Clicked::Answer(0)) => out.push(Command::ReadAgain),
        Some(_) => out.push(Command::RewritingSeen),
        None => {}
    }
}

/// That the cleaning took much away, and the way to look at it.
fn unusual(ui: &mut Ui, state: &State, theme: &Theme, out: &mut Outbox) {
    let Some(open) = state.open.as_ref().filter(|_| state.warns_of_cleaning) else { return };
    let language = state.settings.language;
    let weight = open.document.cleaned.review(&open.document.imported.text).weight;
    let bar = NoticeBar {
        id: fixed_id("unusual cleaning"),
        sign: (icon::TRIANGLE_ALERT, theme.warn),
        text: &texts::unusual(language, &weight),
        answers: &[&texts::COMPARE, &texts::SEEN],
        close: None,
    };
    let Some(clicked) = bar.ui(ui, language, theme) else { return };
    if clicked == Clicked::Answer(0) {
        out.push(Command::SetCleanedView(CleanedView::Compare));
    }
    out.push(Command::CleaningSeen);
}

fn bars(ui: &mut Ui, state: &State, theme: &Theme, out: &mut Outbox) {
    let lasting =
        state.notices.iter().enumerate().filter(|(_, notice)| notice.weight != Weight::Info);
    for (index, notice) in lasting {
        bar(ui, state, index, notice, theme, out);
    }
}

fn bar(ui: &mut Ui, state: &State, index: usize, notice: &Notice, theme: &Theme, out: &mut Outbox) {
    let language = state.settings.language;
    let sign = match notice.weight {
        Weight::Info => (icon::INFO, theme.weak),
        Weight::Warning => (icon::TRIANGLE_ALERT, theme.warn),
        Weight::Error => (icon::CIRCLE_ALERT, theme.error),
    };
    let is_unsaved = state.save == SaveState::Failed(notice.text.clone());
    let kept = if is_unsaved { texts::KEPT_MEANWHILE.get(language) } else { "" };
    let end = match (is_unsaved, language) {
        (false, _) => "",
        (true, Language::Chinese) => "。",
        (true, Language::English) => ". ",
    };
    let answers: &[&Bilingual] = match (is_unsaved, &notice.lost, &notice.restored) {
        (true, ..) => &[&texts::SAVE_ELSEWHERE],
        (false, Some(_), _) => &[&texts::LOOK_FOR_FILE, &texts::CLOSE_TAB],
        (false, None, Some(_)) => &[&texts::USE_RESTORED, &texts::JOIN_RESTORED],
        (false, None, None) => &[],
    };
    let bar = NoticeBar {
        id: fixed_id("notice").with(index),
        sign,
        text: &format!("{}{end}{kept}", notice.text.alone(language)),
        answers,
        close: Some(&texts::CLOSE),
    };
    match bar.ui(ui, language, theme) {
        Some(Clicked::Answer(answer)) => match (&notice.lost, &notice.restored, answer) {
            (Some(_), _, 0) => out.act(Action::Open),
            (Some(path), ..) => out.push(Command::CloseLost(path.clone())),
            (None, Some(folder), 0) => out.push(Command::UseRestored(folder.clone())),
            (None, Some(folder), _) => out.push(Command::JoinRestored(folder.clone())),
            (None, None, _) => out.act(Action::SaveElsewhere),
        },
        Some(Clicked::Close) => out.push(Command::Dismiss(index)),
        None => {}
    }
}
