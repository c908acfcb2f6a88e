//! The settings of the page's look.

use crate::app::setting::{Control, Section, Setting, t};
use crate::app::{LINE_HEIGHT_RANGE, MEASURE_RANGE, PARAGRAPH_GAP_RANGE, SIZE_RANGE};
use crate::text::Bilingual;
use crate::typeset::Autospace;

const JUSTIFIED_OR_RAGGED: &[Bilingual] =
    &[crate::app::texts::JUSTIFIED, crate::app::texts::RAGGED];
const AUTOSPACES: [Autospace; 3] = [Autospace::Full, Autospace::Slight, Autospace::Off];

const fn setting(name: Bilingual, says: Bilingual, control: Control) -> Setting {
    Setting { section: Section::Page, name, says, control }
}

/// The face of the text.
pub const FONT: Setting = setting(
    t("正文字体", "Text face"),
    t(
        "自带宋体和黑体，也可以用这台电脑上的任何字体",
        "A bundled serif and sans, or any face on this computer",
    ),
    Control::Font,
);

/// Its size.
pub const SIZE: Setting = setting(
    t("字号", "Size"),
    t("正文的大小，标题跟着变", "Size of the text; headings follow"),
    Control::Number {
        range: SIZE_RANGE,
        step: 1,
        unit: t(" 点", " pt"),
        get: |settings| settings.page.size_points,
        set: |settings, value| settings.page.size_points = value,
    },
);

/// The length of a full line.
pub const MEASURE: Setting = setting(
    t("每行字数", "Line length"),
    t(
        "一行最多排多少个汉字；窗口窄时自动减少",
        "Most characters in a line; fewer in a narrow window",
    ),
    Control::Number {
        range: MEASURE_RANGE,
        step: 1,
        unit: t(" 字", " em"),
        get: |settings| settings.page.measure,
        set: |settings, value| settings.page.measure = value,
    },
);

/// From line to line.
pub const LINE_HEIGHT: Setting = setting(
    t("行距", "Line height"),
    t("两行之间的距离，以字号为 100 %", "From one line to the next, in percent of the size"),
    Control::Number {
        range: LINE_HEIGHT_RANGE,
        step: 5,
        unit: t(" %", " %"),
        get: |settings| settings.page.line_height_percent,
        set: |settings, value| settings.page.line_height_percent = value,
    },
);

/// Between paragraphs.
pub const PARAGRAPH_GAP: Setting = setting(
    t("段距", "Paragraph spacing"),
    t(
        "两段之间多空出多少，以字号为 100 %",
        "Further space between paragraphs, in percent of the size",
    ),
    Control::Number {
        range: PARAGRAPH_GAP_RANGE,
        step: 10,
        unit: t(" %", " %"),
        get: |settings| settings.page.paragraph_gap_percent,
        set: |settings, value| settings.page.paragraph_gap_percent = value,
    },
);

/// Of the first line.
pub const INDENT: Setting = setting(
    t("首行缩进", "First-line indent"),
    t("中文每段开头空两格", "Chinese paragraphs begin two characters in"),
    Control::Switch {
        get: |settings| settings.page.is_indented,
        set: |settings, is_on| settings.page.is_indented = is_on,
    },
);

/// Of Chinese.
pub const ALIGNMENT: Setting = setting(
    t("对齐", "Alignment"),
    t("中文的行尾", "How lines of Chinese end"),
    Control::Choice {
        options: JUSTIFIED_OR_RAGGED,
        get: |settings| usize::from(!settings.page.is_justified),
        set: |settings, index| settings.page.is_justified = index == 0,
    },
);

/// Of other texts.
pub const LATIN_ALIGNMENT: Setting = setting(
    t("西文对齐", "Alignment of Latin text"),
    t("英文等文章的行尾", "How lines of English and the like end"),
    Control::Choice {
        options: JUSTIFIED_OR_RAGGED,
        get: |settings| usize::from(!settings.page.is_latin_justified),
        set: |settings, index| settings.page.is_latin_justified = index == 0,
    },
);

/// Marks outside the column.
pub const HANGING: Setting = setting(
    t("行末点号悬挂", "Hanging punctuation"),
    t("行末的逗号、句号可以伸出版心", "Commas and full stops may stand outside the column"),
    Control::Switch {
        get: |settings| settings.page.hangs_marks,
        set: |settings, is_on| settings.page.hangs_marks = is_on,
    },
);

/// Between scripts.
pub const AUTOSPACE: Setting = setting(
    t("中西文间距", "Gap between scripts"),
    t("汉字与字母、数字之间空多少", "Room between Chinese and Latin letters or figures"),
    Control::Choice {
        options: &[t("标准", "Usual"), t("略窄", "Slight"), t("不加", "None")],
        get: |settings| {
            AUTOSPACES.iter().position(|space| *space == settings.page.autospace).unwrap_or(0)
        },
        set: |settings, index| {
            settings.page.autospace = AUTOSPACES.get(index).copied().unwrap_or(Autospace::Full);
        },
    },
);

/// Of primers.
pub const READINGS: Setting = setting(
    t("注音排在字上方", "Readings above characters"),
    t("只用于逐字注音的读物", "In primers, where nearly each character has its reading"),
    Control::Switch {
        get: |settings| settings.page.lifts_readings,
        set: |settings, is_on| settings.page.lifts_readings = is_on,
    },
);

pub(super) const PAGE_SETTINGS: &[&Setting] = &[
    &FONT,
    &SIZE,
    &MEASURE,
    &LINE_HEIGHT,
    &PARAGRAPH_GAP,
    &INDENT,
    &ALIGNMENT,
    &LATIN_ALIGNMENT,
    &HANGING,
    &AUTOSPACE,
    &READINGS,
];
