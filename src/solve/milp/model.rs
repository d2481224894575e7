//! The mixed-integer program in whole numbers: what may be chosen, what is aimed at, and what an answer is worth.

use std::cmp::Reverse;
use std::fmt;

use crate::problem::{Pair, PlaceClass};
use crate::solve::residual::Residual;

/// What a program maximises.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Aim {
    /// The filled places of a class, by its index in the classes of the problem.
    Class(usize),
    /// The points of the chosen pairs.
    Points,
    /// The number of chosen pairs, less than 0 by it.
    FewestPairs,
}

impl fmt::Display for Aim {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Aim::Class(class) => write!(f, "class {} of places", class + 1),
            Aim::Points => f.write_str("the total"),
            Aim::FewestPairs => f.write_str("the number of pairs"),
        }
    }
}

/// A pair that may be chosen.
#[derive(Clone, Copy)]
pub(super) struct Choice {
    pub(super) pair: Pair,
    pub(super) points: u16,
}

/// A place that counts as filled when its mentee has enough mentors.
#[derive(Clone, Copy)]
pub(super) struct Place {
    pub(super) mentee: usize,
    pub(super) class: usize,
}

/// One yes-or-no choice a pair; below coverage, one more for each place beyond the must-pairs.
pub(super) struct Model<'r> {
    pub(super) residual: &'r Residual<'r>,
    /// By mentee, then mentor.
    pub(super) choices: Vec<Choice>,
    /// By mentee, then place; none where coverage is no goal.
    pub(super) places: Vec<Place>,
    classes: Vec<PlaceClass>,
}

impl<'r> Model<'r> {
    pub(super) fn new(residual: &'r Residual<'r>, coverage: bool) -> Model<'r> {
        let problem = residual.problem;
        let choices_of = |mentee: usize| {
            let choices = residual.choices(mentee);
            choices.map(move |c| Choice { pair: Pair { mentee, mentor: c.mentor }, points: c.points })
        };
        let classes = if coverage { problem.place_classes() } else { Vec::new() };
        let is_open = |mentee: usize, class: &PlaceClass| {
            let places = &problem.mentees[mentee];
            let within_reach = residual.has[mentee] + residual.wants[mentee];
            class.tier == places.tier && (residual.has[mentee] + 1..=within_reach).contains(&class.place)
        };
        let places_of = |mentee: usize| {
            let open = classes.iter().enumerate().filter(move |(_, class)| is_open(mentee, class));
            open.map(move |(class, _)| Place { mentee, class })
        };
        let choosers = (0..residual.mentees()).filter(|&mentee| residual.wants[mentee] > 0);
        let choices = choosers.flat_map(choices_of).collect();
        let places = (0..residual.mentees()).flat_map(places_of).collect();
        Model { residual, choices, places, classes }
    }

    /// The number of classes of places; 0 where coverage is no goal.
    pub(super) fn classes(&self) -> usize {
        self.classes.len()
    }

    /// What the chosen pairs are worth for an aim, beside the must-pairs where it is about points.
    pub(super) fn value(&self, aim: Aim, made: &[bool]) -> i64 {
        let chosen = self.choices.iter().zip(made).filter(|(_, made)| **made);
        match aim {
            Aim::Points => chosen.map(|(choice, _)| i64::from(choice.points)).sum(),
            Aim::FewestPairs => -whole(chosen.count()),
            Aim::Class(class) => {
                let coverage = self.residual.problem.coverage(&self.residual.with_must(self.pairs(made)));
                i64::try_from(coverage[class]).unwrap_or(i64::MAX)
            }
        }
    }

    /// A number that no answer exceeds in an aim: every place of the class within reach, everybody's best pairs, no pair.
    pub(super) fn most(&self, aim: Aim) -> i64 {
        match aim {
            Aim::FewestPairs => 0,
            Aim::Class(class) => {
                let PlaceClass { place, tier } = self.classes[class];
                let within_reach = |mentee: usize| self.residual.has[mentee] + self.residual.wants[mentee];
                let mentees = self.residual.problem.mentees.iter().enumerate();
                whole(mentees.filter(|&(index, mentee)| mentee.tier == tier && within_reach(index) >= place).count())
            }
            Aim::Points => {
                let by_mentee = self.best_of(|pair| pair.mentee, &self.residual.wants);
                by_mentee.min(self.best_of(|pair| pair.mentor, &self.residual.places))
            }
        }
    }

    /// The sum, over the people of one side, of their best choices, as many as they have places.
    fn best_of(&self, person: impl Fn(Pair) -> usize, places: &[u32]) -> i64 {
        let mut points_of = vec![Vec::new(); places.len()];
        self.choices.iter().for_each(|choice| points_of[person(choice.pair)].push(choice.points));
        let best = |(points, &places): (&mut Vec<u16>, &u32)| {
            points.sort_unstable_by_key(|&points| Reverse(points));
            let places = usize::try_from(places).unwrap_or(usize::MAX);
            points.iter().take(places).map(|&points| i64::from(points)).sum::<i64>()
        };
        points_of.iter_mut().zip(places).map(best).sum()
    }

    /// Whether nobody has more pairs than places.
    pub(super) fn is_feasible(&self, made: &[bool]) -> bool {
        let mut wants = self.residual.wants.clone();
        let mut places = self.residual.places.clone();
        let take = |left: &mut u32| left.checked_sub(1).map(|less| *left = less).is_some();
        self.pairs(made).iter().all(|pair| take(&mut wants[pair.mentee]) && take(&mut places[pair.mentor]))
    }

    /// The chosen pairs.
    pub(super) fn pairs(&self, made: &[bool]) -> Vec<Pair> {
        self.choices.iter().zip(made).filter(|(_, made)| **made).map(|(choice, _)| choice.pair).collect()
    }

    /// For each choice, whether it is among these pairs.
    pub(super) fn made(&self, pairs: &[Pair]) -> Vec<bool> {
        let mut pairs = pairs.to_vec();
        pairs.sort_unstable();
        self.choices.iter().map(|choice| pairs.binary_search(&choice.pair).is_ok()).collect()
    }
}

fn whole(count: usize) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}
