//! What concerns so many notes that no frame can wait for it: a job does it with a copy of the program's state, and
//! whatever comes in meanwhile is done after it, in its order. So it leads where it would have led at once.
//!
//! What is done to the notes is the business of those who do it to few.

use std::collections::VecDeque;

use crate::app::{
    Action, Command, Effect, Event, Message, Phrase, State, TagEdit, Ticket, What, texts, update,
};
use crate::notebook::TagId;

/// Most notes, or tags, that are changed within a frame.
pub(crate) const MOST_AT_ONCE: usize = 1_000;

/// A step that is under way.
#[derive(Clone, Debug)]
pub struct LongStep {
    pub(crate) ticket: Ticket,
    /// What it is, as long as it is.
    pub said: Phrase,
    /// What came in since, to be done after it.
    pub(crate) held: Vec<Message>,
}

/// A step that is to be done by a job.
#[derive(Clone, Debug)]
pub struct LongTask {
    /// All that the program knows.
    pub(crate) state: State,
    /// What is to be done.
    pub(crate) message: Message,
}

/// What came of it.
#[derive(Clone, Debug)]
pub struct LongDone {
    /// All that the program knows then.
    pub(crate) state: State,
    /// What is asked of the outside.
    pub(crate) effects: Vec<Effect>,
}

impl LongTask {
    /// Does it. The marks that it leads to are made along with it.
    pub fn carried_out(self) -> LongDone {
        let Self { mut state, message } = self;
        let (now, ids) = (message.now, message.ids);
        let mut messages = VecDeque::from([message]);
        let mut effects = Vec::new();
        while let Some(message) = messages.pop_front() {
            for effect in update::at_once(&mut state, message) {
                match effect {
                    Effect::MakeMarks(ticket, task) => {
                        let made = Event::MarksRemade(ticket, Box::new(task.carried_out()));
                        messages.push_back(Message { now, ids, what: What::Event(made) });
                    }
                    // Here nobody waits for it.
                    Effect::LetGo(what) => drop(what),
                    effect => effects.push(effect),
                }
            }
        }
        LongDone { state, effects }
    }
}

/// What a message does to very many notes or tags, if it does; it may turn out to be less.
pub(crate) fn of(state: &State, what: &What) -> Option<Phrase> {
    let (count, said) = match what {
        What::Command(command) => of_command(state, command)?,
        What::Event(event) => of_event(event)?,
    };
    (count > MOST_AT_ONCE).then_some(said)
}

fn of_command(state: &State, command: &Command) -> Option<(usize, Phrase)> {
    let count = match command {
        Command::Do(Action::Undo) => n_of_step(state, state.history.last_done()),
        Command::Do(Action::Redo) => n_of_step(state, state.history.last_undone()),
        Command::GoToStep(n_done) => n_between(state, *n_done),
        Command::Do(
            Action::Remove | Action::Highlight | Action::TagSlot(_) | Action::RepeatTags,
        )
        | Command::DoToChosen(_)
        | Command::PickTag(_)
        | Command::PickNewTag(_) => state.chosen.len(),
        Command::EditTag(id, TagEdit::MergeInto(_) | TagEdit::Split(..) | TagEdit::Delete) => {
            n_with(state, std::slice::from_ref(id))
        }
        Command::MergeTags(from, _) => n_with(state, from),
        Command::MarkHits(_) => n_hits(state),
        Command::BringBack(ids) => ids.len(),
        _ => return None,
    };
    let said = match command {
        Command::Do(Action::Undo) => texts::UNDOING.into(),
        Command::Do(Action::Redo) => texts::REDOING.into(),
        _ => texts::changing_many(count),
    };
    Some((count, said))
}

fn of_event(event: &Event) -> Option<(usize, Phrase)> {
    Some(match event {
        Event::CodebookRead(_, text) => (text.lines().count(), texts::TAKING_TAGS_IN.into()),
        Event::ChangedOutside(_, _, read) => {
            (read.0.annotations.len(), texts::TAKING_NOTES_IN.into())
        }
        Event::Mended(_, notebook, _) | Event::NotesRecalled(_, _, notebook) => {
            (notebook.annotations.len(), texts::TAKING_NOTES_IN.into())
        }
        _ => return None,
    })
}

/// How much a step changes, here or, where it may be one of the library, elsewhere.
fn n_of_step(state: &State, step: Option<&[crate::notebook::Change]>) -> usize {
    let elsewhere = state
        .far_steps
        .iter()
        .map(|far| far.others.iter().map(|other| other.changes.len()).sum::<usize>());
    step.map_or(0, <[_]>::len).max(elsewhere.max().unwrap_or_default())
}

