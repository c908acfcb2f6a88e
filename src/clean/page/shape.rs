//! The shapes of a site's lines: paths, menus, links with dates, rules, what is strewn in against copying.
//!
//! No word is looked up here; what the words of a line show, `words` knows.

use crate::text::chars::{is_sentence_end, is_wide};

/// Longest line of junk, in bytes.
const MOST_JUNK_BYTES: usize = 200;

/// Whether the line gives a number, a label or a list, as footers do and headings do not.
pub(super) fn has_field(line: &str) -> bool {
    line.contains(|c: char| c.is_ascii_digit() || ":：|｜©【】[]（）()、，,".contains(c))
        || line.starts_with("版权所有")
        || line.ends_with("版权所有")
}

/// Short names with separators between them: 首页 > 政务公开 > 通知公告.
pub(super) fn is_breadcrumb(line: &str) -> bool {
    // So begin the rows of tables and lines of verse.
    if line.starts_with('|') {
        return false;
    }
    let parts =
        |separators: &[char]| -> Vec<&str> { line.split(separators).map(str::trim).collect() };
    let are_names = |parts: &[&str], most: usize| {
        parts.iter().all(|part| part.chars().count() <= most && !part.contains(['，', '。', '；']))
    };
    let sure = parts(&['>', '|', '»', '›', '＞', '｜', '┊']);
    let starts_at_home = |parts: &[&str]| {
        let first = parts.first().copied().unwrap_or_default();
        let last = first.rsplit([':', '：']).next().unwrap_or_default().trim();
        ["首页", "主页", "home", "网站首页", "トップ", "ホーム"].contains(&last)
            || first.contains("位置")
    };
    let weak = parts(&['/', '／', '→', '-', '·']);
    let is_path_to_text = ["正文", "详情", "详细内容", "浏览文章", "查看内容", "阅读"]
        .iter()
        .any(|end| line.ends_with(end));
    (sure.len() >= 3 && are_names(&sure, 14))
        || (sure.len() >= 4 && are_names(sure.get(..sure.len() - 1).unwrap_or_default(), 14))
        || (weak.len() >= 3 && are_names(&weak, 14) && is_path_to_text)
        || (sure.len() >= 2 && are_names(&sure, 20) && starts_at_home(&sure))
        || (weak.len() >= 2 && are_names(&weak, 20) && starts_at_home(&weak))
}

/// `第1页：外观 第2页：照度`: the pages of an article side by side.
pub(super) fn is_list_of_pages(line: &str) -> bool {
    let is_page = |piece: &str| {
        let digits = piece.bytes().take_while(u8::is_ascii_digit).count();
        digits > 0 && piece.get(digits..).is_some_and(|rest| rest.starts_with('页'))
    };
    line.split('第').filter(|piece| is_page(piece)).count() >= 2
}

/// `+4`: so many pictures more.
pub(super) fn is_more_pictures(line: &str) -> bool {
    let number = line.strip_prefix('+').unwrap_or_default();
    (1..=3).contains(&number.len()) && number.bytes().all(|byte| byte.is_ascii_digit())
}

/// A line of a link with its date or the number of things behind it.
pub(super) fn is_link(line: &str) -> bool {
    let line = line.trim_end();
    // A label and its value are what a notice says.
    if line.contains(['：', ':']) && !line.ends_with(']') {
        return false;
    }
    let inner = line.strip_suffix([']', ')', '）', '】']).unwrap_or(line);
    let digits =
        inner.chars().rev().take_while(|c| c.is_ascii_digit() || "-/.:年月日 ".contains(*c));
    let n_digits = digits.filter(char::is_ascii_digit).count();
    let is_counted = inner.len() < line.len() && n_digits >= 1;
    is_counted || n_digits >= 4
}

/// Four short names or more side by side.
pub(super) fn is_menu(line: &str) -> bool {
    let mut names =
        line.split([' ', '\u{3000}', '\t', '|', '·', '/']).filter(|name| !name.is_empty());
    let is_name = |name: &str| (1..=6).contains(&name.chars().count()) && name.chars().all(is_wide);
    // Single characters with spaces between are a heading set wide: 判 决 书.
    let n_chars: usize = names.clone().map(|name| name.chars().count()).sum();
    let n_names = names.clone().count();
    n_names >= 4 && n_chars > n_names && names.all(is_name)
}

/// Nothing but dashes, stars or dots.
pub(super) fn is_rule(line: &str) -> bool {
    line.chars().count() >= 3 && line.chars().all(|c| "-—_=*~·.─━".contains(c))
}

