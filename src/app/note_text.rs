//! What a note says: its Markdown as blocks of runs, the tags that it names, the links that it holds.
//!
//! It makes no pictures or web page of it: a note is read in its card.

use pulldown_cmark::{Alignment, Event, Options, Parser, Tag, TagEnd};

use crate::app::passage_link;
use crate::text::chars::is_han;

/// Longest name of a tag that is taken from a note, in code points.
const MOST_TAG_CHARS: usize = 40;

/// What a block is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NoteBlockKind {
    /// Words.
    Paragraph,
    /// A heading of this level.
    Heading(u8),
    /// An item of a list so deep, with what stands before it.
    Item(u8, String),
    /// Words of another.
    Quote,
    /// Code.
    Code,
    /// A line across.
    Rule,
    /// Cells in rows.
    Table(NoteTable),
}

/// At which edge of its column a cell stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum CellEdge {
    /// Where lines begin.
    #[default]
    Start,
    /// In the middle.
    Middle,
    /// Where lines end.
    End,
}

/// A table of a note.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NoteTable {
    /// Where the cells of each column stand.
    pub edges: Vec<CellEdge>,
    /// The rows, the first of them the head, each a list of cells.
    pub rows: Vec<Vec<Vec<NoteRun>>>,
}

/// A block of a note.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NoteBlock {
    /// What it is.
    pub kind: NoteBlockKind,
    /// Its words; those of a table stand in its cells.
    pub runs: Vec<NoteRun>,
}

impl NoteBlock {
    /// All its words, also those in cells.
    fn all_runs(self) -> Vec<NoteRun> {
        match self.kind {
            NoteBlockKind::Table(table) => table.rows.into_iter().flatten().flatten().collect(),
            _ => self.runs,
        }
    }

    fn is_empty(&self) -> bool {
        let is_alone = matches!(self.kind, NoteBlockKind::Rule | NoteBlockKind::Table(_));
        self.runs.is_empty() && !is_alone
    }
}

/// The words of runs.
pub fn words_of(runs: &[NoteRun]) -> String {
    runs.iter().map(|run| run.text.as_str()).collect()
}

/// How a run is set apart.
#[expect(clippy::struct_excessive_bools, reason = "each is set by itself, and they add up")]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct RunStyle {
    /// Strong.
    pub is_strong: bool,
    /// Emphasised.
    pub is_emphasized: bool,
    /// Code.
    pub is_code: bool,
    /// Struck out.
    pub is_struck: bool,
    /// A tag.
    pub is_tag: bool,
}

/// Words that are set alike.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NoteRun {
    /// The words.
    pub text: String,
    /// How they are set.
    pub style: RunStyle,
    /// Where they lead.
    pub link: Option<String>,
}

/// The blocks of a note.
pub fn blocks(note: &str) -> Vec<NoteBlock> {
    let options = Options::ENABLE_STRIKETHROUGH | Options::ENABLE_TASKLISTS;
    let options = options | Options::ENABLE_WIKILINKS | Options::ENABLE_TABLES;
    let mut reading = Reading::default();
    for event in Parser::new_ext(note, options) {
        reading.take(event);
    }
    reading.blocks.retain(|block| !block.is_empty());
    reading.blocks
}

/// The words of a note as they read: its blocks, each in a line of its own.
pub fn plain(note: &str) -> String {
    let line = |block: &NoteBlock| {
        let mark = match &block.kind {
            NoteBlockKind::Item(_, mark) if !mark.is_empty() => format!("{mark} "),
            NoteBlockKind::Table(table) => table_words(table),
            _ => String::new(),
        };
        format!("{mark}{}", words_of(&block.runs))
    };
    blocks(note).iter().map(line).collect::<Vec<_>>().join("\n")
}

/// Each row in a line of its own.
fn table_words(table: &NoteTable) -> String {
    let row = |cells: &Vec<Vec<NoteRun>>| {
        cells.iter().map(|cell| words_of(cell)).collect::<Vec<_>>().join(" ")
    };
    table.rows.iter().map(row).collect::<Vec<_>>().join("\n")
}

/// The paths of the tags that a note names (`#数据`, `#政策/减负`), in order, each once.
pub fn tags(note: &str) -> Vec<String> {
    let mut tags: Vec<String> = Vec::new();
    let runs = blocks(note).into_iter().flat_map(NoteBlock::all_runs);
    for run in runs.filter(|run| run.style.is_tag) {
        let path = run.text.trim_start_matches('#').to_owned();
        if !tags.contains(&path) {
            tags.push(path);
        }
    }
    tags
}

