//! The texts of finding and getting about.

use crate::app::Phrase;
use crate::search::{PatternProblem, PatternWhy, Switches};
use crate::text::{Bilingual, Language};

const fn t(zh: &'static str, en: &'static str) -> Bilingual {
    Bilingual::new(zh, en)
}

/// In the empty find field.
pub const FIND_HINT: Bilingual = t("查找正文", "Find in text");
/// A find without a hit.
pub const NO_HITS: Bilingual = t("没有找到", "No hits");
/// The switch for finding exactly.
pub const EXACT: Bilingual = t("精确", "Exact");
/// What it does.
pub const EXACT_TIP: Bilingual = t(
    "区分大小写、全半角、繁简和空格",
    "Tells apart case, width, Traditional and Simplified, and spaces",
);
/// The switch for whole words.
pub const WHOLE_WORD: Bilingual = t("整词", "Word");
/// What it does.
pub const WHOLE_WORD_TIP: Bilingual =
    t("只找完整的词，中文按词典断词", "Whole words only; Chinese by dictionary");
/// The switch for regular expressions.
pub const REGEX: Bilingual = t("正则", "Regex");
/// What it does.
pub const REGEX_TIP: Bilingual = t("按正则表达式查找", "Find by regular expression");
/// The switch for pinyin.
pub const PINYIN: Bilingual = t("拼音", "Pinyin");
/// What it does.
pub const PINYIN_TIP: Bilingual =
    t("字母也当拼音：qiye、qy 都能找到“企业”", "Letters are pinyin too: qiye and qy find 企业");
/// A selection that is no sensible query.
pub const SELECTION_TOO_LONG: Bilingual =
    t("选中的文字太长，不能直接查找", "The selection is too long to be sought");
/// After the last hit comes the first.
pub const FROM_THE_START: Bilingual = t("已到结尾，从头继续", "Went on from the start");
/// Before the first hit comes the last.
pub const FROM_THE_END: Bilingual = t("已到开头，从结尾继续", "Went on from the end");

/// A place that was typed and is none.
pub const NO_PLACE: Bilingual = t(
    "请输入段号，如 120；或百分比，如 42%",
    "Type a paragraph such as 120, or a percentage such as 42%",
);
/// A percentage beyond the text.
pub const NO_SUCH_PERCENT: Bilingual =
    t("百分比要在 0 到 100 之间", "A percentage lies between 0 and 100");
/// The field that a place is typed in.
pub const PLACE_FIELD: Bilingual = t("段号或百分比", "Paragraph or percent");

/// After a bookmark was put in.
pub const BOOKMARKED: Bilingual = t("已加书签", "Bookmark added");
/// After one was taken out.
pub const BOOKMARK_REMOVED: Bilingual =
    t("已取消书签，Ctrl+Z 可撤销", "Bookmark removed; Ctrl+Z brings it back");
/// The list of a document without bookmarks.
pub const NO_BOOKMARKS: Bilingual = t(
    "还没有书签。读到要记住的地方，按 Ctrl+D。",
    "No bookmarks yet. Press Ctrl+D where you want to come back to.",
);
/// Takes a bookmark out.
pub const REMOVE_BOOKMARK: Bilingual = t("删除书签", "Remove bookmark");
/// A place in the margin that has a bookmark.
pub const BOOKMARK: Bilingual = t("书签", "Bookmark");

/// In the palette's empty field.
pub const PALETTE_HINT: Bilingual =
    t("标题、标注、书签、最近的文档；可用拼音", "Headings, notes, bookmarks, recent documents");
/// The palette's field by name.
pub const PALETTE_FIELD: Bilingual = t("跳转", "Go anywhere");
/// What the palette's first letters mean.
pub const PALETTE_FOOT: Bilingual =
    t("> 命令　@ 标题　# 标签　/ 正文", "> commands   @ headings   # tags   / text");
/// A palette without an entry that fits.
pub const NOTHING_FITS: Bilingual = t("没有符合的结果", "Nothing matches");

/// The title of a kind of place in the palette.
pub const KIND_HEADING: Bilingual = t("标题", "Heading");
/// The same.
pub const KIND_NOTE: Bilingual = t("标注", "Note");
/// The same.
pub const KIND_RECENT: Bilingual = t("文档", "Document");
/// The same.
pub const KIND_COMMAND: Bilingual = t("命令", "Command");

/// Back from a group of the menu.
pub const MENU_BACK: Bilingual = t("返回", "Back");

