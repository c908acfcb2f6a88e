//! Kinds of noise beyond the founding article's, each with what looks like it and must stay.

use danhuang::clean::{CleanOptions, Cleaned, clean, restore};
use danhuang::document::Document;
use danhuang::text::{Source, Text};

fn cleaned(text: &str) -> String {
    let source: Text<Source> = Text::new(text);
    let cleaned: Cleaned = clean(&source, &[], &CleanOptions::default());
    assert_eq!(restore(&source, &cleaned), text, "what was cleaned comes back");
    cleaned.text.as_str().to_owned()
}

fn untouched(text: &str) {
    assert_eq!(cleaned(text), text);
}

const PARAGRAPH: &str = "市水务局近日对城区排水管网进行了一次全面检查，发现老旧管段二十六处，渗漏点九处，目前已经完成整修的有十八处，其余将在汛期到来之前修好。";

#[test]
fn commas_before_marks_go_if_there_are_many() {
    let noisy = "今年以来，，全市工业运行平稳，。企业开工率达到九成，，用电量增长百分之三，；订单充足，。下半年，，市里将继续扩大投资，。";
    assert_eq!(
        cleaned(noisy),
        "今年以来，全市工业运行平稳。企业开工率达到九成，用电量增长百分之三；订单充足。下半年，市里将继续扩大投资。"
    );
    untouched("他说，，等一等。后来没有再来过，大家也就散了。");
}

#[test]
fn emoji_before_marks_go_if_there_are_many() {
    let noisy = "早上开会🌷，下午去了工地🌷。工人都在🌷，进度不错🌷。晚上写报告🌷，十点睡🌷。";
    assert_eq!(cleaned(noisy), "早上开会，下午去了工地。工人都在，进度不错。晚上写报告，十点睡。");
    untouched("今天天气真好😊。大家都出来走走，晒晒太阳，看看花，拍几张照片，再一起吃个饭。");
}

#[test]
fn entities_become_characters() {
    assert_eq!(
        cleaned(
            "标题&nbsp;副题\n他说&ldquo;好的&rdquo;&#65292;AT&amp;T&amp;nbsp;公司&hellip;&hellip;\n"
        ),
        "标题 副题\n他说“好的”，AT&T 公司……"
    );
    untouched("AT&T 和 R&D 都不是实体；a&b");
}

#[test]
fn mojibake_is_put_back() {
    let western = |text: &str, encoding: &'static encoding_rs::Encoding| -> String {
        encoding.encode(text).0.iter().map(|byte| char::from(*byte)).collect()
    };
    let text = "吉林省企业复工复产情况良好";
    for encoding in [encoding_rs::GBK, encoding_rs::UTF_8] {
        assert_eq!(cleaned(&western(text, encoding)), text, "{}", encoding.name());
    }
    let big5 = western("臺北市政府今天公布統計", encoding_rs::BIG5);
    assert_eq!(cleaned(&big5), "台北市政府今天公布统计");
    let whole = "各地企业在做好防控的同时，稳妥有序地复工。的确，重点企业的生产经营正在恢复，用电量和物流量都在回升。";
    let (read_as_gbk, _) = encoding_rs::GBK.decode_without_bom_handling(whole.as_bytes());
    if !read_as_gbk.contains('\u{FFFD}') {
        assert_eq!(cleaned(&read_as_gbk), whole);
    }
    untouched("Café Müller à Genève, naïve façade, São Paulo");
    untouched("Größe über alles, Äpfel und Öl");
}

