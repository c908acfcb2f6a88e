//! Several threads for the parts of one long work that the caller waits for.
//!
//! How the parts are shared out is said where work is asked for (`text::Workers`).

use std::sync::OnceLock;
use std::thread;

use crate::text::Workers;

/// How many threads work at most, the caller's among them.
const MOST: usize = 4;

/// The caller's thread, and more where the machine has cores for them.
#[derive(Clone, Copy, Debug)]
pub(super) struct Cores(usize);

impl Cores {
    /// As many as work at most. Counting them reads files of the system the first time.
    pub(super) fn all() -> Self {
        static N_CORES: OnceLock<usize> = OnceLock::new();
        let count = || thread::available_parallelism().map_or(1, usize::from);
        Self(MOST.min(*N_CORES.get_or_init(count)))
    }
}

impl Workers for Cores {
    fn all(&self, most: usize, work: &(dyn Fn() + Sync)) {
        let n_helpers = self.0.min(most).saturating_sub(1);
        thread::scope(|scope| {
            // A thread that cannot be started is not missed: the others do its work.
            let help =
                || thread::Builder::new().name("reading".to_owned()).spawn_scoped(scope, work);
            let helpers: Vec<_> = (0..n_helpers).filter_map(|_| help().ok()).collect();
            work();
            for helper in helpers {
                // A panic goes on in the caller's thread, as if it had been alone.
                helper.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic));
            }
        });
    }
}

#[cfg(test)]
mod tests {
    use super::Cores;
    use crate::text::Workers;

    #[test]
    fn each_part_is_worked_on_once_and_they_come_in_order() {
        let parts: Vec<usize> = (0..1000).collect();
        let wanted: Vec<usize> = parts.iter().map(|part| part * 2).collect();
        let workers: &dyn Workers = &Cores(3);
        assert_eq!(workers.each(&parts, |part| part * 2), wanted);
        assert_eq!(workers.each(&parts[..1], |part| part * 2), [0]);
        assert!(workers.each(&parts[..0], |part| part * 2).is_empty());
    }

    #[test]
    fn a_panic_of_one_part_is_the_callers() {
        let parts: Vec<usize> = (0..100).collect();
        let workers: &dyn Workers = &Cores(3);
        let work = || workers.each(&parts, |part| assert_ne!(*part, 70));
        assert!(crate::host::jobs::guarded(work).is_err());
    }
}
