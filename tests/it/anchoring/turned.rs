//! A sentence whose words were changed may say the contrary: its place is asked about, never believed.

use danhuang::placing::PlaceState;

use crate::anchoring::laws::plain;
use crate::anchoring::{Kept, only, place};

/// A text with a sentence between others.
fn around(sentence: &str) -> String {
    format!(
        "老水厂在城北的柳林边上，院墙外面是一条小河。\n那一年的夏天雨下得很大，河水涨到了门口。{sentence}。         后来的人说起这件事，都要看一看墙上的水痕。\n水痕是用白漆画的，旁边写着日期。\n"
    )
}

#[test]
fn a_passage_whose_sense_was_turned_is_asked_about() {
    for (old, new) in [
        ("我当时只想一件事：不能让医院断水", "我当时只想一件事：只能让医院断水"),
        ("忙了一夜的人里没有人喊累", "忙了一夜的人里人人都喊累"),
        ("他们赶到那里的时候，水已经漫过了膝盖", "他们赶到那里的时候，水还没有漫过膝盖"),
        ("那时候没有机器", "那时候只有机器"),
        ("旧泵房改成了展览室", "旧泵房拆成了展览室"),
        ("管道的压力上升了", "管道的压力下降了"),
        ("They did find the leak that night", "They did not find the leak that night"),
        ("They could find the leak that night", "They couldn't find the leak that night"),
    ] {
        for (from, to, kept) in [(old, new, Kept::Yes), (new, old, Kept::Yes), (old, new, Kept::No)]
        {
            let [before, after] = [from, to].map(|sentence| plain(&around(sentence)));
            let mark = only(&before, from).unwrap();
            let state = place(&before, &after, mark, kept).state;
            let is_asked = matches!(state, PlaceState::Suggested | PlaceState::Orphan);
            assert!(is_asked, "kept:{kept:?} {from} → {to}: {state:?}");
            assert!(kept == Kept::No || state == PlaceState::Suggested, "{from} → {to}: {state:?}");
        }
    }
}

#[test]
fn words_that_are_denied_from_outside_are_asked_about() {
    let [before, after] =
        ["水漫过了膝盖", "水从来没有漫过了膝盖"].map(|sentence| plain(&around(sentence)));
    let mark = only(&before, "漫过了膝盖").unwrap();
    assert_eq!(place(&before, &after, mark, Kept::Yes).state, PlaceState::Suggested);
    // Nor are they believed where nothing else moved them.
    let [before, after] =
        ["我们都能让医院断水", "我们不能让医院断水"].map(|sentence| plain(&around(sentence)));
    let [before, after] = [before, plain(&after.imported.text.as_str().replace("不能", "都不"))];
    let mark = only(&before, "让医院断水").unwrap();
    let state = place(&before, &after, mark, Kept::Yes).state;
    assert_eq!(state, PlaceState::Suggested);
}

#[test]
fn the_same_words_written_otherwise_are_believed() {
    for (old, new) in [
        ("水已经漫过了膝盖，没有人喊累", "水已經漫過了膝蓋，沒有人喊累"),
        ("水已经漫过了膝盖，没有人喊累", "水已经漫过了膝盖,没有人喊累"),
        ("水已经漫过了膝盖，没有人喊累", "水已经漫过(màn guò)了膝盖，没有人喊累"),
        ("水已经漫过了膝盖，没有人喊累", "水已经漫过了　膝盖，没有 人喊累"),
    ] {
        let [before, after] =
            [old, new].map(|sentence| plain(&around(&format!("第一班{sentence}"))));
        let after = plain(&format!("新加的一行。\n{}", after.imported.text.as_str()));
        // Of a reading so long too little is left to be sure without the old text.
        let kept_or_not = if new.contains('(') { &[Kept::Yes][..] } else { &[Kept::Yes, Kept::No] };
        for kept in kept_or_not.iter().copied() {
            let state = place(&before, &after, only(&before, old).unwrap(), kept).state;
            assert_eq!(state, PlaceState::Moved, "kept:{kept:?} {new}");
        }
    }
}