#[test]
fn lines_broken_at_a_width_are_joined() {
    let wrapped = "　　市水务局近日对城区排水管网进行了一次全面检查，\n发现老旧管段二十六处，渗漏点九处，目前已经完成整\n修的有十八处，其余将在汛期到来之前修好。负责人说，\n检查还会继续下去，直到所有的问题都得到解决为止，不\n留任何死角。\n　　另外，居民反映的积水问题也列入了今年的计划，预\n计七月以前可以全部完成。\n　　第三件事是河道清淤，已经招标。\n";
    assert_eq!(
        cleaned(wrapped),
        "市水务局近日对城区排水管网进行了一次全面检查，发现老旧管段二十六处，渗漏点九处，目前已经完成整修的有十八处，其余将在汛期到来之前修好。负责人说，检查还会继续下去，直到所有的问题都得到解决为止，不留任何死角。\n另外，居民反映的积水问题也列入了今年的计划，预计七月以前可以全部完成。\n第三件事是河道清淤，已经招标。"
    );
    let english = "The committee met on Monday to discuss the new draft,\nand it was agreed that the wording of the second arti-\ncle should be changed before the end of the month, so\nthat members who had been absent could read the whole\ntext again and send their remarks to the secretary.\n\nThe next meeting is in May.\n";
    assert_eq!(
        cleaned(english),
        "The committee met on Monday to discuss the new draft, and it was agreed that the wording of the second article should be changed before the end of the month, so that members who had been absent could read the whole text again and send their remarks to the secretary.\nThe next meeting is in May."
    );
}

#[test]
fn verse_and_lists_keep_their_lines() {
    untouched("床前明月光\n疑是地上霜\n举头望明月\n低头思故乡");
    untouched("白日依山尽，\n黄河入海流。\n欲穷千里目，\n更上一层楼。");
    untouched("一、苹果三斤\n二、梨子两斤\n三、桃子五斤\n四、李子一斤");
}

#[test]
fn running_heads_and_page_numbers_go() {
    let mut book = String::new();
    for page in 1..=6 {
        book.push_str("某某市志　水利卷\n");
        for line in 0..9 {
            book.push_str(&format!(
                "第{page}页上的第{line}段讲的是另一件事，与别处都不相同，编号{}。\n",
                page * 100 + line
            ));
        }
        book.push_str(&format!("— {page} —\n"));
    }
    let text = cleaned(&book);
    assert!(!text.contains("水利卷") && !text.contains('—'), "{text}");
    assert_eq!(text.lines().count(), 54);
}

#[test]
fn a_paragraph_put_in_twice_stands_once() {
    let second = "据介绍，整修工程由三家单位分段负责，每天早晚各巡查一次，发现新的渗漏点立即登记，并在四十八小时之内处理完毕，居民可以随时查询。";
    assert_eq!(
        cleaned(&format!("{PARAGRAPH}\n{PARAGRAPH}\n{second}")),
        format!("{PARAGRAPH}\n{second}")
    );
    assert_eq!(
        cleaned(&format!("{PARAGRAPH}\n{second}\n新的一段。\n{PARAGRAPH}\n{second}")),
        format!("{PARAGRAPH}\n{second}\n新的一段。")
    );
    assert_eq!(
        cleaned(&format!("{PARAGRAPH}\n{PARAGRAPH}\n{PARAGRAPH}\n{second}")),
        format!("{PARAGRAPH}\n{second}")
    );
    // An article put in twice goes with its headings and its short lines.
    let article = format!("渠道整修\n一、分段\n{PARAGRAPH}\n好。\n二、巡查\n{second}\n");
    assert_eq!(cleaned(&article.repeat(2)), article.trim_end());
    assert_eq!(cleaned(&article.repeat(3)), article.trim_end());
    // A clause that a contract has in two places stays in both.
    untouched(&format!(
        "{PARAGRAPH}\n{second}\n另有规定的除外。\n{PARAGRAPH}\n本条自发布之日起施行。"
    ));
}

