//! Damage that is followed by changes, hands that write into the file, and what mending makes of both.

use std::fs;
use std::path::Path;

use danhuang::host::library::Library;
use danhuang::notebook::{Annotation, Codebook};
use danhuang::store::notes_from_ron;

use crate::damage::Numbers;
use crate::faults::target;
use crate::outside::{Notes, Shelf, change, cut, n_damages, note};

/// Writes other bytes into a file as a failing disk has them: nobody wrote it since, says its time.
pub(crate) fn write_as_disks_do(file: &Path, bytes: &[u8]) {
    let time = fs::metadata(file).unwrap().modified().unwrap();
    fs::write(file, bytes).unwrap();
    fs::File::options().write(true).open(file).unwrap().set_modified(time).unwrap();
}

#[test]
fn damage_that_is_followed_by_a_change_costs_nothing_and_is_told() {
    type Harm = fn(&str) -> String;
    let harms: [(&str, Harm); 4] = [
        ("cut off in its head", |text| text.chars().take(80).collect()),
        ("cut off", |text| text.chars().take(text.chars().count() / 2).collect()),
        ("emptied", |_| String::new()),
        ("torn between its blocks", |text| text.replacen("        //@ 01J", "        /@ 01J", 1)),
    ];
    for (what, harm) in harms {
        for is_window in [false, true] {
            let mut shelf = Shelf::with(5);
            let file = shelf.file("notes.ron");
            let text = fs::read_to_string(&file).unwrap();
            fs::write(&file, harm(&text)).unwrap();
            let new = note(40);
            let made = change(None, Some(&new));
            if is_window {
                // As in a window in which the document was open before.
                shelf.library.commit(&target(0), &[made]).unwrap();
                shelf.library.settle_all().unwrap();
            } else {
                let other = Library::open(Some(shelf.library.folder().to_path_buf())).unwrap();
                let told = other.commit_whole(&target(0), &[made]).unwrap().told;
                let is_told = |start: &str| told.iter().any(|phrase| phrase.en.contains(start));
                assert!(is_told("damaged") || is_told("ends too early"), "{what}: {told:?}");
                assert!(is_told("brought back from the history"), "{what}: {told:?}");
            }
            shelf.notes.insert(new.id.clone(), new);
            let found = shelf.load();
            assert_eq!(found.problems, [], "{what}, {is_window}");
            assert!(found.notebook.annotations == shelf.notes, "{what}, {is_window}");
            assert_eq!(shelf.n_aside(), 1, "{what}: the damaged file is kept");
            assert_eq!(shelf.library.document_ids().unwrap().len(), 1, "{what}");
        }
    }
}

#[test]
fn what_a_change_brings_back_the_window_reads_again() {
    use danhuang::host::watch::Seen;
    let mut shelf = Shelf::with(5);
    let (fingerprint, path) = (target(0).fingerprint, target(0).path);
    let mut seen = Seen::default();
    let mut look = |library: &Library| {
        let read = library.changed_outside(&fingerprint, path.as_deref(), &mut seen).unwrap();
        read.map(|(notebook, _)| notebook.annotations)
    };
    look(&shelf.library);
    let text = fs::read_to_string(shelf.file("notes.ron")).unwrap();
    fs::write(shelf.file("notes.ron"), cut(&text, text.len() / 2)).unwrap();
    assert!(look(&shelf.library).is_some_and(|notes| notes.len() < 5), "it is read as it is");
    let new = note(40);
    shelf.library.commit(&target(0), &[change(None, Some(&new))]).unwrap();
    shelf.library.settle_all().unwrap();
    shelf.notes.insert(new.id.clone(), new);
    assert_eq!(look(&shelf.library), Some(shelf.notes.clone()));
}

