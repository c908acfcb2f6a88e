//! Damage of every kind to the files of notes and tags: all of it is noticed, none of it reaches a neighbour.
//!
//! `DANHUANG_DAMAGES` says how many there are, 10,000 in the long form.

use std::collections::BTreeSet;
use std::ops::Range;

use danhuang::notebook::{Codebook, Notebook};
use danhuang::store::{
    DocumentRecord, StoredNotes, codebook_from_ron, codebook_to_ron, notes_from_ron, notes_to_ron,
};
use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::TestRunner;

use crate::strategies;

/// A small generator of numbers, the same each time (Vigna's `SplitMix64`).
pub(crate) struct Numbers(pub(crate) u64);

impl Numbers {
    pub(crate) fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ mixed >> 30).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ mixed >> 27).wrapping_mul(0x94D0_49BB_1331_11EB);
        ((mixed ^ mixed >> 31) % limit.max(1) as u64) as usize
    }
}

pub(crate) const KINDS: [&str; 6] = ["bit", "byte", "removed", "zeros", "garbage", "cut off"];

/// Damages a file; gives the bytes of the whole file that it touched.
pub(crate) fn damage(bytes: &mut Vec<u8>, kind: usize, numbers: &mut Numbers) -> Range<usize> {
    let at = numbers.below(bytes.len());
    let end = (at + 1 + numbers.below(700)).min(bytes.len());
    match KINDS[kind] {
        "bit" => bytes[at] ^= 1 << numbers.below(8),
        "byte" => bytes[at] = numbers.below(256) as u8,
        "removed" => drop(bytes.drain(at..end)),
        "zeros" => bytes[at..end].fill(0),
        "garbage" => bytes[at..end].fill_with(|| numbers.below(256) as u8),
        _ => bytes.truncate(at),
    }
    match KINDS[kind] {
        "bit" | "byte" => at..at + 1,
        "cut off" => at..usize::MAX,
        _ => at..end,
    }
}

fn n_damages() -> usize {
    let wanted = std::env::var("DANHUANG_DAMAGES").ok().and_then(|number| number.parse().ok());
    wanted.unwrap_or(600)
}

/// Where each block stands, by identity, with its line and what ends it.
fn blocks(file: &str) -> Vec<(String, Range<usize>)> {
    let starts: Vec<usize> = file.match_indices("        //@ ").map(|(at, _)| at).collect();
    let ends = starts.iter().skip(1).copied().chain([file.rfind("    ],").unwrap()]);
    let id =
        |start: usize| file.get(start..).unwrap().split_whitespace().nth(1).unwrap().to_owned();
    starts.iter().zip(ends).map(|(start, end)| (id(*start), *start..end)).collect()
}

/// White space at the edges of lines, the line endings themselves, and where a block's line begins mean nothing.
pub(crate) fn is_same(damaged: &[u8], file: &str) -> bool {
    let lines = |text: &str| {
        let text = text.trim_end().replace("//@ ", "\n//@ ");
        let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
        lines.map(str::to_owned).collect::<Vec<_>>()
    };
    lines(&String::from_utf8_lossy(damaged)) == lines(file)
}

/// Whether exactly whole blocks are gone, as when a person deletes them in an editor: the file alone cannot
/// tell, since a count in its head would keep Git from joining two files by their lines.
fn is_deletion(damaged: &[u8], file: &str, blocks: &[(String, Range<usize>)]) -> bool {
    let without =
        |from: usize, to: usize| [file.get(..from).unwrap(), file.get(to..).unwrap()].concat();
    blocks.iter().enumerate().any(|(index, (_, first))| {
        let lasts = blocks.iter().skip(index).take(4);
        lasts.into_iter().any(|(_, last)| is_same(damaged, &without(first.start, last.end)))
    })
}

/// Damages `file` many times; the figures. `read` gives what is as it was, by identity, and whether anything was noticed.
fn check(file: &str, seed: u64, read: impl Fn(&str) -> (BTreeSet<String>, bool)) -> String {
    let blocks = blocks(file);
    let mut numbers = Numbers(seed);
    let mut kept = [0usize; KINDS.len()];
    for number in 0..n_damages() {
        let kind = number % KINDS.len();
        let mut bytes = file.as_bytes().to_vec();
        let touched = damage(&mut bytes, kind, &mut numbers);
        let what = format!("damage {number}, {} at {touched:?}", KINDS[kind]);
        let (whole, is_noticed) = read(&String::from_utf8_lossy(&bytes));
        let is_meaningless = || is_same(&bytes, file) || is_deletion(&bytes, file, &blocks);
        assert!(is_noticed || is_meaningless(), "{what} was not noticed");
        for (id, place) in &blocks {
            let is_outside = place.end <= touched.start || touched.end <= place.start;
            assert!(!is_outside || whole.contains(id), "{what} cost {id} at {place:?}");
        }
        kept[kind] += whole.len();
    }
    let each = (n_damages() / KINDS.len()).max(1);
    let share = |kept: usize| kept as f64 / each as f64;
    let line = |(kind, kept): (&&str, usize)| {
        format!("{kind}: {:.2} of {} stay\n", share(kept), blocks.len())
    };
    KINDS.iter().zip(kept).map(line).collect()
}

#[test]
fn damage_to_notes_is_noticed_and_stays_where_it_is() {
    let mut runner = TestRunner::deterministic();
    let mut notebook = Notebook::default();
    for number in 0..40 {
        let mut note = strategies::annotation().new_tree(&mut runner).unwrap().current();
        note.id.0 = format!("01J000000000000000000000{number:02}");
        notebook.annotations.insert(note.id.clone(), note);
    }
    notebook.by_hand = strategies::notebook().new_tree(&mut runner).unwrap().current().by_hand;
    let mut record = DocumentRecord { title: "条例".to_owned(), ..DocumentRecord::default() };
    record.learn(&"c0".repeat(32), &"be".repeat(32), Some("/文档/条例.txt"));
    let stored = StoredNotes { record, notebook };
    let file = notes_to_ron(&stored, &Codebook::starting());
    let figures = check(&file, 1, |text| {
        let read = notes_from_ron(text);
        let found = &read.value.notebook.annotations;
        let notes = stored.notebook.annotations.values();
        let whole = notes.filter(|note| found.get(&note.id) == Some(note));
        (whole.map(|note| note.id.0.clone()).collect(), !read.problems.is_empty())
    });
    println!("{figures}");
}

#[test]
fn damage_to_tags_is_noticed_and_stays_where_it_is() {
    let mut runner = TestRunner::deterministic();
    let mut codebook = Codebook::default();
    for number in 0..30 {
        let mut tag = strategies::tag().new_tree(&mut runner).unwrap().current();
        tag.id.0 = format!("01J000000000000000000000{number:02}");
        codebook.tags.insert(tag.id.clone(), tag);
    }
    let figures = check(&codebook_to_ron(&codebook), 2, |text| {
        let read = codebook_from_ron(text);
        let tags = codebook.tags.values();
        let whole = tags.filter(|tag| read.value.tags.get(&tag.id) == Some(tag));
        (whole.map(|tag| tag.id.0.clone()).collect(), !read.problems.is_empty())
    });
    println!("{figures}");
}
