//! The documents are many and varied enough for their figures to mean something.

use std::collections::BTreeSet;

use super::{Gold, all_golds};
use crate::noise::{self, Noise};

/// Kinds of which every document is a real text, written by nobody of this project; sources in the README.
const REAL_KINDS: &[&str] = &["law", "novel", "classic"];

/// Other real texts.
const REAL: &[&str] = &["poem-tang", "japanese-neko", "english-alice"];

fn is_real(gold: &Gold) -> bool {
    REAL_KINDS.contains(&gold.kind()) || REAL.contains(&gold.name.as_str())
}

fn n_han(gold: &Gold) -> usize {
    gold.text.chars().filter(|c| ('\u{4E00}'..='\u{9FFF}').contains(c)).count()
}

/// How many readings the generator puts on it.
fn n_glosses(index: usize, gold: &Gold) -> usize {
    let kinds = [Noise::A, Noise::B, Noise::C].into_iter().filter(|noise| gold.takes(*noise));
    kinds.map(|noise| noise::put_on(&gold.text, noise, index as u64).1.len()).sum()
}

#[test]
fn the_corpus_is_large_and_varied() {
    let golds = all_golds();
    let kinds: BTreeSet<&str> = golds.iter().map(Gold::kind).collect();
    let real: Vec<&Gold> = golds.iter().filter(|gold| is_real(gold)).collect();
    let n_headings: usize = real.iter().map(|gold| gold.headings.len()).sum();
    let n_pages = golds.iter().filter(|gold| gold.page().is_some()).count();
    let n_empty = golds.iter().filter(|gold| gold.text.is_empty()).count();
    let n_aside = golds.iter().filter(|gold| gold.is_set_aside()).count();
    let least = [
        ("documents", golds.len(), 60),
        ("kinds", kinds.len(), 12),
        ("documents in which nothing may change", golds.len() - n_pages, 15),
        ("pages as the web hands them out", n_pages, 22),
        ("pages of navigation alone", n_empty, 4),
        ("documents set aside", n_aside, golds.len() / 3),
        ("documents not set aside", golds.len() - n_aside, golds.len() / 3),
        ("real texts", real.len(), 20),
        ("Han in real texts", real.iter().map(|gold| n_han(gold)).sum(), 30_000),
        ("headings in real texts", n_headings, 150),
        (
            "readings put on real texts",
            real.iter().enumerate().map(|(index, gold)| n_glosses(index, gold)).sum(),
            5_000,
        ),
    ];
    for (what, count, least) in least {
        println!("{count:>7} {what}");
        assert!(count >= least, "{count} {what}, of {least}");
    }
}
