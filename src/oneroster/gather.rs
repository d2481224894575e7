//! The table of users, gathered from the files.

use super::list::parts;
use super::part::Part;
use super::schools::Cell;
use super::tally::{Tally, verb};
use crate::diagnostic::{Diagnostic, Place, Sink};
use crate::table::{CellOf, Table};
use crate::text::count;

/// A column of the table: a cell of each person.
pub(super) struct Column {
    header: &'static str,
    cells: Vec<Cell>,
}

impl Column {
    /// A column, unless no cell says anything.
    pub fn of(header: &'static str, cells: Vec<Cell>) -> Option<Column> {
        cells.iter().any(|(text, _)| !text.is_empty()).then_some(Column { header, cells })
    }

    /// The cells of the rows of a file, each from the first of some columns in which the row has anything.
    pub fn copied(header: &'static str, part: &Part, rows: &[Option<usize>], names: &[&str]) -> Option<Column> {
        let columns: Vec<usize> = names.iter().filter_map(|name| part.column(name)).collect();
        let last = *columns.last()?;
        let copy = |row: usize| {
            let column = columns.iter().copied().find(|&column| !part.table.cell(row, column).is_empty());
            let column = column.unwrap_or(last);
            (part.table.cell(row, column).to_owned(), Some(part.at(row, column)))
        };
        Column::of(header, rows.iter().map(|row| row.map_or_else(Cell::default, copy)).collect())
    }

    /// Cells where the first has something, else those of the other.
    pub fn or(self, other: Option<Column>) -> Column {
        let Some(other) = other else { return self };
        let filled = |(own, other): (Cell, Cell)| if own.0.is_empty() && !other.0.is_empty() { other } else { own };
        Column { header: self.header, cells: self.cells.into_iter().zip(other.cells).map(filled).collect() }
    }

    /// Makes cells of some words blank.
    pub fn without(mut self, words: &[&str]) -> Option<Column> {
        for (text, _) in &mut self.cells {
            if words.iter().any(|word| text.eq_ignore_ascii_case(word)) {
                text.clear();
            }
        }
        Column::of(self.header, self.cells)
    }

    /// Cells of lists: the only entry. A list of several is of no use as one grade; they become blank, and are counted, those of students in
    /// a warning.
    pub fn single(
        mut self,
        place: impl Fn(CellOf) -> Place,
        is_student: impl Fn(usize) -> bool,
        sink: &mut Sink,
    ) -> Option<Column> {
        let (mut students, mut others) = (Tally::default(), Tally::default());
        for (person, (text, origin)) in self.cells.iter_mut().enumerate() {
            let first = parts(text).next().unwrap_or("").to_owned();
            if parts(text).all(|grade| grade.eq_ignore_ascii_case(&first)) {
                *text = first;
            } else {
                text.clear();
                let tally = if is_student(person) { &mut students } else { &mut others };
                origin.iter().for_each(|cell| tally.add(|| place(*cell)));
            }
        }
        report_several_grades(students, others, sink);
        Column::of(self.header, self.cells)
    }

    /// The bytes of its cells and their number.
    pub fn size(&self) -> usize {
        self.cells.iter().map(|(text, _)| text.len() + 1).sum()
    }
}

/// Makes the table of the columns, whose cells stand for cells of the tables.
pub(super) fn gathered(file: &str, columns: Vec<Column>, tables: Vec<Table>) -> Table {
    let headers: Vec<&str> = columns.iter().map(|column| column.header).collect();
    let people = columns.first().map_or(0, |column| column.cells.len());
    let mut columns: Vec<_> = columns.into_iter().map(|column| column.cells.into_iter()).collect();
    let row = |_| columns.iter_mut().map(|cells| cells.next().unwrap_or_default()).collect();
    Table::gathered(file, &headers, (0..people).map(row), tables)
}

fn report_several_grades(students: Tally, others: Tally, sink: &mut Sink) {
    let what = |people: usize, noun: &str| {
        let counted = count(people, noun);
        format!("{counted} {} several grades in one cell: their grade is blank", verb(people, "has", "have"))
    };
    let warning = students.tell(|people| {
        let help =
            "give the one grade: in this cell, or in a file of your own joined with --with (columns `id` and `grade`)";
        Diagnostic::warning("oneroster::several-grades", what(people, "student")).help(help)
    });
    let notice = others.tell(|people| Diagnostic::notice("oneroster::several-grades", what(people, "user")));
    [warning, notice].into_iter().flatten().for_each(|told| sink.push(told));
}
