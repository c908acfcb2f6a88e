//! Copying: the words alone, with where they stand, or with a citation.

use crate::app::handle::{mark, place, view};
use crate::app::update::Context;
use crate::app::{Action, Effect, Notice, OpenDocument, Weight, texts};
use crate::exchange::cite::{self, Cited};
use crate::text::{Clean, Language, Span};

/// The text that "copy" means: the selection, else the active passage, else the paragraph that keys act on.
fn quoted(cx: &Context<'_>) -> Option<(String, Span<Clean>)> {
    let open = cx.state.open.as_ref()?;
    let span = cx.state.movable().or_else(|| mark::paragraph(cx))?;
    Some((open.document.cleaned.text.get(span).to_owned(), span))
}

/// Copies the words.
pub(crate) fn copy_words(cx: &mut Context<'_>) {
    if let Some((quote, _)) = quoted(cx) {
        cx.ask(Effect::Copy(quote));
    }
}

/// Copies the words with where they come from, in the form of the action.
pub(crate) fn copy(cx: &mut Context<'_>, action: Action) {
    let (Some((quote, span)), Some(open)) = (quoted(cx), &cx.state.open) else {
        return view::notify(cx, Notice::new(Weight::Info, texts::SELECT_FIRST.into()));
    };
    let language = cx.state.settings.language;
    let today: String = cx.now.to_rfc3339().chars().take("2020-02-29".len()).collect();
    let document = &open.document;
    let cited = Cited { title: document.title(), meta: &document.cleaned.meta, today: &today };
    let headings = document.heading_path(span);
    let paragraph = place::block_at(open, span.start) + 1;
    let standing = texts::passage_place(&headings, paragraph);
    let standing = standing.get(language);
    let text = match action {
        Action::CopyGbt7714 => {
            format!("“{quote}”（{standing}）\n{}", cite::gbt_7714(&cited))
        }
        Action::CopyBibtex => format!("“{quote}”\n\n{}\n", cite::bibtex(&cited, standing)),
        _ => format!("“{quote}”\n{}", source_line(open, language, standing)),
    };
    cx.ask(Effect::Copy(text));
    view::notify(cx, Notice::new(Weight::Info, texts::COPIED.into()));
}

/// `——张三：《题名》，吉林日报，2020年2月14日，“小标题”，第 12 段`
fn source_line(open: &OpenDocument, language: Language, standing: &str) -> String {
    let meta = &open.document.cleaned.meta;
    let known = |value: &Option<String>| value.clone().filter(|value| !value.trim().is_empty());
    let (author, title) = (known(&meta.author), open.document.title());
    let is_chinese = language == Language::Chinese;
    let mut parts = vec![match (author, is_chinese) {
        (Some(author), true) => format!("——{author}：《{title}》"),
        (None, true) => format!("——《{title}》"),
        (Some(author), false) => format!("— {author}, “{title}”"),
        (None, false) => format!("— “{title}”"),
    }];
    parts.extend(known(&meta.source));
    parts.extend(known(&meta.date));
    parts.extend(known(&meta.url));
    parts.push(standing.to_owned());
    parts.join(if is_chinese { "，" } else { ", " })
}
