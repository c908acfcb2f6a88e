//! Citations of a document by GB/T 7714—2015 and as an entry for BibTeX, made of what it says of itself.
//! Pure; what is not known is left out, never guessed.

use pinyin::ToPinyin;

use crate::clean::Meta;
use crate::text::chars::is_han;

/// What is cited.
#[derive(Clone, Copy, Debug)]
pub struct Cited<'a> {
    /// Its title.
    pub title: &'a str,
    /// Who wrote it, where it was published, when, at which address.
    pub meta: &'a Meta,
    /// The day of citing, `2020-02-29`.
    pub today: &'a str,
}

/// Most authors that are named by GB/T 7714.
const MOST_AUTHORS: usize = 3;

/// The kind of a publication, by which the two standards tell references apart.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Online,
    Newspaper,
    Journal,
    Other,
}

fn kind(meta: &Meta) -> Kind {
    let source = meta.source.as_deref().unwrap_or_default().trim();
    let has = |words: &[&str]| words.iter().any(|word| source.contains(word));
    if meta.url.as_deref().is_some_and(|url| !url.trim().is_empty()) {
        Kind::Online
    } else if has(&["学报", "杂志", "期刊", "研究", "Journal", "Review", "Magazine"]) {
        Kind::Journal
    } else if source.ends_with('报') || has(&["Daily", "Times", "Post", "News"]) {
        Kind::Newspaper
    } else {
        Kind::Other
    }
}

/// `张三, 李四. 题名[N]. 吉林日报, 2020-02-14.`
pub fn gbt_7714(cited: &Cited<'_>) -> String {
    let Cited { title, meta, today } = *cited;
    let kind = kind(meta);
    let source = meta.source.as_deref().map(str::trim).filter(|source| !source.is_empty());
    let date = meta.date.as_deref().map(day);
    let authors = named(&authors(meta));
    // Without an author the body that published it is responsible.
    let responsible = if authors.is_empty() && kind == Kind::Online {
        source.unwrap_or_default().into()
    } else {
        authors
    };
    let mut text = if responsible.is_empty() { String::new() } else { format!("{responsible}. ") };
    let sign = match kind {
        Kind::Online => "EB/OL",
        Kind::Newspaper => "N",
        Kind::Journal => "J",
        Kind::Other => "Z",
    };
    text.push_str(&format!("{}[{sign}].", title.trim()));
    if kind == Kind::Online {
        let published = date.map(|date| format!("({date})")).unwrap_or_default();
        let url = meta.url.as_deref().unwrap_or_default().trim();
        return format!("{text} {published}[{today}]. {url}.");
    }
    let rest: Vec<&str> = source.into_iter().chain(date.as_deref()).collect();
    if rest.is_empty() { text } else { format!("{text} {}.", rest.join(", ")) }
}

/// The authors as GB/T 7714 names them: three at most.
fn named(authors: &[String]) -> String {
    let mut named = authors.iter().take(MOST_AUTHORS).cloned().collect::<Vec<_>>().join(", ");
    if authors.len() > MOST_AUTHORS {
        let is_chinese = authors.first().is_some_and(|author| author.chars().any(is_han));
        named.push_str(if is_chinese { ", 等" } else { ", et al" });
    }
    named
}

/// An entry with its key; `note` says where in it the passage stands.
pub fn bibtex(cited: &Cited<'_>, note: &str) -> String {
    let Cited { title, meta, today } = *cited;
    let kind = kind(meta);
    let date = meta.date.as_deref().map(day);
    let parts: Vec<&str> =
        date.as_deref().map(|date| date.split('-').collect()).unwrap_or_default();
    let url = meta.url.as_deref().map(str::trim).filter(|url| !url.is_empty());
    let is_article = matches!(kind, Kind::Newspaper | Kind::Journal);
    let venue = if is_article { "journal" } else { "howpublished" };
    let fields = [
        ("author", Some(authors(meta).join(" and ")).filter(|authors| !authors.is_empty())),
        ("title", Some(title.trim().to_owned())),
        (venue, meta.source.clone()),
        ("year", parts.first().map(|year| (*year).to_owned())),
        ("month", parts.get(1).map(|month| month.trim_start_matches('0').to_owned())),
        ("day", parts.get(2).map(|day| day.trim_start_matches('0').to_owned())),
        ("url", url.map(str::to_owned)),
        ("urldate", url.map(|_| today.to_owned())),
        ("note", Some(note.to_owned()).filter(|note| !note.is_empty())),
    ];
    let year = parts.first().copied().unwrap_or_default();
    let mut entry =
        format!("@{}{{{}{year},\n", if is_article { "article" } else { "misc" }, key(cited));
    for (name, value) in fields {
        if let Some(value) = value {
            let value = if name == "url" { value.replace(['{', '}'], "") } else { escaped(&value) };
            entry.push_str(&format!("  {name} = {{{value}}},\n"));
        }
    }
    entry.push('}');
    entry
}

