//! Documents in, exports out, and the program's beginning and end.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::app::handle::{
    clean, codebook, go, join, mark, recall, redraw, rewritten, save, split, tabs, view,
};
use crate::app::tabs::file_name;
use crate::app::update::Context;
use crate::app::{
    Action, CleanedView, Effect, Event, Load, LoadFailure, Memory, Notice, OpenDocument,
    PathPurpose, Popover, Quitting, Recent, SaveState, Started, Ticket, Turn, TypedPath, Unwritten,
    Weight, marks, texts,
};
use crate::document::Stage;
use crate::text::Phrase;

/// Most documents that the list of recent ones holds.
const MOST_RECENTS: usize = 30;

pub(crate) fn started(cx: &mut Context<'_>, started: Started) {
    let state = &mut *cx.state;
    let Memory { settings, recents, readings, tabs, split, export, lent } = started.memory;
    state.settings = settings.clamped();
    state.codebook = started.codebook;
    state.tag_names.take();
    (state.recents, state.readings) = (recents, readings);
    state.export.choice = export.choice();
    (state.lent_before, state.lent) = (lent.clone(), lent);
    state.library = started.library;
    state.is_started = true;
    for notice in started.notices {
        view::notify(cx, Notice { is_of_library: true, ..notice });
    }
    let reopens = cx.state.settings.reopens_documents;
    let (waiting, shown) = if reopens { tabs } else { (Vec::new(), 0) };
    let first = waiting.get(shown).or_else(|| waiting.first()).cloned();
    let split = split.filter(|_| reopens && started.files.is_empty());
    let first = split::first_file(cx.state, split, &waiting, first);
    tabs::wait(cx, waiting);
    cx.state.next_tab = cx.state.tabs.len();
    if !started.files.is_empty() {
        return paths(cx, started.files);
    }
    if let Some(path) = first {
        return load(cx, Load::File(path));
    }
    match cx.state.recents.first().map(|recent| recent.path.clone()) {
        Some(path) if !started.is_first && reopens => load(cx, Load::File(path)),
        // The start page is there already.
        _ if !started.is_first && !reopens => {}
        _ => {
            cx.state.shows_start_card = true;
            load(cx, Load::Sample);
            if started.is_first {
                super::tour::start_when_there(cx.state);
            }
        }
    }
}

pub(crate) fn ask(cx: &mut Context<'_>) {
    cx.state.popover = None;
    cx.ask(Effect::PickPath(PathPurpose::Open, String::new()));
}

/// Shows the first of these files; the others wait in tabs.
pub(crate) fn paths(cx: &mut Context<'_>, paths: Vec<PathBuf>) {
    let mut paths = super::link::take_addresses(cx, paths).into_iter();
    let Some(first) = paths.next() else { return };
    cx.state.shows_start_card = false;
    go::leave(cx, Turn::On, |cx| {
        if !tabs::switch_to_file(cx, &first) {
            load(cx, Load::File(first));
        }
    });
    tabs::wait(cx, paths.collect());
}

/// Milliseconds in which the clipboard answers, if there is text on it.
const PASTE_MILLIS: u64 = 1_000;

pub(crate) fn ask_for_paste(cx: &mut Context<'_>) {
    cx.state.popover = None;
    cx.state.awaits_paste = true;
    cx.ask(Effect::AskForPaste);
    cx.ask(Effect::Remind(PASTE_MILLIS, Box::new(Event::PasteDue)));
}

/// Makes a document of a text that was pasted.
pub(crate) fn text(cx: &mut Context<'_>, text: String) {
    if text.trim().is_empty() {
        return paste_due(cx);
    }
    cx.state.awaits_paste = false;
    cx.state.shows_start_card = false;
    go::leave(cx, Turn::On, |cx| load(cx, Load::Pasted(text)));
}

/// Says that there was no text, if none came.
pub(crate) fn paste_due(cx: &mut Context<'_>) {
    if std::mem::take(&mut cx.state.awaits_paste) {
        view::notify(cx, Notice::new(Weight::Info, texts::NOTHING_TO_PASTE.into()));
    }
}

