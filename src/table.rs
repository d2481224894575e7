//! Tables: bytes → text or sheets → header and rows of cells that know their place.
//!
//! Knows no mentoring: which headers somebody knows, it is told. CSV text, workbooks and archives all end in the same [`Table`].
//! Imports `text` and `diagnostic`.

mod archive;
mod content;
mod csv_text;
mod decode;
mod delimiter;
mod forget;
mod grid;
mod header_row;
mod place;
mod quotes;
mod room;
mod workbook;

use encoding_rs::Encoding;

use crate::diagnostic::{Diagnostic, Place, Sink};
use crate::text::count;
pub use archive::{Member, unpack};
pub use content::{Content, content_of};
use grid::Grid;

/// How a table is to be read.
#[derive(Clone, Copy)]
pub struct Options<'o> {
    /// The encoding of text; `None`: as the bytes show.
    pub encoding: Option<&'static Encoding>,
    /// What becomes of rows that do not fit the header.
    pub ragged: Ragged,
    /// The sheet of a workbook; `None`: the one with a known header.
    pub sheet: Option<&'o str>,
    /// Whether a cell is a header that somebody knows: finds the header below a title, the separator, and the sheet.
    pub is_header: &'o dyn Fn(&str) -> bool,
}

impl Default for Options<'_> {
    fn default() -> Self {
        Options { encoding: None, ragged: Ragged::Refuse, sheet: None, is_header: &|_| false }
    }
}

/// What becomes of rows with another number of cells than the header.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ragged {
    /// An error for each.
    Refuse,
    /// They are left out, and a warning counts them.
    Skip,
}

/// A table of text cells with a header.
#[derive(Clone, Debug)]
pub struct Table {
    file: String,
    grid: Grid,
    /// The row of the grid that is the header.
    header: u32,
    /// The number of columns: up to the last that has a header or a cell.
    columns: usize,
    /// The rows of the grid that are rows of the table.
    rows: Vec<u32>,
    /// Rows of blank cells that were passed over.
    blank_rows: usize,
    /// Whether rows were refused, which has been told.
    has_refused: bool,
    origin: Origin,
}

/// Where the rows of a grid come from.
#[derive(Clone, Debug)]
enum Origin {
    /// A text: the byte at which each row begins.
    Text { text: String, encoding: &'static str, delimiter: u8, starts: Vec<u32> },
    /// A sheet of a workbook: the number, from 1, of each row, and the column, from 0, of the first cells.
    Sheet { sheet: String, rows: Vec<u32>, first_column: u32 },
    /// Cells of other tables.
    Gathered { tables: Vec<Table>, origins: Vec<Vec<Option<CellOf>>> },
}

/// A cell of one of several tables.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CellOf {
    /// The table, by its index.
    pub table: usize,
    /// The row below the header, from 0.
    pub row: usize,
    /// The column, from 0.
    pub column: usize,
}

impl Table {
    /// Reads a table from the bytes of a file.
    ///
    /// What the file is, its bytes say: a workbook, of which one sheet is read, or text. A zip archive that is no workbook is an error here.
    /// Text is separated by comma, semicolon, tab or `|`; blank lines, rows of blank cells and a title above the header are passed over.
    /// Faults go into the sink; `None` where nothing can be read on with.
    pub fn read(file: &str, bytes: Vec<u8>, options: &Options<'_>, sink: &mut Sink) -> Option<Table> {
        match content_of(&bytes) {
            Content::Workbook => workbook::read(file, bytes, options, sink),
            Content::Archive => {
                archive::report_no_workbook(file, &bytes, sink);
                None
            }
            Content::Text if options.sheet.is_some() => {
                report_no_sheets(file, options.sheet.unwrap_or_default(), sink);
                None
            }
            Content::Text => csv_text::read(file, bytes, options, sink),
        }
    }

    /// A table whose cells are gathered from others, which it keeps: each cell with its text and the cell that it stands for.
    #[must_use]
    pub fn gathered(
        file: &str,
        headers: &[&str],
        rows: impl IntoIterator<Item = Vec<(String, Option<CellOf>)>>,
        tables: Vec<Table>,
    ) -> Table {
        let mut grid = Grid::default();
        grid.push_row(headers);
        let mut origins = vec![Vec::new()];
        for cells in rows {
            grid.push_row(cells.iter().map(|(text, _)| text));
            origins.push(cells.into_iter().map(|(_, origin)| origin).collect());
        }
        let rows = (1..grid.len()).map(grid::packed).collect();
        let origin = Origin::Gathered { tables, origins };
        Table {
            file: file.to_owned(),
            grid,
            header: 0,
            columns: headers.len(),
            rows,
            blank_rows: 0,
            has_refused: false,
            origin,
        }
    }

