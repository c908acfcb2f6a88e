//! Whether readings are a machine's or a person's.
//!
//! A person explains what is rare or read otherwise than usual, once, where it stands first, in a text that often
//! says so. A machine puts readings behind the most ordinary characters, and behind the same ones each time.

use std::hash::Hash;
use std::sync::LazyLock;

use aho_corasick::AhoCorasick;
use rustc_hash::{FxHashMap, FxHashSet};

use crate::clean::gloss::tally::{Glossed, Kind, Tally};
use crate::clean::gloss::{GlossEvidence, Verdict};
use crate::text::readings::{is_reading, is_usual_reading};
use crate::text::{Census, gbk, script};

/// A text with fewer readings is not called a primer: three in a row may be one name.
const FEWEST_OF_A_PRIMER: usize = 8;
/// Fewer readings than these are not spoken of.
const FEWEST_SUSPECTED: usize = 3;
/// Fewer readings than these prove nothing.
const FEWEST: usize = 8;

/// Fewer readings than these are not strewn over a text.
const FEWEST_STREWN: usize = 20;
/// Fewest common characters that stood without a reading before they got one.
const FEWEST_LATE: usize = 8;

/// The characters that Chinese is full of and that nobody has to be told the reading of, but for those with several.
static EVERYDAY: LazyLock<FxHashSet<char>> =
    LazyLock::new(|| EVERYDAY_CHARACTERS.chars().collect());

const EVERYDAY_CHARACTERS: &str = "\
    的一于是不了在人有我他这个们来上大国到以说时要就出会可也你对生能而子那下自之年过后作里用道所然家事成方多经去法学如同现动面起定天进小部其些主样\
    理心她本前开但因从想实日军者意无力它与把机十民第公此已工使情明性知全三又关点业外将两高由问很最战向头文体政美见被利什二等产或新己制身加西斯月\
    话合回特代内信表化老世位次门任先海通儿原东声提立及比员水名真走义各入口认条平气题活打女四神总何电安报才结受目太再感建务做接必场件计管期市直资\
    命山金指克许统区保至队形社治展马科司五基眼书非听白却界达光放即像且权思王完设式色路品住告类求据程北边死张该交规万取拉格望际共确师观清今切院让\
    识候带导争运笔物手果度反林红究准严温流断层织八六七九百千约段造派农村城县镇省州厂矿钱收米买卖费价商企职议党委席团局级组办项投源供需消贸易银税\
    财户款房土油煤铁钢车船飞器械技术研专医病药食息网站讯播刊记编写画歌影视剧演众球赛育奥旅游景环境护植树森草花鸟鱼牛羊猪狗鸡习举乡丰余优临丽乌仅\
    伤份休伙伟估例依侧修借值停健偏偶储元兄充免兵具养决况冷净减凡击刀划列刘创初判别刻副功劳势勇勤包协南博卡卫印危历压友双变古句另叫台史右叶吃吗否\
    吧启吸呀呢周味响哥哪善喜园困围固图圆圣坐块坚坏型域培堂墙增壮备夏夕夜够夫失奇奖套妈妇妹姐姓始婚字存孙季孩宇守宝客室宣害宾密富寒察寻封射居届屋\
    岁岛巨左差布帝希帮常幸广序底店庭康引弟归录往径待律微德忙快念急怎怕怪您悲惊愿慢扬执扩找抓抗抱担拍招拿持挥损换授掌排推措操支改攻故救敢整料族既\
    早旧昨星春显晚晨晴智暗木未末材束极构析枪架某染柔查标核根案桥梦检楼概欢欧止步武每毒毛永江池汉河沿注洋洗洲济测深混港湖激火灯灾烟热照爱片牌牙状\
    独玉玩班甚留略疑皇皮益盘盟监盛眉睛短码破础示祖祝福秀私秋租积称移稳穿突窗竞端竹答简算篇精紧纪线练细终绍络绝继续绩维绿罗群翻考联肉脑脚脸致舞良\
    艺节若苦英茶获虽街衣装裁览讨训讲访证评试诗诚询详语误读课谁谈责败货质贵超越趣足距跑跟轮轻较辆辉输迎近返远违连迟迫追退送适选透速遇避邮郑酒采针\
    错闪闻阳阵阶陆限除险随雨雪露静顶顺须预领频颜风饭馆首香验骨鲜黄黑默龙\
";

