//! Slots: times at which people meet, by number.

use super::Row;
use crate::units::Side;

/// Who can meet when.
#[derive(Clone, Debug, Default)]
pub struct Slots {
    /// How many different slots there are.
    pub number: u32,
    /// For each mentor, the slots that it has, by number, ascending.
    pub mentors: Vec<Vec<u32>>,
    /// For each mentee, the slots that it has, by number, ascending.
    pub mentees: Vec<Vec<u32>>,
    /// A mentor and a mentee who are the same person, and so have one meeting or group in a slot between them.
    pub twins: Vec<(usize, usize)>,
}

/// When rows meet: each in one slot that both people have, nobody in two meetings in one slot.
#[derive(Clone, Debug, Default)]
pub struct Meetings {
    /// Who can meet when.
    pub slots: Slots,
    /// For each slot, the most meetings; `None`: no limit.
    pub rooms: Vec<Option<u32>>,
    /// Whether all rows of a mentee are one meeting, in one slot; otherwise each row is one.
    pub together: bool,
}

impl Meetings {
    /// Whether two different rows can both be made as far as their slots go: both are one meeting, or nobody would be in two at a time.
    #[must_use]
    pub fn are_beside(&self, one: Row, other: Row) -> bool {
        let is_at_once = one.slot == other.slot;
        let (pair, with) = (one.pair, other.pair);
        if self.together && pair.mentee == with.mentee {
            return is_at_once;
        }
        let are_one = |mentor, mentee| self.slots.whoever(Side::Mentee, mentee) == (Side::Mentor, mentor);
        let share = || pair.mentor == with.mentor || pair.mentee == with.mentee;
        !is_at_once || !share() && !are_one(pair.mentor, with.mentee) && !are_one(with.mentor, pair.mentee)
    }
}

impl Slots {
    /// The slots that a mentor and a mentee both have, ascending. O(slots of the two).
    #[must_use]
    pub fn common(&self, mentor: usize, mentee: usize) -> Vec<u32> {
        let (one, other) = (&self.mentors[mentor], &self.mentees[mentee]);
        one.iter().copied().filter(|slot| other.binary_search(slot).is_ok()).collect()
    }

    /// Whether a person has a slot.
    #[must_use]
    pub fn has(&self, side: Side, person: usize, slot: u32) -> bool {
        let slots = match side {
            Side::Mentor => &self.mentors[person],
            Side::Mentee => &self.mentees[person],
        };
        slots.binary_search(&slot).is_ok()
    }

    /// Who a person is: somebody in both roles is the mentor, in whichever role. O(twins).
    #[must_use]
    pub fn whoever(&self, side: Side, person: usize) -> (Side, usize) {
        let twin = self.twins.iter().find(|twins| side == Side::Mentee && twins.1 == person);
        twin.map_or((side, person), |twins| (Side::Mentor, twins.0))
    }
}
