//! How much two texts share, told by a sample of each: whether one may be a later version of the other.
//!
//! It says nothing of where what they share stands.

use std::collections::BTreeSet;

/// Characters that are looked at together.
const SHINGLE: usize = 8;
/// How many of a text's shingles are in its sample.
const SAMPLE: usize = 256;

/// A sample of a text: of all its stretches of eight letters those with the smallest hashes, so that two texts
/// which share stretches share as many of their samples.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sketch(BTreeSet<u64>);

impl Sketch {
    /// The sample of a text; white space and signs are passed over.
    pub fn of(text: &str) -> Self {
        let mut letters = text.chars().filter(|c| c.is_alphanumeric()).map(u64::from);
        let mut window: Vec<u64> = letters.by_ref().take(SHINGLE).collect();
        let mut smallest = BTreeSet::new();
        let mut at = 0;
        loop {
            let order = window.iter().cycle().skip(at).take(window.len());
            keep(&mut smallest, order.fold(0, |hash, letter| mixed(hash ^ letter)));
            let Some(next) = letters.next() else { break };
            window[at] = next;
            at = (at + 1) % SHINGLE;
        }
        Self(smallest)
    }

    /// How much of what both have is in both, in percent.
    pub fn percent_shared(&self, other: &Self) -> usize {
        let both: BTreeSet<u64> = self.0.union(&other.0).copied().take(SAMPLE).collect();
        let n_shared =
            both.iter().filter(|hash| self.0.contains(hash) && other.0.contains(hash)).count();
        n_shared * 100 / both.len().max(1)
    }
}

fn keep(smallest: &mut BTreeSet<u64>, hash: u64) {
    if smallest.len() < SAMPLE || smallest.last().is_some_and(|last| hash < *last) {
        smallest.insert(hash);
        if smallest.len() > SAMPLE {
            smallest.pop_last();
        }
    }
}

/// Spreads the bits of a number evenly (the last step of `SplitMix64`).
const fn mixed(number: u64) -> u64 {
    let number = number.wrapping_add(0x9E37_79B9_7F4A_7C15);
    let number = (number ^ (number >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    let number = (number ^ (number >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    number ^ (number >> 31)
}

#[cfg(test)]
mod tests {
    use super::Sketch;

    fn text(from: u32, to: u32) -> String {
        (from..to).map(|number| format!("第 {number} 条，各地要把好关。\n")).collect()
    }

    #[test]
    fn texts_share_as_much_of_their_samples_as_of_themselves() {
        let whole = Sketch::of(&text(0, 1_000));
        assert_eq!(whole.percent_shared(&Sketch::of(&text(0, 1_000).replace('\n', "\n\n"))), 100);
        let most = whole.percent_shared(&Sketch::of(&text(100, 1_000)));
        assert!((82..97).contains(&most), "{most}");
        let half = whole.percent_shared(&Sketch::of(&text(500, 1_500)));
        assert!((24..43).contains(&half), "{half}");
        let other = Sketch::of("湖边的书店开了三十年，老板姓沈，写得一手好字，门口的桂花没有开。");
        assert!(whole.percent_shared(&other) < 5);
        assert_eq!(Sketch::of("").percent_shared(&Sketch::of("短")), 0);
    }
}
