//! Radicals that fonts of PDF files name where they mean the ideographs that look the same, and ideographs that
//! stand in Unicode twice.

use std::sync::LazyLock;

/// The ideographs of the Kangxi radicals, from U+2F00 on; that of the door is written as fonts draw the radical.
const KANGXI: &str = "\
一丨丶丿乙亅二亠人儿入八冂冖冫几凵刀力勹匕匚匸十卜卩厂厶又口囗土士夂夊夕大女子宀寸小尢尸屮山巛工己巾干幺广廴\
廾弋弓彐彡彳心戈户手支攴文斗斤方无日曰月木欠止歹殳毋比毛氏气水火爪父爻爿片牙牛犬玄玉瓜瓦甘生用田疋疒癶白皮皿\
目矛矢石示禸禾穴立竹米糸缶网羊羽老而耒耳聿肉臣自至臼舌舛舟艮色艸虍虫血行衣襾見角言谷豆豕豸貝赤走足身車辛辰辵\
邑酉釆里金長門阜隶隹雨靑非面革韋韭音頁風飛食首香馬骨高髟鬥鬯鬲鬼魚鳥鹵鹿麥麻黃黍黑黹黽鼎鼓鼠鼻齊齒龍龜龠";

/// Radicals of the supplement with their ideographs.
const SUPPLEMENT: &str = "\
⺁厂⺇几⺋㔾⺎兀⺏尣⺒巳⺓幺⺔彑⺘扌⺙攵⺛旡⺝月⺟母⺠民⺡氵⺢氺⺣灬⺤爫⺥爫⺦丬⺨犭⺩王⺫罒⺬示⺭礻⺮竹⺰纟\
⺱罓⺲罒⺳㓁⺶羊⺷羊⺹耂⺻聿⺼肉⻁虎⻂衤⻄西⻅见⻆角⻇角⻈讠⻉贝⻊足⻋车⻌辶⻍辶⻎辶⻏邑⻐钅⻑長⻒镸⻓长⻔门\
⻕阜⻖阝⻗雨⻘青⻙韦⻚页⻛风⻜飞⻝食⻟飠⻠饣⻢马⻣骨⻤鬼⻥鱼⻦鸟⻧卤⻨麦⻩黄⻪黾⻫斉⻬齐⻭歯⻮齿⻯竜⻰龙⻱龜\
⻲亀⻳龟";

/// The ideographs that those for other character sets are the same as, from U+F900 on; a few are no doubles.
static COMPATIBILITY: LazyLock<Vec<char>> = LazyLock::new(|| COMPATIBLE.chars().collect());

const COMPATIBLE: &str = "\
豈更車賈滑串句龜龜契金喇奈懶癩羅蘿螺裸邏樂洛烙珞落酪駱亂卵欄爛蘭鸞嵐濫藍襤拉臘蠟廊朗浪狼郎來冷勞擄櫓爐盧\
老蘆虜路露魯鷺碌祿綠菉錄鹿論壟弄籠聾牢磊賂雷壘屢樓淚漏累縷陋勒肋凜凌稜綾菱陵讀拏樂諾丹寧怒率異北磻便復不\
泌數索參塞省葉說殺辰沈拾若掠略亮兩凉梁糧良諒量勵呂女廬旅濾礪閭驪麗黎力曆歷轢年憐戀撚漣煉璉秊練聯輦蓮連鍊\
列劣咽烈裂說廉念捻殮簾獵令囹寧嶺怜玲瑩羚聆鈴零靈領例禮醴隸惡了僚寮尿料樂燎療蓼遼龍暈阮劉杻柳流溜琉留硫紐\
類六戮陸倫崙淪輪律慄栗率隆利吏履易李梨泥理痢罹裏裡里離匿溺吝燐璘藺隣鱗麟林淋臨立笠粒狀炙識什茶刺切度拓糖\
宅洞暴輻行降見廓兀嗀﨎﨏塚﨑晴﨓﨔凞猪益礼神祥福靖精羽﨟蘒﨡諸﨣﨤逸都﨧﨨﨩飯飼館鶴郞隷侮僧免勉勤卑喝嘆\
器塀墨層屮悔慨憎懲敏既暑梅海渚漢煮爫琢碑社祉祈祐祖祝禍禎穀突節練縉繁署者臭艹艹著褐視謁謹賓贈辶逸難響頻恵\
𤋮舘﩮﩯並况全侀充冀勇勺喝啕喙嗢塚墳奄奔婢嬨廒廙彩徭惘慎愈憎慠懲戴揄搜摒敖晴朗望杖歹殺流滛滋漢瀞煮瞧爵犯\
猪瑱甆画瘝瘟益盛直睊着磌窱節类絛練缾者荒華蝹襁覆視調諸請謁諾諭謹變贈輸遲醙鉶陼難靖韛響頋頻鬒龜𢡊𢡄𣏕㮝䀘\
䀹𥉉𥳐𧻓齃龎";

/// Whether `c` is of the block of ideographs that other character sets had twice.
pub const fn is_compatibility(c: char) -> bool {
    matches!(c, '\u{F900}'..='\u{FAD9}')
}

/// The ideograph that `c` is a double of; other characters as they are.
pub fn unified(c: char) -> char {
    let at = (c as usize).checked_sub(0xF900);
    at.and_then(|at| COMPATIBILITY.get(at)).copied().unwrap_or(c)
}

/// Whether `c` is of the blocks of radicals, which no text but one about them is written in.
pub const fn is_radical(c: char) -> bool {
    matches!(c, '\u{2E80}'..='\u{2FD5}')
}

/// The ideograph that a radical stands for; other characters as they are.
pub fn ideograph(c: char) -> char {
    let found = match c {
        '\u{2F00}'..='\u{2FD5}' => KANGXI.chars().nth(c as usize - 0x2F00),
        '\u{2E80}'..='\u{2EF3}' => {
            let mut pairs = SUPPLEMENT.chars().skip_while(|radical| *radical != c);
            pairs.nth(1)
        }
        _ => None,
    };
    found.unwrap_or(c)
}

#[cfg(test)]
mod tests {
    use super::{COMPATIBLE, KANGXI, ideograph, unified};

    #[test]
    fn radicals_become_the_ideographs_they_look_like() {
        assert_eq!(KANGXI.chars().count(), 214);
        let text: String = "⼀⽽⼆⻓⻔⻢⿓门⺠a⻊".chars().map(ideograph).collect();
        assert_eq!(text, "一而二长门马龍门民a足");
    }

    #[test]
    fn doubles_become_the_ideographs_they_are() {
        assert_eq!(COMPATIBLE.chars().count(), 0xFAD9 - 0xF900 + 1);
        let text: String =
            "\u{F9E9}\u{F934}\u{F900}\u{FA19}\u{FA11}里a".chars().map(unified).collect();
        assert_eq!(text, "里老豈神\u{FA11}里a");
    }
}
