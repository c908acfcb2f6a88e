//! What a character is to a line of text: the prohibition tables (禁则) and the kinds of blank.
//!
//! It looks at one character only; what its neighbours make of it is decided in `scan`.

/// What a character is to a line. The first group is final, the second waits for its neighbours.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[repr(u8)]
pub(crate) enum Class {
    /// A Han character or kana: one em, a break on either side.
    Han,
    /// `々 ー ① ‼`: one em, never at the start of a line.
    Tail,
    /// Another symbol, an emoji: its own width, a break on either side.
    Wide,
    /// `“ （ 《`: the blank half on the left, never at the end of a line.
    Open,
    /// `” ） 》`: the blank half on the right, never at the start of a line.
    Close,
    /// `， 、 ； ：`: as `Close`.
    Comma,
    /// `。 ！ ？`: as `Close`.
    Stop,
    /// `・`: a quarter of blank on either side, never at the start of a line.
    Middle,
    /// `·` in Chinese: half an em (GB/T 15834 5.1.7), never at the start of a line.
    Dot,
    /// `～ –`, a single `—`: never at the start of a line, never stretched.
    Connector,
    /// `/` beside Han: neither at the start nor at the end of a line.
    Solidus,
    /// The first of two `—` or `…`.
    PairFirst,
    /// The second of two.
    PairSecond,
    /// `⸺`: two em in one character.
    LongDash,
    /// A letter, and what behaves like one.
    Letter,
    /// A figure.
    Digit,
    /// `( [ {`: never at the end of a line.
    LatinOpen,
    /// `) ] } , . ; : ! ?`: never at the start of a line.
    LatinClose,
    /// `% ‰ ℃`: belongs to the figure before it.
    Unit,
    /// `￥ $ №`: belongs to the figure after it.
    Prefix,
    /// `[` of a note mark such as `[1]`: belongs to what stands before it.
    NoteOpen,
    /// `= < |` and the like: part of a word, no gap to Han.
    Symbol,
    /// `-` between letters: a break after it.
    Hyphen,
    /// `—` in Latin text: a break after it.
    LatinDash,
    /// `"` and `'`: the side is not known, so no break on either.
    StraightQuote,

    // What the neighbours decide.
    /// `—`.
    Dash,
    /// `…`.
    Leader,
    /// `“ ‘`.
    QuoteOpen,
    /// `”`.
    QuoteClose,
    /// `’`.
    Apostrophe,
    /// `·`.
    Interpunct,
    /// `/`.
    Slash,
    /// `- ~`.
    Joiner,
    /// `+ # & @ *`: part of the word before it, if there is one.
    Suffix,
    /// `[`.
    Bracket,

    // What is not seen.
    /// A space; a line may break after it.
    Space,
    /// A space at which a line may not break.
    NoBreakSpace,
    /// A tab.
    Tab,
    /// The ideographic space: one em.
    WideSpace,
    /// No width, but a line may break here.
    ZeroSpace,
    /// No width, and a line may not break here.
    Joined,
    /// A control or formatting character: no width.
    Invisible,
    /// Ends the line.
    Newline,

    /// May be part of a longer cluster: ask the Unicode tables.
    Complex,
}

/// The number of final classes.
pub(crate) const N_FINAL: usize = Class::StraightQuote as usize + 1;

/// The final classes, each at its own index.
pub(crate) const FINAL: [Class; N_FINAL] = [
    Class::Han,
    Class::Tail,
    Class::Wide,
    Class::Open,
    Class::Close,
    Class::Comma,
    Class::Stop,
    Class::Middle,
    Class::Dot,
    Class::Connector,
    Class::Solidus,
    Class::PairFirst,
    Class::PairSecond,
    Class::LongDash,
    Class::Letter,
    Class::Digit,
    Class::LatinOpen,
    Class::LatinClose,
    Class::Unit,
    Class::Prefix,
    Class::NoteOpen,
    Class::Symbol,
    Class::Hyphen,
    Class::LatinDash,
    Class::StraightQuote,
];

impl Class {
    /// Whether it is white space or nothing at all.
    pub(crate) const fn is_blank(self) -> bool {
        matches!(
            self,
            Self::Space
                | Self::NoBreakSpace
                | Self::Tab
                | Self::WideSpace
                | Self::ZeroSpace
                | Self::Joined
                | Self::Invisible
        )
    }
}

