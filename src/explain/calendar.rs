//! Who has which slot free in a result; people and slots by index in the problem.

use std::collections::HashSet;

use crate::problem::{Assignment, Pair, Problem, Slots};
use crate::units::Side;

/// What two people lack to meet.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum NoSlot {
    /// There is no slot that both have.
    NoneInCommon,
    /// One of the two has something else in every slot that both have.
    Taken,
    /// Every slot in which both are free has as many meetings as rooms.
    NoRoom,
    /// All mentors of the mentee meet it together, and the one who is looked at has no time then.
    NotThen,
}

/// What is taken of everybody's time, and of the rooms; where there are no slots, nothing.
pub(super) struct Calendar<'p> {
    problem: &'p Problem,
    slots: Option<&'p Slots>,
    taken: HashSet<((Side, usize), u32)>,
    /// For each slot, the meetings then.
    meetings: Vec<u32>,
    /// Where all rows of a mentee are one meeting: for each mentee, its slot and who is there.
    together: Vec<Option<(u32, Vec<usize>)>>,
}

impl<'p> Calendar<'p> {
    /// Enters every meeting, or group.
    pub(super) fn of(problem: &'p Problem, assignment: &Assignment) -> Calendar<'p> {
        let slots = problem.slots();
        let meetings = vec![0; slots.map_or(0, |slots| slots.number as usize)];
        let together = vec![None; problem.mentees.len()];
        let mut calendar = Calendar { problem, slots, taken: HashSet::new(), meetings, together };
        for (pair, slot) in assignment.rows().iter().filter_map(|row| Some((row.pair, row.slot?))) {
            let of_mentee = &mut calendar.together[pair.mentee];
            if let Some((_, mentors)) = of_mentee {
                mentors.push(pair.mentor);
            } else {
                calendar.meetings[slot as usize] += 1;
            }
            if problem.meets_together() && of_mentee.is_none() {
                *of_mentee = Some((slot, vec![pair.mentor]));
            }
            for (side, person) in [(Side::Mentor, pair.mentor), (Side::Mentee, pair.mentee)] {
                let whoever = calendar.whoever(side, person);
                calendar.taken.insert((whoever, slot));
            }
        }
        calendar
    }

    /// Somebody in both roles is one person.
    fn whoever(&self, side: Side, person: usize) -> (Side, usize) {
        self.slots.map_or((side, person), |slots| slots.whoever(side, person))
    }

    /// Whether a person has a slot and nothing in it; where there are no slots, everybody has time.
    pub(super) fn is_free(&self, side: Side, person: usize, slot: Option<u32>) -> bool {
        let Some((slots, slot)) = self.slots.zip(slot) else { return true };
        slots.has(side, person, slot) && !self.taken.contains(&(self.whoever(side, person), slot))
    }

    /// When two people could have one more meeting; without meetings at no time in particular.
    pub(super) fn open_to(&self, Pair { mentor, mentee }: Pair) -> Result<Vec<Option<u32>>, NoSlot> {
        let Some(meetings) = &self.problem.meetings else { return Ok(vec![None]) };
        let mut open = meetings.slots.common(mentor, mentee);
        if open.is_empty() {
            return Err(NoSlot::NoneInCommon);
        }
        if let Some((slot, mentors)) = &self.together[mentee] {
            let joins = mentors.contains(&mentor) || self.is_free(Side::Mentor, mentor, Some(*slot));
            return if joins { Ok(vec![Some(*slot)]) } else { Err(NoSlot::NotThen) };
        }
        open.retain(|&slot| {
            [(Side::Mentor, mentor), (Side::Mentee, mentee)].iter().all(|&(s, p)| self.is_free(s, p, Some(slot)))
        });
        if open.is_empty() {
            return Err(NoSlot::Taken);
        }
        open.retain(|&slot| meetings.rooms[slot as usize].is_none_or(|rooms| self.meetings[slot as usize] < rooms));
        if open.is_empty() { Err(NoSlot::NoRoom) } else { Ok(open.into_iter().map(Some).collect()) }
    }
}
