//! How much of an article survives its noise: every document with gold under every kind of noise, measured.
//!
//! Half of the documents is set aside by name and not looked at while rules are tuned; both halves must hold.

mod counts;
mod pages;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use danhuang::clean::{CleanOptions, Cleaned, clean, restore, rules};
use danhuang::outline::{Outline, outline};
use danhuang::text::{Clean, Source, Text};

use crate::noise::{self, Noise};

/// A clean document.
struct Gold {
    name: String,
    /// One paragraph a line, title and headings among them.
    text: String,
    title: Option<String>,
    /// Level and text.
    headings: Vec<(u8, String)>,
}

/// Kinds that are examined as they are alone, and kept out of the floors: with noise on them nobody could tell
/// noise from text.
const TAKES_NONE: &[&str] = &[
    "bibliography",
    "cantonese",
    "chemistry",
    "code",
    "emoji",
    "licence",
    "menu",
    "play",
    "primer",
    "quoting",
    "slogans",
    "teaching",
    "transcript",
];

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/quality")
}

/// Every document with gold, those of pages too.
fn all_golds() -> Vec<Gold> {
    let mut files: Vec<_> =
        fs::read_dir(folder()).unwrap().flatten().map(|entry| entry.path()).collect();
    files.retain(|path| {
        path.extension().is_some_and(|e| e == "md")
            && !path.ends_with("README.md")
            && path.file_stem().is_some_and(|stem| !stem.to_string_lossy().ends_with(".raw"))
    });
    files.sort();
    files.iter().map(|path| gold(path)).collect()
}

/// The documents that noise is put on.
fn golds() -> Vec<Gold> {
    all_golds().into_iter().filter(|gold| gold.page().is_none()).collect()
}

fn gold(path: &Path) -> Gold {
    let name = path.file_stem().unwrap().to_string_lossy().into_owned();
    let mut gold = Gold { name, text: String::new(), title: None, headings: Vec::new() };
    let mut lines = Vec::new();
    for line in fs::read_to_string(path).unwrap().lines() {
        let marks = line.len() - line.trim_start_matches('#').len();
        let body = line.trim_start_matches('#').trim().to_owned();
        match marks {
            0 => {}
            1 => gold.title = Some(body.clone()),
            level => gold.headings.push((level as u8 - 1, body.clone())),
        }
        lines.push(body);
    }
    gold.text = lines.join("\n");
    gold
}

impl Gold {
    /// What the text is: the first part of the name.
    fn kind(&self) -> &str {
        self.name.split('-').next().unwrap_or_default()
    }

    /// The file as the web hands it out, where the document has one.
    fn page(&self) -> Option<PathBuf> {
        let file = |extension: &str| folder().join(format!("{}.raw.{extension}", self.name));
        [file("txt"), file("md")].into_iter().find(|path| path.exists())
    }

    /// Whether it belongs to the half that is not looked at.
    fn is_set_aside(&self) -> bool {
        self.name
            .bytes()
            .fold(7_u32, |sum, byte| sum.wrapping_mul(31).wrapping_add(u32::from(byte)))
            % 2
            == 1
    }

    /// Whether a real page could look so.
    fn takes(&self, noise: Noise) -> bool {
        if TAKES_NONE.contains(&self.kind()) {
            return false;
        }
        let is = |start: &str| self.name.starts_with(start);
        let is_foreign = is("japanese") || is("english") || is("readings");
        let has_lines = is("poem") || is("list") || is("mixed");
        match noise {
            Noise::Wrapped | Noise::Paged => {
                !is_foreign
                    && !has_lines
                    && self.text.chars().count() > if noise == Noise::Paged { 2500 } else { 600 }
            }
            Noise::Emoji | Noise::Commas => {
                !is_foreign && !has_lines && self.text.matches('，').count() > 20
            }
            Noise::Site | Noise::Scrambled | Noise::Spam => {
                !is_foreign && !is("list") && !is("mixed")
            }
            Noise::Entities => true,
            Noise::A | Noise::B | Noise::C | Noise::Meant => {
                !is_foreign && self.text.chars().count() > 300
            }
            // Of a short text a machine's words cannot be told from a person's.
            Noise::Words => !is_foreign && self.text.chars().count() > 2500,
            Noise::Brackets => !is_foreign && self.text.chars().count() > 600,
            Noise::Damage => !is_foreign && !is("mixed") && self.text.chars().count() > 300,
            Noise::Traditional | Noise::Mojibake | Noise::Invisible => !is_foreign,
        }
    }
}

