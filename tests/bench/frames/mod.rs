//! The time of a frame on the UI thread: layout, views and tessellation, all but the graphics driver.

mod many;

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::time::{Duration, Instant};

use danhuang::anchor;
use danhuang::app::{
    self, Action, Command, DrawnMarks, Effect, Event, Ids, Load, Message, OpenDocument, Origin,
    Started, State, What,
};
use danhuang::clean::CleanOptions;
use danhuang::document::Document;
use danhuang::notebook::{
    Annotation, AnnotationId, Codebook, Excerpt, HighlightColor, History, Notebook, Tag, TagId,
    Timestamp,
};
use danhuang::placing::{self, Places};
use danhuang::search::search;
use danhuang::text::{Pos, Span};
use danhuang::ui::{self, Outbox, View};
use egui::{Event as InputEvent, Modifiers, MouseWheelUnit, TouchPhase, pos2, vec2};

use crate::{input, text};

const MEGABYTE: usize = 1_000_000;
/// Points that one turn of the wheel scrolls.
const STEP: f32 = 120.0;
/// Frames in one direction before the page turns back, and how many are measured.
const RUN: usize = 400;
const N_FRAMES: usize = 4_000;
const N_JUMPS: usize = 600;
const N_RESIZES: usize = 60;
const N_HIGHLIGHTS: usize = 50_000;
/// What is found about a hundred thousand times, and more often than is kept.
const OFTEN: [&str; 2] = ["，|。", "."];

/// The window's inside at 1280 × 800.
struct Window {
    context: egui::Context,
    state: State,
    view: View,
    n_frames: usize,
}

impl Window {
    fn open(document: &Document, notebook: Notebook) -> Self {
        Self::open_with(document, notebook, Codebook::starting())
    }

    fn open_with(document: &Document, notebook: Notebook, codebook: Codebook) -> Self {
        let places = placing::place_all(document, &notebook, &[]);
        Self::open_placed(document, notebook, codebook, places)
    }

    fn open_placed(
        document: &Document,
        notebook: Notebook,
        codebook: Codebook,
        places: Places,
    ) -> Self {
        let context = egui::Context::default();
        ui::install(&context);
        let mut window =
            Self { context, state: State::default(), view: View::default(), n_frames: 0 };
        let started = Started { files: vec![PathBuf::from("text.txt")], ..Started::default() };
        let effects = window.take(What::Event(Event::Started(Box::new(started))));
        let ticket = effects.iter().find_map(|effect| match effect {
            Effect::Load(ticket, Load::File(_)) => Some(*ticket),
            _ => None,
        });
        document.cleaned.review(&document.imported.text);
        let document = OpenDocument {
            origin: Origin::File(PathBuf::from("text.txt")),
            document: document.clone(),
            options: CleanOptions::default(),
            places: places.into(),
            notebook: notebook.into(),
            history: History::default(),
            n_damaged: 0,
            codebook,
            position: Pos::default(),
            read_only: None,
            notices: Vec::new(),
        };
        let drawn = DrawnMarks::new(&document, &document.codebook).with_index(&document);
        window.take(What::Event(Event::MarksMade(ticket.unwrap(), Box::new(drawn))));
        window.take(What::Event(Event::Loaded(ticket.unwrap(), Box::new(document))));
        for _ in 0..8 {
            window.frame(1280.0, Vec::new());
        }
        assert!(window.view.is_counted(), "the scroll bar is exact");
        window
    }

    fn take(&mut self, what: What) -> Vec<Effect> {
        let now = Timestamp(self.n_frames as i64 * 16);
        // Larger than those of the notes that are there, and each time others.
        let ids = (1 << 100) + (self.n_frames as u128) * 1_000_000;
        app::update(&mut self.state, Message { now, ids: Ids::new(ids), what })
    }

    /// Turns the wheel one step and draws what is then to be seen.
    fn scroll(&mut self) -> Measured {
        let down = (self.n_frames / RUN).is_multiple_of(2);
        let delta = vec2(0.0, if down { -STEP } else { STEP });
        self.frame(
            1280.0,
            vec![
                InputEvent::PointerMoved(pos2(640.0, 400.0)),
                InputEvent::MouseWheel {
                    unit: MouseWheelUnit::Point,
                    delta,
                    phase: TouchPhase::Move,
                    source: egui::MouseWheelSource::Wheel,
                    modifiers: Modifiers::NONE,
                },
            ],
        )
    }

