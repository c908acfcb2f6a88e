//! PDF: pages that are read downwards, as browsers make them: each character upright at a place of its own.

use danhuang::clean::CleanOptions;
use danhuang::document::Document;

use crate::pdf::pdf_of;

/// A PDF that says of its codes which characters they stand for: those of Unicode.
fn chinese_pdf(content: &str, words: &str) -> Vec<u8> {
    let pair = |c: char| format!("<{0:04X}> <{0:04X}>\n", c as u32);
    let pairs: Vec<String> = words.chars().map(pair).collect();
    let parts = pairs
        .chunks(100)
        .map(|part| format!("{} beginbfchar\n{}endbfchar\n", part.len(), part.concat()));
    let map = format!(
        "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n/CMapType 2 def\n1 begincodespacerange\n\
         <0000> <FFFF>\nendcodespacerange\n{}endcmap\nend\nend",
        parts.collect::<String>()
    );
    // The map stands where the content of a second page would, which is the seventh object.
    pdf_of(
        &[content.to_owned(), map],
        "<< /Type /Font /Subtype /Type0 /BaseFont /X /Encoding /Identity-H /ToUnicode 7 0 R /DescendantFonts \
         [<< /Type /Font /Subtype /CIDFontType2 /BaseFont /X /DW 1000 /CIDSystemInfo << /Registry (Adobe) \
         /Ordering (Identity) /Supplement 0 >> >>] >>",
    )
}

#[test]
fn columns_of_upright_characters_are_read_from_the_right() {
    let columns = [
        "春天县里决定在城北柳林建一座自来水厂︒那时候没有机器︐全靠人挖︐",
        "两千多人干了七个月︐挖出一座能装八百吨水的池子︒十月一日水第一次",
        "流进了城里︒老人们说︐那天街上像过年一样︐家家户户提着桶出来接水︒",
    ];
    let mut content = String::new();
    for (column, words) in columns.iter().enumerate() {
        for (row, c) in words.chars().enumerate() {
            let (x, y) = (500 - column * 20, 800 - row * 12);
            content.push_str(&format!("BT /F 12 Tf 1 0 0 1 {x} {y} Tm <{:04X}> Tj ET\n", c as u32));
        }
    }
    let bytes = chinese_pdf(&content, &columns.concat());
    let document = Document::new("a.pdf", bytes, None, &CleanOptions::default()).unwrap();
    let wanted = columns.concat().replace('︒', "。").replace('︐', "，");
    assert_eq!(document.cleaned.text.as_str().trim(), wanted);
}
