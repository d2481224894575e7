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
    /// For each slot, the rows that the mentee who is looked at could have then.
    now: Vec<u64>,
    /// For each slot, the most rows of each mentee who could: as many as it wants.
    of_each: Vec<Vec<u64>>,
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
            now: vec![0; slots],
            of_each: vec![Vec::new(); slots],
        }
    }

    /// All allowed pairs.
    pub(super) fn of_allowed(slots: &Slots, problem: &Problem) -> Meets {
        let mut meets = Meets::none(slots, problem.mentors.len());
        for mentee in 0..problem.mentees.len() {
            problem.pairs.allowed(mentee).for_each(|(mentor, _)| {
                meets.add(slots, Pair { mentee, mentor });
            });
            meets.end_of_mentee(problem.mentees[mentee].wanted);
        }
        meets
    }

    /// Counts the slots that two people have in common; those of one mentee come one after the other.
    pub(super) fn add(&mut self, slots: &Slots, pair: Pair) -> usize {
        let common = slots.common(pair.mentor, pair.mentee);
        for slot in common.iter().map(|&slot| slot as usize) {
            self.pairs[slot] += 1;
            self.mentors[slot][pair.mentor] = true;
            self.now[slot] += 1;
        }
        common.len()
    }

    /// Goes on to the next mentee, and counts the slots of the one before, who wants so many, and the most rows that it could have in one.
    pub(super) fn end_of_mentee(&mut self, wanted: u32) -> (u64, u64) {
        let (mut slots, mut most) = (0, 0);
        for (slot, now) in self.now.iter_mut().enumerate().filter(|(_, now)| **now > 0) {
            self.mentees[slot] += 1;
            self.of_each[slot].push((*now).min(wanted.into()));
            slots += 1;
            most = (*now).max(most);
            *now = 0;
        }
        (slots, most)
    }

    /// The most rows that so many meetings in a slot could have, each of all rows of one mentee.
    pub(super) fn rows_of_meetings(&self, slot: usize, meetings: u32) -> u64 {
        let mut rows = self.of_each[slot].clone();
        rows.sort_unstable_by_key(|&rows| std::cmp::Reverse(rows));
        rows.into_iter().take(meetings as usize).sum()
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
