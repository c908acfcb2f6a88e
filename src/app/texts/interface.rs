//! The texts of the window.

use crate::app::{PathPurpose, Popover, ThemeName};
use crate::clean::ScriptChoice;
use crate::document::Stage;
use crate::text::{Bilingual, Language, Length};

const fn t(zh: &'static str, en: &'static str) -> Bilingual {
    Bilingual::new(zh, en)
}

/// The program.
pub const PROGRAM: Bilingual = t("丹黄", "Danhuang");
/// Under the program's name on the start page.
pub const MOTTO: Bilingual = t("读得干净，记得住", "Read it clean, keep what matters");
/// The founding article in lists.
pub const SAMPLE: Bilingual = t("示例文章", "Sample article");
/// On the drop target.
pub const DROP_HERE: Bilingual = t("把文档拖到这里", "Drop a document here");
/// While a file is held over the window.
pub const DROP_NOW: Bilingual = t("松开即可打开", "Release to open");
/// Below the drop target.
pub const STAYS_HERE: Bilingual = t("笔记只保存在这台电脑上", "Notes stay on this computer");
/// Above the recent documents.
pub const RECENTS: Bilingual = t("最近读过", "Recent");
/// Beside it.
pub const ENTER_CONTINUES: Bilingual = t("回车继续读第一篇", "Enter opens the first");
/// A recent document whose file is gone.
pub const MISSING: Bilingual = t("文件不在了", "File is missing");
/// Takes a line off a list.
pub const FORGET: Bilingual = t("移除", "Remove");
/// On the start card above the sample.
pub const START_CARD: Bilingual = t(
    "这是清理过的示例文章。拖选一句，按 1 打标签。",
    "A sample, already cleaned. Drag over a sentence, then press 1.",
);
/// Closes something.
pub const CLOSE: Bilingual = t("关闭", "Close");
/// Tries again.
pub const RETRY: Bilingual = t("重试", "Try again");
/// Above why a document cannot be shown.
pub const CANNOT_OPEN: Bilingual = t("打不开这个文件", "This file cannot be opened");
/// Copies why a document cannot be shown.
pub const COPY_WHY: Bilingual = t("复制说明", "Copy this");
/// Wait no longer for it.
pub const CANCEL: Bilingual = t("取消", "Cancel");
/// Before the name of the document that is waited for.
pub const fn waiting_for(language: Language, is_cleaned_anew: bool) -> &'static str {
    match (language, is_cleaned_anew) {
        (Language::Chinese, false) => "正在打开",
        (Language::Chinese, true) => "正在重新清理",
        (Language::English, false) => "Opening",
        (Language::English, true) => "Cleaning anew",
    }
}

/// What the opening of a document is at.
pub const fn stage(language: Language, stage: Stage) -> &'static str {
    match (language, stage) {
        (Language::Chinese, Stage::Reading) => "读取文件",
        (Language::Chinese, Stage::Cleaning) => "清理正文",
        (Language::Chinese, Stage::Headings) => "整理目录",
        (Language::Chinese, Stage::Notes) => "读取标注",
        (Language::English, Stage::Reading) => "Reading the file",
        (Language::English, Stage::Cleaning) => "Cleaning the text",
        (Language::English, Stage::Headings) => "Finding the headings",
        (Language::English, Stage::Notes) => "Reading the notes",
    }
}

/// A text with no paragraph.
pub const EMPTY_TEXT: Bilingual = t("这个文件里没有正文。", "There is no text in this file.");

/// The accessible name of the page.
pub const PAGE: Bilingual = t("正文", "Page");
/// The accessible name of the page's scroll bar.
pub const SCROLL_BAR: Bilingual = t("滚动条", "Scroll bar");

/// The accessible name of the border between the halves of a page.
pub const BORDER: Bilingual = t("两栏的分界", "Border between the halves");

/// What a half of the page is called: 第一栏：条例.txt.
pub fn half_name(language: Language, is_first: bool, document: &str) -> String {
    match (language, is_first) {
        (Language::Chinese, true) => format!("第一栏：{document}"),
        (Language::Chinese, false) => format!("第二栏：{document}"),
        (Language::English, true) => format!("First half: {document}"),
        (Language::English, false) => format!("Second half: {document}"),
    }
}

/// Closes a half of the page.
pub const fn close_half(language: Language, is_first: bool) -> &'static str {
    match (language, is_first) {
        (Language::Chinese, true) => "关闭第一栏",
        (Language::Chinese, false) => "关闭第二栏",
        (Language::English, true) => "Close the first half",
        (Language::English, false) => "Close the second half",
    }
}

