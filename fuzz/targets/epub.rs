//! Reads books in EPUB, unpacked.

#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(
    init: readers::seeds::write("epub", &["epub"]),
    |bytes: &[u8]| readers::read_packed("a.epub", bytes)
);
