//! Leads through the sample: begins at the first start or when asked, goes on when the thing is done.

use crate::app::update::Context;
use crate::app::{Action, Command, Origin, State, TourStep, What};

/// Begins, in the sample.
pub(crate) fn start(cx: &mut Context<'_>) {
    if !is_in_sample(cx.state) {
        super::open::sample(cx);
    }
    cx.state.popover = None;
    cx.state.tour = Some(TourStep::ALL[0]);
}

/// Begins as soon as the sample, which is being read, is there.
pub(crate) fn start_when_there(state: &mut State) {
    state.tour = Some(TourStep::ALL[0]);
}

fn is_in_sample(state: &State) -> bool {
    state.open.as_ref().is_some_and(|open| open.origin == Origin::Sample)
}

/// The step that is shown: only the sample has the things it points at.
pub(crate) fn shown(state: &State) -> Option<TourStep> {
    state.tour.filter(|_| is_in_sample(state))
}

/// The next step, or the end.
pub(crate) fn go_on(cx: &mut Context<'_>) {
    cx.state.tour = cx.state.tour.and_then(TourStep::next);
}

/// What a message is about to do for the step that is shown.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Doing {
    /// Nothing.
    Nothing,
    /// What was asked for.
    All,
    /// It puts a tag on, if something is selected.
    Tags,
    /// A note is being written, which may end.
    Writes,
}

/// Looks at a message before it is carried out.
pub(crate) fn doing(state: &State, what: &What) -> Doing {
    let What::Command(command) = what else { return Doing::Nothing };
    match (shown(state), command) {
        (
            Some(TourStep::Contents),
            Command::GoTo(_)
            | Command::Do(Action::NextHeading | Action::PreviousHeading | Action::ToggleContents),
        )
        | (
            Some(TourStep::Cleaned),
            Command::Do(Action::ShowCleaned | Action::GhostView | Action::CompareView),
        )
        | (Some(TourStep::Export), Command::Do(Action::Export)) => Doing::All,
        (
            Some(TourStep::Tag),
            Command::Do(Action::TagSlot(_) | Action::RepeatTags)
            | Command::PickTag(_)
            | Command::PickNewTag(_),
        ) => Doing::Tags,
        (Some(TourStep::Note), _) if state.editor.is_some() => Doing::Writes,
        _ => Doing::Nothing,
    }
}

/// Goes on where the message did what the step asks for.
pub(crate) fn follow(cx: &mut Context<'_>, doing: Doing) {
    let has_tags = || {
        let open = cx.state.open.as_ref();
        open.is_some_and(|open| {
            open.notebook.annotations.values().any(|note| !note.tags.is_empty())
        })
    };
    let is_done = match doing {
        Doing::Nothing => false,
        Doing::All => true,
        Doing::Tags => has_tags(),
        Doing::Writes => cx.state.editor.is_none(),
    };
    if is_done {
        go_on(cx);
    }
}
