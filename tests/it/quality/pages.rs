//! Pages as the web hands them out, beside what a careful editor leaves of them.

use std::fs;

use danhuang::clean::{CleanOptions, Meta};
use danhuang::document::Document;

use super::{Gold, Score, all_golds, common, differences, f1, folder, squashed};

/// What a page says of itself: `author`, `source`, `date`, and that; nothing where it must not be found.
type Said = Vec<(String, String)>;

fn said(gold: &Gold) -> Said {
    let lines = fs::read_to_string(folder().join(format!("{}.meta", gold.name)));
    let pair = |line: &str| {
        let (field, value) = line.split_once('=').unwrap();
        (field.to_owned(), value.to_owned())
    };
    lines.map(|lines| lines.lines().map(pair).collect()).unwrap_or_default()
}

/// Whether the field was found as the page writes it; of a date the time of day may be lacking or there.
fn is_found(meta: &Meta, field: &str, value: &str) -> bool {
    let found = match field {
        "author" => &meta.author,
        "source" => &meta.source,
        "date" => &meta.date,
        other => panic!("{other} is no field"),
    };
    let found = squashed(found.as_deref().unwrap_or_default());
    let digits = |text: &str| text.chars().filter(char::is_ascii_digit).collect::<String>();
    if field == "date" && !value.is_empty() {
        digits(&found).starts_with(&digits(value))
    } else {
        found == squashed(value)
    }
}

fn read(gold: &Gold) -> Option<Document> {
    let path = gold.page()?;
    let name = path.file_name().unwrap().to_string_lossy();
    Some(Document::new(&name, fs::read(&path).unwrap(), None, &CleanOptions::default()).unwrap())
}

/// The sums over the pages of both halves: those tuned on, those set aside.
pub(super) fn scores() -> [Score; 2] {
    let mut halves = [Score::default(), Score::default()];
    for gold in all_golds() {
        let Some(document) = read(&gold) else { continue };
        let score = &mut halves[usize::from(gold.is_set_aside())];
        score.add_text(&gold, &document.imported.text, &document.cleaned);
        score.add_outline(&gold, &document.outline);
        for (field, value) in said(&gold) {
            score.meta[0] += usize::from(is_found(&document.cleaned.meta, &field, &value));
            score.meta[1] += 1;
        }
    }
    halves
}

/// How the pages of the half that is set aside fared, without their names: the share that came back, and the
/// characters lacking and too many of those that did not.
pub(super) fn spread() -> Vec<String> {
    let aside = all_golds().into_iter().filter(Gold::is_set_aside);
    let figure = |gold: Gold| {
        let document = read(&gold)?;
        let (ours, theirs) = (squashed(document.cleaned.text.as_str()), squashed(&gold.text));
        let n_common =
            common(&ours.chars().collect::<Vec<_>>(), &theirs.chars().collect::<Vec<_>>());
        let lacking = theirs.chars().count() - n_common;
        let extra = ours.chars().count() - n_common;
        Some((f1(&gold.text, document.cleaned.text.as_str()), lacking, extra))
    };
    let mut figures: Vec<_> = aside.filter_map(figure).collect();
    figures.sort_by(|a, b| a.0.total_cmp(&b.0));
    figures.into_iter().map(|(f1, lacks, has)| format!("{f1:.4} -{lacks} +{has}")).collect()
}

/// What is lacking and what is too much in the pages that may be looked at.
pub(super) fn what_goes_wrong() -> Vec<String> {
    let mut shown = Vec::new();
    for gold in all_golds().iter().filter(|gold| !gold.is_set_aside()) {
        let Some(document) = read(gold) else { continue };
        let cleaned = &document.cleaned;
        shown.push(format!("{} page {:.4}", gold.name, f1(&gold.text, cleaned.text.as_str())));
        shown.extend(differences(gold, "page", 40, &cleaned.text, &document.outline));
        for (field, value) in said(gold) {
            if !is_found(&cleaned.meta, &field, &value) {
                shown.push(format!("{} page {field} not {value}: {:?}", gold.name, cleaned.meta));
            }
        }
    }
    shown
}
