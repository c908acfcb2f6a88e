//! Joins two codebooks by identity; two tags that are called the same become one.

use std::collections::{BTreeMap, BTreeSet};

use crate::notebook::merge::{Later, merged_map, merged_memo, pick};
use crate::notebook::{
    Clash, ClashField, Codebook, HighlightColor, Notebook, Standing, Tag, TagId,
};

/// What two hands made of the library's tags, and what both of them changed.
pub fn merged_codebooks(
    base: &Codebook,
    ours: &Codebook,
    theirs: &Codebook,
) -> (Codebook, Vec<Clash>) {
    let (mut clashes, mut removed) = (Vec::new(), Vec::new());
    let tags = merged_map(
        &base.tags,
        &ours.tags,
        &theirs.tags,
        |base, ours, theirs| merged_tag(base, ours, theirs, &mut clashes),
        |tag| removed.push(clash(tag, ClashField::Removed, String::new(), String::new())),
    );
    clashes.extend(removed);
    let mut codebook = Codebook { tags, memo: merged_memo(&base.memo, &ours.memo, &theirs.memo) };
    restore_parents(&mut codebook, [ours, theirs]);
    break_circles(&mut codebook);
    break_merged_circles(&mut codebook);
    free_keys(&mut codebook, &mut clashes);
    (codebook, clashes)
}

/// The tags of `theirs` that are called as tags of `ours` are and are others: theirs, then ours.
pub fn same_names(ours: &Codebook, theirs: &Codebook) -> BTreeMap<TagId, TagId> {
    let same = |tag: &Tag| {
        let known = ours.find(&theirs.path(&tag.id))?;
        let is_new = !ours.tags.contains_key(&tag.id) && !theirs.tags.contains_key(&known.id);
        is_new.then(|| (tag.id.clone(), known.id.clone()))
    };
    theirs.tags.values().filter_map(same).collect()
}

/// A codebook with tags taken for others.
pub fn renamed_codebook(codebook: &Codebook, names: &BTreeMap<TagId, TagId>) -> Codebook {
    let kept = codebook.tags.values().filter(|tag| !names.contains_key(&tag.id));
    let with_parent = |tag: &Tag| {
        let parent = tag.parent.as_ref().map(|parent| names.get(parent).unwrap_or(parent).clone());
        (tag.id.clone(), Tag { parent, ..tag.clone() })
    };
    Codebook { tags: kept.map(with_parent).collect(), memo: codebook.memo.clone() }
}

/// A notebook with tags taken for others.
pub fn renamed_tags(notebook: &Notebook, names: &BTreeMap<TagId, TagId>) -> Notebook {
    let mut notebook = notebook.clone();
    for note in notebook.annotations.values_mut() {
        if note.tags.iter().any(|tag| names.contains_key(tag)) {
            let renamed = note.tags.iter().map(|tag| names.get(tag).unwrap_or(tag).clone());
            note.tags = renamed.collect();
        }
    }
    notebook
}

/// Brings back tags that notes carry and that one side removed.
pub fn restore_used(codebook: &mut Codebook, used: &BTreeSet<TagId>, sides: [&Codebook; 2]) {
    for id in used {
        if let Some(tag) = sides.iter().find_map(|side| side.tags.get(id)) {
            codebook.tags.entry(id.clone()).or_insert_with(|| tag.clone());
        }
    }
    restore_parents(codebook, sides);
}

fn clash(tag: &Tag, field: ClashField, taken: String, other: String) -> Clash {
    Clash { id: tag.id.0.clone(), words: tag.name.clone(), field, taken, other }
}

