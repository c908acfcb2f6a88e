//! Marking what is sought in the library's other documents: each is read as it would be opened, and what changes
//! is one step there.

use std::cell::RefCell;
use std::fs;
use std::path::{Path, PathBuf};

use danhuang::app::autocode::{Elsewhere, HitUnit, LibraryQuery};
use danhuang::clean::CleanOptions;
use danhuang::document::Document;
use danhuang::host::coding::{change, seek};
use danhuang::host::library::{Library, LoadedNotes, SaveTarget};
use danhuang::notebook::{Annotation, AnnotationId, Change, Codebook, Diff, TagId, Timestamp, Way};
use danhuang::placing;
use danhuang::ruling::Site;
use danhuang::search::{Query, Switches};
use danhuang::text::Span;
use tempfile::TempDir;

/// A folder with texts and a library that knows each by a note on its first word.
struct Shelf {
    root: TempDir,
    library: Library,
}

impl Shelf {
    fn new(texts: &[(&str, &str)]) -> Self {
        let root = tempfile::tempdir().unwrap();
        let library = Library::open(Some(root.path().join("library"))).unwrap();
        let shelf = Self { root, library };
        for (name, text) in texts {
            fs::write(shelf.path(name), text).unwrap();
            let document = shelf.document(name);
            let note = note_on(&document, "企业");
            let made = Change::Annotation(Diff { before: None, after: Some(note) });
            shelf.library.commit_whole(&shelf.target(name), &[made]).unwrap();
        }
        shelf
    }

    fn path(&self, name: &str) -> PathBuf {
        self.root.path().join(name)
    }

    fn document(&self, name: &str) -> Document {
        let bytes = fs::read(self.path(name)).unwrap();
        Document::new(name, &bytes, None, &CleanOptions::default()).unwrap()
    }

    fn target(&self, name: &str) -> SaveTarget {
        SaveTarget {
            fingerprint: self.document(name).fingerprint,
            path: Some(self.path(name)),
            title: name.to_owned(),
            options: None,
            encoding: None,
            site: Site::default(),
        }
    }

    fn query(&self, words: &str, unit: HitUnit, shown: &str) -> LibraryQuery {
        LibraryQuery {
            query: Query { text: words.to_owned(), switches: Switches::default() },
            unit,
            shown: self.document(shown).fingerprint.content,
            shown_path: Some(self.path(shown)),
            ..LibraryQuery::default()
        }
    }

    fn load(&self, name: &str) -> LoadedNotes {
        let path = self.path(name);
        self.library.load(&self.document(name).fingerprint, Some(Path::new(&path))).unwrap()
    }
}

fn note_on(document: &Document, words: &str) -> Annotation {
    let start = document.cleaned.text.as_str().find(words).unwrap();
    let id = AnnotationId(
        document.fingerprint.content.chars().take(26).collect::<String>().to_uppercase(),
    );
    placing::annotation_on(document, Span::new(start, start + words.len()), id, Timestamp(1))
}

const TEXTS: [(&str, &str); 3] = [
    ("甲.txt", "标题甲\n\n企业复工复产。物流畅通。\n"),
    ("乙.md", "# 标题乙\n\n## 节乙\n\n外资企业复工。別的企業也復工了。没有的句子。\n"),
    ("丙.txt", "标题丙\n\n企业在这里。\n"),
];

#[test]
fn other_documents_are_sought_and_those_that_cannot_be_read_are_named() {
    let shelf = Shelf::new(&TEXTS);
    fs::remove_file(shelf.path("丙.txt")).unwrap();
    let told = RefCell::new(Vec::new());
    let query = shelf.query("企业", HitUnit::Hit, "甲.txt");
    let tell = |n_read| told.borrow_mut().push(n_read);
    let found = seek(&shelf.library, &query, &|| true, &tell).unwrap().unwrap();
    assert_eq!(*told.borrow(), [(0, 2), (1, 2)]);
    assert_eq!(found.unread.len(), 1);
    assert!(found.unread[0].0.contains("丙") && found.unread[0].1.zh.contains("丙.txt"));
    assert_eq!(found.documents.len(), 1, "the shown one is not among them");
    let drafts = &found.documents[0].drafts;
    let quotes: Vec<(&str, bool)> =
        drafts.iter().map(|draft| (draft.note.excerpt.exact.as_str(), draft.is_new)).collect();
    assert_eq!(quotes, [("企业", false), ("企业", true)], "one is marked already");
    assert_eq!(drafts[1].note.heading_path.last().map(String::as_str), Some("节乙"));
    let sentences = shelf.query("复工", HitUnit::Sentence, "甲.txt");
    let found = seek(&shelf.library, &sentences, &|| true, &|_| ()).unwrap().unwrap();
    assert_eq!(found.documents[0].drafts.len(), 2);
    assert_eq!(found.documents[0].drafts[0].note.excerpt.exact, "外资企业复工。");
    assert!(seek(&shelf.library, &query, &|| false, &|_| ()).unwrap().is_none());
}

