//! Row 6: the native window, its dialogs and its jobs. It knows no rule of the domain:
//! `app::update` decides, this carries out.

mod beside;
mod coding;
mod dialogs;
mod effects;
mod exporting;
mod frame;
pub mod headless;
mod joining;
mod locating;
mod moving;
mod open;
mod recovery;
mod saving;
mod seeking;
#[cfg(target_os = "linux")]
mod system_theme;
mod watching;

use std::panic;
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc;

use crate::app::{Event, Notice};
use crate::host::instance::{self, Claim, Listening};
use crate::host::jobs;
use crate::host::library::Library;
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
    /// What is to be said at the start.
    pub notices: Vec<Notice>,
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

/// Why there is no window.
#[derive(Debug, thiserror::Error)]
pub enum WindowError {
    /// It could not be opened.
    #[error("{0}")]
    NotOpened(String),
    /// It was there, and then the program broke; what was written is on disk.
    #[error("{0}")]
    Broke(String),
}

/// Whether the window was there: until then a panic is nothing but a reason why it is not.
static IS_OPEN: AtomicBool = AtomicBool::new(false);

/// Keeps panics off standard error until the window is open: what loads the system's libraries panics
/// when one is missing, and the person gets a sentence instead.
fn quiet_until_open() {
    let shown = panic::take_hook();
    panic::set_hook(Box::new(move |info| {
        if IS_OPEN.load(Ordering::Relaxed) {
            shown(info);
        }
    }));
}

/// The window's icon.
fn icon() -> egui::IconData {
    let bytes = include_bytes!("../../assets/desktop/danhuang.png");
    // A window without an icon is a window all the same.
    eframe::icon_data::from_png_bytes(bytes).unwrap_or_default()
}

/// Who this start is; without a library there is nothing that two windows could share.
fn claimed(options: &StartOptions) -> Option<Claim> {
    let library = Library::open(options.library.clone()).ok()?;
    Some(instance::claim(library.folder(), &options.files))
}

/// Opens the window and returns when it is closed; at once where a window of this library is there already, which
/// then has the files.
pub fn run(mut options: StartOptions) -> Result<(), WindowError> {
    let mut claim = claimed(&options);
    if matches!(claim, Some(Claim::First(_)))
        && let Some(notice) = moving::moved_over(&options)
    {
        // Nobody was at work in the library that moved; there may be somebody where it is now.
        options.notices.push(notice);
        claim = claimed(&options);
    }
    let listening = match claim {
        Some(Claim::Elsewhere) => return Ok(()),
        Some(Claim::First(listening)) => listening,
        None => Listening::default(),
    };
    dialogs::listen();
    let native = eframe::NativeOptions {
        viewport: egui::ViewportBuilder::default()
            .with_title("丹黄")
            .with_app_id("danhuang")
            .with_inner_size([1280.0, 800.0])
            .with_min_inner_size([480.0, 360.0])
            .with_icon(icon())
            .with_drag_and_drop(true),
        ..eframe::NativeOptions::default()
    };
    quiet_until_open();
    let start = move |creation: &eframe::CreationContext<'_>| {
        let app = frame::Frame::new(&creation.egui_ctx, options, listening)?;
        IS_OPEN.store(true, Ordering::Relaxed);
        Ok(Box::new(app) as Box<dyn eframe::App>)
    };
    let run = || eframe::run_native("danhuang", native, Box::new(start));
    match jobs::guarded(run) {
        Ok(Ok(())) => Ok(()),
        Ok(Err(error)) => Err(WindowError::NotOpened(error.to_string())),
        Err(panicked) if IS_OPEN.load(Ordering::Relaxed) => Err(WindowError::Broke(panicked.0)),
        Err(panicked) => Err(WindowError::NotOpened(panicked.0)),
    }
}
