//! Reads Word's documents, unpacked.

#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(
    init: readers::seeds::write("docx", &["docx"]),
    |bytes: &[u8]| readers::read_packed("a.docx", bytes)
);
