//! How much of a foreign file is taken before the reader is told that it is too much; all in one place.
//!
//! A file that hurts is refused or cut, and a sentence says so.

/// Most entries of an archive.
pub const MOST_ENTRIES: usize = 10_000;
/// Largest part of an archive, unpacked, in bytes.
pub const MOST_PART_BYTES: u64 = 256 << 20;
/// All parts that are read of an archive, unpacked, in bytes.
pub const MOST_UNPACKED_BYTES: u64 = 512 << 20;
/// How many times a part may be larger than it is packed, above [`RATIO_FROM_BYTES`].
pub const MOST_RATIO: u64 = 200;
/// Up to this size any ratio is harmless, in bytes.
pub const RATIO_FROM_BYTES: u64 = 10 << 20;
/// Deepest nesting of XML elements.
pub const MOST_XML_DEPTH: usize = 256;
/// Deepest nesting of HTML elements that is followed; what is deeper counts as this deep.
pub const MOST_HTML_DEPTH: usize = 512;
/// Most attributes of one HTML element; the rest of its tag is passed over.
pub const MOST_ATTRIBUTES: usize = 256;
/// Most columns that one cell of a table spans.
pub const MOST_COLUMNS: usize = 100;
/// Most rows that a cell reaches over.
pub const MOST_SPANNED_ROWS: usize = 1_000;
/// Deepest nesting of the groups of RTF.
pub const MOST_RTF_DEPTH: usize = 10_000;
/// Most pages that are read of a PDF; the rest is cut off.
pub const MOST_PDF_PAGES: usize = 10_000;
/// Most characters that are read of a PDF; the rest is cut off.
pub const MOST_PDF_GLYPHS: usize = 10_000_000;
/// What one picture of a PDF may become when it is unpacked, in bytes; larger ones are frames.
pub const MOST_PDF_PICTURE_BYTES: u64 = 64 << 20;
/// All pictures that are unpacked of a PDF, in pixels; the rest are frames.
pub const MOST_PDF_PIXELS: u64 = 32 << 20;
/// Most pictures that are taken of a file; the rest are frames.
pub const MOST_PICTURES: usize = 2_000;
/// Largest picture that is taken, in bytes of the file.
pub const MOST_PICTURE_BYTES: u64 = 32 << 20;
/// All pictures that are taken of a file, in bytes of it.
pub const MOST_PICTURES_BYTES: u64 = 128 << 20;
/// Largest picture that is taken, in pixels.
pub const MOST_PICTURE_PIXELS: u64 = 32 << 20;
/// What one picture may take while it is decoded, in bytes.
pub const MOST_PICTURE_MEMORY_BYTES: u64 = 256 << 20;

/// Address space of the process that parses, in bytes.
pub const CHILD_MEMORY_BYTES: u64 = 1 << 30;
/// What a file adds to that, for each of its bytes: it is held beside its text.
pub const CHILD_MEMORY_TIMES: u64 = 4;
/// Files and pipes that it may have open.
pub const CHILD_OPEN_FILES: u64 = 16;
/// Processor time it may take, in seconds.
pub const CHILD_SECONDS: u64 = 4;
/// One second more for each of these bytes of the file.
pub const CHILD_BYTES_A_SECOND: u64 = 10 << 20;
/// Largest answer it may give, in bytes.
pub const CHILD_ANSWER_BYTES: u64 = 1 << 30;

/// Processor time that parsing a file of this size may take, in seconds.
pub const fn child_seconds(n_bytes: u64) -> u64 {
    CHILD_SECONDS + n_bytes / CHILD_BYTES_A_SECOND
}