/// How much all the steps change up to where so many are done.
fn n_between(state: &State, n_done: usize) -> usize {
    let now = state.history.n_done();
    let (first, last) = (n_done.min(now), n_done.max(now));
    state.history.all_steps().skip(first).take(last - first).map(<[_]>::len).sum()
}

/// How many notes carry one of these tags, or one below them, which may be merged with them.
fn n_with(state: &State, tags: &[TagId]) -> usize {
    let is_meant = |used: &TagId| {
        tags.contains(used) || state.codebook.line_up(used).iter().any(|above| tags.contains(above))
    };
    state.tally.tags().filter(|(used, _)| is_meant(used)).map(|(_, count)| count).sum()
}

fn n_hits(state: &State) -> usize {
    let here = state.find.as_ref().map_or(0, |find| find.hits.len());
    let found = state.library_seek.as_ref().and_then(|seek| seek.found.as_ref());
    let elsewhere = found.iter().flat_map(|found| &found.documents);
    here + elsewhere.map(|document| document.drafts.len()).sum::<usize>()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::path::PathBuf;
    use std::sync::Arc;

    use proptest::prelude::*;

    use super::LongTask;
    use crate::app::handle::long_step;
    use crate::app::{
        Action, Command, Effect, Event, Ids, ManyAct, Message, OpenDocument, Origin, Started,
        State, TagEdit, What, texts, update,
    };
    use crate::clean::CleanOptions;
    use crate::document::Document;
    use crate::notebook::{
        AnnotationId, Change, Codebook, HighlightColor, History, Notebook, TagId, Timestamp,
    };
    use crate::placing;
    use crate::text::{Pos, Span};

    const N_NOTES: usize = 12;
    const LENGTH: usize = "企业".len();

    fn tag(number: usize) -> TagId {
        let tags = Codebook::starting().tags;
        tags.into_keys().nth(number % 3).unwrap()
    }

    fn id(number: usize) -> AnnotationId {
        AnnotationId(format!("01{number:024}"))
    }

    /// A program with a document whose notes carry these tags.
    fn program(tags: &[Vec<usize>]) -> State {
        let text = format!("{}\n末尾还有一句。\n", "企业".repeat(tags.len()));
        let options = CleanOptions::default();
        let document = Document::new("甲.txt", text.as_bytes(), None, &options).unwrap();
        let note = |(number, tags): (usize, &Vec<usize>)| {
            let span = Span::new(number * LENGTH, (number + 1) * LENGTH);
            let mut note = placing::annotation_on(&document, span, id(number), Timestamp(1));
            note.tags = tags.iter().map(|number| tag(*number)).collect();
            (id(number), note)
        };
        let annotations = tags.iter().enumerate().map(note).collect();
        let notebook = Notebook { annotations, ..Notebook::default() };
        let places = placing::place_standing(&document, &notebook).into();
        let mut state = State::default();
        let codebook = Codebook::starting();
        let files = vec![PathBuf::from("甲.txt")];
        let started = Started { codebook: codebook.clone(), files, ..Started::default() };
        update::at_once(&mut state, message(0, What::Event(Event::Started(Box::new(started)))));
        let ticket = state.loading.as_ref().unwrap().0;
        let open = OpenDocument {
            origin: Origin::File(PathBuf::from("甲.txt")),
            document,
            options,
            notebook: notebook.into(),
            codebook,
            history: History::default(),
            places,
            position: Pos::default(),
            read_only: None,
            notices: Vec::new(),
            n_damaged: 0,
        };
        let loaded = Event::Loaded(ticket, Box::new(open));
        update::at_once(&mut state, message(1, What::Event(loaded)));
        state
    }

    fn message(number: usize, what: What) -> Message {
        let now = Timestamp(number as i64 * 1_000);
        Message { now, ids: Ids::new(number as u128 * 1_000), what }
    }

    fn command() -> impl Strategy<Value = Command> {
        let ids = proptest::collection::btree_set((0..N_NOTES).prop_map(id), 0..N_NOTES);
        let number = 0..3_usize;
        prop_oneof![
            (number.clone(), number.clone())
                .prop_map(|(from, into)| Command::MergeTags(vec![tag(from)], tag(into))),
            number.clone().prop_map(|of| Command::EditTag(tag(of), TagEdit::Delete)),
            number.clone().prop_map(|of| {
                Command::EditTag(tag(of), TagEdit::Split("新".to_owned(), vec![id(0), id(3)]))
            }),
            ids.prop_map(|ids| Command::ChooseNotes(Arc::new(ids))),
            number.prop_map(|of| Command::DoToChosen(ManyAct::Tag(tag(of)))),
            Just(Command::DoToChosen(ManyAct::Remove)),
            Just(Command::DoToChosen(ManyAct::Merge)),
            Just(Command::DoToChosen(ManyAct::Recolor(HighlightColor::Slate))),
            Just(Command::Select(Some(Span::new(0, LENGTH * 2)))),
            Just(Command::Do(Action::Highlight)),
            (0..N_NOTES).prop_map(|number| Command::RemoveNote(id(number))),
            Just(Command::Do(Action::Undo)),
            Just(Command::Do(Action::Undo)),
            Just(Command::Do(Action::Redo)),
            (0..6_usize).prop_map(Command::GoToStep),
        ]
    }

    /// What is asked to be written, in order.
    fn written(effects: &[Effect]) -> Vec<Change> {
        let changes = effects.iter().filter_map(|effect| match effect {
            Effect::Save(_, request) => Some(request.changes.clone()),
            _ => None,
        });
        changes.flatten().collect()
    }

    fn asked(effects: &[Effect]) -> Option<(crate::app::Ticket, LongTask)> {
        effects.iter().rev().find_map(|effect| match effect {
            Effect::CarryOut(ticket, task) => Some((*ticket, (**task).clone())),
            _ => None,
        })
    }

    proptest! {
        #[test]
        fn what_a_job_does_leads_where_doing_it_at_once_would_have_led(
            tags in proptest::collection::vec(
                proptest::collection::vec(0..3_usize, 0..3), N_NOTES..=N_NOTES),
            steps in proptest::collection::vec((command(), any::<bool>(), any::<bool>()), 1..14),
        ) {
            let (mut plain, mut other) = (program(&tags), program(&tags));
            let (mut plain_effects, mut effects) = (Vec::new(), Vec::new());
            let mut under_way = None;
            for (number, (command, is_long, arrives)) in steps.into_iter().enumerate() {
                let message = message(number + 2, What::Command(command));
                plain_effects.extend(update::at_once(&mut plain, message.clone()));
                if is_long && under_way.is_none() {
                    let begun = long_step::begin(&mut other, message, texts::UNDOING.into());
                    under_way = asked(&begun);
                    effects.extend(begun);
                } else {
                    effects.extend(update(&mut other, message));
                }
                if let Some((ticket, task)) = under_way.take_if(|_| arrives) {
                    effects.extend(arrive(&mut other, ticket, task));
                }
            }
            if let Some((ticket, task)) = under_way {
                effects.extend(arrive(&mut other, ticket, task));
            }
            prop_assert!(other.long_step.is_none());
            let (one, two) = (plain.open.as_ref().unwrap(), other.open.as_ref().unwrap());
            prop_assert_eq!(&*one.notebook, &*two.notebook);
            prop_assert_eq!(&plain.codebook, &other.codebook);
            prop_assert_eq!(&plain.history, &other.history);
            prop_assert_eq!(&plain.active, &other.active);
            let marks = |state: &State| state.marks.iter().cloned().collect::<Vec<_>>();
            prop_assert_eq!(marks(&plain), marks(&other));
            prop_assert_eq!(plain.tag_counts(), other.tag_counts());
            prop_assert_eq!(written(&plain_effects), written(&effects));
        }
    }

    fn arrive(state: &mut State, ticket: crate::app::Ticket, task: LongTask) -> Vec<Effect> {
        let done = Event::CarriedOut(ticket, Box::new(task.carried_out()));
        update(state, message(99, What::Event(done)))
    }

    #[test]
    fn what_comes_of_a_step_that_nobody_waits_for_changes_nothing() {
        let mut state = program(&vec![vec![0]; N_NOTES]);
        let chosen: BTreeSet<AnnotationId> = (0..N_NOTES).map(id).collect();
        update::at_once(
            &mut state,
            message(2, What::Command(Command::ChooseNotes(Arc::new(chosen)))),
        );
        let remove = message(3, What::Command(Command::DoToChosen(ManyAct::Remove)));
        let (ticket, task) =
            asked(&long_step::begin(&mut state, remove, texts::UNDOING.into())).unwrap();
        let failed = Event::CarryOutFailed(ticket, texts::UNDOING.into());
        update(&mut state, message(4, What::Event(failed)));
        assert_eq!(state.notices.len(), 1, "the person is told");
        arrive(&mut state, ticket, task);
        assert_eq!(state.marks.len(), N_NOTES);
    }
}