pub(crate) fn sample(cx: &mut Context<'_>) {
    cx.state.shows_start_card = false;
    go::leave(cx, Turn::On, |cx| load(cx, Load::Sample));
}

pub(crate) fn guide(cx: &mut Context<'_>) {
    cx.state.shows_start_card = false;
    let language = cx.state.settings.language;
    go::leave(cx, Turn::On, |cx| load(cx, Load::Guide(language)));
}

pub(crate) fn load(cx: &mut Context<'_>, what: Load) {
    mark::finish_note(cx);
    remember_position(cx);
    cx.state.departure = None;
    let name = match &what {
        Load::File(path) | Load::FileAs(path, _) => file_name(path),
        Load::Pasted(_) => Action::OpenPasted.name().get(cx.state.settings.language).to_owned(),
        Load::Sample => texts::SAMPLE.get(cx.state.settings.language).to_owned(),
        Load::Guide(language) => Action::OpenGuide.name().get(*language).to_owned(),
    };
    cx.state.wanted = match &what {
        Load::File(path) => Some(path.clone()),
        Load::FileAs(..) | Load::Pasted(_) | Load::Sample | Load::Guide(_) => None,
    };
    let ticket = cx.state.ticket();
    cx.state.loading = Some((ticket, name, cx.now));
    cx.state.stage = Stage::default();
    cx.state.saves_encoding = matches!(what, Load::FileAs(..));
    cx.state.popover = None;
    cx.state.typed_path = None;
    rewritten::read_no_more(cx.state);
    cx.ask(Effect::Load(ticket, what));
}

/// What is being read is now at this.
pub(crate) fn is_at(cx: &mut Context<'_>, ticket: Ticket, stage: Stage) {
    if cx.state.loading.as_ref().is_some_and(|(newest, ..)| *newest == ticket) {
        cx.state.stage = stage;
    }
}

pub(crate) fn loaded(cx: &mut Context<'_>, ticket: Ticket, mut document: OpenDocument) {
    if cx.state.loading.as_ref().is_none_or(|(newest, ..)| *newest != ticket) {
        return;
    }
    (cx.state.loading, cx.state.typed_path) = (None, None);
    if !tabs::make_room(cx, &document) {
        return;
    }
    save::keep_steps(cx);
    let state = &mut *cx.state;
    (state.failure, state.find, state.picker) = (None, None, None);
    (state.recleaning, state.redrawing, state.undone_at) = (None, None, None);
    (state.selection, state.active, state.editor, state.offer) = (None, None, None, None);
    (state.paragraph, state.recall, state.caret) = (None, None, None);
    (state.clicked, state.left_off) = (None, None);
    state.version = join::settled(state, &document.document.fingerprint.content);
    state.history = std::mem::take(&mut document.history);
    view::clear_notices(state);
    state.codebook = document.codebook.clone();
    state.tag_names.take();
    document.notebook.resolve_tags(&state.codebook);
    let (position, notices) = (document.position, document.notices.clone());
    let title = document.document.title().to_owned();
    if let Some(before) = state.open.replace(document) {
        cx.let_go(before);
    }
    let state = &mut *cx.state;
    let position = rewritten::position(state, position);
    if let Some(open) = &mut state.open {
        open.position = position;
    }
    split::start_anew(state, position);
    (state.cleaned_view, state.difference) = (CleanedView::Page, None);
    state.given_back = Arc::default();
    clean::warn_if_unusual(state);
    super::locate::began(cx, ticket);
    let made = cx.state.made_marks.take().filter(|(made, _)| *made == ticket);
    marks::take(cx, made.map(|(_, drawn)| drawn));
    redraw::beside(cx);
    super::hand::seek_known_lines(cx);
    go::start_at(cx, position);
    for notice in notices {
        view::notify(cx, notice);
    }
    cx.ask(Effect::Title(title));
    add_recent(cx);
    split::begin_again(cx);
    view::remember(cx);
    if std::mem::take(&mut cx.state.saves_encoding) {
        save::choices(cx);
    }
}

