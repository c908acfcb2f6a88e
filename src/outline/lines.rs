//! The lines of a text with the figures by which they are judged.

use crate::outline::{LineIs, RuledLine};
use crate::text::chars::{has_more_chars, is_closer, is_han, is_sentence_end};
use crate::text::lines;
use crate::text::numbering::{Numbering, numbering};
use crate::text::{Clean, Hint, HintKind, PICTURE_SIGNS, Span, Text};

/// Most characters of a line that can be a heading; of Latin letters twice as many.
const MOST_CHARS: usize = 40;

/// How far the characters of a line are counted.
const MOST_COUNTED: usize = 400;

/// How a line is set apart from paragraphs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Apart {
    /// Not at all.
    No,
    /// As a verse.
    Verse,
    /// As an item, a quote or code, by the format.
    Other,
}

/// One line that is not blank.
#[derive(Clone, Copy, Debug)]
pub(super) struct Line<'a> {
    /// Without the white space around it.
    pub(super) span: Span<Clean>,
    pub(super) text: &'a str,
    /// Length in characters, counted no further than [`MOST_COUNTED`].
    pub(super) n_chars: usize,
    /// Its numbering, with the bytes that takes.
    pub(super) numbering: Option<(Numbering, usize)>,
    /// Whether it is the number of a part and nothing else.
    pub(super) is_part: bool,
    /// How it is set apart from paragraphs.
    pub(super) apart: Apart,
    /// Whether the format sets all of it bold.
    pub(super) is_strong: bool,
    /// What the reader says that it is.
    pub(super) ruled: Option<LineIs>,
}

impl Line<'_> {
    /// Whether it is a verse.
    pub(super) fn is_verse(&self) -> bool {
        self.apart == Apart::Verse
    }

    /// Whether it is a verse, an item, a quote or code.
    pub(super) fn is_set_apart(&self) -> bool {
        self.apart != Apart::No
    }

    /// Whether it ends as a sentence does.
    pub(super) fn ends_sentence(&self) -> bool {
        self.text.trim_end_matches(is_closer).ends_with(is_sentence_end)
    }

    /// Whether it is long enough, and ends so, that a heading may stand above it.
    pub(super) fn is_body(&self) -> bool {
        self.n_chars >= 20
            && (self.ends_sentence() || self.text.ends_with(['：', ':']) || self.n_chars > 60)
    }

    /// Whether it can be a heading: by its shape, and not as what somebody says.
    pub(super) fn may_be_heading(&self) -> bool {
        match self.ruled {
            // What the reader says of a line holds for its neighbours as well.
            Some(is) => matches!(is, LineIs::Heading(_)),
            None => self.has_heading_shape() && !is_speech(self.text),
        }
    }

    /// Whether it is bold and can be a heading: such a one may ask or quote.
    pub(super) fn may_be_strong_heading(&self) -> bool {
        let is_short = self.n_chars <= MOST_CHARS
            || (self.n_chars <= MOST_CHARS * 2 && !self.text.contains(is_han));
        self.is_strong
            && self.ruled.is_none()
            && !self.is_set_apart()
            && is_short
            && self.n_chars >= 2
            && !self.text.ends_with(['。', '；', '，', '：', '、', ',', ';', ':', '.', '—'])
            && !self.text.contains(['。', '；'])
            && !is_date(self.text)
            && !is_caption(self.text)
            && !is_row(self.text)
            && !is_aside(self.text)
            && !self.is_attribution()
            && self.text.chars().any(char::is_alphabetic)
    }

    /// Whether it says by whom the words beside it are: `——（宋）陆游`.
    pub(super) fn is_attribution(&self) -> bool {
        self.text.starts_with(['—', '–'])
    }

    /// Whether its shape lets it be a heading or a title: short, no sentence, no date, no caption, no address.
    pub(super) fn has_heading_shape(&self) -> bool {
        self.ruled.is_none()
            && !self.is_set_apart()
            && self.n_chars >= 2
            && (self.n_chars <= MOST_CHARS
                || (self.n_chars <= MOST_CHARS * 2 && !self.text.contains(is_han)))
            && !self
                .text
                .ends_with(['。', '！', '；', '，', '：', '、', ',', ';', ':', '…', '—', '.'])
            && !ends_speech(self.text)
            && !(self.text.ends_with('？') && self.n_chars > 30)
            && !self.text.contains(['。', '；'])
            && !is_date(self.text)
            && !is_caption(self.text)
            && !is_row(self.text)
            && !is_count(self.text)
            && !is_aside(self.text)
            && !is_document_number(self.text)
            && !is_command(self.text)
            && self.text.chars().any(char::is_alphabetic)
            && !self.text.starts_with([
                '“', '「', '—', '-', '•', '·', '・', '‧', '◦', '►', '▸', '➤', '✓', '*', '※', '●',
                '○', '■', '□', '◆', '▲', '→', '|',
            ])
    }

    /// Whether it joins two clauses of like length: 统揽统筹 分类施策.
    pub(super) fn is_two_clauses(&self) -> bool {
        let mut parts = self.text.split([' ', '\u{3000}']).filter(|part| !part.is_empty());
        let (Some(a), Some(b), None) = (parts.next(), parts.next(), parts.next()) else {
            return false;
        };
        let (a, b) = (a.chars().count(), b.chars().count());
        a >= 3 && b >= 3 && a.abs_diff(b) <= 1
    }
}

