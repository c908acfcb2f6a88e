//! Cleaning: the founding article and four more documents against their gold, and the laws.

use std::fs;
use std::path::PathBuf;

use danhuang::clean::{CleanOptions, Cleaned, ScriptChoice, clean, restore, rules};
use danhuang::outline::outline;
use danhuang::text::{Source, Span, Text, script};
use proptest::prelude::*;
use serde_json::Value;

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn document(name: &str) -> Text<Source> {
    let folder = if name == "jilin" { "assets/samples" } else { "tests/data/clean" };
    Text::new(fs::read_to_string(root().join(folder).join(format!("{name}.txt"))).unwrap())
}

fn gold(name: &str) -> Value {
    let file = root().join("tests/data/clean").join(format!("{name}.gold.json"));
    serde_json::from_str(&fs::read_to_string(file).unwrap()).unwrap()
}

fn cleaned(source: &Text<Source>) -> Cleaned {
    clean(source, &[], &CleanOptions::default())
}

fn in_script(source: &Text<Source>, script: ScriptChoice) -> Cleaned {
    clean(source, &[], &CleanOptions { script, ..CleanOptions::default() })
}

fn strings(value: &Value) -> Vec<&str> {
    value.as_array().into_iter().flatten().filter_map(Value::as_str).collect()
}

/// Checks a document's text, title, headings and leads against its gold.
fn check(name: &str) {
    let (source, gold) = (document(name), gold(name));
    let cleaned = cleaned(&source);
    assert_eq!(cleaned.text.as_str(), gold["text"].as_str().unwrap(), "text of {name}");
    let outline = outline(&cleaned.text, &[]);
    assert_eq!(
        outline.title.as_ref().map(|title| title.text.as_str()),
        gold["title"].as_str(),
        "title of {name}"
    );
    let headings: Vec<_> = outline.headings.iter().map(|heading| heading.text.as_str()).collect();
    assert_eq!(headings, strings(&gold["headings"]), "headings of {name}");
    let leads: Vec<_> = outline.leads.iter().map(|lead| lead.text.as_str()).collect();
    assert_eq!(leads, strings(&gold["run_in_leads"]), "leads of {name}");
    assert_eq!(restore(&source, &cleaned), source.as_str(), "reversal of {name}");
}

#[test]
fn the_founding_article_is_its_gold() {
    check("jilin");
}

#[test]
fn a_government_notice_is_its_gold() {
    check("river_notice_B1");
}

#[test]
fn a_technical_note_is_its_gold() {
    check("ops_platform_B1");
}

#[test]
fn a_page_with_repeated_readings_is_its_gold() {
    check("visit_brief_C");
}

#[test]
fn a_page_with_damaged_bytes_is_its_gold() {
    check("tea_market_B1");
    let cleaned = cleaned(&document("tea_market_B1"));
    assert_eq!(cleaned.meta.date.as_deref(), Some("2022-03-28 08:15"));
    assert_eq!(cleaned.meta.source.as_deref(), Some("临江日报"));
}

#[test]
fn the_source_line_of_a_notice_is_read() {
    let cleaned = cleaned(&document("river_notice_B1"));
    assert_eq!(cleaned.meta.date.as_deref(), Some("2021-06-18 10:20"));
    assert_eq!(cleaned.meta.source.as_deref(), Some("县水利局"));
}

/// Regional variants, in which proper Traditional differs from place to place.
fn without_variants(text: &str) -> String {
    let variants = [("台", "臺"), ("著", "着"), ("群", "羣"), ("布", "佈"), ("了", "瞭")];
    variants.iter().fold(text.to_owned(), |text, (from, to)| text.replace(from, to))
}

#[test]
fn traditional_is_proper_traditional() {
    let traditional = in_script(&document("jilin"), ScriptChoice::Traditional);
    let gold = gold("jilin");
    assert_eq!(
        without_variants(traditional.text.as_str()),
        without_variants(gold["text_hant"].as_str().unwrap())
    );
}

#[test]
fn keeping_the_script_removes_the_same_noise() {
    let source = document("jilin");
    let kept = in_script(&source, ScriptChoice::Keep);
    assert!(kept.text.as_str().contains("複工複產"));
    for noise in ["(dang)", "(ye)", "体育中心", "版權", "版权"] {
        assert!(!kept.text.as_str().contains(noise), "{noise} is left");
    }
    assert_eq!(kept.text.as_str().chars().count(), cleaned(&source).text.as_str().chars().count());
    assert_eq!(restore(&source, &kept), source.as_str());
}

