//! The texts of the notes panel, of undo, and of what is written about notes.

use crate::app::library_notes::NoteScope;
use crate::app::note_list::{Facet, Sorting};
use crate::text::{Bilingual, Language, Phrase};

const fn t(zh: &'static str, en: &'static str) -> Bilingual {
    Bilingual::new(zh, en)
}

/// Opens what the list is narrowed and ordered by.
pub const FILTER_NOTES: Bilingual = t("筛选与排序", "Filter and order");
/// Writes the notes that are shown.
pub const EXPORT_SHOWN: Bilingual = t("导出列出的标注…", "Export what is listed…");
/// Copies them.
pub const COPY_SHOWN: Bilingual =
    t("把列出的标注复制为 Markdown", "Copy what is listed as Markdown");
/// Before the ways to group.
pub const GROUP_BY: Bilingual = t("分组", "Group by");
/// Before the ways to sort.
pub const SORT_BY: Bilingual = t("排序", "Sort by");
/// Before the colours.
pub const COLORS: Bilingual = t("颜色", "Colours");
/// Before the tags.
pub const TAGS_IN_USE: Bilingual = t("标签", "Tags");
/// Before the documents.
pub const DOCUMENTS: Bilingual = t("文档", "Documents");
/// What notes of the library are put together by, where those of a document are by section.
pub const BY_DOCUMENT: Bilingual = t("文档", "Document");
/// While the library's notes are read.
pub const READING_LIBRARY: Bilingual = t("正在读取全库的标注…", "Reading the library's notes…");
/// Why marks of other documents are not merged.
pub const MERGE_HERE_ONLY: Bilingual = t(
    "只能合并当前文档里的标注：所选的有别的文档的",
    "Only marks of the shown document can be merged; some of these are elsewhere",
);
/// Before what else can be asked for.
pub const MORE_FACETS: Bilingual = t("其他", "More");
/// How something is left out.
pub const NOT_HINT: Bilingual = t(
    "按住 Shift 点标签：排除。按住 Ctrl 或 Shift 点卡片：多选。",
    "Shift on a chip leaves it out; Ctrl or Shift on a card chooses several.",
);
/// Notes without a tag.
pub const UNTAGGED: Bilingual = t("无标签", "Untagged");
/// Notes without words.
pub const WITHOUT_NOTE: Bilingual = t("无批注", "Without note");
/// Shows all again.
pub const SHOW_ALL: Bilingual = t("清除筛选", "Clear the filter");
/// Chooses all that is listed.
pub const CHOOSE_ALL: Bilingual = t("全选列出的", "Choose all listed");
/// Lets the choice go.
pub const CHOOSE_NONE: Bilingual = t("取消选择", "Choose none");
/// Tags all that are chosen.
pub const TAG_CHOSEN: Bilingual = t("打标签…", "Tag…");
/// Colours them.
pub const COLOR_CHOSEN: Bilingual = t("换颜色", "Recolour");
/// Makes one of those that touch.
pub const MERGE_CHOSEN: Bilingual = t("合并相邻", "Merge adjacent");
/// Writes them.
pub const EXPORT_CHOSEN: Bilingual = t("导出所选…", "Export chosen…");
/// Copies them.
pub const COPY_CHOSEN: Bilingual = t("复制为 Markdown", "Copy as Markdown");
/// Removes them.
pub const REMOVE_CHOSEN: Bilingual = t("删除所选", "Remove chosen");
/// None of the chosen touch.
pub const NOTHING_ADJACENT: Bilingual =
    t("所选标注没有相邻的", "None of the chosen marks touch each other");
/// Undoes what a notice tells of.
pub const UNDO: Bilingual = t("撤销", "Undo");

/// A way to sort.
pub const fn sorting(sorting: Sorting) -> Bilingual {
    match sorting {
        Sorting::Place => t("位置", "Place"),
        Sorting::Made => t("新建", "Newest"),
        Sorting::Changed => t("改动", "Changed"),
    }
}

/// "不含 数据": a chip of what is left out.
pub fn without(language: Language, name: &str) -> String {
    match language {
        Language::Chinese => format!("不含 {name}"),
        Language::English => format!("not {name}"),
    }
}

