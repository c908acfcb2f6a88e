//! The look of things, popovers, notices, and letting go.

use crate::app::update::Context;
use crate::app::{
    Action, CleanedView, DEFAULT_SIZE, Effect, Memory, Notice, PageLook, Popover, Reading,
    SaveState, Seeking, Settings, State, Weight,
};
use crate::text::Language;

/// Milliseconds that a notice which is only good to know stays.
pub(crate) const INFO_MILLIS: i64 = 6_000;

/// Takes settings as the window shows them: where the open document has a look of its own, the page's are that
/// document's.
pub(crate) fn set(cx: &mut Context<'_>, settings: Settings) {
    let settings = settings.clamped();
    let all = cx.state.settings;
    let is_own = cx.state.own_look().is_some();
    if is_own {
        set_own_look(cx, Some(settings.page));
    }
    let page = if is_own { all.page } else { settings.page };
    // What an open document is cleaned with is a change that can be undone.
    let rules_off = if cx.state.open.is_some() { all.rules_off } else { settings.rules_off };
    cx.state.settings = Settings { page, rules_off, ..settings };
    for rule in crate::clean::rules() {
        let is_off = settings.rules_off.holds(rule.id);
        if is_off != all.rules_off.holds(rule.id) && cx.state.open.is_some() {
            super::clean::always_keep(cx, rule.id, is_off);
        }
    }
    remember(cx);
}

/// Gives the open document the look it is shown in for itself, or lets it look as all do.
pub(crate) fn keep_own_look(cx: &mut Context<'_>, keeps: bool) {
    let look = cx.state.page_look();
    // There is a place to keep it only once the document is among those remembered.
    remember(cx);
    set_own_look(cx, keeps.then_some(look));
    remember(cx);
}

fn set_own_look(cx: &mut Context<'_>, look: Option<PageLook>) {
    let Some(open) = &cx.state.open else { return };
    let content = &open.document.fingerprint.content;
    let known = cx.state.readings.iter_mut().find(|reading| reading.content == *content);
    if let Some(reading) = known {
        reading.look = look;
    }
}

pub(crate) fn change(cx: &mut Context<'_>, action: Action) {
    let mut settings = cx.state.shown_settings();
    let page = &mut settings.page;
    match action {
        // What comes and goes in a narrow window says nothing of a wide one.
        Action::ToggleContents if cx.state.is_narrow => return cx.state.narrow_toggles.0 += 1,
        Action::ToggleNotes if cx.state.is_narrow && !cx.state.shows_cleaned => {
            return cx.state.narrow_toggles.1 += 1;
        }
        Action::ToggleContents => settings.shows_contents = !settings.shows_contents,
        // The list of what was cleaned stands where the notes do.
        Action::ToggleNotes if cx.state.shows_cleaned => {
            cx.state.shows_cleaned = false;
            settings.shows_notes = true;
        }
        Action::ToggleNotes => settings.shows_notes = !settings.shows_notes,
        Action::CycleTheme => {
            // The theme that is seen goes round, and with it a system's no longer counts.
            settings.theme = cx.state.theme().next();
            settings.follows_system = false;
        }
        Action::Larger => page.size_points += 1,
        Action::Smaller => page.size_points -= 1,
        Action::ResetSize => page.size_points = DEFAULT_SIZE,
        Action::Wider => page.measure += 1,
        Action::Narrower => page.measure -= 1,
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

/// Has all written that the next start is to know.
pub(crate) fn remember(cx: &mut Context<'_>) {
    if let Some(open) = &cx.state.open {
        let content = open.document.fingerprint.content.clone();
        let known = cx.state.readings.iter().find(|reading| reading.content == content);
        let is_seen = known.is_some_and(|known| known.is_seen);
        let look = known.and_then(|known| known.look);
        let refused = known.map(|known| known.refused.clone()).unwrap_or_default();
        cx.state.readings.retain(|reading| reading.content != content);
        let reading = Reading { content, pos: open.position, is_seen, look, refused };
        cx.state.readings.insert(0, reading);
        cx.state.readings.truncate(MOST_READINGS);
    }
    cx.ask(Effect::Remember(Box::new(Memory::of(cx.state))));
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
    let settings = Settings { shows_notes: true, ..cx.state.shown_settings() };
    set(cx, settings);
}

/// Asks the window to bring the keyboard to another region.
pub(crate) fn next_region(cx: &mut Context<'_>, action: Action) {
    cx.state.region_steps += if action == Action::NextRegion { 1 } else { -1 };
}

/// Opens or closes what an action shows over the page.
pub(crate) fn show(cx: &mut Context<'_>, action: Action) {
    let popover = match action {
        Action::Export => return super::export::open(cx),
        Action::ShowCommands => Popover::Palette(Seeking::Commands),
        Action::GoAnywhere => Popover::Palette(Seeking::Anywhere),
        Action::ShowLook => Popover::Look,
        Action::ShowSettings => Popover::Settings,
        Action::ShowKeys => Popover::Keys,
        Action::ShowSteps => Popover::Steps,
        Action::ShowOverview => Popover::Overview,
        Action::ShowAbout => Popover::About,
        Action::ShowFonts => {
            super::font::list(cx);
            Popover::Fonts
        }
        _ => return,
    };
    toggle_popover(cx, popover);
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
    state.notices.retain(|notice| notice.is_of_library || failure.as_ref() == Some(&notice.text));
}

pub(crate) fn dismiss(cx: &mut Context<'_>, index: usize) {
    if index < cx.state.notices.len() {
        cx.state.notices.remove(index);
    }
}

/// Opens what is said, or closes what is open.
pub(crate) fn set_popover(state: &mut State, popover: Option<Popover>) {
    match popover {
        Some(_) => state.popover = popover,
        None => {
            close_popover(state);
        }
    }
}

/// Closes what is open over the page, if anything is; a box for a path gives way to the card that asked for it.
fn close_popover(state: &mut State) -> bool {
    let Some(closed) = state.popover.take() else { return false };
    state.popover = match closed {
        Popover::TypePath(purpose) => purpose.asked_from(),
        _ => None,
    };
    true
}

/// Closes the top-most thing: popover, picker, note, tour, find, selection, active annotation,
/// paragraph, marker, caret, focus mode, view.
pub(crate) fn escape(cx: &mut Context<'_>) {
    let state = &mut *cx.state;
    if close_popover(state) || state.picker.take().is_some() {
        return;
    }
    if state.editor.is_some() || state.memo.is_some() {
        // Who has written reads on: keys still act on the mark, but nothing lies over the text.
        state.quiet.clone_from(&state.active);
        return super::mark::finish_note(cx);
    }
    if state.shown_tour().is_some() {
        state.tour = None;
        return;
    }
    if state.find.take().is_some() || state.selection.take().is_some() {
        return;
    }
    if state.active.take().is_some() || state.paragraph.take().is_some() {
        return;
    }
    if state.marker.take().is_some() || state.caret.take().is_some() {
        return;
    }
    if state.open.is_none() {
        return super::tabs::leave_start(cx);
    }
    if state.difference.take().is_none() && !std::mem::take(&mut state.is_focused) {
        super::clean::set_view(cx, CleanedView::Page);
    }
}
