//! Tells documents from other files, and formats from each other.

use crate::import::{FORMATS, Fault, Format};
use crate::text::Bilingual;

/// The format that the file's name claims, else what its first bytes show; plain text if neither does.
pub(super) fn format(name: &str, bytes: &[u8]) -> Format {
    let extension = extension(name);
    let claimed = FORMATS.iter().find(|info| info.extensions.contains(&extension.as_str()));
    claimed.map_or_else(
        || if is_page(bytes) { Format::Html } else { Format::Text },
        |info| info.format,
    )
}

/// The end of a file name behind its last dot, in lower case.
pub(super) fn extension(name: &str) -> String {
    name.rsplit_once('.').map(|(_, extension)| extension.to_lowercase()).unwrap_or_default()
}

/// Whether a file without a telling name starts as a web page does.
fn is_page(bytes: &[u8]) -> bool {
    let head = bytes.trim_ascii_start();
    let starts =
        |with: &[u8]| head.get(..with.len()).is_some_and(|head| head.eq_ignore_ascii_case(with));
    starts(b"<!doctype html") || starts(b"<html")
}

const fn t(zh: &'static str, en: &'static str) -> Bilingual {
    Bilingual::new(zh, en)
}

const CAJ: Bilingual = t(
    "这是知网 CAJ 文件，读不了；请在知网下载 PDF 版，或用 CAJViewer 把文字另存为 TXT",
    "this is a CAJ file of CNKI, which cannot be read; save its text as TXT with CAJViewer first",
);

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
        b"{\\rtf",
        t(
            "这是 RTF，目前还读不了；请先另存为 TXT",
            "this is RTF, which cannot be read yet; save it as TXT first",
        ),
    ),
    (b"CAJ", CAJ),
    (b"HN\0\0", CAJ),
    (b"\xC8\0\0\0", CAJ),
    (b"KDH ", CAJ),
    (
        b"AT&TFORM",
        t(
            "这是 DjVu 扫描书，读不了；请先识别文字（OCR），存为 TXT 或 EPUB",
            "this is a scanned book (DjVu), which cannot be read; recognise its text (OCR) and save that as TXT or EPUB first",
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

/// The first bytes of the files of Office before 2007 and of WPS.
const OLD_OFFICE: &[u8] = b"\xD0\xCF\x11\xE0";

const MOBI: Bilingual = t(
    "这是 Kindle 电子书，读不了；请用 Calibre 转换成 EPUB 再打开",
    "this is a Kindle book, which cannot be read; convert it to EPUB with Calibre first",
);

/// What the bytes are, if they are no document that is read.
pub(super) fn foreign(name: &str, bytes: &[u8]) -> Option<Bilingual> {
    if bytes.starts_with(OLD_OFFICE) {
        return Some(old_office(&extension(name)));
    }
    if bytes.get(60..68).is_some_and(|kind| kind == b"BOOKMOBI" || kind == b"TEXtREAd") {
        return Some(MOBI);
    }
    if super::archive::is_archive(bytes) {
        return None;
    }
    let known = SIGNATURES.iter().find(|(signature, _)| bytes.starts_with(signature));
    known.map(|(_, kind)| *kind).or_else(|| is_binary(bytes).then_some(BINARY))
}

/// What files are that no signature of an archive can tell.
pub(super) fn kinds() -> impl Iterator<Item = Bilingual> {
    let signed = SIGNATURES.iter().map(|(_, kind)| *kind);
    let old = ["doc", "wps", "xls", "docx"].map(old_office);
    signed.chain(old).chain([MOBI, BINARY])
}

/// One container for many programs; the name says which.
fn old_office(extension: &str) -> Bilingual {
    match extension {
        "wps" | "wpt" => t(
            "这是 WPS 文字文档，读不了；请在 WPS 里另存为 DOCX 再打开",
            "this is a WPS Writer file, which cannot be read; save it as DOCX in WPS first",
        ),
        "xls" | "et" | "ppt" | "dps" => t(
            "这是旧版表格或演示文稿，读不了；请先另存为 TXT 或 DOCX",
            "this is an old spreadsheet or presentation, which cannot be read; save it as TXT or DOCX first",
        ),
        "docx" | "docm" => Fault::Encrypted.sentence(),
        _ => t(
            "这是旧版 Word 文档（.doc），读不了；请在 Word、WPS 或 LibreOffice 里另存为 DOCX 再打开",
            "this is an old Word file (.doc), which cannot be read; save it as DOCX in Word, WPS or LibreOffice first",
        ),
    }
}

/// Control characters that no text holds make up more than one byte in fifty, and it is not
/// UTF-16 or UTF-32, whose zeros stand in a pattern.
fn is_binary(bytes: &[u8]) -> bool {
    let head = bytes.get(..LOOKED_AT).unwrap_or(bytes);
    let is_control = |byte: &&u8| matches!(**byte, 0..=8 | 14..=26 | 28..=31);
    let n_controls = head.iter().filter(is_control).count();
    n_controls * 50 > head.len() && super::encoding::wide(bytes).is_none()
}
