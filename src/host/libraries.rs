//! The libraries that a window needs at run time, which a bare system may lack.

use std::path::{Path, PathBuf};

/// A library's file and the Debian package that has it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Needed {
    /// The file, as the loader seeks it.
    pub file: &'static str,
    /// Debian's package.
    pub package: &'static str,
}

const fn needed(file: &'static str, package: &'static str) -> Needed {
    Needed { file, package }
}

const X11: &[Needed] = &[
    needed("libX11.so.6", "libx11-6"),
    needed("libX11-xcb.so.1", "libx11-xcb1"),
    needed("libXcursor.so.1", "libxcursor1"),
    needed("libXi.so.6", "libxi6"),
    needed("libxkbcommon.so.0", "libxkbcommon0"),
    needed("libxkbcommon-x11.so.0", "libxkbcommon-x11-0"),
    needed("libEGL.so.1", "libegl1"),
];
const WAYLAND: &[Needed] = &[
    needed("libwayland-client.so.0", "libwayland-client0"),
    needed("libwayland-egl.so.1", "libwayland-egl1"),
    needed("libxkbcommon.so.0", "libxkbcommon0"),
    needed("libEGL.so.1", "libegl1"),
];

/// What a window on this display needs and is nowhere to be found. Only for a window that failed to open:
/// a system may keep its libraries elsewhere.
pub fn missing() -> Vec<Needed> {
    let is_wayland = std::env::var_os("WAYLAND_DISPLAY").is_some_and(|value| !value.is_empty());
    missing_in(if is_wayland { WAYLAND } else { X11 }, &folders())
}

fn missing_in(needed: &[Needed], folders: &[PathBuf]) -> Vec<Needed> {
    let is_there = |file: &str| folders.iter().any(|folder| folder.join(file).is_file());
    needed.iter().copied().filter(|needed| !is_there(needed.file)).collect()
}

/// Where libraries are kept: what the person says, then the usual folders and those of each architecture.
fn folders() -> Vec<PathBuf> {
    let named = std::env::var_os("LD_LIBRARY_PATH").unwrap_or_default();
    let usual = ["/lib", "/lib64", "/usr/lib", "/usr/lib64", "/usr/local/lib"].map(PathBuf::from);
    let below = ["/lib", "/usr/lib"].into_iter().flat_map(|folder| subfolders(Path::new(folder)));
    std::env::split_paths(&named).chain(usual).chain(below).collect()
}

fn subfolders(folder: &Path) -> impl Iterator<Item = PathBuf> {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let is_architecture =
        |path: &PathBuf| path.to_string_lossy().contains("-linux-") && path.is_dir();
    entries.map(|entry| entry.path()).filter(is_architecture)
}

#[cfg(test)]
mod tests {
    use super::{X11, missing_in};

    #[test]
    fn what_is_nowhere_is_named() {
        let folder = tempfile::tempdir().unwrap();
        for needed in X11.iter().filter(|needed| needed.package != "libxi6") {
            std::fs::write(folder.path().join(needed.file), "").unwrap();
        }
        let missing = missing_in(X11, &["/nowhere".into(), folder.path().into()]);
        assert_eq!(missing.iter().map(|needed| needed.file).collect::<Vec<_>>(), ["libXi.so.6"]);
    }
}
