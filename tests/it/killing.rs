//! What killing at any moment needs: many at work side by side, and moments that are spread over the time the
//! work truly takes, so that few kills come when all is done.
//!
//! What is killed and what must be left of it is not known here.

use std::process::Child;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::time::Duration;

use crate::damage::Numbers;

/// How many of the system's processors' worth of hands there are: most of their time they wait for the disk.
const HANDS: usize = 3;
/// Between two looks for a sign.
const LOOK_AGAIN: Duration = Duration::from_micros(250);
/// One kill in so many comes while the program is starting.
const IN_START: usize = 8;

/// Does `n_rounds` in all by several hands at once: each takes a number and does what that says.
pub(crate) fn by_many_hands(n_rounds: usize, round: impl Fn(usize) + Sync) {
    let next = AtomicUsize::new(0);
    let hands = std::thread::available_parallelism().map_or(2, usize::from) * HANDS;
    std::thread::scope(|scope| {
        for _ in 0..hands {
            scope.spawn(|| {
                loop {
                    let number = next.fetch_add(1, Ordering::Relaxed);
                    if number >= n_rounds {
                        break;
                    }
                    round(number);
                }
            });
        }
    });
}

/// When a kill hit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Hit {
    /// Before the work had begun.
    Early,
    /// In the midst of it.
    Amid,
    /// After all was done and said.
    Late,
}

impl Hit {
    /// By whether the work had begun, and what the program said: it says something once all is done.
    pub(crate) const fn of(has_begun: bool, said: &str) -> Self {
        match (has_begun, said.is_empty()) {
            (_, false) => Self::Late,
            (true, true) => Self::Amid,
            (false, true) => Self::Early,
        }
    }
}

/// Moments to kill at, drawn evenly from nothing to a little more than what the work takes.
///
/// How long that is depends on what else the machine does, so it is learned: a kill that came too late shortens
/// it, one that did not lengthens it, by as much as leaves about a quarter of them too late.
pub(crate) struct Moments {
    seed: u64,
    micros: AtomicU64,
    hits: [AtomicUsize; 3],
}

impl Moments {
    /// `usual` is how long the work took when it was not disturbed.
    pub(crate) fn new(seed: u64, usual: Duration) -> Self {
        let micros = AtomicU64::new(usual.as_micros() as u64);
        Self { seed, micros, hits: Default::default() }
    }

    /// The moment of a kill, counted from where the work begins.
    pub(crate) fn of(&self, number: usize) -> Duration {
        let micros = self.micros.load(Ordering::Relaxed);
        let mut numbers = Numbers(self.seed + number as u64);
        Duration::from_micros(numbers.below(micros as usize + micros as usize / 10) as u64)
    }

    /// Kills `child` at the moment of `number`, which for most is counted from when `has_begun`; whether it had.
    pub(crate) fn kill(
        &self,
        number: usize,
        child: &mut Child,
        has_begun: impl Fn() -> bool,
    ) -> bool {
        if !number.is_multiple_of(IN_START) {
            while !has_begun() && child.try_wait().unwrap().is_none() {
                std::thread::sleep(LOOK_AGAIN);
            }
        }
        std::thread::sleep(self.of(number));
        child.kill().unwrap();
        has_begun()
    }

    /// Learns from a kill when it hit.
    pub(crate) fn learn(&self, hit: Hit) {
        self.hits[hit as usize].fetch_add(1, Ordering::Relaxed);
        let change = |micros: u64| match hit {
            Hit::Late => micros * 7 / 8,
            Hit::Amid => micros * 26 / 25 + 1,
            Hit::Early => micros,
        };
        let order = Ordering::Relaxed;
        // Of two that learn at once one may be forgotten.
        self.micros.store(change(self.micros.load(order)), order);
    }

    /// How many hit when.
    pub(crate) fn n_hits(&self, hit: Hit) -> usize {
        self.hits[hit as usize].load(Ordering::Relaxed)
    }

    /// In words, with how long the draw had become.
    pub(crate) fn told(&self) -> String {
        let [early, amid, late] = [Hit::Early, Hit::Amid, Hit::Late].map(|hit| self.n_hits(hit));
        let millis = self.micros.load(Ordering::Relaxed) / 1000;
        format!(
            "{early} before the work began, {amid} in its midst, {late} after its end ({millis} ms)"
        )
    }

    /// At least half of the kills must have hit the work itself.
    pub(crate) fn assert_most_hit(&self) {
        let n_all: usize =
            [Hit::Early, Hit::Amid, Hit::Late].map(|hit| self.n_hits(hit)).iter().sum();
        assert!(self.n_hits(Hit::Amid) * 2 >= n_all, "{}", self.told());
    }
}
