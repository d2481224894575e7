//! A coordinator's own rosters: which of their columns the program finds, and what it has to be told of the others.

use std::path::PathBuf;

use super::super::arguments::{RaggedRows, ReadingArguments};
use super::super::emit;
use super::super::failure::Failure;
use super::super::load::{Reader, tables};
use super::super::pasted::pasted;
use crate::diagnostic::Sink;
use crate::outline::{Column, Need, columns};
use crate::program::Program;
use crate::roster::{FileUse, Files, Meaning, Missing, read_roster};
use crate::table::Table;
use crate::text::{count, listed, plural, printable};
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
    // Two files that do not say who is who are the mentors' and the mentees', in this order.
    let are_sides = tables.len() == 2 && !roles(&tables, program);
    let mut uses = Vec::new();
    for (at, table) in tables.iter().enumerate() {
        let one = std::slice::from_ref(table);
        let alone = Files { missing: Missing::OtherSide, ..Files::default() };
        let files = match (are_sides, at) {
            (false, _) => Files { both: one, ..alone },
            (true, 0) => Files { mentors: one, ..alone },
            (true, _) => Files { mentees: one, ..alone },
        };
        uses.extend(read_roster(files, &program.reading, &mut sink).files);
    }
    let block = emit::unknown(uses.iter(), &program.reading.schema);
    Ok(Found { tables: block, files: uses, paths: paths.to_owned(), faults: sink.errors() })
}

/// Whether one of the tables says who is a mentor and who a mentee.
fn roles(tables: &[Table], program: &Program) -> bool {
    let files = |both| Files { both, missing: Missing::OtherSide, ..Files::default() };
    let roster = read_roster(files(tables), &program.reading, &mut Sink::default());
    roster.files.iter().flat_map(|file| &file.headers).any(|header| header.meaning == Meaning::Role)
}

impl Found {
    /// What the files are given to `match` as.
    pub fn arguments(&self) -> String {
        let given = self.files.iter().zip(&self.paths).map(|(file, path)| {
            let option = match file.side {
                Some(Side::Mentor) => "--mentors",
                Some(Side::Mentee) => "--mentees",
                None => "--roster",
            };
            format!("{option} {}", pasted(path))
        });
        given.collect::<Vec<_>>().join(" ")
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
        let has = |side: Side, field: &str| {
            let of_side = self.files.iter().filter(|file| file.side.is_none_or(|only| only == side));
            of_side.flat_map(|file| &file.headers).any(|header| header.field() == Some(field))
        };
        let missing = |need: Need| {
            let of_side = |side: Side| {
                let lacks =
                    |column: &Column| column.side == side.name() && column.need == need && !has(side, &column.field);
                let columns: Vec<String> =
                    columns(program).into_iter().filter(lacks).map(|column| column.field).collect();
                (!columns.is_empty())
                    .then(|| format!("of the {}: {}", plural(program.words.of(side)), listed(&columns)))
            };
            Side::BOTH.into_iter().filter_map(of_side).collect::<Vec<_>>().join("; ")
        };
        let (required, optional) = (missing(Need::Required), missing(Need::Optional));
        if !required.is_empty() {
            lines.push(("missing", format!("{required}; `match` ends without them")));
            let how = "where a column is there under another header, say so in program.toml, for example \"Year\" = \"grade\" below \
                       `[columns]`";
            lines.push(("", how.to_owned()));
        }
        if !optional.is_empty() {
            lines.push(("without", format!("{optional}; what reads them is left out")));
        }
        lines
    }
}

fn is_unknown(header: &crate::roster::HeaderUse) -> bool {
    header.meaning == Meaning::Unused && !header.header.is_empty()
}