/// The letters of an entry's key: of the first author, else of the title.
fn key(cited: &Cited<'_>) -> String {
    let authors = authors(cited.meta);
    let words = authors.first().map_or(cited.title, String::as_str);
    let mut key = String::new();
    for c in words.chars().take(8) {
        match c.to_pinyin() {
            Some(reading) => key.push_str(reading.plain()),
            None => key.extend(c.is_ascii_alphanumeric().then(|| c.to_ascii_lowercase())),
        }
    }
    // A reading with ü is no key of a plain file.
    let key: String = key.replace('ü', "v").chars().filter(char::is_ascii_alphanumeric).collect();
    if key.is_empty() { "danhuang".to_owned() } else { key }
}

/// What TeX would take for a command is made plain.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\\' => escaped.push_str("\\textbackslash{}"),
            '~' => escaped.push_str("\\textasciitilde{}"),
            '^' => escaped.push_str("\\textasciicircum{}"),
            '&' | '%' | '$' | '#' | '_' | '{' | '}' => escaped.extend(['\\', c]),
            '\n' | '\r' => escaped.push(' '),
            c => escaped.push(c),
        }
    }
    escaped
}

/// What stands before names without being part of them.
const TITLES: &[&str] = &["本报记者", "本刊记者", "本网记者", "通讯员", "记者", "作者", "文"];

/// The authors one by one.
fn authors(meta: &Meta) -> Vec<String> {
    let text = meta.author.as_deref().unwrap_or_default().replace(" and ", "、");
    let parts = text.split(['、', '，', ',', ';', '；', '/', '&']);
    parts
        .flat_map(by_space)
        .map(|name| without_title(&name))
        .filter(|name| !name.is_empty())
        .collect()
}

/// Chinese names may be parted by a space, but so may the two characters of one name.
fn by_space(part: &str) -> Vec<String> {
    let words: Vec<&str> = part.split_whitespace().collect();
    let are_names = words.iter().all(|word| word.chars().count() > 1 && word.chars().all(is_han));
    if are_names {
        return words.into_iter().map(str::to_owned).collect();
    }
    let is_one_name = words.iter().all(|word| word.chars().all(is_han));
    vec![words.join(if is_one_name { "" } else { " " })]
}

fn without_title(name: &str) -> String {
    let title = TITLES.iter().find(|title| {
        name.strip_prefix(**title)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with([':', '：', ' ']))
            || (title.len() > "文".len() && name.starts_with(**title))
    });
    let rest = title.and_then(|title| name.strip_prefix(title)).unwrap_or(name);
    rest.trim_start_matches([':', '：', ' ']).trim().to_owned()
}

/// The day of a date in whatever form, as `2020-02-14`; as it is written where no day can be read from it.
fn day(date: &str) -> String {
    let numbers: Vec<&str> =
        date.split(|c: char| !c.is_ascii_digit()).filter(|digits| !digits.is_empty()).collect();
    let number = |index: usize| numbers.get(index).and_then(|digits| digits.parse::<u32>().ok());
    match (numbers.first(), number(1), number(2)) {
        (Some(year), Some(month @ 1..=12), Some(day @ 1..=31)) if year.len() == 4 => {
            format!("{year}-{month:02}-{day:02}")
        }
        (Some(year), Some(month @ 1..=12), None) if year.len() == 4 => format!("{year}-{month:02}"),
        (Some(year), None, None) if year.len() == 4 => (*year).to_owned(),
        _ => date.trim().to_owned(),
    }
}
