//! What an element of a page is for, by its name, its role and the names that its author gave it.
//!
//! The names are those that sites share (class and id in HTML, WAI-ARIA's landmark roles); what follows from them
//! for a text is no business of this file.

use std::collections::HashMap;
use std::sync::LazyLock;

use html5ever::tokenizer::Tag;

use crate::import::html::attribute;
use crate::text::PagePart;

/// How much of the names of an element is read, in bytes: enough for all but generated ones.
const MOST_NAME_BYTES: usize = 400;

/// What the element is for.
pub(super) fn part(tag: &Tag) -> PagePart {
    let name = tag.name.as_ref();
    if let Some(part) = attribute(tag, "role").and_then(part_of_role) {
        return part;
    }
    match name {
        "html" | "body" => return PagePart::Plain,
        "nav" | "menu" => return PagePart::Navigation,
        "footer" => return PagePart::Footer,
        "aside" => return PagePart::Aside,
        "form" | "search" | "fieldset" | "button" => return PagePart::Form,
        "dialog" => return PagePart::Promotion,
        _ => {}
    }
    if attribute(tag, "itemprop").is_some_and(|name| name.eq_ignore_ascii_case("articleBody")) {
        return PagePart::Main;
    }
    let names = ["class", "id"].into_iter().filter_map(|name| attribute(tag, name));
    let named = names.filter_map(part_of_names).min_by_key(|part| rank(*part));
    match named {
        Some(part) => part,
        None if matches!(name, "main" | "article") => PagePart::Main,
        None => PagePart::Plain,
    }
}

fn part_of_role(role: &str) -> Option<PagePart> {
    Some(match role {
        "navigation" | "menu" | "menubar" | "toolbar" => PagePart::Navigation,
        "contentinfo" => PagePart::Footer,
        "complementary" => PagePart::Aside,
        "search" | "form" => PagePart::Form,
        "dialog" | "alertdialog" => PagePart::Promotion,
        "main" | "article" => PagePart::Main,
        _ => return None,
    })
}

/// Which of two names counts: the list of comments of an article is no article.
fn rank(part: PagePart) -> usize {
    NAMES.iter().position(|(other, _)| *other == part).unwrap_or(NAMES.len())
}

/// What the names of an element say, the surest first.
fn part_of_names(names: &str) -> Option<PagePart> {
    let names = names.get(..names.floor_char_boundary(MOST_NAME_BYTES)).unwrap_or(names);
    let all: Vec<Vec<String>> = names.split_whitespace().map(words).collect();
    // What is shown of another site is text: a post that the article speaks of.
    let is_embedded = all.iter().flatten().any(|word| word.starts_with("embed"));
    let parts = all.iter().filter_map(|words| part_of_words(words));
    parts.filter(|part| !(is_embedded && *part == PagePart::Sharing)).min_by_key(|part| rank(*part))
}

/// What one name says: two of its words say more than one, and of what a text is about only the last one speaks, for
/// `tag-law` is the article with this tag.
fn part_of_words(words: &[String]) -> Option<PagePart> {
    let pairs = words.windows(2).filter_map(|pair| part_of_name(&pair.concat()));
    let is_last = |at: usize| at + 1 == words.len();
    let single = || {
        let parts =
            words.iter().enumerate().filter_map(|(at, word)| Some((at, part_of_name(word)?)));
        let is_told = |at: usize| {
            is_last(at) || words.get(at).is_some_and(|word| ALWAYS.contains(&word.as_str()))
        };
        let parts = parts.filter(|(at, part)| *part != PagePart::About || is_told(*at));
        parts.map(|(_, part)| part).min_by_key(|part| rank(*part))
    };
    pairs.min_by_key(|part| rank(*part)).or_else(single)
}

fn part_of_name(name: &str) -> Option<PagePart> {
    static PARTS: LazyLock<HashMap<&str, PagePart>> = LazyLock::new(|| {
        let all = NAMES.iter().rev();
        all.flat_map(|(part, names)| names.split_whitespace().map(|name| (name, *part))).collect()
    });
    let begins = || STARTS.iter().find(|(start, _)| name.starts_with(start)).map(|(_, part)| *part);
    PARTS.get(name).copied().or_else(begins)
}

