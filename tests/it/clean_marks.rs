//! Marks, spaces, invisible characters, code and quoted characters: what is noise, and what looks like it and stays.

use danhuang::clean::{CleanOptions, Cleaned, ScriptChoice, clean, restore};
use danhuang::text::{Source, Text};

/// Cleans `text`, and holds the laws: what was cleaned comes back, and what is clean stays as it is.
fn cleaned_as(text: &str, script: ScriptChoice) -> String {
    let options = CleanOptions { script, ..CleanOptions::default() };
    let once = |text: &str| {
        let source: Text<Source> = Text::new(text);
        let cleaned: Cleaned = clean(&source, &[], &options);
        assert_eq!(restore(&source, &cleaned), text, "what was cleaned comes back");
        cleaned.text.as_str().to_owned()
    };
    let clean_text = once(text);
    assert_eq!(once(&clean_text), clean_text, "cleaning twice is cleaning once");
    clean_text
}

pub(crate) fn cleaned(text: &str) -> String {
    cleaned_as(text, ScriptChoice::Simplified)
}

pub(crate) fn untouched(text: &str) {
    assert_eq!(cleaned(text), text);
}

/// Rows of a text and what it is to become.
pub(crate) fn become_so(rows: &[(&str, &str)]) {
    for (text, wanted) in rows {
        assert_eq!(cleaned(text), *wanted);
    }
}

#[test]
fn the_space_behind_an_ascii_mark_goes_with_its_width() {
    become_so(&[
        ("他来了, 我走了; 你说: 可以吗? 可以!\n", "他来了，我走了；你说：可以吗？可以！"),
        ("码头修好了, 2019 年通航, iPad 也能买票.", "码头修好了，2019 年通航，iPad 也能买票."),
        ("渡船(木船) 每天两班, 票价(往返) 三元。", "渡船（木船） 每天两班，票价（往返） 三元。"),
        ("先装好软件(jieba), 再读入文件。", "先装好软件（jieba），再读入文件。"),
        ("涨了百分之三(3%), 比上年快。", "涨了百分之三（3%），比上年快。"),
    ]);
    // Two spaces are a gap that somebody meant, and a full-width mark has no space of its own.
    untouched("姓名：  张三  住址：  河边");
    untouched("（一） 总则");
}

#[test]
fn marks_of_a_latin_paragraph_are_its_own() {
    untouched(
        "The word for ferry is du (渡); Lu You (陆游, 1125-1210) used it in a poem (剑南诗稿), and so did others.",
    );
    untouched(
        "渡船每天两班，船夫姓何，住在石桥边上，逢年过节也不歇工。\n\
         The ferry (渡船) runs twice a day, and its owner, Mr He (何), lives beside the stone bridge (石桥).",
    );
    // A Chinese sentence with some Latin words is Chinese.
    become_so(&[(
        "用 Rust(系统语言)写 WebAssembly(字节码),很快。",
        "用 Rust（系统语言）写 WebAssembly（字节码），很快。",
    )]);
}

#[test]
fn traditional_terms_of_an_english_article_stay_as_they_are() {
    untouched(
        "Notes on the old harbour\n\
         The word for ferry, du (渡), is old; the word for harbour, gang (港), came later, and is found in the county gazetteer (縣志) of the period.\n\
         Lin Wende (林文德, 1640-1702) tells of boats in his Account of the Rivers (江河記聞), chapter 3, and of the customs house (稅關).",
    );
}

const STOPS: &str = "清早起了雾,船停在渡口没有开.等船的人坐在石阶上,有的抽烟,有的打盹.\n\
    守闸的老何说,这样的雾一年总有几回.他把灯笼挂在柱子上,又回屋去了.\n\
    到了九点,太阳出来了.\n";

