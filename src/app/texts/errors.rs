//! What went wrong, in words: what, and what can be done, the file's name last.

use std::io::{self, ErrorKind};
use std::path::Path;

use crate::import::{ImportError, Warning};
use crate::text::{Bilingual, Phrase};

/// Why a file's bytes could not be shown.
pub fn import_error(error: &ImportError, file: &str) -> Phrase {
    match error {
        ImportError::NotADocument(kind) => sentence_about(*kind, file),
        ImportError::Faulty(fault) => sentence_about(fault.sentence(), file),
        ImportError::UnknownEncoding(name) => Phrase::new(
            format!("没有叫“{name}”的编码，请用 gb18030、big5、utf-8 这样的名字：{file}"),
            format!(
                "no encoding is called “{name}”; use a name such as gb18030, big5 or utf-8: {file}"
            ),
        ),
        ImportError::TooLarge => Phrase::new(
            format!("文件超过 1 GB，请拆开再打开：{file}"),
            format!("the file is larger than 1 GB; split it first: {file}"),
        ),
    }
}

fn sentence_about(sentence: Bilingual, file: &str) -> Phrase {
    Phrase::new(format!("{}：{file}", sentence.zh), format!("{}: {file}", sentence.en))
}

/// What was odd about a file that could be shown.
pub fn warning(warning: &Warning, file: &str) -> Phrase {
    match warning {
        Warning::Empty => Phrase::new(
            format!("文件里没有文字：{file}"),
            format!("there is no text in the file: {file}"),
        ),
        Warning::Partly(fault) => sentence_about(fault.sentence(), file),
        Warning::Undecodable(count) => Phrase::new(
            format!("有 {count} 处无法解码，以替换符 U+FFFD 代替；可以换一种编码打开：{file}"),
            format!(
                "{count} places could not be decoded and became U+FFFD; try another encoding: {file}"
            ),
        ),
    }
}

/// Why a file could not be written, and what to do.
pub fn not_written(file: &Path, error: &io::Error) -> Phrase {
    let (zh, en) = match error.kind() {
        ErrorKind::NotFound => {
            ("文件夹不存在，请先建好", "its folder does not exist; make it first")
        }
        ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem => {
            ("没有写入权限，请换个位置", "there is no permission to write it; choose another place")
        }
        ErrorKind::IsADirectory => {
            ("这是文件夹，请给出文件名", "this is a directory; name a file in it")
        }
        ErrorKind::NotADirectory => (
            "路径中间有一段不是文件夹，请检查路径",
            "a part of the path is no directory; check the path",
        ),
        ErrorKind::InvalidFilename => (
            "文件名太长，或者不能用，请换个名字",
            "the name is too long, or none that a file may have; choose another",
        ),
        ErrorKind::StorageFull => ("磁盘满了，请先腾出空间", "the disk is full; make room first"),
        _ => {
            return Phrase::new(
                format!("写不进去（{error}）：{}", file.display()),
                format!("it could not be written ({error}): {}", file.display()),
            );
        }
    };
    Phrase::new(format!("{zh}：{}", file.display()), format!("{en}: {}", file.display()))
}

/// A file that would have to be replaced.
pub fn is_there_already(file: &Path) -> Phrase {
    Phrase::new(
        format!("已有同名文件，没有覆盖，请换个名字：{}", file.display()),
        format!(
            "the file is there already and was left alone; choose another name: {}",
            file.display()
        ),
    )
}

/// A file of which cleaning left nothing.
pub fn only_furniture(file: &str) -> Phrase {
    Phrase::new(
        format!("这一页只有导航，没有正文：{file}"),
        format!("this page is only navigation, without an article: {file}"),
    )
}

/// A picture cannot be made.
pub fn no_picture(why: &str) -> Phrase {
    Phrase::new(format!("图片没有写成：{why}"), format!("The picture could not be made: {why}"))
}
