//! What files state of their text outside of it, and signs of theirs that are part of what they say.

use danhuang::clean::CleanOptions;
use danhuang::document::Document;

use crate::documents::zipped;
use crate::pdf::{HELVETICA, content, lines, pdf_with};

const HEAD: &str = "清河水厂的四十年";
const TEXT: [&str; 2] = [
    "清河水厂建于一九五八年，选址在城北柳林，日供水八百吨，后来又扩建了三次。",
    "一九八五年的一天夜里，解放路的主管爆了，周立松带着二十几个人赶到现场。",
];

fn document(name: &str, bytes: &[u8]) -> Document {
    Document::new(name, bytes, None, &CleanOptions::default()).unwrap()
}

/// The title, then author, date, source and address.
fn known(document: &Document) -> [Option<&str>; 5] {
    let meta = &document.cleaned.meta;
    let title = document.outline.title.as_ref().map(|title| title.text.as_str());
    let [author, date, source, url] =
        [&meta.author, &meta.date, &meta.source, &meta.url].map(|value| value.as_deref());
    [title, author, date, source, url]
}

fn headings(document: &Document) -> Vec<&str> {
    document.outline.headings.iter().map(|heading| heading.text.as_str()).collect()
}

fn page(head: &str, body: &str) -> Document {
    let page = format!(
        "<!DOCTYPE html><html lang=\"zh\"><head><meta charset=\"utf-8\">{head}</head><body>{body}</body></html>"
    );
    document("a.html", page.as_bytes())
}

#[test]
fn the_head_of_a_page_says_who_wrote_it_when_and_where() {
    let [first, second] = TEXT;
    let article = format!("<h1>清河水厂</h1><p>{first}</p><p>{second}</p>");
    let told = page(
        "<title>清河水厂 - 清河新闻网</title><meta name=\"author\" content=\"钱素云\">\
         <meta property=\"article:published_time\" content=\"2021-07-09T08:00:00+08:00\">\
         <meta property=\"og:site_name\" content=\"清河网\">\
         <link rel=\"canonical\" href=\"http://www.example.com/1.html\">",
        &article,
    );
    let all = [
        Some("清河水厂"),
        Some("钱素云"),
        Some("2021-07-09 08:00"),
        Some("清河网"),
        Some("http://www.example.com/1.html"),
    ];
    assert_eq!(known(&told), all);
    let government = page(
        "<title>清河水厂_清河新闻网</title><meta name=\"Author\" content=\"钱素云\">\
         <meta name=\"PubDate\" content=\"2021-07-09 08:00\"><meta name=\"ContentSource\" content=\"清河网\">\
         <meta property=\"og:url\" content=\"http://www.example.com/1.html\">",
        &article,
    );
    assert_eq!(known(&government), all);
    let data = page(
        "<script type=\"application/ld+json\">{\"@graph\": [{\"@type\": \"WebSite\", \"name\": \"x\"}, \
         {\"@type\": [\"NewsArticle\"], \"headline\": \"清河水厂\", \"datePublished\": \"2021-07-09T08:00:00+08:00\", \
         \"author\": [{\"@type\": \"Person\", \"name\": \"钱素云\"}], \"publisher\": {\"name\": \"清河网\"}}]}</script>",
        &article,
    );
    assert_eq!(known(&data), [all[0], all[1], all[2], all[3], None]);
    // What the text says itself goes before it; a program's name is nobody's.
    let said = page(
        "<meta name=\"author\" content=\"admin\"><meta name=\"date\" content=\"2020-01-01\">",
        &format!(
            "<h1>清河水厂</h1><p>2021-07-09 08:00　来源：清河日报</p><p>{first}</p><p>{second}</p>"
        ),
    );
    assert_eq!(known(&said)[1..4], [None, Some("2021-07-09 08:00"), Some("清河日报")]);
}

