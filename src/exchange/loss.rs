//! What a format cannot hold of what is written in it, counted in what there is: no warning without a loss.

use crate::document::BlockKind;
use crate::exchange::article::is_web_address;
use crate::exchange::{ExportFormat, ExportNote, ExportSet, ExportTag, Material, csv};
use crate::text::{Bilingual, HintKind, Language, Phrase};

/// One thing that a format may not hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Aspect {
    /// The colours of highlights.
    Colors,
    /// The exact colours: the nearest are taken.
    ExactColors,
    /// Where passages stand in the text.
    Places,
    /// Which passages were found elsewhere than where they were marked, or only may be.
    States,
    /// The passages as they stand in the file, where that is not what is quoted.
    SourceTexts,
    /// When notes were made and changed.
    Times,
    /// The identities of notes: a second export is a new text.
    Ids,
    /// The headings above passages.
    Headings,
    /// Spaces in tags, which end them.
    SpacesInTags,
    /// Bold, slanted and code words.
    Looks,
    /// The addresses of links.
    Links,
    /// Links that lead to files of this machine or run something: their words stay.
    OddLinks,
    /// Pictures: the words that stand for them stay.
    Pictures,
    /// Which lines are rows of tables.
    Tables,
    /// Colours behind passages in code: they are listed below it.
    MarksInCode,
    /// Characters that cannot be written.
    Controls,
    /// What was written about the documents as a whole.
    Memos,
    /// What tags in use mean, and what was written about them.
    TagMemos,
    /// What was written about the library as a whole.
    LibraryMemo,
    /// What is longer than a cell may be.
    LongCells,
    /// The passages themselves: only tags are written.
    Passages,
    /// Texts that a spreadsheet would run as they are: an apostrophe is put before them.
    Guarded,
    /// Names and words of tags that it would.
    GuardedTags,
}

/// Most UTF-16 units that a cell of a spreadsheet holds.
pub(crate) const MOST_IN_CELL: usize = 32_767;

/// What a format does not hold of `material`, in one sentence; `None` if it holds all of it.
pub fn loss_report(format: &ExportFormat, material: &Material) -> Option<Phrase> {
    let counted = format.loses.iter().map(|aspect| (aspect.name(), aspect.count(material)));
    let lost: Vec<_> = counted.filter(|(_, count)| *count > 0).collect();
    if lost.is_empty() {
        return None;
    }
    let listed = |language: Language| {
        let one = |(name, count): &(Bilingual, usize)| match language {
            Language::Chinese => format!("{}（{count} 处）", name.zh),
            Language::English => format!("{} ({count})", name.en),
        };
        let between = if language == Language::Chinese { "、" } else { ", " };
        lost.iter().map(one).collect::<Vec<_>>().join(between)
    };
    Some(Phrase::new(
        format!("“{}”里没有：{}", format.name.zh, listed(Language::Chinese)),
        format!("\"{}\" does not hold: {}", format.name.en, listed(Language::English)),
    ))
}

impl Aspect {
    const fn name(self) -> Bilingual {
        let (zh, en) = match self {
            Self::Colors => ("划线的颜色", "the colours of highlights"),
            Self::ExactColors => {
                ("原来的颜色，换成了最接近的", "exact colours, the nearest are taken")
            }
            Self::Places => ("在文中的位置", "places in the text"),
            Self::States => ("“已移动”“待确认”的标记", "which passages moved or wait for a yes"),
            Self::SourceTexts => ("清理前的原句", "passages as they stand in the file"),
            Self::Times => ("时间", "times"),
            Self::Ids => ("标注的编号", "the identities of notes"),
            Self::Headings => ("所在的标题", "the headings above passages"),
            Self::SpacesInTags => {
                ("标签里的空格，换成了下划线", "spaces in tags, underscores are taken")
            }
            Self::Looks => ("加粗、强调和代码字样", "bold, slanted and code words"),
            Self::Links => ("链接的网址", "the addresses of links"),
            Self::OddLinks => ("指向本机或能运行的链接", "links to this machine or that run"),
            Self::Pictures => {
                ("图片，只留下图的说明", "pictures, the words that stand for them stay")
            }
            Self::Tables => ("表格的线框", "the frames of tables"),
            Self::MarksInCode => ("代码里的底色，列在代码下面", "colours in code, listed below it"),
            Self::Memos => ("全文备忘", "what was written about documents"),
            Self::TagMemos => {
                ("标签的说明和备忘", "what tags mean and what was written about them")
            }
            Self::LibraryMemo => ("笔记库备忘", "what was written about the library"),
            Self::Controls => ("控制字符", "control characters"),
            Self::LongCells => ("超出单元格上限的文字", "what is longer than a cell may be"),
            Self::Guarded | Self::GuardedTags => (
                "会被当成公式的开头，前面加了撇号",
                "beginnings that a spreadsheet would run, an apostrophe is put before them",
            ),
            Self::Passages => ("划线本身，这里只有标签", "the passages, only tags are written"),
        };
        Bilingual::new(zh, en)
    }

