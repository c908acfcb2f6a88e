//! What a single line of a page looks like, whatever stands around it.

use std::cell::LazyCell;
use std::collections::HashMap;

use crate::clean::byline;
use crate::clean::meta;
use crate::clean::page::shape::{
    has_field, is_border, is_breadcrumb, is_edit_tool, is_imprint, is_length, is_link,
    is_list_of_pages, is_menu, is_more_pictures, is_push, is_rule, is_stamp, scramble,
};
use crate::clean::page::words::Coverage;
use crate::clean::page::{LineKind, words};
use crate::text::PICTURE_SIGNS;
use crate::text::chars::{has_more_chars, is_closer, is_hangul, is_sentence_end, is_wide};
use crate::text::numbering::{is_annex, numbering};
use crate::text::script;

/// Longest line that can be furniture, in characters; of Latin letters twice as many.
const MOST_CHARS: usize = 140;
/// How much of a long line is read to know that it is text, in bytes.
const SHOWN_BYTES: usize = 600;
/// Longest line that its words can make furniture though it reads as a sentence, in characters.
const MOST_NOTICE_CHARS: usize = 120;
/// Longest field of a site, in characters.
const MOST_FIELD_CHARS: usize = 60;
/// Longest line without a stop at its end that may be a headline, in characters.
const MOST_HEADLINE_CHARS: usize = 40;
/// Least length of a line that counts as a paragraph, in characters.
const PARAGRAPH_CHARS: usize = 50;

/// What a line looks like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Look {
    /// A sentence or more of text.
    Prose,
    /// A sentence that a site may say of itself.
    Notice,
    /// What one clicks on, counters, a footer.
    Furniture,
    /// A single word that one may click on, and that may be a heading.
    Control,
    /// Where and when it was published.
    Source,
    /// Anything else: a title, a heading, an item, a signature.
    Plain,
}

/// What the words of a line show, whatever it looks like.
#[derive(Clone, Copy, Debug)]
struct Shows {
    /// Whether it opens a list of other things.
    is_opener: bool,
    /// Whether it is the site's if it is not above the article: a line that says where a text comes from may
    /// be one of counters too.
    is_site: bool,
    /// Whether it is the name of a section of a site and nothing else.
    is_section: bool,
}

/// A line with what was seen of it.
#[derive(Clone, Debug)]
pub(super) struct Seen<'a> {
    /// The line without the white space around it.
    pub(super) body: &'a str,
    /// In Simplified and lower case; nothing for one too long to be furniture.
    pub(super) folded: String,
    /// What it looks like.
    pub(super) look: Look,
    /// What its words show beside that.
    shows: Shows,
    /// What it was found to be.
    pub(super) kind: LineKind,
    /// Whether something shows that it is the article's, whatever it looks like.
    is_kept: bool,
    /// Whether it is known to be the title.
    is_title: bool,
}

impl<'a> Seen<'a> {
    pub(super) fn new(body: &'a str) -> Self {
        let is_latin = body.len() <= 2 * MOST_CHARS && body.starts_with(|c: char| c.is_ascii());
        let is_short = is_latin || !has_more_chars(body, MOST_CHARS);
        let folded = if is_short { folded(body) } else { String::new() };
        // Of most sentences nothing of this is asked.
        let coverage = LazyCell::new(|| Coverage::of(&folded));
        let sentence = look_of_sentence(body, &folded, || coverage.is_interface());
        let is_picture = PICTURE_SIGNS.contains(&body);
        let sentence = sentence.or(is_picture.then_some(Look::Plain));
        let is_site = sentence.is_none() && is_furniture(&folded, *coverage);
        let look = sentence.unwrap_or_else(|| look_of_words(&folded, *coverage, is_site));
        let is_sentence = matches!(look, Look::Prose | Look::Notice);
        Self {
            body,
            look,
            shows: Shows {
                is_opener: !is_sentence
                    && (words::OPENERS.begin(opening(&folded)) || words::TURNS.are_all(&folded)),
                is_site: is_site || look == Look::Furniture,
                is_section: sentence.is_none() && coverage.is_section(),
            },
            kind: LineKind::Article,
            is_kept: false,
            is_title: false,
            folded,
        }
    }

