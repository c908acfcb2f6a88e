//! What is said of selecting, marking and tags.

use crate::app::texts::noting::marks;
use crate::exchange::codebook_rows::CodebookError;
use crate::notebook::{LinePattern, TagNameError, Taken};
use crate::text::{Bilingual, Language, Phrase};

const fn t(zh: &'static str, en: &'static str) -> Bilingual {
    Bilingual::new(zh, en)
}

/// The caret is on the page.
pub const CARET_ON: Bilingual = t(
    "光标浏览：方向键移动，Shift 选择，F7 结束",
    "Caret browsing: arrows move, Shift selects, F7 ends",
);
/// The accessible name of the caret.
pub const CARET: Bilingual = t("光标", "Caret");
/// No mark is active to be joined.
pub const JOIN_WHAT: Bilingual = t("先点一处标注，再按 U 合并", "Click a mark first, then press U");
/// Nothing stands beside the mark.
pub const NO_MARK_TO_JOIN: Bilingual =
    t("旁边没有相邻或重叠的标注", "No mark overlaps this one or stands beside it");
/// It is not clear where a mark is to be split.
pub const SPLIT_WHERE: Bilingual = t(
    "按 F7 把光标放到标注里，或在标注里选一段，再按 S",
    "Put the caret into a mark with F7, or select within one, then press S",
);
/// A slot without a tag, while the marker is in hand.
pub const EMPTY_SLOT: Bilingual = t("这个数字还没有标签", "No tag has this digit");
/// The accessible names of the handles at the ends of a mark.
pub const START_HANDLE: Bilingual = t("标注首端", "Start of the mark");
/// The other one.
pub const END_HANDLE: Bilingual = t("标注末端", "End of the mark");
/// The list of marks that lie upon each other.
pub const STACK: Bilingual = t("重叠的标注", "Overlapping marks");

/// What the armed marker is about to do.
pub fn marker_in_hand(language: Language, tag: Option<&str>, color: &str) -> String {
    match (language, tag) {
        (Language::Chinese, Some(tag)) => {
            format!("标记笔 #{tag} · 拖选即标 · 1–9 换标签 · Esc 放下")
        }
        (Language::Chinese, None) => format!("标记笔 {color} · 拖选即标 · 1–9 换标签 · Esc 放下"),
        (Language::English, Some(tag)) => {
            format!("Marker #{tag} · drag to mark · 1–9 switches · Esc drops it")
        }
        (Language::English, None) => {
            format!("Marker, {color} · drag to mark · 1–9 switches · Esc drops it")
        }
    }
}

/// Where in a document a passage stands.
pub fn passage_place(headings: &[String], paragraph: usize) -> Phrase {
    let heading = headings.last();
    let zh = heading.map(|words| format!("“{words}”，")).unwrap_or_default();
    let en = heading.map(|words| format!("\"{words}\", ")).unwrap_or_default();
    Phrase::new(format!("{zh}第 {paragraph} 段"), format!("{en}paragraph {paragraph}"))
}

/// Asks for a file with a codebook.
pub const TAKE_CODEBOOK: Bilingual = t("导入标签表…", "Import codebook…");
/// What such a file may be.
pub const TAKE_CODEBOOK_TIP: Bilingual = t(
    "CSV（列：标签、上级、颜色、数字键、说明）或 RON；已有的标签不变",
    "CSV (columns: name, parent, color, slot, description) or RON; tags that exist stay",
);
/// In the empty field of the tag manager.
pub const FILTER_TAGS: Bilingual = t("筛选标签（可用拼音）", "Filter tags");
/// Makes a tag.
pub const NEW_TAG_HERE: Bilingual = t("新建", "New");
/// Its name, still to be typed.
pub const NEW_TAG_HINT: Bilingual = t("新标签，用 / 分上下级", "New tag; / makes a child");
/// The fields of a tag.
pub const TAG_NAME: Bilingual = t("名称", "Name");
/// The tag that it stands under.
pub const TAG_PARENT: Bilingual = t("上级", "Parent");
/// In the empty field for it.
pub const AT_THE_TOP: Bilingual = t("（顶层）", "(top)");
/// What a tag means.
pub const TAG_DESCRIPTION: Bilingual = t("说明", "Description");
/// Its digit key.
pub const TAG_SLOT: Bilingual = t("数字键", "Digit key");
/// No digit key.
pub const NO_SLOT: Bilingual = t("无", "None");
/// A digit that no tag has for its own, and what it does for now.
pub fn lent_key(language: Language, key: u8) -> String {
    match language {
        Language::Chinese => format!("数字 {key} 空着，暂借给它；点一个数字，便一直归它"),
        Language::English => {
            format!("Digit {key} is free and lent to it; click a digit to give it one for good")
        }
    }
}

