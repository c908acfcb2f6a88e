//! What is remembered between starts, to and from the library's file.

use std::path::PathBuf;

use crate::app::note_list::{Order, Sorting};
use crate::app::{
    ExportMemory, Half, LentKeys, Memory, OtherHalf, PageFont, PageLook, Reading, Recent, RuleSet,
    SHARE_RANGE, Settings, SplitMemory, ThemeName,
};
use crate::exchange::{Grouping, QuoteText, Rows};
use crate::notebook::{AnnotationId, HighlightColor, SLOTS, TagId, Timestamp};
use crate::store::{
    StoredExport, StoredLook, StoredReading, StoredRecent, StoredSplit, StoredState,
};
use crate::text::{Language, Pos};
use crate::typeset::Autospace;

/// What the file is to hold.
pub fn stored(memory: &Memory) -> StoredState {
    let Memory { settings, recents, readings, tabs: (tabs, tab), split, export, lent } = memory;
    let recent = |recent: &Recent| StoredRecent {
        path: recent.path.to_string_lossy().into_owned(),
        title: recent.title.clone(),
        percent: recent.percent,
        read: recent.read.0,
        n_notes: recent.n_notes,
    };
    let reading = |reading: &Reading| StoredReading {
        content: reading.content.clone(),
        offset: reading.pos.offset,
        is_seen: reading.is_seen,
        look: reading.look.as_ref().map(stored_look),
        refused: reading.refused.iter().map(|id| id.0.clone()).collect(),
    };
    StoredState {
        language: language_id(settings.language).to_owned(),
        theme: settings.theme.id().to_owned(),
        follows_system: settings.follows_system,
        dark_theme: settings.dark_theme.id().to_owned(),
        scale_percent: settings.scale_percent,
        reduces_motion: settings.reduces_motion,
        has_no_single_keys: !settings.uses_single_keys,
        starts_empty: !settings.reopens_documents,
        keeps_beside: settings.keeps_beside,
        page: Some(stored_look(&settings.page)),
        shows_contents: settings.shows_contents,
        shows_notes: settings.shows_notes,
        last_color: settings.last_color.id().to_owned(),
        note_grouping: settings.note_order.grouping.id().to_owned(),
        note_sorting: settings.note_order.sorting.id().to_owned(),
        hides_pills: !settings.shows_pills,
        rules_off: settings.rules_off.ids().into_iter().map(str::to_owned).collect(),
        recents: recents.iter().map(recent).collect(),
        readings: readings.iter().map(reading).collect(),
        tabs: tabs.iter().map(|path| path.to_string_lossy().into_owned()).collect(),
        tab: *tab as u32,
        split: split.map(stored_split),
        export: (*export != ExportMemory::default()).then(|| stored_export(export)),
        lent: lent.0.iter().map(|(key, tag)| (*key, tag.0.clone())).collect(),
        ..StoredState::default()
    }
}

/// What the file says is remembered.
pub fn remembered(stored: &StoredState) -> Memory {
    Memory {
        settings: settings(stored),
        recents: recents(stored),
        readings: readings(stored),
        tabs: tabs(stored),
        split: split(stored),
        export: export(stored),
        lent: lent(stored),
    }
}

fn stored_export(export: &ExportMemory) -> StoredExport {
    StoredExport {
        format: export.format.clone(),
        quotes_source: export.quote == QuoteText::Source,
        grouping: export.grouping.id().to_owned(),
        has_row_a_tag: export.rows == Rows::HighlightAndTag,
        template: export.template.clone(),
    }
}

/// How the file says that notes were exported.
fn export(stored: &StoredState) -> ExportMemory {
    let Some(stored) = &stored.export else { return ExportMemory::default() };
    ExportMemory {
        format: stored.format.clone(),
        quote: if stored.quotes_source { QuoteText::Source } else { QuoteText::Clean },
        grouping: Grouping::from_id(&stored.grouping).unwrap_or_default(),
        rows: if stored.has_row_a_tag { Rows::HighlightAndTag } else { Rows::Highlight },
        template: stored.template.clone(),
    }
}

/// The digit keys that the file says are lent.
fn lent(stored: &StoredState) -> LentKeys {
    let keys = stored.lent.iter().filter(|(key, _)| SLOTS.contains(key));
    LentKeys(keys.map(|(key, tag)| (*key, TagId(tag.clone()))).collect())
}

fn stored_split(split: SplitMemory) -> StoredSplit {
    let (tab, offset) = match split.other {
        OtherHalf::Place(pos) => (None, pos.offset),
        OtherHalf::Tab(tab) => (Some(tab as u32), 0),
    };
    StoredSplit { is_second: split.half == Half::Second, share: split.share, tab, offset }
}

