//! The regions of the window, and how the keyboard goes from one to the next.

use egui::{Context, Id, Rect};

use crate::app::{Action, State};
use crate::ui::{Outbox, halves};

/// A region, in the order in which the keyboard goes through them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Region {
    Toolbar,
    Contents,
    Page,
    /// The second half of a page that is split; the first is [`Self::Page`].
    SecondHalf,
    Side,
    Status,
}

/// Where the regions are in this frame, and how often the keyboard was sent on.
#[derive(Debug, Default)]
pub(crate) struct Regions {
    shown: Vec<(Region, Rect)>,
    steps: i64,
    /// The region that the keyboard was sent to last.
    current: Option<Region>,
}

impl Regions {
    /// Forgets where the regions were.
    pub(crate) fn begin(&mut self) {
        self.shown.clear();
    }

    /// Says that a region takes up `rect`.
    pub(crate) fn add(&mut self, region: Region, rect: Rect) {
        self.shown.push((region, rect));
    }

    /// Where a region is, if it is shown.
    pub(crate) fn rect(&self, region: Region) -> Option<Rect> {
        self.shown.iter().find(|(shown, _)| *shown == region).map(|(_, rect)| *rect)
    }

    /// The page that has a ring, since the keyboard was sent there.
    pub(crate) fn ringed_page(&self) -> Option<Rect> {
        self.rect(self.current.filter(|region| is_page(*region))?)
    }

    /// Sends the keyboard on as often as was asked since the last frame.
    pub(crate) fn follow(&mut self, context: &Context, state: &State, out: &mut Outbox) {
        if context.input(|input| input.pointer.any_pressed()) {
            self.current = None;
        }
        let steps = state.region_steps - std::mem::replace(&mut self.steps, state.region_steps);
        if steps == 0 || self.shown.is_empty() {
            return;
        }
        self.shown.sort_by_key(|(region, _)| *region as u8);
        let page = state.split.as_ref().map_or(Region::Page, |_| halves::region(state.half));
        let here = self.here(context, page);
        let count = self.shown.len() as i64;
        let mut index = here as i64;
        // A region in which nothing can have the focus is passed over.
        for _ in 0..count {
            index = (index + steps.signum()).rem_euclid(count);
            if self.enter(context, index as usize) {
                let is_other = |region| region != page && is_page(region);
                if self.current.is_some_and(is_other) {
                    out.act(Action::OtherHalf);
                }
                return;
            }
        }
    }

    /// The region that has the keyboard: that of the focus, else the page or the half of it.
    fn here(&self, context: &Context, page: Region) -> usize {
        let focused = context.memory(egui::Memory::focused);
        let rect = focused.and_then(|id| context.read_response(id)).map(|found| found.rect);
        let holds =
            |(_, region): &(Region, Rect)| rect.is_some_and(|rect| region.contains(rect.center()));
        let page = || self.shown.iter().position(|(region, _)| *region == page);
        self.shown.iter().position(holds).or_else(page).unwrap_or_default()
    }

    /// Gives the focus to the first widget of a region that takes it.
    fn enter(&mut self, context: &Context, index: usize) -> bool {
        let Some((region, rect)) = self.shown.get(index).copied() else { return false };
        if is_page(region) {
            // The page acts on keys while nothing has the focus.
            if let Some(focused) = context.memory(egui::Memory::focused) {
                context.memory_mut(|memory| memory.surrender_focus(focused));
            }
            self.current = Some(region);
            return true;
        }
        let first = first_focusable(context, rect);
        if let Some(id) = first {
            context.memory_mut(|memory| memory.request_focus(id));
            self.current = Some(region);
        }
        first.is_some()
    }
}

/// Whether a region is the page, or a half of it.
const fn is_page(region: Region) -> bool {
    matches!(region, Region::Page | Region::SecondHalf)
}

/// The first widget in `rect` of the last frame that can have the focus, in the order they were made.
fn first_focusable(context: &Context, rect: Rect) -> Option<Id> {
    context.viewport(|viewport| {
        let widgets = &viewport.prev_pass.widgets;
        let background = egui::LayerId::background();
        widgets
            .get_layer(background)
            .find(|widget| {
                widget.enabled
                    && widget.sense.is_focusable()
                    && rect.contains(widget.interact_rect.center())
                    && widget.interact_rect.width() > 8.0
            })
            .map(|widget| widget.id)
    })
}
