//! `pairwright sample`: lifelike rosters of people who do not exist.

use super::arguments::SampleArguments;
use super::failure::Failure;
use super::load::{Reader, document};
use super::new_files::{check_folder, to_csv, write_new};
use super::pasted::pasted;
use super::terminal;
use crate::diagnostic::Sink;
use crate::program::{Program, read_program};
use crate::sample::{Numbers, Roster, Setting, sample};
use crate::text::{count, printable};
use crate::units::Side;

/// The files of the two sides.
pub const FILES: [&str; 2] = ["mentors.csv", "mentees.csv"];

/// Runs the command: two files into the folder, and what was written to standard error.
pub fn run(arguments: &SampleArguments, quiet: bool) -> Result<(), Failure> {
    check_folder(&arguments.output, "sample")?;
    let mut sink = Sink::default();
    let mut reader = Reader::new(&[(&arguments.program).into()])?;
    let file = reader.program(&arguments.program);
    reader.finish()?;
    let program = file.and_then(|file| document(file, &mut sink)).and_then(|text| read_program(text, &mut sink));
    let Some(program) = program.filter(|_| !sink.has_errors()) else { return Err(Failure::Rejected(sink)) };
    let numbers = Numbers { mentors: arguments.mentors, mentees: arguments.mentees };
    let rosters = sample(&program, &Setting::of_program(&arguments.program, &program), numbers, arguments.seed);
    let [mentors, mentees] = rosters.each_ref().map(bytes);
    let [of_mentors, of_mentees] = FILES;
    write_new(&arguments.output, &[(of_mentors, mentors), (of_mentees, mentees)])?;
    terminal::report(sink, quiet);
    if !quiet {
        let folder = &arguments.output;
        let shown = printable(&folder.display().to_string());
        terminal::say(&format!("wrote    {} into {shown}", people(&program, &rosters)));
        let [mentors, mentees] = FILES.map(|file| pasted(folder.join(file)));
        let ratings = if needs_ratings(&program) { " --ratings ratings.csv" } else { "" };
        terminal::say(&format!(
            "next     pairwright match --program {} --mentors {mentors} --mentees {mentees}{ratings}",
            pasted(&arguments.program)
        ));
        if needs_ratings(&program) {
            terminal::say(
                "         first write ratings.csv, with the columns mentor, mentee and rating: ratings are not invented",
            );
        }
    }
    Ok(())
}

/// Whether the program is rejected without a file of ratings.
fn needs_ratings(program: &Program) -> bool {
    let criteria = program.criteria.iter().any(|spec| !spec.optional && spec.kind.needs_ratings());
    let rules = program.rules.iter().any(|spec| !spec.optional && spec.kind.needs_ratings());
    let quotas = program.quotas.iter().filter(|spec| !spec.optional).flat_map(|spec| &spec.conditions);
    criteria || rules || quotas.into_iter().any(|condition| condition.kind.needs_ratings())
}

/// A roster as a file.
pub fn bytes(roster: &Roster) -> Vec<u8> {
    let rows: Vec<Vec<String>> = std::iter::once(&roster.headers).chain(&roster.rows).cloned().collect();
    to_csv(&rows)
}

/// Who was invented: `34 buddies (mentors.csv) and 34 newcomers (mentees.csv)`.
pub fn people(program: &Program, rosters: &[Roster; 2]) -> String {
    let told = Side::BOTH.map(|side| {
        let (roster, file) = (&rosters[side.index()], FILES[side.index()]);
        format!("{} ({file})", count(roster.rows.len(), program.words.of(side)))
    });
    told.join(" and ")
}
