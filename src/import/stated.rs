//! What a file states of its text outside of it: names and dates in the head of a page, the properties of a document.
//!
//! Programs fill such fields by themselves: what is the name of a machine or of a program is no author, and when a
//! file was made says not when its text was published.

use crate::import::Parsed;
use crate::import::xml::{Element, Handler};
use crate::text::chars::is_han;
use crate::text::{Hint, HintKind, Source, Span, Stated};

/// Longest value that is kept, in characters.
const MOST_CHARS: usize = 200;
/// What programs call a file that nobody named.
const NO_NAME: &str = "|untitled|untitled document|无标题|无标题文档|未命名|未命名文档|新建文档|文档|document|doc|title|标题|\
powerpoint presentation|powerpoint 演示文稿|演示文稿|幻灯片|slide|about:blank|";
/// What programs put before the name of the file that was printed.
const PRINTED: [&str; 7] = [
    "Microsoft Word - ",
    "Microsoft PowerPoint - ",
    "Microsoft Excel - ",
    "WPS 文字 - ",
    "WPS Office - ",
    "Print - ",
    "打印 - ",
];
/// Names of machines begin so.
const MACHINES: [&str; 5] = ["desktop-", "laptop-", "user-", "win-", "pc-"];
/// The ends of names of files.
const FILES: [&str; 22] = [
    ".doc", ".docx", ".dot", ".wps", ".wpt", ".rtf", ".odt", ".txt", ".pdf", ".ppt", ".pptx",
    ".xls", ".xlsx", ".html", ".htm", ".indd", ".pmd", ".p65", ".qxd", ".cdr", ".dvi", ".tex",
];
/// Who nobody is: what programs and sellers of machines put in.
const NOBODY: &str = "|admin|administrator|user|users|用户|微软用户|microsoft office user|windows user|windows 用户|\
microsoft|owner|unknown|anonymous|未知|佚名|lenovo|dell|hp|acer|asus|thinkpad|pc|mc system|雨林木风|番茄花园|深度技术|\
python-docx|apache poi|openpyxl|calibre|libreoffice|null|undefined|none|root|test|";

/// The fields that a file states, and what it calls itself.
#[derive(Debug, Default)]
pub(super) struct Fields {
    /// Each with how sure it is, the smallest surest.
    found: Vec<(usize, Stated, String)>,
    names: Vec<String>,
}

impl Fields {
    /// Takes a value; of several for one field the surest counts, of these the first.
    pub(super) fn put(&mut self, field: Stated, rank: usize, value: &str) {
        let value = bare(value);
        let value = match field {
            Stated::Author if is_nobody(&value) => return,
            Stated::Date => match date(&value) {
                Some(date) => date,
                None => return,
            },
            Stated::Address if !value.starts_with("http") => return,
            _ => value,
        };
        if !value.is_empty() {
            self.found.push((rank, field, value));
        }
    }

    /// Takes what the file calls itself.
    pub(super) fn name(&mut self, name: &str) {
        let name = own_name(&bare(name)).to_owned();
        if !name.is_empty() && self.names.len() < 4 && !self.names.contains(&name) {
            self.names.push(name);
        }
    }

    /// Whether nothing is stated.
    pub(super) fn is_empty(&self) -> bool {
        self.found.is_empty() && self.names.is_empty()
    }

    /// What is stated, as hints at the start of the text.
    pub(super) fn into_hints(self) -> impl Iterator<Item = Hint<Source>> {
        let best = |field: Stated| {
            let own = self.found.iter().filter(|(_, other, _)| *other == field);
            own.min_by_key(|(rank, ..)| *rank).map(|(.., value)| (field, value.clone()))
        };
        let stated: Vec<(Stated, String)> = Stated::ALL.into_iter().filter_map(best).collect();
        let is_site = |author: &str| {
            stated.iter().any(|(field, value)| *field == Stated::Source && value == author)
        };
        // Many sites call themselves the author of all they have.
        let stated =
            stated.iter().filter(|(field, value)| *field != Stated::Author || !is_site(value));
        let kinds = stated.map(|(field, value)| HintKind::Stated(*field, value.clone()));
        let kinds: Vec<HintKind> =
            kinds.chain(self.names.iter().cloned().map(HintKind::Name)).collect();
        kinds.into_iter().map(|kind| Hint { span: Span::new(0, 0), kind })
    }

