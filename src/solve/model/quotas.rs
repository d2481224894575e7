//! Quotas: which are nested, and so part of the flow, and which are rows.

use std::collections::BTreeMap;

use super::family::Family;
use super::{Candidate, HUB, Of, SideRow, meetings};
use crate::problem::{Amount, Per, Problem, Quota, Sense};
use crate::solve::network::{Builder, Flow};

/// The quotas of a problem by what becomes of them.
pub(super) struct Shape {
    /// Bounds on groups of mentees.
    pub(super) mentees: Groups,
    /// Bounds on groups of mentors.
    pub(super) mentors: Groups,
    /// For each mentor, bounds on some of its candidates; the elements are places in `of_mentor`.
    within: Vec<Groups>,
    /// For each mentor, its candidates.
    of_mentor: Vec<Vec<usize>>,
    rows: Vec<SideRow>,
    /// No more rows than this can be made.
    most: Flow,
}

/// Nested groups with a least and a most number of rows each.
#[derive(Clone, Default)]
pub(super) struct Groups {
    family: Family,
    bounds: Vec<(Flow, Flow)>,
}

impl Groups {
    fn add(&mut self, set: Vec<bool>, bounds: (Flow, Flow)) -> bool {
        let fits = self.family.add(set);
        if fits {
            self.bounds.push(bounds);
        }
        fits
    }
}

/// Sorts the quotas: as many as are nested become groups, in their order; the others rows. O(quotas × candidates).
pub(super) fn sort(problem: &Problem, candidates: &[Candidate]) -> Shape {
    let mut of_mentor = vec![Vec::new(); problem.mentors.len()];
    for (number, candidate) in candidates.iter().enumerate() {
        of_mentor[candidate.row.pair.mentor].push(number);
    }
    let mut shape = Shape {
        mentees: Groups::default(),
        mentors: Groups::default(),
        within: vec![Groups::default(); problem.mentors.len()],
        of_mentor,
        rows: Vec::new(),
        most: Flow::try_from(candidates.len()).unwrap_or(Flow::MAX - 1),
    };
    shape.add_slots_of_mentors(problem, candidates);
    for quota in &problem.quotas {
        match quota.per {
            Per::Slot => shape.add_to_slots(quota, candidates),
            Per::Result => shape.add_to_result(problem, quota, candidates),
            Per::Mentor => shape.add_to_mentors(quota, candidates),
        }
    }
    shape
}

impl Shape {
    fn add_to_result(&mut self, problem: &Problem, quota: &Quota, candidates: &[Candidate]) {
        let all: Vec<usize> = (0..candidates.len()).collect();
        let Amount::Rows(number) = quota.amount else {
            self.rows.extend(side_row(quota, &all, candidates, Of::Result));
            return;
        };
        let number = Flow::try_from(number).unwrap_or(Flow::MAX);
        let bounds = match quota.sense {
            // More than can be made stays more than can be made, and a number to add up.
            Sense::AtLeast => (number.min(self.most.saturating_add(1)), self.most.saturating_add(1)),
            Sense::AtMost => (0, self.most.min(number)),
        };
        let of_mentees = group(quota, candidates, problem.mentees.len(), |candidate| candidate.row.pair.mentee);
        let of_mentors = group(quota, candidates, problem.mentors.len(), |candidate| candidate.row.pair.mentor);
        let fits = of_mentees.is_some_and(|set| self.mentees.add(set, bounds))
            || of_mentors.is_some_and(|set| self.mentors.add(set, bounds));
        if !fits {
            self.rows.extend(side_row(quota, &all, candidates, Of::Result));
        }
    }

    /// A mentor is in a slot once. Where several of its rows may be one meeting, the model adds that by itself.
    fn add_slots_of_mentors(&mut self, problem: &Problem, candidates: &[Candidate]) {
        for (mentor, numbers) in self.of_mentor.iter().enumerate().filter(|(at, _)| problem.mentors[*at].capacity > 1) {
            let mut slots: Vec<u32> = numbers.iter().filter_map(|&at| candidates[at].row.slot).collect();
            slots.sort_unstable();
            for slot in slots.chunk_by(|one, other| one == other).filter(|rows| rows.len() > 1).map(|rows| rows[0]) {
                let rows = || numbers.iter().map(|&at| candidates[at].row).filter(|row| row.slot == Some(slot));
                if !meetings::is_one_each(problem, rows()) {
                    continue;
                }
                let is_in = numbers.iter().map(|&at| candidates[at].row.slot == Some(slot)).collect();
                let fits = self.within[mentor].add(is_in, (0, 1));
                assert!(fits, "slots have no row in common");
            }
        }
    }

