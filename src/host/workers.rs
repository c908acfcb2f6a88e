//! Several threads for the parts of one long work that the caller waits for.
//!
//! They take the next part whenever they are done with one, so that a busy core holds nothing up.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use crate::store::Workers;

/// How many threads work at most, the caller's among them.
const MOST: usize = 4;

/// The caller's thread, and more where the machine has cores for them.
#[derive(Clone, Copy, Debug)]
pub(super) struct Cores;

impl Workers for Cores {
    fn each<P: Sync, R: Send>(&self, parts: &[P], work: impl Fn(&P) -> R + Sync) -> Vec<R> {
        let n_cores = thread::available_parallelism().map_or(1, usize::from);
        let n_helpers = n_cores.min(MOST).min(parts.len()).saturating_sub(1);
        let next = AtomicUsize::new(0);
        let take = || {
            let mut done = Vec::new();
            loop {
                let at = next.fetch_add(1, Ordering::Relaxed);
                let Some(part) = parts.get(at) else { return done };
                done.push((at, work(part)));
            }
        };
        let mut done = thread::scope(|scope| {
            // A thread that cannot be started is not missed: the others take its parts.
            let help =
                || thread::Builder::new().name("reading".to_owned()).spawn_scoped(scope, take);
            let helpers: Vec<_> = (0..n_helpers).filter_map(|_| help().ok()).collect();
            let mut done = take();
            for helper in helpers {
                // A panic goes on in the caller's thread, as if it had been alone.
                done.extend(helper.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)));
            }
            done
        });
        done.sort_by_key(|(at, _)| *at);
        done.into_iter().map(|(_, made)| made).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::Cores;
    use crate::store::Workers;

    #[test]
    fn each_part_is_worked_on_once_and_they_come_in_order() {
        let parts: Vec<usize> = (0..1000).collect();
        let wanted: Vec<usize> = parts.iter().map(|part| part * 2).collect();
        assert_eq!(Cores.each(&parts, |part| part * 2), wanted);
        assert_eq!(Cores.each(&parts[..1], |part| part * 2), [0]);
        assert!(Cores.each(&parts[..0], |part| part * 2).is_empty());
    }

    #[test]
    fn a_panic_of_one_part_is_the_callers() {
        let parts: Vec<usize> = (0..100).collect();
        let work = || Cores.each(&parts, |part| assert_ne!(*part, 70));
        assert!(crate::host::jobs::guarded(work).is_err());
    }
}
