//! A line of the table of actions, and what an action says of itself by its line. The lines stand in `commands`.

use crate::app::caret::{By, Moved, Step};
use crate::app::{Action, Shortcut, TABLE};
use crate::text::Bilingual;

/// Where in a list of actions one stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Group {
    /// Files and the program.
    File,
    /// Marking, tagging, noting.
    Mark,
    /// Finding and getting about.
    Go,
    /// The caret, and the ends of what is selected or marked.
    Caret,
    /// The look of things.
    View,
}

impl Group {
    /// All, in the order of the list of keys.
    pub const ALL: [Self; 5] = [Self::Mark, Self::Go, Self::Caret, Self::File, Self::View];

    /// Its name.
    pub const fn name(self) -> Bilingual {
        match self {
            Self::File => Bilingual::new("文件", "File"),
            Self::Mark => Bilingual::new("标注", "Marking"),
            Self::Go => Bilingual::new("查找与跳转", "Finding and moving"),
            Self::Caret => Bilingual::new("光标与边界", "Caret and edges"),
            Self::View => Bilingual::new("界面", "View"),
        }
    }
}

/// One line of the table.
#[derive(Clone, Copy, Debug)]
pub struct Entry {
    /// The action.
    pub action: Action,
    /// Its name.
    pub name: Bilingual,
    /// Its keys, the first shown. One without Ctrl, Alt or F works only while the page has the focus.
    pub keys: &'static [Shortcut],
    /// Where it stands in lists.
    pub group: Group,
}

/// A line of the table.
pub(super) const fn entry(
    action: Action,
    group: Group,
    zh: &'static str,
    en: &'static str,
    keys: &'static [Shortcut],
) -> Entry {
    Entry { action, name: Bilingual::new(zh, en), keys, group }
}

/// A line for a step.
pub(super) const fn step(
    by: By,
    is_forward: bool,
    moved: Moved,
    zh: &'static str,
    en: &'static str,
    keys: &'static [Shortcut],
) -> Entry {
    entry(Action::Caret(Step { by, is_forward, moved }), Group::Caret, zh, en, keys)
}

impl Action {
    /// Its line of the table.
    pub fn entry(self) -> &'static Entry {
        let found = TABLE.iter().find(|entry| entry.action == self);
        found.expect("every action has its line, as a test shows")
    }

    /// Its name.
    pub fn name(self) -> Bilingual {
        self.entry().name
    }

    /// Whether it means nothing without an open document.
    pub const fn needs_document(self) -> bool {
        !matches!(
            self,
            Self::Open
                | Self::OpenPasted
                | Self::OpenSample
                | Self::OpenGuide
                | Self::StartTour
                | Self::ShowStart
                | Self::NextTab
                | Self::PreviousTab
                | Self::ShowAbout
                | Self::Quit
                | Self::BackUp
                | Self::RestoreBackup
                | Self::JoinLibrary
                | Self::MoveLibrary
                | Self::ShowCommands
                | Self::GoAnywhere
                | Self::NextRegion
                | Self::PreviousRegion
                | Self::ShowLook
                | Self::ShowFonts
                | Self::ShowSettings
                | Self::CycleTheme
                | Self::Larger
                | Self::Smaller
                | Self::ResetSize
                | Self::Wider
                | Self::Narrower
                | Self::FullScreen
                | Self::SwitchLanguage
                | Self::ShowKeys
                | Self::Escape
        )
    }

    /// Whether it opens something that is typed into at once.
    pub const fn opens_field(self) -> bool {
        matches!(
            self,
            Self::MarkHits
                | Self::PickTag
                | Self::ManageTags
                | Self::WriteNote
                | Self::WriteMemo
                | Self::WriteTagMemo
                | Self::WriteLibraryMemo
                | Self::CorrectText
                | Self::Find
                | Self::FindInNotes
                | Self::ShowCommands
                | Self::GoAnywhere
                | Self::GoToPlace
                | Self::ShowFonts
                | Self::ShowSettings
                | Self::ShowKeys
                | Self::ShowDiary
        )
    }

    /// Its name with its first key, for a tool tip.
    pub fn tip(self, language: crate::text::Language) -> String {
        let entry = self.entry();
        match entry.keys.first() {
            Some(shortcut) => format!("{}　{}", entry.name.get(language), shortcut.label()),
            None => entry.name.get(language).to_owned(),
        }
    }
}
