//! A file of an export as a table whose columns are found by their names in the standard.

use super::files::Files;
use super::layout::{Column, Kind, key};
use crate::diagnostic::{Diagnostic, Place, Severity, Sink};
use crate::table::{CellOf, Options, Table};
use crate::text::{listed, printable};

/// A file and its columns.
pub(super) struct Part {
    kind: Kind,
    pub table: Table,
    /// The columns that are there, by their names in the standard.
    columns: Vec<(&'static str, usize)>,
    /// Its place among the tables from which the users are gathered.
    index: usize,
}

impl Part {
    /// Reads a file, if it is there. Of files about people, the columns that are not asked for are forgotten.
    pub fn read(kind: Kind, files: &mut Files, index: usize, options: &Options<'_>, sink: &mut Sink) -> Option<Part> {
        let (name, bytes) = files.take(kind)?;
        let text = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(&bytes);
        if kind != Kind::Users && text.iter().all(u8::is_ascii_whitespace) {
            let notice = Diagnostic::notice("oneroster::empty-file", format!("{name} is empty, without a header even"));
            sink.push(notice.at(Place::whole_file(&name), "read as if it were not there"));
            return None;
        }
        let is_header = |header: &str| kind.knows(header);
        let options =
            Options { encoding: options.encoding, ragged: options.ragged, sheet: None, is_header: &is_header };
        let mut table = Table::read(&name, bytes, &options, sink)?;
        let columns = columns(kind, &table, sink)?;
        if matches!(kind, Kind::Users | Kind::Demographics) {
            let is_read = |column: &usize| columns.iter().any(|(_, read)| read == column);
            let others: Vec<usize> = (0..table.headers().count()).filter(|column| !is_read(column)).collect();
            table.forget(&others);
        }
        Some(Part { kind, table, columns, index })
    }

    /// Which file it is.
    pub fn kind(&self) -> Kind {
        self.kind
    }

    /// The number of rows.
    pub fn len(&self) -> usize {
        self.table.len()
    }

    /// A column by its name in the standard, if the file has it.
    pub fn column(&self, name: &str) -> Option<usize> {
        self.columns.iter().find(|(column, _)| *column == name).map(|(_, at)| *at)
    }

    /// A cell; empty where the file does not have the column.
    pub fn text(&self, row: usize, column: Option<usize>) -> &str {
        column.map_or("", |column| self.table.cell(row, column))
    }

    /// The place of a cell, or of the row where the file does not have the column.
    pub fn place(&self, row: usize, column: Option<usize>) -> Place {
        self.table.place(row, column.unwrap_or(0))
    }

    /// The cell as one that a gathered table is made of.
    pub fn at(&self, row: usize, column: usize) -> CellOf {
        CellOf { table: self.index, row, column }
    }
}

/// Finds the columns by their headers and tells which are read under another name; `None` where one that is needed is not there.
fn columns(kind: Kind, table: &Table, sink: &mut Sink) -> Option<Vec<(&'static str, usize)>> {
    let headers: Vec<String> = table.headers().map(key).collect();
    let (mut columns, mut slips) = (Vec::new(), Vec::new());
    for column in kind.columns() {
        if let Some((at, is_slip)) = find(column, &headers, table, sink) {
            columns.push((column.name, at));
            if is_slip {
                slips.push((column.name, at));
            }
        }
    }
    report_slips(table, &slips, sink);
    let is_there = |name: &str| columns.iter().any(|(column, _)| *column == name);
    let mut lacking: Vec<&str> = kind.needed().iter().copied().filter(|name| !is_there(name)).collect();
    if kind == Kind::Demographics && !is_there("sourcedId") && !is_there("userSourcedId") {
        lacking.push("sourcedId");
    }
    if lacking.is_empty() {
        return Some(columns);
    }
    let named: Vec<String> = lacking.iter().map(|name| format!("`{name}`")).collect();
    let error =
        Diagnostic::error("oneroster::missing-column", format!("{} has no column {}", table.file(), listed(&named)));
    let help = format!("export {} again as OneRoster CSV, whose headers include {}", kind.name(), listed(&named));
    sink.push(error.at(table.header_place(0), "the header").help(help));
    None
}

/// A column by its own name, else by another one, and whether it was another one.
fn find(column: &Column, headers: &[String], table: &Table, sink: &mut Sink) -> Option<(usize, bool)> {
    let with = |names: &[&str]| -> Vec<usize> {
        let names: Vec<String> = names.iter().map(|name| key(name)).collect();
        (0..headers.len()).filter(|&at| names.contains(&headers[at])).collect()
    };
    let (found, is_slip) = match with(&[column.name]) {
        own if own.is_empty() => (with(column.also), true),
        own => (own, false),
    };
    if let [first, second, ..] = found.as_slice() {
        let message = format!("two columns of {} are read as `{}`", table.file(), column.name);
        let error = Diagnostic::error("oneroster::column-twice", message)
            .at(table.header_place(*second), "this one")
            .and_at(table.header_place(*first), "and this one");
        sink.push(error.help(format!("delete one of them, or name the right one `{}`", column.name)));
    }
    found.first().map(|&at| (at, is_slip))
}

fn report_slips(table: &Table, slips: &[(&str, usize)], sink: &mut Sink) {
    let Some(&(_, first)) = slips.first() else { return };
    let headers: Vec<&str> = table.headers().collect();
    let each = slips.iter().map(|(name, at)| format!("`{}` as `{name}`", printable(headers[*at])));
    let message = format!("{}: read {}", table.file(), listed(&each.collect::<Vec<_>>()));
    let notice = Diagnostic::notice("oneroster::header", message);
    sink.push(notice.at(table.header_place(first), "not the name that OneRoster gives it"));
}

/// Warns of a word that is not one of those the standard has for a column.
pub(super) fn warn_of_word(part: &Part, row: usize, column: usize, expected: &str, taken: &str, sink: &mut Sink) {
    let header = part.table.headers().nth(column).unwrap_or("").to_owned();
    let group = format!("in column `{header}` of {}", part.table.file());
    sink.push_in("oneroster::unknown-word", Severity::Warning, &group, || {
        let word = printable(part.table.cell(row, column));
        let message = format!("`{word}` is no {header} that OneRoster knows: {taken}");
        Diagnostic::warning("oneroster::unknown-word", message)
            .at(part.table.place(row, column), format!("expected {expected}"))
            .help(format!("write {expected} in this cell"))
    });
}
