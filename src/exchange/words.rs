//! The words that exports put beside what the reader wrote.

use crate::notebook::HighlightColor;
use crate::text::{Bilingual, Language};

const fn t(zh: &'static str, en: &'static str) -> Bilingual {
    Bilingual::new(zh, en)
}

pub(super) const UNPLACED: Bilingual = t("未定位", "Unplaced");
pub(super) const BEGINNING: Bilingual = t("正文开头", "Beginning");
pub(super) const UNTAGGED: Bilingual = t("无标签", "Untagged");
pub(super) const FROM: Bilingual = t("出自", "From");
pub(super) const TAGS: Bilingual = t("标签", "Tags");
pub(super) const ABOUT_DOCUMENT: Bilingual = t("全文备忘", "About the document");
pub(super) const ABOUT_LIBRARY: Bilingual = t("笔记库备忘", "About the library");
pub(super) const CONTENTS: Bilingual = t("目录", "Contents");
pub(super) const FILTER: Bilingual = t("只看", "Show only");
pub(super) const AUTHOR: Bilingual = t("作者", "Author");
pub(super) const DATE: Bilingual = t("日期", "Date");
pub(super) const SOURCE: Bilingual = t("来源", "Source");
pub(super) const ADDRESS: Bilingual = t("网址", "Address");

/// What a colour is called.
pub const fn color_name(color: HighlightColor) -> Bilingual {
    match color {
        HighlightColor::Amber => t("琥珀", "Amber"),
        HighlightColor::Azure => t("青蓝", "Azure"),
        HighlightColor::Cinnabar => t("朱砂", "Cinnabar"),
        HighlightColor::Jade => t("松石", "Jade"),
        HighlightColor::Wisteria => t("藤紫", "Wisteria"),
        HighlightColor::Peach => t("桃红", "Peach"),
        HighlightColor::Olive => t("橄榄", "Olive"),
        HighlightColor::Slate => t("石板", "Slate"),
    }
}

/// The language of pages and documents, for their readers' fonts and hyphens.
pub(super) const fn tongue(language: Language) -> &'static str {
    match language {
        Language::Chinese => "zh-Hans",
        Language::English => "en",
    }
}

/// Words in the quotation marks of a language.
pub(super) fn quoted(text: &str, language: Language) -> String {
    match language {
        Language::Chinese => format!("「{text}」"),
        Language::English => format!("“{text}”"),
    }
}

/// What stands between a label and what it labels.
pub(super) const fn colon(language: Language) -> &'static str {
    match language {
        Language::Chinese => "：",
        Language::English => ": ",
    }
}
