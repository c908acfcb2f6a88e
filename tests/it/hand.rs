//! What a reader rules by hand: it holds, harms nothing else, and can be taken back to the character.

use std::collections::BTreeSet;

use danhuang::clean::{ByHand, CleanOptions, Meta, Ruling, RulingKind, restore};
use danhuang::document::{BlockKind, Document};
use danhuang::notebook::{AnnotationId, Change, Codebook, Diff, Notebook, Timestamp};
use danhuang::placing::{self, PlaceState};
use danhuang::ruling::{self, KnownLines, Said, Site};
use danhuang::text::{Clean, Source, Span};
use proptest::prelude::*;

const PAGE: &str = "首頁 > 新聞 > 本地\n縣裡的企業(ye) 復工了\n來源：晨報 發布時間：2021-06-18\n第一章 開工\n\
本縣的企業(ye) 在六月十八日這一天(tian) 全部開工，縣裡派(pai) 人到門口迎(ying) 接(jie) ，一路送(song) 進車間(jian) ，工人們都說(shuo) 好(hao) 。\n\
甲方乙方，各執一詞\n第二章 收工\n傍(bang) 晚收工的時候(hou) ，門口又站(zhan) 滿(man) 了人，縣裡的人和廠裡的人一起數了數，一個不少(shao) ，大家都很高(gao) 興(xing) 。\n\
版權所有 晨報社\n責任編輯：王五\n";

fn document(text: &str, by_hand: &ByHand) -> Document {
    let options = CleanOptions { by_hand: by_hand.clone(), ..CleanOptions::default() };
    Document::new("报.txt", text.as_bytes(), None, &options).unwrap()
}

/// A reader at a document.
struct Desk {
    notebook: Notebook,
    document: Document,
}

impl Desk {
    fn new(text: &str) -> Self {
        Self { notebook: Notebook::default(), document: document(text, &ByHand::default()) }
    }

    fn text(&self) -> &str {
        self.document.cleaned.text.as_str()
    }

    fn span(&self, words: &str) -> Span<Clean> {
        let start = self.text().find(words).unwrap_or_else(|| panic!("{words} in {}", self.text()));
        Span::new(start, start + words.len())
    }

    fn commit(&mut self, changes: &[Change]) {
        changes
            .iter()
            .for_each(|change| change.apply(&mut self.notebook, &mut Codebook::default()));
        let options =
            CleanOptions { by_hand: self.notebook.by_hand.clone(), ..CleanOptions::default() };
        self.document = self.document.recleaned(&options);
        let source = &self.document.imported.text;
        assert_eq!(restore(source, &self.document.cleaned), source.as_str());
    }

    fn rule(&mut self, words: &str, kind: &RulingKind) -> Vec<Change> {
        let new = ruling::on_selection(&self.document, self.span(words), kind);
        assert!(!new.is_empty(), "{words} can be ruled");
        let changes = ruling::changes(&self.notebook, &self.document.imported.text, new);
        self.commit(&changes);
        changes
    }

    fn rule_source(&mut self, words: &str, kind: &RulingKind) {
        let source = &self.document.imported.text;
        let start = source.as_str().find(words).unwrap();
        let new = ruling::on_source(&self.document, Span::new(start, start + words.len()), kind);
        let changes = ruling::changes(&self.notebook, source, new);
        self.commit(&changes);
    }

    fn headings(&self) -> Vec<(u8, &str)> {
        let headings = &self.document.outline.headings;
        headings.iter().map(|heading| (heading.level, heading.text.as_str())).collect()
    }

    fn title(&self) -> Option<&str> {
        self.document.outline.title.as_ref().map(|title| title.text.as_str())
    }
}

