//! What may stand where a note goes on with `#` or `[[`: the library's tags, and the headings and documents that a link
//! can name. It offers; nothing is made by it.

use crate::app::seek::{self, Sought};
use crate::app::{State, Tab};
use crate::text::chars::is_han;

/// Most that is offered at once.
const MOST_OFFERED: usize = 8;
const TAG_SIGN: char = '#';
const LINK_SIGN: &str = "[[";
const LINK_END: &str = "]]";

/// Something that is being typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Begun<'a> {
    /// A tag: what stands behind its sign.
    Tag(&'a str),
    /// A link by name.
    Link(&'a str),
}

/// What the text before the caret ends with, if that is the beginning of a tag or a link, and where its name
/// begins, in bytes.
pub fn begun(before: &str) -> Option<(usize, Begun<'_>)> {
    let line_start = before.rfind('\n').map_or(0, |at| at + 1);
    let line = before.get(line_start..)?;
    if let Some(at) = line.rfind(LINK_SIGN) {
        let name = line.get(at + LINK_SIGN.len()..)?;
        if !name.contains(['[', ']', '|']) {
            return Some((line_start + at + LINK_SIGN.len(), Begun::Link(name)));
        }
    }
    let at = line.rfind(TAG_SIGN)?;
    let (head, name) = (line.get(..at)?, line.get(at + TAG_SIGN.len_utf8()..)?);
    let is_part = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '/' | '·');
    let is_word = |c: char| c.is_alphanumeric() && !is_han(c) || matches!(c, '#' | '/');
    let is_tag = name.chars().all(is_part) && !head.chars().next_back().is_some_and(is_word);
    is_tag.then(|| (line_start + at + TAG_SIGN.len_utf8(), Begun::Tag(name)))
}

/// What fits, best first: names as they are to stand there.
pub fn offers(state: &State, begun: Begun<'_>) -> Vec<String> {
    let mut names = match begun {
        Begun::Tag(typed) => tags(state, typed),
        Begun::Link(typed) => names(state, typed),
    };
    names.truncate(MOST_OFFERED);
    // What stands there whole needs no offer.
    let typed = match begun {
        Begun::Tag(typed) | Begun::Link(typed) => typed,
    };
    if names.first().is_some_and(|name| name == typed) { Vec::new() } else { names }
}

/// The text that a chosen name becomes, put in the place of what was typed of it; `behind` is what follows there.
pub fn completed(begun: Begun<'_>, name: &str, behind: &str) -> String {
    match begun {
        Begun::Tag(_) if behind.starts_with(char::is_whitespace) => name.to_owned(),
        Begun::Tag(_) => format!("{name} "),
        Begun::Link(_) if behind.starts_with(LINK_END) => name.to_owned(),
        Begun::Link(_) => format!("{name}{LINK_END}"),
    }
}

fn tags(state: &State, typed: &str) -> Vec<String> {
    // White space would end a tag in a note.
    let fits = |path: &String| !path.contains(char::is_whitespace);
    let found = state.tags_fitting(typed, usize::MAX).into_iter().map(|tag| tag.path);
    found.filter(fits).take(MOST_OFFERED).collect()
}

/// The headings of the shown document, then the documents that are open or were read lately.
fn names(state: &State, typed: &str) -> Vec<String> {
    let headings = state.open.iter().flat_map(|open| &open.document.outline.headings);
    let headings = headings.map(|heading| heading.text.as_str());
    let open = state.tabs.iter().filter_map(|tab| match tab {
        Tab::Parked(parked) | Tab::Beside(parked) => Some(parked.open.document.title()),
        Tab::Shown | Tab::Waiting(_) => None,
    });
    let here = state.open.as_ref().and_then(|open| open.origin.path());
    let recents = state.recents.iter().filter(|recent| Some(&*recent.path) != here);
    let recents = recents.map(|recent| recent.title.as_str());
    let query = seek::normal(typed);
    let sought = Sought::new(&query);
    let mut found: Vec<_> = Vec::new();
    for (rank, name) in headings.chain(open).chain(recents).enumerate() {
        let is_known = || found.iter().any(|(_, _, known)| *known == name);
        let can_be_named = !name.is_empty() && !name.contains(['[', ']', '|', '\n']);
        if let Some((fit, _)) = sought.fit(name, 0).filter(|_| can_be_named)
            && !is_known()
        {
            found.push((fit, rank, name));
        }
    }
    found.sort();
    found.into_iter().map(|(_, _, name)| name.to_owned()).collect()
}

#[cfg(test)]
mod tests {
    use super::{Begun, begun, completed};

    #[test]
    fn a_tag_begins_where_a_note_would_find_one_and_a_link_at_its_brackets() {
        for (before, wanted) in [
            ("口径#数", Some((7, Begun::Tag("数")))),
            ("#", Some((1, Begun::Tag("")))),
            ("见 #政策/减", Some((5, Begun::Tag("政策/减")))),
            ("C#", None),
            ("##", None),
            ("# 标题", None),
            ("#数据 之后", None),
            ("#上一行\n这一行", None),
            ("见 [[乙 节", Some((6, Begun::Link("乙 节")))),
            ("见 [[", Some((6, Begun::Link("")))),
            ("[[甲]] #数", Some((9, Begun::Tag("数")))),
            ("[[甲]] 后", None),
            ("[[甲\n乙", None),
        ] {
            assert_eq!(begun(before), wanted, "{before}");
        }
    }

    #[test]
    fn what_is_chosen_is_closed_once() {
        assert_eq!(completed(Begun::Link("乙"), "乙节", ""), "乙节]]");
        assert_eq!(completed(Begun::Link("乙"), "乙节", "]] 见"), "乙节");
        assert_eq!(completed(Begun::Tag("数"), "数据", ""), "数据 ");
        assert_eq!(completed(Begun::Tag("数"), "数据", " 见"), "数据");
    }
}
