//! The longest frame while something is worked out for all of fifty thousand notes: what other threads do is no part
//! of it, what their answers take is.

use std::collections::{BTreeSet, VecDeque};
use std::ops::ControlFlow;
use std::sync::Arc;

use danhuang::app::{Command, Effect, Event, LocateRequest, Located, TagEdit, What};
use danhuang::clean::ScriptChoice;
use danhuang::document::Document;
use danhuang::notebook::{AnnotationId, Codebook, HighlightColor, Notebook, TagId};
use danhuang::placing::{self, KeptText, Places};

use super::{Clock, Measured, Times, Window, document};

/// Frames after the last answer in which views may still work.
const N_AFTER: usize = 12;
const N_ROUNDS: usize = 6;
/// Most places that the window's search for passages hands over at once.
const MOST_AT_ONCE: usize = 1_000;

pub(super) fn print(document: &Document) {
    let first = Codebook::starting().tags.keys().next().cloned().unwrap();
    let last = Codebook::starting().tags.keys().next_back().cloned().unwrap();
    let mut window = Window::open(document, notebook_of(document, &first));
    let scripts = [ScriptChoice::Traditional, ScriptChoice::Simplified];
    let times = (0..N_ROUNDS / 2)
        .flat_map(|_| scripts)
        .flat_map(|script| window.do_and_wait(Command::SetScript(script)));
    Times::of(times).print("reclean with 50,000 notes");
    let colors = HighlightColor::ALL.into_iter().take(N_ROUNDS);
    let times = colors.flat_map(|color| {
        window.do_and_wait(Command::EditTag(first.clone(), TagEdit::Color(color)))
    });
    Times::of(times).print("recolour a tag of 50,000 notes");
    let rename = |name: &str| Command::EditTag(first.clone(), TagEdit::Name(name.to_owned()));
    let times = ["甲", "乙", "丙"].into_iter().flat_map(|name| window.do_and_wait(rename(name)));
    Times::of(times).print("rename a tag of 50,000 notes");
    let times = window.do_and_wait(Command::EditTag(first, TagEdit::MergeInto(last)));
    Times::of(times.into_iter()).print("merge a tag of 50,000 notes");
    drop(window);
    [true, false].into_iter().for_each(|has_old_text| seek(document, has_old_text));
}

/// Notes all of which carry one tag and have its colour.
fn notebook_of(document: &Document, tag: &TagId) -> Notebook {
    let mut notebook = super::notebook(document);
    for note in notebook.annotations.values_mut() {
        (note.tags, note.color) = (BTreeSet::from([tag.clone()]), None);
    }
    notebook
}

/// A changed document is open, and its notes are sought.
fn seek(old: &Document, has_old_text: bool) {
    let changed = |(number, line): (usize, &str)| match number % 300 {
        0 => String::new(),
        100 => format!("经核实，{line}\n"),
        200 => format!("另据了解，{}\n", line.chars().skip(6).collect::<String>()),
        _ => format!("{line}\n"),
    };
    let source = old.imported.text.as_str().lines().enumerate().map(changed).collect::<String>();
    let new = document(&source);
    let notebook = super::notebook(old);
    let places = placing::place_standing(&new, &notebook);
    let lost = placing::without_place(&notebook, &places);
    let kept = if has_old_text { vec![KeptText::of(old)] } else { Vec::new() };
    let answers = answers(&new, &notebook, &lost, &kept);
    let n_sought = lost.len();
    let mut window = Window::open_placed(&new, notebook, Codebook::starting(), places);
    let ticket = window.state.locating.as_ref().unwrap().ticket;
    let events = answers.into_iter().map(|located| Event::Located(ticket, Box::new(located)));
    let times = window.hear(events.collect());
    assert!(window.state.locating.is_none(), "the last note has a place");
    let what = if has_old_text { "with" } else { "without" };
    Times::of(times.into_iter()).print(&format!(
        "{n_sought} notes are sought {what} the old text, until the last is placed"
    ));
}

/// What the window's search hands over, one after the other.
fn answers(
    document: &Document,
    notebook: &Notebook,
    lost: &[AnnotationId],
    kept: &[KeptText],
) -> Vec<Located> {
    let mut answers = Vec::new();
    let located =
        |places, n_done| Located { cleaned: Arc::clone(&document.cleaned), places, n_done };
    let mut n_before = 0;
    let mut hand_over = |places: &mut Places, n_done: usize| {
        let mut places = std::mem::take(places);
        while places.len() > MOST_AT_ONCE {
            let next = places.keys().nth(MOST_AT_ONCE).cloned().unwrap();
            let rest = places.split_off(&next);
            answers.push(located(std::mem::replace(&mut places, rest), n_before));
        }
        answers.push(located(places, n_done));
        n_before = n_done;
    };
    let report = &mut |places: &mut Places, n_done| {
        hand_over(places, n_done);
        ControlFlow::Continue(())
    };
    let mut rest = placing::locate(document, notebook, lost, kept, report);
    hand_over(&mut rest, lost.len());
    answers
}

impl Window {
    /// Gives a command, and draws frames until nothing is worked out any more.
    fn do_and_wait(&mut self, command: Command) -> Vec<Measured> {
        let started = Clock::start();
        let asked = self.take(What::Command(command));
        let taken = started.stop();
        let mut times = vec![taken + self.frame(1280.0, Vec::new())];
        let answers = asked.into_iter().filter_map(answer).collect();
        times.extend(self.hear(answers));
        times
    }

    /// Takes answers, each in a frame of its own, and what they lead to.
    fn hear(&mut self, mut answers: VecDeque<Event>) -> Vec<Measured> {
        let mut times = Vec::new();
        let mut n_left = N_AFTER;
        while n_left > 0 {
            let mut taken = Measured::default();
            match answers.pop_front() {
                Some(event) => {
                    let started = Clock::start();
                    let asked = self.take(What::Event(event));
                    taken = started.stop();
                    answers.extend(asked.into_iter().filter_map(answer));
                    n_left = N_AFTER;
                }
                None => n_left -= 1,
            }
            times.push(taken + self.frame(1280.0, Vec::new()));
        }
        times
    }
}

/// What another thread answers.
fn answer(effect: Effect) -> Option<Event> {
    match effect {
        Effect::Reclean(ticket, mut open) => {
            open.document = open.document.recleaned(&open.options);
            open.document.cleaned.review(&open.document.imported.text);
            Some(Event::Recleaned(ticket, open))
        }
        Effect::MakeMarks(ticket, task) => {
            Some(Event::MarksRemade(ticket, Box::new(task.carried_out())))
        }
        Effect::Locate(ticket, request) => {
            let LocateRequest { document, lost, .. } = *request;
            let places = placing::place_all(&document, &lost, &[]);
            let n_done = lost.annotations.len() + lost.bookmarks.len();
            let located = Located { cleaned: Arc::clone(&document.cleaned), places, n_done };
            Some(Event::Located(ticket, Box::new(located)))
        }
        _ => None,
    }
}
