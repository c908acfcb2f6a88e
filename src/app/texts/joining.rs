//! The texts about notes that come from elsewhere: versions of a file, other libraries, places to save to.

use std::path::Path;

use crate::app::{JoinPreview, Phrase, Version};
use crate::notebook::{Clash, ClashField};
use crate::text::{Bilingual, Language};

const fn t(zh: &'static str, en: &'static str) -> Bilingual {
    Bilingual::new(zh, en)
}

/// A file is a version of the document it is taken for.
pub const IS_VERSION: Bilingual = t("没错", "That is right");
/// It is not.
pub const IS_OTHER: Bilingual = t("是另一篇，分开", "It is another document");
/// The notes of the document it is like are to come along.
pub const TAKE_ALONG: Bilingual = t("把标注带过来", "Bring the notes along");
/// They are not.
pub const IS_NO_VERSION: Bilingual = t("是另一篇", "It is another document");
/// It was parted by mistake.
pub const IS_ONE_AFTER_ALL: Bilingual = t("撤销，还算同一篇", "Undo: it is the same document");
/// It was parted on purpose.
pub const STAYS_PARTED: Bilingual = t("知道了", "All right");
/// There is no other version that the file could be parted from.
pub const IS_ONLY_VERSION: Bilingual = t(
    "这篇文档只有这一个版本，没有可分开的",
    "This file is the only version of its document; there is nothing to part it from",
);
/// What is not saved can be written to another place.
pub const SAVE_ELSEWHERE: Bilingual = t("另存到别处…", "Save elsewhere…");
/// Nothing is lost while the library cannot be written.
pub const KEPT_MEANWHILE: Bilingual =
    t("改动都留着，会一直重试。", "All changes are kept, and tried again until they are saved.");
/// Joins another library.
pub const JOIN: Bilingual = t("并进来", "Merge");
/// Does not.
pub const DO_NOT_JOIN: Bilingual = t("不并", "Do not merge");
/// Everything in the other library is here.
pub const NOTHING_TO_JOIN: Bilingual =
    t("那边的标注这里都有，没有要并的", "All that is there is here already");

/// There is no file that notes could stand beside, or there are no notes.
pub const NOTHING_BESIDE: Bilingual = t(
    "先在自己的文件里做标注，才有可存的",
    "There is nothing to keep there: mark something in a file of yours first",
);

/// Notes now stand beside their document, or no longer.
pub fn beside(is_beside: bool, file: &Path) -> Phrase {
    let shown = file.display();
    if is_beside {
        Phrase::new(
            format!("标注也存在文档旁边了，文件到哪里都带着：{shown}"),
            format!(
                "the notes are now also kept beside the document and go where it goes: {shown}"
            ),
        )
    } else {
        Phrase::new(
            format!("文档旁边不再存标注，笔记库里都在：{shown}"),
            format!(
                "the notes are no longer kept beside the document; the library has them: {shown}"
            ),
        )
    }
}

/// The folder was named for this start, so that no other can be chosen.
pub const LIBRARY_IS_NAMED: Bilingual = t(
    "笔记库的文件夹是启动时指定的，要换就换那里",
    "The library's folder was named at the start; change it there",
);

/// A folder within the library was chosen for it.
pub const INSIDE_LIBRARY: Bilingual =
    t("这个文件夹在笔记库里面，请另选一个", "This folder is inside the library; choose another");

/// The library is there already.
pub const LIBRARY_IS_THERE: Bilingual =
    t("笔记库就在这个文件夹", "The library is in this folder already");

/// Where the library is, above what is chosen of it.
pub const LIBRARY_FOLDER: Bilingual = t("笔记库的文件夹", "The library's folder");

/// The library will move.
pub fn library_will_move(to: &Path) -> Phrase {
    let shown = to.display();
    Phrase::new(
        format!("下次启动时，笔记库搬到 {shown}；在那之前照常存在原处"),
        format!("The library moves to {shown} at the next start; until then it stays where it is"),
    )
}

