//! Eastern text of which a few bytes are broken or lost is read in its own encoding, and Western text stays Western.

use danhuang::import::{Warning, import};
use encoding_rs::Encoding;

const SIMPLIFIED: &str = "湖边的书店开了三十年，老板说，书店的生意一年不如一年，可是他不想关门。每天早上他都要把书一本一本擦干净，摆到靠窗的架子上，等客人来。\n有人问他为什么不卖咖啡，他笑着说，书店就是书店。下午两点以后阳光照进来，屋子里很安静，只听得见翻书的声音。\n";
const TRADITIONAL: &str = "湖邊的書店開了三十年，老闆說，書店的生意一年不如一年，可是他不想關門。每天早上他都要把書一本一本擦乾淨，擺到靠窗的架子上，等客人來。\n有人問他為什麼不賣咖啡，他笑著說，書店就是書店。下午兩點以後陽光照進來，屋子裡很安靜，只聽得見翻書的聲音。\n";
const JAPANESE: &str = "湖のほとりの本屋は開いて三十年になる。主人は、商売は年々わるくなるが店を閉めたくはないと言う。毎朝一冊ずつ本を拭いて、窓ぎわの棚に並べ、客を待っている。\nなぜコーヒーを出さないのかと聞かれると、本屋は本屋だからと笑った。昼すぎには日がさして、ページをめくる音だけが聞こえる。\n";
const KOREAN: &str = "호숫가의 서점은 문을 연 지 삼십 년이 되었고 주인은 장사가 해마다 나빠진다고 말했다. 그러나 그는 문을 닫고 싶지 않았다.\n아침마다 책을 한 권씩 닦아 창가의 책장에 올려놓고 손님을 기다린다. 오후 두 시가 지나면 햇빛이 들어온다.\n";

const TEXTS: [(&str, &str); 5] = [
    ("GBK", SIMPLIFIED),
    ("Big5", TRADITIONAL),
    ("Shift_JIS", JAPANESE),
    ("EUC-JP", JAPANESE),
    ("EUC-KR", KOREAN),
];

fn encoded(encoding: &str, text: &str) -> Vec<u8> {
    Encoding::for_label(encoding.as_bytes()).unwrap().encode(text).0.into_owned()
}

/// Places among the bytes beyond ASCII, other ones for each seed; the first two bytes might become a mark of UTF-16.
fn place(bytes: &[u8], seed: usize) -> usize {
    let beyond: Vec<usize> = (2..bytes.len()).filter(|at| !bytes[*at].is_ascii()).collect();
    beyond[seed.wrapping_mul(2_654_435_761) % beyond.len()]
}

/// What happens to a byte.
const DAMAGES: [fn(&mut Vec<u8>, usize); 3] = [
    |bytes, at| bytes[at] = 0xFF,
    |bytes, at| bytes[at] = b'?',
    |bytes, at| {
        bytes.remove(at);
    },
];

/// In how many of some texts damaged so, each elsewhere, the encoding is told.
fn n_told(encoding: &str, text: &str, n_damaged: usize, damage: fn(&mut Vec<u8>, usize)) -> usize {
    let whole = encoded(encoding, text);
    let is_told = |seed: &usize| {
        let mut bytes = whole.clone();
        for n in 1..=n_damaged {
            let at = place(&bytes, seed * 31 + n * 7);
            damage(&mut bytes, at);
        }
        import("a.txt", &bytes, None).unwrap().encoding == encoding
    };
    (1..=12_usize).filter(is_told).count()
}

#[test]
fn a_few_broken_or_lost_bytes_do_not_change_the_encoding() {
    for (encoding, text) in TEXTS {
        for n_damaged in 1..=5 {
            for (kind, damage) in DAMAGES.into_iter().enumerate() {
                let told = n_told(encoding, text, n_damaged, damage);
                // Of a short Korean text, whose words are short too, less is left to be sure by.
                let least = if encoding == "EUC-KR" { 7 } else { 12 };
                assert!(
                    told >= least,
                    "{encoding}, {n_damaged} bytes, damage {kind}: {told} of 12"
                );
                let long = n_told(encoding, &text.repeat(20), n_damaged, damage);
                assert_eq!(long, 12, "{encoding}, a long text, {n_damaged} bytes, damage {kind}");
            }
        }
    }
}

#[test]
fn a_text_that_ends_within_a_character_keeps_its_encoding() {
    for (encoding, text) in TEXTS {
        let bytes = encoded(encoding, &text.repeat(3));
        let last = bytes.iter().rposition(|byte| !byte.is_ascii()).unwrap();
        for end in [last, last - 20, last - 21, last - 60] {
            let imported = import("a.txt", &bytes[..end], None).unwrap();
            assert_eq!(imported.encoding, encoding, "cut after {end} bytes");
        }
    }
}

#[test]
fn what_cannot_be_decoded_is_marked_and_told() {
    let mut bytes = encoded("GBK", SIMPLIFIED);
    bytes[41] = 0xFF;
    let imported = import("a.txt", &bytes, None).unwrap();
    assert_eq!(imported.encoding, "GBK");
    assert!(
        imported.text.as_str().contains('\u{FFFD}') && imported.text.as_str().contains("老板说")
    );
    assert!(matches!(imported.warnings[..], [Warning::Undecodable(1 | 2)]));
    assert!(imported.confidence <= 60, "a person is asked to look");
}

#[test]
fn western_text_stays_western() {
    let texts = [
        (
            "windows-1252",
            "Le café où les élèves préfèrent déjeuner est à côté. Il a été fermé l'été dernier, après la fête; ça a déçu tout le monde. À Noël, nous étions déjà là. Élodie a mangé des crêpes sucrées, du pâté et un gâteau à la crème.",
        ),
        (
            "windows-1252",
            "Die Größe der Straße überrascht. Er muß früh schön aufräumen, daß Spaß entsteht. Die Bäume blühen im März über den Flüssen; Äpfel, Öl und Übungen. Gruß und Fuß, süß und heiß. Können Sie erklären, weshalb die Gebühren größer wurden?",
        ),
        (
            "windows-1252",
            "El niño comió después la piña en el jardín, y mañana será otro día. ¿Qué pasó con la canción? Más allá del río está el café. La señora Núñez cumplirá años.",
        ),
        (
            "windows-1251",
            "Это русский текст, который написан для проверки. Все счастливые семьи похожи друг на друга, каждая несчастливая семья несчастлива по-своему.",
        ),
    ];
    for (encoding, text) in texts {
        for text in [text.to_owned(), text.repeat(30)] {
            for part in text.split_inclusive(['.', '?', ';']).chain([text.as_str()]) {
                let bytes = encoded(encoding, part);
                let imported = import("a.txt", &bytes, None).unwrap();
                let is_single = Encoding::for_label(imported.encoding.as_bytes())
                    .is_some_and(Encoding::is_single_byte);
                assert!(bytes.is_ascii() || is_single, "{}: {part}", imported.encoding);
            }
            assert_eq!(import("a.txt", encoded(encoding, &text), None).unwrap().encoding, encoding);
        }
    }
}
