//! How long the documents of each format take to be read, and how long the process that reads them takes to start.

use std::fmt::Write as _;
use std::io::{Cursor, Write as _};
use std::path::Path;
use std::sync::LazyLock;

use danhuang::host::child;
use danhuang::import;
use divan::Bencher;
use divan::counter::BytesCount;
use zip::write::SimpleFileOptions;

const PARAGRAPH: &str = "湖边的书店开了三十年，老板说，生意一年不如一年。";

/// A page of about 10 MB, most of it text.
static PAGE: LazyLock<String> = LazyLock::new(|| {
    let paragraph = "湖边的书店开了三十年，老板说，<b>生意</b>一年不如一年。".repeat(4);
    format!("<div class=a><p>{paragraph}<a href='/x'>下一篇</a></p></div>\n").repeat(25_000)
});

/// About 10 MB of Markdown.
static MARKDOWN: LazyLock<String> = LazyLock::new(|| {
    let paragraph = "湖边的书店开了三十年，老板说，**生意**一年不如一年。".repeat(4);
    format!("## 一节\n\n{paragraph}[下一篇](/x)\n\n- 一项\n- 二项\n\n").repeat(25_000)
});

fn zipped(entries: &[(&str, &str)]) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in entries {
        writer.start_file(*name, SimpleFileOptions::default()).unwrap();
        writer.write_all(text.as_bytes()).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

/// A Word document of 4,000 paragraphs, each fourth of them numbered.
static DOCX: LazyLock<Vec<u8>> = LazyLock::new(|| {
    let number = "<w:pPr><w:numPr><w:ilvl w:val='0'/><w:numId w:val='1'/></w:numPr></w:pPr>";
    let mut body = String::from("<w:document><w:body>");
    for index in 0..4_000 {
        let number = if index % 4 == 0 { number } else { "" };
        write!(body, "<w:p>{number}<w:r><w:t>{PARAGRAPH}</w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t>第 {index} 段。</w:t></w:r></w:p>").unwrap();
    }
    body.push_str("</w:body></w:document>");
    let numbering = "<w:numbering><w:abstractNum w:abstractNumId='1'><w:lvl w:ilvl='0'><w:numFmt w:val='chineseCountingThousand'/><w:lvlText w:val='第%1条'/></w:lvl></w:abstractNum><w:num w:numId='1'><w:abstractNumId w:val='1'/></w:num></w:numbering>";
    zipped(&[("word/document.xml", &body), ("word/numbering.xml", numbering)])
});

/// A book with 1 MB of pages.
static EPUB: LazyLock<Vec<u8>> = LazyLock::new(|| {
    let page = format!(
        "<html><body><h1>章</h1>{}</body></html>",
        format!("<p>{PARAGRAPH}</p>\n").repeat(1_200)
    );
    let names: Vec<String> = (0..10).map(|index| format!("p{index}.xhtml")).collect();
    let item = |name: &String| {
        format!("<item id='{name}' href='{name}' media-type='application/xhtml+xml'/>")
    };
    let items: String = names.iter().map(item).collect();
    let spine: String = names.iter().map(|name| format!("<itemref idref='{name}'/>")).collect();
    let package = format!("<package><manifest>{items}</manifest><spine>{spine}</spine></package>");
    let container = "<container><rootfile full-path='c.opf'/></container>";
    let mut entries = vec![("META-INF/container.xml", container), ("c.opf", package.as_str())];
    entries.extend(names.iter().map(|name| (name.as_str(), page.as_str())));
    zipped(&entries)
});

/// A PDF of 300 pages with 1.1 million letters.
static PDF: LazyLock<Vec<u8>> = LazyLock::new(|| {
    let n_pages = 300;
    let mut content = String::new();
    for line in 0..46 {
        let text =
            "the river ran past the tower and the people of the town came down to look at it";
        writeln!(content, "BT /F 10 Tf 72 {} Td ({text}) Tj ET", 780 - line * 15).unwrap();
    }
    let kids: String = (0..n_pages).map(|page| format!("{} 0 R ", 4 + page * 2)).collect();
    let mut objects = vec![
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        format!("<< /Type /Pages /Kids [{kids}] /Count {n_pages} >>"),
        "<< /Type /Font /Subtype /Type1 /BaseFont /Times-Roman >>".to_owned(),
    ];
    for page in 0..n_pages {
        objects.push(format!(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {} 0 R /Resources << /Font << /F 3 0 R >> >> >>",
            5 + page * 2
        ));
        objects.push(format!("<< /Length {} >>\nstream\n{content}\nendstream", content.len()));
    }
    let mut bytes = b"%PDF-1.4\n".to_vec();
    let mut places = Vec::new();
    for (index, object) in objects.iter().enumerate() {
        places.push(bytes.len());
        bytes.extend(format!("{} 0 obj\n{object}\nendobj\n", index + 1).bytes());
    }
    let (start, size) = (bytes.len(), objects.len() + 1);
    bytes.extend(format!("xref\n0 {size}\n0000000000 65535 f \n").bytes());
    places.iter().for_each(|place| bytes.extend(format!("{place:010} 00000 n \n").bytes()));
    bytes.extend(
        format!("trailer << /Size {size} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF").bytes(),
    );
    bytes
});

fn bench(bencher: Bencher<'_, '_>, name: &str, bytes: &[u8]) {
    bencher
        .counter(BytesCount::of_slice(bytes))
        .bench(|| import::import(name, bytes, None).unwrap());
}

#[divan::bench(max_time = 5, sample_size = 1)]
fn import_page(bencher: Bencher<'_, '_>) {
    bench(bencher, "a.html", PAGE.as_bytes());
}

/// As the window reads it, with all cores.
#[divan::bench(max_time = 5, sample_size = 1)]
fn import_markdown(bencher: Bencher<'_, '_>) {
    let bytes = MARKDOWN.as_bytes();
    bencher
        .counter(BytesCount::of_slice(bytes))
        .bench(|| child::import("a.md", bytes, None).unwrap());
}

#[divan::bench(max_time = 5, sample_size = 1)]
fn import_markdown_on_one_core(bencher: Bencher<'_, '_>) {
    bench(bencher, "a.md", MARKDOWN.as_bytes());
}

#[divan::bench(max_time = 5, sample_size = 1)]
fn import_docx_4000_paragraphs(bencher: Bencher<'_, '_>) {
    bench(bencher, "a.docx", &DOCX);
}

#[divan::bench(max_time = 5, sample_size = 1)]
fn import_epub_1_megabyte(bencher: Bencher<'_, '_>) {
    bench(bencher, "a.epub", &EPUB);
}

/// As the window reads it: in a process of its own, with all cores.
#[divan::bench(max_time = 5, sample_size = 1)]
fn import_pdf_300_pages(bencher: Bencher<'_, '_>) {
    let program = Path::new(env!("CARGO_BIN_EXE_danhuang"));
    bencher.bench(|| child::import_with(program, "a.pdf", &PDF, None).unwrap());
}

#[divan::bench(max_time = 5, sample_size = 1)]
fn import_pdf_300_pages_on_one_core(bencher: Bencher<'_, '_>) {
    bench(bencher, "a.pdf", &PDF);
}

#[divan::bench(args = ["tower.libreoffice.odt", "tower.libreoffice.rtf", "tower.pandoc.fb2", "river.chromium.pdf"])]
fn import_file(bencher: Bencher<'_, '_>, name: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/import").join(name);
    let bytes = std::fs::read(path).unwrap();
    bench(bencher, name, &bytes);
}

/// A small page through a process of its own: what its start costs.
#[divan::bench(max_time = 5, sample_size = 1)]
fn start_child(bencher: Bencher<'_, '_>) {
    let program = Path::new(env!("CARGO_BIN_EXE_danhuang"));
    bencher.bench(|| child::import_with(program, "a.html", b"<p>a", None).unwrap());
}
