//! `danhuang doctor`: checks the library, and mends what can be mended.

use clap::Args;
use serde::Serialize;

use crate::app::texts;
use crate::cli::document::AnswerFormat;
use crate::cli::output::Output;
use crate::cli::{Common, Failure, json};
use crate::host::library::{Library, brought_back, problem_phrases};
use crate::store::Problem;
use crate::text::Phrase;

#[derive(Debug, Args)]
#[command(after_help = "Example: danhuang doctor --repair")]
pub(crate) struct DoctorArguments {
    /// Put damaged files aside and write what can be read of them anew
    #[arg(long)]
    repair: bool,
    /// How the answer is written
    #[arg(long, value_enum, default_value_t)]
    format: AnswerFormat,
}

#[derive(Serialize)]
struct Finding {
    severity: &'static str,
    file: String,
    what: String,
    recovered: bool,
}

#[derive(Serialize)]
struct DoctorAnswer {
    ok: bool,
    findings: Vec<Finding>,
}

pub(crate) fn run(
    arguments: &DoctorArguments,
    common: &Common,
    output: &Output,
) -> Result<(), Failure> {
    // A slip in the path must not pass for a library that is whole; the usual place may be empty still.
    if let Some(folder) = common.library.as_ref().filter(|folder| !folder.is_dir()) {
        return Err(Failure(texts::no_library_there(folder)));
    }
    let library = Library::open(common.library.clone())?;
    let mut findings = Vec::new();
    for id in library.document_ids()? {
        let file = library.notes_file(&id);
        if arguments.repair {
            library.join_copies(&id)?;
        }
        let Some(read) = library.notes_of(&id)? else { continue };
        let problems = &read.problems;
        let is_wanted = arguments.repair && !problems.is_empty();
        let n_back = is_wanted.then(|| library.repair(&id).ok()).flatten();
        findings.extend(found(problems, &file, n_back.is_some(), output));
        findings.extend(n_back.filter(|n_back| *n_back > 0).map(|n_back| Finding {
            severity: "warning",
            file: file.display().to_string(),
            what: brought_back(n_back, &file).get(output.language).to_owned(),
            recovered: true,
        }));
    }
    let (_, codebook_problems) = library.codebook()?;
    let mends_tags = arguments.repair && !codebook_problems.is_empty();
    if mends_tags {
        library.repair_tags()?;
    }
    findings.extend(codebook_problems.iter().map(|phrase| Finding {
        severity: "warning",
        file: library.codebook_file().display().to_string(),
        what: phrase.get(output.language).to_owned(),
        recovered: mends_tags,
    }));
    if let Some(phrase) = library.check_lines(arguments.repair)? {
        findings.push(Finding {
            severity: "warning",
            file: library.lines_file().display().to_string(),
            what: phrase.get(output.language).to_owned(),
            recovered: arguments.repair,
        });
    }
    let ok = findings.iter().all(|finding| finding.recovered);
    report(&DoctorAnswer { ok, findings }, arguments, output)?;
    if ok { Ok(()) } else { Err(Failure(not_whole(&library))) }
}

fn not_whole(library: &Library) -> Phrase {
    let folder = library.folder().display();
    Phrase::new(
        format!("笔记库有问题，加 --repair 可以修复：{folder}"),
        format!("the library is not whole; --repair mends what can be mended: {folder}"),
    )
}

fn found(
    problems: &[Problem],
    file: &std::path::Path,
    is_repaired: bool,
    output: &Output,
) -> Vec<Finding> {
    let severity = if problems.iter().any(Problem::is_damage) { "error" } else { "warning" };
    let phrases = problem_phrases(problems, file);
    let finding = |phrase: Phrase| Finding {
        severity,
        file: file.display().to_string(),
        what: phrase.get(output.language).to_owned(),
        recovered: is_repaired,
    };
    phrases.into_iter().map(finding).collect()
}

fn report(
    answer: &DoctorAnswer,
    arguments: &DoctorArguments,
    output: &Output,
) -> Result<(), Failure> {
    if arguments.format == AnswerFormat::Json {
        return output.text(&json::to_text(answer)?);
    }
    let whole =
        crate::text::Bilingual::new("笔记库完好", "the library is whole").get(output.language);
    let text = if answer.findings.is_empty() {
        whole.to_owned()
    } else {
        answer
            .findings
            .iter()
            .map(|finding| format!("{}: {}\n", finding.severity, finding.what))
            .collect()
    };
    output.text(&text)
}
