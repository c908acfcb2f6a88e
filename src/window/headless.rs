//! The running program with all its threads but without a display, for those who measure it.
//!
//! It draws nothing on a screen: what a frame would show is given to the caller.

use std::sync::mpsc;
use std::time::Duration;

use egui::{Context, FullOutput, RawInput};

use crate::app::{Command, State, What};
use crate::host::instance::Listening;
use crate::window::frame::Frame;
use crate::window::{StartOptions, WindowError};

/// The program.
pub struct Headless {
    context: Context,
    frame: Frame,
    wakes: mpsc::Receiver<()>,
}

impl Headless {
    /// Starts its threads; files are read as they are in the window.
    pub fn start(options: StartOptions) -> Result<Self, WindowError> {
        let context = Context::default();
        let (wake, wakes) = mpsc::channel();
        context.set_request_repaint_callback(move |_| {
            // Nobody misses what wakes a program that has ended.
            wake.send(()).unwrap_or_default();
        });
        let frame = Frame::new(&context, options, Listening::default())?;
        Ok(Self { context, frame, wakes })
    }

    /// Draws one frame.
    pub fn draw(&mut self, input: RawInput) -> FullOutput {
        let (context, frame) = (self.context.clone(), &mut self.frame);
        context.run_ui(input, |ui| frame.draw(ui))
    }

    /// Does what a person wants.
    pub fn command(&mut self, command: Command) {
        let context = self.context.clone();
        self.frame.take(What::Command(command), &context);
    }

    /// Waits until there is something new to draw; whether there was within this time.
    pub fn wait(&self, most: Duration) -> bool {
        let is_woken = self.wakes.recv_timeout(most).is_ok();
        while self.wakes.try_recv().is_ok() {}
        is_woken
    }

    /// All that the program knows.
    pub const fn state(&self) -> &State {
        self.frame.state()
    }

    /// Whether the lines of the shown document are counted, so that the scroll bar is exact.
    pub fn is_counted(&self) -> bool {
        self.frame.is_counted()
    }

    /// The context that it draws in.
    pub const fn context(&self) -> &Context {
        &self.context
    }
}

impl Drop for Headless {
    fn drop(&mut self) {
        self.frame.end();
    }
}