/// The lines of `text` that are not blank.
pub(super) fn lines<'a>(text: &'a Text<Clean>, hints: &[Hint<Clean>]) -> Vec<Line<'a>> {
    let mut apart = hints.iter().filter(|hint| is_block(hint)).peekable();
    let is_of_picture = |hint: &&Hint<Clean>| matches!(hint.kind, HintKind::Picture(_));
    let mut pictures = hints.iter().filter(is_of_picture).peekable();
    let mut strong = hints.iter().filter(|hint| hint.kind == HintKind::Strong).peekable();
    let mut is_below_sign = false;
    let mut lines = Vec::new();
    for (range, raw) in lines::lines(text.as_str()) {
        let body = raw.trim();
        if !body.is_empty() {
            let from = range.start + (raw.len() - raw.trim_start().len());
            let span = Span::new(from, from + body.len());
            while apart.next_if(|hint| hint.span.end <= span.start).is_some() {}
            let above = apart.peek().filter(|hint| hint.span.start < span.end);
            let apart_as = above.map(|hint| match hint.kind {
                HintKind::Verse => Apart::Verse,
                _ => Apart::Other,
            });
            while pictures.next_if(|hint| hint.span.end <= span.start).is_some() {}
            let is_picture = pictures.peek().is_some_and(|hint| hint.span.start < span.end);
            let mut n_strong = 0;
            while let Some(hint) = strong.next_if(|hint| hint.span.start < span.end) {
                n_strong += overlap(hint.span, span);
            }
            let is_strong = n_strong * 10 >= body.len() * 9;
            // Below a picture without words of its own stands what is said of it, but in bold what follows.
            let is_caption = is_below_sign
                && !is_picture
                && !is_strong
                && numbering(body).is_none()
                && body.contains(char::is_alphabetic);
            is_below_sign = is_picture && PICTURE_SIGNS.contains(&body);
            let n_chars = counted(body);
            lines.push(Line {
                span,
                text: body,
                n_chars,
                numbering: numbering(body),
                is_part: false,
                apart: apart_as.unwrap_or(if is_caption { Apart::Other } else { Apart::No }),
                is_strong,
                ruled: None,
            });
        }
    }
    lines
}

/// How many bytes two stretches share.
fn overlap(a: Span<Clean>, b: Span<Clean>) -> usize {
    let (start, end) = (a.start.max(b.start), a.end.min(b.end));
    end.index().saturating_sub(start.index())
}

/// How many characters a line has, counted no further than [`MOST_COUNTED`].
fn counted(body: &str) -> usize {
    // Of so many bytes all are counted at once, which is much quicker than one character after another.
    let end = body.floor_char_boundary(MOST_COUNTED * char::MAX_LEN_UTF8);
    body.get(..end).unwrap_or(body).chars().count().min(MOST_COUNTED)
}

