//! The library's folder is the reader's choice: it moves there with all that is in it, and one that is away is
//! waited for.

use std::fs;
use std::path::{Path, PathBuf};

use danhuang::host::backup;
use danhuang::host::home::{Home, Moved};
use danhuang::host::library::{Library, LibraryError};
use danhuang::notebook::AnnotationId;
use tempfile::TempDir;

use crate::kill::{copied, written};

struct Person {
    root: TempDir,
    home: Home,
}

impl Person {
    fn new() -> Self {
        let root = TempDir::new().unwrap();
        let home = Home::of(&root.path().join("config"), root.path().join("data/library"));
        Self { root, home }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.root.path().join(name)
    }
}

fn ids(folder: &Path) -> Vec<AnnotationId> {
    let library = Library::open(Some(folder.to_path_buf())).unwrap();
    let documents = library.document_ids().unwrap();
    let notes = documents.iter().map(|id| library.notes_of(id).unwrap().unwrap().value.notebook);
    notes.flat_map(|notes| notes.annotations.into_keys()).collect()
}

#[test]
fn a_restored_library_is_used_from_now_on_as_it_is() {
    let person = Person::new();
    let (usual, restored) = (person.path("data/library"), person.path("data/library-restored"));
    written(&usual, 1, 3);
    let library = Library::open(Some(usual.clone())).unwrap();
    let (archive, _) = backup::backup(&library).unwrap();
    written(&usual, 2, 3);
    backup::restore(&archive, &Library::open(Some(restored.clone())).unwrap()).unwrap();
    let (then, now) = (ids(&restored), ids(&usual));
    assert_ne!(then, now);
    person.home.take(&restored).unwrap();
    assert_eq!((person.home.folder(), person.home.is_chosen()), (restored.clone(), true));
    assert_eq!(person.home.move_over().unwrap(), None, "nothing is moved or joined");
    assert_eq!((ids(&restored), ids(&usual)), (then, now));
}

#[test]
fn a_library_moves_at_the_next_start_with_all_that_is_in_it() {
    let person = Person::new();
    let (usual, chosen) = (person.path("data/library"), person.path("同步/笔记"));
    assert_eq!(person.home.folder(), usual);
    assert_eq!(person.home.move_over().unwrap(), None);
    written(&usual, 1, 30);
    fs::write(usual.join("state.ron"), "(theme: \"dark\")").unwrap();
    assert_eq!(person.home.choose(&chosen).unwrap(), chosen);
    // Until then it stays where it is, and what is marked meanwhile comes along.
    assert_eq!(person.home.folder(), usual);
    written(&usual, 2, 30);
    let before = ids(&usual);
    let moved = Moved { from: usual.clone(), to: chosen.clone() };
    assert_eq!(person.home.move_over().unwrap(), Some(moved));
    assert_eq!((person.home.folder(), person.home.is_chosen()), (chosen.clone(), true));
    assert_eq!(person.home.move_over().unwrap(), None);
    assert_eq!((ids(&chosen), ids(&usual)), (before.clone(), before));
    assert!(chosen.join("state.ron").is_file());
    let document = Library::open(Some(chosen.clone())).unwrap().document_ids().unwrap().remove(0);
    assert!(chosen.join(document).join("history").is_dir(), "the history came along");
}

#[test]
fn a_library_that_is_there_is_joined_and_a_move_that_was_cut_off_goes_on() {
    let person = Person::new();
    let (usual, chosen) = (person.path("data/library"), person.path("other"));
    written(&usual, 1, 30);
    written(&chosen, 2, 30);
    let mut all = [ids(&usual), ids(&chosen)].concat();
    all.sort();
    assert_eq!(person.home.choose(&chosen).unwrap(), chosen, "a library is moved into itself");
    person.home.move_over().unwrap().unwrap();
    assert_eq!(ids(&chosen), all);
    // Cut off after one document's folder was there without the library's own files.
    let again = person.path("again");
    person.home.choose(&again).unwrap();
    let document = Library::open(Some(chosen.clone())).unwrap().document_ids().unwrap().remove(0);
    copied(&chosen.join(&document), &again.join(&document));
    person.home.move_over().unwrap().unwrap();
    assert_eq!(ids(&again), all);
}

#[test]
fn a_folder_with_other_things_gets_one_within_and_what_cannot_be_written_is_refused() {
    let person = Person::new();
    let (usual, full) = (person.path("data/library"), person.path("文件"));
    fs::create_dir_all(&full).unwrap();
    fs::write(full.join("a.txt"), "别的").unwrap();
    assert_eq!(person.home.choose(&full).unwrap(), full.join("danhuang"));
    let file = person.path("文件/a.txt");
    assert!(matches!(person.home.choose(&file), Err(LibraryError::Io(..))));
    // Nobody had notes yet: the library begins there.
    person.home.move_over().unwrap().unwrap();
    assert!(!usual.exists());
    written(&person.home.folder(), 1, 5);
    assert_eq!(fs::read_to_string(&file).unwrap(), "别的");
    // A choice that cannot be read is none.
    fs::write(person.path("config/library.ron"), "(folder: ").unwrap();
    assert_eq!(person.home.folder(), usual);
}