#[test]
fn headings_that_are_words_to_click_on_stay_where_there_is_no_site() {
    untouched(
        "软件使用手册\n第一部分 网页版\n\
         网页版可以在任何浏览器里使用，不需要安装，打开网址以后输入账号就能看到自己的全部文档，速度取决于网络。\n\
         搜索\n\
         在顶部输入关键词，按回车键就可以搜索全部文档，结果按照时间先后排列，也可以改成按照相关程度排列，十分方便。\n\
         收藏\n\
         点击星标可以把文档放进收藏夹，收藏夹里的文档不会被自动清理，最多可以放五百篇，超过以后要先移走一些。\n\
         第二部分 手机版\n\
         手机版要先安装，安装包大约四十兆，第一次打开的时候会下载字体，请在无线网络下进行，以免产生流量费用。\n\
         搜索\n\
         在首页下拉就会出现输入框，手机版的搜索只看标题，不看全文，要搜索全文请用网页版，或者打开设置里的开关。\n\
         收藏\n\
         长按文档就会出现菜单，选择其中的星标即可收藏，手机版和网页版的收藏夹是同一个，改动会自动同步过去。",
    );
}

#[test]
fn numbers_of_parts_are_no_page_numbers() {
    let part =
        |number: usize, n_lines: usize| format!("{number}\n{}", lines_of_text(number, n_lines));
    untouched([part(1, 9), part(2, 14), part(3, 11), part(4, 20)].concat().trim_end());
}

/// So many different paragraphs.
fn lines_of_text(seed: usize, n_lines: usize) -> String {
    let of = |words: &str, at: usize| {
        words.split('|').nth(at % words.split('|').count()).unwrap().to_owned()
    };
    let line = |at: usize| {
        let (who, what) = (
            of("外公|船长|守闸的老何|摆渡的人|卖鱼的女人", at),
            of("竹篙|缆绳|灯笼|旧船票", at + seed),
        );
        let place = of("渡口|下游的滩头|石桥底下|闸门边|柳树湾|镇上|河对岸", at * 3 + seed);
        format!("{who}把{what}带到了{place}，水涨上来的时候谁也没有说话，只听见船板在响。\n")
    };
    (0..n_lines).map(line).collect()
}

#[test]
fn english_documents_keep_their_leads_headings_and_addresses() {
    untouched(
        "Tide tables\n\
         The tables were computed for the harbour at Skerrow Point and hold for boats that draw less than two metres.\n\
         The following only applies in winter:\n\
         Leave the inner channel to starboard, keep the light in sight, and do not anchor near the old pier at night.\n\
         More information\n\
         The harbour office keeps copies of the tables for the last forty years, and will show them to anyone who asks.\n\
         https://harbour.example/tables\n\
         Jump to conclusions if you must, but read the notes on the last page before you sail, all of them.",
    );
}

#[test]
fn what_looks_like_the_words_of_a_site_and_is_the_text_s_own_stays() {
    // Heads of entries: a chat, a diary, the history of a program.
    untouched(
        "2023-05-06 21:03:11 周立松\n泵房的水位多少了？\n2023-05-06 21:03:45 钱素云\n2.3米，还在涨\n2023-05-06 21:04:02 周立松\n好的",
    );
    untouched(
        "2023年5月1日　晴\n今天开始写日记。早上去了水厂，周师傅教我看压力表。\n2023年5月2日　阴\n周师傅没来，我一个人守着泵房。\n2023年5月3日　雨\n下了一天的雨。",
    );
    untouched(
        "版本历史\nv1.1.0 (2021-03-01)\n- 新增导出\nv1.0.1 (2021-02-01)\n- 修复若干问题，包括保存时丢失标签\nv1.0.0 (2021-01-01)\n- 初版，只能打开纯文本文件",
    );
    // Letters, those who made a film, a riddle of figures, an example in quotation marks.
    untouched(
        "一封邮件\n发件人：钱素云 <qian@example.com>\n收件人：周立松 <zhou@example.com>\n主题：Re: 稿子\n时间：2021年7月9日 10:30\n周师傅：稿子改好了，请看附件。",
    );
    untouched("演职员表\n导演：周立松\n编剧：钱素云\n摄影：李大成\n编辑：王守义\n责任编辑：赵小燕");
    untouched(
        "数独\n5 3 _ | _ 7 _ | _ _ _\n6 _ _ | 1 9 5 | _ _ _\n------+-------+------\n_ 9 8 | _ _ _ | _ 6 _",
    );
    untouched(
        "怎样写网页的页脚\n页脚一般有三样东西：版权声明、备案号、联系方式。例如：\n“版权所有 © 2020 清河县人民政府　冀ICP备05012345号”\n备案号要链接到工信部的网站，联系方式最好写邮箱。",
    );
}

