//! How long it takes to find 50,000 notes again on ten megabytes, after one paragraph in a hundred changed.

use std::collections::BTreeSet;
use std::ops::ControlFlow;
use std::sync::OnceLock;

use danhuang::anchor;
use danhuang::clean::CleanOptions;
use danhuang::document::Document;
use danhuang::notebook::{Annotation, AnnotationId, Excerpt, Notebook, Timestamp};
use danhuang::placing::{self, KeptText, Places};
use danhuang::store::{kept_text_from_bytes, kept_text_to_bytes};
use danhuang::text::Span;
use divan::Bencher;

use crate::text;

const N_NOTES: usize = 50_000;

/// A document, its notes, and its next version.
struct Edited {
    notebook: Notebook,
    ids: Vec<AnnotationId>,
    kept: Vec<KeptText>,
    new: Document,
}

fn read(text: &str) -> Document {
    Document::new("text.txt", text.as_bytes(), None, &CleanOptions::default()).unwrap()
}

fn edited() -> &'static Edited {
    static EDITED: OnceLock<Edited> = OnceLock::new();
    EDITED.get_or_init(|| {
        let source = text::clean(crate::TEN_MEGABYTES);
        let old = read(&source);
        let notebook = notebook(&old);
        let changed = |(number, line): (usize, &str)| match number % 300 {
            0 => String::new(),
            100 => format!("经核实，{line}\n"),
            200 => format!("另据了解，{}\n", line.chars().skip(6).collect::<String>()),
            _ => format!("{line}\n"),
        };
        let new = source.lines().enumerate().map(changed).collect::<String>();
        let ids = notebook.annotations.keys().cloned().collect();
        Edited { notebook, ids, kept: vec![KeptText::of(&old)], new: read(&new) }
    })
}

fn notebook(document: &Document) -> Notebook {
    let text = &document.cleaned.text;
    let note = |index: usize| {
        let start = text.floor(text.len() / N_NOTES * index);
        let end = text.floor(start.index() + 60);
        let clean = Span { start, end };
        let id = AnnotationId(format!("01J000000000000000000{index:05}"));
        let annotation = Annotation {
            id: id.clone(),
            anchor: anchor::describe(&document.imported.text, document.source_from_clean(clean)),
            excerpt: Excerpt::of(text, clean),
            heading_path: Vec::new(),
            color: None,
            tags: BTreeSet::new(),
            note: String::new(),
            created: Timestamp(1),
            modified: Timestamp(1),
            revision: 1,
        };
        (id, annotation)
    };
    Notebook { annotations: (0..N_NOTES).map(note).collect(), ..Notebook::default() }
}

/// What the page waits for.
#[divan::bench(max_time = 5, sample_size = 1)]
fn locate_standing(bencher: Bencher<'_, '_>) {
    let edited = edited();
    bencher.bench(|| placing::place_standing(&edited.new, &edited.notebook));
}

/// Until all are found that need no likeness: the first report.
#[divan::bench(max_time = 20, sample_size = 1, args = [true, false])]
fn locate_first(bencher: Bencher<'_, '_>, has_old_text: bool) {
    bencher.bench(|| seek(has_old_text, &mut |_, _| ControlFlow::Break(())));
}

/// Until nothing is left, with how many are then where.
#[divan::bench(max_time = 20, sample_size = 1, args = [true, false])]
#[expect(clippy::print_stdout, reason = "a figure for the one who runs it")]
fn locate_all(bencher: Bencher<'_, '_>, has_old_text: bool) {
    let places = seek(has_old_text, &mut |_, _| ControlFlow::Continue(()));
    let mut states = std::collections::BTreeMap::new();
    for place in places.values() {
        *states.entry(place.state.id()).or_insert(0) += 1;
    }
    println!("{states:?}");
    bencher.bench(|| seek(has_old_text, &mut |_, _| ControlFlow::Continue(())));
}

fn seek(has_old_text: bool, go_on: &mut placing::Report<'_>) -> Places {
    let edited = edited();
    let kept = if has_old_text { edited.kept.as_slice() } else { &[] };
    placing::locate(&edited.new, &edited.notebook, &edited.ids, kept, go_on)
}

/// Keeping the old text, and having it back.
#[divan::bench(max_time = 10, sample_size = 1)]
fn keep_text(bencher: Bencher<'_, '_>) {
    bencher.bench(|| kept_text_from_bytes(&kept_text_to_bytes(&edited().kept[0])));
}