/// The library moved.
pub fn library_moved(from: &Path, to: &Path) -> Phrase {
    let (from, to) = (from.display(), to.display());
    Phrase::new(
        format!("笔记库搬到了 {to}；原来的还留在 {from}，确认无误后可以自己删掉"),
        format!(
            "The library moved to {to}; the old one is still in {from}, to be deleted when you like"
        ),
    )
}

/// The library could not move.
pub fn library_not_moved(why: &Phrase) -> Phrase {
    Phrase::new(
        format!("笔记库没有搬成，还在原处，下次启动再试：{}", why.zh),
        format!(
            "the library could not move and is where it was; the next start tries again: {}",
            why.en
        ),
    )
}

/// What the bar says of a file that is not as it was, or is not known.
pub fn version_of(
    language: Language,
    version: &Version,
    (n_unsure, n_lost): (usize, usize),
) -> String {
    match (version, language) {
        (Version::New { n_notes }, Language::Chinese) => {
            let placed = match (n_notes.saturating_sub(n_unsure + n_lost), n_unsure, n_lost) {
                (placed, 0, 0) => format!("{placed} 条标注已按新内容重新定位"),
                (placed, 0, lost) => format!("{placed} 条标注重新定位了，{lost} 条的原文找不到了"),
                (placed, unsure, 0) => format!("{placed} 条标注重新定位了，{unsure} 条待确认"),
                (placed, unsure, lost) => {
                    format!("{placed} 条标注重新定位了，{unsure} 条待确认，{lost} 条的原文找不到了")
                }
            };
            format!("文件的内容变了，当作同一篇的新版本，{placed}。")
        }
        (Version::New { n_notes }, Language::English) => {
            let placed = n_notes.saturating_sub(n_unsure + n_lost);
            let whole = format!("its {n_notes} notes");
            let whole = if placed == *n_notes { whole } else { format!("{placed} of {whole}") };
            let rest = match (n_unsure, n_lost) {
                (0, 0) => String::new(),
                (0, lost) => format!(", the passages of {lost} are gone"),
                (unsure, 0) => format!(", {unsure} wait to be checked"),
                (unsure, lost) => {
                    format!(", {unsure} wait to be checked, the passages of {lost} are gone")
                }
            };
            format!(
                "The file changed and is taken for a new version; {whole} were placed anew in it{rest}."
            )
        }
        (Version::Likely { title, n_notes, .. }, Language::Chinese) => {
            format!("这像是《{title}》的另一个版本，那篇有 {n_notes} 条标注。")
        }
        (Version::Likely { title, n_notes, .. }, Language::English) => {
            format!("This looks like another version of \"{title}\", which has {n_notes} notes.")
        }
        (Version::Parted { title, n_notes, .. }, Language::Chinese) => {
            format!("分开了，这个文件另算一篇；{n_notes} 条标注都留在《{title}》原来的版本里。")
        }
        (Version::Parted { title, n_notes, .. }, Language::English) => format!(
            "The file is a document of its own now; the notes ({n_notes}) stay with the earlier version of \"{title}\"."
        ),
    }
}

/// What joining would do, line by line.
pub fn join_counts(language: Language, preview: &JoinPreview) -> Vec<String> {
    let (n_new, n_changed, n_removed) = preview.n_notes;
    let (n_documents, n_tags) = (preview.n_documents, preview.n_tags);
    let lines = match language {
        Language::Chinese => [
            format!("涉及 {n_documents} 篇文档，{n_tags} 个标签"),
            format!("新来 {n_new} 条标注，改动 {n_changed} 条，删去 {n_removed} 条"),
        ],
        Language::English => [
            format!("{n_documents} documents and {n_tags} tags are concerned"),
            format!("{n_new} new notes, {n_changed} changed, {n_removed} removed"),
        ],
    };
    lines.into()
}

