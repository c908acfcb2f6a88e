//! What paragraphs are by the names and levels of their styles, in the formats that have styles.

use crate::import::Parsed;
use crate::text::HintKind;

/// The level of a title until it is known whether there is one.
pub(super) const TITLE: u8 = 0;

/// What Word's own styles are, by their names in any case: `heading 1`, 标题 1, `Title`, `Quote`.
pub(super) fn kind(name: &str) -> Option<HintKind> {
    let name = name.to_lowercase();
    let name = name.trim();
    if matches!(name, "title" | "标题") {
        return Some(HintKind::Heading(TITLE));
    }
    if matches!(
        name,
        "quote" | "quotations" | "intense quote" | "block text" | "blocktext" | "引用" | "明显引用"
    ) {
        return Some(HintKind::Quote);
    }
    if matches!(
        name,
        "source code"
            | "html preformatted"
            | "preformatted text"
            | "macro text"
            | "code"
            | "code block"
            | "代码"
            | "代码块"
    ) {
        return Some(HintKind::Code);
    }
    if is_caption(name) {
        return Some(HintKind::Caption);
    }
    let number = name.strip_prefix("heading").or_else(|| name.strip_prefix("标题"))?;
    let level = number.trim().parse().ok().filter(|level| (1..=9).contains(level));
    level.map(HintKind::Heading)
}

/// Whether a style of words, by its name in any case, is that of code among a sentence's words.
pub(super) fn is_code(name: &str) -> bool {
    const NAMES: [&str; 11] = [
        "source text",
        "verbatim char",
        "html code",
        "html keyboard",
        "html sample",
        "html typewriter",
        "teletype",
        "user entry",
        "inline code",
        "codewords",
        "行内代码",
    ];
    NAMES.contains(&name.to_lowercase().replace('_', " ").trim())
}

/// Whether the letters of a font are all of one width, as code is set, by its name.
pub(super) fn is_monospaced(font: &str) -> bool {
    const NAMES: [&str; 7] =
        ["courier", "consolas", "menlo", "monaco", "lucida console", "source code", "fira code"];
    let font = font.to_lowercase();
    let is_named = NAMES.iter().any(|name| font.starts_with(name));
    is_named || font.split([' ', '-']).any(|word| word == "mono")
}

/// Whether a style, its name in lower case, is that of what is said of pictures and tables: Word's own by its names in
/// the languages that write it so, those of `LibreOffice`, and those that pandoc and people derive from them.
fn is_caption(name: &str) -> bool {
    const NAMES: [&str; 30] = [
        "illustration",
        "table",
        "figure",
        "drawing",
        "题注",
        "插图",
        "表格",
        "图题",
        "表题",
        "图注",
        "表注",
        "图名",
        "表名",
        "图标题",
        "表标题",
        "图片标题",
        "表格标题",
        "图表标题",
        "題註",
        "標號",
        "図表番号",
        "캡션",
        "beschriftung",
        "légende",
        "descripción",
        "epígrafe",
        "didascalia",
        "legenda",
        "bijschrift",
        "название объекта",
    ];
    // Of paragraphs that hold a picture pandoc says that it has a caption.
    let is_derived = name.ends_with("caption") && !name.contains("with");
    is_derived || NAMES.contains(&name)
}

/// Whether a line begins as what is said of a picture or a table does where no style says so: 图1 …, 表 2-1 …,
/// Figure 3. …
pub(super) fn is_numbered_caption(line: &str) -> bool {
    const WORDS: [&str; 14] = [
        "图表", "图", "圖", "表", "附图", "附表", "插图", "Figure", "Fig.", "FIG.", "FIGURE",
        "Table", "TABLE", "Plate",
    ];
    let rest = WORDS.iter().find_map(|word| line.strip_prefix(word));
    rest.is_some_and(|rest| {
        rest.trim_start()
            .starts_with(|c: char| c.is_ascii_digit() || "一二三四五六七八九十".contains(c))
    })
}

/// Word counts levels from 0; 9 is body text.
pub(super) fn outline_level(value: &str) -> Option<u8> {
    value.parse::<u8>().ok().filter(|level| *level < 9).map(|level| level + 1)
}

/// A title stands above the headings, which count from 1 beside it.
pub(super) fn lower_below_title(parsed: &mut Parsed) {
    let has_title = parsed.hints.iter().any(|hint| hint.kind == HintKind::Heading(TITLE));
    for hint in parsed.hints.iter_mut().filter(|_| has_title) {
        if let HintKind::Heading(level) = &mut hint.kind {
            *level += 1;
        }
    }
}
