//! The lines of the contents, made of a document's outline: headings, and run-in leads under them.
//!
//! Which of them show, and how, `contents` says.

use crate::app::OpenDocument;
use crate::text::{Clean, Pos, Source, Span};

const HEADING_HEIGHT: f32 = 32.0;
const LEAD_HEIGHT: f32 = 30.0;

/// A line of the contents.
#[derive(Clone, Debug)]
pub(super) struct Entry {
    pub(super) span: Span<Clean>,
    pub(super) text: String,
    pub(super) level: u8,
    pub(super) is_lead: bool,
    /// Where it begins in the file.
    pub(super) source: Pos<Source>,
    /// Where what stands under it ends; `None` at the end of the text.
    pub(super) end: Option<Pos<Clean>>,
    /// The heading it is or stands under, by its place in the outline.
    pub(super) heading: Option<usize>,
    pub(super) has_children: bool,
}

impl Entry {
    pub(super) const fn height(&self) -> f32 {
        if self.is_lead { LEAD_HEIGHT } else { HEADING_HEIGHT }
    }
}

/// The lines of a document's contents in order.
pub(super) fn entries(open: &OpenDocument) -> Vec<Entry> {
    let outline = &open.document.outline;
    let source = open.document.cleaned.map.back_in_order();
    let mut leads = outline.leads.iter().peekable();
    let mut entries = Vec::new();
    let take = |until: usize,
                heading: Option<usize>,
                level: u8,
                leads: &mut std::iter::Peekable<std::slice::Iter<'_, crate::outline::Lead>>,
                entries: &mut Vec<Entry>| {
        while let Some(lead) = leads.next_if(|lead| lead.span.start.index() < until) {
            let text = lead.text.trim_end_matches(['。', '：', '.']).to_owned();
            entries.push(Entry {
                span: lead.span,
                text,
                level: level + 1,
                is_lead: true,
                source: Pos::default(),
                end: None,
                heading,
                has_children: false,
            });
        }
    };
    for (index, heading) in outline.headings.iter().enumerate() {
        let above = index.checked_sub(1);
        let level =
            above.and_then(|above| outline.headings.get(above)).map_or(0, |heading| heading.level);
        take(heading.span.start.index(), above, level, &mut leads, &mut entries);
        entries.push(Entry {
            span: heading.span,
            text: heading.text.clone(),
            level: heading.level,
            is_lead: false,
            source: Pos::default(),
            end: None,
            heading: Some(index),
            has_children: false,
        });
    }
    let level = outline.headings.last().map_or(0, |heading| heading.level);
    take(usize::MAX, outline.headings.len().checked_sub(1), level, &mut leads, &mut entries);
    for index in 0..entries.len().saturating_sub(1) {
        entries[index].has_children = entries[index + 1].level > entries[index].level;
    }
    place(&mut entries, source);
    entries
}

/// Says of each entry where it begins in the file, and where what stands under it ends.
fn place(entries: &mut [Entry], mut source: impl FnMut(Span<Clean>) -> Span<Source>) {
    entries.iter_mut().for_each(|entry| entry.source = source(entry.span).start);
    // The headings behind that are not under one that comes later: each of a higher level than the one before.
    let mut behind: Vec<(u8, Pos<Clean>)> = Vec::new();
    let mut next = None;
    for entry in entries.iter_mut().rev() {
        let start = entry.span.start;
        if entry.is_lead {
            entry.end = next;
        } else {
            while behind.last().is_some_and(|(level, _)| *level > entry.level) {
                behind.pop();
            }
            entry.end = behind.last().map(|(_, start)| *start);
            behind.push((entry.level, start));
        }
        next = Some(start);
    }
}
