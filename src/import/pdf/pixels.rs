//! The bytes of the pictures that are shown: a JPEG as it stands in the file, anything else as a PNG.
//!
//! What may be much larger than it says is left out, and so is all that would take more time than a document may.
//! JPEG 2000 and JBIG2 do not say what they take: whoever asks for them must be able to do without.

use std::io::{Cursor, Read};

use flate2::read::ZlibDecoder;
use hayro_interpret::font::GlyphRun;
use hayro_interpret::hayro_syntax::Filter;
use hayro_interpret::hayro_syntax::object::{Array, Dict, Object, Stream};
use hayro_interpret::hayro_syntax::page::Page;
use hayro_interpret::kurbo::{Affine, BezPath, Rect};
use hayro_interpret::{
    BlendMode, CacheKey, ClipPath, Context, Device, DrawMode, DrawProps, Image, ImageData,
    ImageDrawProps, InterpreterCache, InterpreterSettings, LumaData, RasterImage, SoftMask,
    interpret_page,
};
use image::codecs::png::{CompressionType, FilterType, PngEncoder};
use image::metadata::Orientation;
use image::{DynamicImage, GrayImage, ImageBuffer, ImageReader, RgbImage};

use crate::import::Pictures;
use crate::import::limits::{MOST_PDF_PICTURE_BYTES, MOST_PICTURE_PIXELS};
use crate::import::pdf::pictures::Packing;
use crate::import::picture::Picture;

/// Wider or higher than this none is kept, in pixels: no page is as wide.
const MOST_SIDE: u32 = 2_000;

/// What a file says of pictures that may take any time and memory.
pub(super) const HURTFUL: [&[u8]; 2] = [b"/JPXDecode", b"/JBIG2Decode"];

/// The bytes of those `wanted` pictures that the page draws, each with how it has to be turned.
pub(super) fn taken<'a>(
    page: &'a Page<'a>,
    cache: &InterpreterCache<'a>,
    wanted: &[(u128, Orientation)],
    unpacked: Pictures,
) -> Vec<(u128, Option<Vec<u8>>)> {
    let (width, height) = page.render_dimensions();
    let frame = Rect::new(0.0, 0.0, f64::from(width), f64::from(height));
    let start = Affine::new(page.initial_transform(true).as_coeffs());
    let settings = InterpreterSettings::default();
    let mut context = Context::new(start, frame, cache, page.xref(), settings);
    let mut device = Taker { wanted, unpacked, taken: Vec::new() };
    interpret_page(page, &mut context, &mut device);
    device.taken
}

struct Taker<'w> {
    wanted: &'w [(u128, Orientation)],
    unpacked: Pictures,
    taken: Vec<(u128, Option<Vec<u8>>)>,
}

