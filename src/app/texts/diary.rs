//! The texts of the reading diary.

use crate::app::diary::{DiaryAct, DiaryCounts, DiaryDay};
use crate::text::{Bilingual, Language, Phrase};

const fn t(zh: &'static str, en: &'static str) -> Bilingual {
    Bilingual::new(zh, en)
}

/// What it is called.
pub const DIARY: Bilingual = t("阅读日志", "Reading diary");
/// In its search field.
pub const DIARY_SEARCH: Bilingual = t("在日志里搜索", "Search the diary");
/// While it is put together.
pub const DIARY_COMES: Bilingual = t("正在翻阅笔记库……", "Looking through the library…");
/// Where there is nothing in it.
pub const DIARY_EMPTY: Bilingual = t(
    "还没有可记的：划线、写批注、加书签以后，这里按日子列出来。",
    "Nothing yet: what you mark, write and bookmark is listed here by day.",
);
/// Writes it to a file.
pub const SAVE_DIARY: Bilingual = t("存为 Markdown…", "Save as Markdown…");
/// After it was copied.
pub const DIARY_COPIED: Bilingual = t("日志已复制为 Markdown", "Diary copied as Markdown");

/// What was done.
pub const fn diary_act(act: DiaryAct) -> Bilingual {
    match act {
        DiaryAct::Opened => t("最近一次打开", "last opened"),
        DiaryAct::Marked => t("划线", "marked"),
        DiaryAct::Tagged => t("标签", "tagged"),
        DiaryAct::Written => t("批注", "written"),
        DiaryAct::Changed => t("改动", "changed"),
        DiaryAct::Deleted => t("删除", "deleted"),
        DiaryAct::Bookmarked => t("书签", "bookmarked"),
    }
}

/// "2026-11-28 星期六": a day by its number since 1970-01-01.
pub fn day_with_weekday(language: Language, day: i64) -> String {
    // The first of those days was a Thursday.
    let weekday = (day + 3).rem_euclid(7) as usize;
    let name = match language {
        Language::Chinese => ["星期一", "星期二", "星期三", "星期四", "星期五", "星期六", "星期日"],
        Language::English => {
            ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
        }
    };
    format!("{} {}", super::day_of_number(day), name.get(weekday).unwrap_or(&""))
}

/// "12 划线 · 3 批注 · 2 篇".
pub fn day_counts(language: Language, day: DiaryDay) -> String {
    let documents = super::grouped(day.n_documents);
    let documents = match language {
        Language::Chinese => format!("{documents} 篇"),
        Language::English => {
            format!("{documents} document{}", if day.n_documents == 1 { "" } else { "s" })
        }
    };
    let counts = counted(language, day.counts, &[Counted::Marked, Counted::Written]);
    format!("{counts} · {documents}")
}

/// "12 划线 · 1 删除": how much was done in a document on a day; nothing where it was only read.
pub fn document_counts(language: Language, counts: DiaryCounts) -> String {
    counted(language, counts, &[])
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Counted {
    Marked,
    Tagged,
    Written,
    Deleted,
}

/// The counts that are not 0, and those that are said `always`.
fn counted(language: Language, counts: DiaryCounts, always: &[Counted]) -> String {
    let DiaryCounts { n_marked, n_tagged, n_written, n_deleted } = counts;
    let all = [
        (n_marked, Counted::Marked),
        (n_tagged, Counted::Tagged),
        (n_written, Counted::Written),
        (n_deleted, Counted::Deleted),
    ];
    let said = all.into_iter().filter(|(count, what)| *count > 0 || always.contains(what));
    let said = said.map(|(count, what)| {
        let (zh, en) = match what {
            Counted::Marked => ("划线", "marked"),
            Counted::Tagged => ("改标签", "retagged"),
            Counted::Written if count == 1 => ("批注", "note"),
            Counted::Written => ("批注", "notes"),
            Counted::Deleted => ("删除", "deleted"),
        };
        format!("{} {}", super::grouped(count), Bilingual::new(zh, en).get(language))
    });
    said.collect::<Vec<_>>().join(" · ")
}

/// Opens the document that the diary is narrowed to.
pub const OPEN_THIS: Bilingual = t("打开它", "Open it");

/// A document that the diary is narrowed to.
pub fn only_document(language: Language, title: &str) -> String {
    match language {
        Language::Chinese => format!("只看《{title}》"),
        Language::English => format!("only “{title}”"),
    }
}

/// The diary could not be put together.
pub fn diary_failed(why: &Phrase) -> Phrase {
    Phrase::new(
        format!("读不出笔记库，日志不全：{}", why.zh),
        format!("The library cannot be read for the diary: {}", why.en),
    )
}
