//! The whole job in the real window: a display, a pointer, a keyboard, and SIGKILL.
//!
//! Runs only with `DANHUANG_E2E=1`, where Xvfb, openbox, xdotool and ImageMagick are installed.

use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

/// How long a step may take on a loaded machine before it counts as broken.
const PATIENCE: Duration = Duration::from_mins(1);

/// A display of its own with a window manager.
struct Display {
    server: Child,
    manager: Option<Child>,
    number: String,
    _home: tempfile::TempDir,
}

impl Display {
    fn start() -> Self {
        let mut server = Command::new("Xvfb")
            .args(["-displayfd", "1", "-screen", "0", "1280x800x24", "-nolisten", "tcp"])
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("Xvfb is installed");
        let mut number = String::new();
        let stdout = server.stdout.take().expect("standard output is a pipe");
        BufReader::new(stdout).read_line(&mut number).expect("Xvfb says its display");
        let number = format!(":{}", number.trim());
        // Windows without a title bar, so that a place on the page is a place on the screen.
        let home = tempfile::tempdir().expect("a folder for the window manager");
        let rules = "<openbox_config xmlns=\"http://openbox.org/3.4/rc\"><applications>\
            <application class=\"*\"><decor>no</decor></application></applications></openbox_config>";
        let config = home.path().join("rc.xml");
        fs::write(&config, rules).expect("the window manager's rules can be written");
        let mut manager = Command::new("openbox");
        let manager = manager.arg("--config-file").arg(&config).env("DISPLAY", &number);
        let manager = manager.stdout(Stdio::null()).stderr(Stdio::null()).spawn();
        Self { server, manager: Some(manager.expect("openbox is installed")), number, _home: home }
    }

    fn xdotool(&self, args: &[&str]) -> String {
        let output = Command::new("xdotool").args(args).env("DISPLAY", &self.number).output();
        String::from_utf8_lossy(&output.expect("xdotool is installed").stdout).trim().to_owned()
    }

    /// Drags with the left button, in steps as a hand does.
    fn drag(&self, from: (i32, i32), to: (i32, i32)) {
        let at = |(x, y): (i32, i32)| [x.to_string(), y.to_string()];
        let [x, y] = at(from);
        self.xdotool(&["mousemove", &x, &y]);
        sleep(Duration::from_millis(200));
        self.xdotool(&["mousedown", "1"]);
        for step in 1..=8 {
            let part = |a: i32, b: i32| a + (b - a) * step / 8;
            let [x, y] = at((part(from.0, to.0), part(from.1, to.1)));
            self.xdotool(&["mousemove", &x, &y]);
            sleep(Duration::from_millis(60));
        }
        self.xdotool(&["mouseup", "1"]);
        sleep(Duration::from_millis(300));
    }

    fn key(&self, key: &str) {
        self.xdotool(&["key", "--clearmodifiers", key]);
        sleep(Duration::from_millis(250));
    }

    /// Puts text where the focus is, by way of the clipboard: typed keys have no Chinese.
    fn paste(&self, text: &str) {
        let mut clip = Command::new("xclip")
            .args(["-selection", "clipboard"])
            .env("DISPLAY", &self.number)
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .spawn()
            .expect("xclip is installed");
        let mut input = clip.stdin.take().expect("standard input is a pipe");
        input.write_all(text.as_bytes()).expect("xclip takes the text");
        drop(input);
        clip.wait().expect("xclip goes to the background");
        sleep(Duration::from_millis(300));
        self.key("ctrl+v");
        sleep(Duration::from_millis(400));
    }

    /// The colour at a place of the screen, as `#RRGGBB`.
    fn pixel(&self, (x, y): (i32, i32)) -> String {
        let geometry = format!("1x1+{x}+{y}");
        let args = ["-window", "root", "-crop", &geometry, "-depth", "8", "txt:-"];
        let output = Command::new("import").args(args).env("DISPLAY", &self.number).output();
        let text =
            String::from_utf8_lossy(&output.expect("ImageMagick is installed").stdout).into_owned();
        text.split('#')
            .nth(2)
            .or_else(|| text.split('#').nth(1))
            .unwrap_or_default()
            .chars()
            .take(6)
            .collect()
    }
}

impl Drop for Display {
    fn drop(&mut self) {
        if let Some(mut manager) = self.manager.take() {
            drop(manager.kill());
            drop(manager.wait());
        }
        drop(self.server.kill());
        drop(self.server.wait());
    }
}

/// The program with a home, a library and a document of its own.
struct Desk {
    display: Display,
    home: tempfile::TempDir,
    window: Option<Child>,
}

impl Desk {
    fn new() -> Self {
        let home = tempfile::tempdir().unwrap();
        let desk = Self { display: Display::start(), home, window: None };
        fs::create_dir_all(desk.document().parent().unwrap()).unwrap();
        let sample = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/samples/jilin.txt");
        fs::copy(sample, desk.document()).unwrap();
        desk
    }

    fn document(&self) -> PathBuf {
        self.home.path().join("我的 文档/吉林省 复工复产.txt")
    }

    fn library(&self) -> PathBuf {
        self.home.path().join("笔记 库")
    }