#[test]
fn names_that_look_like_a_menu_stay_where_nothing_shows_a_site() {
    let lines = [
        "Larkfield Weekly Post",
        "Farming",
        "Weddings",
        "Boats & Tackle",
        "Village Halls",
        "Puzzles",
        "Old Larkfield",
        "Tide Tables",
        "Notices",
        "The ferry that would not be sold",
        "For sixty-one years the Anne Marwood has crossed the same four hundred yards of brown water, and for most of those years nobody in Larkfield thought of her as a thing that could be bought or sold.",
        "That changed in March, when the parish council received a letter from a firm in the county town which offered eleven thousand pounds for the boat, the landing stage and the right to run a service between the two banks.",
        "The clerk read the letter aloud at the April meeting. There was a silence, and then a man at the back asked whether the firm had ever seen the river in February, when the ice comes down from the mill.",
        "The council voted seven to one against the sale. The one was the treasurer, who said afterwards that he had only wanted to see what the others would do if somebody raised a hand.",
        "The Anne Marwood still leaves at eight, at noon and at four, and the fare is still a shilling's worth of whatever the ferryman happens to need that day.",
        "Larkfield Puzzle Book 4",
        "Harbour Lights Calendar",
        "Marwood Tea Towel",
        "Knots For Beginners",
        "Tide Tables Wall Chart",
        "Larkfield Weekly Post",
        "Old Quay House, Larkfield",
    ];
    untouched(&lines.join("\n"));
}

#[test]
fn the_title_above_an_entry_is_what_the_entry_begins_with() {
    let page = |title: &str, first: &str| {
        format!(
            "首页 | 百科 | 投稿 | 登录\n人物\n{title}\n阅读（1,284）\n{first}每年水退以后才重新刻一次尺寸，村里的老人都记得那块石头。\n\
             石头在一九五四年的大水里断成两截，现在立在渡口的是后来仿刻的一块。\n版权所有 河岸百科网 京ICP备00000000号\n"
        )
    };
    for (title, first) in
        [("量水石", "量水石，又名水尺石，"), ("水则碑", "水则碑是立在渡口的石尺，")]
    {
        let document = Document::new(
            "entry.txt",
            page(title, first).into_bytes(),
            None,
            &CleanOptions::default(),
        )
        .unwrap();
        let found = document.outline.title.as_ref().map(|title| title.text.as_str());
        assert_eq!(found, Some(title));
    }
}

#[test]
fn what_a_site_strews_beside_the_text_goes_and_its_like_in_the_text_stays() {
    let page = |inside: &str, behind: &str| {
        format!(
            "首页 > 旅行 > 鹭湾\n分享到微博 | 收藏 | 登录\n鹭湾三日\n2021-07-09 阅读（1,284）\n{PARAGRAPH}\n{inside}{PARAGRAPH}\n{behind}\
             版权所有 河岸旅行网 京ICP备00000000号\n"
        )
    };
    let places = cleaned(&page("鹭湾\n那天的潮水退得很远，礁石上全是牡蛎。\n鹭湾\n", ""));
    assert!(!places.lines().skip(1).any(|line| line == "鹭湾"), "{places}");
    let product = cleaned(&page("产品名称：渡口牌雨衣\n参考价格：￥128\n", ""));
    assert!(!product.contains("渡口牌雨衣") && !product.contains("参考价格"), "{product}");
    let keywords = cleaned(&page("", "管网 渗漏点 整修\n"));
    assert!(!keywords.contains("管网 渗漏点"), "{keywords}");
    // Words that the text does not have are no keywords of it, and a place that stands once is a heading.
    assert!(cleaned(&page("", "周立松 钱素云 李大成\n")).contains("周立松 钱素云"));
    assert!(cleaned(&page("鹭湾\n", "")).lines().any(|line| line == "鹭湾"));
}