#[test]
fn each_rule_says_what_it_did() {
    let cleaned = cleaned(&document("jilin"));
    let counts: Vec<_> =
        cleaned.counts().into_iter().map(|(rule, count)| (rule.id, count)).collect();
    assert_eq!(counts.iter().find(|(id, _)| *id == "gloss"), Some(&("gloss", 180)));
    assert_eq!(counts.iter().find(|(id, _)| *id == "boilerplate"), Some(&("boilerplate", 2)));
    for rule in rules() {
        assert_eq!(rules().iter().filter(|other| other.id == rule.id).count(), 1);
        for text in [rule.name, rule.does, rule.never] {
            assert!(!text.zh.is_empty() && !text.en.is_empty());
        }
    }
}

#[test]
fn a_rule_that_is_off_does_nothing() {
    let options = CleanOptions { rules_off: vec!["gloss".to_owned()], ..CleanOptions::default() };
    assert!(
        clean(&document("jilin"), &[], &options).text.as_str().contains("党（dang）")
            || clean(&document("jilin"), &[], &options).text.as_str().contains("党(dang)")
    );
}

#[test]
fn what_the_reader_keeps_is_not_touched() {
    let source = document("jilin");
    let start = source.as_str().find("關(guan) 於(yu) 我們").unwrap();
    let kept = Span::new(start, source.len());
    let cleaned =
        clean(&source, &[], &CleanOptions { kept: vec![kept], ..CleanOptions::default() });
    assert!(cleaned.text.as_str().ends_with(source.get(kept)));
    assert_eq!(restore(&source, &cleaned), source.as_str());
}

#[test]
fn what_only_looks_like_noise_stays() {
    let texts = [
        "国内生产总值（GDP）增长，代表李明（Li Ming）说，分一（a）二（b）两类，氦（He）是惰性气体。",
        "亳（bó）州在安徽，单（shàn）雄信是隋末人，重（chóng）新开始，廉而不刿（guì）。",
        "发言人说，版权所有者应当到网站地图所列的窗口办理，点击查看即可，责任编辑由本社指派，逾期不候。",
        "这是第一句，时间是10:30，比分3:2，共1,200人，见https://example.com/a?b=1,2 和 f(x) 的值。",
    ];
    for text in texts {
        assert_eq!(cleaned(&Text::new(text)).text.as_str(), text);
    }
}

#[test]
fn too_few_readings_are_only_suggested() {
    let text = "亳(bó)州在安徽，單(shàn)雄信是隋末人，重(chóng)新開始，廉而不劌(guì)，這些讀音是作者寫的。";
    let source = Text::new(text);
    let cleaned = in_script(&source, ScriptChoice::Keep);
    assert!(cleaned.text.as_str().contains("bó"));
    assert_eq!(cleaned.suggestions.len(), 4);
}

#[test]
fn japanese_is_left_alone() {
    let text = "習近平(しゅう・きんぺい)は、東京都で開かれた会議に出席し、経済発展について話した。";
    assert_eq!(cleaned(&Text::new(text)).text.as_str(), text);
}

#[test]
fn wrong_choices_of_a_machine_are_undone() {
    let pairs = [
        ("複工複產", "复工复产"),
        ("責任製", "责任制"),
        ("鬆原市", "松原市"),
        ("方麵", "方面"),
        ("聯係", "联系"),
        ("乾淨的皇后", "干净的皇后"),
        ("乾隆皇帝", "乾隆皇帝"),
        ("頭髮", "头发"),
        ("著力解決", "着力解决"),
        ("著名作家", "著名作家"),
        ("瞭解", "了解"),
    ];
    for (from, to) in pairs {
        assert_eq!(script::to_simplified().converted(from), to);
    }
}

#[test]
fn no_table_entry_changes_the_number_of_characters() {
    for name in ["TSCharacters", "TSPhrases", "STCharacters", "STPhrases"] {
        let table =
            fs::read_to_string(root().join("assets/opencc").join(format!("{name}.txt"))).unwrap();
        for line in table.lines().filter(|line| !line.starts_with('#')) {
            let Some((from, targets)) = line.split_once('\t') else { continue };
            let to = targets.split(' ').next().unwrap();
            assert_eq!(from.chars().count(), to.chars().count(), "{name}: {line}");
        }
    }
}

