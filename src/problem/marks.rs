//! Sets of pairs as bits.

use super::Pair;

/// A set of pairs of a mentor and a mentee; one bit a pair.
#[derive(Clone, Debug)]
pub struct PairMarks {
    mentors: usize,
    bits: Vec<u64>,
}

impl PairMarks {
    /// The empty set.
    #[must_use]
    pub fn none(mentors: usize, mentees: usize) -> PairMarks {
        PairMarks { mentors, bits: vec![0; (mentors * mentees).div_ceil(64)] }
    }

    /// Adds a pair.
    pub fn add(&mut self, pair: Pair) {
        let at = self.at(pair);
        self.bits[at / 64] |= 1 << (at % 64);
    }

    /// Whether a pair is in the set.
    #[must_use]
    pub fn has(&self, pair: Pair) -> bool {
        let at = self.at(pair);
        self.bits[at / 64] >> (at % 64) & 1 == 1
    }

    fn at(&self, pair: Pair) -> usize {
        assert!(pair.mentor < self.mentors, "the mentor is one of the problem");
        pair.mentee * self.mentors + pair.mentor
    }
}

/// A symmetric set of two people of one side each.
#[derive(Clone, Debug)]
pub struct SideMarks {
    marks: PairMarks,
}

impl SideMarks {
    /// The empty set.
    #[must_use]
    pub fn none(people: usize) -> SideMarks {
        SideMarks { marks: PairMarks::none(people, people) }
    }

    /// Adds two people, both ways round; one with itself is not added.
    pub fn add(&mut self, one: usize, other: usize) {
        if one != other {
            self.marks.add(Pair { mentor: one, mentee: other });
            self.marks.add(Pair { mentor: other, mentee: one });
        }
    }

    /// Whether the two are in the set.
    #[must_use]
    pub fn has(&self, one: usize, other: usize) -> bool {
        self.marks.has(Pair { mentor: one, mentee: other })
    }
}
