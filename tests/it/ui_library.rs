//! The notes panel over the whole library, driven by what stands on it; other documents are real files of a real
//! library, read and changed as the window's threads do.

use std::fs;
use std::path::PathBuf;

use danhuang::app::library_notes::LibraryNotes;
use danhuang::app::{
    Action, Command, Effect, Event, ExportScope, Load, OpenDocument, Origin, What, texts,
};
use danhuang::host::coding;
use danhuang::host::library::{Library, SaveTarget};
use danhuang::placing;
use danhuang::ruling::Site;
use danhuang::text::Span;
use egui::accesskit::Role;
use egui::{Key, Modifiers};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT, Queryable};
use tempfile::TempDir;

use crate::ui_window::{Desk, document_of, harness_with};

type Window = Harness<'static, Desk>;

const TEXTS: [(&str, &str); 3] = [
    ("甲.md", "# 甲篇\n\n企业复工复产，物流畅通。\n"),
    ("乙.md", "# 乙篇\n\n外贸外资稳住了。第三句话在这里。\n"),
    ("丙.md", "# 丙篇\n\n春耕备耕不误农时。\n"),
];

/// A window on the first of three documents in a library that knows them all.
struct Shelf {
    root: TempDir,
    library: Library,
    window: Window,
}

impl Shelf {
    fn new() -> Self {
        let root = tempfile::tempdir().unwrap();
        let library = Library::open(Some(root.path().join("library"))).unwrap();
        for (name, text) in TEXTS {
            fs::write(root.path().join(name), text).unwrap();
        }
        let window = harness_with(opened(&root, &library, TEXTS[0].0), (1280.0, 800.0));
        let mut shelf = Self { root, library, window };
        shelf.window.state_mut().effects.clear();
        for (document, marks) in [
            (0, &[("物流", 1), ("企业", 2)][..]),
            (1, &[("外贸", 2), ("第三句话", 0)]),
            (2, &[("春耕", 1)]),
        ] {
            shelf.show(document);
            marks.iter().for_each(|(words, slot)| shelf.mark(words, *slot));
        }
        shelf.show(0);
        shelf.command(Command::Activate(None));
        // As after a start: only what is shown is in a tab.
        while shelf.window.state().state.tabs.len() > 1 {
            shelf.command(Command::CloseTab(1));
        }
        shelf.serve();
        shelf
    }

    fn command(&mut self, command: Command) {
        self.window.state_mut().take(What::Command(command));
        self.serve();
    }

    fn show(&mut self, document: usize) {
        self.command(Command::OpenPaths(vec![self.root.path().join(TEXTS[document].0)]));
    }

    fn mark(&mut self, words: &str, slot: u8) {
        let open = self.window.state().state.open.as_ref().unwrap();
        let start = open.document.cleaned.text.as_str().find(words).unwrap();
        self.command(Command::Select(Some(Span::new(start, start + words.len()))));
        let action = if slot == 0 { Action::Highlight } else { Action::TagSlot(slot) };
        self.command(Command::Do(action));
    }

    /// Does what was asked of the outside, as the window's threads do, and draws.
    fn serve(&mut self) {
        loop {
            self.window.run_steps(3);
            let effects = std::mem::take(&mut self.window.state_mut().effects);
            let mut is_answered = false;
            for effect in effects {
                match self.answer(effect) {
                    Ok(event) => {
                        is_answered = true;
                        self.window.state_mut().take(What::Event(event));
                    }
                    Err(effect) => self.window.state_mut().effects.extend(effect),
                }
            }
            if !is_answered {
                return self.window.run_steps(6);
            }
        }
    }

    fn answer(&self, effect: Effect) -> Result<Event, Option<Effect>> {
        match effect {
            Effect::ReadLibraryNotes(ticket) => {
                let notes = LibraryNotes::new(ticket, self.library.all_notes().unwrap());
                Ok(Event::LibraryNotesRead(ticket, Ok(Box::new(notes))))
            }
            Effect::ChangeElsewhere(others, way) => {
                let changed = coding::change(&self.library, &others, way);
                assert!(changed.failed.is_empty());
                let counts = (changed.n_documents, changed.n_notes);
                Ok(Event::ChangedElsewhere(counts, way, changed.failed))
            }
            Effect::Save(ticket, request) => {
                let target = SaveTarget {
                    fingerprint: request.fingerprint,
                    path: request.path,
                    title: request.title,
                    options: None,
                    encoding: None,
                    site: Site::default(),
                };
                self.library.commit_whole(&target, &request.changes).unwrap();
                Ok(Event::Saved(ticket))
            }
            Effect::Load(ticket, Load::File(path)) => {
                let name = path.file_name().unwrap().to_string_lossy().into_owned();
                let open = opened(&self.root, &self.library, &name);
                Ok(Event::Loaded(ticket, Box::new(open)))
            }
            Effect::Copy(_)
            | Effect::CopyExport(_)
            | Effect::PreviewExport(..)
            | Effect::Title(_) => Err(Some(effect)),
            _ => Err(None),
        }
    }

