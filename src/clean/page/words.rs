//! Words by which the furniture of a page is known: assets/cleaning/furniture.txt, made ready to be sought.
//!
//! All are in Simplified and lower case. What a word shows, the page's other files say.

use std::sync::LazyLock;

use aho_corasick::{AhoCorasick, Anchored, Input, MatchKind, StartKind};

use crate::text::script;

/// One list of words.
pub(super) struct Words {
    list: Vec<String>,
    finder: AhoCorasick,
}

impl Words {
    fn read(name: &str) -> Self {
        let list: Vec<String> = section(name).collect();
        Self { finder: finder(&list, StartKind::Both), list }
    }

    /// Whether one of them stands in `line`.
    pub(super) fn are_in(&self, line: &str) -> bool {
        self.finder.is_match(line)
    }

    /// Whether `line` is one of them and nothing else, but for the marks around it.
    pub(super) fn are_all(&self, line: &str) -> bool {
        let line = line.trim_matches(|c: char| !c.is_alphabetic());
        // The longest word at the start is the line itself, if the line is one.
        let found = self.finder.find(Input::new(line).anchored(Anchored::Yes));
        found.is_some_and(|found| found.end() == line.len())
    }

    /// Whether `line` begins with one of them; a Latin word ends there as well.
    pub(super) fn begin(&self, line: &str) -> bool {
        let found = self.finder.find(Input::new(line).anchored(Anchored::Yes));
        let is_letter = |byte: Option<&u8>| byte.is_some_and(u8::is_ascii_alphabetic);
        found.is_some_and(|found| {
            let last = found.end().checked_sub(1).and_then(|at| line.as_bytes().get(at));
            !(is_letter(last) && is_letter(line.as_bytes().get(found.end())))
        })
    }

    /// Whether `line` begins with one of them as a label with a colon behind it.
    pub(super) fn label(&self, line: &str) -> bool {
        let found = self.finder.find(Input::new(line).anchored(Anchored::Yes));
        let rest = found.and_then(|found| line.get(found.end()..)).unwrap_or_default();
        rest.trim_start().starts_with([':', '：'])
    }

    /// Whether `line` ends with one of them.
    pub(super) fn end(&self, line: &str) -> bool {
        self.list.iter().any(|word| line.ends_with(word.as_str()))
    }

    /// How many stand in `line`, one after the other.
    pub(super) fn count(&self, line: &str) -> usize {
        self.finder.find_iter(line).count()
    }
}

fn finder(list: &[String], start: StartKind) -> AhoCorasick {
    let mut builder = AhoCorasick::builder();
    let made = builder.match_kind(MatchKind::LeftmostLongest).start_kind(start).build(list);
    made.expect("a few thousand short words are within the limits of the automaton")
}

/// The words of a section of the file, parted by `|`, their spaces kept; made Simplified, as lines are before
/// they are compared: 会員 stands there as a Japanese writes it.
fn section(name: &str) -> impl Iterator<Item = String> {
    let head = format!("[{name}]");
    let lines = include_str!("../../../assets/cleaning/furniture.txt").lines();
    let lines = lines.skip_while(move |line| *line != head).skip(1);
    // A line of words may begin with a bracket too.
    let is_head = |line: &str| line.starts_with('[') && line.ends_with(']');
    let own = lines.take_while(move |line| !is_head(line)).filter(|line| !line.starts_with('#'));
    let words = own.flat_map(|line| line.split('|')).filter(|word| !word.is_empty());
    words.map(|word| script::to_simplified().converted(word))
}

