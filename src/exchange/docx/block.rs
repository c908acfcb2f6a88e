//! Paragraphs by style, lists, tables, code and stanzas.

use crate::document::{Block, BlockKind};
use crate::exchange::article::Run;
use crate::exchange::docx::{Writer, escaped, numbering};
use crate::text::{ColumnSide, Span};

/// A line across the page.
const RULE: &str = "<w:p><w:pPr><w:pBdr><w:bottom w:val=\"single\" w:sz=\"6\" w:space=\"1\" w:color=\"85807A\"/></w:pBdr></w:pPr></w:p>\n";

impl<'a> Writer<'a, '_> {
    /// Blocks that belong together.
    pub(super) fn group(&mut self, group: &'a [Block]) {
        let Some(first) = group.first() else { return };
        if first.is_after_rule {
            self.parts.body.push_str(RULE);
        }
        match first.kind {
            BlockKind::Title => self.block("Title", "", first),
            BlockKind::Heading(level) => {
                self.block(&format!("Heading{}", level.clamp(1, 6)), "", first);
            }
            BlockKind::Body => self.block("Normal", "", first),
            BlockKind::Caption => self.block("Caption", "", first),
            BlockKind::Quote => group.iter().for_each(|block| self.block("Quote", "", block)),
            BlockKind::ListItem => self.list(group),
            BlockKind::Code => self.code(group),
            BlockKind::Verse => self.stanza(group),
            BlockKind::TableRow => self.table(group),
        }
    }

    fn block(&mut self, style: &str, properties: &str, block: &Block) {
        let words = self.line(block);
        self.paragraph(style, properties, &words);
    }

    fn line(&mut self, block: &Block) -> String {
        let mut runs = self.cutter.cut(block.span);
        trim(&mut runs);
        if matches!(block.kind, BlockKind::Title | BlockKind::Heading(_)) {
            runs.iter_mut().for_each(|run| run.look.is_strong = false);
        }
        self.inline(&runs)
    }

    /// A paragraph of words that are written already.
    pub(super) fn paragraph(&mut self, style: &str, properties: &str, words: &str) {
        let on_page = if self.is_on_new_page { "<w:pageBreakBefore/>" } else { "" };
        self.is_on_new_page = false;
        self.parts.body.push_str(&styled(style, &format!("{on_page}{properties}"), words));
    }

    /// A paragraph of words that stand nowhere in the article.
    pub(super) fn plain(&mut self, style: &str, text: &str) {
        self.paragraph(style, "", &plain_run(text));
    }

    fn list(&mut self, group: &[Block]) {
        self.parts.numbering.begin();
        for block in group {
            let level = block.depth.clamp(1, 9) - 1;
            if self.article.continued.contains(&block.span.start) {
                let left = numbering::indent(level);
                let indent = format!("<w:ind w:left=\"{left}\" w:firstLine=\"0\"/>");
                self.block("ListParagraph", &indent, block);
                continue;
            }
            let number = self.article.numbers.get(&block.span.start).copied();
            let list = self.parts.numbering.list(level, number);
            let properties = format!(
                "<w:numPr><w:ilvl w:val=\"{level}\"/><w:numId w:val=\"{list}\"/></w:numPr>"
            );
            self.block("ListParagraph", &properties, block);
        }
    }

    /// Empty lines between lines of code are lines of it.
    fn code(&mut self, group: &[Block]) {
        let mut end = None;
        for block in group {
            let start = block.span.start;
            let between = Span { start: end.unwrap_or(start), end: start };
            let n_empty = self.article.text.get(between).matches('\n').count().saturating_sub(1);
            for _ in 0..n_empty {
                self.paragraph("Code", "", "");
            }
            let mut runs = self.cutter.cut(block.span);
            runs.iter_mut().for_each(|run| run.look.is_code = false);
            let words = self.inline(&runs);
            self.paragraph("Code", "", &words);
            end = Some(block.span.end);
        }
    }

    fn stanza(&mut self, group: &[Block]) {
        let lines: Vec<_> = group.iter().map(|block| self.line(block)).collect();
        self.paragraph("Normal", "", &lines.join("<w:r><w:br/></w:r>"));
    }

    fn table(&mut self, group: &[Block]) {
        let rows: Vec<_> =
            group.iter().map(|block| (block.span, self.cutter.cells(block.span))).collect();
        let n_columns = rows.iter().map(|(_, cells)| cells.len()).max().unwrap_or(1);
        let table = group.first().and_then(|block| self.article.table(block.span));
        let mut xml = String::from(
            "<w:tbl><w:tblPr><w:tblStyle w:val=\"TableGrid\"/><w:tblW w:w=\"5000\" w:type=\"pct\"/></w:tblPr><w:tblGrid>",
        );
        xml.push_str(&"<w:gridCol/>".repeat(n_columns));
        xml.push_str("</w:tblGrid>\n");
        for (span, mut cells) in rows {
            cells.resize(n_columns, Vec::new());
            let is_header = table.is_some_and(|table| table.is_header(span));
            let header = if is_header { "<w:trPr><w:tblHeader/></w:trPr>" } else { "" };
            xml.push_str(&format!("<w:tr>{header}"));
            for (column, mut cell) in cells.into_iter().enumerate() {
                trim(&mut cell);
                cell.iter_mut().for_each(|run| run.look.is_strong |= is_header);
                let side = table.and_then(|table| table.columns.get(column)).copied();
                let side = side_properties(side.unwrap_or_default());
                let words = self.inline(&cell);
                xml.push_str(&format!(
                    "<w:tc><w:tcPr><w:tcW w:w=\"0\" w:type=\"auto\"/></w:tcPr><w:p>{side}{words}</w:p></w:tc>"
                ));
            }
            xml.push_str("</w:tr>\n");
        }
        // Without a paragraph between them two tables would be one.
        xml.push_str("</w:tbl>\n<w:p/>\n");
        self.parts.body.push_str(&xml);
    }
}

const fn side_properties(side: ColumnSide) -> &'static str {
    match side {
        ColumnSide::Left => "",
        ColumnSide::Center => "<w:pPr><w:jc w:val=\"center\"/></w:pPr>",
        ColumnSide::Right => "<w:pPr><w:jc w:val=\"right\"/></w:pPr>",
    }
}

/// Leaves out the white space that indents a paragraph, which is the style's work.
fn trim(runs: &mut [Run<'_>]) {
    if let Some(first) = runs.first_mut() {
        first.text = first.text.trim_start();
    }
    if let Some(last) = runs.last_mut() {
        last.text = last.text.trim_end();
    }
}

/// A paragraph of words that stand in no article.
pub(super) fn plain(style: &str, text: &str) -> String {
    styled(style, "", &plain_run(text))
}

fn plain_run(text: &str) -> String {
    format!("<w:r><w:t xml:space=\"preserve\">{}</w:t></w:r>", escaped(text))
}

pub(super) fn styled(style: &str, properties: &str, words: &str) -> String {
    let style = match style {
        "Normal" => String::new(),
        style => format!("<w:pStyle w:val=\"{style}\"/>"),
    };
    let all = format!("{style}{properties}");
    let all = if all.is_empty() { all } else { format!("<w:pPr>{all}</w:pPr>") };
    format!("<w:p>{all}{words}</w:p>\n")
}
