//! The rules of the line: what may start and end it, how wide it is, and that its boxes agree with each other.
//!
//! The laws run over prose, over random text, and at every measure from 8 to 48 characters.

use danhuang::typeset::{
    Annotated, HAN_GAP_MAX, Ink, Kind, Line, Style, blocks, count_annotated_lines, count_lines,
    line_of, metrics, rects, set, set_annotated, set_block,
};
use proptest::prelude::*;

const EM: u32 = 36;
const MIXED: &str = include_str!("../data/typeset/mixed.txt");
const FORBIDDEN: &str = include_str!("../data/typeset/forbidden.txt");

/// The bundled page face.
fn page(text: &str) -> impl Fn(usize, char) -> Option<f32> + '_ {
    |offset, c| metrics::page().advance_in(text, offset, c)
}

fn body(text: &str, measure: u32) -> Vec<Line> {
    set(text, &Style { indent: 0, ..Style::new(Kind::Body, EM, measure * EM) }, page(text))
}

fn em(pixels: f32) -> f32 {
    pixels / EM as f32
}

fn text_of<'a>(text: &'a str, line: &Line) -> &'a str {
    text.get(line.bytes.clone()).unwrap()
}

fn assert_close(seen: f32, wanted: f32, what: &str) {
    assert!((seen - wanted).abs() < 0.02, "{what}: {seen} em, not {wanted}");
}

// --- Widths ---

/// The width of `text` before something else, and at the end of a line, in em.
fn widths(text: &str) -> (f32, f32) {
    let longer = format!("{text}后");
    let mid = body(&longer, 40)[0].x_of(text.len());
    (em(mid), em(body(text, 40)[0].width))
}

#[test]
fn marks_take_the_room_that_a_book_gives_them() {
    let cases = [
        ("说：“（一）”。", 6.0, 5.5),
        ("好。", 2.0, 1.5),
        ("好。”", 2.5, 2.0),
        ("好。”）", 3.0, 2.5),
        ("好，“好”", 4.5, 4.0),
        ("好！！", 3.0, 2.5),
        ("好（）好", 4.0, 4.0),
        ("《书》《礼》", 5.0, 4.5),
        ("不——不", 4.0, 4.0),
        ("不……", 3.0, 3.0),
        ("马·恩", 2.5, 2.5),
        ("（一）", 2.5, 2.0),
        ("甲々", 2.0, 2.0),
    ];
    for (text, mid, end) in cases {
        let seen = widths(text);
        assert_close(seen.0, mid, &format!("{text} in mid-line"));
        assert_close(seen.1, end, &format!("{text} at the end of a line"));
    }
}

#[test]
fn a_typed_space_between_han_and_latin_is_drawn_as_the_gap() {
    let drawn = |text: &str| -> Vec<(String, f32)> {
        let line = body(text, 20).remove(0);
        let seen = line.cells.iter().filter_map(|cell| {
            let c = text.get(cell.offset as usize..)?.chars().next()?;
            (c != ' ').then(|| (c.to_string(), cell.pen))
        });
        seen.collect()
    };
    assert_eq!(drawn("推动GDP增长"), drawn("推动 GDP 增长"));
    assert_eq!(drawn("增长了3.5%以上"), drawn("增长了 3.5% 以上"));
    assert_eq!(drawn("说，GDP增长。"), drawn("说， GDP 增长。"));
    let gap = |text: &str, word: &str| {
        let (line, at) = (body(text, 20).remove(0), text.find(word).unwrap());
        em(line.x_of(at)) - at as f32 / 3.0
    };
    assert_close(gap("推动GDP增长", "GDP"), 0.25, "the gap before letters");
    assert_close(gap("推动3月增长", "3"), 1.0 / 6.0, "the gap before a figure");
}

#[test]
fn the_clauses_of_a_heading_stand_an_em_apart_and_part_at_the_break() {
    let heading = |text: &str, measure: u32| {
        set(text, &Style::new(Kind::Heading, EM, measure * EM), page(text))
    };
    let text = "统揽统筹 分类施策";
    assert_close(em(heading(text, 20)[0].width), 9.0, "the heading");
    let lines = heading(text, 8);
    assert_eq!(lines.len(), 2);
    assert_eq!(text_of(text, &lines[0]), "统揽统筹 ");
}

