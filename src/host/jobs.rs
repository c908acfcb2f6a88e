//! Named threads whose panics are caught, and a worker that does its jobs in order.
//!
//! A malformed file may panic a parser inside a job; the job's boundary turns that into an answer.

use std::any::Any;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc;
use std::thread::{Builder, JoinHandle};
use std::time::Duration;

/// A job that panicked, with what the panic said.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct Panicked(pub String);

/// Runs `job` and catches its panic.
pub fn guarded<T>(job: impl FnOnce() -> T) -> Result<T, Panicked> {
    // The job owns what it works on, so nothing half-changed is seen after its panic.
    catch_unwind(AssertUnwindSafe(job)).map_err(|payload| Panicked(panic_text(payload.as_ref())))
}

fn panic_text(payload: &(dyn Any + Send)) -> String {
    let text = payload.downcast_ref::<&str>().map(|text| (*text).to_owned());
    text.or_else(|| payload.downcast_ref::<String>().cloned())
        .unwrap_or_else(|| "unknown".to_owned())
}

/// Runs `job` on a thread called `name` and hands its answer to `done`, there.
pub fn spawn<T>(
    name: &str,
    job: impl FnOnce() -> T + Send + 'static,
    done: impl FnOnce(Result<T, Panicked>) + Send + 'static,
) -> std::io::Result<()> {
    Builder::new().name(name.to_owned()).spawn(move || done(guarded(job))).map(drop)
}

/// Waits, on a thread that has nothing else to do.
pub fn pause(wait: Duration) {
    std::thread::sleep(wait);
}

/// Runs `job` after a while, on a thread of its own; it is lost with the process.
pub fn later(wait: Duration, job: impl FnOnce() + Send + 'static) -> std::io::Result<()> {
    spawn("later", move || std::thread::sleep(wait), move |_| job())
}

type Job<S> = Box<dyn FnOnce(&mut S) + Send>;

/// A thread with a state of its own that does jobs in the order in which they were given.
///
/// Dropping it, be it in a panic, waits until every job that was given is done.
pub struct Worker<S> {
    // Invariant: both are there until the drop.
    jobs: Option<mpsc::Sender<Job<S>>>,
    thread: Option<JoinHandle<()>>,
}

impl<S: Send + 'static> Worker<S> {
    /// Starts the thread called `name`; `state` is made there.
    pub fn start(name: &str, state: impl FnOnce() -> S + Send + 'static) -> std::io::Result<Self> {
        let (jobs, queue) = mpsc::channel::<Job<S>>();
        let thread = Builder::new().name(name.to_owned()).spawn(move || {
            let mut state = state();
            for job in queue {
                // A job reports its own failures; a panic in one must not end the rest.
                drop(guarded(|| job(&mut state)));
            }
        })?;
        Ok(Self { jobs: Some(jobs), thread: Some(thread) })
    }

    /// Gives the thread a job.
    pub fn run(&self, job: impl FnOnce(&mut S) + Send + 'static) {
        // The thread outlives every sender but a killed process's.
        drop(self.jobs.as_ref().map(|jobs| jobs.send(Box::new(job))));
    }
}

impl<S> Drop for Worker<S> {
    fn drop(&mut self) {
        // The queue ends with its sender.
        drop(self.jobs.take());
        drop(self.thread.take().map(JoinHandle::join));
    }
}
