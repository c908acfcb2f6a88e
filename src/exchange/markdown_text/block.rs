//! Paragraphs and what belongs together: lists, tables, quotations, code, stanzas.

use crate::document::{Block, BlockKind};
use crate::exchange::article::Run;
use crate::exchange::markdown_text::Writer;
use crate::text::{ColumnSide, Span};

impl<'a> Writer<'a> {
    /// Blocks that belong together.
    pub(super) fn group(&mut self, group: &'a [Block]) -> String {
        let Some(first) = group.first() else { return String::new() };
        match first.kind {
            BlockKind::Title => format!("# {}", self.heading(first)),
            // The title is the only heading of the first level.
            BlockKind::Heading(level) => {
                format!("{} {}", "#".repeat(usize::from(level.min(5)) + 1), self.heading(first))
            }
            BlockKind::ListItem => self.list(group),
            BlockKind::Quote => self.quotation(group),
            BlockKind::Code => self.code(group),
            BlockKind::TableRow => self.table(group),
            BlockKind::Verse => self.stanza(group),
            BlockKind::Body | BlockKind::Caption => self.block(first),
        }
    }

    fn block(&mut self, block: &Block) -> String {
        let runs = self.cutter.cut(block.span);
        self.paragraph(&runs)
    }

    /// A heading is bold by itself.
    fn heading(&mut self, block: &Block) -> String {
        let plain = |mut run: Run<'a>| {
            run.look.is_strong = false;
            run
        };
        let runs: Vec<_> = self.cutter.cut(block.span).into_iter().map(plain).collect();
        self.inline(&runs).trim().to_owned()
    }

    /// An item stands as far in as the text of the one it belongs to.
    fn list(&mut self, group: &[Block]) -> String {
        let mut widths: Vec<usize> = Vec::new();
        let mut text = String::new();
        for block in group {
            let depth = usize::from(block.depth.max(1));
            if self.article.continued.contains(&block.span.start) {
                widths.truncate(depth);
                let indent = " ".repeat(widths.iter().sum());
                text.push_str(&format!("\n{indent}{}\n", self.block(block)));
                continue;
            }
            widths.truncate(depth - 1);
            let number = self.article.numbers.get(&block.span.start);
            let sign = number.map_or_else(|| "-".to_owned(), |number| format!("{number}."));
            let indent = " ".repeat(widths.iter().sum());
            let words = self.block(block);
            text.push_str(&format!("{indent}{sign} {words}\n"));
            widths.push(sign.len() + 1);
        }
        text.truncate(text.trim_end().len());
        text
    }

    fn quotation(&mut self, group: &[Block]) -> String {
        let lines: Vec<_> = group.iter().map(|block| format!("> {}", self.block(block))).collect();
        lines.join("\n>\n")
    }

    fn stanza(&mut self, group: &[Block]) -> String {
        let lines: Vec<_> = group.iter().map(|block| self.block(block)).collect();
        lines.join("\\\n")
    }

    /// Nothing in code is markup, so its marks are named below it.
    fn code(&mut self, group: &[Block]) -> String {
        let (Some(first), Some(last)) = (group.first(), group.last()) else {
            return String::new();
        };
        let span = Span { start: first.span.start, end: last.span.end };
        let code = self.article.text.get(span);
        let runs = code.split(|c| c != '`').map(str::len);
        let fence = "`".repeat(runs.max().unwrap_or_default().max(2) + 1);
        let mut text = format!("{fence}\n{code}\n{fence}");
        let ends = group.iter().flat_map(|block| self.cutter.cut(block.span));
        let ended: Vec<usize> = ends.flat_map(|run| run.ends).collect();
        for (index, mark) in ended.into_iter().enumerate() {
            self.footnotes.push(mark);
            text.push_str(if index == 0 { "\n\n" } else { " " });
            text.push_str(&format!("[^{}]", self.n_before + self.footnotes.len()));
        }
        text
    }

    fn table(&mut self, group: &[Block]) -> String {
        let rows: Vec<Vec<String>> = group.iter().map(|block| self.row(block)).collect();
        let n_columns = rows.iter().map(Vec::len).max().unwrap_or_default();
        let sides = group.first().and_then(|block| self.article.table(block.span));
        let side = |column: usize| {
            let side = sides.and_then(|table| table.columns.get(column)).copied();
            match side.unwrap_or_default() {
                ColumnSide::Left => "---",
                ColumnSide::Center => ":-:",
                ColumnSide::Right => "--:",
            }
        };
        let sides: Vec<_> = (0..n_columns).map(side).collect();
        let mut lines: Vec<String> = rows
            .into_iter()
            .map(|mut row| {
                row.resize(n_columns, String::new());
                format!("| {} |", row.join(" | "))
            })
            .collect();
        lines.insert(1.min(lines.len()), format!("| {} |", sides.join(" | ")));
        lines.join("\n")
    }

    fn row(&mut self, block: &Block) -> Vec<String> {
        let cells = self.cutter.cells(block.span);
        cells.iter().map(|cell| self.inline(cell).trim().to_owned()).collect()
    }
}
