//! What the potentials of all steps say of pairs that are not looked at.

use crate::problem::{BANDS, Pair, band};
use crate::solve::growing::chosen::Chosen;
use crate::solve::growing::steps::Step;
use crate::solve::model::Aim;
use crate::solve::network::Cost;
use crate::units::Points;

/// From which points on pairs could matter.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Undecided {
    Points(i64),
    /// That is left to the total.
    Total,
}

/// What the potentials of all steps say of pairs.
pub(super) struct Prices<'c, 'p> {
    pub(super) chosen: &'c Chosen<'p>,
    steps: &'c [Step],
    pub(super) floor: u16,
    /// The steps in which a pair can cost something beside what its band does there, by number.
    active: Vec<usize>,
    /// For each band, the step that zeros prove.
    idle_band: Vec<Option<usize>>,
    /// How many of the active steps come before the total, and the total.
    before: usize,
    total: Option<usize>,
    /// For each step, the lowest points that no band before it is about; `None`: there are none.
    lowest_undecided: Vec<Option<i64>>,
}

impl<'c, 'p> Prices<'c, 'p> {
    pub(super) fn of(chosen: &'c Chosen<'p>, steps: &'c [Step], floor: u16) -> Prices<'c, 'p> {
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
        let lowest_undecided = lowest_undecided(steps);
        Prices { chosen, steps, floor, active, idle_band, before, total, lowest_undecided }
    }

    /// The potentials of a mentee in the active steps before the total, each with what every pair costs there.
    pub(super) fn of_mentee(&self, mentee: usize) -> Vec<Cost> {
        let own = |step: &Step| Cost::from(step.aim == Aim::FewestRows);
        self.before_total().map(|step| own(step) + step.potential(Chosen::mentee(mentee))).collect()
    }

    /// The potentials of a mentor in the active steps before the total.
    pub(super) fn of_mentor(&self, mentor: usize) -> Vec<Cost> {
        self.before_total().map(|step| step.potential(self.chosen.mentor(mentor))).collect()
    }

    fn before_total(&self) -> impl Iterator<Item = &Step> {
        self.active[..self.before].iter().map(|&step| &self.steps[step])
    }

    /// The potential of a mentor in the step of the total, or 0.
    pub(super) fn total_of_mentor(&self, mentor: usize) -> Cost {
        self.total.map_or(0, |step| self.steps[step].potential(self.chosen.mentor(mentor)))
    }

    /// What the points of a pair of a mentee and the potential of the mentor have to come to for the total to gain by it, or, where a step
    /// comes after, to lose nothing.
    pub(super) fn total_floor(&self, mentee: usize) -> Cost {
        let step = self.total.expect("the total decides where it is a level");
        let is_last = step + 1 == self.steps.len();
        self.steps[step].potential(Chosen::mentee(mentee)) + Cost::from(is_last)
    }

    /// The first step in which a missing pair has a reduced cost other than 0, and that; it could matter where that is below 0.
    pub(super) fn first(&self, pair: Pair, points: Points) -> Option<(usize, Cost)> {
        let (tail, head) = (Chosen::mentee(pair.mentee), self.chosen.mentor(pair.mentor));
        let idle = self.idle_band[band(points)];
        let reduced = |&step: &usize| {
            let own = match self.steps[step].aim {
                Aim::Total => -Cost::from(points.get()),
                Aim::Band(of) => Cost::from(of == band(points)),
                Aim::FewestRows => 1,
                _ => 0,
            };
            (step, own + self.steps[step].potential(tail) - self.steps[step].potential(head))
        };
        let first = self.active.iter().map(reduced).find(|&(_, reduced)| reduced != 0);
        match (first, idle) {
            (Some((step, _)), Some(idle)) if idle < step => Some((idle, 1)),
            (None, Some(idle)) => Some((idle, 1)),
            _ => first,
        }
    }

    /// From which points on pairs of a mentee and a mentor with such potentials could matter; `None`: in no case.
    ///
    /// All bands that were settled before the step that decides cost a pair something, unless it is above them.
    pub(super) fn least_points(&self, tails: &[Cost], heads: &[Cost]) -> Option<Undecided> {
        let decided =
            self.active[..self.before].iter().zip(tails.iter().zip(heads)).find(|(_, (tail, head))| tail != head);
        match decided {
            Some((_, (tail, head))) if tail > head => None,
            Some((&step, _)) => self.lowest_undecided[step].map(Undecided::Points),
            None => self.total.filter(|&step| self.lowest_undecided[step].is_some()).map(|_| Undecided::Total),
        }
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
