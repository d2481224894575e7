//! One file of a roster: its table, what its headers mean, and which of its rows count.

use super::header::meanings;
use super::ids::Names;
use super::{HeaderUse, Meaning, Reading};
use crate::diagnostic::Sink;
use crate::table::Table;
use crate::units::Side;

/// A file and what is understood of it.
pub(super) struct Sheet<'t> {
    pub table: &'t Table,
    /// The side that it is the roster of; `None`: of both, or of neither.
    pub side: Option<Side>,
    pub headers: Vec<HeaderUse>,
    pub names: Names,
    /// Rows that people of each side stand in, in order.
    pub rows: [Vec<usize>; 2],
}

impl<'t> Sheet<'t> {
    /// Understands the headers of a file.
    pub fn new(table: &'t Table, side: Option<Side>, reading: &Reading, sink: &mut Sink) -> Sheet<'t> {
        if table.is_empty() {
            table.report_no_rows(sink);
        }
        let headers = meanings(table, side, reading, sink);
        Sheet { table, side, names: Names::of(&headers), headers, rows: [Vec::new(), Vec::new()] }
    }

    /// The column of a meaning.
    pub fn column(&self, meaning: &Meaning) -> Option<usize> {
        self.headers.iter().position(|header| header.meaning == *meaning)
    }

    /// The rows of people of a side, or of both, in order.
    pub fn rows_of(&self, only: Option<Side>) -> Vec<usize> {
        match only {
            Some(side) => self.rows[side.index()].clone(),
            None => {
                let mut rows = self.rows.concat();
                rows.sort_unstable();
                rows.dedup();
                rows
            }
        }
    }
}
