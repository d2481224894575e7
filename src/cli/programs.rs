//! `pairwright programs`: the built-in programs, and any program told in words.

mod show;

use serde::Serialize;

use super::arguments::{ProgramsArguments, ProgramsCommand};
use super::failure::Failure;
use super::load::{Reader, document};
use super::output::write_stdout;
use super::terminal;
use crate::diagnostic::Sink;
use crate::outline::{List, list, outline};
use crate::program::read_program;
use crate::text::Columns;

/// Lines longer than this are hard to read, however wide the terminal is.
const WIDEST: usize = 110;

/// Runs the command: the list or the program to standard output.
pub fn run(arguments: &ProgramsArguments, quiet: bool) -> Result<(), Failure> {
    let width = terminal::width_of_stdout().map(|width| width.min(WIDEST));
    let text = match &arguments.command {
        None if arguments.json => to_json(&list()),
        None => in_lines(&list(), width),
        Some(ProgramsCommand::Show { program }) => shown(program, arguments.json, width, quiet)?,
    };
    Ok(write_stdout(text.as_bytes())?)
}

/// The list, a line each, and what to do with it.
fn in_lines(list: &List, width: Option<usize>) -> String {
    let mut lines = Columns::default();
    for entry in &list.programs {
        let said = [&entry.title, &entry.line].into_iter().flatten().cloned().collect::<Vec<_>>().join(": ");
        lines.row([entry.name.to_owned(), entry.shape.clone(), said]);
    }
    let next = "\nWhat one of them does: pairwright programs show NAME\nUse it:                pairwright match --program NAME …\n";
    lines.wrapped("", width) + next
}

fn shown(name: &str, json: bool, width: Option<usize>, quiet: bool) -> Result<String, Failure> {
    let mut sink = Sink::default();
    let mut reader = Reader::new(&[name.into()])?;
    let file = reader.program(name);
    reader.finish()?;
    let program = file.and_then(|file| document(file, &mut sink)).and_then(|text| read_program(text, &mut sink));
    match program {
        Some(program) if !sink.has_errors() => {
            terminal::report(sink, quiet);
            let outline = outline(&program, name);
            Ok(if json { to_json(&outline) } else { show::in_lines(&outline, width) })
        }
        _ => Err(Failure::Faults(sink)),
    }
}

fn to_json(document: &impl Serialize) -> String {
    serde_json::to_string_pretty(document).expect("texts and lists are JSON") + "\n"
}