    /// How often it is lost.
    fn count(self, material: &Material) -> usize {
        let sets = &material.documents;
        let notes = || sets.iter().flat_map(|set| &set.notes);
        match self {
            Self::Colors | Self::ExactColors | Self::Times | Self::Ids | Self::Passages => {
                notes().count()
            }
            Self::Places => notes().filter(|note| note.source.is_some()).count(),
            Self::States => notes().filter(|note| is_uncertain(note)).count(),
            Self::SourceTexts => notes().filter(|note| note.source_quote != note.quote).count(),
            Self::Headings => notes().filter(|note| !note.heading.is_empty()).count(),
            Self::SpacesInTags => {
                notes().flat_map(|note| &note.tags).filter(|tag| has_space(tag)).count()
            }
            Self::Looks => hints(sets, |kind| {
                matches!(kind, HintKind::Strong | HintKind::Emphasis | HintKind::Code)
            }),
            Self::Links => hints(sets, |kind| matches!(kind, HintKind::Link(_))),
            Self::OddLinks => hints(sets, |kind| match kind {
                HintKind::Link(address) => !is_web_address(address),
                _ => false,
            }),
            Self::Pictures => hints(sets, |kind| matches!(kind, HintKind::Picture(_))),
            Self::Tables => {
                sets.iter().filter_map(|set| set.article.as_ref()).map(|it| it.tables.len()).sum()
            }
            Self::MarksInCode => sets.iter().map(marks_in_code).sum(),
            Self::Memos => sets.iter().filter(|set| !set.memo.is_empty()).count(),
            Self::TagMemos => material.tags_in_use().filter(|tag| tag.says_something()).count(),
            Self::LibraryMemo => usize::from(!material.memo.is_empty()),
            Self::Controls => material_texts(material).map(n_controls).sum(),
            Self::Guarded => {
                let texts = notes().flat_map(|note| [note.quote.as_str(), &note.note]);
                let titles = sets.iter().map(|set| set.title.as_str());
                texts.chain(titles).filter(|text| csv::is_run(text)).count()
            }
            Self::GuardedTags => {
                let words = |tag: &ExportTag| {
                    let words = [&tag.path, &tag.description, &tag.memo];
                    words.into_iter().filter(|text| csv::is_run(text)).count()
                };
                material.tags.iter().map(words).sum()
            }
            Self::LongCells => material_texts(material).filter(|text| is_too_long(text)).count(),
        }
    }
}

fn is_uncertain(note: &ExportNote) -> bool {
    ["moved", "suggested"].contains(&note.state)
}

fn has_space(tag: &str) -> bool {
    tag.contains(char::is_whitespace)
}

fn hints(sets: &[ExportSet], is_meant: fn(&HintKind) -> bool) -> usize {
    let articles = sets.iter().filter_map(|set| set.article.as_ref());
    articles.map(|article| article.hints.iter().filter(|hint| is_meant(&hint.kind)).count()).sum()
}

fn marks_in_code(set: &ExportSet) -> usize {
    let Some(article) = &set.article else { return 0 };
    let is_in_code = |note: &&ExportNote| {
        let Some(span) = note.span() else { return false };
        let first = article.blocks.partition_point(|block| block.span.end <= span.start);
        let blocks = article.blocks.iter().skip(first);
        let mut met = blocks.take_while(|block| block.span.start < span.end);
        met.any(|block| block.kind == BlockKind::Code)
    };
    set.notes.iter().filter(is_in_code).count()
}

/// All texts of the reader's and of the document's.
fn material_texts(material: &Material) -> impl Iterator<Item = &str> {
    let notes = material.documents.iter().flat_map(|set| &set.notes);
    let texts = notes.flat_map(|note| {
        [note.quote.as_str(), note.note.as_str()]
            .into_iter()
            .chain(note.tags.iter().map(String::as_str))
    });
    let articles = material.documents.iter().filter_map(|set| set.article.as_ref());
    let sets = material.documents.iter();
    let titles = sets.flat_map(|set| [set.title.as_str(), set.memo.as_str()]);
    let tags = material.tags_in_use().flat_map(|tag| [tag.description.as_str(), &tag.memo]);
    let library = tags.chain([material.memo.as_str()]);
    texts.chain(articles.map(|article| article.text.as_str())).chain(titles).chain(library)
}

/// Whether a character may stand in XML, which no way of writing gets around.
pub(crate) const fn is_writable(c: char) -> bool {
    !matches!(c, '\0'..='\u{8}' | '\u{B}' | '\u{C}' | '\u{E}'..='\u{1F}' | '\u{FFFE}' | '\u{FFFF}')
}

fn n_controls(text: &str) -> usize {
    text.chars().filter(|c| !is_writable(*c)).count()
}

fn is_too_long(text: &str) -> bool {
    text.len() > MOST_IN_CELL && text.encode_utf16().count() > MOST_IN_CELL
}