#[test]
fn a_title_that_is_stated_is_the_title_beside_headings_as_high() {
    let [first, second] = TEXT;
    let text = format!("# 一、建厂\n\n{first}\n\n# 二、抢修\n\n{second}\n");
    let fields = format!("---\ntitle: {HEAD}\nauthor: 钱素云\ndate: 2021-07-09\n---\n\n{text}");
    let markdown = document("a.md", fields.as_bytes());
    let page = page(
        &format!("<title>{HEAD}</title>"),
        &format!(
            "<header><h1>{HEAD}</h1></header><h1>一、建厂</h1><p>{first}</p><h1>二、抢修</h1><p>{second}</p>"
        ),
    );
    let chapters = format!(
        "<html xmlns=\"http://www.w3.org/1999/xhtml\"><head><title>a</title></head><body><h1>{HEAD}</h1>\
         <h1>一、建厂</h1><p>{first}</p><h1>二、抢修</h1><p>{second}</p></body></html>"
    );
    let book = zipped(&[
        ("mimetype", b"application/epub+zip"),
        (
            "META-INF/container.xml",
            b"<container><rootfiles><rootfile full-path=\"p.opf\"/></rootfiles></container>",
        ),
        (
            "p.opf",
            format!(
                "<package xmlns:dc=\"d\"><metadata><dc:title>{HEAD}</dc:title><dc:creator>钱素云</dc:creator>\
                 <dc:date>2021-07-09</dc:date><dc:publisher>清河出版社</dc:publisher></metadata><manifest>\
                 <item id=\"a\" href=\"a.xhtml\" media-type=\"application/xhtml+xml\"/></manifest>\
                 <spine><itemref idref=\"a\"/></spine></package>"
            )
            .as_bytes(),
        ),
        ("a.xhtml", chapters.as_bytes()),
    ]);
    let book = document("a.epub", &book);
    for told in [&markdown, &page, &book] {
        assert_eq!(known(told)[0], Some(HEAD), "{}", told.name);
        assert_eq!(headings(told), ["一、建厂", "二、抢修"], "{}", told.name);
    }
    assert_eq!(known(&book)[1..4], [Some("钱素云"), Some("2021-07-09"), Some("清河出版社")]);
    assert_eq!(known(&markdown)[1..3], [Some("钱素云"), Some("2021-07-09")]);
}

#[test]
fn the_properties_of_documents_name_the_author() {
    let [first, second] = TEXT;
    let paragraph = |text: &str| format!("<w:p><w:r><w:t>{text}</w:t></w:r></w:p>");
    let body = [HEAD, first, second].map(paragraph).concat();
    let properties = |creator: &str| {
        format!(
            "<cp:coreProperties xmlns:dc=\"d\"><dc:title>{HEAD}</dc:title><dc:creator>{creator}</dc:creator>\
             <dcterms:created>2019-01-01T00:00:00Z</dcterms:created></cp:coreProperties>"
        )
    };
    let word = |creator: &str| {
        zipped(&[
            ("[Content_Types].xml", b"<Types/>"),
            (
                "word/document.xml",
                format!("<w:document><w:body>{body}</w:body></w:document>").as_bytes(),
            ),
            ("docProps/core.xml", properties(creator).as_bytes()),
        ])
    };
    let told = document("a.docx", &word("钱素云"));
    assert_eq!(known(&told)[..3], [Some(HEAD), Some("钱素云"), None]);
    assert_eq!(known(&document("a.docx", &word("Administrator")))[1], None);
    let open = zipped(&[
        ("mimetype", b"application/vnd.oasis.opendocument.text"),
        (
            "content.xml",
            format!(
                "<office:document-content><office:body><office:text><text:p>{HEAD}</text:p><text:p>{first}</text:p>\
                 </office:text></office:body></office:document-content>"
            )
            .as_bytes(),
        ),
        (
            "meta.xml",
            "<office:document-meta><office:meta><dc:creator>别人</dc:creator><meta:initial-creator>钱素云\
             </meta:initial-creator><dc:date>2019-01-01</dc:date></office:meta></office:document-meta>"
                .as_bytes(),
        ),
    ]);
    assert_eq!(known(&document("a.odt", &open))[1..3], [Some("钱素云"), None]);
    let rich = "{\\rtf1\\ansi{\\info{\\title Forty years}{\\author Jane Doe}{\\operator x}}Forty years\\par \
                The works by the river were built in one summer by hand.\\par}";
    assert_eq!(
        known(&document("a.rtf", rich.as_bytes()))[..2],
        [Some("Forty years"), Some("Jane Doe")]
    );
    let fiction = format!(
        "<FictionBook><description><title-info><author><first-name>素云</first-name><last-name>钱</last-name>\
         </author><book-title>{HEAD}</book-title><date>2021-07-09</date></title-info><document-info><author>\
         <nickname>maker</nickname></author><date>2019</date></document-info></description>\
         <body><section><p>{first}</p><p>{second}</p></section></body></FictionBook>"
    );
    let told = document("a.fb2", fiction.as_bytes());
    assert_eq!(known(&told)[1..3], [Some("钱素云"), Some("2021-07-09")]);
}

