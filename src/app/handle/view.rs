//! The look of things, popovers, notices, and letting go.

use crate::app::update::Context;
use crate::app::{
    Action, CleanedView, DEFAULT_SIZE, Effect, LINE_HEIGHT_RANGE, Notice, Popover, Reading,
    SaveState, Settings, State, Weight,
};
use crate::text::Language;

/// Milliseconds that a notice which is only good to know stays.
pub(crate) const INFO_MILLIS: i64 = 6_000;

pub(crate) fn set(cx: &mut Context<'_>, settings: Settings) {
    debug_assert!(LINE_HEIGHT_RANGE.contains(&settings.clamped().line_height_percent));
    cx.state.settings = settings.clamped();
    remember(cx);
}

pub(crate) fn change(cx: &mut Context<'_>, action: Action) {
    let mut settings = cx.state.settings;
    match action {
        Action::ToggleContents => settings.shows_contents = !settings.shows_contents,
        // The list of what was cleaned stands where the notes do.
        Action::ToggleNotes if cx.state.shows_cleaned => {
            cx.state.shows_cleaned = false;
            settings.shows_notes = true;
        }
        Action::ToggleNotes => settings.shows_notes = !settings.shows_notes,
        Action::CycleTheme => settings.theme = settings.theme.next(),
        Action::Larger => settings.size_points += 1,
        Action::Smaller => settings.size_points -= 1,
        Action::ResetSize => settings.size_points = DEFAULT_SIZE,
        Action::Wider => settings.measure += 1,
        Action::Narrower => settings.measure -= 1,
        Action::SwitchLanguage => {
            settings.language = match settings.language {
                Language::Chinese => Language::English,
                Language::English => Language::Chinese,
            }
        }
        _ => {}
    }
    set(cx, settings);
}

/// Most documents of which the place of reading is remembered.
const MOST_READINGS: usize = 500;

/// Has the look, the recent documents and the places of reading written.
pub(crate) fn remember(cx: &mut Context<'_>) {
    if let Some(open) = &cx.state.open {
        let content = open.document.fingerprint.content.clone();
        let known = cx.state.readings.iter().find(|reading| reading.content == content);
        let is_seen = known.is_some_and(|known| known.is_seen);
        cx.state.readings.retain(|reading| reading.content != content);
        cx.state.readings.insert(0, Reading { content, pos: open.position, is_seen });
        cx.state.readings.truncate(MOST_READINGS);
    }
    let state = &cx.state;
    let (recents, readings) = (state.recents.clone(), state.readings.clone());
    let tabs = crate::app::tabs::remembered(state);
    cx.ask(Effect::Remember(state.settings, recents, readings, tabs));
}

/// Shows the notes with the keyboard in their search field.
pub(crate) fn find_in_notes(cx: &mut Context<'_>) {
    if cx.state.open.is_none() {
        return;
    }
    cx.state.note_searches += 1;
    (cx.state.shows_cleaned, cx.state.is_focused, cx.state.popover) = (false, false, None);
    // The list of hits stands where the notes do.
    cx.state.find = None;
    let settings = Settings { shows_notes: true, ..cx.state.settings };
    set(cx, settings);
}

/// Asks the window to bring the keyboard to another region.
pub(crate) fn next_region(cx: &mut Context<'_>, action: Action) {
    cx.state.region_steps += if action == Action::NextRegion { 1 } else { -1 };
}

pub(crate) fn toggle_popover(cx: &mut Context<'_>, popover: Popover) {
    cx.state.popover = (cx.state.popover != Some(popover)).then_some(popover);
}

pub(crate) fn notify(cx: &mut Context<'_>, mut notice: Notice) {
    notice.since = cx.now;
    let now = cx.now;
    cx.state.notices.retain(|old| {
        old.text != notice.text && (old.weight != Weight::Info || now.0 - old.since.0 < INFO_MILLIS)
    });
    cx.state.notices.push(notice);
}

/// Takes away what was said about the document that was open. What is not saved stays said.
pub(crate) fn clear_notices(state: &mut State) {
    let failure = match &state.save {
        SaveState::Failed(why) => Some(why.clone()),
        _ => None,
    };
    state.notices.retain(|notice| failure.as_ref() == Some(&notice.text));
}

pub(crate) fn dismiss(cx: &mut Context<'_>, index: usize) {
    if index < cx.state.notices.len() {
        cx.state.notices.remove(index);
    }
}

/// Closes the top-most thing: popover, picker, note, find, selection, active annotation,
/// paragraph, focus mode, view.
pub(crate) fn escape(cx: &mut Context<'_>) {
    let state = &mut *cx.state;
    if state.popover.take().is_some() || state.picker.take().is_some() {
        return;
    }
    if state.editor.is_some() {
        return super::mark::finish_note(cx);
    }
    if state.find.take().is_some() || state.selection.take().is_some() {
        return;
    }
    if state.active.take().is_some() || state.paragraph.take().is_some() {
        return;
    }
    if state.difference.take().is_none() && !std::mem::take(&mut state.is_focused) {
        super::clean::set_view(cx, CleanedView::Page);
    }
}
