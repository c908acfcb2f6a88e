//! Which lines of a page its own structure shows to be the site's: what stands in parts that are for something
//! else, and what stands outside of the part that holds the text.
//!
//! The text is sought as readers of the web's pages have long done: each paragraph speaks for the parts around it,
//! the nearer the more, and links speak against them (so did Readability, 2010). Parts that are for something else
//! by the names their author gave them are set aside first. Where a page has no parts, nothing is said of it; what
//! words show of a line is asked afterwards. The figures were found on real pages, half of which were not looked at
//! ("Pages beside extractors" in ARCHITECTURE.md).

mod behind;
mod tree;

use std::ops::Range;

use crate::clean::structure::tree::{Line, Tree};
use crate::text::{Hint, HintKind, PagePart, Source, Span, Text};

/// What a page's structure says of its lines.
#[derive(Debug, Default)]
pub(super) struct Verdict {
    /// Lines of the site, in order.
    pub(super) site: Vec<Span<Source>>,
    /// The title.
    pub(super) title: Option<Span<Source>>,
    /// Whether it shows a text that is more than what sites say of themselves.
    pub(super) has_text: bool,
}

/// What is set aside in one pass: the parts, and how much of the text that is left they may hold, in hundredths.
const ASIDE: [(&[PagePart], usize); 4] = [
    (&[PagePart::Consent], 90),
    (&[PagePart::Comments], 85),
    (&[PagePart::Footer, PagePart::Navigation], 40),
    (
        &[
            PagePart::Aside,
            PagePart::Related,
            PagePart::Promotion,
            PagePart::Sharing,
            PagePart::Form,
        ],
        30,
    ),
];
/// For how many parts around it a paragraph speaks.
const MOST_ANCESTORS: usize = 5;
/// Least text that a page must have for its structure to be believed, in weight.
const LEAST_TEXT: usize = 100;
/// Least text of a page that is surely no list of links, in weight.
const SURE_TEXT: usize = 400;

/// Judges a page; one without parts has none.
pub(super) fn verdict(source: &Text<Source>, hints: &[Hint<Source>]) -> Verdict {
    if !hints.iter().any(|hint| matches!(hint.kind, HintKind::Part(_))) {
        return Verdict::default();
    }
    let tree = Tree::new(source, hints);
    let mut page = Page { is_out: vec![false; tree.lines.len()], tree };
    page.set_aside();
    let name = hints.iter().find_map(|hint| match &hint.kind {
        HintKind::Name(name) => Some(squashed(name)),
        _ => None,
    });
    let body = page.body();
    let all = 0..page.tree.lines.len();
    if page.is_list(body.as_ref().unwrap_or(&all)) {
        page.is_out.fill(true);
    }
    let Some(body) = body.filter(|body| page.is_out[body.clone()].contains(&false)) else {
        return page.verdict(None, false);
    };
    let title = page.title(&body, name.as_deref().unwrap_or_default());
    let article = page.first(title, &body)..page.end(&body);
    page.take_out_within(&article, &body);
    let is_title = |at: usize| Some(at) == title;
    for (at, is_out) in page.is_out.iter_mut().enumerate() {
        *is_out = !is_title(at) && (*is_out || !article.contains(&at));
    }
    page.verdict(title, page.has_text(&body))
}

struct Page<'a> {
    tree: Tree<'a>,
    /// Which lines are known to be the site's.
    is_out: Vec<bool>,
}

/// Sums over the lines that are not set aside, from the first to each.
struct Sums {
    weight: Vec<usize>,
    unlinked: Vec<usize>,
    chars: Vec<usize>,
    linked: Vec<usize>,
}

fn sum(sums: &[usize], lines: &Range<usize>) -> usize {
    let at = |index: usize| sums.get(index).copied().unwrap_or_default();
    at(lines.end) - at(lines.start)
}

