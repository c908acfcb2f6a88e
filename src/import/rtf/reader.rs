//! What the tokens mean: groups and where their text goes, fonts with their encodings, styles.

use std::collections::{HashMap, HashSet};

use encoding_rs::Encoding;

use crate::import::Fault;
use crate::import::limits::MOST_RTF_DEPTH;
use crate::import::named;
use crate::import::raised::Raised;
use crate::import::rtf::encodings;
use crate::import::rtf::tokens::Token;
use crate::import::rtf::writer::{Look, Writer};
use crate::text::{HintKind, Stated};

/// Where the text of a group goes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Goal {
    #[default]
    Text,
    Nowhere,
    Fonts,
    Styles,
    /// The number that stands before a paragraph.
    Label,
    /// What a field does.
    Instruction,
    /// What a field shows.
    Result,
    Note,
    /// The bytes of a picture, two digits each.
    Picture,
    /// What the file states of itself: nothing of it is shown.
    Info,
    Author,
    Name,
    /// Older text beside a newer form of the same.
    Doubled,
}

#[derive(Clone, Default)]
struct Group {
    goal: Goal,
    look: Look,
    font: i32,
    /// Bytes that stand in for each character beyond the code page.
    n_stand_ins: usize,
    /// Whether its first word has not come yet, and `\*` has.
    is_optional: bool,
    is_new: bool,
    /// Whether this group began the goal.
    is_own: bool,
}

/// Reads tokens.
pub(super) struct Reader {
    writer: Writer,
    groups: Vec<Group>,
    group: Group,
    code_page: &'static Encoding,
    fonts: HashMap<i32, &'static Encoding>,
    default_font: i32,
    /// The fonts that code is set in.
    code_fonts: HashSet<i32>,
    /// Bytes of text that wait for their encoding.
    bytes: Vec<u8>,
    /// Halves of characters beyond the first plane.
    units: Vec<u16>,
    /// Stand-ins that are still to be passed over.
    n_passed: usize,
    /// The font or style that is being described.
    entry: i32,
    name: String,
    outline: Option<u8>,
    styles: HashMap<i32, HintKind>,
    digits: String,
    /// What the file states, while it is read.
    told: String,
    has_ended: bool,
}

impl Default for Reader {
    fn default() -> Self {
        Self {
            writer: Writer::default(),
            groups: Vec::new(),
            group: Group { n_stand_ins: 1, ..Group::default() },
            code_page: encodings::of_code_page(1252),
            fonts: HashMap::new(),
            default_font: 0,
            code_fonts: HashSet::new(),
            bytes: Vec::new(),
            units: Vec::new(),
            n_passed: 0,
            entry: 0,
            name: String::new(),
            outline: None,
            styles: HashMap::new(),
            digits: String::new(),
            told: String::new(),
            has_ended: false,
        }
    }
}

impl Reader {
    /// Takes the next token.
    pub(super) fn take(&mut self, token: Token<'_>) -> Result<(), Fault> {
        if self.has_ended {
            return Ok(());
        }
        if let Token::Byte(byte) = token {
            if self.n_passed > 0 {
                self.n_passed -= 1;
            } else {
                self.flush_units();
                self.bytes.push(byte);
            }
            self.group.is_new = false;
            return Ok(());
        }
        self.flush_bytes();
        match token {
            Token::Open => self.open()?,
            Token::Close => self.close(),
            Token::Symbol(sign) => self.symbol(sign),
            Token::Word("u", Some(code)) => self.unicode(code),
            Token::Word(word, number) => {
                self.flush_units();
                if self.n_passed > 0 {
                    self.n_passed -= 1;
                } else {
                    self.word(word, number);
                }
            }
            Token::Byte(_) => {}
        }
        Ok(())
    }

    /// The writer, and whether the file breaks off.
    pub(super) fn finish(mut self) -> (Writer, bool) {
        self.flush_bytes();
        self.flush_units();
        let is_cut = !self.has_ended;
        while !self.groups.is_empty() {
            self.close();
        }
        (self.writer, is_cut)
    }

    fn open(&mut self) -> Result<(), Fault> {
        self.flush_units();
        self.n_passed = 0;
        if self.groups.len() >= MOST_RTF_DEPTH {
            return Err(Fault::TooDeep);
        }
        let inner = Group { is_new: true, is_own: false, is_optional: false, ..self.group.clone() };
        self.groups.push(std::mem::replace(&mut self.group, inner));
        Ok(())
    }

    fn close(&mut self) {
        self.flush_units();
        self.n_passed = 0;
        if self.group.is_own {
            match self.group.goal {
                Goal::Label => self.writer.end_label(),
                Goal::Result => self.writer.end_result(),
                Goal::Instruction => self.writer.end_instruction(),
                Goal::Note => self.writer.end_note(),
                Goal::Styles => self.end_style(),
                Goal::Author => {
                    self.writer.stated.put(Stated::Author, 0, &std::mem::take(&mut self.told));
                }
                Goal::Name => self.writer.stated.name(&std::mem::take(&mut self.told)),
                Goal::Picture => {
                    let bytes = bytes_of_digits(&std::mem::take(&mut self.digits));
                    self.writer.picture(bytes, self.group.look);
                }
                _ => {}
            }
        } else if self.group.goal == Goal::Styles {
            self.end_style();
        }
        match self.groups.pop() {
            Some(outer) => self.group = outer,
            None => self.has_ended = true,
        }
        self.has_ended |= self.groups.is_empty();
    }

