//! The short list of a row's best columns, with a bound on all others.
//!
//! Prices only rise, so what a list says of a column at the prices of its making stays an upper bound for ever. A list is made anew when a
//! column that is not on it could matter, or when reading on through an old one costs more than that.

use std::cmp::{Ordering, Reverse};

use rayon::prelude::*;

use super::{Market, Price};
use crate::kernel::{ColumnPrices, Found};

/// A column on a list.
#[derive(Clone, Copy, Debug)]
pub(super) struct Candidate {
    /// Worth less price, when the list was made.
    pub(super) key: Price,
    pub(super) column: u32,
    pub(super) points: u16,
    /// Where it stands among others of its key: elsewhere for every row, as otherwise rows of equal points would all want the same columns first.
    tie: u16,
}

/// The best columns of a row.
#[derive(Clone, Debug)]
pub(super) struct List {
    /// By key, best first.
    pub(super) best: Box<[Candidate]>,
    /// No column that is not listed is worth more, less its price; [`NONE`] where all are listed.
    pub(super) rest: Price,
    /// How many to keep when the list is made the next time.
    keep: u32,
    /// How many of its columns are to be found again at least when it is made the next time.
    margin: u32,
    /// How many candidates were looked at since the list was made.
    pub(super) looked: u32,
}

/// Less than any value, with room to subtract.
pub(super) const NONE: Price = Price::MIN / 4;

/// How many columns a first list has.
const FIRST: u32 = 32;

/// How far below the rest of a list another looks at least, in points.
const NEAREST: Price = 4;

/// How many of its columns are to be found again when a list is made for the second time.
const MARGIN: u32 = 8;

/// So many rows are looked up together.
pub(super) const BLOCK: usize = 64;

/// The most rows by which it is guessed where the best columns of all begin; one in so many at most; and from how many rows on.
const SAMPLE: usize = 512;
const SPARSEST: usize = 8;
const FEWEST: usize = 256;

impl Default for List {
    /// A list that says nothing yet.
    fn default() -> List {
        List { best: Box::default(), rest: Price::MAX / 4, keep: FIRST, margin: MARGIN, looked: 0 }
    }
}