/// The words of names in lower case: `articleBody`, `article-body` and `article_body` are two words each.
fn words(names: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut was_lower = false;
    for c in names.chars() {
        let ends = !c.is_alphanumeric() || (was_lower && c.is_uppercase());
        if ends && words.last().is_some_and(|word| !word.is_empty()) {
            words.push(String::new());
        }
        was_lower = c.is_lowercase() || c.is_numeric();
        if let Some(word) = words.last_mut().filter(|_| c.is_alphanumeric()) {
            word.extend(c.to_lowercase());
        }
    }
    words.retain(|word| !word.is_empty());
    words
}

/// Names of those that speak of a text wherever they stand in a name.
const ALWAYS: [&str; 4] = ["author", "authors", "byline", "bylines"];

/// Names that say it by how they begin.
const STARTS: [(&str, PagePart); 7] = [
    ("sidebar", PagePart::Aside),
    ("related", PagePart::Related),
    ("recommend", PagePart::Related),
    ("advert", PagePart::Promotion),
    ("newsletter", PagePart::Promotion),
    ("breadcrumb", PagePart::Navigation),
    ("bdshare", PagePart::Sharing),
];

/// Names of one word, or of two without what stands between them; the parts in the order in which they count.
const NAMES: [(PagePart, &str); 11] = [
    (PagePart::Consent, "cookie cookies cookiebar consent gdpr cookienotice cookielaw"),
    (
        PagePart::Comments,
        "comment comments commentlist commentslist disqus respond replies reply gentie pinglun posttie livefyre
        commentbox commentarea commentform kommentare commentaires leserbriefe",
    ),
    (
        PagePart::Navigation,
        "nav navs navbar navi navigation topnav subnav mainnav menu menus mainmenu submenu menubar crumb crumbs bread
        pager paging pagination paginate pagenav pagenavi topbar toolbar skiplink skiplinks sitemap
        mianbaoxie daohang masthead sitenav",
    ),
    (
        PagePart::Footer,
        "footer foot copyright colophon impressum siteinfo pagefooter footnav disclaimer banquan",
    ),
    (
        PagePart::Aside,
        "aside rightbar leftbar rightside leftside complementary rail rightrail sidepanel sidecol sidenav
        rightcol rightcolumn",
    ),
    (
        PagePart::Related,
        "tuijian xiangguan similar morestories morenews morearticles moreposts morefrom readmore seealso alsolike
        mostread mostpopular mostviewed popular trending hotnews hotlist hotarticle latest outbrain taboola yarpp
        upnext nextup rank ranking guess paihang xgyd",
    ),
    (
        PagePart::Sharing,
        "share shares sharing sharebar sharebox sharebuttons social socials sharedaddy addthis shariff fenxiang qrcode
        erweima ewm saoma likes rating ratings vote votes jiathis",
    ),
    (
        PagePart::Promotion,
        "ad ads adv adsense advertisement sponsor sponsored sponsors promo promos promotion banner banners subscribe
        subscription signup signin login register popup modal overlay lightbox paywall
        donate donation cta downloadapp appdownload dfp gpt anzeige werbung guanggao outro",
    ),
    (
        PagePart::Form,
        "searchform searchbox searchbar",
    ),
    (
        PagePart::About,
        "byline bylines author authors authorinfo authorbio authorbox dateline timestamp published postmeta entrymeta
        postmetadata articlemeta articleinfo postinfo newsinfo meta infobar tag tags taglist tagcloud category categories
        keyword keywords postdate pubdate pubtime date time bio credit credits source laiyuan editor bianji zeren
        statement shengming declare",
    ),
    (
        PagePart::Main,
        "articlebody articlecontent articletext postcontent postbody posttext entrycontent entrybody entrytext
        maincontent storybody bodycontent articlemain contentbody richmedia textbody artical artibody thecontent
        postarticle newscontent newstext context singlecontent article post entry content story main hentry blog
        zhengwen neirong wenzhang vsbcontent trseditor pagescontent",
    ),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_read_in_every_way_of_writing() {
        for (names, part) in [
            ("article-body", Some(PagePart::Main)),
            ("ArticleBody", Some(PagePart::Main)),
            ("post_comments wide", Some(PagePart::Comments)),
            ("sidebarLeft", Some(PagePart::Aside)),
            ("TRS_Editor", Some(PagePart::Main)),
            ("post tags", Some(PagePart::About)),
            ("a b c", None),
            ("post-12 tag-law category-news", Some(PagePart::Main)),
            ("social-embed", None),
            ("post-date", Some(PagePart::About)),
            ("加粗", None),
        ] {
            assert_eq!(part_of_names(names), part, "{names}");
        }
    }
}
