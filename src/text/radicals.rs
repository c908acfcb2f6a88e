//! Radicals that fonts of PDF files name where they mean the ideographs that look the same.

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
    use super::{KANGXI, ideograph};

    #[test]
    fn radicals_become_the_ideographs_they_look_like() {
        assert_eq!(KANGXI.chars().count(), 214);
        let text: String = "⼀⽽⼆⻓⻔⻢⿓门⺠a⻊".chars().map(ideograph).collect();
        assert_eq!(text, "一而二长门马龍门民a足");
    }
}