impl Market<'_> {
    /// Makes the first lists of all rows, on all cores; longer ones where many prices are going to rise.
    pub(super) fn make_lists(&mut self, is_scarce: bool) {
        let first = if is_scarce { 2 * FIRST } else { FIRST };
        let keep = if self.mentor_columns <= 2 * FIRST { u32::MAX } else { first };
        let market = &*self;
        let numbers: Vec<u32> = (0..u32::try_from(market.rows.len()).expect("fewer rows than 2^32")).collect();
        let floors = market.usual_floors(&numbers, keep);
        let in_order = market.by_class(&numbers);
        let lists: Vec<Vec<List>> =
            in_order.par_chunks(BLOCK).map(|block| market.first_lists(block, &floors, keep)).collect();
        for (&row, list) in in_order.iter().zip(lists.into_iter().flatten()) {
            self.lists[row as usize] = list;
        }
    }

    /// The rows, those together that rules do not tell apart.
    pub(super) fn by_class(&self, rows: &[u32]) -> Vec<u32> {
        let mut rows = rows.to_vec();
        rows.sort_by_key(|&row| self.class_of(row));
        rows
    }

    fn class_of(&self, row: u32) -> usize {
        let source = self.rows[row as usize].source as usize;
        self.source.allowance().map_or(0, |allowance| allowance.row_class[source] as usize)
    }

    /// For each class of rows, what a column has to be worth to be among the best so many of most of them, by a sample of rows.
    fn usual_floors(&self, rows: &[u32], keep: u32) -> Vec<Price> {
        let classes = rows.iter().map(|&row| self.class_of(row)).max().map_or(0, |last| last + 1);
        let mut floors = vec![NONE; classes];
        if rows.len() < FEWEST || keep == u32::MAX {
            return floors;
        }
        let step = rows.len().div_ceil(SAMPLE).max(SPARSEST);
        let sample = self.by_class(&rows.iter().copied().step_by(step).collect::<Vec<u32>>());
        let lists: Vec<List> =
            sample.par_chunks(BLOCK).flat_map_iter(|block| self.first_lists(block, &floors, keep)).collect();
        let of_class = |one: &(&u32, &List), other: &(&u32, &List)| self.class_of(*one.0) == self.class_of(*other.0);
        let all: Vec<(&u32, &List)> = sample.iter().zip(&lists).collect();
        for alike in all.chunk_by(of_class) {
            let mut rests: Vec<Price> = alike.iter().map(|(_, list)| list.rest).collect();
            rests.sort_unstable();
            floors[self.class_of(*alike[0].0)] = rests[rests.len() / 4];
        }
        floors
    }

    /// The first lists of a block of rows: while columns are looked at, the floor of each row rises to the worst of the best so many. It begins
    /// with what is usual; a row that finds too little there looks again.
    fn first_lists(&self, block: &[u32], usual: &[Price], keep: u32) -> Vec<List> {
        let floors: Vec<Price> = block.iter().map(|&row| usual[self.class_of(row)]).collect();
        let mut lists = self.best_from(block, &floors, keep);
        let too_few = |list: &List| (list.best.len() as u64) < u64::from(keep / 2) && list.rest > NONE;
        let poor: Vec<usize> = (0..block.len()).filter(|&number| too_few(&lists[number])).collect();
        if !poor.is_empty() {
            let rows: Vec<u32> = poor.iter().map(|&number| block[number]).collect();
            let again = self.best_from(&rows, &vec![NONE; rows.len()], keep);
            poor.into_iter().zip(again).for_each(|(number, list)| lists[number] = list);
        }
        lists
    }

    /// The best columns of each row of a block, as far as they are worth as much as its floor.
    fn best_from(&self, block: &[u32], floors: &[Price], keep: u32) -> Vec<List> {
        let sources: Vec<u32> = block.iter().map(|&row| self.rows[row as usize].source).collect();
        let mut in_points: Vec<i64> = floors.iter().map(|&floor| self.floor_of(floor)).collect();
        let mut all: Vec<Best> = block
            .iter()
            .zip(floors)
            .map(|(&row, &floor)| Best { row, keep: keep as usize, least: floor, best: Vec::new(), rest: NONE })
            .collect();
        self.source.scan_rows(&sources, &mut in_points, &self.plane, &mut |number, found| {
            let best = &mut all[number];
            found.iter().for_each(|&found| best.offer(self, found));
            self.floor_of(best.least)
        });
        all.into_iter().zip(floors).map(|(best, &floor)| best.into_list(floor)).collect()
    }

    /// The floor in whole points below which nothing is worth so much.
    pub(super) fn floor_of(&self, value: Price) -> i64 {
        if value <= NONE { ColumnPrices::ANY } else { (value + self.toll).div_euclid(self.per_point) }
    }

    /// A row's list at the present prices, that reaches at least as far down as the one before. Of equal columns all are listed that the one before
    /// left out, so that the rest falls.
    pub(super) fn made_anew(&self, row: u32) -> List {
        let before = &self.lists[row as usize];
        if before.rest <= NONE {
            // All columns are listed; only their order is old.
            let mut list = before.clone();
            list.looked = 0;
            list.best
                .iter_mut()
                .for_each(|candidate| candidate.key = self.value_of(candidate.column, candidate.points));
            list.best.sort_unstable_by(order);
            return list;
        }
        let source = self.rows[row as usize].source as usize;
        let floor = self.floor_below(before);
        let mut found = Vec::new();
        self.source.scan(source, self.floor_of(floor), &self.plane, &mut found);
        let mut best = Best { row, keep: usize::MAX, least: floor, best: Vec::with_capacity(found.len()), rest: NONE };
        found.iter().for_each(|&found| best.offer(self, found));
        let tied = best.best.iter().filter(|candidate| candidate.key >= before.rest).count();
        best.keep = tied.max(before.keep as usize);
        let mut list = best.into_list(floor);
        list.keep = before.keep.saturating_mul(2);
        list.margin = before.margin.saturating_mul(2);
        list
    }

    /// What a few of the columns on a list come to by now: so many are found again at least, and whatever else came up to them. Where these
    /// are all still above the rest of the list, half as far below that as the best of them is above it.
    fn floor_below(&self, list: &List) -> Price {
        let mut values: Vec<Price> =
            list.best.iter().map(|candidate| self.value_of(candidate.column, candidate.points)).collect();
        let few = (list.margin as usize).min(values.len().saturating_sub(1));
        if few == 0 || list.rest >= Price::MAX / 4 {
            return NONE;
        }
        let (_, &mut value, _) = values.select_nth_unstable_by_key(few, |&value| Reverse(value));
        if value <= list.rest {
            return value;
        }
        let best = values.iter().copied().max().unwrap_or(value);
        list.rest - ((best - list.rest) / 2).max(NEAREST * self.per_point)
    }

    /// Makes lists anew, on all cores where they are many.
    pub(super) fn make_anew(&mut self, rows: &[u32]) {
        if rows.is_empty() {
            return;
        }
        if rows.len() < 4 {
            for &row in rows {
                self.lists[row as usize] = self.made_anew(row);
            }
            return;
        }
        let market = &*self;
        let lists: Vec<List> = rows.par_iter().map(|&row| market.made_anew(row)).collect();
        for (&row, list) in rows.iter().zip(lists) {
            self.lists[row as usize] = list;
        }
    }

    /// Whether a row may have what was found for it: not by a must-pair already, nor worth less than nothing. That is never taken where there is
    /// a pass, and without one everything is worth something.
    pub(super) fn may_take(&self, row: u32, found: Found) -> bool {
        let except = &self.rows[row as usize].except;
        self.worth(found.points) >= 0 && (except.is_empty() || except.binary_search(&found.column).is_err())
    }

    /// What a column of these points comes to for a row, less the price.
    pub(super) fn value_of(&self, column: u32, points: u16) -> Price {
        self.worth(points) - self.columns[column as usize].price
    }
}