/// Waits no longer for the document that is being read: its answer will come too late.
pub(crate) fn cancel(cx: &mut Context<'_>) {
    let state = &mut *cx.state;
    if state.recleaning.is_none() {
        (state.loading, state.wanted, state.saves_encoding) = (None, None, false);
    }
}

/// Offers the encodings that the open file may be in; what comes from the program itself is in a known one.
pub(crate) fn choose_encoding(cx: &mut Context<'_>) {
    let is_choice = |open: &OpenDocument| {
        open.origin.path().is_some() && open.document.imported.format.has_encoding()
    };
    if cx.state.open.as_ref().is_some_and(is_choice) {
        view::toggle_popover(cx, Popover::Encoding);
    }
}

/// Reads the open file again in another encoding, and remembers that.
pub(crate) fn reopen_as(cx: &mut Context<'_>, encoding: &'static str) {
    let path = cx.state.open.as_ref().and_then(|open| open.origin.path()).map(Path::to_path_buf);
    let Some(path) = path else { return };
    load(cx, Load::FileAs(path, encoding));
}

/// Puts the open file at the head of the list of recent ones.
fn add_recent(cx: &mut Context<'_>) {
    let Some(open) = &cx.state.open else { return };
    let Some(path) = open.origin.path() else { return };
    let recent = Recent {
        path: path.to_path_buf(),
        title: open.document.title().to_owned(),
        percent: cx.state.percent(),
        read: cx.now,
        n_notes: open.notebook.annotations.len() as u32,
    };
    cx.state.recents.retain(|other| other.path != recent.path);
    cx.state.recents.insert(0, recent);
    cx.state.recents.truncate(MOST_RECENTS);
}

/// Notes how far the open file was read before another takes its place.
pub(crate) fn remember_position(cx: &mut Context<'_>) {
    if cx.state.open.is_some() {
        add_recent(cx);
        view::remember(cx);
    }
}

pub(crate) fn load_failed(cx: &mut Context<'_>, ticket: Ticket, failure: LoadFailure) {
    if cx.state.loading.as_ref().is_none_or(|(newest, ..)| *newest != ticket) {
        return;
    }
    (cx.state.loading, cx.state.awaited_link) = (None, None);
    let is_to_open = |purpose| purpose == PathPurpose::Open;
    if ask_again(cx, is_to_open, &failure.why) {
        return;
    }
    rewritten::read_no_more(cx.state);
    cx.state.recleaning = cx.state.recleaning.filter(|cleaning| *cleaning != ticket);
    // A file that failed while another is open must not take the other away.
    if cx.state.open.is_some() {
        let lost = tabs::waits(cx.state, &failure.path).then_some(failure.path);
        return view::notify(cx, Notice { lost, ..Notice::new(Weight::Error, failure.why) });
    }
    cx.state.failure = Some(failure);
}

/// Shows the start page; the document that was shown stays in its tab.
pub(crate) fn show_start(cx: &mut Context<'_>) {
    split::end(cx.state);
    tabs::park(cx);
    let state = &mut *cx.state;
    (state.failure, state.loading) = (None, None);
    (state.shows_cleaned, state.is_focused, state.shows_start_card) = (false, false, false);
    view::clear_notices(state);
    marks::refresh(state);
    cx.ask(Effect::Title(String::new()));
}

pub(crate) fn quit(cx: &mut Context<'_>) {
    mark::finish_note(cx);
    remember_position(cx);
    cx.ask(Effect::RememberNow);
    let state = &mut *cx.state;
    state.quitting = match (&state.save, state.quitting) {
        (SaveState::Saving(_), _) => Quitting::WhenSaved,
        (SaveState::Failed(_), Quitting::No | Quitting::WhenSaved) => Quitting::Asked,
        _ => Quitting::Yes,
    };
    match state.quitting {
        Quitting::Asked => view::notify(cx, Notice::new(Weight::Error, texts::UNSAVED.into())),
        Quitting::Yes => cx.ask(Effect::Quit),
        Quitting::No | Quitting::WhenSaved => {}
    }
}

pub(crate) fn forget(cx: &mut Context<'_>, path: &Path) {
    cx.state.recents.retain(|recent| recent.path != path);
    view::remember(cx);
}

