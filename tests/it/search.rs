//! Finding: what is alike to a reader is found, what is not is not.

use danhuang::search::{
    Hits, PatternProblem, PatternWhy, Query, SearchError, Switches, folded_char, search,
};
use danhuang::text::{Clean, Text};
use proptest::prelude::*;

use crate::strategies;

const FOLDED: Switches =
    Switches { is_exact: false, is_whole_word: false, is_regex: false, is_pinyin: false };
const EXACT: Switches = Switches { is_exact: true, ..FOLDED };
const WORD: Switches = Switches { is_whole_word: true, ..FOLDED };
const REGEX: Switches = Switches { is_regex: true, ..FOLDED };
const PINYIN: Switches = Switches { is_pinyin: true, ..FOLDED };

fn find(text: &str, query: &str, switches: Switches) -> Result<Hits, SearchError> {
    search(&Text::new(text), &Query { text: query.to_owned(), switches }, &|| true)
}

/// The text with its hits in brackets.
fn marked(text: &str, query: &str, switches: Switches) -> String {
    let mut marked = String::new();
    let mut done = 0;
    for hit in find(text, query, switches).unwrap().spans {
        marked += text.get(done..hit.start.index()).unwrap();
        marked += &format!("⟦{}⟧", text.get(hit.range()).unwrap());
        done = hit.end.index();
    }
    marked + text.get(done..).unwrap()
}

fn check(cases: &[(&str, &str)], switches: Switches) {
    for (query, expected) in cases {
        let text = expected.replace(['⟦', '⟧'], "");
        assert_eq!(&marked(&text, query, switches), expected, "sought: {query}");
    }
}

#[test]
fn what_a_reader_does_not_mean_is_folded() {
    check(
        &[
            // Traditional and Simplified, both ways, also where a phrase would be converted otherwise.
            ("企业", "推进⟦企業⟧和⟦企业⟧"),
            ("企業", "推进⟦企业⟧"),
            ("乾淨", "洗得⟦干净⟧，⟦乾淨⟧"),
            ("著", "顯⟦著⟧，看⟦着⟧"),
            ("后", "⟦后⟧來與以⟦後⟧"),
            // Readings that were put in.
            ("企业", "推进⟦企業⟧(ye)复工"),
            ("企业复工", "⟦企(qi)業(ye)復(fù)（fu）工⟧(gong)"),
            ("企业(ye)复工", "⟦企业复工⟧"),
            ("(ye)", "企業⟦(ye)⟧"),
            ("企业(公司)", "⟦企业（公司）⟧，企业"),
            ("工作", "工(gangpin)作"),
            // Width and case.
            ("gdp3.5%", "⟦ＧＤＰ３．５％⟧，⟦GDP3.5%⟧，⟦gdp３.５％⟧"),
            ("“好”", "⟦「好」⟧"),
            // Spaces and line breaks, which part words only where words are parted by them.
            ("复工复产", "⟦复工\r\n　　复产⟧，⟦复 工 复 产⟧"),
            ("GDP 增长", "⟦GDP增长⟧，⟦GDP  增长⟧"),
            ("the rapist", "⟦the\nrapist⟧, therapist"),
            ("therapist", "the rapist, ⟦Therapist⟧"),
            ("零宽", "⟦零\u{200b}宽⟧"),
            // No overlaps; the longest way on.
            ("哈哈", "⟦哈哈⟧⟦哈哈⟧哈"),
            ("aab", "aa⟦aab⟧"),
            // Nothing is everywhere.
            ("", "什么都没有"),
            (" 　\n", "什么 都没有"),
            // Beyond the plane.
            ("𠮷野", "⟦𠮷野⟧家"),
        ],
        FOLDED,
    );
}

#[test]
fn exact_finds_just_what_was_typed() {
    check(
        &[
            ("企业", "企業，⟦企业⟧"),
            ("GDP", "gdp，⟦GDP⟧，ＧＤＰ"),
            ("a b", "a  b，⟦a b⟧"),
            ("業(ye)", "企⟦業(ye)⟧"),
        ],
        EXACT,
    );
}

#[test]
fn whole_words_are_words_by_space_and_by_dictionary() {
    check(
        &[
            ("cat", "⟦Cat⟧, concat, category, ⟦cat⟧."),
            ("企业", "推进⟦企业⟧复工"),
            ("业复", "推进企业复工"),
            ("中国", "⟦中国⟧，中国人"),
        ],
        WORD,
    );
}

#[test]
fn a_regular_expression_ignores_case_unless_exact() {
    check(
        &[("g.p", "⟦GDP⟧和⟦gap⟧"), ("^第.+条", "⟦第一条⟧ 总则\n⟦第二条⟧ 附则"), ("x*", "没有")],
        REGEX,
    );
    check(&[("g.p", "GDP和⟦gap⟧")], Switches { is_exact: true, ..REGEX });
    check(&[(r"\w+", "⟦甲⟧，⟦cat⟧")], Switches { is_whole_word: true, ..REGEX });
}

