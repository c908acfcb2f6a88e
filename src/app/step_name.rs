//! What a step of the history is called: told from its changes, so that steps of earlier days have names too.

use crate::app::texts;
use crate::notebook::{Annotation, Change, Codebook, Diff, Standing, Tag};
use crate::text::{Bilingual, Phrase};

/// Most characters of a passage in a name.
const QUOTE_CHARS: usize = 14;

/// The name of a step that was done; `codebook` says what tags are called now.
pub fn step_name(step: &[Change], codebook: &Codebook) -> Phrase {
    let notes: Vec<&Diff<Annotation>> = step
        .iter()
        .filter_map(|change| match change {
            Change::Annotation(diff) => Some(diff),
            _ => None,
        })
        .collect();
    if let Some(name) = tree_name(step, codebook) {
        return name;
    }
    match (&*notes, step) {
        ([], []) => texts::STEP_OTHER.into(),
        ([], [first, ..]) => other_name(first, step.len()),
        ([note], _) => note_name(note, codebook, step),
        (notes, _) => many_name(notes, codebook, step),
    }
}

/// The name of a step that joins, parts, moves or deletes tags: its notes only follow.
fn tree_name(step: &[Change], codebook: &Codebook) -> Option<Phrase> {
    let tags = step.iter().filter_map(|change| match change {
        Change::Tag(diff) => Some((diff.before.as_ref(), diff.after.as_ref()?)),
        _ => None,
    });
    let is_gone = |(before, after): &(Option<&Tag>, &Tag)| {
        before.is_some_and(Tag::is_live) && !after.is_live()
    };
    if let Some((_, after)) = tags.clone().find(is_gone) {
        return Some(match &after.standing {
            Standing::Merged(into) => {
                let into = codebook.tags.get(into).map_or_else(String::new, |tag| tag.name.clone());
                texts::step_merge_tags(&after.name, &into)
            }
            _ => texts::step_on(&texts::STEP_REMOVE_TAG.into(), &after.name),
        });
    }
    let moved = tags
        .clone()
        .find(|(before, after)| before.is_some_and(|before| before.parent != after.parent));
    if let Some((_, after)) = moved {
        return Some(texts::step_on(&texts::STEP_MOVE_TAG.into(), &after.name));
    }
    let made: Vec<&Tag> =
        tags.filter(|(before, _)| before.is_none()).map(|(_, after)| after).collect();
    let goes_over = |diff: &Diff<Annotation>| match (&diff.before, &diff.after) {
        (Some(before), Some(after)) => {
            before.tags.iter().any(|tag| !after.tags.contains(tag))
                && made.iter().any(|tag| after.tags.contains(&tag.id))
        }
        _ => false,
    };
    let is_split = step.iter().any(|change| match change {
        Change::Annotation(diff) => goes_over(diff),
        _ => false,
    });
    if let Some(last) = made.last().filter(|_| is_split) {
        return Some(texts::step_on(&texts::STEP_SPLIT_TAG.into(), &last.name));
    }
    many_tags_name(step, &made)
}

/// What a step on several tags and nothing else is called: a codebook that was taken in, unless the new ones are those
/// of one path; where none is new, what was done to the last, for which the others made room.
fn many_tags_name(step: &[Change], made: &[&Tag]) -> Option<Phrase> {
    let diff = |change: &Change| match change {
        Change::Tag(diff) => Some(diff.clone()),
        _ => None,
    };
    let diffs = step.iter().map(diff).collect::<Option<Vec<_>>>()?;
    let is_path = made.windows(2).all(|pair| pair[1].parent.as_ref() == Some(&pair[0].id));
    match made {
        _ if diffs.len() < 2 => None,
        [] => diffs.last().map(tag_name),
        [.., last] if is_path && made.len() == diffs.len() => {
            Some(texts::step_on(&texts::STEP_NEW_TAG.into(), &last.name))
        }
        _ => Some(texts::step_take_codebook(diffs.len())),
    }
}

/// What became of one note.
fn note_name(diff: &Diff<Annotation>, codebook: &Codebook, step: &[Change]) -> Phrase {
    let what = what_of(diff, codebook, step);
    match diff.either() {
        Some(note) => texts::step_on(&what, &quote(note)),
        None => what,
    }
}

fn many_name(notes: &[&Diff<Annotation>], codebook: &Codebook, step: &[Change]) -> Phrase {
    let count = notes.len();
    let is_gone = |diff: &&&Diff<Annotation>| diff.after.is_none();
    let n_gone = notes.iter().filter(is_gone).count();
    if n_gone == count {
        return texts::step_many(&texts::STEP_REMOVE.into(), count);
    }
    if n_gone > 0 && notes.iter().all(|diff| diff.before.is_some()) {
        return texts::step_many(&texts::STEP_MERGE.into(), count);
    }
    let of_first = notes.first().map(|diff| what_of(diff, codebook, step));
    let of_first = of_first.unwrap_or_else(|| texts::STEP_OTHER.into());
    let is_alike = notes.iter().all(|diff| what_of(diff, codebook, step) == of_first);
    let what = if is_alike { of_first } else { texts::STEP_CHANGE.into() };
    texts::step_many(&what, count)
}

