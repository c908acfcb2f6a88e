//! What of the state is in force, and where the eye is. It changes nothing.

use crate::app::{PageLook, Settings, State, ThemeName, TourStep};
use crate::outline::Outline;
use crate::text::{Clean, Pos};

/// Bytes below the top of the page within which a heading counts as standing there.
const NEAR_TOP: usize = 8;

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

    /// How far the text was read, in percent: what lies above the page's lower edge.
    pub fn percent(&self) -> u8 {
        let Some(open) = &self.open else { return 0 };
        let length = open.document.cleaned.text.len().max(1);
        (self.visible.end.index().min(length) * 100 / length) as u8
    }
}
