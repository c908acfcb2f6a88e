//! Reads rich text.

#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(
    init: readers::seeds::write("rtf", &["rtf"]),
    |bytes: &[u8]| readers::read("a.rtf", bytes)
);
