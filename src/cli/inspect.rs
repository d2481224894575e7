//! `pairwright inspect`: how each file is read, column by column, before anybody is paired.

use std::collections::HashMap;

use super::arguments::{InspectArguments, SideOfFiles};
use super::failure::Failure;
use super::load::{Reader, document, reading, tables};
use super::new_files::to_csv;
use super::output::{Target, write_stdout};
use super::{emit, kind_of, terminal};
use crate::diagnostic::Sink;
use crate::program::read_program;
use crate::roster::{
    BlankWords, Column, FileUse, Files, HeaderUse, Meaning, Missing, Reading, Roster, Schema, Why, canonical,
    described, read_roster, report_blank_words, report_rules_without_column,
};
use crate::table::Table;
use crate::text::{Columns, count, listed, masked, number, printable};
use crate::units::Side;

/// As many samples of a column are shown.
const SAMPLES: usize = 3;
/// As many values of a field are counted by name, the commonest.
const VALUES: usize = 12;

/// The longest header or sample that is shown, in characters.
const LONGEST: usize = 60;

/// Runs the command: the report to standard output, the problems to standard error.
pub fn run(arguments: &InspectArguments, quiet: bool) -> Result<(), Failure> {
    let target = arguments.convert.as_deref().map(|path| Target::of(Some(path)));
    if target.is_some() && arguments.files.len() != 1 {
        return Err(Failure::Usage(
            "--convert writes one roster: give one file, and further tables of the same people with --with".to_owned(),
        ));
    }
    let paths: Vec<_> = arguments.files.iter().chain(&arguments.reading.with).cloned().collect();
    if let Some(target) = &target {
        let inputs: Vec<_> = paths.iter().map(|path| super::files::without_sheet(path).0).collect();
        if target.same_as(&inputs).is_some() {
            return Err(Failure::Usage("the output is the input; give --convert another name".to_owned()));
        }
        target.check()?;
    }
    let mut sink = Sink::default();
    let mut reader = Reader::new(&paths)?;
    let (files, with) = (reader.files(&arguments.files), reader.files(&arguments.reading.with));
    let program = reader.program(&arguments.program);
    reader.finish()?;
    let program =
        program.and_then(|file| document(file, &mut sink)).and_then(|document| read_program(document, &mut sink));
    let reading = reading(program.as_ref(), &arguments.reading)?;
    let with = tables(with, &arguments.reading, &reading, &mut sink);
    let tables = tables(files, &arguments.reading, &reading, &mut sink);
    let mut report = String::new();
    let mut rosters = Vec::new();
    for table in &tables {
        let alone = Files { with: &with, missing: Missing::OtherSide, ..Files::default() };
        let table_alone = std::slice::from_ref(table);
        let files = match arguments.side {
            Some(SideOfFiles::Mentors) => Files { mentors: table_alone, ..alone },
            Some(SideOfFiles::Mentees) => Files { mentees: table_alone, ..alone },
            None => Files { both: table_alone, ..alone },
        };
        let roster = read_roster(files, &reading, &mut sink);
        let about = About { roster: &roster, reading: &reading, show: arguments.show_values };
        for (file, table) in roster.files.iter().zip(std::iter::once(table).chain(&with)) {
            if !report.is_empty() {
                report.push('\n');
            }
            report.push_str(&about.file(file, table));
        }
        report_blank_words(&roster, BlankWords::All, &mut sink);
        rosters.push(roster);
    }
    // What is typed is meant for one of these files; what the program file says may be of another.
    let asked: Vec<_> = reading.columns.iter().filter(|rule| rule.place.is_none()).cloned().collect();
    let files: Vec<FileUse> = rosters.iter().flat_map(|roster| roster.files.clone()).collect();
    report_rules_without_column(&asked, &files, &mut sink);
    if arguments.emit {
        report = emit::block(rosters.iter().flat_map(|roster| &roster.files), &reading.schema, arguments.show_values);
    }
    if !arguments.show_values {
        sink.mask();
    }
    if sink.has_errors() {
        // What was understood helps to mend what was not; a roster with holes would not.
        if !matches!(target, Some(Target::Stdout)) {
            write_stdout(report.as_bytes())?;
        }
        return Err(Failure::Faults(sink));
    }
    terminal::report(sink, quiet);
    match (&target, rosters.first()) {
        (Some(target), Some(roster)) => {
            target.write(&to_csv(&canonical(roster, &reading)))?;
            if *target != Target::Stdout {
                write_stdout(report.as_bytes())?;
            }
        }
        _ => write_stdout(report.as_bytes())?,
    }
    Ok(())
}

/// The report about one roster.
struct About<'r> {
    roster: &'r Roster,
    reading: &'r Reading,
    /// Whether values of people are shown.
    show: bool,
}

