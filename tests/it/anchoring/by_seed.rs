//! Edits made by a seed on the documents of tests/data/quality. Every character knows where it stood, so
//! that where a passage must be found is known and not sought.

use std::ops::Range;
use std::path::Path;

use danhuang::document::Document;
use danhuang::text::{Clean, Span, script};

use crate::anchoring::{Belief, Case, document, only};
use crate::noise::{self, Noise, Random};

/// Documents that are edited.
const NAMES: [&str; 18] = [
    "county-school",
    "essay-windows",
    "blog-roof",
    "column-rain",
    "diary-train",
    "interview-potter",
    "hongkong-harbour",
    "minutes-board",
    "law-contracts",
    "lecture-ink",
    "thesis-kiln",
    "wiki-bridge",
    "english-alice",
    "english-garden",
    "english-lathe",
    "english-moss",
    "english-sourdough",
    "english-tram",
];
/// Passages of each kind and document.
const N_EACH: usize = 2;

type Piece = Vec<(char, Option<usize>)>;
type Edit = fn(&mut Vec<Piece>, usize, &Range<usize>, &mut Random);

/// Kinds in which characters keep their identity.
const EDITS: [(&str, Edit); 6] = [
    ("paragraph moved", moved),
    ("sentence rewritten", rewritten),
    ("text re-converted", converted),
    ("headings renumbered", renumbered),
    ("passage deleted", deleted),
    ("passage twice", twice),
];

const NOISES: [Noise; 9] = [
    Noise::A,
    Noise::B,
    Noise::C,
    Noise::Emoji,
    Noise::Site,
    Noise::Wrapped,
    Noise::Invisible,
    Noise::Traditional,
    Noise::Paged,
];

pub(super) fn cases() -> Vec<Case> {
    let mut cases = Vec::new();
    for (number, name) in NAMES.into_iter().enumerate() {
        let file = format!("tests/data/quality/{name}.md");
        let text =
            std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(file)).unwrap();
        let text: String = text
            .lines()
            .map(|line| line.trim_start_matches('#').trim())
            .collect::<Vec<_>>()
            .join("\n");
        let mut random = Random(number as u64 + 1);
        let old = document(name, &text);
        for (kind, edit) in EDITS {
            cases.extend((0..N_EACH).filter_map(|_| edited(kind, name, &old, edit, &mut random)));
        }
        cases.extend(twin_left(name, &old, &mut random));
        let noise = NOISES[number % NOISES.len()];
        // English has no readings put in.
        let noise = if number < 12 { noise } else { [Noise::Site, Noise::Wrapped][number % 2] };
        let noisy = document(name, &noise::put_on(&text, noise, number as u64).0);
        for _ in 0..N_EACH {
            cases.extend(noised("noise added", name, &old, &noisy, &mut random));
            cases.extend(noised("noise removed", name, &noisy, &old, &mut random));
        }
    }
    cases
}

/// A passage of a paragraph of some length: the paragraph and the passage, in characters.
fn passage(paragraphs: &[Piece], random: &mut Random) -> Option<(usize, Range<usize>)> {
    for _ in 0..40 {
        let index = random.below(paragraphs.len());
        let length = paragraphs[index].len();
        if length >= 30 {
            let start = random.below(length - 14);
            let most = (length - start).min(if random.below(3) == 0 { 60 } else { 24 });
            return Some((index, start..start + 8.min(most) + random.below(most.max(9) - 8)));
        }
    }
    None
}

fn edited(kind: &str, name: &str, old: &Document, edit: Edit, random: &mut Random) -> Option<Case> {
    let mut at = 0;
    let mut number = |line: &str| {
        let piece = line.chars().enumerate().map(|(index, c)| (c, Some(at + index))).collect();
        at += line.chars().count() + 1;
        piece
    };
    let source = old.imported.text.as_str();
    let mut paragraphs: Vec<Piece> = source.split('\n').map(&mut number).collect();
    let (index, range) = passage(&paragraphs, random)?;
    let first = paragraphs[index][range.start].1?;
    let marked = first..first + range.len();
    let byte = |at: usize| source.char_indices().nth(at).map_or(source.len(), |(byte, _)| byte);
    let mark = old.clean_from_source((byte(marked.start)..byte(marked.end)).into());
    edit(&mut paragraphs, index, &range, random);
    let (mut new, mut own) = (String::new(), Vec::new());
    for (index, piece) in paragraphs.iter().enumerate() {
        if index > 0 {
            new.push('\n');
        }
        for (c, was) in piece {
            let start = new.len();
            new.push(*c);
            if was.is_some_and(|was| marked.contains(&was)) {
                own.push(start..new.len());
            }
        }
    }
    let new = document(name, &new);
    let want = (own.len() * 2 > marked.len())
        .then(|| new.clean_from_source((own[0].start..own[own.len() - 1].end).into()));
    let (kind, name, belief) = (kind.to_owned(), name.to_owned(), Belief::Due);
    let case = Case { kind, name, old: old.clone(), new, mark, want, belief };
    // What cleaning takes away cannot be seen to be marked.
    let is_seen = !mark.is_empty() && case.want.is_none_or(|want: Span<Clean>| !want.is_empty());
    (is_seen && (want.is_none() || !mark.is_empty())).then_some(case)
}

