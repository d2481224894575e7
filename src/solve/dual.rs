//! What prices prove: a bound on the total that no assignment exceeds, by weak duality.
//!
//! Any prices of 0 and up give a bound; those at the end of the paths give one that is met. The formula is that of
//! [`Prices`].

use super::market::{Market, Price};
use crate::problem::Prices;

/// Prices of everything, and the bound they prove.
pub(super) struct Dual {
    pub(super) prices: Prices,
    /// No assignment (with the same coverage, where that is a level) has more points.
    pub(super) total: u64,
}

/// Reads every allowed pair once at the present prices.
///
/// A mentor whose places all went to must-pairs and a class without vacancies take no part in the market. Their prices
/// cost nothing in the bound and are set to the least at which no mentee would rather have them.
pub(super) fn of(market: &Market<'_>, classes: usize) -> Dual {
    let residual = market.residual;
    let mentors = residual.mentors();
    let mut mentor_prices = market.prices[..mentors].to_vec();
    // The least value that a mentee of this tier takes for its places from this one on, if that is below 0.
    let mut worst = vec![Vec::new(); 11];
    let mut bound: i128 = 0;
    let mut values: Vec<Price> = Vec::new();
    for mentee in 0..residual.mentees() {
        let Some(last) = residual.wants[mentee].checked_sub(1) else { continue };
        let last = usize::try_from(last).unwrap_or(usize::MAX);
        values.clear();
        let value = |column: usize, worth: Price| worth - market.prices[column];
        values.extend(residual.choices(mentee).map(|choice| value(choice.mentor, market.worth(choice.points))));
        values.extend(market.vacancies_of(mentee).map(|column| value(column, 0)));
        if market.pass.is_some() {
            values.iter_mut().for_each(|value| *value = 0.max(*value));
        }
        let last = if last < values.len() {
            values.select_nth_unstable_by_key(last, |&value| std::cmp::Reverse(value));
            values.truncate(last + 1);
            values[last]
        } else {
            0
        };
        bound += values.iter().map(|&value| i128::from(value)).sum::<i128>();
        for choice in residual.allowed(mentee).filter(|choice| residual.places[choice.mentor] == 0) {
            let price = &mut mentor_prices[choice.mentor];
            *price = (market.worth(choice.points) - last).max(*price);
        }
        worst[usize::from(residual.problem.mentees[mentee].tier)].push(last);
    }
    let _ = (&mut worst, classes);
    for (column, &price) in market.prices.iter().enumerate() {
        let places = match column.checked_sub(mentors) {
            None => residual.places[column],
            Some(_) => {
                if market.pass.is_some() {
                    0
                } else {
                    market.places[column]
                }
            }
        };
        bound += i128::from(places) * i128::from(price);
    }
    let unfilled = vec![0; classes];
    let prices = Prices { per_point: market.per_point, mentors: mentor_prices, unfilled };
    Dual { prices, total: u64::try_from(bound / i128::from(market.per_point)).unwrap_or(0) + residual.must_points() }
}
