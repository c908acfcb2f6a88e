//! Lines that were broken at a width: what is joined comes back as it was, and what stood on lines of its own stays.

use danhuang::text::chars::{is_cjk_mark, is_wide};

use crate::clean_marks::{become_so, cleaned, untouched};

/// Cuts each line of `text` at a width in half-widths, wherever that falls.
fn cut(text: &str, width: usize) -> String {
    let mut lines = String::new();
    for line in text.lines() {
        let mut room = width;
        for c in line.chars() {
            let taken = if is_wide(c) || is_cjk_mark(c) { 2 } else { 1 };
            if taken > room {
                lines.push('\n');
                room = width;
            }
            lines.push(c);
            room -= taken;
        }
        lines.push('\n');
    }
    lines
}

const FIGURES: &str = "　　清河水厂二〇二二年供水3341.25万立方米，比上年增长3.5%，其中consumer用户占67.8%，工业用户占32.2%，漏损率由12.35%降到9.08%，管网总长321.7公里，水质合格率99.86%，居民满意度达到95.4%。全年共更换水表12345只，维修管道678次，接听热线23456次，比上年多1234次。\n　　厂里有cubic管道1985.6公里，水表128000只；每天供水91500吨，最多的一天是2022年7月28日，共供水102347吨。化验室按GB5749-2022测定浊度0.35NTU，余氯0.48mg/L，pH7.62，细菌总数12CFU/mL。\n　　电话0313-8765432，每天8:30开门，17:30关门，节假日由63人轮班，全年365天不停，共用电2345.67万千瓦时，比上年少4.5%；老厂的泵房改成了展览室，里面摆着当年的水泵和图纸，墙上写着“1958—2018”几个字，来参观的人全年有56789人次。\n";

#[test]
fn numbers_and_words_that_a_width_cut_come_back_whole() {
    let whole = cleaned(FIGURES);
    for width in 36..=80 {
        assert_eq!(cleaned(&cut(FIGURES, width)), whole, "cut at {width}");
    }
}

#[test]
fn words_of_a_text_that_was_broken_between_them_keep_their_space() {
    become_so(&[(
        "The ferry has run between the two banks since the old stone\n\
         bridge was carried away by the flood, and on market days it\n\
         goes back and forth from morning until late in the evening\n\
         with people, baskets, hens and once a year a cow, which has\n\
         to stand still; 12 of the 15 boats are made of wood, and it\n\
         takes a man of some experience to keep them dry in winter.\n",
        "The ferry has run between the two banks since the old stone bridge was carried away by the flood, and on market days it goes back and forth from morning until late in the evening with people, baskets, hens and once a year a cow, which has to stand still; 12 of the 15 boats are made of wood, and it takes a man of some experience to keep them dry in winter.",
    )]);
    // A Latin name that did not fit went to the next line as a whole.
    become_so(&[(
        "　　这本书讲的是渡口的历史，作者在序言里说，他小时候住\n\
         在河边，每天看船来船往，后来读到了英国人写的游记 Boats\n\
         and Rivers 才知道，同一个渡口一百年前就有外国人写过，书\n\
         里的插图画着木船和石桥，船夫的名字写作 Old Ho，旁边的灯\n\
         笼也画得清清楚楚，于是他照着书里的路线重新走了一遍，把\n\
         看到的都记了下来，这就是现在这本书。\n",
        "这本书讲的是渡口的历史，作者在序言里说，他小时候住在河边，每天看船来船往，后来读到了英国人写的游记 Boats and Rivers 才知道，同一个渡口一百年前就有外国人写过，书里的插图画着木船和石桥，船夫的名字写作 Old Ho，旁边的灯笼也画得清清楚楚，于是他照着书里的路线重新走了一遍，把看到的都记了下来，这就是现在这本书。",
    )]);
}

#[test]
fn questions_and_options_of_an_examination_paper_stand_on_lines_of_their_own() {
    untouched(
        "1．下列词语中没有错别字的一项是（　　）\n\
         A．寒喧　通宵达旦　　B．松弛　明察秋毫\n\
         C．幅射　再接再厉　　D．脉博　变本加厉\n\
         2．下列句子中标点符号使用正确的一项是（　　）\n\
         A．他问我去不去？我说不去。\n\
         B．“你来了？”他说，“坐吧。”",
    );
    untouched(
        "1.下列各句中加点的成语使用恰当的一项是( )\n\
         A.老何守闸三十年，对河水的脾气了如指掌\n\
         B.渡口的灯笼一到晚上就栩栩如生地亮起来\n\
         C.大家七手八脚地把船推上岸，差强人意了\n\
         D.他做的木船美轮美奂，卖到了很远的地方\n\
         2.下列各句中没有语病且句意明确的一项是( )\n\
         A.经过这次抢修，使大家明白了闸门多重要\n\
         B.能不能守住堤坝，关键在于巡查是否认真\n\
         C.他不但会开船，而且连修船也会，还会画\n\
         D.我们要防止今后不再发生类似的漏水事故",
    );
    // An option that is longer than a line goes on.
    become_so(&[(
        "1．下列对文章内容的理解与分析不正确的一项是（　　）\n\
         A．作者从渡口的雾写起，是为了引出后面守闸的老何，也\n\
         为全文定下了安静的调子，使人觉得这里的日子过得很慢\n\
         B．老何把灯笼挂在柱子上，这个细节写出了他做事的认真\n\
         和对行船人的关心，与下文修船一段互相照应，前后一致\n\
         C．文章的最后写太阳出来，船开走了，表达了作者对新生\n\
         活的向往，同时也留下了想象的余地，可以说是意味深长\n\
         D．全文用第一人称来写，便于抒发感情，读来亲切而自然\n",
        "1．下列对文章内容的理解与分析不正确的一项是（　　）\n\
         A．作者从渡口的雾写起，是为了引出后面守闸的老何，也为全文定下了安静的调子，使人觉得这里的日子过得很慢\n\
         B．老何把灯笼挂在柱子上，这个细节写出了他做事的认真和对行船人的关心，与下文修船一段互相照应，前后一致\n\
         C．文章的最后写太阳出来，船开走了，表达了作者对新生活的向往，同时也留下了想象的余地，可以说是意味深长\n\
         D．全文用第一人称来写，便于抒发感情，读来亲切而自然",
    )]);
}

