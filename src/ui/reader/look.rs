//! How the page looks: its sizes, the face of a run, how each kind of paragraph is set. Lengths in physical pixels.
//! Pure data: nothing here is measured with fonts or painted.

use crate::app::{Fonts, PageFont, PageLook};
use crate::document::BlockKind;
use crate::typeset::metrics::Widths;
use crate::typeset::{Align, Autospace, Hanging, Kind, Prose, Style};
use crate::ui::reader::model::Piece;
use crate::ui::reader::pictures;

/// Sizes of the page in physical pixels; layouts are kept as long as it stays the same.
#[expect(clippy::struct_excessive_bools, reason = "each is a switch of its own")]
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Sizes {
    /// Physical pixels in a point.
    pub(crate) pixels_per_point: f32,
    /// The text size: a whole number of pixels, so that Chinese characters stand evenly.
    pub(crate) em: f64,
    /// The length of a full line: a whole number of ems.
    pub(crate) measure: f64,
    /// From one baseline to the next.
    pub(crate) line_height: f64,
    /// Whether full lines end flush.
    pub(crate) is_justified: bool,
    /// Whether paragraphs are indented.
    pub(crate) is_han: bool,
    /// Whether a primer's readings stand above their characters.
    pub(crate) lifts_readings: bool,
    /// Whether commas and full stops may stand outside the column.
    pub(crate) hanging: Hanging,
    /// The face of the text; with another one nothing is as wide as it was.
    pub(crate) font: PageFont,
    /// How wide its characters are, where it is an installed one.
    pub(crate) widths: Option<Widths>,
    /// Whether that face has no Chinese, so that marks which both scripts share are another's.
    pub(crate) lacks_han: bool,
    /// Space between paragraphs, in ems.
    pub(crate) paragraph_gap: f64,
    /// Whether Chinese paragraphs are indented.
    pub(crate) is_indented: bool,
    /// The gap between Han and Latin text.
    pub(crate) autospace: Autospace,
}

/// A text in a Latin script has shorter lines, and closer ones, than a Chinese one at the same settings:
/// 66 letters, about 33 em, and 1.55 em from line to line, where a Chinese one has 36 em and 1.75.
const LATIN_MEASURE: f64 = 33.0 / 36.0;
const LATIN_LINE_HEIGHT: f64 = 1.55 / 1.75;
/// It has more room between paragraphs, since they are not indented.
const LATIN_GAP: f64 = 2.0;

/// Space kept free on either side of the text, in points: room for marks of notes and the scroll bar.
pub(crate) const SIDE_POINTS: f32 = 28.0;
/// The shortest line, in ems, however narrow the window.
const SHORTEST_MEASURE: f64 = 8.0;

impl Sizes {
    /// The sizes for a page this many points wide; `zoom` is the interface's, which the text does not follow.
    pub(crate) fn new(
        page: &PageLook,
        is_han: bool,
        pixels_per_point: f32,
        zoom: f32,
        width_points: f32,
    ) -> Self {
        let scale = f64::from(pixels_per_point);
        let room = f64::from(width_points - 2.0 * SIDE_POINTS) * scale;
        let em = (f64::from(page.size_points) * scale / f64::from(zoom)).round();
        let (measure_share, line_share, gap_share) =
            if is_han { (1.0, 1.0, 1.0) } else { (LATIN_MEASURE, LATIN_LINE_HEIGHT, LATIN_GAP) };
        let longest = (f64::from(page.measure) * measure_share).round().max(SHORTEST_MEASURE);
        let fitting = (room / em).floor().clamp(SHORTEST_MEASURE, longest);
        let line_height = f64::from(page.line_height_percent) * line_share / 100.0;
        Self {
            pixels_per_point,
            em,
            measure: fitting * em,
            line_height: (em * line_height).round(),
            is_justified: if is_han { page.is_justified } else { page.is_latin_justified },
            is_han,
            lifts_readings: page.lifts_readings,
            hanging: if page.hangs_marks { Hanging::On } else { Hanging::Off },
            font: page.font,
            widths: None,
            lacks_han: false,
            paragraph_gap: f64::from(page.paragraph_gap_percent) * gap_share / 100.0,
            is_indented: page.is_indented,
            autospace: page.autospace,
        }
    }

    /// The same in the installed face that is ready to be drawn, if one is chosen.
    pub(crate) fn in_font(self, fonts: &Fonts) -> Self {
        let Some(loaded) = fonts.ready(self.font) else { return self };
        Self { widths: Some(loaded.widths), lacks_han: !loaded.has_han, ..self }
    }

    /// Whole pixels for a number of points.
    pub(crate) fn pixels(&self, points: f64) -> f64 {
        (points * f64::from(self.pixels_per_point)).round()
    }

    /// Points for a number of pixels.
    pub(crate) fn points(&self, pixels: f64) -> f32 {
        (pixels / f64::from(self.pixels_per_point)) as f32
    }
}

