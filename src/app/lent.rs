//! Digit keys that no tag has for its own, lent to the tags that were used last: what one works with is one key
//! away, whether it was given one or not.
//!
//! A lent key stays with its tag, also when the program starts again, so that no digit ever comes to mean another tag:
//! until the tag is deleted or has a key of its own, or the key is given to another.

use std::collections::{BTreeMap, BTreeSet};

use crate::app::State;
use crate::app::handle::view;
use crate::app::update::Context;
use crate::notebook::{SLOTS, Tag, TagId};

/// Most tags that count as used lately.
const MOST_RECENT: usize = 64;

/// Which digits are lent to which tags.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LentKeys(pub BTreeMap<u8, TagId>);

impl State {
    /// The digits that are lent.
    pub const fn lent(&self) -> &LentKeys {
        &self.lent
    }

    /// The tags with a digit key, their own or a lent one, by key.
    pub fn keyed_tags(&self) -> BTreeMap<u8, &Tag> {
        let tags = &self.codebook.tags;
        let lent = self.lent.0.iter().filter_map(|(key, id)| Some((*key, tags.get(id)?)));
        let lent = lent.filter(|(_, tag)| tag.is_live() && tag.slot.is_none());
        let own = self.codebook.live().filter_map(|tag| Some((tag.slot?, tag)));
        lent.chain(own).collect()
    }

    /// The tag that a digit key puts on.
    pub fn tag_of_key(&self, key: u8) -> Option<&Tag> {
        self.codebook.in_slot(key).or_else(|| self.keyed_tags().remove(&key))
    }

    /// The tags that were used last in the shown document, the last one at the end.
    pub(crate) fn recent_tags(&self) -> Vec<TagId> {
        let mut used: Vec<_> = self.tally.last_uses().collect();
        used.sort_unstable();
        used.reverse();
        let is_last = |tag: &&TagId| self.last_tags.contains(tag);
        let used = used.into_iter().map(|(_, tag)| tag).filter(|tag| !is_last(tag));
        let mut recent: Vec<TagId> = used.take(MOST_RECENT).cloned().collect();
        recent.reverse();
        recent.extend(self.last_tags.iter().cloned());
        recent
    }

    /// The same for one who has typed nothing yet: tags that cost one key anyway go before those without a digit,
    /// and those that the passage carries are left out.
    pub fn recent_tags_to_pick(&self) -> Vec<TagId> {
        let carried = self.active_annotation().filter(|_| self.selection.is_none());
        let is_carried = |tag: &TagId| carried.is_some_and(|note| note.tags.contains(tag));
        let keyed: BTreeSet<&TagId> = self.keyed_tags().into_values().map(|tag| &tag.id).collect();
        let left = self.recent_tags().into_iter().filter(|tag| !is_carried(tag));
        let (mut with_key, without): (Vec<_>, Vec<_>) = left.partition(|tag| keyed.contains(tag));
        with_key.extend(without);
        with_key
    }
}

/// Has what was lent anew remembered.
pub(crate) fn follow(cx: &mut Context<'_>) {
    if cx.state.lent_before != cx.state.lent {
        cx.state.lent_before = cx.state.lent.clone();
        view::remember(cx);
    }
}

/// Lends the digits that are free to the tags that were used last and have none; of these the older tags get the
/// lower digits.
pub(crate) fn lend(state: &mut State) {
    let keyed = state.keyed_tags();
    let free: Vec<u8> = SLOTS.filter(|key| !keyed.contains_key(key)).collect();
    if free.is_empty() {
        return;
    }
    let holds = |key: &u8, id: &TagId| keyed.get(key).is_some_and(|tag| tag.id == *id);
    let lent = state.lent.0.iter().filter(|(key, id)| holds(key, id));
    let mut lent: BTreeMap<u8, TagId> = lent.map(|(key, id)| (*key, id.clone())).collect();
    let has_key: BTreeSet<&TagId> = keyed.into_values().map(|tag| &tag.id).collect();
    let is_without = |tag: &TagId| state.codebook.is_live(tag) && !has_key.contains(tag);
    let mut used: Vec<_> = state.tally.last_uses().filter(|(_, tag)| is_without(tag)).collect();
    used.sort_unstable();
    let used: BTreeSet<TagId> =
        used.into_iter().rev().take(free.len()).map(|(_, id)| id.clone()).collect();
    lent.extend(free.into_iter().zip(used));
    state.lent.0 = lent;
}
