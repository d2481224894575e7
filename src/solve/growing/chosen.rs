//! The pairs that are looked at, as a network round one node.
//!
//! Flow goes from the **hub** through a place of a mentee to the mentee, by a pair to the mentor, and by a unit of its load back to the hub. A
//! person has one arc more for places or loads than it has pairs, or all there are; see [`super`] on why the rest do not matter.

use crate::problem::{Assignment, Level, Pair, PlaceClass, Problem, band};
use crate::solve::model::Aim;
use crate::solve::network::{Builder, Cost, Flow, Network};
use crate::units::Points;

/// The node that all flow goes round.
pub(super) const HUB: usize = 0;

/// What an arc stands for.
#[derive(Clone, Copy)]
enum Arc {
    Pair {
        pair: Pair,
        points: Points,
        is_previous: bool,
        is_must: bool,
    },
    /// A place of a class; or, where places are not told apart, all places of a mentee.
    Places {
        class: Option<usize>,
        number: Flow,
    },
    /// A unit of a load, from 1; or, where loads are not told apart, all of a mentor.
    Loads {
        unit: Option<u32>,
        number: Flow,
    },
}

/// A network of some pairs, to which more can be added.
pub(super) struct Chosen<'p> {
    pub(super) problem: &'p Problem,
    pub(super) network: Network,
    arcs: Vec<Arc>,
    classes: Vec<PlaceClass>,
    /// For each mentee, the mentors of its pairs, ascending.
    mentors_of: Vec<Vec<u32>>,
    /// For each mentor, the number of its pairs.
    pairs_of: Vec<u32>,
    /// For each mentee, and each mentor, the arcs of its places or loads.
    places: Vec<Vec<u32>>,
    loads: Vec<Vec<u32>>,
}

impl<'p> Chosen<'p> {
    /// No pairs as yet, but a place of everybody: potentials of people without one would say nothing.
    pub(super) fn new(problem: &'p Problem) -> Chosen<'p> {
        let (mentees, mentors) = (problem.mentees.len(), problem.mentors.len());
        let mut builder = Builder::default();
        (0..=mentees + mentors).for_each(|_| {
            builder.node();
        });
        let mut chosen = Chosen {
            problem,
            network: builder.build(),
            arcs: Vec::new(),
            classes: problem.place_classes(),
            mentors_of: vec![Vec::new(); mentees],
            pairs_of: vec![0; mentors],
            places: vec![Vec::new(); mentees],
            loads: vec![Vec::new(); mentors],
        };
        let mut ends = Vec::new();
        (0..mentees).for_each(|mentee| chosen.add_places(mentee, &mut ends));
        (0..mentors).for_each(|mentor| chosen.add_loads(mentor, &mut ends));
        chosen.grow(ends);
        chosen
    }

    /// The node of a mentee.
    pub(super) fn mentee(mentee: usize) -> usize {
        1 + mentee
    }

    /// The node of a mentor.
    pub(super) fn mentor(&self, mentor: usize) -> usize {
        1 + self.problem.mentees.len() + mentor
    }

    /// Whether a pair is one of those looked at.
    pub(super) fn has(&self, pair: Pair) -> bool {
        let mentor = number(pair.mentor);
        self.mentors_of[pair.mentee].binary_search(&mentor).is_ok()
    }

    /// The points of all pairs, each number once, ascending.
    pub(super) fn points(&self) -> Vec<u16> {
        let of_pair = |arc: &Arc| match arc {
            Arc::Pair { points, .. } => Some(points.get()),
            _ => None,
        };
        let mut points: Vec<u16> = self.arcs.iter().filter_map(of_pair).collect();
        points.sort_unstable();
        points.dedup();
        points
    }

    /// The pairs, each with its points.
    pub(super) fn pairs(&self) -> impl Iterator<Item = (Pair, Points)> + '_ {
        self.arcs.iter().filter_map(|arc| match *arc {
            Arc::Pair { pair, points, .. } => Some((pair, points)),
            _ => None,
        })
    }

    /// Adds allowed pairs; those that are there already stay as they are.
    pub(super) fn add(&mut self, pairs: &[(Pair, Points)]) {
        let mut ends = Vec::new();
        for &(pair, points) in pairs {
            let mentors = &mut self.mentors_of[pair.mentee];
            let Err(at) = mentors.binary_search(&number(pair.mentor)) else { continue };
            mentors.insert(at, number(pair.mentor));
            self.pairs_of[pair.mentor] += 1;
            let is_previous = self.problem.previous.binary_search(&pair).is_ok();
            let is_must = self.problem.must.binary_search(&pair).is_ok();
            self.arcs.push(Arc::Pair { pair, points, is_previous, is_must });
            ends.push((Self::mentee(pair.mentee), self.mentor(pair.mentor)));
            self.add_places(pair.mentee, &mut ends);
            self.add_loads(pair.mentor, &mut ends);
        }
        self.grow(ends);
    }