/// How much both sides had changed.
pub fn n_clashes(language: Language, count: usize) -> String {
    match language {
        Language::Chinese => format!("{count} 处两边都改过："),
        Language::English => format!("changed on both sides, {count}:"),
    }
}

/// Another library was joined.
pub fn joined((n_documents, n_notes): (usize, usize)) -> Phrase {
    Phrase::new(
        format!("并好了：{n_documents} 篇文档，{n_notes} 条标注有变化"),
        format!("Merged: {n_documents} documents, {n_notes} notes changed"),
    )
}

/// What is open was written to another place.
pub fn saved_elsewhere(n_documents: usize, folder: &Path) -> Phrase {
    let shown = folder.display();
    Phrase::new(
        format!("{n_documents} 篇文档的标注另存好了，以后可以用“并入另一个笔记库”并回来：{shown}"),
        format!(
            "the notes of {n_documents} documents are saved; \"Merge another library\" brings them back: {shown}"
        ),
    )
}

/// What both sides changed, with both texts.
pub fn clash(language: Language, clash: &Clash) -> String {
    let Clash { id, words, taken, other, .. } = clash;
    let what = if id.is_empty() { String::new() } else { format!("“{words}” ") };
    let field = field(clash.field, language);
    let (taken, other) = (taken.replace('\n', " "), other.replace('\n', " "));
    match (clash.field, language) {
        (ClashField::Note, Language::Chinese) => {
            format!("{what}两边都改了批注，两份都留下：{taken}")
        }
        (ClashField::Note, Language::English) => {
            format!("{what}both changed the note; both stay: {taken}")
        }
        (ClashField::Removed, Language::Chinese) => format!("{what}一边删了，另一边改了，留下"),
        (ClashField::Removed, Language::English) => {
            format!("{what}one side removed it, the other changed it; it stays")
        }
        (_, Language::Chinese) => format!("{what}两边都改了{field}：用“{taken}”，没用“{other}”"),
        (_, Language::English) => {
            format!("{what}both changed the {field}: \"{taken}\" is taken, \"{other}\" is not")
        }
    }
}

const fn field(field: ClashField, language: Language) -> &'static str {
    let (zh, en) = match field {
        ClashField::Note => ("批注", "note"),
        ClashField::Color => ("颜色", "colour"),
        ClashField::Place => ("位置", "place"),
        ClashField::Removed => ("去留", "fate"),
        ClashField::Name => ("标签名", "name"),
        ClashField::Parent => ("上级标签", "parent tag"),
        ClashField::Key => ("数字键", "digit key"),
        ClashField::Description => ("标签说明", "description"),
        ClashField::Meta => ("文档出处", "origin of the document"),
    };
    match language {
        Language::Chinese => zh,
        Language::English => en,
    }
}

/// Why another library was not joined: a file of it is damaged.
pub fn merge_damaged(path: &Path) -> Phrase {
    Phrase::new(
        format!("文件有损坏，请先用 danhuang doctor --repair 修好：{}", path.display()),
        format!(
            "the file is damaged; mend it first with danhuang doctor --repair: {}",
            path.display()
        ),
    )
}

/// Why another library was not joined: there is none.
pub fn no_library_there(path: &Path) -> Phrase {
    Phrase::new(
        format!("这里没有笔记库：{}", path.display()),
        format!("there is no library here: {}", path.display()),
    )
}

/// A file without notes is likely a new version of a document that has some.
pub fn likely_version_of(title: &str, n_notes: usize) -> Phrase {
    Phrase::new(
        format!(
            "这份文件没有笔记，但很可能是《{title}》的新版本，后者有 {n_notes} 条笔记；在窗口中打开它，即可接过这些笔记"
        ),
        format!(
            "this file has no notes, but is likely a new version of “{title}”, which has {n_notes}; open it in the window to take them over"
        ),
    )
}
