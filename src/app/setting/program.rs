//! The settings of the window and of how it is worked with.

use crate::app::setting::{Control, Section, Setting, t};
use crate::app::{SCALE_RANGE, ThemeName, texts};
use crate::text::{Bilingual, Language};

const THEMES: &[Bilingual] = &[
    texts::theme(ThemeName::Light),
    texts::theme(ThemeName::Sepia),
    texts::theme(ThemeName::Dark),
    texts::theme(ThemeName::Night),
    texts::theme(ThemeName::Contrast),
];

fn index_of(theme: ThemeName) -> usize {
    ThemeName::ALL.iter().position(|other| *other == theme).unwrap_or_default()
}

fn theme_at(index: usize) -> ThemeName {
    ThemeName::ALL.get(index).copied().unwrap_or_default()
}

const fn setting(section: Section, name: Bilingual, says: Bilingual, control: Control) -> Setting {
    Setting { section, name, says, control }
}

/// Of the interface.
pub const LANGUAGE: Setting = setting(
    Section::Appearance,
    t("界面语言", "Language"),
    t("菜单和说明用的语言", "The language of menus and explanations"),
    Control::Choice {
        options: &[texts::CHINESE, texts::ENGLISH],
        get: |settings| usize::from(settings.language == Language::English),
        set: |settings, index| {
            settings.language = if index == 0 { Language::Chinese } else { Language::English };
        },
    },
);

/// Of the window.
pub const THEME: Setting = setting(
    Section::Appearance,
    t("主题", "Theme"),
    t("窗口和页面的颜色", "Colours of the window and the page"),
    Control::Choice {
        options: THEMES,
        get: |settings| index_of(settings.theme),
        set: |settings, index| settings.theme = theme_at(index),
    },
);

/// Whether the system's theme is followed.
pub const FOLLOWS_SYSTEM: Setting = setting(
    Section::Appearance,
    t("跟随系统深浅色", "Follow the system"),
    t(
        "系统转为深色时，换成下面选的深色主题",
        "When the system turns dark, takes the theme chosen below",
    ),
    Control::Switch {
        get: |settings| settings.follows_system,
        set: |settings, is_on| settings.follows_system = is_on,
    },
);

/// While the system's is dark.
pub const DARK_THEME: Setting = setting(
    Section::Appearance,
    t("系统为深色时的主题", "Theme when the system is dark"),
    t("只在跟随系统时用到", "Only while the system is followed"),
    Control::Choice {
        options: THEMES,
        get: |settings| index_of(settings.dark_theme),
        set: |settings, index| settings.dark_theme = theme_at(index),
    },
);

/// Beside the page.
pub const CONTENTS: Setting = setting(
    Section::Appearance,
    t("显示目录", "Show contents"),
    t("窗口够宽时，目录排在页面左边", "Beside the page, where the window is wide enough"),
    Control::Switch {
        get: |settings| settings.shows_contents,
        set: |settings, is_on| settings.shows_contents = is_on,
    },
);

/// Beside the page.
pub const NOTES: Setting = setting(
    Section::Appearance,
    t("显示标注栏", "Show notes"),
    t("窗口够宽时，标注排在页面右边", "Beside the page, where the window is wide enough"),
    Control::Switch {
        get: |settings| settings.shows_notes,
        set: |settings, is_on| settings.shows_notes = is_on,
    },
);

/// Of the cleaning.
pub const SIGNS: Setting = setting(
    Section::Appearance,
    t("清理提示", "Signs of cleaning"),
    t("在正文里注明哪里清理掉了整行", "Shows on the page where whole lines were taken away"),
    Control::Switch {
        get: |settings| settings.shows_pills,
        set: |settings, is_on| settings.shows_pills = is_on,
    },
);

/// What was open.
pub const REOPENS: Setting = setting(
    Section::Reading,
    t("启动时恢复上次的文档", "Reopen documents at the start"),
    t("关闭后，启动时停在开始页", "If off, the program starts on the start page"),
    Control::Switch {
        get: |settings| settings.reopens_documents,
        set: |settings, is_on| settings.reopens_documents = is_on,
    },
);

/// Of documents that have no notes yet.
pub const BESIDE: Setting = setting(
    Section::Keeping,
    t("新文档的标注", "Notes of new documents"),
    t(
        "存在文档旁边的，文件到哪里都带着；已有标注的文档不变，可在菜单里逐篇改",
        "Those beside a document go where it goes; documents with notes stay as they are, the menu changes each",
    ),
    Control::Choice {
        options: &[
            t("只存在笔记库", "In the library"),
            t("也存在文档旁边", "Also beside the document"),
        ],
        get: |settings| usize::from(settings.keeps_beside),
        set: |settings, index| settings.keeps_beside = index > 0,
    },
);

/// Bare characters as keys.
pub const SINGLE_KEYS: Setting = setting(
    Section::Reading,
    t("单键快捷键", "Single-key shortcuts"),
    t(
        "读正文时，H 划线、1–9 打标签这样的单键直接生效；关闭后只用组合键、菜单和命令面板",
        "While reading, bare keys act at once, such as H and 1–9; if off, only chords, menus and the palette do",
    ),
    Control::Switch {
        get: |settings| settings.uses_single_keys,
        set: |settings, is_on| settings.uses_single_keys = is_on,
    },
);

/// Of the interface.
pub const SCALE: Setting = setting(
    Section::Access,
    t("界面缩放", "Interface size"),
    t(
        "按钮、菜单和列表的大小；正文字号单独调",
        "Buttons, menus and lists; the text has a size of its own",
    ),
    Control::Number {
        range: SCALE_RANGE,
        step: 10,
        unit: t(" %", " %"),
        get: |settings| settings.scale_percent,
        set: |settings, value| settings.scale_percent = value,
    },
);

/// Whether things glide.
pub const MOTION: Setting = setting(
    Section::Access,
    t("减少动态效果", "Reduce motion"),
    t("跳转和翻页不再滑动，面板不再淡入", "Jumps and pages do not glide, panels do not fade in"),
    Control::Switch {
        get: |settings| settings.reduces_motion,
        set: |settings, is_on| settings.reduces_motion = is_on,
    },
);

pub(super) const PROGRAM_SETTINGS: &[&Setting] = &[
    &LANGUAGE,
    &THEME,
    &FOLLOWS_SYSTEM,
    &DARK_THEME,
    &CONTENTS,
    &NOTES,
    &SIGNS,
    &REOPENS,
    &SINGLE_KEYS,
    &BESIDE,
    &SCALE,
    &MOTION,
];