impl About<'_> {
    fn file(&self, file: &FileUse, table: &Table) -> String {
        let encoding =
            table.encoding().filter(|name| *name == "UTF-8").map_or(String::new(), |name| format!("{name}, "));
        let mut text =
            format!("{}: {encoding}{}, {}\n", printable(&file.file), kind_of(table), count(table.len(), "row"));
        let mut columns = Columns::right_aligned(&[3]);
        columns.row(["column", "read as", "because", "blank", "for example"]);
        // Where nothing is understood, the first row may be a person, and not a header.
        let is_header = self.show || file.headers.iter().any(|header| header.meaning != Meaning::Unused);
        for (at, header) in file.headers.iter().enumerate().filter(|(_, header)| !header.header.is_empty()) {
            let name = if is_header { header.header.clone() } else { masked(&header.header) };
            let blank = if header.blanks == 0 { String::new() } else { number(header.blanks as u64) };
            let meaning = match &header.meaning {
                Meaning::Unused => "not used".to_owned(),
                meaning => described(meaning).replace('`', ""),
            };
            columns.row([shortened(&name), meaning, because(header), blank, self.samples(header, table, at)]);
        }
        text.push_str(&columns.wrapped("  ", None));
        let nameless = file.headers.iter().filter(|header| header.header.is_empty()).count();
        if nameless > 0 {
            text.push_str(&format!("  {} without a header: not used\n", count(nameless, "column")));
        }
        text.push_str(&self.changes(file, table));
        let mut told: Vec<&str> = Vec::new();
        for header in &file.headers {
            let Some(field) = header.field().filter(|field| !told.contains(field)) else { continue };
            told.push(field);
            text.push_str(&self.values(field, header));
        }
        text
    }

    /// What was passed over and changed: blank rows, replaced cells.
    fn changes(&self, file: &FileUse, table: &Table) -> String {
        let mut text = String::new();
        if table.blank_rows() > 0 {
            text.push_str(&format!("  {} passed over\n", count(table.blank_rows(), "blank row")));
        }
        for header in file.headers.iter().filter(|header| header.replaced > 0) {
            let cells = count(header.replaced, "cell");
            text.push_str(&format!("  {cells} of {} replaced as [values] says\n", shortened(&header.header)));
        }
        text
    }

    /// A few different cells of a column; what a person wrote is masked unless it is to be shown, and a secret is never shown.
    fn samples(&self, header: &HeaderUse, table: &Table, column: usize) -> String {
        if header.meaning == Meaning::Secret {
            return String::new();
        }
        let mut samples: Vec<String> = Vec::new();
        for row in 0..table.len() {
            let cell = table.cell(row, column);
            let sample = if self.show { shortened(&printable(cell)) } else { masked(cell) };
            if !cell.is_empty() && !samples.contains(&sample) {
                samples.push(sample);
            }
            if samples.len() == SAMPLES {
                break;
            }
        }
        samples.join(" · ")
    }

    /// How often each value of a field of choices or tags occurs; of restricted fields only how many there are.
    fn values(&self, field: &str, header: &HeaderUse) -> String {
        let mut counts: HashMap<String, (String, usize)> = HashMap::new();
        let mut note = |spelling: String| {
            let entry = counts.entry(crate::text::fold(&spelling)).or_insert_with(|| (spelling.clone(), 0));
            entry.1 += 1;
            // Of several spellings the same one is shown, whatever the order of rows.
            if spelling < entry.0 {
                entry.0 = spelling;
            }
        };
        for places in self.roster.rows() {
            let cell = Side::BOTH
                .into_iter()
                .find_map(|side| Some((self.roster.side(side).column(field)?, places[side.index()]?)));
            match cell {
                Some((Column::Tags(cells), person)) => {
                    cells[person].iter().for_each(|word| note(self.roster.lexicon.spelled(*word).to_owned()))
                }
                Some((Column::Times(cells), person)) => cells[person].written().into_iter().for_each(&mut note),
                Some((Column::Words(cells), person)) if self.reading.schema.is_choice(field) => {
                    cells[person].iter().for_each(|word| note(self.roster.lexicon.spelled(*word).to_owned()));
                }
                _ => {}
            }
        }
        if counts.is_empty() {
            return String::new();
        }
        let mut counts: Vec<(String, usize)> = counts.into_values().collect();
        counts.sort_by(|(one, many), (other, few)| few.cmp(many).then_with(|| one.cmp(other)));
        let is_shown = self.show || Schema::is_open(field);
        let shown: Vec<String> = counts
            .iter()
            .take(VALUES)
            .map(|(value, times)| {
                if is_shown { format!("{} {}", printable(value), number(*times as u64)) } else { number(*times as u64) }
            })
            .collect();
        let more = if counts.len() > VALUES {
            format!(" and {} more", number((counts.len() - VALUES) as u64))
        } else {
            String::new()
        };
        let separators = if header.separators.is_empty() {
            String::new()
        } else {
            format!(", split at {}", listed(&header.separators))
        };
        let masked = if is_shown { "" } else { ", masked" };
        format!("  {} of {field}{separators}{masked}: {}{more}\n", count(counts.len(), "value"), shown.join(", "))
    }
}

/// The beginning of a long text.
fn shortened(text: &str) -> String {
    if text.chars().count() <= LONGEST {
        text.to_owned()
    } else {
        format!("{}…", text.chars().take(LONGEST).collect::<String>())
    }
}

/// Why a column is read as it is.
fn because(header: &HeaderUse) -> String {
    match (header.why, &header.meaning) {
        (_, Meaning::Secret) => "passwords are dropped on reading".to_owned(),
        (Why::CommandLine, _) => "--map says so".to_owned(),
        (Why::Program, _) => "the program file says so".to_owned(),
        (Why::Form, _) => "a question of the program's form".to_owned(),
        (Why::Exporter(name), _) => format!("{name} writes it so"),
        (Why::Declared, _) => "declared in the program file".to_owned(),
        (_, Meaning::Unused) => match &header.near {
            Some(near) => format!("may be `{near}`: not taken"),
            None => "nobody asks for it".to_owned(),
        },
        (Why::Name, _) => "its name".to_owned(),
        (Why::Synonym, _) => "an everyday name of it".to_owned(),
        (Why::Question, _) => "the words of the question".to_owned(),
        (Why::Unknown, _) => String::new(),
    }
}
