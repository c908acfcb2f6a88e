//! Codebooks of other hands as a table: a row a tag. Reading only; how the tags come into the library is not its
//! business.

use crate::exchange::{color_name, csv as csv_cells};
use crate::notebook::{HighlightColor, LinePattern, PATH_SEPARATOR, TagRow};

/// Why a table is no codebook.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CodebookError {
    /// It has no column with names.
    #[error("no column is called path, name, tag, code, 标签 or 名称")]
    NoNames,
    /// A line of it cannot be read; counted from 1.
    #[error("line {0} cannot be read")]
    Line(u64),
}

/// What a column says, by what it is called.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Column {
    Path,
    Parent,
    Color,
    Pattern,
    Slot,
    Description,
    Memo,
}

const NAMES: &[(Column, &[&str])] = &[
    (Column::Path, &["path", "name", "tag", "code", "标签", "名称", "路径", "代码", "编码"]),
    (Column::Parent, &["parent", "category", "上级", "父标签", "类别"]),
    (Column::Color, &["color", "colour", "颜色"]),
    (Column::Pattern, &["pattern", "线型"]),
    (Column::Slot, &["slot", "key", "数字键", "快捷键"]),
    (Column::Description, &["description", "definition", "说明", "定义"]),
    (Column::Memo, &["memo", "备忘", "备注", "笔记"]),
];

/// The tags of a table with a head: comma, semicolon or tab between the cells.
pub fn rows_from_csv(text: &str) -> Result<Vec<TagRow>, CodebookError> {
    let text = text.trim_start_matches('\u{FEFF}');
    let head = text.lines().next().unwrap_or_default();
    let most = [',', '\t', ';'].into_iter().max_by_key(|sign| head.matches(*sign).count());
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(most.and_then(|sign| u8::try_from(sign).ok()).unwrap_or(b','))
        .flexible(true)
        .trim(csv::Trim::All)
        .from_reader(text.as_bytes());
    let head = reader.headers().map_err(|_| CodebookError::Line(1))?.clone();
    let columns: Vec<Option<Column>> = head.iter().map(column).collect();
    if !columns.contains(&Some(Column::Path)) {
        return Err(CodebookError::NoNames);
    }
    let mut rows = Vec::new();
    for record in reader.records() {
        let record = record.map_err(|error| {
            CodebookError::Line(error.position().map_or(0, csv::Position::line))
        })?;
        let cell = |wanted: Column| {
            let at = columns.iter().position(|column| *column == Some(wanted))?;
            record.get(at).map(csv_cells::unguarded).filter(|cell| !cell.is_empty())
        };
        let Some(name) = cell(Column::Path) else { continue };
        // Other coders say in a memo what a tag means, where they say it nowhere else.
        let [description, memo] = match [Column::Description, Column::Memo].map(cell) {
            [None, memo] if !columns.contains(&Some(Column::Description)) => [memo, None],
            words => words,
        };
        let path = match cell(Column::Parent) {
            Some(parent) => format!("{parent}{PATH_SEPARATOR}{name}"),
            None => name.to_owned(),
        };
        rows.push(TagRow {
            path,
            color: cell(Column::Color).and_then(color),
            pattern: cell(Column::Pattern).and_then(LinePattern::from_id),
            slot: cell(Column::Slot).and_then(|slot| slot.parse().ok()),
            description: description.unwrap_or_default().to_owned(),
            memo: memo.unwrap_or_default().to_owned(),
        });
    }
    Ok(rows)
}

fn column(name: &str) -> Option<Column> {
    let name = name.trim().to_lowercase();
    NAMES.iter().find(|(_, names)| names.contains(&name.as_str())).map(|(column, _)| *column)
}

/// A colour by its name in either language, or the one of the palette that is nearest to a value such as `#FFCC00`.
pub fn color(name: &str) -> Option<HighlightColor> {
    let name = name.trim();
    let in_chinese = || HighlightColor::ALL.into_iter().find(|color| color_name(*color).zh == name);
    let known = HighlightColor::from_id(&name.to_lowercase());
    known.or_else(in_chinese).or_else(|| nearest(name))
}

/// The hues of the palette's inks, in degrees; the last has none.
const HUES: [(HighlightColor, f64); 7] = [
    (HighlightColor::Amber, 45.0),
    (HighlightColor::Azure, 210.0),
    (HighlightColor::Cinnabar, 12.0),
    (HighlightColor::Jade, 165.0),
    (HighlightColor::Wisteria, 272.0),
    (HighlightColor::Peach, 340.0),
    (HighlightColor::Olive, 75.0),
];

fn nearest(value: &str) -> Option<HighlightColor> {
    let hex = value.strip_prefix('#').filter(|hex| hex.len() == 6 && hex.is_ascii())?;
    let part = |at: usize| u8::from_str_radix(hex.get(at..at + 2)?, 16).ok().map(f64::from);
    let (red, green, blue) = (part(0)?, part(2)?, part(4)?);
    let (most, least) = (red.max(green).max(blue), red.min(green).min(blue));
    if most - least < 24.0 {
        return Some(HighlightColor::Slate);
    }
    let part = |a: f64, b: f64| (a - b) / (most - least);
    let hue = if (most - red).abs() < f64::EPSILON {
        60.0 * part(green, blue)
    } else if (most - green).abs() < f64::EPSILON {
        120.0 + 60.0 * part(blue, red)
    } else {
        240.0 + 60.0 * part(red, green)
    };
    let apart = |other: f64| {
        let apart = (hue.rem_euclid(360.0) - other).abs();
        apart.min(360.0 - apart)
    };
    HUES.iter().min_by(|a, b| apart(a.1).total_cmp(&apart(b.1))).map(|(color, _)| *color)
}
