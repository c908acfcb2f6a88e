//! Reads subtitles.

#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(
    init: readers::seeds::write("subtitles", &["srt", "vtt"]),
    |bytes: &[u8]| readers::read("a.srt", bytes)
);