/// Of two places with the same words the marked one is gone.
fn twin_left(name: &str, old: &Document, random: &mut Random) -> Option<Case> {
    let source = old.imported.text.as_str();
    let piece = |line: &str| line.chars().map(|c| (c, None)).collect();
    let paragraphs: Vec<Piece> = source.split('\n').map(piece).collect();
    let (index, range) = passage(&paragraphs, random)?;
    let words: String = paragraphs[index][range].iter().map(|(c, _)| c).collect();
    let twice = document(name, &format!("{source}\n附录：原文写道{words}，照录如上。\n"));
    let line = source.split('\n').nth(index)?;
    let new = document(name, &twice.imported.text.as_str().replacen(&format!("{line}\n"), "", 1));
    let start = twice.cleaned.text.as_str().find(&words)?;
    let mark = (start..start + words.len()).into();
    let (kind, name) = ("passage twice".to_owned(), name.to_owned());
    Some(Case { kind, name, old: twice, new, mark, want: None, belief: Belief::Due })
}

fn noised(
    kind: &str,
    name: &str,
    old: &Document,
    new: &Document,
    random: &mut Random,
) -> Option<Case> {
    let text = old.cleaned.text.as_str();
    let piece = |line: &str| line.chars().map(|c| (c, None)).collect();
    let paragraphs: Vec<Piece> = text.split('\n').map(piece).collect();
    for _ in 0..20 {
        let (index, range) = passage(&paragraphs, random)?;
        let words: String = paragraphs[index][range].iter().map(|(c, _)| c).collect();
        if let (Some(mark), Some(want)) = (only(old, &words), only(new, &words)) {
            let (old, new) = (old.clone(), new.clone());
            return Some(Case {
                kind: kind.to_owned(),
                name: name.to_owned(),
                old,
                new,
                mark,
                want: Some(want),
                belief: Belief::Due,
            });
        }
    }
    None
}

/// The paragraph stands elsewhere.
fn moved(paragraphs: &mut Vec<Piece>, index: usize, _: &Range<usize>, random: &mut Random) {
    let paragraph = paragraphs.remove(index);
    let to = random.below(paragraphs.len() + 1);
    paragraphs.insert(to, paragraph);
}

/// One character in ten of the paragraph is another, or gone, or has another before it.
#[expect(clippy::ptr_arg, reason = "edits of all kinds have one signature")]
fn rewritten(paragraphs: &mut Vec<Piece>, index: usize, range: &Range<usize>, random: &mut Random) {
    let paragraph = std::mem::take(&mut paragraphs[index]);
    let n_changes = range.len() / 10;
    let changed: Vec<usize> =
        (0..n_changes).map(|_| range.start + 1 + random.below(range.len() - 2)).collect();
    for (at, (c, was)) in paragraph.into_iter().enumerate() {
        let is_outside = !range.contains(&at) && random.below(12) == 0;
        match random.below(3) {
            _ if !(changed.contains(&at) || is_outside) => paragraphs[index].push((c, was)),
            0 => paragraphs[index].push(('改', None)),
            1 => {}
            _ => paragraphs[index].extend([('新', None), (c, was)]),
        }
    }
}

/// Lines end elsewhere, marks and digits have the other width, the script is the other one.
fn converted(paragraphs: &mut Vec<Piece>, _: usize, _: &Range<usize>, random: &mut Random) {
    let (width, is_traditional) = (30 + random.below(40), random.below(2) == 0);
    for paragraph in paragraphs {
        let text: String = paragraph.iter().map(|(c, _)| c).collect();
        let other = if is_traditional { script::to_traditional().converted(&text) } else { text };
        let wide = |c: char| match c {
            '0'..='9' => char::from_u32(c as u32 + 0xFEE0).unwrap(),
            '，' => ',',
            '；' => ';',
            c => c,
        };
        let chars: Piece =
            other.chars().zip(paragraph.iter()).map(|(c, (_, was))| (wide(c), *was)).collect();
        *paragraph = chars
            .chunks(width)
            .enumerate()
            .flat_map(|(line, chars)| {
                (line > 0).then_some(('\n', None)).into_iter().chain(chars.iter().copied())
            })
            .collect();
    }
}

/// Headings get numbers, and so does every third paragraph.
#[expect(clippy::ptr_arg, reason = "edits of all kinds have one signature")]
fn renumbered(paragraphs: &mut Vec<Piece>, _: usize, _: &Range<usize>, random: &mut Random) {
    let first = random.below(5);
    for (number, paragraph) in paragraphs.iter_mut().enumerate().skip(1) {
        if paragraph.len() < 14 || number % 3 == 0 {
            let label = format!("{}. ", first + number);
            paragraph.splice(0..0, label.chars().map(|c| (c, None)));
        }
    }
}

/// The passage is gone: it alone, its paragraph, or its part of the text.
fn deleted(paragraphs: &mut Vec<Piece>, index: usize, range: &Range<usize>, random: &mut Random) {
    match random.below(3) {
        0 => drop(paragraphs[index].drain(range.clone())),
        1 => drop(paragraphs.remove(index)),
        _ => {
            let end = (index + 2).min(paragraphs.len());
            drop(paragraphs.drain(index.saturating_sub(1)..end));
        }
    }
}

/// The same words stand in a new paragraph too.
fn twice(paragraphs: &mut Vec<Piece>, index: usize, range: &Range<usize>, random: &mut Random) {
    let copy: Piece = paragraphs[index][range.clone()].iter().map(|(c, _)| (*c, None)).collect();
    let to = random.below(paragraphs.len() + 1);
    let around = |text: &str| text.chars().map(|c| (c, None)).collect::<Piece>();
    let line = [around("摘要：文中说"), copy, around("，见下文。")].concat();
    paragraphs.insert(to, line);
}