/// A file dialog asks before it lets a file be replaced; a typed path does not.
pub(crate) fn path_picked(cx: &mut Context<'_>, purpose: PathPurpose, path: Option<PathBuf>) {
    if let Some(path) = path {
        path_chosen(cx, purpose, path, true);
    }
}

fn path_chosen(cx: &mut Context<'_>, purpose: PathPurpose, path: PathBuf, replaces: bool) {
    match purpose {
        PathPurpose::Open => paths(cx, vec![path]),
        PathPurpose::Export(format) => cx.ask(Effect::Export(path, format, replaces)),
        PathPurpose::Join | PathPurpose::SaveElsewhere | PathPurpose::MoveLibrary => {
            join::path_chosen(cx, purpose, path);
        }
        PathPurpose::Codebook => codebook::path_chosen(cx, path),
        PathPurpose::CodeFolder => super::autocode::folder_chosen(cx, path),
        PathPurpose::Overview | PathPurpose::Diary => {
            let effect = match cx.state.unwritten.clone() {
                Some(Unwritten::Text(text)) => Effect::WriteText(path, text, replaces),
                Some(Unwritten::Picture(picture)) => {
                    Effect::WritePicture(path, picture, cx.state.theme(), replaces)
                }
                None => return,
            };
            cx.ask(effect);
        }
        PathPurpose::BackUp | PathPurpose::Restore => {
            recall::path_chosen(cx, purpose, path, replaces);
        }
    }
}

pub(crate) fn no_dialog(cx: &mut Context<'_>, purpose: PathPurpose) {
    let path = match purpose {
        PathPurpose::Export(_) => super::export::proposed_name(cx.state).unwrap_or_default(),
        _ => String::new(),
    };
    cx.state.typed_path = Some(TypedPath { purpose, path, why: None });
    cx.state.popover = Some(Popover::TypePath(purpose));
}

/// Asks again for a path that did not do, with what was typed and why; false where none was typed for this.
pub(crate) fn ask_again(
    cx: &mut Context<'_>,
    is_meant: fn(PathPurpose) -> bool,
    why: &Phrase,
) -> bool {
    let Some(typed) =
        cx.state.typed_path.as_mut().filter(|typed| typed.why.is_none() && is_meant(typed.purpose))
    else {
        return false;
    };
    typed.why = Some(why.clone());
    cx.state.popover = Some(Popover::TypePath(typed.purpose));
    true
}

/// Says what the outside has to say; where a typed path failed, beside that.
pub(crate) fn notified(cx: &mut Context<'_>, notice: Notice) {
    let is_for_path = |purpose| purpose != PathPurpose::Open;
    if notice.weight == Weight::Error && ask_again(cx, is_for_path, &notice.text) {
        return;
    }
    if notice.weight == Weight::Info {
        cx.state.typed_path = None;
    }
    view::notify(cx, notice);
}

pub(crate) fn path_typed(cx: &mut Context<'_>, purpose: PathPurpose, path: &str) {
    let path = path.trim();
    if path.is_empty() {
        return;
    }
    cx.state.popover = purpose.asked_from();
    path_chosen(cx, purpose, PathBuf::from(path), false);
    // Of the others nothing is told that would end the waiting.
    let is_answered = matches!(
        purpose,
        PathPurpose::Open
            | PathPurpose::Export(_)
            | PathPurpose::BackUp
            | PathPurpose::Codebook
            | PathPurpose::Overview
            | PathPurpose::Diary
    );
    cx.state.typed_path =
        is_answered.then(|| TypedPath { purpose, path: path.to_owned(), why: None });
}

/// Asks where the overview of tags is to be written.
pub(crate) fn save_overview(cx: &mut Context<'_>, overview: Unwritten) {
    cx.state.popover = None;
    let Some(open) = &cx.state.open else { return };
    let end = match overview {
        Unwritten::Text(_) => "svg",
        Unwritten::Picture(_) => "png",
    };
    let name = format!("{}.{end}", super::export::file_name(open.document.title()));
    cx.state.unwritten = Some(overview);
    cx.ask(Effect::PickPath(PathPurpose::Overview, name));
}
