//! A document's tags on one page: for each tag stripes along the text, and how many of its passages stand in
//! each section. A picture of plain shapes, which the window draws and a file holds alike.
//!
//! It knows no colours: a shape says whose it is, and who draws it knows the theme.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use crate::app::{State, texts};
use crate::exchange::escaped_markup;
use crate::notebook::{AnnotationId, HighlightColor, TagId, path_order};
use crate::text::{Clean, Span};

/// Most tags that have a row of their own; the most used come first.
const MOST_ROWS: usize = 200;
/// Sizes, in points.
const MARGIN: f32 = 8.0;
const LABEL_WIDTH: f32 = 150.0;
const COUNT_WIDTH: f32 = 44.0;
const HEAD_HEIGHT: f32 = 30.0;
const ROW_HEIGHT: f32 = 36.0;
const TRACK_HEIGHT: f32 = 14.0;
const LEAST_STRIPE: f32 = 2.0;
/// Narrowest section that has its count and its name, in points.
const LEAST_COUNTED: f32 = 16.0;
const LEAST_NAMED: f32 = 34.0;
/// Sizes of words, in points.
const LABEL_SIZE: f32 = 13.0;
const SMALL_SIZE: f32 = 11.5;

/// What a shape is drawn in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ink {
    /// The ground.
    Ground,
    /// Words.
    Text,
    /// Words of less weight.
    Weak,
    /// Thin lines, and the ground of a track.
    Hairline,
    /// The ink of a highlight's colour.
    Mark(HighlightColor),
}

/// Where words stand beside their place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Anchor {
    /// They begin there.
    Start,
    /// They end there.
    End,
}

/// A shape, in points from the picture's upper left corner.
#[derive(Clone, Debug, PartialEq)]
pub enum Shape {
    /// A filled box: its corner, its size, and the note that it stands for.
    Box([f32; 4], Ink, Option<AnnotationId>),
    /// Words whose middle is at this height, of this size.
    Words([f32; 2], f32, Anchor, Ink, String),
}

/// The picture.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Picture {
    /// How wide and how high it is, in points.
    pub size: [f32; 2],
    /// Its shapes, the lowest first.
    pub shapes: Vec<Shape>,
}

/// A section of the document: a heading of the highest level with what stands under it.
struct Section {
    name: String,
    start: usize,
}

/// A row of the picture.
struct TagRow {
    name: String,
    color: HighlightColor,
    notes: Vec<(Span<Clean>, AnnotationId)>,
}

/// The overview of the open document at this width; `None` where nothing is open.
pub fn picture(state: &State, width: f32) -> Option<Picture> {
    let open = state.open.as_ref()?;
    let length = open.document.cleaned.text.len().max(1);
    let (sections, rows) = (sections(state), rows(state));
    let track = width - 2.0 * MARGIN - LABEL_WIDTH - COUNT_WIDTH;
    let mut drawing = Drawing { sections, length, track, picture: Picture::default() };
    let height = HEAD_HEIGHT + ROW_HEIGHT * rows.len() as f32 + 3.0 * MARGIN;
    drawing.picture.size = [width, height];
    drawing.add([0.0, 0.0, width, height], Ink::Ground, None);
    drawing.head(height);
    for (index, row) in rows.iter().enumerate() {
        drawing.row(row, MARGIN + HEAD_HEIGHT + ROW_HEIGHT * index as f32);
    }
    Some(drawing.picture)
}

fn sections(state: &State) -> Vec<Section> {
    let Some(open) = &state.open else { return Vec::new() };
    let headings = &open.document.outline.headings;
    let top = headings.iter().map(|heading| heading.level).min().unwrap_or_default();
    let highest = headings.iter().filter(|heading| heading.level == top);
    let named = highest
        .map(|heading| Section { name: heading.text.clone(), start: heading.span.start.index() });
    let mut sections: Vec<Section> = named.collect();
    if sections.first().is_none_or(|first| first.start > 0) {
        let name = texts::BEFORE_HEADINGS.get(state.settings.language).to_owned();
        sections.insert(0, Section { name, start: 0 });
    }
    sections
}

/// The tags in use, most used first, then what has none.
fn rows(state: &State) -> Vec<TagRow> {
    let Some(open) = &state.open else { return Vec::new() };
    let mut by_tag: BTreeMap<Option<&TagId>, Vec<(Span<Clean>, AnnotationId)>> = BTreeMap::new();
    for mark in state.marks.iter() {
        let Some(note) = open.notebook.annotations.get(&mark.id) else { continue };
        let place = (mark.span, mark.id.clone());
        if note.tags.is_empty() {
            by_tag.entry(None).or_default().push(place.clone());
        }
        for tag in &note.tags {
            by_tag.entry(Some(tag)).or_default().push(place.clone());
        }
    }
    let mut rows: Vec<(bool, TagRow)> = by_tag
        .into_iter()
        .map(|(tag, notes)| {
            let known = tag.and_then(|tag| state.codebook.tags.get(tag));
            let untagged = || texts::UNTAGGED.get(state.settings.language).to_owned();
            let name = tag.map_or_else(untagged, |tag| state.codebook.path(tag));
            let color = known.map(|tag| tag.color).unwrap_or_default();
            (tag.is_none(), TagRow { name, color, notes })
        })
        .collect();
    rows.sort_by_cached_key(|(is_last, row)| {
        (*is_last, Reverse(row.notes.len()), path_order(&row.name))
    });
    rows.truncate(MOST_ROWS);
    rows.into_iter().map(|(_, row)| row).collect()
}

struct Drawing {
    sections: Vec<Section>,
    /// Of the text, in bytes.
    length: usize,
    /// How wide a track is, in points.
    track: f32,
    picture: Picture,
}

