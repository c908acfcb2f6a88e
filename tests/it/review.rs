//! What was cleaned, gathered: nothing that can be seen is left out, and what the reader says of it is done.

use std::collections::BTreeSet;

use danhuang::clean::review::{Facts, Row, RuleKind, Sight, sight};
use danhuang::clean::{CleanOptions, Cleaned, clean, restore, rules};
use danhuang::text::{Source, Span, Text};
use proptest::prelude::*;

fn cleaned(source: &Text<Source>) -> Cleaned {
    clean(source, &[], &CleanOptions::default())
}

fn sample() -> Text<Source> {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/assets/samples/jilin.txt");
    Text::new(std::fs::read_to_string(path).unwrap())
}

/// Characters that can be seen.
fn seen(text: &str) -> String {
    let is_seen =
        |c: &char| !c.is_whitespace() && !c.is_control() && !"\u{FEFF}\u{200B}".contains(*c);
    text.chars().filter(is_seen).collect()
}

#[test]
fn the_founding_article_tells_its_rules_with_what_it_showed() {
    let source = sample();
    let cleaned = cleaned(&source);
    let review = cleaned.review(&source);
    let group = |id: &str| review.groups.iter().find(|group| group.rule.rule().id == id).unwrap();
    assert_eq!(group("gloss").edits.len(), 180);
    let Facts::Readings { n_chars, n_always, has_tones, is_repeated } = &group("gloss").facts
    else {
        panic!("{:?}", group("gloss").facts)
    };
    assert_eq!((*n_chars, *n_always, *has_tones, *is_repeated), (25, 25, false, false));
    let Facts::Words(words) = &group("script").facts else { panic!("words are told") };
    assert!(words.contains(&("複工".to_owned(), "复工".to_owned())), "{words:?}");
    assert_eq!(group("boilerplate").facts, Facts::Lines { head: 0, tail: 2, inside: 0 });
    assert_eq!(review.n_taken(), 182);
    assert_eq!(review.taken.len(), 1, "both lines stood behind the last paragraph");
    assert!(!review.weight.is_unusual(), "readings are not missed");
    let total: usize = review.groups.iter().map(|group| group.edits.len()).sum();
    assert_eq!(total, cleaned.log.len());
    assert!(
        review
            .by_place
            .iter()
            .is_sorted_by_key(|index| cleaned.log.get(index as usize).map(|edit| edit.from))
    );
}

#[test]
fn a_page_that_loses_much_or_a_heading_is_unusual() {
    let line = |who: &str| {
        format!(
            "　　{who}，老板说，书店的生意一年不如一年，可是他不想关门，也不想搬走，更不想改卖别的东西。\n"
        )
    };
    let article: String =
        ["这家书店开在湖边已经三十年", "来的客人多半是学生", "他们一坐就是一个下午"]
            .map(line)
            .concat();
    let is_unusual = |text: &str| {
        let source = Text::new(text.to_owned());
        cleaned(&source).review(&source).weight.is_unusual()
    };
    assert!(!is_unusual(&article));
    assert!(!is_unusual(&format!("{article}责任编辑：李明\n版权所有\n")));
    let comments: String = "山河湖海江溪泉村镇乡"
        .chars()
        .map(|who| format!("{who}友：说得真好，我也去过那家书店，老板人很好\n回复 | 举报\n"))
        .collect();
    assert!(is_unusual(&format!("{article}网友评论\n{comments}")));
    assert!(is_unusual(&format!("{article}第一章 版权所有\n")), "a heading is gone");
}

/// What a rule suggests is not done; what the reader accepts of it is, and only that.
fn accept(source: &Text<Source>, chosen: &[bool]) -> (Cleaned, Cleaned, Vec<Span<Source>>) {
    let before = cleaned(source);
    let places = before
        .suggestions
        .iter()
        .zip(chosen)
        .filter(|(place, is_chosen)| **is_chosen && place.rule.rule().can_apply_suggestions());
    let accepted: Vec<Span<Source>> = places.map(|(place, _)| place.from).collect();
    let options = CleanOptions { accepted: accepted.clone(), ..CleanOptions::default() };
    (before, clean(source, &[], &options), accepted)
}

#[test]
fn a_suggestion_that_is_accepted_is_an_edit_of_its_rule_and_kept_text_is_not_suggested() {
    let source =
        Text::new("老板姓亳(bó)，自己与亳(bó)州没有关系，他重(chóng)新装修过。\n".to_owned());
    let (before, after, accepted) = accept(&source, &[false, true, false]);
    assert_eq!(before.suggestions.len(), 3);
    assert_eq!(after.suggestions.len(), 2);
    let text = after.text.as_str().replace('（', "(").replace('）', ")");
    assert_eq!(text.trim(), "老板姓亳(bó)，自己与亳州没有关系，他重(chóng)新装修过。");
    let edit = after.log.iter().find(|edit| edit.from == accepted[0]).expect("it is an edit");
    assert_eq!(edit.rule.rule().id, "gloss");
    assert_eq!(restore(&source, &after), source.as_str());
    let options = CleanOptions { kept: accepted, ..CleanOptions::default() };
    assert_eq!(clean(&source, &[], &options).suggestions.len(), 2);
}