/// A facet's name; colours and tags have their own.
pub const fn facet(facet: &Facet) -> Bilingual {
    match facet {
        Facet::Color(color) => super::color(*color),
        Facet::Tag(_) => TAGS_IN_USE,
        Facet::Untagged => UNTAGGED,
        Facet::WithNote => super::WITH_NOTE,
        Facet::WithoutNote => WITHOUT_NOTE,
        Facet::ToCheck => super::TO_CHECK,
        Facet::Unplaced => super::UNPLACED,
        Facet::Document(_) => DOCUMENTS,
    }
}

/// "6 / 128": how many of all are listed.
pub fn shown_of(n_shown: usize, n_all: usize) -> String {
    format!("{} / {}", super::grouped(n_shown), super::grouped(n_all))
}

/// Which notes are listed.
pub const fn note_scope(scope: NoteScope) -> Bilingual {
    match scope {
        NoteScope::Document => t("本文", "This document"),
        NoteScope::Library => t("全库", "Library"),
    }
}

/// "128 划线 · 36 批注 · 4 文档".
pub fn library_counts(language: Language, [marks, notes, documents]: [usize; 3]) -> String {
    let [n_marks, n_notes, n_documents] = [marks, notes, documents].map(super::grouped);
    match language {
        Language::Chinese => format!("{n_marks} 划线 · {n_notes} 批注 · {n_documents} 文档"),
        Language::English => {
            let s = |count: usize| if count == 1 { "" } else { "s" };
            let (notes, documents) = (s(notes), s(documents));
            format!("{n_marks} marked · {n_notes} note{notes} · {n_documents} text{documents}")
        }
    }
}

/// The library's notes cannot be read.
pub fn library_notes_failed(why: &Phrase) -> Phrase {
    Phrase::new(
        format!("读不出全库的标注：{}", why.zh),
        format!("The library's notes cannot be read: {}", why.en),
    )
}

/// "已选 12 条".
pub fn n_chosen(language: Language, count: usize) -> String {
    let counted = super::grouped(count);
    match language {
        Language::Chinese => format!("已选 {counted} 条"),
        Language::English => format!("{counted} chosen"),
    }
}

/// A day by its number since 1970-01-01, such as `2026-11-28`.
pub fn day_of_number(day: i64) -> String {
    let shown = crate::notebook::Timestamp(day.saturating_mul(86_400_000)).to_rfc3339();
    shown.get(..10).unwrap_or(&shown).to_owned()
}

/// So many marks, in English.
pub(super) fn marks(count: usize) -> String {
    if count == 1 { "1 mark".to_owned() } else { format!("{} marks", super::grouped(count)) }
}

/// That many got a tag.
pub fn tagged_many(count: usize, name: &str) -> Phrase {
    let en = format!("Tagged {} with #{name}", marks(count));
    Phrase::new(format!("已给 {} 条标注打上 #{name}", super::grouped(count)), en)
}

/// While very many marks are changed.
pub fn changing_many(count: usize) -> Phrase {
    let zh = format!("正在更改 {} 条标注…", super::grouped(count));
    Phrase::new(zh, format!("Changing {}…", marks(count)))
}
/// While a step that changed very many is undone.
pub const UNDOING: Bilingual = t("正在撤销…", "Undoing…");
/// While it is done again.
pub const REDOING: Bilingual = t("正在重做…", "Redoing…");
/// While very many notes come in from elsewhere.
pub const TAKING_NOTES_IN: Bilingual = t("正在读入标注…", "Reading notes…");
/// While very many tags do.
pub const TAKING_TAGS_IN: Bilingual = t("正在读入标签…", "Reading tags…");

/// That many lost a tag.
pub fn untagged_many(count: usize, name: &str) -> Phrase {
    let en = format!("Took #{name} off {}", marks(count));
    Phrase::new(format!("已从 {} 条标注去掉 #{name}", super::grouped(count)), en)
}

/// That many got a colour.
pub fn recolored_many(count: usize, color: Bilingual) -> Phrase {
    let zh = format!("{} 条标注已换成{}", super::grouped(count), color.zh);
    Phrase::new(zh, format!("{} now in {}", marks(count), color.en.to_lowercase()))
}