/// Text as the web has it: Chinese, Latin, marks, white space and the signs that rules look for.
fn any_text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        4 => "[一-龥]{1,12}",
        2 => "[，。；：？！“”（）《》、]",
        2 => "[,.;:?!()'\" ]",
        1 => "[a-zA-Z0-9]{1,6}",
        1 => "(企業\\(ye\\) |國\\(guó\\)|的\\(de\\)\\(de\\)|產（chan）)",
        1 => "(版權所有|首頁 > 新聞 > 正文|來源:縣報 2021-06-18|上一篇)",
        1 => "[\r\n\u{3000}\u{200b}\u{feff}\u{a0}\t]{1,3}",
        1 => any::<char>().prop_map(|c| c.to_string()),
    ];
    prop::collection::vec(piece, 0..80).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]
    #[test]
    fn the_source_comes_back_whatever_the_text(text in any_text(), script in 0..3_usize) {
        let source = Text::<Source>::new(text);
        let choice = [ScriptChoice::Simplified, ScriptChoice::Traditional, ScriptChoice::Keep][script];
        let cleaned = in_script(&source, choice);
        prop_assert_eq!(restore(&source, &cleaned), source.as_str());
        for applied in cleaned.log.iter().chain(cleaned.suggestions.iter().copied()) {
            prop_assert!(source.holds(applied.from));
        }
    }

    #[test]
    fn readings_put_in_by_a_machine_are_taken_out(family in 0..3_usize, choices in prop::collection::vec(any::<u32>(), 64)) {
        let clean_text = gold("jilin")["text_hant"].as_str().unwrap().to_owned();
        let noisy = glossed(&clean_text, family, &choices);
        let cleaned = in_script(&Text::new(noisy), ScriptChoice::Keep);
        prop_assert_eq!(cleaned.text.as_str(), clean_text);
    }
}

/// Puts readings in as the known tools do: A toneless with a space, B toned, both for the same
/// characters always; C toneless, repeated, for any character.
fn glossed(text: &str, family: usize, choices: &[u32]) -> String {
    use pinyin::ToPinyin;
    let is_chosen = |c: char| choices[c as usize % choices.len()].is_multiple_of(4);
    let mut noisy = String::new();
    for (index, c) in text.chars().enumerate() {
        noisy.push(c);
        let Some(reading) = c.to_pinyin() else { continue };
        let chance = choices[index % choices.len()].wrapping_add(index as u32);
        match family {
            0 if is_chosen(c) => noisy.push_str(&format!("({}) ", reading.plain())),
            1 if is_chosen(c) => noisy.push_str(&format!("({})", reading.with_tone())),
            2 if chance.is_multiple_of(3) => noisy
                .push_str(&format!("({})", reading.plain()).repeat(1 + (chance / 3 % 4) as usize)),
            _ => {}
        }
    }
    noisy
}

#[test]
fn only_a_primer_has_readings_to_show_above_its_characters() {
    let document = |text: &str| {
        let options = CleanOptions::default();
        danhuang::document::Document::new("a.txt", text.as_bytes(), None, &options).unwrap()
    };
    let forms = [
        "人(rén)之(zhī)初(chū)，性(xìng)本(běn)善(shàn)。性(xìng)相(xiāng)近(jìn)，习(xí)相(xiāng)远(yuǎn)。",
        "人（ren2）之（zhi1）初（chu1），性（xing4）本（ben3）善（shan4）。性（xing4）相（xiang1）近（jin4），习（xi2）相（xiang1）远（yuan3）。",
        "人(ren)之(zhi)初(chu)，性(xing)本(ben)善(shan)。性(xing)相(xiang)近(jin)，习(xi)相(xiang)远(yuan)。",
    ];
    for text in forms {
        let primer = document(text);
        assert_eq!(primer.cleaned.text.as_str(), text, "nothing is taken away");
        assert_eq!(primer.readings.len(), 12, "{text}");
        for pair in primer.readings.iter() {
            let reading = text.get(pair.reading.clone()).unwrap();
            assert!(reading.chars().all(char::is_alphanumeric), "{reading}");
            assert!(danhuang::text::chars::is_han(
                text.get(pair.bytes.clone()).unwrap().chars().next().unwrap()
            ));
        }
    }
    let few = document(
        "亳(bó)州在安徽省西北部，涡(guō)阳县属于它，当地的人重(chóng)视药材生意已有千年。",
    );
    assert!(few.readings.is_empty());
}