#[derive(Default)]
struct Reading {
    blocks: Vec<NoteBlock>,
    style: RunStyle,
    link: Option<String>,
    /// For each list around, the number of its next item if it counts.
    lists: Vec<Option<u64>>,
    n_quotes: usize,
}

impl Reading {
    fn take(&mut self, event: Event<'_>) {
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.end(tag),
            Event::Text(text) if self.is_code_block() => {
                self.push(text.trim_end_matches('\n'), RunStyle::default(), None);
            }
            Event::Text(text) => self.words(&text),
            Event::Code(code) => {
                let style = RunStyle { is_code: true, ..self.style };
                self.push(&code, style, self.link.clone());
            }
            Event::Html(text) | Event::InlineHtml(text) => {
                self.push(&text, self.style, None);
            }
            Event::SoftBreak | Event::HardBreak => self.push("\n", self.style, None),
            Event::Rule => self.begin(NoteBlockKind::Rule),
            Event::TaskListMarker(is_done) => {
                // The box stands for the sign of the list.
                if let Some(NoteBlock { kind: NoteBlockKind::Item(_, mark), .. }) =
                    self.blocks.last_mut()
                {
                    mark.clear();
                }
                self.push(if is_done { "☑ " } else { "☐ " }, self.style, None);
            }
            _ => {}
        }
    }

    fn is_code_block(&self) -> bool {
        self.blocks.last().is_some_and(|block| block.kind == NoteBlockKind::Code)
    }

    fn begin(&mut self, kind: NoteBlockKind) {
        self.blocks.push(NoteBlock { kind, runs: Vec::new() });
    }

    fn start(&mut self, tag: Tag<'_>) {
        match tag {
            Tag::Paragraph if self.is_in_fresh_item() => {}
            Tag::Paragraph if self.n_quotes > 0 => self.begin(NoteBlockKind::Quote),
            Tag::Paragraph => self.begin(NoteBlockKind::Paragraph),
            Tag::Heading { level, .. } => self.begin(NoteBlockKind::Heading(level as u8)),
            Tag::BlockQuote(_) => self.n_quotes += 1,
            Tag::CodeBlock(_) => self.begin(NoteBlockKind::Code),
            Tag::Table(edges) => {
                let edges = edges.into_iter().map(edge_of).collect();
                self.begin(NoteBlockKind::Table(NoteTable { edges, rows: Vec::new() }));
            }
            Tag::TableHead | Tag::TableRow => {
                if let Some(table) = self.table() {
                    table.rows.push(Vec::new());
                }
            }
            Tag::TableCell => {
                if let Some(row) = self.table().and_then(|table| table.rows.last_mut()) {
                    row.push(Vec::new());
                }
            }
            Tag::List(first) => self.lists.push(first),
            Tag::Item => self.item(),
            Tag::Strong => self.style.is_strong = true,
            Tag::Emphasis => self.style.is_emphasized = true,
            Tag::Strikethrough => self.style.is_struck = true,
            Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. } => {
                self.link = Some(dest_url.to_string());
            }
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::BlockQuote(_) => self.n_quotes = self.n_quotes.saturating_sub(1),
            TagEnd::List(_) => drop(self.lists.pop()),
            TagEnd::Strong => self.style.is_strong = false,
            TagEnd::Emphasis => self.style.is_emphasized = false,
            TagEnd::Strikethrough => self.style.is_struck = false,
            TagEnd::Link | TagEnd::Image => self.link = None,
            // What follows a block of code is no code, and what follows a table stands in no cell.
            TagEnd::CodeBlock | TagEnd::Table => self.begin(NoteBlockKind::Paragraph),
            _ => {}
        }
    }

    /// The table that is being read.
    fn table(&mut self) -> Option<&mut NoteTable> {
        match &mut self.blocks.last_mut()?.kind {
            NoteBlockKind::Table(table) => Some(table),
            _ => None,
        }
    }

    /// Where words go.
    fn runs(&mut self) -> Option<&mut Vec<NoteRun>> {
        let block = self.blocks.last_mut()?;
        match &mut block.kind {
            NoteBlockKind::Table(table) => table.rows.last_mut()?.last_mut(),
            _ => Some(&mut block.runs),
        }
    }

    fn is_in_fresh_item(&self) -> bool {
        let is_fresh = |block: &NoteBlock| {
            matches!(block.kind, NoteBlockKind::Item(..)) && block.runs.is_empty()
        };
        self.blocks.last().is_some_and(is_fresh)
    }

    fn item(&mut self) {
        let depth = self.lists.len().saturating_sub(1).min(6) as u8;
        let mark = match self.lists.last_mut() {
            Some(Some(number)) => {
                *number += 1;
                format!("{}.", *number - 1)
            }
            _ => "•".to_owned(),
        };
        self.begin(NoteBlockKind::Item(depth, mark));
    }

    /// Words, in which tags and addresses of passages stand out.
    fn words(&mut self, text: &str) {
        if self.link.is_some() {
            return self.push(text, self.style, self.link.clone());
        }
        let mut done = 0;
        while let Some((start, end)) = next_special(text, done) {
            self.push(text.get(done..start).unwrap_or_default(), self.style, None);
            let special = text.get(start..end).unwrap_or_default();
            if special.starts_with('#') {
                self.push(special, RunStyle { is_tag: true, ..self.style }, None);
            } else if special.starts_with("http") {
                self.push(special, self.style, Some(special.to_owned()));
            } else {
                self.push(&passage_link::shown(special), self.style, Some(special.to_owned()));
            }
            done = end;
        }
        self.push(text.get(done..).unwrap_or_default(), self.style, None);
    }

    fn push(&mut self, text: &str, style: RunStyle, link: Option<String>) {
        if text.is_empty() {
            return;
        }
        if self.blocks.is_empty() {
            self.begin(NoteBlockKind::Paragraph);
        }
        let Some(runs) = self.runs() else { return };
        match runs.last_mut() {
            Some(last) if last.style == style && last.link == link && !style.is_tag => {
                last.text.push_str(text);
            }
            _ => runs.push(NoteRun { text: text.to_owned(), style, link }),
        }
    }
}