/// That many were removed.
pub fn removed_many(count: usize) -> Phrase {
    let zh = format!("已删除 {} 条标注", super::grouped(count));
    Phrase::new(zh, format!("Removed {}", marks(count)))
}

/// That many became fewer.
pub fn merged_many(n_before: usize, n_after: usize) -> Phrase {
    let zh = format!("{} 条标注已并成 {} 条", super::grouped(n_before), super::grouped(n_after));
    let en = format!("{} became {}", marks(n_before), super::grouped(n_after));
    Phrase::new(zh, en)
}

/// The list of what can be undone.
pub const STEPS: Bilingual = t("撤销到哪一步", "Undo back to");
/// A document in which nothing was done.
pub const NO_STEPS: Bilingual = t("还没有可以撤销的操作。", "There is nothing to undo yet.");
/// The point before the first step.
pub const STEPS_START: Bilingual = t("最初", "The beginning");
/// The point at which things are.
pub const STEPS_NOW: Bilingual = t("现在", "Now");
/// Steps of the history, as they are called.
pub const STEP_HIGHLIGHT: Bilingual = t("划线", "Highlight");
/// A mark was removed.
pub const STEP_REMOVE: Bilingual = t("删除标注", "Remove mark");
/// Several became one.
pub const STEP_MERGE: Bilingual = t("合并标注", "Merge marks");
/// A note was written.
pub const STEP_NOTE: Bilingual = t("写批注", "Write note");
/// A note was emptied.
pub const STEP_NO_NOTE: Bilingual = t("清空批注", "Clear note");
/// A colour of its own was taken away.
pub const STEP_NO_COLOR: Bilingual = t("去掉颜色", "Clear colour");
/// Its passage became another.
pub const STEP_MOVE: Bilingual = t("移动标注", "Move mark");
/// Something else of it changed.
pub const STEP_CHANGE: Bilingual = t("修改标注", "Change mark");
/// Something else.
pub const STEP_OTHER: Bilingual = t("改动", "Change");
/// A bookmark was put.
pub const STEP_BOOKMARK: Bilingual = t("加书签", "Add bookmark");
/// A bookmark was taken away.
pub const STEP_NO_BOOKMARK: Bilingual = t("取消书签", "Remove bookmark");
/// A tag was made.
pub const STEP_NEW_TAG: Bilingual = t("新建标签", "New tag");
/// A tag was removed.
pub const STEP_REMOVE_TAG: Bilingual = t("删除标签", "Delete tag");
/// A tag was renamed.
pub const STEP_RENAME_TAG: Bilingual = t("标签改名", "Rename tag");
/// A tag was put under another one, or to the top.
pub const STEP_MOVE_TAG: Bilingual = t("移动标签", "Move tag");
/// Some of a tag's passages went over to a new one.
pub const STEP_SPLIT_TAG: Bilingual = t("拆分标签", "Split tag");
/// Something else of a tag changed.
pub const STEP_CHANGE_TAG: Bilingual = t("修改标签", "Change tag");
/// Something was given back as it was in the file.
pub const STEP_KEEP: Bilingual = t("恢复原文", "Restore original");
/// It was cleaned again.
pub const STEP_CLEAN: Bilingual = t("重新清理", "Clean again");
/// A suggestion was followed.
pub const STEP_ACCEPT: Bilingual = t("采纳清理建议", "Accept suggestion");
/// A cleaning rule was switched.
pub const STEP_RULE: Bilingual = t("开关清理规则", "Switch cleaning rule");
/// Something was ruled by hand.
pub const STEP_RULING: Bilingual = t("手动校订", "Correct by hand");
/// That was taken back.
pub const STEP_NO_RULING: Bilingual = t("取消校订", "Take correction back");
/// Author, source and so on were changed.
pub const STEP_META: Bilingual = t("修改文档信息", "Change document information");

/// Something that was done to one thing.
pub fn step_on(what: &Phrase, name: &str) -> Phrase {
    Phrase::new(format!("{}：{name}", what.zh), format!("{}: {name}", what.en))
}

/// A codebook was taken in, which changed so many tags.
pub fn step_take_codebook(count: usize) -> Phrase {
    let counted = super::grouped(count);
    Phrase::new(
        format!("导入标签表（{counted} 个标签）"),
        format!("Import codebook ({counted} tags)"),
    )
}

