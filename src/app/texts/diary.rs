//! The texts of the reading diary.

use crate::app::diary::{DiaryAct, DiaryDay};
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
        DiaryAct::Changed => t("改动", "changed"),
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
    let [marked, written, documents] =
        [day.n_marked, day.n_written, day.n_documents].map(super::grouped);
    match language {
        Language::Chinese => format!("{marked} 划线 · {written} 批注 · {documents} 篇"),
        Language::English => {
            let s = |count: usize| if count == 1 { "" } else { "s" };
            format!(
                "{marked} marked · {written} note{} · {documents} document{}",
                s(day.n_written),
                s(day.n_documents)
            )
        }
    }
}

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
