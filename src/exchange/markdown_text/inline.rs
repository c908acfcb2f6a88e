//! The words of a paragraph: bold, slanted, code, links, and the stretches that are marked.

use crate::exchange::article::{Look, Run, is_web_address};
use crate::exchange::markdown_text::{Writer, push_escaped, with_plain_start};

const MARK: &str = "==";

impl Writer<'_> {
    /// The runs of a paragraph, its start no list or heading.
    pub(super) fn paragraph(&mut self, runs: &[Run<'_>]) -> String {
        let text = self.inline(runs);
        with_plain_start(text.trim_start().to_owned())
    }

    /// The runs of a line.
    pub(super) fn inline(&mut self, runs: &[Run<'_>]) -> String {
        let mut line = String::new();
        let mut is_open = false;
        let mut rest = runs;
        while let Some((text, run, behind)) = next_words(rest) {
            rest = behind;
            let mut words = Run { text: &text, ..run.clone() };
            if !is_open && !run.marks.is_empty() {
                is_open = open(&mut line, &mut words);
            }
            push_words(&mut line, &words);
            let next = rest.first();
            let goes_on = next.is_some() && run.marks.iter().any(|mark| !run.ends.contains(mark));
            if is_open && !goes_on {
                close(&mut line);
                is_open = false;
            }
            let is_touched = next.is_some_and(|next| !next.marks.is_empty());
            for mark in &run.ends {
                // Two stretches that touch would read as one without something between them.
                if self.needs_footnote(*mark) || (is_touched && !goes_on) {
                    self.footnotes.push(*mark);
                    line.push_str(&format!("[^{}]", self.n_before + self.footnotes.len()));
                }
            }
        }
        line
    }

    pub(super) fn needs_footnote(&self, mark: usize) -> bool {
        self.cutter.overlaps(mark)
            || self.notes.get(mark).is_some_and(crate::exchange::ExportNote::says_something)
    }
}

/// The words up to where something must be written between them, with the last of their runs and what comes
/// behind.
fn next_words<'a, 'b>(runs: &'b [Run<'a>]) -> Option<(String, &'b Run<'a>, &'b [Run<'a>])> {
    let goes_on = |pair: &[Run<'_>]| {
        let [before, after] = pair else { return false };
        let is_marked = |run: &Run<'_>| !run.marks.is_empty();
        before.look == after.look && before.ends.is_empty() && is_marked(before) == is_marked(after)
    };
    let n_more = runs.windows(2).take_while(|pair| goes_on(pair)).count();
    let (words, behind) = runs.split_at_checked(n_more + 1)?;
    let text = words.iter().map(|run| run.text).collect();
    Some((text, words.last()?, behind))
}

/// Begins a stretch at the first character that is no space; says whether there was one.
fn open(line: &mut String, run: &mut Run<'_>) -> bool {
    let words = run.text.trim_start();
    let space = run.text.len() - words.len();
    line.push_str(run.text.get(..space).unwrap_or_default());
    run.text = words;
    if !words.is_empty() {
        line.push_str(MARK);
    }
    !words.is_empty()
}

/// Ends a stretch behind the last character that is no space.
fn close(line: &mut String) {
    let end = line.trim_end().len();
    line.insert_str(end, MARK);
}

fn push_words(line: &mut String, run: &Run<'_>) {
    if run.text.is_empty() {
        return;
    }
    let link = run.look.link.filter(|address| is_web_address(address));
    line.push_str(if link.is_some() { "[" } else { "" });
    if run.look.is_code {
        push_code(line, run.text);
    } else {
        push_styled(line, run.text, run.look);
    }
    if let Some(address) = link {
        line.push_str(&format!("](<{}>)", address_text(address)));
    }
}

/// An address in which nothing ends it.
pub(in crate::exchange) fn address_text(address: &str) -> String {
    let mut text = String::new();
    for c in address.chars() {
        match c {
            '<' | '>' | '\\' | '&' => text.extend(['\\', c]),
            '\n' | '\r' | '\0' => {}
            c => text.push(c),
        }
    }
    text
}

/// Code between more back quotes than it holds in a row.
pub(in crate::exchange) fn push_code(line: &mut String, code: &str) {
    let runs = code.split(|c| c != '`').map(str::len);
    let fence = "`".repeat(runs.max().unwrap_or_default() + 1);
    let space = if code.starts_with(['`', ' ']) || code.ends_with(['`', ' ']) { " " } else { "" };
    line.push_str(&format!("{fence}{space}{code}{space}{fence}"));
}

/// Asterisks only where they begin and end at letters, since beside marks they may mean nothing; else the
/// elements of HTML that every reader of Markdown knows.
fn push_styled(line: &mut String, text: &str, look: Look<'_>) {
    let edges = [text.chars().next(), text.chars().next_back()];
    let is_plain = edges.into_iter().flatten().all(char::is_alphanumeric) && !line.ends_with('*');
    let (before, after) = match (look.is_strong, look.is_emphasised, is_plain) {
        (false, false, _) => ("", ""),
        (true, false, true) => ("**", "**"),
        (false, true, true) => ("*", "*"),
        (true, true, true) => ("***", "***"),
        (true, false, false) => ("<strong>", "</strong>"),
        (false, true, false) => ("<em>", "</em>"),
        (true, true, false) => ("<strong><em>", "</em></strong>"),
    };
    // Behind a footnote's sign a bracket would begin the address of a link.
    if before.is_empty() && line.ends_with(']') && text.starts_with('(') {
        line.push('\\');
    }
    line.push_str(before);
    push_escaped(line, text);
    line.push_str(after);
}