#[test]
fn the_first_line_is_indented_and_its_opening_mark_too() {
    for text in ["第一行缩进两个字，第二行不缩进。", "“引号开头的一段，也缩进两个字。”"]
    {
        let lines = set(text, &Style::new(Kind::Body, EM, 8 * EM), page(text));
        assert_close(em(lines[0].cells[0].x), 2.0, "the indent");
        assert_close(em(lines[1].cells[0].x), 0.0, "the second line");
    }
}

#[test]
fn the_two_dashes_of_a_pair_meet_in_the_middle_of_two_em() {
    let line = body("不——不", 20).remove(0);
    // Noto Serif SC: an advance of 0.89 em, ink from 0.043 to 0.846.
    let (first, second) = (em(line.cells[1].pen), em(line.cells[2].pen));
    assert_close(second + 0.043, first + 0.846, "where the ink of the two meets");
    assert_close(first + 0.846, 2.0, "the middle");
}

#[test]
fn latin_quotes_are_drawn_narrow_in_latin_text() {
    let text = "It’s “fine”.";
    let style = Style::new(Kind::Body, EM, 40 * EM).latin();
    let line = set(text, &style, page(text)).remove(0);
    let apostrophe = &line.cells[2];
    assert!(em(apostrophe.width) < 0.3 && apostrophe.pen < apostrophe.x);
    assert!(em(line.width) < 5.5, "{}", em(line.width));
}

#[test]
fn a_word_that_is_longer_than_the_line_breaks_and_an_address_breaks_at_its_joints() {
    let text = "见https://example.org/documents/typography";
    let lines = body(text, 10);
    let texts: Vec<_> = lines.iter().map(|line| text_of(text, line)).collect();
    assert_eq!(texts, ["见", "https://example.org/", "documents/", "typography"]);
    assert!(body(&"x".repeat(500), 8).len() > 20);
}

#[test]
fn a_lone_last_character_is_never_left() {
    let text = "一二三四五六七八九。";
    let lines = body(text, 8);
    assert_eq!(
        lines.iter().map(|line| text_of(text, line)).collect::<Vec<_>>(),
        ["一二三四五六七", "八九。"]
    );
}

#[test]
fn odd_paragraphs_are_set_too() {
    let odd = [
        "",
        " ",
        "\t\t",
        "\u{feff}",
        "\n",
        "a\r\nb",
        "\u{301}",
        "e\u{301}e\u{301}",
        "👩‍👩‍👧‍👦🇨🇳✌️1️⃣",
        "\0\u{1}\u{7f}\u{85}",
        "\u{202e}反\u{202c}",
        "　　缩进",
        "甲\u{200b}乙\u{2060}丙",
        "葛\u{e0100}城",
        "한국어 문장",
        "ภาษาไทย",
        "𠮷野家",
        "「",
        "」",
        "——",
        "—",
        "…",
        "“",
        "a b",
        "\u{a0}\u{a0}",
    ];
    for text in odd {
        for measure in [0, 1, 2, 8] {
            check(text, measure, &page(text));
        }
    }
}

// --- Laws ---

/// The three lists of tests/data/typeset/forbidden.txt.
fn forbidden() -> [Vec<&'static str>; 3] {
    let mut lists =
        FORBIDDEN.split("--- ").skip(1).map(|part| part.lines().skip(1).collect::<Vec<_>>());
    std::array::from_fn(|_| lists.next().unwrap())
}

