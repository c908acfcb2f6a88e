//! How a paragraph is to be set. It holds no text and no font.

/// What kind of paragraph it is, as far as lines are concerned.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// Ordinary text: indented, justified.
    Body,
    /// A heading or title: ragged; a space between two Han clauses is drawn one em wide and broken at first.
    Heading,
    /// One item of a list.
    List,
    /// A quoted paragraph.
    Quote,
    /// A line of code: ragged, every space as typed, no squeezing.
    Code,
}

/// What happens at the right edge.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Align {
    /// Lines are shrunk or stretched to the measure, where that can be done well.
    Justify,
    /// Lines keep their natural width.
    Ragged,
}

/// The gap drawn between Han and Latin text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Autospace {
    /// A quarter of an em beside letters, a sixth beside figures.
    Full,
    /// An eighth of an em.
    Slight,
    /// None; a typed space is drawn as it is.
    Off,
}

/// Whether full-width punctuation gives up its blank half within a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Squeeze {
    /// Neighbouring marks always, others where a line needs it.
    On,
    /// Never, save at the ends of a line.
    Off,
}

/// How the marks that both scripts share (`“ ” ‘ ’ — … ·`) are meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Marks {
    /// Full-width, by the Chinese rules.
    Chinese,
    /// Proportional, for a paragraph in a Latin script.
    Latin,
}

/// Whether `，、。` may stand outside the column at the end of a line (行末点号悬挂).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Hanging {
    /// Where the line is better for it.
    On,
    /// Never, as in most Chinese books.
    Off,
}

/// Whether words are parted at the end of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Hyphens {
    /// Never.
    Off,
    /// English ones, by its patterns.
    English,
}

/// What the end of a text is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum End {
    /// The paragraph's: its last line keeps its natural width.
    Paragraph,
    /// The end of a row of a longer paragraph: it is full like those before it.
    Row,
}

/// How to set one paragraph. All lengths are in physical pixels or in em of this paragraph.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Style {
    /// What it is.
    pub kind: Kind,
    /// The size of the type, in whole physical pixels.
    pub em: u32,
    /// The width of the column, in physical pixels; for body text a whole number of em.
    pub measure: u32,
    /// The first line's indent, in em.
    pub indent: u32,
    /// The right edge.
    pub align: Align,
    /// The gap between Han and Latin text.
    pub autospace: Autospace,
    /// Punctuation within a line.
    pub squeeze: Squeeze,
    /// What the shared marks are.
    pub marks: Marks,
    /// Marks outside the column.
    pub hanging: Hanging,
    /// Words that are parted.
    pub hyphens: Hyphens,
    /// What comes after the text.
    pub end: End,
}

impl Style {
    /// The usual style of a kind of paragraph in a column of `measure` physical pixels.
    pub fn new(kind: Kind, em: u32, measure: u32) -> Self {
        let (indent, align) = match kind {
            Kind::Body => (2, Align::Justify),
            Kind::List | Kind::Quote => (0, Align::Justify),
            Kind::Heading | Kind::Code => (0, Align::Ragged),
        };
        let (autospace, squeeze) = match kind {
            Kind::Code => (Autospace::Off, Squeeze::Off),
            Kind::Body | Kind::Heading | Kind::List | Kind::Quote => (Autospace::Full, Squeeze::On),
        };
        Self {
            kind,
            em,
            measure,
            indent,
            align,
            autospace,
            squeeze,
            marks: Marks::Chinese,
            hanging: Hanging::Off,
            hyphens: Hyphens::Off,
            end: End::Paragraph,
        }
    }

    /// The usual style for a text in a Latin script: ragged, no indent, proportional marks.
    #[must_use]
    pub fn latin(self) -> Self {
        Self { indent: 0, align: Align::Ragged, marks: Marks::Latin, ..self }
    }

    /// The usual style for a paragraph of this language.
    #[must_use]
    pub fn in_prose(self, prose: Prose) -> Self {
        match prose {
            Prose::Chinese => self,
            Prose::Japanese => Self { indent: self.indent.min(1), ..self },
            Prose::English => self.english(),
            Prose::Latin => self.latin(),
        }
    }