    /// Goes to a place and draws it.
    fn jump(&mut self, pos: usize) -> Measured {
        let started = Clock::start();
        let pos = self.state.open.as_ref().unwrap().document.cleaned.text.floor(pos);
        self.take(What::Command(Command::GoTo(pos)));
        let asked = started.stop();
        asked + self.frame(1280.0, Vec::new())
    }

    /// Draws a frame; what it hands out is done after it, as by another thread.
    fn frame(&mut self, width: f32, events: Vec<InputEvent>) -> Measured {
        self.n_frames += 1;
        let input = egui::RawInput { events, ..input(self.n_frames as f64 / 60.0, width) };
        let mut out = Outbox::default();
        let started = Clock::start();
        let (state, view) = (&self.state, &mut self.view);
        let context = self.context.clone();
        let mut output = context.run_ui(input, |ui| ui::app_ui(ui, state, view, &mut out));
        output.textures_delta.clear();
        drop(self.context.tessellate(output.shapes, output.pixels_per_point));
        let drawn = started.stop();
        beside(|| out.take_jobs().into_iter().for_each(ui::work::Job::run));
        let started = Clock::start();
        for command in out.take() {
            self.take(What::Command(command));
        }
        drawn + started.stop()
    }
}

/// What another thread does, in a heap of its own as in the window: what it takes apart is no work for the next frame.
fn beside<T: Send>(work: impl FnOnce() -> T + Send) -> T {
    std::thread::scope(|scope| scope.spawn(work).join().unwrap())
}

/// Measures a stretch of time. On a shared machine what others do is no part of a frame: where the system took the
/// processor away meanwhile, the time on the processor counts.
struct Clock {
    n_switches: Option<u64>,
    since: Instant,
    on_processor: Option<Duration>,
}

impl Clock {
    fn start() -> Self {
        let n_switches = n_switches();
        Self { n_switches, on_processor: on_processor(), since: Instant::now() }
    }

    fn stop(self) -> Measured {
        let time = self.since.elapsed();
        let own =
            on_processor().zip(self.on_processor).map(|(now, before)| now.saturating_sub(before));
        let is_broken = n_switches() != self.n_switches;
        Measured { time: own.filter(|_| is_broken).unwrap_or(time), is_broken }
    }
}

/// A time, and whether the system took the processor away meanwhile.
#[derive(Clone, Copy, Debug, Default)]
struct Measured {
    time: Duration,
    is_broken: bool,
}

impl std::ops::Add for Measured {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self { time: self.time + other.time, is_broken: self.is_broken || other.is_broken }
    }
}

/// How often the system took the processor from this thread.
fn n_switches() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/thread-self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("nonvoluntary_ctxt_switches:"))?;
    line.trim().parse().ok()
}

/// How long this thread was on a processor, where the system says so.
#[cfg(unix)]
fn on_processor() -> Option<Duration> {
    rustix::time::clock_gettime(rustix::time::ClockId::ThreadCPUTime).try_into().ok()
}

#[cfg(not(unix))]
const fn on_processor() -> Option<Duration> {
    None
}

/// How long frames took, sorted.
struct Times {
    sorted: Vec<Duration>,
    n_broken: usize,
}

impl Times {
    fn of(times: impl Iterator<Item = Measured>) -> Self {
        let times: Vec<Measured> = times.collect();
        let n_broken = times.iter().filter(|time| time.is_broken).count();
        let mut sorted: Vec<Duration> = times.into_iter().map(|time| time.time).collect();
        sorted.sort_unstable();
        Self { sorted, n_broken }
    }

    fn at(&self, thousandths: usize) -> String {
        let index =
            (self.sorted.len() * thousandths / 1000).min(self.sorted.len().saturating_sub(1));
        let time = self.sorted.get(index).copied().unwrap_or_default();
        format!("{:.2}", time.as_secs_f64() * 1000.0)
    }

    fn print(&self, name: &str) {
        println!(
            "| {name} | {} | {} | {} | {} | {} | {} of {} |",
            self.at(500),
            self.at(950),
            self.at(990),
            self.at(999),
            self.at(1000),
            self.n_broken,
            self.sorted.len(),
        );
    }
}

