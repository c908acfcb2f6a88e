//! The armed marker: while it is in hand, each drag is a finished mark.

use crate::app::handle::save::{self, made};
use crate::app::handle::{mark, view};
use crate::app::update::Context;
use crate::app::{Marker, Notice, State, Weight, texts};
use crate::notebook::{Annotation, HighlightColor, LinePattern, TagId};
use crate::text::{Clean, Span};

impl Marker {
    /// The colour that it marks in.
    pub fn color(&self, state: &State) -> HighlightColor {
        match self {
            Self::Tag(tag) => state.codebook.tags.get(tag).map(|tag| tag.color).unwrap_or_default(),
            Self::Color(color) => *color,
        }
    }

    /// The pattern of its line, where it is not that of its colour.
    pub fn pattern(&self, state: &State) -> Option<LinePattern> {
        match self {
            Self::Tag(tag) => state.codebook.tags.get(tag)?.pattern,
            Self::Color(_) => None,
        }
    }

    /// The tag that it puts on, as a path.
    pub fn tag_path(&self, state: &State) -> Option<String> {
        match self {
            Self::Tag(tag) => Some(state.codebook.path(tag)),
            Self::Color(_) => None,
        }
    }
}

/// Takes the marker in hand with what was used last, or puts it down.
pub(crate) fn toggle(cx: &mut Context<'_>) {
    mark::finish_note(cx);
    if cx.state.marker.take().is_some() || cx.state.open.is_none() {
        return;
    }
    let last = cx.state.last_tags.last();
    let known = last.filter(|tag| cx.state.codebook.is_live(tag)).cloned();
    let marker = known.map_or(Marker::Color(cx.state.settings.last_color), Marker::Tag);
    (cx.state.selection, cx.state.active, cx.state.picker) = (None, None, None);
    cx.state.marker = Some(marker);
}

/// Gives the marker the tag of a slot; false where it is not in hand, or there is something else to tag.
pub(crate) fn switch(cx: &mut Context<'_>, slot: u8) -> bool {
    let is_free = cx.state.selection.is_none() && cx.state.active.is_none();
    if cx.state.marker.is_none() || !is_free {
        return false;
    }
    match cx.state.tag_of_key(slot).map(|tag| tag.id.clone()) {
        Some(tag) => cx.state.marker = Some(Marker::Tag(tag)),
        None => view::notify(cx, Notice::new(Weight::Info, texts::EMPTY_SLOT.into())),
    }
    true
}

/// Marks what was dragged over, and stays ready for the next.
pub(crate) fn mark(cx: &mut Context<'_>, span: Span<Clean>) {
    let Some(marker) = cx.state.marker.clone().filter(|_| !span.is_empty()) else { return };
    let Some(annotation) = mark::annotation_on(cx, span) else { return };
    let (color, tag): (Option<HighlightColor>, Option<TagId>) = match marker {
        Marker::Color(color) => (Some(color), None),
        Marker::Tag(tag) => (None, Some(tag)),
    };
    let annotation = Annotation { color, tags: tag.into_iter().collect(), ..annotation };
    save::commit(cx, vec![made(annotation)]);
    (cx.state.selection, cx.state.active) = (None, None);
    cx.state.left_off = Some(span);
}
