//! What a target begins with: the documents of the tests, written beside the builds when the target starts.

use std::fs;
use std::path::{Path, PathBuf};

use crate::packed;

/// Longer files are left out, in bytes: libFuzzer does much with a short input in the time of a long one.
const MOST_BYTES: usize = 100_000;

/// Writes all test documents with these endings into the folder of seeds that has this name.
pub fn write(folder: &str, endings: &[&str]) {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let into = root.join("target/fuzz/seeds").join(folder);
    fs::create_dir_all(&into).expect("the folder of builds can be written");
    let mut files = Vec::new();
    gather(&root.join("tests/data"), endings, &mut files);
    for file in files {
        let Ok(bytes) = fs::read(&file) else { continue };
        let is_unpacked = !matches!(folder, "archive" | "pdf");
        let bytes = packed::written(&bytes).filter(|_| is_unpacked).unwrap_or(bytes);
        if let Some(name) = file.file_name().filter(|_| bytes.len() <= MOST_BYTES) {
            fs::write(into.join(name), bytes).expect("the folder of builds can be written");
        }
    }
}

fn gather(folder: &Path, endings: &[&str], files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() {
            gather(&path, endings, files);
        } else if path.extension().is_some_and(|ending| endings.iter().any(|one| ending == *one)) {
            files.push(path);
        }
    }
}
