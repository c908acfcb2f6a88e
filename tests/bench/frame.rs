//! One frame of the window while the page scrolls: layout, views and tessellation, all but the graphics driver.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::time::Instant;

use danhuang::app::{
    self, Action, Command, Effect, Event, Ids, Load, Message, OpenDocument, Origin, Started, State,
    What,
};
use danhuang::clean::CleanOptions;
use danhuang::notebook::{Codebook, History, Notebook, Timestamp};
use danhuang::search::search;
use danhuang::text::Pos;
use danhuang::ui::{self, Outbox, View};
use divan::Bencher;
use egui::{Event as InputEvent, Modifiers, MouseWheelUnit, RawInput, TouchPhase, pos2, vec2};

use crate::{Input, SET};

/// Points that one turn of the wheel scrolls.
const STEP: f32 = 120.0;
/// Frames in one direction before the page turns back.
const RUN: usize = 400;

/// The window's inside at 1280 × 800.
struct Window {
    context: egui::Context,
    state: State,
    view: View,
    n_frames: usize,
}

impl Window {
    fn open(input: Input) -> Self {
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
        let document = OpenDocument {
            origin: Origin::File(PathBuf::from("text.txt")),
            document: input.document().clone(),
            options: CleanOptions::default(),
            notebook: Notebook::default(),
            history: History::default(),
            n_damaged: 0,
            codebook: Codebook::starting(),
            places: BTreeMap::new(),
            position: Pos::default(),
            read_only: None,
            notices: Vec::new(),
        };
        window.take(What::Event(Event::Loaded(ticket.unwrap(), Box::new(document))));
        for _ in 0..5 {
            window.frame(Vec::new());
        }
        window
    }

    fn take(&mut self, what: What) -> Vec<Effect> {
        let now = Timestamp(self.n_frames as i64 * 16);
        app::update(&mut self.state, Message { now, ids: Ids::new(1), what })
    }

    /// Turns the wheel one step and draws what is then to be seen.
    fn scroll(&mut self) {
        let down = (self.n_frames / RUN).is_multiple_of(2);
        let delta = vec2(0.0, if down { -STEP } else { STEP });
        self.frame(vec![
            InputEvent::PointerMoved(pos2(640.0, 400.0)),
            InputEvent::MouseWheel {
                unit: MouseWheelUnit::Point,
                delta,
                phase: TouchPhase::Move,
                source: egui::MouseWheelSource::Wheel,
                modifiers: Modifiers::NONE,
            },
        ]);
    }

    fn frame(&mut self, events: Vec<InputEvent>) {
        self.n_frames += 1;
        let input = RawInput {
            screen_rect: Some(egui::Rect::from_min_size(pos2(0.0, 0.0), vec2(1280.0, 800.0))),
            time: Some(self.n_frames as f64 / 60.0),
            events,
            focused: true,
            ..RawInput::default()
        };
        let mut out = Outbox::default();
        let (state, view) = (&self.state, &mut self.view);
        let context = self.context.clone();
        let output = context.run_ui(input, |ui| ui::app_ui(ui, state, view, &mut out));
        divan::black_box(context.tessellate(output.shapes, output.pixels_per_point));
        for command in out.take() {
            self.take(What::Command(command));
        }
    }
}

#[expect(clippy::print_stderr, reason = "the slowest frame is no part of the table")]
#[divan::bench(args = SET, max_time = 8, sample_size = 1)]
fn frame_while_scrolling(bencher: Bencher<'_, '_>, input: Input) {
    let mut window = Window::open(input);
    // Glyphs that were never drawn have to be drawn first.
    let slowest = (0..RUN * 2).map(|_| {
        let started = Instant::now();
        window.scroll();
        started.elapsed()
    });
    let slowest = slowest.max().unwrap_or_default();
    (0..RUN / 2).for_each(|_| window.scroll());
    assert!(window.state.visible.start.index() > 0, "the page scrolls");
    eprintln!("{input:?}: slowest frame with cold glyphs {slowest:?}");
    bencher.bench_local(|| window.scroll());
}

/// What is found so often that its list is long: about a hundred thousand places, and the most that are kept.
const OFTEN: [&str; 2] = ["，|。", "."];

#[expect(clippy::print_stderr, reason = "the frame in which the hits come is no part of the table")]
#[divan::bench(args = OFTEN, max_time = 5, sample_size = 1)]
fn frame_with_hits(bencher: Bencher<'_, '_>, pattern: &str) {
    let mut window = Window::open(Input::Clean10Mb);
    window.take(What::Command(Command::Do(Action::FindRegex)));
    let asked = window.take(What::Command(Command::FindTyped(pattern.to_owned())));
    for effect in asked {
        if let Effect::Find(ticket, text, query) = effect {
            let hits = search(&text, &query, &|| true).unwrap();
            let count = hits.spans.len();
            let started = Instant::now();
            window.take(What::Event(Event::Found(ticket, Ok(hits))));
            window.frame(Vec::new());
            eprintln!("{count} hits: the frame in which they come {:?}", started.elapsed());
        }
    }
    (0..RUN / 2).for_each(|_| window.scroll());
    bencher.bench_local(|| {
        window.take(What::Command(Command::Do(Action::FindNext)));
        window.scroll();
    });
}
