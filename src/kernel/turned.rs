//! Pairs seen from either side.

use std::sync::Arc;

use super::prices::ColumnPrices;
use super::source::{Allowance, Found, PairSource};

/// A source as it is, or with rows for columns and columns for rows.
pub enum Facing<'s> {
    /// As it is.
    Rows(&'s dyn PairSource),
    /// A source of its own, the other way round.
    Columns(Arc<dyn PairSource + Send>),
    /// The other way round by asking for pairs one by one.
    Asked(&'s dyn PairSource),
}

impl<'s> Facing<'s> {
    /// Turns a source round where `is_turned`.
    #[must_use]
    pub fn new(source: &'s dyn PairSource, is_turned: bool) -> Facing<'s> {
        match (is_turned, is_turned.then(|| source.turned()).flatten()) {
            (false, _) => Facing::Rows(source),
            (true, Some(turned)) => Facing::Columns(turned),
            (true, None) => Facing::Asked(source),
        }
    }

    /// The source that answers by itself, if there is one.
    fn own(&self) -> Option<&dyn PairSource> {
        match self {
            Facing::Rows(source) => Some(*source),
            Facing::Columns(source) => Some(&**source),
            Facing::Asked(_) => None,
        }
    }
}

impl PairSource for Facing<'_> {
    fn rows(&self) -> usize {
        match self {
            Facing::Rows(source) => source.rows(),
            Facing::Columns(source) => source.rows(),
            Facing::Asked(source) => source.columns(),
        }
    }

    fn columns(&self) -> usize {
        match self {
            Facing::Rows(source) => source.columns(),
            Facing::Columns(source) => source.columns(),
            Facing::Asked(source) => source.rows(),
        }
    }

    fn points(&self, row: usize, column: usize) -> Option<u16> {
        match self {
            Facing::Rows(source) => source.points(row, column),
            Facing::Columns(source) => source.points(row, column),
            Facing::Asked(source) => source.points(column, row),
        }
    }

    fn allowance(&self) -> Option<&Allowance> {
        self.own().and_then(PairSource::allowance)
    }

    fn unrated(&self) -> Option<&dyn PairSource> {
        self.own().and_then(PairSource::unrated)
    }

    fn free_prices(&self) -> ColumnPrices {
        self.own().map_or_else(|| ColumnPrices::new(self.columns()), PairSource::free_prices)
    }

    fn scan(&self, row: usize, floor: i64, prices: &ColumnPrices, found: &mut Vec<Found>) {
        if let Some(own) = self.own() {
            return own.scan(row, floor, prices, found);
        }
        for (column, &price) in (0_u32..).zip(prices.all()) {
            if let Some(points) = self.points(row, column as usize)
                && i64::from(points) - price >= floor
            {
                found.push(Found { column, points });
            }
        }
    }

    fn scan_rows(
        &self,
        rows: &[u32],
        floors: &mut [i64],
        prices: &ColumnPrices,
        take: &mut dyn FnMut(usize, &mut Vec<Found>) -> i64,
    ) {
        if let Some(own) = self.own() {
            return own.scan_rows(rows, floors, prices, take);
        }
        let mut found = Vec::new();
        for (number, &row) in rows.iter().enumerate() {
            self.scan(row as usize, floors[number], prices, &mut found);
            floors[number] = take(number, &mut found);
            found.clear();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::listed::ListedPairs;
    use super::*;

    /// Two rows and three columns.
    fn listed() -> ListedPairs {
        let pair = |column, points| Found { column, points };
        ListedPairs::new(3, [vec![pair(0, 5), pair(2, 9)], vec![pair(2, 7)]])
    }

    /// Hides that a source can be turned.
    struct Plain(ListedPairs);

    impl PairSource for Plain {
        fn rows(&self) -> usize {
            self.0.rows()
        }

        fn columns(&self) -> usize {
            self.0.columns()
        }

        fn points(&self, row: usize, column: usize) -> Option<u16> {
            self.0.points(row, column)
        }
    }

    #[test]
    fn turned_pairs_are_the_same_whether_a_source_turns_itself_or_is_asked_pair_by_pair() {
        let (listed, plain) = (listed(), Plain(listed()));
        let turned = [Facing::new(&listed, true), Facing::new(&plain, true)];
        assert!(matches!(turned, [Facing::Columns(_), Facing::Asked(_)]));
        for turned in turned {
            assert_eq!((turned.rows(), turned.columns()), (3, 2));
            for (row, column) in (0..3).flat_map(|row| (0..2).map(move |column| (row, column))) {
                assert_eq!(turned.points(row, column), listed.points(column, row));
            }
            let mut prices = turned.free_prices();
            prices.set(0, 3);
            let (mut found, mut taken) = (Vec::new(), Vec::new());
            turned.scan(2, 6, &prices, &mut found);
            turned.scan_rows(&[2, 1], &mut [6, 0], &prices, &mut |row, found| {
                taken.extend(found.iter().map(|&found| (row, found)));
                0
            });
            let kept = [Found { column: 0, points: 9 }, Found { column: 1, points: 7 }];
            assert_eq!(found, kept);
            assert_eq!(taken, kept.map(|found| (0, found)));
        }
    }

    #[test]
    fn a_source_that_is_not_turned_answers_as_it_is() {
        let listed = listed();
        let as_it_is = Facing::new(&listed, false);
        assert!(matches!(as_it_is, Facing::Rows(_)));
        assert_eq!((as_it_is.rows(), as_it_is.columns()), (2, 3));
        assert_eq!(as_it_is.points(0, 2), Some(9));
    }
}
