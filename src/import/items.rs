//! What stands before paragraphs in programs that number them, and which of these are lists.

use crate::import::Parsed;
use crate::text::HintKind;

/// What stands before a paragraph.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Label {
    /// A sign of a list, of this level from 0.
    Bullet(usize),
    /// A number of a list as such is written everywhere, `3. `, with its level from 0.
    Item(String, usize),
    /// A number, with the gap behind it.
    Text(String),
}

/// How a label is written.
pub(super) enum Written {
    /// As the mark of a list's item, of this level from 0.
    Item(usize, String),
    /// As text.
    Text(String),
}

/// What is behind a number.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Gap {
    #[default]
    Space,
    Nothing,
}

impl Label {
    /// The label of a number as it is written, of a level from 0; nothing if there is none.
    pub(super) fn of_number(number: &str, level: usize, gap: Gap) -> Option<Self> {
        let bare = number.trim();
        let digits = bare.strip_suffix('.').unwrap_or_default();
        if !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit()) {
            return Some(Self::Item(format!("{bare} "), level));
        }
        let space = if gap == Gap::Space && needs_gap(bare) { " " } else { "" };
        (!bare.is_empty()).then(|| Self::Text(format!("{bare}{space}")))
    }

    /// How it is written before a paragraph; a heading is no item, and has no sign.
    pub(super) fn written(self, is_heading: bool) -> Option<Written> {
        match self {
            Self::Bullet(_) if is_heading => None,
            Self::Bullet(level) => Some(Written::Item(level, "- ".to_owned())),
            Self::Item(number, level) if !is_heading => Some(Written::Item(level, number)),
            Self::Item(number, _) | Self::Text(number) => Some(Written::Text(number)),
        }
    }
}

/// Marks of full width have their gap in themselves.
fn needs_gap(number: &str) -> bool {
    const GAPLESS: [char; 12] =
        ['、', '．', '）', '。', '：', '】', '》', '」', '〉', '〕', '，', '』'];
    !number.ends_with(GAPLESS)
}

/// Leaves its number to the text of each numbered item above and below which no other item stands: a heading or
/// a paragraph that was numbered.
pub(super) fn lone_items_are_text(parsed: &mut Parsed) {
    let lone = lone_items(parsed);
    if lone.is_empty() {
        return;
    }
    parsed.hints.retain(|hint| {
        let is_of_item = matches!(hint.kind, HintKind::ListItem | HintKind::Markup);
        !(is_of_item && lone.binary_search(&hint.span.start.index()).is_ok())
    });
}

/// Where the lone items start, in order.
fn lone_items(parsed: &Parsed) -> Vec<usize> {
    let starts = |kind: HintKind| -> Vec<usize> {
        let of_kind = parsed.hints.iter().filter(|hint| hint.kind == kind);
        of_kind.map(|hint| hint.span.start.index()).collect()
    };
    let (items, marks) = (starts(HintKind::ListItem), starts(HintKind::Markup));
    let has = |starts: &[usize], at: usize| starts.binary_search(&at).is_ok();
    let (mut lone, mut start) = (Vec::new(), 0);
    let (mut was_item, mut candidate) = (false, None);
    for line in parsed.decoded.text.split_inclusive('\n') {
        let is_item = has(&items, start);
        if !is_item {
            lone.extend(candidate);
        }
        let is_numbered = line.starts_with(|c: char| c.is_ascii_digit()) && has(&marks, start);
        candidate = (is_item && is_numbered && !was_item).then_some(start);
        was_item = is_item;
        start += line.len();
    }
    lone.extend(candidate);
    lone
}