#[test]
fn stops_become_chinese_where_the_text_has_no_other() {
    become_so(&[
        (
            STOPS,
            "清早起了雾，船停在渡口没有开。等船的人坐在石阶上，有的抽烟，有的打盹。\n\
             守闸的老何说，这样的雾一年总有几回。他把灯笼挂在柱子上，又回屋去了。\n\
             到了九点，太阳出来了。",
        ),
        ("他来了,我走了.你说好.\n", "他来了，我走了。你说好。"),
        (
            "他说, 我是约翰.史密斯, 刚到. 大家都看着他. 没有人说话.\n",
            "他说，我是约翰.史密斯，刚到。大家都看着他。没有人说话。",
        ),
        (
            "一,渡口\n船停了,大家都等着,没有人走开。\n二,石桥\n桥是旧的,人是新的,灯笼挂着。\n",
            "一、渡口\n船停了，大家都等着，没有人走开。\n二、石桥\n桥是旧的，人是新的，灯笼挂着。",
        ),
        (
            "今天下雨,路上很滑.大家都走得慢.我也慢.见www.example.com\n",
            "今天下雨，路上很滑。大家都走得慢。我也慢。见www.example.com",
        ),
        (
            "他1998年来了,我走了.1999年他又来了.2000年才走,见图.3和三.5节.\n",
            "他1998年来了，我走了。1999年他又来了。2000年才走，见图.3和三.5节。",
        ),
        (
            "他买了iPad.我也买了.版本是2.0.Mr.何不用,他看No.3和www.例子.com.大家都笑.\n",
            "他买了iPad。我也买了。版本是2.0.Mr.何不用，他看No.3和www.例子.com.大家都笑。",
        ),
        (
            "一.渡口\n船停了3.5小时,价格是2.00元.大家都等着.没有人走开.\n",
            "一.渡口\n船停了3.5小时，价格是2.00元。大家都等着。没有人走开。",
        ),
    ]);
    // Where there are full stops, others are names and numbers.
    untouched("约翰.史密斯来了。他住在渡口边。");
    untouched("书目\n卡尔.马克思\n约翰.史密斯\n列夫.托尔斯泰");
    untouched("一.渡口\n二.石桥\n三.闸门");
    untouched("见文件说明.txt 和照片.jpg");
}

#[test]
fn code_in_a_plain_text_is_left_alone() {
    untouched(
        "用脚本数船\n\
         先读入名单，再分成行，最后计数：\n    \
             import csv\n    \
             from pathlib import Path\n    \
             rows = list(csv.reader(open(\"boats.csv\")))\n    \
             print(len(rows))  # 船的总数, 不含标题行\n    \
             # 按码头分, 再排序\n    \
             for row in rows:\n        \
                 if row[1] == \"在航\":\n            \
                     print(\"是\", row[0])\n        \
                 else:\n            \
                     print(\"否\")\n\
         运行结果如下。",
    );
    untouched("在终端里写：\nprint(\"你好, 世界!\")\n就会看到问候。");
    untouched(
        "命令\ngit commit -m \"修复, 完成\"\ngit commit -m 修复,完成\necho \"你好, 世界\" > a.txt\n\
         $ mkdir 渡口,石桥\nls -l | grep 水厂",
    );
    // What only looks like code is a sentence.
    become_so(&[
        ("git 是工具,很好用!\ngo 语言,也好!", "git 是工具，很好用！\ngo 语言，也好！"),
        (
            "\"你好,世界!\"他说(笑).又说,\"真的吗?\"",
            "\"你好，世界！\"他说（笑）.又说，\"真的吗？\"",
        ),
        ("    他来了,我走了(明天再来)。", "他来了，我走了（明天再来）。"),
    ]);
}

