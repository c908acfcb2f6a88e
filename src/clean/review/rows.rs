//! The source and the cleaned text side by side, paragraph by paragraph.

use crate::clean::Cleaned;
use crate::text::{Clean, Pos, Source, Span, Text};

/// Longest stretch of the cleaned text in a row, in bytes; a longer paragraph goes on in the next row.
const LONGEST: usize = 2_400;

/// A paragraph beside what it was, or a line that was taken away.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Row {
    /// What stands in the file, without the white space around it.
    pub source: Span<Source>,
    /// What the reader sees; `None` for a line that was taken away.
    pub clean: Option<Span<Clean>>,
    /// Where in the cleaned text the row before ends.
    pub before: Pos<Clean>,
    /// Whether it goes on with the paragraph of the row before.
    pub is_continued: bool,
}

impl Row {
    /// Where its part of the cleaned text ends, or would.
    pub fn clean_end(&self) -> Pos<Clean> {
        self.clean.map_or(self.before, |span| span.end)
    }
}

/// The rows in order: nothing that can be seen in either text is left out.
pub(super) fn rows(source: &Text<Source>, cleaned: &Cleaned) -> Vec<Row> {
    let mut builder = Builder { source, rows: Vec::new(), done: 0, before: Pos::new(0) };
    let mut back = cleaned.map.back_in_order();
    let text = cleaned.text.as_str();
    let mut start = 0;
    for line in text.split('\n') {
        if !line.trim().is_empty() {
            let pieces = pieces(line, start, LONGEST);
            for (index, piece) in pieces.into_iter().enumerate() {
                builder.paragraph(piece, back(piece), index > 0);
            }
        }
        start += line.len() + 1;
    }
    builder.gap(source.len(), None);
    builder.rows
}

/// A line cut where a sentence ends, if it is longer than `longest` bytes.
fn pieces<T>(line: &str, start: usize, longest: usize) -> Vec<Span<T>> {
    let mut pieces = Vec::new();
    let (mut rest, mut at) = (line, start);
    while rest.len() > longest {
        let head = rest.get(..rest.floor_char_boundary(longest)).unwrap_or_default();
        let stop = head.rfind(['。', '！', '？', '；']).map(|stop| stop + '。'.len_utf8());
        let cut = stop.filter(|stop| *stop > longest / 3).unwrap_or(head.len()).max(1);
        pieces.push(Span::new(at, at + cut));
        (rest, at) = (rest.get(cut..).unwrap_or_default(), at + cut);
    }
    if !rest.is_empty() {
        pieces.push(Span::new(at, at + rest.len()));
    }
    pieces
}

struct Builder<'a> {
    source: &'a Text<Source>,
    rows: Vec<Row>,
    /// The source up to here stands in rows.
    done: usize,
    before: Pos<Clean>,
}

impl Builder<'_> {
    fn paragraph(&mut self, clean: Span<Clean>, source: Span<Source>, is_continued: bool) {
        let start = source.start.index().max(self.done);
        let start = self.gap(start, Some(start));
        let source = Span::new(start, source.end.index().max(start));
        self.done = source.end.index();
        self.rows.push(Row { source, clean: Some(clean), before: self.before, is_continued });
        self.before = clean.end;
    }

    /// Shares out what lies between two paragraphs, and gives where the next one begins: what stands on the
    /// line of either belongs to it, and whole lines between them are rows.
    fn gap(&mut self, end: usize, next: Option<usize>) -> usize {
        let gap = self.source.get(Span::new(self.done, end.max(self.done)));
        let (first, last) = (gap.find('\n'), gap.rfind('\n'));
        let (Some(first), Some(last)) = (first, last) else {
            if next.is_some() && self.rows.is_empty() {
                return self.done + gap.len() - gap.trim_start().len();
            }
            self.extend_last(gap);
            return end;
        };
        let at = self.done;
        let head = gap.get(..first).unwrap_or_default();
        if self.rows.is_empty() {
            self.lines(head, at);
        } else {
            self.extend_last(head);
        }
        self.lines(gap.get(first + 1..last).unwrap_or_default(), at + first + 1);
        let tail = gap.get(last + 1..).unwrap_or_default();
        if next.is_none() {
            self.lines(tail, at + last + 1);
        }
        at + last + 1 + (tail.len() - tail.trim_start().len())
    }

    /// What follows the last row on its line belongs to it.
    fn extend_last(&mut self, tail: &str) {
        let tail = tail.trim_end();
        let done = self.done + tail.len();
        match self.rows.last_mut() {
            Some(last) if !tail.is_empty() => last.source.end = Pos::new(done),
            Some(_) => {}
            None => self.lines(tail, self.done),
        }
    }

    /// Lines that were taken away.
    fn lines(&mut self, lines: &str, mut start: usize) {
        for line in lines.split('\n') {
            let body = line.trim();
            if !body.is_empty() {
                let at = start + line.len() - line.trim_start().len();
                for (index, source) in pieces(body, at, LONGEST).into_iter().enumerate() {
                    let before = self.before;
                    self.rows.push(Row { source, clean: None, before, is_continued: index > 0 });
                }
            }
            start += line.len() + 1;
        }
    }
}

/// The end of the paragraph in which, or behind which, a place of the source stands; the start of the text if
/// there is none.
pub(super) fn paragraph_end(rows: &[Row], pos: Pos<Source>) -> Pos<Clean> {
    let after = rows.partition_point(|row| row.source.start <= pos);
    let Some(row) = rows.get(..after).and_then(<[Row]>::last) else { return Pos::new(0) };
    if row.clean.is_none() {
        return row.before;
    }
    let goes_on = rows.get(after..).unwrap_or_default().iter().take_while(|row| row.is_continued);
    goes_on.last().unwrap_or(row).clean_end()
}
