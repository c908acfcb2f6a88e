//! Lines on which the reader ruled, known again in other documents of the same site.
//!
//! They are only offered: what a reader said of one document is a guess about another.

use std::collections::{HashMap, HashSet};

use crate::clean::{Applied, ByHand, Meta, Ruling, RulingKind};
use crate::document::{BlockKind, Document};
use crate::notebook::{Change, Notebook};
use crate::ruling::changes::{Subject, subject};
use crate::ruling::{line_at, on_selection, on_source};
use crate::text::fold::Folded;
use crate::text::{Clean, Source, Span, Text};

/// Most lines that are remembered; the oldest are forgotten first.
const MOST_LINES: usize = 5_000;
/// Most documents of which is remembered that an offer was not wanted there.
const MOST_DECLINED: usize = 200;
/// Most rulings that are offered at once.
const MOST_OFFERS: usize = 500;
/// Letters of a document's hash by which it is known to have declined.
const HASH_LETTERS: usize = 16;
/// Fewest characters of a line that is known again.
const LEAST_CHARS: usize = 2;

/// Where a document comes from, by what is known of that.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Site {
    /// The publication's name.
    pub source: Option<String>,
    /// The host of its address.
    pub host: Option<String>,
}

impl Site {
    /// The site that a document names.
    pub fn of(meta: &Meta) -> Self {
        let source = meta.source.as_deref().map(|name| Folded::new(name).as_str().to_owned());
        Self {
            source: source.filter(|name| !name.is_empty()),
            host: meta.url.as_deref().and_then(host),
        }
    }

    /// Whether nothing that is known of both speaks against it.
    fn may_be(&self, other: &Self) -> bool {
        let pairs = [(&self.host, &other.host), (&self.source, &other.source)];
        let known = pairs.into_iter().find_map(|(a, b)| Some(a.as_ref()? == b.as_ref()?));
        known.unwrap_or(true)
    }
}

/// The host of an address, without what all sites put before it.
fn host(url: &str) -> Option<String> {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    let host = rest.split(['/', '?', '#', ':']).next()?.trim().to_lowercase();
    let host = host.strip_prefix("www.").unwrap_or(&host).to_owned();
    (!host.is_empty()).then_some(host)
}

/// A line on which the reader ruled.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KnownLine {
    /// What was ruled.
    pub kind: RulingKind,
    /// The line as it was seen.
    pub line: String,
    /// The part of it that was meant; the same as the line for all of it.
    pub seen: String,
    /// Where the document came from.
    pub site: Site,
    /// In how many places the reader said so.
    pub count: u32,
    /// The documents in which the reader did not want it, by the beginning of their hash.
    pub declined: Vec<String>,
}

/// All lines that are remembered, the last ruled last.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct KnownLines {
    /// The lines.
    pub lines: Vec<KnownLine>,
}

impl KnownLines {
    /// Takes in what was ruled and what was taken back; says whether anything is new.
    pub fn learn(&mut self, changes: &[Change], site: &Site) -> bool {
        let mut is_new = false;
        for change in changes {
            let Change::Ruling(diff) = change else { continue };
            if let Some(before) = &diff.before {
                self.forget(before, site);
            }
            if let Some(after) = &diff.after {
                self.remember(after, site);
            }
            is_new = true;
        }
        is_new
    }

    fn remember(&mut self, ruling: &Ruling, site: &Site) {
        if Folded::new(&ruling.line).as_str().chars().count() < LEAST_CHARS {
            return;
        }
        let known = self.position(ruling, |other| other == site).map(|at| self.lines.remove(at));
        let known = known.unwrap_or_else(|| KnownLine {
            kind: ruling.kind.clone(),
            line: ruling.line.clone(),
            seen: ruling.seen.clone(),
            site: site.clone(),
            count: 0,
            declined: Vec::new(),
        });
        self.lines.push(KnownLine { count: known.count.saturating_add(1), ..known });
        let excess = self.lines.len().saturating_sub(MOST_LINES);
        self.lines.drain(..excess);
    }

    /// A document's site may have been corrected since: then it is the line with another site.
    fn forget(&mut self, ruling: &Ruling, site: &Site) {
        let at = self
            .position(ruling, |other| other == site)
            .or_else(|| self.position(ruling, |other| other.may_be(site)));
        let Some(at) = at else { return };
        match self.lines.get_mut(at) {
            Some(line) if line.count > 1 => line.count -= 1,
            _ => drop(self.lines.remove(at)),
        }
    }

    /// Notes that these rulings, which were offered in a document, are not wanted there.
    pub fn decline(&mut self, content: &str, offered: &[Ruling]) {
        let content = short(content);
        for ruling in offered {
            let key = key(&ruling.kind, &ruling.line, &ruling.seen);
            for line in &mut self.lines {
                if key_of(line) == key && !line.declined.contains(&content) {
                    line.declined.push(content.clone());
                    let excess = line.declined.len().saturating_sub(MOST_DECLINED);
                    line.declined.drain(..excess);
                }
            }
        }
    }

    fn position(&self, ruling: &Ruling, is_site: impl Fn(&Site) -> bool) -> Option<usize> {
        let key = key(&ruling.kind, &ruling.line, &ruling.seen);
        self.lines.iter().rposition(|line| is_site(&line.site) && key_of(line) == key)
    }
}

type Key = (RulingKind, String, String);

fn key(kind: &RulingKind, line: &str, seen: &str) -> Key {
    let folded = |text: &str| Folded::new(text).as_str().to_owned();
    (kind.clone(), folded(line), folded(seen))
}

fn key_of(line: &KnownLine) -> Key {
    key(&line.kind, &line.line, &line.seen)
}

fn short(content: &str) -> String {
    content.chars().take(HASH_LETTERS).collect()
}

