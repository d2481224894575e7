//! What is short for a group with a mentee in it, as far as that shows in numbers of people.

use crate::formulate::Formulated;
use crate::problem::{Groups, MentorPlaces, Pair, Problem};
use crate::program::Words;
use crate::scoring::Scoring;
use crate::text::{count, number};
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
    /// What is short for a group with a mentee; `None`: nothing that shows in numbers. O(slots × mentees × mentors).
    pub(super) fn short_of(&self, mentee: usize) -> Option<Short> {
        let allowed = self.problem.pairs.allowed(mentee).map(|(mentor, _)| mentor);
        let leaders: Vec<usize> = allowed.filter(|&mentor| self.leaders[mentor]).collect();
        let needed = self.groups.leaders as usize;
        if leaders.len() < needed {
            return Some(Short::Leaders(leaders.len()));
        }
        let slots = match &self.groups.slots {
            None => vec![None],
            Some(slots) => slots.mentees[mentee].iter().copied().map(Some).collect(),
        };
        let mut most_together = None;
        for slot in slots.into_iter().filter(|&slot| (self.has_slot)(Side::Mentee, mentee, slot)) {
            let there = leaders.iter().copied().filter(|&leader| (self.has_slot)(Side::Mentor, leader, slot));
            let there: Vec<usize> = there.collect();
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

/// What is short in any case, in words.
pub(super) fn short_in_words(short: Short, groups: &Groups, mentee: usize, words: &Words) -> String {
    let leaders = number(groups.leaders);
    match short {
        Short::Leaders(0) => format!("no allowed {} can lead a group", words.mentor),
        Short::Leaders(there) => {
            let there = count(there, &format!("allowed {}", words.mentor));
            format!("a group has {leaders} leaders, and {there} can lead one")
        }
        Short::Slot if groups.slots.as_ref().is_some_and(|slots| slots.mentees[mentee].is_empty()) => {
            format!("this {} has no slot at all", words.mentee)
        }
        Short::Slot if groups.leaders == 1 => {
            format!("no allowed {} who can lead a group has a slot in common", words.mentor)
        }
        Short::Slot => {
            let leaders = count(groups.leaders, &format!("allowed {}", words.mentor));
            format!("no {leaders} share a slot with this {}", words.mentee)
        }
        Short::Members(there) => format!(
            "a group has at least {}, and no more than {} could be together with this one",
            count(groups.least, "member"),
            number(there)
        ),
    }
}

/// The mentees of whom somebody is allowed and no group is possible, each with the reason in words; those not eligible, or who want none,
/// are not among them. Nothing in a program without groups.
///
/// Only what shows in numbers of people is looked at. O(slots × mentees × mentors) for each mentee.
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