    /// Sends the text of the open group elsewhere.
    fn aim(&mut self, goal: Goal) {
        self.group.goal = goal;
        self.group.is_own = true;
    }

    fn symbol(&mut self, sign: u8) {
        self.flush_units();
        if self.n_passed > 0 {
            self.n_passed -= 1;
            return;
        }
        match sign {
            b'*' => self.group.is_optional = true,
            b'~' => self.write("\u{A0}"),
            b'_' => self.write("\u{2011}"),
            b'\\' | b'{' | b'}' => self.bytes.push(sign),
            b'\r' | b'\n' => self.word("par", None),
            b'\t' => self.write("\t"),
            _ => {}
        }
    }

    /// A character by its code, negative beyond the half, or half of one.
    fn unicode(&mut self, code: i32) {
        let code = if code < 0 { code + 0x1_0000 } else { code };
        if let Ok(unit) = u16::try_from(code) {
            self.units.push(unit);
        } else {
            self.flush_units();
            let c = u32::try_from(code).ok().and_then(char::from_u32).unwrap_or('\u{FFFD}');
            self.write(c.encode_utf8(&mut [0; 4]));
        }
        if !self.units.last().is_some_and(|unit| (0xD800..0xDC00).contains(unit)) {
            self.flush_units();
        }
        self.n_passed = self.group.n_stand_ins;
    }

    fn flush_units(&mut self) {
        if !self.units.is_empty() {
            let text = String::from_utf16_lossy(&self.units);
            self.units.clear();
            self.write(&text);
        }
    }

    fn flush_bytes(&mut self) {
        if self.bytes.is_empty() {
            return;
        }
        let bytes = std::mem::take(&mut self.bytes);
        let encoding = self.fonts.get(&self.group.font).copied().unwrap_or(self.code_page);
        let (text, _) = encoding.decode_without_bom_handling(&bytes);
        self.write(&text);
    }

    fn write(&mut self, text: &str) {
        match self.group.goal {
            Goal::Nowhere | Goal::Doubled | Goal::Info => {}
            Goal::Author | Goal::Name => self.told.push_str(text),
            Goal::Fonts | Goal::Styles => self.describe(text),
            Goal::Label => self.writer.label(text),
            Goal::Picture => self.digits.push_str(text),
            Goal::Instruction => self.writer.instruction(text),
            Goal::Text | Goal::Result | Goal::Note => {
                let font = self.group.font;
                let is_code = font != self.default_font && self.code_fonts.contains(&font);
                self.writer.write(text, Look { is_code, ..self.group.look });
            }
        }
    }

    /// Names of fonts and styles, each ended by a semicolon.
    fn describe(&mut self, text: &str) {
        self.name.push_str(text);
        if !self.name.contains(';') {
            return;
        }
        if self.group.goal == Goal::Styles {
            self.end_style();
        } else if named::is_monospaced(&std::mem::take(&mut self.name)) {
            self.code_fonts.insert(self.entry);
        }
    }

    fn end_style(&mut self) {
        let name = std::mem::take(&mut self.name);
        let by_name = named::kind(name.split(';').next().unwrap_or_default());
        let by_level = self.outline.take().map(HintKind::Heading);
        if let Some(kind) = by_name.or(by_level) {
            self.styles.insert(self.entry, kind);
        }
    }

    fn word(&mut self, word: &str, number: Option<i32>) {
        let is_first = std::mem::take(&mut self.group.is_new);
        let is_optional = std::mem::take(&mut self.group.is_optional);
        if self.group.goal == Goal::Nowhere {
            return;
        }
        if self.group.goal == Goal::Info && is_first {
            self.aim(match word {
                "author" => Goal::Author,
                "title" => Goal::Name,
                _ => Goal::Nowhere,
            });
            return;
        }
        if is_first || is_optional {
            if let Some(goal) = goal(word) {
                self.aim(goal);
                match goal {
                    Goal::Note => self.writer.start_note(),
                    Goal::Result => self.writer.start_result(),
                    _ => {}
                }
                return;
            }
            if is_optional && !is_shown(word) {
                self.aim(Goal::Nowhere);
                return;
            }
        }
        if !self.of_file(word, number.unwrap_or(1)) && !self.of_characters(word, number) {
            self.of_paragraph(word, number);
        }
    }