/// The commonest of these: nobody is told their reading, least of all where they stood before.
static COMMONEST: LazyLock<FxHashSet<char>> = LazyLock::new(|| {
    "的一是了我不人在他有这个上们来到时大地为子中你说生国年着就那和要她出也得里后自以会家可下而过天去能对小多然于心学\
     么之都好看起发当没成只如事把还用第样道想作种开"
        .chars()
        .collect()
});

/// Words with which a text speaks of readings, or teaches the language: in both scripts.
const OF_READINGS: &[&str] = &[
    "注音",
    "註音",
    "拼音",
    "读音",
    "讀音",
    "读作",
    "讀作",
    "读成",
    "讀成",
    "读为",
    "讀為",
    "念作",
    "唸作",
    "念成",
    "唸成",
    "念错",
    "唸錯",
    "不读",
    "不讀",
    "应读",
    "應讀",
    "又读",
    "又讀",
    "误读",
    "誤讀",
    "读法",
    "讀法",
    "音同",
    "字音",
    "多音",
    "发音",
    "發音",
    "声调",
    "聲調",
    "轻声",
    "輕聲",
    "生字",
    "生词",
    "生詞",
    "识字",
    "識字",
    "难字",
    "難字",
    "课文",
    "課文",
    "释读",
    "生僻",
    "怎么读",
    "怎麼讀",
    "怎么念",
    "汉语",
    "漢語",
    "词汇表",
    "詞彙表",
];

/// Characters of which each of these words has one.
const CHARACTERS_OF_READINGS: &str = "音读讀念唸声聲字词詞语語课課僻";

static SAYS_SO: LazyLock<AhoCorasick> = LazyLock::new(|| {
    AhoCorasick::new(OF_READINGS).expect("a list of a few short words always compiles")
});

/// Weighs the glosses of a whole document.
pub(crate) fn weigh(text: &str, tally: &Tally<'_>, census: &Census) -> GlossEvidence {
    let count = tally.count();
    if count < FEWEST_SUSPECTED {
        return GlossEvidence { count, ..GlossEvidence::default() };
    }
    let n_read = tally.characters.n_chars + tally.words.n_chars;
    // Nearly every character of a passage: a primer, whose readings are the point. Machines leave most alone.
    let is_primer = n_read * 3 > census.n_han() as usize * 2 || tally.n_adjacent * 4 > count * 3;
    let n_spaced = tally.characters.n_spaced + tally.words.n_spaced;
    let evidence = GlossEvidence {
        count,
        is_primer: is_primer && count >= FEWEST_OF_A_PRIMER,
        takes_space: n_spaced * 10 >= count * 8,
        ..GlossEvidence::default()
    };
    if is_primer {
        return evidence;
    }
    let document = Document { text, tally, census };
    let words = document.verdict_of_words();
    let characters = document.verdict_of_characters(words);
    GlossEvidence { characters, words, ..evidence }
}

/// What the characters or words with readings show.
#[derive(Clone, Copy, Default)]
struct Signs {
    n_types: usize,
    /// Types that stand in the text twice or more: only these can show a habit.
    n_recurring: usize,
    /// Those of them that carry a reading each time.
    n_always: usize,
    /// Glosses of a type beyond its first one.
    n_again: usize,
    /// Glosses of everyday characters, in their usual reading.
    n_everyday: usize,
    /// Glosses of the commonest characters.
    n_commonest: usize,
    /// Types of these that stand in the text before the first of their readings.
    n_late: usize,
    /// Glosses of rare characters, or in another reading than the usual one.
    n_odd: usize,
    /// Glosses of characters that Simplified writes otherwise, in their usual reading.
    n_converted: usize,
}

impl Signs {
    fn add(&mut self, glossed: &Glossed, n_all: usize) {
        self.n_types += 1;
        self.n_again += glossed.count - 1;
        self.n_recurring += usize::from(n_all > 1);
        self.n_always += usize::from(n_all > 1 && n_all <= glossed.count);
    }

    /// Whether of the types that recur so many tenths always carry a reading.
    const fn is_consistent(&self, tenths: usize) -> bool {
        self.n_always * 10 >= self.n_recurring * tenths
    }