#[test]
fn programs_that_name_things_in_chinese_are_left_alone() {
    untouched(
        "# 词频统计\nimport re, sys\ndef 统计(路径):\n    \"\"\"读入文件, 返回词频.\"\"\"\n    结果 = {}\n    \
         for 行 in open(路径):\n        for 词 in re.findall(r\"\\w+\", 行):\n            \
         结果[词] = 结果.get(词, 0) + 1\n    return 结果\nif __name__ == \"__main__\":\n    print(统计(sys.argv[1]))",
    );
    untouched(
        "function 求和(数组) {\n  let 总数 = 0;\n  for (const 项 of 数组) {\n    总数 += 项;\n  }\n  \
         console.log(\"总数, 共\", 总数);\n  return 总数;\n}",
    );
    untouched(
        "查询这样写。\nSELECT 姓名, 年龄 FROM 学生 WHERE 年龄 > 20;\nINSERT INTO 学生 (姓名, 年龄) VALUES ('李,四', 20);",
    );
    // Sentences whose marks were made half-width have signs of programs as well.
    become_so(&[
        ("面积 = 长(米),宽(米)相乘;算好再填.", "面积 = 长（米），宽（米）相乘；算好再填."),
        (
            "print(1)\n上面一行(见图):打印数字;运行它,看结果(很快).\nprint(2)",
            "print(1)\n上面一行（见图）：打印数字；运行它，看结果（很快）.\nprint(2)",
        ),
        ("for循环(一种语句):重复做,直到做完;", "for循环（一种语句）：重复做，直到做完；"),
    ]);
}

#[test]
fn values_apart_by_commas_are_left_alone() {
    untouched("年份,漏损率,备注\n1985,23.5%,铸铁管\n1990,20.1%,换管(一期)\n1995,18%,换管");
    untouched("姓名,分数\n王五,90\n李四,85\n赵六,77");
    become_so(&[
        // Three mottoes are no table.
        (
            "不忘源头,牢记水价,按时缴费\n节约用水,人人有责,从我做起\n修好管子,装好水表,关好龙头",
            "不忘源头，牢记水价，按时缴费\n节约用水，人人有责，从我做起\n修好管子，装好水表，关好龙头",
        ),
        (
            "他1985年来,住河边.\n他1990年走,去城里.\n后来,就没有消息了.",
            "他1985年来，住河边。\n他1990年走，去城里。\n后来，就没有消息了。",
        ),
    ]);
}

#[test]
fn invisible_characters_between_han_go() {
    for c in [
        '\u{200D}', '\u{200E}', '\u{200F}', '\u{202A}', '\u{202C}', '\u{202E}', '\u{2066}',
        '\u{2069}', '\u{034F}', '\u{FE0F}', '\u{FFF9}', '\u{FFFB}', '\u{7F}', '\u{1}', '\u{1F}',
        '\u{2061}', '\u{2064}', '\u{206F}', '\u{9D}',
    ] {
        let text = format!("河{c}边的渡口有两只木船，守闸的人住在石桥{c}旁边。");
        assert_eq!(
            cleaned(&text),
            "河边的渡口有两只木船，守闸的人住在石桥旁边。",
            "{:04X}",
            c as u32
        );
    }
}

#[test]
fn invisible_characters_that_mean_something_stay() {
    untouched(
        "全家👨\u{200D}👩\u{200D}👧都来了，❤\u{FE0F}和㊗\u{FE0F}，按1\u{FE0F}\u{20E3}键，🏴\u{E0067}\u{E0062}\u{E0065}\u{E006E}\u{E0067}\u{E007F}队。",
    );
    untouched("می\u{200C}خواهم، क्\u{200D}ष");
    untouched("他写了 \u{202B}שלום!\u{202C} 这个词。");
    untouched("印\u{200E} مرحبا\u{200E}!");
    // A character with the form that a variation selector names.
    untouched("葛\u{E0100}城市，侮\u{FE00}。");
    untouched("注音\u{FFF9}渡\u{FFFA}du\u{FFFB}口");
}

#[test]
fn a_stray_control_character_makes_no_text_binary() {
    let options = CleanOptions::default();
    let document = |bytes: &[u8]| danhuang::document::Document::new("a.txt", bytes, None, &options);
    let text = document("他在河\u{1}边，住在桥旁。\n".as_bytes()).unwrap();
    assert_eq!(text.cleaned.text.as_str(), "他在河边，住在桥旁。");
    assert!(document(&[1, 0, 2, 3, 255, 254, 0, 7, 6, 5, 9, 0, 12, 0, 1, 1, 3]).is_err());
}

