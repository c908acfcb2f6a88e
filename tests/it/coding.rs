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
use danhuang::notebook::{Annotation, AnnotationId, Change, Codebook, Diff, TagId, Timestamp};
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
    let changed = change(&shelf.library, &others);
    assert_eq!((changed.n_documents, changed.n_notes, changed.failed.len()), (2, 3, 0));
    let loaded = shelf.load("乙.md");
    assert_eq!(loaded.notebook.annotations.len(), 2);
    assert!(loaded.notebook.annotations.values().all(|note| note.tags.contains(&tag)));
    assert_eq!(shelf.load("甲.txt").notebook.annotations.len(), 1, "the shown one is as it was");
    let id = loaded.record.unwrap().id;
    let mut codebook = Codebook::starting();
    let mut history = shelf.library.history(&id, &loaded.notebook, &codebook);
    let mut notebook = loaded.notebook;
    let undone = history.undo().expect("it can be undone where it was done");
    undone.iter().for_each(|change| change.apply(&mut notebook, &mut codebook));
    assert_eq!(notebook.annotations, before.annotations);
}
