//! What of the state is in force, and where the eye is. It changes nothing.

use crate::app::{Align, Motion, PageLook, Settings, State, ThemeName, TourStep};
use crate::document::Document;
use crate::outline::Outline;
use crate::text::{Clean, Pos};

/// Most bytes that a line of the page is taken to have.
const MOST_LINE_BYTES: usize = 240;
/// Bytes below the top of the page within which a heading counts as standing there.
const NEAR_TOP: usize = 8;

/// How far into a text a place is, in percent, rounded as people count: 47 typed is 47 shown.
pub fn percent_at(document: &Document, pos: Pos<Clean>) -> u8 {
    let length = document.cleaned.text.len().max(1);
    (pos.index().min(length) as f64 * 100.0 / length as f64).round() as u8
}

impl State {
    /// The look that the open document has for itself, if it has one.
    pub fn own_look(&self) -> Option<PageLook> {
        let content = &self.open.as_ref()?.document.fingerprint.content;
        self.readings.iter().find(|reading| reading.content == *content)?.look
    }

    /// How the page is set: as the open document has it for itself, else as all have it.
    pub fn page_look(&self) -> PageLook {
        self.own_look().unwrap_or(self.settings.page)
    }

    /// The settings as they are in force, with the page set as it is shown.
    pub fn shown_settings(&self) -> Settings {
        Settings { page: self.page_look(), ..self.settings }
    }

    /// The look that can be drawn now: a family that is not ready is stood in for by the bundled face.
    pub fn drawn_look(&self) -> PageLook {
        let look = self.page_look();
        PageLook { font: self.fonts.drawn(look.font), ..look }
    }

    /// The step of the tour that is shown: only the sample has the things it points at.
    pub fn shown_tour(&self) -> Option<TourStep> {
        crate::app::handle::tour::shown(self)
    }

    /// The theme that is shown.
    pub const fn theme(&self) -> ThemeName {
        self.settings.shown_theme(self.system_is_dark)
    }

    /// Where the eye is taken to be: at a heading or lead that stands at the very top, as after a jump to it,
    /// else a quarter down the page.
    pub fn reading_pos(&self) -> Pos<Clean> {
        let (start, end) = (self.visible.start.index(), self.visible.end.index());
        let outline = self.open.as_ref().map(|open| &open.document.outline);
        let at_top = |pos: Pos<Clean>| (start..=start + NEAR_TOP).contains(&pos.index());
        let heading = |outline: &Outline| {
            let first = outline.headings.partition_point(|h| h.span.start.index() < start);
            outline.headings.get(first).map(|h| h.span.start).filter(|pos| at_top(*pos))
        };
        let lead = |outline: &Outline| {
            let first = outline.leads.partition_point(|lead| lead.span.start.index() < start);
            outline.leads.get(first).map(|lead| lead.span.start).filter(|pos| at_top(*pos))
        };
        let top = outline.and_then(|outline| heading(outline).or_else(|| lead(outline)));
        top.unwrap_or_else(|| Pos::new(start + (end - start) / 4))
    }

    /// The index of the heading under which the eye is.
    pub fn active_heading(&self) -> Option<usize> {
        let outline = &self.open.as_ref()?.document.outline;
        let pos = self.reading_pos();
        outline.headings.partition_point(|heading| heading.span.start <= pos).checked_sub(1)
    }

    /// Where the page stands in the text, in percent: its top, as a place that is typed is brought there. With the
    /// text's end in view all was read.
    pub fn percent(&self) -> u8 {
        let Some(open) = &self.open else { return 0 };
        let (top, end) = (self.visible.start, self.visible.end);
        let rest = open.document.cleaned.text.as_str().get(end.index()..);
        let is_at_end = top < end && rest.is_none_or(|rest| rest.trim().is_empty());
        if is_at_end {
            return 100;
        }
        // The line on top begins a little before the place that was gone to.
        let went_to = match self.motion {
            Some((_, Motion::Jump(pos, Align::Top))) => Some(pos),
            _ => None,
        };
        let is_on_top = |pos: &Pos<Clean>| {
            top <= *pos && *pos <= end && pos.index() - top.index() <= MOST_LINE_BYTES
        };
        percent_at(&open.document, went_to.filter(is_on_top).unwrap_or(top))
    }
}
