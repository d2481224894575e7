//! The steps of all levels on the pairs that are looked at, each on the face of the one before, and what proves them.

use super::chosen::{Chosen, HUB};
use crate::problem::{Level, Problem};
use crate::solve::model::Aim;
use crate::solve::network::Cost;
use crate::solve::work::Work;

/// A step of a level.
#[derive(Clone)]
pub(super) struct Step {
    pub(super) aim: Aim,
    /// The potentials that prove it; `None`: zeros do.
    pub(super) potentials: Option<Vec<Cost>>,
    /// What it came to.
    pub(super) value: Cost,
}

impl Step {
    /// The potential of a node.
    pub(super) fn potential(&self, node: usize) -> Cost {
        self.potentials.as_ref().map_or(0, |potentials| potentials[node])
    }
}

/// The steps of all levels but `worst`, and how many of them come before that; none where it is no level.
pub(super) fn of_levels(problem: &Problem) -> (Vec<Step>, Option<usize>) {
    let mut aims = Vec::new();
    let mut before_worst = None;
    for &level in &problem.levels {
        if level == Level::Worst {
            before_worst = Some(aims.len());
        }
        aims.extend(Aim::of(level, problem));
    }
    if !problem.levels.contains(&Level::Coverage) {
        aims.push(Aim::FewestRows);
    }
    let step = |aim: Aim| Step { aim, potentials: None, value: 0 };
    (aims.into_iter().map(step).collect(), before_worst)
}

/// Settles steps on the pairs that are looked at and have at least so many points, from the potentials that they had the last time.
pub(super) fn settle(chosen: &mut Chosen<'_>, steps: &mut [Step], floor: u16, work: &mut Work) {
    chosen.open(floor);
    // A floor that rose closes pairs that are made, and not every step below looks for others.
    if !chosen.network.keeps_bounds() {
        optimise(chosen, &vec![0; chosen.network.arcs()], work);
    }
    let mentees = Chosen::mentee(0)..chosen.mentor(0);
    for step in steps {
        let costs = chosen.costs(step.aim);
        let network = &mut chosen.network;
        let is_settled = costs.iter().enumerate().all(|(arc, &cost)| cost == 0 || network.is_fixed(arc));
        // Zeros prove it; but what is missing is judged better by potentials that know the points of the pairs that are made.
        if is_settled && step.aim != Aim::Total {
            let of_arc = |(arc, cost): (usize, Cost)| cost * Cost::from(network.bounds(arc).0);
            step.value = costs.into_iter().enumerate().map(of_arc).sum();
            step.potentials = None;
            continue;
        }
        match &step.potentials {
            Some(potentials) => {
                network.set_potentials(potentials);
                network.raise_potentials(mentees.clone(), &costs);
            }
            None => network.aim_at(HUB, &costs),
        }
        optimise(chosen, &costs, work);
        let network = &mut chosen.network;
        network.keep_within(0);
        step.value = Cost::try_from(network.value()).expect("sums over pairs in memory are far within range");
        step.potentials = Some(network.potentials().to_vec());
    }
}

fn optimise(chosen: &mut Chosen<'_>, costs: &[Cost], work: &mut Work) {
    assert!(chosen.network.optimise(costs, work), "there is always an answer: the must-pairs alone");
}
