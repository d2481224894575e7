//! How the market closes: the least prices at which everybody still holds the best for it.
//!
//! Many prices prove the same total. The least of them do not depend on how it was found, and a mentor's is what one more
//! place with that mentor would bring (Leonard, 1983).

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use super::market::{Market, Price};

/// Lowers every price as far as it may fall along with the others; where a place is left over, that is to 0.
///
/// A price may fall by as much as the price of what a mentee holds and the lead of that over this one, and by no more than
/// itself: shortest distances, by Dijkstra's search over all columns. O(pairs + columns × log columns), and the pairs of a
/// mentee once more for each further mentor that it has, at worst.
pub(super) fn lower_prices(market: &mut Market<'_>) {
    let mut fall = Fall::new(market);
    while let Some(Reverse((by, column))) = fall.next.pop() {
        if by > fall.by[column] {
            continue; // Less was found since.
        }
        for holder in &market.holders[column] {
            fall.limit_others(market, holder.mentee, holder.worth - market.prices[column] + by);
        }
    }
    market.prices.iter_mut().zip(&fall.by).for_each(|(price, by)| *price -= by);
}

/// By how much prices may fall, as far as known.
struct Fall {
    by: Vec<Price>,
    next: BinaryHeap<Reverse<(Price, usize)>>,
    /// For each mentee, the least value that something it holds comes to.
    value: Vec<Price>,
}

impl Fall {
    fn new(market: &Market<'_>) -> Fall {
        let by = market.prices.clone();
        let next = by.iter().enumerate().map(|(column, &price)| Reverse((price, column))).collect();
        Fall { by, next, value: vec![Price::MAX; market.residual.mentees()] }
    }

    /// Notes that a mentee holds something that comes to this value: nothing that it does not hold may come to more.
    fn limit_others(&mut self, market: &Market<'_>, mentee: usize, value: Price) {
        if self.value[mentee] <= value {
            return;
        }
        self.value[mentee] = value;
        for column in market.vacancies_of(mentee).chain(market.pass) {
            self.limit(market, mentee, column, value);
        }
        for choice in market.residual.choices(mentee) {
            self.limit(market, mentee, choice.mentor, value - market.worth(choice.points));
        }
    }

    /// Limits a price to `least` from below, unless the mentee holds the column.
    fn limit(&mut self, market: &Market<'_>, mentee: usize, column: usize, least: Price) {
        let by = least + market.prices[column];
        if by < self.by[column] && !market.is_sated(mentee, column) {
            assert!(by >= 0, "what a mentee holds is the best for it");
            self.by[column] = by;
            self.next.push(Reverse((by, column)));
        }
    }
}