#[test]
fn a_line_that_is_no_article_goes_and_nothing_else_changes() {
    let mut desk = Desk::new(PAGE);
    let before = desk.text().to_owned();
    assert!(before.contains("甲方乙方，各执一词\n"));
    let changes = desk.rule("甲方乙方，各执一词", &RulingKind::Noise);
    assert_eq!(desk.text(), before.replace("甲方乙方，各执一词\n", ""));
    let hand = desk.document.cleaned.counts().into_iter().find(|(rule, _)| rule.id == "hand");
    assert_eq!(hand.map(|(_, count)| count), Some(1), "the edit says whose it is");
    let back: Vec<Change> = changes.into_iter().map(Change::inverse).collect();
    desk.commit(&back);
    assert_eq!(desk.text(), before);
    assert_eq!(desk.notebook, Notebook::default());
}

#[test]
fn a_part_of_a_line_goes_and_a_selection_over_lines_leaves_them_apart() {
    let mut desk = Desk::new(PAGE);
    let before = desk.text().to_owned();
    desk.rule("，工人们都说好", &RulingKind::Noise);
    assert_eq!(desk.text(), before.replace("，工人们都说好", ""));
    let mut desk = Desk::new(PAGE);
    desk.rule("大家都很高兴。", &RulingKind::Noise);
    desk.rule("工人们都说好。\n甲方乙方，各执一词\n第二章", &RulingKind::Noise);
    assert!(
        desk.text().contains("送进车间，\n 收工\n") || desk.text().contains("送进车间，\n收工\n"),
        "{}",
        desk.text()
    );
    assert_eq!(desk.notebook.by_hand.rulings.len(), 4, "a ruling a line");
}

#[test]
fn the_last_line_takes_the_ending_before_it_along() {
    let mut desk = Desk::new(
        "第一章 总则\n本条例自发布之日起施行，由县政府负责解释，各部门照办。\n印发\n存档",
    );
    desk.rule("印发\n存档", &RulingKind::Noise);
    assert_eq!(desk.text(), "第一章 总则\n本条例自发布之日起施行，由县政府负责解释，各部门照办。");
}

#[test]
fn what_a_rule_took_for_noise_comes_back_cleaned_all_the_same() {
    let mut desk = Desk::new(PAGE);
    assert!(!desk.text().contains("晨报社"));
    desk.rule_source("版權所有 晨報社", &RulingKind::Article);
    assert!(desk.text().contains("\n版权所有 晨报社"), "in Simplified: {}", desk.text());
    assert!(!desk.text().contains("王五"));
    let mut desk = Desk::new(PAGE);
    desk.rule_source("晨報社", &RulingKind::Article);
    assert!(desk.text().lines().any(|line| line == "晨报社"), "only the part: {}", desk.text());
}

#[test]
fn taking_for_article_what_was_noise_by_hand_takes_that_back() {
    let mut desk = Desk::new(PAGE);
    let before = desk.text().to_owned();
    desk.rule("甲方乙方，各执一词", &RulingKind::Noise);
    desk.rule_source("甲方乙方，各執一詞", &RulingKind::Article);
    assert_eq!(desk.text(), before);
    assert!(desk.notebook.by_hand.is_empty());
}

#[test]
fn what_was_given_back_as_it_stood_is_cleaned_again_as_article() {
    let mut desk = Desk::new(PAGE);
    let source = desk.document.imported.text.as_str();
    let start = source.find("版權所有").unwrap();
    let line: Span<Source> = Span::new(start, start + "版權所有 晨報社\n".len());
    desk.commit(&[Change::Kept(Diff { before: None, after: Some(line) })]);
    desk.rule_source("版權所有 晨報社", &RulingKind::Article);
    assert!(desk.notebook.kept.is_empty());
    assert!(desk.text().contains("\n版权所有 晨报社"), "{}", desk.text());
}

#[test]
fn a_correction_wins_over_the_rules_and_over_itself() {
    let mut desk = Desk::new(PAGE);
    desk.rule("本县的企业", &RulingKind::Text("本縣的廠家".to_owned()));
    assert!(
        desk.text().contains("本縣的廠家在"),
        "as typed, and its reading is gone: {}",
        desk.text()
    );
    desk.rule("廠家", &RulingKind::Text("工厂".to_owned()));
    let texts: Vec<_> = desk.notebook.by_hand.rulings.iter().collect();
    assert_eq!(texts.len(), 1, "one correction stands in the place of the other: {texts:?}");
}