/// Every law that holds for any text.
fn check(text: &str, measure: u32, advance: &impl Fn(usize, char) -> Option<f32>) -> Vec<Line> {
    let style = Style::new(Kind::Body, EM, measure * EM);
    let lines = set(text, &style, advance);
    assert_eq!(lines.len(), count_lines(text, &style, advance), "{text:?} at {measure}");
    let mut at = 0;
    for line in &lines {
        assert_eq!(line.bytes.start, at, "{text:?} at {measure}");
        assert!(line.bytes.end > at || text.is_empty(), "{text:?} at {measure}");
        at = line.bytes.end;
        check_boxes(text, line);
    }
    assert_eq!(at, text.len());
    let blocks = blocks(text, &style, advance);
    let set_apart = blocks.iter().flat_map(|block| {
        let lines = set_block(text, &block.bytes, &style, advance);
        assert_eq!(lines.len(), block.n_lines);
        lines
    });
    assert_eq!(set_apart.collect::<Vec<_>>(), lines);
    lines
}

/// Boxes stand in order, do not overlap, and tell the same place from both sides.
fn check_boxes(text: &str, line: &Line) {
    let mut end = f32::MIN;
    for cell in &line.cells {
        assert!(cell.x >= end - 0.01 && cell.width >= 0.0, "{text:?}: {line:?}");
        end = cell.x + cell.width;
        let offset = cell.offset as usize;
        assert!(text.is_char_boundary(offset) && line.bytes.contains(&offset));
        let x = line.x_of(offset);
        assert_eq!(x, line.x_of(line.offset_at(x)), "{text:?}: {offset}");
        if cell.width > 0.0 {
            assert_eq!(line.offset_at(x), offset, "{text:?}");
            assert_eq!(
                line.cluster_at(x + cell.width / 2.0).map(|bytes| bytes.start),
                Some(offset)
            );
        }
    }
    let runs = line.runs();
    for pair in runs.windows(2) {
        assert!(pair[0].bytes.end <= pair[1].bytes.start);
    }
}

/// The laws of Chinese lines, for text whose words and runs of marks fit the measure.
fn check_rules(text: &str, lines: &[Line], measure: u32) {
    let [starts, ends, units] = forbidden();
    let (column, n_lines) = ((measure * EM) as f32, lines.len());
    for (index, line) in lines.iter().enumerate() {
        let set = text_of(text, line).trim();
        let what = format!("{set:?} at {measure}");
        let is_last = index + 1 == n_lines;
        let (first, last) = (set.chars().next().unwrap(), set.chars().last().unwrap());
        assert!(index == 0 || !starts.iter().any(|list| list.contains(first)), "starts: {what}");
        assert!(is_last || !ends.iter().any(|list| list.contains(last)), "ends: {what}");
        for unit in &units {
            let mark = unit.chars().next().unwrap();
            let before =
                text.get(..line.bytes.start).unwrap().chars().rev().take_while(|c| *c == mark);
            assert!(first != mark || before.count() % 2 == 0, "splits {unit}: {what}");
        }
        assert!(line.width <= column + 0.5, "{} px too wide: {what}", line.width - column);
        if !is_last && !line.ragged {
            assert!((line.width - column).abs() <= 1.0, "neither full nor ragged: {what}");
        }
        if index > 0 {
            check_word(text, line.bytes.start);
        }
        check_gaps(text, line);
    }
    let last = text_of(text, &lines[n_lines - 1]);
    let n_chars = last.chars().filter(|c| c.is_alphanumeric()).count();
    assert!(n_lines == 1 || n_chars > 1, "a lone character at {measure}: {last:?} of {text:?}");
}

/// No break between two letters or figures.
fn check_word(text: &str, at: usize) {
    let (before, after) = text.split_at(at);
    let is_word = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
    assert!(
        !is_word(before.chars().last()) || !is_word(after.chars().next()),
        "a word is split: {:?}|{after:?}",
        before.chars().rev().take(8).collect::<String>()
    );
}

fn check_gaps(text: &str, line: &Line) {
    let is_han = |offset: u32| {
        let c = text.get(offset as usize..).and_then(|rest| rest.chars().next());
        c.is_some_and(|c| ('一'..='龥').contains(&c))
    };
    for pair in line.cells.windows(2) {
        let [left, right] = pair else { continue };
        if is_han(left.offset) && is_han(right.offset) {
            let gap = right.x - left.x - left.width;
            assert!(gap <= HAN_GAP_MAX as f32 * EM as f32 + 0.01, "a gap of {gap} px: {text}");
            assert!(left.x.fract() == 0.0, "a Han character between two pixels: {}", left.x);
        }
    }
}

