//! Chooses the front: a command, or the window.

use std::process::ExitCode;

fn main() -> ExitCode {
    danhuang::cli::run(std::env::args_os())
}
