//! A zip archive as documents come in it: counted while it is unpacked, and never unpacked to disk.

use std::borrow::Cow;
use std::io::{Cursor, Read};

use zip::ZipArchive;
use zip::result::ZipError;

use crate::import::limits::{
    MOST_ENTRIES, MOST_PART_BYTES, MOST_RATIO, MOST_UNPACKED_BYTES, RATIO_FROM_BYTES,
};
use crate::import::{FORMATS, Fault, Format, ImportError, detect};
use crate::text::Bilingual;

/// Whether the bytes start as a zip archive with something in it does.
pub(super) fn is_archive(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK\x03\x04")
}

/// An archive that is being read.
pub(super) struct Archive<'a> {
    zip: ZipArchive<Cursor<&'a [u8]>>,
    /// How much more may be unpacked, in bytes.
    left: u64,
}

impl<'a> Archive<'a> {
    pub(super) fn open(bytes: &'a [u8]) -> Result<Self, Fault> {
        let mut zip = ZipArchive::new(Cursor::new(bytes)).map_err(|error| fault(&error))?;
        if zip.len() > MOST_ENTRIES || zip.has_overlapping_files().map_err(|error| fault(&error))? {
            return Err(Fault::Bomb);
        }
        Ok(Self { zip, left: MOST_UNPACKED_BYTES })
    }

    /// The names of its entries, folders left out.
    pub(super) fn names(&self) -> impl Iterator<Item = Cow<'_, str>> {
        self.zip.file_names().flatten().filter(|name| !name.ends_with('/'))
    }

    /// Whether it has an entry of this name.
    pub(super) fn has(&self, name: &str) -> bool {
        self.zip.index_for_name(name).is_some()
    }

    /// The bytes of an entry; nothing if it is not there.
    pub(super) fn part(&mut self, name: &str) -> Result<Option<Vec<u8>>, Fault> {
        let file = match self.zip.by_name(name) {
            Ok(file) => file,
            Err(ZipError::FileNotFound) => return Ok(None),
            Err(error) => return Err(fault(&error)),
        };
        let by_ratio = file.compressed_size().saturating_mul(MOST_RATIO).max(RATIO_FROM_BYTES);
        let most = by_ratio.min(MOST_PART_BYTES).min(self.left);
        let mut bytes = Vec::new();
        // What the header says of the size is not believed.
        file.take(most + 1).read_to_end(&mut bytes).map_err(|_| Fault::Damaged)?;
        let n_bytes = bytes.len() as u64;
        if n_bytes > most {
            return Err(Fault::Bomb);
        }
        self.left -= n_bytes;
        Ok(Some(bytes))
    }

    /// The bytes of an entry without which there is nothing to show.
    pub(super) fn needed(&mut self, name: &str) -> Result<Vec<u8>, Fault> {
        self.part(name)?.ok_or(Fault::Damaged)
    }
}

fn fault(error: &ZipError) -> Fault {
    match error {
        ZipError::UnsupportedArchive(why) if *why == ZipError::PASSWORD_REQUIRED => {
            Fault::Encrypted
        }
        _ => Fault::Damaged,
    }
}

/// What archives of other programs are.
pub(super) fn other_kinds() -> impl Iterator<Item = Bilingual> {
    OTHERS.iter().map(|(_, kind)| *kind)
}

/// What an archive is.
pub(super) enum Holds {
    /// A document whose format uses archives.
    Format(Format),
    /// One document with its name.
    Document(String, Vec<u8>),
}

const fn t(zh: &'static str, en: &'static str) -> Bilingual {
    Bilingual::new(zh, en)
}

/// Entries that show which other program an archive belongs to.
const OTHERS: &[(&str, Bilingual)] = &[
    (
        "OFD.xml",
        t(
            "这是 OFD 版式文件，读不了；请用 OFD 阅读器把文字导出为 TXT 或 DOCX",
            "this is an OFD file, which cannot be read; export its text as TXT or DOCX with an OFD reader first",
        ),
    ),
    (
        "content.xml",
        t(
            "这是 OpenDocument 表格或演示文稿，读不了；请先把文字存为 ODT 或 TXT",
            "this is an OpenDocument spreadsheet or presentation, which cannot be read; save its text as ODT or TXT first",
        ),
    ),
    (
        "xl/workbook.xml",
        t(
            "这是 Excel 表格，读不了；请先另存为 TXT",
            "this is an Excel workbook, which cannot be read; save it as TXT first",
        ),
    ),
    (
        "ppt/presentation.xml",
        t(
            "这是演示文稿，读不了；请先把文字存为 TXT",
            "this is a presentation, which cannot be read; save its text as TXT first",
        ),
    ),
    (
        "Index/Document.iwa",
        t(
            "这是 Pages 文稿，读不了；请在 Pages 里导出为 Word 或 EPUB",
            "this is a Pages document, which cannot be read; export it as Word or EPUB in Pages first",
        ),
    ),
    ("AndroidManifest.xml", t("这是安装包，不是文档", "this is an application, not a document")),
];

/// Says what an archive is.
pub(super) fn holds(bytes: &[u8]) -> Result<Holds, ImportError> {
    let mut archive = Archive::open(bytes).map_err(ImportError::Faulty)?;
    if archive.has("META-INF/container.xml") {
        return Ok(Holds::Format(Format::Epub));
    }
    if archive.has("word/document.xml") {
        return Ok(Holds::Format(Format::Docx));
    }
    if is_odt(&mut archive).map_err(ImportError::Faulty)? {
        return Ok(Holds::Format(Format::Odt));
    }
    if let Some((_, kind)) = OTHERS.iter().find(|(name, _)| archive.has(name)) {
        return Err(ImportError::NotADocument(*kind));
    }
    only_document(&mut archive).map_err(ImportError::Faulty)
}

/// Whether an archive is a text document of `OpenDocument`: its kind stands in a part of its own.
fn is_odt(archive: &mut Archive<'_>) -> Result<bool, Fault> {
    if !archive.has("content.xml") {
        return Ok(false);
    }
    let kind = archive.part("mimetype")?.unwrap_or_default();
    Ok(kind.is_empty() || kind.starts_with(b"application/vnd.oasis.opendocument.text"))
}

/// The one document of an archive; archives within are not opened.
fn only_document(archive: &mut Archive<'_>) -> Result<Holds, Fault> {
    let is_document = |name: &Cow<'_, str>| {
        let extension = detect::extension(name);
        let is_hidden =
            name.starts_with("__MACOSX/") || name.split('/').any(|part| part.starts_with('.'));
        !is_hidden && FORMATS.iter().any(|info| info.extensions.contains(&extension.as_str()))
    };
    let names: Vec<String> = archive.names().filter(is_document).map(Cow::into_owned).collect();
    match names.as_slice() {
        [] => Err(Fault::NoDocument),
        [name] => {
            let bytes = archive.needed(name)?;
            // A document that is itself an archive is one of its own; a plain one within is not followed.
            let is_plain = is_archive(&bytes) && !is_office(&bytes)?;
            if is_plain { Err(Fault::NoDocument) } else { Ok(Holds::Document(name.clone(), bytes)) }
        }
        _ => Err(Fault::SeveralDocuments),
    }
}

fn is_office(bytes: &[u8]) -> Result<bool, Fault> {
    let mut archive = Archive::open(bytes)?;
    let is_known = archive.has("META-INF/container.xml") || archive.has("word/document.xml");
    Ok(is_known || is_odt(&mut archive)?)
}