/// How the file says that the page was split.
fn split(stored: &StoredState) -> Option<SplitMemory> {
    let split = stored.split.as_ref()?;
    let place = || OtherHalf::Place(Pos::new(split.offset as usize));
    Some(SplitMemory {
        half: if split.is_second { Half::Second } else { Half::First },
        share: split.share.clamp(*SHARE_RANGE.start(), *SHARE_RANGE.end()),
        other: split.tab.map_or_else(place, |tab| OtherHalf::Tab(tab as usize)),
    })
}

fn stored_look(look: &PageLook) -> StoredLook {
    StoredLook {
        font: look.font.id().to_owned(),
        size_points: look.size_points,
        measure: look.measure,
        line_height_percent: look.line_height_percent,
        paragraph_gap_percent: look.paragraph_gap_percent,
        has_no_indent: !look.is_indented,
        is_justified: look.is_justified,
        is_latin_justified: look.is_latin_justified,
        hangs_marks: look.hangs_marks,
        autospace: autospace_id(look.autospace).to_owned(),
        keeps_readings: !look.lifts_readings,
    }
}

fn page_look(stored: &StoredLook) -> PageLook {
    let autospaces = [Autospace::Full, Autospace::Slight, Autospace::Off];
    let named = autospaces.into_iter().find(|space| autospace_id(*space) == stored.autospace);
    PageLook {
        font: PageFont::from_id(&stored.font),
        size_points: stored.size_points,
        measure: stored.measure,
        line_height_percent: stored.line_height_percent,
        paragraph_gap_percent: stored.paragraph_gap_percent,
        is_indented: !stored.has_no_indent,
        is_justified: stored.is_justified,
        is_latin_justified: stored.is_latin_justified,
        hangs_marks: stored.hangs_marks,
        autospace: named.unwrap_or(Autospace::Full),
        lifts_readings: !stored.keeps_readings,
    }
    .clamped()
}

/// What a file that is older than looks says of the page.
fn older_look(stored: &StoredState) -> PageLook {
    PageLook {
        size_points: stored.size_points,
        measure: stored.measure,
        line_height_percent: stored.line_height_percent,
        is_justified: stored.is_justified,
        is_latin_justified: stored.is_latin_justified,
        hangs_marks: stored.hangs_marks,
        lifts_readings: !stored.keeps_readings,
        ..PageLook::default()
    }
    .clamped()
}

const fn autospace_id(autospace: Autospace) -> &'static str {
    match autospace {
        Autospace::Full => "full",
        Autospace::Slight => "slight",
        Autospace::Off => "off",
    }
}

/// The look that the file holds.
fn settings(stored: &StoredState) -> Settings {
    Settings {
        language: if stored.language == language_id(Language::English) {
            Language::English
        } else {
            Language::Chinese
        },
        theme: ThemeName::from_id(&stored.theme).unwrap_or_default(),
        follows_system: stored.follows_system,
        dark_theme: ThemeName::from_id(&stored.dark_theme).unwrap_or(ThemeName::Dark),
        scale_percent: if stored.scale_percent == 0 { 100 } else { stored.scale_percent },
        reduces_motion: stored.reduces_motion,
        uses_single_keys: !stored.has_no_single_keys,
        reopens_documents: !stored.starts_empty,
        keeps_beside: stored.keeps_beside,
        page: stored.page.as_ref().map_or_else(|| older_look(stored), page_look),
        shows_contents: stored.shows_contents,
        shows_notes: stored.shows_notes,
        last_color: HighlightColor::from_id(&stored.last_color).unwrap_or_default(),
        note_order: Order {
            grouping: Grouping::from_id(&stored.note_grouping).unwrap_or_default(),
            sorting: Sorting::from_id(&stored.note_sorting).unwrap_or_default(),
        },
        shows_pills: !stored.hides_pills,
        rules_off: RuleSet::of(stored.rules_off.iter().map(String::as_str)),
    }
    .clamped()
}

/// The recent documents that the file holds.
fn recents(stored: &StoredState) -> Vec<Recent> {
    let recent = |recent: &StoredRecent| Recent {
        path: PathBuf::from(&recent.path),
        title: recent.title.clone(),
        percent: recent.percent.min(100),
        read: Timestamp(recent.read),
        n_notes: recent.n_notes,
    };
    stored.recents.iter().map(recent).collect()
}

/// The files in tabs that the file holds, and which of them was shown.
fn tabs(stored: &StoredState) -> (Vec<PathBuf>, usize) {
    (stored.tabs.iter().map(PathBuf::from).collect(), stored.tab as usize)
}

/// The places of reading that the file holds.
fn readings(stored: &StoredState) -> Vec<Reading> {
    let reading = |reading: &StoredReading| Reading {
        content: reading.content.clone(),
        pos: Pos::new(reading.offset as usize),
        is_seen: reading.is_seen,
        look: reading.look.as_ref().map(page_look),
        refused: reading.refused.iter().cloned().map(AnnotationId).collect(),
    };
    stored.readings.iter().map(reading).collect()
}

const fn language_id(language: Language) -> &'static str {
    match language {
        Language::Chinese => "zh",
        Language::English => "en",
    }
}
