//! The rows of the house: a module uses only lower rows, and outside names only where they belong.

use std::fs;
use std::path::{Path, PathBuf};

/// Each layer with its row; one may use lower rows, and of its own row nothing but itself.
const ROWS: &[(&str, u8)] = &[
    ("text", 0),
    ("import", 1),
    ("clean", 1),
    ("outline", 1),
    ("anchor", 1),
    ("search", 1),
    ("typeset", 1),
    ("document", 2),
    ("notebook", 2),
    ("placing", 2),
    ("ruling", 2),
    ("store", 3),
    ("exchange", 3),
    ("app", 4),
    ("ui", 5),
    ("host", 5),
    ("cli", 6),
    ("window", 6),
    ("main", 7),
];

/// Pairs of one row that may be used, the left by the right: placing and rulings join documents and
/// notes, and the command line starts the window.
const ALLOWED_BESIDE: &[(&str, &str)] = &[
    ("document", "placing"),
    ("notebook", "placing"),
    ("document", "ruling"),
    ("notebook", "ruling"),
    ("window", "cli"),
];

/// Outside names with the layers that may say them.
const GUARDED: &[(&str, &[&str])] = &[
    ("egui::", &["ui", "window"]),
    ("eframe::", &["window"]),
    ("rfd::", &["window"]),
    ("clap::", &["cli"]),
    ("serde::", &["store", "exchange", "cli", "ui", "host"]),
    ("ron::", &["store", "exchange", "ui"]),
    ("serde_json::", &["exchange", "cli", "host", "import"]),
    ("std::fs", &["host", "cli"]),
    ("std::thread", &["host"]),
    ("SystemTime", &["host"]),
    ("jiff::Timestamp::now", &["host"]),
    ("image::", &["import"]),
    ("base64::", &["import"]),
    ("pulldown_cmark::", &["import", "exchange", "app"]),
    ("html5ever::", &["import"]),
    ("zip::", &["import", "exchange", "host"]),
    ("quick_xml::", &["import"]),
    ("minijinja::", &["exchange"]),
    ("rust_xlsxwriter::", &["exchange"]),
    ("hayro_interpret::", &["import"]),
    ("skrifa::", &["typeset"]),
    ("imara_diff::", &["anchor"]),
    ("flate2::", &["store", "import"]),
    ("fontdb::", &["host"]),
    ("zbus::", &["window"]),
];

fn source_files(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files.extend(source_files(&path));
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
    files.sort();
    files
}

fn row(layer: &str) -> Option<u8> {
    ROWS.iter().find(|(name, _)| *name == layer).map(|(_, row)| *row)
}

/// The layer a file belongs to: the first folder under src, or the file itself.
fn layer_of(file: &Path, src: &Path) -> String {
    let inside = file.strip_prefix(src).unwrap();
    let first = inside.components().next().unwrap().as_os_str().to_string_lossy();
    first.trim_end_matches(".rs").to_owned()
}

#[test]
fn every_layer_uses_only_lower_rows() {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut offences = Vec::new();
    for file in source_files(&src) {
        let layer = layer_of(&file, &src);
        if layer == "lib" {
            continue;
        }
        let own =
            row(&layer).unwrap_or_else(|| panic!("{} is in no row of the table", file.display()));
        for (number, line) in fs::read_to_string(&file).unwrap().lines().enumerate() {
            let code = line.split("//").next().unwrap_or_default();
            let place = format!("{}:{}", file.strip_prefix(&src).unwrap().display(), number + 1);
            offences.extend(
                offences_of(code, &layer, own).into_iter().map(|what| format!("{place}: {what}")),
            );
        }
    }
    assert!(offences.is_empty(), "{}", offences.join("\n"));
}

fn offences_of(code: &str, layer: &str, own: u8) -> Vec<String> {
    let mut offences = Vec::new();
    if code.contains("use crate::{") || code.contains("use std::{") {
        // Grouped, a use would hide from this test; only the topmost rows name several layers at once.
        let names: Vec<&str> =
            code.split(['{', '}', ',', ';', ' ']).filter(|name| row(name).is_some()).collect();
        let is_lower = names.iter().all(|name| row(name).is_some_and(|row| row < own));
        if code.contains("use std::{") || !is_lower {
            offences.push("a grouped use of crate or std".to_owned());
        }
    }
    for used in code.split("crate::").skip(1) {
        let name: String = used.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
        let Some(theirs) = row(&name) else { continue };
        let is_beside = ALLOWED_BESIDE.contains(&(name.as_str(), layer));
        if name != layer && theirs >= own && !is_beside {
            offences.push(format!("{layer} (row {own}) uses {name} (row {theirs})"));
        }
    }
    for (outside, layers) in GUARDED {
        let is_said = code.match_indices(outside).any(|(at, _)| {
            let before = code.get(..at).and_then(|before| before.chars().next_back());
            before.is_none_or(|c| !(c.is_alphanumeric() || c == '_'))
        });
        if is_said && !layers.contains(&layer) {
            offences.push(format!("{layer} says {outside}"));
        }
    }
    offences
}

#[test]
fn the_test_itself_sees_an_offence() {
    assert_eq!(offences_of("use crate::app::State;", "clean", 1).len(), 1);
    assert_eq!(offences_of("let x = std::fs::read(p);", "document", 2).len(), 1);
    assert_eq!(offences_of("use crate::{ui, text};", "app", 4).len(), 1);
    assert!(offences_of("use crate::text::Span;", "clean", 1).is_empty());
}