    /// A line of which it is known beforehand that it is the article's.
    pub(super) fn of_the_article(body: &'a str) -> Self {
        Self {
            body,
            folded: String::new(),
            look: Look::Prose,
            shows: Shows { is_opener: false, is_site: false, is_section: false },
            kind: LineKind::Article,
            is_kept: true,
            is_title: false,
        }
    }

    /// A line of which it is known beforehand that it is the title.
    pub(super) fn title(body: &'a str) -> Self {
        Self {
            look: Look::Plain,
            folded: folded(body),
            is_title: true,
            ..Self::of_the_article(body)
        }
    }

    /// Whether it is known to be the title.
    pub(super) fn is_title(&self) -> bool {
        self.is_title
    }

    /// Whether it is as long as a paragraph.
    pub(super) fn is_long(&self) -> bool {
        has_more_chars(self.body, PARAGRAPH_CHARS)
    }

    /// Whether it looks like a link with its date or count behind.
    pub(super) fn is_link(&self) -> bool {
        !self.is_sentence() && is_link(&self.folded)
    }

    /// Whether it is the path through the site to this page.
    pub(super) fn is_path(&self) -> bool {
        let has_separator = self.folded.contains(['>', '›', '→', '/', '／', '»', '·']);
        has_separator && !self.is_sentence() && is_breadcrumb(&self.folded)
    }

    fn is_sentence(&self) -> bool {
        matches!(self.look, Look::Prose | Look::Notice)
    }

    /// Whether it opens a list of other things.
    pub(super) fn is_opener(&self) -> bool {
        self.shows.is_opener
    }

    /// Whether the site names itself there as the owner of what it shows.
    pub(super) fn is_imprint(&self) -> bool {
        self.is_furniture() && is_imprint(&self.folded)
    }

    /// Whether it is furniture by itself, wherever it stands.
    pub(super) fn is_furniture(&self) -> bool {
        self.shows.is_site
    }

    /// Whether only a forum says so: `只看该作者`.
    pub(super) fn is_of_forum(&self) -> bool {
        words::FORUM.are_in(&self.folded)
    }

    /// What a forum calls its posts, alone or between bars: `沙发`, `来自 客户端 | 举报 | 楼主`.
    pub(super) fn is_floor(&self) -> bool {
        let mut parts = self.folded.split(['|', '｜']);
        parts.any(|part| words::FLOORS.are_all(part))
    }

    /// Whether it is the name of a section of a site and nothing else: 财经.
    pub(super) fn is_section(&self) -> bool {
        self.shows.is_section
    }

    /// Whether it can be a title: not furniture, no sentence, nothing that goes on.
    pub(super) fn may_be_title(&self) -> bool {
        (self.look == Look::Plain || self.is_question())
            && !self.body.ends_with([':', '：', '，', ',', '、'])
            && !self.body.contains('\t')
            && !is_annex(self.body)
    }

    /// Whether it is one question and no more, as those are that others answer.
    pub(super) fn is_question(&self) -> bool {
        let is_short =
            || !self.is_long() || (self.body.is_ascii() && self.body.len() <= MOST_CHARS);
        self.look == Look::Prose
            && self.body.ends_with(['？', '?'])
            && is_short()
            && self.body.chars().filter(|c| is_sentence_end(*c)).count() == 1
    }

    /// In Simplified and lower case, also where it is too long to be furniture.
    pub(super) fn folded_or_body(&self) -> String {
        if self.folded.is_empty() { folded(self.body) } else { self.folded.clone() }
    }

    /// Whether it is numbered or marked as notes and items are.
    pub(super) fn is_item(&self) -> bool {
        let is_marked = self.body.starts_with(['[', '［', '〔', '①', '②', '③', '^', '*', '※']);
        is_marked || numbering(self.body).is_some()
    }

    /// Whether it is the start of a text that is elsewhere: `……县里今天召开会议...`.
    pub(super) fn is_snippet(&self) -> bool {
        self.body.ends_with("...") || self.body.ends_with("…") && !self.body.ends_with("……")
    }

