//! The texts about what was cleaned, and about how a file was decoded.

use crate::clean::review::{Facts, Group, RuleKind, Weight};
use crate::text::script;
use crate::text::{Bilingual, Language, Phrase};

const fn t(zh: &'static str, en: &'static str) -> Bilingual {
    Bilingual::new(zh, en)
}

/// In the empty search field of the list.
pub const SEARCH_EDITS: Bilingual = t("搜索改动", "Search changes");
/// The chip that groups by rule.
pub const BY_RULE: Bilingual = t("按规则", "By rule");
/// The chip that lists in the order of the text.
pub const BY_PLACE: Bilingual = t("按位置", "By place");
/// Gives all that a rule did back.
pub const RESTORE_RULE: Bilingual = t("恢复这一类", "Restore these");
/// Lets a rule work again.
pub const CLEAN_RULE: Bilingual = t("重新清理这一类", "Clean these again");
/// Has a rule off in every document.
pub const ALWAYS_KEEP: Bilingual = t("总是保留", "Always keep");
/// What that means.
pub const ALWAYS_KEEP_TIP: Bilingual = t(
    "以后打开的文档也不清理这一类；再点一次改回来",
    "Leaves these alone in every document from now on; click again to undo",
);
/// Gives one piece back.
pub const RESTORE_HERE: Bilingual = t("恢复此处", "Restore this");
/// Gives everything back.
pub const RESTORE_ALL: Bilingual = t("全部恢复", "Restore all");
/// Lets the cleaning have everything again.
pub const CLEAN_ALL: Bilingual = t("全部重新清理", "Clean all again");
/// Carries a suggestion out.
pub const APPLY: Bilingual = t("应用", "Apply");
/// The pieces that were given back.
pub const GIVEN_BACK: Bilingual = t("已恢复", "Restored");
/// A rule that is off in every document.
pub const OFF_EVERYWHERE: Bilingual = t("总是保留", "always kept");
/// After something was given back.
pub const RESTORED: Bilingual = t("已恢复，Ctrl+Z 可撤销", "Restored; Ctrl+Z takes it back");
/// After the cleaning got something again.
pub const CLEANED_AGAIN: Bilingual =
    t("已重新清理，Ctrl+Z 可撤销", "Cleaned again; Ctrl+Z takes it back");
/// After a suggestion was carried out.
pub const APPLIED: Bilingual = t("已应用，Ctrl+Z 可撤销", "Applied; Ctrl+Z takes it back");
/// After a rule was switched off everywhere.
pub const KEPT_ALWAYS: Bilingual =
    t("这一类以后都保留，Ctrl+Z 可撤销", "These are kept from now on; Ctrl+Z takes it back");
/// Opens the view beside the file.
pub const COMPARE: Bilingual = t("对照", "Compare");
/// Takes a bar away.
pub const SEEN: Bilingual = t("知道了", "Fine");
/// Above the file's text.
pub const IN_FILE: Bilingual = t("原文", "In the file");
/// Above the cleaned text.
pub const AS_CLEANED: Bilingual = t("清理后", "Cleaned");
/// The accessible name of the view beside the file.
pub const COMPARE_VIEW: Bilingual = t("原文与清理后对照", "File and cleaned text side by side");
/// Beside the document's name while the file stands beside the text.
pub const COMPARING: Bilingual = t("清理对照", "beside the file");
/// Beside it while what was taken away shows in its place.
pub const SHOWING_TAKEN: Bilingual = t("就地看清理", "with what was taken away");
/// The keys of that view, at the bottom.
pub const COMPARE_KEYS: Bilingual = t(
    "[ 上一处　] 下一处　　O 就地看　Shift+O 退出对照",
    "[ previous   ] next     O in place   Shift+O leave",
);
/// The keys while what was taken away shows in its place.
pub const GHOST_KEYS: Bilingual = t("O 收起　Shift+O 对照", "O hide   Shift+O compare");
/// A page without an article.
pub const ONLY_FURNITURE: Bilingual = t(
    "这一页没有正文，只有导航、版权一类的文字，都已清理。",
    "There is no article on this page, only navigation and the like, which was taken away.",
);
/// Where nothing is left because the reader wanted it.
pub const NOTHING_LEFT: Bilingual = t("清理后什么也没有留下。", "Cleaning left nothing.");
/// Beside the name of an encoding that is in use.
pub const IN_USE: Bilingual = t("正在用", "in use");
/// In the list of encodings.
pub const ENCODING_HINT: Bilingual = t(
    "选看得懂的一行；会记住，标注按原话重新定位。",
    "Choose the line that reads well; it is remembered, and notes are placed by their words.",
);
/// Opens the list of encodings.
pub const OTHER_ENCODING: Bilingual = t("换一种编码…", "Choose another…");
/// Says that the guessed encoding is the right one.
pub const READS_WELL: Bilingual = t("没有乱码", "It reads well");
/// An encoding that was only guessed.
pub const GUESSED_TIP: Bilingual =
    t("编码是猜的，点这里换一种", "The encoding is a guess; click to choose another");
