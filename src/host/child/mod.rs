//! Parsing in a process of its own: whatever a file does to a parser, the program lives and says so.
//!
//! The process is this program again. It reads a request from its standard input, binds itself to the limits
//! of `import::limits`, and writes its answer to standard output; it opens no file and no connection.

mod wire;

use std::borrow::Cow;
use std::ffi::OsString;
use std::io::{self, Read, Write};
use std::path::Path;
use std::process::{Child, Command, ExitCode, Stdio};
use std::sync::mpsc;
use std::time::Duration;

use crate::host::jobs;
use crate::host::workers::Cores;
use crate::import::limits::{CHILD_ANSWER_BYTES, child_seconds};
use crate::import::{self, Fault, ImportError, Imported, Pictures, Warning};

/// The argument that makes the program such a process.
const ARGUMENT: &str = "parse-one-file-for-the-parent";

/// Waits this much longer than the processor time that parsing may take.
const WALL_AFTER: Duration = Duration::from_secs(1);

/// What the process is told beside the request, so that it opens no file behind the limits. Of a single heap of the C
/// library of Linux its threads would wait for each other; but if that may count the cores for their number, or give
/// memory back, it looks into files of the system. Who dies names no places in the program, for which that is read.
const ENVIRONMENT: [(&str, &str); 4] = [
    ("MALLOC_ARENA_MAX", "4"),
    ("MALLOC_TRIM_THRESHOLD_", "1073741824"),
    ("MALLOC_MMAP_THRESHOLD_", "16777216"),
    ("RUST_BACKTRACE", "0"),
];

/// Reads a file's bytes, in a process of their own where the format has a parser.
pub fn import<'a>(
    name: &str,
    bytes: impl Into<Cow<'a, [u8]>>,
    encoding: Option<&str>,
) -> Result<Imported, ImportError> {
    let bytes = bytes.into();
    if !import::is_parsed(name, &bytes) {
        return import::import_by(name, bytes, encoding, Pictures::Harmless, &Cores::all());
    }
    // The file of the running program, even if it was replaced meanwhile.
    if cfg!(target_os = "linux") {
        return import_with(Path::new("/proc/self/exe"), name, &bytes, encoding);
    }
    let program = std::env::current_exe().map_err(|_| ImportError::Faulty(Fault::NotStarted))?;
    import_with(&program, name, &bytes, encoding)
}

/// The same, with the program that is started.
pub fn import_with(
    program: &Path,
    name: &str,
    bytes: &[u8],
    encoding: Option<&str>,
) -> Result<Imported, ImportError> {
    let seconds = child_seconds(bytes.len() as u64);
    import_within(program, name, bytes, encoding, Duration::from_secs(seconds) + WALL_AFTER)
}

/// The same, waited for so long by the clock on the wall. However long that is, the process itself has no more
/// processor time than the limits give it: on a machine that is busy with other things that alone says whether a file
/// hurts.
pub fn import_within(
    program: &Path,
    name: &str,
    bytes: &[u8],
    encoding: Option<&str>,
    wall: Duration,
) -> Result<Imported, ImportError> {
    let ask = |pictures: Pictures, wall: Duration| {
        let line = wire::Request {
            name: name.to_owned(),
            encoding: encoding.map(str::to_owned),
            takes_all: pictures == Pictures::All,
        };
        answered(program, wire::request(&line, bytes), wall).map(|mut imported| {
            imported.is_chosen = encoding.is_some();
            imported
        })
    };
    if !import::may_hurt(bytes) {
        return ask(Pictures::Harmless, wall);
    }
    // They have less processor time than a document, so that there is some for the text, which no picture costs.
    match ask(Pictures::All, wall) {
        Err(ImportError::Faulty(Fault::Died | Fault::Slow)) => {
            ask(Pictures::Harmless, wall / 2).map(without_some)
        }
        answer => answer,
    }
}

/// What was read without some of its pictures, which is said.
fn without_some(mut imported: Imported) -> Imported {
    let left_out = Warning::Partly(Fault::PicturesLeftOut);
    if !imported.warnings.contains(&left_out) {
        imported.warnings.push(left_out);
    }
    imported
}