    /// Takes the line away, unless it is known to be the article's.
    pub(super) fn clear(&mut self) {
        if !self.is_kept {
            self.kind = LineKind::Furniture;
        }
    }

    /// Keeps the line, of which neither words nor figures say anything.
    pub(super) fn keep_as_plain(&mut self) {
        self.set_plain();
        self.is_kept = true;
    }

    /// Forgets what words and figures show of the line.
    pub(super) fn set_plain(&mut self) {
        self.look = Look::Plain;
        self.shows = Shows { is_opener: false, is_site: false, is_section: false };
    }

    /// Keeps the line, whatever it looks like.
    pub(super) fn keep(&mut self) {
        self.is_kept = true;
    }

    /// Decides what its look alone decides.
    pub(super) fn settle(&mut self, place: Place) {
        let is_site = match self.look {
            // Alone, such a word may be a heading: 联系我们.
            Look::Furniture => {
                let is_word = self.is_opener() && self.body.chars().count() <= 6;
                place != Place::NoPage || !is_word || words::ANYWHERE.are_in(&self.folded)
            }
            Look::Control => match place {
                Place::NoPage => false,
                Place::Outside => true,
                Place::Inside => words::ALONE.are_all(&self.folded) || is_counter(&self.folded),
            },
            Look::Notice => match place {
                Place::NoPage => false,
                Place::Outside => true,
                Place::Inside => words::PHRASES.are_in(&self.folded),
            },
            Look::Source => self.shows.is_site,
            Look::Prose | Look::Plain => false,
        };
        if is_site && self.kind == LineKind::Article {
            self.clear();
        }
    }
}

/// Where a line stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// In a text that shows no signs of a page with furniture.
    NoPage,
    /// Between the first and the last paragraph of a page.
    Inside,
    /// Above or below these.
    Outside,
}

