//! A coordinator's own rosters: which of their columns the program finds, and what it has to be told of the others.

use std::path::PathBuf;

use super::super::arguments::{RaggedRows, ReadingArguments};
use super::super::emit;
use super::super::failure::Failure;
use super::super::load::{Reader, tables};
use crate::diagnostic::Sink;
use crate::outline::{Need, columns};
use crate::program::Program;
use crate::roster::{FileUse, Files, Meaning, Missing, read_roster};
use crate::text::{count, listed, printable};
use crate::units::Side;

/// What was found in the rosters.
pub(super) struct Found {
    /// `[columns]` and `[values]` for the program file.
    pub tables: String,
    files: Vec<FileUse>,
    paths: Vec<PathBuf>,
    /// The number of cells and rows that could not be read.
    faults: usize,
}

/// Reads the rosters as `inspect` does, with this program. Of what people wrote nothing is kept that results may not name.
pub(super) fn read(paths: &[PathBuf], program: &Program) -> Result<Found, Failure> {
    let mut reader = Reader::new(paths)?;
    let files = reader.files(paths);
    reader.finish()?;
    let mut sink = Sink::default();
    let options = ReadingArguments { with: Vec::new(), map: Vec::new(), encoding: None, ragged: RaggedRows::Error };
    let tables = tables(files, &options, &program.reading, &mut sink);
    if sink.has_errors() {
        sink.mask();
        return Err(Failure::Rejected(sink));
    }
    let mut uses = Vec::new();
    for table in &tables {
        let both = std::slice::from_ref(table);
        let files = Files { both, missing: Missing::OtherSide, ..Files::default() };
        uses.extend(read_roster(files, &program.reading, &mut sink).files);
    }
    let block = emit::unknown(uses.iter(), &program.reading.schema);
    Ok(Found { tables: block, files: uses, paths: paths.to_owned(), faults: sink.errors() })
}

impl Found {
    /// What the files are given to `match` as.
    pub fn arguments(&self) -> String {
        let shown = |path: &PathBuf| printable(&path.display().to_string());
        let has_role = |file: &FileUse| file.headers.iter().any(|header| header.meaning == Meaning::Role);
        match self.paths.as_slice() {
            [mentors, mentees] if !self.files.iter().any(has_role) => {
                format!("--mentors {} --mentees {}", shown(mentors), shown(mentees))
            }
            paths => paths.iter().map(|path| format!("--roster {}", shown(path))).collect::<Vec<_>>().join(" "),
        }
    }

    /// Which fields were found under which header, and which are missing.
    pub fn told(&self, program: &Program) -> Vec<(&'static str, String)> {
        let mut lines = Vec::new();
        for file in &self.files {
            let found: Vec<String> = file
                .headers
                .iter()
                .filter_map(|header| Some(format!("{} (\"{}\")", header.field()?, printable(&header.header))))
                .collect();
            let unknown = file.headers.iter().filter(|header| is_unknown(header)).count();
            let found = if found.is_empty() { "nothing".to_owned() } else { listed(&found) };
            let unknown = if unknown == 0 {
                String::new()
            } else {
                format!("; {} not used: see `[columns]` at the end of program.toml", count(unknown, "column"))
            };
            lines.push(("found", format!("in {}: {found}{unknown}", printable(&file.file))));
        }
        if self.faults > 0 {
            lines.push((
                "",
                format!("{} in their cells: `pairwright inspect` shows them", count(self.faults, "problem")),
            ));
        }
        let has = |field: &str| {
            self.files.iter().flat_map(|file| &file.headers).any(|header| match header.meaning {
                Meaning::FirstName | Meaning::LastName => field == "name",
                _ => header.field() == Some(field),
            })
        };
        let missing = |need: Need| {
            let mut missing: Vec<String> = Vec::new();
            for column in columns(program).into_iter().filter(|column| column.need == need && !has(&column.field)) {
                let whom =
                    program.words.of(if column.side == Side::Mentor.name() { Side::Mentor } else { Side::Mentee });
                missing.push(format!("{} of the {whom}", column.field));
            }
            missing
        };
        let (required, optional) = (missing(Need::Required), missing(Need::Optional));
        if let Some(first) = required.first() {
            let field = first.split(' ').next().unwrap_or_default();
            lines.push((
                "missing",
                format!(
                    "{}: `match` ends without them. Where a column is there under another header, say so in \
                     program.toml: `[columns]` and below it \"HEADER\" = \"{field}\"",
                    listed(&required)
                ),
            ));
        }
        if !optional.is_empty() {
            lines.push(("without", format!("{}: what reads them is left out", listed(&optional))));
        }
        lines
    }
}

fn is_unknown(header: &crate::roster::HeaderUse) -> bool {
    header.meaning == Meaning::Unused && !header.header.is_empty()
}
