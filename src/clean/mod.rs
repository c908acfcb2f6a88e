//! Row 1: takes away what is not the article's, and can put every character back.

mod byline;
mod code;
mod damage;
mod dates;
mod evidence;
mod gloss;
mod hand;
mod log;
mod meta;
mod page;
mod patch;
pub mod review;
mod rule;
mod rules;
mod steps;
mod structure;
mod verse;

use std::borrow::Cow;
use std::ops::Range;
use std::sync::OnceLock;

pub use evidence::Evidence;
pub use gloss::{GlossEvidence, ReadCharacter, Verdict, read_characters};
pub use hand::{ByHand, PlacedRuling, Ruling, RulingKind};
pub use log::Log;
pub use meta::Meta;
pub use page::{FACTS, LineFacts, facts_of_lines};
pub use patch::Patch;
pub use rule::Rule;

use crate::clean::evidence::TakenReading;
use crate::clean::patch::{Marked, Patched};
use crate::clean::review::Review;
use crate::clean::steps::Steps;
use crate::text::script::{self, Script};
use crate::text::{Clean, EditMap, Hint, HintKind, Source, Span, Text};

/// Which script the reader wants to see.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum ScriptChoice {
    /// Simplified, if the document is Chinese in Traditional characters.
    #[default]
    Simplified,
    /// Proper Traditional, by way of Simplified.
    Traditional,
    /// As the file has it.
    Keep,
}

/// What the reader chose for one document's cleaning.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CleanOptions {
    /// The script to show.
    pub script: ScriptChoice,
    /// Ids of rules that are switched off.
    pub rules_off: Vec<String>,
    /// Stretches of the source that no edit may touch.
    pub kept: Vec<Span<Source>>,
    /// Suggested places, in the source, that are taken away all the same.
    pub accepted: Vec<Span<Source>>,
    /// Ids of rules that the reader wants here though they are off elsewhere.
    pub rules_on: Vec<String>,
    /// What the reader ruled by hand.
    pub by_hand: ByHand,
}

/// Longest line that is broken at a width, on the average, in bytes: eighty Chinese characters.
const BROKEN_LINE: usize = 240;

/// A rule's place in [`rules()`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct RuleIndex(pub u8);

impl RuleIndex {
    /// The rule.
    pub fn rule(self) -> &'static Rule {
        let rule = rules().get(usize::from(self.0));
        rule.expect("an index is only made from the list itself")
    }
}

/// One application of one rule. Where it stands in the cleaned text, the map says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Applied {
    /// Which rule.
    pub rule: RuleIndex,
    /// What it changed in the source.
    pub from: Span<Source>,
}

/// A cleaned text and how it came about.
#[derive(Clone, Debug)]
pub struct Cleaned {
    /// What the reader sees: one paragraph a line.
    pub text: Text<Clean>,
    /// From the source to it.
    pub map: EditMap<Source, Clean>,
    /// Every rule's edits.
    pub log: Log,
    /// What may be noise but was left, in source order.
    pub suggestions: Vec<Applied>,
    /// What the source is written in.
    pub source_script: Script,
    /// What the cleaned text is written in.
    pub script: Script,
    /// Whether nearly every character carries its reading, which the page shows above it.
    pub is_primer: bool,
    /// Where it comes from: what its source lines say, and what the reader said otherwise.
    pub meta: Meta,
    /// What its source lines say.
    pub meta_in_file: Meta,
    /// The title, where the page shows it by its structure or by the order of its lines.
    pub title: Option<Span<Source>>,
    /// The stanzas of verse that the format does not call so, in order.
    pub stanzas: Vec<Span<Source>>,
    /// Lines that this structure shows to be the site's, in order.
    pub site: Vec<Span<Source>>,
    /// What the reader ruled, where that stands in the source.
    pub rulings: Vec<PlacedRuling>,
    review: OnceLock<Box<Review>>,
}

impl Cleaned {
    /// All of it gathered to be looked at; worked out once, which for a long text takes a while.
    pub fn review(&self, source: &Text<Source>) -> &Review {
        self.review.get_or_init(|| Box::new(Review::new(source, self)))
    }

    /// How many edits each rule made, in the order of the rules; rules without any are left out.
    pub fn counts(&self) -> Vec<(&'static Rule, usize)> {
        let mut counts = vec![0; rules().len()];
        for (index, count) in counts.iter_mut().enumerate() {
            *count = self.log.of(RuleIndex(index as u8)).len();
        }
        rules().iter().zip(counts).filter(|(_, count)| *count > 0).collect()
    }
}