    /// What is said of the whole file, of fonts and styles.
    fn of_file(&mut self, word: &str, number: i32) -> bool {
        match word {
            "ansicpg" => self.code_page = encodings::of_code_page(number),
            "mac" => self.code_page = encodings::of_code_page(10000),
            "deff" => {
                self.default_font = number;
                self.group.font = number;
            }
            "fcharset" => {
                let encoding = encodings::of_charset(number);
                self.fonts.extend(encoding.map(|encoding| (self.entry, encoding)));
            }
            "cpg" => drop(self.fonts.insert(self.entry, encodings::of_code_page(number))),
            "f" if self.group.goal == Goal::Fonts => {
                self.entry = number;
                self.name.clear();
            }
            "s" if self.group.goal == Goal::Styles => self.entry = number,
            // Styles of characters and tables have numbers of their own.
            "cs" | "ds" | "ts" if self.group.goal == Goal::Styles => self.entry = -number,
            "outlinelevel" if self.group.goal == Goal::Styles => {
                self.outline = named::outline_level(&number.to_string());
            }
            "uc" => self.group.n_stand_ins = number.clamp(0, 16) as usize,
            _ => return matches!(self.group.goal, Goal::Fonts | Goal::Styles),
        }
        true
    }

    /// What characters look like, and characters by name.
    fn of_characters(&mut self, word: &str, number: Option<i32>) -> bool {
        let is_on = number != Some(0);
        let look = &mut self.group.look;
        match word {
            "plain" => {
                *look = Look::default();
                self.group.font = self.default_font;
            }
            "f" => self.group.font = number.unwrap_or(0),
            "b" => look.is_strong = is_on,
            "i" => look.is_emphasis = is_on,
            "super" | "up" => look.raised = is_on.then_some(Raised::Up),
            "sub" | "dn" => look.raised = is_on.then_some(Raised::Down),
            "nosupersub" => look.raised = None,
            "v" | "deleted" => look.is_hidden = is_on,
            "tab" => self.write("\t"),
            "line" | "softline" => self.write("\n"),
            "emdash" => self.write("—"),
            "endash" => self.write("–"),
            "lquote" => self.write("‘"),
            "rquote" => self.write("’"),
            "ldblquote" => self.write("“"),
            "rdblquote" => self.write("”"),
            "bullet" => self.write("•"),
            "emspace" | "enspace" | "qmspace" => self.write(" "),
            "chftn" => self.note_number(),
            _ => return false,
        }
        true
    }

    fn note_number(&mut self) {
        if matches!(self.group.goal, Goal::Text | Goal::Result) {
            self.writer.note_number();
        }
    }

    fn of_paragraph(&mut self, word: &str, number: Option<i32>) {
        if !matches!(self.group.goal, Goal::Text | Goal::Result | Goal::Note) {
            return;
        }
        let level = number.unwrap_or(0);
        match word {
            "par" | "sect" | "page" | "nestrow" => self.writer.end_paragraph(),
            "pard" => self.writer.reset_paragraph(),
            "s" => {
                // Some programs name the styles of words so too, within a paragraph.
                let kind = self.styles.get(&level).cloned();
                self.writer.paragraph.kind = kind.or(self.writer.paragraph.kind.take());
            }
            "outlinelevel" => {
                let level = named::outline_level(&level.to_string());
                if let Some(level) = level {
                    self.writer.paragraph.kind = Some(HintKind::Heading(level));
                }
            }
            "ilvl" => self.writer.paragraph.level = level.clamp(0, 8) as usize,
            "intbl" => self.writer.paragraph.is_in_table = true,
            "cell" => self.writer.end_cell(),
            "nestcell" => self.writer.write(" ", Look::default()),
            "row" => self.writer.end_row(),
            _ => {}
        }
    }
}

/// The bytes that digits write, two each; none if it is something else.
fn bytes_of_digits(text: &str) -> Vec<u8> {
    let digits: Vec<u8> = text.bytes().filter(|byte| !byte.is_ascii_whitespace()).collect();
    let byte = |pair: &[u8]| u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok();
    digits.chunks_exact(2).map(byte).collect::<Option<_>>().unwrap_or_default()
}

/// Where groups that begin with a word send their text.
fn goal(word: &str) -> Option<Goal> {
    Some(match word {
        "fonttbl" => Goal::Fonts,
        "stylesheet" => Goal::Styles,
        "listtext" | "pntext" => Goal::Label,
        "fldinst" => Goal::Instruction,
        "fldrslt" => Goal::Result,
        "footnote" => Goal::Note,
        "upr" => Goal::Doubled,
        "ud" => Goal::Text,
        "pict" => Goal::Picture,
        "info" => Goal::Info,
        "colortbl" | "nonshppict" | "header" | "headerl" | "headerr" | "headerf" | "footer"
        | "footerl" | "footerr" | "footerf" | "listtable" | "listoverridetable" | "xe" | "tc"
        | "rxe" | "sp" | "objdata" | "objclass" | "objname" | "ftnsep" | "ftnsepc" | "ftncn"
        | "aftnsep" | "aftnsepc" | "aftncn" | "annotation" | "atnid" | "atnauthor" | "revtbl"
        | "filetbl" | "nonesttables" | "pn" | "template" | "bkmkstart" | "bkmkend"
        | "themedata" | "private" => Goal::Nowhere,
        _ => return None,
    })
}

/// Groups that newer programs mark as theirs and whose text belongs to the document.
fn is_shown(word: &str) -> bool {
    matches!(word, "shppict" | "shpinst" | "shptxt" | "nesttableprops")
}
