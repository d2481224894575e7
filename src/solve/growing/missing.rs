//! The pairs that are not looked at and could matter: those whose reduced costs, step by step, are not at once seen to be too high.

mod alike;
mod scans;

use std::cmp::Reverse;

use rayon::prelude::*;

use super::chosen::Chosen;
use super::steps::Step;
use crate::problem::{BANDS, Pair, PartRef, band};
use crate::solve::model::Aim;
use crate::solve::network::Cost;
use crate::units::Points;
use alike::Alike;
use scans::Scans;

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
    let found: Vec<Vec<Gain>> = parts.iter().flat_map(|part| prices.of_part(part, most)).collect();
    let first_step = found.iter().flatten().map(|gain| gain.step).min();
    Missing { pairs: found.iter().flatten().map(|gain| (gain.pair, gain.points)).collect(), first_step }
}

/// So many stretches of mentees are looked at side by side.
const STRETCHES: usize = 16;

/// From which points on pairs could matter.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Undecided {
    Points(i64),
    /// That is left to the total.
    Total,
}

/// What the potentials of all steps say of pairs.
struct Prices<'c, 'p> {
    chosen: &'c Chosen<'p>,
    steps: &'c [Step],
    floor: u16,
    /// The steps in which a pair can cost something beside what its band does there, by number.
    active: Vec<usize>,
    /// For each band, the step that zeros prove.
    idle_band: Vec<Option<usize>>,
    /// How many of the active steps come before the total, and the total.
    before: usize,
    total: Option<usize>,
    /// For each step, the lowest points that no band before it is about; `None`: there are none.
    lowest_undecided: Vec<Option<i64>>,
    /// People with the same potentials in the active steps before the total; of mentees, with what every pair costs there.
    mentees: Alike,
    mentors: Alike,
}

impl<'c, 'p> Prices<'c, 'p> {
    fn of(chosen: &'c Chosen<'p>, steps: &'c [Step], floor: u16) -> Prices<'c, 'p> {
        let is_active = |step: &Step| step.potentials.is_some() || matches!(step.aim, Aim::Total | Aim::FewestRows);
        let active: Vec<usize> = (0..steps.len()).filter(|&step| is_active(&steps[step])).collect();
        let mut idle_band = vec![None; BANDS];
        for (number, step) in steps.iter().enumerate().filter(|(_, step)| !is_active(step)) {
            if let Aim::Band(band) = step.aim {
                idle_band[band] = Some(number);
            }
        }
        let total = active.iter().copied().find(|&step| steps[step].aim == Aim::Total);
        let before = active.iter().position(|&step| Some(step) == total).unwrap_or(active.len());
        let potential =
            |step: usize, node: usize| steps[step].potentials.as_ref().map_or(0, |potentials| potentials[node]);
        let own = |step: usize| Cost::from(steps[step].aim == Aim::FewestRows);
        let mentee = |mentee: usize, step: usize| own(step) + potential(step, Chosen::mentee(mentee));
        let mentor = |mentor: usize, step: usize| potential(step, chosen.mentor(mentor));
        let decisive = &active[..before];
        let mentees = Alike::of(chosen.problem.mentees.len(), |number| {
            decisive.iter().map(|&step| mentee(number, step)).collect()
        });
        let mentors = Alike::of(chosen.problem.mentors.len(), |number| {
            decisive.iter().map(|&step| mentor(number, step)).collect()
        });
        let lowest_undecided = lowest_undecided(steps);
        Prices { chosen, steps, floor, active, idle_band, before, total, lowest_undecided, mentees, mentors }
    }

    /// The potential of a node in a step.
    fn potential(&self, step: usize, node: usize) -> Cost {
        self.steps[step].potentials.as_ref().map_or(0, |potentials| potentials[node])
    }

    /// The potential of a mentor in the step of the total, or 0.
    fn of_total(&self, mentor: usize) -> Cost {
        self.total.map_or(0, |step| self.potential(step, self.chosen.mentor(mentor)))
    }

    fn capacity(&self, mentor: usize) -> u32 {
        self.chosen.problem.mentors[mentor].capacity
    }

