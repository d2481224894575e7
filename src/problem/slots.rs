//! Slots: times at which people meet, by number.

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

/// When rows meet: each in one slot that both people have, nobody twice in one slot.
#[derive(Clone, Debug, Default)]
pub struct Meetings {
    /// Who can meet when.
    pub slots: Slots,
    /// For each slot, the most rows; `None`: no limit.
    pub rooms: Vec<Option<u32>>,
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