/// The face of a run of text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub(crate) enum Face {
    /// The page's face.
    #[default]
    Page,
    /// Marks that Chinese shares with other scripts, where the page's face has no Chinese.
    PageMarks,
    /// Its bold.
    PageBold,
    /// Slanted, for emphasis in a Latin script.
    PageSlanted,
    /// The bold of headings.
    SansBold,
    /// The same, slanted.
    SansSlanted,
    /// A mark that leads to a note: small and raised.
    Raised,
    /// Code.
    Code,
    /// What was taken away: smaller, so that what stays moves less.
    Taken,
}

/// How a kind of paragraph is set; lengths in physical pixels.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Look {
    /// Its face.
    pub(crate) face: Face,
    /// Text size.
    pub(crate) em: f64,
    /// From one baseline to the next.
    pub(crate) line_height: f64,
    /// Space above, at least.
    pub(crate) above: f64,
    /// Space below, at least.
    pub(crate) below: f64,
    /// Space left of all lines.
    pub(crate) left: f64,
    /// Space right of all lines.
    pub(crate) right: f64,
    /// Further space left of the first line.
    pub(crate) indent: f64,
    /// Room above the characters of a line for their readings; part of the line height.
    pub(crate) rise: f64,
    /// Whether full lines end flush.
    pub(crate) is_justified: bool,
    /// What it is to the setter of lines.
    pub(crate) kind: Kind,
    /// What it is written in.
    pub(crate) prose: Prose,
    /// The face of the page.
    pub(crate) font: PageFont,
    /// How wide its characters are, where it is an installed one.
    pub(crate) widths: Option<Widths>,
}

impl Look {
    /// What the setter of lines is told.
    pub(crate) fn style(&self, sizes: &Sizes) -> Style {
        let style =
            Style::new(self.kind, self.em as u32, (sizes.measure - self.left - self.right) as u32);
        let align = if self.is_justified { style.align } else { Align::Ragged };
        let hanging = sizes.hanging;
        let indent = (self.indent / self.em) as u32;
        // Code has none whatever is chosen.
        let autospace =
            if style.autospace == Autospace::Off { style.autospace } else { sizes.autospace };
        Style { indent, align, autospace, hanging, ..style.in_prose(self.prose) }
    }
}

/// Size of lines that were taken away, in the page's ems.
const TAKEN_SIZE: f64 = 0.85;
/// Line height of headings, in ems.
const HEADING_LINE: f64 = 1.35;

/// Space between stanzas, and around verse, in ems.
const STANZA_GAP: f64 = 0.9;

/// Room for readings above their characters, in ems.
const RISE: f64 = 0.45;

/// How a paragraph is set at these sizes.
pub(crate) fn look(sizes: &Sizes, piece: &Piece) -> Look {
    let look = plain_look(sizes, piece);
    if !(piece.has_readings && sizes.lifts_readings) || look.kind == Kind::Code {
        return look;
    }
    let rise = (look.em * RISE).round();
    Look { rise, line_height: look.line_height + rise, ..look }
}

/// How a kind of paragraph is set, readings left out.
fn plain_look(sizes: &Sizes, piece: &Piece) -> Look {
    let em = sizes.em;
    let gap = sizes.paragraph_gap;
    let body = Look {
        face: Face::Page,
        em,
        line_height: sizes.line_height,
        above: (gap * em).round(),
        below: (gap * em).round(),
        left: 0.0,
        right: 0.0,
        indent: 0.0,
        rise: 0.0,
        is_justified: sizes.is_justified,
        kind: Kind::Body,
        prose: piece.prose,
        font: sizes.font,
        widths: sizes.widths,
    };
    if piece.taken.is_some() {
        let em = (em * TAKEN_SIZE).round();
        let above = if piece.is_continued { 0.0 } else { (0.25 * em).round() };
        return Look {
            face: Face::Page,
            em,
            line_height: (em * 1.6).round(),
            above,
            below: (0.25 * em).round(),
            left: (4.0 * em).round(),
            is_justified: false,
            kind: Kind::List,
            ..body
        };
    }
    if piece.is_continued && piece.kind == BlockKind::Body {
        return Look { above: 0.0, ..body };
    }
    if is_caption(piece) {
        return words_of_picture(sizes, &body);
    }
    match piece.kind {
        BlockKind::Title => heading(&body, 28.0, 0.4, 0.8),
        BlockKind::Heading(1) => heading(&body, 22.0, 1.5, 0.6),
        BlockKind::Heading(2) => heading(&body, 19.0, 1.3, 0.5),
        BlockKind::Heading(_) => heading(&body, 18.0, 1.1, 0.4),
        BlockKind::Body => Look { indent: indent(sizes, piece) * em, ..body },
        BlockKind::ListItem => Look {
            kind: Kind::List,
            left: (2.0 * f64::from(piece.depth.max(1)) * em).min(deepest(sizes)),
            above: (0.2 * em).round(),
            below: (0.2 * em).round(),
            ..body
        },
        BlockKind::TableRow => row(&body, piece),
        BlockKind::Verse => Look {
            kind: Kind::List,
            left: 2.0 * em,
            // A stanza stands apart about as far as by a blank line.
            above: body.above.max((STANZA_GAP * em).round()),
            below: body.below.max((STANZA_GAP * em).round()),
            is_justified: false,
            ..body
        },
        BlockKind::Quote => Look { kind: Kind::Quote, left: 2.0 * em, ..body },
        BlockKind::Caption => said_of_picture(&body),
        BlockKind::Code => Look {
            kind: Kind::Code,
            face: Face::Code,
            em: (em * 0.85).round(),
            line_height: (em * 1.5).round(),
            left: em,
            above: 0.0,
            below: 0.0,
            is_justified: false,
            ..body
        },
    }
}

