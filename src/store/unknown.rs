//! Fields that a newer program wrote into a file of this version: kept word for word where the file is written
//! anew.
//!
//! It goes by the lines' indentation, which both programs write alike; a file that an editor laid out anew is
//! read all the same, and loses of such fields those that it moved.

/// The lines of the fields of a struct that are not among `known`; its own fields stand `indent` spaces in.
pub(super) fn unknown_fields(text: &str, indent: usize, known: &[&str]) -> String {
    let mut unknown = String::new();
    let mut is_unknown = false;
    for line in text.lines() {
        let depth = line.len() - line.trim_start_matches(' ').len();
        match name(line) {
            Some(name) if depth == indent => is_unknown = !known.contains(&name),
            // The end of what encloses it.
            _ if depth < indent => is_unknown = false,
            _ => {}
        }
        if is_unknown {
            unknown.push_str(line.trim_end_matches('\r'));
            unknown.push('\n');
        }
    }
    unknown
}

/// The name of the field that a line begins.
fn name(line: &str) -> Option<&str> {
    let (name, _) = line.trim_start_matches(' ').split_once(": ")?;
    let is_name = name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
    (is_name && !name.is_empty()).then_some(name)
}

/// A struct's text with further fields before its last line that is `closing`.
pub(super) fn with_fields(text: String, fields: &str, closing: &str) -> String {
    let at = text.rfind(&format!("\n{closing}")).map(|at| at + 1);
    let at = at.filter(|_| !fields.is_empty()).and_then(|at| text.split_at_checked(at));
    at.map(|(before, behind)| format!("{before}{fields}{behind}")).unwrap_or(text)
}
