//! What can be wrong with a library, in words.

use std::io;
use std::path::{Path, PathBuf};

use crate::store::Problem;
use crate::text::Phrase;

/// Why the library could not be read or written.
#[derive(Debug, thiserror::Error)]
pub enum LibraryError {
    /// There is no home to keep it in.
    #[error("no data folder is known")]
    NoHome,
    /// Another program held the lock too long.
    #[error("another program is writing")]
    Locked(PathBuf),
    /// The files come from a newer program.
    #[error("the files come from a newer version")]
    Newer(PathBuf),
    /// The library was there and is not: its disk may have been taken away.
    #[error("the library is gone")]
    Gone(PathBuf),
    /// The system says so.
    #[error("{1}: {0}")]
    Io(io::Error, PathBuf),
}

impl LibraryError {
    /// The sentence that a person reads.
    pub fn phrase(&self) -> Phrase {
        match self {
            Self::NoHome => Phrase::new(
                "找不到存放笔记的地方，请用 --library 指定一个文件夹",
                "there is no place for notes; name a folder with --library",
            ),
            Self::Locked(path) => Phrase::new(
                format!("另一个程序正在写笔记，请稍后再试：{}", path.display()),
                format!(
                    "another program is writing notes; try again in a moment: {}",
                    path.display()
                ),
            ),
            Self::Newer(path) => Phrase::new(
                format!("笔记由更新的版本写成，这个版本不会改动它，请升级：{}", path.display()),
                format!(
                    "the notes were written by a newer version and are left alone; please update: {}",
                    path.display()
                ),
            ),
            Self::Gone(path) => Phrase::new(
                format!("笔记库不见了，所在的磁盘可能断开了，接回来就会继续存：{}", path.display()),
                format!(
                    "the library is gone; its disk may have been taken away, and writing goes on when it is back: {}",
                    path.display()
                ),
            ),
            Self::Io(error, path) => {
                let (zh, en) = reason(error);
                Phrase::new(
                    format!("笔记读写不了（{}）：{zh}", path.display()),
                    format!("the notes cannot be read or written ({}): {en}", path.display()),
                )
            }
        }
    }
}

/// Why the system refused, in words.
fn reason(error: &io::Error) -> (String, String) {
    let (zh, en) = match error.kind() {
        io::ErrorKind::PermissionDenied => ("没有权限", "there is no permission"),
        io::ErrorKind::ReadOnlyFilesystem => ("磁盘是只读的", "the disk is read-only"),
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => {
            ("磁盘满了", "the disk is full")
        }
        io::ErrorKind::NotADirectory | io::ErrorKind::AlreadyExists => {
            ("路径中间有一段是文件", "a part of the path is a file")
        }
        io::ErrorKind::NotFound => ("这个地方建不了文件夹", "no folder can be made there"),
        io::ErrorKind::InvalidFilename => {
            ("名字太长，或者不能用作文件名", "the name is too long, or none that a file may have")
        }
        kind => {
            let (zh, en) = ("这个地方存不了文件", "no files can be kept there");
            return (format!("{zh}（{kind}）"), format!("{en} ({kind})"));
        }
    };
    (zh.to_owned(), en.to_owned())
}

/// What is wrong with a file, in words; the same is not said twice.
pub fn problem_phrases(problems: &[Problem], file: &Path) -> Vec<Phrase> {
    let mut phrases: Vec<Phrase> = Vec::new();
    for phrase in problems.iter().map(|problem| problem_phrase(problem, file)) {
        if !phrases.contains(&phrase) {
            phrases.push(phrase);
        }
    }
    phrases
}

/// That notes came back from the history of a file.
pub fn brought_back(n_back: usize, file: &Path) -> Phrase {
    let file = file.display();
    Phrase::new(
        format!("从历史副本找回 {n_back} 条标注，其中可能有后来删掉的：{file}"),
        format!(
            "{n_back} notes were brought back from the history, perhaps with some that were removed since: {file}"
        ),
    )
}

/// Why the notes of a document cannot be changed that a newer program wrote, and what can be done with them.
pub(crate) fn newer_notes(file: &Path) -> Phrase {
    let file = file.display();
    Phrase::new(
        format!(
            "这篇的笔记由更新版本的丹黄写成，这里可以看、查找、导出，不能改；升级后就能接着标注。文件： {file}"
        ),
        format!(
            "A newer version of Danhuang wrote these notes: they can be read, searched and exported here, but not changed. Update to go on marking. File: {file}"
        ),
    )
}

fn problem_phrase(problem: &Problem, file: &Path) -> Phrase {
    let file = file.display();
    match problem {
        Problem::Head => Phrase::new(
            format!("笔记文件的开头损坏，其余已读出；原文件在下次保存前会另存一份：{file}"),
            format!(
                "the head of the notes file is damaged, the rest was read; a copy is kept before the next save: {file}"
            ),
        ),
        Problem::HeadChangedOutside => Phrase::new(
            format!("笔记文件的开头在程序之外被改过，已按现在的内容读出：{file}"),
            format!(
                "the head of the notes file was changed outside the program and is read as it is now: {file}"
            ),
        ),
        Problem::ChangedOutside(id) => Phrase::new(
            format!("有一条标注在程序之外被改过，已按现在的内容读出（{id}）：{file}"),
            format!(
                "a note was changed outside the program and is read as it is now ({id}): {file}"
            ),
        ),
        Problem::Unreadable(_) => Phrase::new(
            format!("有标注损坏读不出来，其余已读出；损坏的部分会原样留着：{file}"),
            format!(
                "a note is damaged and cannot be read, the others were; what is damaged is kept as it is: {file}"
            ),
        ),
        Problem::CutOff => Phrase::new(
            format!("笔记文件不完整，后面的部分丢了；原文件在下次保存前会另存一份：{file}"),
            format!(
                "the notes file ends too early, what stood behind is gone; a copy is kept before the next save: {file}"
            ),
        ),
        Problem::Newer(schema) => Phrase::new(
            format!("笔记文件由更新的版本（{schema}）写成，只能读：{file}"),
            format!(
                "the notes file was written by a newer version ({schema}) and can only be read: {file}"
            ),
        ),
        Problem::JournalLine(_) => Phrase::new(
            format!("日志里有一笔改动损坏，其余都在；损坏的那行会另存一份：{file}"),
            format!(
                "a change in the journal is damaged, the others are there; the damaged line is kept aside: {file}"
            ),
        ),
        Problem::Vanished(count) => Phrase::new(
            format!(
                "有 {count} 条标注不是在这里删的，却从笔记文件里不见了；历史里还有，可以找回：{file}"
            ),
            format!(
                "{count} notes are gone from the notes file, though nobody removed them here; the history has them: {file}"
            ),
        ),
        Problem::JournalTorn => Phrase::new(
            format!("上次写到一半被打断，没写完的那笔改动不算，其余都在：{file}"),
            format!(
                "the last writing was cut off; the change it did not end does not count, all others are there: {file}"
            ),
        ),
        Problem::Twice(id) => Phrase::new(
            format!("标注 {id} 出现了两次，取后一次：{file}"),
            format!("note {id} stands twice, the later is taken: {file}"),
        ),
    }
}
