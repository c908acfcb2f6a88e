//! Lines that look like what a site says of a text, and are the text's own: records, letters, lists of those who made
//! something, words that are quoted.

use std::collections::HashMap;
use std::ops::Range;

use crate::clean::page::look::{Look, Seen, is_forum, n_furniture};

/// Takes such lines for what they are.
pub(super) fn settle(page: &mut [Seen<'_>]) {
    settle_dated(page);
    settle_like(page);
    settle_letters(page);
    settle_staff(page);
    settle_quoted(page);
}

/// The lines of a record where there is hardly another line: each begins with its time.
fn settle_dated(page: &mut [Seen<'_>]) {
    /// Fewest lines of a record.
    const LEAST_LINES: usize = 3;

    let n_sources = page.iter().filter(|seen| seen.look == Look::Source).count();
    if n_sources >= LEAST_LINES && n_sources * 4 >= page.len() * 3 {
        let sources = page.iter_mut().filter(|seen| seen.look == Look::Source);
        sources.for_each(Seen::set_plain);
    }
}

/// The heads of a record's entries: dates of a like shape with other lines between them, on what is no site's page.
fn settle_like(page: &mut [Seen<'_>]) {
    /// Fewest entries.
    const LEAST_ENTRIES: usize = 3;

    let n_furniture = n_furniture(page);
    let mut shapes: HashMap<String, Vec<usize>> = HashMap::new();
    for (at, seen) in page.iter().enumerate().filter(|(_, seen)| seen.look == Look::Source) {
        shapes.entry(shape(seen.body)).or_default().push(at);
    }
    for entries in shapes.into_values() {
        let are_apart = entries.windows(2).all(|pair| pair[1] > pair[0] + 1);
        let is_record = entries.len() >= LEAST_ENTRIES
            && n_furniture * 2 < entries.len()
            && are_apart
            && entries.last().is_some_and(|last| last + 1 < page.len());
        if is_record && !is_forum(page) {
            entries.into_iter().for_each(|at| page[at].set_plain());
        }
    }
}

/// The line with its figures and its words made alike: what two dates of a record share.
fn shape(line: &str) -> String {
    let mut shape = String::new();
    for c in line.chars() {
        let kind = match c {
            '0'..='9' => '0',
            '年' | '月' | '日' | '时' | '時' | '分' => c,
            _ if c.is_alphabetic() => 'a',
            _ if c.is_whitespace() => ' ',
            _ => c,
        };
        if !shape.ends_with(kind) {
            shape.push(kind);
        }
    }
    shape
}

/// What stands above letters that were sent, where several are on the page or a title stands above the only one.
fn settle_letters(page: &mut [Seen<'_>]) {
    const FIELDS: [&str; 12] = [
        "发件人",
        "收件人",
        "抄送",
        "主题",
        "发送时间",
        "时间",
        "日期",
        "from",
        "to",
        "cc",
        "subject",
        "date",
    ];
    const SENDERS: [&str; 3] = ["发件人", "收件人", "from"];
    /// Fewest fields of a letter.
    const LEAST_FIELDS: usize = 3;

    let is_field = |label: &str| FIELDS.contains(&label);
    let mut letters = labelled_runs(page, is_field);
    letters.retain(|(run, labels)| {
        run.len() >= LEAST_FIELDS && labels.iter().any(|label| SENDERS.contains(&label.as_str()))
    });
    let letters: Vec<Range<usize>> = letters.into_iter().map(|(run, _)| run).collect();
    // At the very top it says where a text comes from, and so it does on the page of a list of letters.
    let is_of_letter = |at: usize| letters.iter().any(|letter| letter.contains(&at));
    let others = page.iter().enumerate().filter(|(at, _)| !is_of_letter(*at));
    let is_page = others.filter(|(_, seen)| seen.is_furniture()).count() >= 2;
    let is_below = letters.first().is_some_and(|first| first.start > 0);
    if !is_page && (letters.len() >= 2 || is_below) {
        let title = letters.first().and_then(|first| first.start.checked_sub(1));
        letters.into_iter().flatten().for_each(|at| page[at].keep_as_plain());
        if let Some(title) = title {
            page[title].set_plain();
        }
    }
}

/// The list of those who made a book or a film: 主编, 副主编 and the others below each other.
fn settle_staff(page: &mut [Seen<'_>]) {
    const CHIEFS: [&str; 13] = [
        "主编",
        "副主编",
        "编委",
        "总编",
        "顾问",
        "审稿",
        "导演",
        "编剧",
        "主演",
        "监制",
        "制片人",
        "摄影",
        "剪辑",
    ];
    /// Fewest lines of such a list.
    const LEAST_LINES: usize = 3;

    for (run, labels) in labelled_runs(page, |label| label.chars().count() <= 6) {
        let n_chiefs = labels.iter().filter(|label| CHIEFS.contains(&label.as_str())).count();
        if run.len() >= LEAST_LINES && n_chiefs >= 2 {
            page[run].iter_mut().for_each(Seen::set_plain);
        }
    }
}

/// The runs of lines that begin with such a label and a colon, with their labels without white space.
fn labelled_runs(
    page: &[Seen<'_>],
    is_label: impl Fn(&str) -> bool,
) -> Vec<(Range<usize>, Vec<String>)> {
    let label = |seen: &Seen<'_>| -> Option<String> {
        let (label, _) = seen.folded.split_once([':', '：'])?;
        let label: String = label.chars().filter(|c| !c.is_whitespace()).collect();
        is_label(&label).then_some(label)
    };
    let mut runs = Vec::new();
    let mut at = 0;
    while at < page.len() {
        let labels: Vec<String> = page[at..].iter().map_while(label).collect();
        let end = at + labels.len();
        if end > at {
            runs.push((at..end, labels));
        }
        at = end.max(at + 1);
    }
    runs
}

/// What is quoted as an example: a line in quotation marks below one that announces it.
fn settle_quoted(page: &mut [Seen<'_>]) {
    for at in 1..page.len() {
        let body = page[at].body;
        let is_quoted = body.starts_with(['“', '「', '『']) && body.ends_with(['”', '」', '』']);
        if is_quoted && page[at - 1].body.ends_with(['：', ':']) {
            page[at].keep_as_plain();
        }
    }
}