    /// Says it with what was read of the text.
    pub(super) fn tell(self, parsed: &mut Parsed) {
        if self.is_empty() {
            return;
        }
        parsed.hints.extend(self.into_hints());
        parsed.hints.sort_by_key(|hint| (hint.span.start, std::cmp::Reverse(hint.span.end)));
    }
}

/// A value in one line.
fn bare(value: &str) -> String {
    let words = value.split(|c: char| c.is_whitespace() || c.is_control());
    let value = words.filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ");
    value.chars().take(MOST_CHARS).collect()
}

fn is_nobody(author: &str) -> bool {
    let is_address = author.contains("://") || author.contains('@');
    let author = author.to_lowercase();
    let is_coded =
        |rest: &str| !rest.is_empty() && rest.bytes().all(|byte| byte.is_ascii_alphanumeric());
    let is_machine = MACHINES.iter().filter_map(|start| author.strip_prefix(start)).any(is_coded);
    is_address || is_machine || NOBODY.contains(&format!("|{author}|"))
}

/// A name without what programs put around it; nothing of one that says nothing.
fn own_name(name: &str) -> &str {
    let printed = PRINTED.iter().find_map(|start| name.strip_prefix(start)).unwrap_or(name);
    let end = |end: &&str| {
        let at = printed.len().checked_sub(end.len())?;
        let is_end = printed.get(at..)?.eq_ignore_ascii_case(end);
        is_end.then(|| printed.get(..at)).flatten()
    };
    let name = FILES.iter().find_map(end).unwrap_or(printed).trim();
    let counted = name.trim_end_matches(|c: char| c.is_ascii_digit() || c == '-' || c == ' ');
    if NO_NAME.contains(&format!("|{}|", counted.to_lowercase())) { "" } else { name }
}

/// A date with a year; of one as machines write it the day, and the time if it says one: 2021-07-09 08:30.
fn date(value: &str) -> Option<String> {
    let digits = value.chars().take_while(char::is_ascii_digit).count();
    let has_year = digits >= 4 || value.contains("20") || value.contains("19");
    if !has_year || !value.chars().any(|c| c.is_ascii_digit()) {
        return None;
    }
    let Some((day, time)) = value.split_once('T').filter(|(day, _)| day.len() == 10) else {
        return Some(value.to_owned());
    };
    let time = time.get(..5).filter(|time| *time != "00:00");
    Some(time.map_or_else(|| day.to_owned(), |time| format!("{day} {time}")))
}

/// The properties of a document in XML: those of Word, of `OpenDocument`, of a book.
#[derive(Debug, Default)]
pub(super) struct Properties {
    pub(super) fields: Fields,
    /// Whether dates are those of the file alone.
    is_without_dates: bool,
    depth: usize,
    open: Option<String>,
    text: String,
}

impl Properties {
    /// Where a date says only when the file was saved.
    pub(super) fn without_dates() -> Self {
        Self { is_without_dates: true, ..Self::default() }
    }

    fn end_field(&mut self, name: &str) {
        let text = std::mem::take(&mut self.text);
        match name {
            // Who first wrote it goes before who last saved it.
            "initial-creator" => self.fields.put(Stated::Author, 0, &text),
            "creator" => self.fields.put(Stated::Author, 1, &text),
            "title" => self.fields.name(&text),
            "date" if !self.is_without_dates => self.fields.put(Stated::Date, 0, &text),
            "publisher" => self.fields.put(Stated::Source, 0, &text),
            "identifier" => self.fields.put(Stated::Identifier, 0, &text),
            _ => {}
        }
    }
}

