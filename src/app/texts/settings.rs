//! The texts of the settings window and the card of the page's look; the settings' own are in their table.

use crate::text::{Bilingual, Language, Phrase};

const fn t(zh: &'static str, en: &'static str) -> Bilingual {
    Bilingual::new(zh, en)
}

/// In the empty search field.
pub const SEARCH_SETTINGS: Bilingual = t("搜索设置（可用拼音）", "Search settings");
/// A search that finds nothing.
pub const NO_SUCH_SETTING: Bilingual = t("没有这样的设置", "There is no such setting");
/// Above the rules.
pub const RULES_SAY: Bilingual = t(
    "这里的开关管所有文档；单篇文档的清理在“清理了什么”里改。原文件从不改动。",
    "These hold for every document; for one alone they are in the list of what was cleaned. Files are never changed.",
);
/// The bundled serif face.
pub const BUNDLED_SERIF: Bilingual = t("宋体", "Serif");
/// The bundled sans face.
pub const BUNDLED_SANS: Bilingual = t("黑体", "Sans");
/// The look is that of all documents.
pub const LOOK_OF_ALL: Bilingual = t("用于所有文档", "For all documents");
/// What that means.
pub const LOOK_OF_ALL_TIP: Bilingual =
    t("这里的版式用于所有没有单独设置的文档", "Holds for every document without a look of its own");
/// The look is the open document's.
pub const LOOK_OF_THIS: Bilingual = t("只用于这一篇", "For this one only");
/// What that means.
pub const LOOK_OF_THIS_TIP: Bilingual =
    t("这一篇记住自己的版式，别的文档不变", "This document keeps its own look; others stay");
/// What the preview shows, a paragraph a line: it holds what is hard to set.
pub const PREVIEW: &str = "《吉林日报》（2月10日）说：“全省重点企业复工率达到98.2%。”——这比上周多了3.5个百分点……推动GDP增长，“（一）”是统筹，“（二）”是服务。\n第二段从这里开始，看得出段距和缩进。";
/// In the empty search field of the keys.
pub const SEARCH_KEYS: Bilingual = t("搜索命令或按键", "Search commands or keys");
/// A search among the keys that finds nothing.
pub const NO_SUCH_KEY: Bilingual = t("没有这样的命令", "There is no such command");
/// Below the keys while bare characters are none.
pub const SINGLE_KEYS_ARE_OFF: Bilingual = t(
    "单键快捷键已关闭，灰色的按键现在不起作用",
    "Single keys are off: those in grey do nothing now",
);
/// The program's own licence.
pub const OWN_LICENCE: Bilingual =
    t("以 MIT 或 Apache-2.0 许可发布，任选其一", "MIT or Apache-2.0, at your choice");
/// Above the fonts and tables.
pub const PARTS_USED: Bilingual = t("字体与数据", "Fonts and data");
/// Above the crates.
pub const CRATES_USED: Bilingual = t("开源组件", "Open-source components");

/// "版本 0.1.0".
pub fn version(language: Language, number: &str) -> String {
    match language {
        Language::Chinese => format!("版本 {number}"),
        Language::English => format!("Version {number}"),
    }
}

/// Goes on with the tour.
pub const TOUR_NEXT: Bilingual = t("下一步", "Next");
/// Ends the tour after its last step.
pub const TOUR_END: Bilingual = t("完成", "Done");

/// "1/5　Esc 结束".
pub fn tour_foot(language: Language, number: usize, count: usize) -> String {
    match language {
        Language::Chinese => format!("{number}/{count}　Esc 结束引导"),
        Language::English => format!("{number} of {count}   Esc ends the tour"),
    }
}

/// Opens the list of all faces.
pub const ALL_FONTS: Bilingual = t("全部字体…", "All faces…");
/// In its empty search field.
pub const SEARCH_FONTS: Bilingual = t("搜索字体（可用拼音）", "Search faces");
/// While the installed fonts are listed.
pub const LISTING_FONTS: Bilingual =
    t("正在查找这台电脑上的字体……", "Looking for the fonts on this computer…");
/// A search that finds no face.
pub const NO_FONT_FITS: Bilingual = t("没有这个字体", "There is no such face");

/// That a family is not installed.
pub fn no_such_font(name: &str) -> Phrase {
    Phrase::new(
        format!("这台电脑上没有字体“{name}”，正文先用自带的宋体。装好后重新打开即可。"),
        format!(
            "The face \"{name}\" is not on this computer; the bundled serif stands in for it until it is installed."
        ),
    )
}

/// Takes a setting back to what it usually is.
pub fn reset(language: Language, name: &str) -> String {
    match language {
        Language::Chinese => format!("还原：{name}"),
        Language::English => format!("Reset: {name}"),
    }
}
