//! Reads OpenDocument, unpacked and as one file.

#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(
    init: readers::seeds::write("odt", &["odt", "fodt"]),
    |bytes: &[u8]| readers::read_packed("a.odt", bytes)
);