/// All rules, in the order in which they run.
pub fn rules() -> &'static [Rule] {
    rules::RULES
}

/// Cleans `source` by the list of rules; never fails.
///
/// Code and what the reader keeps are not touched: an edit that meets them is dropped. Only what the
/// reader changed by hand goes over everything.
pub fn clean(source: &Text<Source>, hints: &[Hint<Source>], options: &CleanOptions) -> Cleaned {
    let by_hand =
        if is_off(rules::HAND_ID, options) { &ByHand::default() } else { &options.by_hand };
    let rulings = by_hand.placed(source);
    let structure = structure::verdict(source, hints);
    let known = structure.title.map_or_else(|| main_heading(source, hints), |title| vec![title]);
    let captions = captions(source, hints, &structure.site);
    let marked = Marked {
        protected: protected(hints, options),
        accepted: sorted(&options.accepted),
        article: sorted(&[article(source, &rulings), known, captions].concat()),
        headings: sorted(&headings(hints)),
        site: structure.site.clone(),
        title: structure.title.into_iter().collect(),
        has_text: structure.has_text,
    };
    let mut run = Run::new(source, marked);
    let mut evidence = Evidence::of_the_format(hints, options);
    for (index, rule) in rules().iter().enumerate() {
        // What the first rules undo says nothing of the document, and hides what does.
        if index == rules::N_DECODING {
            evidence = Evidence::gather(&run.text, hints, options);
        }
        if rule.id == rules::HAND_ID {
            evidence.by_hand = run.work_by_hand(&rulings);
        }
        if rule.id == rules::WRAP_ID {
            evidence.stanzas = verse::stanzas(&run.text);
            run.note_stanzas(&evidence.stanzas, hints);
            if run.has_short_lines() {
                evidence.taken_readings = run.taken_readings(source);
            }
        }
        if rule.id == rules::SPACE_ID {
            evidence.tables = merged(run.now(&tables(hints)));
        }
        let has_nothing_to_do = rule.id == rules::HAND_ID && evidence.by_hand.is_empty();
        if !is_off(rule.id, options) && !has_nothing_to_do {
            run.apply(RuleIndex(index as u8), rule, &evidence);
        }
    }
    let script = shown_script(evidence.script, options);
    let meta = meta::with_stated(hints, run.meta);
    run.meta = meta::with_fields(source.as_str(), meta);
    Cleaned {
        meta: run.meta.clone().edited(&by_hand.meta),
        meta_in_file: run.meta,
        title: structure.title.or(run.title),
        stanzas: run.stanzas,
        site: structure.site,
        rulings,
        text: Text::new(run.text.into_owned()),
        map: run.steps.joined(),
        log: run.log,
        suggestions: run.suggestions,
        source_script: evidence.script,
        script,
        is_primer: evidence.gloss.is_primer,
        review: OnceLock::new(),
    }
}

/// Makes ready what the first text would wait for; whoever cleans before waits for it himself.
pub fn make_ready() {
    script::to_simplified();
    page::make_ready();
}

fn is_off(rule: &str, options: &CleanOptions) -> bool {
    options.rules_off.iter().any(|id| id == rule)
}

/// The stretches that the reader says are the article, none reaching over the end of its line.
fn article(source: &Text<Source>, rulings: &[PlacedRuling]) -> Vec<Span<Source>> {
    let article = rulings.iter().filter(|placed| placed.ruling.kind == RulingKind::Article);
    article.flat_map(|placed| line_parts(source, placed.span)).collect()
}

/// What the format says are headings.
fn headings(hints: &[Hint<Source>]) -> Vec<Span<Source>> {
    let headings = hints.iter().filter(|hint| matches!(hint.kind, HintKind::Heading(_)));
    headings.map(|hint| hint.span).collect()
}

/// The tables that the format names.
fn tables(hints: &[Hint<Source>]) -> Vec<Span<Source>> {
    let tables = hints.iter().filter(|hint| matches!(hint.kind, HintKind::Table(_)));
    tables.map(|hint| hint.span).collect()
}