macro_rules! lists {
    ($($(#[doc = $doc:literal])* $list:ident: $name:literal;)*) => {
        $($(#[doc = $doc])* pub(super) static $list: LazyLock<Words> = LazyLock::new(|| Words::read($name));)*

        /// Reads all lists.
        pub(super) fn make_ready() {
            $(LazyLock::force(&$list);)*
            LazyLock::force(&TERMS);
        }
    };
}

lists! {
    /// What only forums say.
    FORUM: "forum";
    /// What a forum says of each of its posts.
    POSTED: "posted";
    /// What a forum calls its posts.
    FLOORS: "floors";
    /// What opens answers and comments, which may be longer than what they are to.
    TALK: "talk";
    /// What alone on its line opens what others said.
    TURNS: "turns";
    /// What a site calls the fields of a text; no article's outside it.
    FIELDS: "fields";
    /// How the names of sites end.
    SITE_ENDS: "site_ends";
    /// What a page says that is not there.
    MISSING: "missing";
    /// What leads to further pages of a list.
    PAGERS: "pagers";
    /// What a page of search results says.
    RESULTS: "results";
    /// With what the line below a picture begins.
    CAPTIONS: "captions";
    /// What is furniture also inside an article where it stands alone.
    ALONE: "alone";
    /// What stands before the name of who signs a text.
    ROLES: "roles";
    /// What stands above the notes and references of a text.
    NOTES: "notes";
    /// How the names of offices end that sign a notice.
    OFFICE_ENDS: "office_ends";
    /// With what a site greets, at the start of a short line.
    GREETINGS: "greetings";
    /// With what a line of furniture begins.
    STARTS: "starts";
    /// With what a line of furniture ends.
    ENDS: "ends";
    /// Of what one makes a line that is no sentence furniture, wherever in it it stands.
    ANYWHERE: "anywhere";
    /// How a site speaks of itself.
    SELF: "self";
    /// What it says then; with one of the words above it makes a sentence a notice.
    NOTICES: "notices";
    /// What only furniture has, also as a sentence inside an article.
    PHRASES: "phrases";
    /// What opens a list of other things: behind the article, all below it is furniture too.
    OPENERS: "openers";
    /// With what pages are stuffed to be found.
    SPAM: "spam";
    /// With what sites of books stuff a line that is no sentence.
    STUFFING: "stuffing";
}

/// What a word of an interface is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Term {
    /// Something to click on, or a counter.
    Action,
    /// The name of a section of a site.
    Section,
    /// What stands beside these, and says nothing alone.
    Filler,
}

/// The words of interfaces, each with what it is.
static TERMS: LazyLock<(AhoCorasick, Vec<(Term, bool)>)> = LazyLock::new(|| {
    let kinds = [(Term::Action, "actions"), (Term::Section, "sections"), (Term::Filler, "fillers")];
    let (terms, list): (Vec<Term>, Vec<String>) = kinds
        .into_iter()
        .flat_map(|(term, name)| section(name).map(move |word| (term, word)))
        .unzip();
    let is_latin = |word: &str| word.ends_with(|c: char| c.is_ascii_alphabetic());
    let kinds = terms.into_iter().zip(list.iter().map(|word| is_latin(word))).collect();
    (finder(&list, StartKind::Unanchored), kinds)
});

/// How much of a line is made of what one clicks on.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Coverage {
    n_actions: usize,
    n_sections: usize,
    n_fillers: usize,
    n_covered: usize,
    n_letters: usize,
}

impl Coverage {
    /// Measures `line`, which is in Simplified and lower case.
    pub(super) fn of(line: &str) -> Self {
        let n_letters = |text: &str| text.chars().filter(|c| c.is_alphabetic()).count();
        // An address says nothing of what stands beside it.
        let line = line.find("http").and_then(|at| line.get(..at)).unwrap_or(line);
        let mut coverage = Self { n_letters: n_letters(line), ..Self::default() };
        let (finder, kinds) = &*TERMS;
        let is_letter = |byte: Option<&u8>| byte.is_some_and(u8::is_ascii_alphabetic);
        for found in finder.find_iter(line) {
            let Some((term, is_latin)) = kinds.get(found.pattern().as_usize()) else { continue };
            // A Latin word is one only between other signs.
            let before = found.start().checked_sub(1).and_then(|at| line.as_bytes().get(at));
            if *is_latin && (is_letter(before) || is_letter(line.as_bytes().get(found.end()))) {
                continue;
            }
            coverage.n_covered += n_letters(line.get(found.range()).unwrap_or_default());
            coverage.n_actions += usize::from(*term == Term::Action);
            coverage.n_sections += usize::from(*term == Term::Section);
            coverage.n_fillers += usize::from(*term == Term::Filler);
        }
        coverage
    }

    /// Whether nearly all words of the line are what one clicks on.
    pub(super) fn is_interface(self) -> bool {
        let is_covered = self.n_covered * 4 >= self.n_letters * 3;
        let is_menu = self.n_sections >= 4;
        is_covered && ((self.n_actions >= 1 && self.n_actions + self.n_sections >= 2) || is_menu)
    }

    /// How much of the line is such words, from 0 to 1.
    pub(super) fn covered(self) -> f32 {
        if self.n_letters == 0 { 0.0 } else { self.n_covered as f32 / self.n_letters as f32 }
    }

    /// Whether it is one such word and nothing else.
    pub(super) fn is_single(self) -> bool {
        self.n_actions == 1 && self.n_covered == self.n_letters
    }

    /// Whether it is one such word with what stands beside it, and nothing else.
    pub(super) fn is_counted(self) -> bool {
        self.n_actions == 1 && self.n_covered == self.n_letters && self.n_fillers >= 1
    }

    /// Whether it is the name of a section and nothing else.
    pub(super) fn is_section(self) -> bool {
        self.n_sections == 1 && self.n_covered == self.n_letters
    }

    /// Whether half of it is such words.
    pub(super) fn is_half(self) -> bool {
        self.n_covered * 2 >= self.n_letters
    }
}
