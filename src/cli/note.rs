//! `danhuang note`: changes one annotation.

use std::path::PathBuf;

use clap::Args;

use crate::app::Ids;
use crate::cli::desk::Desk;
use crate::cli::output::Output;
use crate::cli::{Common, Failure, annotate, values};
use crate::host::clock;
use crate::notebook::{Annotation, AnnotationId, Change, Diff, HighlightColor};
use crate::placing::{self, Place, PlaceState};
use crate::text::Phrase;

#[derive(Debug, Args)]
#[command(
    after_help = "Example: danhuang note article.txt 01J5Z3NDEKTSV4RRFFQ69G5FAV --text 已核对 --tag 数据"
)]
pub(crate) struct NoteArguments {
    /// The document
    file: PathBuf,
    /// The annotation
    id: String,
    /// What to write about it
    #[arg(long, allow_hyphen_values = true)]
    text: Option<String>,
    /// A tag to put on, by its path
    #[arg(long = "tag", value_name = "PATH")]
    tags: Vec<String>,
    /// A tag to take off, by its path
    #[arg(long = "untag", value_name = "PATH")]
    untags: Vec<String>,
    /// amber, azure, cinnabar, jade, wisteria, peach, olive or slate
    #[arg(long, value_parser = values::color)]
    color: Option<HighlightColor>,
    /// Take the suggested place for right
    #[arg(long)]
    accept: bool,
    /// Put it on this passage
    #[arg(long, allow_hyphen_values = true, value_name = "QUOTE")]
    place: Option<String>,
    /// Remove it
    #[arg(long)]
    delete: bool,
}

pub(crate) fn run(
    arguments: &NoteArguments,
    common: &Common,
    output: &Output,
) -> Result<(), Failure> {
    let mut desk = Desk::open(&arguments.file, common, output)?;
    let id = AnnotationId(arguments.id.clone());
    let before = desk.notebook.annotations.get(&id).cloned().ok_or_else(|| {
        Failure(Phrase::new(
            format!("没有编号为 {id} 的标注：{}", arguments.file.display()),
            format!("there is no annotation {id}: {}", arguments.file.display()),
        ))
    })?;
    if arguments.delete {
        let change = Change::Annotation(Diff { before: Some(before), after: None });
        return desk.commit(&[change], output);
    }
    let mut changes = Vec::new();
    let mut after = before.clone();
    edit(&mut desk, arguments, &mut after, &mut changes)?;
    changes.extend(before.edited(clock::now(), |note| *note = after));
    if changes.is_empty() { Ok(()) } else { desk.commit(&changes, output) }
}

fn edit(
    desk: &mut Desk,
    arguments: &NoteArguments,
    after: &mut Annotation,
    changes: &mut Vec<Change>,
) -> Result<(), Failure> {
    let mut ids = Ids::new(clock::random_ulid());
    if let Some(text) = &arguments.text {
        after.note.clone_from(text);
    }
    for path in &arguments.tags {
        let (tag, made) = desk.tag(path, || ids.take())?;
        changes.extend(made);
        after.tags.insert(tag);
    }
    for path in &arguments.untags {
        if let Some(tag) = desk.codebook.find(path) {
            after.tags.remove(&tag.id);
        }
    }
    after.color = arguments.color.or(after.color);
    if let Some(place) = new_place(desk, arguments, after)? {
        let put = placing::put_at(&desk.document, after, place);
        put.into_iter().for_each(|put| *after = put);
    }
    Ok(())
}

/// Where the annotation is to stand now, if that is to change.
fn new_place(
    desk: &Desk,
    arguments: &NoteArguments,
    note: &Annotation,
) -> Result<Option<Place>, Failure> {
    let file = arguments.file.display();
    if let Some(quote) = &arguments.place {
        let found = annotate::find(desk, quote);
        return match found.as_slice() {
            [span] => {
                let source = Some(desk.document.source_from_clean(*span));
                Ok(Some(Place { state: PlaceState::Placed, source, clean: Some(*span) }))
            }
            found => Err(Failure(Phrase::new(
                format!("“{quote}”有 {} 处，需要正好一处：{file}", found.len()),
                format!(
                    "“{quote}” stands in {} places, exactly one is needed: {file}",
                    found.len()
                ),
            ))),
        };
    }
    let place = desk.places.get(&note.id).filter(|place| place.source.is_some());
    if arguments.accept && place.is_none() {
        return Err(Failure(Phrase::new(
            format!("这条标注没有候选位置，请用 --place 指明：{file}"),
            format!("no place is suggested for this annotation; name one with --place: {file}"),
        )));
    }
    Ok(place.filter(|_| arguments.accept).copied())
}
