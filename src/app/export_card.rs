//! What is chosen on the card of exports, and the task that comes of it.

use std::collections::BTreeSet;

use crate::app::export::{Counted, ExportSource, Written, counted, shown_color, written};
use crate::app::{Phrase, State, Ticket, texts};
use crate::clean::{CleanOptions, ScriptChoice};
use crate::exchange::{self, ExportFormat, Grouping, QuoteText, Request, Rows};
use crate::notebook::{AnnotationId, Codebook, HighlightColor, path_order};
use crate::placing;

/// The documents that are exported.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ExportScope {
    /// The one that is shown.
    #[default]
    Document,
    /// All of the library whose files can be found.
    Library,
}

/// All that a person can choose of an export.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExportChoice {
    /// The id of the format.
    pub format: &'static str,
    /// Which notes, in which shape.
    pub request: Request,
    /// The script of the text; as it is shown, if none is chosen.
    pub script: Option<ScriptChoice>,
    /// Which documents.
    pub scope: ExportScope,
}

impl Default for ExportChoice {
    fn default() -> Self {
        let first = exchange::FORMATS.first().map_or("markdown", |format| format.id);
        Self {
            format: first,
            request: Request::default(),
            script: None,
            scope: ExportScope::Document,
        }
    }
}

impl ExportChoice {
    /// The format.
    pub fn format(&self) -> Option<&'static ExportFormat> {
        exchange::format(self.format)
    }

    /// Only these notes.
    pub fn only(ids: BTreeSet<AnnotationId>) -> Self {
        let mut choice = Self::default();
        choice.request.filter.ids = Some(ids);
        choice
    }
}

/// What of an [`ExportChoice`] is remembered between starts: its shape, but not which notes and documents, since
/// what is left out unseen would be missed too late.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExportMemory {
    /// The id of the format.
    pub format: String,
    /// Which text is quoted.
    pub quote: QuoteText,
    /// What notes are put together by.
    pub grouping: Grouping,
    /// What a row stands for.
    pub rows: Rows,
    /// The text of the template; empty where none was begun.
    pub template: String,
}

impl Default for ExportMemory {
    fn default() -> Self {
        Self::of(&ExportChoice::default())
    }
}

impl ExportMemory {
    /// What is remembered of a choice.
    pub fn of(choice: &ExportChoice) -> Self {
        let Request { quote, grouping, rows, template, .. } = &choice.request;
        Self {
            format: choice.format.to_owned(),
            quote: *quote,
            grouping: *grouping,
            rows: *rows,
            template: template.clone(),
        }
    }

    /// The choice to begin with; a format that is no longer known is the first.
    pub(crate) fn choice(self) -> ExportChoice {
        let mut choice = ExportChoice::default();
        choice.format = exchange::format(&self.format).map_or(choice.format, |format| format.id);
        let Self { quote, grouping, rows, template, .. } = self;
        choice.request = Request { quote, grouping, rows, template, ..choice.request };
        choice
    }
}

/// What an export would be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Preview {
    /// Its beginning; empty for what is no text.
    pub text: String,
    /// Whether there is more of it.
    pub goes_on: bool,
    /// What it would hold and what not, where that is known of all documents that would be in it.
    pub counted: Option<Counted>,
}

/// Most bytes of an export that are shown.
const MOST_SHOWN: usize = 4000;

impl Preview {
    fn of(written: &Written, format: &ExportFormat, counted: Option<Counted>) -> Self {
        let text = String::from_utf8_lossy(if format.is_text() { &written.bytes } else { &[] });
        let text = text.trim_start_matches('\u{feff}');
        let shown = text.get(..text.floor_char_boundary(MOST_SHOWN)).unwrap_or_default();
        Self { text: shown.to_owned(), goes_on: shown.len() < text.len(), counted }
    }
}

