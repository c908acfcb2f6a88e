//! The archive around the parts of a document of Word.

use std::io::{Cursor, Write};

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use crate::exchange::docx::{Parts, escaped};
use crate::exchange::{ExportError, Material};
use crate::text::Phrase;

const STYLES: &str = include_str!("../../../assets/docx/styles.xml");
const XML: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
const MAIN: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
const RELATIONS: &str = "http://schemas.openxmlformats.org/package/2006/relationships";
const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const CONTENT: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml";

/// The whole file.
pub(in crate::exchange) fn package(
    parts: &Parts,
    material: &Material,
) -> Result<Vec<u8>, ExportError> {
    let named = [
        ("[Content_Types].xml", content_types()),
        ("_rels/.rels", relations()),
        ("docProps/core.xml", core(material)),
        ("word/document.xml", document(parts)),
        ("word/styles.xml", STYLES.to_owned()),
        ("word/numbering.xml", parts.numbering.part()),
        ("word/comments.xml", comments(parts)),
        ("word/_rels/document.xml.rels", document_relations(parts)),
    ];
    archive(&named).map_err(|error| {
        ExportError::TooMuch(Phrase::new(
            format!("内容太多，写不成 Word 文档（{error}）"),
            format!("there is too much for a document of Word ({error})"),
        ))
    })
}

fn archive(parts: &[(&str, String)]) -> zip::result::ZipResult<Vec<u8>> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts {
        // Without a time of its own, the same export is the same file.
        archive.start_file(*name, SimpleFileOptions::default())?;
        archive.write_all(text.as_bytes())?;
    }
    Ok(archive.finish()?.into_inner())
}

fn document(parts: &Parts) -> String {
    let body = &parts.body;
    format!(
        "{XML}<w:document xmlns:w=\"{MAIN}\" xmlns:r=\"{OFFICE}\"><w:body>\n{body}<w:sectPr><w:pgSz w:w=\"11906\" w:h=\"16838\"/><w:pgMar w:top=\"1440\" w:right=\"1440\" w:bottom=\"1440\" w:left=\"1440\" w:header=\"720\" w:footer=\"720\" w:gutter=\"0\"/></w:sectPr></w:body></w:document>\n"
    )
}

fn comments(parts: &Parts) -> String {
    let comments = &parts.comments;
    format!("{XML}<w:comments xmlns:w=\"{MAIN}\">\n{comments}</w:comments>\n")
}

fn content_types() -> String {
    let part = |name: &str, kind: &str| {
        format!("<Override PartName=\"/word/{name}.xml\" ContentType=\"{CONTENT}.{kind}+xml\"/>\n")
    };
    let parts = [
        part("document", "document.main"),
        part("styles", "styles"),
        part("numbering", "numbering"),
        part("comments", "comments"),
    ];
    format!(
        "{XML}<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">\n\
         <Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>\n\
         <Default Extension=\"xml\" ContentType=\"application/xml\"/>\n{}\
         <Override PartName=\"/docProps/core.xml\" ContentType=\"application/vnd.openxmlformats-package.core-properties+xml\"/>\n</Types>\n",
        parts.concat()
    )
}

fn relations() -> String {
    format!(
        "{XML}<Relationships xmlns=\"{RELATIONS}\">\n\
         <Relationship Id=\"document\" Type=\"{OFFICE}/officeDocument\" Target=\"word/document.xml\"/>\n\
         <Relationship Id=\"core\" Type=\"http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties\" Target=\"docProps/core.xml\"/>\n</Relationships>\n"
    )
}

fn document_relations(parts: &Parts) -> String {
    let part = |name: &str| {
        format!("<Relationship Id=\"{name}\" Type=\"{OFFICE}/{name}\" Target=\"{name}.xml\"/>\n")
    };
    let link = |(index, address): (usize, &String)| {
        let address = escaped(address);
        format!(
            "<Relationship Id=\"link{index}\" Type=\"{OFFICE}/hyperlink\" Target=\"{address}\" TargetMode=\"External\"/>\n"
        )
    };
    let parts_of = [part("styles"), part("numbering"), part("comments")].concat();
    let links: String = parts.links.iter().enumerate().map(link).collect();
    format!("{XML}<Relationships xmlns=\"{RELATIONS}\">\n{parts_of}{links}</Relationships>\n")
}

fn core(material: &Material) -> String {
    let first = material.documents.first();
    let title = first.map(|set| escaped(&set.title)).unwrap_or_default();
    let author = first.and_then(|set| set.meta.author.as_deref()).map(escaped);
    let author =
        author.map(|author| format!("<dc:creator>{author}</dc:creator>")).unwrap_or_default();
    format!(
        "{XML}<cp:coreProperties xmlns:cp=\"http://schemas.openxmlformats.org/package/2006/metadata/core-properties\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\"><dc:title>{title}</dc:title>{author}</cp:coreProperties>\n"
    )
}