#[test]
fn the_properties_of_a_pdf_name_title_and_author() {
    const LINES: [&str; 3] = [
        "1 When it was built",
        "Forty years",
        "The works by the river were built in one summer by hand and lasted.",
    ];
    let page = content(&lines(72.0, 760.0, 11.0, &LINES));
    let told = |info: &str, described: &str| {
        let catalog = if described.is_empty() { "" } else { "/Metadata 7 0 R" };
        let contents = [page.clone(), described.to_owned()];
        let bytes = pdf_with(&contents, HELVETICA, catalog, &format!("/Info << {info} >>"));
        document("a.pdf", &bytes)
    };
    let word = told(
        "/Title (Microsoft Word - Forty years.doc) /Author (Jane Doe) /CreationDate (D:20200101)",
        "",
    );
    assert_eq!(known(&word)[..3], [Some("Forty years"), Some("Jane Doe"), None]);
    // The same in UTF-16; and a machine's name.
    let wide = told(
        "/Title <FEFF0046006F007200740079002000790065006100720073> /Author (DESKTOP-7A9F2K1)",
        "",
    );
    assert_eq!(known(&wide)[..2], [Some("Forty years"), None]);
    // Old Chinese programs wrote names in their own encoding.
    let old = told("/Title (untitled) /Author <C7AECBD8D4C6>", "");
    assert_eq!(known(&old)[1], Some("钱素云"));
    let publisher = told(
        "",
        "<?xpacket begin='' id='W5M0MpCehiHzreSzNTczkc9d'?><x:xmpmeta xmlns:x='adobe:ns:meta/'><rdf:RDF>\
         <rdf:Description><xmp:CreateDate>2019-01-01</xmp:CreateDate><dc:title><rdf:Alt>\
         <rdf:li xml:lang='x-default'>Forty years</rdf:li></rdf:Alt></dc:title><dc:creator><rdf:Seq>\
         <rdf:li>Jane Doe</rdf:li><rdf:li>John Roe</rdf:li></rdf:Seq></dc:creator>\
         <prism:publicationName>Journal of Rivers</prism:publicationName><prism:coverDate>2021-07-09</prism:coverDate>\
         </rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end='w'?>",
    );
    let wanted = ["Forty years", "Jane Doe, John Roe", "2021-07-09", "Journal of Rivers"];
    assert_eq!(known(&publisher)[..4], wanted.map(Some));
}

#[test]
fn what_a_pdf_or_a_book_is_known_by_is_kept() {
    let page = content(&lines(72.0, 760.0, 11.0, &["The works by the river were built by hand."]));
    let pdf = |described: &str| {
        let described = format!(
            "<x:xmpmeta xmlns:x='adobe:ns:meta/'><rdf:RDF>{described}</rdf:RDF></x:xmpmeta>"
        );
        let bytes = pdf_with(&[page.clone(), described], HELVETICA, "/Metadata 7 0 R", "");
        document("a.pdf", &bytes).identifier().map(str::to_owned)
    };
    let program = "<rdf:Description xmpMM:DocumentID='uuid:7a9f'>";
    assert_eq!(pdf(&format!("{program}</rdf:Description>")).as_deref(), Some("uuid:7a9f"));
    let library = "<dc:identifier>isbn:9787108009821</dc:identifier>";
    let described = format!("{program}{library}</rdf:Description>");
    assert_eq!(pdf(&described).as_deref(), Some("isbn:9787108009821"));
    let article = "<prism:doi>10.1000/182</prism:doi>";
    let described = format!("{program}{library}{article}</rdf:Description>");
    assert_eq!(pdf(&described).as_deref(), Some("10.1000/182"));
    let book = |printed: &str| {
        let book = format!(
            "<FictionBook><description><title-info><book-title>{HEAD}</book-title></title-info>\
             <document-info><id>5A1C-77</id><version>1.1</version></document-info>{printed}</description>\
             <body><section><p>{}</p></section></body></FictionBook>",
            TEXT[0]
        );
        document("a.fb2", book.as_bytes()).identifier().map(str::to_owned)
    };
    assert_eq!(book("").as_deref(), Some("5A1C-77"));
    let printed = "<publish-info><isbn>7-108-00982-1</isbn></publish-info>";
    assert_eq!(book(printed).as_deref(), Some("7-108-00982-1"));
}