#[test]
fn what_is_wrong_with_a_regular_expression_is_known_with_its_place() {
    let cases = [
        ("第(一", PatternWhy::Bracket, 1),
        ("一)", PatternWhy::Bracket, 1),
        ("[一", PatternWhy::Set, 0),
        ("[乙-一]", PatternWhy::Set, 1),
        ("*一", PatternWhy::Repetition, 0),
        ("一{3", PatternWhy::Repetition, 1),
        ("一\\", PatternWhy::Escape, 1),
        (r"(?<=一)二", PatternWhy::Unsupported, 0),
        (r"(一)\1", PatternWhy::Unsupported, 3),
    ];
    for (query, why, at) in cases {
        let problem = PatternProblem { why, at: Some(at) };
        assert_eq!(find("文", query, REGEX), Err(SearchError::Pattern(problem)), "{query}");
    }
    let large = find("文", r"(\w{900}){900}", REGEX);
    let problem = PatternProblem { why: PatternWhy::TooLarge, at: None };
    assert_eq!(large, Err(SearchError::Pattern(problem)));
}

#[test]
fn letters_stand_for_pinyin_whole_in_part_and_by_initials() {
    check(
        &[
            ("qiye", "推进⟦企业⟧复工，⟦企業⟧，⟦qiye⟧"),
            ("qy", "⟦企业⟧，⟦区域⟧"),
            ("fgfc", "推进⟦复工复产⟧"),
            ("fugfuc", "⟦复工复产⟧"),
            ("zho", "⟦中⟧国"),
            ("zhg", "⟦中国⟧"),
            ("chongqing", "⟦重庆⟧"),
            ("zhongqing", "⟦重庆⟧"),
            ("nvhai", "⟦女孩⟧"),
            ("nuhai", "⟦女孩⟧"),
            ("qi'ye", "⟦企业⟧"),
            ("复gong", "⟦复工⟧复产"),
            ("企业", "⟦企業⟧"),
            ("x", "⟦西⟧安"),
        ],
        PINYIN,
    );
}

#[test]
fn a_search_that_nobody_waits_for_ends() {
    let text = Text::<Clean>::new("的".repeat(20_000));
    for switches in [FOLDED, EXACT, REGEX] {
        let query = Query { text: "的".to_owned(), switches };
        assert_eq!(search(&text, &query, &|| false), Err(SearchError::Cancelled), "{switches:?}");
        assert_eq!(search(&text, &query, &|| true).unwrap().spans.len(), 20_000);
    }
    let query = Query { text: "de".to_owned(), switches: PINYIN };
    assert_eq!(search(&text, &query, &|| false), Err(SearchError::Cancelled));
}

#[test]
fn a_hit_more_than_can_be_kept_is_said() {
    let text = Text::<Clean>::new("一".repeat(danhuang::search::MOST_HITS + 1));
    let query = Query { text: "一".to_owned(), switches: FOLDED };
    let hits = search(&text, &query, &|| true).unwrap();
    assert_eq!((hits.spans.len(), hits.is_cut), (danhuang::search::MOST_HITS, true));
}

/// Characters that fold to each other, spaces and readings, a few of each so that they meet.
fn crowded() -> impl Strategy<Value = String> {
    const PARTS: &[&str] =
        &["企", "業", "业", "(ye)", "（yè）", "a", "Ａ", " ", "\n", "後", "后", "(", ")", "。"];
    prop::collection::vec(prop::sample::select(PARTS), 0..24).prop_map(|parts| parts.concat())
}

proptest! {
    #[test]
    fn hits_are_in_order_and_hold_the_query(text in crowded(), query in crowded()) {
        let plain = |text: &str| -> String {
            text.chars().filter(|c| !c.is_whitespace()).map(folded_char).collect()
        };
        let bare = |text: &str| plain(text).replace("(ye)", "").replace("(yè)", "");
        let mut end = 0;
        for hit in find(&text, &query, FOLDED).unwrap().spans {
            prop_assert!(hit.start.index() >= end && !hit.is_empty());
            end = hit.end.index();
            prop_assert_eq!(bare(text.get(hit.range()).unwrap()), bare(&query));
        }
    }

    #[test]
    fn what_was_typed_as_it_stands_is_found(text in strategies::text(40), from in 0_usize..60, length in 1_usize..12) {
        let query: String = text.chars().skip(from).take(length).collect();
        let is_something = query.chars().any(|c| !danhuang::search::is_ignored(c));
        prop_assume!(is_something);
        prop_assert!(!find(&text, &query, FOLDED).unwrap().spans.is_empty());
        prop_assert!(!find(&text, &query, EXACT).unwrap().spans.is_empty());
    }

    #[test]
    fn nothing_typed_panics(text in strategies::text(40), query in ".{0,20}") {
        for switches in [FOLDED, EXACT, WORD, REGEX, PINYIN] {
            drop(find(&text, &query, switches));
        }
    }
}