/// The heading that a format sets above all others: where it has one alone, this is the title, whatever its words.
fn main_heading(source: &Text<Source>, hints: &[Hint<Source>]) -> Vec<Span<Source>> {
    let mut highest = hints.iter().filter(|hint| hint.kind == HintKind::Heading(1));
    match (highest.next(), highest.next()) {
        (Some(only), None) => line_parts(source, only.span),
        _ => Vec::new(),
    }
}

/// What the format says of its pictures and tables is the article's, whatever its words, where the `site` does not
/// show them.
fn captions(
    source: &Text<Source>,
    hints: &[Hint<Source>],
    site: &[Span<Source>],
) -> Vec<Span<Source>> {
    let captions = hints.iter().filter(|hint| hint.kind == HintKind::Caption);
    let is_of_site = |span: &Span<Source>| {
        let at = site.partition_point(|line| line.end <= span.start);
        site.get(at).is_some_and(|line| line.start <= span.start)
    };
    let lines = captions.flat_map(|hint| line_parts(source, hint.span));
    lines.filter(|line| !is_of_site(line)).collect()
}

/// A stretch cut at the ends of its lines, without the white space at the ends of each.
pub fn line_parts<T>(text: &Text<T>, span: Span<T>) -> Vec<Span<T>> {
    let mut start = span.start.index();
    let mut parts = Vec::new();
    for line in text.get(span).split_inclusive('\n') {
        let body = line.trim();
        let from = start + (line.len() - line.trim_start().len());
        if !body.is_empty() {
            parts.push(Span::new(from, from + body.len()));
        }
        start += line.len();
    }
    parts
}

/// What a text of `script` is in after its conversion, if the rule for that is on.
fn shown_script(script: Script, options: &CleanOptions) -> Script {
    let is_off = is_off(rules::SCRIPT_ID, options);
    match (options.script, script) {
        _ if is_off => script,
        (ScriptChoice::Simplified, Script::Traditional) => Script::Simplified,
        (ScriptChoice::Traditional, Script::Simplified) => Script::Traditional,
        _ => script,
    }
}

/// The stretches that no rule may touch, in order.
fn protected(hints: &[Hint<Source>], options: &CleanOptions) -> Vec<Span<Source>> {
    let code = hints.iter().filter(|hint| hint.kind == HintKind::Code).map(|hint| hint.span);
    let mut spans: Vec<_> = options.kept.iter().copied().chain(code).collect();
    spans.sort_unstable();
    spans
}

fn sorted(spans: &[Span<Source>]) -> Vec<Span<Source>> {
    let mut spans = spans.to_vec();
    spans.sort_unstable();
    spans
}

/// One cleaning under way.
struct Run<'a> {
    /// The source itself until a rule changes it.
    text: Cow<'a, str>,
    /// Empty; the room of the text before, for the next one.
    spare: String,
    steps: Steps,
    marked: Marked<Span<Source>>,
    log: Log,
    suggestions: Vec<Applied>,
    meta: Meta,
    title: Option<Span<Source>>,
    stanzas: Vec<Span<Source>>,
}

impl<'a> Run<'a> {
    fn new(source: &'a Text<Source>, marked: Marked<Span<Source>>) -> Self {
        Self {
            text: Cow::Borrowed(source.as_str()),
            spare: String::new(),
            steps: Steps::new(),
            marked,
            log: Log::default(),
            suggestions: Vec::new(),
            meta: Meta::default(),
            title: None,
            stanzas: Vec::new(),
        }
    }

    /// Runs one rule over the text as it now is.
    fn apply(&mut self, index: RuleIndex, rule: &Rule, evidence: &Evidence<'_>) {
        // What the reader says by hand goes over everything.
        let is_by_hand = rule.id == rules::HAND_ID;
        let marked = if is_by_hand { Marked::default() } else { self.marked_now() };
        let buffer = std::mem::take(&mut self.spare);
        let mut patch = Patch::new(&self.text, &marked, buffer);
        (rule.apply)(&self.text, evidence, &mut patch);
        let Patched { text, map: step, suggestions, source_lines, title } = patch.finish();
        let title = title.map(|line| self.steps.back_in_order()(line.into()));
        self.title = self.title.or(title);
        if !source_lines.is_empty() {
            self.meta = meta::read(source_lines.into_iter());
        }
        let is_changed = !step.edits().is_empty();
        self.spare = if !is_changed {
            text
        } else if let Cow::Owned(old) = std::mem::replace(&mut self.text, Cow::Owned(text)) {
            old
        } else {
            String::new()
        };
        self.spare.clear();
        // After the rule that makes the most edits, their lists need the room more than the next text does.
        if rule.id == rules::SCRIPT_ID {
            self.spare = String::new();
        }
        self.steps.expect(step.edits().len());
        self.note(index, &step, suggestions);
        if is_changed {
            self.steps.push(step);
        }
    }
}

