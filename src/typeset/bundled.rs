//! The bytes of the bundled fonts, for those who measure and those who draw.
//!
//! fonts/README.md says what they hold and how they were made.

/// The page's face.
pub static PAGE: &[u8] = include_bytes!("../../fonts/NotoSerifSC-Regular.otf");
/// The page's bold face, for run-in leads and strong words.
pub static PAGE_BOLD: &[u8] = include_bytes!("../../fonts/NotoSerifSC-Bold.otf");
/// The face of the interface.
pub static SANS: &[u8] = include_bytes!("../../fonts/NotoSansSC-Regular.otf");
/// The bold face of headings and the interface.
pub static SANS_BOLD: &[u8] = include_bytes!("../../fonts/NotoSansSC-Bold.otf");
/// The icons, at the places that `ui::icons` names.
pub static ICONS: &[u8] = include_bytes!("../../fonts/Lucide-subset.ttf");
