//! The tree of tags: putting one under another, merging, deleting, and taking a codebook in. Each gives the changes
//! to the tags; what that means for a document's annotations is with the caller.

use std::collections::{BTreeMap, BTreeSet};

use crate::notebook::tag::MAX_DEPTH;
use crate::notebook::{
    Change, Codebook, Diff, HighlightColor, LinePattern, Notebook, PATH_SEPARATOR, SLOTS, Standing,
    Tag, TagId, TagNameError,
};
use crate::text::NameOrder;

/// A tag as a codebook of another hand describes it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TagRow {
    /// Its names from the root, joined by `/`.
    pub path: String,
    /// Its colour, if one is said.
    pub color: Option<HighlightColor>,
    /// The pattern of its line, if one is said.
    pub pattern: Option<LinePattern>,
    /// Its digit key, if one is said.
    pub slot: Option<u8>,
    /// What it means.
    pub description: String,
    /// What was written about it.
    pub memo: String,
}

/// What a codebook that is taken in leads to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Taken {
    /// The changes.
    pub changes: Vec<Change>,
    /// How many tags are new, those above others counted.
    pub n_new: usize,
    /// How many were there already.
    pub n_known: usize,
    /// Rows that name no tag, counted from 1.
    pub refused: Vec<usize>,
}

/// The place of a path in a list of tags: each tag stands behind the one above it, those of one parent by name.
pub fn path_order(path: &str) -> Vec<NameOrder> {
    path.split(PATH_SEPARATOR).map(NameOrder::of).collect()
}

impl Codebook {
    /// All tags in use as a tree is written down: each with its depth, those of one parent by name.
    pub fn tree(&self) -> Vec<(usize, &Tag)> {
        let mut children: BTreeMap<Option<&TagId>, Vec<&Tag>> = BTreeMap::new();
        for tag in self.live() {
            let parent = tag
                .parent
                .as_ref()
                .filter(|parent| self.tags.get(*parent).is_some_and(Tag::is_live));
            children.entry(parent).or_default().push(tag);
        }
        children
            .values_mut()
            .for_each(|tags| tags.sort_by_cached_key(|tag| NameOrder::of(&tag.name)));
        let mut rows = Vec::new();
        let mut stack: Vec<(usize, &Tag)> = Vec::new();
        stack.extend(children.get(&None).into_iter().flatten().rev().map(|tag| (0, *tag)));
        while let Some((depth, tag)) = stack.pop() {
            rows.push((depth, tag));
            if depth < MAX_DEPTH {
                let below = children.get(&Some(&tag.id)).into_iter().flatten().rev();
                stack.extend(below.map(|tag| (depth + 1, *tag)));
            }
        }
        rows
    }

    /// Whether `id` is `above` or stands somewhere under it.
    pub fn is_within(&self, id: &TagId, above: &TagId) -> bool {
        let mut next = Some(id);
        for _ in 0..=MAX_DEPTH {
            match next {
                Some(id) if id == above => return true,
                Some(id) => next = self.tags.get(id).and_then(|tag| tag.parent.as_ref()),
                None => return false,
            }
        }
        false
    }

    /// The change that puts a tag under `parent`, or at the top; none if it stands there.
    pub fn move_under(
        &self,
        id: &TagId,
        parent: Option<&TagId>,
    ) -> Result<Option<Change>, TagNameError> {
        let Some(tag) = self.tags.get(id) else { return Ok(None) };
        if parent.is_some_and(|parent| self.is_within(parent, id)) {
            return Err(TagNameError::Circle);
        }
        if self.child(parent, &tag.name).is_some_and(|other| other.id != *id) {
            return Err(TagNameError::Taken);
        }
        Ok(tag.edited(|tag| tag.parent = parent.cloned()))
    }

    /// The change that says what a tag means.
    pub fn describe(&self, id: &TagId, description: &str) -> Option<Change> {
        self.tags.get(id)?.edited(|tag| description.trim().clone_into(&mut tag.description))
    }

    /// The change that gives a tag's line a pattern, or that of its colour.
    pub fn set_pattern(&self, id: &TagId, pattern: Option<LinePattern>) -> Option<Change> {
        self.tags.get(id)?.edited(|tag| tag.pattern = pattern)
    }

    /// The changes that make `from` one with `into`. What stands under it comes to stand under `into`; children
    /// that are called the same become one too.
    pub fn merge(&self, from: &TagId, into: &TagId) -> Result<Vec<Change>, TagNameError> {
        if from == into || !self.is_in_use(from) || !self.is_in_use(into) {
            return Ok(Vec::new());
        }
        if self.is_within(into, from) {
            return Err(TagNameError::Circle);
        }
        let mut work = Work { codebook: self.clone(), before: BTreeMap::new() };
        work.merge(from, into);
        Ok(work.changes())
    }

    /// The changes that delete a tag. What stands under it comes to stand where it stood.
    pub fn delete(&self, id: &TagId) -> Vec<Change> {
        if !self.is_in_use(id) {
            return Vec::new();
        }
        let mut work = Work { codebook: self.clone(), before: BTreeMap::new() };
        let parent = self.tags.get(id).and_then(|tag| tag.parent.clone());
        work.edit(id, |tag| (tag.standing, tag.slot) = (Standing::Deleted, None));
        work.lift_children(id, parent.as_ref());
        work.changes()
    }

