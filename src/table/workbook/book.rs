//! What every kind of workbook can be asked.

use super::cells::Cells;
use super::fault::Fault;

/// The most sheets of a workbook that are looked at.
pub(super) const MOST_SHEETS: usize = 256;

/// A sheet of cells.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Sheet {
    pub name: String,
    pub is_hidden: bool,
}

/// An open workbook.
pub(super) trait Book {
    /// The sheets in their order, those that are no tables (charts) left out.
    fn sheets(&self) -> &[Sheet];

    /// The first rows of a sheet, among which the header is.
    fn head(&mut self, sheet: usize) -> Result<Cells, Fault>;

    /// All the cells of a sheet.
    fn whole(&mut self, sheet: usize) -> Result<Cells, Fault>;
}
