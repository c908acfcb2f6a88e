//! How the time of cleaning grows with the length of a text, and on texts made to be slow.
//!
//! `cargo bench --no-default-features growth`: throughput stays about the same from row to row; the column of the
//! largest allocations is the most that is held at once.

use std::sync::OnceLock;

use danhuang::clean::CleanOptions;
use danhuang::document::Document;
use divan::Bencher;
use divan::counter::BytesCount;

use crate::text;

const MEGABYTE: usize = 1_000_000;

/// The whole way from bytes to a document, process start excluded: import, cleaning, headings, hashes.
#[divan::bench(args = [1, 5, 10, 25, 50], max_time = 20, sample_size = 1)]
fn megabytes(bencher: Bencher<'_, '_>, megabytes: usize) {
    static LONGEST: OnceLock<String> = OnceLock::new();
    let longest = LONGEST.get_or_init(|| text::noisy(50 * MEGABYTE));
    let bytes = &longest.as_bytes()[..longest.floor_char_boundary(megabytes * MEGABYTE)];
    bencher.counter(BytesCount::of_slice(bytes)).bench(|| open(bytes));
}

/// A text made to be slow.
#[derive(Clone, Copy, Debug)]
enum Shape {
    OneLineOf50Mb,
    MillionParentheses,
    MillionNestedParentheses,
    MillionShortLines,
    ReadingsWithoutEnd,
    CutCharacters,
}

const SHAPES: [Shape; 6] = [
    Shape::OneLineOf50Mb,
    Shape::MillionParentheses,
    Shape::MillionNestedParentheses,
    Shape::MillionShortLines,
    Shape::ReadingsWithoutEnd,
    Shape::CutCharacters,
];

impl Shape {
    fn text(self) -> String {
        match self {
            Self::OneLineOf50Mb => text::noisy(50 * MEGABYTE).replace('\n', ""),
            Self::MillionParentheses => "(企".repeat(MEGABYTE),
            Self::MillionNestedParentheses => "(".repeat(MEGABYTE) + "企" + &")".repeat(MEGABYTE),
            Self::MillionShortLines => {
                (0..MEGABYTE).map(|at| format!("{}短行{}\n", at % 977, at % 7)).collect()
            }
            Self::ReadingsWithoutEnd => "企業(ye) 產(chan) ".repeat(200_000),
            Self::CutCharacters => "日?qǐng)?bào)社?huì)".repeat(200_000),
        }
    }
}

#[divan::bench(args = SHAPES, max_time = 20, sample_size = 1)]
fn made_to_be_slow(bencher: Bencher<'_, '_>, shape: Shape) {
    let text = shape.text();
    let bytes = text.as_bytes();
    bencher.counter(BytesCount::of_slice(bytes)).bench(|| open(bytes));
}

/// The bytes are copied as reading a file would, so that the memory they take counts.
fn open(bytes: &[u8]) -> Document {
    Document::new("text.txt", bytes.to_vec(), None, &CleanOptions::default()).unwrap()
}
