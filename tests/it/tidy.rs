//! The house is tidy: files begin with what they are for, stay small, and nothing foreign is in the tree.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Most lines of a file.
const MOST_LINES: usize = 500;

/// Crates that open connections: the program has none.
const NETWORK: &[&str] = &["reqwest", "ureq", "hyper", "curl", "rustls", "native-tls", "openssl"];

/// Licences that the program may be made of.
const LICENCES: &[&str] = &[
    "MIT",
    "MIT-0",
    "Apache-2.0",
    "Apache-2.0 WITH LLVM-exception",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "ISC",
    "Zlib",
    "MPL-2.0",
    "Unicode-3.0",
    "Unicode-DFS-2016",
    "CC0-1.0",
    "Unlicense",
    "0BSD",
    "BSL-1.0",
    "OFL-1.1",
    "LicenseRef-UFL-1.0",
    "Ubuntu-font-1.0",
];

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn files(folder: &Path, extension: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files(&path, extension));
        } else if path.extension().is_some_and(|other| other == extension) {
            found.push(path);
        }
    }
    found
}

#[test]
fn every_file_says_what_it_is_for_and_stays_small() {
    for file in
        files(&root().join("src"), "rs").into_iter().chain(files(&root().join("tests"), "rs"))
    {
        let text = fs::read_to_string(&file).unwrap();
        let shown = file.strip_prefix(root()).unwrap().display();
        assert!(text.starts_with("//!"), "{shown} does not begin with what it is for");
        assert!(text.lines().count() <= MOST_LINES, "{shown} is longer than {MOST_LINES} lines");
        for (number, line) in text.lines().enumerate() {
            let is_open =
                line.contains(concat!("TO", "DO")) && !line.contains(concat!("TO", "DO(#"));
            assert!(!is_open, "{shown}:{}: a task without its issue", number + 1);
        }
    }
}

#[test]
fn nothing_in_the_tree_opens_connections() {
    let lock = fs::read_to_string(root().join("Cargo.lock")).unwrap();
    let names: BTreeSet<&str> =
        lock.lines().filter_map(|line| line.strip_prefix("name = \"")?.strip_suffix('"')).collect();
    let found: Vec<_> = NETWORK.iter().filter(|name| names.contains(**name)).collect();
    assert!(found.is_empty(), "{found:?}");
}

#[test]
fn every_direct_dependency_has_its_line() {
    let manifest = fs::read_to_string(root().join("Cargo.toml")).unwrap();
    let page = fs::read_to_string(root().join("ARCHITECTURE.md")).unwrap();
    let mut in_dependencies = false;
    for line in manifest.lines() {
        if line.starts_with('[') {
            in_dependencies = line.contains("dependencies");
        } else if let Some((name, _)) = line.split_once(" = ").filter(|_| in_dependencies) {
            assert!(page.contains(&format!("`{name}`")), "{name} has no line in ARCHITECTURE.md");
        }
    }
}

#[test]
fn every_licence_in_the_tree_is_permissive() {
    let output = Command::new(env!("CARGO"))
        .args(["metadata", "--format-version", "1", "--all-features", "--offline", "--locked"])
        .current_dir(root())
        .output()
        .unwrap();
    // A machine that fetched no more than one set of features cannot say; the full set is in CI.
    let Ok(metadata) = serde_json::from_slice::<serde_json::Value>(&output.stdout) else {
        assert!(
            std::env::var_os("DANHUANG_E2E").is_none(),
            "{}",
            String::from_utf8_lossy(&output.stderr)
        );
        return;
    };
    for package in metadata["packages"].as_array().unwrap() {
        let licence = package["license"].as_str().unwrap_or("none");
        let is_fine = |terms: &str| {
            terms.split(" AND ").all(|term| LICENCES.contains(&term.trim_matches(['(', ')', ' '])))
        };
        let any = licence
            .replace('/', " OR ")
            .split(" OR ")
            .any(|terms| is_fine(terms.trim_matches(['(', ')', ' '])));
        assert!(any || is_fine(licence), "{} is under {licence}", package["name"]);
    }
}

#[test]
fn no_text_names_the_machine_it_was_written_on() {
    let output = Command::new("git").arg("ls-files").current_dir(root()).output();
    let Ok(output) = output else { return };
    let signs = [concat!("/wo", "rk/"), concat!("/ro", "ot/"), concat!("..", "/shared")];
    for name in String::from_utf8_lossy(&output.stdout).lines() {
        let Ok(text) = fs::read_to_string(root().join(name)) else { continue };
        for sign in signs {
            assert!(!text.contains(sign), "{name} says {sign}");
        }
    }
}
