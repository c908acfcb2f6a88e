//! One frame: events in, views drawn, commands carried out.

use std::sync::mpsc;
use std::time::{Duration, Instant};

use crate::app::{self, Action, Command, Event, Ids, Message, Quitting, State, What};
use crate::host::clock;
use crate::host::instance::Listening;
use crate::ui::{Outbox, View};
use crate::window::effects::Effects;
#[cfg(target_os = "linux")]
use crate::window::system_theme;
use crate::window::{EventSink, StartOptions, WindowError};

/// How long a frame takes in what threads have to say.
const MOST_EVENTS: Duration = Duration::from_millis(4);

/// How long the first frame waits for the library, which mostly is open in a few milliseconds.
const LONGEST_START: Duration = Duration::from_millis(50);

/// The running program.
pub(crate) struct Frame {
    state: State,
    view: View,
    events: mpsc::Receiver<Event>,
    effects: Option<Effects>,
}

impl Frame {
    /// Prepares the fonts and the theme, and has the library opened.
    pub(crate) fn new(
        context: &egui::Context,
        options: StartOptions,
        listening: Listening,
    ) -> Result<Self, WindowError> {
        let (sender, events) = mpsc::channel();
        let sink = EventSink { events: sender, context: context.clone() };
        let forwarded = sink.clone();
        listening.listen(move |files| forwarded.send(Event::Forwarded(files)));
        #[cfg(target_os = "linux")]
        system_theme::watch(sink.clone());
        let effects = Effects::start(options, sink)?;
        crate::ui::install(context);
        let (state, view) = (State::default(), View::default());
        let mut frame = Self { state, view, events, effects: Some(effects) };
        // A file that is to be opened is read while the first frame is made.
        if let Ok(event) = frame.events.recv_timeout(LONGEST_START) {
            frame.take(What::Event(event), context);
        }
        Ok(frame)
    }

    /// All that the program knows.
    pub(crate) const fn state(&self) -> &State {
        &self.state
    }

    /// Whether the lines of the shown document are counted.
    pub(crate) fn is_counted(&self) -> bool {
        self.view.is_counted()
    }

    /// Carries out one message with what it asks for.
    pub(crate) fn take(&mut self, what: What, context: &egui::Context) {
        let message = Message { now: clock::now(), ids: Ids::new(clock::random_ulid()), what };
        for effect in app::update(&mut self.state, message) {
            if let Some(effects) = &self.effects {
                effects.carry_out(effect, &self.state, context);
            }
        }
    }
}

impl Frame {
    /// Draws the window, and carries out what came in and what is wanted.
    pub(crate) fn draw(&mut self, ui: &mut egui::Ui) {
        let context = ui.ctx().clone();
        let began = Instant::now();
        while let Ok(event) = self.events.try_recv() {
            self.take(What::Event(event), &context);
            // The rest is for the next frame: what comes in great numbers must not hold this one up.
            if began.elapsed() > MOST_EVENTS {
                context.request_repaint();
                break;
            }
        }
        // Linux has it from the portal, the others from their window system.
        let system = context.system_theme().map(|theme| theme == egui::Theme::Dark);
        if let Some(is_dark) = system.filter(|is_dark| *is_dark != self.state.system_is_dark) {
            self.take(What::Event(Event::SystemTheme(is_dark)), &context);
        }
        let wants_to_close = context.input(|input| input.viewport().close_requested());
        if wants_to_close && self.state.quitting != Quitting::Yes {
            context.send_viewport_cmd(egui::ViewportCommand::CancelClose);
            self.take(What::Command(Command::Do(Action::Quit)), &context);
        }
        let dropped = dropped_files(&context);
        if !dropped.is_empty() {
            self.take(What::Event(Event::Dropped(dropped)), &context);
        }
        let mut out = Outbox::default();
        crate::ui::app_ui(ui, &self.state, &mut self.view, &mut out);
        for job in out.take_jobs() {
            if let Some(effects) = &self.effects {
                effects.work(job);
            }
        }
        let commands = out.take();
        let has_commands = !commands.is_empty();
        for command in commands {
            self.take(What::Command(command), &context);
        }
        // What the commands changed is seen in the next frame.
        if has_commands {
            context.request_repaint();
        }
    }

    /// Writes what is to be written, and ends the threads.
    pub(crate) fn end(&mut self) {
        let context = egui::Context::default();
        self.take(What::Command(Command::Do(Action::Quit)), &context);
        // What the views still have worked out nobody waits for.
        self.view = View::default();
        if let Some(effects) = self.effects.take() {
            effects.finish();
        }
    }
}

impl eframe::App for Frame {
    fn ui(&mut self, ui: &mut egui::Ui, _frame: &mut eframe::Frame) {
        self.draw(ui);
    }

    fn on_exit(&mut self, _gl: Option<&eframe::glow::Context>) {
        self.end();
    }
}

fn dropped_files(context: &egui::Context) -> Vec<std::path::PathBuf> {
    context.input(|input| {
        input.raw.dropped_files.iter().map(|file| file.path().to_path_buf()).collect()
    })
}
