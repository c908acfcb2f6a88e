//! `danhuang correct`: what the reader rules of a document by hand.

use std::path::PathBuf;

use clap::{Args, ValueEnum};
use serde::Serialize;

use crate::app::texts::hand as texts;
use crate::clean::{Meta, Ruling, RulingKind};
use crate::cli::desk::Desk;
use crate::cli::document::AnswerFormat;
use crate::cli::output::Output;
use crate::cli::values::{self, Wrong};
use crate::cli::{Common, Failure, annotate, json};
use crate::notebook::{Change, Codebook, Diff, Notebook};
use crate::ruling::{self, Said};
use crate::text::{Language, Phrase, Source, Span};

#[derive(Debug, Args)]
#[command(
    after_help = "Example: danhuang correct article.txt --noise 点此订阅 --heading 缘起 --level 2 --author 沈观"
)]
pub(crate) struct CorrectArguments {
    /// The document
    file: PathBuf,
    /// This is no part of the article; may be given more than once
    #[arg(long, allow_hyphen_values = true, value_name = "QUOTE")]
    noise: Vec<String>,
    /// This is, whatever the rules say; may be given more than once
    #[arg(long, allow_hyphen_values = true, value_name = "QUOTE")]
    article: Vec<String>,
    /// The line with this is a heading; may be given more than once
    #[arg(long, allow_hyphen_values = true, value_name = "QUOTE")]
    heading: Vec<String>,
    /// The heading's level, 1 the highest [default: 1]
    #[arg(long, value_name = "N", requires = "heading", value_parser = values::within::<u8, 1, 6>)]
    level: Option<u8>,
    /// The line with this is no heading; may be given more than once
    #[arg(long, allow_hyphen_values = true, value_name = "QUOTE")]
    no_heading: Vec<String>,
    /// The line with this is the title
    #[arg(long, allow_hyphen_values = true, value_name = "QUOTE")]
    title: Option<String>,
    /// This should read otherwise
    #[arg(long, allow_hyphen_values = true, value_name = "QUOTE", requires = "with")]
    replace: Option<String>,
    /// Namely so; an empty text takes it away
    #[arg(long, allow_hyphen_values = true, value_name = "TEXT", requires = "replace")]
    with: Option<String>,
    /// Who wrote it; an empty text says that nobody is named
    #[arg(long, allow_hyphen_values = true, value_name = "TEXT")]
    author: Option<String>,
    /// Where it was published
    #[arg(long, allow_hyphen_values = true, value_name = "TEXT")]
    source: Option<String>,
    /// When
    #[arg(long, allow_hyphen_values = true, value_name = "TEXT")]
    date: Option<String>,
    /// At which address
    #[arg(long, value_name = "TEXT")]
    url: Option<String>,
    /// What is to be as in the file again: author, source, date, url
    #[arg(long, value_name = "FIELD", value_enum, value_delimiter = ',')]
    as_in_file: Vec<Field>,
    /// Which of several places, counted from 1
    #[arg(long, value_name = "N", value_parser = values::ordinal)]
    occurrence: Option<usize>,
    /// List what was ruled, each with its number, and what was ruled elsewhere of lines that stand here too
    #[arg(long)]
    list: bool,
    /// Rule here too what was ruled elsewhere of lines that stand here
    #[arg(long)]
    likewise: bool,
    /// Take back the ruling with this number, or all of them
    #[arg(long, value_name = "N|all", value_parser = undone)]
    undo: Option<Undone>,
    /// How the list is written
    #[arg(long, value_enum, default_value_t)]
    format: AnswerFormat,
}

/// What the lines around a title say.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Field {
    Author,
    Source,
    Date,
    Url,
}

/// Which rulings are taken back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Undone {
    One(usize),
    All,
}

fn undone(word: &str) -> Result<Undone, Wrong> {
    match word {
        "all" => Ok(Undone::All),
        number => number.parse().map(Undone::One).map_err(|_| Wrong::Undone),
    }
}

pub(crate) fn run(
    arguments: &CorrectArguments,
    common: &Common,
    output: &Output,
) -> Result<(), Failure> {
    let desk = Desk::open(&arguments.file, common, output)?;
    let mut step = Step { desk: &desk, notebook: desk.notebook.clone(), changes: Vec::new() };
    step.undo(arguments)?;
    step.rule(arguments)?;
    step.meta(arguments);
    if arguments.likewise {
        let offers = step.offers();
        step.change(offers);
    }
    let offers = if arguments.list { step.offers() } else { Vec::new() };
    let Step { notebook, changes, .. } = step;
    if changes.is_empty() && !arguments.list && !asks_for_something(arguments) {
        return Err(Failure(Phrase::new(
            format!("没有说要改什么，加 --help 看说明：{}", arguments.file.display()),
            format!("nothing was said to be corrected; see --help: {}", arguments.file.display()),
        )));
    }
    if !changes.is_empty() {
        desk.commit(&changes, output)?;
    }
    if arguments.list { list(&notebook, &offers, arguments.format, output) } else { Ok(()) }
}

