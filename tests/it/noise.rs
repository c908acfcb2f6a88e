//! Noise as real pages have it, put on clean text by a seed: the families of inserted readings, machine-made
//! Traditional, folded marks, site furniture, broken lines, wrong decodings.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::LazyLock;

use danhuang::text::script;
use pinyin::ToPinyin;

/// A kind of noise.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Noise {
    /// `黨(dang) `: toneless, behind converted characters whose Simplified form is U+4E00 to U+51B3; marks
    /// folded to ASCII.
    A,
    /// `國(guó)`: toned, behind most converted characters.
    B,
    /// `的(de)(de)`: toneless, behind any character at random, one to four times.
    C,
    /// `头發(fà)`: toned, the reading of the Simplified character, behind whatever was picked for it.
    Meant,
    /// `记者(jìzhě)`, `记者(jì zhě)`, `记者（jìzhě）`, `记者(jizhe)`: behind words, always the same ones.
    Words,
    /// `水( shui )`, `水 (shuǐ)`, `水[shuǐ]`, `水(Shuǐ)`: behind characters, always the same ones.
    Brackets,
    /// Emoji before marks.
    Emoji,
    /// Commas before marks.
    Commas,
    /// Machine-made Traditional alone.
    Traditional,
    /// Navigation above, sharing and copyright below.
    Site,
    /// Lines broken at a width, paragraphs indented.
    Wrapped,
    /// Broken lines with running heads and page numbers.
    Paged,
    /// Decoded once as Latin-1 though it was GBK.
    Mojibake,
    /// Marks and spaces as web entities.
    Entities,
    /// `日?qǐng)?bào)`: readings put between the bytes of characters.
    Damage,
    /// Lines of a forum's junk against copying.
    Scrambled,
    /// Lines stuffed with keywords above and below.
    Spam,
    /// Zero-width characters, CRLF, full-width indentation, blank lines.
    Invisible,
}

/// All kinds.
pub(crate) const ALL: [Noise; 18] = [
    Noise::A,
    Noise::B,
    Noise::C,
    Noise::Meant,
    Noise::Words,
    Noise::Brackets,
    Noise::Emoji,
    Noise::Commas,
    Noise::Traditional,
    Noise::Site,
    Noise::Wrapped,
    Noise::Paged,
    Noise::Mojibake,
    Noise::Entities,
    Noise::Damage,
    Noise::Scrambled,
    Noise::Spam,
    Noise::Invisible,
];

/// `SplitMix64`: a few lines do for choices that are the same on every machine.
pub(crate) struct Random(pub(crate) u64);

impl Random {
    pub(crate) fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        ((mixed ^ (mixed >> 31)) % limit as u64) as usize
    }

    fn chance(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }
}

/// Where readings were put in, in bytes of the noisy text.
type Glosses = Vec<Range<usize>>;

/// A clean text with noise on it, and where readings were put in.
pub(crate) fn put_on(text: &str, noise: Noise, seed: u64) -> (String, Glosses) {
    let mut random = Random(seed);
    let plain = |text: String| (text, Vec::new());
    match noise {
        Noise::A => glossed(&text_with_folded_marks(text), &mut random, family_a),
        Noise::B => {
            let listed = listed(&mut random, 70);
            glossed(text, &mut random, move |simplified, written, random| {
                family_b(simplified, written, &listed, random)
            })
        }
        Noise::C => glossed(text, &mut random, family_c),
        Noise::Meant => {
            let listed = listed(&mut random, 70);
            glossed(text, &mut random, move |simplified, written, _| {
                let is_read = written != simplified && listed(simplified);
                let reading = simplified.to_pinyin().filter(|_| is_read)?;
                Some(format!("({})", reading.with_tone()))
            })
        }
        Noise::Words => words_read(text, &mut random),
        Noise::Brackets => in_brackets(text, &mut random),
        Noise::Traditional => plain(text.chars().map(|c| traditional(c, &mut random)).collect()),
        Noise::Emoji => plain(before_marks(text, &mut random, 40, |random| {
            ["🌷", "😊", "👍", "🎉"][random.below(4)]
        })),
        Noise::Commas => plain(before_marks(text, &mut random, 60, |_| "，")),
        Noise::Site => plain(on_a_site(text, &mut random)),
        Noise::Wrapped => plain(wrapped(text, 34 + random.below(6)).join("\n") + "\n"),
        Noise::Paged => plain(paged(text, &mut random)),
        Noise::Mojibake => {
            plain(encoding_rs::GBK.encode(text).0.iter().map(|byte| char::from(*byte)).collect())
        }
        Noise::Entities => plain(
            text.replace('“', "&ldquo;")
                .replace('”', "&rdquo;")
                .replace(' ', "&nbsp;")
                .replace('、', "&#12289;"),
        ),
        Noise::Damage => plain(damaged(text, &mut random)),
        Noise::Scrambled => plain(scrambled(text, &mut random)),
        Noise::Spam => plain(stuffed(text, &mut random)),
        Noise::Invisible => plain(
            text.lines().map(|line| format!("\u{3000}\u{3000}{line}\u{200B}\r\n\r\n")).collect(),
        ),
    }
}