    /// The quotes of all that the library has, with their tags, in order.
    fn kept(&self) -> Vec<(String, String)> {
        let (codebook, _) = self.library.codebook().unwrap();
        let notes = self.library.all_notes().unwrap();
        let notes = notes.iter().flat_map(|stored| stored.notebook.annotations.values());
        let mut kept: Vec<_> = notes
            .map(|note| {
                let tags: Vec<_> = note.tags.iter().map(|tag| codebook.path(tag)).collect();
                (note.excerpt.exact.clone(), tags.join(" "))
            })
            .collect();
        kept.sort();
        kept
    }

    fn button<'a>(&'a self, label: &'a str) -> egui_kittest::Node<'a> {
        self.window.get_by_role_and_label(Role::Button, label)
    }

    fn has_card(&self, label: &str) -> bool {
        self.window.query_by_role_and_label(Role::Button, label).is_some()
    }

    fn click(&mut self, label: &str) {
        self.button(label).click();
        self.serve();
    }

    fn click_with(&mut self, modifiers: Modifiers, label: &str) {
        self.button(label).click_modifiers(modifiers);
        self.serve();
    }

    fn press(&mut self, modifiers: Modifiers, key: Key) {
        self.window.key_press_modifiers(modifiers, key);
        self.serve();
    }

    /// Lists the notes of the library by the switch at the panel's head.
    fn library(&mut self) {
        self.window.get_by_role_and_label(Role::Switch, "全库").click();
        self.serve();
    }
}

fn opened(root: &TempDir, library: &Library, name: &str) -> OpenDocument {
    let path = root.path().join(name);
    let mut open = document_of(name, &fs::read(&path).unwrap());
    let loaded = library.load(&open.document.fingerprint, Some(&path)).unwrap();
    open.notebook = loaded.notebook.into();
    open.codebook = library.codebook().unwrap().0;
    open.places = placing::place_standing(&open.document, &open.notebook).into();
    open.origin = Origin::File(PathBuf::from(&path));
    open
}

fn pairs(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
    let mut pairs: Vec<_> =
        pairs.iter().map(|(quote, tags)| ((*quote).to_owned(), (*tags).to_owned())).collect();
    pairs.sort();
    pairs
}

const AT_FIRST: [(&str, &str); 5] =
    [("物流", "要点"), ("企业", "数据"), ("外贸", "数据"), ("第三句话", ""), ("春耕", "要点")];

#[test]
fn the_switch_and_the_key_list_every_document_and_go_back() {
    let mut shelf = Shelf::new();
    assert_eq!(shelf.kept(), pairs(&AT_FIRST));
    shelf.window.get_by_label("2 划线 · 0 批注 · 2 标签");
    assert!(!shelf.has_card("外贸"));
    shelf.library();
    shelf.window.get_by_label("5 划线 · 0 批注 · 3 文档");
    for (quote, _) in AT_FIRST {
        assert!(shelf.has_card(quote), "{quote}");
    }
    // By document, in the order of their titles.
    let top = |name: &str| {
        let names = shelf.window.get_all_by_role_and_label(Role::Heading, name);
        names.map(|node| node.rect()).find(|rect| rect.left() > 900.0).unwrap().top()
    };
    assert!(top("丙篇") < top("乙篇") && top("乙篇") < top("甲篇"));
    shelf.press(Modifiers::ALT, Key::F);
    assert!(!shelf.has_card("外贸"));
    shelf.press(Modifiers::ALT, Key::F);
    assert!(shelf.has_card("外贸"));
}

#[test]
fn the_library_is_narrowed_by_document_tag_and_words() {
    let mut shelf = Shelf::new();
    shelf.library();
    shelf.click("乙篇 2");
    assert!(shelf.has_card("外贸") && shelf.has_card("第三句话") && !shelf.has_card("春耕"));
    shelf.click("数据");
    shelf.window.get_by_label("1 / 5");
    assert!(shelf.has_card("外贸") && !shelf.has_card("第三句话") && !shelf.has_card("企业"));
    shelf.click("全部");
    shelf.click_with(Modifiers::SHIFT, "乙篇 2");
    assert!(!shelf.has_card("外贸") && shelf.has_card("春耕") && shelf.has_card("企业"));
    shelf.click("全部");
    for (typed, found) in [("chungeng", "春耕"), ("外貿", "外贸"), ("丙篇", "春耕")] {
        shelf.press(Modifiers::COMMAND | Modifiers::SHIFT, Key::F);
        shelf.press(Modifiers::COMMAND, Key::A);
        shelf.window.event(egui::Event::Text(typed.to_owned()));
        shelf.serve();
        shelf.window.get_by_label("1 / 5");
        assert!(shelf.has_card(found), "{typed}");
    }
    // The document's own list has no part in that.
    shelf.press(Modifiers::NONE, Key::Escape);
    shelf.window.get_by_role_and_label(Role::Switch, "本文").click();
    shelf.serve();
    shelf.window.get_by_label("2 划线 · 0 批注 · 2 标签");
}