const fn edge_of(alignment: Alignment) -> CellEdge {
    match alignment {
        Alignment::None | Alignment::Left => CellEdge::Start,
        Alignment::Center => CellEdge::Middle,
        Alignment::Right => CellEdge::End,
    }
}

/// The next tag, address of a passage or address of the web from `from` on.
fn next_special(text: &str, from: usize) -> Option<(usize, usize)> {
    let rest = text.get(from..)?;
    rest.char_indices().find_map(|(at, c)| {
        let start = from + at;
        match c {
            '#' => tag_end(text, start).map(|end| (start, end)),
            'd' if text.get(start..)?.starts_with(passage_link::SCHEME) => {
                let link = text.get(start..)?;
                let is_end =
                    |c: char| c.is_whitespace() || matches!(c, ')' | '>' | '，' | '。' | '）');
                let end = link.find(is_end).unwrap_or(link.len());
                Some((start, start + end))
            }
            'h' => web_end(text, start).map(|end| (start, end)),
            _ => None,
        }
    })
}

/// Where the address of the web ends that begins at `start`, if one does: marks behind it are the sentence's.
fn web_end(text: &str, start: usize) -> Option<usize> {
    let address = text.get(start..)?;
    let scheme = ["https://", "http://"].into_iter().find(|scheme| address.starts_with(scheme))?;
    let is_part = |c: char| c.is_ascii_graphic() && !matches!(c, '<' | '>' | '"' | '`');
    let end = address.find(|c| !is_part(c)).unwrap_or(address.len());
    let address = address.get(..end)?.trim_end_matches(['.', ',', ';', ':', '!', '?', ')', ']']);
    (address.len() > scheme.len()).then_some(start + address.len())
}

/// Where the tag ends that begins at `start`, if one does: not within a Latin word (C#), not a number alone.
fn tag_end(text: &str, start: usize) -> Option<usize> {
    let before = text.get(..start)?.chars().next_back();
    if before.is_some_and(|c| c == '#' || c == '/' || c.is_alphanumeric() && !is_han(c)) {
        return None;
    }
    let name = text.get(start + 1..)?;
    let is_part = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '/' | '·');
    let end = name.find(|c| !is_part(c)).unwrap_or(name.len());
    let name = name.get(..end)?.trim_end_matches(['-', '/', '·']);
    let is_name = name.chars().any(char::is_alphabetic)
        && name.chars().count() <= MOST_TAG_CHARS
        && !name.split('/').any(str::is_empty);
    is_name.then_some(start + 1 + name.len())
}

