//! What is written about documents, tags and the library: kept, joined, taken out and in.

use danhuang::app::codebook_rows;
use danhuang::clean::CleanOptions;
use danhuang::document::Document;
use danhuang::exchange::{
    Article, ExportNote, ExportSet, ExportTag, Material, Request, format, loss_report,
};
use danhuang::host::library::Library;
use danhuang::notebook::{
    Change, Codebook, Diff, NOTE_DIVIDER, Notebook, Tag, difference, merged_codebooks,
    tag_difference,
};
use danhuang::store::{codebook_from_ron, codebook_to_ron, rewrite_codebook, splice_codebook};
use tempfile::TempDir;

fn diff<T>(before: T, after: T) -> Diff<T> {
    Diff { before: Some(before), after: Some(after) }
}

/// The first tag that a library begins with, and the change that has this written about it.
fn about(codebook: &Codebook, memo: &str) -> Change {
    let tag = codebook.tags.values().next().unwrap().clone();
    let after = Tag { memo: memo.to_owned(), revision: tag.revision + 1, ..tag.clone() };
    Change::Tag(diff(tag, after))
}

fn memo(codebook: &Codebook) -> &str {
    &codebook.tags.values().next().unwrap().memo
}

#[test]
fn memos_go_into_the_file_of_tags_beside_what_a_newer_program_wrote_there() {
    let starting = Codebook::starting();
    let file = codebook_to_ron(&starting);
    assert!(!file.contains("memo"), "nothing is written where there is nothing");
    // Without its first line a file does not say how its head was.
    let newer = file.split_once('\n').unwrap().1;
    let newer = newer
        .replacen("    tags: [", "    layers: [\n        1,\n    ],\n    tags: [", 1)
        .replacen("            revision: 1,", "            stars: 3,\n            revision: 1,", 1);
    let library = Change::LibraryMemo(diff(String::new(), "问题：\n\"复工\"何时？".to_owned()));
    let spliced = splice_codebook(&newer, &[library, about(&starting, "甲\n乙")]).unwrap();
    assert!(spliced.contains("layers: [") && spliced.contains("stars: 3,"), "{spliced}");
    let read = codebook_from_ron(&spliced);
    assert_eq!(read.value.memo, "问题：\n\"复工\"何时？");
    assert_eq!(memo(&read.value), "甲\n乙");
    let gone = Change::LibraryMemo(diff(read.value.memo, String::new()));
    let emptied = splice_codebook(&spliced, &[gone]).unwrap();
    assert!(codebook_from_ron(&emptied).value.memo.is_empty() && emptied.contains("layers: ["));
}

/// A file of tags as a newer program leaves it: with a field in its head and one in its first tag.
fn newer(codebook: &Codebook) -> String {
    let file = codebook_to_ron(codebook);
    let (_, file) = file.split_once('\n').unwrap();
    file.replacen("    tags: [", "    layers: [\n        1,\n    ],\n    tags: [", 1).replacen(
        "            revision: 1,",
        "            stars: 3,\n            revision: 1,",
        1,
    )
}

#[test]
fn what_a_newer_program_wrote_outlives_whatever_rewrites_the_file_of_tags() {
    let starting = Codebook::starting();
    let changed = Codebook { memo: "新写的".to_owned(), ..starting.clone() };
    let file = newer(&starting);
    for before in [vec![file.as_str()], vec![&codebook_to_ron(&starting), &file]] {
        let rewritten = rewrite_codebook(&before, &changed);
        assert!(rewritten.contains("layers: [") && rewritten.contains("stars: 3,"), "{rewritten}");
        assert_eq!(codebook_from_ron(&rewritten).value, changed);
        assert!(codebook_from_ron(&rewritten).problems.is_empty());
    }
    // In the library too, where the file has to be read as a whole.
    let folder = TempDir::new().unwrap();
    let library = Library::open(Some(folder.path().to_path_buf())).unwrap();
    library.commit_codebook(&[about(&starting, "先有")]).unwrap();
    let sound = newer(&library.codebook().unwrap().0);
    let damaged = sound.trim_end().trim_end_matches(')');
    std::fs::write(library.codebook_file(), damaged).unwrap();
    library
        .commit_codebook(&[Change::LibraryMemo(diff(String::new(), "全库".to_owned()))])
        .unwrap();
    let text = std::fs::read_to_string(library.codebook_file()).unwrap();
    assert!(text.contains("layers: [") && text.contains("stars: 3,"), "{text}");
    assert!(text.contains("全库") && text.contains("先有"));
}