    /// The file as the user named it.
    #[must_use]
    pub fn file(&self) -> &str {
        &self.file
    }

    /// The separator between cells, where the table is text.
    #[must_use]
    pub fn separator(&self) -> Option<char> {
        match &self.origin {
            Origin::Text { delimiter, .. } => Some(char::from(*delimiter)),
            _ => None,
        }
    }

    /// The encoding, where the table is text: its name in the Encoding Standard.
    #[must_use]
    pub fn encoding(&self) -> Option<&str> {
        match &self.origin {
            Origin::Text { encoding, .. } => Some(encoding),
            _ => None,
        }
    }

    /// The sheet, where the table is one of a workbook.
    #[must_use]
    pub fn sheet(&self) -> Option<&str> {
        match &self.origin {
            Origin::Sheet { sheet, .. } => Some(sheet),
            _ => None,
        }
    }

    /// The tables that this one was gathered from.
    #[must_use]
    pub fn parts(&self) -> &[Table] {
        match &self.origin {
            Origin::Gathered { tables, .. } => tables,
            _ => &[],
        }
    }

    /// The headers as written, trimmed; empty where a column has none.
    pub fn headers(&self) -> impl Iterator<Item = &str> {
        (0..self.columns).map(|column| self.grid.cell(self.header as usize, column).trim())
    }

    /// The number of rows below the header.
    #[must_use]
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// The number of rows of blank cells between others that were passed over; blank lines of a text are none.
    #[must_use]
    pub fn blank_rows(&self) -> usize {
        self.blank_rows
    }

    /// Whether there is no row below the header.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// A cell, trimmed; empty where the row ends before it.
    #[must_use]
    pub fn cell(&self, row: usize, column: usize) -> &str {
        self.grid.cell(self.rows[row] as usize, column).trim()
    }

    /// The place of a cell.
    #[must_use]
    pub fn place(&self, row: usize, column: usize) -> Place {
        place::of_cell(self, self.rows[row] as usize, column)
    }

    /// The place of a header.
    #[must_use]
    pub fn header_place(&self, column: usize) -> Place {
        place::of_cell(self, self.header as usize, column)
    }

    /// The place of the file as a whole.
    #[must_use]
    pub fn whole(&self) -> Place {
        Place::whole_file(&self.file)
    }

    /// Reports that the table has a header and no rows.
    pub fn report_no_rows(&self, sink: &mut Sink) {
        if self.has_refused {
            return;
        }
        let error = Diagnostic::error("table::no-rows", format!("{} has a header and no rows", self.file));
        sink.push(error.at(self.header_place(0), "the header").help("export the file again, with its rows"));
    }
}

/// Reports that a sheet is asked for of a text.
fn report_no_sheets(file: &str, sheet: &str, sink: &mut Sink) {
    let error = Diagnostic::error("table::no-such-sheet", format!("{file} is a text file: it has no sheet `{sheet}`"));
    sink.push(error.at(Place::whole_file(file), "").help(format!("leave the sheet out: `{file}`")));
}

/// Finds the header of a grid, which has a row, and makes the table; a title above the header is said to be passed over.
fn assemble(file: &str, grid: Grid, origin: Origin, options: &Options<'_>, sink: &mut Sink) -> Table {
    let header = header_row::find(&grid, options);
    let is_filled = |row: usize, column: usize| !grid.cell(row, column).trim().is_empty();
    let last_filled = |row: usize| (0..grid.width(row)).rev().find(|&column| is_filled(row, column));
    // Only a header without a name can lie behind the last named one, so that few rows are looked at.
    let named = last_filled(header).map_or(0, |column| column + 1);
    let columns = match grid.width(header) > named {
        true => {
            (header..grid.len()).filter_map(last_filled).max().map_or(0, |column| column + 1).min(grid.width(header))
        }
        false => named,
    };
    let rows = (header + 1..grid.len()).map(grid::packed).collect();
    let table = Table {
        file: file.to_owned(),
        grid,
        header: grid::packed(header),
        columns,
        rows,
        blank_rows: 0,
        has_refused: false,
        origin,
    };
    let table = Table { blank_rows: blank_rows_of_sheet(&table.origin), ..table };
    if header > 0 {
        let message = format!(
            "{} above the header of {file} {} passed over",
            count(header, "row"),
            if header == 1 { "is" } else { "are" }
        );
        let notice = Diagnostic::notice("table::title-rows", message);
        sink.push(notice.at(place::of_cell(&table, header, 0), "taken for the header"));
    }
    table
}

/// Rows of a sheet between others that have no cell.
fn blank_rows_of_sheet(origin: &Origin) -> usize {
    match origin {
        Origin::Sheet { rows, .. } => rows.windows(2).map(|pair| (pair[1] - pair[0]).saturating_sub(1) as usize).sum(),
        _ => 0,
    }
}