/// What a process of its own answers to a request within a time.
fn answered(program: &Path, request: Vec<u8>, wall: Duration) -> Result<Imported, ImportError> {
    let not_started = |_| ImportError::Faulty(Fault::NotStarted);
    let mut child = Command::new(program)
        .arg(ARGUMENT)
        .envs(ENVIRONMENT)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .map_err(not_started)?;
    let answer = exchanged(&mut child, request, wall);
    // A process that ended is killed to no effect; none is left behind.
    drop(child.kill());
    let is_over_time = child.wait().is_ok_and(is_out_of_time);
    let answer = answer.map_err(not_started)?;
    match answer.as_deref().map(wire::read_answer) {
        Some(Some(answer)) => answer,
        Some(None) if !is_over_time => Err(ImportError::Faulty(Fault::Died)),
        _ => Err(ImportError::Faulty(Fault::Slow)),
    }
}

/// Sends the request and waits for the answer; nothing if it takes too long.
fn exchanged(child: &mut Child, request: Vec<u8>, wall: Duration) -> io::Result<Option<Vec<u8>>> {
    let pipes = child.stdin.take().zip(child.stdout.take());
    let (mut stdin, stdout) = pipes.ok_or(io::ErrorKind::BrokenPipe)?;
    // A child that dies early closes the pipe; its silence is the answer.
    jobs::spawn("parse-send", move || drop(stdin.write_all(&request)), drop)?;
    let (done, waiting) = mpsc::channel();
    let read = move || {
        let mut answer = Vec::new();
        drop(stdout.take(CHILD_ANSWER_BYTES).read_to_end(&mut answer));
        answer
    };
    jobs::spawn("parse-receive", read, move |answer| drop(done.send(answer.unwrap_or_default())))?;
    Ok(waiting.recv_timeout(wall).ok())
}

/// Whether the system ended the process because its time was up.
fn is_out_of_time(status: std::process::ExitStatus) -> bool {
    #[cfg(unix)]
    {
        use std::os::unix::process::ExitStatusExt;
        status.signal() == Some(rustix::process::Signal::XCPU.as_raw())
    }
    #[cfg(not(unix))]
    {
        drop(status);
        false
    }
}

/// Whether the program was started to parse.
pub fn is_asked(arguments: &[OsString]) -> bool {
    arguments.get(1).is_some_and(|argument| argument == ARGUMENT)
}

/// Does one request of standard input.
pub fn answer() -> ExitCode {
    let mut request = Vec::new();
    if io::stdin().lock().read_to_end(&mut request).is_err() {
        return ExitCode::FAILURE;
    }
    let Some((asked, bytes)) = wire::read_request(&request) else {
        return ExitCode::FAILURE;
    };
    // Counted before the limits, for behind them no file is opened.
    let workers = Cores::all();
    let (pictures, seconds) = match child_seconds(bytes.len() as u64) {
        seconds if asked.takes_all => (Pictures::All, seconds * 3 / 4),
        seconds => (Pictures::Harmless, seconds),
    };
    if limited(bytes.len() as u64, seconds).is_err() {
        return ExitCode::FAILURE;
    }
    let encoding = asked.encoding.as_deref();
    let import = || import::import_by(&asked.name, bytes, encoding, pictures, &workers);
    let imported = jobs::guarded(import);
    let imported = imported.unwrap_or(Err(ImportError::Faulty(Fault::Died)));
    match io::stdout().lock().write_all(&wire::answer(&imported)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(_) => ExitCode::FAILURE,
    }
}

/// Binds this process to what parsing a file of so many bytes may need, and to so many seconds of processor time.
#[cfg(unix)]
fn limited(n_bytes: u64, seconds: u64) -> io::Result<()> {
    use rustix::process::{Resource, Rlimit, setrlimit};

    use crate::import::limits::{CHILD_MEMORY_BYTES, CHILD_MEMORY_TIMES, CHILD_OPEN_FILES};

    let limits = [
        (Resource::As, CHILD_MEMORY_BYTES + n_bytes * CHILD_MEMORY_TIMES),
        (Resource::Cpu, seconds),
        (Resource::Fsize, 0),
        (Resource::Nofile, CHILD_OPEN_FILES),
        (Resource::Core, 0),
    ];
    for (resource, most) in limits {
        // The soft limit of time sends the signal by which the parent tells it from other deaths.
        let grace = u64::from(resource == Resource::Cpu);
        setrlimit(resource, Rlimit { current: Some(most), maximum: Some(most + grace) })?;
    }
    #[cfg(target_os = "linux")]
    rustix::thread::set_no_new_privs(true)?;
    Ok(())
}

/// Elsewhere only the time on the wall is bounded, by the parent.
#[cfg(not(unix))]
fn limited(_n_bytes: u64, _seconds: u64) -> io::Result<()> {
    Ok(())
}