    /// What a slot must have at least, where it has rows, the model adds by itself.
    fn add_to_slots(&mut self, quota: &Quota, candidates: &[Candidate]) {
        if matches!((quota.amount, quota.sense), (Amount::Rows(_), Sense::AtLeast)) {
            return;
        }
        let mut of_slot: BTreeMap<Option<u32>, Vec<usize>> = BTreeMap::new();
        for (number, candidate) in candidates.iter().enumerate() {
            of_slot.entry(candidate.row.slot).or_default().push(number);
        }
        self.rows.extend(of_slot.values().filter_map(|numbers| side_row(quota, numbers, candidates, Of::Result)));
    }

    fn add_to_mentors(&mut self, quota: &Quota, candidates: &[Candidate]) {
        for (mentor, numbers) in self.of_mentor.iter().enumerate() {
            let counted: Vec<bool> = numbers.iter().map(|&at| quota.counts(candidates[at].row.pair)).collect();
            match (quota.amount, quota.sense) {
                // Holds only where the mentor has rows: the model adds that with the minimum caseload.
                (Amount::Rows(_), Sense::AtLeast) => {}
                (Amount::Rows(number), Sense::AtMost) => {
                    let most = Flow::try_from(number).unwrap_or(Flow::MAX).min(self.most);
                    let is_bound = counted.iter().filter(|counts| **counts).count() > number as usize;
                    if is_bound && !self.within[mentor].add(counted, (0, most)) {
                        self.rows.extend(side_row(quota, numbers, candidates, Of::Mentor(mentor)));
                    }
                }
                (Amount::Share { .. }, _) => self.rows.extend(side_row(quota, numbers, candidates, Of::Mentor(mentor))),
            }
        }
    }
}

/// The people whose candidates all count, where nobody has some that do and some that do not.
fn group(
    quota: &Quota,
    candidates: &[Candidate],
    people: usize,
    person: impl Fn(&Candidate) -> usize,
) -> Option<Vec<bool>> {
    let mut counts = vec![None; people];
    for candidate in candidates {
        let this = quota.counts(candidate.row.pair);
        if *counts[person(candidate)].get_or_insert(this) != this {
            return None;
        }
    }
    Some(counts.into_iter().map(|counts| counts == Some(true)).collect())
}

/// A quota over some candidates as a row; none where it holds in any case.
fn side_row(quota: &Quota, numbers: &[usize], candidates: &[Candidate], of: Of) -> Option<SideRow> {
    let counts = |&at: &usize| quota.counts(candidates[at].row.pair);
    let (terms, bound): (Vec<(usize, i64)>, i64) = match quota.amount {
        Amount::Rows(number) => (numbers.iter().filter(|at| counts(at)).map(|&at| (at, 1)).collect(), number.into()),
        Amount::Share { part, whole } => {
            let (part, whole) = simplest(part, whole, numbers.len(), quota.sense);
            let weight = |at: &usize| i64::from(whole) * i64::from(counts(at)) - i64::from(part);
            let terms = numbers.iter().map(|at| (*at, weight(at)));
            (terms.filter(|(_, weight)| *weight != 0).collect(), 0)
        }
    };
    let (lower, upper) = match quota.sense {
        Sense::AtLeast => (Some(bound), None),
        Sense::AtMost => (None, Some(bound)),
    };
    let row = SideRow { terms, lower, upper, of };
    (!row.is_idle()).then_some(row)
}

