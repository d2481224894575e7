//! `pairwright init`: a folder to start a programme with.

mod from;
mod term;

use std::path::{Path, PathBuf};

use super::arguments::InitArguments;
use super::failure::Failure;
use super::load::today;
use super::new_files::{check_folder, to_csv, write_new};
use super::pasted::pasted;
use super::sample::{FILES, bytes};
use super::terminal;
use crate::diagnostic::Sink;
use crate::keys::Document;
use crate::outline::{Need, columns};
use crate::program::{DEFAULT_NAME, PRESETS, Preset, Program, preset, read_program};
use crate::sample::{Numbers, Setting, sample};
use crate::text::{listed, nearest, plural, printable};
use crate::units::Side;
use from::Found;

/// The program file of the folder.
const PROGRAM: &str = "program.toml";
/// The questions of the two sides, as the header of a table.
const FORMS: [&str; 2] = ["form-mentors.csv", "form-mentees.csv"];

/// Runs the command: the files into the folder, and what to do next to standard error.
pub fn run(arguments: &InitArguments, quiet: bool) -> Result<(), Failure> {
    let preset = built_in(&arguments.program)?;
    let folder = arguments.folder.clone().unwrap_or_else(|| PathBuf::from(preset.name));
    check_folder(&folder, "init")?;
    let mut text = term::with_term_end(&preset, arguments.term_end, today())?;
    let mut program = parsed(&text);
    let mut found = None;
    if !arguments.from.is_empty() {
        let read = from::read(&arguments.from, &program)?;
        text.push_str(&read.tables);
        program = parsed(&text);
        found = Some(read);
    }
    let mut files: Vec<(&str, Vec<u8>)> = vec![(PROGRAM, text.into_bytes())];
    for side in Side::BOTH {
        let questions: Vec<String> =
            program.reading.form[side.index()].iter().map(|question| question.text.clone()).collect();
        if !questions.is_empty() {
            files.push((FORMS[side.index()], to_csv(&[questions])));
        }
    }
    // Who has a roster needs no invented one.
    if found.is_none() {
        let rosters = sample(&program, &Setting::of(preset.name), Numbers::default(), 0);
        files.extend(FILES.into_iter().zip(rosters.iter().map(bytes)));
    }
    write_new(&folder, &files)?;
    if !quiet {
        let names: Vec<&str> = files.iter().map(|(name, _)| *name).collect();
        terminal::show(&next(&program, &folder, &names, found.as_ref()));
    }
    Ok(())
}

/// The built-in program of a name.
fn built_in(name: &str) -> Result<Preset, Failure> {
    preset(name).ok_or_else(|| {
        let known: Vec<&str> = PRESETS.iter().map(|preset| preset.name).chain([DEFAULT_NAME]).collect();
        let near = nearest(&name.to_lowercase(), known.iter().copied());
        let near = near.map_or_else(String::new, |near| format!("; did you mean `{near}`?"));
        let name = printable(name);
        Failure::Usage(format!("there is no built-in program `{name}`{near}\nThere are {}.", listed(&known)))
    })
}

/// A program that is built in, with nothing in it changed but a date, and columns that were read.
fn parsed(text: &str) -> Program {
    let mut sink = Sink::default();
    let program = read_program(Document::new(PROGRAM, text), &mut sink);
    program.filter(|_| !sink.has_errors()).expect("a built-in program has no faults")
}

/// What was written, and what the coordinator does with it.
fn next(program: &Program, folder: &Path, files: &[&str], found: Option<&Found>) -> String {
    let mut lines = vec![("wrote", format!("{} into {}", listed(files), printable(&folder.display().to_string())))];
    if let Some(found) = found {
        lines.extend(found.told(program));
    } else if files.contains(&FORMS[0]) {
        let said = "build your form from the questions of the files form-…; its answers are then read as they come";
        lines.push(("form", said.to_owned()));
    }
    lines.extend(office(program));
    let rosters = found.map_or_else(
        || {
            let [mentors, mentees] = FILES;
            format!("--mentors {} --mentees {}", pasted(folder.join(mentors)), pasted(folder.join(mentees)))
        },
        Found::arguments,
    );
    lines.push(("next", format!("pairwright match --program {} {rosters}", pasted(folder.join(PROGRAM)))));
    if found.is_none() {
        lines.push(("", "nobody in these two files exists: put your own in their place".to_owned()));
    }
    lines.into_iter().map(|(word, said)| format!("{word:<8} {said}\n")).collect()
}

/// The columns that no question asks for, and so somebody fills in.
fn office(program: &Program) -> Vec<(&'static str, String)> {
    let columns = columns(program);
    let told = Side::BOTH.map(|side| {
        let of_side = columns.iter().filter(|column| column.side == side.name() && column.question.is_none());
        let name = |need: Need| {
            let of_need = of_side.clone().filter(move |column| column.need == need && column.field != "id");
            of_need.map(|column| column.field.as_str()).collect::<Vec<_>>()
        };
        let (required, optional) = (name(Need::Required), name(Need::Optional));
        let parts = [("needed: ", required), ("if you keep it: ", optional)];
        let parts = parts.iter().filter(|(_, names)| !names.is_empty());
        let parts: Vec<String> = parts.map(|(word, names)| format!("{word}{}", listed(names))).collect();
        (plural(program.words.of(side)), parts.join("; "))
    });
    let filled = told.into_iter().filter(|(_, parts)| !parts.is_empty());
    let lines = filled.map(|(whom, parts)| ("office", format!("fills in for {whom}, {parts}")));
    lines.collect()
}
