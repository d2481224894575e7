//! The pairs that are not looked at and could matter: those whose reduced costs, step by step, are not at once seen to be too high.

mod alike;
mod prices;
mod scans;
mod sides;

use std::cmp::Reverse;

use rayon::prelude::*;

use super::chosen::Chosen;
use super::steps::Step;
use crate::problem::{Pair, PartRef};
use crate::solve::network::Cost;
use crate::units::Points;
use prices::Prices;
use scans::Scans;
use sides::{Seeker, Sides};

/// The pairs that could matter, some of them for each mentee, and the first step in which one of them does.
pub(super) struct Missing {
    pub(super) pairs: Vec<(Pair, Points)>,
    pub(super) first_step: Option<usize>,
}

/// A pair that could matter.
struct Gain {
    step: usize,
    reduced: Cost,
    pair: Pair,
    points: Points,
}

/// Finds pairs with at least so many points that could matter in these steps; for each mentee up to `most`, those that promise most.
pub(super) fn missing(chosen: &Chosen<'_>, steps: &[Step], floor: u16, most: usize) -> Missing {
    let prices = Prices::of(chosen, steps, floor);
    let parts = chosen.problem.pairs.parts();
    let found: Vec<Vec<Gain>> = parts.par_iter().flat_map_iter(|part| of_part(&prices, part, most)).collect();
    let first_step = found.iter().flatten().map(|gain| gain.step).min();
    Missing { pairs: found.iter().flatten().map(|gain| (gain.pair, gain.points)).collect(), first_step }
}

/// So many stretches of mentees of a part are looked at side by side.
const STRETCHES: usize = if cfg!(test) { 1 } else { 16 };

/// The mentees of a part, each with its pairs that could matter.
fn of_part(prices: &Prices<'_, '_>, part: &PartRef<'_>, most: usize) -> Vec<Vec<Gain>> {
    let sides = Sides::of(prices, part);
    let of_stretch = |seekers: &[Seeker]| {
        let mut scans = Scans::of(&sides);
        let of_group = |seekers: &[Seeker]| {
            scans.turn_to(seekers[0].group);
            seekers.par_iter().with_min_len(4).map(|seeker| scans.gains(seeker, most)).collect::<Vec<Vec<Gain>>>()
        };
        let groups = seekers.chunk_by(|one, other| one.group == other.group);
        groups.flat_map(of_group).collect::<Vec<Vec<Gain>>>()
    };
    sides.seekers.par_chunks(sides.seekers.len() / STRETCHES + 1).flat_map_iter(of_stretch).collect()
}

impl Gain {
    /// What promises most comes first; equal ones in an order that differs from mentee to mentee, so that not all get the same mentors.
    fn order(&self) -> (usize, Cost, Reverse<Points>, u64) {
        const ODD: u64 = 0x9E37_79B9_7F4A_7C15;
        let mixed = (self.pair.mentor as u64 ^ (self.pair.mentee as u64).wrapping_mul(ODD)).wrapping_mul(ODD);
        (self.step, self.reduced, Reverse(self.points), (mixed ^ (mixed >> 32)).wrapping_mul(ODD))
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{level_orders, problem};
    use super::super::{Goals, Growing, Growth, plain};
    use super::*;
    use crate::problem::Level;
    use crate::progress::Silent;
    use crate::solve::residual::Residual;
    use crate::solve::work::Work;

    #[test]
    fn scans_that_were_turned_are_those_that_begin_there() {
        let mut turned = 0;
        for (seed, levels) in (0..).zip(level_orders()) {
            let problem = problem(seed, &levels);
            let Some(residual) = Residual::new(&problem) else { continue };
            let work = Work::without_end();
            let goals = Goals { coverage: levels.contains(&Level::Coverage), total: true };
            let answer = plain::solve(&residual, goals, &work, &Silent);
            let mut growing = Growing::new(&problem, Growth { start: 1, more: 1 }, work, &answer);
            let count = growing.steps.len();
            growing.settle_chosen(count, 0);
            let prices = Prices::of(&growing.chosen, &growing.steps, 0);
            for part in problem.pairs.parts() {
                let sides = Sides::of(&prices, &part);
                let mut scans = Scans::of(&sides);
                let mut before = None;
                for seeker in &sides.seekers {
                    scans.turn_to(seeker.group);
                    let mut fresh = Scans::of(&sides);
                    fresh.turn_to(seeker.group);
                    assert_eq!(scans.prices(), fresh.prices(), "seed {seed}, {levels:?}");
                    turned += u32::from(before.replace(seeker.group).is_some_and(|before| before != seeker.group));
                }
            }
        }
        assert!(turned > 500, "{turned} turned");
    }
}
