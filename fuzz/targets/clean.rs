//! Cleans texts, and brings back what was taken.

#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(
    init: readers::seeds::write("clean", &["txt", "md"]),
    |bytes: &[u8]| readers::clean_and_restore(bytes)
);
