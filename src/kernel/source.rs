//! What an engine asks of all pairs at once.

use std::sync::Arc;

use super::prices::ColumnPrices;

/// A pair that a scan found, seen from its row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Found {
    /// The column.
    pub column: u32,
    /// The points of the pair, 0 to 10000.
    pub points: u16,
}

/// Which pairs rules allow, by classes of rows and columns that rules do not tell apart.
#[derive(Clone, Debug, Default)]
pub struct Allowance {
    /// For each row, its class.
    pub row_class: Vec<u32>,
    /// For each column, its class.
    pub column_class: Vec<u32>,
    /// The number of classes of columns.
    pub column_classes: usize,
    /// For each class of rows, and in it for each of columns, whether the rules allow the two.
    pub allowed: Vec<bool>,
    /// The pairs (row, column) that are forbidden besides, sorted, each once, among those of allowed classes.
    pub except: Vec<(u32, u32)>,
}

/// The same pairs, for questions about nothing but which are allowed: their points may be others.
#[must_use]
pub fn unrated(source: &dyn PairSource) -> &dyn PairSource {
    source.unrated().unwrap_or(source)
}

/// All pairs of some rows with some columns: which are allowed, and their points.
pub trait PairSource: Sync {
    /// The number of rows.
    fn rows(&self) -> usize;

    /// The number of columns.
    fn columns(&self) -> usize;

    /// The points of a pair; `None` where it is forbidden.
    fn points(&self, row: usize, column: usize) -> Option<u16>;

    /// Which pairs are allowed, by classes; `None` where that cannot be told by few of them.
    fn allowance(&self) -> Option<&Allowance> {
        None
    }

    /// The same pairs with rows for columns and columns for rows; `None` where that would be no quicker than asking for pairs one by one.
    fn turned(&self) -> Option<Arc<dyn PairSource + Send>> {
        None
    }

    /// The same pairs, each of no points: quicker to ask which are allowed; `None` where it is not, or where that depends on points.
    fn unrated(&self) -> Option<&dyn PairSource> {
        None
    }

    /// A number that allowed pairs are not more than.
    fn most_allowed(&self) -> usize {
        self.rows().saturating_mul(self.columns())
    }

    /// Prices of 0 for all columns, laid out as scans want them.
    fn free_prices(&self) -> ColumnPrices {
        ColumnPrices::new(self.columns())
    }

    /// Adds to `found` every allowed column of a row of which `points − price ≥ floor`, in no particular order, but always in the same.
    ///
    /// O(columns) at worst, and quicker the higher the floor.
    fn scan(&self, row: usize, floor: i64, prices: &ColumnPrices, found: &mut Vec<Found>) {
        for column in 0..self.columns() {
            let price = prices.get(column);
            if price < ColumnPrices::CLOSED
                && let Some(points) = self.points(row, column)
                && i64::from(points) - price >= floor
            {
                found.push(Found { column: u32::try_from(column).expect("fewer columns than 2^32"), points });
            }
        }
    }

    /// Scans several rows together, each with a floor of its own, which may rise on the way.
    ///
    /// `take` is told the number of a row in `rows` and what was found of it since it was last told; it may take what it wants out of the list,
    /// which is emptied after, and returns the floor from there on (never a lower one). Each row is told of at least once, if only of nothing.
    fn scan_rows(
        &self,
        rows: &[u32],
        floors: &mut [i64],
        prices: &ColumnPrices,
        take: &mut dyn FnMut(usize, &mut Vec<Found>) -> i64,
    ) {
        let mut found = Vec::new();
        for (number, &row) in rows.iter().enumerate() {
            self.scan(row as usize, floors[number], prices, &mut found);
            floors[number] = take(number, &mut found);
            found.clear();
        }
    }
}