/// The encoding, as a button.
pub const ENCODING: Bilingual = t("文件编码", "Encoding of the file");

/// "1,843".
pub fn grouped(count: usize) -> String {
    let digits = count.to_string();
    let mut grouped = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

/// "去掉 182 处 / 936 字（30.0%），改动 872 处": the first count is that of the toolbar's button.
pub fn cleaned_summary(
    language: Language,
    n_taken: usize,
    n_edits: usize,
    weight: &Weight,
) -> String {
    let n_changed = n_edits.saturating_sub(n_taken);
    let (taken, changed) = (grouped(n_taken), grouped(n_changed));
    let (chars, share) = (grouped(weight.n_taken), weight.per_mille());
    let share = format!("{}.{}%", share / 10, share % 10);
    let parts = match language {
        Language::Chinese => {
            [format!("去掉 {taken} 处 / {chars} 字（{share}）"), format!("改动 {changed} 处")]
        }
        Language::English => [
            format!("{taken} taken away, {chars} characters ({share})"),
            format!("{changed} changed"),
        ],
    };
    let [taken, changed] = parts;
    match (n_taken, n_changed, language) {
        (0, _, _) => changed,
        (_, 0, _) => taken,
        (_, _, Language::Chinese) => format!("{taken}，{changed}"),
        (_, _, Language::English) => format!("{taken}; {changed}"),
    }
}

/// What the toolbar's button says when the pointer rests on it.
pub fn cleaned_tip(
    language: Language,
    n_taken: usize,
    n_edits: usize,
    n_suggested: usize,
) -> String {
    let (taken, changed) = (grouped(n_taken), grouped(n_edits.saturating_sub(n_taken)));
    let suggested = match (language, n_suggested) {
        (_, 0) => String::new(),
        (Language::Chinese, count) => format!("；另有 {count} 处建议"),
        (Language::English, count) => format!("; {count} suggested"),
    };
    let tip = match language {
        Language::Chinese => {
            format!("清理了什么：去掉 {taken} 处，改动字形、标点、空白 {changed} 处")
        }
        Language::English => {
            format!(
                "What was cleaned: {taken} taken away, {changed} characters, marks or spaces changed"
            )
        }
    };
    tip + &suggested
}

/// "只看建议 3".
pub fn only_suggestions(language: Language, count: usize) -> String {
    match language {
        Language::Chinese => format!("只看建议 {count}"),
        Language::English => format!("Suggestions {count}"),
    }
}

/// "⋯ 已清理 2 处".
pub fn pill(language: Language, count: usize) -> String {
    match (language, count) {
        (Language::Chinese, _) => format!("⋯ 已清理 {count} 处"),
        (Language::English, 1) => "⋯ 1 piece taken away".to_owned(),
        (Language::English, _) => format!("⋯ {count} pieces taken away"),
    }
}

/// "恢复同类 14 处".
pub fn restore_alike(language: Language, count: usize) -> String {
    let count = grouped(count);
    match language {
        Language::Chinese => format!("恢复同类 {count} 处"),
        Language::English => format!("Restore all {count} of the kind"),
    }
}

/// "应用全部 3 处".
pub fn apply_all(language: Language, count: usize) -> String {
    let count = grouped(count);
    match language {
        Language::Chinese => format!("应用全部 {count} 处"),
        Language::English => format!("Apply all {count}"),
    }
}

/// "另有 3 处建议", or "3 处建议" where there is nothing else.
pub fn more_suggestions(language: Language, count: usize, is_all: bool) -> String {
    let count = grouped(count);
    match (language, is_all) {
        (Language::Chinese, true) => format!("{count} 处建议"),
        (Language::Chinese, false) => format!("另有 {count} 处建议"),
        (Language::English, true) => format!("{count} suggested"),
        (Language::English, false) => format!("{count} more suggested"),
    }
}

/// "对照第 1/23 段".
pub fn compared(language: Language, index: usize, count: usize) -> String {
    match language {
        Language::Chinese => format!("对照第 {index}/{count} 段"),
        Language::English => format!("Paragraph {index} of {count}"),
    }
}

/// That a cleaning took much away, or a heading.
pub fn unusual(language: Language, weight: &Weight) -> String {
    // The share that the list states.
    let share = weight.per_mille() / 10;
    match (language, weight.takes_heading) {
        (Language::Chinese, true) => "清理去掉了像标题的一行，请看一眼。".to_owned(),
        (Language::English, true) => {
            "The cleaning took a line away that looks like a heading; please have a look."
                .to_owned()
        }
        (Language::Chinese, false) => format!("清理较多，去掉了 {share}% 的文字，请看一眼。"),
        (Language::English, false) => {
            format!("The cleaning took {share}% of the text away; please have a look.")
        }
    }
}

/// That the encoding of what is shown was guessed, and is not sure.
pub fn encoding_guessed(language: Language, encoding: &str) -> String {
    let name = encoding_name(encoding);
    match language {
        Language::Chinese => format!("文件没有注明编码，暂按 {name} 打开；如果有乱码，请换一种。"),
        Language::English => {
            format!(
                "The file does not say its encoding; it was opened as {name}. If it looks garbled, choose another."
            )
        }
    }
}

/// "GB18030？": an encoding that is not sure.
pub fn guessed(encoding: &str) -> String {
    format!("{}？", encoding_name(encoding))
}

/// An encoding as people write it.
pub fn encoding_name(encoding: &str) -> String {
    match encoding {
        "gb18030" | "GBK" => encoding.to_uppercase(),
        name => name.to_owned(),
    }
}

/// What kind of line was taken away, in two or three characters.
pub fn line_tag(rule: &'static str, line: &str) -> Bilingual {
    let folded = script::to_simplified().converted(line).to_lowercase();
    let has = |words: &[&str]| words.iter().any(|word| folded.contains(word));
    match rule {
        "gloss" => t("注音", "reading"),
        "hand" => t("亲手", "by hand"),
        "space" | "spread" | "invisible" => t("空白", "space"),
        "contents" => t("目录", "contents"),
        "repeats" if !line.chars().any(char::is_alphabetic) => t("页码", "page number"),
        "repeats" if line.chars().count() <= 40 => t("页眉", "running head"),
        "repeats" => t("重复", "repeated"),
        "markup" | "tags" => t("格式", "markup"),
        _ if has(&["版权", "copyright", "all rights", "备案", "icp", "公网安备"]) => {
            t("版权", "copyright")
        }
        _ if has(&["来源", "作者", "发布", "编辑", "责编", "记者"]) => {
            t("出处", "source")
        }
        _ if has(&["扫码", "扫一扫", "关注", "下载", "公众号", "点击", "优惠", "广告", "热线"]) => {
            t("广告", "advertisement")
        }
        _ if has(&["分享", "打印", "收藏", "评论", "举报"]) => t("分享", "sharing"),
        "boilerplate" => t("导航", "navigation"),
        _ => t("清理", "cleaned"),
    }
}

/// Why a rule did what it did in this document.
pub fn reason(group: &Group) -> Phrase {
    let rule = group.rule.rule();
    if group.edits.is_empty() {
        return suggested_reason(group);
    }
    match &group.facts {
        Facts::Readings { n_chars, n_always, has_tones, is_repeated } => {
            readings((*n_chars, *n_always), (*has_tones, *is_repeated))
        }
        Facts::Words(words) if !words.is_empty() => {
            let zh = words.iter().map(|(was, now)| format!("{was}→{now}"));
            let en = words.iter().map(|(was, now)| format!("{now} for {was}"));
            Phrase::new(format!("如 {}", join(zh, "，")), join(en, ", "))
        }
        Facts::Marks(marks) if !marks.is_empty() => {
            let named = |mark: &char, count: &usize| (mark_name(*mark), grouped(*count));
            let named = marks.iter().map(|(mark, count)| named(mark, count));
            let zh = named.clone().map(|(mark, count)| format!("{}{count} 处", mark.zh));
            let en = named.map(|(mark, count)| format!("{count} {}", mark.en));
            Phrase::new(
                format!("汉字旁的{}", join(zh, "、")),
                format!("beside Chinese: {}", join(en, ", ")),
            )
        }
        Facts::Lines { head, tail, inside } => lines(*head, *tail, *inside),
        Facts::Again { line, count, is_same: true } => Phrase::new(
            format!("“{line}”出现了 {count} 次"),
            format!("\"{line}\" stood there {count} times"),
        ),
        Facts::Again { line, count, is_same: false } => Phrase::new(
            format!("“{line}”一类，每页一处，共 {count} 处"),
            format!("lines like \"{line}\", one a page, {count} in all"),
        ),
        Facts::Words(_) | Facts::Marks(_) | Facts::None => Phrase::from(rule.does),
    }
}

/// A mark's name, with the space that Chinese puts before a number.
fn mark_name(mark: char) -> Phrase {
    let (zh, en) = match mark {
        ',' => ("逗号 ", "commas"),
        ';' => ("分号 ", "semicolons"),
        ':' => ("冒号 ", "colons"),
        '?' => ("问号 ", "question marks"),
        '!' => ("叹号 ", "exclamation marks"),
        '(' => ("左括号 ", "opening parentheses"),
        ')' => ("右括号 ", "closing parentheses"),
        '.' => ("句点 ", "full stops"),
        mark => return Phrase::new(format!(" {mark} "), format!("of {mark}")),
    };
    Phrase::new(zh, en)
}

fn suggested_reason(group: &Group) -> Phrase {
    match group.rule.rule().kind() {
        RuleKind::Glosses => Phrase::new(
            "像是机器插入的读音，但全文证据不够，没有改动",
            "they look like inserted readings, but the document does not prove it; left alone",
        ),
        _ if !group.rule.rule().can_apply_suggestions() => Phrase::new(
            "这里的字被截断了，猜不出原字，请自己核对",
            "characters were cut here and cannot be told; please check them",
        ),
        _ => Phrase::new("可能是杂质，没有改动", "this may be noise; it was left alone"),
    }
}

/// Of readings on so many characters, so many of which always carry one; `signs` are tone marks and repetition.
fn readings((n_chars, n_always): (usize, usize), signs: (bool, bool)) -> Phrase {
    let family = match signs {
        (_, true) => t("读音重复", "readings stand there twice"),
        (true, false) => t("带声调的读音", "readings with tones"),
        (false, false) => t("读音", "readings"),
    };
    let (zh, en) = (family.zh, family.en);
    if n_always == n_chars {
        return Phrase::new(
            format!("{zh}与前面的字相符，{n_chars} 个字每次都注：机器插入"),
            format!(
                "{en} fit their characters, and these {n_chars} have one every time: put in by a machine"
            ),
        );
    }
    Phrase::new(
        format!("{zh}与前面的字相符，{n_chars} 个字里 {n_always} 个每次都注：机器插入"),
        format!(
            "{en} fit their characters, and {n_always} of these {n_chars} have one every time: put in by a machine"
        ),
    )
}

fn lines(head: usize, tail: usize, inside: usize) -> Phrase {
    let parts = [
        (head, t("文首", "before the text")),
        (inside, t("文中", "inside")),
        (tail, t("文末", "after the text")),
    ];
    let told = || parts.iter().filter(|(count, _)| *count > 0);
    let zh = told().map(|(count, place)| format!("{} {count} 行", place.zh));
    let en = told().map(|(count, place)| format!("{count} {}", place.en));
    Phrase::new(
        format!("导航、来源、版权一类：{}", join(zh, "，")),
        format!("navigation, source lines and the like: {}", join(en, ", ")),
    )
}

fn join(parts: impl Iterator<Item = String>, with: &str) -> String {
    parts.collect::<Vec<_>>().join(with)
}
