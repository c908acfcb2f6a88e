//! A file finds its notes: moved, renamed, packed anew, edited where it stood, edited elsewhere; and the reader has
//! the last word on what it is.

use std::fs;
use std::path::{Path, PathBuf};

use danhuang::app::{Memory, Settings};
use danhuang::clean::CleanOptions;
use danhuang::document::Document;
use danhuang::host::library::{Library, LibraryError, SaveTarget};
use danhuang::host::memory;
use danhuang::host::watch::Seen;
use danhuang::notebook::{AnnotationId, Change, Codebook, Diff, Timestamp};
use danhuang::placing;
use danhuang::ruling::Site;
use danhuang::text::Span;
use tempfile::TempDir;

use crate::documents::zipped;

/// A library in a folder of its own.
struct Desk {
    root: TempDir,
    library: Library,
}

fn document(name: &str, bytes: &[u8]) -> Document {
    Document::new(name, bytes, None, &CleanOptions::default()).unwrap()
}

fn target(document: &Document, path: &Path) -> SaveTarget {
    SaveTarget {
        fingerprint: document.fingerprint.clone(),
        path: Some(path.to_path_buf()),
        title: document.title().to_owned(),
        options: None,
        encoding: None,
        site: Site::default(),
    }
}

impl Desk {
    fn new() -> Self {
        let root = TempDir::new().unwrap();
        let library = Library::open(Some(root.path().join("library"))).unwrap();
        Self { root, library }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.root.path().join(name)
    }

    /// Marks a quote in a file and keeps the text, as the window does.
    fn mark(&self, document: &Document, path: &Path, quote: &str) {
        let start = document.cleaned.text.as_str().find(quote).unwrap();
        let span = Span::new(start, start + quote.len());
        let id = AnnotationId(format!("01J0000000000000000000{:04}", start % 10_000));
        let note = placing::annotation_on(document, span, id, Timestamp(1));
        let change = Change::Annotation(Diff { before: None, after: Some(note) });
        self.library.commit_whole(&target(document, path), &[change]).unwrap();
        self.library.keep_text(document, Some(path)).unwrap();
    }

    fn n_notes(&self, document: &Document, path: &Path) -> usize {
        // As another program does, which remembers nothing.
        let library = Library::open(Some(self.library.folder().to_path_buf())).unwrap();
        let loaded = library.load(&document.fingerprint, Some(path)).unwrap();
        loaded.notebook.annotations.len()
    }

    fn is_new_version(&self, document: &Document, path: &Path) -> bool {
        self.library.load(&document.fingerprint, Some(path)).unwrap().is_new_version
    }
}

fn article(from: usize, to: usize) -> String {
    let line = |number| format!("第 {number} 条，河西第 {number} 段管道要在入冬以前检查一遍。\n");
    format!("关于检查管道的通知\n\n{}", (from..to).map(line).collect::<String>())
}

#[test]
fn a_file_that_was_moved_renamed_or_packed_anew_finds_its_notes() {
    let page = "<html><head><title>a</title></head><body><p>湖边的书店开了三十年，老板姓沈。</p></body></html>";
    let container = "<?xml version=\"1.0\"?><container><rootfiles><rootfile full-path=\"p.opf\"/></rootfiles></container>";
    let package = "<package><manifest><item id=\"a\" href=\"a.xhtml\" media-type=\"application/xhtml+xml\"/></manifest><spine><itemref idref=\"a\"/></spine></package>";
    let entries: [(&str, &[u8]); 3] = [
        ("META-INF/container.xml", container.as_bytes()),
        ("p.opf", package.as_bytes()),
        ("a.xhtml", page.as_bytes()),
    ];
    let first = document("书店.epub", &zipped(&entries));
    let mut others = entries.to_vec();
    others.rotate_left(1);
    others.push(("读我.txt", b"packed anew"));
    let again = document("书店.epub", &zipped(&others));
    assert_ne!(first.fingerprint.content, again.fingerprint.content);
    let desk = Desk::new();
    desk.mark(&first, &desk.path("书店.epub"), "老板姓沈");
    assert_eq!(desk.n_notes(&first, &desk.path("别处/改名.epub")), 1, "moved and renamed");
    assert_eq!(desk.n_notes(&again, &desk.path("下载/书店 (1).epub")), 1, "packed anew");
    assert!(!desk.is_new_version(&again, &desk.path("下载/书店 (1).epub")), "the text is the same");
}

