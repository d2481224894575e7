//! The filled cells of a sheet as they are read, and the grid that they make: in proportion to their number, wherever they lie.

use super::super::grid::{Grid, packed};
use super::super::{header_row, room};
use super::fault::Fault;

/// The rows and columns of a sheet, in every program.
pub(super) const ROWS: u32 = 1 << 20;
pub(super) const COLUMNS: u32 = 1 << 14;

/// The filled cells of a sheet.
#[derive(Debug)]
pub(super) struct Cells {
    text: String,
    cells: Vec<Cell>,
    /// Whether every cell stands behind the one before it.
    in_order: bool,
    rows: usize,
    most_rows: usize,
    most_text: usize,
    most_cells: usize,
    /// What is to be said of single cells, in the order of the file.
    pub oddities: Vec<(u32, u32, Oddity)>,
}

/// A filled cell: its row and column, from 0, and where its text ends.
#[derive(Clone, Copy, Debug)]
struct Cell {
    row: u32,
    column: u32,
    end: u32,
}

/// Something about a cell that a person should know.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Oddity {
    /// An error value: `#REF!`.
    Error(String),
    /// An error value in a cell behind this one.
    ErrorBehind(String),
    /// A whole number of more digits than a spreadsheet keeps.
    LostDigits(String),
}

/// A sheet as rows of text cells.
pub(super) struct Laid {
    pub grid: Grid,
    /// The number, from 1, of each row.
    pub rows: Vec<u32>,
    /// The column, from 0, of the first cells.
    pub first_column: u32,
}

impl Cells {
    /// Room for the cells of a workbook of `file_size` bytes.
    pub fn within(file_size: usize) -> Cells {
        Cells {
            text: String::new(),
            cells: Vec::new(),
            in_order: true,
            rows: 0,
            most_rows: usize::MAX,
            most_text: room::bytes(file_size),
            most_cells: room::cells(file_size),
            oddities: Vec::new(),
        }
    }

    /// Room for the first rows alone, among which the header is.
    pub fn head_within(file_size: usize) -> Cells {
        Cells { most_rows: header_row::LOOKED_AT, ..Cells::within(file_size) }
    }

    /// Whether further rows are of no interest.
    pub fn is_full(&self) -> bool {
        self.rows > self.most_rows
    }

    /// Takes a cell; blank ones are passed over.
    pub fn push(&mut self, row: u32, column: u32, text: &str) -> Result<(), Fault> {
        if text.trim().is_empty() {
            return Ok(());
        }
        if row >= ROWS || column >= COLUMNS {
            return Err(Fault::damaged("a cell lies beyond the last row or column that a sheet can have"));
        }
        let before = self.cells.last().map(|cell| (cell.row, cell.column));
        self.in_order &= before < Some((row, column));
        self.rows += usize::from(before.is_none_or(|(before, _)| before != row));
        if self.is_full() {
            return Ok(());
        }
        if self.cells.len() >= self.most_cells || text.len() > self.most_text - self.text.len() {
            return Err(Fault::TooLarge);
        }
        self.text.push_str(text);
        self.cells.push(Cell { row, column, end: packed(self.text.len()) });
        Ok(())
    }

    /// Notes something about a cell.
    pub fn note(&mut self, row: u32, column: u32, oddity: Oddity) -> Result<(), Fault> {
        if self.oddities.len() >= self.most_cells / 8 {
            return Err(Fault::TooLarge);
        }
        self.oddities.push((row, column, oddity));
        Ok(())
    }

    /// Whether there is no filled cell.
    pub fn is_empty(&self) -> bool {
        self.cells.is_empty()
    }

    /// Lays the cells out in rows of equal beginning; the first rows, among which the header is, also of equal width.
    ///
    /// Where a row lies far down or a cell far out, it costs no more than a few bytes for each column before it.
    pub fn lay(mut self) -> Result<Laid, Fault> {
        if !self.in_order {
            self.sort();
        }
        let first_column = self.cells.iter().map(|cell| cell.column).min().unwrap_or(0);
        let width = self.cells.iter().map(|cell| cell.column + 1).max().unwrap_or(0) - first_column;
        let most = room::area(self.cells.len());
        let (mut ends, mut firsts, mut rows) = (Vec::with_capacity(self.cells.len()), Vec::new(), Vec::new());
        let mut end = 0;
        for row in self.cells.chunk_by(|cell, next| cell.row == next.row) {
            let first = ends.len();
            firsts.push(packed(first));
            rows.push(row[0].row + 1);
            for cell in row {
                ends.resize(first + index(cell.column - first_column), end);
                end = cell.end;
                ends.push(end);
            }
            if rows.len() <= header_row::LOOKED_AT {
                ends.resize(first + index(width), end);
            }
            if ends.len() > most {
                return Err(Fault::TooSparse);
            }
        }
        Ok(Laid { grid: Grid::of_parts(self.text, ends, firsts), rows, first_column })
    }

