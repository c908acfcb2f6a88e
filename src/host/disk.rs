//! Files replaced as a whole: after a crash there is the old one or the new one, never half of one.

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};

use crate::host::vfs::{RealDisk, Vfs, VfsFile};

/// From how many bytes on a part is written by itself; shorter ones are gathered.
const LONG: usize = 256 * 1024;

/// Puts `bytes` in the place of `path`: a temporary file in the same folder, synced, renamed, and
/// the folder synced. Leaving out any of these loses files in a power cut.
pub fn atomic_replace(vfs: &dyn Vfs, path: &Path, bytes: &[u8]) -> io::Result<()> {
    replaced(vfs, path, |file| file.write(bytes))
}

/// The same with a text in parts: the long ones are written from where they are.
pub fn atomic_replace_by_parts(
    vfs: &dyn Vfs,
    path: &Path,
    parts: &[impl AsRef<str>],
) -> io::Result<()> {
    replaced(vfs, path, |file| {
        let mut short = Vec::new();
        for part in parts.iter().map(|part| part.as_ref().as_bytes()) {
            if part.len() < LONG {
                short.extend_from_slice(part);
            }
            if !short.is_empty() && (short.len() >= LONG || part.len() >= LONG) {
                file.write(&short)?;
                short.clear();
            }
            if part.len() >= LONG {
                file.write(part)?;
            }
        }
        if short.is_empty() { Ok(()) } else { file.write(&short) }
    })
}

fn replaced(
    vfs: &dyn Vfs,
    path: &Path,
    write: impl FnOnce(&mut dyn VfsFile) -> io::Result<()>,
) -> io::Result<()> {
    let folder = folder_of(path);
    let temporary = temporary_beside(path);
    let made = vfs.create(&temporary).and_then(|mut file| {
        write(file.as_mut())?;
        file.sync()
    });
    let written = made.and_then(|()| vfs.rename(&temporary, path));
    if let Err(error) = written {
        // What is left of the temporary file would only confuse; the old file is untouched.
        drop(vfs.remove(&temporary));
        return Err(error);
    }
    vfs.sync_folder(folder)
}

/// Writes a document of the person's as a whole or not at all. One that is there is replaced where a link
/// leads to, and whoever could read it still can; a new one is for whom the system says.
pub fn write_document(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let is_new = match File::create_new(path) {
        Ok(_) => true,
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => false,
        Err(error) => return Err(error),
    };
    let written = replace_keeping_permissions(&fs::canonicalize(path)?, bytes);
    if is_new && written.is_err() {
        drop(fs::remove_file(path));
    }
    written
}

fn replace_keeping_permissions(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let permissions = fs::metadata(path)?.permissions();
    atomic_replace(&RealDisk, path, bytes)?;
    fs::set_permissions(path, permissions)
}

/// Removes temporary files that a killed process left in `folder`; only for one who holds the
/// lock under which they are made.
pub fn remove_leftovers(vfs: &dyn Vfs, folder: &Path) {
    for name in vfs.list(folder).unwrap_or_default() {
        let shown = name.to_string_lossy();
        if shown.starts_with('.') && shown.ends_with(".tmp") {
            drop(vfs.remove(&folder.join(&name)));
        }
    }
}

/// Makes a folder and those above it; when this returns, all of them survive a power cut.
///
/// One that is there may have been made by a program that was cut off before it could wait for that, so
/// its place in the folder above is synced too.
pub fn make_folder(vfs: &dyn Vfs, folder: &Path) -> io::Result<()> {
    let parent = folder_of(folder);
    match vfs.stat(folder) {
        Ok(stat) if stat.is_folder => {
            // Of a folder above that may not be read this cannot be asked; the system made it durable long ago.
            return vfs.sync_folder(parent).or_else(|error| match error.kind() {
                io::ErrorKind::PermissionDenied => Ok(()),
                _ => Err(error),
            });
        }
        Ok(_) => return Err(io::ErrorKind::NotADirectory.into()),
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
        Err(_) => {}
    }
    make_folder(vfs, parent)?;
    match vfs.make_folder(folder) {
        // Another program was quicker.
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
        made => made?,
    }
    vfs.sync_folder(parent)
}

fn folder_of(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// A name of its own in the folder of `path`.
fn temporary_beside(path: &Path) -> PathBuf {
    static COUNT: AtomicU64 = AtomicU64::new(0);
    let number = COUNT.fetch_add(1, Ordering::Relaxed);
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    folder_of(path).join(format!(".{name}.{}.{number}.tmp", std::process::id()))
}