    /// A person does not write the reading of plain converted characters behind each of them.
    const fn is_beyond_doubt(&self, count: usize) -> bool {
        self.n_converted * 10 >= count * 9
            && self.n_everyday * 4 >= count
            && self.n_recurring >= 5
            && self.is_consistent(9)
            && self.n_again * 3 >= count
    }
}

const fn verdict(is_machine_made: bool) -> Verdict {
    if is_machine_made { Verdict::MachineMade } else { Verdict::Suspected }
}

struct Document<'a> {
    text: &'a str,
    tally: &'a Tally<'a>,
    census: &'a Census,
}

impl Document<'_> {
    fn verdict_of_characters(&self, words: Verdict) -> Verdict {
        let kind = &self.tally.characters;
        let of_machine = kind.count > 0 && {
            let signs = self.signs_of_characters();
            // A machine that reads words reads those of one character as well.
            (words == Verdict::MachineMade && signs.n_odd * 5 < kind.count)
                || self.is_machine_made(kind, &signs)
        };
        verdict(of_machine)
    }

    fn verdict_of_words(&self) -> Verdict {
        let kind = &self.tally.words;
        let is_enough = kind.count >= FEWEST && kind.types.len() >= 6 && self.is_dense(kind);
        let of_machine = is_enough && {
            let signs = self.signs_of_words();
            signs.n_recurring >= 3
                && signs.is_consistent(8)
                && signs.n_again * 10 >= kind.count
                && signs.n_everyday * 2 >= kind.count
                && !self.is_for_people(kind, &signs)
        };
        verdict(of_machine)
    }

    fn signs_of_characters(&self) -> Signs {
        self.tally.characters.types.iter().fold(Signs::default(), |mut signs, (han, glossed)| {
            signs.add(glossed, self.census.count(*han) as usize);
            let simplified = script::to_simplified().character(*han);
            let letters = self.letters(glossed);
            // No person gives a wrongly picked character the reading of the one that was meant.
            let is_usual = is_usual_reading(*han, &letters) || !is_reading(*han, &letters);
            let is_everyday = is_usual && EVERYDAY.contains(&simplified);
            signs.n_everyday += if is_everyday { glossed.count } else { 0 };
            if is_everyday && COMMONEST.contains(&simplified) {
                signs.n_commonest += glossed.count;
                signs.n_late += usize::from(self.stands_before(*han, glossed));
            }
            signs.n_converted += if is_usual && simplified != *han { glossed.count } else { 0 };
            signs.n_odd += if is_usual && gbk::is_common(*han) { 0 } else { glossed.count };
            signs
        })
    }

    /// Whether a character stands in the text before the first of its readings.
    fn stands_before(&self, han: char, glossed: &Glossed) -> bool {
        let before = self.text.get(..glossed.reading.start).unwrap_or_default().trim_end();
        before.strip_suffix(han).is_some_and(|before| before.contains(han))
    }

    fn signs_of_words(&self) -> Signs {
        let counts = self.counts_of_words();
        self.tally.words.types.iter().fold(Signs::default(), |mut signs, (word, glossed)| {
            signs.add(glossed, counts.get(word).copied().unwrap_or_default());
            let simplified = |c: char| script::to_simplified().character(c);
            let n_everyday = word.chars().filter(|c| EVERYDAY.contains(&simplified(*c))).count();
            let is_everyday = n_everyday * 2 >= word.chars().count();
            signs.n_everyday += if is_everyday { glossed.count } else { 0 };
            signs.n_odd += if word.chars().all(gbk::is_common) { 0 } else { glossed.count };
            signs
        })
    }

    /// How often each word with a reading stands in the text.
    fn counts_of_words(&self) -> FxHashMap<&str, usize> {
        let words: Vec<&str> = self.tally.words.types.keys().copied().collect();
        let mut counts = FxHashMap::default();
        // Too many of them to be sought at once are too many to be sure of.
        let Ok(finder) = AhoCorasick::new(&words) else { return counts };
        for found in finder.find_overlapping_iter(self.text) {
            if let Some(word) = words.get(found.pattern().as_usize()) {
                *counts.entry(*word).or_default() += 1;
            }
        }
        counts
    }

    /// The letters of a first reading, without what is around them.
    fn letters(&self, glossed: &Glossed) -> String {
        let reading = self.text.get(glossed.reading.clone()).unwrap_or_default();
        let inner = reading.trim_start_matches(['(', '（', '[']);
        let first = inner.split([')', '）', ']']).next().unwrap_or_default();
        first.chars().filter(|c| !c.is_whitespace()).flat_map(char::to_lowercase).collect()
    }

    fn is_dense<T: Hash + Eq>(&self, kind: &Kind<T>) -> bool {
        kind.n_chars * 1000 >= self.census.n_han() as usize * 15
    }

    fn is_machine_made(&self, kind: &Kind<char>, signs: &Signs) -> bool {
        let count = kind.count;
        // Nobody parts a word with a space behind its reading: where every one has it, few kinds will do.
        let is_spaced =
            kind.n_spaced == count && kind.n_plain == count && signs.n_always == signs.n_recurring;
        let is_enough = count >= FEWEST && signs.n_types >= if is_spaced { 3 } else { 6 };
        if !is_enough || !self.is_dense(kind) {
            return false;
        }
        let n_ordinary = signs.n_everyday.max(signs.n_converted);
        // Of those that say nothing of everyday characters only a person may know what they are for.
        let is_ordinary = signs.n_everyday * 5 >= count;
        let has_habit = is_spaced
            || (is_ordinary
                && signs.is_consistent(9)
                && if n_ordinary * 10 >= count * 6 {
                    signs.n_again * 10 >= count
                } else {
                    n_ordinary * 4 >= count && signs.n_recurring >= 3 && signs.n_again * 4 >= count
                });
        // Who writes readings for people gives their tones, and does not give those of ordinary characters again.
        let is_toneless = count >= 12 && signs.n_types >= 10 && kind.n_plain == count;
        let is_random =
            signs.n_everyday * 10 >= count * 6 && count >= 30 && signs.n_again * 2 >= count;
        kind.n_repeated >= 2
            || signs.is_beyond_doubt(count)
            || ((has_habit
                || (is_toneless && is_ordinary && n_ordinary * 10 >= count * 3)
                || is_random
                || self.are_strewn(count, signs))
                && !self.is_for_people(kind, signs))
    }

    /// Whether readings fall on the commonest characters about as often as the text has these, and not where they
    /// stand first: a machine strewed them.
    fn are_strewn(&self, count: usize, signs: &Signs) -> bool {
        let is_commonest = |c: char| COMMONEST.contains(&script::to_simplified().character(c));
        let n_commonest = || -> usize {
            let commonest = self.census.iter().filter(|(c, _)| is_commonest(*c));
            commonest.map(|(_, count)| count as usize).sum()
        };
        count >= FEWEST_STREWN
            && signs.n_late >= FEWEST_LATE
            && signs.n_everyday * 5 >= count * 3
            && signs.n_commonest * self.census.n_han() as usize * 5 >= n_commonest() * count * 3
    }

    /// Whether a person seems to have written the readings, for people to read.
    fn is_for_people<T: Hash + Eq>(&self, kind: &Kind<T>, signs: &Signs) -> bool {
        let n_latin: usize =
            ('a'..='z').chain('A'..='Z').map(|c| self.census.count(c) as usize).sum();
        // A list of words, or one with what they mean in another language.
        let is_list = kind.n_alone * 10 >= kind.count * 3;
        let is_bilingual =
            n_latin.saturating_sub(self.tally.n_letters) * 3 >= self.census.n_han() as usize;
        let explains = signs.n_odd * 4 >= kind.count || kind.n_varied * 5 >= kind.count;
        is_list || is_bilingual || explains || self.says_so(kind.count)
    }

    /// Whether the text speaks of readings, once for twenty of them or more.
    fn says_so(&self, count: usize) -> bool {
        let enough = count.div_ceil(20);
        // A text with many readings would have to be full of these characters, which are counted already.
        let most: usize =
            CHARACTERS_OF_READINGS.chars().map(|c| self.census.count(c) as usize).sum();
        if most < enough {
            return false;
        }
        SAYS_SO.find_iter(self.text).take(enough).count() == enough
    }
}

#[cfg(test)]
mod tests {
    use super::{CHARACTERS_OF_READINGS, OF_READINGS};

    #[test]
    fn each_word_that_speaks_of_readings_has_a_character_by_which_they_are_bounded() {
        let is_bounded = |word: &&str| word.contains(|c| CHARACTERS_OF_READINGS.contains(c));
        assert!(OF_READINGS.iter().all(is_bounded), "{OF_READINGS:?}");
    }
}