/// A tag became one with another.
pub fn step_merge_tags(from: &str, into: &str) -> Phrase {
    Phrase::new(format!("合并标签：#{from} → #{into}"), format!("Merge tags: #{from} → #{into}"))
}

/// Something that was done to many marks.
pub fn step_many(what: &Phrase, count: usize) -> Phrase {
    let zh = format!("{}（{} 条）", what.zh, super::grouped(count));
    Phrase::new(zh, format!("{} ({})", what.en, marks(count)))
}

/// Something that was done so many times.
pub fn step_times(what: &Phrase, count: usize) -> Phrase {
    let counted = super::grouped(count);
    Phrase::new(format!("{}（{counted} 处）", what.zh), format!("{} ({counted} places)", what.en))
}

/// Tags were put on.
pub fn step_tag(names: &[String]) -> Phrase {
    let names = names.join(" #");
    Phrase::new(format!("打标签 #{names}"), format!("Tag #{names}"))
}

/// Tags were taken off.
pub fn step_untag(names: &[String]) -> Phrase {
    let names = names.join(" #");
    Phrase::new(format!("去掉标签 #{names}"), format!("Untag #{names}"))
}

/// A colour was given.
pub fn step_color(color: Bilingual) -> Phrase {
    Phrase::new(format!("换成{}", color.zh), format!("Colour {}", color.en.to_lowercase()))
}

/// What was undone.
pub fn undone(name: &Phrase) -> Phrase {
    Phrase::new(format!("已撤销：{}", name.zh), format!("Undone: {}", name.en))
}

/// What was done again.
pub fn redone(name: &Phrase) -> Phrase {
    Phrase::new(format!("已重做：{}", name.zh), format!("Done again: {}", name.en))
}

/// After an address was copied.
pub const LINK_COPIED: Bilingual =
    t("链接已复制，可贴进批注", "Link copied; it can be pasted into a note");
/// A link to a document that nobody knows.
pub const LINK_LOST: Bilingual =
    t("找不到这个链接的文档", "The document of this link is not known here");
/// A link whose passage is gone.
pub const LINK_PLACE_LOST: Bilingual =
    t("文档里找不到这个链接的位置", "The place of this link is not in the document");
/// Shows how a note will look, or no longer.
pub const NOTE_PREVIEW: Bilingual = t("预览", "Preview");

/// A link by a name that nothing has.
pub fn link_name_lost(name: &str) -> Phrase {
    Phrase::new(
        format!("没有叫“{name}”的标题或文档"),
        format!("No heading or document is called \"{name}\""),
    )
}

/// A document's tags at a glance.
pub const OVERVIEW: Bilingual = t("标签概览", "Overview of tags");
/// Writes it to a file.
pub const SAVE_SVG: Bilingual = t("存为 SVG…", "Save as SVG…");
/// Writes it to a file of pixels.
pub const SAVE_PNG: Bilingual = t("存为 PNG…", "Save as PNG…");
/// What is written about the document as a whole.
pub const MEMO: Bilingual = t("全文备忘", "About the document");
/// In its empty field.
pub const MEMO_HINT: Bilingual =
    t("关于全文……　Esc 保存并返回", "About the whole text…  Esc saves and returns");
/// What is written about a tag.
pub const TAG_MEMO: Bilingual = t("标签备忘", "About the tag");
/// In its empty field.
pub const TAG_MEMO_HINT: Bilingual =
    t("为什么设这个标签、怎么用、想到什么……", "Why this tag, how it is used, what comes to mind…");
/// What is written about the library as a whole.
pub const LIBRARY_MEMO: Bilingual = t("全库备忘", "About the library");
/// In its empty field.
pub const LIBRARY_MEMO_HINT: Bilingual =
    t("关于整个笔记库：研究的问题、设想、进展……", "About all of it: questions, ideas, progress…");
/// It was written about a tag.
pub const STEP_TAG_MEMO: Bilingual = t("写标签备忘", "Write about a tag");
/// It was written about the library.
pub const STEP_LIBRARY_MEMO: Bilingual = t("写全库备忘", "Write about the library");
/// It was written.
pub const STEP_MEMO: Bilingual = t("写全文备忘", "Write about the document");
