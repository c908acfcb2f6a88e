//! The command line in Chinese: clap speaks English only.
//!
//! The English texts stand with the arguments; here is the Chinese for each, which a test asks for.

use std::error::Error as _;

use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Arg, Command};

use crate::cli::values::Wrong;

/// What each command does.
const COMMANDS: &[(&str, &str)] = &[
    ("danhuang", "丹黄：把文档清理干净了读，划线、打标签、写批注"),
    ("clean", "清理后的正文"),
    ("rules", "清理规则"),
    ("outline", "标题"),
    ("lines", "排成行的样子"),
    ("annotate", "标注一段文字"),
    ("correct", "亲手校订：哪些不是正文，哪行是标题、题名，哪里该改字，出处是什么"),
    ("note", "改一条标注"),
    ("notes", "一篇文档的标注"),
    ("tags", "笔记库的标签"),
    ("export", "导出带划线的全文、标注或正文，写成别的工具能读的格式"),
    ("formats", "能读和能写的格式"),
    ("merge", "把两个笔记库合成一个"),
    ("merge-file", "把同一个文件的三份合成一份，供 Git 调用"),
    ("doctor", "检查笔记库，有问题就修"),
    ("backup", "把整个笔记库备份成一个文件"),
    ("restore", "把备份恢复成笔记库"),
    ("help", "显示帮助"),
];

/// What each argument is, by its name; `command.argument` where two commands differ.
const ARGUMENTS: &[(&str, &str)] = &[
    ("danhuang.files", "要在窗口里打开的文档"),
    ("library", "笔记库的文件夹，也可用环境变量 DANHUANG_LIBRARY 指定 [默认：用户数据文件夹]"),
    ("lang", "提示用的语言：zh 中文，en 英文 [默认：随系统]"),
    ("encoding", "文档的编码，用 WHATWG 的名字，如 gb18030、big5 [默认：自动判断]"),
    ("output", "写到这个文件，不写到标准输出"),
    ("force", "-o 指的文件已经存在时覆盖它"),
    ("help", "显示帮助"),
    ("version", "显示版本"),
    ("file", "文档"),
    ("clean.file", "文档；- 表示读标准输入"),
    ("outline.file", "文档；- 表示读标准输入"),
    ("lines.file", "文档；- 表示读标准输入"),
    ("format", "写成什么样：text 给人看，json 给程序读 [默认：text]"),
    (
        "clean.format",
        "写成什么样：text 一段一行，markdown 带标题，html 网页，docx Word 文档，json 带每一处改动，source 清理前的原文 [默认：text]",
    ),
    (
        "script",
        "用哪种字形：simplified 繁体转简体，traditional 规范繁体，keep 不动 [默认：simplified]",
    ),
    ("rules", "打开或关掉规则，如 -punctuation,+gloss"),
    ("measure", "一整行排多少个汉字"),
    ("quote", "要标注的文字，按清理后的或文件里的写法都行"),
    ("export.quote", "引文：clean 清理后的，source 文件里的 [默认：clean]"),
    ("occurrence", "有好几处时取第几处，从 1 数起"),
    ("tags", "标签的路径，可以给好几个"),
    ("note.tags", "要加的标签，可以给好几个"),
    ("note.untags", "要去掉的标签，可以给好几个"),
    ("export.tags", "只要带这个标签或其下级标签的，可以给好几个"),
    ("merge.ours", "一个笔记库的文件夹"),
    ("merge.theirs", "另一个笔记库的文件夹"),
    ("into", "新笔记库放在哪里：空的或还没有的文件夹"),
    ("base", "两边共同的起点；没有就给空文件"),
    ("merge-file.ours", "这边的文件，结果也写到这里"),
    ("merge-file.theirs", "那边的文件"),
    ("note", "批注"),
    ("note.text", "批注"),
    ("correct.noise", "这些字不是正文，可以给好几处"),
    ("correct.article", "这些字是正文，规则不许去掉，可以给好几处"),
    ("correct.heading", "这些字所在的行是标题，可以给好几处"),
    ("correct.level", "标题的级别，1 最高 [默认：1]"),
    ("correct.no_heading", "这些字所在的行不是标题，可以给好几处"),
    ("correct.title", "这些字所在的行是题名"),
    ("correct.replace", "要改的字，按清理后的或文件里的写法都行"),
    ("correct.with", "改成什么；给空的就是去掉"),
    ("correct.author", "作者；给空的就是没有"),
    ("correct.source", "来源；给空的就是没有"),
    ("correct.date", "日期；给空的就是没有"),
    ("correct.url", "网址；给空的就是没有"),
    ("correct.as_in_file", "这几项照文件里写的：author、source、date、url"),
    ("correct.list", "列出亲手改过的，每处一个编号；再列出在别的文档里改过、这里也有的行"),
    ("correct.likewise", "在别的文档里改过、这里也有的行，照样改"),
    ("correct.undo", "撤回第几处，或 all 全部撤回"),
    (
        "color",
        "颜色：琥珀 amber、青蓝 azure、朱砂 cinnabar、松石 jade、藤紫 wisteria、桃红 peach、橄榄 olive、石板 slate",
    ),
    ("export.colors", "只要这种颜色的，可以给好几个，颜色名见 annotate --help"),
    ("note.id", "标注的编号"),
    ("note.accept", "认可候选位置"),
    ("note.place", "改标到这段文字上"),
    ("note.delete", "删掉这条标注"),
    ("export.files", "文档"),
    ("export.format", "格式，编号见 danhuang formats"),
    ("export.all", "笔记库里原文件还在的全部文档"),
    ("export.section", "只要标题里有这些字的那一节"),
    ("export.with_note", "只要写了批注的"),
    ("export.without_note", "只要没写批注的"),
    ("export.ids", "只要这一条标注，可以给好几个"),
    ("export.folder", "每篇文档各写一个文件，放在这个文件夹里"),
    (
        "export.group",
        "标注按什么分组：section 章节，tag 标签，color 颜色，date 日期 [默认：section]",
    ),
    (
        "export.rows",
        "表格的一行是什么：highlight 一条划线，tag 一条划线的一个标签 [默认：highlight]",
    ),
    ("export.template", "模板：list、front-matter、by-tag、org，或你自己的文件"),
    ("tags.import", "把一份标签表里的标签收进来：带表头的 CSV，或 RON"),
    ("tags.dry_run", "只说 --import 会做什么，不做"),
    ("doctor.repair", "把损坏的文件另存，再把读得出的重新写好"),
    ("restore.file", "备份文件"),
    ("restore.into", "恢复到这个文件夹，必须是空的或还没有的"),
    ("help.subcommand", "要看哪个命令的帮助"),
];

