//! The rules of the line: what may start and end it, how wide it is, and that its boxes agree with each other.
//!
//! The laws run over prose, over random text, and at every measure from 8 to 48 characters.

use danhuang::typeset::{
    Annotated, Hanging, Ink, Kind, Line, Prose, Style, count_annotated_lines, is_english, line_of,
    rects, set, set_annotated,
};
use proptest::prelude::*;

use crate::line_laws::{EM, check, check_rules, page, text_of};

fn body(text: &str, measure: u32) -> Vec<Line> {
    set(text, &Style { indent: 0, ..Style::new(Kind::Body, EM, measure * EM) }, page(text))
}

fn em(pixels: f32) -> f32 {
    pixels / EM as f32
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

/// Where one line must be left a character short, so that the last has two, it is the one above the last: the others
/// are full.
#[test]
fn a_line_that_must_be_short_is_the_last_but_one() {
    let text = "紧盯防护物资保供应。各级党组织把全力保障医疗防护物资生产企业复工复产作为重中之重，精准施策、\
                跟踪指导。全省药品和医疗器械产品注册费降到零元，省内防疫物资重点生产企业优先保障生产要素供应，\
                对具备生产能力的优先开通绿色审批通道，实行急事急办、特事特办，并对重点企业派驻工作组专门指导、\
                全程跟踪服务。";
    for measure in 8..=10 {
        let style = Style::new(Kind::Body, EM, measure * EM);
        let lines = set(text, &style, page(text));
        let ragged: Vec<usize> =
            lines.iter().enumerate().filter(|(_, line)| line.ragged).map(|(at, _)| at).collect();
        assert!(
            ragged.iter().all(|at| at + 2 >= lines.len()),
            "{measure}: {ragged:?} of {}",
            lines.len()
        );
    }
}

#[test]
fn a_mark_hangs_over_the_edge_only_where_it_may() {
    let text = "一二三四五六七八，九十一二三四五六七八九。";
    let style = Style { indent: 0, ..Style::new(Kind::Body, EM, 8 * EM) };
    let hung = set(text, &Style { hanging: Hanging::On, ..style }, page(text));
    assert_eq!(text_of(text, &hung[0]), "一二三四五六七八，");
    assert_close(em(hung[0].width), 8.5, "the hung comma");
    let inside = set(text, &style, page(text));
    assert_eq!(text_of(text, &inside[0]), "一二三四五六七");
    let quote = "一二三四五六七八”九十一二三四五六七八九。";
    let quoted = set(quote, &Style { hanging: Hanging::On, ..style }, page(quote));
    assert!(quoted.iter().all(|line| em(line.width) <= 8.01), "only commas and stops hang");
}

#[test]
fn a_last_line_is_as_loose_as_the_one_before_it() {
    // The first line lacks the half em of its comma, which its gaps share.
    let text = "一二三四五六七八九十百千万亿，一二三四五六七八九十百千万。";
    let style = Style { indent: 0, ..Style::new(Kind::Body, EM, 15 * EM) };
    let lines = set(text, &style, page(text));
    let loosened = |line: &Line| line.width - line.natural_width;
    let [first, last] = &lines[..] else { panic!("{lines:?}") };
    assert!(loosened(first) > 0.0, "{lines:?}");
    let (gaps, last_gaps) = (first.cells.len() as f32 - 1.0, last.cells.len() as f32 - 1.0);
    let (each, last_each) = (loosened(first) / gaps, loosened(last) / last_gaps);
    assert!(last_each > 0.0 && (each - last_each).abs() < 1.0, "{each} and {last_each} pixels");
    assert!(last.width <= style.measure as f32);
}

const ENGLISH: &str = "It was the extraordinary hospitality of the neighbouring householders that \
    persuaded the travellers to postpone their departure, and the circumstances of that evening are \
    remembered throughout the surrounding countryside to this day.";

#[test]
fn english_words_are_parted_by_their_syllables() {
    assert!(is_english(ENGLISH));
    let style = Style::new(Kind::Body, EM, 12 * EM).english();
    let lines = set(ENGLISH, &style, page(ENGLISH));
    let parted: Vec<String> = lines
        .windows(2)
        .filter(|pair| pair[0].hyphen.is_some())
        .map(|pair| {
            let before = text_of(ENGLISH, &pair[0]).rsplit(' ').next().unwrap();
            let after = text_of(ENGLISH, &pair[1]).split([' ', ',']).next().unwrap();
            format!("{before}-{after}")
        })
        .collect();
    assert!(!parted.is_empty(), "{lines:?}");
    for word in &parted {
        let syllables = [
            "ex-traor-di-nary",
            "hos-pi-tal-ity",
            "neigh-bour-ing",
            "house-hold-ers",
            "per-suaded",
            "trav-ellers",
            "post-pone",
            "de-par-ture",
            "cir-cum-stances",
            "evening",
            "re-mem-bered",
            "through-out",
            "sur-round-ing",
            "coun-try-side",
        ];
        let is_known = syllables.iter().any(|whole| {
            whole.replace('-', "") == word.replace('-', "")
                && whole.match_indices('-').any(|(at, _)| {
                    whole.get(..at).unwrap().replace('-', "").len() == word.find('-').unwrap()
                })
        });
        assert!(is_known, "{word}");
    }
    for line in &lines {
        let hyphen_end = line.hyphen.map_or(0.0, |x| x + 0.2 * EM as f32);
        assert!(hyphen_end <= (12 * EM) as f32 && line.width <= (12 * EM) as f32 + 0.5);
    }
}

#[test]
fn a_text_is_set_in_its_own_language_and_a_paragraph_too() {
    let chinese = "推动GDP增长，稳住外贸外资基本盘，落实各项政策措施。";
    let japanese = "日本語の文章も、きちんと組まれます。コーヒーを飲む。";
    let german = "Die Würde des Menschen ist unantastbar. Sie zu achten ist Verpflichtung.";
    let document = [chinese, japanese, ENGLISH, german].map(Prose::of_document);
    assert_eq!(document, [Prose::Chinese, Prose::Japanese, Prose::English, Prose::Latin]);
    let within = [chinese, ENGLISH, german, "GDP"].map(|text| Prose::Chinese.of_paragraph(text));
    assert_eq!(within, [Prose::Chinese, Prose::English, Prose::Latin, Prose::Chinese]);
    assert_eq!(Prose::English.of_paragraph(chinese), Prose::Chinese);
    assert_eq!(Prose::English.of_paragraph("“Quoted.”"), Prose::English);
    let style = Style::new(Kind::Body, EM, 20 * EM).in_prose(Prose::Japanese);
    assert_eq!(set(japanese, &style, page(japanese))[0].cells[0].x, EM as f32);
}

#[test]
fn other_languages_and_names_are_not_parted() {
    assert!(!is_english("Die Würde des Menschen ist unantastbar. Sie zu achten und zu schützen."));
    let name = "Here the McDonaldsons and the INTERNATIONALISATION of it";
    let lines = set(name, &Style::new(Kind::Body, EM, 8 * EM).english(), page(name));
    for line in lines.iter().filter(|line| line.hyphen.is_some()) {
        assert!(!text_of(name, line).contains("INTER") && !text_of(name, line).ends_with("Mc"));
    }
}

#[test]
fn the_lines_of_a_heading_are_of_like_length() {
    let text = "关于统筹推进疫情防控和经济社会发展工作的若干意见（试行）";
    let lines = set(text, &Style::new(Kind::Heading, EM, 24 * EM), page(text));
    assert_eq!(lines.len(), 2);
    assert!((lines[0].width - lines[1].width).abs() <= 2.0 * EM as f32, "{lines:?}");
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
        check_rules(&text, &lines, &Style::new(Kind::Body, EM, measure * EM));
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
    let bases = lines[0].cells.iter().map(|cell| {
        let base = matches!(cell.ink, Ink::Annotated { .. } | Ink::Single | Ink::Han);
        assert!(base, "{cell:?}");
        text.get(cell.offset as usize..).unwrap().chars().next().unwrap()
    });
    let drawn: String = bases.collect();
    assert!(drawn.starts_with("人之初，性本善。"), "{drawn}");
}
