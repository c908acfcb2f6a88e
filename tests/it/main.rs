//! One integration binary: each layer has its module.
#![expect(
    clippy::unwrap_used,
    clippy::string_slice,
    reason = "a test that cannot go on says so by failing"
)]

mod app;
mod clean;
mod cli;
#[cfg(all(feature = "gui", target_os = "linux"))]
mod e2e;
mod exchange;
mod import;
mod layers;
mod notebook;
mod store;
mod strategies;
mod tidy;
mod typeset;
