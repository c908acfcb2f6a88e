//! Readings in brackets: a person's stay, whatever they are for, and a machine's go, however they are written.

use std::fs;
use std::path::{Path, PathBuf};

use danhuang::clean::{CleanOptions, Cleaned, clean, restore, rules};
use danhuang::text::{Source, Text};
use proptest::prelude::{ProptestConfig, any, proptest};

use crate::noise::{self, Noise};

fn folder(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data").join(name)
}

fn texts(of: &str, is_wanted: impl Fn(&str) -> bool) -> Vec<(String, String)> {
    let mut files: Vec<_> =
        fs::read_dir(folder(of)).unwrap().flatten().map(|entry| entry.path()).collect();
    files.sort();
    let named = files.into_iter().map(|path| {
        (path.file_name().unwrap().to_string_lossy().into_owned(), fs::read_to_string(path))
    });
    named.filter(|(name, _)| is_wanted(name)).map(|(name, text)| (name, text.unwrap())).collect()
}

fn cleaned(text: &str) -> Cleaned {
    let source: Text<Source> = Text::new(text);
    let cleaned = clean(&source, &[], &CleanOptions::default());
    assert_eq!(restore(&source, &cleaned), text, "what was cleaned comes back");
    cleaned
}

fn n_suggested(cleaned: &Cleaned) -> usize {
    let gloss = rules().iter().position(|rule| rule.id == "gloss").unwrap();
    cleaned.suggestions.iter().filter(|place| usize::from(place.rule.0) == gloss).count()
}

/// Papers, lists of places and words, dictionaries, lessons in one and two languages, notes to old poems, news.
#[test]
fn readings_that_a_person_wrote_stay() {
    let kept = texts("readings/kept", |_| true);
    assert!(kept.len() >= 10);
    let changed: Vec<&str> = kept
        .iter()
        .filter(|(_, text)| cleaned(text).text.as_str() != text.trim_end())
        .map(|(name, _)| name.as_str())
        .collect();
    assert!(changed.is_empty(), "{changed:?}");
}

/// The same texts written out several times over, as a book of them is: each reading comes again.
#[test]
fn readings_that_a_person_wrote_stay_in_a_book_of_them() {
    for (name, text) in texts("readings/kept", |_| true) {
        let book: String = (1..=4).map(|n| format!("第{n}课的注释在后面。\n{text}")).collect();
        let cleaned = cleaned(&book);
        let gloss = rules().iter().position(|rule| rule.id == "gloss").unwrap();
        let n_taken =
            cleaned.log.iter().filter(|applied| usize::from(applied.rule.0) == gloss).count();
        assert_eq!(n_taken, 0, "{name}");
    }
}

#[test]
fn what_may_be_a_persons_is_suggested() {
    let text = fs::read_to_string(folder("readings/kept/place-names.txt")).unwrap();
    assert!(n_suggested(&cleaned(&text)) >= 20);
    let text =
        "各位记者(jìzhě)请到前台领取证件，企业(qǐyè)代表请走东门，工人(gōngrén)代表请走西门。";
    assert_eq!(n_suggested(&cleaned(text)), 3);
    // Names have capitals, and are not even suggested.
    let text = "王建民(Wang Jianmin)、李红(Li Hong)和陈思远(Chen Siyuan)在西安(Xi'an)会面。";
    assert_eq!(n_suggested(&cleaned(text)), 0);
}

#[test]
fn the_reading_of_the_simplified_character_goes_from_a_wrongly_picked_one() {
    let paragraph = "老師傅頭發(fà)花白，在麵(miàn)館裏(lǐ)做麵(miàn)三十年，頭發(fà)是一年一年白的。他從鄉(xiāng)下來，那時館裏(lǐ)隻有三個(gè)人，裏(lǐ)外都靠他。鄉(xiāng)親們說，這個(gè)人幹(gān)凈，幹(gān)活也快。";
    let text = cleaned(paragraph);
    assert!(!text.text.as_str().contains('('), "{}", text.text.as_str());
}

/// A law of the corpus, its first lines.
fn law(index: usize, n_lines: usize) -> String {
    let laws = texts("quality", |name| {
        let is_gold = Path::new(name).extension().is_some_and(|extension| extension == "md");
        name.starts_with("law-") && is_gold && !name.contains(".raw")
    });
    let (_, text) = &laws[index % laws.len()];
    let body = text.lines().filter(|line| !line.starts_with('#'));
    let lines: Vec<&str> = std::iter::once("办事规则汇编").chain(body.take(n_lines)).collect();
    lines.join("\n")
}

/// How many parentheses with letters in them are left; words in them may be cut by the end of a line as well.
fn n_readings(text: &str) -> usize {
    let inner = text.split(['(', '（']).skip(1);
    inner.filter(|inner| inner.starts_with(|c: char| c.is_lowercase())).count()
}

/// Puts a toned reading behind every so-manieth character, whichever that is.
fn strewn(text: &str, one_in: u64, seed: u64) -> String {
    use pinyin::ToPinyin;
    let mut state = seed | 1;
    let mut noisy = String::new();
    for c in text.chars() {
        noisy.push(c);
        state =
            state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        if let Some(reading) = c.to_pinyin().filter(|_| (state >> 33).is_multiple_of(one_in)) {
            noisy.push_str(&format!("({})", reading.with_tone()));
        }
    }
    noisy
}

#[test]
fn readings_with_tones_that_are_strewn_over_a_text_go() {
    for index in 0..12 {
        let text = law(index, 90);
        for one_in in [3, 5, 10] {
            let cleaned = cleaned(&strewn(&text, one_in, index as u64 + 7));
            assert_eq!(cleaned.text.as_str(), text, "law {index}, one in {one_in}");
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    #[test]
    fn readings_go_however_they_are_written(seed in any::<u64>(), index in 0..40_usize) {
        let text = law(index, 90);
        for kind in [Noise::Meant, Noise::Words, Noise::Brackets] {
            let (noisy, _) = noise::put_on(&text, kind, seed);
            let cleaned = cleaned(&noisy);
            assert_eq!(cleaned.text.as_str(), text, "{kind:?}, law {index}, seed {seed}");
        }
    }

    /// Lines that were broken after the readings had been put in, some of them within a reading.
    #[test]
    fn readings_go_from_lines_that_were_broken_with_them(seed in any::<u64>(), index in 0..40_usize, measure in 30..64_usize) {
        let text = law(index, 60);
        for kind in [Noise::A, Noise::B] {
            let (noisy, _) = noise::put_on(&text, kind, seed);
            let cleaned = cleaned(&noise::cut_to_lines(&noisy, measure));
            let left = n_readings(cleaned.text.as_str());
            assert_eq!(left, 0, "{kind:?}, law {index}, seed {seed}, {measure}");
            let (n_lines, n_paragraphs) = (cleaned.text.as_str().lines().count(), text.lines().count());
            assert!(
                n_lines * 10 <= n_paragraphs * 16,
                "{kind:?}, law {index}, seed {seed}, {measure}: {n_lines} lines for {n_paragraphs}"
            );
        }
    }
}
