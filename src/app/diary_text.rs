//! The diary as Markdown, to be copied or kept: days, documents, passages with the addresses that lead back.

use crate::app::diary::{Diary, DiaryAct, DiaryEntry, DiaryRow};
use crate::app::texts;
use crate::exchange::{markdown_escaped, markdown_hashtag, markdown_paragraphs};
use crate::text::Language;

/// These lines of a diary.
pub fn diary_text(diary: &Diary, rows: &[DiaryRow], language: Language) -> String {
    let mut text = format!("# {}\n", texts::DIARY.get(language));
    for row in rows {
        match row {
            DiaryRow::Day(day) => {
                let name = texts::day_with_weekday(language, day.day);
                text.push_str(&format!("\n## {name}\n\n{}\n", texts::day_counts(language, *day)));
            }
            DiaryRow::Document(at, _) => {
                let title =
                    diary.documents.get(*at as usize).map_or("", |document| &document.title);
                text.push_str(&format!("\n### {}\n", markdown_escaped(title)));
            }
            DiaryRow::Entry(at) => {
                if let Some(entry) = diary.entries.get(*at as usize) {
                    text.push_str(&entry_text(diary, entry, language));
                }
            }
        }
    }
    text
}

fn entry_text(diary: &Diary, entry: &DiaryEntry, language: Language) -> String {
    let act = texts::diary_act(entry.act).get(language);
    let address = diary.document(entry).map(|document| entry.address(document)).unwrap_or_default();
    let mut text = format!("\n[{} {act}](<{address}>)\n", entry.clock());
    if entry.act == DiaryAct::Opened {
        return text;
    }
    text.push('\n');
    for line in entry.quote.lines() {
        text.push_str(&format!("> {}\n", markdown_escaped(line)));
    }
    if !entry.tags.is_empty() {
        let tags: Vec<String> = entry.tags.iter().map(|tag| markdown_hashtag(tag)).collect();
        text.push_str(&format!("\n{}\n", tags.join(" ")));
    }
    if !entry.written.is_empty() {
        text.push_str(&markdown_paragraphs(&entry.written));
    }
    text
}
