//! What is scanned for missing pairs, for one group of mentees after the other.
//!
//! From which points on pairs with a mentor could matter depends on the first step in which the potentials of the two differ. For the next
//! group of mentees that is another step only with mentors who share with it all numbers that it shares with the last one; the prices of
//! the others stay as they are.

use super::Gain;
use super::prices::Undecided;
use super::sides::{Giver, Seeker, Sides};
use crate::kernel::{ColumnPrices, Found};
use crate::problem::{Pair, PartRef};
use crate::solve::network::Cost;
use crate::units::Points;

/// What is scanned for the mentees of a group.
pub(super) struct Scans<'s, 'c, 'p> {
    sides: &'s Sides<'s, 'c, 'p>,
    /// The group of mentees that is next to be scanned for; `None`: nothing is set as yet.
    mentees: Option<usize>,
    /// From which points on pairs with each group of mentors could matter.
    least: Vec<Option<Undecided>>,
    /// The columns whose prices are to be set.
    changed: Vec<u32>,
    /// Columns that could matter from certain points on, which are their prices.
    open: Columns,
    /// Columns of which the total decides. Their prices are by how much their potentials are below the highest of all.
    tied: Columns,
    highest: Cost,
}

/// Prices of columns, most of which may be closed.
struct Columns {
    prices: ColumnPrices,
    /// How many are not closed.
    number: usize,
}

impl<'s, 'c, 'p> Scans<'s, 'c, 'p> {
    /// Nothing is open as yet.
    pub(super) fn of(sides: &'s Sides<'s, 'c, 'p>) -> Scans<'s, 'c, 'p> {
        Scans {
            sides,
            mentees: None,
            least: vec![None; sides.mentors.groups()],
            changed: Vec::new(),
            open: Columns::none(sides.part),
            tied: Columns::none(sides.part),
            highest: sides.givers().iter().map(|giver| giver.total).max().unwrap_or(0),
        }
    }

    /// Gets ready for a group of mentees.
    pub(super) fn turn_to(&mut self, mentees: usize) {
        let sides = self.sides;
        let shared = self.mentees.map_or(0, |before| sides.mentees.shared(before, mentees));
        self.mentees = Some(mentees);
        for mentors in sides.mentors.beginning_with(&sides.mentees.word(mentees)[..shared]) {
            let least = sides.least_points(mentees, mentors);
            if std::mem::replace(&mut self.least[mentors], least) != least {
                self.changed.extend(sides.columns_of(mentors));
            }
        }
        let mut changed = std::mem::take(&mut self.changed);
        changed.sort_unstable();
        changed.dedup();
        changed.drain(..).for_each(|column| self.set(column as usize));
        self.changed = changed;
    }

    /// Sets the prices of a column.
    fn set(&mut self, column: usize) {
        let (mut open, mut tied) = (ColumnPrices::CLOSED, ColumnPrices::CLOSED);
        for &Giver { group, total, .. } in self.sides.givers_of(column) {
            match self.least[group] {
                Some(Undecided::Points(points)) => open = open.min(points.max(self.sides.prices.floor.into())),
                Some(Undecided::Total) => tied = tied.min(self.highest - total),
                None => {}
            }
        }
        self.open.set(column, open);
        self.tied.set(column, tied);
    }

    /// The prices of all columns in both scans.
    #[cfg(test)]
    pub(super) fn prices(&self) -> [(&[i64], usize); 2] {
        [&self.open, &self.tied].map(|columns| (columns.prices.all(), columns.number))
    }

    /// The missing pairs of a mentee of the group that could matter, at most so many.
    pub(super) fn gains(&self, &Seeker { row, mentee, .. }: &Seeker, most: usize) -> Vec<Gain> {
        let Sides { prices, part, .. } = self.sides;
        let mut found: Vec<Found> = Vec::new();
        if self.open.number > 0 {
            part.source.scan(row, 0, &self.open.prices, &mut found);
        }
        if self.tied.number > 0 {
            part.source.scan(row, prices.total_floor(mentee) - self.highest, &self.tied.prices, &mut found);
            // A column can be found by both scans.
            found.sort_unstable();
            found.dedup();
        }
        let mut gains = Vec::new();
        for Found { column, points } in found {
            let points = Points::new(points).expect("a source gives points");
            for &Giver { mentor, .. } in self.sides.givers_of(column as usize) {
                let pair = Pair { mentee, mentor };
                if points.get() < prices.floor || prices.chosen.has(pair) {
                    continue;
                }
                if let Some((step, reduced @ ..0)) = prices.first(pair, points) {
                    gains.push(Gain { step, reduced, pair, points });
                }
            }
        }
        if gains.len() > most {
            gains.select_nth_unstable_by_key(most, Gain::order);
            gains.truncate(most);
            gains.shrink_to_fit();
        }
        gains.sort_unstable_by_key(Gain::order);
        gains
    }
}

impl Columns {
    /// All columns are closed.
    fn none(part: &PartRef<'_>) -> Columns {
        let mut prices = part.source.free_prices();
        (0..part.source.columns()).for_each(|column| prices.set(column, ColumnPrices::CLOSED));
        Columns { prices, number: 0 }
    }

    fn set(&mut self, column: usize, price: i64) {
        let is_open = |price: i64| price < ColumnPrices::CLOSED;
        self.number += usize::from(is_open(price));
        self.number -= usize::from(is_open(self.prices.get(column)));
        self.prices.set(column, price);
    }
}