/// Sums over documents.
#[derive(Default)]
struct Score {
    n_documents: usize,
    f1: f64,
    n_exact: usize,
    headings: [usize; 3],
    levels: usize,
    titles: [usize; 2],
    glosses: [usize; 3],
    meta: [usize; 2],
    n_not_restored: usize,
    /// Cut characters: places put back whole and rightly, all places, places put back wrongly.
    damage: [usize; 3],
    worst: Option<(f64, String)>,
    /// Of each document what its texts scored together, and how many they are.
    documents: BTreeMap<String, (f64, usize)>,
}

impl Score {
    fn add(&mut self, gold: &Gold, noisy: &str, glosses: Option<&[std::ops::Range<usize>]>) {
        let source: Text<Source> = Text::new(noisy);
        let cleaned = clean(&source, &[], &CleanOptions::default());
        self.add_text(gold, &source, &cleaned);
        self.add_damage(gold, noisy, &cleaned);
        self.add_outline(gold, &outline(&cleaned.text, &[]));
        if let Some(glosses) = glosses {
            self.add_glosses(&cleaned, glosses);
        }
    }

    fn add_text(&mut self, gold: &Gold, source: &Text<Source>, cleaned: &Cleaned) {
        let f1 = f1(&gold.text, cleaned.text.as_str());
        self.n_documents += 1;
        self.f1 += f1;
        let (sum, n_texts) = self.documents.entry(gold.name.clone()).or_default();
        (*sum, *n_texts) = (*sum + f1, *n_texts + 1);
        self.n_exact += usize::from(cleaned.text.as_str().trim_end() == gold.text);
        self.n_not_restored += usize::from(restore(source, cleaned) != source.as_str());
        if self.worst.as_ref().is_none_or(|(worst, _)| f1 < *worst) {
            self.worst = Some((f1, gold.name.clone()));
        }
    }

    fn add_outline(&mut self, gold: &Gold, outline: &Outline) {
        let found: Vec<(u8, &str)> =
            outline.headings.iter().map(|h| (h.level, h.text.as_str())).collect();
        let is_found =
            |text: &str| found.iter().position(|(_, other)| squashed(other) == squashed(text));
        let hits: Vec<_> = gold
            .headings
            .iter()
            .filter_map(|(level, text)| Some((*level, is_found(text)?)))
            .collect();
        self.headings[0] += hits.len();
        self.headings[1] += found.len();
        self.headings[2] += gold.headings.len();
        self.levels += hits.iter().filter(|(level, index)| found[*index].0 == *level).count();
        let title = outline.title.as_ref().map(|title| squashed(&title.text));
        self.titles[0] += usize::from(title == gold.title.as_deref().map(squashed));
        self.titles[1] += 1;
    }

    /// What the damage rule put in must stand in the document's line; what it could not know is marked.
    fn add_damage(&mut self, gold: &Gold, noisy: &str, cleaned: &Cleaned) {
        let rule = rules().iter().position(|rule| rule.id == "damage").unwrap();
        let (golds, noisy_lines) = (gold.text.lines(), noisy.lines());
        let to_simplified = danhuang::text::script::to_simplified();
        let mut start = 0;
        for (line, noisy) in golds.zip(noisy_lines) {
            let range = start..start + noisy.len();
            start = range.end + 1;
            let damaged = to_simplified.converted(line);
            for applied in cleaned.log.iter().filter(|applied| {
                usize::from(applied.rule.0) == rule && range.contains(&applied.from.start.index())
            }) {
                let shown = cleaned.text.get(cleaned.map.forward(applied.from));
                self.damage[1] += 1;
                let is_right = damaged.contains(shown) || line.contains(shown);
                let is_whole = !shown.contains('\u{FFFD}');
                self.damage[0] += usize::from(is_right && is_whole);
                self.damage[2] += usize::from(!is_right && is_whole);
            }
        }
    }

    fn add_glosses(&mut self, cleaned: &Cleaned, glosses: &[std::ops::Range<usize>]) {
        let rule = rules().iter().position(|rule| rule.id == "gloss").unwrap();
        let found = cleaned.log.iter().filter(|applied| usize::from(applied.rule.0) == rule);
        let starts: Vec<usize> = found.map(|applied| applied.from.start.index()).collect();
        self.glosses[0] += starts
            .iter()
            .filter(|start| glosses.binary_search_by_key(start, |g| &g.start).is_ok())
            .count();
        self.glosses[1] += starts.len();
        self.glosses[2] += glosses.len();
    }

