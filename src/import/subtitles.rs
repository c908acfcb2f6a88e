//! Subtitles, `SubRip` and `WebVTT`: what is said, a cue a line and each who speaks in it, without numbers and times.

use crate::import::builder::Builder;
use crate::import::encoding::{self, Decoded};
use crate::import::html::{self, Syntax};
use crate::import::{ImportError, Parsed};
use crate::text::chars::is_wide;

/// Reads subtitles.
pub(super) fn read(bytes: &[u8], label: Option<&str>) -> Result<Parsed, ImportError> {
    let decoded = encoding::decode(bytes, label)?;
    let mut builder = Builder::default();
    let text =
        decoded.text.trim_start_matches('\u{FEFF}').replace("\r\n", "\n").replace('\r', "\n");
    let mut last = String::new();
    let mut voice = None;
    for cue in text.split("\n\n") {
        let Some(said) = said(cue.trim_matches('\n')) else { continue };
        // Rolling captions show the line before once more.
        if said == last {
            continue;
        }
        // A cue has the marks of a web page for slanted words, and those of .ass files in braces.
        let words = without_stamps(&without_braces(&said));
        for speech in voices(&words, &mut voice).iter().flat_map(|said| speeches(said)) {
            html::write(speech, Syntax::Html, &mut builder, &mut |_, _| None);
        }
        last = said;
    }
    let parsed = builder.finish();
    Ok(Parsed { decoded: Decoded { text: parsed.decoded.text, ..decoded }, ..parsed })
}

/// The text of a cue below its time; nothing for notes, styles and the header.
fn said(cue: &str) -> Option<String> {
    let mut lines = cue.lines();
    lines.by_ref().take(2).find(|line| line.contains("-->"))?;
    let said = lines.map(str::trim).filter(|line| !line.is_empty());
    // Lines of a cue are broken where the picture ends.
    Some(said.collect::<Vec<_>>().join("\n"))
}

/// What each voice says in a cue, with its name before it wherever another one spoke last: `<v 周立松>水来了`.
fn voices(said: &str, last: &mut Option<String>) -> Vec<String> {
    let mut spoken = Vec::new();
    let mut rest = said;
    let mut now: Option<&str> = None;
    loop {
        let next = next_voice(rest);
        let words = next.as_ref().map_or(rest, |(words, ..)| words).trim();
        if !words.is_empty() {
            let is_new = now.is_some() && now != last.as_deref();
            let name = now.filter(|_| is_new).unwrap_or_default();
            let colon = match name.chars().any(is_wide) {
                _ if name.is_empty() => "",
                true => "：",
                false => ": ",
            };
            spoken.push(format!("{name}{colon}{words}"));
            *last = now.map(str::to_owned);
        }
        let Some((_, name, behind)) = next else { return spoken };
        (now, rest) = (name, behind);
    }
}

/// What stands before the next mark of a voice, the name in it, none where the mark ends one, and what is behind it.
fn next_voice(said: &str) -> Option<(&str, Option<&str>, &str)> {
    said.match_indices('<').find_map(|(at, _)| {
        let (mark, behind) = said.get(at + 1..)?.split_once('>')?;
        let name = match mark.strip_prefix('v').filter(|rest| rest.starts_with([' ', '.', '\t'])) {
            // Classes stand between: <v.loud 周立松>.
            Some(rest) => Some(rest.split_once([' ', '\t'])?.1.trim()),
            None if mark == "/v" => None,
            None => return None,
        };
        Some((said.get(..at)?, name.filter(|name| !name.is_empty()), behind))
    })
}

/// What each says of those who speak in a cue: a dash begins what another one says.
fn speeches(said: &str) -> Vec<&str> {
    let mut speeches = Vec::new();
    let (mut start, mut at) = (0, 0);
    for line in said.split_inclusive('\n') {
        if at > start && begins_speech(line) {
            speeches.extend(said.get(start..at));
            start = at;
        }
        at += line.len();
    }
    speeches.extend(said.get(start..));
    speeches
}

/// Whether a line begins with a dash that is neither part of a longer one, nor a sign of a number.
fn begins_speech(line: &str) -> bool {
    let mut bare = line;
    while let Some((_, behind)) = bare.strip_prefix('<').and_then(|tag| tag.split_once('>')) {
        bare = behind;
    }
    let behind = bare.strip_prefix(['-', '–', '—', '－']);
    let next = behind.and_then(|behind| behind.chars().next());
    next.is_some_and(|c| !matches!(c, '-' | '–' | '—' | '－') && !c.is_ascii_digit())
}

/// Without what stands in braces with a backslash: {\an8}.
fn without_braces(said: &str) -> String {
    let mut shown = String::with_capacity(said.len());
    let mut rest = said;
    while let Some((before, behind)) = rest.split_once("{\\") {
        shown.push_str(before);
        rest = behind.split_once('}').map_or("", |(_, behind)| behind);
    }
    shown.push_str(rest);
    shown
}

/// Without the times within a cue, as captions have them that are lit word by word: <00:04.000>.
fn without_stamps(said: &str) -> String {
    let is_stamp = |mark: &str| {
        mark.starts_with(|c: char| c.is_ascii_digit())
            && mark.chars().all(|c| c.is_ascii_digit() || matches!(c, ':' | '.'))
    };
    let mut shown = String::with_capacity(said.len());
    let mut rest = said;
    while let Some((before, behind)) = rest.split_once('<') {
        shown.push_str(before);
        rest = behind;
        if let Some((_, behind)) = behind.split_once('>').filter(|(mark, _)| is_stamp(mark)) {
            rest = behind;
        } else {
            shown.push('<');
        }
    }
    shown.push_str(rest);
    shown
}