    /// Tells the network of the last arcs.
    fn grow(&mut self, ends: Vec<(usize, usize)>) {
        let upper = self.arcs[self.arcs.len() - ends.len()..].iter().map(|arc| arc.bounds(0).1);
        self.network.grow(ends.into_iter().zip(upper));
    }

    fn add_places(&mut self, mentee: usize, ends: &mut Vec<(usize, usize)>) {
        let of = self.problem.mentees[mentee];
        let covers = self.problem.levels.contains(&Level::Coverage);
        let most = if covers { of.wanted.min(number(self.mentors_of[mentee].len()) + 1) } else { of.wanted.min(1) };
        while number(self.places[mentee].len()) < most {
            let class = PlaceClass { place: number(self.places[mentee].len()) + 1, tier: of.tier };
            let class = covers.then(|| self.classes.binary_search(&class).expect("the place is of a class"));
            self.places[mentee].push(number(self.arcs.len()));
            self.arcs.push(Arc::Places { class, number: if covers { 1 } else { flow(of.wanted) } });
            ends.push((HUB, Self::mentee(mentee)));
        }
    }

    fn add_loads(&mut self, mentor: usize, ends: &mut Vec<(usize, usize)>) {
        let capacity = self.problem.mentors[mentor].capacity;
        let balances = self.problem.levels.contains(&Level::Balance);
        let most = if balances { capacity.min(self.pairs_of[mentor] + 1) } else { capacity.min(1) };
        while number(self.loads[mentor].len()) < most {
            let unit = balances.then(|| number(self.loads[mentor].len()) + 1);
            self.loads[mentor].push(number(self.arcs.len()));
            self.arcs.push(Arc::Loads { unit, number: if balances { 1 } else { flow(capacity) } });
            ends.push((self.mentor(mentor), HUB));
        }
    }

    /// Has the network, which carries nothing as yet, carry an assignment of its pairs.
    pub(super) fn carry(&mut self, assignment: &Assignment) {
        let rows: Vec<Pair> = assignment.pairs().collect();
        for arc in 0..self.arcs.len() {
            if let Arc::Pair { pair, .. } = self.arcs[arc]
                && rows.binary_search(&pair).is_ok()
            {
                self.network.carry(arc, 1);
            }
        }
        let filled = assignment.places_filled(self.mentors_of.len());
        let loads = assignment.caseloads(self.pairs_of.len());
        let all = self.places.iter().zip(filled).chain(self.loads.iter().zip(loads));
        for (arcs, units) in all {
            let mut left = flow(units);
            for &arc in arcs {
                let here = left.min(self.arcs[arc as usize].bounds(0).1);
                self.network.carry(arc as usize, here);
                left -= here;
            }
        }
    }

    /// The pairs that the network carries.
    pub(super) fn assignment(&self) -> Assignment {
        let carried = self.arcs.iter().enumerate().filter(|&(at, _)| self.network.flow(at) > 0);
        let pair = |(_, arc): (usize, &Arc)| match arc {
            Arc::Pair { pair, .. } => Some(*pair),
            _ => None,
        };
        Assignment::new(carried.filter_map(pair).collect())
    }

    /// Undoes what steps fixed; pairs with fewer points than the floor are closed.
    pub(super) fn open(&mut self, floor: u16) {
        for (at, arc) in self.arcs.iter().enumerate() {
            let (lower, upper) = arc.bounds(floor);
            self.network.set_bounds(at, lower, upper);
        }
    }

    /// What a step costs on each arc.
    pub(super) fn costs(&self, aim: Aim) -> Vec<Cost> {
        self.arcs.iter().map(|arc| arc.cost(aim)).collect()
    }
}

impl Arc {
    /// The least and the most that it may carry.
    fn bounds(self, floor: u16) -> (Flow, Flow) {
        match self {
            Arc::Pair { is_must: true, .. } => (1, 1),
            Arc::Pair { points, .. } => (0, Flow::from(points.get() >= floor)),
            Arc::Places { number, .. } | Arc::Loads { number, .. } => (0, number),
        }
    }

    fn cost(self, aim: Aim) -> Cost {
        match (self, aim) {
            (Arc::Places { class, .. }, Aim::Class(of)) => -Cost::from(class == Some(of)),
            (Arc::Loads { unit: Some(unit), .. }, Aim::Balance) => 2 * Cost::from(unit) - 1,
            (Arc::Pair { points, .. }, Aim::Band(of)) => Cost::from(band(points) == of),
            (Arc::Pair { is_previous, .. }, Aim::Continuity) => -Cost::from(is_previous),
            (Arc::Pair { points, .. }, Aim::Total) => -Cost::from(points.get()),
            (Arc::Pair { .. }, Aim::FewestRows) => 1,
            _ => 0,
        }
    }
}

/// A number of people, pairs or arcs.
fn number(number: usize) -> u32 {
    u32::try_from(number).expect("fewer arcs than 2^32")
}

/// A number of places as flow; more than fit are as good as no bound.
fn flow(number: u32) -> Flow {
    Flow::try_from(number).unwrap_or(Flow::MAX)
}
