//! Finding by regular expression, in time linear in the text for each hit.

use regex::RegexBuilder;
use regex_syntax::ast::{self, ErrorKind};

use crate::search::{Ended, Found};

/// Why a regular expression is none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PatternProblem {
    /// What is wrong.
    pub why: PatternWhy,
    /// Where, in characters from the start of the query, if it is one place.
    pub at: Option<usize>,
}

/// What can be wrong with a regular expression.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PatternWhy {
    /// A bracket has no partner.
    Bracket,
    /// A set of characters is not closed or holds a range that runs backwards.
    Set,
    /// A repetition has nothing to repeat, or its bounds make no sense.
    Repetition,
    /// A backslash stands before what it cannot stand before.
    Escape,
    /// It looks around or back, which takes more than linear time.
    Unsupported,
    /// It is too large.
    TooLarge,
    /// Something else.
    Other,
}

pub(super) fn search(
    text: &str,
    query: &str,
    is_exact: bool,
    found: &mut Found<'_>,
) -> Result<Option<Ended>, PatternProblem> {
    if query.is_empty() {
        return Ok(None);
    }
    check(query)?;
    let mut builder = RegexBuilder::new(query);
    let built = builder.case_insensitive(!is_exact).multi_line(true).crlf(true).build();
    let regex = built.map_err(|error| PatternProblem {
        why: match error {
            regex::Error::CompiledTooBig(_) => PatternWhy::TooLarge,
            _ => PatternWhy::Other,
        },
        at: None,
    })?;
    Ok(regex.find_iter(text).find_map(|hit| found.take(hit.range())))
}

/// Says what is wrong with a query in terms that can be told to a person.
fn check(query: &str) -> Result<(), PatternProblem> {
    let Err(error) = ast::parse::Parser::new().parse(query) else { return Ok(()) };
    let why = match error.kind() {
        ErrorKind::GroupUnclosed | ErrorKind::GroupUnopened => PatternWhy::Bracket,
        ErrorKind::ClassUnclosed
        | ErrorKind::ClassRangeInvalid
        | ErrorKind::ClassRangeLiteral
        | ErrorKind::ClassEscapeInvalid => PatternWhy::Set,
        ErrorKind::RepetitionCountDecimalEmpty
        | ErrorKind::RepetitionCountInvalid
        | ErrorKind::RepetitionCountUnclosed
        | ErrorKind::RepetitionMissing
        | ErrorKind::DecimalEmpty
        | ErrorKind::DecimalInvalid => PatternWhy::Repetition,
        ErrorKind::EscapeUnexpectedEof
        | ErrorKind::EscapeUnrecognized
        | ErrorKind::EscapeHexEmpty
        | ErrorKind::EscapeHexInvalid
        | ErrorKind::EscapeHexInvalidDigit
        | ErrorKind::UnicodeClassInvalid => PatternWhy::Escape,
        ErrorKind::UnsupportedBackreference | ErrorKind::UnsupportedLookAround => {
            PatternWhy::Unsupported
        }
        ErrorKind::NestLimitExceeded(_) | ErrorKind::CaptureLimitExceeded => PatternWhy::TooLarge,
        _ => PatternWhy::Other,
    };
    let before = query.get(..error.span().start.offset).unwrap_or_default();
    Err(PatternProblem { why, at: Some(before.chars().count()) })
}
