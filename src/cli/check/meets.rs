//! Who can meet somebody when.

use crate::problem::{Pair, Problem, Slots};

/// Who can meet somebody when; people by index in the problem.
pub(super) struct Meets {
    /// For each slot, the pairs that could meet.
    pairs: Vec<u64>,
    /// For each slot, the mentees who could.
    mentees: Vec<u64>,
    /// For each slot, whether each mentor could.
    mentors: Vec<Vec<bool>>,
    /// The slots in which the mentee who is looked at could.
    now: Vec<bool>,
}

/// How many could meet in a slot.
#[derive(Clone, Copy)]
pub(super) struct Meeting {
    pub(super) mentors: u64,
    pub(super) mentees: u64,
    pub(super) pairs: u64,
}

impl Meets {
    /// Nobody yet.
    pub(super) fn none(slots: &Slots, mentors: usize) -> Meets {
        let slots = slots.number as usize;
        Meets {
            pairs: vec![0; slots],
            mentees: vec![0; slots],
            mentors: vec![vec![false; mentors]; slots],
            now: vec![false; slots],
        }
    }

    /// All allowed pairs.
    pub(super) fn of_allowed(slots: &Slots, problem: &Problem) -> Meets {
        let mut meets = Meets::none(slots, problem.mentors.len());
        for mentee in 0..problem.mentees.len() {
            problem.pairs.allowed(mentee).for_each(|(mentor, _)| {
                meets.add(slots, Pair { mentee, mentor });
            });
            meets.end_of_mentee();
        }
        meets
    }

    /// Counts the slots that two people have in common; those of one mentee come one after the other.
    pub(super) fn add(&mut self, slots: &Slots, pair: Pair) -> usize {
        let common = slots.common(pair.mentor, pair.mentee);
        for slot in common.iter().map(|&slot| slot as usize) {
            self.pairs[slot] += 1;
            self.mentors[slot][pair.mentor] = true;
            self.now[slot] = true;
        }
        common.len()
    }

    /// Goes on to the next mentee, and counts the slots of the one before.
    pub(super) fn end_of_mentee(&mut self) -> u64 {
        let mut slots = 0;
        for (mentees, now) in self.mentees.iter_mut().zip(&mut self.now) {
            *mentees += u64::from(*now);
            slots += u64::from(*now);
            *now = false;
        }
        slots
    }

    /// The slots in which a mentor could meet somebody.
    pub(super) fn slots_of_mentor(&self, mentor: usize) -> u64 {
        self.mentors.iter().filter(|of_slot| of_slot[mentor]).count() as u64
    }

    /// The numbers of each slot.
    pub(super) fn slots(&self) -> impl Iterator<Item = Meeting> + '_ {
        (0..self.pairs.len()).map(|slot| Meeting {
            mentors: self.mentors[slot].iter().filter(|meets| **meets).count() as u64,
            mentees: self.mentees[slot],
            pairs: self.pairs[slot],
        })
    }
}
