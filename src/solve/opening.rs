//! How the market opens: prices that are about right, and the places that are left over.
//!
//! A mentor who is good for everybody starts dear, instead of climbing there by one quarrel after the other: the column
//! reduction of Jonker and Volgenant (1987), for mentors with several places. Any prices would do; these save work.

use std::cmp::Reverse;

use super::market::Market;
use crate::units::Points;

/// How many mentees are looked at to guess the prices.
const SAMPLE: usize = 256;

/// Sets the prices, and gives the keeper what will be left over.
pub(super) fn open(market: &mut Market<'_>) {
    set_prices(market);
    raise_full_columns(market);
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

/// Raises the prices of the columns that are full in every answer by the most that a pair can earn.
///
/// Whoever may take another then leaves them to those who may not, as coverage demands in any case.
fn raise_full_columns(market: &mut Market<'_>) {
    let mut is_loose = vec![false; market.prices.len()];
    market.loose.iter().for_each(|&column| is_loose[column] = true);
    let most = market.worth(Points::MAX.get());
    let full = market.prices.iter_mut().zip(is_loose).filter(|(_, is_loose)| !is_loose);
    full.for_each(|(price, _)| *price += most);
}

/// Gives the keeper as many places as there are more than mentors wanted: the cheapest, and of equals first those of mentors
/// with many.
fn keep_spare_places(market: &mut Market<'_>) {
    let places: u64 = market.places.iter().map(|&places| u64::from(places)).sum();
    let mut spare = places.saturating_sub(market.residual.wanted());
    let mut columns = market.loose.clone();
    columns.sort_unstable_by_key(|&column| (market.prices[column], Reverse(market.places[column]), column));
    for column in columns {
        let kept = u32::try_from(spare).unwrap_or(u32::MAX).min(market.room[column]);
        market.kept[column] = kept;
        market.room[column] -= kept;
        spare -= u64::from(kept);
    }
}
