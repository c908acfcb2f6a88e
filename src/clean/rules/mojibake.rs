//! Text that was decoded once in a wrong encoding: `ÖÐ¹ú` for 中国, `ä¸å½` for 中国, `鍚夋灄` for 吉林.

use std::ops::Range;

use encoding_rs::{BIG5, Encoding, GB18030, UTF_8, WINDOWS_1252};

use crate::clean::rules::stray;
use crate::clean::{Evidence, Patch, Rule};
use crate::text::Bilingual;
use crate::text::chars::is_cjk_mark;
use crate::text::gbk::is_common;
use crate::text::lines::lines;

pub(super) const RULE: Rule = Rule {
    id: "mojibake",
    name: Bilingual::new("乱码还原", "Mojibake"),
    does: Bilingual::new(
        "还原解错一次码的文字，如“ÖÐ¹ú”是“中国”，“鍚夋灄”是“吉林”，还原后须全是常用字；也还原单个的标点和字母，如“â€œ”“cafÃ©”",
        "puts back text that was decoded once in a wrong encoding, as 中国 for ÖÐ¹ú and 吉林 for 鍚夋灄, where what comes out is common characters throughout, and single marks and letters, as “ for â€œ and é for Ã©",
    ),
    never: Bilingual::new(
        "带重音的外文词语，丢了字节的乱码",
        "accented words, mojibake that lost bytes",
    ),
    apply,
};

fn apply(text: &str, _evidence: &Evidence<'_>, patch: &mut Patch<'_>) {
    let mut found: Vec<(Range<usize>, String)> = Vec::new();
    let suspects = suspects(text);
    let western_runs = western_runs(&suspects);
    let sure: Vec<Option<Reading>> =
        western_runs.iter().map(|run| western(text, run.clone(), &ENCODINGS, SURE)).collect();
    // Where one line of a file was decoded wrongly, all were: then less will do.
    let known = sure.iter().flatten().map(|reading| reading.encoding).next();
    for (run, reading) in western_runs.into_iter().zip(sure) {
        let reading = reading.or_else(|| {
            let known = known?;
            western(text, run.clone(), &[known], LIKELY).or_else(|| few(text, run, known))
        });
        found.extend(reading.map(|reading| (reading.range, reading.text)));
    }
    if has_signs_of_utf_8(text) {
        for run in runs(text, |c| c >= '\u{80}') {
            found.extend(utf_8_as_gbk(text, run));
        }
    }
    found.sort_by_key(|(range, _)| range.start);
    if !suspects.is_empty() {
        found.extend(stray::characters(&suspects, &found));
        found.sort_by_key(|(range, _)| range.start);
    }
    for (range, with) in found {
        patch.replace(range, &with);
    }
}

/// A line that may hold mojibake of a Western encoding.
pub(super) struct Suspect<'a> {
    pub(super) start: usize,
    pub(super) line: &'a str,
    /// Whether it is full of it.
    is_dense: bool,
}

/// The lines that may hold mojibake of a Western encoding.
fn suspects(text: &str) -> Vec<Suspect<'_>> {
    if memchr::memchr2(0xC2, 0xC3, text.as_bytes()).is_none() {
        return Vec::new();
    }
    lines(text).filter_map(|(range, line)| suspect(range.start, line)).collect()
}

fn suspect(start: usize, line: &str) -> Option<Suspect<'_>> {
    // In UTF-8 the characters of Latin-1 beyond ASCII begin with these bytes, and none else has them. Mojibake
    // is full of them; the letters of a reading stand alone.
    let (mut last, mut has_mark) = (None, false);
    for at in memchr::memchr2_iter(0xC2, 0xC3, line.as_bytes()) {
        if last.replace(at).is_some_and(|last| at - last <= 6) {
            return Some(Suspect { start, line, is_dense: true });
        }
        // Of windows-1252 some are marks, which begin with another.
        has_mark |= line.as_bytes().get(at + 2) == Some(&0xE2);
    }
    has_mark.then_some(Suspect { start, line, is_dense: false })
}

/// Stretches that a Western encoding may have read.
fn western_runs(suspects: &[Suspect<'_>]) -> Vec<Range<usize>> {
    let in_text = |suspect: &Suspect<'_>| {
        let (start, runs) = (suspect.start, runs(suspect.line, |c| western_byte(c).is_some()));
        runs.into_iter().map(move |run| start + run.start..start + run.end)
    };
    suspects.iter().filter(|suspect| suspect.is_dense).flat_map(in_text).collect()
}

/// The longest stretches of characters that `belongs`, ASCII inside them left out at their ends.
fn runs(text: &str, belongs: impl Fn(char) -> bool) -> Vec<Range<usize>> {
    let mut runs: Vec<Range<usize>> = Vec::new();
    for (at, c) in text.char_indices() {
        if c == '\n' || (c.is_ascii() || !belongs(c)) {
            continue;
        }
        let end = at + c.len_utf8();
        match runs.last_mut() {
            // A second byte of a character may have been an ASCII letter.
            Some(last)
                if at - last.end <= 1
                    && !text.get(last.end..at).is_some_and(|gap| gap.contains('\n')) =>
            {
                last.end = end;
            }
            _ => runs.push(at..end),
        }
    }
    runs
}