/// The contents panel.
pub const CONTENTS: Bilingual = t("目录", "Contents");
/// In its empty filter field.
pub const FILTER_CONTENTS: Bilingual = t("筛选目录（可用拼音）", "Filter contents");
/// Empties a field.
pub const CLEAR: Bilingual = t("清空", "Clear");
/// Contents of a text without headings.
pub const NO_HEADINGS: Bilingual = t("这篇文章没有小标题", "This text has no headings");
/// A filter that leaves nothing.
pub const NO_MATCH: Bilingual = t("没有符合的条目", "Nothing matches");

/// The notes panel.
pub const NOTES: Bilingual = t("标注", "Notes");
/// In its empty search field.
pub const SEARCH_NOTES: Bilingual = t("搜索划线、批注、标签", "Search passages, notes, tags");
/// The chip that shows all.
pub const ALL: Bilingual = t("全部", "All");
/// The chip that shows what has a note.
pub const WITH_NOTE: Bilingual = t("有批注", "With note");
/// The chip that shows what lost its passage.
pub const UNPLACED: Bilingual = t("未定位", "Unplaced");
/// Notes panel of a document without marks.
pub const NO_NOTES: Bilingual = t(
    "还没有标注。\n在正文里拖选一句，按 H 划线，按 1 打标签，按 N 写批注。",
    "Nothing marked yet.\nDrag over a sentence, then press H to highlight, 1 to tag, N to write a note.",
);
/// The same where bare characters are no keys.
pub const NO_NOTES_NO_KEYS: Bilingual = t(
    "还没有标注。\n在正文里拖选一句，旁边就有划线、标签和批注的按钮。",
    "Nothing marked yet.\nDrag over a sentence: highlight, tags and note are offered beside it.",
);
/// Passages before the first heading.
pub const BEFORE_HEADINGS: Bilingual = t("正文开头", "Beginning");
/// In an empty note.
pub const NOTE_HINT: Bilingual = t(
    "写批注……　Esc 保存并返回，Ctrl+J 保存并选下一句",
    "Write a note…  Esc saves and returns, Ctrl+J saves and selects the next sentence",
);
/// The accessible name of the note field.
pub const NOTE_FIELD: Bilingual = t("批注", "Note");
/// Puts an unplaced note on the selection.
pub const PLACE_HERE: Bilingual = t("放到选中的文字上", "Place on the selection");
/// A note whose place is only likely.
pub const SUGGESTED: Bilingual = t("位置待确认", "Please check the place");

/// Takes the suggested place of a note for right.
pub const ACCEPT_PLACE: Bilingual = t("就在这里", "It is here");
/// Refuses the suggested place; the note is kept without one.
pub const REFUSE_PLACE: Bilingual = t("不是这里", "Not here");
/// The chip that shows what waits for a yes.
pub const TO_CHECK: Bilingual = t("待确认", "To check");
/// Above the notes that are still being sought.
pub const LOCATING: Bilingual = t("正在找原文", "Being sought");
/// No note waits for a yes.
pub const NOTHING_TO_ACCEPT: Bilingual = t("没有待确认的位置", "No place waits to be checked");
/// Before the words that a note was made on.
pub const WAS_ON: Bilingual = t("原来标的是：", "It was made on: ");
/// Before the heading that a note stood under.
pub const WAS_UNDER: Bilingual = t("原来在：", "It stood under: ");

/// In the empty tag picker.
pub const TAG_HINT: Bilingual = t("标签名或拼音首字母", "Tag name");
/// Makes a new tag of what was typed.
pub const NEW_TAG: Bilingual = t("新建标签", "New tag");
/// The tag button of the selection bar.
pub const TAGS: Bilingual = t("标签…", "Tag…");
/// The note button.
pub const NOTE: Bilingual = t("批注", "Note");
/// The button that removes a mark.
pub const REMOVE: Bilingual = t("删除", "Remove");
/// The copy button.
pub const COPY: Bilingual = t("复制", "Copy");
/// The highlight button.
pub const HIGHLIGHT: Bilingual = t("划线", "Highlight");
/// The colour buttons.
pub const COLOR: Bilingual = t("颜色", "Colour");

