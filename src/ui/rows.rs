//! A long list of which only what is in view is drawn.

use std::ops::Range;

use egui::{Rangef, Rect};

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

    /// Where an item stands in the list's `area`, if it shows.
    pub(crate) fn find(&self, item: usize, area: Rect) -> Option<Rect> {
        let row = self.items.binary_search(&item).ok()?;
        self.get(row, area).map(|(_, place)| place)
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
        assert_eq!(
            rows.find(2, area).map(|place| place.y_range()),
            Some(Rangef::new(130.0, 150.0))
        );
        assert!(rows.find(1, area).is_none());
    }
}
