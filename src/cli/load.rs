//! Files → program and roster. Every file that cannot be read is told at once, and then every fault in them.

use std::io::Read as _;
use std::path::{Path, PathBuf};

use anyhow::Context as _;

use super::arguments::InputArguments;
use super::failure::Failure;
use crate::diagnostic::{Diagnostic, Place, Sink};
use crate::keys::Document;
use crate::program::{DEFAULT_NAME, DEFAULT_TEXT, Program, read_program};
use crate::roster::{Roster, Schema, Tables, check_one_side, read_pairs, read_ratings, read_roster};
use crate::table::{Options, Table};
use crate::text::{nearest, printable};
use crate::units::Side;

/// What was read. Whole only where the sink has no errors.
pub struct Loaded {
    /// The program, where its text is TOML.
    pub program: Option<Program>,
    /// The roster, where its tables could be read at all.
    pub roster: Option<Roster>,
    /// The rosters' separators, a word for each file.
    pub separators: Vec<(String, &'static str)>,
}

/// The bytes of a file and its name.
struct File {
    name: String,
    bytes: Vec<u8>,
}

/// The paths that are read, in the order of their reading.
pub fn input_paths(input: &InputArguments) -> Vec<PathBuf> {
    let program = PathBuf::from(&input.program);
    let files =
        [&input.mentors, &input.mentees, &input.roster, &input.ratings, &input.previous, &input.must, &input.never];
    std::iter::once(program).chain(files.into_iter().flatten().cloned()).collect()
}

/// Reads all files.
///
/// # Errors
/// Wrong usage, and files that cannot be read. Faults inside files go into the sink.
pub fn load(input: &InputArguments, sink: &mut Sink) -> Result<Loaded, Failure> {
    if input_paths(input).iter().filter(|path| is_stdin(path)).count() > 1 {
        return Err(Failure::Usage("only one file can be standard input (-)".to_owned()));
    }
    let mut unreadable = Vec::new();
    let mut read = |path: &Option<PathBuf>| match read_file(path.as_deref()?) {
        Ok(file) => Some(file),
        Err(error) => {
            unreadable.push(error);
            None
        }
    };
    let [mentors, mentees, both] = [&input.mentors, &input.mentees, &input.roster].map(&mut read);
    let [ratings, previous, must, never] = [&input.ratings, &input.previous, &input.must, &input.never].map(&mut read);
    let program = read_program_file(&input.program).map_err(|error| unreadable.push(error)).ok();
    if !unreadable.is_empty() {
        let all: Vec<String> = unreadable.iter().map(|error| format!("{error:#}")).collect();
        return Err(Failure::World(anyhow::anyhow!(all.join("\nerror: "))));
    }
    let program = program.and_then(|file| document(file, sink)).and_then(|document| read_program(document, sink));
    let mut table =
        |file: Option<File>| file.and_then(|file| Table::read(&file.name, file.bytes, &Options::default(), sink));
    let [mentors, mentees, both] = [mentors, mentees, both].map(&mut table);
    let [ratings, previous, must, never] = [ratings, previous, must, never].map(&mut table);
    let tables = match (&mentors, &mentees, &both) {
        (Some(mentors), Some(mentees), _) => Some(Tables::Two { mentors, mentees }),
        (_, _, Some(both)) => Some(Tables::One(both)),
        _ => None,
    };
    let schema = program.as_ref().map_or_else(schema_of_nothing, |program| program.schema.clone());
    if tables.is_none() {
        for (table, side) in [(&mentors, Side::Mentor), (&mentees, Side::Mentee)] {
            table.iter().for_each(|table| check_one_side(table, side, &schema, sink));
        }
    }
    let separators =
        [&mentors, &mentees, &both].into_iter().flatten().map(|table| (table.file().to_owned(), separator(table)));
    let separators = separators.collect();
    let mut roster = tables.map(|tables| read_roster(tables, &schema, sink));
    if let Some(roster) = &mut roster {
        roster.previous = previous.map(|table| read_pairs(table, roster, false, sink)).unwrap_or_default();
        roster.must = must.map(|table| read_pairs(table, roster, true, sink)).unwrap_or_default();
        roster.never = never.map(|table| read_pairs(table, roster, false, sink)).unwrap_or_default();
        roster.ratings = ratings.map(|table| read_ratings(table, roster, sink));
    }
    Ok(Loaded { program, roster, separators })
}

/// The fields where the program file could not be read: without grades, whose ladder it might have changed.
fn schema_of_nothing() -> Schema {
    let mut schema = Schema::default();
    schema.forget("grade");
    schema
}

fn separator(table: &Table) -> &'static str {
    match table.separator() {
        Some(';') => "separated by semicolons",
        Some('\t') => "separated by tabs",
        Some('|') => "separated by bars",
        _ => "separated by commas",
    }
}

fn is_stdin(path: &Path) -> bool {
    path.as_os_str() == "-"
}

fn read_file(path: &Path) -> anyhow::Result<File> {
    if is_stdin(path) {
        let mut bytes = Vec::new();
        std::io::stdin().lock().read_to_end(&mut bytes).context("cannot read standard input")?;
        return Ok(File { name: "standard input".to_owned(), bytes });
    }
    let bytes =
        std::fs::read(path).with_context(|| format!("cannot read {}", printable(&path.display().to_string())))?;
    Ok(File { name: path.display().to_string(), bytes })
}

fn read_program_file(program: &str) -> anyhow::Result<File> {
    let path = Path::new(program);
    if !is_stdin(path) && !path.exists() {
        if program == DEFAULT_NAME {
            let name = format!("{DEFAULT_NAME} (built in)");
            return Ok(File { name, bytes: DEFAULT_TEXT.as_bytes().to_vec() });
        }
        let hint =
            nearest(program, [DEFAULT_NAME]).map_or_else(String::new, |near| format!("; did you mean `{near}`?"));
        let program = printable(program);
        anyhow::bail!("{program} is neither a file nor a built-in program (built in: {DEFAULT_NAME}){hint}");
    }
    read_file(path)
}

fn document(file: File, sink: &mut Sink) -> Option<Document> {
    match String::from_utf8(file.bytes) {
        Ok(text) => Some(Document::new(file.name, text)),
        Err(fault) => {
            let valid = String::from_utf8_lossy(&fault.as_bytes()[..fault.utf8_error().valid_up_to()]).into_owned();
            let place = Place {
                shown: String::new(),
                mark: 0..0,
                ..Place::in_text(&file.name, &valid, valid.len()..valid.len())
            };
            let error = Diagnostic::error("program::not-utf8", format!("{} is not UTF-8", file.name));
            sink.push(error.at(place, "the first byte that is not UTF-8").help("save the program file as UTF-8"));
            None
        }
    }
}
