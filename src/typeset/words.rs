//! Where Latin words are tied together or may come apart: units of measure, and the joints of long addresses.

/// Units that stay on the line of the figure before them.
const UNITS: &[&str] = &[
    "mm", "cm", "dm", "m", "km", "nm", "in", "ft", "mg", "g", "kg", "t", "ms", "s", "min", "h",
    "Hz", "kHz", "MHz", "GHz", "bit", "B", "KB", "kB", "MB", "GB", "TB", "PB", "KiB", "MiB", "GiB",
    "bps", "kbps", "Mbps", "Gbps", "W", "kW", "MW", "GW", "kWh", "V", "kV", "A", "mA", "mAh", "L",
    "mL", "ml", "Pa", "hPa", "kPa", "MPa", "J", "kJ", "MJ", "cal", "kcal", "eV", "N", "K", "mol",
    "dB", "fps", "px", "pt", "em", "dpi", "ppi", "rpm", "am", "pm", "AM", "PM",
];

/// An address of at least so many characters is broken at its joints rather than kept whole.
const LONG_ADDRESS: usize = 30;

/// Whether the word at `start` is a unit of measure.
pub(crate) fn is_unit_at(text: &str, start: usize) -> bool {
    let rest = text.get(start..).unwrap_or_default();
    let length = rest.bytes().take_while(u8::is_ascii_alphabetic).count();
    rest.get(..length).is_some_and(|word| UNITS.contains(&word))
}

/// Whether a long address may break at `at`: after a mark that joins its parts.
pub(crate) fn is_joint(text: &str, at: usize) -> bool {
    let (before, after) = text.as_bytes().split_at(at);
    let is_mark = |byte: &u8| matches!(byte, b'/' | b'-' | b'_' | b'?' | b'&' | b'=');
    let is_after_mark = before.last().is_some_and(is_mark);
    if !is_after_mark || before.ends_with(b"://") || after.first().is_some_and(is_mark) {
        return false;
    }
    let is_in = |byte: &&u8| byte.is_ascii_graphic();
    let n_before = before.iter().rev().take(LONG_ADDRESS).take_while(is_in).count();
    let n_after = after.iter().take(LONG_ADDRESS).take_while(is_in).count();
    n_before + n_after >= LONG_ADDRESS
}
