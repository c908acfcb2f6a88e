//! What can be gone to or done by typing a part of its name, best first.

use std::ops::Range;
use std::path::PathBuf;

use crate::app::seek::{self, Fit, Sought};
use crate::app::tabs::file_name;
use crate::app::{Action, Seeking, State, TABLE, texts};
use crate::notebook::{Annotation, AnnotationId};
use crate::text::{Clean, Language, Pos};

/// Most entries that are listed.
pub const MOST_CHOICES: usize = 200;
/// Most recent documents that are listed before anything is typed.
const MOST_RECENTS: usize = 5;
/// Most characters of a note's passage that are looked at.
const QUOTE_CHARS: usize = 120;

/// Where an entry leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    /// An action of the table.
    Action(Action),
    /// A heading, by its place in the text.
    Heading(Pos<Clean>),
    /// An annotation.
    Note(AnnotationId),
    /// A bookmark, by its place in the text.
    Bookmark(Pos<Clean>),
    /// A document read lately.
    Recent(PathBuf),
    /// These words, sought in the text.
    Text(String),
}

/// An entry of the palette.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// Where it leads.
    pub target: Target,
    /// What it is called.
    pub name: String,
    /// The bytes of the name that fit, to be marked.
    pub matched: Range<usize>,
    /// What stands beside it: its key, its tags, how far into the text it is.
    pub side: String,
}

/// What a palette's field begins with.
pub const fn beginning(seeking: Seeking) -> &'static str {
    match seeking {
        Seeking::Commands => ">",
        Seeking::Anywhere => "",
    }
}

/// The entries that fit what was typed: `>` seeks commands, `@` headings, `#` notes by tag, `/` words in the
/// text, anything else all places at once.
pub fn choices(state: &State, typed: &str) -> Vec<Choice> {
    let typed = typed.trim_start();
    let rest = |signs: &[char]| typed.strip_prefix(signs).map(str::trim);
    if let Some(rest) = rest(&['>', '》', '＞']) {
        return commands(state, rest);
    }
    if let Some(rest) = rest(&['@', '＠']) {
        return best(headings(state, &Sought::new(&seek::normal(rest))));
    }
    if let Some(rest) = rest(&['#', '＃']) {
        return tagged(state, rest);
    }
    if let Some(rest) = rest(&['/', '／', '、']) {
        return text(state, rest).into_iter().collect();
    }
    let mut choices = places(state, typed);
    choices.extend(text(state, typed.trim()));
    choices
}

/// An entry with how well it fits and where it stands among equals.
type Ranked = (Fit, usize, Choice);

/// Sorted, and not too many.
fn best(mut ranked: Vec<Ranked>) -> Vec<Choice> {
    ranked.sort_by_key(|(fit, order, _)| (*fit, *order));
    ranked.truncate(MOST_CHOICES);
    ranked.into_iter().map(|(_, _, choice)| choice).collect()
}

fn commands(state: &State, typed: &str) -> Vec<Choice> {
    let query = seek::normal(typed);
    let sought = Sought::new(&query);
    let language = state.settings.language;
    let can = |action: Action| {
        action != Action::Escape && (state.open.is_some() || !action.needs_document())
    };
    let rank = |(order, entry): (usize, &crate::app::Entry)| {
        let (shown, other) = match language {
            Language::Chinese => (entry.name.zh, entry.name.en),
            Language::English => (entry.name.en, entry.name.zh),
        };
        // A name in the other language is as good, but only what is shown can be marked.
        let own = sought.fit(shown, 0);
        let others = sought.fit(other, 0).map(|(fit, _)| (fit, 0..0));
        let (fit, matched) = own.into_iter().chain(others).min_by_key(|(fit, _)| *fit)?;
        let side = entry.keys.first().map(|key| key.label()).unwrap_or_default();
        let target = Target::Action(entry.action);
        Some((fit, order, Choice { target, name: shown.to_owned(), matched, side }))
    };
    let entries = TABLE.iter().enumerate().filter(|(_, entry)| can(entry.action));
    best(entries.filter_map(rank).collect())
}

/// All places at once; before anything is typed the documents read lately and the headings.
fn places(state: &State, typed: &str) -> Vec<Choice> {
    let query = seek::normal(typed);
    let sought = Sought::new(&query);
    let mut ranked = recents(state, &sought);
    if query.is_empty() {
        ranked.truncate(MOST_RECENTS);
    }
    ranked.extend(headings(state, &sought));
    ranked.extend(bookmarks(state, &sought));
    ranked.extend(notes(state, &sought));
    best(ranked)
}

/// How far into the text a place is.
fn percent(state: &State, pos: Pos<Clean>) -> String {
    let length = state.open.as_ref().map_or(1, |open| open.document.cleaned.text.len().max(1));
    format!("{} %", pos.index() * 100 / length)
}

