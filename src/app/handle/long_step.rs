//! Has what concerns very many notes done by a job, and what came in meanwhile after it.

use std::sync::Arc;

use crate::app::handle::mark;
use crate::app::long_step::{LongDone, LongStep, LongTask};
use crate::app::update::{self, Context};
use crate::app::{Command, Effect, Event, Message, Notice, Phrase, State, Ticket, Weight, What};

/// Hands a message to a job.
pub(crate) fn begin(state: &mut State, message: Message, said: Phrase) -> Vec<Effect> {
    let (now, ids) = (message.now, message.ids);
    let mut cx = Context { state, now, ids, effects: Vec::new() };
    if matches!(message.what, What::Command(_)) {
        // Nothing is typed into a field that is about to be closed.
        mark::finish_note(&mut cx);
    }
    let ticket = cx.state.ticket();
    let task = LongTask { state: cx.state.clone(), message };
    cx.state.long_step = Some(LongStep { ticket, said, held: Vec::new() });
    cx.ask(Effect::CarryOut(ticket, Box::new(task)));
    cx.effects
}

/// Takes a message while a step is under way: what came of that, or something that is done after it.
pub(crate) fn meanwhile(state: &mut State, message: Message) -> Vec<Effect> {
    match message.what {
        What::Event(Event::CarriedOut(ticket, done)) => carried_out(state, ticket, *done),
        What::Event(Event::CarryOutFailed(ticket, why)) => {
            let told = Event::Notice(Notice::new(Weight::Error, why));
            failed(state, ticket, Message { what: What::Event(told), ..message })
        }
        _ => {
            preview(state, &message);
            state.now = message.now;
            if let Some(step) = &mut state.long_step {
                step.held.push(message);
            }
            Vec::new()
        }
    }
}

/// Shows at once what leads to no change and asks for nothing: the state that it is shown in goes soon, and then it
/// is done in the next.
fn preview(state: &mut State, message: &Message) {
    match &message.what {
        What::Command(Command::Reading(span)) => state.visible = *span,
        What::Event(Event::SystemTheme(is_dark)) => state.system_is_dark = *is_dark,
        _ => {}
    }
}

fn carried_out(state: &mut State, ticket: Ticket, done: LongDone) -> Vec<Effect> {
    let Some(step) = state.long_step.take_if(|step| step.ticket == ticket) else {
        return vec![Effect::LetGo(Arc::new(done))];
    };
    let before = std::mem::replace(state, done.state);
    let mut effects = done.effects;
    effects.push(Effect::LetGo(Arc::new(before)));
    go_on(state, step.held, &mut effects);
    effects
}

/// What was to be done is not; what came after it is.
fn failed(state: &mut State, ticket: Ticket, told: Message) -> Vec<Effect> {
    let Some(step) = state.long_step.take_if(|step| step.ticket == ticket) else {
        return Vec::new();
    };
    let mut effects = update::update(state, told);
    go_on(state, step.held, &mut effects);
    effects
}

fn go_on(state: &mut State, held: Vec<Message>, effects: &mut Vec<Effect>) {
    for message in held {
        effects.extend(update::update(state, message));
    }
}
