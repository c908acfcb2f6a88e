//! The text on the clipboard as a document: asked for, kept as a file, opened like any other.

use std::path::Path;

use danhuang::app::{Action, Command, Effect, Event, Load};
use danhuang::host::library::Library;

use crate::app::Program;

fn loads(program: &Program) -> Vec<&Load> {
    let mut loads = Vec::new();
    for effect in &program.effects {
        if let Effect::Load(_, what) = effect {
            loads.push(what);
        }
    }
    loads
}

#[test]
fn the_text_on_the_clipboard_becomes_a_document_when_it_was_asked_for() {
    let mut program = Program::new();
    program.act(Action::OpenPasted);
    assert!(program.effects.iter().any(|effect| matches!(effect, Effect::AskForPaste)));
    assert!(program.state.awaits_paste);
    program.run(Command::OpenText("湖边的书店\n\n开了三十年。\n".to_owned()));
    assert!(!program.state.awaits_paste);
    let pasted = Load::Pasted("湖边的书店\n\n开了三十年。\n".to_owned());
    assert_eq!(loads(&program).last(), Some(&&pasted));
    // The time for the answer is over, and it came.
    program.event(Event::PasteDue);
    assert!(program.state.notices.is_empty(), "{:?}", program.state.notices);
}

#[test]
fn a_clipboard_without_text_is_said_and_nothing_waits_on() {
    let mut program = Program::new();
    program.act(Action::OpenPasted);
    program.event(Event::PasteDue);
    assert!(!program.state.awaits_paste);
    assert_eq!(program.state.notices.len(), 1);
    program.act(Action::OpenPasted);
    program.run(Command::OpenText(" \n".to_owned()));
    assert!(loads(&program).iter().all(|load| !matches!(load, Load::Pasted(_))));
}

#[test]
fn a_pasted_text_is_a_file_of_the_library_the_same_text_the_same_file() {
    let folder = tempfile::TempDir::new().unwrap();
    let library = Library::open(Some(folder.path().to_path_buf())).unwrap();
    let text = "湖边的书店：三十年\r\n\r\n老板说，😀 不想关门。";
    let path = library.keep_pasted(text).unwrap();
    assert_eq!(std::fs::read_to_string(&path).unwrap(), text);
    let name = |path: &Path| {
        let stem = path.file_stem().unwrap().to_string_lossy();
        let words = stem.rsplit_once('-').unwrap().0.to_owned();
        (words, path.extension().unwrap().to_string_lossy().into_owned())
    };
    assert_eq!(name(&path), ("湖边的书店三十年".to_owned(), "txt".to_owned()));
    assert_eq!(library.keep_pasted(text).unwrap(), path);
    assert_ne!(library.keep_pasted("湖边的书店：三十年\n").unwrap(), path);
    // A page keeps being one.
    let page = library.keep_pasted("<article><h1>水 塔</h1><p>文</p></article>").unwrap();
    assert_eq!(name(&page), ("水塔".to_owned(), "html".to_owned()));
    for odd in ["...", "a < b, b > c", "<3", "../../etc/passwd", "\u{202E}名\0"] {
        let path = library.keep_pasted(odd).unwrap();
        assert_eq!(path.parent().unwrap(), folder.path().join("pasted"), "{odd}");
        assert!(path.extension().is_some_and(|extension| extension == "txt"), "{odd}");
    }
}
