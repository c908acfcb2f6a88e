//! Verse in a text that does not call it so: its lines, its stanzas and the titles above it stay what they are.

use danhuang::clean::CleanOptions;
use danhuang::document::{BlockKind, Document};

fn document(text: &str) -> Document {
    Document::new("诗.txt", text.as_bytes(), None, &CleanOptions::default()).unwrap()
}

/// A line a paragraph: `|` before each verse, `||` before the first of a stanza, `#` before title and headings.
fn shown(text: &str) -> String {
    let document = document(text);
    let line = |block: &danhuang::document::Block| {
        let sign = match block.kind {
            BlockKind::Verse if block.is_in_stanza => "|",
            BlockKind::Verse => "||",
            BlockKind::Title | BlockKind::Heading(_) => "#",
            _ => "",
        };
        format!("{sign}{}\n", document.cleaned.text.get(block.span))
    };
    document.blocks.iter().map(line).collect()
}

const COLLECTION: &str = "唐诗选读

静夜思
李白

床前明月光，
疑是地上霜。
举头望明月，
低头思故乡。

登鹳雀楼
〔唐〕王之涣

白日依山尽，黄河入海流。
欲穷千里目，更上一层楼。

鹿柴

空山不见人，但闻人语响。
返景入深林，复照青苔上。
";

#[test]
fn poems_of_a_collection_stand_under_their_titles() {
    let wanted = "#唐诗选读
#静夜思
李白
||床前明月光，
|疑是地上霜。
|举头望明月，
|低头思故乡。
#登鹳雀楼
〔唐〕王之涣
||白日依山尽，黄河入海流。
|欲穷千里目，更上一层楼。
#鹿柴
||空山不见人，但闻人语响。
|返景入深林，复照青苔上。
";
    assert_eq!(shown(COLLECTION), wanted);
}

#[test]
fn blank_lines_between_stanzas_still_part_them() {
    let poem = "渡口的灯
海子

轻轻的水声走近了，
又轻轻地走远；
有一盏灯还亮着，
在没有船的岸边。

它照着去年的草，
照着草里的露水，
照着一条旧的缆绳，
和缆绳上的余晖。
";
    let wanted = "#渡口的灯
海子
||轻轻的水声走近了，
|又轻轻地走远；
|有一盏灯还亮着，
|在没有船的岸边。
||它照着去年的草，
|照着草里的露水，
|照着一条旧的缆绳，
|和缆绳上的余晖。
";
    assert_eq!(shown(poem), wanted);
    assert_eq!(shown(&poem.replace("\n\n", "\n")).matches("||").count(), 1, "one stanza");
}

#[test]
fn an_english_poem_is_not_joined_to_paragraphs() {
    let poem = "Two Roads
by A. Writer

Two roads went off beyond the hill,
And one of them was bare and still;
I took the one that no one knew,
And that is all I ever do.

The other lay in morning light,
And bent away and out of sight;
I keep it for another day,
If ever I should go that way.
";
    let shown = shown(poem);
    assert_eq!(shown.matches("||").count(), 2, "{shown}");
    assert_eq!(shown.matches("\n|").count(), 8, "{shown}");
    assert!(
        shown.starts_with("#Two Roads\n||Two"),
        "whose it is stands in the line below: {shown}"
    );
}

#[test]
fn verse_quoted_in_prose_is_verse_and_the_prose_is_not() {
    let prose = "那年冬天他常常一个人站在渡口，把这四行诗念了又念，念到后来连水声都听不见了，只看见雪落在船篷上。";
    let text = format!(
        "读诗札记\n\n{prose}\n\n轻轻的水声走近了，\n又轻轻地走远；\n有一盏灯还亮着，\n在没有船的岸边。\n\n{prose}\n"
    );
    let shown = shown(&text);
    assert_eq!(shown.matches('|').count(), 5, "{shown}");
    assert_eq!(shown.matches(&format!("\n{prose}\n")).count(), 2, "{shown}");
}

#[test]
fn talk_lists_records_and_broken_lines_are_no_verse() {
    let long = "她转身走出门去，雨点打在屋檐上，噼里啪啦地响，像是有人在远处敲着一面破鼓，一下一下，没有停的意思。";
    for text in [
        format!("第一章 雨夜\n\n“你来了。”\n“来了。”\n他没有再说话。\n雨下得很大。\n“坐吧。”\n“不坐了。”\n{long}\n"),
        format!("第一章\n\n他没有再说话。\n\n雨下得很大。\n\n她坐下来。\n\n门开着。\n\n{long}\n"),
        "用料\n\n鸡蛋 两个\n面粉 两百克\n牛奶 一杯\n白糖 少许\n\n做法\n\n打散鸡蛋\n加入面粉\n倒入牛奶\n搅拌均匀\n".to_owned(),
        "张三：今天去不去？\n李四：去。\n张三：几点？\n李四：三点，老地方。\n".to_owned(),
        "一、苹果三斤，\n二、梨子两斤，\n三、桃子五斤，\n四、李子一斤。\n".to_owned(),
        "北京\n上海\n广州\n深圳\n杭州\n南京\n".to_owned(),
        "那一年的水很大，渡口停了整整一个夏\n天，外公每天早上都去看水位，回来的\n时候裤腿总是湿的，他说今年的水比民\n国二十年还要大，河堤上的柳树只露出\n半个树冠，像一排绿色的伞。第二年春\n天水退了，渡口又热闹起来，可是外公\n再也没有回来过，只留下那条旧船。\n".to_owned(),
    ] {
        let shown = shown(&text);
        assert!(!shown.contains('|'), "{shown}");
    }
}
