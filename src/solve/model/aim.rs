//! What a level aims at, step by step: each a sum over rows, places or loads that is made as small as possible.

use std::fmt;

use super::Model;
use crate::problem::{Assignment, BANDS, Level, Problem, band};
use crate::solve::network::Cost;

/// A step of a level.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::solve) enum Aim {
    /// As many places of a class filled as possible.
    Class(usize),
    /// As few rows in a band as possible.
    Band(usize),
    /// As many previous pairs as possible.
    Continuity,
    /// The smallest sum of squared loads.
    Balance,
    /// The largest sum of points.
    Total,
    /// As few rows as possible.
    FewestRows,
    /// Many places filled, earlier ones above later ones, and a large total: no step of a level, but where good answers are.
    Together,
}

/// What a place counts beside points in [`Aim::Together`], more than two rows can earn, and again for each class after it.
const PLACE: Cost = 20_001;

/// More classes than this are not told apart in [`Aim::Together`].
const MOST_CLASSES: usize = 100;

/// What a place counts in [`Aim::Together`], of a class of so many.
pub(in crate::solve) fn worth_of_place(class: usize, classes: usize) -> Cost {
    PLACE * Cost::try_from((classes - class).min(MOST_CLASSES)).expect("a small number")
}

impl fmt::Display for Aim {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Aim::Class(class) => write!(f, "class {} of places", class + 1),
            Aim::Band(band) => write!(f, "band {band} of points"),
            Aim::Continuity => f.write_str("previous pairs"),
            Aim::Balance => f.write_str("the balance of loads"),
            Aim::Total => f.write_str("the total"),
            Aim::FewestRows => f.write_str("the number of pairs"),
            Aim::Together => f.write_str("places and points together"),
        }
    }
}

impl Aim {
    /// The steps of a level, in order; the level `worst` is no sum and has none.
    pub(in crate::solve) fn of(level: Level, problem: &Problem) -> Vec<Aim> {
        match level {
            Level::Coverage => (0..problem.place_classes().len()).map(Aim::Class).collect(),
            Level::Fair => (0..BANDS).map(Aim::Band).collect(),
            Level::Continuity => vec![Aim::Continuity],
            Level::Balance => vec![Aim::Balance],
            Level::Total => vec![Aim::Total],
            Level::Worst => Vec::new(),
        }
    }

    /// What each arc costs.
    pub(super) fn costs(self, model: &Model<'_>) -> Vec<Cost> {
        let mut costs = vec![0; model.network.arcs()];
        let rows = || model.candidates.iter().enumerate();
        match self {
            Aim::Class(class) => {
                model.places.iter().filter(|(_, of)| *of == class).for_each(|&(arc, _)| costs[arc] = -1);
            }
            Aim::Band(of) => {
                rows().filter(|(_, row)| band(row.points) == of).for_each(|(arc, _)| costs[arc] = 1);
            }
            Aim::Continuity => rows().filter(|(_, row)| row.is_previous).for_each(|(arc, _)| costs[arc] = -1),
            Aim::Balance => model.loads.iter().for_each(|&(arc, unit)| costs[arc] = 2 * Cost::from(unit) - 1),
            Aim::Total => rows().for_each(|(arc, row)| costs[arc] = -Cost::from(row.points.get())),
            Aim::FewestRows => rows().for_each(|(arc, _)| costs[arc] = 1),
            Aim::Together => {
                rows().for_each(|(arc, row)| costs[arc] = -Cost::from(row.points.get()));
                model.places.iter().for_each(|&(arc, class)| costs[arc] = -worth_of_place(class, model.classes.len()));
            }
        }
        costs
    }

    /// What an assignment costs: less is better.
    pub(in crate::solve) fn value(self, problem: &Problem, assignment: &Assignment) -> Cost {
        let cost = |number: u64| Cost::try_from(number).expect("sums over rows in memory are far within range");
        match self {
            Aim::Class(class) => -cost(problem.coverage(assignment)[class]),
            Aim::Band(band) => cost(problem.bands(assignment)[band]),
            Aim::Continuity => -cost(problem.continuity(assignment)),
            Aim::Balance => cost(problem.balance(assignment)),
            Aim::Total => -cost(problem.total(assignment)),
            Aim::FewestRows => cost(assignment.rows().len() as u64),
            Aim::Together => {
                let places = problem.coverage(assignment);
                let worth = |(class, &filled): (usize, &u64)| worth_of_place(class, places.len()) * cost(filled);
                -places.iter().enumerate().map(worth).sum::<Cost>() - cost(problem.total(assignment))
            }
        }
    }

    /// What a step comes to as a count or sum, where it costs so much; a bound below 0 is none.
    pub(in crate::solve) fn magnitude(self, cost: Cost) -> u64 {
        let is_cost = matches!(self, Aim::Band(_) | Aim::Balance | Aim::FewestRows);
        u64::try_from(if is_cost { cost } else { cost.saturating_neg() }).unwrap_or(0)
    }
}
