//! The rows near the view, set in lines on both sides.

use std::collections::HashMap;
use std::rc::Rc;
use std::sync::Arc;

use egui::{Galley, Ui};

use crate::app::OpenDocument;
use crate::clean::review::{Plain, Row, Sight, sight};
use crate::document::BlockKind;
use crate::text::{Clean, Edit, Source};
use crate::typeset::{Kind, Prose};
use crate::ui::reader::ghosts::displayed;
use crate::ui::reader::glyphs::{self, Faced, Inked};
use crate::ui::reader::heights::Heights;
use crate::ui::reader::layout::SetLine;
use crate::ui::reader::look::{Face, Look, Sizes};
use crate::ui::reader::model::guessed_width;
use crate::ui::reader::strip::Shapes;

/// Rows that are kept set.
const MOST_KEPT: usize = 300;
/// Space above and below a row's text, in points.
pub(super) const MARGIN_POINTS: f64 = 11.0;

/// A line with where its text begins.
#[derive(Debug)]
pub(super) struct CellLine {
    /// Bytes before the stretch that the line's offsets count from.
    pub(super) start: usize,
    /// The line.
    pub(super) set: SetLine,
}

/// A row, set.
#[derive(Debug)]
pub(super) struct SetRow {
    /// How.
    pub(super) look: Look,
    /// What stands in the file; offsets are bytes of the source.
    pub(super) left: Vec<CellLine>,
    /// What is shown; offsets are bytes of the cleaned text.
    pub(super) right: Vec<CellLine>,
    /// The edits that can be seen, with whether each is a mere matter of script or width.
    pub(super) edits: Vec<(Edit<Source, Clean>, Sight, bool)>,
    /// Space above the first line, in physical pixels.
    pub(super) margin: f64,
}

impl SetRow {
    /// Its whole height, in physical pixels.
    pub(super) fn height(&self) -> f64 {
        let n_lines = self.left.len().max(self.right.len()).max(1);
        self.look.line_height * n_lines as f64 + 2.0 * self.margin
    }
}

/// All rows: exact near the view, guessed elsewhere.
pub(super) struct Cells {
    pub(super) sizes: Sizes,
    pub(super) heights: Heights,
    kept: HashMap<usize, Rc<SetRow>>,
    shapes: Shapes,
    probe: Option<Arc<Galley>>,
}

impl Cells {
    pub(super) fn new(open: &OpenDocument, sizes: Sizes) -> Self {
        let document = &open.document;
        let review = document.cleaned.review(&document.imported.text);
        let guess = |row: &Row| {
            let width = guessed_width(document.imported.text.get(row.source)) * sizes.em;
            let lines = (width / sizes.measure.max(sizes.em)).ceil().max(1.0);
            lines * sizes.line_height + 2.0 * sizes.pixels(MARGIN_POINTS)
        };
        let heights = Heights::new(review.rows.iter().map(guess).collect());
        Self { sizes, heights, kept: HashMap::new(), shapes: Shapes::default(), probe: None }
    }

    /// Lets go of glyphs that egui has dropped from its texture: then it lays out a text it had kept anew.
    pub(super) fn forget_stale(&mut self, ui: &Ui) {
        let job = egui::text::LayoutJob::simple_singleline(
            "中".to_owned(),
            egui::FontId::default(),
            egui::Color32::PLACEHOLDER,
        );
        let probe = ui.fonts_mut(|fonts| fonts.layout_job(job));
        if self.probe.as_ref().is_some_and(|old| !Arc::ptr_eq(old, &probe)) {
            self.kept.clear();
            self.shapes = Shapes::default();
        }
        self.probe = Some(probe);
    }

    /// Row `index`, set now if it was not.
    pub(super) fn row(
        &mut self,
        ctx: &egui::Context,
        open: &OpenDocument,
        index: usize,
    ) -> Option<Rc<SetRow>> {
        if let Some(set) = self.kept.get(&index) {
            return Some(Rc::clone(set));
        }
        let document = &open.document;
        let row = *document.cleaned.review(&document.imported.text).rows.get(index)?;
        let set = Rc::new(set((ctx, &mut self.shapes), open, &self.sizes, &row));
        if self.kept.len() > MOST_KEPT {
            self.kept.retain(|kept, _| kept.abs_diff(index) < MOST_KEPT / 4);
        }
        self.heights.set(index, set.height());
        self.kept.insert(index, Rc::clone(&set));
        Some(set)
    }
}