/// The simplest share that says the same of up to `most` rows: the least fraction that is no less, or the greatest that is no more, with
/// no larger denominator (the neighbours of Farey, found in the tree of Stern and Brocot).
///
/// With a share of 33.333333 % a row would count 10^8; no price is fine enough for that. O(`most`).
pub(in crate::solve) fn simplest(part: u32, whole: u32, most: usize, sense: Sense) -> (u32, u32) {
    let most = u32::try_from(most).unwrap_or(u32::MAX).max(1);
    if whole <= most || part == 0 || part == whole {
        return (part, whole);
    }
    let (mut below, mut above) = ((0_u32, 1_u32), (1_u32, 1_u32));
    while below.1 + above.1 <= most {
        let middle = (below.0 + above.0, below.1 + above.1);
        match (u64::from(middle.0) * u64::from(whole)).cmp(&(u64::from(part) * u64::from(middle.1))) {
            std::cmp::Ordering::Equal => return middle,
            std::cmp::Ordering::Less => below = middle,
            std::cmp::Ordering::Greater => above = middle,
        }
    }
    match sense {
        Sense::AtLeast => above,
        Sense::AtMost => below,
    }
}

/// Where the arcs of candidates end, and the arcs from there to the mentors.
pub(super) struct Heads {
    pub(super) of_candidate: Vec<usize>,
    pub(super) arcs: Vec<(usize, usize, Flow, Flow)>,
    /// For each new node, in order, the mentor within whom it is.
    pub(super) of_node: Vec<usize>,
}

/// Makes the nodes of the bounds within mentors.
pub(super) fn nodes_within_mentors(
    shape: &Shape,
    candidates: &[Candidate],
    mentors: &[usize],
    builder: &mut Builder,
) -> Heads {
    let of_candidate = candidates.iter().map(|candidate| mentors[candidate.row.pair.mentor]).collect();
    let mut heads = Heads { of_candidate, arcs: Vec::new(), of_node: Vec::new() };
    for (((index, groups), numbers), &mentor) in shape.within.iter().enumerate().zip(&shape.of_mentor).zip(mentors) {
        let nodes: Vec<usize> = (0..groups.family.len()).map(|_| builder.node()).collect();
        heads.of_node.extend(nodes.iter().map(|_| index));
        for (set, &(least, most)) in groups.bounds.iter().enumerate() {
            let parent = groups.family.parent(set).map_or(mentor, |parent| nodes[parent]);
            heads.arcs.push((nodes[set], parent, least, most));
        }
        for (place, &number) in numbers.iter().enumerate() {
            if let Some(set) = groups.family.innermost(place) {
                heads.of_candidate[number] = nodes[set];
            }
        }
    }
    heads
}

/// Makes the nodes of groups of people, and says which one each person is next to: the hub where it is in no group.
pub(super) fn nodes_of_groups(groups: &Groups, mentees: bool, builder: &mut Builder) -> Vec<usize> {
    let nodes: Vec<usize> = (0..groups.family.len()).map(|_| builder.node()).collect();
    for (set, &(least, most)) in groups.bounds.iter().enumerate() {
        let parent = groups.family.parent(set).map_or(HUB, |parent| nodes[parent]);
        let way = if mentees { (parent, nodes[set]) } else { (nodes[set], parent) };
        builder.arc(way, least, most);
    }
    let people = groups.family.elements();
    (0..people).map(|person| groups.family.innermost(person).map_or(HUB, |set| nodes[set])).collect()
}

/// The quotas that are rows.
pub(super) fn rows(shape: &Shape) -> Vec<SideRow> {
    shape.rows.clone()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_simple_share_says_the_same_of_so_many_rows() {
        for (part, whole, most) in
            [(33_333_333, 100_000_000, 40), (1, 1_000_003, 7), (999_999, 1_000_000, 12), (2, 5, 3)]
        {
            for sense in [Sense::AtLeast, Sense::AtMost] {
                let (simple_part, simple_whole) = simplest(part, whole, most, sense);
                assert!(simple_whole as usize <= most);
                for rows in 0..=most as u64 {
                    for counted in 0..=rows {
                        let holds = |part: u32, whole: u32| {
                            let (one, other) = (counted * u64::from(whole), rows * u64::from(part));
                            if sense == Sense::AtLeast { one >= other } else { one <= other }
                        };
                        assert_eq!(holds(part, whole), holds(simple_part, simple_whole), "{counted} of {rows}");
                    }
                }
            }
        }
    }
}