#[test]
fn headings_are_what_the_reader_says_and_the_others_stay() {
    let mut desk = Desk::new(PAGE);
    assert_eq!(desk.headings(), [(1, "第一章 开工"), (1, "第二章 收工")]);
    desk.rule("甲方乙方", &RulingKind::Heading(2));
    assert_eq!(
        desk.headings(),
        [(1, "第一章 开工"), (2, "甲方乙方，各执一词"), (1, "第二章 收工")]
    );
    let block = desk.document.blocks.iter().find(|block| block.kind == BlockKind::Heading(2));
    assert_eq!(desk.document.cleaned.text.get(block.unwrap().span), "甲方乙方，各执一词");
    desk.rule("甲方乙方", &RulingKind::NoHeading);
    desk.rule("第二章", &RulingKind::NoHeading);
    assert_eq!(desk.headings(), [(1, "第一章 开工")]);
    assert_eq!(desk.title(), Some("县里的企业复工了"));
    desk.rule("第一章", &RulingKind::Title);
    assert_eq!(desk.title(), Some("第一章 开工"));
    assert_eq!(desk.headings(), []);
    desk.rule("县里的企业复工了", &RulingKind::Title);
    assert_eq!(desk.title(), Some("县里的企业复工了"));
    let titles = desk.notebook.by_hand.rulings.iter().filter(|r| r.kind == RulingKind::Title);
    assert_eq!(titles.count(), 1, "there is one title");
}

#[test]
fn a_heading_stays_one_when_the_heading_below_it_is_ruled() {
    let text = "报告\n工作回顾\n一、开工\n本县的工厂在六月十八日这一天全部开工，县里派人到门口迎接，一路送进车间。\n二、收工\n傍晚收工的时候，门口又站满了人，县里的人和厂里的人一起数了数，一个不少。\n工作打算\n三、来年\n来年的事情来年再说，县里的人和厂里的人都点了头，谁也没有多说一句话。\n";
    let mut desk = Desk::new(text);
    let before: Vec<String> = desk.headings().iter().map(|(_, text)| (*text).to_owned()).collect();
    assert!(before.contains(&"工作打算".to_owned()), "{before:?}");
    desk.rule("三、来年", &RulingKind::Heading(3));
    let after: Vec<String> = desk.headings().iter().map(|(_, text)| (*text).to_owned()).collect();
    assert_eq!(after, before);
}

#[test]
fn headings_that_a_format_names_can_be_overruled() {
    let text = "# 总题\n\n## 甲\n\n正文一句，说明来意。\n\n## 乙\n\n正文两句，说明去向。\n\n普通一行\n\n再说几句，全文到此为止。\n";
    let options = |desk: &Desk| CleanOptions {
        by_hand: desk.notebook.by_hand.clone(),
        ..CleanOptions::default()
    };
    let mut desk = Desk::new("");
    desk.document = Document::new("报.md", text.as_bytes(), None, &options(&desk)).unwrap();
    assert_eq!((desk.title(), desk.headings()), (Some("总题"), vec![(1, "甲"), (1, "乙")]));
    desk.rule("普通一行", &RulingKind::Heading(2));
    desk.rule("甲", &RulingKind::NoHeading);
    assert_eq!(desk.headings(), [(1, "乙"), (2, "普通一行")]);
    desk.rule("乙", &RulingKind::Title);
    assert_eq!((desk.title(), desk.headings()), (Some("乙"), vec![(1, "总题"), (2, "普通一行")]));
    desk.rule("总题", &RulingKind::Heading(1));
    desk.rule("乙", &RulingKind::Heading(1));
    assert_eq!(desk.title(), None, "no other heading is taken for the title");
}