/// How many odd signs a line has that looks like what a forum puts between lines against copying, as
/// `, D4 r$ ^5 k9 x- M`; 0 for others.
pub(super) fn scramble(line: &str) -> usize {
    // The name of the site may stand before or behind.
    if line.len() > MOST_JUNK_BYTES {
        return 0;
    }
    let is_name =
        |c: char| (is_wide(c) && !is_sentence_end(c)) || matches!(c, ' ' | '!' | '！' | ',');
    let n_name = line.chars().filter(|c| !c.is_ascii()).count();
    let line = if n_name <= 10 { line.trim_matches(is_name) } else { line };
    if !line.is_ascii() || line.contains('=') {
        return 0;
    }
    let tokens = line.split(' ').filter(|token| !token.is_empty());
    let (n_tokens, n_chars) = tokens.fold((0, 0), |(n, chars), token| (n + 1, chars + token.len()));
    let odd = if n_tokens >= 5 { "$^~&@#%|\\{}<>*`!\"+()[];:?/" } else { "$^~&@#%|\\{}<>*`!\"+" };
    let n_odd = line.chars().filter(|c| odd.contains(*c)).count();
    let is_short = (3..=40).contains(&n_tokens) && n_chars <= n_tokens * 5 / 2;
    if is_short && n_odd >= 2 { n_odd } else { 0 }
}

/// What others push to a post of a board: `推 reader: 谢谢 03/19 21:55`, as boards of terminals have it.
///
/// Above the post such a board says `作者 reader (名)`, `看板 bike` and `时间 Sun Mar 19 21:47:03 2023`.
pub(super) fn is_push(line: &str) -> bool {
    let field = ["作者 ", "看板 ", "时间 "].iter().find_map(|label| line.strip_prefix(label));
    if field.is_some_and(|value| value.starts_with(|c: char| c.is_ascii_alphabetic())) {
        return true;
    }
    let rest = ["推 ", "嘘 ", "→ "].iter().find_map(|sign| line.strip_prefix(sign));
    rest.and_then(|rest| rest.split_once(':')).is_some_and(|(user, _)| {
        let user = user.trim_end();
        !user.is_empty() && user.bytes().all(|byte| byte.is_ascii_alphanumeric())
    })
}

/// Whether the site names itself there as the owner of what it shows.
pub(super) fn is_imprint(line: &str) -> bool {
    let signs = ["©", "(c)", "copyright", "版权所有", "著作权", "저작권", "powered by"];
    signs.iter().any(|sign| line.contains(sign))
}

/// How many borders of cells a row of a table has; of tabs, or of bars that no menu has.
pub(super) fn n_borders(line: &str) -> usize {
    let count = |border: u8| memchr::memchr_iter(border, line.as_bytes()).count();
    let bars = count(b'|');
    if bars > 0 { bars } else { count(b'\t') }
}

/// Whether it is the line between the rows of a table drawn with signs: `---+---+---`.
pub(super) fn is_border(line: &str) -> bool {
    line.contains('+') && line.len() >= 3 && line.bytes().all(|byte| b"+-=| ".contains(&byte))
}

/// What one clicks on to edit what is below a heading: `[编辑]`.
pub(super) fn is_edit_tool(line: &str) -> bool {
    ["[编辑]", "[edit]", "[编集]", "[编辑源代码]", "[编辑|编辑源代码]"].contains(&line)
}

/// How long a text is and how long one reads it: `全文5216字，阅读约需10分钟`, `3 min read`.
pub(super) fn is_length(line: &str) -> bool {
    let has_digit = line.contains(|c: char| c.is_ascii_digit());
    let says = |words: &[&str]| words.iter().any(|word| line.contains(word));
    has_digit
        && line.chars().count() <= 30
        && ((says(&["阅读", "读完", "预计", "約", "约"])
            && line.ends_with("分钟")
            && says(&["字", "阅读", "读完"]))
            || line.ends_with("min read")
            || line.ends_with("minute read"))
}

/// When somebody asked, answered or changed something, or how often it was seen: `Modified 3 years ago`.
pub(super) fn is_stamp(line: &str) -> bool {
    let verbs =
        ["asked ", "answered ", "edited ", "modified ", "viewed ", "commented ", "last edited"];
    line.len() <= 40
        && line.contains(|c: char| c.is_ascii_digit())
        && !line.ends_with('.')
        && verbs.iter().any(|verb| line.starts_with(verb))
}
