//! The tag picker over thousands of tags, and marking ten thousand hits at once.

use std::path::PathBuf;
use std::sync::Arc;

use danhuang::app::autocode::{Autocode, HitScope, HitUnit};
use danhuang::app::tag_search::{TagNames, TagSearch};
use danhuang::app::{
    self, Action, Command, Effect, Event, Ids, Message, OpenDocument, Origin, Shared, Started,
    State, What,
};
use danhuang::clean::CleanOptions;
use danhuang::notebook::{Codebook, HighlightColor, History, Tag, TagId, Timestamp};
use danhuang::search;
use danhuang::text::Pos;
use divan::Bencher;

use crate::Input;

/// What is typed into the picker, a key at a time.
const TYPED: [&str; 6] = ["", "f", "fg", "fgs", "复工", "没有这个"];

/// Five thousand tags, a third of them under others, called by two to six characters.
fn codebook() -> Codebook {
    let words: Vec<char> =
        "复工复产政策数据时间要求企业服务保障防控物流金融税收就业民生".chars().collect();
    let mut codebook = Codebook::default();
    let mut seed = 1_usize;
    let mut roll = |sides: usize| {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (seed >> 33) % sides
    };
    for n in 0..5_000_usize {
        let length = 2 + roll(5);
        let name: String = (0..length).map(|_| words[roll(words.len())]).collect();
        let parent = (n > 100 && n % 3 == 0).then(|| TagId(format!("{:026}", roll(100))));
        let id = TagId(format!("{n:026}"));
        let tag = Tag::new(id.clone(), parent, format!("{name}{n}"), HighlightColor::ALL[n % 8]);
        codebook.tags.insert(id, tag);
    }
    codebook
}

/// How many the picker shows.
const MOST: usize = 8;

#[divan::bench]
fn names(bencher: Bencher<'_, '_>) {
    let codebook = codebook();
    bencher.bench(|| TagNames::of(&codebook));
}

#[divan::bench(args = TYPED)]
fn picker(bencher: Bencher<'_, '_>, typed: &str) {
    let names = Arc::new(TagNames::of(&codebook()));
    bencher.bench(|| TagSearch::new(&names, typed, None).best(MOST, &[], |_| 0).len());
}

/// The last of the keys, when those before it were sought.
#[divan::bench(args = TYPED)]
fn picker_goes_on(bencher: Bencher<'_, '_>, typed: &str) {
    let names = Arc::new(TagNames::of(&codebook()));
    let mut shorter = typed.to_owned();
    shorter.pop();
    let before = TagSearch::new(&names, &shorter, None);
    bencher.bench(|| TagSearch::new(&names, typed, Some(&before)).best(MOST, &[], |_| 0).len());
}

#[divan::bench(args = TYPED)]
fn near(bencher: Bencher<'_, '_>, typed: &str) {
    let names = TagNames::of(&codebook());
    bencher.bench(|| names.near(typed).is_some());
}

fn message(what: What) -> Message {
    Message { now: Timestamp(1_000), ids: Ids::new(7_000), what }
}

/// The program with ten megabytes open and ten thousand hits of a find.
fn program() -> State {
    let mut state = State::default();
    let started = Started { files: vec![PathBuf::from("a.txt")], ..Started::default() };
    app::update(&mut state, message(What::Event(Event::Started(Box::new(started)))));
    let ticket = state.loading.as_ref().unwrap().0;
    let open = OpenDocument {
        origin: Origin::File(PathBuf::from("a.txt")),
        document: Input::Clean10Mb.document().clone(),
        options: CleanOptions::default(),
        notebook: Shared::default(),
        history: History::default(),
        n_damaged: 0,
        codebook: Codebook::starting(),
        places: Shared::default(),
        position: Pos::default(),
        read_only: None,
        notices: Vec::new(),
    };
    app::update(&mut state, message(What::Event(Event::Loaded(ticket, Box::new(open)))));
    app::update(&mut state, message(What::Command(Command::Do(Action::Find))));
    let typed = Command::FindTyped("企业".to_owned());
    let effects = app::update(&mut state, message(What::Command(typed)));
    for effect in effects {
        if let Effect::Find(ticket, text, query) = effect {
            let mut hits = search::search(&text, &query, &|| true).ok().unwrap();
            hits.spans.truncate(10_000);
            app::update(&mut state, message(What::Event(Event::Found(ticket, Ok(hits)))));
        }
    }
    assert_eq!(state.find.as_ref().unwrap().hits.len(), 10_000);
    state
}

#[divan::bench(args = [HitUnit::Hit, HitUnit::Sentence], sample_size = 1, sample_count = 5)]
fn ten_thousand_hits(bencher: Bencher<'_, '_>, unit: HitUnit) {
    let program = program();
    let wish =
        Autocode { tag: "搜".to_owned(), unit, scope: HitScope::Document, ..Autocode::default() };
    bencher.with_inputs(|| program.clone()).bench_local_values(|mut state| {
        let asked =
            app::update(&mut state, message(What::Command(Command::MarkHits(wish.clone()))));
        let done = asked.into_iter().filter_map(|effect| match effect {
            Effect::CarryOut(_, task) => Some(task.carried_out()),
            _ => None,
        });
        done.count()
    });
}