/// The pattern of its line.
pub const TAG_PATTERN: Bilingual = t("线型", "Line");
/// The pattern of its colour.
pub const PATTERN_OF_COLOR: Bilingual = t("随颜色", "As its colour");
/// Makes it one with another.
pub const MERGE_TAGS: Bilingual = t("合并到…", "Merge into…");
/// Does so.
pub const MERGE_NOW: Bilingual = t("合并", "Merge");
/// In the field for the other.
pub const MERGE_HINT: Bilingual = t("合并到哪个标签？", "Into which tag?");
/// Gives some of its passages another tag.
pub const SPLIT_TAG: Bilingual = t("拆分…", "Split…");
/// Above the passages of a tag that is split.
pub const SPLIT_TICK: Bilingual = t("勾选要拆出去的", "Tick what goes to the new tag");
/// In the field for the new tag.
pub const SPLIT_HINT: Bilingual = t("新标签的名称", "Name of the new tag");
/// Deletes it.
pub const DELETE_TAG: Bilingual = t("删除标签", "Delete tag");
/// Brings a tag to the top.
pub const DROP_AT_TOP: Bilingual = t("拖到这里成为顶层", "Drop here for the top");
/// Above all tags.
pub const ALL_TAGS: Bilingual = t("全部标签", "All tags");
/// No tag is chosen in the manager.
pub const CHOOSE_A_TAG: Bilingual = t(
    "点一个标签来改；拖到另一个上成为它的下级；Ctrl 点选多个可合并。",
    "Click a tag to change it; drag it onto another to put it under that; Ctrl-click several to merge.",
);
/// Goes back from merging or splitting.
pub const GO_BACK: Bilingual = t("返回", "Back");
/// Makes a tag of the passage's own words.
pub fn in_vivo(language: Language, words: &str) -> String {
    // Quotes within quotes are single ones.
    let words = words.replace('“', "‘").replace('”', "’");
    match language {
        Language::Chinese => format!("用原文作标签 “{words}”"),
        Language::English => format!("Tag with its own words “{words}”"),
    }
}
/// A name that would say a digit key.
pub const NO_KEY_IN_NAME: Bilingual =
    t("数字键在“管理标签”里设，不写在名称里", "Set digit keys in \"Manage tags\", not in the name");
/// What the keys of the picker do.
pub const PICKER_KEYS: Bilingual = t(
    "回车 选用 · 逗号 选用并继续 · Alt 1–9 选行 · Ctrl 回车 新建",
    "Enter: choose\u{a0}· Comma: choose another\u{a0}· Alt 1–9: that row\u{a0}· Ctrl Enter: new tag",
);

/// The name of a line's pattern.
pub const fn line_pattern(pattern: LinePattern) -> Bilingual {
    match pattern {
        LinePattern::Solid => t("实线", "Solid"),
        LinePattern::Dashed => t("虚线", "Dashed"),
        LinePattern::Wavy => t("波浪", "Wavy"),
        LinePattern::Dotted => t("点线", "Dotted"),
        LinePattern::Double => t("双线", "Double"),
        LinePattern::DashDot => t("点划线", "Dash-dot"),
        LinePattern::Thick => t("粗线", "Thick"),
        LinePattern::ZigZag => t("锯齿", "Zig-zag"),
    }
}

/// A tag that is called nearly so is there.
pub fn near_tag(language: Language, path: &str) -> String {
    match language {
        Language::Chinese => format!("已有 #{path}，用它？"),
        Language::English => format!("#{path} is there. Use it?"),
    }
}

/// How often a tag is used here and in other documents.
pub fn tag_use(language: Language, here: usize, elsewhere: usize) -> String {
    match language {
        Language::Chinese => format!("本文 {here} 处，其他文档 {elsewhere} 处"),
        Language::English => format!("{here} here, {elsewhere} in other documents"),
    }
}

/// What merging would do.
pub fn merge_preview(
    language: Language,
    names: &str,
    into: &str,
    here: usize,
    elsewhere: usize,
) -> String {
    match language {
        Language::Chinese => format!(
            "{names} 并入 #{into}：本文 {here} 处标注改为它，其他文档 {elsewhere} 处打开时一并换过去；下级标签随之移过去。可以撤销。"
        ),
        Language::English => format!(
            "{names} into #{into}: changes {} here, and {elsewhere} in other documents when these are opened; tags below come along. It can be undone.",
            marks(here)
        ),
    }
}

/// What deleting would do.
pub fn delete_preview(
    language: Language,
    (here, elsewhere): (usize, usize),
    n_below: usize,
) -> String {
    match language {
        Language::Chinese => {
            let below = match n_below {
                0 => String::new(),
                n => format!("它下面的 {n} 个标签移到上一级。"),
            };
            format!(
                "本文 {here} 处、其他文档 {elsewhere} 处标注会留下，只是不再有这个标签。{below}"
            )
        }
        Language::English => {
            let below = match n_below {
                0 => String::new(),
                1 => " The tag below it moves up one level.".to_owned(),
                n => format!(" The {n} tags below it move up one level."),
            };
            let here = marks(here);
            format!("{here} here and {elsewhere} in other documents stay, without this tag.{below}")
        }
    }
}