impl Page<'_> {
    fn sums_of(&self, of: fn(&Line<'_>) -> usize) -> Vec<usize> {
        let mut sum = 0;
        let all = self.tree.lines.iter().zip(&self.is_out).map(|(line, is_out)| {
            sum += if *is_out { 0 } else { of(line) };
            sum
        });
        std::iter::once(0).chain(all).collect()
    }

    fn sums(&self) -> Sums {
        Sums {
            weight: self.sums_of(|line| line.weight),
            unlinked: self.sums_of(|line| line.n_chars.saturating_sub(line.n_linked)),
            chars: self.sums_of(|line| line.n_chars),
            linked: self.sums_of(|line| line.n_linked),
        }
    }

    /// Those of these lines that are not set aside.
    fn live(&self, lines: &Range<usize>) -> impl Iterator<Item = &Line<'_>> {
        lines.clone().filter(|at| !self.is_out[*at]).map(|at| &self.tree.lines[at])
    }

    /// Sets aside what is for something else by its names, unless most of the text stands there; where many such parts
    /// hold most of it together, the names mean something else on this page, and only those without text go.
    fn set_aside(&mut self) {
        for (parts, most) in ASIDE {
            let weights = self.sums_of(|line| line.weight);
            let all = weights.last().copied().unwrap_or_default();
            let is_small = |weight: usize| weight * 100 <= all * most;
            let mut found: Vec<Range<usize>> = Vec::new();
            for node in self.tree.nodes.iter().filter(|node| parts.contains(&node.part)) {
                let is_new = found.last().is_none_or(|last| node.lines.end > last.end);
                if is_new && is_small(sum(&weights, &node.lines)) {
                    found.push(node.lines.clone());
                }
            }
            let weight: usize = found.iter().map(|lines| sum(&weights, lines)).sum();
            found.retain(|lines| is_small(weight) || sum(&weights, lines) == 0);
            for lines in found {
                self.is_out[lines].fill(true);
            }
        }
    }

    /// The lines of the part that holds the text.
    fn body(&self) -> Option<Range<usize>> {
        let sums = self.sums();
        if sums.weight.last().copied().unwrap_or_default() < LEAST_TEXT {
            return None;
        }
        let scores = self.scores();
        let worth = |index: usize| {
            let node = &self.tree.nodes[index];
            let n_chars = sum(&sums.chars, &node.lines).max(1);
            let unlinked = 1.0 - sum(&sums.linked, &node.lines) as f64 / n_chars as f64;
            let by_name = match node.part {
                PagePart::Main => 1.2,
                part if is_other(part) => 0.5,
                _ => 1.0,
            };
            scores[index] * unlinked * by_name
        };
        let best = (0..self.tree.nodes.len()).max_by(|a, b| worth(*a).total_cmp(&worth(*b)))?;
        Some(self.widened(best, &sums))
    }

    /// How much the paragraphs within each part speak for it.
    fn scores(&self) -> Vec<f64> {
        let mut scores = vec![0.0; self.tree.nodes.len()];
        let all = 0..self.tree.lines.len();
        for line in self.live(&all).filter(|line| line.weight > 0) {
            let n_marks = line.body.matches([',', '，', '、', '。', '；']).count();
            let mut share = (1 + n_marks) as f64 + (line.weight as f64 / 100.0).min(3.0);
            let mut node = Some(line.node);
            // A part of one line is the paragraph itself.
            if self.tree.nodes[line.node].lines.len() == 1 {
                node = self.tree.nodes[line.node].parent.or(node);
            }
            for depth in 0..MOST_ANCESTORS {
                let Some(index) = node else { break };
                scores[index] += share;
                share *= if depth == 0 { 0.5 } else { 0.7 * depth as f64 / (depth + 1) as f64 };
                node = self.tree.nodes[index].parent;
            }
        }
        scores
    }

    /// The part, or the one around it that holds more of the same text.
    fn widened(&self, best: usize, sums: &Sums) -> Range<usize> {
        let mut body = &self.tree.nodes[best];
        let mut next = body.parent;
        while let Some(index) = next {
            let around = &self.tree.nodes[index];
            next = around.parent;
            let (text, more) = (sum(&sums.weight, &body.lines), sum(&sums.weight, &around.lines));
            let own = sum(&sums.unlinked, &body.lines);
            let all = sum(&sums.unlinked, &around.lines);
            let is_named =
                around.part == PagePart::Main && more * 4 <= text * 5 && all * 5 <= own * 7 + 1_000;
            let least = if body.part == PagePart::Main { 160 } else { 135 };
            let is_page = next.is_none();
            let holds_more = more * 100 >= text * least
                && more - text >= 200
                && (more - text) * 5 >= all - own
                && (!is_page || more * 10 > text * 16);
            if is_named || holds_more {
                body = around;
            }
        }
        body.lines.clone()
    }

    /// The line that the page's own name repeats, or its heading, above the text or among its first lines.
    fn title(&self, body: &Range<usize>, name: &str) -> Option<usize> {
        /// Among how many paragraphs at the head of the text it may stand.
        const MOST_PARAGRAPHS: usize = 4;

        let is_text = |at: &usize| self.tree.lines[*at].weight > 0 && !self.is_out[*at];
        let mut texts = body.clone().filter(is_text);
        let first = texts.next().unwrap_or(body.end);
        let end = texts.nth(MOST_PARAGRAPHS - 1).unwrap_or(body.end);
        let worth = |at: usize| worth_as_title(&self.tree.lines[at], name);
        // Of equals the last one above the text, else the first.
        let place = |at: usize| if at < first { (true, at) } else { (false, usize::MAX - at) };
        (0..end).filter(|at| worth(*at) > 0).max_by_key(|at| (worth(*at), place(*at)))
    }

    /// The first line that may be the article's: the title, where there is one, or what stands right above it in the
    /// text's own part and leads nowhere.
    fn first(&self, title: Option<usize>, body: &Range<usize>) -> usize {
        /// Most lines above a title that are part of it.
        const MOST_EYEBROWS: usize = 2;
        /// Most lines above a text without a known title among which it may be.
        const MOST_HEAD: usize = 5;

        let (from, end, most) = match title {
            Some(title) => (body.start.min(title), title, MOST_EYEBROWS),
            None => (0, body.start, MOST_HEAD),
        };
        let is_free = |at: &usize| !self.is_out[*at] && self.tree.lines[*at].n_linked == 0;
        end - (from..end).rev().take(most).take_while(is_free).count()
    }

    /// Takes out what stands within the article's lines but is about the text, and lists of links.
    fn take_out_within(&mut self, article: &Range<usize>, body: &Range<usize>) {
        let sums = self.sums();
        let all = sum(&sums.weight, article);
        for node in &self.tree.nodes {
            let is_within = node.lines.start >= article.start
                && node.lines.end <= article.end
                && node.lines != *article
                && node.lines != *body;
            if !is_within {
                continue;
            }
            let weight = sum(&sums.weight, &node.lines);
            let n_chars = sum(&sums.chars, &node.lines);
            let n_linked = sum(&sums.linked, &node.lines);
            // What holds much of the text is not for something else, however many links stand beside it.
            let is_small = weight * 5 < all;
            let is_about = node.part == PagePart::About && n_chars < 400;
            let are_links = n_linked * 10 > n_chars * 4 && weight * 10 < n_chars;
            if n_chars > 0 && is_small && (is_about || are_links) {
                self.is_out[node.lines.clone()].fill(true);
            }
        }
    }

    /// Whether lines lead elsewhere, but for scraps: those of a front page, of an index.
    fn is_list(&self, lines: &Range<usize>) -> bool {
        /// Fewest lines that lead elsewhere.
        const LEAST_LINKS: usize = 15;
        /// Least weight of a line that is a paragraph, and no scrap.
        const PARAGRAPH: usize = 60;

        let total = |of: fn(&Line<'_>) -> usize| self.live(lines).map(of).sum::<usize>();
        let n_chars = total(|line| line.n_chars);
        let n_links = self.live(lines).filter(|line| line.is_linked()).count();
        let weight = total(|line| line.weight);
        let has_paragraph = self.live(lines).any(|line| line.weight >= PARAGRAPH);
        n_links >= LEAST_LINKS
            && !has_paragraph
            && total(|line| line.n_linked) * 10 >= n_chars * 6
            && weight * 5 < n_chars
            && weight < LEAST_TEXT
    }

    /// Whether the body is surely a text: enough of it, not most of it links, and no list of short words on each of
    /// many other pages.
    fn has_text(&self, body: &Range<usize>) -> bool {
        let total = |of: fn(&Line<'_>) -> usize| self.live(body).map(of).sum::<usize>();
        let is_read = total(|line| line.n_linked) * 2 < total(|line| line.n_chars);
        let n_texts = self.live(body).filter(|line| line.weight > 0).count();
        let n_links = self.live(body).filter(|line| line.is_linked()).count();
        total(|line| line.weight) >= SURE_TEXT && is_read && n_links <= 2 * n_texts
    }

    fn verdict(&self, title: Option<usize>, has_text: bool) -> Verdict {
        let lines = self.tree.lines.iter().zip(&self.is_out);
        let site = lines.filter(|(_, is_out)| **is_out).map(|(line, _)| line.text.clone().into());
        Verdict {
            title: title.map(|at| self.tree.lines[at].text.clone().into()),
            site: site.collect(),
            has_text,
        }
    }
}

/// How much a line looks like the title by its format and by the page's name, which most sites begin with it and end
/// with their own; what leads elsewhere is their own too. Zero for a line that has nothing of it.
fn worth_as_title(line: &Line<'_>, name: &str) -> usize {
    let squashed = squashed(line.body);
    let n_chars = squashed.chars().count();
    let is_named = n_chars >= 4 && name.contains(&squashed);
    if !is_named && line.heading != Some(1) {
        return 0;
    }
    let headed = match line.heading {
        Some(1) if !line.is_linked() => 6,
        Some(1 | 2) => 3,
        _ => 0,
    };
    let begins = if is_named && name.starts_with(&squashed) { 6 } else { 0 };
    headed + begins + if is_named { n_chars } else { 0 }
}

fn is_other(part: PagePart) -> bool {
    ASIDE.iter().any(|(parts, _)| parts.contains(&part))
}

/// Letters and figures alone, in lower case.
fn squashed(line: &str) -> String {
    line.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}
