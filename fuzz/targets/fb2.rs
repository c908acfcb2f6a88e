//! Reads FictionBook.

#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(
    init: readers::seeds::write("fb2", &["fb2"]),
    |bytes: &[u8]| readers::read("a.fb2", bytes)
);