/// Text with all kinds of noise, some of it only suspected.
fn noisy() -> impl Strategy<Value = String> {
    let pieces = prop::sample::select(vec![
        "亳(bó)州",
        "重(chóng)新",
        "企业(ye) ",
        "產(chan) ",
        "日?qǐng)?bào)",
        "他说，",
        "湖水很清。",
        "\n",
        "\r\n",
        "\n\n　　",
        "首页 > 新闻 > 正文\n",
        "责任编辑：李明\n",
        "版权所有\n",
        "第一章 总则\n",
        "複工複產",
        "GDP",
        ",",
        "&amp;",
        "\u{200B}",
        "　",
        "- 1 -\n",
        "上一篇：无\n",
        "这是一个很长的句子，里面有逗号，也有句号，读起来像是正文的一部分，所以不应该被去掉。",
    ]);
    prop::collection::vec(pieces, 0..60).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn accepting_any_suggestions_can_be_undone_to_the_byte(
        text in noisy(),
        chosen in prop::collection::vec(any::<bool>(), 60),
    ) {
        let source = Text::new(text);
        let (before, after, accepted) = accept(&source, &chosen);
        prop_assert_eq!(restore(&source, &after), source.as_str());
        prop_assert_eq!(after.suggestions.len() + accepted.len(), before.suggestions.len());
        let left: BTreeSet<_> = after.suggestions.iter().map(|place| place.from).collect();
        prop_assert!(accepted.iter().all(|span| !left.contains(span)));
    }

    #[test]
    fn the_rows_hold_all_that_can_be_seen_of_both_texts(text in noisy()) {
        let source = Text::new(text);
        let cleaned = cleaned(&source);
        let review = cleaned.review(&source);
        let left: String = review.rows.iter().map(|row| seen(source.get(row.source))).collect();
        prop_assert_eq!(left, seen(source.as_str()));
        let of_clean = |row: &Row| row.clean.map(|span| seen(cleaned.text.get(span)));
        let right: String = review.rows.iter().filter_map(of_clean).collect();
        prop_assert_eq!(right, seen(cleaned.text.as_str()));
        prop_assert!(review.rows.is_sorted_by_key(|row| row.source.start));
        for row in review.rows.iter().filter(|row| row.clean.is_none()) {
            let is_left = seen(cleaned.text.get(cleaned.map.forward(row.source)));
            prop_assert_eq!(is_left, "", "a line that is gone shows nowhere");
        }
    }

    #[test]
    fn what_is_told_to_be_gone_is_gone(text in noisy()) {
        let source = Text::new(text);
        let cleaned = cleaned(&source);
        let review = cleaned.review(&source);
        let told: usize = review.taken.iter().map(|taken| taken.pieces.len()).sum();
        prop_assert_eq!(told, review.taken_pieces.len());
        for index in &review.taken_pieces {
            let piece = cleaned.log.get(*index as usize).unwrap();
            prop_assert_eq!(piece.rule.rule().kind(), RuleKind::Takes);
        }
        prop_assert!(review.taken.is_sorted_by_key(|taken| taken.after));
        prop_assert!(review.weight.n_taken <= review.weight.n_chars);
        for edit in cleaned.map.edits() {
            let is_same = seen(source.get(edit.from)) == seen(cleaned.text.get(edit.to));
            let sight = sight(&source, &cleaned.text, edit);
            prop_assert_eq!(sight == Sight::Nothing, is_same);
        }
    }
}

#[test]
fn a_long_paragraph_is_cut_at_sentences_and_nothing_is_lost() {
    let text = format!("{}\n版权所有\n", "湖水在春天上涨，岸边的柳树先绿。".repeat(400));
    let source = Text::new(text);
    let cleaned = cleaned(&source);
    let review = cleaned.review(&source);
    assert!(review.rows.len() > 5);
    assert_eq!(review.n_paragraphs, 2);
    let ends = review.rows.iter().filter_map(|row| row.clean);
    assert!(ends.into_iter().all(|span| cleaned.text.get(span).ends_with('。')));
}

#[test]
fn every_rule_is_of_a_kind_and_the_file_names_known_ids() {
    let ids: BTreeSet<_> = rules().iter().map(|rule| rule.id).collect();
    for id in ["gloss", "script", "punctuation", "space", "wrap", "damage", "boilerplate"] {
        assert!(ids.contains(id), "{id} is told of by its id");
    }
}

/// Prints how long gathering takes for a long text: `cargo test --release review -- --ignored --nocapture`.
#[test]
#[ignore = "prints figures for people"]
fn how_long_gathering_takes() {
    let text = sample().as_str().repeat(10_000_000 / sample().len() + 1);
    let source = Text::new(text);
    let started = std::time::Instant::now();
    let cleaned = cleaned(&source);
    let cleaning = started.elapsed();
    let started = std::time::Instant::now();
    let review = cleaned.review(&source);
    let gathering = started.elapsed();
    let (mb, n_edits) = (source.len() as f64 / 1e6, cleaned.log.len());
    println!(
        "{mb:.1} MB, {n_edits} edits, {} rows: cleaned in {cleaning:?}, gathered in {gathering:?}",
        review.rows.len()
    );
    assert_eq!(review.by_place.len(), n_edits);
}