/// Saved.
pub const SAVED: Bilingual = t("已保存", "Saved");
/// Gives a piece back that was cleaned away.
pub const RESTORE: Bilingual = t("恢复", "Restore");
/// Lets the cleaning have a piece again.
pub const CLEAN_AGAIN: Bilingual = t("重新清理", "Clean again");
/// Goes to a place that a rule only points out.
pub const LOOK_AT_IT: Bilingual = t("去看看", "Go there");
/// A rule that is off.
pub const OFF: Bilingual = t("已关闭", "off");
/// Switches a rule on.
pub const SWITCH_ON: Bilingual = t("打开", "Turn on");
/// Switches a rule off.
pub const SWITCH_OFF: Bilingual = t("关闭", "Turn off");
/// Before what a rule never touches.
pub const NEVER: Bilingual = t("绝不碰：", "Never touches: ");
/// The script was converted.
pub const TO_SIMPLIFIED: Bilingual = t("繁→简 · ", "Traditional → Simplified · ");
/// The script was converted.
pub const TO_TRADITIONAL: Bilingual = t("简→繁 · ", "Simplified → Traditional · ");
/// On its way to disk.
pub const SAVING: Bilingual = t("正在保存…", "Saving…");
/// Not on disk.
pub const NOT_SAVED: Bilingual = t("没有保存", "Not saved");
/// Asked to quit with changes that are not on disk.
pub const UNSAVED: Bilingual = t(
    "最近的改动还没有存上，正在重试。可以先导出一份；再退出一次就会丢下这些改动。",
    "The latest changes are not saved; trying again. You can export them first. Quit once more to leave them behind.",
);
/// Nothing can be written.
pub const READ_ONLY: Bilingual = t("只读", "Read-only");
/// A change of it was tried.
pub const NOT_CHANGED: Bilingual =
    t("笔记只读，没有改动", "The notes are read-only; nothing was changed");

/// Justified.
pub const JUSTIFIED: Bilingual = t("两端对齐", "Justified");
/// Ragged.
pub const RAGGED: Bilingual = t("左对齐", "Ragged right");
/// Above a link's address.
pub const LINK_LEADS_TO: Bilingual = t("链接地址", "This link leads to");
/// An address that is neither a web page nor a mailbox.
pub const LINK_NOT_OPENED: Bilingual = t(
    "不是网页或邮件地址，这里不打开。",
    "Not a web page or a mailbox; it is not opened from here.",
);
/// Opens a link in the browser.
pub const OPEN_LINK: Bilingual = t("在浏览器中打开", "Open in the browser");
/// Copies an address.
pub const COPY_LINK: Bilingual = t("复制地址", "Copy the address");
/// Themes.
pub const THEME: Bilingual = t("主题", "Theme");
/// Script of the text.
pub const SCRIPT: Bilingual = t("字形", "Script");
/// Chinese.
pub const CHINESE: Bilingual = t("简体中文", "简体中文");
/// English.
pub const ENGLISH: Bilingual = t("English", "English");

/// The cleaning button.
pub const CLEANED: Bilingual = t("清理", "Cleaned");
/// Nothing was changed.
pub const NOTHING_CLEANED: Bilingual =
    t("这篇文章没有需要清理的地方。", "There was nothing to clean in this text.");
/// Below the list of rules.
pub const FILE_UNTOUCHED: Bilingual = t("原文件没有改动。", "The file itself is untouched.");
/// Above the export formats.
pub const EXPORT_AS: Bilingual = t("导出", "Export");
/// Where a path is typed.
pub const TYPE_PATH: Bilingual =
    t("没有可用的文件对话框，请输入路径", "No file dialog is available; type a path");
/// The accessible name of that field.
pub const PATH_FIELD: Bilingual = t("路径", "Path");
/// Goes ahead.
pub const OK: Bilingual = t("确定", "OK");
/// More actions.
pub const MORE: Bilingual = t("更多", "More");

/// An action that needs a selection or an active mark.
pub const SELECT_FIRST: Bilingual = t("先在正文里拖选一段文字", "Select some text first");
/// Undo with nothing left.
pub const NOTHING_TO_UNDO: Bilingual = t("没有可以撤销的操作", "Nothing to undo");
/// Redo with nothing left.
pub const NOTHING_TO_REDO: Bilingual = t("没有可以重做的操作", "Nothing to redo");
/// After a removal.
pub const REMOVED: Bilingual = t("已删除标注，Ctrl+Z 可撤销", "Removed; Ctrl+Z brings it back");
/// After copying with source.
pub const COPIED: Bilingual = t("已连同出处复制", "Copied with its source");
/// A tag that cannot be called so.
pub const BAD_TAG_NAME: Bilingual =
    t("标签名不能为空，也不能只有斜杠", "A tag needs a name between its slashes");
