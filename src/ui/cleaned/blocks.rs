//! Which items the list shows and where: worked out by counting, so that a list of hundreds of thousands of
//! pieces costs no more than its rules.

use std::ops::Range;

use egui::Ui;

use crate::clean::review::{Review, RuleKind};
use crate::clean::{RuleIndex, rules};
use crate::text::{Source, Span};
use crate::ui::cleaned::{CleanedList, Order, Seen, card, piece};

/// One thing in the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Item {
    /// A rule, with how many of its edits show.
    Card(RuleIndex, usize),
    /// Above the pieces that were given back.
    GivenBack(usize),
    /// An edit, by its index in the log.
    Edit(usize),
    /// A suggestion, by its index.
    Suggestion(usize),
    /// A stretch that was given back.
    Kept(Span<Source>),
}

/// Items of one kind and height in a row.
pub(crate) struct Block {
    top: f64,
    height: f64,
    count: usize,
    items: Items,
}

enum Items {
    One(Item),
    /// Edits in a row of the log.
    Log(Range<usize>),
    /// All edits in the order of the text.
    ByPlace,
    /// Edits by their indices.
    Edits(Vec<u32>),
    Suggestions(Vec<u32>),
    Kept(Vec<Span<Source>>),
}

/// All blocks, one below the other.
pub(crate) struct Blocks<'a> {
    blocks: Vec<Block>,
    review: &'a Review,
}

const SECTION_HEIGHT: f64 = 34.0;

impl<'a> Blocks<'a> {
    /// What the list shows now.
    pub(crate) fn new(ui: &Ui, seen: &Seen<'a>, list: &CleanedList) -> Self {
        let document = &seen.open.document;
        let review = document.cleaned.review(&document.imported.text);
        let mut blocks = Self { blocks: Vec::new(), review };
        match list.order {
            Order::Rules => blocks.by_rule(ui, seen, list),
            Order::Places => blocks.by_place(seen, list),
            Order::Suggestions => blocks.suggestions(ui, seen, list),
        }
        blocks
    }

    fn by_rule(&mut self, ui: &Ui, seen: &Seen<'_>, list: &CleanedList) {
        let found = list.search.found();
        for rule in order() {
            let group = self.review.group(rule);
            if group.is_none() && !seen.is_off(rule.rule().id) {
                continue;
            }
            let edits = group.map_or(0..0, |group| group.edits.clone());
            let some: Option<Vec<u32>> = found.map(|found| {
                let start = found.partition_point(|at| (*at as usize) < edits.start);
                let end = found.partition_point(|at| (*at as usize) < edits.end);
                found.get(start..end).unwrap_or_default().to_vec()
            });
            let count = some.as_ref().map_or(edits.len(), Vec::len);
            if some.is_some() && count == 0 {
                continue;
            }
            self.card(ui, seen, rule, count);
            if list.opened != Some(rule) && some.is_none() {
                continue;
            }
            if let Some(group) = group.filter(|_| some.is_none()) {
                self.push(piece::HEIGHT, Items::Suggestions(group.suggestions.clone()));
            }
            match some {
                Some(some) => self.push(piece::HEIGHT, Items::Edits(some)),
                None => self.push(piece::HEIGHT, Items::Log(edits)),
            }
        }
        if found.is_none() {
            self.given_back(seen);
        }
    }

    fn by_place(&mut self, seen: &Seen<'_>, list: &CleanedList) {
        match list.search.found_by_place() {
            Some(found) => self.push(piece::HEIGHT, Items::Edits(found.to_vec())),
            None => self.push(piece::HEIGHT, Items::ByPlace),
        }
        self.given_back(seen);
    }