#[test]
fn mojibake_of_marks_and_accents_alone_is_put_back() {
    become_so(&[
        ("老何说：â€œ今天有雾â€\u{9d}，然后走了。\n", "老何说：“今天有雾”，然后走了。"),
        (
            "老何说：â\u{80}\u{9c}今天有雾â\u{80}\u{9d}，然后走了。\n",
            "老何说：“今天有雾”，然后走了。",
        ),
        ("老何说：â€œ今天有雾â€，又说：â€œ走吧â€。\n", "老何说：“今天有雾”，又说：“走吧”。"),
        ("The cafÃ© isnâ€™t open.", "The café isn’t open."),
        (
            "It was 20Â°C â€“ too cold â€” and the naÃ¯ve crew of the MÃ¼llerâ€¦",
            "It was 20°C – too cold — and the naïve crew of the Müller…",
        ),
        (
            "Itâ€™s twice wrong: donÃ¢â‚¬â„¢t, cafÃƒÂ©, Ã¢â‚¬Å“so.",
            "It’s twice wrong: don’t, café, “so.",
        ),
        ("水温是20Â°C，价格是5â‚¬。", "水温是20°C，价格是5€。"),
    ]);
    untouched("“AMANHÃ” é o nome da canção, e “AMANHÔ não.");
    untouched("Le café”—dit-il—est fermé. «AMANHû");
    untouched("ÂNGELA viu o PÃO, a MAÇÃ… e a MANHÃ.");
    untouched("În câmp, lângă pârâu — “câmpâ”.");
}

#[test]
fn quoted_characters_of_an_essay_about_them_keep_their_forms() {
    untouched(
        "说“隻”与“只”\n\
         古书里“隻”与“只”是两个字：“隻”是一只鸟，“只”是语气词，后来“只”作“仅仅”讲。\n\
         简化以后，“隻”并入“只”，于是“一只船”与“只有”同形。类似的还有“臺”与“台”、“幹”与“干”、“嚮”与“向”、“鐘”与“钟”。\n\
         有人主张分开写“隻”“臺”“幹”诸字，也有人说看上下文就够了，不必这样麻烦。",
    );
    // In a Traditional text all else is turned.
    assert_eq!(
        cleaned("古書裡「隻」與「只」是兩個字：「隻」是一隻鳥。後來寫成「後來」的也有。"),
        "古书里「隻」与「只」是两个字：「隻」是一只鸟。后来写成「后来」的也有。"
    );
}

#[test]
fn lines_of_pinyin_between_the_lines_of_a_song_are_not_joined() {
    untouched(
        "渡船谣\n\
         江边民歌\n\
         清早的渡船摇啊摇过了河\n\
         qing zao de du chuan yao a yao guo le he\n\
         清早的渡船摇啊摇过了河\n\
         qing zao de du chuan yao a yao guo le he\n\
         老何的灯笼挂在石桥头上\n\
         lao he de deng long gua zai shi qiao tou shang\n\
         柳树湾里的水涨了又落下\n\
         liu shu wan li de shui zhang le you luo xia\n\
         等船的人坐在石阶上说话\n\
         deng chuan de ren zuo zai shi jie shang shuo hua\n\
         说的都是从前的事情\n\
         shuo de dou shi cong qian de shi qing",
    );
}

#[test]
fn broken_lines_with_a_blank_line_behind_each_are_joined() {
    let wrapped = "　　市水务局近日对城区排水管网进行了一次全面检查，\n发现老旧管段二十六处，渗漏点九处，目前已经完成整\n修的有十八处，其余将在汛期到来之前修好。负责人说，\n检查还会继续下去，直到所有的问题都得到解决为止，不\n留任何死角。\n　　另外，居民反映的积水问题也列入了今年的计划，预\n计七月以前可以全部完成。\n　　第三件事是河道清淤，已经招标。\n";
    let joined = cleaned(wrapped);
    assert_eq!(joined.lines().count(), 3);
    assert_eq!(cleaned(&wrapped.replace('\n', "\n\n")), joined);
    // Paragraphs that stand apart are of all lengths, and verse is not indented.
    untouched(
        "床前明月光照在旧渡口的石阶上\n疑是地上霜落在老何的船篷上\n举头望明月挂在柳树湾的枝上\n低头思故乡远在大河的那头上\n又是一年秋水涨满了闸门口上",
    );
}

