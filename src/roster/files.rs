//! The files that a roster is read from, and what became of them.

use super::{ColumnRule, HeaderUse};
use crate::diagnostic::{Diagnostic, Sink};
use crate::table::Table;
use crate::text::nearest;
use crate::units::Side;

/// The tables that a roster is read from.
#[derive(Clone, Copy, Debug, Default)]
pub struct Files<'t> {
    /// Tables of mentors.
    pub mentors: &'t [Table],
    /// Tables of mentees.
    pub mentees: &'t [Table],
    /// Tables of both, with a column `role`: `mentor`, `mentee` or `both`.
    pub both: &'t [Table],
    /// Tables that tell more of people in the others.
    pub with: &'t [Table],
    /// What is known to be missing.
    pub missing: Missing,
}

/// What a run goes without.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Missing {
    /// Nothing.
    #[default]
    Nothing,
    /// A file that could not be read at all: faults in the others are told, and nothing is compared across files.
    Files,
    /// The other side: a file is looked at by itself, and nobody has to say who is who.
    OtherSide,
}

/// A file and what became of its headers.
#[derive(Clone, Debug)]
pub struct FileUse {
    /// The file as the user named it.
    pub file: String,
    /// The side that it is the roster of; `None`: of both, or of neither.
    pub side: Option<Side>,
    /// Its headers.
    pub headers: Vec<HeaderUse>,
}

/// Reports what was said of columns that are in none of the files.
pub fn report_rules_without_column(rules: &[ColumnRule], files: &[FileUse], sink: &mut Sink) {
    for rule in rules {
        let sided = |file: &&FileUse| rule.side.is_none() || file.side.is_none() || file.side == rule.side;
        // A file of no side alone may be of either.
        let applies = |file: &FileUse| {
            file.headers.iter().any(|header| rule.applies(&header.header, file.side.or(rule.side)).is_some())
        };
        if files.iter().any(applies) {
            continue;
        }
        let headers =
            files.iter().filter(sided).flat_map(|file| file.headers.iter().map(|header| header.header.as_str()));
        let near = nearest(&rule.header, headers);
        let message = format!("no file has a column `{}`", rule.header);
        let help = near.map_or_else(
            || "copy the header as the file has it; `pairwright inspect` shows all".to_owned(),
            |near| format!("did you mean `{near}`?"),
        );
        sink.push(match &rule.place {
            // A program file serves many rosters; what is typed is meant for these.
            Some(place) => {
                Diagnostic::warning("roster::no-such-column", message).at(place.clone(), "named here").help(help)
            }
            None => Diagnostic::error("roster::no-such-column", message).help(help),
        });
    }
}