#[test]
fn lines_of_names_and_values_are_not_joined() {
    untouched(
        "水费收据\n\
         户名：周立松　　户号：001234\n\
         上期：1023　本期：1041　用量：18吨\n\
         单价：3.00元　金额：54.00元\n\
         大写：伍拾肆元整\n\
         收款人：赵小燕　　2023年5月6日",
    );
    untouched(
        "设备登记表\n\
         名称：离心泵　型号：ISG80-160　数量：2台\n\
         厂家：清河机械厂　日期：2019年3月　编号：07\n\
         位置：一号泵房　负责人：周立松　状态：在用\n\
         名称：压力表　型号：Y-100　数量：16只　等级：1.6\n\
         厂家：柳林仪表厂　日期：2020年5月　编号：11\n\
         位置：二号泵房　负责人：赵小燕　状态：在用",
    );
}

/// Pages of a broken text, with `between` at the end of each: the second ends inside a sentence.
fn pages(between: [&str; 2]) -> String {
    let parts = [
        "　　清早起了雾，船停在渡口没有开，等船的人坐在石阶上\n有的抽烟，有的打盹，还有人在说昨天夜里的大水冲走了谁\n家的鸡笼和柴火，说着说着大家都笑了。\n",
        between[0],
        "　　守闸的老何说，这样的雾一年总有几回，等太阳出来就\n散了，急也没有用。他把灯笼挂在柱子上，又回屋去烧水泡\n茶，屋里的收音机正在播天气，说是午后转晴，风力二到三\n",
        between[1],
        "级，水位比昨天降了一尺，下游的桥可以走车了。\n　　到了九点，太阳果然出来了，船上的人解开缆绳，岸上\n的人站起来拍拍身上的土，排着队一个一个走上跳板，谁也\n没有挤。\n",
    ];
    parts.concat()
}

#[test]
fn the_end_of_a_page_is_no_end_of_a_paragraph() {
    let whole = cleaned(&pages(["", ""]));
    assert_eq!(whole.lines().count(), 3, "{whole}");
    for between in [
        ["第 1 页 共 3 页\n", "第 2 页 共 3 页\n"],
        ["\n第 1 页 共 3 页\n\n", "\n第 2 页 共 3 页\n\n"],
        ["\n\n- 1 -\n\n\n", "\n\n- 2 -\n\n\n"],
        ["\u{C}\n", "\u{C}\n"],
        ["\n\u{C}", "\n\u{C}"],
        ["\n\u{C}\n\n", "\n\n\u{C}\n"],
        ["\n- 1 -\n\u{C}\n", "\n- 2 -\n\u{C}\n"],
        ["- 1 -\n渡口文史资料　第三辑\n", "- 2 -\n渡口文史资料　第三辑\n"],
        ["渡口文史资料　第三辑\n- 1 -\n", "渡口文史资料　第三辑\n- 2 -\n"],
        ["\n- 1 -\n\n渡口文史资料\n\n", "\n- 2 -\n\n渡口文史资料\n\n"],
    ] {
        assert_eq!(cleaned(&pages(between)), whole, "{between:?}");
    }
    // Different lines below the numbers are the text's.
    let kept = cleaned(&pages(["- 1 -\n渡口旧事\n", "- 2 -\n石桥新事\n"]));
    assert!(kept.contains("渡口旧事") && kept.contains("石桥新事"), "{kept}");
}

#[test]
fn paragraphs_on_one_line_are_parted_at_their_indentations() {
    become_so(&[(
        "渡口的早晨　　一、起雾　　清早起了雾，船停在渡口没有开，等船的人坐在石阶上，有的抽烟，有的打盹。　　守闸的老何说，这样的雾一年总有几回。　　二、开船　　到了九点，太阳果然出来了，船上的人解开缆绳。　　大家排着队走上跳板，谁也没有挤。",
        "渡口的早晨\n一、起雾\n清早起了雾，船停在渡口没有开，等船的人坐在石阶上，有的抽烟，有的打盹。\n守闸的老何说，这样的雾一年总有几回。\n二、开船\n到了九点，太阳果然出来了，船上的人解开缆绳。\n大家排着队走上跳板，谁也没有挤。",
    )]);
    untouched("姓名　　张三　　性别　　男　　籍贯　　清河　　职业　　船夫　　住址　　渡口");
}