/// A word to click on that stands there again and again on a page is furniture also inside an article.
pub(super) fn weigh_repeated(page: &mut [Seen<'_>]) {
    let mut seen_before: HashMap<String, usize> = HashMap::new();
    for seen in page.iter().filter(|seen| seen.look == Look::Control && !is_rule(seen.body)) {
        *seen_before.entry(seen.folded.clone()).or_default() += 1;
    }
    for seen in page.iter_mut().filter(|seen| seen.look == Look::Control && !seen.is_kept) {
        if seen_before.get(&seen.folded).is_some_and(|count| *count >= 2)
            && seen.body.chars().any(char::is_alphabetic)
        {
            seen.look = Look::Furniture;
            seen.shows.is_site = true;
        }
    }
}

/// How many lines are furniture by themselves.
pub(super) fn n_furniture(page: &[Seen<'_>]) -> usize {
    page.iter().filter(|seen| seen.is_furniture()).count()
}

/// Whether the lines are those of a site's page: two that are furniture by themselves, or one and several words
/// to click on or names of those who made it, or many of these. Such a word right above a paragraph may head it, and shows nothing.
pub(super) fn is_page(page: &[Seen<'_>]) -> bool {
    /// How many words to click on show a page alone.
    const MANY_CONTROLS: usize = 6;
    /// How many show it beside a line that is furniture.
    const SOME_CONTROLS: usize = 2;

    let n_furniture = n_furniture(page);
    let is_control = |at: usize, seen: &Seen<'_>| {
        let heads = page.get(at + 1).is_some_and(|next| next.look == Look::Prose);
        let is_click = seen.look == Look::Control || seen.is_section();
        let is_word = is_click && seen.body.chars().any(char::is_alphabetic);
        !heads && (is_word || meta::is_credit(&seen.folded))
    };
    let n_controls = || page.iter().enumerate().filter(|(at, seen)| is_control(*at, seen)).count();
    n_furniture >= 2
        || (n_furniture == 1 && n_controls() >= SOME_CONTROLS)
        || n_controls() >= MANY_CONTROLS
}

/// Whether they are those of a forum.
pub(super) fn is_forum(page: &[Seen<'_>]) -> bool {
    page.iter().any(Seen::is_of_forum)
}

/// Which lines are strewn in against copying or are stuffed with keywords.
///
/// A forum's junk is everywhere; a single such line may be a formula, unless it is very odd in a Chinese text.
pub(super) fn junk(page: &[Seen<'_>]) -> Vec<bool> {
    let n_odd: Vec<usize> = page.iter().map(|seen| scramble(seen.body)).collect();
    let n_scrambles = n_odd.iter().filter(|n_odd| **n_odd > 0).count();
    let n_chinese = page.iter().filter(|seen| seen.body.starts_with(is_wide)).count();
    let is_chinese = n_chinese * 2 > page.len();
    let is_junk = |n_odd: usize| n_odd > 0 && (n_scrambles >= 3 || (is_chinese && n_odd >= 4));
    // Rows of figures between bars are a table.
    let n_bars = |at: usize| page.get(at).map_or(0, |seen| seen.body.matches('|').count());
    let is_border_at = |at: usize| page.get(at).is_some_and(|seen| is_border(seen.body));
    let is_row = |at: usize| {
        let is_beside = |other: usize| n_bars(at) == n_bars(other) || is_border_at(other);
        n_bars(at) > 0 && (is_beside(at + 1) || at.checked_sub(1).is_some_and(is_beside))
    };
    let lines = page.iter().zip(n_odd).enumerate();
    let is_out = |(at, (seen, n_odd)): (usize, (&Seen<'_>, usize))| {
        (is_junk(n_odd) && !is_row(at)) || is_spam(&seen.folded) || is_edit_tool(&seen.folded)
    };
    lines.map(is_out).collect()
}

/// The line in Simplified and lower case.
pub(super) fn folded(line: &str) -> String {
    let mut folded = script::to_simplified().converted(line);
    // Of most lines only ASCII letters have a case, and looking up that of each character takes long.
    let is_caseless = |c: char| matches!(c, '\u{2010}'..='\u{2027}' | '\u{2E80}'..='\u{9FFF}' | '\u{FF01}'..='\u{FF20}');
    if !folded.chars().all(|c| c.is_ascii() || is_caseless(c)) {
        return folded.to_lowercase();
    }
    folded.make_ascii_lowercase();
    folded
}

/// What a greeting, a long line or a sentence looks like; nothing for other lines.
fn look_of_sentence(body: &str, folded: &str, is_interface: impl Fn() -> bool) -> Option<Look> {
    let is_greeting = words::GREETINGS.begin(folded) && !has_more_chars(body, 30);
    if is_greeting {
        return Some(Look::Furniture);
    }
    if folded.is_empty() {
        let shown = body.get(..body.floor_char_boundary(SHOWN_BYTES)).unwrap_or(body);
        return Some(if is_sentence(shown) { Look::Prose } else { Look::Plain });
    }
    if !is_sentence(body) || (!body.contains('。') && is_interface()) {
        return None;
    }
    if byline::is_of_authors(folded) {
        return Some(Look::Source);
    }
    let is_short = !has_more_chars(folded, MOST_NOTICE_CHARS);
    // Latin letters are narrow: what is said in so many of them is as short.
    let is_brief = is_short || (folded.is_ascii() && folded.len() <= 2 * MOST_CHARS);
    let speaks_of_itself = words::SELF.are_in(folded) && words::NOTICES.are_in(folded);
    let is_notice = (is_short && speaks_of_itself)
        || (is_brief && (words::PHRASES.are_in(folded) || words::STARTS.begin(opening(folded))));
    Some(if is_notice { Look::Notice } else { Look::Prose })
}

/// What a line that is no sentence looks like.
fn look_of_words(folded: &str, coverage: Coverage, is_site: bool) -> Look {
    if meta::is_source_line(folded) || byline::is_of_authors(folded) {
        Look::Source
    } else if is_site {
        Look::Furniture
    } else if is_control(folded, coverage)
        || (words::ALONE.are_all(folded) && numbering(folded).is_none())
    {
        Look::Control
    } else {
        Look::Plain
    }
}

/// Whether the line reads as a sentence: it ends like one, or stops inside.
pub(super) fn is_sentence(line: &str) -> bool {
    let line = without_note_marks(line);
    let ends = line.trim_end_matches(is_closer).ends_with(is_sentence_end);
    // Most lines of a long text end so, and need no more counting.
    if ends && line.chars().filter(|c| is_wide(*c)).nth(11).is_some() {
        return true;
    }
    // A headline may ask first: 燕子为啥不进楼房？老人说的那句话，其实有道理.
    let is_headline = !ends && !has_more_chars(line, MOST_HEADLINE_CHARS);
    let is_stop = |c: &char| matches!(c, '。' | '；') || (!is_headline && matches!(c, '！' | '？'));
    let stops = line.chars().filter(is_stop).take(2).count();
    stops >= 2
        || (stops >= 1 && line.contains(['，', ',']))
        || is_latin_sentence(line)
        || is_korean_sentence(line)
}

/// Four words or more that end with the stop of a Korean sentence, or one that has another within: 한다. 했다.
fn is_korean_sentence(line: &str) -> bool {
    let ends = line.trim_end_matches(is_closer).ends_with(['.', '?', '!']);
    let is_within = line.contains("다. ") || line.contains("요. ");
    let n_words = || line.split(' ').filter(|word| word.contains(is_hangul)).count();
    (ends || is_within) && line.contains(is_hangul) && n_words() >= 4
}

/// The line without the marks of notes at its end: `……1951年停用。[1][2]`.
fn without_note_marks(line: &str) -> &str {
    let mut line = line.trim_end();
    while let Some((before, mark)) =
        line.strip_suffix([']', '］']).and_then(|rest| rest.rsplit_once(['[', '［']))
    {
        let is_mark =
            (1..=3).contains(&mark.len()) && mark.bytes().all(|byte| byte.is_ascii_digit());
        if !is_mark {
            break;
        }
        line = before.trim_end();
    }
    line
}

/// Eight words or more that end with a stop, as `A line of it. And on.`
fn is_latin_sentence(line: &str) -> bool {
    let ends = line.trim_end_matches(['"', '”', '’', ')', '\'']).ends_with(['.', '!', '?']);
    let words = || line.split(' ').filter(|word| word.chars().any(char::is_alphabetic));
    let n_lower = words().filter(|word| word.starts_with(char::is_lowercase)).count();
    ends && words().count() >= 8 && n_lower * 2 >= words().count()
}

/// Whether a line that is no sentence is the site's.
fn is_furniture(line: &str, coverage: Coverage) -> bool {
    let line = line.trim_matches(['·', '•', '*', '-', ' ', '\u{3000}']);
    words::STARTS.begin(opening(line))
        || words::OPENERS.begin(opening(line)) && line.chars().count() <= 40
        || words::ENDS.end(line)
        || (words::ANYWHERE.are_in(line) && (has_field(line) || coverage.is_half()))
        || words::PHRASES.are_in(line)
        || coverage.is_interface()
        || is_breadcrumb(line)
        || words::STUFFING.count(line) >= 2
        || is_list_of_pages(line)
        || is_more_pictures(line)
        || is_push(line)
        || is_length(line)
        || is_stamp(line)
}

/// `已有 2,318 人订阅`, `阅读 12 次`: how often something was done, and no numbered heading.
fn is_counter(line: &str) -> bool {
    let has_number = line.contains(|c: char| c.is_ascii_digit());
    has_number
        && !line.starts_with('第')
        && numbering(line).is_none()
        && Coverage::of(line).is_counted()
}

/// The line without the brackets before it.
fn opening(line: &str) -> &str {
    line.trim_start_matches([
        '【', '[', '(', '（', '·', '•', '*', '>', '»', '■', '◆', '▲', '●', ' ', '\u{3000}',
    ])
}

/// Two or more of the words for which pages are stuffed with keywords.
fn is_spam(line: &str) -> bool {
    words::SPAM.count(line) >= 2
}

/// What is furniture only above and below an article: a single word to click on, page numbers, a menu.
fn is_control(line: &str, coverage: Coverage) -> bool {
    let has_letter = line.chars().any(char::is_alphabetic);
    let is_field = || words::FIELDS.label(line) && !has_more_chars(line, MOST_FIELD_CHARS);
    coverage.is_single() || is_rule(line) || !has_letter || is_menu(line) || is_field()
}