#[test]
fn a_library_keeps_them_and_a_tags_memo_rewrites_no_notes() {
    let folder = TempDir::new().unwrap();
    let library = Library::open(Some(folder.path().to_path_buf())).unwrap();
    let starting = Codebook::starting();
    let whole = Change::LibraryMemo(diff(String::new(), "全库".to_owned()));
    library.commit_codebook(&[whole, about(&starting, "口径")]).unwrap();
    let again = Library::open(Some(folder.path().to_path_buf())).unwrap();
    let (codebook, problems) = again.codebook().unwrap();
    assert_eq!((codebook.memo.as_str(), memo(&codebook), problems.len()), ("全库", "口径", 0));
    let Change::Tag(words) = about(&starting, "口径") else { panic!("it is about a tag") };
    assert!(words.is_of_words());
    let renamed = Diff {
        after: words.after.clone().map(|tag| Tag { name: "别名".to_owned(), ..tag }),
        ..words
    };
    assert!(!renamed.is_of_words());
}

#[test]
fn what_two_wrote_about_the_same_stays_and_goes_along_with_a_join() {
    let base = Codebook::starting();
    let with = |text: &str| {
        let mut codebook = Codebook { memo: text.to_owned(), ..base.clone() };
        about(&base, text).apply(&mut Notebook::default(), &mut codebook);
        codebook
    };
    let (ours, theirs) = (with("一家之言"), with("另一种说法"));
    let (both, _) = merged_codebooks(&base, &ours, &theirs);
    assert_eq!(both, merged_codebooks(&base, &theirs, &ours).0);
    for words in [both.memo.as_str(), memo(&both)] {
        let parts: Vec<_> = words.split(NOTE_DIVIDER).collect();
        assert!(parts.len() == 2 && parts.contains(&"一家之言"), "{words}");
    }
    assert_eq!(merged_codebooks(&base, &ours, &base).0, ours);
    let mut joined = base.clone();
    for change in tag_difference(&base, &both) {
        change.apply(&mut Notebook::default(), &mut joined);
    }
    assert_eq!(joined, both);
    let written = Notebook { memo: "全文".to_owned(), ..Notebook::default() };
    assert_eq!(difference(&Notebook::default(), &written).len(), 1);
}

#[test]
fn merging_a_tag_takes_what_was_written_about_it_along() {
    let mut codebook = Codebook::starting();
    let ids: Vec<_> = codebook.tags.keys().cloned().collect();
    for (id, text) in ids.iter().zip(["第一", "第二"]) {
        codebook.tags.get_mut(id).unwrap().memo = text.to_owned();
    }
    let changes = codebook.merge(&ids[0], &ids[1]).unwrap();
    let mut merged = codebook.clone();
    changes.iter().for_each(|change| change.apply(&mut Notebook::default(), &mut merged));
    assert_eq!(merged.tags[&ids[1]].memo, "第二\n\n第一");
    let back = changes.into_iter().rev().map(Change::inverse);
    back.for_each(|change| change.apply(&mut Notebook::default(), &mut merged));
    assert_eq!(merged, codebook);
}

#[test]
fn exports_hold_them_or_say_that_they_do_not() {
    let set =
        ExportSet { memo: "总论：*两件*事\n第二段".to_owned(), ..ExportSet::default() };
    let tag = ExportTag {
        path: "数据".to_owned(),
        memo: "口径, 待\"核\"".to_owned(),
        ..ExportTag::default()
    };
    let material = Material { documents: vec![set], tags: vec![tag], ..Material::default() };
    for id in ["markdown", "obsidian", "html", "json", "ron", "csv", "readwise"] {
        let format = format(id).unwrap();
        let bytes = format.written(&material, &Request::default()).unwrap();
        let holds = String::from_utf8(bytes).unwrap().contains("第二段");
        let says = loss_report(format, &material).is_some_and(|said| said.zh.contains("全文备忘"));
        assert!(holds != says, "{id}");
    }
    let table = format("codebook").unwrap().written(&material, &Request::default()).unwrap();
    let rows = codebook_rows("codebook.csv", &String::from_utf8(table).unwrap()).unwrap();
    assert_eq!((rows[0].path.as_str(), rows[0].memo.as_str()), ("数据", "口径, 待\"核\""));
    // Where a table says nowhere else what a tag means, its memo does.
    let other = codebook_rows("a.csv", "code,memo\n复工,何时").unwrap();
    assert_eq!((other[0].description.as_str(), other[0].memo.as_str()), ("何时", ""));
}