#[test]
fn where_a_text_comes_from_is_what_the_reader_says() {
    let edits =
        Meta { author: Some("王五".to_owned()), date: Some(String::new()), ..Meta::default() };
    let cleaned = document(PAGE, &ByHand { meta: edits, ..ByHand::default() }).cleaned;
    assert_eq!(cleaned.meta.author.as_deref(), Some("王五"));
    assert_eq!(cleaned.meta.source.as_deref(), Some("晨报"));
    assert_eq!(cleaned.meta.date, None);
    assert_eq!(cleaned.meta_in_file.date.as_deref(), Some("2021-06-18"));
}

#[test]
fn a_ruling_finds_its_words_in_a_changed_file_and_is_left_out_where_they_are_gone() {
    let mut desk = Desk::new(PAGE);
    desk.rule("甲方乙方，各执一词", &RulingKind::Noise);
    let moved = format!("本報訊，先說幾句話，再說正事，各位請坐好了聽我慢慢地道來。\n{PAGE}");
    let shown = document(&moved, &desk.notebook.by_hand);
    assert!(!shown.cleaned.text.as_str().contains("甲方乙方"));
    let other = PAGE.replace("甲方乙方", "丙方丁方");
    let shown = document(&other, &desk.notebook.by_hand);
    assert_eq!(shown.cleaned.text, document(&other, &ByHand::default()).cleaned.text);
}

#[test]
fn switched_off_the_rule_for_hands_leaves_all_rulings_out() {
    let mut desk = Desk::new(PAGE);
    let before = desk.document.cleaned.text.clone();
    desk.rule("甲方乙方，各执一词", &RulingKind::Noise);
    desk.rule("第一章", &RulingKind::Title);
    let options = CleanOptions {
        by_hand: desk.notebook.by_hand.clone(),
        rules_off: vec!["hand".to_owned()],
        ..CleanOptions::default()
    };
    let pure = desk.document.recleaned(&options);
    assert_eq!(pure.cleaned.text, before);
    assert_eq!(pure.outline.title.as_ref().unwrap().text, "县里的企业复工了");
}

/// Another number of the same paper.
fn next_number(source: &str) -> Document {
    let page = PAGE
        .replace("六月十八日", "六月十九日")
        .replace("發布時間：2021-06-18", "發布時間：2021-06-19")
        .replace("晨報 ", source);
    document(&page, &ByHand::default())
}

#[test]
fn the_same_line_of_the_same_site_is_offered_again_and_only_offered() {
    let mut desk = Desk::new(PAGE);
    let mut changes = desk.rule("甲方乙方，各执一词", &RulingKind::Noise);
    changes.extend(desk.rule("第二章", &RulingKind::NoHeading));
    desk.rule_source("版權所有 晨報社", &RulingKind::Article);
    let site = Site::of(&desk.document.cleaned.meta);
    let article = desk.notebook.by_hand.rulings.iter().find(|r| r.kind == RulingKind::Article);
    changes.push(Change::Ruling(Diff { before: None, after: article.cloned() }));
    let mut known = KnownLines::default();
    assert!(known.learn(&changes, &site));
    let next = next_number("晨報 ");
    let offered = ruling::offers(&next, &Said::default(), &known);
    let kinds: BTreeSet<RulingKind> = offered.iter().map(|ruling| ruling.kind.clone()).collect();
    assert_eq!(kinds, [RulingKind::Noise, RulingKind::Article, RulingKind::NoHeading].into());
    let elsewhere = next_number("晚報 ");
    assert_eq!(ruling::offers(&elsewhere, &Said::default(), &known), [], "another site");
    let mut taken = Notebook::default();
    for change in ruling::changes(&taken, &next.imported.text, offered.clone()) {
        change.apply(&mut taken, &mut Codebook::default());
    }
    assert_eq!(
        ruling::offers(&next, &Said::of(&taken), &known),
        [],
        "what was said here is not asked again"
    );
    known.decline(&next.fingerprint.content, &offered);
    assert_eq!(ruling::offers(&next, &Said::default(), &known), [], "nor what was declined");
    let back: Vec<Change> = changes.into_iter().map(Change::inverse).collect();
    known.learn(&back, &site);
    assert_eq!(known, KnownLines::default(), "what was undone is forgotten");
}

