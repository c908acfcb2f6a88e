//! Work on a copy of what is open, while the window goes on with the other: cleaning anew, marks, long steps.

use std::path::PathBuf;

use crate::app::{Event, LoadFailure, LongTask, MarkTask, OpenDocument, Ticket};
use crate::window::effects::{run, telling};
use crate::window::{EventSink, open};

/// Cleans a document with the options it now has.
pub(crate) fn reclean(sink: &EventSink, ticket: Ticket, document: OpenDocument) {
    let failed = move |why| Event::LoadFailed(ticket, LoadFailure { path: PathBuf::new(), why });
    let answer = sink.clone();
    let clean = move || {
        let open = open::recleaned(document, &telling(ticket, &answer));
        Event::Recleaned(ticket, Box::new(open))
    };
    run(sink, "clean", clean, failed);
}

/// Makes the marks of many notes.
pub(crate) fn make_marks(sink: &EventSink, ticket: Ticket, task: MarkTask) {
    let made = move || Event::MarksRemade(ticket, Box::new(task.carried_out()));
    run(sink, "marks", made, move |why| Event::MarksFailed(ticket, why));
}

/// Does what concerns very many notes.
pub(crate) fn carry_out(sink: &EventSink, ticket: Ticket, task: LongTask) {
    let done = move || Event::CarriedOut(ticket, Box::new(task.carried_out()));
    run(sink, "step", done, move |why| Event::CarryOutFailed(ticket, why));
}