/// The best columns of a row, as far as they are known.
struct Best {
    row: u32,
    keep: usize,
    /// What is worth less need not be offered.
    least: Price,
    best: Vec<Candidate>,
    /// The best of what was dropped.
    rest: Price,
}

impl Best {
    fn offer(&mut self, market: &Market<'_>, found: Found) {
        let Found { column, points } = found;
        let worth = market.worth(points);
        let key = worth - market.columns[column as usize].price;
        if key < self.least || !market.may_take(self.row, found) {
            return;
        }
        self.best.push(Candidate { key, column, points, tie: tie(self.row, column) });
        if self.best.len() >= self.keep.saturating_mul(3) {
            self.shorten();
        }
    }

    /// Drops all but the best.
    fn shorten(&mut self) {
        if self.best.len() <= self.keep {
            return;
        }
        let (_, dropped, _) = self.best.select_nth_unstable_by(self.keep, order);
        self.rest = self.rest.max(dropped.key);
        self.best.truncate(self.keep);
        let least = self.best.iter().map(|candidate| candidate.key).min();
        self.least = least.unwrap_or(NONE).max(self.least);
        // From here on nothing that is worth less is looked at.
        self.rest = self.rest.max(self.least - 1);
    }

    /// The list, where nothing below `floor` was looked at.
    fn into_list(mut self, floor: Price) -> List {
        self.shorten();
        self.best.sort_unstable_by(order);
        let unseen = if floor <= NONE { NONE } else { floor - 1 };
        List { best: self.best.into_boxed_slice(), rest: self.rest.max(unseen), ..List::default() }
    }
}

/// How candidates are listed: best first.
fn order(one: &Candidate, other: &Candidate) -> Ordering {
    let rank = |candidate: &Candidate| u64::from(candidate.tie) << 32 | u64::from(candidate.column);
    other.key.cmp(&one.key).then_with(|| rank(one).cmp(&rank(other)))
}

/// A number of a row and a column that looks like chance.
fn tie(row: u32, column: u32) -> u16 {
    const ODD: u64 = 0x9E37_79B9_7F4A_7C15;
    let mixed = (u64::from(column) ^ u64::from(row).wrapping_mul(ODD)).wrapping_mul(ODD);
    (mixed >> 48) as u16
}