#[test]
fn a_click_opens_the_other_document_at_the_passage() {
    let mut shelf = Shelf::new();
    shelf.library();
    let jumps = shelf.window.state().state.jumps;
    shelf.click("第三句话");
    let state = &shelf.window.state().state;
    assert_eq!(state.open.as_ref().unwrap().document.title(), "乙篇");
    assert_eq!(state.active_annotation().unwrap().excerpt.exact, "第三句话");
    assert!(state.jumps > jumps, "the passage flashes");
    shelf.window.get_by_label("5 划线 · 0 批注 · 3 文档");
    assert!(shelf.has_card("企业"), "what is listed stays");
}

#[test]
fn many_are_tagged_recoloured_and_removed_in_all_documents_as_one_step() {
    let mut shelf = Shelf::new();
    shelf.library();
    for label in ["企业", "外贸", "第三句话"] {
        shelf.click_with(Modifiers::COMMAND, label);
    }
    shelf.window.get_by_label("已选 3 条");
    shelf.press(Modifiers::NONE, Key::Num3);
    let tagged = pairs(&[
        ("物流", "要点"),
        ("企业", "数据 问题"),
        ("外贸", "数据 问题"),
        ("第三句话", "问题"),
        ("春耕", "要点"),
    ]);
    assert_eq!(shelf.kept(), tagged);
    // At once a second act, on what the first one left.
    shelf.press(Modifiers::NONE, Key::H);
    let colored = |shelf: &Shelf| {
        let notes = shelf.library.all_notes().unwrap();
        let notes = notes.iter().flat_map(|stored| stored.notebook.annotations.values());
        notes.filter(|note| note.color.is_some()).count()
    };
    assert_eq!(colored(&shelf), 3);
    shelf.press(Modifiers::NONE, Key::Delete);
    assert_eq!(shelf.kept(), pairs(&[("物流", "要点"), ("春耕", "要点")]));
    assert!(!shelf.has_card("外贸") && shelf.has_card("春耕"));
    shelf.press(Modifiers::COMMAND, Key::Z);
    assert_eq!(shelf.kept(), tagged);
    assert!(shelf.has_card("外贸"));
    shelf.press(Modifiers::COMMAND, Key::Z);
    shelf.press(Modifiers::COMMAND, Key::Z);
    assert_eq!(shelf.kept(), pairs(&AT_FIRST));
    for _ in 0..3 {
        shelf.press(Modifiers::COMMAND, Key::Y);
    }
    assert_eq!(shelf.kept(), pairs(&[("物流", "要点"), ("春耕", "要点")]));
}

#[test]
fn a_new_tag_is_put_on_notes_of_another_document_alone_and_undone() {
    let mut shelf = Shelf::new();
    shelf.library();
    shelf.click_with(Modifiers::COMMAND, "春耕");
    shelf.press(Modifiers::NONE, Key::T);
    shelf.window.event(egui::Event::Text("农业".to_owned()));
    shelf.serve();
    shelf.press(Modifiers::COMMAND, Key::Enter);
    assert!(shelf.kept().contains(&("春耕".to_owned(), "要点 农业".to_owned())));
    shelf.press(Modifiers::COMMAND, Key::Z);
    assert_eq!(shelf.kept(), pairs(&AT_FIRST));
}

#[test]
fn a_document_in_a_tab_is_changed_there_and_what_cannot_be_done_says_why() {
    let mut shelf = Shelf::new();
    shelf.show(1);
    shelf.show(0);
    assert_eq!(shelf.window.state().state.tabs.len(), 2);
    shelf.library();
    shelf.click_with(Modifiers::COMMAND, "外贸");
    shelf.click_with(Modifiers::COMMAND, "春耕");
    assert!(shelf.button(texts::MERGE_CHOSEN.zh).accesskit_node().is_disabled());
    shelf.press(Modifiers::NONE, Key::Num3);
    assert!(shelf.kept().contains(&("外贸".to_owned(), "数据 问题".to_owned())));
    assert!(shelf.kept().contains(&("春耕".to_owned(), "要点 问题".to_owned())));
    shelf.press(Modifiers::COMMAND, Key::Z);
    assert_eq!(shelf.kept(), pairs(&AT_FIRST));
}

#[test]
fn what_is_listed_is_what_is_exported_over_documents() {
    let mut shelf = Shelf::new();
    shelf.library();
    shelf.click("数据");
    shelf.click(texts::EXPORT_SHOWN.zh);
    let choice = &shelf.window.state().state.export.choice;
    assert_eq!(choice.scope, ExportScope::Library);
    assert_eq!(choice.request.filter.ids.as_ref().unwrap().len(), 2);
    shelf.press(Modifiers::NONE, Key::Escape);
    shelf.click(texts::COPY_SHOWN.zh);
    let copied = shelf.window.state().effects.iter().find_map(|effect| match effect {
        Effect::CopyExport(task) => Some(task.choice.scope),
        _ => None,
    });
    assert_eq!(copied, Some(ExportScope::Library));
    // Without a list nothing of other documents is meant.
    shelf.press(Modifiers::COMMAND, Key::E);
    let choice = &shelf.window.state().state.export.choice;
    assert_eq!((choice.scope, &choice.request.filter.ids), (ExportScope::Document, &None));
}
