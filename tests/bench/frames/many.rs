//! The longest frame while something is worked out for all of fifty thousand notes: what other threads do is no part
//! of it, what their answers take is.

use std::collections::{BTreeSet, VecDeque};
use std::ops::ControlFlow;
use std::sync::Arc;

use danhuang::app::autocode::{Autocode, HitUnit};
use danhuang::app::{
    Action, Command, Effect, Event, LocateRequest, Located, ManyAct, TagEdit, What,
};
use danhuang::clean::ScriptChoice;
use danhuang::document::Document;
use danhuang::notebook::{AnnotationId, Codebook, HighlightColor, Notebook, TagId};
use danhuang::placing::{self, KeptText, Places};
use danhuang::search::search;

use super::{Clock, Measured, Times, Window, beside, document};

/// Frames after the last answer in which views may still work.
const N_AFTER: usize = 12;
const N_ROUNDS: usize = 6;
const N_TAGS: usize = 5_000;
const N_HITS: usize = 10_000;
/// Most places that the window's search for passages hands over at once.
const MOST_AT_ONCE: usize = 1_000;

pub(super) fn print(document: &Document) {
    let first = Codebook::starting().tags.keys().next().cloned().unwrap();
    let last = Codebook::starting().tags.keys().next_back().cloned().unwrap();
    let mut window = Window::open(document, beside(|| notebook_of(document, &first)));
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
    let merge = Command::EditTag(first.clone(), TagEdit::MergeInto(last));
    window.print_step("merge a tag of 50,000 notes", merge);
    window.print_undone();
    window.print_step("delete a tag of 50,000 notes", Command::EditTag(first, TagEdit::Delete));
    window.print_undone();
    chosen(&mut window);
    others(&mut window);
    drop(window);
    autocode(document);
    [true, false].into_iter().for_each(|has_old_text| seek(document, has_old_text));
}

/// What is done to all notes, chosen in the list.
fn chosen(window: &mut Window) {
    let ids = |window: &Window| {
        let annotations = &window.state.open.as_ref().unwrap().notebook.annotations;
        Arc::new(annotations.keys().cloned().collect::<BTreeSet<_>>())
    };
    let tag = window.state.codebook.tags.keys().nth(1).cloned().unwrap();
    let acts = [
        ("tag 50,000 chosen notes", ManyAct::Tag(tag)),
        ("recolour 50,000 chosen notes", ManyAct::Recolor(HighlightColor::Slate)),
        ("remove 50,000 chosen notes", ManyAct::Remove),
    ];
    for (name, act) in acts {
        let ids = ids(window);
        let times = window.do_and_wait(Command::ChooseNotes(ids));
        Times::of(times.into_iter()).print("choose 50,000 notes");
        window.print_step(name, Command::DoToChosen(act));
        window.print_undone();
    }
}

/// What others do: another program's changes of all notes, and a codebook of five thousand tags.
fn others(window: &mut Window) {
    let open = window.state.open.as_ref().unwrap();
    let (content, last) = (open.document.fingerprint.content.clone(), window.state.last_save);
    let notebook = beside(|| {
        let mut notebook = (*open.notebook).clone();
        for note in notebook.annotations.values_mut() {
            (note.color, note.revision) = (Some(HighlightColor::Jade), note.revision + 1);
        }
        notebook
    });
    let read = Box::new((notebook, window.state.codebook.clone()));
    window.take(What::Event(Event::Saved(last)));
    let times = window.hear(VecDeque::from([Event::ChangedOutside(content, last, read)]));
    Times::of(times.into_iter()).print("another program changed 50,000 notes");
    let rows: String = (0..N_TAGS).map(|n| format!("甲{}/乙{n},\n", n % 50)).collect();
    let table = Event::CodebookRead("a.csv".to_owned(), format!("path,description\n{rows}"));
    let times = window.hear(VecDeque::from([table]));
    assert!(window.state.codebook.tags.len() > N_TAGS, "{}", window.state.codebook.tags.len());
    Times::of(times.into_iter()).print("take in a codebook of 5,000 tags");
    window.print_undone();
}

/// All hits of a find are marked.
fn autocode(document: &Document) {
    let mut window = Window::open(document, Notebook::default());
    window.take(What::Command(Command::Do(Action::Find)));
    for effect in window.take(What::Command(Command::FindTyped("企业".to_owned()))) {
        if let Effect::Find(ticket, text, query) = effect {
            let mut hits = search(&text, &query, &|| true).unwrap();
            hits.spans.truncate(N_HITS);
            window.take(What::Event(Event::Found(ticket, Ok(hits))));
        }
    }
    let wish = Autocode { tag: "搜".to_owned(), unit: HitUnit::Sentence, ..Autocode::default() };
    window.print_step("mark the sentences of 10,000 hits", Command::MarkHits(wish));
    window.print_undone();
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
    fn print_step(&mut self, name: &str, command: Command) {
        let n_done = self.state.history.n_done();
        let times = self.do_and_wait(command);
        assert!(self.state.history.n_done() > n_done, "{name} was done");
        Times::of(times.into_iter()).print(name);
    }

    /// Undoes the last step, does it again, and undoes it.
    fn print_undone(&mut self) {
        let n_done = self.state.history.n_done();
        for (name, action) in [("undo", Action::Undo), ("redo", Action::Redo)] {
            let times = self.do_and_wait(Command::Do(action));
            Times::of(times.into_iter()).print(&format!("… {name} that"));
        }
        self.do_and_wait(Command::Do(Action::Undo));
        assert_eq!(self.state.history.n_done(), n_done - 1);
    }

    /// Gives a command, and draws frames until nothing is worked out any more.
    fn do_and_wait(&mut self, command: Command) -> Vec<Measured> {
        let started = Clock::start();
        let asked = self.take(What::Command(command));
        let taken = started.stop();
        let mut times = vec![taken + self.frame(1280.0, Vec::new())];
        let answers = beside(|| asked.into_iter().filter_map(answer).collect());
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
                    let more = beside(|| asked.into_iter().filter_map(answer).collect::<Vec<_>>());
                    answers.extend(more);
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
        Effect::CarryOut(ticket, task) => {
            Some(Event::CarriedOut(ticket, Box::new(task.carried_out())))
        }
        _ => None,
    }
}
