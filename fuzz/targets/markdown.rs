//! Reads Markdown.

#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(
    init: readers::seeds::write("markdown", &["md"]),
    |bytes: &[u8]| readers::read("a.md", bytes)
);
