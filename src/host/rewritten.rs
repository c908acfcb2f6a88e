//! Whether a file still holds the bytes that were read from it: looked at only where its length, time or number
//! changed.

use std::fs;
use std::io::{self, ErrorKind};
use std::path::Path;

use crate::app::FileIs;
use crate::host::vfs::{RealDisk, Stat, Vfs};

/// Looks that must fail before it is told: a file that is being replaced is not there for a moment.
const FAILURES: u8 = 2;

/// How a file was at the last look.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Look {
    stat: Option<Stat>,
    /// What the file held when it was last read.
    held: FileIs,
    n_failures: u8,
    told: FileIs,
}

impl Look {
    /// How the file at `path` is beside the bytes with this hash, if that changed since the last look.
    pub fn again(&mut self, path: &Path, content: &str) -> Option<FileIs> {
        let now = match self.read(path, content) {
            Ok(held) => {
                (self.n_failures, self.held) = (0, held);
                held
            }
            Err(why) => {
                self.n_failures = self.n_failures.saturating_add(1);
                match why.kind() {
                    _ if self.n_failures < FAILURES => return None,
                    ErrorKind::NotFound | ErrorKind::NotADirectory => FileIs::Gone,
                    _ => FileIs::Unreadable,
                }
            }
        };
        (std::mem::replace(&mut self.told, now) != now).then_some(now)
    }

    fn read(&mut self, path: &Path, content: &str) -> io::Result<FileIs> {
        let stat = Some(RealDisk.stat(path)?);
        if self.stat == stat {
            return Ok(self.held);
        }
        let is_same = blake3::hash(&fs::read(path)?).to_hex().as_str() == content;
        self.stat = stat;
        Ok(if is_same { FileIs::Same } else { FileIs::Other })
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::Look;
    use crate::app::FileIs;

    #[test]
    fn a_file_that_was_written_is_other_until_it_is_as_it_was() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("a.txt");
        let content = blake3::hash("一".as_bytes()).to_hex();
        let mut look = Look::default();
        fs::write(&path, "一").expect("written");
        assert_eq!(look.again(&path, &content), None);
        fs::write(&path, "一二").expect("written");
        assert_eq!(look.again(&path, &content), Some(FileIs::Other));
        assert_eq!(look.again(&path, &content), None, "that is known");
        fs::remove_file(&path).expect("removed");
        assert_eq!(look.again(&path, &content), None, "it may be about to be replaced");
        fs::write(&path, "一").expect("written");
        assert_eq!(look.again(&path, &content), Some(FileIs::Same));
    }

    #[test]
    fn a_file_that_stays_away_is_gone_until_it_comes_back() {
        let folder = tempfile::tempdir().expect("a folder");
        let [path, elsewhere] = ["a.txt", "b.txt"].map(|name| folder.path().join(name));
        let content = blake3::hash("一".as_bytes()).to_hex();
        let mut look = Look::default();
        fs::write(&path, "一").expect("written");
        assert_eq!(look.again(&path, &content), None);
        fs::rename(&path, &elsewhere).expect("moved");
        let looks = [(); 4].map(|()| look.again(&path, &content));
        assert_eq!(looks, [None, Some(FileIs::Gone), None, None], "told once");
        fs::rename(&elsewhere, &path).expect("moved back");
        assert_eq!(look.again(&path, &content), Some(FileIs::Same));
        fs::remove_file(&path).expect("removed");
        let looks = [(); 2].map(|()| look.again(&path, &content));
        assert_eq!(looks, [None, Some(FileIs::Gone)]);
        fs::write(&path, "别的").expect("written");
        assert_eq!(look.again(&path, &content), Some(FileIs::Other));
        // A folder in its place has a stat, but cannot be read.
        fs::remove_file(&path).expect("removed");
        fs::create_dir(&path).expect("made");
        let looks = [(); 2].map(|()| look.again(&path, &content));
        assert_eq!(looks, [None, Some(FileIs::Unreadable)]);
        // Opened while it was gone already.
        let mut look = Look::default();
        let missing = folder.path().join("c.txt");
        let looks = [(); 3].map(|()| look.again(&missing, &content));
        assert_eq!(looks, [None, Some(FileIs::Gone), None]);
    }
}