/// The class of a character by itself.
#[inline]
pub(crate) fn classify(c: char) -> Class {
    match c {
        '\u{4E00}'..='\u{9FFF}'
        | '\u{3400}'..='\u{4DBF}'
        | '\u{2E80}'..='\u{2FDF}'
        | '\u{3105}'..='\u{312F}'
        | '\u{3190}'..='\u{31EF}'
        | '\u{AC00}'..='\u{D7A3}'
        | '\u{F900}'..='\u{FAFF}'
        | '\u{20000}'..='\u{3FFFF}' => Class::Han,
        '\0'..='\x7F' => ASCII[c as usize],
        '\u{2000}'..='\u{2BFF}' => general(c),
        '\u{3000}'..='\u{30FF}' => cjk_mark(c),
        '\u{FF01}'..='\u{FFE6}' => full_width(c),
        '\u{80}'..='\u{2FF}' => latin(c),
        '\u{370}'..='\u{482}' | '\u{48A}'..='\u{52F}' | '\u{1E00}'..='\u{1FFF}' => Class::Letter,
        '\u{2E3A}' => Class::LongDash,
        '\u{31F0}'..='\u{31FF}' => Class::Tail,
        '\u{3200}'..='\u{33FF}' | '\u{E000}'..='\u{F8FF}' => Class::Wide,
        '\u{FEFF}' => Class::Joined,
        _ => Class::Complex,
    }
}

/// The class of a cluster whose first character is `c`, for one that [`classify`] calls complex.
pub(crate) fn classify_complex(c: char) -> Class {
    match c {
        '\u{FE0F}' | '\u{FE0E}' | '\u{E0000}'..='\u{E0FFF}' => Class::Invisible,
        '\u{1F000}'..='\u{1FAFF}' | '\u{1100}'..='\u{115F}' => Class::Wide,
        _ if c.is_control() => Class::Invisible,
        _ if c.is_whitespace() => Class::Space,
        _ => Class::Letter,
    }
}

/// Whether a font that lacks `c` is likely to be replaced by one that draws it an em wide.
pub(crate) fn is_wide(class: Class, c: char) -> bool {
    !matches!(class, Class::Letter | Class::Digit | Class::LatinOpen | Class::LatinClose)
        || ('\u{FF01}'..='\u{FF5E}').contains(&c)
}

/// Whether nothing in a text font joins `c` with its like, so that several can be drawn as one piece.
pub(crate) fn is_ideograph(c: char) -> bool {
    matches!(c, '\u{4E00}'..='\u{9FFF}' | '\u{3400}'..='\u{4DBF}')
}

static ASCII: [Class; 128] = ascii();

const fn ascii() -> [Class; 128] {
    let mut classes = [Class::Invisible; 128];
    let mut byte = 0;
    while byte < 128 {
        classes[byte] = match byte as u8 {
            b'\t' => Class::Tab,
            b'\n' | 0x0B | 0x0C | b'\r' => Class::Newline,
            0..0x20 | 0x7F => Class::Invisible,
            b' ' => Class::Space,
            b'0'..=b'9' => Class::Digit,
            b'A'..=b'Z' | b'a'..=b'z' => Class::Letter,
            b'(' | b'{' => Class::LatinOpen,
            b'[' => Class::Bracket,
            b')' | b']' | b'}' | b',' | b'.' | b';' | b':' | b'!' | b'?' => Class::LatinClose,
            b'%' => Class::Unit,
            b'$' => Class::Prefix,
            b'+' | b'#' | b'&' | b'@' | b'*' => Class::Suffix,
            b'"' | b'\'' => Class::StraightQuote,
            b'/' => Class::Slash,
            b'-' | b'~' => Class::Joiner,
            _ => Class::Symbol,
        };
        byte += 1;
    }
    classes
}

/// U+0080 to U+02FF.
fn latin(c: char) -> Class {
    match c {
        '\u{85}' => Class::Newline,
        '\u{80}'..='\u{9F}' | '\u{AD}' => Class::Invisible,
        '\u{A0}' => Class::NoBreakSpace,
        '·' => Class::Interpunct,
        '°' | '¹' | '²' | '³' => Class::Unit,
        '£' | '¥' => Class::Prefix,
        '«' => Class::LatinOpen,
        '»' => Class::LatinClose,
        // They may start an emoji sequence.
        '©' | '®' => Class::Complex,
        '×' | '÷' | '±' | '¬' | '¦' | '¨' | '¯' | '´' | '¸' => Class::Symbol,
        _ => Class::Letter,
    }
}