/// Whether a piece is the words of a picture, and no heading.
fn is_caption(piece: &Piece) -> bool {
    piece.picture.is_some()
        && matches!(
            piece.kind,
            BlockKind::Body
                | BlockKind::ListItem
                | BlockKind::Quote
                | BlockKind::Verse
                | BlockKind::Caption
        )
}

/// Whether a piece is said of a picture or a table, in its frame or beside it.
pub(crate) fn is_centred(piece: &Piece) -> bool {
    is_caption(piece) || piece.kind == BlockKind::Caption
}

/// What stands for a picture, within its frame.
fn words_of_picture(sizes: &Sizes, body: &Look) -> Look {
    let space = body.above.max((0.8 * body.em).round());
    Look { above: space, below: space + pictures::inside(sizes), ..said_of_picture(body) }
}

/// What is said of a picture or a table beside it.
fn said_of_picture(body: &Look) -> Look {
    Look {
        em: (body.em * 0.9).round(),
        line_height: (body.em * 1.5).round(),
        left: body.em,
        right: body.em,
        is_justified: false,
        kind: Kind::List,
        ..*body
    }
}

/// The first line's indent, in ems.
fn indent(sizes: &Sizes, piece: &Piece) -> f64 {
    match piece.prose {
        _ if !sizes.is_han || !sizes.is_indented => 0.0,
        Prose::Japanese => 1.0,
        Prose::Chinese | Prose::English | Prose::Latin => 2.0,
    }
}

/// However deep a list, its lines keep so much room.
fn deepest(sizes: &Sizes) -> f64 {
    (sizes.measure - SHORTEST_MEASURE * sizes.em).max(2.0 * sizes.em)
}

/// A row of a table: the header bold, rules and a little space between rows.
fn row(body: &Look, piece: &Piece) -> Look {
    let is_header = piece.row.is_some_and(|row| row.is_header);
    let is_last = piece.row.is_none_or(|row| row.is_last);
    let space = (0.15 * body.em).round();
    Look {
        kind: Kind::List,
        face: if is_header { Face::PageBold } else { Face::Page },
        above: if is_header { body.above + space } else { space },
        below: if is_last { body.below + space } else { space },
        is_justified: false,
        ..*body
    }
}

/// A heading of a size given for body text of 18 points; spaces in its own ems.
fn heading(body: &Look, size: f64, above: f64, below: f64) -> Look {
    let em = (body.em * size / 18.0).round();
    Look {
        kind: Kind::Heading,
        face: Face::SansBold,
        em,
        line_height: (em * HEADING_LINE).round(),
        above: (em * above).round(),
        below: (em * below).round(),
        is_justified: false,
        ..*body
    }
}

/// The space between a piece and the one above it, with the room for its picture, in physical pixels.
pub(crate) fn gap_above(sizes: &Sizes, before: Option<&Piece>, piece: &Piece) -> f64 {
    space_above(sizes, before, piece) + pictures::room(sizes, piece)
}

/// The larger of the two wishes counts; the first piece keeps the page's top margin instead.
fn space_above(sizes: &Sizes, before: Option<&Piece>, piece: &Piece) -> f64 {
    let Some(before) = before else { return sizes.pixels(TOP_POINTS) };
    if piece.is_continued || piece.is_in_stanza {
        return 0.0;
    }
    let is_code = |piece: &Piece| piece.kind == BlockKind::Code;
    let source_line = if before.has_source_line { sizes.pixels(SOURCE_LINE_POINTS) } else { 0.0 };
    let rule = if piece.is_after_rule { (1.5 * sizes.em).round() } else { 0.0 };
    source_line
        + rule
        + match (is_code(before), is_code(piece)) {
            (true, true) => f64::from(piece.n_blank) * look(sizes, piece).line_height,
            (true, false) | (false, true) => {
                look(sizes, before).below.max(look(sizes, piece).above).max(sizes.em)
            }
            (false, false) => look(sizes, before).below.max(look(sizes, piece).above),
        }
}

/// Space that the line of where the text comes from takes below the title, in points.
pub(crate) const SOURCE_LINE_POINTS: f64 = 26.0;
/// Space above the first paragraph, in points.
const TOP_POINTS: f64 = 40.0;
