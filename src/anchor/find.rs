//! Many quotes found in one walk over a long text, and places where a changed quote may stand.
//!
//! Nothing is judged here: whose words a hit's are is for those who know the passage.

use std::ops::Range;

use rustc_hash::FxHashMap;

/// Most characters of a quote that its places are sought by.
const KEY: usize = 8;
/// Most places that are tried for one quote: a text may be made of its beginning.
const MOST_TRIES: usize = 1 << 16;
/// The base of the rolling sums, which wrap: they only say where to look.
const BASE: u64 = 0x9E37_79B9_7F4A_7C15;
/// Most places of a changed quote's pieces that are weighed.
const MOST_VOTES: usize = 4_096;

/// Where a quote stands.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Hits {
    /// Its first places, in characters.
    pub starts: Vec<usize>,
    /// Whether there are more.
    pub is_cut: bool,
}

/// The places of each of `quotes`, at most `most` of each.
pub fn find_all(text: &[char], quotes: &[&[char]], most: usize) -> Vec<Hits> {
    let mut hits = vec![Hits::default(); quotes.len()];
    let mut tries = vec![0usize; quotes.len()];
    for length in 1..=KEY {
        let mut by_key: FxHashMap<u64, Vec<usize>> = FxHashMap::default();
        for (index, quote) in quotes.iter().enumerate() {
            if quote.len().min(KEY) == length {
                by_key.entry(sum(&quote[..length])).or_default().push(index);
            }
        }
        if by_key.is_empty() {
            continue;
        }
        each_sum(text, length, |at, key| {
            let Some(wanted) = by_key.get_mut(&key) else { return };
            wanted.retain(|index| {
                let (quote, hits) = (quotes[*index], &mut hits[*index]);
                tries[*index] += 1;
                let is_hit = text[at..].starts_with(quote);
                if is_hit && hits.starts.len() < most {
                    hits.starts.push(at);
                } else {
                    hits.is_cut = is_hit || tries[*index] > MOST_TRIES;
                }
                !hits.is_cut
            });
        });
    }
    hits
}

fn sum(chars: &[char]) -> u64 {
    chars.iter().fold(0, |sum: u64, c| sum.wrapping_mul(BASE).wrapping_add(*c as u64))
}

/// Calls `each` with every stretch of `length` characters: where it starts, and its sum.
fn each_sum(text: &[char], length: usize, mut each: impl FnMut(usize, u64)) {
    if text.len() < length {
        return;
    }
    let power = (0..length).fold(1u64, |power, _| power.wrapping_mul(BASE));
    let mut key = sum(&text[..length]);
    each(0, key);
    for at in 1..=text.len() - length {
        let (gone, come) = (text[at - 1] as u64, text[at + length - 1] as u64);
        key = key.wrapping_mul(BASE).wrapping_add(come).wrapping_sub(gone.wrapping_mul(power));
        each(at, key);
    }
}

/// Where every few characters stand in a text.
pub struct Pieces {
    length: usize,
    /// The end of each drawer in `places`, by the sum of the piece; a few sums share a drawer.
    ends: Vec<u32>,
    places: Vec<u32>,
}

impl Pieces {
    /// Notes the places of all pieces of `length` characters.
    pub fn new(text: &[char], length: usize) -> Self {
        let n_drawers = text.len().next_power_of_two().clamp(1 << 8, 1 << 22);
        let mut ends = vec![0u32; n_drawers + 1];
        each_sum(text, length, |_, key| ends[drawer(key, n_drawers) + 1] += 1);
        for index in 1..ends.len() {
            ends[index] += ends[index - 1];
        }
        let mut places = vec![0u32; ends[n_drawers] as usize];
        each_sum(text, length, |at, key| {
            let next = &mut ends[drawer(key, n_drawers)];
            places[*next as usize] = at as u32;
            *next += 1;
        });
        Self { length, ends, places }
    }

    fn of(&self, piece: &[char]) -> &[u32] {
        let index = drawer(sum(piece), self.ends.len() - 1);
        let start = index.checked_sub(1).map_or(0, |before| self.ends[before]);
        self.places.get(start as usize..self.ends[index] as usize).unwrap_or_default()
    }

    /// Where a changed quote may start: where most of its pieces stand as far from each other as in
    /// it. At most `most`, the likeliest first; a place may be off by a quarter of the quote.
    pub fn likely_starts(&self, quote: &[char], most: usize) -> Vec<usize> {
        let mut pieces: Vec<(usize, &[u32])> = quote
            .windows(self.length)
            .enumerate()
            .map(|(at, piece)| (at, self.of(piece)))
            .collect();
        pieces.retain(|(_, places)| !places.is_empty());
        pieces.sort_by_key(|(_, places)| places.len());
        let mut votes: Vec<i64> = Vec::new();
        for (at, places) in pieces {
            if votes.len() + places.len() > MOST_VOTES {
                break;
            }
            votes.extend(places.iter().map(|place| i64::from(*place) - at as i64));
        }
        votes.sort_unstable();
        let width = (quote.len() as i64 / 4).max(2);
        let mut starts: Vec<(usize, i64)> = Vec::new();
        let mut first = 0;
        while let Some(start) = votes.get(first) {
            let group = votes[first..].iter().take_while(|vote| **vote - start <= width).count();
            starts.push((group, votes[first + group / 2]));
            first += group;
        }
        starts.sort_by_key(|(n_votes, _)| std::cmp::Reverse(*n_votes));
        starts.truncate(most);
        starts.into_iter().map(|(_, start)| start.max(0) as usize).collect()
    }
}

fn drawer(key: u64, n_drawers: usize) -> usize {
    ((key ^ (key >> 32)).wrapping_mul(BASE) >> 40) as usize % n_drawers
}

/// A stretch of a text around `start`, wide enough for a quote of `length` characters that changed.
pub fn window(start: usize, length: usize, n_text: usize) -> Range<usize> {
    let slack = length / 2 + 8;
    start.saturating_sub(slack).min(n_text)..(start + length + slack).min(n_text)
}

#[cfg(test)]
mod tests {
    use super::{Pieces, find_all};

    fn chars(text: &str) -> Vec<char> {
        text.chars().collect()
    }

    #[test]
    fn all_quotes_are_found_in_one_walk() {
        let text = chars("一二三四五六七八九十一二三四五六七八九");
        let quotes =
            ["一二", "一二三四五六七八九十", "九", "没有", "一二三四五六七八九", ""].map(chars);
        let quotes: Vec<&[char]> = quotes.iter().map(Vec::as_slice).collect();
        let hits = find_all(&text, &quotes, 2);
        let starts: Vec<&[usize]> = hits.iter().map(|hits| hits.starts.as_slice()).collect();
        assert_eq!(starts, [&[0, 10][..], &[0], &[8, 18], &[], &[0, 10], &[]]);
        assert!(hits.iter().all(|hits| !hits.is_cut));
        assert!(find_all(&text, &[&text[8..9]], 1)[0].is_cut);
    }

    #[test]
    fn a_changed_quote_is_sought_near_its_pieces() {
        let text = chars(&format!(
            "{}关于加强数据综合治理体系建设的意见{}",
            "天地玄黄".repeat(50),
            "宇宙洪荒".repeat(50)
        ));
        let starts =
            Pieces::new(&text, 3).likely_starts(&chars("关于加强数据治理体系建设的意见"), 2);
        assert!(starts.first().is_some_and(|start| start.abs_diff(200) <= 4), "{starts:?}");
    }
}