    fn suggestions(&mut self, ui: &Ui, seen: &Seen<'_>, list: &CleanedList) {
        let document = &seen.open.document;
        let is_found = |index: &u32| {
            let place = document.cleaned.suggestions.get(*index as usize);
            place.is_some_and(|place| list.search.is_found(seen.open, place))
        };
        for group in self.review.groups.iter().filter(|group| !group.suggestions.is_empty()) {
            let some: Vec<u32> =
                group.suggestions.iter().copied().filter(|index| is_found(index)).collect();
            if !some.is_empty() {
                self.card(ui, seen, group.rule, group.edits.len());
                self.push(piece::HEIGHT, Items::Suggestions(some));
            }
        }
    }

    fn card(&mut self, ui: &Ui, seen: &Seen<'_>, rule: RuleIndex, count: usize) {
        let height = f64::from(card::height(ui, seen, rule));
        self.push(height, Items::One(Item::Card(rule, count)));
    }

    fn given_back(&mut self, seen: &Seen<'_>) {
        let kept: Vec<Span<Source>> = seen.open.notebook.kept.iter().copied().collect();
        if !kept.is_empty() {
            self.push(SECTION_HEIGHT, Items::One(Item::GivenBack(kept.len())));
            self.push(piece::HEIGHT, Items::Kept(kept));
        }
    }

    fn push(&mut self, height: f64, items: Items) {
        let count = match &items {
            Items::One(_) => 1,
            Items::Log(edits) => edits.len(),
            Items::ByPlace => self.review.by_place.len(),
            Items::Edits(some) | Items::Suggestions(some) => some.len(),
            Items::Kept(kept) => kept.len(),
        };
        self.blocks.push(Block { top: self.height(), height, count, items });
    }

    /// The height of all, in points.
    pub(crate) fn height(&self) -> f64 {
        self.blocks.last().map_or(0.0, Block::bottom)
    }

    /// The items that have a part in the view, each with its top and height.
    pub(crate) fn within(&self, (top, bottom): (f64, f64)) -> Vec<(Item, f64, f64)> {
        let first = self.blocks.partition_point(|block| block.bottom() <= top);
        let blocks = self.blocks.iter().skip(first).take_while(|block| block.top < bottom);
        blocks.flat_map(|block| block.within(self.review, top, bottom)).collect()
    }
}

/// The rules in the order in which they matter to a reader; it is always the same, so that no card moves away when
/// it is used.
fn order() -> Vec<RuleIndex> {
    let rank = |rule: &RuleIndex| match rule.rule().kind() {
        RuleKind::Glosses | RuleKind::Takes => 0,
        RuleKind::Changes if rule.rule().id == "script" => 1,
        RuleKind::Changes => 2,
        RuleKind::LaysOut => 3,
    };
    let mut order: Vec<RuleIndex> =
        (0..rules().len()).map(|index| RuleIndex(index as u8)).collect();
    order.sort_by_key(|rule| (rank(rule), *rule));
    order
}

impl Block {
    fn bottom(&self) -> f64 {
        self.top + self.height * self.count as f64
    }

    fn within(&self, review: &Review, top: f64, bottom: f64) -> Vec<(Item, f64, f64)> {
        let first = ((top - self.top) / self.height).floor().max(0.0) as usize;
        let end = ((bottom - self.top) / self.height).ceil().max(0.0) as usize;
        let items = (first..end.min(self.count)).filter_map(|index| {
            Some((self.item(review, index)?, self.top + self.height * index as f64, self.height))
        });
        items.collect()
    }

    fn item(&self, review: &Review, index: usize) -> Option<Item> {
        let at = |some: &Vec<u32>| some.get(index).map(|index| *index as usize);
        match &self.items {
            Items::One(item) => Some(*item),
            Items::Log(edits) => Some(Item::Edit(edits.start + index)),
            Items::ByPlace => review.by_place.get(index).map(|index| Item::Edit(index as usize)),
            Items::Edits(some) => at(some).map(Item::Edit),
            Items::Suggestions(some) => at(some).map(Item::Suggestion),
            Items::Kept(kept) => kept.get(index).copied().map(Item::Kept),
        }
    }
}