/// What the reader said of a document already: there nothing is offered.
#[derive(Clone, Debug, Default)]
pub struct Said {
    by_hand: ByHand,
    kept: Vec<Span<Source>>,
    marked: Vec<Span<Source>>,
}

impl Said {
    /// What a document's notes say.
    pub fn of(notebook: &Notebook) -> Self {
        Self {
            by_hand: notebook.by_hand.clone(),
            kept: notebook.kept.iter().copied().collect(),
            marked: notebook.annotations.values().map(|note| note.anchor.span).collect(),
        }
    }
}

/// What the reader said of lines that stand in this document too, and has not said of them here.
pub fn offers(document: &Document, said: &Said, known: &KnownLines) -> Vec<Ruling> {
    let seeker = Seeker::new(document, said, known);
    if seeker.lines.is_empty() {
        return Vec::new();
    }
    let mut offers = seeker.in_clean();
    offers.extend(seeker.in_removed());
    offers.sort();
    offers.dedup();
    offers.truncate(MOST_OFFERS);
    offers
}

/// Finds known lines in a document.
struct Seeker<'a> {
    document: &'a Document,
    said: &'a Said,
    /// By the folded line.
    lines: HashMap<String, Vec<&'a KnownLine>>,
    /// The lengths of the folded lines in characters: all others need no folding.
    lengths: HashSet<usize>,
    /// What is ruled already: the subject and the place.
    ruled: Vec<(Subject, Span<Source>)>,
}

impl<'a> Seeker<'a> {
    fn new(document: &'a Document, said: &'a Said, known: &'a KnownLines) -> Self {
        let (site, content) =
            (Site::of(&document.cleaned.meta), short(&document.fingerprint.content));
        let mut lines: HashMap<String, Vec<&KnownLine>> = HashMap::new();
        let mut taken = HashSet::new();
        // Of what was said of the same words the last counts.
        for line in known.lines.iter().rev().filter(|line| line.site.may_be(&site)) {
            let (_, whole, part) = key_of(line);
            let is_last = taken.insert((subject(&line.kind), whole.clone(), part));
            if is_last && !line.declined.contains(&content) {
                lines.entry(whole).or_default().push(line);
            }
        }
        let lengths = lines.keys().map(|line| line.chars().count()).collect();
        let placed = said.by_hand.placed(&document.imported.text);
        let ruled =
            placed.into_iter().map(|placed| (subject(&placed.ruling.kind), placed.span)).collect();
        Self { document, said, lines, lengths, ruled }
    }

    fn known(&self, line: &str) -> &[&'a KnownLine] {
        let length = line.chars().filter(|c| !c.is_whitespace()).count();
        if !self.lengths.contains(&length) {
            return &[];
        }
        self.lines.get(Folded::new(line).as_str()).map(Vec::as_slice).unwrap_or_default()
    }

    fn in_clean(&self) -> Vec<Ruling> {
        let text = &self.document.cleaned.text;
        let mut found = Vec::new();
        for block in self.document.blocks.iter() {
            let line = line_at(text, block.span);
            for known in self.known(text.get(line)) {
                if known.kind == RulingKind::Article || is_so(&known.kind, block.kind) {
                    continue;
                }
                let Some(part) = part(text, line, known) else { continue };
                found.extend(on_selection(self.document, part, &known.kind));
            }
        }
        found.retain(|ruling| self.is_open(ruling));
        found
    }

    /// Lines that the cleaning took away here, and that the reader called the article's elsewhere.
    fn in_removed(&self) -> Vec<Ruling> {
        let source = &self.document.imported.text;
        let mut found = Vec::new();
        let is_gone = |applied: &Applied| self.document.clean_from_source(applied.from).is_empty();
        for applied in self.document.cleaned.log.iter().filter(is_gone) {
            let known = self.known(source.get(applied.from).trim());
            if known.iter().any(|known| known.kind == RulingKind::Article) {
                found.extend(on_source(self.document, applied.from, &RulingKind::Article));
            }
        }
        found.retain(|ruling| self.is_open(ruling));
        found
    }

    /// Whether nothing was said of it here, and no passage is marked that would go.
    fn is_open(&self, ruling: &Ruling) -> bool {
        let is_ruled = self
            .ruled
            .iter()
            .any(|(other, span)| *other == subject(&ruling.kind) && span.overlaps(ruling.span));
        let is_kept = self.said.kept.iter().any(|kept| kept.overlaps(ruling.span));
        let is_marked = ruling.kind == RulingKind::Noise
            && self.said.marked.iter().any(|marked| marked.overlaps(ruling.span));
        !(is_ruled || is_kept || is_marked)
    }
}

/// Whether a paragraph is what the ruling says already.
fn is_so(kind: &RulingKind, block: BlockKind) -> bool {
    match kind {
        RulingKind::Heading(level) => block == BlockKind::Heading(*level),
        RulingKind::NoHeading => !matches!(block, BlockKind::Heading(_) | BlockKind::Title),
        RulingKind::Title => block == BlockKind::Title,
        RulingKind::Noise | RulingKind::Article | RulingKind::Text(_) => false,
    }
}

/// The part of a line that is meant, if it stands there once.
fn part(text: &Text<Clean>, line: Span<Clean>, known: &KnownLine) -> Option<Span<Clean>> {
    if known.seen == known.line || subject(&known.kind) == Subject::Line {
        return Some(line);
    }
    let folded = Folded::new(text.get(line));
    let hits: Vec<Span<Clean>> = folded.find(Folded::new(&known.seen).as_str());
    let start = line.start.index();
    match hits.as_slice() {
        [hit] => Some(Span::new(start + hit.start.index(), start + hit.end.index())),
        _ => None,
    }
}
