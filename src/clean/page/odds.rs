//! Weighs the lines that no word tells: whether all that is counted of one, of its neighbours and of the page says
//! that it is the site's.
//!
//! What the figures say was learnt from pages of which each line is known: a row of small trees of questions, each of
//! which adds a little for or against (gradient boosting; Friedman 2001), in assets/cleaning/odds.txt. Paragraphs,
//! titles and what is known to be the article's are not weighed, nor are long books.

use std::ops::Range;
use std::sync::LazyLock;

use crate::clean::page::facts::{Facts, N_FACTS, NAMES};
use crate::clean::page::look::Seen;

/// Most lines of a page; what has more is a book, whose short lines nobody can tell from a menu's.
const MOST_LINES: usize = 3000;
/// Fewest lines of a page.
const LEAST_LINES: usize = 8;
/// Fewest lines that show a site where no word did: a text has a line or two that look like one's.
const LEAST_UNTOLD: usize = 6;
/// Below what odds, as a logarithm, a line is the site's: one in five that it is the article's.
const LEAST_ODDS: f32 = -1.386;

/// A question of a tree, or its answer.
enum Node {
    /// Whether a fact is at most so much: if so the next node, else the one at `otherwise`.
    Ask { fact: usize, most: f32, otherwise: usize },
    /// What it adds to the odds that the line is the article's.
    Add(f32),
}

/// Takes away the lines that are most likely the site's.
pub(super) fn settle(
    page: &mut [Seen<'_>],
    article: Range<usize>,
    title: Option<usize>,
    is_page: bool,
) {
    if !(LEAST_LINES..=MOST_LINES).contains(&page.len()) {
        return;
    }
    let facts = Facts::new(page, article, title, is_page);
    let is_weighed =
        |at: &usize| Some(*at) != title && facts.is_open(*at) && facts.is_near_site(*at);
    let out: Vec<usize> =
        (0..page.len()).filter(is_weighed).filter(|at| odds(&facts.of(*at)) < LEAST_ODDS).collect();
    if is_page || out.len() >= LEAST_UNTOLD {
        out.into_iter().for_each(|at| page[at].clear());
    }
}

/// The odds that a line is the article's, as a natural logarithm.
fn odds(facts: &[f32; N_FACTS]) -> f32 {
    TREES.iter().map(|tree| answer(tree, facts)).sum()
}

fn answer(tree: &[Node], facts: &[f32; N_FACTS]) -> f32 {
    let mut at = 0;
    loop {
        match tree.get(at) {
            Some(Node::Ask { fact, most, otherwise }) => {
                let is_most = facts.get(*fact).is_some_and(|fact| fact <= most);
                at = if is_most { at + 1 } else { *otherwise };
            }
            Some(Node::Add(value)) => return *value,
            None => return 0.0,
        }
    }
}

/// The trees, each a line of the file: `width<1.5 0.2 -0.3` asks for the width and adds 0.2 up to 1.5, else takes 0.3.
static TREES: LazyLock<Vec<Vec<Node>>> = LazyLock::new(|| {
    let lines = include_str!("../../../assets/cleaning/odds.txt").lines();
    let lines = lines.filter(|line| !line.starts_with('#') && !line.is_empty());
    let read =
        |line: &str| tree(line).expect("the file is this project's own, and a test reads it");
    lines.map(read).collect()
});

/// Reads a tree; nothing if it is not whole.
fn tree(line: &str) -> Option<Vec<Node>> {
    let mut nodes = Vec::new();
    let mut words = line.split(' ');
    read(&mut words, &mut nodes)?;
    words.next().is_none().then_some(nodes)
}

fn read<'a>(words: &mut impl Iterator<Item = &'a str>, nodes: &mut Vec<Node>) -> Option<()> {
    let word = words.next()?;
    let Some((name, most)) = word.split_once('<') else {
        nodes.push(Node::Add(word.parse().ok()?));
        return Some(());
    };
    let fact = NAMES.iter().position(|known| *known == name)?;
    let here = nodes.len();
    nodes.push(Node::Ask { fact, most: most.parse().ok()?, otherwise: 0 });
    read(words, nodes)?;
    let end = nodes.len();
    if let Some(Node::Ask { otherwise, .. }) = nodes.get_mut(here) {
        *otherwise = end;
    }
    read(words, nodes)
}
