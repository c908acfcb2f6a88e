//! Which lines of a plain text are of a program: their marks and indentations mean something.
//!
//! It reads no language: what stands outside of quotes and remarks is looked at for signs that sentences do not have.

use std::ops::Range;

use crate::text::chars::is_han;

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

/// Words that begin a line of a program that names things in Chinese, which then ends or goes on as programs do.
const HEADS: &[&str] = &[
    "def", "for", "if", "elif", "while", "class", "with", "switch", "case", "function", "func",
    "fn", "let", "const", "var", "print", "return", "public", "private", "static", "int", "void",
    "String", "SELECT", "INSERT", "UPDATE", "DELETE", "CREATE", "WHERE", "FROM", "ALTER", "select",
    "insert", "update", "delete", "create", "where",
];

/// Most Chinese characters that a name in a program has.
const MOST_NAME_CHARS: usize = 8;

/// What stands outside of the quotes and remarks of a line.
#[expect(clippy::struct_excessive_bools, reason = "each is set by itself, and they add up")]
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
    /// Whether things in it are named in Chinese.
    has_names: bool,
    /// Chinese characters since the last other one.
    n_name_chars: usize,
}

/// How much a line, white space at its edges left out, looks like one of a program.
pub(crate) fn look(body: &str) -> Look {
    // Most lines of Chinese begin so, and need no more looking at.
    if !body.as_bytes().first().is_some_and(u8::is_ascii) && !may_be_program(body) {
        return Look::Text;
    }
    if is_command(body) {
        return Look::Program;
    }
    // What a program says of itself.
    if body.len() > 6 && body.starts_with("\"\"\"") && body.ends_with("\"\"\"") {
        return Look::Likely;
    }
    let Some(bare) = bare(body) else { return Look::Text };
    let is_sentence =
        body.is_ascii() && (body.ends_with(['.', '?']) || (body.ends_with(',') && !bare.acts));
    let word = body.split(|c: char| !c.is_ascii_alphabetic()).next().unwrap_or_default();
    if bare.has_names {
        return named_look(body, word, &bare);
    }
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

/// Whether a line that begins with a Chinese character ends as a line of a program does, or sets a name.
fn may_be_program(body: &str) -> bool {
    body.ends_with([';', ')', ']', '{', '}', '"', '\''])
        || body.contains(" = ")
        || body.contains(" += ")
}

/// The look of a line that names things in Chinese. Sentences whose marks were made half-width have signs as well: only
/// a word of programs before them, or a name that is set, is more than likely.
fn named_look(body: &str, word: &str, bare: &Bare) -> Look {
    let is_set = body.contains(" = ") || body.contains(" += ") || body.contains(" == ");
    let ends = body.ends_with([':', ';', '{', '}', ')', '(', ',', ']']) && bare.has_sign;
    let is_head = HEADS.contains(&word)
        && body.as_bytes().get(word.len()).is_some_and(|next| b" (".contains(next));
    match (is_head, is_set, ends) {
        (true, true, _) | (true, _, true) => Look::Program,
        (true, ..) | (_, true, _) => Look::Likely,
        _ if bare.acts && ends && !body.ends_with(':') => Look::Likely,
        _ => Look::Text,
    }
}

/// What is outside of quotes and remarks, if all of it is ASCII or short Chinese names, and every quote ends.
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
            None => {
                let c = body.get(at..)?.chars().next().filter(|c| is_han(*c))?;
                for _ in 1..c.len_utf8() {
                    bytes.next();
                }
                bare.has_names = true;
                bare.n_name_chars += 1;
                if bare.n_name_chars > MOST_NAME_CHARS {
                    return None;
                }
                // As a letter.
                bare.before = b'a';
                continue;
            }
        }
        bare.n_name_chars = 0;
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

/// Least rows that make a table of values apart by commas: of two columns, and of more.
const LEAST_ROWS: [usize; 2] = [4, 3];

/// Whether a line is a row of a table of values apart by commas: rows around it have as many, and but for the first
/// all of them a number.
pub(crate) fn is_in_rows(text: &str, line: &Range<usize>) -> bool {
    let Some(own) = text.get(line.clone()).and_then(row) else { return false };
    let before = text.get(..line.start).unwrap_or_default().rsplit('\n').skip(1);
    let behind = text.get(line.end..).unwrap_or_default();
    let behind = behind.strip_prefix('\n').unwrap_or(behind).split('\n');
    let rows = |lines: &mut dyn Iterator<Item = &str>| -> Vec<Row> {
        let rows = lines.take(REACH).map_while(row);
        rows.take_while(|row| row.n_commas == own.n_commas).collect()
    };
    let (before, behind) = (rows(&mut { before }), rows(&mut { behind }));
    let all = || before.iter().chain([&own]).chain(&behind);
    let least = LEAST_ROWS.get(own.n_commas - 1).copied().unwrap_or(LEAST_ROWS[1]);
    all().count() >= least && all().filter(|row| !row.has_number).count() <= 1
}

/// A line of values.
struct Row {
    n_commas: usize,
    has_number: bool,
}

/// The values of a line, if it is no sentence.
fn row(line: &str) -> Option<Row> {
    let line = line.trim();
    // How it ends is seen at once, and nearly every sentence ends so.
    let is_sentence = line.ends_with(['。', '；', '！', '？', '.', ';', ':', '!', '?', ','])
        || line.contains(['，', '。', '；', '！', '？']);
    let is_number =
        |value: &str| value.is_ascii() && value.bytes().any(|byte| byte.is_ascii_digit());
    if is_sentence {
        return None;
    }
    let n_commas = memchr::memchr_iter(b',', line.as_bytes()).count();
    (n_commas > 0)
        .then(|| Row { n_commas, has_number: line.split(',').any(|value| is_number(value.trim())) })
}