/// For each Simplified character the Traditional ones it may become.
static TABLE: LazyLock<HashMap<char, Vec<char>>> = LazyLock::new(|| {
    let lines = include_str!("../../assets/opencc/STCharacters.txt").lines();
    let entry = |line: &str| {
        let (from, to) = line.split_once('\t')?;
        let from = from.chars().next()?;
        let targets = to.split(' ').filter_map(|to| to.chars().next());
        // A choice that is a word of its own in Simplified cannot be known for wrong: 俱 for 具.
        let is_undone = |c: &char| *c == from || script::to_simplified().character(*c) == from;
        let targets = targets.filter(|c| (*c as u32) < 0x1_0000).filter(is_undone);
        Some((from, targets.collect()))
    };
    lines.filter_map(entry).collect()
});

/// What a machine that knows no words makes of a character: its first form, now and then another.
fn traditional(c: char, random: &mut Random) -> char {
    match TABLE.get(&c).map(Vec::as_slice) {
        Some([]) | None => c,
        Some([only]) => *only,
        Some(several) => several[if random.chance(20) { random.below(several.len()) } else { 0 }],
    }
}

/// Half of the types that change, by their code: a tool's list is fixed.
fn listed(random: &mut Random, percent: usize) -> impl Fn(char) -> bool + use<> {
    let salt = random.below(1 << 20) as u64;
    move |c| Random(u64::from(u32::from(c)) ^ salt).chance(percent)
}

fn glossed(
    text: &str,
    random: &mut Random,
    gloss: impl Fn(char, char, &mut Random) -> Option<String>,
) -> (String, Glosses) {
    let (mut noisy, mut glosses) = (String::new(), Vec::new());
    for simplified in text.chars() {
        let written = traditional(simplified, random);
        noisy.push(written);
        if let Some(gloss) = gloss(simplified, written, random) {
            glosses.push(noisy.len()..noisy.len() + gloss.len());
            noisy.push_str(&gloss);
        }
    }
    (noisy, glosses)
}

fn family_a(simplified: char, written: char, _: &mut Random) -> Option<String> {
    let is_listed = written != simplified && ('\u{4E00}'..='\u{51B3}').contains(&simplified);
    let reading = written.to_pinyin().filter(|_| is_listed)?;
    Some(format!("({}) ", reading.plain()))
}

fn family_b(
    simplified: char,
    written: char,
    listed: &impl Fn(char) -> bool,
    _: &mut Random,
) -> Option<String> {
    let reading = written.to_pinyin().filter(|_| written != simplified && listed(simplified))?;
    Some(format!("({})", reading.with_tone()))
}

fn family_c(_: char, written: char, random: &mut Random) -> Option<String> {
    let reading = written.to_pinyin().filter(|_| random.chance(25))?;
    let copies = if random.chance(80) { 1 } else { 2 + random.below(3) };
    Some(format!("({})", reading.plain()).repeat(copies))
}

/// Reads pairs of characters as if they were words.
fn words_read(text: &str, random: &mut Random) -> (String, Glosses) {
    let (style, salt) = (random.below(4), random.below(1 << 20) as u64);
    let is_listed = |first: char, second: char| {
        Random(u64::from(u32::from(first)) << 20 ^ u64::from(u32::from(second)) ^ salt).chance(9)
    };
    let (mut noisy, mut glosses) = (String::new(), Vec::new());
    let mut last = None;
    for c in text.chars() {
        noisy.push(c);
        let pair = last.take().filter(|first| is_listed(*first, c));
        let readings = pair.and_then(|first| Some((first.to_pinyin()?, c.to_pinyin()?)));
        let Some((first, second)) = readings else {
            last = Some(c);
            continue;
        };
        let gloss = match style {
            0 => format!("({}{})", first.with_tone(), second.with_tone()),
            1 => format!("({} {})", first.with_tone(), second.with_tone()),
            2 => format!("（{}{}）", first.with_tone(), second.with_tone()),
            _ => format!("({}{})", first.plain(), second.plain()),
        };
        glosses.push(noisy.len()..noisy.len() + gloss.len());
        noisy.push_str(&gloss);
    }
    (noisy, glosses)
}

