//! For whom there is no slot, whatever the others have.

use crate::formulate::Formulated;
use crate::problem::Problem;
use crate::program::Words;
use crate::scoring::Scoring;
use crate::text::count;
use crate::units::Side;

/// The mentees of whom somebody is allowed, and who have no slot in common with any of them, each with this in words; those not eligible, or
/// who want nobody, are not among them. Nothing in a program without meetings.
#[must_use]
pub fn no_slot_in_common(scoring: &Scoring<'_>, formulated: &Formulated, words: &Words) -> Vec<(usize, String)> {
    let problem = &formulated.problem;
    let Some(meetings) = &problem.meetings else { return Vec::new() };
    let none = formulated.mentee_at.iter().enumerate().filter_map(|(index, &mentee)| {
        let takes_part = scoring.is_eligible(Side::Mentee, mentee) && problem.mentees[index].wanted > 0;
        let allowed: Vec<usize> = problem.pairs.allowed(index).map(|(mentor, _)| mentor).collect();
        let can_meet = allowed.iter().any(|&mentor| !meetings.slots.common(mentor, index).is_empty());
        if !takes_part || allowed.is_empty() || can_meet {
            return None;
        }
        let why = match allowed.len() {
            _ if meetings.slots.mentees[index].is_empty() => "no slot at all".to_owned(),
            1 => format!("none with the one allowed {}", words.mentor),
            several => format!("none with any of {}", count(several, &format!("allowed {}", words.mentor))),
        };
        Some((mentee, why))
    });
    none.collect()
}

/// Whether no slot is there in which a mentee, by index in the problem, could meet as many allowed mentors together as it wants, whatever the
/// others have. With demands it is not asked, nor where each meets it by itself.
#[must_use]
pub fn no_slot_for_all(problem: &Problem, mentee: usize) -> bool {
    let meetings = problem.meetings.as_ref().filter(|meetings| meetings.together && problem.demands.is_none());
    let Some(meetings) = meetings else { return false };
    let allowed = problem.pairs.allowed(mentee).map(|(mentor, _)| mentor);
    let allowed: Vec<usize> = allowed.filter(|&mentor| problem.mentors[mentor].can_be_used()).collect();
    let there = |slot: u32| allowed.iter().filter(|&&mentor| meetings.slots.has(Side::Mentor, mentor, slot)).count();
    let has_room = |slot: u32| meetings.rooms[slot as usize] != Some(0);
    let suits = |&slot: &u32| has_room(slot) && there(slot) >= problem.mentees[mentee].wanted as usize;
    !meetings.slots.mentees[mentee].iter().any(suits)
}