#[test]
fn two_figures_mended_in_one_paragraph_are_both_asked_about() {
    let text = |months: &str, tons: &str| {
        format!(
            "老水厂是那一年建的。\n为了赶在夏天以前通水，两千多人干了{months}，没有机器，全靠肩挑手抬。             水厂建成的时候，一天能供{tons}，够半个城的人喝。\n后来又扩建了三次。\n"
        )
    };
    let old = plain(&text("七个月", "八百吨"));
    let new = plain(&text("九个月", "八千吨"));
    for (mark, want) in [("两千多人干了七个月", "两千多人干了九个月"), ("八百吨", "八千吨")]
    {
        let place = place(&old, &new, only(&old, mark).unwrap(), Kept::Yes);
        let found = place.clean.map(|span| new.cleaned.text.get(span));
        assert_eq!((place.state, found), (PlaceState::Suggested, Some(want)));
    }
}

#[test]
fn a_slip_that_was_mended_and_a_word_of_grammar_are_no_reason_to_ask() {
    for (old, new) in [
        ("水厂的帐目由会计一个人管着", "水厂的账目由会计一个人管着"),
        ("学得慢，可是学会了就再也不会忘记", "学得慢，但是学会了就再也不会忘记"),
        ("现在只要一个上午的工夫就够了", "如今只要一个上午的工夫就够了"),
        ("They recieved the letter on the same day", "They received the letter on the same day"),
    ] {
        let [before, after] = [old, new].map(|sentence| plain(&around(sentence)));
        for kept in [Kept::Yes, Kept::No] {
            let place = place(&before, &after, only(&before, old).unwrap(), kept);
            let found = place.clean.map(|span| after.cleaned.text.get(span));
            assert_eq!((place.state, found), (PlaceState::Moved, Some(new)), "kept:{kept:?}");
        }
    }
}

#[test]
fn a_word_changed_in_a_whole_sentence_is_no_reason_to_ask_and_two_are() {
    let sentence = |verb: &str, place: &str| {
        format!("那一年秋天县里派来的技术员把旧泵房{verb}了展览室，钥匙一直放在{place}的传达室里")
    };
    for (verb, place_name, state) in
        [("改建成", "门口", PlaceState::Moved), ("改造成", "路口", PlaceState::Suggested)]
    {
        let (old, new) = (sentence("改成", "门口"), sentence(verb, place_name));
        let [before, after] = [&old, &new].map(|sentence| plain(&around(sentence)));
        let place = place(&before, &after, only(&before, &old).unwrap(), Kept::Yes);
        let found = place.clean.map(|span| after.cleaned.text.get(span));
        assert_eq!((place.state, found), (state, Some(new.as_str())));
    }
}

#[test]
fn what_stands_between_a_passages_neighbours_is_asked_about_though_half_of_it_is_new() {
    let text = |months: &str, tons: &str, room: &str| {
        format!(
            "老水厂是那一年建的。\n为了赶在夏天以前通水，两千多人干了{months}，没有机器，全靠肩挑手抬。水厂建成的时候，一天能供{tons}，够半个城的人喝。后来又扩建了三次，旧泵房改作{room}，钥匙放在传达室里。\n新的机器装在河对岸。\n"
        )
    };
    let old = plain(&text("七个月", "八百吨", "工人宿舍"));
    let new = plain(&text("九个月", "六千吨", "职工宿舍"));
    for (mark, want) in [
        (
            "两千多人干了七个月，没有机器，全靠肩挑手抬。水厂建成的时候，一天能供八百吨",
            "两千多人干了九个月，没有机器，全靠肩挑手抬。水厂建成的时候，一天能供六千吨",
        ),
        ("一天能供八百吨，够半个城的人喝", "一天能供六千吨，够半个城的人喝"),
        ("两千多人干了七个月", "两千多人干了九个月"),
        ("八百吨", "六千吨"),
        ("工人宿舍", "职工宿舍"),
    ] {
        for kept in [Kept::Yes, Kept::No] {
            let place = place(&old, &new, only(&old, mark).unwrap(), kept);
            let found = place.clean.map(|span| new.cleaned.text.get(span));
            assert_eq!((place.state, found), (PlaceState::Suggested, Some(want)), "kept:{kept:?}");
        }
    }
    // Where the neighbours closed ranks it is gone.
    let without = new
        .imported
        .text
        .as_str()
        .replace("，够半个城的人喝", "")
        .replace("旧泵房改作职工宿舍，", "");
    let without = plain(&without);
    for (mark, kept) in ["够半个城的人喝", "工人宿舍"]
        .into_iter()
        .flat_map(|mark| [(mark, Kept::Yes), (mark, Kept::No)])
    {
        let state = place(&old, &without, only(&old, mark).unwrap(), kept).state;
        assert_eq!(state, PlaceState::Orphan, "kept:{kept:?} {mark}");
    }
}
