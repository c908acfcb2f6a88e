//! The one table of actions: menus, tool tips, keys and the list of keys are all made from it.

use crate::app::caret::{By, Moved, Step};
use crate::app::entry::{Entry, Group, entry, step};
use crate::app::shortcut::{alt, alt_shift, ctrl, ctrl_shift, key, shift};

/// An action that a person can call by key, button or name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Action {
    /// Choose a file and open it.
    Open,
    /// Make a document of the text on the clipboard.
    OpenPasted,
    /// Open the founding article.
    OpenSample,
    /// Open the guide.
    OpenGuide,
    /// Lead through the sample.
    StartTour,
    /// Show the start page.
    ShowStart,
    /// Show the document in the next tab.
    NextTab,
    /// Show the document in the tab before.
    PreviousTab,
    /// Close the document.
    Close,
    /// Show what the program is and what is in it.
    ShowAbout,
    /// Leave the program.
    Quit,
    /// Choose a format for the notes.
    Export,
    /// Show what the notes were.
    ShowHistory,
    /// Write the whole library to one file.
    BackUp,
    /// Read such a file back.
    RestoreBackup,
    /// Join another library with this one.
    JoinLibrary,
    /// Keeps the library in another folder.
    MoveLibrary,
    /// Keep the notes beside the document too, or no longer.
    ToggleBeside,
    /// Make the file a document of its own, which it was a version of another of.
    PartVersion,
    /// Write the notes of what is open to another place.
    SaveElsewhere,
    /// Highlight the selection in the last colour.
    Highlight,
    /// Put the tag of this digit key on, or take it off.
    TagSlot(u8),
    /// Take the marker in hand, or put it down.
    ArmMarker,
    /// Join the mark with its neighbours.
    JoinMarks,
    /// Split the mark at the caret or around the selection.
    SplitMark,
    /// Put the last tags on again.
    RepeatTags,
    /// Choose a tag.
    PickTag,
    /// Mark all hits of the find with a tag.
    MarkHits,
    /// Name, move, merge and delete tags.
    ManageTags,
    /// Write a note.
    WriteNote,
    /// Write about the document as a whole.
    WriteMemo,
    /// Write about a tag: that of the active mark, or the last one.
    WriteTagMemo,
    /// Write about the library as a whole.
    WriteLibraryMemo,
    /// Remove the annotation.
    Remove,
    /// The annotation stands where it is suggested.
    AcceptPlace,
    /// Go to the next annotation whose place is only likely.
    NextUnsure,
    /// Show what can be ruled of the selection.
    ShowRulings,
    /// The selection is no part of the article.
    MarkNoise,
    /// The lines of the selection are headings of this level.
    MarkHeading(u8),
    /// They are no headings.
    MarkNoHeading,
    /// The first of them is the title.
    MarkTitle,
    /// Type the selection anew.
    CorrectText,
    /// Copy the selected text.
    Copy,
    /// Copy it with title and heading.
    CopyWithSource,
    /// Copy it with a citation by GB/T 7714.
    CopyGbt7714,
    /// Copy it with an entry for BibTeX.
    CopyBibtex,
    /// Put the caret on the page, or take it away.
    CaretBrowsing,
    /// A step of the caret, or of an end of what is selected or marked.
    Caret(Step),
    /// To the start of the line with the caret, else of the text.
    LineStart,
    /// To its end.
    LineEnd,
    /// Copy an address that leads to it.
    CopyLink,
    /// Go to the annotation before.
    PreviousNote,
    /// Go to the annotation after.
    NextNote,
    /// Undo the last change.
    Undo,
    /// Do the last undone change again.
    Redo,
    /// Show what can be undone and done again, to go back to any point.
    ShowSteps,
    /// Open the find bar.
    Find,
    /// Seek among the notes.
    FindInNotes,
    /// List the notes of the whole library, or again those of the document.
    NotesOfLibrary,
    /// Find what is selected.
    FindSelection,
    /// Find character by character, or no longer.
    FindExact,
    /// Find whole words only, or no longer.
    FindWholeWord,
    /// Find by regular expression, or no longer.
    FindRegex,
    /// Find by pinyin, or no longer.
    FindPinyin,
    /// Show the list of hits, or hide it.
    ToggleHits,
    /// Go to the next hit.
    FindNext,
    /// Go to the hit before.
    FindPrevious,
    /// Seek a command by its name.
    ShowCommands,
    /// Seek headings, notes, bookmarks and documents.
    GoAnywhere,
    /// Go to a percentage or a paragraph.
    GoToPlace,
    /// Put a bookmark at what is read, or take it away.
    ToggleBookmark,
    /// Show the bookmarks.
    ShowBookmarks,
    /// To the next paragraph, which then is what keys act on.
    NextParagraph,
    /// To the paragraph before.
    PreviousParagraph,
    /// Select the next sentence.
    NextSentence,
    /// Select the sentence before.
    PreviousSentence,
    /// Select the next larger unit.
    GrowSelection,
    /// Select what was selected before it grew.
    ShrinkSelection,
    /// Select the paragraph; again, the section; again, all.
    SelectAll,
    /// The keyboard to the next region of the window.
    NextRegion,
    /// To the region before.
    PreviousRegion,
    /// Go to the heading before.
    PreviousHeading,
    /// Go to the next heading.
    NextHeading,
    /// A page up.
    PageUp,
    /// A page down.
    PageDown,
    /// A line up.
    LineUp,
    /// A line down.
    LineDown,
    /// To the start.
    Start,
    /// To the end.
    End,
    /// Back to where reading was before the last jump.
    Back,
    /// Forward again.
    Forward,
    /// Nothing but the page, or all again.
    FocusMode,
    /// Show or hide the contents.
    ToggleContents,
    /// Show or hide the notes.
    ToggleNotes,
    /// Show the document's tags at a glance.
    ShowOverview,
    /// What was done on each day.
    ShowDiary,
    /// Show the list of what was cleaned, or hide it.
    ShowCleaned,
    /// Show what was taken away in its place, or no longer.
    GhostView,
    /// Show file and cleaned text side by side, or no longer.
    CompareView,
    /// Open the file again in another encoding.
    ChooseEncoding,
    /// Show where the document comes from.
    ShowInfo,
    /// Open the settings of the page.
    ShowLook,
    /// Choose the face of the page's text.
    ShowFonts,
    /// Open all settings.
    ShowSettings,
    /// The next theme.
    CycleTheme,
    /// Larger text.
    Larger,
    /// Smaller text.
    Smaller,
    /// The usual text size.
    ResetSize,
    /// Longer lines.
    Wider,
    /// Shorter lines.
    Narrower,
    /// Show two places or documents beside each other, or one again.
    SplitView,
    /// Send the keyboard to the other half of the page.
    OtherHalf,
    /// Fill the screen, or leave it.
    FullScreen,
    /// The other language of the interface.
    SwitchLanguage,
    /// The list of keys.
    ShowKeys,
    /// Close what is on top, or let go.
    Escape,
}

