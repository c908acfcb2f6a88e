//! The texts of keeping notes: their history, damage, backups.

use std::path::Path;

use crate::app::Phrase;
use crate::notebook::{ChangeSum, TagId, Timestamp};
use crate::text::{Bilingual, Language};

const fn t(zh: &'static str, en: &'static str) -> Bilingual {
    Bilingual::new(zh, en)
}

/// A file in a tab cannot be read: it may stand elsewhere, where its notes find it by what it holds.
pub const LOOK_FOR_FILE: Bilingual = t("另选文件…", "Choose a file…");
/// Another program changed the notes.
pub const CHANGED_OUTSIDE: Bilingual =
    t("别处改了标注，已经并进来", "The notes were changed elsewhere; that is taken in");
/// A document whose notes have no history yet.
pub const NO_MOMENTS: Bilingual = t(
    "还没有历史：标注改过以后才有。",
    "There is no history yet; it begins when notes are changed.",
);
/// The notes at a moment are as they are now.
pub const NOTHING_OTHER: Bilingual =
    t("那时的标注，现在都在，也没有改过。", "Every note of then is here, and as it was.");
/// A note that is gone.
pub const WAS_REMOVED: Bilingual = t("后来删了", "removed since");
/// A note on which other words are written now.
pub const WAS_WRITTEN: Bilingual = t("后来改了批注", "rewritten since");
/// One that carries other tags.
pub const WAS_TAGGED: Bilingual = t("后来换了标签", "retagged since");
/// One that has another colour.
pub const WAS_COLORED: Bilingual = t("后来换了颜色", "recoloured since");
/// Makes one note what it was.
pub const BRING_BACK: Bilingual = t("找回", "Bring back");
/// Makes all notes what they were.
pub const BRING_ALL_BACK: Bilingual = t("全部找回", "Bring all back");
/// Mends damaged files.
pub const MEND: Bilingual = t("从历史修复", "Mend from the history");
/// Shows the history.
pub const SEE_HISTORY: Bilingual = t("看历史…", "See the history…");
/// Leaves damaged files as they are.
pub const LATER: Bilingual = t("以后再说", "Later");
/// That the file on the disk is no longer the text that is shown.
pub const REWRITTEN: Bilingual = t(
    "别的程序改写了这个文件，这里显示的是改写之前的内容。",
    "Another program wrote this file; what is shown is the text before.",
);
/// That the file of the text that is shown is no longer there.
pub const GONE: Bilingual = t(
    "文件已不在原处，正文和标注都还在。",
    "The file is gone from its place; text and notes stay.",
);
/// That it cannot be read.
pub const UNREADABLE: Bilingual = t(
    "现在读不到这个文件，正文和标注都还在。",
    "The file cannot be read at the moment; text and notes stay.",
);
/// Reads the file again.
pub const READ_AGAIN: Bilingual = t("重新载入", "Reload");
/// The list of moments, for those who listen.
pub const MOMENTS: Bilingual = t("历史时刻", "Moments of the history");

/// What the bar says of damaged files.
pub fn damage(language: Language, n_damaged: usize, n_notes: usize) -> String {
    match language {
        Language::Chinese => format!(
            "笔记文件有 {n_damaged} 处损坏，读出了 {n_notes} 条标注。损坏的文件会原样另存，什么也不会丢。"
        ),
        Language::English => {
            let places = match n_damaged {
                1 => "one place".to_owned(),
                _ => format!("{n_damaged} places"),
            };
            let notes = match n_notes {
                1 => "one note was".to_owned(),
                _ => format!("{n_notes} notes were"),
            };
            format!(
                "The files of the notes are damaged in {places}; {notes} read. What is damaged is kept aside as it is."
            )
        }
    }
}

/// How many notes are not as they were.
pub fn others(language: Language, n_others: usize, n_notes: usize) -> String {
    match language {
        Language::Chinese => format!("那时有 {n_notes} 条标注，其中 {n_others} 条后来删了或改了"),
        Language::English => {
            format!("There were {n_notes} notes; {n_others} of them were removed or changed since")
        }
    }
}

/// Notes are what they were.
pub fn brought_back(n_notes: usize) -> Phrase {
    Phrase::new(format!("找回了 {n_notes} 条标注"), format!("{n_notes} notes were brought back"))
}

/// Damaged files are mended.
pub fn mended(n_back: usize) -> Phrase {
    Phrase::new(
        format!("修好了，从历史找回 {n_back} 条标注"),
        format!("Mended; {n_back} notes came back from the history"),
    )
}

/// Opens the restored library from now on.
pub const USE_RESTORED: Bilingual = t("改用恢复的笔记库", "Use the restored library");
/// Joins it with the one that is open.
pub const JOIN_RESTORED: Bilingual = t("并进现在的笔记库…", "Merge it into this one…");
/// Above the ways in which notes that are elsewhere come here.
pub const HAVE_NOTES: Bilingual = t("笔记在别处？", "Notes elsewhere?");

