//! What is remembered between starts, to and from the library's file.

use std::path::PathBuf;

use crate::app::{Reading, Recent, RuleSet, Settings, ThemeName};
use crate::notebook::{HighlightColor, Timestamp};
use crate::store::{StoredReading, StoredRecent, StoredState};
use crate::text::{Language, Pos};

/// What the file is to hold.
pub fn stored(settings: Settings, recents: &[Recent], readings: &[Reading]) -> StoredState {
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
    };
    StoredState {
        language: language_id(settings.language).to_owned(),
        theme: settings.theme.id().to_owned(),
        size_points: settings.size_points,
        measure: settings.measure,
        line_height_percent: settings.line_height_percent,
        is_justified: settings.is_justified,
        is_latin_justified: settings.is_latin_justified,
        hangs_marks: settings.hangs_marks,
        shows_contents: settings.shows_contents,
        shows_notes: settings.shows_notes,
        last_color: settings.last_color.id().to_owned(),
        hides_pills: !settings.shows_pills,
        keeps_readings: !settings.lifts_readings,
        rules_off: settings.rules_off.ids().into_iter().map(str::to_owned).collect(),
        recents: recents.iter().map(recent).collect(),
        readings: readings.iter().map(reading).collect(),
    }
}

/// The look that the file holds.
pub fn settings(stored: &StoredState) -> Settings {
    Settings {
        language: if stored.language == language_id(Language::English) {
            Language::English
        } else {
            Language::Chinese
        },
        theme: ThemeName::from_id(&stored.theme).unwrap_or_default(),
        size_points: stored.size_points,
        measure: stored.measure,
        line_height_percent: stored.line_height_percent,
        is_justified: stored.is_justified,
        is_latin_justified: stored.is_latin_justified,
        hangs_marks: stored.hangs_marks,
        shows_contents: stored.shows_contents,
        shows_notes: stored.shows_notes,
        last_color: HighlightColor::from_id(&stored.last_color).unwrap_or_default(),
        shows_pills: !stored.hides_pills,
        lifts_readings: !stored.keeps_readings,
        rules_off: RuleSet::of(stored.rules_off.iter().map(String::as_str)),
    }
    .clamped()
}

/// The recent documents that the file holds.
pub fn recents(stored: &StoredState) -> Vec<Recent> {
    let recent = |recent: &StoredRecent| Recent {
        path: PathBuf::from(&recent.path),
        title: recent.title.clone(),
        percent: recent.percent.min(100),
        read: Timestamp(recent.read),
        n_notes: recent.n_notes,
    };
    stored.recents.iter().map(recent).collect()
}

/// The places of reading that the file holds.
pub fn readings(stored: &StoredState) -> Vec<Reading> {
    let reading = |reading: &StoredReading| Reading {
        content: reading.content.clone(),
        pos: Pos::new(reading.offset as usize),
        is_seen: reading.is_seen,
    };
    stored.readings.iter().map(reading).collect()
}

const fn language_id(language: Language) -> &'static str {
    match language {
        Language::Chinese => "zh",
        Language::English => "en",
    }
}