fn what_of(diff: &Diff<Annotation>, codebook: &Codebook, step: &[Change]) -> Phrase {
    let (before, after) = match (&diff.before, &diff.after) {
        (None, None) => return texts::STEP_OTHER.into(),
        (Some(_), None) => return texts::STEP_REMOVE.into(),
        (None, Some(after)) if after.tags.is_empty() && after.note.is_empty() => {
            return texts::STEP_HIGHLIGHT.into();
        }
        (None, Some(after)) => (None, after),
        (Some(before), Some(after)) => (Some(before), after),
    };
    let had = |tag| before.is_some_and(|before| before.tags.contains(tag));
    let path = |tag| {
        let path = codebook.path(tag);
        if path.is_empty() { made_path(step, tag) } else { path }
    };
    let put_on: Vec<String> = after.tags.iter().filter(|tag| !had(tag)).map(path).collect();
    let lost = before.iter().flat_map(|before| &before.tags);
    let lost: Vec<String> = lost.filter(|tag| !after.tags.contains(*tag)).map(path).collect();
    let is_noted = before.is_none_or(|before| before.note != after.note) && !after.note.is_empty();
    let is_moved = before.is_some_and(|before| before.anchor.span != after.anchor.span);
    match (is_noted, put_on.is_empty(), lost.is_empty()) {
        (true, ..) => texts::STEP_NOTE.into(),
        (_, false, _) => texts::step_tag(&put_on),
        (_, _, false) => texts::step_untag(&lost),
        _ if before.is_some_and(|before| before.note != after.note) => texts::STEP_NO_NOTE.into(),
        _ if before.is_some_and(|before| before.color != after.color) => match after.color {
            Some(color) => texts::step_color(texts::color(color)),
            None => texts::STEP_NO_COLOR.into(),
        },
        _ if is_moved => texts::STEP_MOVE.into(),
        _ => texts::STEP_CHANGE.into(),
    }
}

/// What a tag was called that the step made and that is gone again.
fn made_path(step: &[Change], id: &crate::notebook::TagId) -> String {
    let made = step.iter().find_map(|change| match change {
        Change::Tag(diff) => diff.either().filter(|tag| tag.id == *id),
        _ => None,
    });
    made.map(|tag| tag.name.clone()).unwrap_or_default()
}

/// The name of a step that is not about notes, by its first change.
fn other_name(first: &Change, count: usize) -> Phrase {
    let one: Phrase = match first {
        Change::Annotation(_) => texts::STEP_CHANGE.into(),
        Change::Bookmark(diff) if diff.after.is_some() => texts::STEP_BOOKMARK.into(),
        Change::Bookmark(_) => texts::STEP_NO_BOOKMARK.into(),
        Change::Tag(diff) => return tag_name(diff),
        Change::Kept(diff) if diff.after.is_some() => texts::STEP_KEEP.into(),
        Change::Kept(_) => texts::STEP_CLEAN.into(),
        Change::Accepted(_) => texts::STEP_ACCEPT.into(),
        Change::Rule(_) => texts::STEP_RULE.into(),
        Change::Ruling(diff) if diff.after.is_some() => texts::STEP_RULING.into(),
        Change::Ruling(_) => texts::STEP_NO_RULING.into(),
        Change::Meta(_) => texts::STEP_META.into(),
        Change::Memo(_) => texts::STEP_MEMO.into(),
        Change::LibraryMemo(_) => texts::STEP_LIBRARY_MEMO.into(),
    };
    if count > 1 { texts::step_times(&one, count) } else { one }
}

fn tag_name(diff: &Diff<Tag>) -> Phrase {
    let (what, name): (Bilingual, &str) = match (&diff.before, &diff.after) {
        (None, Some(tag)) => (texts::STEP_NEW_TAG, &tag.name),
        (Some(tag), None) => (texts::STEP_REMOVE_TAG, &tag.name),
        (Some(before), Some(after)) if before.name != after.name => {
            (texts::STEP_RENAME_TAG, &after.name)
        }
        (Some(before), Some(after)) if before.memo != after.memo => {
            (texts::STEP_TAG_MEMO, &after.name)
        }
        (_, after) => (texts::STEP_CHANGE_TAG, after.as_ref().map_or("", |tag| tag.name.as_str())),
    };
    texts::step_on(&what.into(), name)
}

/// The first characters of a passage.
fn quote(note: &Annotation) -> String {
    let words = note.excerpt.exact.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut short: String = words.chars().take(QUOTE_CHARS).collect();
    if short.len() < words.len() {
        short.push('…');
    }
    short
}