impl<'a> Device<'a> for Taker<'_> {
    fn draw_image(&mut self, image: Image<'a, '_>, _: ImageDrawProps<'a>) {
        let Image::Raster(image) = image else { return };
        let key = image.cache_key();
        let wanted = self.wanted.iter().find(|(wanted, _)| *wanted == key);
        let Some((_, turn)) = wanted.filter(|_| self.taken.iter().all(|taken| taken.0 != key))
        else {
            return;
        };
        self.taken.push((key, bytes(&image, *turn, self.unpacked)));
    }

    fn draw_glyph_run(&mut self, _: &GlyphRun<'_, 'a>, _: DrawProps<'a>, _: &DrawMode) {}

    fn draw_path(&mut self, _: &BezPath, _: DrawProps<'a>, _: &DrawMode) {}

    fn push_clip_path(&mut self, _: &ClipPath) {}

    fn push_transparency_group(&mut self, _: f32, _: Option<SoftMask<'a>>, _: BlendMode) {}

    fn pop_clip(&mut self) {}

    fn pop_transparency_group(&mut self) {}
}

fn bytes(image: &RasterImage<'_>, turn: Orientation, unpacked: Pictures) -> Option<Vec<u8>> {
    let stream = image.stream();
    if turn == Orientation::NoTransforms && is_plain_jpeg(stream) {
        let bytes = stream.raw_data().into_owned();
        return Picture::new(bytes.clone()).is_ok().then_some(bytes);
    }
    let masks = ["SMask", "Mask"].into_iter();
    let mut masks = masks.filter_map(|key| stream.dict().get::<Stream<'_>>(key));
    let is_few = |stream: &Stream<'_>| is_safe(stream, unpacked) && has_few_samples(stream.dict());
    if !is_few(stream) || !masks.all(|mask| is_few(&mask)) {
        return None;
    }
    let mut decoded = None;
    // What can be unpacked at half its size, or a quarter, is then not unpacked at more.
    let side = Some((MOST_SIDE, MOST_SIDE));
    image.with_rgba(|pixels, opacity| decoded = shown(pixels, opacity), side);
    let mut decoded = decoded?;
    decoded.apply_orientation(turn);
    if decoded.width() > MOST_SIDE || decoded.height() > MOST_SIDE {
        decoded = decoded.thumbnail(MOST_SIDE, MOST_SIDE);
    }
    let mut png = Cursor::new(Vec::new());
    let encoder = PngEncoder::new_with_quality(&mut png, CompressionType::Fast, FilterType::Sub);
    decoded.write_with_encoder(encoder).ok()?;
    Some(png.into_inner())
}

/// What was decoded, as a picture.
fn shown(pixels: ImageData, opacity: Option<LumaData>) -> Option<DynamicImage> {
    let picture = match pixels {
        ImageData::Rgb(rgb) => {
            DynamicImage::from(RgbImage::from_raw(rgb.width, rgb.height, rgb.data)?)
        }
        ImageData::Luma(luma) => {
            DynamicImage::from(GrayImage::from_raw(luma.width, luma.height, luma.data)?)
        }
    };
    let Some(opacity) = opacity.filter(|opacity| opacity.data.iter().any(|byte| *byte < 255))
    else {
        return Some(picture);
    };
    let opacity: GrayImage = ImageBuffer::from_raw(opacity.width, opacity.height, opacity.data)?;
    let (width, height) = (picture.width(), picture.height());
    let opacity = if opacity.dimensions() == (width, height) {
        opacity
    } else {
        image::imageops::thumbnail(&opacity, width, height)
    };
    let mut rgba = picture.into_rgba8();
    for (pixel, opacity) in rgba.pixels_mut().zip(opacity.pixels()) {
        pixel.0[3] = opacity.0[0];
    }
    Some(rgba.into())
}

/// How the file holds a picture.
pub(super) fn packing(stream: &Stream<'_>) -> Packing {
    match stream.filters().last() {
        _ if is_plain_jpeg(stream) => Packing::Plain,
        Some(Filter::JpxDecode | Filter::Jbig2Decode) => Packing::Slow,
        _ => Packing::Quick,
    }
}

/// Whether the file's bytes are a picture as it is drawn, which need not be decoded to be handed on.
fn is_plain_jpeg(stream: &Stream<'_>) -> bool {
    let dict = stream.dict();
    let is_altered =
        ["SMask", "Mask", "Decode", "SMaskInData"].into_iter().any(|key| dict.contains_key(key));
    matches!(stream.filters().as_slice(), [Filter::DctDecode])
        && !is_altered
        && has_plain_colors(dict)
}

/// Whether the colours are those that a picture has outside of a PDF: grey, or red with green and blue.
fn has_plain_colors(dict: &Dict<'_>) -> bool {
    let is_plain =
        |name: &[u8]| matches!(name, b"DeviceRGB" | b"DeviceGray" | b"CalRGB" | b"CalGray");
    match dict.get::<Object<'_>>("ColorSpace") {
        Some(Object::Name(name)) => is_plain(name.as_ref()),
        Some(Object::Array(space)) => is_plain_space(&space, is_plain),
        _ => false,
    }
}

fn is_plain_space(space: &Array<'_>, is_plain: impl Fn(&[u8]) -> bool) -> bool {
    let mut parts = space.iter::<Object<'_>>();
    let Some(Object::Name(kind)) = parts.next() else { return false };
    if kind.as_ref() != b"ICCBased" {
        return is_plain(kind.as_ref());
    }
    let Some(Object::Stream(profile)) = parts.next() else { return false };
    profile.dict().get::<u32>("N").is_some_and(|n| matches!(n, 1 | 3))
}

/// Whether decoding a stream cannot take more memory than a picture may, or whoever asks can do without.
fn is_safe(stream: &Stream<'_>, unpacked: Pictures) -> bool {
    let raw = stream.raw_data();
    let filters = stream.filters();
    if matches!(filters.as_slice(), [Filter::JpxDecode | Filter::Jbig2Decode]) {
        return unpacked == Pictures::All;
    }
    if matches!(filters.as_slice(), [Filter::CcittFaxDecode]) {
        return has_few_columns(stream.dict());
    }
    if matches!(filters.as_slice(), [Filter::FlateDecode]) {
        return inflates_to_few(&raw);
    }
    if matches!(filters.as_slice(), [Filter::DctDecode]) {
        let reader = ImageReader::new(Cursor::new(&*raw)).with_guessed_format();
        let size = reader.ok().and_then(|reader| reader.into_dimensions().ok());
        return size.is_some_and(|(w, h)| u64::from(w) * u64::from(h) <= MOST_PICTURE_PIXELS);
    }
    let mut most = raw.len() as u64;
    for filter in filters {
        let Some(times) = most_times(filter) else { return false };
        most = most.saturating_mul(times);
    }
    most <= MOST_PDF_PICTURE_BYTES
}

/// How many times as long as it is packed a stream can become; nothing where its bytes do not say.
const fn most_times(filter: Filter) -> Option<u64> {
    match filter {
        Filter::AsciiHexDecode | Filter::Crypt => Some(1),
        Filter::Ascii85Decode => Some(4),
        Filter::RunLengthDecode => Some(64),
        Filter::FlateDecode => Some(1_032),
        Filter::LzwDecode => Some(4_096),
        _ => None,
    }
}

/// Whether the room that a picture says it needs is that of one.
fn has_few_samples(dict: &Dict<'_>) -> bool {
    /// Most parts that a colour is made of, in colour spaces for printers and in others.
    const PARTS: [u64; 2] = [32, 4];
    let space = dict.get::<Array<'_>>("ColorSpace");
    let is_plain = space.is_none_or(|space| {
        let kind = space.iter::<Object<'_>>().next();
        kind.is_some_and(|kind| matches!(kind, Object::Name(name) if name.as_ref() != b"DeviceN"))
    });
    // Pictures within the drawing itself have short names for all.
    let side = |keys: [&str; 2]| {
        let side = keys.into_iter().find_map(|key| dict.get::<u32>(key));
        side.map_or(u64::MAX, u64::from)
    };
    let n_pixels = side(["Width", "W"]).saturating_mul(side(["Height", "H"]));
    n_pixels.saturating_mul(PARTS[usize::from(is_plain)]) <= MOST_PDF_PICTURE_BYTES
}

/// Whether the rows of a facsimile, each of which may be longer than the picture is wide, are those of one.
fn has_few_columns(dict: &Dict<'_>) -> bool {
    /// What a row has where nothing is said.
    const USUAL: u32 = 1_728;
    let said = ["DecodeParms", "DP"].into_iter().find_map(|key| {
        let first = || dict.get::<Array<'_>>(key)?.iter::<Dict<'_>>().next();
        dict.get::<Dict<'_>>(key).or_else(first)
    });
    let columns = said.and_then(|said| said.get::<u32>("Columns")).unwrap_or(USUAL);
    let rows = ["Height", "H"].into_iter().find_map(|key| dict.get::<u32>(key));
    // Without a height the rows go on as long as there are bytes.
    let n_pixels = rows.map(|rows| u64::from(columns).saturating_mul(u64::from(rows)));
    n_pixels.is_some_and(|n_pixels| n_pixels > 0 && n_pixels <= MOST_PICTURE_PIXELS)
}

fn inflates_to_few(raw: &[u8]) -> bool {
    let mut left = ZlibDecoder::new(raw).take(MOST_PDF_PICTURE_BYTES + 1);
    let n_bytes = std::io::copy(&mut left, &mut std::io::sink());
    n_bytes.is_ok_and(|n_bytes| n_bytes <= MOST_PDF_PICTURE_BYTES)
}
