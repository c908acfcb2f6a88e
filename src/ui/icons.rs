//! The icons by name: places in the small icon font of fonts/.

/// Lucide's `panel-left`.
pub const SIDEBAR: &str = "\u{e12a}";
/// Lucide's `arrow-left`.
pub const ARROW_LEFT: &str = "\u{e048}";
/// Lucide's `arrow-right`.
pub const ARROW_RIGHT: &str = "\u{e049}";
/// Lucide's `folder-open`.
pub const FOLDER_OPEN: &str = "\u{e247}";
/// Lucide's `search`.
pub const SEARCH: &str = "\u{e151}";
/// Lucide's `contrast`.
pub const CONTRAST: &str = "\u{e09d}";
/// Lucide's `brush-cleaning`.
pub const BRUSH_CLEANING: &str = "\u{e666}";
/// Lucide's `sticky-note`.
pub const NOTES: &str = "\u{e303}";
/// Lucide's `notebook-pen`.
pub const NOTEBOOK_PEN: &str = "\u{e596}";
/// Lucide's `x`.
pub const CLOSE: &str = "\u{e1b2}";
/// Lucide's `chevron-right`.
pub const CHEVRON_RIGHT: &str = "\u{e06f}";
/// Lucide's `chevron-down`.
pub const CHEVRON_DOWN: &str = "\u{e06d}";
/// Lucide's `chevron-up`.
pub const CHEVRON_UP: &str = "\u{e070}";
/// Lucide's `chevron-left`.
pub const CHEVRON_LEFT: &str = "\u{e06e}";
/// Lucide's `check`.
pub const CHECK: &str = "\u{e06c}";
/// Lucide's `plus`.
pub const PLUS: &str = "\u{e13d}";
/// Lucide's `trash-2`.
pub const TRASH: &str = "\u{e18e}";
/// Lucide's `pencil`.
pub const PENCIL: &str = "\u{e1f9}";
/// Lucide's `tag`.
pub const TAG: &str = "\u{e17f}";
/// Lucide's `copy`.
pub const COPY: &str = "\u{e09e}";
/// Lucide's `ellipsis`.
pub const ELLIPSIS: &str = "\u{e0b6}";
/// Lucide's `undo-2`.
pub const UNDO: &str = "\u{e2a1}";
/// Lucide's `redo-2`.
pub const REDO: &str = "\u{e2a0}";
/// Lucide's `download`.
pub const DOWNLOAD: &str = "\u{e0b2}";
/// Lucide's `settings`.
pub const SETTINGS: &str = "\u{e154}";
/// Lucide's `bookmark`.
pub const BOOKMARK: &str = "\u{e060}";
/// Lucide's `list`.
pub const LIST: &str = "\u{e106}";
/// Lucide's `funnel`.
pub const FUNNEL: &str = "\u{e0dc}";
/// Lucide's `triangle-alert`.
pub const TRIANGLE_ALERT: &str = "\u{e193}";
/// Lucide's `info`.
pub const INFO: &str = "\u{e0f9}";
/// Lucide's `file-text`.
pub const FILE_TEXT: &str = "\u{e0cc}";
/// Lucide's `clock`.
pub const CLOCK: &str = "\u{e087}";
/// Lucide's `external-link`.
pub const EXTERNAL_LINK: &str = "\u{e0b9}";
/// Lucide's `languages`.
pub const LANGUAGES: &str = "\u{e0fe}";
/// Lucide's `keyboard`.
pub const KEYBOARD: &str = "\u{e284}";
/// Lucide's `eye`.
pub const EYE: &str = "\u{e0ba}";
/// Lucide's `eye-off`.
pub const EYE_OFF: &str = "\u{e0bb}";
/// Lucide's `rotate-ccw`.
pub const ROTATE_CCW: &str = "\u{e148}";
/// Lucide's `highlighter`.
pub const HIGHLIGHTER: &str = "\u{e0f4}";
/// Lucide's `circle-alert`.
pub const CIRCLE_ALERT: &str = "\u{e077}";
/// Lucide's `a-large-small`.
pub const A_LARGE_SMALL: &str = "\u{e587}";
/// Lucide's `book-open`.
pub const BOOK_OPEN: &str = "\u{e05f}";
/// Lucide's `message-square-text`.
pub const MESSAGE_SQUARE_TEXT: &str = "\u{e575}";
/// Lucide's `maximize`.
pub const MAXIMIZE: &str = "\u{e112}";
/// Lucide's `log-out`.
pub const LOG_OUT: &str = "\u{e10e}";
/// Lucide's `house`.
pub const HOUSE: &str = "\u{e0f5}";
/// Lucide's `square-pen`.
pub const SQUARE_PEN: &str = "\u{e172}";
