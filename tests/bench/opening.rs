//! From the start of the process to the first readable page, to the exact scroll bar, and to rest; and what it holds.
//! Each text is opened by a process of its own, with all threads of the window.

use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use danhuang::app::{Origin, State};
use danhuang::window::StartOptions;
use danhuang::window::headless::Headless;

use crate::{input, text};

/// The first argument of the process that opens.
pub(crate) const CHILD: &str = "open-one-text";
const MEGABYTE: usize = 1_000_000;
/// How often each text is opened; the median counts.
const TIMES: usize = 5;
const LONGEST_WAIT: Duration = Duration::from_mins(1);
const FRAME: Duration = Duration::from_millis(16);
/// How long the program is left alone before its rest is looked at, and how long that is.
const SETTLE: Duration = Duration::from_millis(1_500);
const REST: Duration = Duration::from_secs(3);

/// Opens `file` and says how it went, a line each.
pub(crate) fn open(file: &str, library: &str) {
    let started = Instant::now();
    let files = if file.is_empty() { Vec::new() } else { vec![file.into()] };
    let options = StartOptions { files, library: Some(library.into()), ..StartOptions::default() };
    let mut program = Headless::start(options).unwrap();
    draw_until(&mut program, started, |program| {
        let state = program.state();
        (is_shown(state) || file.is_empty()) && !state.visible.is_empty()
    });
    say("page", &[cpu_millis()]);
    draw_until(&mut program, started, Headless::is_counted);
    say("counted", &[cpu_millis()]);
    // What is remembered is written, and the last frames are drawn.
    let settled = Instant::now();
    while settled.elapsed() < SETTLE {
        if program.wait(Duration::from_millis(100)) {
            draw(&mut program, started);
        }
    }
    say("memory", &[memory("VmRSS"), memory("VmHWM")]);
    let (rested, before, mut n_wakes) = (Instant::now(), cpu_millis(), 0);
    while rested.elapsed() < REST {
        n_wakes += u64::from(program.wait(Duration::from_millis(100)));
    }
    say("rest", &[n_wakes, cpu_millis() - before]);
}

fn is_shown(state: &State) -> bool {
    let origin = state.open.as_ref().map(|open| &open.origin);
    matches!(origin, Some(Origin::File(_)))
}

fn draw_until(program: &mut Headless, started: Instant, is_done: impl Fn(&Headless) -> bool) {
    while !is_done(program) {
        assert!(started.elapsed() < LONGEST_WAIT, "nothing is shown");
        let drawn = Instant::now();
        draw(program, started);
        if !is_done(program) {
            // A display shows sixty frames a second.
            std::thread::sleep(FRAME.saturating_sub(drawn.elapsed()));
            program.wait(Duration::from_millis(200));
        }
    }
}

fn draw(program: &mut Headless, started: Instant) {
    let mut output = program.draw(input(started.elapsed().as_secs_f64(), 1280.0));
    output.textures_delta.clear();
    drop(program.context().tessellate(output.shapes, output.pixels_per_point));
}

fn say(what: &str, numbers: &[u64]) {
    let numbers: Vec<String> = numbers.iter().map(u64::to_string).collect();
    println!("{what} {}", numbers.join(" "));
    std::io::stdout().flush().unwrap();
}

/// Milliseconds of processor time that this process has taken.
fn cpu_millis() -> u64 {
    let stat = fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let rest = stat.rsplit(')').next().unwrap_or_default();
    let ticks = rest.split_whitespace().skip(11).take(2);
    // A hundred ticks a second on every Linux that a person meets.
    ticks.map(|ticks| ticks.parse::<u64>().unwrap_or_default() * 10).sum()
}

/// Kilobytes of memory of this process, by the name that the system has for it.
fn memory(name: &str) -> u64 {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(':'));
    line.and_then(|line| line.split_whitespace().next()?.parse().ok()).unwrap_or_default()
}

/// What one opening took.
#[derive(Clone, Copy, Debug, Default)]
struct Opening {
    page_millis: u64,
    page_cpu: u64,
    counted_millis: u64,
    resident: u64,
    peak: u64,
    n_wakes: u64,
    rest_cpu: u64,
}

pub(crate) fn print_tables() {
    let folder = std::env::temp_dir().join(format!("danhuang-opening-{}", std::process::id()));
    fs::create_dir_all(&folder).unwrap();
    let empty = measure("", &folder);
    println!(
        "\nOpening, process start included; the median of {TIMES}. Memory above the empty window's."
    );
    println!(
        "| text | first page ms | its cpu ms | exact bar ms | memory MB | times the text | at most | \
         wakes at rest | cpu ms at rest |"
    );
    println!("|---|---|---|---|---|---|---|---|---|");
    row("empty window", 0, &empty, &Opening::default());
    for (name, make) in [("clean", text::clean as fn(usize) -> String), ("noisy", text::noisy)] {
        for megabytes in [1, 10, 50] {
            let file = folder.join(format!("{name}{megabytes}.txt"));
            fs::write(&file, make(megabytes * MEGABYTE)).unwrap();
            let opening = measure(file.to_str().unwrap(), &folder);
            row(&format!("{name} {megabytes} MB"), megabytes, &opening, &empty);
        }
    }
    fs::remove_dir_all(&folder).unwrap();
}

fn row(name: &str, megabytes: usize, opening: &Opening, empty: &Opening) {
    let above = |kilobytes: u64, empty: u64| (kilobytes as f64 - empty as f64) / 1024.0;
    let resident = above(opening.resident, empty.resident);
    let size = (megabytes * MEGABYTE) as f64 / 1_048_576.0;
    let times = |held: f64| if megabytes == 0 { 0.0 } else { held / size };
    println!(
        "| {name} | {} | {} | {} | {resident:.0} | {:.1} | {:.1} | {} | {} |",
        opening.page_millis,
        opening.page_cpu,
        opening.counted_millis,
        times(resident),
        times(above(opening.peak, empty.resident)),
        opening.n_wakes,
        opening.rest_cpu,
    );
}

fn measure(file: &str, folder: &std::path::Path) -> Opening {
    let mut openings: Vec<Opening> = (0..TIMES).map(|_| opened(file, folder)).collect();
    openings.sort_by_key(|opening| opening.page_millis);
    openings[TIMES / 2]
}

fn opened(file: &str, folder: &std::path::Path) -> Opening {
    let library = folder.join("library");
    drop(fs::remove_dir_all(&library));
    let started = Instant::now();
    let mut child = Command::new(std::env::current_exe().unwrap())
        .args([CHILD.as_ref(), file.as_ref(), library.as_os_str()])
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut opening = Opening::default();
    for line in BufReader::new(child.stdout.take().unwrap()).lines() {
        let line = line.unwrap();
        let (what, numbers) = line.split_once(' ').unwrap();
        let numbers: Vec<u64> = numbers.split(' ').map(|number| number.parse().unwrap()).collect();
        let millis = started.elapsed().as_millis() as u64;
        match what {
            "page" => (opening.page_millis, opening.page_cpu) = (millis, numbers[0]),
            "counted" => opening.counted_millis = millis,
            "memory" => (opening.resident, opening.peak) = (numbers[0], numbers[1]),
            _ => (opening.n_wakes, opening.rest_cpu) = (numbers[0], numbers[1]),
        }
    }
    assert!(child.wait().unwrap().success());
    opening
}