#[cfg(test)]
mod tests {
    use super::{CellEdge, NoteBlockKind, blocks, plain, tags, words_of};

    #[test]
    fn a_table_is_rows_of_cells_in_which_tags_and_links_are_what_they_are_elsewhere() {
        let note =
            "数：\n\n| 项 | 值 |\n|:--|--:|\n| **新增** | 3 |\n| [[统揽]] | #数据 |\n\n尾 a | b";
        let blocks = blocks(note);
        assert_eq!(blocks.len(), 3);
        let NoteBlockKind::Table(table) = &blocks[1].kind else { panic!("{blocks:?}") };
        assert_eq!(table.edges, [CellEdge::Start, CellEdge::End]);
        let rows: Vec<Vec<String>> =
            table.rows.iter().map(|row| row.iter().map(|cell| words_of(cell)).collect()).collect();
        assert_eq!(rows, [["项", "值"], ["新增", "3"], ["统揽", "#数据"]]);
        assert!(table.rows[1][0][0].style.is_strong);
        assert_eq!(table.rows[2][0][0].link.as_deref(), Some("统揽"));
        assert_eq!(tags(note), ["数据"]);
        assert_eq!(plain(note), "数：\n项 值\n新增 3\n统揽 #数据\n尾 a | b");
    }

    #[test]
    fn tags_stand_behind_a_space_a_mark_or_a_chinese_character() {
        for (note, wanted) in [
            ("口径？#数据 见表", &["数据"][..]),
            ("核对#数据，再看 #政策/减负。", &["数据", "政策/减负"]),
            ("#a-b #a-b", &["a-b"]),
            ("C# 与 F#，第 #3 条，## 不是", &[]),
            ("`#code` 和 [#链接](x) 和 https://a.b/#top", &[]),
            ("# 标题\n正文 #问题#", &["问题"]),
            ("#//", &[]),
        ] {
            assert_eq!(tags(note), wanted, "{note}");
        }
    }

    #[test]
    fn a_bare_address_of_the_web_is_a_link_without_the_marks_behind_it() {
        let link = |note: &str| blocks(note)[0].runs.iter().find_map(|run| run.link.clone());
        assert_eq!(link("见 https://a.b/c?d=1。又").as_deref(), Some("https://a.b/c?d=1"));
        assert_eq!(link("(see http://a.b/c)."), Some("http://a.b/c".to_owned()));
        assert_eq!(link("https:// 什么也没有"), None);
    }

    #[test]
    fn a_note_reads_without_its_signs_and_a_box_stands_for_a_bullet() {
        assert_eq!(
            plain("# head\n\n**bo**ld [[统揽]]\n\n- [ ] todo\n- one"),
            "head\nbold 统揽\n☐ todo\n• one"
        );
    }

    #[test]
    fn markdown_becomes_blocks_and_line_ends_stay() {
        let note =
            "第一行\n**要点**在此\n\n1. 甲\n2. 乙\n   - 丙\n\n> 引文\n\n```\nlet x;\n```\n尾";
        let blocks = blocks(note);
        let kinds: Vec<_> = blocks.iter().map(|block| block.kind.clone()).collect();
        assert_eq!(
            kinds,
            [
                NoteBlockKind::Paragraph,
                NoteBlockKind::Item(0, "1.".to_owned()),
                NoteBlockKind::Item(0, "2.".to_owned()),
                NoteBlockKind::Item(1, "•".to_owned()),
                NoteBlockKind::Quote,
                NoteBlockKind::Code,
                NoteBlockKind::Paragraph,
            ]
        );
        let first = &blocks[0].runs;
        assert_eq!(first[0].text, "第一行\n");
        assert!(first[1].style.is_strong && first[1].text == "要点");
        assert_eq!(blocks[5].runs[0].text, "let x;");
    }

    #[test]
    fn links_lead_to_names_pages_and_passages() {
        let note =
            "见 [[统揽统筹]] 和 [网页](https://a.b) 和 danhuang://ab12/?text=%E5%A4%8D%E5%B7%A5。";
        let runs = blocks(note).remove(0).runs;
        let links: Vec<_> = runs.iter().filter_map(|run| run.link.as_deref()).collect();
        assert_eq!(links, ["统揽统筹", "https://a.b", "danhuang://ab12/?text=%E5%A4%8D%E5%B7%A5"]);
        assert!(runs.iter().any(|run| run.text == "“复工”"));
    }
}