    fn command(&self) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_danhuang"));
        command.env("HOME", self.home.path()).env("XDG_DATA_HOME", self.home.path().join("data"));
        command.env_remove("WAYLAND_DISPLAY").env_remove("DBUS_SESSION_BUS_ADDRESS");
        // A dialog of the system's would take the keys that are meant for the box in the window.
        command.env("PATH", self.home.path());
        command.env("DISPLAY", &self.display.number).env("LIBGL_ALWAYS_SOFTWARE", "1");
        command
    }

    /// Opens the window on the document and waits until it stands.
    fn open(&mut self) {
        let mut command = self.command();
        command.arg(self.document()).arg("--library").arg(self.library()).args(["--lang", "zh"]);
        self.window = Some(command.stderr(Stdio::inherit()).spawn().unwrap());
        let started = Instant::now();
        while self.display.xdotool(&["search", "--onlyvisible", "--class", "danhuang"]).is_empty() {
            assert!(started.elapsed() < PATIENCE, "no window came up");
            sleep(Duration::from_millis(200));
        }
        let id = self.display.xdotool(&["search", "--onlyvisible", "--class", "danhuang"]);
        let id = id.lines().last().unwrap_or_default().to_owned();
        self.display.xdotool(&["windowactivate", "--sync", &id]);
        self.display.xdotool(&["windowsize", &id, "1280", "800"]);
        self.display.xdotool(&["windowmove", &id, "0", "0"]);
        sleep(Duration::from_secs(2));
    }

    fn kill(&mut self) {
        // SIGKILL: nothing in the program can run after it.
        let mut window = self.window.take().expect("the window is open");
        window.kill().unwrap();
        window.wait().unwrap();
    }

    /// What the library holds, asked of a process of its own.
    fn notes(&self) -> Vec<serde_json::Value> {
        let mut command = self.command();
        command
            .arg("notes")
            .arg(self.document())
            .args(["--format", "json", "--library"])
            .arg(self.library());
        let output = command.output().unwrap();
        let answer: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap_or_default();
        answer["annotations"].as_array().cloned().unwrap_or_default()
    }

    /// Waits until the library holds what `is_there` looks for.
    fn wait_for(
        &self,
        what: &str,
        is_there: impl Fn(&[serde_json::Value]) -> bool,
    ) -> Vec<serde_json::Value> {
        let started = Instant::now();
        loop {
            let notes = self.notes();
            if is_there(&notes) {
                return notes;
            }
            if started.elapsed() > PATIENCE {
                self.picture("failed");
                panic!("{what}: {notes:#?}");
            }
            sleep(Duration::from_millis(200));
        }
    }

    /// Keeps a picture of the screen for whoever looks at a failure.
    fn picture(&self, name: &str) {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR"));
        let file = folder.join(format!("e2e-{name}.png"));
        let mut import = Command::new("import");
        let taken = import
            .args(["-window", "root"])
            .arg(file)
            .env("DISPLAY", &self.display.number)
            .status();
        drop(taken);
    }
}

impl Drop for Desk {
    fn drop(&mut self) {
        if let Some(mut window) = self.window.take() {
            drop(window.kill());
            drop(window.wait());
        }
    }
}

/// A stretch of the page under the first heading, at 1280×800 with the usual look.
const FROM: (i32, i32) = (291, 305);
const TO: (i32, i32) = (720, 305);
/// Between two characters of that stretch, where only the fill is seen.
const INSIDE: (i32, i32) = (500, 295);

#[test]
fn a_passage_tagged_and_noted_survives_a_kill_on_the_same_words() {
    if std::env::var_os("DANHUANG_E2E").is_none() {
        eprintln!("not run: DANHUANG_E2E is not set");
        return;
    }
    let mut desk = Desk::new();
    desk.open();
    let page_color = desk.display.pixel(INSIDE);

    desk.display.drag(FROM, TO);
    desk.display.key("1");
    let tagged = desk.wait_for("the tag is saved", |notes| notes.len() == 1);
    let quote = tagged[0]["quote"].as_str().unwrap().to_owned();
    assert!(quote.contains("集结号"), "the drag took other words: {quote}");
    assert_eq!(tagged[0]["tags"], serde_json::json!(["要点"]));
    assert_eq!(tagged[0]["heading"], serde_json::json!(["统揽统筹 分类施策"]));

    desk.display.key("n");
    desk.display.paste("口径：19名还是20名？");
    let is_noted = |notes: &[serde_json::Value]| notes[0]["note"] == "口径：19名还是20名？";
    desk.wait_for("the note is saved while it is written", is_noted);
    desk.display.key("Escape");
    desk.display.key("ctrl+z");
    desk.wait_for("undo takes the note back", |notes| notes[0]["note"] == "");
    desk.display.key("ctrl+y");
    desk.wait_for("redo brings it again", is_noted);
    desk.picture("marked");

    let export = desk.home.path().join("导出 的笔记.md");
    desk.display.key("ctrl+e");
    desk.display.key("Return");
    // The name that is proposed there is replaced.
    desk.display.paste(export.to_str().unwrap());
    desk.display.key("Return");
    let started = Instant::now();
    while !export.exists() && started.elapsed() < PATIENCE {
        sleep(Duration::from_millis(200));
    }
    desk.picture("exported");
    let exported = fs::read_to_string(&export).expect("the export was written");
    for part in [quote.as_str(), "统揽统筹", "要点", "口径：19名还是20名？"] {
        assert!(exported.contains(part), "{part} is missing in\n{exported}");
    }

    let marked_color = desk.display.pixel(INSIDE);
    assert_ne!(marked_color, page_color, "the passage is not marked on the page");
    desk.kill();
    desk.open();
    let notes = desk.notes();
    assert_eq!(notes.len(), 1);
    assert_eq!(notes[0]["quote"], quote);
    assert_eq!(notes[0]["state"], "placed");
    assert!(is_noted(&notes));
    desk.picture("reopened");
    assert_eq!(desk.display.pixel(INSIDE), marked_color, "the mark is not where it was");
}
