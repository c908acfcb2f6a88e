//! The tags that a note names (`#数据`) become the annotation's when writing ends.

use std::collections::BTreeSet;

use crate::app::handle::save;
use crate::app::note_text;
use crate::app::update::Context;
use crate::notebook::{Annotation, Change, Diff, TagId};

/// The step that writing a note was: from what the annotation was, to what it became with the tags that its
/// note names now and did not before. What of it is not carried out yet is carried out.
pub(crate) fn step(cx: &mut Context<'_>, before: Annotation, after: Annotation) -> Vec<Change> {
    let named: BTreeSet<String> = note_text::tags(&before.note).into_iter().collect();
    let new = note_text::tags(&after.note).into_iter().filter(|path| !named.contains(path));
    let (mut step, mut tags): (Vec<Change>, Vec<TagId>) = (Vec::new(), Vec::new());
    let mut codebook = cx.state.codebook.clone();
    for path in new {
        let ids = &mut cx.ids;
        // What cannot be a tag's name stays words.
        let Ok((tag, made)) = codebook.make(&path, || ids.take()) else { continue };
        for change in &made {
            if let Change::Tag(Diff { after: Some(tag), .. }) = change {
                codebook.tags.insert(tag.id.clone(), tag.clone());
            }
        }
        step.extend(made);
        tags.push(tag);
    }
    let mut tagged = after.clone();
    tagged.tags.extend(tags.iter().cloned());
    if tagged.tags != after.tags {
        let mut carried = step.clone();
        carried.extend(save::changed(cx, after, tagged));
        save::apply(cx, &carried);
        if let Some(Change::Annotation(Diff { after: Some(done), .. })) = carried.pop() {
            step.push(Change::Annotation(Diff { before: Some(before), after: Some(done) }));
        }
        cx.state.last_tags = tags;
        return step;
    }
    vec![Change::Annotation(Diff { before: Some(before), after: Some(after) })]
}