/// A document with a note, and something written about its tag, the tag above that and the library.
fn written_about() -> Material {
    let bytes = "题\n\n正文一句。\n".as_bytes();
    let document = Document::new("a.txt", bytes, None, &CleanOptions::default()).unwrap();
    let note = ExportNote {
        id: "01J00000000000000000000000".to_owned(),
        quote: "复工率".to_owned(),
        state: "orphan",
        tags: vec!["政策/复工".to_owned()],
        ..ExportNote::default()
    };
    let tag = |path: &str, description: &str, memo: &str| ExportTag {
        path: path.to_owned(),
        description: description.to_owned(),
        memo: memo.to_owned(),
        ..ExportTag::default()
    };
    Material {
        documents: vec![ExportSet {
            title: "题".to_owned(),
            memo: "全文的话".to_owned(),
            article: Some(Article::of(&document)),
            notes: vec![note],
            ..ExportSet::default()
        }],
        tags: vec![
            tag("政策", "上级的说明", ""),
            tag("政策/复工", "标签的说明", "标签的备忘 <b>\n# 第二行"),
            tag("没用到", "不相干的说明", "不相干的备忘"),
        ],
        memo: "全库的话\n第二段".to_owned(),
    }
}

/// The text of an export, of the documents part where it is Word's.
fn text_of(id: &str, material: &Material) -> String {
    let bytes = format(id).unwrap().written(material, &Request::default()).unwrap();
    if !bytes.starts_with(b"PK") {
        return String::from_utf8(bytes).unwrap();
    }
    let imported = danhuang::import::import("a.docx", bytes, None).unwrap();
    imported.text.as_str().to_owned()
}

#[test]
fn what_is_written_about_tags_and_the_library_is_exported_or_said_to_be_lost() {
    let material = written_about();
    let holding = [
        "marked-markdown",
        "marked-html",
        "marked-docx",
        "markdown",
        "obsidian",
        "html",
        "json",
        "ron",
    ];
    for id in holding {
        let text = text_of(id, &material);
        for words in ["全文的话", "上级的说明", "标签的说明", "标签的备忘", "全库的话", "第二段"]
        {
            assert!(text.contains(words), "{id} lacks {words}:\n{text}");
        }
        assert!(!text.contains("不相干"), "{id} tells of a tag that is not in use");
        assert!(
            !text.contains("\n# 第二行") && !text.contains("备忘 <b>")
                || ["json", "ron", "marked-docx"].contains(&id),
            "{id}: {text}"
        );
        let loss = loss_report(format(id).unwrap(), &material);
        assert!(!loss.is_some_and(|said| said.zh.contains("备忘")), "{id}");
    }
    for id in ["csv", "xlsx", "jsonld", "readwise", "anki"] {
        let said = loss_report(format(id).unwrap(), &material).unwrap().zh;
        assert!(
            said.contains("标签的说明和备忘（2 处）") && said.contains("笔记库备忘"),
            "{id}: {said}"
        );
    }
    let said = loss_report(format("codebook").unwrap(), &material).unwrap().zh;
    assert!(
        said.contains("笔记库备忘") && said.contains("全文备忘") && !said.contains("标签的说明")
    );
}

#[test]
fn json_ron_and_templates_hold_the_tags_that_are_in_use() {
    let material = written_about();
    let json: serde_json::Value = serde_json::from_str(&text_of("json", &material)).unwrap();
    assert_eq!(json["memo"], "全库的话\n第二段");
    assert_eq!(json["tags"][1]["path"], "政策/复工");
    assert_eq!(json["tags"][1]["memo"], "标签的备忘 <b>\n# 第二行");
    assert_eq!(json["tags"].as_array().unwrap().len(), 2);
    let ron: ron::Value = ron::from_str(&text_of("ron", &material)).unwrap();
    let ron = serde_json::to_value(ron).unwrap();
    assert_eq!(ron["memo"], json["memo"]);
    assert_eq!(ron["tags"], json["tags"]);
    let request = Request {
        template: "{{ library_memo }}|{% for tag in codebook %}{{ tag.path }}={{ tag.description }};{% endfor %}".to_owned(),
        ..Request::default()
    };
    let bytes = format("template").unwrap().written(&material, &request).unwrap();
    let text = String::from_utf8(bytes).unwrap();
    assert_eq!(text, "全库的话\n第二段|政策=上级的说明;政策/复工=标签的说明;");
}