/// The card of exports.
#[derive(Clone, Debug, Default)]
pub struct ExportCard {
    /// What is chosen.
    pub choice: ExportChoice,
    /// What it would be, or why it cannot be; `None` until that is known.
    pub preview: Option<Result<Preview, Phrase>>,
    /// The tags that the shown document's notes carry, by path, each with its colour.
    pub tags: Vec<(String, HighlightColor)>,
    /// The colours that they are shown in.
    pub colors: Vec<HighlightColor>,
    /// The preview that is waited for.
    pub(crate) ticket: Ticket,
    /// Whether it has come, so that what is shown is what is chosen.
    pub(crate) is_current: bool,
    /// Whether where to write is asked as soon as it comes.
    pub(crate) is_due: bool,
}

impl ExportCard {
    /// Gathers what the notes of the shown document can be chosen by.
    pub(crate) fn gather(state: &mut State) {
        let Some(open) = &state.open else { return };
        let notes = || open.notebook.annotations.values();
        let tags: BTreeSet<_> = notes().flat_map(|note| &note.tags).collect();
        let tags =
            tags.into_iter().filter_map(|id| state.codebook.tags.get(state.codebook.resolved(id)?));
        let mut tags: Vec<_> = tags.map(|tag| (state.codebook.path(&tag.id), tag.color)).collect();
        tags.sort_by_cached_key(|(path, _)| path_order(path));
        let colors: BTreeSet<_> = notes().map(|note| shown_color(note, &state.codebook)).collect();
        state.export.tags = tags;
        state.export.colors = colors.into_iter().collect();
    }
}

/// An export to be carried out, away from the window.
#[derive(Clone, Debug)]
pub struct ExportTask {
    /// The documents, each with how it was cleaned.
    pub sources: Vec<(ExportSource, CleanOptions)>,
    /// The library's tags.
    pub codebook: Codebook,
    /// What was chosen.
    pub choice: ExportChoice,
}

impl ExportTask {
    /// What was chosen, for the document that is shown.
    pub fn of(state: &State) -> Option<Self> {
        let open = state.open.as_ref()?;
        let source = ExportSource {
            document: open.document.clone(),
            notebook: open.notebook.clone(),
            places: open.places.clone(),
        };
        let mut choice = state.export.choice.clone();
        choice.request.language = state.settings.language;
        Some(Self {
            sources: vec![(source, open.options.clone())],
            codebook: state.codebook.clone(),
            choice,
        })
    }

    /// Carries it out; for a long document this takes a while.
    pub fn written(&self) -> Result<Written, Phrase> {
        let format = self.choice.format().ok_or(texts::NO_SUCH_FORMAT)?;
        written(format, &self.in_scripts(), &self.codebook, &self.choice.request)
    }

    /// What writing it would come to; nothing where there is no such format.
    pub fn counted(&self) -> Option<Counted> {
        let format = self.choice.format()?;
        Some(counted(format, &self.in_scripts(), &self.codebook, &self.choice.request))
    }

    /// The beginning of what it would be. Other documents than the one that is shown are counted later.
    pub fn preview(&self) -> Result<Preview, Phrase> {
        let format = self.choice.format().ok_or(texts::NO_SUCH_FORMAT)?;
        let written = self.written()?;
        let counted = (!self.waits_for_others()).then(|| Counted {
            n_documents: self.sources.len(),
            n_notes: written.n_notes,
            loss: written.loss.clone(),
        });
        Ok(Preview::of(&written, format, counted))
    }

    /// Whether documents belong to it that are not gathered for its preview.
    pub fn waits_for_others(&self) -> bool {
        self.choice.scope == ExportScope::Library && self.choice.request.filter.ids.is_none()
    }

    fn in_scripts(&self) -> Vec<ExportSource> {
        self.sources.iter().map(|(source, options)| self.in_script(source, options)).collect()
    }

    fn in_script(&self, source: &ExportSource, options: &CleanOptions) -> ExportSource {
        let Some(script) = self.choice.script.filter(|script| *script != options.script) else {
            return source.clone();
        };
        let document = source.document.recleaned(&CleanOptions { script, ..options.clone() });
        let places = placing::recleaned(&document, &source.places).into();
        ExportSource { document, notebook: source.notebook.clone(), places }
    }
}