    fn is_in_use(&self, id: &TagId) -> bool {
        self.tags.get(id).is_some_and(Tag::is_live)
    }

    /// Takes tags in. Those that are there keep what they are but gain a description and a memo where they have none; a
    /// digit key is given only if it is free.
    pub fn take_in(&self, rows: &[TagRow], mut new_id: impl FnMut() -> String) -> Taken {
        let mut work = Work { codebook: self.clone(), before: BTreeMap::new() };
        let mut taken = Taken::default();
        for (index, row) in rows.iter().enumerate() {
            let Ok((id, made)) = work.codebook.make(row.path.trim(), &mut new_id) else {
                taken.refused.push(index + 1);
                continue;
            };
            let is_new = !made.is_empty();
            taken.n_new += made.len();
            taken.n_known += usize::from(!is_new && !work.before.contains_key(&id));
            for change in made {
                if let Change::Tag(Diff { after: Some(tag), .. }) = change {
                    work.before.insert(tag.id.clone(), None);
                    work.codebook.tags.insert(tag.id.clone(), tag);
                }
            }
            let slot = row
                .slot
                .filter(|slot| SLOTS.contains(slot) && work.codebook.in_slot(*slot).is_none());
            work.edit(&id, |tag| {
                if is_new {
                    tag.color = row.color.unwrap_or(tag.color);
                    tag.pattern = row.pattern;
                }
                tag.slot = tag.slot.or(slot);
                if tag.description.is_empty() {
                    row.description.trim().clone_into(&mut tag.description);
                }
                if tag.memo.is_empty() {
                    row.memo.trim().clone_into(&mut tag.memo);
                }
            });
        }
        taken.changes = work.changes();
        taken
    }
}

/// A codebook being changed, and what the changed tags were before; `None` for those that are new.
struct Work {
    codebook: Codebook,
    before: BTreeMap<TagId, Option<Tag>>,
}

impl Work {
    fn edit(&mut self, id: &TagId, edit: impl FnOnce(&mut Tag)) {
        let Some(tag) = self.codebook.tags.get_mut(id) else { return };
        self.before.entry(id.clone()).or_insert_with(|| Some(tag.clone()));
        edit(tag);
    }

    fn merge(&mut self, from: &TagId, into: &TagId) {
        let memo = self.codebook.tags.get(from).map(|tag| tag.memo.clone()).unwrap_or_default();
        if !memo.is_empty() {
            self.edit(into, |tag| add_words(&mut tag.memo, &memo));
        }
        self.edit(from, |tag| {
            (tag.standing, tag.slot) = (Standing::Merged(into.clone()), None);
        });
        self.lift_children(from, Some(into));
    }

    /// Puts what stands under `id` under `parent`; where a tag is called the same there, the two become one.
    fn lift_children(&mut self, id: &TagId, parent: Option<&TagId>) {
        let children = self.codebook.live().filter(|tag| tag.parent.as_ref() == Some(id));
        let children: Vec<(TagId, String)> =
            children.map(|tag| (tag.id.clone(), tag.name.clone())).collect();
        for (child, name) in children {
            let twin = self.codebook.child(parent, &name).map(|tag| tag.id.clone());
            match twin.filter(|twin| *twin != child) {
                Some(twin) => self.merge(&child, &twin),
                None => self.edit(&child, |tag| tag.parent = parent.cloned()),
            }
        }
    }

    /// What became of all that was touched, each tag once.
    fn changes(self) -> Vec<Change> {
        let Self { mut codebook, before } = self;
        let change = |(id, before): (TagId, Option<Tag>)| {
            let mut after = codebook.tags.remove(&id)?;
            match &before {
                Some(before) if *before == after => return None,
                Some(before) => after.revision = before.revision.saturating_add(1),
                None => {}
            }
            Some(Change::Tag(Diff { before, after: Some(after) }))
        };
        before.into_iter().filter_map(change).collect()
    }
}

/// Puts words below others, unless they stand there.
fn add_words(words: &mut String, more: &str) {
    if words.contains(more) {
        return;
    }
    if !words.is_empty() {
        words.push_str("\n\n");
    }
    words.push_str(more);
}

impl Notebook {
    /// Has each annotation carry the tags in use that its tags mean. Opening a file so writes nothing: the notes
    /// are written so when they are next changed.
    pub fn resolve_tags(&mut self, codebook: &Codebook) {
        if codebook.tags.values().all(Tag::is_live) {
            return;
        }
        for note in self.annotations.values_mut() {
            let is_retired = |id: &TagId| codebook.tags.get(id).is_some_and(|tag| !tag.is_live());
            if note.tags.iter().any(is_retired) {
                let tags: BTreeSet<TagId> = note
                    .tags
                    .iter()
                    .filter_map(|id| if is_retired(id) { codebook.resolved(id) } else { Some(id) })
                    .cloned()
                    .collect();
                note.tags = tags;
            }
        }
    }
}
