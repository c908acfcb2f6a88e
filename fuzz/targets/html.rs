//! Reads web pages.

#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(
    init: readers::seeds::write("html", &["html"]),
    |bytes: &[u8]| readers::read("a.html", bytes)
);
