//! Who is where when: nobody in two places at once, and no more meetings than rooms.

use std::collections::HashSet;

use super::Fault;
use super::made::Made;
use crate::scoring::{BoundSlots, Scoring};
use crate::units::Side;

/// Checks that nobody, in whichever role, has two meetings or two groups in one slot, and the rooms.
pub(super) fn check(scoring: &Scoring<'_>, made: &Made) -> Result<(), Fault> {
    let Some(slots) = scoring.slots() else { return Ok(()) };
    let calendar = Calendar::of(slots, made)?;
    for (slot, &meetings) in calendar.meetings.iter().enumerate() {
        if !has_rooms(scoring, slot, meetings) {
            return Err(Fault::TooFewRooms { slot, meetings });
        }
    }
    Ok(())
}

/// Whether there are rooms for so many meetings in a slot.
fn has_rooms(scoring: &Scoring<'_>, slot: usize, meetings: u32) -> bool {
    scoring.meetings().and_then(|of| of.rooms[slot]).is_none_or(|rooms| meetings <= rooms)
}

/// What is taken of everybody's time.
pub(super) struct Calendar<'s> {
    slots: &'s BoundSlots,
    /// A person, and a slot that it has something in.
    taken: HashSet<((Side, usize), u32)>,
    /// For each slot, the rows that meet then; with groups, nothing.
    meetings: Vec<u32>,
    /// For each mentee who is a mentor too, which.
    twin_of: Vec<Option<usize>>,
}

impl<'s> Calendar<'s> {
    /// Enters every meeting, or every group. Refuses two things at once.
    pub(super) fn of(slots: &'s BoundSlots, made: &Made) -> Result<Calendar<'s>, Fault> {
        let mut twin_of = vec![None; made.held.len()];
        slots.twins().iter().for_each(|&(mentor, mentee)| twin_of[mentee] = Some(mentor));
        let meetings = vec![0; slots.labels().len()];
        let mut calendar = Calendar { slots, taken: HashSet::new(), meetings, twin_of };
        if made.groups.is_empty() {
            for (row, slot) in made.rows.iter().filter_map(|row| Some((row, row.slot?))) {
                calendar.meetings[slot as usize] += 1;
                calendar.enter(&[row.mentor], &[row.mentee], slot)?;
            }
        }
        for (group, slot) in made.groups.iter().filter_map(|group| Some((group, group.slot?))) {
            calendar.enter(&group.leaders, &group.members, slot)?;
        }
        Ok(calendar)
    }

    fn enter(&mut self, mentors: &[usize], mentees: &[usize], slot: u32) -> Result<(), Fault> {
        let mentors = mentors.iter().map(|&mentor| (Side::Mentor, mentor));
        for (side, person) in mentors.chain(mentees.iter().map(|&mentee| (Side::Mentee, mentee))) {
            if !self.taken.insert((self.whoever(side, person), slot)) {
                return Err(Fault::TwiceInSlot(slot));
            }
        }
        Ok(())
    }

    /// Somebody in both roles is one person.
    fn whoever(&self, side: Side, person: usize) -> (Side, usize) {
        match side {
            Side::Mentee => self.twin_of[person].map_or((side, person), |mentor| (Side::Mentor, mentor)),
            Side::Mentor => (side, person),
        }
    }

    /// Whether a person has a slot, and nothing in it.
    pub(super) fn is_free(&self, side: Side, person: usize, slot: u32) -> bool {
        self.slots.of(side, person).contains(&slot) && !self.taken.contains(&(self.whoever(side, person), slot))
    }

    /// The slots in which two people could have one more meeting.
    pub(super) fn open_to(&self, scoring: &Scoring<'_>, mentor: usize, mentee: usize) -> Vec<u32> {
        let open = self.slots.common(mentor, mentee).filter(|&slot| {
            let free = self.is_free(Side::Mentor, mentor, slot) && self.is_free(Side::Mentee, mentee, slot);
            free && has_rooms(scoring, slot as usize, self.meetings[slot as usize] + 1)
        });
        open.collect()
    }
}
