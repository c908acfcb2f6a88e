//! Tells documents from other files, and formats from each other.

use crate::import::{FORMATS, Format};
use crate::text::Bilingual;

/// The format that the file's name claims; plain text if none does.
pub(super) fn format(name: &str) -> Format {
    let extension =
        name.rsplit_once('.').map(|(_, extension)| extension.to_lowercase()).unwrap_or_default();
    let claimed = FORMATS.iter().find(|info| info.extensions.contains(&extension.as_str()));
    claimed.map_or(Format::Text, |info| info.format)
}

const fn t(zh: &'static str, en: &'static str) -> Bilingual {
    Bilingual::new(zh, en)
}

/// The first bytes of files that are no text, and what they are.
const SIGNATURES: &[(&[u8], Bilingual)] = &[
    (b"\x7FELF", t("这是程序，不是文档", "this is a program, not a document")),
    (b"MZ\x90", t("这是程序，不是文档", "this is a program, not a document")),
    (
        b"%PDF-",
        t(
            "这是 PDF，目前还读不了；请先把文字另存为 TXT",
            "this is a PDF, which cannot be read yet; save its text as TXT first",
        ),
    ),
    (
        b"PK\x03\x04",
        t(
            "这是压缩包或 Word、EPUB 文档，目前还读不了；请先另存为 TXT",
            "this is an archive, or a Word or EPUB file, which cannot be read yet; save it as TXT first",
        ),
    ),
    (
        b"\xD0\xCF\x11\xE0",
        t(
            "这是旧版 Office 文档，目前还读不了；请先另存为 TXT",
            "this is an old Office file, which cannot be read yet; save it as TXT first",
        ),
    ),
    (
        b"{\\rtf",
        t(
            "这是 RTF，目前还读不了；请先另存为 TXT",
            "this is RTF, which cannot be read yet; save it as TXT first",
        ),
    ),
    (b"\x89PNG", t("这是图片，不是文档", "this is a picture, not a document")),
    (b"\xFF\xD8\xFF", t("这是图片，不是文档", "this is a picture, not a document")),
    (b"GIF8", t("这是图片，不是文档", "this is a picture, not a document")),
    (b"RIFF", t("这是图片或音视频，不是文档", "this is a picture, sound or film, not a document")),
    (b"\x1F\x8B", t("这是压缩文件，请先解压", "this is compressed; unpack it first")),
    (b"BZh", t("这是压缩文件，请先解压", "this is compressed; unpack it first")),
    (b"\xFD7zXZ", t("这是压缩文件，请先解压", "this is compressed; unpack it first")),
    (b"7z\xBC\xAF", t("这是压缩文件，请先解压", "this is compressed; unpack it first")),
    (b"Rar!", t("这是压缩文件，请先解压", "this is compressed; unpack it first")),
    (b"\x00\x01\x00\x00\x00", t("这是字体，不是文档", "this is a font, not a document")),
    (b"OTTO", t("这是字体，不是文档", "this is a font, not a document")),
    (b"SQLite format 3\0", t("这是数据库，不是文档", "this is a database, not a document")),
];

const BINARY: Bilingual = t("这是二进制数据，不是文档", "this is binary data, not a document");

/// How many bytes are looked at to tell text from other data.
const LOOKED_AT: usize = 64 * 1024;

/// What the bytes are, if they are no text.
pub(super) fn foreign(bytes: &[u8]) -> Option<Bilingual> {
    let known = SIGNATURES.iter().find(|(signature, _)| bytes.starts_with(signature));
    known.map(|(_, kind)| *kind).or_else(|| is_binary(bytes).then_some(BINARY))
}

/// Control characters that no text holds make up more than one byte in fifty, and it is not
/// UTF-16 or UTF-32, whose zeros stand in a pattern.
fn is_binary(bytes: &[u8]) -> bool {
    let head = bytes.get(..LOOKED_AT).unwrap_or(bytes);
    let is_control = |byte: &&u8| matches!(**byte, 0..=8 | 14..=26 | 28..=31);
    let n_controls = head.iter().filter(is_control).count();
    n_controls * 50 > head.len() && super::encoding::wide(bytes).is_none()
}
