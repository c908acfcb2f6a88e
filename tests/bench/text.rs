//! Long varied text: the sentences of our own corpus, shuffled by a seed, with headings, no paragraph twice.
//!
//! The same seed gives the same text on every machine.

use std::collections::HashSet;
use std::path::Path;

/// The founding article as the web left it.
pub(crate) fn sample() -> String {
    read("assets/samples/jilin.txt")
}

/// At least `bytes` bytes of clean text.
pub(crate) fn clean(bytes: usize) -> String {
    let golds = ["jilin", "ops_platform_B1", "river_notice_B1", "tea_market_B1", "visit_brief_C"];
    let texts = golds.map(|name| {
        let gold = read(&format!("tests/data/clean/{name}.gold.json"));
        let gold: serde_json::Value = serde_json::from_str(&gold).unwrap();
        gold["text"].as_str().unwrap().to_owned()
    });
    let mixed = read("tests/data/typeset/mixed.txt");
    shuffled(texts.iter().chain([&mixed]), bytes)
}

/// At least `bytes` bytes of text with inserted readings and other noise.
pub(crate) fn noisy(bytes: usize) -> String {
    let others = ["ops_platform_B1", "river_notice_B1", "tea_market_B1", "visit_brief_C"];
    let others = others.map(|name| read(&format!("tests/data/clean/{name}.txt")));
    shuffled([sample()].iter().chain(&others), bytes)
}

fn read(path: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
    // One of the corpus' files is damaged on purpose.
    String::from_utf8_lossy(&std::fs::read(path).unwrap()).into_owned()
}

/// Sections of a heading and some paragraphs, each of a few sentences.
fn shuffled<'a>(texts: impl Iterator<Item = &'a String>, bytes: usize) -> String {
    let lines: Vec<&str> =
        texts.flat_map(|text| text.lines()).filter(|line| !line.is_empty()).collect();
    let sentences: Vec<&str> =
        lines.iter().flat_map(|line| line.split_inclusive(['。', '！', '？'])).collect();
    let sentences: Vec<&str> =
        sentences.into_iter().filter(|sentence| sentence.ends_with('。')).collect();
    let headings: Vec<&str> = lines.into_iter().filter(|line| line.chars().count() < 12).collect();
    let mut random = Random(1);
    let mut seen = HashSet::new();
    let mut text = String::with_capacity(bytes + 4_000);
    for number in 1.. {
        if text.len() >= bytes {
            break;
        }
        let heading = random.pick(&headings);
        text.extend([&number.to_string(), ". ", heading, "\n"]);
        for _ in 0..random.below(9) + 3 {
            let paragraph: String =
                (0..random.below(5) + 2).map(|_| random.pick(&sentences)).collect();
            if seen.insert(paragraph.clone()) {
                text.push_str(&paragraph);
                text.push('\n');
            }
        }
    }
    text
}

/// `SplitMix64`: a few lines do for a shuffle.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    fn below(&mut self, limit: usize) -> usize {
        (self.next() % limit as u64) as usize
    }

    fn pick<'a>(&mut self, from: &[&'a str]) -> &'a str {
        from[self.below(from.len())]
    }
}
