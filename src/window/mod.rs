//! Row 6: the native window, its dialogs and its jobs. It knows no rule of the domain:
//! `app::update` decides, this carries out.

mod dialogs;
mod effects;
mod frame;
mod open;
mod saving;

use std::path::PathBuf;
use std::sync::mpsc;

use crate::app::Event;
use crate::text::Language;

/// What the window starts with.
#[derive(Clone, Debug, Default)]
pub struct StartOptions {
    /// Documents to open.
    pub files: Vec<PathBuf>,
    /// The library's folder, if not the usual one.
    pub library: Option<PathBuf>,
    /// The language of the interface, if not the remembered one.
    pub language: Option<Language>,
}

/// Sends events to the window from any thread, and wakes it.
#[derive(Clone)]
pub(crate) struct EventSink {
    events: mpsc::Sender<Event>,
    context: egui::Context,
}

impl EventSink {
    /// Sends an event; it is lost when the window is gone, which nobody then misses.
    pub(crate) fn send(&self, event: Event) {
        drop(self.events.send(event));
        self.context.request_repaint();
    }
}

/// The window could not be opened.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub struct WindowError(pub String);

/// Opens the window and returns when it is closed.
pub fn run(options: StartOptions) -> Result<(), WindowError> {
    dialogs::listen();
    let native = eframe::NativeOptions {
        viewport: egui::ViewportBuilder::default()
            .with_title("丹黄")
            .with_app_id("danhuang")
            .with_inner_size([1280.0, 800.0])
            .with_min_inner_size([480.0, 360.0])
            .with_drag_and_drop(true),
        ..eframe::NativeOptions::default()
    };
    let start = move |creation: &eframe::CreationContext<'_>| {
        let app = frame::Frame::new(creation, options)?;
        Ok(Box::new(app) as Box<dyn eframe::App>)
    };
    eframe::run_native("danhuang", native, Box::new(start))
        .map_err(|error| WindowError(error.to_string()))
}