#[test]
fn an_old_file_in_the_place_of_the_new_one_is_noticed_though_another_change_follows() {
    let mut shelf = Shelf::with(60);
    let small = Shelf::with(3);
    fs::copy(small.file("notes.ron"), shelf.file("notes.ron")).unwrap();
    // What is written of another document says nothing of this one.
    shelf.library.commit_whole(&target(1), &[change(None, Some(&note(70)))]).unwrap();
    let gone = |phrase: &danhuang::text::Phrase| phrase.en.starts_with("57 notes are gone");
    assert!(shelf.load().problems.iter().any(gone));
    let new = note(80);
    shelf.library.commit_whole(&target(0), &[change(None, Some(&new))]).unwrap();
    shelf.notes.insert(new.id.clone(), new);
    assert!(shelf.load().notebook.annotations == shelf.notes);
    assert_eq!(shelf.n_aside(), 1);
}

#[test]
fn what_a_hand_wrote_into_the_file_stays_through_mending_changes_and_later_damage() {
    for is_changed_between in [false, true] {
        let mut shelf = Shelf::with(4);
        shelf.edit(1, Some("改过的话"));
        shelf.library.settle_all().unwrap();
        let file = shelf.file("notes.ron");
        let text = fs::read_to_string(&file).unwrap();
        fs::write(&file, text.replacen("改过的话", "手写的", 1)).unwrap();
        let problems = shelf.load().problems;
        assert!(problems[0].en.starts_with("a note was changed outside"), "{problems:?}");
        if is_changed_between {
            shelf.edit(3, Some("也改"));
            shelf.library.settle_all().unwrap();
        }
        shelf.library.repair(&shelf.id).unwrap();
        assert_eq!(shelf.load().problems, [], "what was taken over is ours");
        let wanted = |shelf: &Shelf| {
            let last = if is_changed_between { "也改" } else { "第 3 条" };
            assert_eq!(shelf.texts(), ["第 0 条", "手写的", "第 2 条", last]);
        };
        wanted(&shelf);
        // The history knows it too.
        let text = fs::read_to_string(&file).unwrap();
        fs::write(&file, cut(&text, 300)).unwrap();
        shelf.library.repair(&shelf.id).unwrap();
        wanted(&shelf);
        // And that it was otherwise before.
        let moments = shelf.library.moments(&shelf.id);
        let at = |moment| shelf.library.notes_at(&shelf.id, moment).annotations;
        let was = |notes: Notes| notes.values().any(|note| note.note == "改过的话");
        assert!(moments.into_iter().any(|moment| was(at(moment))));
    }
}

#[test]
fn a_damaged_file_of_tags_gets_back_those_that_notes_carry() {
    for is_mended in [false, true] {
        let shelf = Shelf::with(2);
        let codebook = Codebook::starting();
        let mut ids = (0..9).map(|number| format!("01J00000000000000000000TA{number}"));
        let (tag, mut changes) = codebook.make("政策/复工", || ids.next().unwrap()).unwrap();
        let mut tagged = note(50);
        tagged.tags.insert(tag.clone());
        changes.push(change(None, Some(&tagged)));
        shelf.library.commit_whole(&target(0), &changes).unwrap();
        let file = shelf.library.codebook_file();
        let text = fs::read_to_string(&file).unwrap();
        fs::write(&file, cut(&text, 200)).unwrap();
        if is_mended {
            shelf.library.repair_tags().unwrap();
        } else {
            let (_, changes) =
                codebook.make("旁的", || "01J000000000000000000000TB".to_owned()).unwrap();
            shelf.library.commit_whole(&target(0), &changes).unwrap();
        }
        let (codebook, problems) = shelf.library.codebook().unwrap();
        assert_eq!(problems, [], "{is_mended}");
        assert!(codebook.path(&tag).ends_with("复工"), "{}", codebook.path(&tag));
        assert_eq!(codebook.find("旁的").is_some(), !is_mended);
        let aside = fs::read_dir(shelf.library.folder()).unwrap().flatten();
        let is_aside = |name: &str| name.starts_with("codebook.damaged-");
        assert!(aside.into_iter().any(|entry| is_aside(&entry.file_name().to_string_lossy())));
    }
}