    /// The first step in which a missing pair has a reduced cost other than 0, and that; it could matter where that is below 0.
    fn first(&self, pair: Pair, points: Points) -> Option<(usize, Cost)> {
        let (tail, head) = (Chosen::mentee(pair.mentee), self.chosen.mentor(pair.mentor));
        let idle = self.idle_band[band(points)];
        let reduced = |&step: &usize| {
            let own = match self.steps[step].aim {
                Aim::Total => -Cost::from(points.get()),
                Aim::Band(of) => Cost::from(of == band(points)),
                Aim::FewestRows => 1,
                _ => 0,
            };
            (step, own + self.potential(step, tail) - self.potential(step, head))
        };
        let first = self.active.iter().map(reduced).find(|&(_, reduced)| reduced != 0);
        match (first, idle) {
            (Some((step, _)), Some(idle)) if idle < step => Some((idle, 1)),
            (None, Some(idle)) => Some((idle, 1)),
            _ => first,
        }
    }

    /// From which points on pairs of two groups could matter; `None`: in no case.
    ///
    /// All bands that were settled before the step that decides cost a pair something, unless it is above them.
    fn least_points(&self, mentees: usize, mentors: usize) -> Option<Undecided> {
        let (tails, heads) = (self.mentees.word(mentees), self.mentors.word(mentors));
        let decided =
            self.active[..self.before].iter().zip(tails.iter().zip(heads)).find(|(_, (tail, head))| tail != head);
        match decided {
            Some((_, (tail, head))) if tail > head => None,
            Some((&step, _)) => self.lowest_undecided[step].map(Undecided::Points),
            None => self.total.filter(|&step| self.lowest_undecided[step].is_some()).map(|_| Undecided::Total),
        }
    }

    fn of_part(&self, part: &PartRef<'_>, most: usize) -> Vec<Vec<Gain>> {
        // Mentees who are alike, or nearly, stand together: scans then change little from one to the next.
        let mentees_of = |row: usize| part.mentees_of(row).map(move |mentee| (row, mentee));
        let all = (0..part.source.rows()).flat_map(mentees_of);
        let mut rows: Vec<(usize, usize)> =
            all.filter(|&(_, mentee)| self.chosen.problem.mentees[mentee].wanted > 0).collect();
        rows.sort_by_key(|&(_, mentee)| self.mentees.group_of(mentee));
        let of_stretch = |rows: &[(usize, usize)]| {
            let mut scans = Scans::of(self, part);
            let groups = rows.chunk_by(|one, other| self.mentees.group_of(one.1) == self.mentees.group_of(other.1));
            let of_group = |rows: &[(usize, usize)]| {
                scans.turn_to(self.mentees.group_of(rows[0].1));
                rows.par_iter().with_min_len(4).map(|&row| scans.gains(row, most)).collect::<Vec<Vec<Gain>>>()
            };
            groups.flat_map(of_group).collect::<Vec<Vec<Gain>>>()
        };
        rows.par_chunks(rows.len() / STRETCHES + 1).flat_map_iter(of_stretch).collect()
    }
}

/// For each step, the lowest points that no band before it is about.
fn lowest_undecided(steps: &[Step]) -> Vec<Option<i64>> {
    let mut has_bands = false;
    let of_step = |step: &Step| match step.aim {
        Aim::Band(band) => {
            has_bands = true;
            Some(100 * i64::try_from(band).expect("a small number"))
        }
        _ => (!has_bands).then_some(0),
    };
    steps.iter().map(of_step).collect()
}

impl Gain {
    /// What promises most comes first; equal ones in an order that differs from mentee to mentee, so that not all get the same mentors.
    fn order(&self) -> (usize, Cost, Reverse<Points>, u64) {
        const ODD: u64 = 0x9E37_79B9_7F4A_7C15;
        let mixed = (self.pair.mentor as u64 ^ (self.pair.mentee as u64).wrapping_mul(ODD)).wrapping_mul(ODD);
        (self.step, self.reduced, Reverse(self.points), (mixed ^ (mixed >> 32)).wrapping_mul(ODD))
    }
}
