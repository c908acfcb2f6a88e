//! Templates: what they can say, and that none goes on for ever or sees what is not its own.

use danhuang::exchange::template::{self, PRESETS};
use danhuang::exchange::{ExportSet, Material, Request, format};

use crate::exchange::{HOSTILE, bytes, hostile, hostile_set, of, tides};

fn by(template: &str, material: &Material) -> Result<String, String> {
    let request = Request { template: template.to_owned(), ..Request::default() };
    let written = format("template").unwrap().written(material, &request);
    written
        .map(|bytes| String::from_utf8(bytes).unwrap())
        .map_err(|error| error.phrase().zh.clone())
}

#[test]
fn every_preset_holds_every_passage_and_note() {
    let desk = tides();
    for preset in PRESETS {
        let request = Request { template: preset.text.to_owned(), ..Request::default() };
        let text = String::from_utf8(desk.written_with("template", &request).bytes).unwrap();
        for words in ["河口的水位，枯水期低", "早已习惯", "第一行", "表里的数", "潮汐与堤坝"]
        {
            assert!(text.contains(words), "{} lacks {words}:\n{text}", preset.id);
        }
        assert!(!text.contains("\n\n\n\n"), "{} leaves gaps:\n{text}", preset.id);
    }
}

#[test]
fn what_a_reader_wrote_is_never_a_template() {
    for preset in PRESETS {
        let text = by(preset.text, &of(hostile_set())).unwrap();
        assert!(!text.contains("49"), "{}: {text}", preset.id);
    }
    let text = by(
        "{% for note in documents[0].notes %}{{ note.quote }}\n{% endfor %}",
        &of(hostile_set()),
    );
    assert_eq!(text.unwrap().lines().collect::<Vec<_>>(), HOSTILE);
}

#[test]
fn a_template_names_groups_tags_and_places() {
    let desk = tides();
    let template = "{% for group in documents[0].tags %}{{ group.name }}:{{ group.notes | length }};{% endfor %}";
    let request = Request { template: template.to_owned(), ..Request::default() };
    let text = String::from_utf8(desk.written_with("template", &request).bytes).unwrap();
    assert!(text.contains("数据:3;") && text.contains("无标签:"), "{text}");
}

#[test]
fn a_broken_template_is_told_with_its_line() {
    let material = of(hostile_set());
    assert!(by("一行\n{% for note in %}", &material).unwrap_err().contains("第 2 行"));
    assert!(by("{{ 'a' | no_such }}", &material).unwrap_err().contains("过滤器"));
    let endless =
        "{% for a in range(9999) %}{% for b in range(9999) %}{{ a * b }}{% endfor %}{% endfor %}";
    assert!(by(endless, &material).unwrap_err().contains("循环太多"));
    assert!(by("{% include '/etc/passwd' %}", &material).is_err());
}

#[test]
fn the_lines_of_a_note_stay_lines_in_every_preset() {
    let mut one = hostile(0, "句子");
    one.note = "第一行\n\n第二行\n- 列\n- 列二\n\n\\* 星".to_owned();
    let set = ExportSet { title: "题".to_owned(), notes: vec![one], ..ExportSet::default() };
    let by = |id: &str| {
        let template = template::preset(id).unwrap().text.to_owned();
        let request = Request { template, ..Request::default() };
        String::from_utf8(bytes("template", &of(set.clone()), &request)).unwrap()
    };
    assert!(
        by("list").contains("    第一行\n\n    第二行\n\n    - 列\n    - 列二\n\n    \\* 星\n"),
        "{}",
        by("list")
    );
    assert!(
        by("org").contains("  第一行\n  第二行\n  • 列\n  • 列二\n  \u{200B}* 星\n"),
        "{}",
        by("org")
    );
    assert!(by("by-tag").contains("    - 第一行\n\n      第二行\n"), "{}", by("by-tag"));
    assert!(
        by("front-matter").contains("\n第一行\n\n第二行\n\n- 列\n- 列二\n"),
        "{}",
        by("front-matter")
    );
}