#[test]
fn a_marked_passage_is_not_offered_to_go() {
    let mut desk = Desk::new(PAGE);
    let changes = desk.rule("甲方乙方，各执一词", &RulingKind::Noise);
    let mut known = KnownLines::default();
    known.learn(&changes, &Site::of(&desk.document.cleaned.meta));
    let next = next_number("晨報 ");
    let mut marked = Notebook::default();
    let start = next.cleaned.text.as_str().find("乙方").unwrap();
    let id = AnnotationId("0".repeat(26));
    let note = placing::annotation_on(&next, Span::new(start, start + 6), id, Timestamp(1));
    marked.annotations.insert(note.id.clone(), note);
    assert_eq!(ruling::offers(&next, &Said::of(&marked), &known), []);
}

/// Rulings on any stretches of the page, as any hand could make or edit them.
fn any_rulings() -> impl Strategy<Value = BTreeSet<Ruling>> {
    let one = (0..PAGE.len(), 0..120_usize, crate::strategies::ruling_kind());
    let ruling = one.prop_map(|(start, len, kind)| {
        let start = PAGE.floor_char_boundary(start);
        let end = PAGE.floor_char_boundary((start + len).min(PAGE.len()));
        let quote = PAGE.get(start..end).unwrap().to_owned();
        let span: Span<Source> = Span::new(start, end);
        Ruling { span, kind, seen: quote.clone(), line: quote.clone(), quote }
    });
    prop::collection::btree_set(ruling, 0..8)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn whatever_is_ruled_the_source_comes_back_and_no_anchor_moves(rulings in any_rulings()) {
        let plain = document(PAGE, &ByHand::default());
        let length = plain.cleaned.text.len();
        let mut notebook = Notebook::default();
        for number in 0..6 {
            let start = plain.cleaned.text.floor(length * number / 6);
            let end = plain.cleaned.text.floor(start.index() + 30);
            let id = AnnotationId(format!("{number:026}"));
            let note = placing::annotation_on(&plain, Span { start, end }, id, Timestamp(1));
            notebook.annotations.insert(note.id.clone(), note);
        }
        let ruled = document(PAGE, &ByHand { rulings, ..ByHand::default() });
        prop_assert_eq!(restore(&ruled.imported.text, &ruled.cleaned), PAGE);
        for (id, place) in placing::place_all(&ruled, &notebook, &[]) {
            prop_assert_eq!(place.state, PlaceState::Placed);
            prop_assert_eq!(place.source, Some(notebook.annotations[&id].anchor.span));
        }
        let levels = ruled.outline.headings.iter().map(|heading| heading.level);
        prop_assert!(levels.clone().all(|level| (1..=6).contains(&level)));
        let spans: Vec<_> = ruled.outline.headings.iter().map(|heading| heading.span).collect();
        prop_assert!(spans.is_sorted(), "headings stand in order");
    }

    #[test]
    fn noise_by_hand_takes_what_it_names_and_leaves_every_other_character(start in 0..400_usize, len in 1..90_usize) {
        let mut desk = Desk::new(PAGE);
        let text = desk.document.cleaned.text.clone();
        let (start, end) = (text.floor(start.min(text.len())), text.floor((start + len).min(text.len())));
        let span = Span { start: start.min(end), end };
        let new = ruling::on_selection(&desk.document, span, &RulingKind::Noise);
        let changes = ruling::changes(&desk.notebook, &desk.document.imported.text, new);
        desk.commit(&changes);
        let before = text.as_str();
        let (head, rest) = before.split_at(span.start.index());
        let wanted = format!("{head}{}", rest.split_at(span.len()).1);
        let letters = |text: &str| text.split_whitespace().collect::<String>();
        prop_assert_eq!(letters(desk.text()), letters(&wanted));
    }
}
