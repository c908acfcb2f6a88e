//! The texts of keeping notes: their history, damage, backups.

use std::path::Path;

use crate::app::Phrase;
use crate::notebook::Timestamp;
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
/// A note that was changed.
pub const WAS_CHANGED: Bilingual = t("后来改了", "changed since");
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

/// A backup is restored beside the library that is open.
pub fn restored(n_documents: usize, folder: &Path) -> Phrase {
    let shown = folder.display();
    Phrase::new(
        format!(
            "恢复了 {n_documents} 篇文档的笔记，现在的笔记库没有动；用 --library 打开：{shown}"
        ),
        format!(
            "the notes of {n_documents} documents were restored, the library that is open was left alone; open it with --library: {shown}"
        ),
    )
}

/// A moment as a person says it, in Universal Time; how long ago, in days, hours or minutes.
pub fn moment(language: Language, moment: Timestamp, now: Timestamp) -> String {
    let shown = moment.to_rfc3339();
    let shown = shown.get(..19).unwrap_or(&shown).replace('T', " ");
    let minutes = (now.0 - moment.0).max(0) / 60_000;
    if minutes == 0 {
        return match language {
            Language::Chinese => format!("刚刚　{shown}"),
            Language::English => format!("just now  {shown}"),
        };
    }
    let (count, zh, en) = match minutes {
        0..60 => (minutes, "分钟前", "min ago"),
        60..1440 => (minutes / 60, "小时前", "h ago"),
        _ => (minutes / 1440, "天前", "d ago"),
    };
    match language {
        Language::Chinese => format!("{count} {zh}　{shown}"),
        Language::English => format!("{count} {en}  {shown}"),
    }
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
