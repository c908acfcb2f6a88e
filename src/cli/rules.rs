//! `danhuang rules`: the cleaning rules.

use clap::Args;
use serde::Serialize;

use crate::clean::rules;
use crate::cli::document::AnswerFormat;
use crate::cli::output::Output;
use crate::cli::{Failure, json};

#[derive(Debug, Args)]
#[command(after_help = "Example: danhuang rules --lang zh")]
pub(crate) struct RulesArguments {
    /// How the answer is written
    #[arg(long, value_enum, default_value_t)]
    format: AnswerFormat,
}

#[derive(Serialize)]
struct RuleAnswer {
    id: &'static str,
    name: &'static str,
    does: &'static str,
    never: &'static str,
}

#[derive(Serialize)]
struct RulesAnswer {
    rules: Vec<RuleAnswer>,
}

pub(crate) fn run(arguments: &RulesArguments, output: &Output) -> Result<(), Failure> {
    let language = output.language;
    let answers = rules().iter().map(|rule| RuleAnswer {
        id: rule.id,
        name: rule.name.get(language),
        does: rule.does.get(language),
        never: rule.never.get(language),
    });
    let answer = RulesAnswer { rules: answers.collect() };
    match arguments.format {
        AnswerFormat::Json => output.text(&json::to_text(&answer)?),
        AnswerFormat::Text => output.text(&listed(&answer, language)),
    }
}

fn listed(answer: &RulesAnswer, language: crate::text::Language) -> String {
    let never = crate::text::Bilingual::new("不动", "never").get(language);
    let rule = |rule: &RuleAnswer| {
        format!("{}  {}\n    {}\n    {never}: {}\n", rule.id, rule.name, rule.does, rule.never)
    };
    answer.rules.iter().map(rule).collect()
}
