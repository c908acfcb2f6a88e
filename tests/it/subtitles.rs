//! Subtitles, and the table of formats in the README.

use std::path::Path;

use danhuang::import::FORMATS;

use crate::documents::{read, survives_mutation};

#[test]
fn subtitles_are_what_is_said() {
    let cases = [
        (
            "a.srt",
            "1\r\n00:00:01,000 --> 00:00:02,000\r\n<i>湖边</i>的\r\n书店\r\n\r\n2\r\n00:00:03,000 --> 00:00:04,000\r\n{\\an8}他说：\r\n\r\n3\r\n00:00:05,000 --> 00:00:06,000\r\n他说：\r\n",
            "湖边的书店\n他说：\n他说：\n",
        ),
        (
            "a.vtt",
            "\u{FEFF}WEBVTT\n\nNOTE x\n\nSTYLE\n::cue {}\n\nintro\n00:01.000 --> 00:02.000 align:start\n<v 老板>不想&amp;关门\n\n00:02.000 --> 00:03.000\n<v 老板>不想&amp;关门\n",
            "老板：不想&关门\n",
        ),
        (
            "v.vtt",
            "WEBVTT\n\n00:01.000 --> 00:02.000\n<v 周立松>水&amp;电来了\n\n00:02.000 --> 00:03.000\n<v 周立松>都来了</v>\n\n00:03.000 --> 00:04.000\n<v.loud 钱素云>真好。</v>\n<v Bob>Good.\n\n00:04.000 --> 00:05.000\n（笑声）\n\n00:05.000 --> 00:06.000\n<v Bob>Yes.\n",
            "周立松：水&电来了\n都来了\n钱素云：真好。\nBob: Good.\n（笑声）\nBob: Yes.\n",
        ),
        (
            "c.srt",
            "1\n00:00:01,000 --> 00:00:02,000\n- 不想关门\n<i>- 为什么</i>\n\n2\n00:00:03,000 --> 00:00:04,000\n已经是\n-5度\n——他说\n",
            "- 不想关门\n- 为什么\n已经是 -5度——他说\n",
        ),
        (
            "b.vtt",
            "WEBVTT\n\n00:01.000 --> 00:05.000\n<c.yellow>你来</c><00:02.500><c>了</c><01:00:04.000>。1 < 2\n",
            "你来了。1 < 2\n",
        ),
        ("b.srt", "not a cue at all", ""),
    ];
    for (name, file, text) in cases {
        assert_eq!(read(name, file.as_bytes()).unwrap().text.as_str(), text, "{name}");
    }
    let gbk =
        encoding_rs::GB18030.encode("1\n00:00:01,000 --> 00:00:02,000\n湖边的书店开了三十年\n").0;
    let imported = read("a.srt", &gbk).unwrap();
    assert_eq!((imported.encoding, imported.text.as_str()), ("GBK", "湖边的书店开了三十年\n"));
    survives_mutation("a.srt", &[cases[0].1.as_bytes().to_vec()]);
    survives_mutation("a.vtt", &[cases[1].1.as_bytes().to_vec()]);
}

#[test]
fn the_readme_lists_every_format() {
    let page =
        std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md")).unwrap();
    for info in FORMATS {
        let row = format!("| {} | .{} |", info.name.en, info.extensions.join(" ."));
        assert!(page.contains(&row), "README.md lacks: {row}");
    }
    for format in danhuang::exchange::FORMATS {
        let row = format!("| `{}` | {} | .{} |", format.id, format.name.en, format.extension);
        assert!(page.contains(&row), "README.md lacks: {row}");
    }
}
