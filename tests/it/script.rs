//! The tables of scripts, against every character of them.

use danhuang::clean::{CleanOptions, ScriptChoice, clean};
use danhuang::text::script::{to_simplified, to_traditional};
use danhuang::text::{Source, Text};

const VARIANTS: &str = include_str!("../../assets/variants.txt");
const OF_PLACES: [&str; 2] = [
    include_str!("../data/scripts/TWVariants.txt"),
    include_str!("../data/scripts/HKVariants.txt"),
];

/// The entries of a table with all their targets.
fn entries(table: &str) -> impl Iterator<Item = (&str, Vec<&str>)> {
    let lines = table.lines().filter(|line| !line.starts_with('#'));
    lines.filter_map(|line| line.split_once('\t')).map(|(from, to)| (from, to.split(' ').collect()))
}

#[test]
fn every_other_form_becomes_the_one_of_simplified_and_no_more() {
    let simplified = |text: &str| to_simplified().converted(text);
    let mut count = 0;
    for (from, to) in entries(VARIANTS) {
        assert_eq!((from.chars().count(), to.len(), to[0].chars().count()), (1, 1, 1), "{from}");
        assert_eq!(simplified(from), to[0], "{from}");
        assert_eq!(simplified(to[0]), to[0], "{from}: {} is not Simplified", to[0]);
        count += 1;
    }
    assert!(count > 280, "{count}");
}

#[test]
fn the_forms_of_taiwan_and_hong_kong_become_the_same_simplified() {
    // Other words, not other forms: 只 and 衹 are not each other's only one, 鯰 and 顎 are other characters; what few fonts show stays.
    let apart = ["幺", "潨", "着", "鮎", "齶", "只", "蔿"];
    for (standard, forms) in OF_PLACES.into_iter().flat_map(entries) {
        for form in forms.into_iter().filter(|_| !apart.contains(&standard)) {
            let simplified = |text: &str| to_simplified().converted(text);
            assert_eq!(simplified(form), simplified(standard), "{form} of {standard}");
        }
    }
}

#[test]
fn traditional_print_has_no_forms_of_dictionaries() {
    const STANDARD: &str = "爲僞啓喫嫺嬀峯潙牀痹癡皁祕竈糉繮纔羣脣蔘蔿衆裏覈踊鉢鍼麪檐";
    let tables = [
        include_str!("../../assets/opencc/STCharacters.txt"),
        include_str!("../../assets/opencc/STPhrases.txt"),
    ];
    for (from, _) in tables.into_iter().flat_map(entries) {
        let to = to_traditional().converted(from);
        assert_eq!(to.chars().count(), from.chars().count());
        assert!(!to.contains(|c| STANDARD.contains(c)), "{from} became {to}");
    }
}

#[test]
fn what_is_written_every_day_is_written_so() {
    for (traditional, simplified) in [
        ("他揹著一個大揹包，走進學校的宿舍裡", "他背着一个大背包，走进学校的宿舍里"),
        ("砲聲使人麻痺，火燄四起", "炮声使人麻痹，火焰四起"),
        ("牠從昏迷中甦醒，徬徨不安", "它从昏迷中苏醒，彷徨不安"),
        ("痲痺的人們後來說話", "麻痹的人们后来说话"),
        (
            "隄防、水菓、粧扮、暱稱、搥打、鑛工、隣居、鼈",
            "堤防、水果、妆扮、昵称、捶打、矿工、邻居、鳖",
        ),
    ] {
        assert_eq!(to_simplified().converted(traditional), simplified);
    }
    for (simplified, traditional) in [
        ("宿舍里舍不得吃方便面", "宿舍裡捨不得吃方便麵"),
        ("他刚才吃了面包", "他剛才吃了麵包"),
        ("墙上有一个钟，六点钟了，他姓钟爱唱", "牆上有一個鐘，六點鐘了，他姓鍾愛唱"),
        ("群众在山峰上启程，床里的秘密", "群眾在山峰上啟程，床裡的秘密"),
    ] {
        assert_eq!(to_traditional().converted(simplified), traditional);
    }
}

#[test]
fn other_forms_tell_a_traditional_text() {
    let source: Text<Source> = Text::new("他揹著砲走，牠在隣家。");
    let options = CleanOptions { script: ScriptChoice::Simplified, ..CleanOptions::default() };
    assert_eq!(clean(&source, &[], &options).text.as_str(), "他背着炮走，它在邻家。");
    // Names keep theirs.
    for name in ["王喆", "林堃", "甯先生", "许甦"] {
        assert_eq!(to_simplified().converted(name), name);
    }
}
