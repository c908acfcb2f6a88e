//! What the desktop is told of the program, and whose work the program names.

use std::collections::BTreeMap;
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use danhuang::import::FORMATS;
use serde_json::Value;

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// The desktop's name for what files with this end are; none of ends that it has no other name for.
fn media_type(extension: &str) -> Option<&'static str> {
    Some(match extension {
        "txt" | "text" | "log" => "text/plain",
        "md" | "markdown" | "mdown" | "mkd" => "text/markdown",
        "html" | "htm" | "shtml" => "text/html",
        "xhtml" | "xht" => "application/xhtml+xml",
        "docx" => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "docm" => "application/vnd.ms-word.document.macroEnabled.12",
        "dotx" => "application/vnd.openxmlformats-officedocument.wordprocessingml.template",
        "dotm" => "application/vnd.ms-word.template.macroEnabled.12",
        "epub" => "application/epub+zip",
        "srt" => "application/x-subrip",
        "vtt" => "text/vtt",
        _ => return None,
    })
}

#[test]
fn the_desktop_entry_names_every_format_that_is_read() {
    let entry = fs::read_to_string(root().join("assets/desktop/danhuang.desktop")).unwrap();
    let types = entry.lines().find_map(|line| line.strip_prefix("MimeType=")).unwrap();
    let types: BTreeSet<&str> = types.split_terminator(';').collect();
    for extension in FORMATS.iter().flat_map(|format| format.extensions) {
        let Some(media_type) = media_type(extension) else { continue };
        assert!(types.contains(media_type), "files .{extension} are not offered to the program");
    }
    assert!(types.contains("x-scheme-handler/danhuang"), "addresses of passages are not opened");
    assert!(entry.contains("Exec=danhuang %U") && entry.contains("Name[zh_CN]=丹黄"));
    assert!(
        entry.contains("StartupWMClass=danhuang"),
        "the window's own name, as the program gives it"
    );
}

/// The crates that the program is made of, with their licences; `None` where cargo cannot say.
fn crates() -> Option<BTreeMap<String, String>> {
    let output = Command::new(env!("CARGO"))
        .args(["metadata", "--format-version", "1", "--all-features", "--offline", "--locked"])
        .current_dir(root())
        .output()
        .unwrap();
    let metadata: Value = serde_json::from_slice(&output.stdout).ok()?;
    let nodes = metadata["resolve"]["nodes"].as_array()?;
    let mut waiting = vec![metadata["resolve"]["root"].as_str()?];
    let mut seen: BTreeSet<&str> = waiting.iter().copied().collect();
    while let Some(id) = waiting.pop() {
        let node = nodes.iter().find(|node| node["id"] == *id)?;
        for dependency in node["deps"].as_array()? {
            let kinds = dependency["dep_kinds"].as_array()?;
            let name = dependency["pkg"].as_str()?;
            // What only tests and builds need is no part of the program.
            let is_test = dependency["name"] == "egui_kittest";
            if kinds.iter().any(|kind| kind["kind"].is_null()) && !is_test && seen.insert(name) {
                waiting.push(name);
            }
        }
    }
    let packages = metadata["packages"].as_array()?.iter();
    let parts =
        packages.filter(|package| package["id"].as_str().is_some_and(|id| seen.contains(id)));
    let licence = |package: &Value| {
        let name = package["name"].as_str()?.to_owned();
        Some((name, package["license"].as_str()?.replace('/', " OR ")))
    };
    Some(parts.filter_map(licence).filter(|(name, _)| name != "danhuang").collect())
}

#[test]
fn every_crate_in_the_program_is_named_with_its_licence() {
    // A machine that fetched no more than one set of features cannot say.
    let Some(crates) = crates() else { return };
    let wanted: String =
        crates.iter().map(|(name, licence)| format!("{name}\t{licence}\n")).collect();
    let file = Path::new("assets/crates.txt");
    let found = fs::read_to_string(root().join(file)).unwrap_or_default();
    if std::env::var_os("UPDATE").is_some() && std::env::var_os("CI").is_none() {
        fs::write(root().join(file), &wanted).unwrap();
        return;
    }
    assert!(
        found == wanted,
        "{} names other crates than the program has: UPDATE=1 cargo test --test it every_crate",
        file.display()
    );
}