fn asks_for_something(arguments: &CorrectArguments) -> bool {
    let lists = [&arguments.noise, &arguments.article, &arguments.heading, &arguments.no_heading];
    let words = [
        &arguments.title,
        &arguments.replace,
        &arguments.author,
        &arguments.source,
        &arguments.date,
        &arguments.url,
    ];
    lists.iter().any(|list| !list.is_empty())
        || words.iter().any(|word| word.is_some())
        || arguments.undo.is_some()
        || arguments.likewise
        || !arguments.as_in_file.is_empty()
}

/// The changes that one call makes, each on what those before it left.
struct Step<'a> {
    desk: &'a Desk,
    notebook: Notebook,
    changes: Vec<Change>,
}

impl Step<'_> {
    fn add(&mut self, changes: Vec<Change>) {
        for change in &changes {
            change.apply(&mut self.notebook, &mut Codebook::default());
        }
        self.changes.extend(changes);
    }

    /// What was ruled elsewhere of lines that stand here too.
    fn offers(&self) -> Vec<Ruling> {
        let known = self.desk.library.known_lines();
        ruling::offers(&self.desk.document, &Said::of(&self.notebook), &known)
    }

    fn undo(&mut self, arguments: &CorrectArguments) -> Result<(), Failure> {
        let rulings: Vec<Ruling> = self.notebook.by_hand.rulings.iter().cloned().collect();
        match arguments.undo {
            None => {}
            Some(Undone::All) => {
                self.add(rulings.iter().map(ruling::taken_back).collect());
                self.set_meta(Meta::default());
            }
            Some(Undone::One(number)) => {
                let index = number.checked_sub(1);
                let found = index.and_then(|index| rulings.get(index));
                let ruling = found.ok_or_else(|| no_such(number, rulings.len(), arguments))?;
                self.add(vec![ruling::taken_back(ruling)]);
            }
        }
        Ok(())
    }

    fn rule(&mut self, arguments: &CorrectArguments) -> Result<(), Failure> {
        let heading = RulingKind::Heading(arguments.level.unwrap_or(1));
        let all = [
            (&arguments.noise, RulingKind::Noise),
            (&arguments.heading, heading),
            (&arguments.no_heading, RulingKind::NoHeading),
        ];
        for (quotes, kind) in all {
            for quote in quotes {
                self.rule_quote(quote, &kind, arguments)?;
            }
        }
        for quote in &arguments.article {
            self.rule_article(quote, arguments)?;
        }
        if let Some(quote) = &arguments.title {
            self.rule_quote(quote, &RulingKind::Title, arguments)?;
        }
        if let (Some(quote), Some(text)) = (&arguments.replace, &arguments.with) {
            let kind =
                if text.is_empty() { RulingKind::Noise } else { RulingKind::Text(text.clone()) };
            self.rule_quote(quote, &kind, arguments)?;
        }
        Ok(())
    }

    /// Sought as a passage to be highlighted is.
    fn rule_quote(
        &mut self,
        quote: &str,
        kind: &RulingKind,
        arguments: &CorrectArguments,
    ) -> Result<(), Failure> {
        let found = annotate::find(self.desk, quote);
        let span = annotate::one(&found, quote, arguments.occurrence, &arguments.file)?;
        let new = ruling::on_selection(&self.desk.document, span, kind);
        self.change(new);
        Ok(())
    }

    /// Sought in the source: what is to be article is mostly what the cleaning took away.
    fn rule_article(&mut self, quote: &str, arguments: &CorrectArguments) -> Result<(), Failure> {
        let source = self.desk.document.imported.text.as_str();
        let mut found: Vec<Span<Source>> =
            annotate::hits(source, quote).map(|(start, end)| Span::new(start, end)).collect();
        if found.is_empty() {
            let clean = annotate::find(self.desk, quote);
            found = clean.iter().map(|span| self.desk.document.source_from_clean(*span)).collect();
        }
        let span = annotate::one(&found, quote, arguments.occurrence, &arguments.file)?;
        let new = ruling::on_source(&self.desk.document, span, &RulingKind::Article);
        self.change(new);
        Ok(())
    }

    fn change(&mut self, new: Vec<Ruling>) {
        let source = &self.desk.document.imported.text;
        let changes = ruling::changes(&self.notebook, source, new);
        self.add(changes);
    }

    fn meta(&mut self, arguments: &CorrectArguments) {
        let mut meta = self.notebook.by_hand.meta.clone();
        for field in &arguments.as_in_file {
            match field {
                Field::Author => meta.author = None,
                Field::Source => meta.source = None,
                Field::Date => meta.date = None,
                Field::Url => meta.url = None,
            }
        }
        let named = |new: &Option<String>, old: Option<String>| {
            new.as_ref().map(|text| text.trim().to_owned()).or(old)
        };
        let Meta { author, source, date, url } = meta;
        self.set_meta(Meta {
            author: named(&arguments.author, author),
            source: named(&arguments.source, source),
            date: named(&arguments.date, date),
            url: named(&arguments.url, url),
        });
    }

    fn set_meta(&mut self, meta: Meta) {
        let before = self.notebook.by_hand.meta.clone();
        if before != meta {
            self.add(vec![Change::Meta(Diff { before: Some(before), after: Some(meta) })]);
        }
    }
}