    fn figures(&self) -> BTreeMap<&'static str, f64> {
        let share =
            |part: usize, whole: usize| if whole == 0 { 1.0 } else { part as f64 / whole as f64 };
        let [right, found, all] = self.headings;
        let (precision, recall) = (share(right, found), share(right, all));
        BTreeMap::from([
            ("text f1", self.f1 / self.n_documents.max(1) as f64),
            ("exact", share(self.n_exact, self.n_documents)),
            (
                "heading f1",
                if right == 0 && found + all > 0 {
                    0.0
                } else {
                    2.0 * precision * recall / (precision + recall)
                },
            ),
            ("heading level", share(self.levels, right)),
            ("title", share(self.titles[0], self.titles[1])),
            ("meta", share(self.meta[0], self.meta[1])),
            ("gloss precision", share(self.glosses[0], self.glosses[1])),
            ("gloss recall", share(self.glosses[0], self.glosses[2])),
            ("damage repair", share(self.damage[0], self.damage[1])),
            ("damage right", 1.0 - share(self.damage[2], self.damage[1].max(1))),
            ("restored", 1.0 - share(self.n_not_restored, self.n_documents)),
        ])
    }
}

fn squashed(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

/// Longest common subsequence of the characters that are no white space, as F1.
fn f1(gold: &str, ours: &str) -> f64 {
    let (a, b): (Vec<char>, Vec<char>) =
        (squashed(gold).chars().collect(), squashed(ours).chars().collect());
    let common = common(&a, &b);
    if a.is_empty() && b.is_empty() {
        1.0
    } else {
        2.0 * common as f64 / (a.len() + b.len()) as f64
    }
}

/// Its length, by Myers' greedy walk along the diagonals; a text that differs in everything counts as 0.
fn common(ours: &[char], theirs: &[char]) -> usize {
    const MOST: isize = 6_000;
    let (n_ours, n_theirs) = (ours.len() as isize, theirs.len() as isize);
    let offset = MOST + 1;
    let mut reach = vec![0_isize; (2 * offset + 1) as usize];
    for distance in 0..=MOST.min(n_ours + n_theirs) {
        for diagonal in (-distance..=distance).step_by(2) {
            let at = (diagonal + offset) as usize;
            let is_down =
                diagonal == -distance || (diagonal != distance && reach[at - 1] < reach[at + 1]);
            let mut done = if is_down { reach[at + 1] } else { reach[at - 1] + 1 };
            let other = |done: isize| done - diagonal;
            while done < n_ours
                && other(done) < n_theirs
                && ours[done as usize] == theirs[other(done) as usize]
            {
                done += 1;
            }
            reach[at] = done;
            if done >= n_ours && other(done) >= n_theirs {
                return ((n_ours + n_theirs - distance) / 2) as usize;
            }
        }
    }
    0
}

/// What goes wrong with the documents that may be looked at: `cargo test quality -- --ignored --nocapture`.
#[test]
#[ignore = "for people who tune the rules"]
fn show_what_goes_wrong() {
    for (index, gold) in golds().iter().enumerate().filter(|(_, gold)| !gold.is_set_aside()) {
        for noise in noise::ALL.into_iter().filter(|noise| gold.takes(*noise)) {
            let (noisy, _) = noise::put_on(&gold.text, noise, index as u64);
            let source: Text<Source> = Text::new(noisy);
            let cleaned = clean(&source, &[], &CleanOptions::default());
            let outline = outline(&cleaned.text, &[]);
            let lines = differences(gold, &format!("{noise:?}"), 3, &cleaned.text, &outline);
            println!("{}", lines.join("\n"));
        }
    }
    println!("{}", pages::what_goes_wrong().join("\n"));
    println!("set aside: {}", pages::spread().join(", "));
}

/// The lines that one has and the other has not, at most so many, and what differs in the outline.
fn differences(
    gold: &Gold,
    noise: &str,
    most: usize,
    cleaned: &Text<Clean>,
    outline: &Outline,
) -> Vec<String> {
    let name = &gold.name;
    let ours: Vec<&str> = cleaned.as_str().lines().collect();
    let theirs: Vec<&str> = gold.text.lines().collect();
    let extra = ours.iter().filter(|line| !theirs.contains(line)).take(most);
    let mut shown: Vec<String> =
        extra.map(|line| format!("{name} {noise} has {line:.200}")).collect();
    let lacking = theirs.iter().filter(|line| !ours.contains(line)).take(most);
    shown.extend(lacking.map(|line| format!("{name} {noise} lacks {line:.200}")));
    let title = outline.title.as_ref().map(|title| &title.text);
    if title != gold.title.as_ref() {
        shown.push(format!("{name} {noise} title {title:?} for {:?}", gold.title));
    }
    let found: Vec<_> = outline.headings.iter().map(|h| (h.level, h.text.as_str())).collect();
    let wanted: Vec<_> =
        gold.headings.iter().map(|(level, text)| (*level, text.as_str())).collect();
    if found != wanted {
        shown.push(format!("{name} {noise} headings {found:?} for {wanted:?}"));
    }
    shown
}

#[test]
fn clean_documents_are_left_as_they_are() {
    let mut touched = [Vec::new(), Vec::new()];
    for gold in all_golds() {
        let source: Text<Source> = Text::new(gold.text.as_str());
        let cleaned = clean(&source, &[], &CleanOptions::default());
        if cleaned.text.as_str() != gold.text {
            let line = gold.text.lines().zip(cleaned.text.as_str().lines()).find(|(a, b)| a != b);
            touched[usize::from(gold.is_set_aside())].push(format!("{}: {line:?}", gold.name));
        }
    }
    // What goes wrong in the other half stays unsaid.
    println!("{}\nand {} set aside", touched[0].join("\n"), touched[1].len());
    assert!(touched.iter().all(Vec::is_empty), "documents are touched in which nothing may change");
}

/// The least text F1 of all documents of a half, each counted once.
const LEAST_OF_DOCUMENTS: f64 = 0.988;

/// The floors of a row: a figure that falls below one fails.
fn floors(file: &str) -> BTreeMap<String, f64> {
    ron::from_str(&fs::read_to_string(folder().join(file)).unwrap()).unwrap()
}

#[test]
fn noise_is_taken_off_again() {
    let golds = golds();
    let mut halves = [Score::default(), Score::default()];
    let mut kinds: Vec<(String, Score)> = vec![("as it is".to_owned(), Score::default())];
    for gold in &golds {
        if !TAKES_NONE.contains(&gold.kind()) {
            halves[usize::from(gold.is_set_aside())].add(gold, &gold.text, Some(&[]));
        }
        kinds[0].1.add(gold, &gold.text, Some(&[]));
    }
    for noise in noise::ALL {
        let mut kind = Score::default();
        for (index, gold) in golds.iter().enumerate().filter(|(_, gold)| gold.takes(noise)) {
            let (noisy, glosses) = noise::put_on(&gold.text, noise, index as u64);
            // Of a reading beside a cut character it is no telling which rule took it away.
            let glosses = (noise != Noise::Damage).then_some(glosses.as_slice());
            halves[usize::from(gold.is_set_aside())].add(gold, &noisy, glosses);
            kind.add(gold, &noisy, glosses);
        }
        kinds.push((format!("{noise:?}"), kind));
    }
    let mut failed = Vec::new();
    let names: Vec<&str> = halves[0].figures().into_keys().collect();
    println!(
        "{:<12} {:>4} {}",
        "",
        "n",
        names.iter().map(|name| format!("{name:>16}")).collect::<String>()
    );
    let pages = pages::scores();
    let rows = kinds.iter().map(|(name, score)| (name.as_str(), score));
    let sums = [
        ("tuned on", &halves[0]),
        ("set aside", &halves[1]),
        ("pages tuned", &pages[0]),
        ("pages aside", &pages[1]),
    ];
    for (name, score) in rows.chain(sums) {
        let figures: String =
            score.figures().values().map(|figure| format!("{figure:>16.5}")).collect();
        let worst = score
            .worst
            .as_ref()
            .filter(|_| !name.ends_with("aside"))
            .map(|(f1, name)| format!("worst {name} {f1:.4}"))
            .unwrap_or_default();
        println!("{name:<12} {:>4} {figures}   {worst}", score.n_documents);
    }
    for (row, score) in sums {
        let file = if row.starts_with("pages") { "floors-pages.ron" } else { "floors.ron" };
        for (name, floor) in floors(file) {
            let figure = score.figures()[name.as_str()];
            if figure < floor {
                failed.push(format!("{name} of the row {row}: {figure:.5} is below {floor}"));
            }
        }
    }
    for (half, noisy, pages) in
        [("tuned on", &halves[0], &pages[0]), ("set aside", &halves[1], &pages[1])]
    {
        let documents: Vec<_> = noisy.documents.values().chain(pages.documents.values()).collect();
        let f1s = documents.iter().map(|(sum, n_texts)| sum / *n_texts as f64);
        let f1 = f1s.sum::<f64>() / documents.len() as f64;
        println!(
            "{} documents {half}, each counted once, pages among them: {f1:.5}",
            documents.len()
        );
        if f1 < LEAST_OF_DOCUMENTS {
            failed.push(format!("the documents {half}: {f1:.5} is below {LEAST_OF_DOCUMENTS}"));
        }
    }
    assert!(failed.is_empty(), "{}", failed.join("\n"));
}
