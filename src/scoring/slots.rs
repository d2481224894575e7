//! The slots of meetings or groups, bound to a roster.

/// Who can meet when. People are given by their index in the roster, slots by number in natural order.
#[derive(Debug)]
pub struct BoundSlots {
    labels: Vec<String>,
    mentors: Vec<Vec<u32>>,
    mentees: Vec<Vec<u32>>,
    twins: Vec<(usize, usize)>,
}

impl BoundSlots {
    /// The slots as the rosters spell them, by number.
    #[must_use]
    pub fn labels(&self) -> &[String] {
        &self.labels
    }

    /// The slots of a mentor, by number, ascending.
    #[must_use]
    pub fn of_mentor(&self, mentor: usize) -> &[u32] {
        &self.mentors[mentor]
    }

    /// The slots of a mentee, by number, ascending.
    #[must_use]
    pub fn of_mentee(&self, mentee: usize) -> &[u32] {
        &self.mentees[mentee]
    }

    /// The pairs (mentor, mentee) of one person in both roles, who is in one meeting or group in a slot.
    #[must_use]
    pub fn twins(&self) -> &[(usize, usize)] {
        &self.twins
    }
}
