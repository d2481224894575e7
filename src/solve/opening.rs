//! How the market opens: prices that are about right, and the places that are left over.
//!
//! A mentor who is good for everybody starts dear, instead of climbing there by one quarrel after the other: the column
//! reduction of Jonker and Volgenant (1987), for mentors with several places. Any prices would do; these save work.

use std::cmp::Reverse;

use super::market::{Market, Price};

/// How many mentees are looked at to guess the prices.
const SAMPLE: usize = 256;

/// Sets the prices and gives the cheapest of the places that stay empty to the keeper.
pub(super) fn open(market: &mut Market<'_>) {
    set_prices(market);
    keep_spare_places(market);
}

/// Sets a mentor's price to about the worth of the last mentee who would get in if all came to this one mentor.
///
/// Looks at every so many mentees in lottery order: O(256 × mentors).
fn set_prices(market: &mut Market<'_>) {
    let residual = market.residual;
    let step = residual.mentees().div_ceil(SAMPLE).max(1);
    let mut points_at = vec![Vec::new(); residual.mentors()];
    for mentee in (0..residual.mentees()).step_by(step).filter(|&mentee| residual.wants[mentee] > 0) {
        residual.choices(mentee).for_each(|choice| points_at[choice.mentor].push(choice.points));
    }
    for (mentor, mut points) in points_at.into_iter().enumerate() {
        let ahead = usize::try_from(residual.places[mentor].saturating_sub(1)).unwrap_or(usize::MAX);
        points.sort_unstable_by_key(|&points| Reverse(points));
        market.prices[mentor] = points.get(ahead / step).map_or(0, |&points| market.worth(points).max(0));
    }
}

/// Gives the keeper as many places as there are more than mentors wanted, the cheapest that it may have.
fn keep_spare_places(market: &mut Market<'_>) {
    let places: u64 = market.places.iter().map(|&places| u64::from(places)).sum();
    let mut spare = places.saturating_sub(market.residual.wanted());
    let mut by_price: Vec<(Price, usize)> =
        market.loose.iter().map(|&column| (market.prices[column], column)).collect();
    by_price.sort_unstable();
    for (_, column) in by_price {
        let kept = u32::try_from(spare).unwrap_or(u32::MAX).min(market.room[column]);
        market.kept[column] = kept;
        market.room[column] -= kept;
        spare -= u64::from(kept);
    }
}