#[test]
fn what_changes_in_a_document_that_is_not_open_is_one_step_there() {
    let shelf = Shelf::new(&TEXTS);
    let query = shelf.query("企业", HitUnit::Hit, "甲.txt");
    let found = seek(&shelf.library, &query, &|| true, &|_| ()).unwrap().unwrap();
    let tag = TagId("0".repeat(26));
    let mut others = Vec::new();
    for (place, document) in found.documents.iter().enumerate() {
        let mut n = 0;
        let one = |draft: &danhuang::app::autocode::Draft| {
            n += 1;
            if !draft.is_new {
                return draft.note.edited(Timestamp(2), |note| note.tags.extend([tag.clone()]));
            }
            let id = AnnotationId(format!("01NEW{place:010}{n:011}"));
            let note = Annotation { id, tags: [tag.clone()].into(), ..draft.note.clone() };
            Some(Change::Annotation(Diff { before: None, after: Some(note) }))
        };
        let changes = document.drafts.iter().filter_map(one).collect();
        let (key, title) = (document.key.clone(), document.title.clone());
        others.push(Elsewhere { key, title, changes });
    }
    let before = shelf.load("乙.md").notebook;
    let changed = change(&shelf.library, &others, Way::Do);
    assert_eq!((changed.n_documents, changed.n_notes, changed.failed.len()), (2, 3, 0));
    let loaded = shelf.load("乙.md");
    assert_eq!(loaded.notebook.annotations.len(), 2);
    assert!(loaded.notebook.annotations.values().all(|note| note.tags.contains(&tag)));
    assert_eq!(shelf.load("甲.txt").notebook.annotations.len(), 1, "the shown one is as it was");
    let id = loaded.record.unwrap().id;
    let history = shelf.library.history(&id, &loaded.notebook, &Codebook::starting());
    assert_eq!(history.n_done(), 1, "it can be undone where it was done");
    let undone = change(&shelf.library, &others, Way::Undo);
    assert_eq!((undone.n_documents, undone.n_notes, undone.failed.len()), (2, 3, 0));
    let loaded = shelf.load("乙.md");
    assert_eq!(loaded.notebook.annotations, before.annotations);
    let history = shelf.library.history(&id, &loaded.notebook, &Codebook::starting());
    assert!(history.n_done() == 0 && history.last_undone().is_some());
    assert_eq!(change(&shelf.library, &others, Way::Redo).n_notes, 3);
    assert_eq!(shelf.load("乙.md").notebook.annotations.len(), 2);
}

#[test]
fn undoing_from_afar_leaves_what_was_changed_since() {
    let shelf = Shelf::new(&TEXTS);
    let query = shelf.query("企业", HitUnit::Hit, "甲.txt");
    let found = seek(&shelf.library, &query, &|| true, &|_| ()).unwrap().unwrap();
    let document = found.documents.iter().find(|found| found.drafts.len() == 2).unwrap();
    let made = |at: usize| {
        let id = AnnotationId(format!("01NEW{at:021}"));
        let note = Annotation { id, ..document.drafts[1].note.clone() };
        Change::Annotation(Diff { before: None, after: Some(note) })
    };
    let other = Elsewhere {
        key: document.key.clone(),
        title: document.title.clone(),
        changes: vec![made(0), made(1)],
    };
    change(&shelf.library, std::slice::from_ref(&other), Way::Do);
    let note =
        shelf.load("乙.md").notebook.annotations[&AnnotationId(format!("01NEW{:021}", 1))].clone();
    let written = note.edited(Timestamp(5), |note| note.note = "要留".to_owned()).unwrap();
    shelf.library.commit_whole(&shelf.target("乙.md"), &[written]).unwrap();
    let undone = change(&shelf.library, std::slice::from_ref(&other), Way::Undo);
    assert_eq!((undone.n_documents, undone.n_notes), (1, 1));
    let left = shelf.load("乙.md").notebook.annotations;
    assert!(left.values().any(|note| note.note == "要留") && left.len() == 2);
    // It is a step of its own now.
    assert_eq!(change(&shelf.library, &[other], Way::Redo).n_notes, 1);
}

