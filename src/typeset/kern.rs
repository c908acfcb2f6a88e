//! The kerning of a font's Latin pairs, as a shaper applies it. It knows no other feature.

use skrifa::raw::TableProvider;
use skrifa::raw::tables::gpos::{PairPos, PositionSubtables, ValueContext};
use skrifa::{FontRef, GlyphId, MetadataProvider, Tag};

use crate::typeset::FontFile;

/// Kerning pairs of one font.
pub(crate) struct Kern {
    source: Source,
    /// Pairs of ASCII characters, in font units; the others are looked up.
    ascii: Vec<i16>,
}

/// Where pairs are looked up.
enum Source {
    /// In a bundled font, whose tables are at hand.
    Bundled(Pairs<'static>),
    /// In a file: its tables are found again for each pair, which few texts have many of.
    File(FontFile),
}

/// A font with its tables of pairs.
struct Pairs<'a> {
    font: FontRef<'a>,
    tables: Vec<PairPos<'a>>,
}

const N_ASCII: usize = 128;

impl Kern {
    /// Reads the `kern` feature of a font; a font without it kerns nothing.
    pub(crate) fn new(font: FontRef<'static>) -> Self {
        let pairs = Pairs::new(font);
        Self { ascii: pairs.ascii(), source: Source::Bundled(pairs) }
    }

    /// The same of a font that is not part of the program.
    pub(crate) fn of_file(file: &FontFile) -> Self {
        let ascii = file.font().map(|font| Pairs::new(font).ascii()).unwrap_or_default();
        Self { ascii, source: Source::File(file.clone()) }
    }

    /// What the font adds between two characters, in its units.
    #[inline]
    pub(crate) fn units(&self, left: char, right: char) -> i16 {
        if left.is_ascii() && right.is_ascii() {
            let index = left as usize * N_ASCII + right as usize;
            return self.ascii.get(index).copied().unwrap_or(0);
        }
        match &self.source {
            Source::Bundled(pairs) => pairs.units(left, right),
            Source::File(file) => file.font().map_or(0, |font| Pairs::new(font).units(left, right)),
        }
    }
}

impl<'a> Pairs<'a> {
    fn new(font: FontRef<'a>) -> Self {
        Self { tables: tables(&font).unwrap_or_default(), font }
    }

    fn ascii(&self) -> Vec<i16> {
        let glyphs: Vec<_> = (0..N_ASCII as u8).map(|byte| self.glyph(char::from(byte))).collect();
        let pairs = glyphs.iter().flat_map(|left| glyphs.iter().map(move |right| (*left, *right)));
        pairs.map(|(left, right)| self.between(left, right)).collect()
    }

    fn units(&self, left: char, right: char) -> i16 {
        self.between(self.glyph(left), self.glyph(right))
    }

    fn glyph(&self, c: char) -> Option<GlyphId> {
        self.font.charmap().map(c)
    }

    fn between(&self, left: Option<GlyphId>, right: Option<GlyphId>) -> i16 {
        let (Some(left), Some(right)) = (left, right) else {
            return 0;
        };
        self.tables.iter().find_map(|table| value(table, left, right)).unwrap_or(0)
    }
}

/// The pair tables of the `kern` feature, in the order in which they apply.
fn tables<'a>(font: &FontRef<'a>) -> Option<Vec<PairPos<'a>>> {
    let gpos = font.gpos().ok()?;
    let (features, lookups) = (gpos.feature_list().ok()?, gpos.lookup_list().ok()?);
    let records = features.feature_records().iter();
    let kern = records.filter(|record| record.feature_tag() == Tag::new(b"kern"));
    let mut indices: Vec<u16> = kern
        .filter_map(|record| record.feature(features.offset_data()).ok())
        .flat_map(|feature| {
            feature.lookup_list_indices().iter().map(skrifa::raw::types::BigEndian::get)
        })
        .collect();
    indices.sort_unstable();
    indices.dedup();
    let mut tables = Vec::new();
    for index in indices {
        let lookup = lookups.lookups().get(usize::from(index)).ok()?;
        if let PositionSubtables::Pair(pairs) = lookup.subtables().ok()? {
            tables.extend(pairs.iter().filter_map(Result::ok));
        }
    }
    Some(tables)
}

/// What a table adds after `left`; `None` if it says nothing of the pair, and the next is asked.
fn value(table: &PairPos<'_>, left: GlyphId, right: GlyphId) -> Option<i16> {
    match table {
        PairPos::Format1(pairs) => {
            let index = pairs.coverage().ok()?.get(left)?;
            let set = pairs.pair_sets().get(usize::from(index)).ok()?;
            let records = set.pair_value_records();
            let mut records = records.iter().filter_map(Result::ok);
            let record = records.find(|record| GlyphId::from(record.second_glyph()) == right)?;
            Some(record.value_record1().x_advance().unwrap_or(0))
        }
        PairPos::Format2(classes) => {
            classes.coverage().ok()?.get(left)?;
            let first = classes.class_def1().ok()?.get(left);
            let second = classes.class_def2().ok()?.get(right);
            let [value, _] = classes.values(first, second, &ValueContext::default()).ok()?;
            Some(value.x_advance)
        }
    }
}
