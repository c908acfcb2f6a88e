//! A second start hands its files to the window that is there.
#![cfg(unix)]

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::mpsc;
use std::time::Duration;

use danhuang::host::instance::{Claim, claim_in};

const PATIENCE: Duration = Duration::from_secs(20);

fn first(folder: &Path, library: &Path) -> mpsc::Receiver<Vec<PathBuf>> {
    let Claim::First(listening) = claim_in(folder, library, &[]) else {
        panic!("nobody else is there");
    };
    let (sender, receiver) = mpsc::channel();
    listening.listen(move |files| drop(sender.send(files)));
    receiver
}

#[test]
fn a_second_start_hands_its_files_over_by_their_whole_paths() {
    let folder = tempfile::tempdir().unwrap();
    let heard = first(folder.path(), Path::new("library"));
    let address = PathBuf::from("danhuang://ab12/?at=7");
    let files = [PathBuf::from("/tmp/一 二.txt"), PathBuf::from("relative.md"), address.clone()];
    let second = claim_in(folder.path(), Path::new("library"), &files);
    assert!(matches!(second, Claim::Elsewhere));
    let came = heard.recv_timeout(PATIENCE).unwrap();
    assert_eq!(came[0], files[0]);
    assert_eq!(came[1], std::env::current_dir().unwrap().join("relative.md"));
    assert_eq!(came[2], address, "an address means the same from every folder");
    let third = claim_in(folder.path(), Path::new("library"), &[]);
    assert!(matches!(third, Claim::Elsewhere));
    assert_eq!(heard.recv_timeout(PATIENCE).unwrap(), Vec::<PathBuf>::new(), "it only comes up");
}

#[test]
fn another_library_has_a_window_of_its_own() {
    let folder = tempfile::tempdir().unwrap();
    let heard = first(folder.path(), Path::new("one"));
    let other = claim_in(folder.path(), Path::new("two"), &[PathBuf::from("a.txt")]);
    assert!(matches!(other, Claim::First(_)));
    assert!(heard.try_recv().is_err());
}

#[test]
fn what_a_killed_window_left_behind_misleads_nobody() {
    let folder = tempfile::tempdir().unwrap();
    drop(claim_in(folder.path(), Path::new("library"), &[]));
    let left = fs::read_dir(folder.path()).unwrap().count();
    assert!(left >= 2, "the socket and the lock are still there");
    let again = claim_in(folder.path(), Path::new("library"), &[PathBuf::from("a.txt")]);
    assert!(matches!(again, Claim::First(_)), "the lock went with the one who held it");
}

#[test]
fn without_a_place_for_sockets_every_start_is_the_first() {
    let nowhere = Path::new("/nonexistent/folder");
    assert!(matches!(claim_in(nowhere, Path::new("library"), &[]), Claim::First(_)));
}
