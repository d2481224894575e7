//! What is short for a group with a mentee in it: named as far as it shows in numbers of people, else that rules keep people apart.

use super::short_words::short_in_words;
use crate::formulate::Formulated;
use crate::problem::{Groups, MentorPlaces, Pair, Problem};
use crate::program::Words;
use crate::scoring::Scoring;
use crate::units::Side;

/// What is short.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Short {
    /// Fewer allowed mentors can lead a group than a group has leaders: so many.
    Leaders(usize),
    /// There is no slot that the mentee and enough of them have.
    Slot,
    /// With enough of them no more members could be together, the mentee among them: so many.
    Members(usize),
    /// Nothing that shows in numbers: whoever could be together would not keep the rules of groups.
    Company,
}

/// Who could be in a group.
pub(super) struct Pool<'p> {
    pub(super) problem: &'p Problem,
    pub(super) groups: &'p Groups,
    /// For each mentor, whether it can lead a group.
    pub(super) leaders: Vec<bool>,
    /// For each mentee, whether it can be in a group.
    pub(super) members: Vec<bool>,
    /// Whether a person has a slot.
    pub(super) has_slot: &'p dyn Fn(Side, usize, Option<u32>) -> bool,
}

impl Pool<'_> {
    /// What is short for a group with a mentee; `None`: nothing, or a search gave up that found nobody yet.
    pub(super) fn short_of(&self, mentee: usize) -> Option<Short> {
        self.short_in_numbers(mentee).or_else(|| self.has_no_group_for(mentee).then_some(Short::Company))
    }

    /// What shows in numbers. O(slots × mentees × mentors).
    fn short_in_numbers(&self, mentee: usize) -> Option<Short> {
        let leaders = self.allowed_leaders(mentee).count();
        let needed = self.groups.leaders as usize;
        if leaders < needed {
            return Some(Short::Leaders(leaders));
        }
        let mut most_together = None;
        for slot in self.slots_of(mentee) {
            let there = self.leaders_at(mentee, slot);
            if there.len() < needed {
                continue;
            }
            let together = 1 + self.others(mentee, slot, &there);
            if together >= self.groups.least as usize {
                return None;
            }
            most_together = most_together.max(Some(together));
        }
        Some(most_together.map_or(Short::Slot, Short::Members))
    }

    /// When a mentee has time; without slots at no time in particular.
    pub(super) fn slots_of(&self, mentee: usize) -> Vec<Option<u32>> {
        let slots = match &self.groups.slots {
            None => vec![None],
            Some(slots) => slots.mentees[mentee].iter().copied().map(Some).collect(),
        };
        slots.into_iter().filter(|&slot| (self.has_slot)(Side::Mentee, mentee, slot)).collect()
    }

    /// The leaders who are allowed for a mentee and have time then.
    pub(super) fn leaders_at(&self, mentee: usize, slot: Option<u32>) -> Vec<usize> {
        self.allowed_leaders(mentee).filter(|&leader| (self.has_slot)(Side::Mentor, leader, slot)).collect()
    }

    fn allowed_leaders(&self, mentee: usize) -> impl Iterator<Item = usize> + '_ {
        self.problem.pairs.allowed(mentee).map(|(mentor, _)| mentor).filter(|&mentor| self.leaders[mentor])
    }

    /// How many other mentees have a slot and enough of these leaders; no more are counted than a group needs.
    fn others(&self, mentee: usize, slot: Option<u32>, leaders: &[usize]) -> usize {
        let needed = self.groups.leaders as usize;
        let others = (0..self.members.len()).filter(|&other| {
            let allowed = |leader: usize| self.problem.pairs.points(Pair { mentee: other, mentor: leader }).is_some();
            other != mentee
                && self.members[other]
                && (self.has_slot)(Side::Mentee, other, slot)
                && leaders.iter().filter(|&&leader| allowed(leader)).take(needed).count() == needed
        });
        others.take(self.groups.least as usize).count()
    }
}

/// What is short for a mentee whatever the others have, in a problem with groups.
pub(super) fn short_in_any_case(problem: &Problem, groups: &Groups, mentee: usize) -> Option<Short> {
    let has_slot = |side: Side, person: usize, slot: Option<u32>| {
        let Some((slots, slot)) = groups.slots.as_ref().zip(slot) else { return true };
        let of = match side {
            Side::Mentor => &slots.mentors[person],
            Side::Mentee => &slots.mentees[person],
        };
        of.binary_search(&slot).is_ok()
    };
    let can_lead = |mentor: &MentorPlaces| mentor.capacity > 0 && mentor.minimum <= mentor.capacity;
    let leaders = problem.mentors.iter().map(can_lead).collect();
    let members = problem.mentees.iter().map(|mentee| mentee.wanted > 0).collect();
    Pool { problem, groups, leaders, members, has_slot: &has_slot }.short_of(mentee)
}

/// The mentees of whom somebody is allowed and no group is possible, each with the reason in words; those not eligible, or who want none,
/// are not among them. Nothing in a program without groups.
///
/// Where nothing is short in numbers, groups are searched for; where that takes too long, the mentee is not among these.
#[must_use]
pub fn no_group_possible(scoring: &Scoring<'_>, formulated: &Formulated, words: &Words) -> Vec<(usize, String)> {
    let problem = &formulated.problem;
    let Some(groups) = &problem.groups else { return Vec::new() };
    let none = formulated.mentee_at.iter().enumerate().filter_map(|(index, &mentee)| {
        let takes_part = scoring.is_eligible(Side::Mentee, mentee) && problem.mentees[index].wanted > 0;
        if !takes_part || problem.pairs.allowed(index).next().is_none() {
            return None;
        }
        let short = short_in_any_case(problem, groups, index)?;
        Some((mentee, short_in_words(short, groups, index, words)))
    });
    none.collect()
}
