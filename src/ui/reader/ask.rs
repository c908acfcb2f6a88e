//! Where the page is asked for more than it shows: the second button, and the line below the title.

use egui::accesskit::Role;
use egui::{CursorIcon, Rect, Response, Sense, Stroke, WidgetInfo, vec2};

use crate::app::{Action, Command, Popover};
use crate::text::{Source, Span};
use crate::ui::Outbox;
use crate::ui::pieces::Popup;
use crate::ui::reader::Work;
use crate::ui::reader::paint::{self, Frame};
use crate::ui::reader::scroll::Placed;
use crate::ui::reader::select::{self, Hit};

impl Work<'_> {
    /// The second button asks what can be said of the selection under the pointer, else of the paragraph, and
    /// of what was taken away where that shows.
    pub(super) fn ask(
        &mut self,
        response: &Response,
        hit: Hit,
        on_taken: Option<(Rect, Span<Source>)>,
        out: &mut Outbox,
    ) {
        let is_open = self.state.popover == Some(Popover::Rulings);
        if !is_open {
            self.reader.asked_at = None;
        }
        if !response.secondary_clicked() {
            return;
        }
        if let Some((rect, source)) = on_taken {
            self.reader.popup = Popup::of(self.open, source, rect);
            return;
        }
        self.reader.asked_at = response.interact_pointer_pos();
        let is_selected = self.state.selection.is_some_and(|span| span.contains(hit.on));
        if !is_selected {
            out.push(Command::Select(Some(select::paragraph_at(self.page, hit))));
        }
        out.push(Command::SetPopover(Some(Popover::Rulings)));
    }

    /// The line that says where the text comes from, which opens what can be said of that.
    pub(super) fn source_line(&mut self, frame: &Frame, placed: &[Placed], out: &mut Outbox) {
        self.reader.source_line_box = None;
        let with_line = |place: &&Placed| {
            self.page.pieces.get(place.index).is_some_and(|piece| piece.has_source_line)
        };
        let (Some(words), Some(place)) =
            (self.page.source_line.as_ref(), placed.iter().find(with_line))
        else {
            return;
        };
        let Some(rect) = paint::source_line_rect(self.ui.painter(), frame, place, words) else {
            return;
        };
        if !self.rect.contains_rect(rect) {
            return;
        }
        self.reader.source_line_box = Some(rect);
        let id = self.ui.scope_id().with("source line");
        let response = self.ui.interact(rect.expand2(vec2(6.0, 2.0)), id, Sense::click());
        let name = Action::ShowInfo.name().get(self.state.settings.language);
        let label = format!("{name}：{words}");
        response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &label));
        if response.hovered() || response.has_focus() {
            let line = Stroke::new(1.0, self.theme.weak);
            self.ui.painter().hline(rect.x_range(), rect.bottom(), line);
        }
        let response = response.on_hover_cursor(CursorIcon::PointingHand).on_hover_text(name);
        if response.clicked() {
            out.act(Action::ShowInfo);
        }
    }
}
