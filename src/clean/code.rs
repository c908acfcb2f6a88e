//! Which lines of a plain text are of a program: their marks and indentations mean something.
//!
//! It reads no language: what stands outside of quotes and remarks is looked at for signs that sentences do not have.

use std::ops::Range;

/// How much a line looks like one of a program.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Look {
    /// A sentence, or anything else.
    Text,
    /// It may be one beside others that are.
    Likely,
    /// It calls, assigns, or opens a block.
    Program,
}

/// Words that begin a line of a program that may have no sign of one.
const WORDS: &[&str] = &[
    "import", "from", "else", "return", "break", "continue", "pass", "try", "finally", "do",
    "done", "end", "fi", "then", "begin", "use", "include", "package",
];

/// Commands that lines of a terminal begin with.
const COMMANDS: &[&str] = &[
    "echo",
    "printf",
    "git",
    "cd",
    "mkdir",
    "touch",
    "cp",
    "mv",
    "rm",
    "ls",
    "cat",
    "grep",
    "sed",
    "awk",
    "find",
    "xargs",
    "sort",
    "tar",
    "zip",
    "unzip",
    "curl",
    "wget",
    "ssh",
    "scp",
    "sudo",
    "apt",
    "yum",
    "brew",
    "pip",
    "pip3",
    "npm",
    "npx",
    "yarn",
    "cargo",
    "go",
    "python",
    "python3",
    "node",
    "java",
    "bash",
    "sh",
    "docker",
    "kubectl",
    "mysql",
    "psql",
    "sqlite3",
    "export",
    "alias",
    "set",
    "source",
    "systemctl",
    "ffmpeg",
    "pandoc",
    "make",
];

/// What stands outside of the quotes and remarks of a line.
#[derive(Default)]
struct Bare {
    /// Whether there is a remark.
    has_remark: bool,
    /// The character before the one that is looked at.
    before: u8,
    /// Whether something is called or assigned.
    acts: bool,
    /// Whether it has a sign that sentences hardly have.
    has_sign: bool,
}

/// How much a line, white space at its edges left out, looks like one of a program.
pub(crate) fn look(body: &str) -> Look {
    // Most lines of Chinese begin so, and need no more looking at.
    if !body.as_bytes().first().is_some_and(u8::is_ascii) {
        return Look::Text;
    }
    if is_command(body) {
        return Look::Program;
    }
    let Some(bare) = bare(body) else { return Look::Text };
    let is_sentence =
        body.is_ascii() && (body.ends_with(['.', '?']) || (body.ends_with(',') && !bare.acts));
    let word = body.split(|c: char| !c.is_ascii_alphabetic()).next().unwrap_or_default();
    match bare {
        Bare { acts: true, .. } if !is_sentence => Look::Program,
        Bare { has_sign: true, .. } if !is_sentence => Look::Likely,
        Bare { has_remark: true, .. } => Look::Likely,
        _ if !is_sentence && WORDS.contains(&word) => Look::Likely,
        _ => Look::Text,
    }
}

/// Whether a line is typed into a terminal: behind its prompt, or a command with an option, a quotation or a pipe.
fn is_command(body: &str) -> bool {
    let (line, has_prompt) = match body.strip_prefix("$ ") {
        Some(line) => (line, true),
        None => (body, false),
    };
    let Some((command, rest)) = line.split_once(' ') else { return false };
    let is_named = command.starts_with(|c: char| c.is_ascii_lowercase() || "./~".contains(c))
        && command.bytes().all(|byte| byte.is_ascii_graphic());
    if has_prompt {
        return is_named;
    }
    COMMANDS.contains(&command)
        && rest.split(' ').any(|word| {
            word.starts_with(['"', '\'', '$'])
                || (word.starts_with('-')
                    && word.as_bytes().get(1).copied().is_some_and(is_of_option))
                || matches!(word, "|" | ">" | ">>" | "<" | "&&" | "||")
        })
}

const fn is_of_option(byte: u8) -> bool {
    byte.is_ascii_alphabetic() || byte == b'-'
}

/// What is outside of quotes and remarks, if all of it is ASCII and every quote ends.
fn bare(body: &str) -> Option<Bare> {
    let mut bare = Bare { before: b' ', ..Bare::default() };
    let mut bytes = body.bytes().enumerate();
    let mut quote = None;
    while let Some((at, byte)) = bytes.next() {
        match quote {
            Some(_) if byte == b'\\' => drop(bytes.next()),
            Some(mark) if byte == mark => quote = None,
            Some(_) => {}
            None if bare.before == b' ' && is_remark(body.get(at..)?) => {
                bare.has_remark = true;
                break;
            }
            None if matches!(byte, b'"' | b'\'' | b'`') => quote = Some(byte),
            None if byte.is_ascii() => bare.see(byte, body.get(at + 1..)?),
            None => return None,
        }
        bare.before = byte;
    }
    // A remark may stand behind what begins a block.
    quote.is_none().then_some(bare)
}

fn is_remark(rest: &str) -> bool {
    ["# ", "// ", "/*", "-- "].iter().any(|sign| rest.starts_with(sign))
}

impl Bare {
    fn see(&mut self, byte: u8, rest: &str) {
        let is_name = self.before.is_ascii_alphanumeric() || matches!(self.before, b'_' | b']');
        self.acts |= match byte {
            b'(' | b'[' => is_name && !rest.is_empty(),
            b'=' => matches!(self.before, b' ' | b'=' | b'+' | b'-' | b':' | b'!'),
            b'{' | b'}' | b';' => rest.is_empty(),
            _ => false,
        };
        self.has_sign |= b"=(){}[];<>_:".contains(&byte);
    }
}

/// How many lines on either side are looked at.
const REACH: usize = 6;

/// What stands around a line.
pub(crate) struct Around {
    /// Whether the nearest lines, blank ones left out, look like a program's: before it and behind it.
    pub(crate) beside: [bool; 2],
    /// Whether among them is one that can be nothing else.
    pub(crate) has_program: bool,
}

/// What stands around the line at `line` in `text`.
pub(crate) fn around(text: &str, line: &Range<usize>) -> Around {
    let before = text.get(..line.start).unwrap_or_default().rsplit('\n');
    let behind = text.get(line.end..).unwrap_or_default().split('\n');
    let (before, behind) = (run(before), run(behind));
    Around {
        beside: [before.is_some(), behind.is_some()],
        has_program: before.max(behind) == Some(Look::Program),
    }
}

/// The strongest look of the first lines up to one of text.
fn run<'a>(lines: impl Iterator<Item = &'a str>) -> Option<Look> {
    let bodies = lines.map(str::trim).filter(|body| !body.is_empty());
    bodies.take(REACH).map(look).take_while(|look| *look != Look::Text).max()
}
