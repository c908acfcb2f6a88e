//! Reads archives and what is in them, byte by byte.

#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(
    init: readers::seeds::write("archive", &["epub", "docx", "odt"]),
    |bytes: &[u8]| readers::read("a.zip", bytes)
);