/// Documents without notes, and a folder with all kinds of things in it.
#[test]
fn documents_that_were_only_opened_or_pasted_are_sought_and_the_files_of_a_folder() {
    let shelf = Shelf::new(&TEXTS);
    let write = |name: &str, text: &[u8]| {
        let path = shelf.path(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, text).unwrap();
        path
    };
    let opened = write("开过.txt", "企业只看过。\n".as_bytes());
    let missing = shelf.path("没了.txt");
    let pasted = shelf.library.keep_pasted("贴进来的企业。\n").unwrap();
    write("夹/一.txt", "企业在夹里。企业又在。\n".as_bytes());
    write("夹/下/二.md", "企业在下面。\n".as_bytes());
    write("夹/又是乙.md", TEXTS[1].1.as_bytes());
    write("夹/坏.docx", b"PK\x03\x04 no archive");
    write("夹/图.png", b"\x89PNG");
    write("夹/.藏/三.txt", "企业藏着。\n".as_bytes());
    let query = LibraryQuery {
        opened: vec![
            ("开过".to_owned(), opened.clone()),
            ("没了".to_owned(), missing),
            ("甲".to_owned(), shelf.path("甲.txt")),
            ("乙".to_owned(), shelf.path("乙.md")),
        ],
        folder: Some(shelf.path("夹")),
        ..shelf.query("企业", HitUnit::Hit, "甲.txt")
    };
    let found = seek(&shelf.library, &query, &|| true, &|_| ()).unwrap().unwrap();
    let files: Vec<(String, usize)> = found
        .documents
        .iter()
        .map(|hits| {
            let path = hits.key.path.as_ref().unwrap();
            (path.file_name().unwrap().to_string_lossy().into_owned(), hits.drafts.len())
        })
        .collect();
    let pasted = pasted.file_name().unwrap().to_string_lossy().into_owned();
    let mut wanted = vec![
        ("乙.md".to_owned(), 2),
        ("丙.txt".to_owned(), 1),
        ("开过.txt".to_owned(), 1),
        (pasted, 1),
        ("一.txt".to_owned(), 2),
        ("二.md".to_owned(), 1),
    ];
    let mut sorted = files;
    sorted.sort();
    wanted.sort();
    assert_eq!(sorted, wanted, "each text once, and only documents");
    let unread: Vec<&str> = found.unread.iter().map(|(title, _)| title.as_str()).collect();
    assert_eq!(unread, ["没了", "坏.docx"]);
    assert_eq!(found.n_read, 6);
    // A document without notes begins its notes so, and looks as before when that is undone.
    let hits = found.documents.iter().find(|hits| hits.key.path.as_ref() == Some(&opened));
    let note =
        Annotation { id: AnnotationId("0".repeat(26)), ..hits.unwrap().drafts[0].note.clone() };
    let made = Change::Annotation(Diff { before: None, after: Some(note) });
    let hits = hits.unwrap();
    let other = Elsewhere { key: hits.key.clone(), title: hits.title.clone(), changes: vec![made] };
    let changed = change(&shelf.library, std::slice::from_ref(&other), Way::Do);
    assert_eq!((changed.n_documents, changed.failed.len()), (1, 0));
    assert_eq!(shelf.load("开过.txt").notebook.annotations.len(), 1);
    assert_eq!(change(&shelf.library, &[other], Way::Undo).n_notes, 1);
    assert!(shelf.load("开过.txt").notebook.annotations.is_empty());
}

#[test]
fn a_folder_that_is_not_there_is_named() {
    let shelf = Shelf::new(&TEXTS);
    let folder = Some(shelf.path("没有这个夹"));
    let query = LibraryQuery { folder, ..shelf.query("企业", HitUnit::Hit, "甲.txt") };
    let found = seek(&shelf.library, &query, &|| true, &|_| ()).unwrap().unwrap();
    assert_eq!(found.unread[0].0, "没有这个夹");
    assert_eq!(found.documents.len(), 2);
}