fn in_brackets(text: &str, random: &mut Random) -> (String, Glosses) {
    let (style, listed) = (random.below(4), listed(random, 15));
    let (mut noisy, mut glosses) = (String::new(), Vec::new());
    for c in text.chars() {
        noisy.push(c);
        let Some(reading) = c.to_pinyin().filter(|_| listed(c)) else { continue };
        let toned = reading.with_tone();
        let gloss = match style {
            0 => format!("( {} )", reading.plain()),
            1 => format!(" ({toned})"),
            2 => format!("[{toned}]"),
            _ if random.chance(50) => {
                let (first, rest) = toned.split_at(toned.chars().next().unwrap().len_utf8());
                format!("({}{rest})", first.to_uppercase())
            }
            _ => format!("({toned})"),
        };
        glosses.push(noisy.len()..noisy.len() + gloss.len());
        noisy.push_str(&gloss);
    }
    (noisy, glosses)
}

/// The text in lines of so many characters, readings and all, cut wherever a line is full.
pub(crate) fn cut_to_lines(text: &str, measure: usize) -> String {
    let mut lines = String::new();
    for paragraph in text.lines() {
        let chars: Vec<char> = format!("\u{3000}\u{3000}{paragraph}").chars().collect();
        for line in chars.chunks(measure) {
            lines.extend(line);
            lines.push('\n');
        }
    }
    lines
}

fn text_with_folded_marks(text: &str) -> String {
    text.chars()
        .map(|c| match c {
            '，' => ',',
            '；' => ';',
            '：' => ':',
            '？' => '?',
            '！' => '!',
            '（' => '(',
            '）' => ')',
            c => c,
        })
        .collect()
}

fn before_marks(
    text: &str,
    random: &mut Random,
    percent: usize,
    junk: impl Fn(&mut Random) -> &'static str,
) -> String {
    let mut noisy = String::new();
    for c in text.chars() {
        if matches!(c, '，' | '。' | '；' | '：') && random.chance(percent) {
            noisy.push_str(junk(random));
        }
        noisy.push(c);
    }
    noisy
}

fn on_a_site(text: &str, random: &mut Random) -> String {
    let (title, body) = text.split_once('\n').unwrap_or((text, ""));
    let heads = [
        "您现在的位置：首页 > 新闻中心 > 地方新闻 > 正文",
        "首页 | 机构 | 公开 | 服务 | 互动",
        "当前位置：网站首页 >> 政务公开 >> 通知公告",
    ];
    let sources = [
        "2021-03-16 09:20　来源：清江日报　作者：周文　字号：大 中 小",
        "发布时间：2019-11-02 信息来源：县政府办公室 浏览次数：1024",
        "来源：地方志办公室 发布日期：2020年5月8日",
    ];
    let feet = [
        "责任编辑：李想\n扫一扫，分享到微信\n上一篇：春季防火工作会议召开\n下一篇：没有了\n版权所有：清江市人民政府办公室 备案号：某ICP备05001234号\n",
        "【打印本页】【关闭窗口】\n相关阅读：\n清江两岸添新绿\n老桥新貌\n网站地图 | 联系我们 | 关于我们\n",
        "分享到：\n推荐阅读\n一张图看懂防汛常识\n主办：县人民政府 技术支持：信息中心 公网安备 22070202000123号\n",
    ];
    let pick = random.below(3);
    format!(
        "{}\n{title}\n{}\n{}\n{}",
        heads[random.below(3)],
        sources[pick],
        body.trim_end(),
        feet[random.below(3)]
    )
}

/// Lines of so many half-widths at most, the first of a paragraph indented; short paragraphs stay lines.
fn wrapped(text: &str, measure: usize) -> Vec<String> {
    let mut lines = Vec::new();
    for paragraph in text.lines() {
        let (mut line, mut width) = ("\u{3000}\u{3000}".to_owned(), 2);
        if paragraph.chars().count() < measure {
            lines.push(format!("\u{3000}\u{3000}{paragraph}"));
            continue;
        }
        let mut chars = paragraph.chars().peekable();
        while let Some(c) = chars.next() {
            line.push(c);
            width += 1;
            // No line begins with a mark or breaks a word.
            let next = chars.peek();
            let may_break = next.is_none_or(|next| !"，。、；：？！”）》".contains(*next))
                && !(c.is_ascii_alphanumeric() && next.is_some_and(char::is_ascii_alphanumeric));
            if width >= measure && may_break {
                lines.push(std::mem::take(&mut line));
                width = 0;
            }
        }
        if !line.trim().is_empty() {
            lines.push(line);
        }
    }
    lines
}

