//! Whether a file still holds the bytes that were read from it: looked at only where its length, time or number
//! changed.

use std::fs;
use std::path::Path;

use crate::host::vfs::{RealDisk, Stat, Vfs};

/// How a file was at the last look.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Look {
    stat: Option<Stat>,
    is_other: bool,
}

impl Look {
    /// Whether the file at `path` holds other bytes than those with this hash, if that changed since the last
    /// look. A file that is gone or cannot be read says nothing: it may be about to be replaced.
    pub fn again(&mut self, path: &Path, content: &str) -> Option<bool> {
        let stat = Some(RealDisk.stat(path).ok()?);
        if self.stat == stat {
            return None;
        }
        let bytes = fs::read(path).ok()?;
        let is_other = blake3::hash(&bytes).to_hex().as_str() != content;
        let was_known = self.stat.is_some() || is_other;
        let is_news = was_known && (is_other || self.is_other);
        *self = Self { stat, is_other };
        is_news.then_some(is_other)
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::Look;

    #[test]
    fn a_file_that_was_written_is_other_until_it_is_as_it_was() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("a.txt");
        let content = blake3::hash("一".as_bytes()).to_hex();
        let mut look = Look::default();
        assert_eq!(look.again(&path, &content), None, "it is not there yet");
        fs::write(&path, "一").expect("written");
        assert_eq!(look.again(&path, &content), None);
        fs::write(&path, "一二").expect("written");
        assert_eq!(look.again(&path, &content), Some(true));
        assert_eq!(look.again(&path, &content), None, "that is known");
        fs::remove_file(&path).expect("removed");
        assert_eq!(look.again(&path, &content), None);
        fs::write(&path, "一").expect("written");
        assert_eq!(look.again(&path, &content), Some(false));
    }
}
