//! A picture of a document: its bytes as the file has them, how large it is, and its pixels when they are wanted.
//! Nothing is decoded before that but the head that says how large it is. Of what moves the first picture is shown.

use std::io::Cursor;
use std::sync::Arc;

use base64::Engine as _;
use base64::alphabet::STANDARD;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
use image::metadata::Orientation;
use image::{DynamicImage, ImageDecoder, ImageReader, Limits};

use crate::import::limits::{MOST_PICTURE_BYTES, MOST_PICTURE_MEMORY_BYTES, MOST_PICTURE_PIXELS};

/// A picture that a file holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Picture {
    /// Its bytes: PNG, JPEG, GIF or WebP.
    pub bytes: Arc<[u8]>,
    /// How wide it is, upright, in its own pixels.
    pub width: u32,
    /// How high it is, upright, in its own pixels.
    pub height: u32,
}

/// The pixels of a picture at the size at which it is shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pixels {
    /// In pixels.
    pub width: u32,
    /// In pixels.
    pub height: u32,
    /// Four bytes a pixel, rows from the top; the colours are not multiplied by the last, the opacity.
    pub rgba: Vec<u8>,
}

/// Why bytes are not taken as a picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum NotTaken {
    /// It is beyond the limits.
    TooLarge,
    /// It is none that can be read.
    NoPicture,
}

impl Picture {
    /// Reads the head of a picture.
    pub(super) fn new(bytes: Vec<u8>) -> Result<Self, NotTaken> {
        if bytes.len() as u64 > MOST_PICTURE_BYTES {
            return Err(NotTaken::TooLarge);
        }
        let (width, height) = size(&bytes).ok_or(NotTaken::NoPicture)?;
        Self::checked(bytes, width, height)
    }

    /// A picture whose size is known, within the limits.
    pub(crate) fn checked(bytes: Vec<u8>, width: u32, height: u32) -> Result<Self, NotTaken> {
        let n_pixels = u64::from(width) * u64::from(height);
        match n_pixels {
            0 => Err(NotTaken::NoPicture),
            1..=MOST_PICTURE_PIXELS => Ok(Self { bytes: bytes.into(), width, height }),
            _ => Err(NotTaken::TooLarge),
        }
    }

    /// Whether it stands among words, like a character that no font has.
    pub(super) const fn is_small(&self) -> bool {
        self.width <= SMALL_PIXELS && self.height <= SMALL_PIXELS
    }

    /// Its pixels at this size, or at its own where that is smaller; nothing if it is damaged.
    pub fn pixels(&self, width: u32, height: u32) -> Option<Pixels> {
        let mut decoder = ImageReader::new(Cursor::new(&*self.bytes)).with_guessed_format().ok()?;
        decoder.limits(limits());
        let mut decoder = decoder.into_decoder().ok()?;
        let orientation = decoder.orientation().unwrap_or(Orientation::NoTransforms);
        let mut decoded = DynamicImage::from_decoder(decoder).ok()?;
        decoded.apply_orientation(orientation);
        let (width, height) = (width.max(1), height.max(1));
        let is_larger = decoded.width() > width || decoded.height() > height;
        let shown = if is_larger { decoded.thumbnail_exact(width, height) } else { decoded };
        let rgba = shown.into_rgba8();
        Some(Pixels { width: rgba.width(), height: rgba.height(), rgba: rgba.into_raw() })
    }
}

/// Up to this size a picture counts as part of the words beside it, in pixels either way.
pub(super) const SMALL_PIXELS: u32 = 64;

fn limits() -> Limits {
    let mut limits = Limits::default();
    limits.max_alloc = Some(MOST_PICTURE_MEMORY_BYTES);
    limits
}

/// Width and height as its head says, upright.
fn size(bytes: &[u8]) -> Option<(u32, u32)> {
    let mut reader = ImageReader::new(Cursor::new(bytes)).with_guessed_format().ok()?;
    reader.limits(limits());
    let mut decoder = reader.into_decoder().ok()?;
    let (width, height) = decoder.dimensions();
    let is_turned = matches!(
        decoder.orientation().unwrap_or(Orientation::NoTransforms),
        Orientation::Rotate90
            | Orientation::Rotate270
            | Orientation::Rotate90FlipH
            | Orientation::Rotate270FlipH
    );
    Some(if is_turned { (height, width) } else { (width, height) })
}

/// The bytes that an address holds itself, if they are a picture's: `data:image/png;base64,…`.
pub(super) fn bytes_of_address(address: &str) -> Option<Vec<u8>> {
    let rest = address.trim_start().strip_prefix("data:image/")?;
    let (head, data) = rest.split_once(',')?;
    head.trim_end().ends_with(";base64").then(|| bytes_of_base64(data))?
}

/// The bytes that Base64 writes, whatever white space stands in it.
pub(super) fn bytes_of_base64(text: &str) -> Option<Vec<u8>> {
    const CONFIG: GeneralPurposeConfig = GeneralPurposeConfig::new()
        .with_decode_padding_mode(DecodePaddingMode::Indifferent)
        .with_decode_allow_trailing_bits(true);
    const ENGINE: GeneralPurpose = GeneralPurpose::new(&STANDARD, CONFIG);
    let text = text.replace("%2B", "+").replace("%2F", "/").replace("%3D", "=");
    let plain: Vec<u8> = text.bytes().filter(|byte| !byte.is_ascii_whitespace()).collect();
    ENGINE.decode(plain).ok()
}

/// Longest text that stands for a picture, in characters.
const MOST_WORDS: usize = 1_000;

/// What is said in place of a picture, in one line; nothing where it is only the name of a file or of its kind.
pub(super) fn words(told: &str) -> String {
    const KINDS: [&str; 12] = [
        "image", "img", "picture", "photo", "graphic", "pic", "图片", "图像", "图", "圖片", "图形",
        "grafik",
    ];
    const ENDINGS: [&str; 9] =
        [".png", ".jpg", ".jpeg", ".gif", ".webp", ".svg", ".bmp", ".tif", ".tiff"];
    let line = told.split_whitespace().collect::<Vec<_>>().join(" ");
    let lower = line.to_lowercase();
    let kind = lower.trim_end_matches(|c: char| c.is_ascii_digit() || " _-.".contains(c));
    let is_name = ENDINGS.iter().any(|ending| lower.ends_with(ending)) && !lower.contains(' ');
    if kind.is_empty() || KINDS.contains(&kind) || is_name {
        return String::new();
    }
    line.chars().take(MOST_WORDS).collect()
}

#[cfg(test)]
mod tests {
    use super::{bytes_of_address, words};

    #[test]
    fn what_stands_for_a_picture_is_words_not_the_name_of_a_file() {
        for (told, wanted) in [
            ("  湖边\n 的书店 ", "湖边 的书店"),
            ("IMG_2034.jpg", ""),
            ("image", ""),
            ("图片 3", ""),
            ("12", ""),
            ("The tower.png of the town", "The tower.png of the town"),
        ] {
            assert_eq!(words(told), wanted, "{told}");
        }
    }

    #[test]
    fn an_address_may_hold_the_bytes_themselves() {
        for address in
            ["data:image/gif;base64,R0lG\nODlh", "data:image/gif;charset=x;base64,R0lGODlh"]
        {
            assert_eq!(bytes_of_address(address).as_deref(), Some(&b"GIF89a"[..]));
        }
        for address in [
            "data:image/svg+xml,<svg/>",
            "data:text/plain;base64,R0lG",
            "a.gif",
            "data:image/gif;base64,?",
        ] {
            assert_eq!(bytes_of_address(address), None, "{address}");
        }
    }
}
