//! One window a library: a second start hands its files to the window that is there.
//!
//! The first holds a lock as long as it lives, so that what a killed one left behind misleads nobody. Where the
//! system has no place for a person's sockets, every start has a window of its own.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::Stdio;

/// Who the start is.
#[derive(Debug)]
pub enum Claim {
    /// The first, which may listen for others.
    First(Listening),
    /// Another window has the files now.
    Elsewhere,
}

/// The first window's ear.
#[derive(Debug, Default)]
pub struct Listening {
    #[cfg(unix)]
    ear: Option<unix::Ear>,
}

impl Listening {
    /// Hands the files of later starts to `forward`, from a thread of its own, as long as the program lives.
    pub fn listen(self, forward: impl Fn(Vec<PathBuf>) + Send + 'static) {
        #[cfg(unix)]
        if let Some(ear) = self.ear {
            ear.listen(forward);
        }
        #[cfg(not(unix))]
        drop(forward);
    }
}

/// Asks whether a window of the library in `library` is there, and hands it `files` if so.
pub fn claim(library: &Path, files: &[PathBuf]) -> Claim {
    let runtime = std::env::var_os("XDG_RUNTIME_DIR").filter(|folder| !folder.is_empty());
    match runtime {
        Some(folder) => claim_in(Path::new(&folder), library, files),
        None => Claim::First(Listening::default()),
    }
}

/// Starts the program once more, with the library in `folder` if one is named.
pub fn start_another(folder: Option<&Path>) -> std::io::Result<()> {
    let mut command = std::process::Command::new(std::env::current_exe()?);
    command.args(
        folder.map(|folder| [OsStr::new("--library"), folder.as_os_str()]).into_iter().flatten(),
    );
    command.stdin(Stdio::null()).spawn().map(drop)
}

/// The same with the folder in which sockets are kept.
#[cfg(unix)]
pub fn claim_in(folder: &Path, library: &Path, files: &[PathBuf]) -> Claim {
    unix::claim(folder, library, files)
}

/// The same with the folder in which sockets are kept; here there are none.
#[cfg(not(unix))]
pub fn claim_in(_folder: &Path, _library: &Path, _files: &[PathBuf]) -> Claim {
    Claim::First(Listening::default())
}

#[cfg(unix)]
mod unix {
    use std::ffi::OsStr;
    use std::fs::File;
    use std::io::{Read, Write};
    use std::os::unix::ffi::OsStrExt;
    use std::os::unix::net::{UnixListener, UnixStream};
    use std::path::{Path, PathBuf};
    use std::time::{Duration, Instant};

    use super::{Claim, Listening};
    use crate::host::jobs;

    /// How long one start waits for the other.
    const PATIENCE: Duration = Duration::from_secs(2);
    /// Between two tries to reach it, while it is still starting.
    const PAUSE: Duration = Duration::from_millis(50);
    /// Most bytes of a message: some thousand paths.
    const MOST_BYTES: u64 = 1 << 20;
    /// What is said when the files have come.
    const TAKEN: &[u8] = b"taken";

    /// A socket to listen on, and the lock that says who may.
    #[derive(Debug)]
    pub(super) struct Ear {
        listener: UnixListener,
        lock: File,
    }

    pub(super) fn claim(folder: &Path, library: &Path, files: &[PathBuf]) -> Claim {
        let library = std::path::absolute(library).unwrap_or_else(|_| library.to_path_buf());
        let hash = blake3::hash(library.as_os_str().as_bytes()).to_hex();
        let name = format!("danhuang-{}", hash.get(..16).unwrap_or_default());
        let socket = folder.join(format!("{name}.socket"));
        let alone = Claim::First(Listening::default());
        let lock =
            File::options().create(true).append(true).open(folder.join(format!("{name}.lock")));
        let Ok(lock) = lock else { return alone };
        if lock.try_lock().is_err() {
            return if hand_over(&socket, files) { Claim::Elsewhere } else { alone };
        }
        // What is there was left by one that is gone.
        drop(std::fs::remove_file(&socket));
        let listener = UnixListener::bind(&socket).ok();
        Claim::First(Listening { ear: listener.map(|listener| Ear { listener, lock }) })
    }

    /// Hands files to the window that is there; whether it took them.
    fn hand_over(socket: &Path, files: &[PathBuf]) -> bool {
        let until = Instant::now() + PATIENCE;
        while Instant::now() < until {
            if let Ok(stream) = UnixStream::connect(socket) {
                return say(stream, files).unwrap_or_default();
            }
            std::thread::sleep(PAUSE);
        }
        false
    }

    fn say(mut stream: UnixStream, files: &[PathBuf]) -> std::io::Result<bool> {
        stream.set_read_timeout(Some(PATIENCE))?;
        stream.set_write_timeout(Some(PATIENCE))?;
        for file in files {
            // The other works in another folder; an address means the same from every one.
            let is_address = crate::app::passage_link::is_address(file);
            let whole = || std::path::absolute(file).unwrap_or_else(|_| file.clone());
            let file = if is_address { file.clone() } else { whole() };
            stream.write_all(file.as_os_str().as_bytes())?;
            stream.write_all(b"\0")?;
        }
        stream.shutdown(std::net::Shutdown::Write)?;
        let mut answer = Vec::new();
        stream.take(TAKEN.len() as u64).read_to_end(&mut answer)?;
        Ok(answer == TAKEN)
    }

    impl Ear {
        pub(super) fn listen(self, forward: impl Fn(Vec<PathBuf>) + Send + 'static) {
            let hear = move || {
                let Self { listener, lock: _lock } = self;
                for stream in listener.incoming() {
                    // One that says nothing sensible is no start of this program.
                    if let Some(files) = stream.ok().and_then(|stream| heard(&stream).ok()) {
                        forward(files);
                    }
                }
            };
            // Without the thread later starts wait a little and then have windows of their own.
            drop(jobs::spawn("instance", hear, drop));
        }
    }

    fn heard(mut stream: &UnixStream) -> std::io::Result<Vec<PathBuf>> {
        stream.set_read_timeout(Some(PATIENCE))?;
        stream.set_write_timeout(Some(PATIENCE))?;
        let mut bytes = Vec::new();
        stream.take(MOST_BYTES).read_to_end(&mut bytes)?;
        stream.write_all(TAKEN)?;
        let paths = bytes.split(|byte| *byte == 0).filter(|path| !path.is_empty());
        Ok(paths.map(|path| PathBuf::from(OsStr::from_bytes(path))).collect())
    }
}
