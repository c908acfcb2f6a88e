//! Reads PDF.

#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(
    init: readers::seeds::write("pdf", &["pdf"]),
    |bytes: &[u8]| readers::read("a.pdf", bytes)
);
