//! What is said of rulings by hand, and of where a document comes from.

use crate::clean::{Ruling, RulingKind};
use crate::text::{Bilingual, Language, Phrase};

const fn t(zh: &'static str, en: &'static str) -> Bilingual {
    Bilingual::new(zh, en)
}

/// The menu on a selection.
pub const RULINGS: Bilingual = t("校订", "Correct");
/// Before the levels of a heading.
pub const MAKE_HEADING: Bilingual = t("设为标题", "Make it a heading");
/// A stretch that was cleaned away belongs to the article.
pub const IS_ARTICLE: Bilingual = t("是正文", "It is the article");
/// What that does.
pub const IS_ARTICLE_TIP: Bilingual = t(
    "回到正文，注音、字形等照样清理；“恢复”则一字不动",
    "Back in the article, its readings and script still cleaned; restoring leaves it as it was",
);
/// The editor of a few characters.
pub const CORRECT: Bilingual = t("改字", "Correct text");
/// Below it.
pub const CORRECT_KEYS: Bilingual = t("回车改好，Esc 放弃", "Enter corrects, Esc leaves it");
/// More than a paragraph is selected.
pub const ONE_PARAGRAPH: Bilingual = t("改字一次只能改一段里的", "Correct within one paragraph");

/// Where a document comes from, and what was ruled of it.
pub const INFO: Bilingual = t("文档信息", "Document information");
/// Who wrote it.
pub const AUTHOR: Bilingual = t("作者", "Author");
/// Where it was published.
pub const SOURCE: Bilingual = t("来源", "Source");
/// When.
pub const DATE: Bilingual = t("日期", "Date");
/// At which address.
pub const ADDRESS: Bilingual = t("网址", "Address");
/// Gives a value back to the file.
pub const AS_IN_FILE: Bilingual = t("照文件", "As in the file");
/// A value that the file does not say.
pub const FILE_IS_SILENT: Bilingual = t("文件里没有写", "the file does not say");
/// The corrections that stand.
pub const BY_HAND: Bilingual = t("亲手改过的", "Changed by hand");
/// Takes one back.
pub const TAKE_BACK: Bilingual = t("撤回", "Take back");

/// Takes offered lines out.
pub const TAKE_OUT: Bilingual = t("去掉", "Take out");
/// Does here what was done elsewhere.
pub const DO_LIKEWISE: Bilingual = t("照办", "Do the same");
/// Shows the next line that is meant.
pub const LOOK: Bilingual = t("看看", "Show");
/// Does not want the offer in this document.
pub const DECLINE: Bilingual = t("不用", "No, thanks");

/// What was ruled, in a word.
pub const fn kind(kind: &RulingKind) -> Bilingual {
    match kind {
        RulingKind::Noise => t("不是正文", "Not the article"),
        RulingKind::Article => IS_ARTICLE,
        RulingKind::Text(_) => CORRECT,
        RulingKind::Heading(1) => t("一级标题", "Heading"),
        RulingKind::Heading(2) => t("二级标题", "Heading, level 2"),
        RulingKind::Heading(3) => t("三级标题", "Heading, level 3"),
        RulingKind::Heading(_) => t("低级标题", "Heading, lower level"),
        RulingKind::NoHeading => t("不是标题", "Not a heading"),
        RulingKind::Title => t("题名", "Title"),
    }
}

/// After a ruling.
pub const fn done(kind: &RulingKind) -> Bilingual {
    match kind {
        RulingKind::Noise => {
            t("已从正文里去掉，Ctrl+Z 可撤销", "Taken out of the article; Ctrl+Z brings it back")
        }
        RulingKind::Article => {
            t("已算作正文，Ctrl+Z 可撤销", "Part of the article; Ctrl+Z undoes it")
        }
        RulingKind::Text(_) => t("已改字，Ctrl+Z 可撤销", "Corrected; Ctrl+Z undoes it"),
        RulingKind::Heading(1) => t("已设为一级标题", "Now a heading"),
        RulingKind::Heading(2) => t("已设为二级标题", "Now a heading of level 2"),
        RulingKind::Heading(3) => t("已设为三级标题", "Now a heading of level 3"),
        RulingKind::Heading(_) => t("已设为标题", "Now a heading of a lower level"),
        RulingKind::NoHeading => t("已改成普通段落", "Now an ordinary paragraph"),
        RulingKind::Title => t("已设为题名", "Now the title"),
    }
}

/// After an offer was taken.
pub fn taken(count: usize) -> Phrase {
    Phrase::new(
        format!("已改好 {count} 处，Ctrl+Z 可一起撤销"),
        format!("{count} done; Ctrl+Z undoes all of it"),
    )
}

/// "你曾把这 3 行当作杂项：「点此订阅」".
pub fn offer(language: Language, rulings: &[Ruling]) -> String {
    let count = rulings.len();
    let line: String = rulings.first().map(|first| shortened(&first.seen, 16)).unwrap_or_default();
    let is_noise = rulings.iter().all(|ruling| ruling.kind == RulingKind::Noise);
    match (language, is_noise) {
        (Language::Chinese, true) => format!("你曾把这 {count} 行当作杂项：「{line}」"),
        (Language::Chinese, false) => format!("你在别的文档里改过这 {count} 行：「{line}」"),
        (Language::English, true) if count == 1 => {
            format!("Elsewhere you took this line out: \"{line}\"")
        }
        (Language::English, true) => {
            format!("Elsewhere you took these {count} lines out: \"{line}\"")
        }
        (Language::English, false) if count == 1 => {
            format!("Elsewhere you corrected this line: \"{line}\"")
        }
        (Language::English, false) => {
            format!("Elsewhere you corrected these {count} lines: \"{line}\"")
        }
    }
}

/// The beginning of a line, of so many characters.
pub fn shortened(line: &str, most_chars: usize) -> String {
    let line = line.trim();
    match line.char_indices().nth(most_chars) {
        Some((end, _)) => format!("{}…", line.get(..end).unwrap_or_default()),
        None => line.to_owned(),
    }
}
