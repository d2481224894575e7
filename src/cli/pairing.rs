//! `pairwright match`: read, check, score, solve, verify, write.

use std::io::IsTerminal as _;
use std::time::Instant;

use super::arguments::{Format, MatchArguments, Solver};
use super::failure::Failure;
use super::load::{input_paths, load};
use super::output::Target;
use super::progress::Bar;
use super::{summary, terminal};
use crate::diagnostic::{Sink, render};
use crate::explain::Words;
use crate::formulate::{formulate, report_must_pairs_over_limits};
use crate::problem::Ending;
use crate::report::{Settings, assemble, to_csv, to_json, to_table};
use crate::scoring::bind;
use crate::solve::{Engine, Limits, SolveError, solve};
use crate::text::printable;
use crate::verify::verify;

/// Runs the command.
pub fn run(arguments: &MatchArguments, quiet: bool) -> Result<(), Failure> {
    let start = Instant::now();
    let target = Target::of(arguments.output.as_deref());
    let format = format_of(arguments, &target)?;
    if let Some(input) = target.same_as(&input_paths(&arguments.input)) {
        let message =
            format!("the output is the input {}; give -o another name", printable(&input.display().to_string()));
        return Err(Failure::Usage(message));
    }
    target.check()?;
    let mut sink = Sink::default();
    let loaded = load(&arguments.input, &mut sink)?;
    let (Some(program), Some(roster)) = (&loaded.program, &loaded.roster) else { return Err(Failure::Rejected(sink)) };
    let scoring = bind(program, roster, &mut sink);
    if sink.has_errors() {
        return Err(Failure::Rejected(sink));
    }
    let bar = Bar::new(quiet);
    let levels = &program.objective.levels;
    let formulated = formulate(&scoring, roster, levels, arguments.seed, &bar, &mut sink);
    if sink.has_errors() {
        return Err(Failure::Rejected(sink));
    }
    let engine = match arguments.solver {
        Solver::Flow => Engine::Flow,
        Solver::Milp => Engine::Milp,
    };
    let limits = Limits { deadline: arguments.time_limit.and_then(|limit| start.checked_add(limit)) };
    let outcome = solve(&formulated.problem, engine, &limits, &bar).map_err(|error| could_not_solve(&error))?;
    drop(bar);
    verify(&formulated, &scoring, &outcome).map_err(|fault| Failure::Bug(fault.to_string()))?;
    let words = Words { mentor: program.mentor_word.clone(), mentee: program.mentee_word.clone() };
    let settings = Settings { seed: arguments.seed, words, programme: program.name.clone() };
    let report = assemble(roster, &scoring, &formulated, &outcome, settings);
    let bytes = match format {
        Format::Json => to_json(&report),
        Format::Table => to_table(&report, terminal::width_of_stdout()),
        Format::Csv | Format::Html | Format::Xlsx => to_csv(&report),
    };
    if outcome.ending == Ending::TimeLimit && arguments.require_optimal {
        return Err(Failure::NotProved("the time limit came before the proof".to_owned()));
    }
    if outcome.ending == Ending::Infeasible {
        report_must_pairs_over_limits(&scoring, roster, &mut sink);
        // A list of nobody would only replace a good one; a script that asked for the document gets it.
        if format == Format::Json || target == Target::Stdout {
            target.write(&bytes)?;
        }
        return Err(Failure::Infeasible(sink));
    }
    show_notices(sink, quiet);
    target.write(&bytes)?;
    if !quiet {
        terminal::show(&summary::lines(&report, roster, &scoring, &formulated, &target));
    }
    Ok(())
}

/// Shows warnings, and notices unless `quiet`.
pub fn show_notices(mut sink: Sink, quiet: bool) {
    if quiet {
        sink.drop_notices();
    }
    terminal::show(&render(&sink, terminal::colours()));
}

/// The exact engine does not fail; a backend of the other may, and is not this input's fault.
fn could_not_solve(error: &SolveError) -> Failure {
    if matches!(error, SolveError::TooLarge(_)) {
        return Failure::Usage(error.to_string());
    }
    Failure::Bug(format!("{error} (--solver flow is exact and does without it)"))
}

fn format_of(arguments: &MatchArguments, target: &Target) -> Result<Format, Failure> {
    let ending = match target {
        Target::Path(path) => path.extension().and_then(|ending| ending.to_str()).map(str::to_ascii_lowercase),
        Target::Stdout => None,
    };
    let by_ending = match ending.as_deref() {
        Some("json") => Format::Json,
        Some("html" | "htm") => Format::Html,
        Some("xlsx") => Format::Xlsx,
        None if *target == Target::Stdout && std::io::stdout().is_terminal() => Format::Table,
        _ => Format::Csv,
    };
    match arguments.format.unwrap_or(by_ending) {
        format @ (Format::Html | Format::Xlsx) => {
            let name = if format == Format::Html { "html" } else { "xlsx" };
            Err(Failure::Usage(format!("the format {name} is not available in this version; use csv, json or table")))
        }
        format => Ok(format),
    }
}