fn headings(state: &State, sought: &Sought<'_>) -> Vec<Ranked> {
    let Some(open) = &state.open else { return Vec::new() };
    let headings = open.document.outline.headings.iter().enumerate();
    let rank = |(order, heading): (usize, &crate::outline::Heading)| {
        let (fit, matched) = sought.fit(&heading.text, 0)?;
        let target = Target::Heading(heading.span.start);
        let side = percent(state, heading.span.start);
        Some((fit, order, Choice { target, name: heading.text.clone(), matched, side }))
    };
    headings.filter_map(rank).collect()
}

fn bookmarks(state: &State, sought: &Sought<'_>) -> Vec<Ranked> {
    let rank = |(order, bookmark): (usize, &crate::app::BookmarkPlace)| {
        let pos = bookmark.pos?;
        let (fit, matched) = fit_of_words(sought, &bookmark.words)?;
        let (target, side) = (Target::Bookmark(pos), percent(state, pos));
        Some((fit, order, Choice { target, name: bookmark.words.clone(), matched, side }))
    };
    state.bookmarks.iter().enumerate().filter_map(rank).collect()
}

fn notes(state: &State, sought: &Sought<'_>) -> Vec<Ranked> {
    let Some(open) = &state.open else { return Vec::new() };
    let notes = state.marks.iter().filter_map(|mark| open.notebook.annotations.get(&mark.id));
    let rank = |(order, note): (usize, &Annotation)| {
        let quote = quote_of(note);
        let texts = [quote, note.note.clone()];
        let fits =
            |text: String| fit_of_words(sought, &text).map(|(fit, matched)| (fit, matched, text));
        let (fit, matched, name) = texts.into_iter().find_map(fits)?;
        Some((fit, order, note_choice(state, note, name, matched)))
    };
    notes.enumerate().filter_map(rank).collect()
}

/// How well a sentence fits: in so many words nearly any letters are found in order.
fn fit_of_words(sought: &Sought<'_>, words: &str) -> Option<(Fit, Range<usize>)> {
    sought.fit(words, 0).filter(|(fit, _)| *fit != Fit::InitialsInOrder)
}

/// A passage in one line.
fn quote_of(note: &Annotation) -> String {
    note.excerpt.exact.replace('\n', " ").chars().take(QUOTE_CHARS).collect()
}

fn note_choice(state: &State, note: &Annotation, name: String, matched: Range<usize>) -> Choice {
    let tags = note.tags.iter().map(|tag| format!("#{}", state.codebook.path(tag)));
    let side = tags.collect::<Vec<_>>().join(" ");
    Choice { target: Target::Note(note.id.clone()), name, matched, side }
}

/// The notes with a tag that fits, tag by tag, in the order of the text.
fn tagged(state: &State, typed: &str) -> Vec<Choice> {
    let Some(open) = &state.open else { return Vec::new() };
    let tags = state.tags_fitting(typed, usize::MAX).into_iter().filter(|tag| tag.count > 0);
    let notes = || state.marks.iter().filter_map(|mark| open.notebook.annotations.get(&mark.id));
    let mut choices: Vec<Choice> = Vec::new();
    for tag in tags {
        for note in notes().filter(|note| note.tags.contains(&tag.id)) {
            let choice = note_choice(state, note, quote_of(note), 0..0);
            if choices.iter().all(|other| other.target != choice.target) {
                choices.push(choice);
            }
            if choices.len() == MOST_CHOICES {
                return choices;
            }
        }
    }
    choices
}

fn recents(state: &State, sought: &Sought<'_>) -> Vec<Ranked> {
    let current = state.open.as_ref().and_then(|open| open.origin.path());
    let others = state.recents.iter().filter(|recent| Some(recent.path.as_path()) != current);
    let rank = |(order, recent): (usize, &crate::app::Recent)| {
        // By its title or by its file's name, whichever fits.
        let names = [recent.title.clone(), file_name(&recent.path)];
        let fits = |name: String| sought.fit(&name, 0).map(|(fit, matched)| (fit, matched, name));
        let (fit, matched, name) = names.into_iter().find_map(fits)?;
        let target = Target::Recent(recent.path.clone());
        let side = format!("{} %", recent.percent);
        Some((fit, order, Choice { target, name, matched, side }))
    };
    others.enumerate().filter_map(rank).collect()
}

fn text(state: &State, typed: &str) -> Option<Choice> {
    if typed.is_empty() || state.open.is_none() {
        return None;
    }
    let name = texts::find_in_text(state.settings.language, typed);
    let target = Target::Text(typed.to_owned());
    Some(Choice { target, name, matched: 0..0, side: Action::Find.entry().keys[0].label() })
}
