//! What is scanned for missing pairs, for one group of mentees after the other.
//!
//! From which points on pairs with a mentor could matter depends on the first step in which the potentials of the two differ. For the next
//! group of mentees that is another step only with mentors who share with it all numbers that it shares with the last one; the prices of
//! the others stay as they are.

use super::{Gain, Prices, Undecided};
use crate::kernel::{ColumnPrices, Found};
use crate::problem::{Pair, PartRef};
use crate::solve::growing::chosen::Chosen;
use crate::solve::network::Cost;
use crate::units::Points;

/// What is scanned for the mentees of a group.
pub(super) struct Scans<'s, 'c, 'p> {
    prices: &'s Prices<'c, 'p>,
    part: &'s PartRef<'s>,
    /// The columns with mentors of each group who have places.
    columns_of: Vec<Vec<u32>>,
    /// The group of mentees that is next to be scanned for; `None`: nothing is set as yet.
    mentees: Option<usize>,
    /// From which points on pairs with each group of mentors could matter.
    least: Vec<Option<Undecided>>,
    /// Columns that could matter from certain points on, which are their prices; and those of which the total decides, whose prices are by how
    /// much their potentials are below the highest.
    open: Columns,
    tied: Columns,
    highest: Cost,
}

/// Prices of columns, some of which are open.
struct Columns {
    prices: ColumnPrices,
    open: usize,
}

impl<'s, 'c, 'p> Scans<'s, 'c, 'p> {
    /// Nothing is open as yet.
    pub(super) fn of(prices: &'s Prices<'c, 'p>, part: &'s PartRef<'s>) -> Scans<'s, 'c, 'p> {
        let mut columns_of = vec![Vec::new(); prices.mentors.groups()];
        let mut highest = Cost::MIN;
        for (number, column) in (0_u32..).zip(0..part.source.columns()) {
            for mentor in part.mentors_of(column).filter(|&mentor| prices.capacity(mentor) > 0) {
                let columns: &mut Vec<u32> = &mut columns_of[prices.mentors.group_of(mentor)];
                if columns.last() != Some(&number) {
                    columns.push(number);
                }
                highest = highest.max(prices.of_total(mentor));
            }
        }
        let least = vec![None; prices.mentors.groups()];
        let (open, tied) = (Columns::none(part), Columns::none(part));
        Scans { prices, part, columns_of, mentees: None, least, open, tied, highest }
    }

    /// Gets ready for a group of mentees.
    pub(super) fn turn_to(&mut self, mentees: usize) {
        let groups = &self.prices.mentees;
        let shared = self.mentees.map_or(0, |before| groups.shared(before, mentees));
        self.mentees = Some(mentees);
        for mentors in self.prices.mentors.beginning_with(&groups.word(mentees)[..shared]) {
            let least = self.prices.least_points(mentees, mentors);
            if std::mem::replace(&mut self.least[mentors], least) != least {
                for at in 0..self.columns_of[mentors].len() {
                    self.set(self.columns_of[mentors][at] as usize);
                }
            }
        }
    }

    /// Sets the prices of a column.
    fn set(&mut self, column: usize) {
        let (mut open, mut tied) = (ColumnPrices::CLOSED, ColumnPrices::CLOSED);
        for mentor in self.part.mentors_of(column).filter(|&mentor| self.prices.capacity(mentor) > 0) {
            match self.least[self.prices.mentors.group_of(mentor)] {
                Some(Undecided::Points(points)) => open = open.min(points.max(self.prices.floor.into())),
                Some(Undecided::Total) => tied = tied.min(self.highest - self.prices.of_total(mentor)),
                None => {}
            }
        }
        self.open.set(column, open);
        self.tied.set(column, tied);
    }

    /// The missing pairs of a mentee that could matter, at most so many.
    pub(super) fn gains(&self, (row, mentee): (usize, usize), most: usize) -> Vec<Gain> {
        let prices = self.prices;
        let mut found: Vec<Found> = Vec::new();
        if self.open.open > 0 {
            self.part.source.scan(row, 0, &self.open.prices, &mut found);
        }
        if self.tied.open > 0 {
            let step = prices.total.expect("the total decides where it is a level");
            let is_last = step + 1 == prices.steps.len();
            let floor = prices.potential(step, Chosen::mentee(mentee)) - self.highest + Cost::from(is_last);
            self.part.source.scan(row, floor, &self.tied.prices, &mut found);
            // A column can be found by both scans.
            found.sort_unstable();
            found.dedup();
        }
        let mut gains = Vec::new();
        for Found { column, points } in found {
            let points = Points::new(points).expect("a source gives points");
            for mentor in self.part.mentors_of(column as usize) {
                let pair = Pair { mentee, mentor };
                if prices.capacity(mentor) == 0 || points.get() < prices.floor || prices.chosen.has(pair) {
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
        Columns { prices, open: 0 }
    }

    fn set(&mut self, column: usize, price: i64) {
        let is_open = |price: i64| price < ColumnPrices::CLOSED;
        self.open += usize::from(is_open(price));
        self.open -= usize::from(is_open(self.prices.get(column)));
        self.prices.set(column, price);
    }
}