#[test]
fn another_text_where_a_document_stood_is_its_new_version_until_the_reader_parts_them() {
    let desk = Desk::new();
    let path = desk.path("通知.txt");
    let (old, new) = (
        document("通知.txt", article(0, 40).as_bytes()),
        document("通知.txt", article(3, 44).as_bytes()),
    );
    desk.mark(&old, &path, "第 7 条");
    assert_eq!(desk.n_notes(&new, &path), 1);
    assert!(desk.is_new_version(&new, &path) && !desk.is_new_version(&old, &path));
    desk.library.separate(&new.fingerprint, Some(&path)).unwrap();
    assert_eq!(desk.n_notes(&new, &path), 0, "a document of its own");
    assert_eq!(desk.n_notes(&old, &desk.path("旧版.txt")), 1, "the old one keeps its notes");
    // What is marked in it now is nobody else's, though the reader went on at once.
    desk.mark(&new, &path, "第 9 条");
    assert_eq!(desk.n_notes(&new, &path), 1);
    assert_eq!(desk.library.document_ids().unwrap().len(), 2);
}

#[test]
fn parting_is_undone_and_what_was_marked_meanwhile_goes_along() {
    let desk = Desk::new();
    let path = desk.path("通知.txt");
    let (old, new) = (
        document("通知.txt", article(0, 40).as_bytes()),
        document("通知.txt", article(3, 44).as_bytes()),
    );
    desk.mark(&old, &path, "第 7 条");
    let (from, n_notes) = desk.library.separate(&new.fingerprint, Some(&path)).unwrap().unwrap();
    assert_eq!((from.title.as_str(), n_notes), (old.title(), 1));
    desk.mark(&new, &path, "第 9 条");
    desk.mark(&new, &path, "第 12 条");
    assert_eq!((desk.n_notes(&new, &path), desk.n_notes(&old, &path)), (2, 1));
    desk.library.adopt(&from.id, &target(&new, &path)).unwrap();
    assert_eq!((desk.n_notes(&new, &path), desk.n_notes(&old, &path)), (3, 3), "one document");
    assert!(!desk.is_new_version(&new, &path), "nothing is asked any more");
    let all = desk.library.all_notes().unwrap();
    let n_all: usize = all.iter().map(|stored| stored.notebook.annotations.len()).sum();
    assert_eq!(n_all, 3, "none of them stands twice in the library");
    // And parted once more, long after it was taken for a version.
    assert!(desk.library.separate(&new.fingerprint, Some(&path)).unwrap().is_some());
    assert_eq!((desk.n_notes(&new, &path), desk.n_notes(&old, &path)), (0, 3));
    let only = desk.library.separate(&old.fingerprint, Some(&path)).unwrap();
    assert!(only.is_none(), "a document is not parted from its only version");
    assert_eq!(desk.n_notes(&old, &path), 3);
}

#[test]
fn a_version_that_was_marked_can_be_parted_too() {
    let desk = Desk::new();
    let path = desk.path("通知.txt");
    let (old, new) = (
        document("通知.txt", article(0, 40).as_bytes()),
        document("通知.txt", article(3, 44).as_bytes()),
    );
    desk.mark(&old, &path, "第 7 条");
    desk.mark(&new, &path, "第 9 条");
    assert_eq!(desk.n_notes(&old, &path), 2, "one document");
    desk.library.separate(&new.fingerprint, Some(&path)).unwrap();
    assert_eq!((desk.n_notes(&new, &path), desk.n_notes(&old, &path)), (0, 2));
}

