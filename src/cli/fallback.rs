//! The program without a subcommand: the window, or the text where there is no display.

use std::path::PathBuf;
use std::process::ExitCode;

use crate::app::passage_link::PassageLink;
use crate::clean::CleanOptions;
use crate::cli::output::Output;
use crate::cli::{Common, Failure, document, outline};
use crate::document::Document;
#[cfg(feature = "gui")]
use crate::host::libraries;
use crate::text::{Bilingual, Phrase};
#[cfg(feature = "gui")]
use crate::window::WindowError;

/// The founding article.
const SAMPLE: &[u8] = include_bytes!("../../assets/samples/jilin.txt");

const COMMANDS: &str =
    "clean, outline, lines, annotate, correct, note, notes, tags, export, formats, rules, doctor";

/// Why there is no window.
enum NoWindow {
    /// It never was there; the text can be shown instead.
    NotOpened(Phrase),
    /// It was there.
    #[cfg_attr(not(feature = "gui"), expect(dead_code, reason = "without a window none breaks"))]
    Broke(Phrase),
}

/// Opens the window on `files`, or prints what can be printed.
pub(crate) fn window_or_text(files: Vec<PathBuf>, common: &Common, output: &Output) -> ExitCode {
    match open_window(&files, common) {
        Ok(()) => return ExitCode::SUCCESS,
        Err(NoWindow::Broke(why)) => return output.exit_code(Err(Failure(why))),
        Err(NoWindow::NotOpened(why)) => output.warn(&why),
    }
    let named = |file: PathBuf| {
        PassageLink::from_argument(&file).and_then(|link| link.file).unwrap_or(file)
    };
    let files: Vec<PathBuf> = files.into_iter().map(named).collect();
    let files = if files.is_empty() { vec![None] } else { files.into_iter().map(Some).collect() };
    let print = |file: Option<PathBuf>| print(file, common, output);
    output.exit_code(files.into_iter().try_for_each(print))
}

#[cfg(feature = "gui")]
fn open_window(files: &[PathBuf], common: &Common) -> Result<(), NoWindow> {
    let is_set = |name: &str| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    if cfg!(target_os = "linux") && !is_set("DISPLAY") && !is_set("WAYLAND_DISPLAY") {
        return Err(NoWindow::NotOpened(no_display()));
    }
    let options = crate::window::StartOptions {
        files: files.to_vec(),
        library: common.library.clone(),
        language: common.lang.map(|_| common.language()),
        notices: Vec::new(),
    };
    crate::window::run(options).map_err(|error| match error {
        WindowError::Broke(what) => NoWindow::Broke(broke(&what)),
        WindowError::NotOpened(what) => NoWindow::NotOpened(not_opened(&what)),
    })
}

/// Why the window was not opened: the library that is missing, else what the system says.
#[cfg(feature = "gui")]
fn not_opened(what: &str) -> Phrase {
    let missing = if cfg!(target_os = "linux") { libraries::missing() } else { Vec::new() };
    if missing.is_empty() {
        return Phrase::new(
            format!("窗口打不开（{what}），可以用这些命令：{COMMANDS}"),
            format!(
                "the window could not be opened ({what}); these commands work without it: {COMMANDS}"
            ),
        );
    }
    let files = missing.iter().map(|needed| needed.file).collect::<Vec<_>>().join(", ");
    let packages = missing.iter().map(|needed| needed.package).collect::<Vec<_>>().join(" ");
    Phrase::new(
        format!(
            "窗口打不开，缺少 {files}，在 Debian 上可用 apt install {packages} 装上；不用窗口的命令有：{COMMANDS}"
        ),
        format!(
            "the window could not be opened: {files} is missing; on Debian, apt install {packages}; these commands work without it: {COMMANDS}"
        ),
    )
}

#[cfg(feature = "gui")]
fn broke(what: &str) -> Phrase {
    Phrase::new(
        format!("程序出错退出了（{what}），已经存上的标注都在"),
        format!("the program broke ({what}); the notes that were saved are safe"),
    )
}

#[cfg(not(feature = "gui"))]
fn open_window(_files: &[PathBuf], _common: &Common) -> Result<(), NoWindow> {
    Err(NoWindow::NotOpened(Phrase::new(
        format!("这个版本没有窗口，可以用这些命令：{COMMANDS}"),
        format!("this build has no window; use these commands: {COMMANDS}"),
    )))
}

#[cfg(feature = "gui")]
fn no_display() -> Phrase {
    Phrase::new(
        format!("没有显示器，打不开窗口，可以用这些命令：{COMMANDS}"),
        format!("there is no display for the window; use these commands: {COMMANDS}"),
    )
}

/// Prints the outline and the cleaned text of a file, or of the sample.
fn print(file: Option<PathBuf>, common: &Common, output: &Output) -> Result<(), Failure> {
    let options = CleanOptions::default();
    let document = match file {
        Some(file) => document::read(&file, common, &options, output)?,
        None => {
            Document::new("jilin.txt", SAMPLE, None, &options).map_err(|_| sample_is_broken())?
        }
    };
    let outline = outline::indented(&document);
    let contents = Bilingual::new("目录", "Contents").get(output.language);
    let head = if outline.is_empty() { String::new() } else { format!("{contents}\n{outline}\n") };
    output.text(&format!("{head}{}", document.cleaned.text.as_str()))
}

fn sample_is_broken() -> Phrase {
    Phrase::new("自带的示例文章读不出来", "the sample that comes with the program cannot be read")
}