fn prose() -> Vec<String> {
    let golds = ["jilin", "ops_platform_B1", "river_notice_B1", "tea_market_B1", "visit_brief_C"];
    let mut texts: Vec<String> = MIXED.lines().map(str::to_owned).collect();
    for name in golds {
        let path = format!("{}/tests/data/clean/{name}.gold.json", env!("CARGO_MANIFEST_DIR"));
        let gold: serde_json::Value =
            serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
        texts.extend(gold["text"].as_str().unwrap().lines().map(str::to_owned));
    }
    texts
}

#[test]
fn prose_keeps_the_rules_at_every_measure() {
    for text in prose() {
        let longest_word =
            text.split(|c: char| !c.is_ascii_graphic()).map(str::len).max().unwrap_or(0);
        for measure in 8..=48 {
            let lines = check(&text, measure, &page(&text));
            // A word longer than the line has to be split.
            if longest_word as u32 <= measure {
                check_rules(&text, &lines, measure);
            }
        }
    }
}

#[test]
fn few_lines_of_a_usual_measure_are_ragged() {
    let (mut n_lines, mut n_ragged) = (0, 0);
    for text in prose() {
        let lines = set(&text, &Style::new(Kind::Body, EM, 36 * EM), page(&text));
        n_lines += lines.len() - 1;
        n_ragged += lines.iter().filter(|line| line.ragged).count();
    }
    assert!(n_ragged * 100 <= n_lines * 3, "{n_ragged} of {n_lines}");
}