    /// The same for an English text: ordinary paragraphs may part words at the end of a line.
    #[must_use]
    pub fn english(self) -> Self {
        let hyphens = match self.kind {
            Kind::Body | Kind::List | Kind::Quote => Hyphens::English,
            Kind::Heading | Kind::Code => Hyphens::Off,
        };
        Self { hyphens, ..self.latin() }
    }
}

/// The sizes of the title and of headings of levels 1, 2 and below, for body text of 18.
pub const HEADING_SIZES: [u32; 4] = [28, 22, 19, 18];

/// Whether at least 60 % of a text's letters are Han; true for a text without letters.
pub fn is_mostly_han(text: &str) -> bool {
    let letters = text.chars().filter(|c| c.is_alphabetic());
    let (han, other) = letters.fold((0_usize, 0_usize), |(han, other), c| {
        if c >= '\u{2E80}' { (han + 1, other) } else { (han, other + 1) }
    });
    // Three Latin letters say about as much as one Han character.
    han * 10 >= (han + other / 3) * 6
}

/// Whether at least a quarter of the letters of a text are kana.
fn is_japanese(text: &str) -> bool {
    let letters = text.chars().filter(|c| c.is_alphabetic());
    let (kana, all) = letters.fold((0_usize, 0_usize), |(kana, all), c| {
        (kana + usize::from(('\u{3041}'..='\u{30FF}').contains(&c)), all + 1)
    });
    kana * 4 >= all && kana > 0
}

/// The commonest words of English, which hardly any other language has.
const ENGLISH_WORDS: &[&str] =
    &["the", "of", "and", "to", "is", "that", "it", "was", "for", "with", "as", "his", "on", "be"];

/// Whether a text in Latin letters is English: at least a tenth of its words are the commonest of English.
pub fn is_english(text: &str) -> bool {
    let words = text.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty());
    let (known, all) = words.fold((0_usize, 0_usize), |(known, all), word| {
        let is_known = ENGLISH_WORDS.iter().any(|known| known.eq_ignore_ascii_case(word));
        (known + usize::from(is_known), all + 1)
    });
    known * 10 >= all && known > 0
}

/// What a text is written in, as far as its lines are concerned.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Prose {
    /// Chinese: marks of full width, a break between any two characters.
    #[default]
    Chinese,
    /// Japanese: as Chinese, but the first line is indented by one em (JLREQ 3.1.1).
    Japanese,
    /// English.
    English,
    /// Another language in an alphabet.
    Latin,
}

/// The bytes of a document that are looked at to tell its language.
const DOCUMENT_SAMPLE: usize = 30_000;
/// The bytes of a paragraph that are looked at to tell its language.
const PARAGRAPH_SAMPLE: usize = 240;
/// A paragraph with fewer letters is taken to be in the document's language.
const FEWEST_LETTERS: usize = 12;

impl Prose {
    /// Whether its characters are an em wide.
    pub fn is_wide(self) -> bool {
        matches!(self, Self::Chinese | Self::Japanese)
    }

    /// The language of a document.
    pub fn of_document(text: &str) -> Self {
        let sample = text.get(..text.floor_char_boundary(DOCUMENT_SAMPLE)).unwrap_or_default();
        match (is_mostly_han(sample), is_english(sample)) {
            (true, _) if is_japanese(sample) => Self::Japanese,
            (true, _) => Self::Chinese,
            (false, true) => Self::English,
            (false, false) => Self::Latin,
        }
    }

    /// The language of a paragraph in a document of this language.
    #[must_use]
    pub fn of_paragraph(self, text: &str) -> Self {
        let sample = text.get(..text.floor_char_boundary(PARAGRAPH_SAMPLE)).unwrap_or_default();
        let n_letters = sample.chars().filter(|c| c.is_alphabetic()).take(FEWEST_LETTERS).count();
        let has_han =
            !sample.is_ascii() && sample.chars().any(|c| c >= '\u{2E80}' && c.is_alphabetic());
        match self {
            Self::Chinese | Self::Japanese if has_han || n_letters < FEWEST_LETTERS => self,
            Self::English | Self::Latin if !has_han => self,
            _ => Self::of_document(sample),
        }
    }
}
