//! HTML within Markdown: its tags and comments are marks, its words are shown, what it breaks is broken.
//!
//! What looks like a tag and is no element of HTML, as in `Vec<T>`, is shown as it stands.

use crate::import::markdown::Collector;
use crate::text::HintKind;

/// Elements whose edges are ends of lines.
const BLOCKS: &[&str] = &[
    "address",
    "article",
    "aside",
    "blockquote",
    "br",
    "caption",
    "center",
    "dd",
    "details",
    "dialog",
    "div",
    "dl",
    "dt",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hr",
    "legend",
    "li",
    "main",
    "menu",
    "nav",
    "ol",
    "p",
    "pre",
    "section",
    "summary",
    "table",
    "tbody",
    "tfoot",
    "thead",
    "tr",
    "ul",
];
/// Elements within a line.
const INLINE: &[&str] = &[
    "a", "abbr", "audio", "b", "bdi", "bdo", "big", "body", "button", "cite", "code", "col",
    "colgroup", "data", "del", "dfn", "em", "font", "head", "html", "i", "iframe", "img", "input",
    "ins", "kbd", "label", "link", "mark", "meta", "meter", "nobr", "object", "param", "picture",
    "progress", "q", "rb", "rp", "rt", "rtc", "ruby", "s", "samp", "small", "source", "span",
    "strike", "strong", "sub", "sup", "time", "track", "tt", "u", "var", "video", "wbr",
];
/// Elements whose words are not shown, with how they end.
const SKIPPED: &[(&str, &str)] = &[
    ("script", "</script>"),
    ("style", "</style>"),
    ("template", "</template>"),
    ("textarea", "</textarea>"),
    ("title", "</title>"),
    ("svg", "</svg>"),
];

/// What of HTML goes on.
#[derive(Default)]
pub(super) struct Html {
    /// With what that ends which is not shown.
    until: Option<&'static str>,
    /// What the tags since the last words put in their place.
    gap: &'static str,
}