fn piece() -> impl Strategy<Value = String> {
    let mark =
        prop::sample::select("。，、：；！？”’）》】·～％℃“‘（《【￥/".chars().collect::<Vec<_>>());
    prop_oneof![
        12 => prop::collection::vec(prop::char::range('一', '龥'), 1..6).prop_map(String::from_iter),
        4 => mark.prop_map(String::from),
        2 => "[A-Za-z]{1,7}",
        2 => "[0-9]{1,3}(\\.[0-9]{1,2})?%?",
        1 => prop::sample::select(vec!["——", "……", " ", "　", "(a)", "e.g.", "it’s", "C++", "[1]"]).prop_map(str::to_owned),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn random_mixed_text_has_sound_boxes(pieces in prop::collection::vec(piece(), 0..120), measure in 1u32..49) {
        let text: String = pieces.concat();
        check(&text, measure, &page(&text));
    }

    #[test]
    fn any_text_has_sound_boxes(text in crate::strategies::text(200), measure in 0u32..30) {
        check(&text, measure, &page(&text));
    }

    #[test]
    fn random_prose_keeps_the_rules(clauses in prop::collection::vec(("[一-龥]{2,9}", piece()), 1..40), measure in 20u32..49) {
        let text: String = clauses.iter().map(|(han, piece)| format!("{han}{piece}")).collect();
        let text = format!("{}完了", text.trim());
        let lines = check(&text, measure, &page(&text));
        check_rules(&text, &lines, measure);
    }

    #[test]
    fn selection_covers_just_what_is_selected(pieces in prop::collection::vec(piece(), 1..60), measure in 8u32..30, ends in (0usize..400, 0usize..400)) {
        let text: String = pieces.concat();
        let lines = body(&text, measure);
        let (from, to) = (ends.0.min(ends.1), ends.0.max(ends.1));
        let (from, to) = (text.floor_char_boundary(from), text.floor_char_boundary(to));
        let covered: Vec<_> = rects(&lines, from..to).collect();
        for (index, left, right) in &covered {
            let line = &lines[*index];
            prop_assert!(left <= right && line.bytes.start < to && line.bytes.end > from);
            prop_assert_eq!(*left, line.x_of(from.max(line.bytes.start)));
        }
        if from < to {
            prop_assert_eq!(covered.first().map(|rect| rect.0), Some(line_of(&lines, from)));
        }
    }
}

// --- Annotated characters ---

/// The Three Character Classic with its readings, and where they stand; each is `width` em wide.
fn primer(width: f32) -> (String, Vec<Annotated>) {
    let line = "人(rén)之(zhī)初(chū)，性(xìng)本(běn)善(shàn)。";
    let text = line.repeat(12);
    let pairs = danhuang::clean::read_characters(&text);
    let annotated = pairs.into_iter().map(|pair| Annotated {
        bytes: pair.bytes,
        base_end: pair.base_end,
        width,
    });
    let annotated = annotated.collect();
    (text, annotated)
}

fn set_primer(width: f32, measure: u32) -> (String, Vec<Line>) {
    let (text, annotated) = primer(width);
    let style = Style::new(Kind::Body, EM, measure * EM);
    let lines = set_annotated(&text, &annotated, &style, page(&text));
    let counted = count_annotated_lines(&text, &annotated, &style, page(&text));
    assert_eq!(lines.len(), counted, "{width} em at {measure}");
    (text, lines)
}

#[test]
fn narrow_readings_break_lines_where_the_text_without_them_does() {
    let plain = "人之初，性本善。".repeat(12);
    for measure in 8..=40 {
        let (text, lines) = set_primer(0.9, measure);
        let style = Style::new(Kind::Body, EM, measure * EM);
        let plain_lines = set(&plain, &style, page(&plain));
        let bare = |line: &Line| {
            let readable = |c: &char| !c.is_alphabetic() || danhuang::text::chars::is_han(*c);
            let kept = |c: &char| readable(c) && !"()".contains(*c);
            text_of(&text, line).chars().filter(kept).collect::<String>()
        };
        let seen: Vec<String> = lines.iter().map(bare).collect();
        let wanted: Vec<&str> = plain_lines.iter().map(|line| text_of(&plain, line)).collect();
        assert_eq!(seen, wanted, "at {measure}");
        for (line, plain) in lines.iter().zip(&plain_lines) {
            assert_close(em(line.width), em(plain.width), "width");
        }
    }
}

#[test]
fn a_reading_wider_than_its_character_widens_the_box() {
    for measure in 8..=40 {
        let (_, lines) = set_primer(1.5, measure);
        for line in &lines {
            for pair in line.cells.windows(2) {
                assert!(pair[0].x + pair[0].width <= pair[1].x + 1.0, "boxes overlap: {pair:?}");
            }
            let annotated =
                line.cells.iter().filter(|cell| matches!(cell.ink, Ink::Annotated { .. }));
            for cell in annotated {
                assert!(cell.width >= 1.5 * EM as f32, "{cell:?}");
                let blank = cell.pen - cell.x;
                assert!(
                    (blank - (cell.width - EM as f32) / 2.0).abs() < 0.02,
                    "not centred: {cell:?}"
                );
            }
            assert!(line.width <= (measure * EM) as f32 + 0.5, "too wide at {measure}");
        }
    }
}

#[test]
fn no_line_of_a_primer_starts_with_a_mark_or_within_a_reading() {
    for measure in 8..=40 {
        let (text, lines) = set_primer(1.2, measure);
        for line in &lines {
            let first = text_of(&text, line).chars().next().unwrap();
            assert!(danhuang::text::chars::is_han(first), "{first} starts a line at {measure}");
        }
    }
}

#[test]
fn a_find_hit_in_a_reading_covers_its_character() {
    let (text, lines) = set_primer(0.9, 40);
    let reading = text.find("zhī").unwrap();
    let base = text.find('之').unwrap();
    let whole = lines[0].extent(base..base + "之(zhī)".len());
    assert!(whole.is_some());
    assert_eq!(lines[0].extent(reading..reading + "zhī".len()), whole);
    let drawn: String = lines[0].runs().into_iter().filter_map(|run| text.get(run.bytes)).collect();
    assert!(drawn.starts_with("人之初，性本善。"), "{drawn}");
}
