//! Tells documents from other files, and formats from each other.

use crate::import::{FORMATS, Fault, Format};
use crate::text::Bilingual;

/// First bytes by which a file is known whatever its name says.
const KNOWN: &[(&[u8], Format)] = &[(b"%PDF-", Format::Pdf), (b"{\\rtf", Format::Rtf)];

/// The format that the file's first bytes show for sure, else what its name claims, else what it looks like; plain
/// text if nothing says.
pub(super) fn format(name: &str, bytes: &[u8]) -> Format {
    if let Some(format) = known(bytes) {
        return format;
    }
    let extension = extension(name);
    let claimed = FORMATS.iter().find(|info| info.extensions.contains(&extension.as_str()));
    claimed.map_or_else(
        || match bytes.trim_ascii_start() {
            bytes if is_page(bytes) => Format::Html,
            bytes if is_book(bytes) => Format::Fb2,
            _ => Format::Text,
        },
        |info| info.format,
    )
}

fn known(bytes: &[u8]) -> Option<Format> {
    KNOWN.iter().find(|(start, _)| bytes.starts_with(start)).map(|(_, format)| *format)
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

/// Whether a text begins with an element and ends others: a page or a piece of one.
pub(super) fn is_markup(text: &str) -> bool {
    let head = text.trim_start();
    let is_element = head.strip_prefix('<').is_some_and(|rest| {
        rest.starts_with(|c: char| c.is_ascii_alphabetic() || matches!(c, '!' | '?'))
    });
    is_page(head.as_bytes()) || (is_element && head.contains("</"))
}

/// Whether a file without a telling name is a book as one XML file.
fn is_book(bytes: &[u8]) -> bool {
    let head = bytes.get(..1024).unwrap_or(bytes);
    head.starts_with(b"<?xml") && memchr::memmem::find(head, b"<FictionBook").is_some()
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
    if super::archive::is_archive(bytes) || known(bytes).is_some() {
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

/// So many control characters may have strayed into a text, however short it is.
const STRAY: usize = 3;

/// Control characters that no text holds make up more than one byte in fifty, and it is not
/// UTF-16 or UTF-32, whose zeros stand in a pattern.
fn is_binary(bytes: &[u8]) -> bool {
    let head = bytes.get(..LOOKED_AT).unwrap_or(bytes);
    let is_control = |byte: &&u8| matches!(**byte, 0..=8 | 14..=26 | 28..=31);
    let n_controls = head.iter().filter(is_control).count();
    n_controls > STRAY && n_controls * 50 > head.len() && super::encoding::wide(bytes).is_none()
}
