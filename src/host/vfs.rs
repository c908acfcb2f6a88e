//! The operations on files that keeping notes needs, so that a test may put a failing disk or a power cut
//! beneath the library. What they are used for is not known here.

use std::any::Any;
use std::ffi::OsString;
use std::fmt;
use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, Write};
use std::path::Path;
use std::thread;
use std::time::{Duration, UNIX_EPOCH};

/// What a system says of a file without reading it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Stat {
    /// Whether it is a folder.
    pub is_folder: bool,
    /// Its length, in bytes.
    pub n_bytes: u64,
    /// When it was written last, in nanoseconds since 1970; 0 where that is not known.
    pub modified_nanos: u128,
    /// Its number on its disk; 0 where there is none. A replaced file has another.
    pub number: u64,
}

/// A lock that is let go when it is dropped.
pub type Lock = Box<dyn Any + Send>;

/// A file that is being written.
pub trait VfsFile {
    /// Writes all of `bytes` behind what was written.
    fn write(&mut self, bytes: &[u8]) -> io::Result<()>;
    /// Waits until what was written survives a power cut; its entry in the folder may not.
    fn sync(&mut self) -> io::Result<()>;
}

/// A file system.
pub trait Vfs: fmt::Debug + Send + Sync {
    /// All bytes of a file.
    fn read(&self, path: &Path) -> io::Result<Vec<u8>>;
    /// What is there.
    fn stat(&self, path: &Path) -> io::Result<Stat>;
    /// The names in a folder.
    fn list(&self, folder: &Path) -> io::Result<Vec<OsString>>;
    /// Makes a file that was not there, for the person alone.
    fn create(&self, path: &Path) -> io::Result<Box<dyn VfsFile>>;
    /// Opens a file to write behind its end; makes it, for the person alone, if it is not there.
    fn append(&self, path: &Path) -> io::Result<Box<dyn VfsFile>>;
    /// Gives a file a second name that was not there. Not every disk can.
    fn link(&self, from: &Path, to: &Path) -> io::Result<()>;
    /// Gives a file another name; what had that name is gone.
    fn rename(&self, from: &Path, to: &Path) -> io::Result<()>;
    /// Removes a file.
    fn remove(&self, path: &Path) -> io::Result<()>;
    /// Makes one folder, for the person alone.
    fn make_folder(&self, folder: &Path) -> io::Result<()>;
    /// Waits until names made, given and removed in a folder survive a power cut.
    fn sync_folder(&self, folder: &Path) -> io::Result<()>;
    /// Takes a lock, or says at once that another has it.
    fn try_lock(&self, path: &Path) -> Result<Lock, TryLockError>;
}

/// The system's own files.
#[derive(Clone, Copy, Debug, Default)]
pub struct RealDisk;

impl VfsFile for File {
    fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.write_all(bytes)
    }

    fn sync(&mut self) -> io::Result<()> {
        self.sync_all()
    }
}

/// A file that is written from its beginning.
struct NewFile {
    file: File,
    n_bytes: u64,
    /// How many of them the disk has begun with.
    n_begun: u64,
}

/// Of how many bytes the disk is told to begin with them.
const BEGIN: usize = 4 << 20;

impl VfsFile for NewFile {
    /// The disk begins with what there is of a long file while the rest is still being written, so that
    /// there is less to wait for at the end.
    fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        for part in bytes.chunks(BEGIN) {
            self.file.write_all(part)?;
            self.n_bytes += part.len() as u64;
            if self.n_bytes - self.n_begun >= BEGIN as u64 {
                begin(&self.file, self.n_begun, self.n_bytes);
                self.n_begun = self.n_bytes;
            }
        }
        Ok(())
    }

    fn sync(&mut self) -> io::Result<()> {
        self.file.sync_all()
    }
}

/// Has the disk begin with a stretch of a file.
///
/// "Not needed" is what Linux calls it: it begins to write what is not written, and forgets only what is.
#[cfg(target_os = "linux")]
fn begin(file: &File, start: u64, end: u64) {
    use rustix::fs::{Advice, fadvise};
    let length = std::num::NonZeroU64::new(end - start);
    // What it does not begin with now is waited for at the end.
    fadvise(file, start, length, Advice::DontNeed).unwrap_or_default();
}

#[cfg(not(target_os = "linux"))]
const fn begin(_file: &File, _start: u64, _end: u64) {}