    /// Puts the cells in order; of several cells at one place the last stands.
    fn sort(&mut self) {
        let starts = std::iter::once(0).chain(self.cells.iter().map(|cell| cell.end));
        let mut cells: Vec<(u32, Cell)> = starts.zip(self.cells.iter().copied()).collect();
        cells.sort_by_key(|(_, cell)| (cell.row, cell.column));
        let mut text = String::with_capacity(self.text.len());
        self.cells.clear();
        for same in cells.chunk_by(|(_, cell), (_, next)| (cell.row, cell.column) == (next.row, next.column)) {
            let (start, cell) = same[same.len() - 1];
            text.push_str(&self.text[index(start)..index(cell.end)]);
            self.cells.push(Cell { end: packed(text.len()), ..cell });
        }
        self.text = text;
        self.in_order = true;
    }
}

fn index(number: u32) -> usize {
    number as usize
}

#[cfg(test)]
mod tests {
    use super::*;

    fn laid(cells: &[(u32, u32, &str)]) -> Laid {
        let mut all = Cells::within(0);
        for &(row, column, text) in cells {
            all.push(row, column, text).expect("room");
        }
        all.lay().expect("room")
    }

    fn rows(laid: &Laid) -> Vec<Vec<&str>> {
        (0..laid.grid.len()).map(|row| laid.grid.row(row).collect()).collect()
    }

    #[test]
    fn rows_begin_at_the_first_filled_column_and_blank_ones_are_passed_over() {
        let laid = laid(&[(2, 1, "id"), (2, 3, "x"), (3, 0, " "), (5, 2, "b"), (5, 4, "c")]);
        assert_eq!(rows(&laid), [["id", "", "x", ""], ["", "b", "", "c"]]);
        assert_eq!((laid.rows, laid.first_column), (vec![3, 6], 1));
    }

    #[test]
    fn cells_in_any_order_find_their_place_and_the_last_stands() {
        let laid = laid(&[(1, 1, "d"), (0, 1, "b"), (1, 0, "c"), (0, 0, "a"), (0, 1, "B")]);
        assert_eq!(rows(&laid), [["a", "B"], ["c", "d"]]);
    }

    #[test]
    fn a_stray_cell_far_out_costs_little() {
        let mut cells: Vec<(u32, u32, &str)> = (0..1000).map(|row| (row, 0, "x")).collect();
        cells.push((ROWS - 1, COLUMNS - 1, "stray"));
        let laid = laid(&cells);
        assert_eq!((laid.grid.len(), laid.grid.cell(1000, 16_383)), (1001, "stray"));
    }

    #[test]
    fn cells_too_far_apart_are_refused() {
        let mut cells = Cells::within(0);
        for row in 0..1000 {
            cells.push(row, 0, "x").expect("room");
            cells.push(row, COLUMNS - 1, "x").expect("room");
        }
        assert!(matches!(cells.lay(), Err(Fault::TooSparse)));
        assert!(Cells::within(0).push(ROWS, 0, "x").is_err());
    }

    #[test]
    fn one_long_text_many_times_over_is_refused() {
        let long = "x".repeat(1 << 20);
        let mut cells = Cells::within(0);
        let taken = (0..1000).take_while(|&row| cells.push(row, 0, &long).is_ok()).count();
        assert_eq!(taken, 64);
    }

    #[test]
    fn a_head_takes_the_first_rows_alone() {
        let mut cells = Cells::head_within(0);
        for row in 0..100 {
            cells.push(row, 0, "x").expect("room");
        }
        assert!(cells.is_full());
        assert_eq!(cells.lay().expect("room").grid.len(), header_row::LOOKED_AT);
    }
}