/// Tags became one.
pub fn tags_merged(into: &str, n_notes: usize) -> Phrase {
    Phrase::new(
        format!("已并入 #{into}，改了 {n_notes} 处标注"),
        format!("Merged into #{into}; {} changed", marks(n_notes)),
    )
}

/// A tag was deleted.
pub fn tag_deleted(name: &str, n_notes: usize) -> Phrase {
    Phrase::new(
        format!("已删除标签 #{name}，{n_notes} 处标注留着；Ctrl+Z 撤销"),
        format!("Tag #{name} deleted, {} kept; Ctrl+Z undoes it", marks(n_notes)),
    )
}

/// Why a tag cannot be so.
pub fn tag_refused(error: TagNameError) -> Phrase {
    match error {
        TagNameError::Taken => {
            Phrase::new("同一级已有这个名称的标签", "A tag beside it has this name")
        }
        TagNameError::Circle => {
            Phrase::new("标签不能放到它自己下面", "A tag cannot stand under itself")
        }
        TagNameError::Empty
        | TagNameError::TooLong
        | TagNameError::Control
        | TagNameError::Separator => super::BAD_TAG_NAME.into(),
    }
}

/// Splits so many passages off.
pub fn split_now(language: Language, count: usize) -> String {
    match language {
        Language::Chinese => format!("拆出 {count} 处"),
        Language::English => format!("Split off {count}"),
    }
}

/// Merges a tag into another one, as a button says it.
pub fn merge_into(language: Language, path: &str) -> String {
    match language {
        Language::Chinese => format!("合并到 #{path}"),
        Language::English => format!("Merge into #{path}"),
    }
}

/// A codebook was taken in.
pub fn codebook_taken(taken: &Taken) -> Phrase {
    let lines: Vec<String> = taken.refused.iter().take(5).map(usize::to_string).collect();
    let (mut zh, mut en) = (
        format!("新标签 {} 个，已有 {} 个", taken.n_new, taken.n_known),
        format!("{} new tags, {} were there", taken.n_new, taken.n_known),
    );
    if !lines.is_empty() {
        zh.push_str(&format!(
            "；{} 行没有可用的名称（第 {} 个）",
            taken.refused.len(),
            lines.join("、")
        ));
        en.push_str(&format!(
            "; {} rows name no tag (row {})",
            taken.refused.len(),
            lines.join(", ")
        ));
    }
    Phrase::new(zh, en)
}

/// A file is no codebook in RON.
pub fn no_codebook(name: &str, why: &str) -> Phrase {
    Phrase::new(
        format!("这个 RON 文件里没有标签表（{why}）：{name}"),
        format!("no codebook in this RON file ({why}): {name}"),
    )
}

/// A table is no codebook.
pub fn no_codebook_table(name: &str, error: &CodebookError) -> Phrase {
    let zh = match error {
        CodebookError::NoNames => {
            "第一行里没有叫“标签”“名称”或 path、name、tag、code 的列".to_owned()
        }
        CodebookError::Line(line) => format!("第 {line} 行读不了"),
    };
    Phrase::new(format!("{zh}：{name}"), format!("{error}: {name}"))
}

/// Nothing is sought whose hits could be marked.
pub const FIND_FIRST: Bilingual = t(
    "先查找（Ctrl+F），再把结果一起标上标签",
    "Find something first (Ctrl+F), then mark its hits",
);
/// Where hits are marked.
pub const WHOLE_DOCUMENT: Bilingual = t("全文", "Document");
/// In all documents of the library.
pub const WHOLE_LIBRARY: Bilingual = t("全部文档", "Library");
/// In the section that is read.
pub const THIS_SECTION: Bilingual = t("本节", "This section");
/// How much around each hit.
pub const THE_HIT: Bilingual = t("命中的字", "The hit");
/// The sentence it stands in.
pub const ITS_SENTENCE: Bilingual = t("所在句", "Its sentence");
/// The paragraph it stands in.
pub const ITS_PARAGRAPH: Bilingual = t("所在段", "Its paragraph");
/// A stretch that is not marked.
pub const LEFT_OUT: Bilingual = t("不标", "left out");

/// Marks so many stretches.
pub fn mark_hits(language: Language, count: usize) -> String {
    match language {
        Language::Chinese => format!("标记 {count} 处"),
        Language::English => format!("Mark {count}"),
    }
}

/// So many stretches were marked, and so many were already.
pub fn hits_marked(tag: &str, n_marked: usize, n_known: usize) -> Phrase {
    let (mut zh, mut en) =
        (format!("#{tag} 标了 {n_marked} 处"), format!("{n_marked} marked with #{tag}"));
    if n_known > 0 {
        zh.push_str(&format!("，{n_known} 处已有"));
        en.push_str(&format!(", {n_known} were already"));
    }
    Phrase::new(zh, en)
}
