//! Reads plain text in whatever encoding.

#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(
    init: readers::seeds::write("text", &["txt"]),
    |bytes: &[u8]| readers::read("a.txt", bytes)
);