pub(crate) fn print_tables() {
    print_head();
    for megabytes in [1, 10, 50] {
        let document = document(&text::clean(megabytes * MEGABYTE));
        let mut window = Window::open(&document, Notebook::default());
        let name = |what: &str| format!("{megabytes} MB, {what}");
        scrolls(&mut window, &name("scrolling"));
        jumps(&mut window, &name("jumping"));
        resizes(&mut window, &name("resizing"));
        drop(window);
        if megabytes == 10 {
            let mut window = Window::open(&document, notebook(&document));
            scrolls(&mut window, &name("50,000 highlights, scrolling"));
            drop(window);
            print_marking(&document);
            OFTEN.iter().for_each(|pattern| hits(&document, pattern));
        }
    }
    let document = document(&text::noisy(10 * MEGABYTE));
    let mut window = Window::open(&document, Notebook::default());
    scrolls(&mut window, "10 MB noisy, scrolling");
    window.take(What::Command(Command::Do(Action::GhostView)));
    for _ in 0..4 {
        window.frame(1280.0, Vec::new());
    }
    scrolls(&mut window, "10 MB noisy with what was taken away, scrolling");
}

/// The frames after keys that mark, note and tag among fifty thousand highlights.
fn print_marking(document: &Document) {
    let name = |what: &str| format!("10 MB, 50,000 highlights, {what}");
    let mut window = Window::open(document, notebook(document));
    jumps(&mut window, &name("jumping"));
    marks(&mut window, &name("one more"));
    notes(&mut window, &name("a key of a note"));
    drop(window);
    let mut window = Window::open_with(document, notebook(document), many_tags());
    picks(&mut window, &name("5,000 tags"));
    drop(window);
    many::print(document);
}

/// The same alone.
pub(crate) fn print_marking_table() {
    print_head();
    print_marking(&document(&text::clean(10 * MEGABYTE)));
}

/// What concerns all of many notes, alone.
pub(crate) fn print_many_table() {
    print_head();
    many::print(&document(&text::clean(10 * MEGABYTE)));
}

fn print_head() {
    println!("\nTime of a frame in ms on the UI thread, without the graphics driver.");
    println!("| what | median | 95 % | 99 % | 99.9 % | longest | broken |");
    println!("|---|---|---|---|---|---|---|");
}

fn document(text: &str) -> Document {
    Document::new("text.txt", text.as_bytes(), None, &CleanOptions::default()).unwrap()
}

/// First with glyphs that were never drawn, then again.
fn scrolls(window: &mut Window, name: &str) {
    let cold = (0..RUN * 2).map(|_| window.scroll());
    Times::of(cold).print(&format!("{name}, cold"));
    let warm = (0..N_FRAMES).map(|_| window.scroll());
    Times::of(warm).print(name);
}

fn jumps(window: &mut Window, name: &str) {
    let length = window.state.open.as_ref().unwrap().document.cleaned.text.len();
    // Steps of the golden section reach every part, never one twice.
    let place = |index: usize| (index as f64 * 0.618_033_988_75).fract() * length as f64;
    // Here too glyphs that were never drawn come first.
    for index in 0..N_JUMPS {
        window.jump(place(index) as usize);
    }
    let times = (N_JUMPS..2 * N_JUMPS).map(|index| window.jump(place(index) as usize));
    Times::of(times).print(name);
}

fn resizes(window: &mut Window, name: &str) {
    let mut resize =
        |index: usize| window.frame(1280.0 - (index % N_RESIZES) as f32 * 9.0, Vec::new());
    for index in 0..N_RESIZES {
        resize(index);
    }
    Times::of((0..N_RESIZES).map(resize)).print(name);
}

/// The frames in which a further passage is marked.
fn marks(window: &mut Window, name: &str) {
    let mut mark = |index: usize| {
        window.jump(index * 100_000);
        let start = window.state.visible.start;
        let text = &window.state.open.as_ref().unwrap().document.cleaned.text;
        let end = text.floor(start.index() + 30);
        let started = Clock::start();
        window.take(What::Command(Command::Select(Some(Span { start, end }))));
        let now = Timestamp(index as i64);
        let what = What::Command(Command::Do(Action::Highlight));
        let ids = Ids::new(1_000_000 + index as u128);
        drop(app::update(&mut window.state, Message { now, ids, what }));
        let marked = started.stop();
        marked + window.frame(1280.0, Vec::new())
    };
    Times::of((0..50).map(&mut mark)).print(name);
}

/// The frames after a key while a note is written.
fn notes(window: &mut Window, name: &str) {
    window.take(What::Command(Command::Do(Action::WriteNote)));
    for _ in 0..8 {
        window.frame(1280.0, Vec::new());
    }
    let mut key = |_| {
        let typed = window.frame(1280.0, vec![InputEvent::Text("字".to_owned())]);
        typed + window.frame(1280.0, Vec::new())
    };
    Times::of((0..50).map(&mut key)).print(name);
}

