//! The laws of the line over more than two hundred thousand characters of prose, at every measure from 8 to 48
//! characters and at several sizes and scales; and how many lines come out well.

use std::sync::LazyLock;

use danhuang::typeset::{Align, Hanging, Kind, Style, is_english, is_mostly_han, set};

use crate::line_laws::{EM, check_rules, check_set, page};

const MIXED: &str = include_str!("../data/typeset/mixed.txt");

/// The texts of the quality corpus and of the cleaning tests, a paragraph each.
static PROSE: LazyLock<Vec<String>> = LazyLock::new(|| {
    let data = format!("{}/tests/data", env!("CARGO_MANIFEST_DIR"));
    let mut paths: Vec<_> = ["quality", "clean"]
        .iter()
        .flat_map(|folder| std::fs::read_dir(format!("{data}/{folder}")).unwrap())
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|kind| kind == "md" || kind == "txt"))
        .collect();
    paths.sort();
    let texts = paths.iter().filter_map(|path| std::fs::read_to_string(path).ok());
    let texts = texts.chain([MIXED.to_owned()]).collect::<Vec<_>>();
    let paragraphs = texts.iter().flat_map(|text| text.lines()).map(str::trim);
    let mut paragraphs: Vec<String> =
        paragraphs.filter(|line| !line.is_empty()).map(str::to_owned).collect();
    // Many texts are there twice, with noise and without.
    paragraphs.sort();
    paragraphs.dedup();
    paragraphs
});

/// Sizes of the page's text on screens of several densities, in pixels: 14 points at 1 up to 54 at 2.
const SIZES: [u32; 8] = [14, 18, 23, 27, 36, 45, 54, 108];

fn style(text: &str, em: u32, measure: u32) -> Style {
    let style = Style::new(Kind::Body, em, measure * em);
    match (is_mostly_han(text), is_english(text)) {
        (true, _) => style,
        (false, true) => Style { align: Align::Justify, ..style.english() },
        (false, false) => style.latin(),
    }
}

/// Whether every piece that cannot be broken fits the column, so that the laws can be kept.
fn can_keep_laws(text: &str, measure: u32) -> bool {
    let words = text.split(|c: char| c >= '\u{2E80}' || c.is_whitespace());
    words.map(|word| word.chars().count()).max().unwrap_or(0) as u32 <= measure
}

#[test]
fn prose_keeps_the_laws_at_every_measure_and_size() {
    let n_chars: usize = PROSE.iter().map(|text| text.chars().count()).sum();
    assert!(n_chars >= 200_000, "{n_chars}");
    std::thread::scope(|scope| {
        for part in 0..2 {
            scope.spawn(move || {
                for (index, measure) in (8..=48).enumerate().filter(|(index, _)| index % 2 == part)
                {
                    check_prose(measure, SIZES[index % SIZES.len()]);
                }
            });
        }
    });
}

fn check_prose(measure: u32, em: u32) {
    for (index, text) in PROSE.iter().enumerate() {
        let hanging = if index % 4 == 0 { Hanging::On } else { Hanging::Off };
        let style = Style { hanging, ..style(text, em, measure) };
        let lines = check_set(text, &style, &page(text));
        if can_keep_laws(text, measure) {
            check_rules(text, &lines, &style);
        }
    }
}

#[test]
fn few_lines_of_a_usual_measure_are_ragged() {
    for (measure, most_thousandths) in [(36, 3), (28, 3), (20, 10)] {
        let (mut n_lines, mut n_ragged) = (0, 0);
        for text in PROSE.iter().filter(|text| is_plain(text)) {
            let lines = set(text, &style(text, EM, measure), page(text));
            n_lines += lines.len() - 1;
            n_ragged += lines.iter().filter(|line| line.ragged).count();
        }
        assert!(
            n_ragged * 1000 <= n_lines * most_thousandths,
            "{n_ragged} of {n_lines} at {measure}"
        );
    }
}

/// Chinese prose without readings in brackets, which no line can be set well with.
fn is_plain(text: &str) -> bool {
    is_mostly_han(text) && !text.contains('(')
}
