//! Words of marking hits in other documents.

use std::path::Path;

use crate::notebook::Way;
use crate::text::{Bilingual, Language, Phrase};

const fn t(zh: &'static str, en: &'static str) -> Bilingual {
    Bilingual::new(zh, en)
}

/// Has the files of a folder searched, too.
pub const ADD_FOLDER: Bilingual = t("再加一个文件夹…", "Add a folder…");
/// Ends the reading of other documents.
pub const STOP_READING: Bilingual = t("停止", "Stop");
/// There are more hits than are listed.
pub const CUT_ELSEWHERE: Bilingual =
    t("太多了，只列出前面的", "There are too many; only the first are listed");
/// Why a document that comes with the program is not read.
pub const NO_FILE_OF_ITS_OWN: Bilingual =
    t("它没有自己的文件，请打开它再标", "it has no file of its own; open it to mark it");

/// The folder whose files are searched, too; a click leaves it out again.
pub fn with_folder(language: Language, folder: &Path) -> String {
    let name = folder.file_name().unwrap_or(folder.as_os_str()).to_string_lossy();
    match language {
        Language::Chinese => format!("文件夹“{name}” ×"),
        Language::English => format!("Folder “{name}” ×"),
    }
}

/// So many of the other documents were read.
pub fn read_elsewhere(language: Language, (n_read, n_all): (usize, usize)) -> String {
    match language {
        Language::Chinese => format!("正在读其他文档 {n_read} / {n_all}"),
        Language::English => format!("Reading other documents {n_read} of {n_all}"),
    }
}

/// In how many documents hits are, and how many were read.
pub fn found_elsewhere(language: Language, n_found: usize, n_read: usize) -> String {
    match language {
        Language::Chinese => format!("读了其他文档 {n_read} 篇，其中 {n_found} 篇有"),
        Language::English => format!("{n_read} other documents were read, {n_found} have hits"),
    }
}

/// How many could not be read; they stand at the end of the list.
pub fn n_unread(language: Language, count: usize) -> String {
    match language {
        Language::Chinese => format!("{count} 篇读不了，列在最后"),
        Language::English => format!("{count} cannot be read, listed last"),
    }
}

/// A document that could not be read, and why.
pub fn unread_elsewhere(language: Language, title: &str, why: &Phrase) -> String {
    match language {
        Language::Chinese => format!("《{title}》读不了，不标：{}", why.get(language)),
        Language::English => format!("“{title}” cannot be read, left out: {}", why.get(language)),
    }
}

/// A folder holds more files than are read.
pub fn folder_cut(most: usize) -> Phrase {
    Phrase::new(
        format!("文件太多，只读前 {most} 个"),
        format!("there are too many files; only the first {most} are read"),
    )
}

/// So many notes of so many other documents were marked, or that was undone or done again.
pub fn changed_elsewhere((n_documents, n_notes): (usize, usize), way: Way) -> Phrase {
    let (zh, en) = match way {
        Way::Do => (
            format!("另在 {n_documents} 篇文档中标了 {n_notes} 处；在这里撤销时一并撤销"),
            format!("{n_notes} marked in {n_documents} other documents; undoing here undoes them"),
        ),
        Way::Undo => (
            format!("另有 {n_documents} 篇文档中的 {n_notes} 处也撤销了"),
            format!("{n_notes} in {n_documents} other documents were undone, too"),
        ),
        Way::Redo => (
            format!("另有 {n_documents} 篇文档中的 {n_notes} 处也重做了"),
            format!("{n_notes} in {n_documents} other documents were done again, too"),
        ),
    };
    Phrase::new(zh, en)
}

/// A document whose notes could not be written, and why.
pub fn not_marked_elsewhere(title: &str, why: &Phrase) -> Phrase {
    Phrase::new(
        format!("《{title}》没有改成：{}", why.zh),
        format!("“{title}” was not changed: {}", why.en),
    )
}