fn set(
    (ctx, shapes): (&egui::Context, &mut Shapes),
    open: &OpenDocument,
    sizes: &Sizes,
    row: &Row,
) -> SetRow {
    let document = &open.document;
    let look = look(sizes, kind(open, row));
    let source = document.imported.text.get(row.source);
    let mut left = Vec::new();
    let mut start = row.source.start.index();
    for line in source.split('\n') {
        left.extend(lines((ctx, shapes), sizes, &look, line, start));
        start += line.len() + 1;
    }
    let right = row.clean.map(|span| {
        let text = document.cleaned.text.get(span);
        lines((ctx, shapes), sizes, &look, text, span.start.index())
    });
    let margin = if row.is_continued { 0.0 } else { sizes.pixels(MARGIN_POINTS) };
    SetRow { look, left, right: right.unwrap_or_default(), edits: edits(open, row), margin }
}

/// The edits of a row that can be seen.
fn edits(open: &OpenDocument, row: &Row) -> Vec<(Edit<Source, Clean>, Sight, bool)> {
    let (source, clean) = (&open.document.imported.text, &open.document.cleaned.text);
    let Some(span) = row.clean else { return Vec::new() };
    let plain = Plain::new(clean.get(span), span.start.index());
    let edits = open.document.cleaned.map.edits_within(row.source).iter();
    let here = edits.filter(|edit| edit.from.overlaps(row.source) || edit.to.overlaps(span));
    let seen = here.map(|edit| (*edit, sight(source, clean, edit), plain.is(source, clean, edit)));
    seen.filter(|(_, sight, _)| *sight != Sight::Nothing).collect()
}

fn lines(
    (ctx, shapes): (&egui::Context, &mut Shapes),
    sizes: &Sizes,
    look: &Look,
    text: &str,
    start: usize,
) -> Vec<CellLine> {
    let lead = text.len() - text.trim_start().len();
    let shown = displayed(text.trim());
    if shown.is_empty() {
        return Vec::new();
    }
    let faced = [Faced { bytes: 0..shown.len(), face: look.face }];
    let start = start + lead;
    ctx.fonts_mut(|fonts| {
        let lines = glyphs::lines(fonts, sizes, (look, &look.style(sizes)), &shown, &faced, &[]);
        let inked = Inked { sizes, look, text: &shown, faced: &faced };
        let strips = glyphs::strips(fonts, shapes, &inked, lines.iter());
        let set = lines.into_iter().zip(strips).enumerate().map(|(at, (line, strips))| SetLine {
            strips,
            readings: Vec::new(),
            line,
            level: at as u32,
            left: 0.0,
        });
        set.map(|set| CellLine { start, set }).collect()
    })
}

fn kind(open: &OpenDocument, row: &Row) -> BlockKind {
    let Some(span) = row.clean else { return BlockKind::Body };
    let blocks = &open.document.blocks;
    let index = blocks.partition_point(|block| block.span.end <= span.start);
    blocks.get(index).map_or(BlockKind::Body, |block| block.kind)
}

fn look(sizes: &Sizes, kind: BlockKind) -> Look {
    let em = sizes.em;
    let body = Look {
        face: Face::Page,
        em,
        line_height: sizes.line_height,
        above: 0.0,
        below: 0.0,
        left: 0.0,
        right: 0.0,
        indent: 0.0,
        rise: 0.0,
        is_justified: sizes.is_justified,
        kind: Kind::List,
        prose: if sizes.is_han { Prose::Chinese } else { Prose::Latin },
        font: sizes.font,
        widths: sizes.widths,
    };
    match kind {
        BlockKind::Title | BlockKind::Heading(_) => {
            let em = (em * 1.12).round();
            let line_height = (em * 1.5).round();
            let face = Face::SansBold;
            Look { face, em, line_height, is_justified: false, kind: Kind::Heading, ..body }
        }
        BlockKind::Code => Look {
            face: Face::Code,
            em: (em * 0.85).round(),
            is_justified: false,
            kind: Kind::Code,
            ..body
        },
        BlockKind::Body
        | BlockKind::ListItem
        | BlockKind::Quote
        | BlockKind::TableRow
        | BlockKind::Verse
        | BlockKind::Caption => body,
    }
}
