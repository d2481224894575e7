//! Bids: rows that lack places take what is best for them, and whoever would lose least by it gives way.
//!
//! An auction (Bertsekas, 1988) for columns with several places: a full column's price rises to what the one who leaves would give for it at
//! most, and a step more. With a step of 0 everybody who stays holds exactly the best for it, and ties stall, so it ends after a few bids a
//! row; with a step above 0 it goes on until everybody has all its places, each the best but for a step. The price of a column with one
//! place then rises to all that the bidder would give.

use super::crowd::{Crowd, MANY};
use super::lists::NONE;
use super::{Holder, KEEPER, Market, Price};
use crate::solve::work::Work;

/// How often each row bids in steps of 0.
const BIDS: u32 = 4;

/// The best column of a row at the present prices.
#[derive(Clone, Copy)]
struct Wish {
    column: u32,
    worth: Price,
    value: Price,
    /// The value of the best other one.
    second: Price,
}

/// What becomes of a bid.
enum Answer {
    /// Some places changed hands, or a price rose.
    Moved,
    /// The list of the row has to be made anew first.
    Unlisted,
}

impl Market<'_> {
    /// Lets rows that lack places bid a few times, without steps.
    pub(super) fn bid_exactly(&mut self, work: &mut Work) {
        self.begin_keeping();
        let rows = self.lacking();
        let mut bids = vec![0; self.rows.len()];
        self.bid_in_rounds(rows, 0, Some(&mut bids), work);
    }

    /// Lets everybody bid in steps until everybody has all its places.
    pub(super) fn bid_in_steps(&mut self, step: Price, work: &mut Work) {
        self.begin_keeping();
        loop {
            let rows = self.lacking();
            if rows.is_empty() && self.keeper.left == 0 || work.is_over() {
                return;
            }
            self.bid_in_rounds(rows, step, None, work);
            self.keeper_bids(step, work);
        }
    }

    /// Frees everything that is not the best for who holds it, but for a step. Lists are then good enough to tell the best.
    pub(super) fn free_what_is_not_best(&mut self, step: Price) {
        let all: Vec<u32> = (0..u32::try_from(self.rows.len()).expect("fewer rows than 2^32")).collect();
        let stale: Vec<u32> = all.into_iter().filter(|&row| self.best(row) < self.lists[row as usize].rest).collect();
        self.make_anew(&stale);
        for column in 0..u32::try_from(self.columns.len()).expect("fewer columns than 2^32") {
            let price = self.columns[column as usize].price;
            let holders: Vec<Holder> = self.holders[column as usize].clone();
            for holder in holders {
                let best = self.best(holder.row).max(self.lists[holder.row as usize].rest);
                if holder.worth - price < best - step {
                    self.leave(holder.row, column, holder.units);
                }
            }
        }
        self.begin_keeping();
        self.free_dear_places(step);
    }

    fn lacking(&self) -> Vec<u32> {
        (0_u32..).zip(&self.free).filter(|(_, free)| **free > 0).map(|(row, _)| row).collect()
    }

    /// Bids of some rows and of those that give way to them, in rounds; lists are made anew between rounds, all that are wanted together.
    fn bid_in_rounds(&mut self, mut rows: Vec<u32>, step: Price, mut bids: Option<&mut Vec<u32>>, work: &mut Work) {
        while !rows.is_empty() && !work.is_over() {
            let (mut next, mut unlisted) = (Vec::new(), Vec::new());
            let mut at = 0;
            while at < rows.len() {
                let row = rows[at];
                at += 1;
                if self.free[row as usize] == 0 {
                    continue;
                }
                if let Some(bids) = &mut bids {
                    bids[row as usize] += 1;
                    if bids[row as usize] > BIDS {
                        continue;
                    }
                }
                work.spend(16);
                match self.bid(row, step, &mut next) {
                    Answer::Moved if self.free[row as usize] > 0 => next.push(row),
                    Answer::Moved => {}
                    Answer::Unlisted => {
                        unlisted.push(row);
                        if let Some(bids) = &mut bids {
                            bids[row as usize] -= 1;
                        }
                    }
                }
            }
            work.spend(unlisted.len().saturating_mul(self.columns.len() / 16 + 16));
            self.make_anew(&unlisted);
            rows = unlisted;
            rows.extend(next);
        }
    }

    /// One bid of a row. Those who give way are added to `displaced`.
    fn bid(&mut self, row: u32, step: Price, displaced: &mut Vec<u32>) -> Answer {
        let Some(wish) = self.wish(row) else { return Answer::Unlisted };
        let Wish { column, worth, second, .. } = wish;
        let of = self.columns[column as usize];
        let free = self.free[row as usize].min(self.appetite(row, column));
        if of.room > 0 {
            self.take(row, column, free.min(of.room), worth);
            return Answer::Moved;
        }
        if second < self.lists[row as usize].rest {
            return Answer::Unlisted;
        }
        let own = worth - second;
        if step > 0 && of.places == 1 && of.kept == 0 && second > NONE {
            // The bidder has it at once, at all that it would give: quicker than to ask what the holder would. One that has nothing else would
            // give anything.
            self.set_price(column, (own + step).max(of.price));
            let holder = self.holders[column as usize][0].row;
            if holder != row {
                self.leave(holder, column, 1);
                self.take(row, column, 1, worth);
                displaced.push(holder);
            }
            return Answer::Moved;
        }
        let least = self.least_reservation(column, row);
        match least {
            Some((reservation, holder)) if reservation < own && holder != row => {
                self.set_price(column, (reservation + step).max(of.price));
                let units = self.units_held(holder, column).min(free);
                self.leave(holder, column, units);
                self.take(row, column, units, worth);
                if holder != KEEPER {
                    displaced.push(holder);
                }
            }
            // Whoever holds it would give more: the price is then out of reach.
            _ => self.set_price(column, (own + step).max(of.price)),
        }
        Answer::Moved
    }

    /// The least that one of those who hold a column, but for `bidder`, would give for it at most, and who that is.
    fn least_reservation(&mut self, column: u32, bidder: u32) -> Option<(Price, u32)> {
        let holders = &self.holders[column as usize];
        let mut least = if holders.len() < MANY || self.has_several {
            let others = holders.iter().filter(|holder| holder.row != bidder);
            others.map(|holder| (holder.worth - self.best_other(holder.row, column), holder.row)).min()
        } else {
            let mut crowd = self.crowds.remove(&column);
            let known = crowd.get_or_insert_with(|| Crowd::of(holders.iter().map(|holder| holder.row)));
            let least = known.least(bidder, |row| {
                let holder = holders.iter().find(|holder| holder.row == row)?;
                Some(holder.worth - self.best_other(row, column))
            });
            self.crowds.extend(crowd.map(|crowd| (column, crowd)));
            least
        };
        if self.columns[column as usize].kept > 0 && bidder != KEEPER {
            let reservation = self.cheapest(Some(column)).map_or(Price::MAX / 4, |(price, _)| price);
            if least.is_none_or(|(known, _)| reservation < known) {
                least = Some((reservation, KEEPER));
            }
        }
        least
    }

    /// The best column of a row, if its list tells.
    fn wish(&self, row: u32) -> Option<Wish> {
        let mut wish = Wish { column: u32::MAX, worth: 0, value: NONE, second: NONE };
        let mut offer = |column: u32, worth: Price, value: Price| {
            if value > wish.value {
                wish = Wish { column, worth, value, second: wish.value };
            } else {
                wish.second = wish.second.max(value);
            }
            wish.second
        };
        for column in self.worthless(row) {
            if !self.is_sated(row, column) {
                offer(column, 0, -self.columns[column as usize].price);
            }
        }
        let list = &self.lists[row as usize];
        let mut second = NONE;
        for candidate in &list.best {
            if candidate.key <= second {
                break;
            }
            if self.is_sated(row, candidate.column) {
                continue;
            }
            let worth = self.worth(candidate.points);
            second = offer(candidate.column, worth, worth - self.columns[candidate.column as usize].price);
        }
        (wish.value > NONE && wish.value >= list.rest).then_some(wish)
    }

    /// The value of the best listed column of a row of which it has not all.
    fn best(&self, row: u32) -> Price {
        self.best_but(row, u32::MAX)
    }

    /// No more than this is what a row gets elsewhere than at a column.
    fn best_other(&self, row: u32, column: u32) -> Price {
        self.best_but(row, column).max(self.lists[row as usize].rest)
    }

    fn best_but(&self, row: u32, other: u32) -> Price {
        let mut best = NONE;
        for column in self.worthless(row) {
            if column != other && !self.is_sated(row, column) {
                best = best.max(-self.columns[column as usize].price);
            }
        }
        for candidate in &self.lists[row as usize].best {
            if candidate.key <= best {
                break;
            }
            if candidate.column != other && !self.is_sated(row, candidate.column) {
                best = best.max(self.value_of(candidate.column, candidate.points));
            }
        }
        best
    }

    /// Bids of the keeper, until it has all its places.
    fn keeper_bids(&mut self, step: Price, work: &mut Work) {
        while self.keeper.left > 0 && !work.is_over() {
            work.spend(16);
            let Some((price, column)) = self.cheapest(None) else { return };
            let left = u32::try_from(self.keeper.left).unwrap_or(u32::MAX);
            let of = self.columns[column as usize];
            if of.room > 0 {
                self.take(KEEPER, column, left.min(of.room), 0);
                continue;
            }
            let own = self.cheapest(Some(column)).map_or(Price::MAX / 4, |(price, _)| price);
            match self.least_reservation(column, KEEPER) {
                Some((reservation, row)) if reservation < own => {
                    self.set_price(column, (reservation + step).max(price));
                    let units = self.units_held(row, column).min(left);
                    self.leave(row, column, units);
                    self.take(KEEPER, column, units, 0);
                }
                _ => self.set_price(column, (own + step).max(price)),
            }
        }
    }
}