/// The clipboard was to become a document.
pub const NOTHING_TO_PASTE: Bilingual = t("剪贴板里没有文字", "There is no text on the clipboard");
/// No library could be opened.
pub const NO_LIBRARY: Bilingual =
    t("笔记库打不开，现在只能阅读", "The library cannot be opened; you can only read");
/// An export format that there is not.
pub const NO_SUCH_FORMAT: Bilingual = t("没有这种导出格式", "There is no such export format");
/// Closes a tab.
pub const CLOSE_TAB: Bilingual = t("关闭标签页", "Close tab");
/// Bring the tabs before those in view there, and those after.
pub const TABS_LEFT: Bilingual = t("前面的标签页", "Tabs before");
/// The same to the right.
pub const TABS_RIGHT: Bilingual = t("后面的标签页", "Tabs after");
/// The row of tabs.
pub const TABS: Bilingual = t("打开的文档", "Open documents");

/// A theme's name.
pub const fn theme(name: ThemeName) -> Bilingual {
    match name {
        ThemeName::Light => t("明", "Light"),
        ThemeName::Sepia => t("纸", "Sepia"),
        ThemeName::Dark => t("暗", "Dark"),
        ThemeName::Night => t("夜", "Night"),
        ThemeName::Contrast => t("高对比", "Contrast"),
    }
}

/// A script's name.
pub const fn script(script: ScriptChoice) -> Bilingual {
    match script {
        ScriptChoice::Simplified => t("简体", "Simplified"),
        ScriptChoice::Traditional => t("繁体", "Traditional"),
        ScriptChoice::Keep => t("原样", "As in the file"),
    }
}

/// A popover's title.
pub const fn popover(popover: Popover) -> Bilingual {
    match popover {
        Popover::Look => t("版式", "Page"),
        Popover::Theme => THEME,
        Popover::Fonts => t("正文字体", "Text face"),
        Popover::About => t("关于", "About"),
        Popover::Settings => t("设置", "Settings"),
        Popover::Encoding => t("按别的编码重新打开", "Reopen in another encoding"),
        Popover::Export => EXPORT_AS,
        Popover::More => MORE,
        Popover::Rulings => super::hand::RULINGS,
        Popover::Correct => super::hand::CORRECT,
        Popover::Info => super::hand::INFO,
        Popover::Keys => t("快捷键", "Keys"),
        Popover::Palette(_) => super::PALETTE_FIELD,
        Popover::GoTo => t("跳到", "Go to"),
        Popover::Bookmarks => t("书签", "Bookmarks"),
        Popover::Autocode => t("标记全部结果", "Mark all hits"),
        Popover::Tags => t("标签", "Tags"),
        Popover::History => t("标注的历史", "History of the notes"),
        Popover::Join => t("并入另一个笔记库", "Merge another library"),
        Popover::Steps => super::STEPS,
        Popover::Overview => super::OVERVIEW,
        Popover::Diary => super::DIARY,
        Popover::TypePath(purpose) => path_purpose(purpose),
    }
}

/// What a path is typed for.
const fn path_purpose(purpose: PathPurpose) -> Bilingual {
    match purpose {
        PathPurpose::Open => t("打开文件", "Open file"),
        PathPurpose::Export(_) => t("导出到文件", "Export to a file"),
        PathPurpose::BackUp => t("备份到文件", "Back up to a file"),
        PathPurpose::Restore => t("从备份恢复", "Restore a backup"),
        PathPurpose::Join => t("并入另一个笔记库", "Merge another library"),
        PathPurpose::MoveLibrary => t("移动笔记库", "Move the library"),
        PathPurpose::SaveElsewhere => t("另存标注", "Save the notes elsewhere"),
        PathPurpose::Codebook => t("导入标签表", "Take in a codebook"),
        PathPurpose::CodeFolder => t("加一个文件夹", "Add a folder"),
        PathPurpose::Overview => t("保存标签概览", "Save the overview of tags"),
        PathPurpose::Diary => t("保存阅读日记", "Save the reading diary"),
    }
}

/// "4 划线 · 2 批注 · 4 标签".
pub fn counts(language: Language, (passages, notes, tags): (usize, usize, usize)) -> String {
    match language {
        Language::Chinese => format!("{passages} 划线 · {notes} 批注 · {tags} 标签"),
        Language::English => {
            let s = |count: usize| if count == 1 { "" } else { "s" };
            format!("{passages} marked · {notes} note{} · {tags} tag{}", s(notes), s(tags))
        }
    }
}