impl Run<'_> {
    /// Notes what a rule changed, and what it suggests, in order; the places are those of the text before it.
    fn note(
        &mut self,
        rule: RuleIndex,
        step: &EditMap<Clean, Clean>,
        suggested: Vec<Range<usize>>,
    ) {
        let changed = step.edits().iter().map(|edit| edit.from);
        self.log.add(rule, changed.map(self.steps.back_in_order()));
        let suggested = suggested.into_iter().map(Span::from).map(self.steps.back_in_order());
        self.suggestions.extend(suggested.map(|from| Applied { rule, from }));
    }
}

/// What is left of stretches, in order; those that overlap as one.
fn merged(mut ranges: Vec<Range<usize>>) -> Vec<Range<usize>> {
    ranges.retain(|range| !range.is_empty());
    ranges.sort_by_key(|range| range.start);
    ranges.dedup_by(|next, range| {
        let overlaps = next.start < range.end;
        if overlaps {
            range.end = range.end.max(next.end);
        }
        overlaps
    });
    ranges
}

impl Run<'_> {
    /// Where stretches of the source stand in the text as it now is.
    fn now(&self, spans: &[Span<Source>]) -> Vec<Range<usize>> {
        spans.iter().map(|span| self.steps.forward(*span).range()).collect()
    }

    fn marked_now(&self) -> Marked<Range<usize>> {
        let Marked { protected, accepted, article, headings, site, title, has_text } = &self.marked;
        Marked {
            protected: self.now(protected),
            accepted: self.now(accepted),
            article: merged(self.now(article)),
            headings: self.now(headings),
            site: merged(self.now(site)),
            title: self.now(title),
            has_text: *has_text,
        }
    }

    /// Notes where stanzas stand, given in the text as it now is.
    fn note_stanzas(&mut self, stanzas: &[Range<usize>], hints: &[Hint<Source>]) {
        let spans = stanzas.iter().cloned().map(Span::from);
        self.stanzas = verse::untold(spans.map(self.steps.back_in_order()), hints);
    }

    /// Whether lines are so short that they may have been broken at a width.
    fn has_short_lines(&self) -> bool {
        let n_lines = memchr::memchr_iter(b'\n', self.text.as_bytes()).count();
        self.text.len() <= n_lines * BROKEN_LINE
    }

    /// The readings that were taken out, where they stood in the text as it now is.
    fn taken_readings(&self, source: &Text<Source>) -> Vec<TakenReading> {
        let rule = rules().iter().position(|rule| rule.id == rules::GLOSS_ID);
        let edits = rule.map_or(0..0, |index| self.log.of(RuleIndex(index as u8)));
        let mut taken = Vec::new();
        for edit in self.log.within(edits) {
            let (reading, now) = (source.get(edit.from), self.steps.forward(edit.from).range());
            // One that was cut by the end of a line stood in both.
            let (head, tail) = reading.split_once('\n').unwrap_or((reading, ""));
            taken.push(TakenReading::new(now.start, head.trim_end_matches('\r')));
            if !tail.is_empty() {
                taken.push(TakenReading::new(now.end, tail));
            }
        }
        taken
    }

    /// What the reader changed, in the text as it now is.
    fn work_by_hand(&self, rulings: &[PlacedRuling]) -> Vec<(Range<usize>, String)> {
        hand::work(rulings, |span| self.steps.forward(span).range())
    }
}

/// Undoes the cleaning: the source, from the cleaned text and what each edit stood for.
pub fn restore(source: &Text<Source>, cleaned: &Cleaned) -> String {
    let text = cleaned.text.as_str();
    let mut restored = String::with_capacity(source.len());
    let mut done = 0;
    for edit in cleaned.map.edits() {
        restored.push_str(text.get(done..edit.to.start.index()).unwrap_or_default());
        restored.push_str(source.get(edit.from));
        done = edit.to.end.index();
    }
    restored.push_str(text.get(done..).unwrap_or_default());
    restored
}
