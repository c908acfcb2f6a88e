//! What an export of the open document holds.

/// The file name's end for the format with this id.
pub(crate) fn extension(format: &str) -> &str {
    match format {
        "markdown" => "md",
        id => id,
    }
}
