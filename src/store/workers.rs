//! Work on the parts of something long, which can be done at once.
//!
//! Threads are not started here: who calls says whether there are any.

/// Who works.
pub trait Workers {
    /// What `work` makes of each of the `parts`, in their order.
    fn each<P: Sync, R: Send>(&self, parts: &[P], work: impl Fn(&P) -> R + Sync) -> Vec<R>;
}

/// The caller's own thread.
#[derive(Clone, Copy, Debug)]
pub struct Alone;

impl Workers for Alone {
    fn each<P: Sync, R: Send>(&self, parts: &[P], work: impl Fn(&P) -> R + Sync) -> Vec<R> {
        parts.iter().map(work).collect()
    }
}
