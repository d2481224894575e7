//! A problem as a flow with side rows: what is a flow is in the network, what is not is in the rows.
//!
//! Everything goes round one node, the **hub**: from it through a place of a mentee, the mentee, a candidate row, the mentor, a place of
//! the mentor, and back to it. Demands, bounds on mentors or mentees that are nested, bounds within one mentor that are nested, and the
//! slots of a mentor are nodes on the way, so that with them alone any whole flow is an assignment (the network matrix is totally unimodular). What spoils
//! that is a row: quotas that overlap or are shares, minimum caseloads, teams, bounds on different mentors, rooms.

mod aim;
mod extras;
mod family;
mod limits;
mod meetings;
mod quotas;

pub(super) use aim::{Aim, worth_of_place};
pub(super) use limits::{keeps_limits, keeps_quotas, unit_of};
pub(super) use quotas::simplest;

use std::collections::BTreeMap;

use super::network::{Builder, Cost, Flow, Network};
use crate::problem::{Assignment, Level, Pair, PlaceClass, Problem, Row, Sense};
use crate::units::{Points, Side};

/// The node that all flow goes round.
pub(super) const HUB: usize = 0;

/// A row that may be chosen. Its arc has the same number.
#[derive(Clone, Copy)]
pub(super) struct Candidate {
    pub(super) row: Row,
    pub(super) points: Points,
    pub(super) is_previous: bool,
}

/// A bound on a sum of variables.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct SideRow {
    /// Variables and what they count; arcs first, then extras.
    pub(super) terms: Vec<(usize, i64)>,
    pub(super) lower: Option<i64>,
    pub(super) upper: Option<i64>,
    /// Whose limit it is.
    pub(super) of: Of,
}

/// Whom a row or a node is about.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Of {
    /// Several people, or the result as a whole.
    #[default]
    Result,
    /// One mentor.
    Mentor(usize),
    /// One mentee.
    Mentee(usize),
}

impl Of {
    /// The person, where it is about one of this side.
    pub(super) fn person(self, side: Side) -> Option<usize> {
        match (self, side) {
            (Of::Mentor(person), Side::Mentor) | (Of::Mentee(person), Side::Mentee) => Some(person),
            _ => None,
        }
    }
}

impl SideRow {
    /// Whether the row holds whatever the variables are; each is at most 1.
    pub(super) fn is_idle(&self) -> bool {
        let (least, most) = self.range();
        self.lower.is_none_or(|lower| least >= lower) && self.upper.is_none_or(|upper| most <= upper)
    }

    /// Whether any values at all keep the row.
    fn can_hold(&self) -> bool {
        let (least, most) = self.range();
        self.lower.is_none_or(|lower| most >= lower) && self.upper.is_none_or(|upper| least <= upper)
    }

    /// The least and the most that the row comes to with variables that are 0 or 1.
    pub(super) fn range(&self) -> (i64, i64) {
        let counts = || self.terms.iter().map(|&(_, count)| count);
        (counts().map(|count| count.min(0)).sum(), counts().map(|count| count.max(0)).sum())
    }
}

/// The problem as variables: the arcs of the network, then the extras, which are 0 or 1.
pub(super) struct Model<'p> {
    pub(super) problem: &'p Problem,
    pub(super) network: Network,
    pub(super) candidates: Vec<Candidate>,
    pub(super) rows: Vec<SideRow>,
    extras: usize,
    /// For rows of one mentee that may be one meeting, in order, the extra that is 1 where any of them is made.
    pub(super) any_of: BTreeMap<Vec<usize>, usize>,
    /// For each node, whose it is.
    pub(super) nodes: Vec<Of>,
    classes: Vec<PlaceClass>,
    /// For each place arc, its class.
    places: Vec<(usize, usize)>,
    /// For each arc of a mentor's load, which unit of the load it is, from 1.
    loads: Vec<(usize, u32)>,
    /// The arc that says whether a pair is made, where it can be in several slots and that has to be known.
    arc_of_pair: BTreeMap<Pair, usize>,
}

/// A problem has no assignment, and that shows before any search.
pub(super) struct Contradiction;

