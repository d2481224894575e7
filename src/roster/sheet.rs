//! One file of a roster: its table, what its headers mean, and which of its rows count.

use super::header::meanings;
use super::ids::{Ids, Names};
use super::{HeaderUse, Meaning, Reading};
use crate::diagnostic::{Place, Sink};
use crate::table::Table;
use crate::units::Side;

/// A file and what is understood of it.
pub(super) struct Sheet<'t> {
    pub table: &'t Table,
    /// The side that it is the roster of; `None`: of both, or of neither.
    pub side: Option<Side>,
    pub headers: Vec<HeaderUse>,
    pub names: Names,
    /// What tells its people apart; `None`: not known yet, or nothing.
    pub ids: Option<Ids>,
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
        Sheet { table, side, names: Names::of(&headers), ids: None, headers, rows: [Vec::new(), Vec::new()] }
    }

    /// The id of a row; empty where nothing tells people apart.
    pub fn id(&self, row: usize) -> String {
        self.ids.as_ref().map_or_else(String::new, |ids| ids.text(self.table, row))
    }

    /// Where the id of a row stands.
    pub fn id_place(&self, row: usize) -> Place {
        self.table.place(row, self.ids.as_ref().map_or(0, Ids::column))
    }

    /// Whether ids are compared after folding: e-mail addresses serve as ids.
    pub fn ids_fold(&self) -> bool {
        self.ids.as_ref().is_some_and(Ids::fold)
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