fn merged_tag(base: Option<&Tag>, ours: &Tag, theirs: &Tag, clashes: &mut Vec<Clash>) -> Tag {
    let rank = |tag: &Tag| {
        let Tag { revision, name, parent, color, slot, description, pattern, standing, .. } = tag;
        let (name, parent, description) = (name.clone(), parent.clone(), description.clone());
        (*revision, name, parent, *color, *slot, description, *pattern, standing.clone())
    };
    let later = if rank(ours) >= rank(theirs) { Later::Ours } else { Later::Theirs };
    let name = pick(base.map(|tag| &tag.name), &ours.name, &theirs.name, later);
    let parent = pick(base.map(|tag| &tag.parent), &ours.parent, &theirs.parent, later);
    let color = pick(base.map(|tag| &tag.color), &ours.color, &theirs.color, later);
    let slot = pick(base.map(|tag| &tag.slot), &ours.slot, &theirs.slot, later);
    let description =
        pick(base.map(|tag| &tag.description), &ours.description, &theirs.description, later);
    let pattern = pick(base.map(|tag| &tag.pattern), &ours.pattern, &theirs.pattern, later);
    let standing = pick(base.map(|tag| &tag.standing), &ours.standing, &theirs.standing, later);
    let mut tell = |field, taken: String, other: Option<String>| {
        clashes.extend(other.map(|other| clash(ours, field, taken, other)));
    };
    let of_parent =
        |parent: &Option<TagId>| parent.as_ref().map_or("–".to_owned(), |id| id.0.clone());
    let of_slot = |slot: &Option<u8>| slot.map_or("–".to_owned(), |slot| slot.to_string());
    let of_color = |color: &HighlightColor| color.id().to_owned();
    tell(ClashField::Name, name.value.clone(), name.other);
    tell(ClashField::Parent, of_parent(&parent.value), parent.other.as_ref().map(of_parent));
    tell(ClashField::Color, of_color(&color.value), color.other.as_ref().map(of_color));
    tell(ClashField::Key, of_slot(&slot.value), slot.other.as_ref().map(of_slot));
    tell(ClashField::Description, description.value.clone(), description.other);
    let together = Tag {
        id: ours.id.clone(),
        parent: parent.value,
        name: name.value,
        color: color.value,
        slot: slot.value,
        description: description.value,
        memo: merged_memo(base.map_or("", |tag| &tag.memo), &ours.memo, &theirs.memo),
        pattern: pattern.value,
        standing: standing.value,
        revision: ours.revision.max(theirs.revision).saturating_add(1),
    };
    let is_like = |side: &Tag| Tag { revision: side.revision, ..together.clone() } == *side;
    let sides = if later == Later::Ours { [ours, theirs] } else { [theirs, ours] };
    sides.into_iter().find(|side| is_like(side)).cloned().unwrap_or(together)
}

/// A tag under which others stand is not gone.
fn restore_parents(codebook: &mut Codebook, sides: [&Codebook; 2]) {
    loop {
        let missing = |tag: &Tag| {
            let parent =
                tag.parent.as_ref().filter(|parent| !codebook.tags.contains_key(*parent))?;
            sides.iter().find_map(|side| side.tags.get(parent)).cloned()
        };
        let Some(parent) = codebook.tags.values().find_map(missing) else { return };
        codebook.tags.insert(parent.id.clone(), parent);
    }
}

/// Where each side put a tag under the other's, the last of them comes to the top.
fn break_circles(codebook: &mut Codebook) {
    let ids: Vec<TagId> = codebook.tags.keys().rev().cloned().collect();
    for id in ids {
        let parent = |id: &TagId| codebook.tags.get(id).and_then(|tag| tag.parent.clone());
        let mut above = parent(&id);
        for _ in 0..codebook.tags.len() {
            match above {
                Some(tag) if tag == id => {
                    codebook.tags.entry(id).and_modify(|tag| tag.parent = None);
                    break;
                }
                Some(tag) => above = parent(&tag),
                None => break,
            }
        }
    }
}

/// Where each side merged a tag into the other's, the last of them stays in use.
fn break_merged_circles(codebook: &mut Codebook) {
    let ids: Vec<TagId> = codebook.tags.keys().rev().cloned().collect();
    for id in ids {
        let into = |id: &TagId| match codebook.tags.get(id).map(|tag| &tag.standing) {
            Some(Standing::Merged(into)) => Some(into.clone()),
            _ => None,
        };
        let mut next = into(&id);
        for _ in 0..codebook.tags.len() {
            match next {
                Some(tag) if tag == id => {
                    codebook.tags.entry(id).and_modify(|tag| tag.standing = Standing::Live);
                    break;
                }
                Some(tag) => next = into(&tag),
                None => break,
            }
        }
    }
}

/// A digit key has one tag: the first.
fn free_keys(codebook: &mut Codebook, clashes: &mut Vec<Clash>) {
    let mut seen = BTreeMap::new();
    for tag in codebook.tags.values_mut() {
        let Some(slot) = tag.slot else { continue };
        if let Some(name) = seen.get(&slot) {
            clashes.push(clash(tag, ClashField::Key, format!("{slot} {name}"), slot.to_string()));
            tag.slot = None;
        } else {
            seen.insert(slot, tag.name.clone());
        }
    }
}