impl Vfs for RealDisk {
    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        fs::read(path)
    }

    fn stat(&self, path: &Path) -> io::Result<Stat> {
        let metadata = fs::metadata(path)?;
        let modified =
            metadata.modified().ok().and_then(|time| time.duration_since(UNIX_EPOCH).ok());
        Ok(Stat {
            is_folder: metadata.is_dir(),
            n_bytes: metadata.len(),
            modified_nanos: modified.map_or(0, |time| time.as_nanos()),
            number: file_number(&metadata),
        })
    }

    fn list(&self, folder: &Path) -> io::Result<Vec<OsString>> {
        fs::read_dir(folder)?.map(|entry| entry.map(|entry| entry.file_name())).collect()
    }

    fn create(&self, path: &Path) -> io::Result<Box<dyn VfsFile>> {
        let file = private(OpenOptions::new().write(true).create_new(true)).open(path)?;
        Ok(Box::new(NewFile { file, n_bytes: 0, n_begun: 0 }))
    }

    fn append(&self, path: &Path) -> io::Result<Box<dyn VfsFile>> {
        Ok(Box::new(private(OpenOptions::new().append(true).create(true)).open(path)?))
    }

    fn link(&self, from: &Path, to: &Path) -> io::Result<()> {
        fs::hard_link(from, to)
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        let rename = || fs::rename(from, to);
        if cfg!(windows) { patiently(rename, thread::sleep) } else { rename() }
    }

    fn remove(&self, path: &Path) -> io::Result<()> {
        fs::remove_file(path)
    }

    fn make_folder(&self, folder: &Path) -> io::Result<()> {
        #[cfg_attr(not(unix), expect(unused_mut, reason = "only Unix has a mode"))]
        let mut builder = fs::DirBuilder::new();
        #[cfg(unix)]
        {
            use std::os::unix::fs::DirBuilderExt;
            builder.mode(0o700);
        }
        builder.create(folder)
    }

    /// Systems that cannot open a folder need no such waiting.
    fn sync_folder(&self, folder: &Path) -> io::Result<()> {
        if cfg!(unix) { File::open(folder)?.sync_all() } else { Ok(()) }
    }

    fn try_lock(&self, path: &Path) -> Result<Lock, TryLockError> {
        let opened = File::options().create(true).append(true).open(path);
        let file = opened.map_err(TryLockError::Error)?;
        file.try_lock()?;
        Ok(Box::new(file))
    }
}

/// How often a file is tried that another program has open, and how long it is waited between.
const TRIES: u32 = 10;
const BETWEEN_TRIES: Duration = Duration::from_millis(200);

/// Does what Windows refuses while another program has the file open, again and again for two seconds: what looks for
/// viruses or copies into a cloud lets go of it soon.
fn patiently(
    mut action: impl FnMut() -> io::Result<()>,
    mut wait: impl FnMut(Duration),
) -> io::Result<()> {
    /// Access denied, sharing violation, lock violation.
    const HELD: [i32; 3] = [5, 32, 33];

    let is_held = |error: &io::Error| error.raw_os_error().is_some_and(|code| HELD.contains(&code));
    for _ in 1..TRIES {
        match action() {
            Err(error) if is_held(&error) => wait(BETWEEN_TRIES),
            answer => return answer,
        }
    }
    action()
}

/// A file that is made is for the person alone.
#[cfg(unix)]
fn private(options: &mut OpenOptions) -> &mut OpenOptions {
    std::os::unix::fs::OpenOptionsExt::mode(options, 0o600)
}

#[cfg(not(unix))]
fn private(options: &mut OpenOptions) -> &mut OpenOptions {
    options
}

#[cfg(unix)]
fn file_number(metadata: &fs::Metadata) -> u64 {
    std::os::unix::fs::MetadataExt::ino(metadata)
}

#[cfg(not(unix))]
const fn file_number(_metadata: &fs::Metadata) -> u64 {
    0
}

#[cfg(test)]
mod tests {
    use std::io;

    use super::{TRIES, patiently};

    /// How often it was tried and waited for, and the answer, where the first tries fail so.
    fn tried(n_failing: u32, code: i32) -> (u32, u32, Option<i32>) {
        let (mut n_tries, mut n_waits) = (0, 0);
        let action = || {
            n_tries += 1;
            if n_tries <= n_failing { Err(io::Error::from_raw_os_error(code)) } else { Ok(()) }
        };
        let answer = patiently(action, |_| n_waits += 1);
        (n_tries, n_waits, answer.err().and_then(|error| error.raw_os_error()))
    }

    #[test]
    fn a_file_that_another_program_has_open_is_waited_for() {
        assert_eq!(tried(3, 32), (4, 3, None));
        assert_eq!(tried(u32::MAX, 5), (TRIES, TRIES - 1, Some(5)));
        // A disk that is full does not get emptier by waiting.
        assert_eq!(tried(3, 112), (1, 0, Some(112)));
    }
}