/// U+2000 to U+2BFF: general punctuation, signs, arrows, shapes.
fn general(c: char) -> Class {
    match c {
        '“' | '‘' => Class::QuoteOpen,
        '”' => Class::QuoteClose,
        '’' => Class::Apostrophe,
        '—' | '―' => Class::Dash,
        '…' | '⋯' => Class::Leader,
        '–' | '‐' => Class::Connector,
        '‧' => Class::Middle,
        '‼' | '⁇' | '⁈' | '⁉' | '①'..='⑳' => Class::Tail,
        '‰' | '‱' | '′' | '″' | '‴' | '℃' | '℉' | '™' | '\u{2070}'..='\u{209C}' => {
            Class::Unit
        }
        '€' | '№' | '₩' | '₹' => Class::Prefix,
        '‹' => Class::LatinOpen,
        '›' => Class::LatinClose,
        '\u{2000}'..='\u{2006}' | '\u{2008}'..='\u{200A}' | '\u{205F}' => Class::Space,
        '\u{2007}' | '\u{202F}' => Class::NoBreakSpace,
        '\u{200B}' => Class::ZeroSpace,
        '\u{2060}' => Class::Joined,
        '\u{2028}' | '\u{2029}' => Class::Newline,
        '\u{200C}' | '\u{200D}' | '\u{20D0}'..='\u{20FF}' => Class::Complex,
        '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2061}'..='\u{206F}' => {
            Class::Invisible
        }
        '\u{2100}'..='\u{214F}' => Class::Letter,
        '\u{2150}'..='\u{218F}' | '\u{2190}'..='\u{2BFF}' => Class::Wide,
        _ => Class::Symbol,
    }
}

const SMALL_KANA: &str = "ぁぃぅぇぉっゃゅょゎゕゖァィゥェォッャュョヮヵヶ";

/// U+3000 to U+30FF: CJK punctuation and kana.
fn cjk_mark(c: char) -> Class {
    match c {
        '\u{3000}' => Class::WideSpace,
        '。' => Class::Stop,
        '、' => Class::Comma,
        '「' | '『' | '〔' | '【' | '〖' | '《' | '〈' | '〘' | '〚' | '〝' => {
            Class::Open
        }
        '」' | '』' | '〕' | '】' | '〗' | '》' | '〉' | '〙' | '〛' | '〞' | '〟' => {
            Class::Close
        }
        '〜' => Class::Connector,
        '・' => Class::Middle,
        '々' | '〻' | 'ゝ' | 'ゞ' | 'ヽ' | 'ヾ' | 'ー' | '゠' => Class::Tail,
        _ if SMALL_KANA.contains(c) => Class::Tail,
        '\u{302A}'..='\u{3030}' | '\u{303D}' | '\u{3099}' | '\u{309A}' => Class::Complex,
        '〒' | '〓' | '〠' | '〶' => Class::Wide,
        _ => Class::Han,
    }
}

/// U+FF01 to U+FFE6: full-width and half-width forms.
fn full_width(c: char) -> Class {
    match c {
        '，' | '：' | '；' => Class::Comma,
        '！' | '？' | '．' => Class::Stop,
        '（' | '［' | '｛' | '｟' => Class::Open,
        '）' | '］' | '｝' | '｠' => Class::Close,
        '～' | '－' => Class::Connector,
        '／' => Class::Solidus,
        '％' => Class::Unit,
        '￥' | '＄' | '￡' | '＃' => Class::Prefix,
        '０'..='９' | 'Ａ'..='Ｚ' | 'ａ'..='ｚ' => Class::Symbol,
        '｢' => Class::LatinOpen,
        '｡' | '｣' | '､' | '･' | 'ｧ'..='ｰ' => Class::LatinClose,
        'ﾞ' | 'ﾟ' => Class::Complex,
        '\u{FF65}'..='\u{FFDC}' => Class::Han,
        _ => Class::Wide,
    }
}