impl Handler for Properties {
    fn start(&mut self, name: &str, element: &Element<'_>) {
        if self.depth > 0 || matches!(name, "coreProperties" | "metadata" | "meta") {
            // The days on which an older book was made or changed are said by an attribute.
            let is_of_file = element.get("event").is_some_and(|event| event != "publication");
            self.depth += 1;
            self.open = (self.depth > 1 && !is_of_file).then(|| name.to_owned());
            self.text.clear();
        }
    }

    fn end(&mut self, name: &str) {
        self.depth = self.depth.saturating_sub(1);
        if self.open.take_if(|open| open == name).is_some() {
            self.end_field(name);
        }
    }

    fn text(&mut self, text: &str) {
        if self.open.is_some() && self.text.len() < MOST_CHARS * 4 {
            self.text.push_str(text);
        }
    }
}

/// A name whose parts a file has apart: the family's first where it is Chinese.
pub(super) fn full_name(first: &str, middle: &str, last: &str) -> String {
    let [first, middle, last] = [first, middle, last].map(str::trim);
    if last.chars().any(is_han) {
        return format!("{last}{middle}{first}");
    }
    let parts = [first, middle, last].into_iter().filter(|part| !part.is_empty());
    parts.collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::{Fields, date, full_name, is_nobody, own_name};
    use crate::text::{HintKind, Stated};

    #[test]
    fn the_surest_value_of_each_field_counts() {
        let mut fields = Fields::default();
        fields.put(Stated::Author, 0, "Administrator");
        fields.put(Stated::Author, 2, "清河网");
        fields.put(Stated::Author, 1, " 钱素云\n");
        fields.put(Stated::Source, 0, "清河网");
        fields.put(Stated::Address, 0, "/1.html");
        let kinds: Vec<HintKind> = fields.into_hints().map(|hint| hint.kind).collect();
        let stated = |field, value: &str| HintKind::Stated(field, value.to_owned());
        assert_eq!(kinds, [stated(Stated::Author, "钱素云"), stated(Stated::Source, "清河网")]);
        let mut site = Fields::default();
        site.put(Stated::Author, 0, "清河网");
        site.put(Stated::Source, 0, "清河网");
        assert_eq!(site.into_hints().count(), 1);
    }

    #[test]
    fn what_programs_call_a_file_is_no_name_of_it() {
        for (stated, own) in [
            ("Microsoft Word - 关于供水的通知.doc", "关于供水的通知"),
            ("清河水厂的四十年.DOCX", "清河水厂的四十年"),
            ("Forty years", "Forty years"),
            ("Vol. 2", "Vol. 2"),
            ("Untitled-1", ""),
            ("文档 12", ""),
            ("PowerPoint Presentation", ""),
            ("1984", "1984"),
        ] {
            assert_eq!(own_name(stated), own, "{stated}");
        }
        assert!(is_nobody("DESKTOP-7A9F2K1") && is_nobody("User-20190304") && is_nobody("lenovo"));
        assert!(!is_nobody("钱素云") && !is_nobody("Jane Doe"));
    }

    #[test]
    fn a_date_is_shown_as_people_write_it() {
        for (value, shown) in [
            ("2021-07-09T08:30:00+08:00", Some("2021-07-09 08:30")),
            ("2021-07-09T00:00:00Z", Some("2021-07-09")),
            ("2021-07-09", Some("2021-07-09")),
            ("2021年7月9日", Some("2021年7月9日")),
            ("Friday", None),
        ] {
            assert_eq!(date(value).as_deref(), shown, "{value}");
        }
        assert_eq!(full_name("素云", "", "钱"), "钱素云");
        assert_eq!(full_name("Jane", "", "Doe"), "Jane Doe");
    }
}
