//! What stands above an article: the site's name and navigation, the title, where the text comes from.

use std::collections::HashSet;
use std::ops::Range;

use crate::clean::page::LineKind;
use crate::clean::page::look::{Look, Seen};
use crate::text::numbering::{Numbering, numbering};

/// Takes away what stands above the article, but for its title.
pub(super) fn clear(page: &mut [Seen<'_>], article: &Range<usize>, is_page: bool) {
    let end = article.start.min(page.len());
    for seen in page.iter_mut().take(end) {
        if seen.look == Look::Source {
            seen.kind = LineKind::Source;
        }
    }
    if !is_page {
        return;
    }
    let runs = title_runs(page, end);
    // Of equals the upper one.
    let best = runs.iter().rev().max_by_key(|run| score(page, run, article)).cloned();
    let Some(title) = best else { return };
    // The site's name may stand right above the title.
    for index in title.start..title.end.saturating_sub(1) {
        if page.get(index).is_some_and(|seen| is_site_name(&seen.folded)) {
            page[index].clear();
        }
    }
    for run in runs.iter().filter(|run| run.end <= title.start) {
        // Where the text comes from is said below its title: what stands right above that is no site's name.
        let is_sourced = page.get(run.end).is_some_and(|next| next.look == Look::Source);
        let lines = page.iter_mut().take(run.end).skip(run.start);
        lines
            .filter(|seen| is_site_name(&seen.folded) || !(is_sourced || is_numbered(seen)))
            .for_each(Seen::clear);
    }
    clear_between(page, title.end..end);
}

/// The runs of lines above the article that can be its title, with no furniture inside.
fn title_runs(page: &[Seen<'_>], end: usize) -> Vec<Range<usize>> {
    let mut runs: Vec<Range<usize>> = Vec::new();
    let may_be_title = |seen: &Seen<'_>| seen.may_be_title() && !is_item(seen);
    for (index, _) in page.iter().enumerate().take(end).filter(|(_, seen)| may_be_title(seen)) {
        match runs.last_mut() {
            Some(last) if last.end == index => last.end = index + 1,
            _ => runs.push(index..index + 1),
        }
    }
    runs
}

/// How much a run looks like the title.
fn score(page: &[Seen<'_>], run: &Range<usize>, article: &Range<usize>) -> i32 {
    let lines = page.get(run.clone()).unwrap_or_default();
    let longest = lines.iter().map(|seen| seen.body.chars().count()).max().unwrap_or(0);
    let is_before_source = page.get(run.end).is_some_and(|next| next.look == Look::Source);
    let is_before_text = run.end == article.start;
    let is_site = lines.iter().all(|seen| is_site_name(&seen.folded));
    let follows_site = run
        .start
        .checked_sub(1)
        .and_then(|before| page.get(before))
        .is_some_and(Seen::is_furniture);
    let mut score = i32::from(follows_site);
    score += if is_before_source { 4 } else { 0 };
    score += i32::from(is_before_text) * 2;
    score += i32::from(longest >= 6) * 3;
    score -= if is_site { 5 } else { 0 };
    score -= if lines.iter().all(is_numbered) { 3 } else { 0 };
    score + shared_pairs(lines, page, article).min(4) as i32
}

/// How many pairs of characters of the title come again in the first lines of the article.
fn shared_pairs(lines: &[Seen<'_>], page: &[Seen<'_>], article: &Range<usize>) -> usize {
    let pairs = |text: &str| -> HashSet<(char, char)> {
        let letters: Vec<char> = text.chars().filter(|c| c.is_alphanumeric()).collect();
        letters.windows(2).map(|pair| (pair[0], pair[1])).collect()
    };
    let title: HashSet<_> = lines.iter().flat_map(|seen| pairs(seen.body)).collect();
    let text = page.get(article.clone()).unwrap_or_default().iter().take(12);
    let text: HashSet<_> = text.flat_map(|seen| pairs(seen.body)).collect();
    title.intersection(&text).count()
}

/// Whether the line names a site rather than a text.
fn is_site_name(line: &str) -> bool {
    let ends = [
        "网",
        "的博客",
        "论坛",
        "网站",
        "书屋",
        "频道",
        "门户",
        "在线",
        "日报",
        "晚报",
        "官网",
        ".com",
        ".cn",
        "社区",
        "blog",
        "文库",
        "小说网",
    ];
    let name = line.split(['-', '_', '—', '|', ' ']).next().unwrap_or_default().trim();
    let is_path =
        line.split(" - ").count() >= 3 && line.split(" - ").all(|part| part.chars().count() <= 8);
    ends.iter().any(|end| line.ends_with(end) || name.ends_with(end))
        || line.contains("欢迎")
        || is_path
}

/// Whether the line is one of a numbered list.
fn is_item(seen: &Seen<'_>) -> bool {
    numbering(seen.body).is_some_and(|(kind, _)| kind >= Numbering::Han)
}

fn is_numbered(seen: &Seen<'_>) -> bool {
    numbering(seen.body).is_some()
}

/// Takes away single short lines between furniture below the title: names and ranks of a forum.
fn clear_between(page: &mut [Seen<'_>], between: Range<usize>) {
    let is_page = |seen: Option<&Seen<'_>>| {
        seen.is_some_and(|seen| matches!(seen.look, Look::Furniture | Look::Control | Look::Source))
    };
    let is_small = |seen: &Seen<'_>| {
        seen.look == Look::Plain && seen.body.chars().count() <= 12 && !is_numbered(seen)
    };
    for index in between.clone() {
        let before = index.checked_sub(1).and_then(|before| page.get(before));
        let is_inside = is_page(before) && is_page(page.get(index + 1));
        if is_inside && page.get(index).is_some_and(is_small) {
            page[index].clear();
        }
    }
}
