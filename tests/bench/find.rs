//! How long a search takes in ten megabytes, off the UI thread, a search for each key that is typed.

use danhuang::search::{Query, Switches, search};
use divan::Bencher;

use crate::Input;

/// What is sought: rare words and common ones, and the first keys of them.
const WORDS: [&str; 6] = ["企业", "企", "的", "复工复产", "GDP", "没有这样的话"];
const LETTERS: [&str; 3] = ["qy", "qiye", "fgfc"];
const PATTERNS: [&str; 2] = ["第.条", r"\d+(\.\d+)?%"];

fn run(bencher: Bencher<'_, '_>, input: Input, text: &str, switches: Switches) {
    let document = input.document();
    let query = Query { text: text.to_owned(), switches };
    bencher.bench(|| search(&document.cleaned.text, &query, &|| true).map(|hits| hits.spans.len()));
}

#[divan::bench(args = WORDS, sample_size = 1)]
fn folded(bencher: Bencher<'_, '_>, word: &str) {
    run(bencher, Input::Clean10Mb, word, Switches::default());
}

#[divan::bench(args = WORDS, sample_size = 1)]
fn exact(bencher: Bencher<'_, '_>, word: &str) {
    run(bencher, Input::Clean10Mb, word, Switches { is_exact: true, ..Switches::default() });
}

#[divan::bench(args = WORDS, sample_size = 1, max_time = 5)]
fn whole_words(bencher: Bencher<'_, '_>, word: &str) {
    run(bencher, Input::Clean10Mb, word, Switches { is_whole_word: true, ..Switches::default() });
}

#[divan::bench(args = LETTERS, sample_size = 1)]
fn pinyin(bencher: Bencher<'_, '_>, letters: &str) {
    run(bencher, Input::Clean10Mb, letters, Switches { is_pinyin: true, ..Switches::default() });
}

#[divan::bench(args = PATTERNS, sample_size = 1)]
fn pattern(bencher: Bencher<'_, '_>, pattern: &str) {
    run(bencher, Input::Clean10Mb, pattern, Switches { is_regex: true, ..Switches::default() });
}