#[test]
fn radicals_of_copied_pages_become_characters() {
    become_so(&[
        ("清⽔样的⾬，夜⾥更⾧，不能随便服⽤。", "清水样的雨，夜里更长，不能随便服用。"),
        ("⼈⺠的⽣活，⻓江⼤桥。", "人民的生活，长江大桥。"),
        ("⾧江⼤橋與⾨⼾，後來開闢。", "长江大桥与门户，后来开辟。"),
    ]);
    untouched("部首表：⼀、⼁、⼂、⼃，⽔部、⽕部和“⾬”字头都在其中，⾨（门）也是。");
}

#[test]
fn tags_of_a_page_that_were_left_in_a_text_go() {
    become_so(&[(
        "渡口记<br/><br/>\n<strong>一、石桥</strong><br/>\n桥是旧的，人是新的。<br/><br/>\n<p>船夫姓何，住在河边。</p>\n闸门关着。<br>水很静。<BR />\n",
        "渡口记\n一、石桥\n桥是旧的，人是新的。\n船夫姓何，住在河边。\n闸门关着。\n水很静。",
    )]);
    untouched("换行用 <br> 标签，段落用 <p> 元素，加粗用 <b> 或 <strong>，不要用 <font>。");
    untouched("换行写成“<br>”，段落写成“<p>第一段</p>”，加粗写成“<b>粗</b>”，都不难。");
    untouched("若 a<b 且 b>c，则 a<c；把 <姓名> 换成自己的。");
}

#[test]
fn spaces_between_all_characters_go() {
    let text = "清早起了雾，船停在渡口没有开。等船的人坐在石阶上，有的抽烟，有的打盹。\n守闸的老何说，这样的雾一年总有几回，他把灯笼挂在柱子上，又回屋去了，过了很久才出来。";
    let spread = |text: &str| -> String {
        let spread: String = text.chars().flat_map(|c| [c, ' ']).collect();
        spread.replace(" \n ", "\n").trim_end().to_owned()
    };
    assert_eq!(cleaned(&spread(text)), text);
    untouched(
        "前 言\n清早起了雾，船停在渡口没有开。等船的人坐在石阶上，有的抽烟，有的打盹。\n目 录",
    );
    untouched(
        "qīng zǎo qǐ le wù\n清 早 起 了 雾\nchuán tíng zài dù kǒu\n船 停 在 渡 口\nlǎo hé guà dēng lóng\n老 何 挂 灯 笼\nliǔ shù wān lǐ shuǐ zhǎng le\n柳 树 湾 里 水 涨 了\nděng chuán de rén zuò zài shí jiē shàng\n等 船 的 人 坐 在 石 阶 上",
    );
}

#[test]
fn notes_below_a_text_are_of_it_and_references_have_marks_of_their_own() {
    become_so(&[(
        "渡口的历史[1], 很长[2]。\n[1] 见县志, 卷三。又见碑文, 已残。\n[2] 内容, 半角\n[3] 那时叫柳渡, 后来改名(见上)。",
        "渡口的历史[1]，很长[2]。\n[1] 见县志，卷三。又见碑文，已残。\n[2] 内容，半角\n[3] 那时叫柳渡，后来改名（见上）。",
    )]);
    untouched(
        "参考文献\n[1] 韩立. 竹纸[J]. 研究, 2004, 12(3): 5-9.\n[2] 何大, 陈二. 渡口史[M]. 清河: 水利出版社, 1998.\n[3] 清河县志, 卷三, 1935",
    );
}

