//! An archive as one stretch of bytes: of each part a line with its name, then its bytes, then a zero byte.

use std::io::{Cursor, Read as _, Write as _};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

/// What such bytes begin with.
const MARK: &[u8] = b"parts\n";
/// Larger parts are left out of seeds, in bytes.
const MOST_PART_BYTES: u64 = 20_000;

/// The archive that is so written; nothing if it is not.
pub(crate) fn archive(bytes: &[u8]) -> Option<Vec<u8>> {
    let parts = bytes.strip_prefix(MARK)?;
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    for part in parts.split(|byte| *byte == 0) {
        let end = part.iter().position(|byte| *byte == b'\n')?;
        let (name, content) = part.split_at(end);
        // A name that is there already is refused.
        if writer.start_file(String::from_utf8_lossy(name), options).is_ok() {
            writer.write_all(content.get(1..)?).ok()?;
        }
    }
    Some(writer.finish().ok()?.into_inner())
}

/// How an archive is so written; parts that are no text or long are left out.
pub(crate) fn written(archive: &[u8]) -> Option<Vec<u8>> {
    let mut archive = ZipArchive::new(Cursor::new(archive)).ok()?;
    let mut parts = Vec::new();
    for index in 0..archive.len() {
        let mut file = archive.by_index(index).ok()?;
        let mut part = format!("{}\n", file.name().ok()?).into_bytes();
        let is_short = file.size() <= MOST_PART_BYTES;
        if is_short && file.read_to_end(&mut part).is_ok() && !part.contains(&0) {
            parts.push(part);
        }
    }
    Some([MARK, &parts.join(&0)].concat())
}
