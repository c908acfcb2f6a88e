//! Lines that differ in their figures only: records of days, prices, scores, articles of a law. The mark of one
//! that was taken out never goes to another.

use danhuang::document::Document;
use danhuang::placing::{Place, PlaceState};
use danhuang::text::{Clean, Span};

use crate::anchoring::laws::plain;
use crate::anchoring::{Kept, place};

const BOTH: [Kept; 2] = [Kept::Yes, Kept::No];

fn mark(document: &Document, words: &str) -> Span<Clean> {
    let start = document.cleaned.text.as_str().find(words).unwrap_or_else(|| panic!("“{words}”"));
    (start..start + words.len()).into()
}

fn is_believed(place: Place) -> bool {
    matches!(place.state, PlaceState::Placed | PlaceState::Moved)
}

/// That marks of `old` are believed nowhere in `new`.
fn assert_gone(old: &str, new: &str, marks: &[&str]) {
    let (old, new) = (plain(old), plain(new));
    for (words, kept) in marks.iter().flat_map(|words| BOTH.map(|kept| (words, kept))) {
        let place = place(&old, &new, mark(&old, words), kept);
        let found = place.clean.map(|span| new.cleaned.text.get(span));
        assert!(!is_believed(place), "kept:{kept:?} “{words}” → {found:?}");
    }
}

const DAY: [&str; 2] = [
    "　　2月1日，全省新增确诊病例3例，治愈出院7例，无死亡病例。\n\n　　以上为首日情况。\n",
    "　　疫情通报如下，请查收。\n\n　　2月2日，全省新增确诊病例6例，治愈出院14例，无死亡病例。\n\n　　以上为次日情况。\n",
];

#[test]
fn the_record_of_a_day_is_not_that_of_the_next() {
    let marks = ["2月1日，全省新增确诊病例3例", "新增确诊病例3例，治愈出院7例"];
    assert_gone(DAY[0], DAY[1], &marks);
    // Nor where the figure is cut by the mark.
    let [old, new] =
        ["2月1日，夜间巡查两次，一切正常。\n", "通知\n2月11日，夜间巡查两次，一切正常。\n"];
    assert_gone(old, new, &["1日，夜间巡查两次", "2月1日，夜间巡查两次，一切正常"]);
}

#[test]
fn a_first_paragraph_is_not_another_because_both_have_nothing_before_them() {
    let paragraph =
        |n: usize| format!("　　第{n}段。这是会变的文件，今天写到第{n}段，明天再说。\n\n");
    let old: String = (1..9).map(paragraph).collect();
    let new: String = (3..9).map(paragraph).collect();
    let first = "第1段。这是会变的文件，今天写到第1段，明天再说。";
    assert_gone(&old, &format!("　　新加的一段在最前面。\n\n{new}"), &[first]);
    assert_gone(&paragraph(1), &format!("{}　　完全不同的话。\n", paragraph(3)), &[first]);
    let (old, new) = (plain("政策\n"), plain("政策研究室的灯还亮着。\n"));
    assert!(!is_believed(place(&old, &new, mark(&old, "政策"), Kept::No)));
}

const fn figures(n: usize) -> (usize, usize) {
    (n * 3 % 17, n * 7 % 23)
}

fn chinese_day(n: usize) -> String {
    let (new, well) = figures(n);
    format!("2月{n}日，全省新增确诊病例{new}例，治愈出院{well}例，无死亡病例。\n")
}

fn english_day(n: usize) -> String {
    let (new, well) = figures(n);
    format!("On {n} February {new} new cases and {well} recoveries were reported.\n")
}

/// The records of a month without that of one day.
fn days(day: fn(usize) -> String, but: usize) -> String {
    (1..29).filter(|n| *n != but).map(day).collect()
}

#[test]
fn of_the_records_of_a_month_the_one_taken_out_is_gone() {
    let kinds: [fn(usize) -> String; 2] = [chinese_day, english_day];
    for (day, gone) in kinds.into_iter().flat_map(|day| [1, 2, 14, 27, 28].map(|n| (day, n))) {
        let all = days(day, 0);
        let line = all.lines().nth(gone - 1).unwrap();
        let part: String = line.chars().take(line.chars().count() / 3 * 2).collect();
        let marks = [line, &part];
        let rest = days(day, gone);
        assert_gone(&all, &rest, &marks);
        assert_gone(&all, &format!("新的一版，请查收。\n{rest}"), &marks);
        // Nor where nothing else was there.
        assert_gone(&format!("{line}\n"), &rest, &marks);
        assert_gone(&format!("{line}\n"), &format!("新的一版，请查收。\n{rest}完。\n"), &marks);
    }
}

#[test]
fn a_row_of_a_list_or_a_table_is_not_another() {
    for (rows, others) in [
        (
            ["西红柿 每斤 3.50 元 上涨 2%", "张三 语文 85 数学 90 英语 78"],
            ["西红柿 每斤 4.20 元 上涨 5%", "张三 语文 90 数学 78 英语 66"],
        ),
        (
            ["第三条 违反前款规定的，处二百元以下罚款。", "（一）初级工，月薪三千六百元；"],
            ["第四条 违反前款规定的，处五百元以下罚款。", "（二）初级工，月薪四千二百元；"],
        ),
        (
            ["民国廿三年，县里修桥两座。乡民出工。", "周三下午，图书馆开放到五点半。"],
            ["民国卅五年，县里修桥六座。乡民出工。", "周日下午，图书馆开放到八点半。"],
        ),
        (
            ["２０１９年，全县小麦总产４２万吨。", "①号仓库存有稻谷十一万斤。"],
            ["２０２０年，全县小麦总产５３万吨。", "②号仓库存有稻谷十七万斤。"],
        ),
        (
            ["Apples, 3.50 dollars a pound, up 2%", "Article 3. The fine is two hundred dollars."],
            ["Apples, 4.20 dollars a pound, up 5%", "Article 4. The fine is five hundred dollars."],
        ),
        (
            ["Smith scored 85 in the first round", "Monday: open from nine to five"],
            ["Smith scored 61 in the second round", "Friday: open from ten to five"],
        ),
    ] {
        for (row, other) in rows.iter().zip(others) {
            let head = "这一页是旧的表。\nThis page is old.\n";
            for old in [format!("{row}\n"), format!("{head}{row}\n"), format!("{row}\n{head}")] {
                assert_gone(&old, &format!("{other}\n新版到此为止，另有附件若干。\n"), &[row]);
                assert_gone(&old, &format!("A new heading for all of it\n{other}\n"), &[row]);
            }
        }
    }
}

#[test]
fn a_figure_mended_in_its_sentence_is_asked_about() {
    let lines = |figure: &str| {
        format!(
            "老街的尽头有一座桥。\n桥长{figure}米，是本地石匠用青石修的。\n桥头的茶馆早就关了门。\n"
        )
    };
    let old = plain(&lines("四十二"));
    for (figure, state) in [
        ("四十三", PlaceState::Suggested),
        ("52.5", PlaceState::Suggested),
        ("42", PlaceState::Moved),
        ("４２", PlaceState::Moved),
    ] {
        let new = plain(&format!("新版。\n{}", lines(figure)));
        for kept in BOTH {
            let place = place(&old, &new, mark(&old, "桥长四十二米，是本地石匠用青石修的"), kept);
            assert_eq!(place.state, state, "kept:{kept:?} {figure}");
            let found = new.cleaned.text.get(place.clean.unwrap());
            assert_eq!(found, format!("桥长{figure}米，是本地石匠用青石修的"));
        }
    }
}
