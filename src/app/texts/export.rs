//! What the card of exports says.

use std::path::Path;

use crate::app::ExportScope;
use crate::exchange::{Grouping, Holds, QuoteText, Rows, Written};
use crate::text::{Bilingual, Language, Phrase};

const fn t(zh: &'static str, en: &'static str) -> Bilingual {
    Bilingual::new(zh, en)
}

/// The name of a file whose document has none that a file can have.
pub const EXPORT_NAME: &str = "danhuang";
/// The export went to the clipboard.
pub const EXPORT_COPIED: Bilingual = t("已复制", "Copied");
/// Writes the file.
pub const EXPORT_WRITE: Bilingual = t("导出…", "Export…");
/// Puts the export on the clipboard.
pub const EXPORT_COPY: Bilingual = t("复制", "Copy");
/// The list of formats.
pub const EXPORT_FORMATS: Bilingual = t("格式", "Formats");
/// Which documents.
pub const EXPORT_SCOPE: Bilingual = t("文档", "Documents");
/// Which notes, by tag.
pub const EXPORT_TAGS: Bilingual = t("只要这些标签", "Only with these tags");
/// Which notes, by colour.
pub const EXPORT_COLORS: Bilingual = t("只要这些颜色", "Only in these colours");
/// Which notes, by heading.
pub const EXPORT_SECTION: Bilingual =
    t("只要这一节（标题里的字）", "Only under a heading with these words");
/// Which notes, by whether something was written.
pub const EXPORT_WRITTEN: Bilingual = t("批注", "Notes");
/// What notes are put together by.
pub const EXPORT_GROUPING: Bilingual = t("分组", "Grouped by");
/// What a row stands for.
pub const EXPORT_ROWS: Bilingual = t("每行是", "A row is");
/// Which text of passages.
pub const EXPORT_QUOTE: Bilingual = t("引文", "Passages");
/// The script that is shown.
pub const EXPORT_AS_SHOWN: Bilingual = t("与窗口相同", "As shown");
/// The template.
pub const EXPORT_TEMPLATE: Bilingual = t("模板", "Template");
/// What it would be.
pub const EXPORT_PREVIEW: Bilingual = t("预览", "Preview");
/// Above it where more than the open document is exported.
pub const EXPORT_PREVIEW_OPEN: Bilingual =
    t("预览，只看打开的这一篇", "Preview, of the open document alone");
/// The preview is being made.
pub const EXPORT_PENDING: Bilingual = t("正在准备…", "Preparing…");
/// What the other documents come to is being counted.
pub const EXPORT_COUNTING: Bilingual =
    t("正在清点整个笔记库…", "Counting what the whole library holds…");
/// A format whose files are no text.
pub const EXPORT_NO_PREVIEW: Bilingual =
    t("这种文件不能在这里预览", "Files of this kind cannot be shown here");

/// What a kind of format is about.
pub const fn export_holds(holds: Holds) -> Bilingual {
    match holds {
        Holds::Marked => t("全文带划线", "Full text with marks"),
        Holds::Notes => t("只有标注", "Notes alone"),
        Holds::Article => t("只有正文", "Article alone"),
        Holds::Tags => t("只有标签", "Tags alone"),
    }
}

/// Which documents.
pub const fn export_scope(scope: ExportScope) -> Bilingual {
    match scope {
        ExportScope::Document => t("这一篇", "This one"),
        ExportScope::Library => t("整个笔记库", "The whole library"),
    }
}

/// What notes are put together by.
pub const fn grouping(grouping: Grouping) -> Bilingual {
    match grouping {
        Grouping::Section => t("章节", "Section"),
        Grouping::Tag => t("标签", "Tag"),
        Grouping::Color => t("颜色", "Colour"),
        Grouping::Date => t("日期", "Date"),
    }
}

/// What a row stands for.
pub const fn export_rows(rows: Rows) -> Bilingual {
    match rows {
        Rows::Highlight => t("一条划线", "A highlight"),
        Rows::HighlightAndTag => t("一条划线的一个标签", "A highlight and tag"),
    }
}

/// Which text of passages.
pub const fn export_quote(quote: QuoteText) -> Bilingual {
    match quote {
        QuoteText::Clean => t("清理后的", "Cleaned"),
        QuoteText::Source => t("文件里的原样", "As in the file"),
    }
}

/// Whether something was written.
pub const fn export_written(written: Written) -> Bilingual {
    match written {
        Written::Either => t("有没有都要", "With or without"),
        Written::With => t("只要有批注的", "Only with a note"),
        Written::Without => t("只要没有批注的", "Only without a note"),
    }
}

/// "3 篇，12 条划线".
pub fn export_count_of(language: Language, n_documents: usize, n_notes: usize) -> String {
    let notes = export_count(language, n_notes);
    match language {
        Language::Chinese => format!("{n_documents} 篇，{notes}"),
        Language::English if n_documents == 1 => format!("1 document, {notes}"),
        Language::English => format!("{n_documents} documents, {notes}"),
    }
}

/// "12 条划线".
pub fn export_count(language: Language, count: usize) -> String {
    match language {
        Language::Chinese => format!("{count} 条划线"),
        Language::English if count == 1 => "1 highlight".to_owned(),
        Language::English => format!("{count} highlights"),
    }
}

/// "只导出所列的 12 条".
pub fn export_only(language: Language, count: usize) -> String {
    match language {
        Language::Chinese => format!("只要列出的 {count} 条"),
        Language::English => format!("Only the {count} listed"),
    }
}

/// A file was written, and what its format does not hold.
pub fn exported(path: &Path, loss: Option<&Phrase>) -> Phrase {
    let file = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy();
    let folder = path.parent().map(|folder| folder.display().to_string()).unwrap_or_default();
    let (mut zh, mut en) = if folder.is_empty() {
        (format!("已导出到“{file}”"), format!("Exported to “{file}”"))
    } else {
        (format!("已导出到“{file}”，在 {folder}"), format!("Exported to “{file}” in {folder}"))
    };
    if let Some(loss) = loss {
        zh.push_str(&format!("\n{}", loss.zh));
        en.push_str(&format!("\n{}", loss.en));
    }
    Phrase::new(zh, en)
}

/// Documents of the library whose files were not found.
pub fn export_missing(count: usize) -> Phrase {
    Phrase::new(
        format!("有 {count} 篇找不到原文件，按保存下来的引文导出"),
        format!(
            "The files of {count} documents were not found: their notes are exported as they were kept"
        ),
    )
}
