//! What one step does in documents that are not shown: begun with the step here, undone and done again with it.
//!
//! That they belong together is known until the program ends; each document keeps its own part for the next start.

use crate::app::autocode::{Elsewhere, FarStep};
use crate::app::handle::{library, tabs, view};
use crate::app::update::Context;
use crate::app::{Effect, Notice, Phrase, State, Weight, texts};
use crate::notebook::{Change, Way};

/// Most steps that are known to belong together with others.
const MOST_FAR: usize = 8;

/// Changes other documents; `step` is what the same step changed here and is done already.
pub(crate) fn carry_out(cx: &mut Context<'_>, step: Vec<Change>, others: Vec<Elsewhere>) {
    if others.is_empty() {
        return;
    }
    send(cx, others.clone(), Way::Do);
    let Some(content) = shown(cx.state) else { return };
    let (n_done, is_undone) = (cx.state.history.n_done(), false);
    let (step, others) = (step.into(), others.into());
    cx.state.far_steps.push(FarStep { content, step, n_done, others, is_undone });
    let n_old = cx.state.far_steps.len().saturating_sub(MOST_FAR);
    cx.state.far_steps.drain(..n_old);
}

/// Undoes, or does again, a step that changed nothing here, if that is the next; says whether it was.
pub(crate) fn go_alone(cx: &mut Context<'_>, way: Way) -> bool {
    let n_done = cx.state.history.n_done();
    let is_next = |far: &FarStep| far.step.is_empty() && far.n_done == n_done;
    let Some(others) = turned(cx.state, way, is_next) else { return false };
    send(cx, others, way);
    true
}

/// Follows what was just undone, or done again, here.
pub(crate) fn follow(cx: &mut Context<'_>, way: Way) {
    let history = &cx.state.history;
    let step = if way == Way::Undo { history.last_undone() } else { history.last_done() };
    let Some(step) = step.filter(|_| !cx.state.far_steps.is_empty()).map(<[_]>::to_vec) else {
        return;
    };
    let Some(others) = turned(cx.state, way, |far| *far.step == *step) else { return };
    send(cx, others, way);
}

/// What was undone cannot be done again after something else was done.
pub(crate) fn forget_undone(cx: &mut Context<'_>) {
    let content = shown(cx.state);
    cx.state.far_steps.retain(|far| !far.is_undone || Some(&far.content) != content.as_ref());
}

fn shown(state: &State) -> Option<String> {
    Some(state.open.as_ref()?.document.fingerprint.content.clone())
}

/// Turns the step that is meant over, and tells what it changed in other documents. Of several the newest is undone
/// first, and the oldest done again first.
fn turned(
    state: &mut State,
    way: Way,
    is_meant: impl Fn(&FarStep) -> bool,
) -> Option<Vec<Elsewhere>> {
    let content = shown(state)?;
    let is_undone = way == Way::Redo;
    let fits =
        |far: &FarStep| far.content == content && far.is_undone == is_undone && is_meant(far);
    let steps = &mut state.far_steps;
    let at = if is_undone { steps.iter().position(fits) } else { steps.iter().rposition(fits) };
    let far = steps.get_mut(at?)?;
    far.is_undone = !is_undone;
    Some(far.others.to_vec())
}

/// Those that are put by change here, the others on disk.
fn send(cx: &mut Context<'_>, others: Vec<Elsewhere>, way: Way) {
    let n_all = others.len();
    let n_notes =
        |others: &[Elsewhere]| -> usize { others.iter().map(|other| other.changes.len()).sum() };
    let n_all_notes = n_notes(&others);
    library::take_up(cx, &others, way);
    let left = tabs::change_parked(cx, others, way);
    let parked = (n_all - left.len(), n_all_notes - n_notes(&left));
    if left.is_empty() {
        return say(cx, parked, way);
    }
    // Told together with what comes of the others.
    cx.state.far_changed = parked;
    cx.ask(Effect::ChangeElsewhere(left, way));
}

fn say(cx: &mut Context<'_>, counts: (usize, usize), way: Way) {
    if counts.0 > 0 {
        view::notify(cx, Notice::new(Weight::Info, texts::changed_elsewhere(counts, way)));
    }
}

/// So many notes of so many other documents were changed; those that could not be are named.
pub(crate) fn changed(
    cx: &mut Context<'_>,
    (counts, way): ((usize, usize), Way),
    failed: &[(String, Phrase)],
) {
    library::is_stale(cx);
    let parked = std::mem::take(&mut cx.state.far_changed);
    say(cx, (counts.0 + parked.0, counts.1 + parked.1), way);
    for (title, why) in failed {
        view::notify(cx, Notice::new(Weight::Error, texts::not_marked_elsewhere(title, why)));
    }
}
