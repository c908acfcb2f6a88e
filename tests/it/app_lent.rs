//! Digit keys that are lent to tags, and what they mean another day.

use std::collections::BTreeMap;

use danhuang::app::{Command, Effect, Event, Memory, OpenDocument, Started};
use danhuang::host::memory;

use crate::app::{Program, document};

/// The same library after the program was started again, with what it had remembered last.
fn restarted(program: &Program) -> Program {
    let remembered = program.effects.iter().rev().find_map(|effect| match effect {
        Effect::Remember(memory) => Some((**memory).clone()),
        _ => None,
    });
    let memory = remembered.expect("something was remembered");
    let codebook = program.state.codebook.clone();
    let started = Started { memory, codebook: codebook.clone(), ..Started::default() };
    let mut program = Program::starting(started);
    let ticket = program.state.loading.as_ref().expect("a document is being opened").0;
    let open = OpenDocument { codebook, ..document() };
    program.event(Event::Loaded(ticket, Box::new(open)));
    // The clock of a program begins anew; identities that are made from here on are others than before.
    for _ in 0..40 {
        program.run(Command::Select(None));
    }
    program
}

fn keys(program: &Program) -> BTreeMap<u8, String> {
    let keyed = program.state.keyed_tags().into_iter();
    keyed.map(|(key, tag)| (key, tag.name.clone())).collect()
}

#[test]
fn a_lent_digit_means_the_same_tag_after_a_restart() {
    let mut program = Program::new();
    for (words, name) in [("开头一段", "税费"), ("说明来意", "贷款")] {
        program.select(words);
        program.run(Command::PickNewTag(name.to_owned()));
    }
    let before = keys(&program);
    assert_eq!([&before[&4], &before[&5]], ["税费", "贷款"]);
    // A document without a note: nothing in it says which tags were used last.
    let mut program = restarted(&program);
    assert_eq!(keys(&program), before);
    program.select("开头一段");
    program.run(Command::PickNewTag("条例".to_owned()));
    let after = keys(&program);
    assert_eq!([&after[&4], &after[&5], &after[&6]], ["税费", "贷款", "条例"]);
    let memory = Memory { lent: program.state.lent().clone(), ..Memory::default() };
    assert_eq!(memory::remembered(&memory::stored(&memory)).lent, *program.state.lent());
}
