//! The reading diary: days, documents and what was done, from the times that notes have.

use std::path::PathBuf;

use danhuang::app::diary::{Diary, DiaryAct, DiaryFilter, DiaryRow};
use danhuang::app::diary_past::Kept;
use danhuang::app::diary_text::diary_text;
use danhuang::app::passage_link::PassageLink;
use danhuang::app::{Recent, texts};
use danhuang::notebook::{
    Annotation, AnnotationId, Change, Codebook, Diff, Notebook, TagId, Timestamp,
};
use danhuang::store::{DocumentRecord, StoredNotes};
use danhuang::text::Language;
use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};

use crate::strategies;

const HOUR: i64 = 3_600_000;

/// A note made and changed at these hours since 1970.
fn note(number: u32, quote: &str, words: &str, (made, changed): (i64, i64)) -> Annotation {
    let rng = TestRng::deterministic_rng(RngAlgorithm::ChaCha);
    let mut runner = TestRunner::new_with_rng(Config::default(), rng);
    let mut note = strategies::annotation().new_tree(&mut runner).unwrap().current();
    note.id = AnnotationId(format!("01J{number:023}"));
    (note.excerpt.exact, note.note) = (quote.to_owned(), words.to_owned());
    note.tags.clear();
    (note.created, note.modified) = (Timestamp(made * HOUR), Timestamp(changed * HOUR));
    note
}

fn stored(title: &str, notes: Vec<Annotation>) -> StoredNotes {
    let record = DocumentRecord {
        title: title.to_owned(),
        contents: vec![format!("{:064x}", title.len())],
        paths: vec![format!("/文档/{title}.txt")],
        ..DocumentRecord::default()
    };
    let annotations = notes.into_iter().map(|note| (note.id.clone(), note)).collect();
    StoredNotes { record, notebook: Notebook { annotations, ..Notebook::default() } }
}

fn kept(notes: StoredNotes) -> Kept {
    Kept { notes, done: Vec::new() }
}

/// Two documents over two days, on a clock that is eight hours ahead.
fn diary() -> Diary {
    let mut codebook = Codebook::starting();
    codebook.memo.clear();
    let tag = codebook.find("数据").unwrap().id.clone();
    let mut tagged = note(1, "复工*复产*", "口径？", (1, 30));
    tagged.tags.insert(tag);
    let first = stored("甲", vec![tagged, note(2, "物流", "", (17, 17))]);
    let second = stored("乙", vec![note(3, "外贸", "稳住了\n第二段", (2, 3))]);
    let recent = Recent {
        path: PathBuf::from("/文档/乙.txt"),
        title: "乙".to_owned(),
        percent: 10,
        read: Timestamp(4 * HOUR),
        n_notes: 1,
    };
    let local = |at: Timestamp| at.0 + 8 * HOUR;
    Diary::new(&[kept(first), kept(second)], &[recent], &codebook, &local)
}

fn told(diary: &Diary, filter: &DiaryFilter) -> Vec<String> {
    let rows = diary.rows(filter, &|| true).unwrap();
    let tell = |row: &DiaryRow| match row {
        DiaryRow::Day(day) => {
            let name = texts::day_with_weekday(Language::Chinese, day.day);
            format!("{name}：{}", texts::day_counts(Language::Chinese, *day))
        }
        DiaryRow::Document(at, _) => format!("《{}》", diary.documents[*at as usize].title),
        DiaryRow::Entry(at) => {
            let entry = &diary.entries[*at as usize];
            format!("{} {:?} {}", entry.clock(), entry.act, entry.quote)
        }
    };
    rows.iter().map(tell).collect()
}

#[test]
fn days_come_newest_first_on_the_readers_clock_and_documents_as_they_were_at_hand() {
    assert_eq!(
        told(&diary(), &DiaryFilter::default()),
        [
            // Made at 17 UTC, which is after midnight here; changed on the next day, not on the first.
            "1970-01-02 星期五：1 划线 · 1 批注 · 1 篇",
            "《甲》",
            "01:00 Marked 物流",
            "14:00 Changed 复工*复产*",
            "1970-01-01 星期四：2 划线 · 2 批注 · 2 篇",
            "《甲》",
            "09:00 Marked 复工*复产*",
            "《乙》",
            "10:00 Marked 外贸",
            "12:00 Opened ",
        ]
    );
}

#[test]
fn it_is_narrowed_by_words_pinyin_tags_document_and_whether_something_is_written() {
    let diary = diary();
    let entries = |filter: DiaryFilter| -> Vec<String> {
        let told = told(&diary, &filter);
        told.into_iter().filter(|line| line.as_bytes()[2] == b':').collect()
    };
    let search = |words: &str| {
        entries(DiaryFilter { search: words.to_owned(), ..DiaryFilter::default() }).len()
    };
    assert_eq!((search("稳 住"), search("waimao"), search("数据"), search("没有")), (1, 1, 2, 0));
    assert_eq!(search("乙"), 2, "its title is sought too");
    let second = DiaryFilter { document: Some(1), ..DiaryFilter::default() };
    assert_eq!(entries(second), ["10:00 Marked 外贸", "12:00 Opened "]);
    assert_eq!(entries(DiaryFilter { is_written: true, ..DiaryFilter::default() }).len(), 3);
    assert!(diary.rows(&DiaryFilter::default(), &|| false).is_none(), "nobody waits for it");
}

