//! Who holds what in a result, as explanations ask for it; people by index in the problem.

use super::calendar::Calendar;
use super::tallies::Tallies;
use crate::formulate::Formulated;
use crate::problem::{Group, Outcome, Problem};

/// Who holds what in a result.
pub(super) struct Standing<'f> {
    pub(super) problem: &'f Problem,
    pub(super) groups: &'f [Group],
    /// For each mentor, the number of rows, or of groups that it leads.
    pub(super) loads: Vec<u32>,
    /// For each mentee, its mentors, each once.
    pub(super) mentors_of: Vec<Vec<usize>>,
    /// For each mentee, the number of rows, or of groups.
    held: Vec<u32>,
    /// For each mentee, the tags that are filled.
    tags: Vec<Vec<u32>>,
    /// Who has time when.
    pub(super) calendar: Calendar<'f>,
    /// What the quotas count.
    pub(super) tallies: Tallies<'f>,
}

impl<'f> Standing<'f> {
    /// Looks at every row once, and once for each quota.
    pub(super) fn of(formulated: &'f Formulated, outcome: &'f Outcome) -> Standing<'f> {
        let (problem, assignment) = (&formulated.problem, &outcome.assignment);
        let mut standing = Standing {
            problem,
            groups: assignment.groups(),
            loads: assignment.caseloads(problem.mentors.len()),
            mentors_of: vec![Vec::new(); problem.mentees.len()],
            held: assignment.places_filled(problem.mentees.len()),
            tags: vec![Vec::new(); problem.mentees.len()],
            calendar: Calendar::of(problem, assignment),
            tallies: Tallies::of(problem, assignment),
        };
        for row in assignment.rows() {
            let mentors = &mut standing.mentors_of[row.pair.mentee];
            // Rows are in order: those of one pair stand together.
            if mentors.last() != Some(&row.pair.mentor) {
                mentors.push(row.pair.mentor);
            }
            standing.tags[row.pair.mentee].extend(row.demand);
        }
        standing
    }

    /// The tags of a mentee that nobody fills.
    pub(super) fn empty_tags(&self, mentee: usize) -> impl Iterator<Item = u32> + '_ {
        (0..self.problem.mentees[mentee].wanted).filter(move |tag| !self.tags[mentee].contains(tag))
    }

    /// The numbers of a mentee's empty places, if there are any.
    pub(super) fn empty_numbers(&self, mentee: usize) -> Option<std::ops::RangeInclusive<u32>> {
        let (held, wanted) = (self.held[mentee], self.problem.mentees[mentee].wanted);
        (held < wanted).then(|| held + 1..=wanted)
    }

    /// The number of places that a mentee has filled.
    pub(super) fn held(&self, mentee: usize) -> u32 {
        self.held[mentee]
    }

    /// The allowed mentors who could fill an empty place if they had room: others than those the mentee has, or who offer the tag.
    pub(super) fn candidates(&self, mentee: usize, tag: Option<u32>) -> Vec<usize> {
        match (&self.problem.demands, tag) {
            (Some(demands), Some(tag)) => {
                let place = usize::try_from(tag).ok().and_then(|tag| demands.places[mentee].get(tag));
                place.map_or_else(Vec::new, |place| place.offers.iter().map(|offer| offer.0).collect())
            }
            _ => {
                let mentors = self.problem.pairs.allowed(mentee).map(|(mentor, _)| mentor);
                mentors.filter(|mentor| !self.mentors_of[mentee].contains(mentor)).collect()
            }
        }
    }

    /// Whether a mentor has a place left, or may lead one more group.
    pub(super) fn has_room(&self, mentor: usize) -> bool {
        self.loads[mentor] < self.problem.mentors[mentor].capacity
    }
}