/// Notes what the reader says of lines; of two words about the same line the later counts.
pub(super) fn rule(lines: &mut [Line<'_>], ruled: &[RuledLine]) {
    for word in ruled {
        let first = lines.partition_point(|line| line.span.end <= word.span.start);
        let of_it = lines.iter_mut().skip(first);
        for line in of_it.take_while(|line| line.span.start < word.span.end) {
            line.ruled = Some(word.is);
        }
    }
}

fn is_block(hint: &Hint<Clean>) -> bool {
    hint.kind.is_of_lines() || matches!(hint.kind, HintKind::Picture(_))
}

/// A line that is only a date or a time, or says where somebody was then: `二〇〇八年二月，于西安`.
fn is_date(text: &str) -> bool {
    let is_of_date =
        |c: char| c.is_ascii_digit() || "年月日时分-/.: 一二三四五六七八九十〇零○".contains(c);
    let rest = text.trim_start_matches(is_of_date);
    let is_year = rest.len() < text.len() && text.contains('年') && text.contains('月');
    rest.is_empty()
        || (is_year
            && rest.trim_start_matches(['，', ',', ' ', '\u{3000}']).starts_with(['于', '於']))
}

/// `（2022）冀0534民初318号`, `国发〔2021〕5号`: what a paper is filed under.
fn is_document_number(text: &str) -> bool {
    let number = text.strip_suffix(['号', '號']).unwrap_or_default();
    let is_enclosed = |open: char, close: char| {
        let inner = number.split_once(open).and_then(|(_, rest)| rest.split_once(close));
        inner.is_some_and(|(year, _)| year.len() == 4 && year.bytes().all(|b| b.is_ascii_digit()))
    };
    number.ends_with(|c: char| c.is_ascii_digit())
        && [('〔', '〕'), ('（', '）'), ('(', ')'), ('[', ']'), ('［', '］'), ('【', '】')]
            .into_iter()
            .any(|(open, close)| is_enclosed(open, close))
}

/// A line of a program or of a shell: `pip3 install -r requirements.txt`, `port = 3306`, `$ ls`.
fn is_command(text: &str) -> bool {
    let has_option = || {
        text.split(' ').skip(1).any(|word| {
            let name = word.trim_start_matches('-');
            word.len() > name.len() && name.starts_with(|c: char| c.is_ascii_alphabetic())
        })
    };
    let signs =
        [" = ", "&&", "://", "();", ">>>", "/*", "*/", "{", "};", "\\", " /", "=\"", "->", "=="];
    text.is_ascii()
        && (text.starts_with(['$', '#', '>', '%', '/', '@', '.', '<'])
            || text.ends_with([';', '{', '}', '\\'])
            || signs.iter().any(|sign| text.contains(sign))
            || has_option())
}

/// What somebody says, or a field with its value: 记者：为什么？ 问：怎样办理？ A: Yes
fn is_speech(text: &str) -> bool {
    let Some((speaker, words)) = text.split_once(['：', ':']) else { return false };
    let n_chars = speaker.chars().count();
    let is_name =
        (1..=6).contains(&n_chars) && speaker.chars().all(|c| is_han(c) || c.is_ascii_alphabetic());
    let is_chapter = numbering(text).is_some() || speaker.starts_with(['第', '附']);
    is_name && !is_chapter && !words.trim().is_empty()
}

/// Whether it ends with what somebody says, and not with a word in quotation marks: 谈不上“不符合录用条件”.
fn ends_speech(text: &str) -> bool {
    /// Longest word in quotation marks, in characters.
    const MOST_WORD: usize = 12;

    let Some(words) = text.strip_suffix(['”', '」']) else { return false };
    let quoted = words.rsplit_once(['“', '「']);
    !quoted.is_some_and(|(before, word)| {
        !before.is_empty()
            && !has_more_chars(word, MOST_WORD)
            && !word.ends_with(['。', '！', '？', '，', '…'])
    })
}

/// A remark in parentheses, and no number: `（点击看大图）`, `（1979年7月1日通过）`.
fn is_aside(text: &str) -> bool {
    /// Most characters of what is a name in parentheses: （上）, （番外）.
    const MOST_NAME: usize = 6;

    let inner = text.strip_prefix(['（', '(']).and_then(|rest| rest.strip_suffix(['）', ')']));
    inner.is_some_and(|inner| {
        !inner.contains(['（', '(', '）', ')']) && has_more_chars(inner, MOST_NAME)
    })
}

/// A number of something: `412 Shares`, `[12]`.
fn is_count(text: &str) -> bool {
    let is_bracketed = text.starts_with('[') && text.ends_with(']');
    let digits = text.trim_start_matches(|c: char| c.is_ascii_digit() || c == ',');
    let is_counted =
        digits.len() < text.len() && digits.starts_with(' ') && numbering(text).is_none();
    // A heading may be numbered so as well: 3 结果.
    let is_unit = digits
        .trim_start()
        .starts_with(|c: char| c.is_ascii_alphabetic() || "人次个条篇".contains(c));
    is_bracketed || (is_counted && is_unit)
}

/// A row of a table: it has borders of cells, or two or more of its words are numbers.
fn is_row(text: &str) -> bool {
    let words = text.split([' ', '\t', '\u{3000}']).filter(|word| !word.is_empty());
    let is_number = |word: &str| {
        word.trim_start_matches(['-', '+', '－']).starts_with(|c: char| c.is_ascii_digit())
            && word.chars().all(|c| c.is_ascii_digit() || ".,%-+—/".contains(c))
    };
    text.contains('\t') || words.skip(1).filter(|word| is_number(word)).count() >= 2
}

/// Who made the words or the pictures: `文︱钱素云`, `圖／嶼聞資料照`, `일러스트=문하준`.
fn is_credit(text: &str) -> bool {
    const ROLES: [&str; 12] =
        ["图文", "圖文", "图", "圖", "文", "摄", "攝", "供图", "供圖", "插画", "일러스트", "사진"];
    const MARKS: [char; 9] = ['︱', '丨', '｜', '|', '/', '／', '＝', '=', '╱'];
    let rest = ROLES.iter().find_map(|role| text.strip_prefix(role));
    rest.is_some_and(|rest| rest.trim_start().starts_with(MARKS))
}

/// 图1 …, 表 2 …, Figure 3 …
fn is_caption(text: &str) -> bool {
    let is_credited = ["摄", "撮影", "摄影", "攝影", "供图"].iter().any(|end| text.ends_with(end));
    let is_source =
        ["图/", "图源", "图片来源", "图片：", "摄/"].iter().any(|start| text.starts_with(start))
            || is_credit(text);
    if is_credited || is_source || text.contains("(Image:") || text.contains("(Photo") {
        return true;
    }
    let rest = ["图", "圖", "表", "附图", "附表", "Figure", "Fig.", "Table"]
        .iter()
        .find_map(|word| text.strip_prefix(word));
    rest.is_some_and(|rest| {
        rest.trim_start()
            .starts_with(|c: char| c.is_ascii_digit() || "一二三四五六七八九十".contains(c))
    })
}
