//! How high all pieces are: guessed at once, or counted line by line, which for a long text is no work for a frame.
//! Nothing is set here, and no font of the window's is asked.

use crate::ui::reader::heights::Heights;
use crate::ui::reader::layout::Parts;
use crate::ui::reader::look::{self, Sizes};
use crate::ui::reader::model::{self, Page, Piece};
use crate::ui::reader::rows;
use crate::ui::work::Wanted;

/// So many pieces are counted before it is asked again whether they are still wanted.
const AT_A_TIME: usize = 64;

/// The heights of all pieces as they are when set; nothing if they are no longer wanted.
pub(crate) fn counted(page: &Page, sizes: &Sizes, wanted: &Wanted) -> Option<Heights> {
    let mut parts = Parts::default();
    let mut heights = Vec::with_capacity(page.pieces.len());
    for index in 0..page.pieces.len() {
        if index % AT_A_TIME == 0 && !wanted.is_so() {
            return None;
        }
        let rows = |look: &_, text: &_, faced: &_| rows::told_lines(sizes, look, text, faced);
        heights.push(parts.part(page, sizes, index, rows).height(page, sizes));
    }
    Some(Heights::new(heights))
}

/// The heights of all pieces as guessed from the beginning of each.
pub(crate) fn guessed(page: &Page, sizes: &Sizes) -> Heights {
    let mut before = None;
    let mut height = |piece: &Piece| {
        let look = look::look(sizes, piece);
        let mut ems = model::guessed_width(page.text_of(piece));
        if look.rise > 0.0 {
            // What stands above takes no room beside.
            let lifted = page.readings_of(piece).map(|pair| pair.bytes.end - pair.base_end);
            ems *= 1.0 - lifted.sum::<usize>() as f64 / page.text_of(piece).len().max(1) as f64;
        }
        let width = ems * look.em + look.indent;
        let lines = (width / (sizes.measure - look.left).max(look.em)).ceil().max(1.0);
        let height = look::gap_above(sizes, before.as_ref(), piece) + lines * look.line_height;
        before = Some(*piece);
        height
    };
    Heights::new(page.pieces.iter().map(&mut height).collect())
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::{counted, guessed};
    use crate::app::{FontName, Fonts, LoadedFont, PageFont, PageLook};
    use crate::clean::CleanOptions;
    use crate::document::Document;
    use crate::typeset::FontFile;
    use crate::typeset::metrics::Widths;
    use crate::ui::fonts::{self, PageFaces};
    use crate::ui::reader::layout::Layouts;
    use crate::ui::reader::look::Sizes;
    use crate::ui::reader::model::Page;
    use crate::ui::work::Wanted;

    fn context() -> egui::Context {
        let context = egui::Context::default();
        crate::ui::install(&context);
        let output = context.run_ui(egui::RawInput::default(), |_| {});
        output.drop_without_applying_deltas();
        context
    }

    /// Counts a document, sets all of it, and compares.
    fn check(name: &str, text: &str, shows_taken: bool) {
        check_in(&context(), &Fonts::default(), PageFont::Serif, (name, text, shows_taken));
    }

    fn check_in(
        context: &egui::Context,
        fonts: &Fonts,
        font: PageFont,
        (name, text, shows_taken): (&str, &str, bool),
    ) {
        let options = CleanOptions::default();
        let document = Document::new(name, text.as_bytes(), None, &options).unwrap();
        let page = Page::new(&document, shows_taken);
        for (points, scale, width) in [
            (18, 1.0, 1280.0),
            (18, 1.25, 700.0),
            (14, 1.5, 480.0),
            (23, 2.0, 333.0),
            (54, 1.0, 900.0),
        ] {
            let look = PageLook { size_points: points, font, ..PageLook::default() };
            let sizes = Sizes::new(&look, page.is_han, scale, 1.0, width).in_font(fonts);
            let heights = counted(&page, &sizes, &Wanted::always()).unwrap();
            let mut layouts = Layouts::new(sizes, guessed(&page, &sizes));
            for (index, piece) in page.pieces.iter().enumerate() {
                let apart = layouts.piece(context, &page, index).height() - heights.get(index);
                let text = page.text_of(piece);
                assert!(apart.abs() < 0.01, "{points} points, {width} wide: {text:?}");
            }
        }
    }

    #[test]
    fn lines_are_counted_as_they_are_set() {
        let sample = include_str!("../../../assets/samples/jilin.txt");
        check("a.txt", sample, false);
        check("a.txt", sample, true);
        check("a.md", include_str!("../../../assets/samples/guide.zh.md"), false);
        check("a.md", include_str!("../../../assets/samples/guide.en.md"), false);
        check("a.txt", include_str!("../../../tests/data/typeset/mixed.txt"), false);
    }

    /// An installed face, with other widths than the bundled ones, which is no guess either.
    #[test]
    fn lines_in_an_installed_face_are_counted_as_they_are_set() {
        let name = FontName::new("Ubuntu Light").unwrap();
        let bytes = Arc::new(epaint_default_fonts::UBUNTU_LIGHT.to_vec());
        let regular = FontFile { bytes, index: 0, weight: 400 };
        let widths = Widths::of_files(&regular, None).unwrap();
        let loaded = Arc::new(LoadedFont { name, regular, bold: None, widths, has_han: false });
        let context = context();
        context.set_fonts(fonts::definitions(&PageFaces::Installed(Arc::clone(&loaded))));
        context.run_ui(egui::RawInput::default(), |_| {}).drop_without_applying_deltas();
        let fonts = Fonts { loaded: Some(loaded), ..Fonts::default() };
        let mixed = include_str!("../../../tests/data/typeset/mixed.txt");
        let guide = include_str!("../../../assets/samples/guide.en.md");
        for (name, text) in [("a.txt", mixed), ("a.md", guide)] {
            check_in(&context, &fonts, PageFont::Installed(name_of(&fonts)), (name, text, false));
        }
    }

    fn name_of(fonts: &Fonts) -> FontName {
        fonts.loaded.as_ref().unwrap().name
    }

    #[test]
    fn tables_code_and_faces_are_counted_as_they_are_set() {
        let table = "| 地区 | 比率 | 备注 |\n|:--|--:|---|\n| 长春 | 98.2% | 略 |\n".to_owned();
        let wide =
            format!("| 一 | 二 |\n|---|---|\n| {} | {} |\n", "长文".repeat(40), "word ".repeat(40));
        let code = "```\nfn main() { println!(\"{}\", 一二三); } // and a long line that does not fit the page\n```\n";
        let words = "正文里有**加粗的字和 bold words**、*emphasis in Latin letters*、`inline_code()` 与[链接](https://example.org/)。";
        let text = format!("# 题\n\n{table}\n{wide}\n{code}\n{}\n\n- {words}\n", words.repeat(9));
        check("a.md", &text, false);
    }

    #[test]
    fn pictures_are_counted_as_they_are_set() {
        check("a.html", include_str!("../../../tests/data/import/view.pandoc.html"), false);
        let elsewhere = "- ![书店门前的湖](https://example.org/a.png)\n\n> ![](b.png)\n";
        check("a.md", &format!("![第一张](a.png)\n\n{elsewhere}\n一段。\n"), false);
    }

    #[test]
    fn a_primer_and_a_paragraph_without_end_are_counted_as_they_are_set() {
        let primer: String = (0..60)
            .map(|_| "春(chūn)眠(mián)不(bù)觉(jué)晓(xiǎo)，处(chù)处(chù)闻(wén)啼(tí)鸟(niǎo)。")
            .collect();
        check("a.txt", &format!("{primer}\n{primer}\n"), false);
        let endless: String =
            (0..900).map(|n| format!("第{n}句说GDP增长{}.{}%，“引号”。", n % 90, n % 10)).collect();
        check("a.txt", &endless, false);
    }

    #[test]
    fn a_count_that_is_called_off_ends() {
        let page = Page::new(
            &Document::new("a.txt", "一段。\n".as_bytes(), None, &CleanOptions::default()).unwrap(),
            false,
        );
        let sizes = Sizes::new(&PageLook::default(), true, 1.0, 1.0, 1280.0);
        assert!(counted(&page, &sizes, &Wanted::never()).is_none());
    }
}