impl Drawing {
    fn add(&mut self, place: [f32; 4], ink: Ink, note: Option<AnnotationId>) {
        self.picture.shapes.push(Shape::Box(place, ink, note));
    }

    fn say(&mut self, at: [f32; 2], size: f32, anchor: Anchor, ink: Ink, text: String) {
        self.picture.shapes.push(Shape::Words(at, size, anchor, ink, text));
    }

    /// Where a place of the text stands on a track.
    fn x(&self, at: usize) -> f32 {
        MARGIN + LABEL_WIDTH + self.track * (at as f32 / self.length as f32)
    }

    /// The sections with where they begin and end in the text, and on a track.
    fn parts(&self) -> Vec<(usize, [usize; 2], [f32; 2])> {
        let ends = self.sections.iter().skip(1).map(|next| next.start).chain([self.length]);
        let parts = self.sections.iter().zip(ends).enumerate();
        let place = |(index, (section, end)): (usize, (&Section, usize))| {
            (index, [section.start, end], [self.x(section.start), self.x(end)])
        };
        parts.map(place).collect()
    }

    /// The names of the sections, and the lines between them.
    fn head(&mut self, height: f32) {
        let middle = MARGIN + HEAD_HEIGHT / 2.0 - 2.0;
        for (index, _, [left, right]) in self.parts() {
            self.add([left, MARGIN, 1.0, height - 2.0 * MARGIN], Ink::Hairline, None);
            let room = right - left - 8.0;
            if room >= LEAST_NAMED {
                let name = self.sections.get(index).map(|section| section.name.as_str());
                let name = fitted(name.unwrap_or_default(), room, SMALL_SIZE);
                self.say([left + 5.0, middle], SMALL_SIZE, Anchor::Start, Ink::Weak, name);
            }
        }
    }

    fn row(&mut self, row: &TagRow, top: f32) {
        let middle = top + TRACK_HEIGHT / 2.0 + 2.0;
        let name = fitted(&row.name, LABEL_WIDTH - 12.0, LABEL_SIZE);
        self.say([MARGIN, middle], LABEL_SIZE, Anchor::Start, Ink::Text, name);
        let right = MARGIN + LABEL_WIDTH + self.track + COUNT_WIDTH;
        let count = texts::grouped(row.notes.len());
        self.say([right, middle], LABEL_SIZE, Anchor::End, Ink::Text, count);
        let track = [MARGIN + LABEL_WIDTH, top + TRACK_HEIGHT + 4.0, self.track, 1.0];
        self.add(track, Ink::Hairline, None);
        for (span, id) in &row.notes {
            let (left, end) = (self.x(span.start.index()), self.x(span.end.index()));
            let width = (end - left).max(LEAST_STRIPE);
            let place = [left, top + 2.0, width, TRACK_HEIGHT];
            self.add(place, Ink::Mark(row.color), Some(id.clone()));
        }
        for (_, [start, end], [left, right]) in self.parts() {
            let is_in = |(span, _): &&(Span<Clean>, AnnotationId)| {
                (start..end).contains(&span.start.index())
            };
            let count = row.notes.iter().filter(is_in).count();
            if count > 0 && right - left >= LEAST_COUNTED {
                let at = [left + 5.0, top + TRACK_HEIGHT + 12.0];
                self.say(at, SMALL_SIZE, Anchor::Start, Ink::Weak, texts::grouped(count));
            }
        }
    }
}

/// Words cut to about this width, in points: a Chinese character is as wide as high, a letter about half.
fn fitted(text: &str, width: f32, size: f32) -> String {
    let wide = |c: char| if c.is_ascii() { 0.56 * size } else { size };
    let whole: f32 = text.chars().map(wide).sum();
    if whole <= width {
        return text.to_owned();
    }
    let mut room = width - size;
    let mut cut: String = text
        .chars()
        .take_while(|c| {
            room -= wide(*c);
            room >= 0.0
        })
        .collect();
    cut.push('…');
    cut
}

impl Picture {
    /// The picture as an SVG file; `color` says what each ink is, such as `#a38638`.
    pub fn to_svg(&self, title: &str, color: impl Fn(Ink) -> String) -> String {
        let [width, height] = self.size;
        let mut svg = format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" \
             viewBox=\"0 0 {width} {height}\" font-family=\"'Noto Sans SC', 'Source Han Sans SC', sans-serif\">\n\
             <title>{}</title>\n",
            escaped_markup(title)
        );
        for shape in &self.shapes {
            svg.push_str(&match shape {
                Shape::Box([x, y, width, height], ink, _) => format!(
                    "<rect x=\"{x:.2}\" y=\"{y:.2}\" width=\"{width:.2}\" height=\"{height:.2}\" fill=\"{}\"/>\n",
                    color(*ink)
                ),
                Shape::Words([x, y], size, anchor, ink, text) => format!(
                    "<text x=\"{x:.2}\" y=\"{:.2}\" font-size=\"{size}\" text-anchor=\"{}\" fill=\"{}\">{}</text>\n",
                    y + size * 0.36,
                    if *anchor == Anchor::End { "end" } else { "start" },
                    color(*ink),
                    escaped_markup(text)
                ),
            });
        }
        svg.push_str("</svg>\n");
        svg
    }
}

#[cfg(test)]
mod tests {
    use super::fitted;

    #[test]
    fn names_are_cut_to_their_room() {
        assert_eq!(fitted("数据", 40.0, 13.0), "数据");
        assert_eq!(fitted("一二三四五六", 40.0, 10.0), "一二三…");
        assert_eq!(fitted("", 0.0, 10.0), "");
    }
}
