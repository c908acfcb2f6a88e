//! Laws of cleaning that hold for any file whatever: nothing panics, everything can be put back, and noise that
//! is put on a clean text comes off again.

use std::fs;
use std::path::Path;

use danhuang::clean::{CleanOptions, ScriptChoice, clean, restore};
use danhuang::document::Document;
use danhuang::text::{Source, Text};
use proptest::prelude::{ProptestConfig, any, prop, proptest};

use crate::noise::{self, Noise, Random};

fn data(folder: &str) -> Vec<(String, Vec<u8>)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data").join(folder);
    let mut files: Vec<_> =
        fs::read_dir(folder).unwrap().flatten().map(|entry| entry.path()).collect();
    files.retain(|path| path.is_file());
    files.sort();
    files.iter().map(|path| (path.display().to_string(), fs::read(path).unwrap())).collect()
}

/// Opens bytes as the program does and checks what must always hold; a refusal is an answer too.
fn check(name: &str, bytes: &[u8], script: ScriptChoice) {
    let options = CleanOptions { script, ..CleanOptions::default() };
    let Ok(document) = Document::new(name, bytes, None, &options) else { return };
    let (source, cleaned) = (&document.imported.text, &document.cleaned);
    assert_eq!(restore(source, cleaned), source.as_str());
    let text = cleaned.text.as_str();
    let mut last = 0;
    for block in document.blocks.iter() {
        assert!(last <= block.span.start.index() && text.get(block.span.range()).is_some());
        last = block.span.end.index();
    }
    for heading in &document.outline.headings {
        assert_eq!(text.get(heading.span.range()), Some(heading.text.as_str()));
    }
}

const SCRIPTS: [ScriptChoice; 3] =
    [ScriptChoice::Simplified, ScriptChoice::Traditional, ScriptChoice::Keep];

const KINDS: [Noise; 11] = [
    Noise::A,
    Noise::Traditional,
    Noise::B,
    Noise::C,
    Noise::Emoji,
    Noise::Commas,
    Noise::Site,
    Noise::Entities,
    Noise::Scrambled,
    Noise::Spam,
    Noise::Invisible,
];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn any_bytes_open_or_are_refused(bytes in prop::collection::vec(any::<u8>(), 0..600), script in 0..3_usize) {
        check("file.txt", &bytes, SCRIPTS[script]);
        check("file.md", &bytes, SCRIPTS[script]);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(n_noises()))]

    /// The paragraphs are those of laws: no quotations, no characters of which Simplified has two.
    #[test]
    fn noise_comes_off_again(seed in any::<u64>(), from in 0..40_usize, length in 24..60_usize) {
        comes_off(seed, from, length);
    }
}

/// `DANHUANG_NOISES=20000 cargo test --release --no-default-features --test it noise_comes_off` is the long form.
fn n_noises() -> u32 {
    std::env::var("DANHUANG_NOISES").map_or(350, |n| n.parse().unwrap())
}

/// Puts every noise on `length` lines of a law of the corpus, from line `from`, and cleans it: the lines come back.
fn comes_off(seed: u64, from: usize, length: usize) {
    let files = data("quality");
    let is_law =
        |name: &str| name.contains("/law-") && !name.contains(".raw") && !name.contains(".meta");
    let laws: Vec<&(String, Vec<u8>)> = files.iter().filter(|(name, _)| is_law(name)).collect();
    let mut random = Random(seed);
    let (name, bytes) = laws[random.below(laws.len())];
    let lines: Vec<&str> = std::str::from_utf8(bytes).unwrap().lines().collect();
    let from = from.min(lines.len().saturating_sub(length));
    let body = lines.iter().skip(from).take(length).filter(|line| !line.starts_with('#'));
    let text: Vec<&str> = std::iter::once("办事规则汇编").chain(body.copied()).collect();
    let text = text.join("\n");
    for kind in KINDS {
        let (noisy, _) = noise::put_on(&text, kind, seed);
        let source: Text<Source> = Text::new(noisy);
        let cleaned = clean(&source, &[], &CleanOptions::default());
        assert_eq!(restore(&source, &cleaned), source.as_str());
        assert_eq!(cleaned.text.as_str(), text, "{kind:?} on {name}, seed {seed}");
    }
}

/// What the law above once found.
#[test]
fn noise_that_once_stayed_comes_off() {
    comes_off(168_738_069_612_156_500, 27, 24);
    comes_off(871_726_684_203_536_281, 22, 25);
}

/// A file with some of its bytes changed, cut out, doubled, or put in from elsewhere.
fn mutated(bytes: &[u8], random: &mut Random) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    for _ in 0..=random.below(6) {
        let length = bytes.len();
        if length == 0 {
            break;
        }
        let (at, count) = (random.below(length), random.below(60));
        let end = (at + count).min(length);
        match random.below(5) {
            0 => bytes[at] = random.below(256) as u8,
            1 => drop(bytes.drain(at..end)),
            2 => {
                let copy = bytes[at..end].to_vec();
                let to = random.below(bytes.len());
                bytes.splice(to..to, copy);
            }
            3 => bytes.truncate(at.max(1)),
            _ => {
                let odd = [
                    "(",
                    ")",
                    "?",
                    "？",
                    "\u{FFFD}",
                    "(dang) ",
                    "\r\n",
                    "\n",
                    "一、",
                    "\u{200B}",
                    "&nbsp;",
                    "Ã",
                    "“",
                    "。 二、",
                    "\0",
                ];
                let odd = odd[random.below(odd.len())].repeat(1 + random.below(4));
                bytes.splice(at..at, odd.into_bytes());
            }
        }
    }
    bytes
}

/// `DANHUANG_MUTATIONS=100000 cargo test --release mutated` is the long form.
#[test]
fn mutated_files_open_or_are_refused() {
    let n_cases = std::env::var("DANHUANG_MUTATIONS").map_or(400, |n| n.parse().unwrap());
    let files = [data("clean"), data("quality")].concat();
    let mut random = Random(20_261_125);
    for case in 0..n_cases {
        let (name, bytes) = &files[random.below(files.len())];
        let bytes = &bytes[..bytes.len().min(6_000)];
        let changed = mutated(bytes, &mut random);
        let script = SCRIPTS[case % 3];
        let result = std::panic::catch_unwind(|| check(name, &changed, script));
        assert!(result.is_ok(), "case {case} on {name}: {:?}", String::from_utf8_lossy(&changed));
    }
}