/// "3 / 17", or that there is none.
pub fn hits(language: Language, current: usize, count: usize, is_cut: bool) -> String {
    if count == 0 {
        return NO_HITS.get(language).to_owned();
    }
    let more = if is_cut { "+" } else { "" };
    format!("{} / {}{more}", super::grouped(current + 1), super::grouped(count))
}

/// "17 处", of the hits under a heading.
pub fn n_hits(language: Language, count: usize) -> String {
    let counted = super::grouped(count);
    match (language, count) {
        (Language::Chinese, _) => format!("{counted} 处"),
        (Language::English, 1) => "1 hit".to_owned(),
        (Language::English, _) => format!("{counted} hits"),
    }
}

/// Words of a find that stand in what was taken away.
pub fn taken_hits(language: Language, count: usize) -> String {
    let counted = super::grouped(count);
    match language {
        Language::Chinese => format!("清理掉的文字里还有 {counted} 处"),
        Language::English if count == 1 => "1 more in what was taken away".to_owned(),
        Language::English => format!("{counted} more in what was taken away"),
    }
}

/// Finds what was typed in the text.
pub fn find_in_text(language: Language, typed: &str) -> String {
    match language {
        Language::Chinese => format!("在正文里查找“{typed}”"),
        Language::English => format!("Find \"{typed}\" in the text"),
    }
}

/// "第 12 段".
pub fn paragraph(language: Language, number: usize) -> String {
    let number = super::grouped(number);
    match language {
        Language::Chinese => format!("第 {number} 段"),
        Language::English => format!("Paragraph {number}"),
    }
}

/// "1–120 段，或 0–100%".
pub fn places_there_are(language: Language, n_paragraphs: usize) -> String {
    let count = super::grouped(n_paragraphs);
    match language {
        Language::Chinese => format!("共 {count} 段；也可输入百分比，如 42%"),
        Language::English => format!("{count} paragraphs; or a percentage, such as 42%"),
    }
}

/// A paragraph that the text does not have.
pub fn no_such_paragraph(count: usize) -> Phrase {
    let count = super::grouped(count);
    Phrase::new(format!("全文共 {count} 段"), format!("The text has {count} paragraphs"))
}

/// Why a regular expression is none, in a sentence.
pub fn pattern_problem(language: Language, problem: &PatternProblem) -> String {
    let why = match problem.why {
        PatternWhy::Bracket => t("括号没有配对", "A bracket has no partner"),
        PatternWhy::Set => {
            t("方括号里的字符集不完整", "The set in square brackets is not complete")
        }
        PatternWhy::Repetition => {
            t("重复符号（* + ? {}）用错了地方", "A repetition (* + ? {}) is out of place")
        }
        PatternWhy::Escape => {
            t("反斜杠后面的写法不认识", "What follows the backslash is not known")
        }
        PatternWhy::Unsupported => {
            t("不支持环视和反向引用", "Looking around and back-references are not supported")
        }
        PatternWhy::TooLarge => t("这个表达式太大了", "The expression is too large"),
        PatternWhy::Other => {
            t("这不是完整的正则表达式", "This is not a complete regular expression")
        }
    };
    let why = why.get(language);
    match (language, problem.at) {
        (_, None) => why.to_owned(),
        (Language::Chinese, Some(at)) => format!("{why}（第 {} 个字符）", at + 1),
        (Language::English, Some(at)) => format!("{why} (character {})", at + 1),
    }
}

/// The list of a find without a hit: which switches may be why, and which may help.
pub fn no_hits_hint(language: Language, switches: Switches) -> String {
    let on = [
        (EXACT, switches.is_exact),
        (WHOLE_WORD, switches.is_whole_word),
        (REGEX, switches.is_regex),
    ];
    let on: Vec<&str> =
        on.iter().filter(|(_, is_on)| *is_on).map(|(name, _)| name.get(language)).collect();
    let pinyin = PINYIN.get(language);
    match (language, on.is_empty(), switches.is_pinyin) {
        (Language::Chinese, true, true) => "没有结果。".to_owned(),
        (Language::Chinese, true, false) => format!("没有结果。可以打开{pinyin}再试。"),
        (Language::Chinese, false, true) => format!("没有结果。可以关掉{}再试。", on.join("、")),
        (Language::Chinese, false, false) => {
            format!("没有结果。可以关掉{}，或打开{pinyin}再试。", on.join("、"))
        }
        (Language::English, true, true) => "Nothing here.".to_owned(),
        (Language::English, true, false) => format!("Nothing here. Try with {pinyin}."),
        (Language::English, false, true) => {
            format!("Nothing here. Try without {}.", on.join(", "))
        }
        (Language::English, false, false) => {
            format!("Nothing here. Try without {}, or with {pinyin}.", on.join(", "))
        }
    }
}
