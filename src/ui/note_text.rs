//! A note as it reads: its Markdown set in the interface's face, its tags in the accent, its links to be followed.
//!
//! An address of the web is shown before it is opened, as on the page.

use egui::text::{LayoutJob, TextFormat};
use egui::{CursorIcon, FontFamily, FontId, OpenUrl, Response, Sense, Stroke, Ui, pos2, vec2};

use crate::app::Command;
use crate::app::note_text::{NoteBlock, NoteBlockKind, NoteRun, blocks, words_of};
use crate::app::passage_link;
use crate::ui::Outbox;
use crate::ui::note_table::table_ui;
use crate::ui::theme::{SMALL_POINTS, Theme};
use crate::ui::widgets::{bold, sans};

/// Size of a note's text, in points.
pub(crate) const NOTE_POINTS: f32 = 13.5;
/// How far an item of a list is moved in, and what stands before it, in points.
const INDENT: f32 = 16.0;
const LINE_HEIGHT: f32 = 20.0;

/// What became of a note that was drawn.
#[derive(Debug, Default)]
pub(crate) struct NoteShown {
    /// Whether it was clicked where no link is.
    pub(crate) is_clicked: bool,
    /// The link under the pointer, also where something that takes the clicks lies over it.
    pub(crate) link: Option<String>,
}

/// Draws a note.
pub(crate) fn note_text_ui(ui: &mut Ui, note: &str, theme: &Theme, out: &mut Outbox) -> NoteShown {
    let mut shown = NoteShown::default();
    ui.scope(|ui| {
        ui.spacing_mut().item_spacing.y = 4.0;
        for block in blocks(note) {
            let (is_clicked, link) = block_ui(ui, &block, theme, out);
            shown.is_clicked |= is_clicked;
            shown.link = shown.link.take().or(link);
        }
    });
    shown
}

fn block_ui(
    ui: &mut Ui,
    block: &NoteBlock,
    theme: &Theme,
    out: &mut Outbox,
) -> (bool, Option<String>) {
    if let NoteBlockKind::Table(table) = &block.kind {
        return table_ui(ui, table, theme, out);
    }
    let indent = match &block.kind {
        NoteBlockKind::Item(depth, _) => INDENT * f32::from(depth + 1),
        NoteBlockKind::Quote => 10.0,
        NoteBlockKind::Code => 6.0,
        _ => 0.0,
    };
    if block.kind == NoteBlockKind::Rule {
        let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), 9.0), Sense::hover());
        ui.painter().hline(rect.x_range(), rect.center().y, Stroke::new(1.0, theme.hairline));
        return (false, None);
    }
    let width = ui.available_width();
    let job = job_of(&block.kind, &block.runs, width - indent, theme);
    let galley = ui.fonts_mut(|fonts| fonts.layout_job(job));
    let size = vec2(width, galley.size().y);
    let (rect, response) = ui.allocate_exact_size(size, Sense::click());
    let words = words_of(&block.runs);
    response.widget_info(|| egui::WidgetInfo::labeled(egui::accesskit::Role::Label, true, &words));
    let left = rect.left() + indent;
    match &block.kind {
        NoteBlockKind::Item(_, mark) => {
            // In a line as high as the words', so that both stand on one base.
            let format = TextFormat {
                line_height: Some(LINE_HEIGHT),
                ..TextFormat::simple(sans(NOTE_POINTS), theme.weak)
            };
            let mut job = LayoutJob::default();
            job.append(mark, 0.0, format);
            let mark = ui.fonts_mut(|fonts| fonts.layout_job(job));
            ui.painter().galley(pos2(left - INDENT, rect.top()), mark, theme.weak);
        }
        NoteBlockKind::Quote => {
            let bar = egui::Rect::from_min_size(rect.min, vec2(2.0, rect.height()));
            ui.painter().rect_filled(bar, 1.0, theme.edge);
        }
        NoteBlockKind::Code => {
            ui.painter().rect_filled(rect, 4.0, theme.tint(theme.card, 6));
        }
        _ => {}
    }
    let origin = pos2(left, rect.top());
    let pointer = ui.input(|input| input.pointer.latest_pos());
    let pointer = pointer.filter(|at| rect.contains(*at) && ui.clip_rect().contains(*at));
    let link = pointer.and_then(|at| link_at(at, &galley, origin, &block.runs));
    ui.painter().galley(origin, galley, theme.text);
    let is_mine = response.hovered() || response.interact_pointer_pos().is_some();
    let mine = link.as_deref().filter(|_| is_mine);
    (take_click(ui, response, mine, out), link)
}

/// The link at a point.
pub(crate) fn link_at(
    point: egui::Pos2,
    galley: &egui::Galley,
    origin: egui::Pos2,
    runs: &[NoteRun],
) -> Option<String> {
    let at = point - origin;
    if !galley.rect.contains(at.to_pos2()) {
        return None;
    }
    let index: usize = galley.cursor_from_pos(at).index.into();
    let mut end = 0;
    for run in runs {
        end += run.text.chars().count();
        if index < end {
            return run.link.clone();
        }
    }
    None
}

/// Follows a link that is clicked; whether something else was.
pub(crate) fn take_click(
    ui: &Ui,
    response: Response,
    link: Option<&str>,
    out: &mut Outbox,
) -> bool {
    let Some(link) = link else { return response.clicked() };
    let response = response.on_hover_cursor(CursorIcon::PointingHand);
    let is_web = ["https://", "http://", "mailto:"].iter().any(|start| link.starts_with(start));
    let shown = if is_web { link.to_owned() } else { passage_link::shown(link) };
    let response = response.on_hover_text_at_pointer(shown);
    if response.clicked() && is_web {
        ui.ctx().open_url(OpenUrl::new_tab(link));
    } else if response.clicked() {
        out.push(Command::FollowLink(link.to_owned()));
    }
    false
}

/// Words as they are set in lines of this width.
pub(crate) fn job_of(
    kind: &NoteBlockKind,
    runs: &[NoteRun],
    width: f32,
    theme: &Theme,
) -> LayoutJob {
    let mut job = LayoutJob::default();
    job.wrap.max_width = width;
    for run in runs {
        job.append(&run.text, 0.0, format_of(kind, run, theme));
    }
    job
}

fn format_of(kind: &NoteBlockKind, run: &NoteRun, theme: &Theme) -> TextFormat {
    let is_heading = matches!(kind, NoteBlockKind::Heading(_));
    let is_code = run.style.is_code || *kind == NoteBlockKind::Code;
    let font = if is_code {
        FontId::new(SMALL_POINTS, FontFamily::Monospace)
    } else if is_heading || run.style.is_strong {
        bold(NOTE_POINTS)
    } else {
        sans(NOTE_POINTS)
    };
    let color = if run.link.is_some() || run.style.is_tag {
        theme.accent
    } else if is_heading {
        theme.heading
    } else {
        theme.weak
    };
    let line = |is_there: bool| if is_there { Stroke::new(1.0, color) } else { Stroke::NONE };
    TextFormat {
        italics: run.style.is_emphasized,
        underline: line(run.link.is_some()),
        strikethrough: line(run.style.is_struck),
        background: if run.style.is_code {
            theme.tint(theme.card, 8)
        } else {
            egui::Color32::TRANSPARENT
        },
        line_height: Some(LINE_HEIGHT),
        ..TextFormat::simple(font, color)
    }
}
