//! Whether coverage could be better: a search for one exchange that would fill a more urgent place.
//!
//! The numbers of mentors that mentees can have together form a polymatroid, and what a mentee's further places weigh falls, so an
//! assignment has the best coverage unless a single exchange betters it (Edmonds, 1970; Murota, 2003): somebody with an empty place gets
//! one, along pairs that could be swapped, from a mentor with room or from somebody whose last place counts less.

use std::collections::{HashSet, VecDeque};

use crate::problem::{Pair, PlaceClass, Problem};

/// Whether some exchange betters the coverage of the pairs, which keep all limits. O(classes × pairs).
pub(super) fn can_be_better(problem: &Problem, pairs: &[Pair]) -> bool {
    let holding = Holding::of(problem, pairs);
    problem.place_classes().into_iter().any(|class| holding.exchange_for(class))
}

struct Holding<'p> {
    problem: &'p Problem,
    mentors_of: Vec<Vec<usize>>,
    must: HashSet<Pair>,
    held: Vec<u32>,
    room: Vec<u32>,
    /// For each mentor, the mentees that could be given up.
    mentees_of: Vec<Vec<usize>>,
}

impl<'p> Holding<'p> {
    fn of(problem: &'p Problem, pairs: &[Pair]) -> Holding<'p> {
        let must: HashSet<Pair> = problem.must.iter().copied().collect();
        let mut holding = Holding {
            problem,
            mentors_of: vec![Vec::new(); problem.mentees.len()],
            held: vec![0; problem.mentees.len()],
            room: problem.mentors.iter().map(|mentor| mentor.capacity).collect(),
            mentees_of: vec![Vec::new(); problem.mentors.len()],
            must,
        };
        for pair in pairs {
            holding.held[pair.mentee] += 1;
            holding.mentors_of[pair.mentee].push(pair.mentor);
            holding.room[pair.mentor] = holding.room[pair.mentor].saturating_sub(1);
            if !holding.must.contains(pair) {
                holding.mentees_of[pair.mentor].push(pair.mentee);
            }
        }
        holding
    }

    /// Whether a place of a class can be filled at the cost of later classes only.
    fn exchange_for(&self, class: PlaceClass) -> bool {
        let next_place =
            |mentee: usize| self.held[mentee] + 1 == class.place && self.problem.mentees[mentee].tier == class.tier;
        let wants = |mentee: usize| self.held[mentee] < self.problem.mentees[mentee].wanted;
        let mut queue: VecDeque<usize> =
            (0..self.held.len()).filter(|&mentee| next_place(mentee) && wants(mentee)).collect();
        let mut seen_mentees = vec![false; self.held.len()];
        let mut seen_mentors = vec![false; self.room.len()];
        queue.iter().for_each(|&mentee| seen_mentees[mentee] = true);
        while let Some(mentee) = queue.pop_front() {
            for (mentor, _) in self.problem.pairs.allowed(mentee) {
                if seen_mentors[mentor] || self.mentors_of[mentee].contains(&mentor) {
                    continue;
                }
                if self.room[mentor] > 0 {
                    return true;
                }
                seen_mentors[mentor] = true;
                for &holder in &self.mentees_of[mentor] {
                    let last = PlaceClass { place: self.held[holder], tier: self.problem.mentees[holder].tier };
                    if last > class {
                        return true;
                    }
                    if !std::mem::replace(&mut seen_mentees[holder], true) {
                        queue.push_back(holder);
                    }
                }
            }
        }
        false
    }
}