#[test]
fn a_likely_new_version_elsewhere_is_offered_and_taken_only_when_the_reader_says_so() {
    let desk = Desk::new();
    let old = document("通知.txt", article(0, 400).as_bytes());
    let new = document("通知（修订）.txt", article(20, 420).as_bytes());
    let other = document("别的.txt", article(5_000, 5_400).as_bytes());
    desk.mark(&old, &desk.path("通知.txt"), "第 30 条");
    let elsewhere = desk.path("下载/通知（修订）.txt");
    assert_eq!(desk.n_notes(&new, &elsewhere), 0, "nothing is taken unasked");
    let offered =
        |document: &Document| desk.library.likely_version(document, Some(&elsewhere)).unwrap();
    let (record, n_notes) = offered(&new).expect("nine tenths of the text are the same");
    assert_eq!((record.title.as_str(), n_notes), ("关于检查管道的通知", 1));
    assert_eq!(offered(&other), None, "the same title over another text");
    desk.library.adopt(&record.id, &target(&new, &elsewhere)).unwrap();
    assert_eq!(desk.n_notes(&new, &elsewhere), 1);
    assert_eq!(desk.n_notes(&old, &desk.path("哪里.txt")), 1);
    assert_eq!(desk.library.document_ids().unwrap().len(), 1);
}

#[test]
fn a_book_is_known_by_its_number_under_another_title_and_half_rewritten() {
    let container = "<?xml version=\"1.0\"?><container><rootfiles><rootfile full-path=\"p.opf\"/></rootfiles></container>";
    let book = |number: &str, title: &str, from: usize, to: usize| {
        let package = format!(
            "<package><metadata><dc:identifier>{number}</dc:identifier><dc:title>{title}</dc:title></metadata><manifest><item id=\"a\" href=\"a.xhtml\" media-type=\"application/xhtml+xml\"/></manifest><spine><itemref idref=\"a\"/></spine></package>"
        );
        let lines = article(from, to)
            .lines()
            .skip(1)
            .map(|line| format!("<p>{line}</p>"))
            .collect::<String>();
        let page = format!(
            "<html><head><title>{title}</title></head><body><h1>{title}</h1>{lines}</body></html>"
        );
        zipped(&[
            ("META-INF/container.xml", container.as_bytes()),
            ("p.opf", package.as_bytes()),
            ("a.xhtml", page.as_bytes()),
        ])
    };
    let number = "urn:isbn:9787000000012";
    let desk = Desk::new();
    let old = document("管道.epub", &book(number, "管道检查手册", 0, 400));
    assert_eq!(old.identifier(), Some(number));
    desk.mark(&old, &desk.path("管道.epub"), "第 30 条");
    let elsewhere = desk.path("下载/新版.epub");
    let offered = |bytes: &[u8]| {
        let document = document("新版.epub", bytes);
        desk.library.likely_version(&document, Some(&elsewhere)).unwrap().map(|(_, n)| n)
    };
    assert_eq!(offered(&book(number, "供水管道手册（第二版）", 220, 620)), Some(1));
    let other = "urn:isbn:9787000000029";
    assert_eq!(offered(&book(other, "供水管道手册（第二版）", 220, 620)), None);
    assert_eq!(
        offered(&book(number, "别的书", 5_000, 5_400)),
        None,
        "nothing of the text is there"
    );
}

#[test]
fn a_library_whose_disk_was_taken_away_is_waited_for_and_none_begins_in_its_place() {
    let desk = Desk::new();
    let (path, text) = (desk.path("通知.txt"), document("通知.txt", article(0, 9).as_bytes()));
    desk.mark(&text, &path, "第 7 条");
    let (folder, away) = (desk.library.folder().to_path_buf(), desk.path("away"));
    // Its folder is gone; or there is the empty folder that a disk was mounted on.
    for leaves_folder in [false, true] {
        fs::rename(&folder, &away).unwrap();
        if leaves_folder {
            fs::create_dir(&folder).unwrap();
        }
        let start = text.cleaned.text.as_str().find("第 8 条").unwrap();
        let id = AnnotationId(format!("01J00000000000000000000{:03}", usize::from(leaves_folder)));
        let span = Span::new(start, start + 9);
        let note = placing::annotation_on(&text, span, id, Timestamp(2));
        let change = [Change::Annotation(Diff { before: None, after: Some(note) })];
        let refused = desk.library.commit(&target(&text, &path), &change).unwrap_err();
        assert!(matches!(refused, LibraryError::Gone(_)), "{refused:?}");
        assert!(refused.phrase().zh.contains("笔记库不见了"));
        assert!(desk.library.load(&text.fingerprint, Some(&path)).is_err(), "not: no notes");
        assert!(!folder.join(".lock").exists());
        if leaves_folder {
            fs::remove_dir(&folder).unwrap();
        }
        fs::rename(&away, &folder).unwrap();
        desk.library.commit(&target(&text, &path), &change).unwrap();
    }
    assert_eq!(desk.n_notes(&text, &path), 3);
    assert_eq!(desk.library.codebook().unwrap().0, Codebook::starting());
}