/// "第 1/3 节".
pub fn section(language: Language, index: usize, count: usize) -> String {
    match language {
        Language::Chinese => format!("第 {index}/{count} 节"),
        Language::English => format!("Section {index} of {count}"),
    }
}

/// "第 3 节：总则", for those who hear of a heading that is not in view.
pub fn section_named(language: Language, index: usize, heading: &str) -> String {
    match language {
        Language::Chinese => format!("第 {index} 节：{heading}"),
        Language::English => format!("Section {index}: {heading}"),
    }
}

/// "2,197 字", "1,034 词".
pub fn length(language: Language, length: Length) -> String {
    let grouped = super::grouped(length.count());
    match (language, length.is_of_words()) {
        (Language::Chinese, false) => format!("{grouped} 字"),
        (Language::Chinese, true) => format!("{grouped} 词"),
        (Language::English, false) => format!("{grouped} characters"),
        (Language::English, true) => format!("{grouped} words"),
    }
}

/// "约剩 4 分钟".
pub fn minutes_left(language: Language, minutes: usize) -> String {
    // Of a whole book nobody counts the minutes.
    let hours = (minutes + 30) / 60;
    match language {
        Language::Chinese if hours >= 3 => format!("约剩 {hours} 小时"),
        Language::English if hours >= 3 => format!("about {hours} h left"),
        Language::Chinese => format!("约剩 {minutes} 分钟"),
        Language::English => format!("about {minutes} min left"),
    }
}

/// "18 点 · 36 字 · 明".
pub fn look(language: Language, look: &crate::app::PageLook, name: ThemeName) -> String {
    let (size, measure) = (look.size_points, look.measure);
    let theme = theme(name).get(language);
    match language {
        Language::Chinese => format!("{size} 点 · {measure} 字 · {theme}"),
        Language::English => format!("{size} pt · {measure} em · {theme}"),
    }
}

/// What a mark on the page is to those who hear it: "划线，标签 数据，有批注".
pub fn mark_name(language: Language, tags: &[String], has_note: bool) -> String {
    let (mut name, between, note) = match language {
        Language::Chinese => ("划线".to_owned(), "、", "，有批注"),
        Language::English => ("Highlight".to_owned(), ", ", ", with a note"),
    };
    if !tags.is_empty() {
        name.push_str(match language {
            Language::Chinese => "，标签 ",
            Language::English => ", tagged ",
        });
        name.push_str(&tags.join(between));
    }
    if has_note {
        name.push_str(note);
    }
    name
}

/// "180 处".
pub fn places(language: Language, count: usize) -> String {
    let counted = super::grouped(count);
    match (language, count) {
        (Language::Chinese, _) => format!("{counted} 处"),
        (Language::English, 1) => "1 place".to_owned(),
        (Language::English, _) => format!("{counted} places"),
    }
}

/// That some places may be noise but were left.
pub fn suggestions(language: Language, count: usize) -> String {
    match language {
        Language::Chinese => format!("另有 {count} 处可能是杂质，没有改动。"),
        Language::English => format!("{count} more places may be noise and were left alone."),
    }
}

/// "9 划线".
pub fn marked(language: Language, count: u32) -> String {
    match (language, count) {
        (_, 0) => String::new(),
        (Language::Chinese, count) => format!("{count} 划线"),
        (Language::English, count) => format!("{count} marked"),
    }
}

/// The day of a moment as one says it: today with the time, yesterday, the date.
pub fn day(
    language: Language,
    at: crate::notebook::Timestamp,
    now: crate::notebook::Timestamp,
) -> String {
    let zone = jiff::tz::TimeZone::system();
    let local = |at: crate::notebook::Timestamp| {
        jiff::Timestamp::from_millisecond(at.0).unwrap_or_default().to_zoned_datetime(zone.clone())
    };
    let (then, now) = (local(at), local(now));
    let days = now.date().since(then.date()).map_or(0, |span| span.get_days());
    let time = format!("{:02}:{:02}", then.hour(), then.minute());
    match (language, days) {
        (Language::Chinese, 0) => format!("今天 {time}"),
        (Language::English, 0) => format!("today {time}"),
        (Language::Chinese, 1) => "昨天".to_owned(),
        (Language::English, 1) => "yesterday".to_owned(),
        (Language::Chinese, _) => format!("{} 月 {} 日", then.month(), then.day()),
        (Language::English, _) => then.date().to_string(),
    }
}