fn text(table: &[(&'static str, &'static str)], name: &str) -> Option<&'static str> {
    table.iter().find(|(known, _)| *known == name).map(|(_, text)| *text)
}

/// The command line with its help in Chinese.
pub(super) fn translated(mut command: Command) -> Command {
    command.build();
    translate(command)
}

fn translate(mut command: Command) -> Command {
    let name = command.get_name().to_owned();
    let usage = in_chinese(&command.render_usage().to_string());
    let example =
        command.get_after_help().map(|help| help.to_string().replace("Example: ", "例："));
    if let Some(about) = text(COMMANDS, &name) {
        command = command.about(about);
    }
    command
        .help_template("{about-with-newline}\n用法：{usage}\n\n{all-args}{after-help}")
        .override_usage(usage.strip_prefix("用法：").unwrap_or(&usage).to_owned())
        .after_help(example.unwrap_or_default())
        .subcommand_help_heading("命令")
        .mut_args(|argument| translate_argument(&name, argument))
        .mut_subcommands(translate)
}

fn translate_argument(command: &str, argument: Arg) -> Arg {
    let id = argument.get_id().to_string();
    let heading = if argument.is_positional() { "参数" } else { "选项" };
    let help = text(ARGUMENTS, &format!("{command}.{id}")).or_else(|| text(ARGUMENTS, &id));
    let argument = argument.help_heading(heading).hide_possible_values(true);
    let argument = argument.hide_default_value(true).hide_env(true);
    match help {
        Some(help) => argument.help(help).long_help(help),
        None => argument,
    }
}

/// A line of usage with its fixed words in Chinese.
fn in_chinese(usage: &str) -> String {
    let words = [
        ("Usage: ", "用法："),
        ("[OPTIONS]", "[选项]"),
        ("[COMMAND]", "[命令]"),
        ("FILES", "文档"),
        ("FILE", "文档"),
    ];
    words.iter().fold(usage.to_owned(), |usage, (english, chinese)| usage.replace(english, chinese))
}

/// What is wrong with the arguments, and how they should be.
pub(super) fn complaint(error: &clap::Error) -> String {
    let of = |kind| error.get(kind).map(shown).unwrap_or_default();
    let (argument, value) = (of(ContextKind::InvalidArg), of(ContextKind::InvalidValue));
    let known = of(ContextKind::ValidValue);
    let known = if known.is_empty() { known } else { format!("，可用的有：{known}") };
    let what = match error.kind() {
        ErrorKind::MissingRequiredArgument => format!("还缺少 {argument}"),
        ErrorKind::UnknownArgument => format!("多了“{argument}”，不认识这个参数"),
        ErrorKind::InvalidValue if value.is_empty() => format!("{argument} 后面要有内容{known}"),
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => {
            let wrong = error.source().and_then(|source| source.downcast_ref::<Wrong>());
            let right = wrong.map(|wrong| format!("，{}", wrong.phrase().zh)).unwrap_or(known);
            format!("{argument} 不能是“{value}”{right}")
        }
        ErrorKind::ArgumentConflict => format!("{argument} 重复了，或不能和别的参数一起用"),
        ErrorKind::InvalidSubcommand => {
            format!("没有“{}”这个命令", of(ContextKind::InvalidSubcommand))
        }
        _ => "参数不对".to_owned(),
    };
    let usage = of(ContextKind::Usage);
    let usage = if usage.is_empty() { usage } else { format!("{}\n", in_chinese(&usage)) };
    format!("danhuang: {what}\n{usage}加 --help 看详细说明\n")
}

fn shown(value: &ContextValue) -> String {
    match value {
        ContextValue::Strings(values) => values.join("、"),
        value => value.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::{ARGUMENTS, COMMANDS, text};
    use crate::cli::Arguments;

    #[test]
    fn every_command_and_argument_has_its_chinese() {
        let mut root = Arguments::command();
        root.build();
        for command in std::iter::once(&root).chain(root.get_subcommands()) {
            let name = command.get_name();
            assert!(text(COMMANDS, name).is_some(), "{name}");
            for argument in command.get_arguments() {
                let id = argument.get_id();
                let found = text(ARGUMENTS, &format!("{name}.{id}"))
                    .or_else(|| text(ARGUMENTS, id.as_str()));
                assert!(found.is_some(), "{name}.{id}");
            }
        }
    }
}
