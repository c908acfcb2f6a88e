//! What went wrong, in words: what, and what can be done, the file's name last.

use crate::import::{ImportError, Warning};
use crate::text::Phrase;

/// Why a file's bytes could not be shown.
pub fn import_error(error: &ImportError, file: &str) -> Phrase {
    match error {
        ImportError::NotADocument(kind) => {
            Phrase::new(format!("{}：{file}", kind.zh), format!("{}: {file}", kind.en))
        }
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

/// What was odd about a file that could be shown.
pub fn warning(warning: &Warning, file: &str) -> Phrase {
    match warning {
        Warning::Empty => Phrase::new(
            format!("文件里没有文字：{file}"),
            format!("there is no text in the file: {file}"),
        ),
        Warning::Undecodable(count) => Phrase::new(
            format!("有 {count} 处无法解码，显示为 �；可以换一种编码打开：{file}"),
            format!(
                "{count} places could not be decoded and show as �; try another encoding: {file}"
            ),
        ),
    }
}

/// A file of which cleaning left nothing.
pub fn only_furniture(file: &str) -> Phrase {
    Phrase::new(
        format!("这一页只有导航，没有正文：{file}"),
        format!("this page is only navigation, without an article: {file}"),
    )
}
