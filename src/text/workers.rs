//! Work on the parts of something long, which can be done at once.
//!
//! Threads are not started here: who calls says whether there are any.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};

/// Who works.
pub trait Workers: Sync {
    /// Has so many of them do this at once, or as many as there are, at least one; comes back when all are done.
    fn all(&self, most: usize, work: &(dyn Fn() + Sync));
}

impl dyn Workers + '_ {
    /// What `work` makes of each of the `parts`, in their order.
    pub fn each<P: Sync, R: Send>(&self, parts: &[P], work: impl Fn(&P) -> R + Sync) -> Vec<R> {
        self.each_with(parts, || (), |(), part| work(part))
    }

    /// The same, each worker having something of its own, made by `tool`, that serves it for all its parts.
    /// They take the next part whenever they are done with one, so that a busy core holds nothing up.
    pub fn each_with<P: Sync, T, R: Send>(
        &self,
        parts: &[P],
        tool: impl Fn() -> T + Sync,
        work: impl Fn(&mut T, &P) -> R + Sync,
    ) -> Vec<R> {
        let made: Vec<Mutex<Option<R>>> = parts.iter().map(|_| Mutex::new(None)).collect();
        let next = AtomicUsize::new(0);
        self.all(parts.len(), &|| {
            let mut tool = tool();
            loop {
                let at = next.fetch_add(1, Ordering::Relaxed);
                let (Some(part), Some(slot)) = (parts.get(at), made.get(at)) else { return };
                let done = work(&mut tool, part);
                *slot.lock().unwrap_or_else(PoisonError::into_inner) = Some(done);
            }
        });
        let done = made.into_iter().filter_map(|slot| {
            // Each was worked on, or the panic that kept it from it has gone on.
            slot.into_inner().unwrap_or_else(PoisonError::into_inner)
        });
        done.collect()
    }
}

/// The caller's own thread.
#[derive(Clone, Copy, Debug)]
pub struct Alone;

impl Workers for Alone {
    fn all(&self, _: usize, work: &(dyn Fn() + Sync)) {
        work();
    }
}