#[test]
fn chinese_characters_of_a_korean_text_keep_their_forms() {
    untouched(
        "한국어 문서입니다. 中國의 漢字를 함께 씁니다.\n국한문혼용체로 쓴 글도 그대로 두어야 한다.",
    );
    untouched(
        "大韓民國은 民主共和國이다. 大韓民國의 主權은 國民에게 있고, 모든 權力은 國民으로부터 나온다.",
    );
    // A Chinese text that quotes some Korean is Chinese.
    become_so(&[(
        "渡口的韓國遊客說「안녕하세요」，船夫聽不懂，祇是點頭笑着，後來大家都學會了這句話。",
        "渡口的韩国游客说「안녕하세요」，船夫听不懂，只是点头笑着，后来大家都学会了这句话。",
    )]);
}

#[test]
fn formal_numbers_have_their_own_three() {
    become_so(&[
        (
            "壹、計畫緣起\n本縣水管老舊。\n貳、目標\n三年內更換。\n參、經費\n共計新臺幣參拾貳萬元，由縣籌措，參加者有人參、當歸兩家，收拾參考書。",
            "壹、计划缘起\n本县水管老旧。\n贰、目标\n三年内更换。\n叁、经费\n共计新台币叁拾贰万元，由县筹措，参加者有人参、当归两家，收拾参考书。",
        ),
        ("痲痹的人們後來說話", "麻痹的人们后来说话"),
    ]);
}

/// Bytes of a Chinese text, each read as a character of its own.
fn read_as_western(text: &str, encoding: &'static encoding_rs::Encoding) -> String {
    text.lines()
        .map(|line| encoding.encode(line).0.iter().map(|byte| char::from(*byte)).collect())
        .collect::<Vec<String>>()
        .join("\n")
}

#[test]
fn characters_between_figures_of_mojibake_are_put_back_as_well() {
    let text = "清河水廠的四十年\n1985年6月12日夜，解放路的主管爆了，修了14個小時，到6月13日2時30分才通水。\n老何說，那天來了20多人，站在水中，沒有人回家。";
    for encoding in [encoding_rs::BIG5, encoding_rs::UTF_8, encoding_rs::GBK] {
        let wrong = read_as_western(text, encoding);
        assert_eq!(cleaned_as(&wrong, ScriptChoice::Keep), text, "{}", encoding.name());
    }
    untouched("渡口的早晨\nZoë and José paid 5¢ and £3 at the café");
}

#[test]
fn doubles_of_characters_become_the_usual_ones() {
    become_so(&[(
        "城\u{F9E9}的\u{F934}人说，那天街上像过年一样，\u{F9F4}里也有人。",
        "城里的老人说，那天街上像过年一样，林里也有人。",
    )]);
    untouched("“\u{F9E9}”和“里”是两个码位。");
    untouched("渡し場の\u{FA19}田さんと\u{FA11}田さんは、毎朝ここで船を待つ。");
}

#[test]
fn digits_of_a_spread_text_come_together_where_they_stood_apart() {
    let spread = |text: &str| {
        text.chars().map(|c| c.to_string()).collect::<Vec<_>>().join(" ").replace(" \n ", "\n")
    };
    let text = "1958年春天，县里决定在城北柳林建一座自来水厂，那时候没有机器，全靠人挖，两千多人干了七个月。\n供水3341.5万吨，比上年多12.5%，一共用了365天，大家都说快，没有人喊累。";
    assert_eq!(cleaned(&spread(text)), text);
}

#[test]
fn tags_of_forums_go_in_pairs() {
    become_so(&[(
        "[b]渡口的早晨[/b]\n[url=http://a.com]旧渡口[/url]起了雾，[color=red]老何[/color]把灯笼[size=4][i]挂[/i][/size]在柱子上。\n[align=center]他又回屋去了。[/align]",
        "渡口的早晨\n旧渡口起了雾，老何把灯笼挂在柱子上。\n他又回屋去了。",
    )]);
    untouched("论坛的 BBCode 写法\n[b]粗体[/b]是粗的，[i]斜体[/i]是斜的，[u]下划线[/u]有线。");
    untouched("用 a[i] 取值，b[s] 也行，见[注]和[b]，还有[i]与[p]。");
}