#[test]
fn each_entry_has_an_address_that_leads_to_its_note() {
    let diary = diary();
    let entry = diary.entries.iter().find(|entry| entry.quote == "外贸").unwrap();
    let link = PassageLink::from_address(&entry.address(diary.document(entry).unwrap())).unwrap();
    assert_eq!(link.note, entry.note);
    assert_eq!((link.text.as_str(), link.file), ("外贸", Some(PathBuf::from("/文档/乙.txt"))));
    let opened = diary.entries.iter().find(|entry| entry.act == DiaryAct::Opened).unwrap();
    let link = PassageLink::from_address(&opened.address(diary.document(opened).unwrap())).unwrap();
    assert!(link.is_of(&format!("{:064x}", "乙".len())) && link.note.is_none());
}

#[test]
fn as_markdown_it_has_days_documents_quotes_and_links() {
    let diary = diary();
    let rows = diary.rows(&DiaryFilter::default(), &|| true).unwrap();
    let text = diary_text(&diary, &rows, Language::Chinese);
    for part in [
        "# 阅读日志\n",
        "\n## 1970-01-02 星期五\n",
        "\n### 乙\n",
        "\n> 复工\\*复产\\*\n\n#数据\n\n口径？\n",
        "[10:00 划线](<danhuang://",
        "\n稳住了\\\n第二段\n",
    ] {
        assert!(text.contains(part), "{part:?} in {text}");
    }
}

#[test]
fn what_undo_knows_tells_what_was_tagged_written_and_deleted_on_each_day() {
    let made = note(1, "复工", "", (1, 1));
    let tagged =
        made.edited(Timestamp(30 * HOUR), |note| note.tags.extend([TagId("T".to_owned())]));
    let Some(Change::Annotation(tagged)) = tagged else { panic!("it changes") };
    let after = tagged.after.clone().unwrap();
    let write = |note: &Annotation, at: i64, words: &str| {
        let change = note.edited(Timestamp(at), |note| words.clone_into(&mut note.note));
        let Some(Change::Annotation(diff)) = change else { panic!("it changes") };
        diff
    };
    let first = write(&after, 31 * HOUR, "口");
    let second = write(first.after.as_ref().unwrap(), 32 * HOUR, "口径");
    let gone = note(2, "物流", "旧话", (2, 2));
    let removed = Diff { before: Some(gone.clone()), after: None };
    let begun = Diff { before: None, after: Some(gone.clone()) };
    let mut notes = stored("甲", vec![second.after.clone().unwrap()]);
    notes.record.removed.insert(gone.id, Timestamp(33 * HOUR));
    let soon = write(&made, HOUR + 1, "同一天写的");
    let done = [begun, soon, tagged, first, second, removed].map(Change::Annotation).to_vec();
    let diary = Diary::new(&[Kept { notes, done }], &[], &Codebook::starting(), &|at| at.0);
    assert_eq!(
        told(&diary, &DiaryFilter::default()),
        [
            "1970-01-02 星期五：0 划线 · 1 改标签 · 1 批注 · 1 删除 · 1 篇",
            "《甲》",
            "06:00 Tagged 复工",
            "08:00 Written 复工",
            "09:00 Deleted 物流",
            "1970-01-01 星期四：2 划线 · 2 批注 · 1 篇",
            "《甲》",
            "01:00 Marked 复工",
            "02:00 Marked 物流",
        ]
    );
    let rows = diary.rows(&DiaryFilter::default(), &|| true).unwrap();
    let Some(DiaryRow::Document(_, counts)) = rows.get(1) else { panic!("a document") };
    let says = texts::document_counts(Language::Chinese, *counts);
    assert_eq!(says, "1 改标签 · 1 批注 · 1 删除");
}

#[test]
fn a_file_that_was_moved_is_one_document_by_its_title() {
    let mut moved = stored("甲", vec![note(1, "复工", "", (1, 1))]);
    moved.record.paths.insert(0, "/旧处/a.txt".to_owned());
    let recent = |path: &str, title: &str| Recent {
        path: PathBuf::from(path),
        title: title.to_owned(),
        percent: 10,
        read: Timestamp(2 * HOUR),
        n_notes: 1,
    };
    let recents = [recent("/旧处/a.txt", "a.txt"), recent("/文档/b.txt", "乙的标题")];
    let diary = Diary::new(&[kept(moved)], &recents, &Codebook::starting(), &|at| at.0);
    let titles: Vec<&str> = diary.documents.iter().map(|document| &*document.title).collect();
    assert_eq!(titles, ["甲", "乙的标题"]);
}