#[test]
fn notes_kept_beside_a_document_go_where_it_goes_and_come_back_joined() {
    let (desk, laptop) = (Desk::new(), Desk::new());
    let (here, there) = (desk.path("通知.txt"), laptop.path("收到/通知.txt"));
    let text = document("通知.txt", article(0, 40).as_bytes());
    fs::write(&here, article(0, 40)).unwrap();
    desk.mark(&text, &here, "第 7 条");
    let sidecar = |path: &Path| PathBuf::from(format!("{}.notes.ron", path.display()));
    assert!(!sidecar(&here).exists(), "only where the reader wants it");
    let toggle = || desk.library.toggle_beside(&text.fingerprint, &here).unwrap();
    assert_eq!(toggle(), Some(true));
    desk.mark(&text, &here, "第 9 条");
    // The document is sent with its notes; they are marked further there, and sent back.
    fs::create_dir(there.parent().unwrap()).unwrap();
    fs::copy(&here, &there).unwrap();
    fs::copy(sidecar(&here), sidecar(&there)).unwrap();
    assert_eq!(laptop.n_notes(&text, &there), 2, "a library that knew nothing of it");
    laptop.mark(&text, &there, "第 11 条");
    desk.mark(&text, &here, "第 13 条");
    fs::copy(sidecar(&there), sidecar(&here)).unwrap();
    assert_eq!(desk.n_notes(&text, &here), 4, "neither's are lost");
    // A medium that cannot be written costs nothing, and what is no file of notes is left alone.
    fs::remove_file(sidecar(&here)).unwrap();
    fs::create_dir(sidecar(&here)).unwrap();
    desk.mark(&text, &here, "第 15 条");
    fs::remove_dir(sidecar(&here)).unwrap();
    fs::write(sidecar(&here), "not notes").unwrap();
    assert_eq!(desk.n_notes(&text, &here), 5);
    desk.library.settle_all().unwrap();
    assert_eq!(toggle(), Some(false));
    assert!(!sidecar(&here).exists());
    assert_eq!(desk.n_notes(&text, &here), 5);
}

#[test]
fn what_another_hand_put_beside_a_document_is_taken_over_before_it_is_written_over_or_removed() {
    let sidecar = |path: &Path| PathBuf::from(format!("{}.notes.ron", path.display()));
    for is_removed in [false, true] {
        let (desk, laptop) = (Desk::new(), Desk::new());
        let (here, there) = (desk.path("通知.txt"), laptop.path("通知.txt"));
        let text = document("通知.txt", article(0, 40).as_bytes());
        fs::write(&here, article(0, 40)).unwrap();
        fs::write(&there, article(0, 40)).unwrap();
        desk.mark(&text, &here, "第 7 条");
        let toggle = || desk.library.toggle_beside(&text.fingerprint, &here).unwrap();
        assert_eq!(toggle(), Some(true));
        fs::copy(sidecar(&here), sidecar(&there)).unwrap();
        assert_eq!(laptop.n_notes(&text, &there), 1);
        laptop.mark(&text, &there, "第 11 条");
        let mut seen = Seen::default();
        let mut look =
            || desk.library.changed_outside(&text.fingerprint, Some(&here), &mut seen).unwrap();
        drop(look());
        // It comes back while the document is open, which is not read again.
        fs::copy(sidecar(&there), sidecar(&here)).unwrap();
        if is_removed {
            assert_eq!(toggle(), Some(false));
            assert!(!sidecar(&here).exists());
            assert_eq!(desk.n_notes(&text, &here), 2, "taken over before it was removed");
        } else {
            desk.mark(&text, &here, "第 13 条");
            assert_eq!(look().map(|(notes, _)| notes.annotations.len()), Some(3), "it is seen");
            fs::remove_file(sidecar(&here)).unwrap();
            assert_eq!(desk.n_notes(&text, &here), 3, "taken over before it was written over");
        }
    }
}