#[test]
fn mending_puts_back_what_no_hand_writes_and_keeps_the_file_as_it_was() {
    // Where the file says that nobody wrote it, any other word is the disk's.
    let unwritten = |file: &Path, text: String| write_as_disks_do(file, text.as_bytes());
    let written = |file: &Path, text: String| fs::write(file, text).unwrap();
    type Write<'a> = &'a dyn Fn(&Path, String);
    let cases: [(&str, &str, Write<'_>); 8] = [
        ("改过的话", "改过的画", &unwritten),
        ("headings: ", "heading3: ", &unwritten),
        ("color: ", "colnr: ", &unwritten),
        ("slate", "slatg", &unwritten),
        ("revision: 2", "revision: 3", &unwritten),
        ("id: \"01J00000000000000000000001", "id: \"01J0000000000000000000000Q", &unwritten),
        ("改过的话", "改\u{fffd}的话", &written),
        ("before: \"", "before: \"x", &written),
    ];
    for (from, to, write) in cases {
        let mut shelf = Shelf::with(4);
        shelf.edit(1, Some("改过的话"));
        shelf.library.settle_all().unwrap();
        let file = shelf.file("notes.ron");
        let text = fs::read_to_string(&file).unwrap();
        let at = text.find("改过的话").unwrap();
        let behind = text.get(at..).unwrap().find(from).map(|found| at + found);
        let at = behind.or_else(|| text.find(from)).unwrap();
        let harmed = [cut(&text, at), to, text.get(at + from.len()..).unwrap()].concat();
        write(&file, harmed);
        assert_eq!(shelf.library.repair(&shelf.id).unwrap(), 1, "{to}");
        let found = shelf.load();
        assert_eq!(found.problems, [], "{to}");
        assert!(found.notebook.annotations == shelf.notes, "{to}");
        assert_eq!(shelf.n_aside(), 1, "{to}");
        // Nor does the history know anything of it.
        let text = fs::read_to_string(&file).unwrap();
        write_as_disks_do(&file, cut(&text, 300).as_bytes());
        shelf.library.repair(&shelf.id).unwrap();
        assert!(shelf.load().notebook.annotations == shelf.notes, "{to}");
    }
}

#[test]
fn bits_that_flip_all_over_a_file_cost_nothing_though_some_make_other_words() {
    let mut numbers = Numbers(11);
    let mut shelf = Shelf::with(30);
    for number in 0..30 {
        shelf.edit(
            number,
            Some(&["河西", "南门的", "老街那里的", "桥头"][number % 4].repeat(number)),
        );
    }
    shelf.library.settle_all().unwrap();
    let whole = fs::read(shelf.file("notes.ron")).unwrap();
    let head = |text: &[u8]| {
        let read = notes_from_ron(&String::from_utf8_lossy(text)).value;
        (read.record, read.notebook.bookmarks, read.notebook.by_hand)
    };
    for round in 0..n_damages() {
        let mut bytes = fs::read(shelf.file("notes.ron")).unwrap();
        for _ in 0..6 + round % 7 {
            let at = numbers.below(bytes.len());
            bytes[at] ^= 1 << numbers.below(8);
        }
        write_as_disks_do(&shelf.file("notes.ron"), &bytes);
        shelf.library.repair(&shelf.id).unwrap();
        let found = shelf.load();
        assert_eq!(found.problems, [], "round {round}");
        let is_other = |note: &&Annotation| found.notebook.annotations.get(&note.id) != Some(*note);
        let others: Vec<_> = shelf.notes.values().filter(is_other).map(|note| &note.id.0).collect();
        assert_eq!(others, [""; 0], "round {round}");
        let mended = fs::read(shelf.file("notes.ron")).unwrap();
        assert_eq!(head(&mended), head(&whole), "round {round}");
    }
}
