//! Tables: bytes → text → separator → header and rows of cells that know their place.
//!
//! Knows no mentoring. Other encodings and workbooks would end in the same [`Table`]. Imports `text` and `diagnostic`.

mod csv_text;
mod place;
mod quotes;

use crate::diagnostic::{Diagnostic, Place, Sink};

/// A table of text cells with a header.
#[derive(Clone, Debug)]
pub struct Table {
    file: String,
    text: String,
    delimiter: u8,
    header: Row,
    rows: Vec<Row>,
}

/// One record and the byte at which it begins in the text.
#[derive(Clone, Debug)]
struct Row {
    start: usize,
    cells: csv::StringRecord,
}

impl Table {
    /// Reads a table from the bytes of a CSV file: UTF-8 with or without byte order mark, separated by comma, semicolon or tab.
    ///
    /// Blank lines and rows of blank cells are passed over. Faults go into the sink; `None` where nothing can be read on with.
    pub fn read(file: &str, bytes: Vec<u8>, sink: &mut Sink) -> Option<Table> {
        csv_text::read(file, bytes, sink)
    }

    /// The file as the user named it.
    #[must_use]
    pub fn file(&self) -> &str {
        &self.file
    }

    /// The separator between cells: `,`, `;` or a tab.
    #[must_use]
    pub fn delimiter(&self) -> char {
        char::from(self.delimiter)
    }

    /// The headers as written, trimmed.
    pub fn headers(&self) -> impl Iterator<Item = &str> {
        self.header.cells.iter().map(str::trim)
    }

    /// The number of rows below the header.
    #[must_use]
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether there is no row below the header.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// A cell, trimmed; empty where the row ends before it.
    #[must_use]
    pub fn cell(&self, row: usize, column: usize) -> &str {
        self.rows[row].cells.get(column).unwrap_or("").trim()
    }

    /// The place of a cell.
    #[must_use]
    pub fn place(&self, row: usize, column: usize) -> Place {
        place::of_cell(self, &self.rows[row], column)
    }

    /// The place of a header.
    #[must_use]
    pub fn header_place(&self, column: usize) -> Place {
        place::of_cell(self, &self.header, column)
    }

    /// The place of the file as a whole.
    #[must_use]
    pub fn whole(&self) -> Place {
        Place::whole_file(&self.file)
    }

    /// Reports that the table has a header and no rows.
    pub fn report_no_rows(&self, sink: &mut Sink) {
        let error = Diagnostic::error("table::no-rows", format!("{} has a header and no rows", self.file));
        sink.push(error.at(self.header_place(0), "the header").help("export the file again, with its rows"));
    }
}
