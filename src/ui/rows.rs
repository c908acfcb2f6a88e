//! A long list of which only what is in view is drawn.

use std::ops::Range;

use egui::{Rangef, Rect};

/// Space left beside a row that is brought into view, in points.
const SPACE: f32 = 6.0;

/// Rows one below the other, each standing for an item by its index. Heights in points.
#[derive(Default)]
pub(crate) struct Rows {
    // Invariant: growing.
    items: Vec<usize>,
    // Invariant: as long as `items`, growing.
    bottoms: Vec<f32>,
}

impl Rows {
    /// Adds a row below the others.
    pub(crate) fn push(&mut self, item: usize, height: f32) {
        self.bottoms.push(self.height() + height);
        self.items.push(item);
    }

    /// How many there are.
    pub(crate) const fn count(&self) -> usize {
        self.items.len()
    }

    /// The first item.
    pub(crate) fn first(&self) -> Option<usize> {
        self.items.first().copied()
    }

    /// The height of all.
    pub(crate) fn height(&self) -> f32 {
        self.bottoms.last().copied().unwrap_or_default()
    }

    /// The rows that have a part in `view`, counted from the list's top.
    pub(crate) fn within(&self, view: Rangef) -> Range<usize> {
        let start = self.bottoms.partition_point(|bottom| *bottom <= view.min);
        let end = self.bottoms.partition_point(|bottom| *bottom < view.max) + 1;
        start..end.min(self.items.len())
    }

    /// The item of a row, and where it stands in the list's `area`.
    pub(crate) fn get(&self, row: usize, area: Rect) -> Option<(usize, Rect)> {
        let above = row.checked_sub(1).and_then(|above| self.bottoms.get(above));
        let (top, bottom) = (above.copied().unwrap_or_default(), *self.bottoms.get(row)?);
        let place = Rangef::new(area.top() + top, area.top() + bottom);
        Some((*self.items.get(row)?, Rect::from_x_y_ranges(area.x_range(), place)))
    }

    /// How far the list is to be scrolled for an item to be in view; `None` where it is, and where it does not show.
    pub(crate) fn offset_to_show(&self, item: usize, view: Rangef) -> Option<f32> {
        let row = self.items.binary_search(&item).ok()?;
        let (_, place) = self.get(row, Rect::ZERO)?;
        let farthest = (self.height() - view.span()).max(0.0);
        let offset = if place.top() < view.min {
            place.top() - SPACE
        } else if place.bottom() > view.max {
            (place.bottom() + SPACE - view.span()).min(place.top())
        } else {
            return None;
        };
        Some(offset.clamp(0.0, farthest))
    }
}

#[cfg(test)]
mod tests {
    use egui::{Rangef, Rect, pos2};

    use super::Rows;

    #[test]
    fn only_what_is_in_view_is_drawn() {
        let mut rows = Rows::default();
        for (item, height) in [(0, 30.0), (2, 20.0), (5, 30.0)] {
            rows.push(item, height);
        }
        let area = Rect::from_min_max(pos2(10.0, 100.0), pos2(90.0, 180.0));
        assert_eq!(rows.within(Rangef::new(0.0, 80.0)), 0..3);
        assert_eq!(rows.within(Rangef::new(30.0, 50.0)), 1..2);
        assert_eq!(rows.within(Rangef::new(49.0, 51.0)), 1..3);
        assert_eq!(Rows::default().within(Rangef::new(0.0, 80.0)), 0..0);
        let place = rows.get(1, area).map(|(item, place)| (item, place.y_range()));
        assert_eq!(place, Some((2, Rangef::new(130.0, 150.0))));
    }

    #[test]
    fn an_item_is_brought_into_view_by_the_shortest_way() {
        let mut rows = Rows::default();
        (0..100).for_each(|item| rows.push(2 * item, 30.0));
        let view = Rangef::new(300.0, 600.0);
        let to_show = |item: usize| rows.offset_to_show(item, view);
        assert_eq!([to_show(20), to_show(38), to_show(21)], [None; 3], "in view, and no row");
        assert_eq!([to_show(18), to_show(0)], [Some(264.0), Some(0.0)]);
        assert_eq!([to_show(40), to_show(198)], [Some(336.0), Some(2_700.0)]);
        assert_eq!(rows.offset_to_show(18, Rangef::new(0.0, 20.0)), Some(270.0), "a low view");
    }
}