use Action as A;
use Group::{Caret, File, Go, Mark, View};

/// All actions, in the order in which lists show them.
pub const TABLE: &[Entry] = &[
    entry(A::Highlight, Mark, "划线", "Highlight", &[key("H")]),
    entry(A::TagSlot(1), Mark, "打第 1 个标签", "Tag with slot 1", &[key("1")]),
    entry(A::TagSlot(2), Mark, "打第 2 个标签", "Tag with slot 2", &[key("2")]),
    entry(A::TagSlot(3), Mark, "打第 3 个标签", "Tag with slot 3", &[key("3")]),
    entry(A::TagSlot(4), Mark, "打第 4 个标签", "Tag with slot 4", &[key("4")]),
    entry(A::TagSlot(5), Mark, "打第 5 个标签", "Tag with slot 5", &[key("5")]),
    entry(A::TagSlot(6), Mark, "打第 6 个标签", "Tag with slot 6", &[key("6")]),
    entry(A::TagSlot(7), Mark, "打第 7 个标签", "Tag with slot 7", &[key("7")]),
    entry(A::TagSlot(8), Mark, "打第 8 个标签", "Tag with slot 8", &[key("8")]),
    entry(A::TagSlot(9), Mark, "打第 9 个标签", "Tag with slot 9", &[key("9")]),
    entry(A::RepeatTags, Mark, "重复上次标签", "Repeat last tags", &[key("0")]),
    entry(A::ArmMarker, Mark, "拿起或放下标记笔", "Take or drop the marker", &[key("M")]),
    entry(A::PickTag, Mark, "选标签…", "Choose tag…", &[key("T"), shift("3")]),
    entry(A::MarkHits, Mark, "标记全部结果…", "Mark all hits…", &[alt("M")]),
    entry(A::ManageTags, Mark, "管理标签…", "Manage tags…", &[ctrl_shift("T")]),
    entry(A::WriteNote, Mark, "写批注", "Write note", &[key("N"), key("Enter")]),
    entry(A::WriteMemo, Mark, "写全文备忘", "Write about the document", &[shift("N")]),
    entry(A::WriteTagMemo, Mark, "写标签备忘…", "Write about a tag…", &[alt("N")]),
    entry(A::WriteLibraryMemo, Mark, "写全库备忘…", "Write about the library…", &[alt_shift("N")]),
    entry(A::Remove, Mark, "删除标注", "Remove mark", &[key("Delete"), key("Backspace")]),
    entry(A::JoinMarks, Mark, "合并相邻标注", "Join with neighbours", &[key("U")]),
    entry(A::SplitMark, Mark, "在光标处拆分标注", "Split at the caret", &[key("S")]),
    entry(A::AcceptPlace, Mark, "位置没错", "The place is right", &[key("Y")]),
    entry(A::NextUnsure, Mark, "下一条待确认的标注", "Next note to check", &[shift("Y")]),
    entry(A::ShowRulings, Mark, "校订选中的文字…", "Correct the selection…", &[shift("F10")]),
    entry(A::MarkNoise, Mark, "不是正文", "Not the article", &[key("X")]),
    entry(A::CorrectText, Mark, "改字…", "Correct text…", &[key("C")]),
    entry(A::MarkHeading(1), Mark, "设为一级标题", "Make it a heading", &[alt("1")]),
    entry(A::MarkHeading(2), Mark, "设为二级标题", "Make it a heading of level 2", &[alt("2")]),
    entry(A::MarkHeading(3), Mark, "设为三级标题", "Make it a heading of level 3", &[alt("3")]),
    entry(A::MarkNoHeading, Mark, "不是标题", "Not a heading", &[alt("0")]),
    entry(A::MarkTitle, Mark, "设为题名", "Make it the title", &[shift("T")]),
    entry(A::Undo, Mark, "撤销", "Undo", &[ctrl("Z")]),
    entry(A::Redo, Mark, "重做", "Redo", &[ctrl("Y"), ctrl_shift("Z")]),
    entry(A::ShowSteps, Mark, "撤销到哪一步…", "Undo back to…", &[alt("Z")]),
    entry(A::Copy, Mark, "复制", "Copy", &[ctrl("C")]),
    entry(A::CopyWithSource, Mark, "连同出处复制", "Copy with source", &[ctrl_shift("C")]),
    entry(A::CopyGbt7714, Mark, "按 GB/T 7714 复制引文", "Copy with GB/T 7714 citation", &[]),
    entry(A::CopyBibtex, Mark, "连同 BibTeX 条目复制", "Copy with BibTeX entry", &[]),
    entry(A::CopyLink, Mark, "复制链接", "Copy link", &[ctrl_shift("L")]),
    entry(A::PreviousNote, Go, "上一处标注", "Previous mark", &[key("OpenBracket")]),
    entry(A::NextNote, Go, "下一处标注", "Next mark", &[key("CloseBracket")]),
    entry(A::Find, Go, "查找", "Find", &[ctrl("F"), key("Slash")]),
    entry(A::FindInNotes, Go, "搜索标注", "Search notes", &[ctrl_shift("F")]),
    entry(A::NotesOfLibrary, Go, "标注栏：本文或全库", "Notes: document or library", &[alt("F")]),
    entry(A::FindSelection, Go, "查找选中的文字", "Find the selection", &[shift("8")]),
    entry(A::FindNext, Go, "下一个结果", "Next hit", &[key("F3")]),
    entry(A::FindPrevious, Go, "上一个结果", "Previous hit", &[shift("F3")]),
    entry(A::ToggleHits, Go, "结果列表", "List of hits", &[alt("L")]),
    entry(A::FindExact, Go, "精确查找", "Find exactly", &[alt("C")]),
    entry(A::FindWholeWord, Go, "只找整词", "Find whole words", &[alt("W")]),
    entry(A::FindRegex, Go, "用正则表达式查找", "Find by regular expression", &[alt("R")]),
    entry(A::FindPinyin, Go, "用拼音查找", "Find by pinyin", &[alt("P")]),
    entry(A::GoAnywhere, Go, "跳转到…", "Go anywhere…", &[ctrl("P")]),
    entry(A::ShowCommands, Go, "所有命令…", "All commands…", &[ctrl_shift("P")]),
    entry(A::GoToPlace, Go, "到某段或百分比…", "Go to paragraph or percent…", &[ctrl("G")]),
    entry(A::ToggleBookmark, Go, "加书签或取消书签", "Add or remove bookmark", &[ctrl("D")]),
    entry(A::ShowBookmarks, Go, "书签", "Bookmarks", &[ctrl_shift("B")]),
    entry(A::NextParagraph, Go, "下一段", "Next paragraph", &[key("J")]),
    entry(A::PreviousParagraph, Go, "上一段", "Previous paragraph", &[key("K")]),
    entry(A::NextSentence, Go, "选下一句", "Select next sentence", &[shift("J"), ctrl("J")]),
    entry(A::PreviousSentence, Go, "选上一句", "Select previous sentence", &[shift("K")]),
    entry(A::GrowSelection, Go, "扩大选择", "Grow the selection", &[key("E")]),
    entry(A::ShrinkSelection, Go, "缩小选择", "Shrink the selection", &[shift("E")]),
    entry(A::SelectAll, Go, "选段落、章节、全文", "Select paragraph, section, all", &[ctrl("A")]),
    entry(A::NextHeading, Go, "下一个标题", "Next heading", &[alt("ArrowDown"), ctrl("PageDown")]),
    entry(
        A::PreviousHeading,
        Go,
        "上一个标题",
        "Previous heading",
        &[alt("ArrowUp"), ctrl("PageUp")],
    ),
    entry(A::PageDown, Go, "下一页", "Page down", &[key("Space"), key("PageDown")]),
    entry(A::PageUp, Go, "上一页", "Page up", &[shift("Space"), key("PageUp")]),
    entry(A::LineDown, Go, "下一行", "Line down", &[key("ArrowDown")]),
    entry(A::LineUp, Go, "上一行", "Line up", &[key("ArrowUp")]),
    entry(A::Start, Go, "到开头", "To the start", &[ctrl("Home")]),
    entry(A::End, Go, "到结尾", "To the end", &[ctrl("End")]),
    entry(A::CaretBrowsing, Caret, "光标浏览", "Caret browsing", &[key("F7")]),
    step(By::Character, false, Moved::Caret, "光标左移一字", "Caret left", &[key("ArrowLeft")]),
    step(By::Character, true, Moved::Caret, "光标右移一字", "Caret right", &[key("ArrowRight")]),
    step(By::Word, false, Moved::Caret, "光标左移一词", "Caret a word left", &[ctrl("ArrowLeft")]),
    step(By::Word, true, Moved::Caret, "光标右移一词", "Caret a word right", &[ctrl("ArrowRight")]),
    step(
        By::Paragraph,
        false,
        Moved::Caret,
        "光标到上一段",
        "Caret up a paragraph",
        &[ctrl("ArrowUp")],
    ),
    step(
        By::Paragraph,
        true,
        Moved::Caret,
        "光标到下一段",
        "Caret down a paragraph",
        &[ctrl("ArrowDown")],
    ),
    entry(A::LineStart, Caret, "到行首（无光标时到开头）", "To line start", &[key("Home")]),
    entry(A::LineEnd, Caret, "到行尾（无光标时到结尾）", "To line end", &[key("End")]),
    step(By::Character, false, Moved::End, "末端左移一字", "End left", &[shift("ArrowLeft")]),
    step(By::Character, true, Moved::End, "末端右移一字", "End right", &[shift("ArrowRight")]),
    step(
        By::Word,
        false,
        Moved::End,
        "末端左移一词",
        "End a word left",
        &[ctrl_shift("ArrowLeft")],
    ),
    step(
        By::Word,
        true,
        Moved::End,
        "末端右移一词",
        "End a word right",
        &[ctrl_shift("ArrowRight")],
    ),
    step(By::Line, false, Moved::End, "末端上移一行", "End up a line", &[shift("ArrowUp")]),
    step(By::Line, true, Moved::End, "末端下移一行", "End down a line", &[shift("ArrowDown")]),
    step(
        By::Paragraph,
        false,
        Moved::End,
        "末端到上一段",
        "End up a paragraph",
        &[ctrl_shift("ArrowUp")],
    ),
    step(
        By::Paragraph,
        true,
        Moved::End,
        "末端到下一段",
        "End down a paragraph",
        &[ctrl_shift("ArrowDown")],
    ),
    step(By::LineEdge, false, Moved::End, "末端到行首", "End to line start", &[shift("Home")]),
    step(By::LineEdge, true, Moved::End, "末端到行尾", "End to line end", &[shift("End")]),
    step(
        By::Character,
        false,
        Moved::Start,
        "首端左移一字",
        "Start left",
        &[alt_shift("ArrowLeft")],
    ),
    step(
        By::Character,
        true,
        Moved::Start,
        "首端右移一字",
        "Start right",
        &[alt_shift("ArrowRight")],
    ),
    entry(A::Back, Go, "返回原处", "Back", &[alt("ArrowLeft")]),
    entry(A::Forward, Go, "前进", "Forward", &[alt("ArrowRight")]),
    entry(A::NextRegion, Go, "下一个区域", "Next region", &[key("F6")]),
    entry(A::PreviousRegion, Go, "上一个区域", "Previous region", &[shift("F6")]),
    entry(A::Open, File, "打开文件…", "Open file…", &[ctrl("O")]),
    entry(
        A::OpenPasted,
        File,
        "把剪贴板里的文字作为文档",
        "New document from clipboard",
        &[ctrl_shift("V")],
    ),
    entry(A::ShowStart, File, "最近读过", "Recent documents", &[ctrl_shift("O")]),
    entry(A::OpenSample, File, "看看示例文章", "Open the sample", &[]),
    entry(A::OpenGuide, File, "使用指南", "Guide", &[]),
    entry(A::StartTour, File, "新手引导", "Tour", &[]),
    entry(A::Export, File, "导出标注…", "Export notes…", &[ctrl("E")]),
    entry(A::ShowHistory, File, "标注的历史…", "History of the notes…", &[]),
    entry(A::BackUp, File, "备份笔记库…", "Back up the library…", &[]),
    entry(A::RestoreBackup, File, "恢复备份…", "Restore a backup…", &[]),
    entry(A::MoveLibrary, File, "笔记库换个文件夹…", "Keep the library in another folder…", &[]),
    entry(A::JoinLibrary, File, "并入另一个笔记库…", "Merge another library…", &[]),
    entry(A::ToggleBeside, File, "标注也存在文档旁边", "Keep the notes beside the document", &[]),
    entry(A::PartVersion, File, "这个文件另算一篇", "Make the file a document of its own", &[]),
    entry(A::SaveElsewhere, File, "标注另存到别处…", "Save the notes elsewhere…", &[]),
    entry(A::ChooseEncoding, File, "换编码重新打开…", "Reopen in another encoding…", &[]),
    entry(A::NextTab, File, "下一个标签页", "Next tab", &[ctrl("Tab")]),
    entry(A::PreviousTab, File, "上一个标签页", "Previous tab", &[ctrl_shift("Tab")]),
    entry(A::Close, File, "关闭文档", "Close document", &[ctrl("W")]),
    entry(A::ShowAbout, File, "关于丹黄", "About Danhuang", &[]),
    entry(A::Quit, File, "退出", "Quit", &[ctrl("Q")]),
    entry(A::FocusMode, View, "专注模式", "Focus mode", &[key("Z")]),
    entry(A::ToggleContents, View, "目录", "Contents", &[key("F9")]),
    entry(A::ToggleNotes, View, "标注栏", "Notes", &[shift("F9")]),
    entry(A::ShowOverview, View, "标签概览", "Overview of tags", &[alt("O")]),
    entry(A::ShowDiary, View, "阅读日志…", "Reading diary…", &[alt("J")]),
    entry(A::ShowCleaned, View, "清理了什么", "What was cleaned", &[]),
    entry(A::GhostView, View, "就地看清理", "Show what was taken away in place", &[key("O")]),
    entry(A::CompareView, View, "对照原文", "Compare with the file", &[shift("O")]),
    entry(A::ShowInfo, View, "文档信息", "Document information", &[key("I")]),
    entry(A::ShowLook, View, "版式", "Page layout", &[key("A")]),
    entry(A::ShowFonts, View, "正文字体…", "Text face…", &[]),
    entry(A::ShowSettings, View, "设置…", "Settings…", &[ctrl("Comma")]),
    entry(A::CycleTheme, View, "换主题", "Next theme", &[ctrl_shift("D")]),
    entry(
        A::Larger,
        View,
        "放大文字",
        "Larger text",
        &[ctrl("Equals"), ctrl("Plus"), ctrl_shift("Equals")],
    ),
    entry(A::Smaller, View, "缩小文字", "Smaller text", &[ctrl("Minus")]),
    entry(A::ResetSize, View, "默认字号", "Usual text size", &[ctrl("0")]),
    entry(A::Wider, View, "加长一行", "Longer lines", &[key("W")]),
    entry(A::Narrower, View, "缩短一行", "Shorter lines", &[shift("W")]),
    entry(A::SplitView, View, "分栏", "Split view", &[ctrl("Backslash")]),
    entry(A::OtherHalf, View, "到另一栏", "Other half", &[alt("Backslash")]),
    entry(A::FullScreen, View, "全屏", "Full screen", &[key("F11")]),
    entry(A::SwitchLanguage, View, "界面语言：English", "Language: 中文", &[]),
    entry(A::ShowKeys, View, "快捷键", "Keys", &[key("F1"), shift("Slash"), key("Questionmark")]),
    entry(A::Escape, View, "关闭或取消", "Close or let go", &[key("Escape")]),
];