/// A backup is restored beside the library that is open.
pub fn restored(n_documents: usize, folder: &Path) -> Phrase {
    let name = folder.file_name().unwrap_or_default().to_string_lossy();
    Phrase::new(
        format!("恢复了 {n_documents} 篇文档的笔记，放在 {name}；现在的笔记库没有动"),
        format!(
            "The notes of {n_documents} documents were restored to {name}; the library that is open was left alone"
        ),
    )
}

/// The library that was restored could not be opened.
pub fn not_taken(why: &str) -> Phrase {
    Phrase::new(
        format!("新窗口打不开，还在用现在的笔记库（{why}）"),
        format!("no window could be opened; this library stays in use ({why})"),
    )
}

/// A moment on the reader's clock, as a person says it.
pub fn moment(language: Language, moment: Timestamp, now: Timestamp) -> String {
    let zone = jiff::tz::TimeZone::system();
    let local = |at: Timestamp| {
        jiff::Timestamp::from_millisecond(at.0).unwrap_or_default().to_zoned_datetime(zone.clone())
    };
    let (then, now) = (local(moment), local(now));
    let days = now.date().since(then.date()).map_or(0, |span| span.get_days());
    let time = format!("{:02}:{:02}", then.hour(), then.minute());
    let (year, month, day) = (then.year(), then.month(), then.day());
    let is_this_year = year == now.year();
    match (language, days) {
        (Language::Chinese, 0) => format!("今天 {time}"),
        (Language::English, 0) => format!("today {time}"),
        (Language::Chinese, 1) => format!("昨天 {time}"),
        (Language::English, 1) => format!("yesterday {time}"),
        (Language::Chinese, _) if is_this_year => format!("{month} 月 {day} 日 {time}"),
        (Language::Chinese, _) => format!("{year} 年 {month} 月 {day} 日 {time}"),
        (Language::English, _) => format!("{} {time}", then.date()),
    }
}

/// How many notes there were at a moment of the history.
pub fn moment_total(language: Language, n_notes: usize) -> String {
    match language {
        Language::Chinese => format!("共 {n_notes} 条"),
        Language::English => format!("{n_notes} in all"),
    }
}

/// What changed at a moment of the history, part by part; `tag` says how a tag is called.
pub fn moment_changes(
    language: Language,
    sum: &ChangeSum,
    tag: impl Fn(&TagId) -> Option<String>,
) -> Vec<String> {
    let of = |count: usize, zh: &str, en: &str| {
        (count > 0).then(|| match language {
            Language::Chinese => format!("{zh} {count} 条"),
            Language::English => format!("{count} {en}"),
        })
    };
    let tags: Vec<String> = sum.tags.iter().filter_map(tag).collect();
    let tags = (!tags.is_empty()).then(|| match language {
        Language::Chinese => format!("打上 {}", tags.join("、")),
        Language::English => format!("tagged {}", tags.join(", ")),
    });
    let beside = sum.is_of_document.then(|| {
        t("改了书签、备忘或校订", "bookmarks, memo or corrections").get(language).to_owned()
    });
    let parts = [
        of(sum.n_new, "新划", "new"),
        of(sum.n_removed, "删去", "removed"),
        of(sum.n_written, "写批注", "written on"),
        of(sum.n_tagged, "换标签", "retagged"),
        of(sum.n_other, "换颜色或位置", "recoloured or moved"),
        tags,
        beside,
    ];
    parts.into_iter().flatten().collect()
}

/// How far the search for passages is.
pub fn locating(language: Language, n_done: usize, n_all: usize) -> String {
    match language {
        Language::Chinese => format!("正在找标注的原文 {n_done}/{n_all}"),
        Language::English => format!("Seeking passages {n_done}/{n_all}"),
    }
}

/// What the search for passages leaves to the reader.
pub fn located(n_unsure: usize, n_lost: usize) -> Phrase {
    let zh = match (n_unsure, n_lost) {
        (0, lost) => format!("文件改过了，有 {lost} 条标注的原文找不到了，都留在标注栏末尾"),
        (unsure, 0) => format!("文件改过了，有 {unsure} 条标注的位置待确认（Shift+Y 逐条看）"),
        (unsure, lost) => format!(
            "文件改过了，有 {unsure} 条标注的位置待确认（Shift+Y 逐条看），{lost} 条的原文找不到了，都留着"
        ),
    };
    let en = match (n_unsure, n_lost) {
        (0, lost) => format!(
            "The file changed: the passages of {lost} notes are gone; they are kept at the end of the list"
        ),
        (unsure, 0) => {
            format!("The file changed: the places of {unsure} notes wait to be checked (Shift+Y)")
        }
        (unsure, lost) => format!(
            "The file changed: the places of {unsure} notes wait to be checked (Shift+Y), the passages of {lost} are gone; all are kept"
        ),
    };
    Phrase::new(zh, en)
}

/// A file says what one says that is open already.
pub fn same_content(open: &str, file: &str) -> Phrase {
    Phrase::new(
        format!("“{file}”与已打开的“{open}”内容相同，两者共用一个标签页和同一份标注"),
        format!("“{file}” says the same as “{open}”, which was open; they share a tab and notes"),
    )
}
