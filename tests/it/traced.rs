//! The process that reads a file is watched by the system: it opens no connection, starts no program, and once it
//! has the file no file is opened either. Without strace there is nothing to see, and that is said.

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;
use std::process::Command;

use danhuang::host::child;
use danhuang::import::ImportError;

use crate::documents::PATIENCE;

/// Where the loader finds what a program is made of.
const LOADED: [&str; 7] = [
    "/lib/",
    "/lib64/",
    "/usr/lib/",
    "/etc/ld.so",
    // What the allocator and the standard library ask of the system.
    "/proc/self/",
    "/proc/sys/vm/overcommit_memory",
    "/sys/",
];

/// The program under watch: what it does is written beside it, a file for each process.
fn watched(folder: &Path) -> std::path::PathBuf {
    let script = format!(
        "#!/bin/sh\nunset LD_LIBRARY_PATH\nexec strace -f -qq -e signal=none \
         -e trace=%network,open,openat,openat2,creat,execve,execveat,fork,vfork,setrlimit,prlimit64 \
         -o {}/log.$$ {} \"$@\"\n",
        folder.display(),
        env!("CARGO_BIN_EXE_danhuang"),
    );
    let path = folder.join("watched");
    fs::write(&path, script).unwrap();
    fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).unwrap();
    path
}

/// Whether processes can be watched here.
fn can_watch() -> bool {
    let tried = Command::new("strace").args(["-qq", "-o", "/dev/null", "true"]).output();
    tried.is_ok_and(|output| output.status.success())
}

/// What a process did that it must not.
fn misdeeds(log: &str) -> Vec<String> {
    let (mut has_file, mut n_programs) = (false, 0);
    let mut found = Vec::new();
    for line in log.lines() {
        let call = line.trim_start_matches(|c: char| c.is_ascii_digit() || c == ' ');
        let name = call.split('(').next().unwrap_or_default();
        let is_fine = match name {
            "open" | "openat" | "openat2" | "creat" => {
                let path = call.split('"').nth(1).unwrap_or_default();
                !has_file && LOADED.iter().any(|start| path.starts_with(start))
            }
            "execve" => {
                n_programs += 1;
                n_programs == 1
            }
            "prlimit64" | "setrlimit" => {
                // The limits are set when the file is there, before anything looks at it.
                has_file |= call.contains("RLIMIT_FSIZE");
                true
            }
            _ => call.starts_with(['+', '<']) || name.is_empty(),
        };
        if !is_fine {
            found.push(line.to_owned());
        }
    }
    if !has_file {
        found.push("the limits were not set".to_owned());
    }
    found
}

/// Files that ask for others, and for the network.
fn asking() -> Vec<(&'static str, Vec<u8>)> {
    let page = "<link rel=stylesheet href='file:///etc/passwd'><p>字<img src='file:///etc/passwd' alt='一图'>\
        <p><img src='http://127.0.0.1:9/a.png' alt='二图'><script src='http://127.0.0.1:9/a.js'></script>\
        <iframe src='/etc/passwd'></iframe>";
    let entities = "<?xml version='1.0'?><!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/passwd'>]>\
        <FictionBook><body><p>&b;</p></body></FictionBook>";
    let relations = "<Relationships><Relationship Id='r1' Type='x/image' Target='../../../../etc/passwd'/>\
        <Relationship Id='r2' Type='x/image' Target='http://127.0.0.1:9/a.png' TargetMode='External'/></Relationships>";
    let document = "<w:document><w:body><w:p><w:r><w:t>字</w:t><w:drawing><a:blip r:embed='r1'/><a:blip r:link='r2'/></w:drawing></w:r></w:p></w:body></w:document>";
    let docx = crate::documents::zipped(&[
        ("word/document.xml", document.as_bytes()),
        ("word/_rels/document.xml.rels", relations.as_bytes()),
    ]);
    vec![
        ("asking.html", page.as_bytes().to_vec()),
        ("asking.fb2", entities.as_bytes().to_vec()),
        ("asking.docx", docx),
        (
            "asking.rtf",
            b"{\\rtf1 a{\\field{\\*\\fldinst INCLUDETEXT \"/etc/passwd\"}{\\fldrslt b}}}".to_vec(),
        ),
    ]
}

#[test]
fn the_reading_process_opens_no_connection_and_no_file() {
    if !can_watch() {
        println!("strace is not here, so nothing is watched");
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let program = watched(folder.path());
    let documents = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/import");
    let mut files: Vec<(String, Vec<u8>)> =
        asking().into_iter().map(|(name, bytes)| (name.to_owned(), bytes)).collect();
    for entry in fs::read_dir(documents).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let has_parser = !["gold", "md"].iter().any(|ending| name.ends_with(ending));
        if has_parser {
            files.push((name, fs::read(&path).unwrap()));
        }
    }
    let mut n_read = 0;
    for (name, bytes) in &files {
        let answer = child::import_within(&program, name, bytes, None, PATIENCE);
        let is_refusal = matches!(answer, Ok(_) | Err(ImportError::Faulty(_)));
        assert!(is_refusal, "{name}: {answer:?}");
        for entry in fs::read_dir(folder.path()).unwrap() {
            let path = entry.unwrap().path();
            if path.extension().is_some() {
                let log = fs::read_to_string(&path).unwrap();
                let misdeeds = misdeeds(&log);
                assert!(misdeeds.is_empty(), "{name}: {misdeeds:#?}\n{log}");
                fs::remove_file(&path).unwrap();
                n_read += 1;
            }
        }
    }
    assert_eq!(n_read, files.len(), "each file had a process");
    println!("{n_read} files were read under watch");
}

#[test]
fn what_the_watch_looks_for_is_found() {
    let log = "12 execve(\"/x\", [\"x\"], 0x1) = 0\n12 openat(AT_FDCWD, \"/etc/ld.so.cache\", O_RDONLY) = 3\n\
        12 prlimit64(0, RLIMIT_FSIZE, {rlim_cur=0}, NULL) = 0\n12 openat(AT_FDCWD, \"/lib/x\", O_RDONLY) = 3\n\
        12 socket(AF_INET, SOCK_STREAM, 0) = 3\n12 +++ exited with 0 +++\n";
    assert_eq!(misdeeds(log).len(), 2);
    assert_eq!(misdeeds("1 openat(AT_FDCWD, \"/etc/passwd\", O_RDONLY) = 3\n").len(), 2);
}