#[test]
fn raised_figures_stay_raised_in_every_format() {
    let wanted = "产水5×10⁶立方米，水是H₂O，第1st座";
    let page =
        page("", "<p>产水5×10<sup>6</sup>立方米，水是H<sub>2</sub>O，第1<sup>st</sup>座</p>");
    let run = |kind: &str, text: &str| {
        let position = if kind.is_empty() {
            String::new()
        } else {
            format!("<w:rPr><w:vertAlign w:val=\"{kind}\"/></w:rPr>")
        };
        format!("<w:r>{position}<w:t>{text}</w:t></w:r>")
    };
    let runs = [
        ("", "产水5×10"),
        ("superscript", "6"),
        ("", "立方米，水是H"),
        ("subscript", "2"),
        ("", "O，第1"),
        ("superscript", "st"),
        ("", "座"),
    ];
    let runs = runs.map(|(kind, text)| run(kind, text)).concat();
    let word = zipped(&[
        ("[Content_Types].xml", b"<Types/>"),
        (
            "word/document.xml",
            format!("<w:document><w:body><w:p>{runs}</w:p></w:body></w:document>").as_bytes(),
        ),
    ]);
    let open = zipped(&[
        ("mimetype", b"application/vnd.oasis.opendocument.text"),
        (
            "content.xml",
            "<office:document-content><office:automatic-styles><style:style style:name=\"U\"><style:text-properties \
             style:text-position=\"super 58%\"/></style:style><style:style style:name=\"D\"><style:text-properties \
             style:text-position=\"-33% 58%\"/></style:style></office:automatic-styles><office:body><office:text>\
             <text:p>产水5×10<text:span text:style-name=\"U\">6</text:span>立方米，水是H<text:span \
             text:style-name=\"D\">2</text:span>O，第1<text:span text:style-name=\"U\">st</text:span>座</text:p>\
             </office:text></office:body></office:document-content>"
                .as_bytes(),
        ),
    ]);
    let fiction = "<FictionBook><body><section><p>产水5×10<sup>6</sup>立方米，水是H<sub>2</sub>O，第1<sup>st</sup>座</p></section></body></FictionBook>";
    let markdown = "产水5×10<sup>6</sup>立方米，水是H<sub>2</sub>O，第1<sup>st</sup>座\n";
    for told in [
        page,
        document("a.docx", &word),
        document("a.odt", &open),
        document("a.fb2", fiction.as_bytes()),
        document("a.md", markdown.as_bytes()),
    ] {
        assert_eq!(told.cleaned.text.as_str().trim(), wanted, "{}", told.name);
    }
    let rich = "{\\rtf1\\ansi 10{\\super 6} litres of H\\sub 2\\nosupersub O}";
    let rich = document("a.rtf", rich.as_bytes());
    assert_eq!(rich.cleaned.text.as_str().trim(), "10⁶ litres of H₂O");
}

#[test]
fn what_is_done_in_a_list_of_tasks_is_told() {
    let markdown = document("a.md", "- [x] 水价\n- [ ] 管网\n- 水表\n".as_bytes());
    let page = page(
        "",
        "<ul><li><input type=\"checkbox\" checked disabled> 水价</li><li><input type=\"checkbox\" disabled> 管网</li>\
         <li>水表</li></ul>",
    );
    for told in [markdown, page] {
        let text = told.cleaned.text.as_str();
        assert!(text.contains("☑ 水价") && text.contains("☐ 管网"), "{}: {text}", told.name);
        assert!(!text.contains("☐ 水表") && !text.contains('['), "{}: {text}", told.name);
    }
}

#[test]
fn a_cell_of_two_paragraphs_tears_no_row_apart() {
    let told = page(
        "",
        "<p>历年抢修的次数如下表。</p><table><tr><th>年份</th><th>次数</th></tr><tr><td>1963</td><td><p>4</p><p>次</p></td></tr>\
         <tr><td><p>1976</p></td><td>12<br>次</td></tr></table>",
    );
    let text = told.cleaned.text.as_str();
    assert!(text.contains("1963\t4 次\n1976\t12 次"), "{text}");
    assert_eq!(told.tables.len(), 1, "{text}");
}