#[test]
fn what_a_newer_program_put_beside_a_document_is_left_and_what_is_damaged_is_kept() {
    let desk = Desk::new();
    let here = desk.path("通知.txt");
    let sidecar = PathBuf::from(format!("{}.notes.ron", here.display()));
    let text = document("通知.txt", article(0, 40).as_bytes());
    fs::write(&here, article(0, 40)).unwrap();
    desk.mark(&text, &here, "第 7 条");
    let toggle = || desk.library.toggle_beside(&text.fingerprint, &here).unwrap();
    assert_eq!(toggle(), Some(true));
    let newer = fs::read_to_string(&sidecar).unwrap().replace("schema: 1", "schema: 99");
    fs::write(&sidecar, &newer).unwrap();
    desk.mark(&text, &here, "第 9 条");
    assert_eq!(fs::read_to_string(&sidecar).unwrap(), newer);
    assert_eq!(toggle(), Some(false));
    assert_eq!(fs::read_to_string(&sidecar).unwrap(), newer, "left where it is");
    fs::remove_file(&sidecar).unwrap();
    assert_eq!(toggle(), Some(true));
    fs::write(&sidecar, "not notes").unwrap();
    desk.mark(&text, &here, "第 11 条");
    let id = desk.library.document_ids().unwrap().remove(0);
    let history = fs::read_dir(desk.library.folder().join(id).join("history")).unwrap();
    let kept =
        history.flatten().find(|entry| entry.file_name().to_string_lossy().starts_with("beside-"));
    assert_eq!(fs::read_to_string(kept.unwrap().path()).unwrap(), "not notes");
    assert_eq!(desk.n_notes(&text, &here), 3);
}

#[test]
fn the_notes_of_new_documents_stand_beside_them_where_the_reader_wants_that_of_all() {
    let desk = Desk::new();
    let sidecar = |path: &Path| PathBuf::from(format!("{}.notes.ron", path.display()));
    let make = |name: &str, from: usize| {
        let (path, text) = (desk.path(name), article(from, from + 30));
        fs::write(&path, &text).unwrap();
        (document(name, text.as_bytes()), path)
    };
    let (old, old_path) = make("旧.txt", 0);
    desk.mark(&old, &old_path, "第 7 条");
    let chosen = Settings { keeps_beside: true, ..Settings::default() };
    let state = memory::stored(&Memory { settings: chosen, ..Memory::default() });
    desk.library.remember(&state).unwrap();
    assert!(memory::remembered(&desk.library.state().unwrap()).settings.keeps_beside);
    // A document that has notes stays as it is; a new one's are there with the first.
    desk.mark(&old, &old_path, "第 9 条");
    desk.library.settle_all().unwrap();
    assert!(!sidecar(&old_path).exists());
    let (new, new_path) = make("新.txt", 100);
    desk.mark(&new, &new_path, "第 107 条");
    assert!(sidecar(&new_path).is_file());
    let laptop = Desk::new();
    assert_eq!(laptop.n_notes(&new, &new_path), 1, "another library has them from there");
    // What another hand put there is not written over, and what was pasted stays in the library.
    let (other, other_path) = make("别人的.txt", 200);
    fs::write(sidecar(&other_path), "not ours").unwrap();
    desk.mark(&other, &other_path, "第 207 条");
    desk.library.settle_all().unwrap();
    assert_eq!(fs::read_to_string(sidecar(&other_path)).unwrap(), "not ours");
    let pasted_path = desk.library.folder().join("贴来的.txt");
    fs::write(&pasted_path, article(300, 330)).unwrap();
    let pasted = document("贴来的.txt", article(300, 330).as_bytes());
    desk.mark(&pasted, &pasted_path, "第 307 条");
    assert!(!sidecar(&pasted_path).exists());
}
