//! Work that takes longer than a frame: a view hands it out and finds the answer in a later frame.
//!
//! It starts no thread: whoever draws the frames does the jobs, in order, where no frame waits for them.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc;

use crate::ui::Outbox;

/// One piece of work.
pub struct Job(Box<dyn FnOnce() + Send>);

impl Job {
    /// Lets go of what takes long to take apart.
    pub(crate) fn dropping(value: impl Send + 'static) -> Self {
        Self(Box::new(move || drop(value)))
    }

    /// Does it. One whose answer nobody waits for any more is done at once.
    pub fn run(self) {
        (self.0)();
    }
}

impl std::fmt::Debug for Job {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Job")
    }
}

/// Whether the answer is still waited for; long work asks now and then.
#[derive(Clone, Debug)]
pub(crate) struct Wanted(Arc<AtomicBool>);

impl Wanted {
    /// For work that nobody calls off.
    #[cfg(test)]
    pub(crate) fn always() -> Self {
        Self(Arc::new(AtomicBool::new(true)))
    }

    /// For work that was called off before it began.
    #[cfg(test)]
    pub(crate) fn never() -> Self {
        Self(Arc::new(AtomicBool::new(false)))
    }

    /// Whether it is.
    pub(crate) fn is_so(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }
}

/// An answer that is waited for; who drops this waits no longer.
#[derive(Debug)]
pub(crate) struct Pending<T> {
    answer: mpsc::Receiver<T>,
    wanted: Wanted,
}

impl<T: Send + 'static> Pending<T> {
    /// Hands out `work`, which gives nothing when it was called off.
    pub(crate) fn start(
        context: &egui::Context,
        out: &mut Outbox,
        work: impl FnOnce(&Wanted) -> Option<T> + Send + 'static,
    ) -> Self {
        let (done, answer) = mpsc::channel();
        let wanted = Wanted(Arc::new(AtomicBool::new(true)));
        let (context, still) = (context.clone(), wanted.clone());
        out.work(Job(Box::new(move || {
            let found = still.is_so().then(|| work(&still)).flatten();
            if let Some(found) = found.filter(|_| still.is_so()) {
                // It is lost when the view is gone, which nobody then misses.
                drop(done.send(found));
                context.request_repaint();
            }
        })));
        Self { answer, wanted }
    }

    /// The answer, once it is there.
    pub(crate) fn take(&self) -> Option<T> {
        self.answer.try_recv().ok()
    }
}

impl<T> Drop for Pending<T> {
    fn drop(&mut self) {
        self.wanted.0.store(false, Ordering::Relaxed);
    }
}

#[cfg(test)]
mod tests {
    use super::Pending;
    use crate::ui::Outbox;

    #[test]
    fn an_answer_is_there_when_its_work_was_done() {
        let (context, mut out) = (egui::Context::default(), Outbox::default());
        let pending = Pending::start(&context, &mut out, |_| Some(7));
        assert_eq!(pending.take(), None);
        out.take_jobs().into_iter().for_each(super::Job::run);
        assert_eq!(pending.take(), Some(7));
        assert_eq!(pending.take(), None);
    }

    #[test]
    fn work_whose_answer_is_not_waited_for_is_not_done() {
        let (context, mut out) = (egui::Context::default(), Outbox::default());
        drop(Pending::<()>::start(&context, &mut out, |_| panic!("it was done")));
        out.take_jobs().into_iter().for_each(super::Job::run);
    }
}