impl Collector<'_> {
    /// HTML that ends where the event does.
    pub(super) fn inline_html(&mut self, start: usize, end: usize) {
        self.html(start, end);
        self.html.until = None;
    }

    /// A line of HTML, which may go on in the next one.
    pub(super) fn html(&mut self, start: usize, end: usize) {
        let mut at = start;
        while at < end {
            let rest = self.text.get(at..end).unwrap_or_default();
            if let Some(until) = self.html.until {
                let Some(found) = found(rest, until) else { return };
                self.html.until = None;
                at += found + until.len();
            } else if rest.starts_with('<') {
                at = self.tag(at, end);
            } else {
                let length = rest.find('<').unwrap_or(rest.len());
                self.words(at, at + length);
                at += length;
            }
        }
    }

    /// Ends what was open at the end of a block.
    pub(super) fn end_html(&mut self) {
        self.html.until = None;
    }

    /// Up to `start` there are only marks; where tags parted the words, so does what stands for them.
    pub(super) fn reach(&mut self, start: usize) {
        let gap = std::mem::take(&mut self.html.gap);
        let marks = self.text.get(self.shown..start).unwrap_or_default();
        let is_in_line =
            !marks.contains('\n') && !self.text.get(..self.shown).is_none_or(ends_line);
        if gap.is_empty() || marks.is_empty() || !is_in_line {
            return self.markup_up_to(start);
        }
        self.push(HintKind::Replaced(gap.to_owned()), self.shown, start);
        self.shown = start;
    }

    /// Whether the line was broken by a tag at its end.
    pub(super) fn takes_break(&mut self) -> bool {
        std::mem::take(&mut self.html.gap) == "\n"
    }

    /// Text between tags; white space among tags of blocks is none.
    fn words(&mut self, start: usize, end: usize) {
        let words = self.text.get(start..end).unwrap_or_default();
        if words.trim().is_empty() && (words.contains('\n') || !self.html.gap.is_empty()) {
            return;
        }
        self.reach(start);
        self.shown = self.shown.max(end);
    }

    /// What begins with an angle; where it ends.
    fn tag(&mut self, start: usize, end: usize) -> usize {
        let rest = self.text.get(start..end).unwrap_or_default();
        for (opening, until) in [("<!--", "-->"), ("<![CDATA[", "]]>"), ("<!", ">"), ("<?", "?>")] {
            if rest.starts_with(opening) {
                self.html.until = Some(until);
                return start + opening.len();
            }
        }
        let name = rest.trim_start_matches('<').trim_start_matches('/');
        let is_name = |c: char| c.is_ascii_alphanumeric();
        let name = name.get(..name.find(|c| !is_name(c)).unwrap_or(name.len()));
        let name = name.unwrap_or_default().to_ascii_lowercase();
        let skipped = SKIPPED.iter().find(|(skipped, _)| *skipped == name);
        if BLOCKS.contains(&name.as_str()) {
            self.html.gap = if self.is_in_table { " " } else { "\n" };
        } else if matches!(name.as_str(), "td" | "th") {
            self.html.gap = if self.html.gap.is_empty() { "\t" } else { self.html.gap };
        } else if skipped.is_none() && !INLINE.contains(&name.as_str()) {
            self.words(start, start + 1);
            return start + 1;
        }
        let length = length_of_tag(rest);
        let to = start + length.unwrap_or(rest.len());
        let tag = rest.get(..to - start).unwrap_or_default();
        self.html.until = match (length, skipped) {
            (None, _) => Some(">"),
            (_, Some((_, until))) if !tag.starts_with("</") && !tag.ends_with("/>") => Some(until),
            _ => None,
        };
        match name.as_str() {
            "img" if length.is_some() => self.picture_of_tag(tag, start, to),
            "br" if !self.is_in_table => self.begin_verse(start),
            _ => {}
        }
        to
    }

    fn picture_of_tag(&mut self, tag: &str, start: usize, end: usize) {
        let words = attribute(tag, "alt").unwrap_or_default().trim();
        self.reach(start);
        self.start_picture(attribute(tag, "src").unwrap_or_default(), start, end);
        if !words.is_empty() {
            self.show(words, start, end);
        }
        self.end_picture(start, end);
    }

    /// The words of a row that stand behind its last cell: the table has no column for them, and they are the
    /// writer's all the same.
    pub(super) fn rest_of_row(&mut self, end: usize) {
        let Some(from) = self.cell_end.take() else { return };
        let row = self.text.get(from..end).unwrap_or_default();
        let Some(rest) = row.trim_start_matches([' ', '\t']).strip_prefix('|') else { return };
        let mut at = end - rest.len();
        for cell in rest.split_inclusive('|') {
            let is_mark = |c: char| c.is_whitespace() || matches!(c, '|' | '*' | '_' | '`' | '~');
            let start = at + cell.len() - cell.trim_start_matches(is_mark).len();
            let words = cell.trim_matches(is_mark);
            at += cell.len();
            if words.is_empty() {
                continue;
            }
            self.push(HintKind::Replaced(" ".to_owned()), self.shown, start);
            self.shown = start + words.len();
        }
    }
}

/// Whether a text ends where a line does.
fn ends_line(text: &str) -> bool {
    text.is_empty() || text.ends_with('\n')
}

/// Where the sign with which something ends stands first, whatever its case.
fn found(text: &str, sign: &str) -> Option<usize> {
    let (text, sign) = (text.as_bytes(), sign.as_bytes());
    text.windows(sign.len()).position(|window| window.eq_ignore_ascii_case(sign))
}

/// Up to the angle that ends a tag, which may stand in the value of an attribute before.
fn length_of_tag(tag: &str) -> Option<usize> {
    let mut quote = None;
    for (at, c) in tag.char_indices() {
        match (c, quote) {
            ('>', None) => return Some(at + 1),
            ('"' | '\'', None) => quote = Some(c),
            (c, Some(open)) if c == open => quote = None,
            _ => {}
        }
    }
    tag.find('>').map(|at| at + 1)
}

/// The value of an attribute as it is written.
fn attribute<'a>(tag: &'a str, name: &str) -> Option<&'a str> {
    let lower = tag.to_ascii_lowercase();
    lower.match_indices(name).find_map(|(at, _)| {
        let is_word = lower.get(..at)?.ends_with(|c: char| c.is_whitespace());
        let behind = tag.get(at + name.len()..).filter(|_| is_word)?;
        let value = behind.trim_start().strip_prefix('=')?.trim_start();
        let quoted = |quote: char| value.strip_prefix(quote)?.split(quote).next();
        let bare = || value.split(|c: char| c.is_whitespace() || c == '>').next();
        quoted('"').or_else(|| quoted('\'')).or_else(bare)
    })
}