impl<'p> Model<'p> {
    /// Builds the model.
    ///
    /// # Errors
    /// Where a must-pair has no row that could be made, or a row can hold in no way.
    pub(super) fn new(problem: &'p Problem) -> Result<Model<'p>, Contradiction> {
        let candidates = candidates(problem);
        let shape = quotas::sort(problem, &candidates);
        let mut builder = Builder::default();
        assert_eq!(builder.node(), HUB, "the hub comes first");
        let mentees: Vec<usize> = (0..problem.mentees.len()).map(|_| builder.node()).collect();
        let mentors: Vec<usize> = (0..problem.mentors.len()).map(|_| builder.node()).collect();
        let tails = Tails::of(problem, &candidates, &mut builder);
        let heads = quotas::nodes_within_mentors(&shape, &candidates, &mentors, &mut builder);
        for (number, candidate) in candidates.iter().enumerate() {
            let tail = tails.of_candidate[number].unwrap_or(mentees[candidate.row.pair.mentee]);
            let arc = builder.arc((tail, heads.of_candidate[number]), 0, 1);
            assert_eq!(arc, number, "the arcs of candidates come first");
        }
        let mut nodes = vec![Of::Result];
        nodes.extend((0..mentees.len()).map(Of::Mentee).chain((0..mentors.len()).map(Of::Mentor)));
        let places = tails.of_node.iter().map(|&(mentee, _)| Of::Mentee(mentee));
        nodes.extend(places.chain(heads.of_node.iter().map(|&mentor| Of::Mentor(mentor))));
        for (tail, head, least, most) in heads.arcs {
            builder.arc((tail, head), least, most);
        }
        let mut arc_of_pair = BTreeMap::new();
        for (&(mentee, mentor), &tail) in tails.of_node.iter().zip(&tails.nodes) {
            let arc = builder.arc((mentees[mentee], tail), 0, 1);
            arc_of_pair.extend(mentor.map(|mentor| (Pair { mentee, mentor }, arc)));
        }
        let mut model = Model {
            problem,
            network: Builder::default().build(),
            rows: Vec::new(),
            extras: 0,
            any_of: BTreeMap::new(),
            nodes,
            classes: problem.place_classes(),
            places: Vec::new(),
            loads: Vec::new(),
            arc_of_pair,
            candidates,
        };
        let mentee_roots = quotas::nodes_of_groups(&shape.mentees, true, &mut builder);
        let mentor_roots = quotas::nodes_of_groups(&shape.mentors, false, &mut builder);
        model.nodes.resize(builder.nodes(), Of::Result);
        model.add_places(&mentees, &mentee_roots, &mut builder);
        model.add_loads(&mentors, &mentor_roots, &mut builder);
        model.network = builder.build();
        model.rows = quotas::rows(&shape);
        meetings::add(&mut model);
        extras::add(&mut model);
        model.require_must_pairs()?;
        let can_hold = model.rows.iter().all(SideRow::can_hold);
        can_hold.then_some(model).ok_or(Contradiction)
    }

    /// The number of variables.
    pub(super) fn variables(&self) -> usize {
        self.network.arcs() + self.extras
    }

    /// Whether a flow of the network is all there is to an assignment.
    pub(super) fn is_flow(&self) -> bool {
        self.rows.is_empty()
    }

    /// The assignment of some values of the variables, or of a flow.
    pub(super) fn assignment<N: Copy + PartialOrd + Default>(&self, values: &[N]) -> Assignment {
        let chosen = self.candidates.iter().zip(values).filter(|(_, value)| **value > N::default());
        Assignment::new(chosen.map(|(candidate, _)| candidate.row).collect())
    }

    /// One arc a place where places are counted by class, else one for all.
    fn add_places(&mut self, mentees: &[usize], roots: &[usize], builder: &mut Builder) {
        let covers = self.problem.levels.contains(&Level::Coverage);
        let mut mentors_of = vec![0_u32; mentees.len()];
        let mut last = None;
        for Candidate { row, .. } in &self.candidates {
            // With demands, as many as there are demands that somebody offers.
            let this = (row.pair.mentee, row.demand.map_or(Ok(row.pair.mentor), Err));
            if last != Some(this) {
                mentors_of[row.pair.mentee] += 1;
            }
            last = Some(this);
        }
        for (mentee, &node) in mentees.iter().enumerate() {
            let places = self.problem.mentees[mentee];
            let most = places.wanted.min(mentors_of[mentee]);
            let root = roots.get(mentee).copied().unwrap_or(HUB);
            if !covers {
                builder.arc((root, node), 0, flow(most));
                continue;
            }
            for place in 1..=most {
                let class = PlaceClass { place, tier: places.tier };
                let class = self.classes.binary_search(&class).expect("the place is of a class");
                let arc = builder.arc((root, node), 0, 1);
                self.places.push((arc, class));
            }
        }
    }

    /// One arc a unit of the load where loads are balanced, else one for all.
    fn add_loads(&mut self, mentors: &[usize], roots: &[usize], builder: &mut Builder) {
        let balances = self.problem.levels.contains(&Level::Balance);
        let mut most = vec![0_u32; mentors.len()];
        self.candidates.iter().for_each(|candidate| most[candidate.row.pair.mentor] += 1);
        for (mentor, &node) in mentors.iter().enumerate() {
            let most = most[mentor].min(self.problem.mentors[mentor].capacity);
            let root = roots.get(mentor).copied().unwrap_or(HUB);
            if !balances {
                builder.arc((node, root), 0, flow(most));
                continue;
            }
            for unit in 1..=most {
                let arc = builder.arc((node, root), 0, 1);
                self.loads.push((arc, unit));
            }
        }
    }

    fn require_must_pairs(&mut self) -> Result<(), Contradiction> {
        for &must in &self.problem.must {
            let rows = self.candidates_of_mentee(must.mentee);
            let made: Vec<usize> = rows.filter(|&at| self.candidates[at].row.pair == must).collect();
            match made.as_slice() {
                [] => return Err(Contradiction),
                &[only] => self.network.set_bounds(only, 1, 1),
                _ if self.arc_of_pair.contains_key(&must) => self.network.set_bounds(self.arc_of_pair[&must], 1, 1),
                several => {
                    let terms = several.iter().map(|&at| (at, 1)).collect();
                    self.rows.push(SideRow { terms, lower: Some(1), upper: None, of: Of::Result });
                }
            }
        }
        Ok(())
    }

    /// The candidates of a mentee.
    pub(super) fn candidates_of_mentee(&self, mentee: usize) -> std::ops::Range<usize> {
        let start = self.candidates.partition_point(|candidate| candidate.row.pair.mentee < mentee);
        let end = self.candidates.partition_point(|candidate| candidate.row.pair.mentee <= mentee);
        start..end
    }

    /// The arcs of a mentee's places, where they are counted by class.
    fn places_of(&self, mentee: usize) -> Vec<usize> {
        let arcs = self.places.iter().map(|&(arc, _)| arc);
        arcs.filter(|&arc| self.nodes[self.network.head(arc)] == Of::Mentee(mentee)).collect()
    }

    /// Adds a variable that is 0 or 1.
    fn add_extra(&mut self) -> usize {
        self.extras += 1;
        self.variables() - 1
    }

    /// What an aim costs on each arc; extras cost nothing.
    pub(super) fn costs(&self, aim: Aim) -> Vec<Cost> {
        aim.costs(self)
    }
}

/// The rows that may be chosen, by mentee, demand, mentor and slot.
fn candidates(problem: &Problem) -> Vec<Candidate> {
    let takes_part = |mentor: usize| problem.mentors[mentor].can_be_used();
    let is_previous = |pair: &Pair| problem.previous.binary_search(pair).is_ok();
    let choosers = (0..problem.mentees.len()).filter(|&mentee| problem.mentees[mentee].wanted > 0);
    let rows = choosers.flat_map(|mentee| {
        let mut rows = problem.rows_of(mentee);
        rows.retain(|(row, _)| takes_part(row.pair.mentor));
        if can_have_a_team(problem, &rows) { rows } else { Vec::new() }
    });
    rows.flat_map(|(row, points)| {
        let candidate = move |row: Row| Candidate { row, points, is_previous: is_previous(&row.pair) };
        meetings::in_slots(problem, row).into_iter().map(candidate)
    })
    .collect()
}

/// Whether enough different mentors of every kind that a team needs are there.
fn can_have_a_team(problem: &Problem, rows: &[(Row, Points)]) -> bool {
    let Some(teams) = &problem.teams else { return true };
    let mut mentors: Vec<usize> = rows.iter().map(|(row, _)| row.pair.mentor).collect();
    mentors.sort_unstable();
    mentors.dedup();
    teams.counts.iter().filter(|count| count.sense == Sense::AtLeast).all(|count| {
        let there = mentors.iter().filter(|&&mentor| count.counts[mentor]).count();
        there >= count.number as usize
    })
}

/// Where the arcs of candidates begin: at their mentee, or at a node after it through which one goes at most.
struct Tails {
    /// For each candidate its node; none: the mentee itself.
    of_candidate: Vec<Option<usize>>,
    nodes: Vec<usize>,
    /// For each node the mentee, and the mentor where the node is that of a pair.
    of_node: Vec<(usize, Option<usize>)>,
}

impl Tails {
    /// With demands, a node for each place; with meetings, one for each pair that can be in several slots, where that has to be known.
    fn of(problem: &Problem, candidates: &[Candidate], builder: &mut Builder) -> Tails {
        let mut tails =
            Tails { of_candidate: Vec::with_capacity(candidates.len()), nodes: Vec::new(), of_node: Vec::new() };
        let is_of_one = |row: Row, other: Row| match row.demand {
            Some(_) => (row.pair.mentee, row.demand) == (other.pair.mentee, other.demand),
            None => row.pair == other.pair,
        };
        for rows in candidates.chunk_by(|one, other| is_of_one(one.row, other.row)) {
            let row = rows[0].row;
            let is_asked = || {
                let is_must = problem.must.binary_search(&row.pair).is_ok();
                is_must || problem.mentees[row.pair.mentee].wanted > 1 || problem.teams.is_some()
            };
            let node = (row.demand.is_some() || rows.len() > 1 && is_asked()).then(|| builder.node());
            tails.of_candidate.extend(rows.iter().map(|_| node));
            tails.nodes.extend(node);
            let mentor = row.demand.is_none().then_some(row.pair.mentor);
            tails.of_node.extend(node.map(|_| (row.pair.mentee, mentor)));
        }
        tails
    }
}

/// A number of places as flow; more than fit are as good as no bound.
fn flow(number: u32) -> Flow {
    Flow::try_from(number).unwrap_or(Flow::MAX)
}