fn no_such(number: usize, count: usize, arguments: &CorrectArguments) -> Failure {
    let file = arguments.file.display();
    Failure(Phrase::new(
        format!("亲手改过的只有 {count} 处，没有第 {number} 处：{file}"),
        format!("there are {count} rulings only, none with the number {number}: {file}"),
    ))
}

#[derive(Serialize)]
struct RulingAnswer<'a> {
    number: usize,
    kind: &'static str,
    level: Option<u8>,
    quote: &'a str,
    source_quote: &'a str,
    text: Option<&'a str>,
}

#[derive(Serialize)]
struct MetaAnswer<'a> {
    author: Option<&'a str>,
    source: Option<&'a str>,
    date: Option<&'a str>,
    url: Option<&'a str>,
}

#[derive(Serialize)]
struct ListAnswer<'a> {
    rulings: Vec<RulingAnswer<'a>>,
    offers: Vec<RulingAnswer<'a>>,
    meta: MetaAnswer<'a>,
}

fn list(
    notebook: &Notebook,
    offers: &[Ruling],
    format: AnswerFormat,
    output: &Output,
) -> Result<(), Failure> {
    let rulings = notebook.by_hand.rulings.iter().enumerate();
    if format == AnswerFormat::Text {
        let language = output.language;
        let lines = rulings.map(|(index, ruling)| listed(index + 1, ruling, language));
        let offered = offers.iter().map(|ruling| format!("?  {}", said(ruling, language)));
        let lines = lines.chain(meta_lines(notebook, language)).chain(offered);
        return output.text(&lines.collect::<String>());
    }
    let offers = offers.iter().enumerate();
    let offers = offers.map(|(index, ruling)| ruling_answer(index + 1, ruling)).collect();
    let rulings = rulings.map(|(index, ruling)| ruling_answer(index + 1, ruling)).collect();
    let meta = &notebook.by_hand.meta;
    let meta = MetaAnswer {
        author: meta.author.as_deref(),
        source: meta.source.as_deref(),
        date: meta.date.as_deref(),
        url: meta.url.as_deref(),
    };
    output.text(&json::to_text(&ListAnswer { rulings, offers, meta })?)
}

fn ruling_answer(number: usize, ruling: &Ruling) -> RulingAnswer<'_> {
    let (level, text) = match &ruling.kind {
        RulingKind::Text(text) => (None, Some(text.as_str())),
        RulingKind::Heading(level) => (Some(*level), None),
        _ => (None, None),
    };
    RulingAnswer {
        number,
        kind: ruling.kind.id(),
        level,
        quote: &ruling.seen,
        source_quote: &ruling.quote,
        text,
    }
}

/// A ruling for people.
fn listed(number: usize, ruling: &Ruling, language: Language) -> String {
    format!("{number}  {}", said(ruling, language))
}

fn said(ruling: &Ruling, language: Language) -> String {
    let kind = texts::kind(&ruling.kind).get(language);
    let line = texts::shortened(&ruling.seen.replace('\n', " "), 24);
    match &ruling.kind {
        RulingKind::Text(text) => format!("{kind}  “{line}” → “{text}”\n"),
        _ => format!("{kind}  “{line}”\n"),
    }
}

/// Where the text comes from, as far as the reader said.
fn meta_lines(notebook: &Notebook, language: Language) -> impl Iterator<Item = String> {
    let meta = &notebook.by_hand.meta;
    let fields = [
        (texts::AUTHOR, meta.author.clone()),
        (texts::SOURCE, meta.source.clone()),
        (texts::DATE, meta.date.clone()),
        (texts::ADDRESS, meta.url.clone()),
    ];
    let line = move |(name, value): (crate::text::Bilingual, Option<String>)| {
        value.map(|value| format!("{}  “{value}”\n", name.get(language)))
    };
    fields.into_iter().filter_map(line)
}