const N_TAGS: usize = 5_000;
/// What is typed into the picker, a key at a time.
const TYPED: [&str; 3] = ["fgsj", "fugong", "zhengce"];

fn many_tags() -> Codebook {
    let words: Vec<char> =
        "复工复产政策数据时间要求企业服务保障防控物流金融税收就业民生".chars().collect();
    let mut codebook = Codebook::starting();
    for n in 0..N_TAGS {
        let name: String = (0..2 + n % 5).map(|k| words[(n * 7 + k * 13) % words.len()]).collect();
        let id = TagId(format!("01{n:024}"));
        let parent = (n > 100 && n % 3 == 0).then(|| TagId(format!("01{:024}", n % 100)));
        let color = HighlightColor::ALL[n % 8];
        codebook.tags.insert(id.clone(), Tag::new(id, parent, format!("{name}{n}"), color));
    }
    codebook
}

/// The frames in which the picker opens, and those after each key typed into it.
fn picks(window: &mut Window, name: &str) {
    let (mut opened, mut typed) = (Vec::new(), Vec::new());
    for index in 0..20 {
        window.jump(index * 100_000);
        let start = window.state.visible.start;
        let text = &window.state.open.as_ref().unwrap().document.cleaned.text;
        let end = text.floor(start.index() + 30);
        window.take(What::Command(Command::Select(Some(Span { start, end }))));
        window.frame(1280.0, Vec::new());
        window.take(What::Command(Command::Do(Action::PickTag)));
        opened.push(window.frame(1280.0, Vec::new()));
        window.frame(1280.0, Vec::new());
        for key in TYPED[index % TYPED.len()].chars() {
            typed.push(window.frame(1280.0, vec![InputEvent::Text(key.to_string())]));
        }
        window.take(What::Command(Command::Do(Action::Escape)));
        window.frame(1280.0, Vec::new());
    }
    Times::of(opened.into_iter()).print(&format!("{name}, the picker opens"));
    Times::of(typed.into_iter()).print(&format!("{name}, a key in the picker"));
}

fn hits(document: &Document, pattern: &str) {
    let mut window = Window::open(document, Notebook::default());
    window.take(What::Command(Command::Do(Action::FindRegex)));
    let asked = window.take(What::Command(Command::FindTyped(pattern.to_owned())));
    for effect in asked {
        if let Effect::Find(ticket, text, query) = effect {
            let hits = search(&text, &query, &|| true).unwrap();
            let count = hits.spans.len();
            let started = Clock::start();
            window.take(What::Event(Event::Found(ticket, Ok(hits))));
            let taken = started.stop();
            let shown = taken + window.frame(1280.0, Vec::new());
            Times::of([shown].into_iter())
                .print(&format!("10 MB, {count} hits, the frame in which they come"));
        }
    }
    scrolls(&mut window, "10 MB, hits, scrolling");
    let next = (0..N_JUMPS).map(|_| {
        let started = Clock::start();
        window.take(What::Command(Command::Do(Action::FindNext)));
        let asked = started.stop();
        asked + window.frame(1280.0, Vec::new())
    });
    Times::of(next).print("10 MB, hits, to the next");
}

/// Passages spread over a document, each tagged and each tenth with a note.
fn notebook(document: &Document) -> Notebook {
    let source = &document.imported.text;
    let annotation = |index: usize| {
        let start = source.floor(source.len() / N_HIGHLIGHTS * index);
        let span = Span { start, end: source.floor(start.index() + 60) };
        let clean = document.clean_from_source(span);
        let id = AnnotationId(format!("{index:026}"));
        let annotation = Annotation {
            id: id.clone(),
            excerpt: Excerpt::of(&document.cleaned.text, clean),
            heading_path: document.heading_path(clean),
            anchor: anchor::describe(source, span),
            color: index.is_multiple_of(3).then_some(HighlightColor::Cinnabar),
            tags: BTreeSet::from([TagId(format!("{}", index % 3))]),
            note: if index.is_multiple_of(10) {
                "口径与上文不一，待查。".to_owned()
            } else {
                String::new()
            },
            created: Timestamp(1_700_000_000_000),
            modified: Timestamp(1_700_000_000_000),
            revision: 1,
        };
        (id, annotation)
    };
    let annotations: BTreeMap<_, _> = (0..N_HIGHLIGHTS).map(annotation).collect();
    Notebook { annotations, ..Notebook::default() }
}