fn paged(text: &str, random: &mut Random) -> String {
    let head = text.lines().next().unwrap_or_default().to_owned();
    let mut noisy = String::new();
    for (page, lines) in wrapped(text, 34).chunks(18 + random.below(6)).enumerate() {
        if page > 0 {
            noisy.push_str(&format!("{head}　第一卷\n"));
        }
        lines.iter().for_each(|line| noisy.push_str(&format!("{line}\n")));
        noisy.push_str(&format!("- {} -\n", page + 1));
    }
    noisy
}

/// What the tool does that seeks its characters' bytes without regard to where characters begin.
fn damaged(text: &str, random: &mut Random) -> String {
    let listed = listed(random, 25);
    let written = TABLE.iter().filter_map(|(simplified, targets)| {
        targets.first().filter(|c| *c != simplified && listed(*simplified))
    });
    let list: HashMap<[u8; 2], char> = written
        .filter_map(|c| {
            let text = c.to_string();
            let bytes = encoding_rs::GBK.encode(&text).0;
            Some((<[u8; 2]>::try_from(bytes.as_ref()).ok()?, *c))
        })
        .collect();
    let written: String = text
        .chars()
        .map(|c| TABLE.get(&c).and_then(|to| to.first()).copied().unwrap_or(c))
        .collect();
    let (bytes, _, _) = encoding_rs::GBK.encode(&written);
    // Each byte, with the reading that is put behind it.
    let mut items: Vec<(u8, Option<String>)> = bytes.iter().map(|byte| (*byte, None)).collect();
    let mut at = 1;
    while at < bytes.len() {
        let reading = list.get(&[bytes[at - 1], bytes[at]]).and_then(ToPinyin::to_pinyin);
        if let Some(reading) = reading {
            items[at].1 = Some(format!("({})", reading.with_tone()));
            at += 1;
        }
        at += 1;
    }
    decoded(&items)
}

/// Reads the bytes as a browser does: one that is left alone before a parenthesis swallows it.
fn decoded(items: &[(u8, Option<String>)]) -> String {
    let mut text = String::new();
    let mut at = 0;
    while let Some((byte, put_in)) = items.get(at) {
        let put_in = put_in.as_deref().unwrap_or_default();
        at += 1;
        if *byte < 0x80 {
            text.push(char::from(*byte));
            text.push_str(put_in);
        } else if !put_in.is_empty() {
            text.push('?');
            text.push_str(put_in.trim_start_matches('('));
        } else if let Some((next, put_in)) = items.get(at) {
            at += 1;
            let bytes = [*byte, *next];
            let (pair, _) = encoding_rs::GBK.decode_without_bom_handling(&bytes);
            text.push_str(&pair.replace('\u{FFFD}', "?"));
            text.push_str(put_in.as_deref().unwrap_or_default());
        }
    }
    text
}

fn scrambled(text: &str, random: &mut Random) -> String {
    let signs: Vec<char> = "abcdefghijkRSTUVW0123456789$^~&@#%|{}<>*".chars().collect();
    let mut noisy = String::new();
    for line in text.lines() {
        noisy.push_str(line);
        noisy.push('\n');
        if random.chance(50) {
            let tokens: Vec<String> = (0..6 + random.below(8))
                .map(|_| (0..=random.below(2)).map(|_| signs[random.below(signs.len())]).collect())
                .collect();
            noisy.push_str(&format!(", {} $^\n", tokens.join(" ")));
        }
    }
    noisy
}

fn stuffed(text: &str, random: &mut Random) -> String {
    let words = [
        "澳门葡京娱乐城",
        "北京赛车投注",
        "时时彩开户",
        "真人百家乐",
        "老虎机游戏",
        "六合彩资料",
        "棋牌下载",
    ];
    let mut line = || {
        let picked: Vec<&str> = (0..5).map(|_| words[random.below(words.len())]).collect();
        picked.join("|")
    };
    format!("{}\n{text}\n{}\n{}\n", line(), line(), line())
}
