//! Which row is the header: the first, or one further down below a title.

use super::Options;
use super::grid::Grid;

/// Rows in which a header is looked for.
pub(super) const LOOKED_AT: usize = 20;

/// The row of the header.
///
/// It is the first row, unless that has no header that is known, and a row soon below has two, and more filled cells than any row above
/// it: then what stands above is a title.
pub(super) fn find(grid: &Grid, options: &Options<'_>) -> usize {
    let known = |row: usize| known_headers(grid, row, options);
    let filled = |row: usize| grid.row(row).filter(|cell| !cell.trim().is_empty()).count();
    if grid.len() == 0 || known(0) >= 2 || known(0) == 1 && filled(0) == 1 && grid.width(0) == 1 {
        return 0;
    }
    let mut most_above = filled(0);
    for row in 1..grid.len().min(LOOKED_AT) {
        // A title is a few words, and no row of people.
        if known(row) >= 2 && filled(row) > most_above && most_above <= (filled(row) / 2).max(1) {
            return row;
        }
        most_above = most_above.max(filled(row));
    }
    0
}

/// How many cells of a row are headers that somebody knows.
pub(super) fn known_headers(grid: &Grid, row: usize, options: &Options<'_>) -> usize {
    grid.row(row).filter(|cell| (options.is_header)(cell)).count()
}