/// The byte that Latin-1 or windows-1252 read as `c`, beyond ASCII.
pub(super) fn western_byte(c: char) -> Option<u8> {
    if matches!(c, '\u{80}'..='\u{FF}') {
        return u8::try_from(u32::from(c)).ok();
    }
    // The last one of windows-1252 is the sign of a trade mark.
    if c > '\u{2122}' {
        return None;
    }
    let mut utf_8 = [0; 4];
    let (bytes, _, has_errors) = WINDOWS_1252.encode(c.encode_utf8(&mut utf_8));
    bytes.first().copied().filter(|byte| !has_errors && *byte >= 0x80)
}

/// Fewest characters that mojibake must give to be believed.
const LEAST_CHARS: usize = 2;

/// What Chinese text was really written in.
const ENCODINGS: [&Encoding; 3] = [UTF_8, GB18030, BIG5];
/// The share of common characters that shows by itself that text was decoded wrongly.
const SURE: f64 = 0.9;
/// The share that will do beside others that are sure.
const LIKELY: f64 = 0.5;

/// Wrongly decoded text, read right.
struct Reading {
    encoding: &'static Encoding,
    range: Range<usize>,
    text: String,
    score: f64,
}

/// Bytes that were read as a Western encoding, read as one of `encodings`.
fn western(
    text: &str,
    run: Range<usize>,
    encodings: &[&'static Encoding],
    least: f64,
) -> Option<Reading> {
    let wrong = text.get(run.clone())?;
    let n_high = wrong.chars().filter(|c| !c.is_ascii()).count();
    // A word has an accent here and there; mojibake of Chinese has hardly anything else.
    if n_high < 4 || n_high * 10 < wrong.chars().count() * 6 {
        return None;
    }
    let readings = ranges(text, &run).flat_map(|range| {
        encodings
            .iter()
            .filter_map(move |encoding| reading(text, range.clone(), encoding, LEAST_CHARS))
    });
    readings.max_by(|a, b| a.score.total_cmp(&b.score)).filter(|best| best.score >= least)
}

/// A few bytes between figures, as 年 in 1985年6月, in a text whose other bytes are `known` to be of an encoding: they
/// must be common characters all.
fn few(text: &str, run: Range<usize>, known: &'static Encoding) -> Option<Reading> {
    let mut readings = ranges(text, &run).filter_map(|range| reading(text, range, known, 1));
    readings.find(|reading| reading.score >= 1.0)
}

/// The run, and the run with one byte more: the last byte of the last character may be an ASCII one.
fn ranges(text: &str, run: &Range<usize>) -> impl Iterator<Item = Range<usize>> {
    let behind = text.get(run.end..).and_then(|rest| rest.bytes().next());
    let longer = behind.filter(u8::is_ascii_graphic).map(|_| run.end + 1);
    let start = run.start;
    [Some(run.end), longer].into_iter().flatten().map(move |end| start..end)
}

fn reading(
    text: &str,
    range: Range<usize>,
    encoding: &'static Encoding,
    least_chars: usize,
) -> Option<Reading> {
    let wrong = text.get(range.clone())?;
    let bytes: Vec<u8> = wrong.chars().map(|c| western_byte(c).unwrap_or(c as u8)).collect();
    let text = encoding.decode_without_bom_handling_and_without_replacement(&bytes)?.into_owned();
    Some(Reading { encoding, range, score: commonness(&text, least_chars)?, text })
}

/// Which share of a text's characters are common in Chinese; none for one too short to tell.
fn commonness(text: &str, least_chars: usize) -> Option<f64> {
    let chars = text.chars().filter(|c| !c.is_ascii());
    let (mut n_all, mut n_common) = (0_u32, 0_u32);
    for c in chars {
        n_all += 1;
        n_common += u32::from(is_cjk_mark(c) || (is_common(c)));
    }
    (n_all as usize >= least_chars).then(|| f64::from(n_common) / f64::from(n_all))
}

/// 。and 、 as UTF-8 read in GBK begin so; a real text hardly has this character.
const SIGN: &str = "銆";

fn has_signs_of_utf_8(text: &str) -> bool {
    memchr::memmem::find_iter(text.as_bytes(), SIGN).take(3).count() == 3
}

/// Bytes of UTF-8 that were read as GBK, as far as none was lost.
fn utf_8_as_gbk(text: &str, run: Range<usize>) -> Option<(Range<usize>, String)> {
    let (bytes, _, has_errors) = GB18030.encode(text.get(run.clone())?);
    if has_errors {
        return None;
    }
    let right = std::str::from_utf8(&bytes).ok()?;
    (commonness(right, LEAST_CHARS)? >= 0.8).then(|| (run, right.to_owned()))
}
