//! A rule on people who are together, bound to a roster: whether a set of them keeps it.

use crate::units::{Alike, Sense, Side};

/// A rule on people who are together, bound to a roster. People are given by their index in it.
#[derive(Debug)]
pub struct BoundTogether {
    pub(super) words: String,
    pub(super) is_open: bool,
    pub(super) asks: Asks,
}

/// What a bound rule asks of the people whom it looks at.
#[derive(Debug)]
pub enum Asks {
    /// A bound on how many of them are of a kind.
    Count {
        /// Which way the bound holds.
        sense: Sense,
        /// The bound.
        number: u32,
        /// Whether each person is of the kind.
        counts: OfSides<bool>,
    },
    /// How their values are to be.
    Alike {
        /// How.
        alike: Alike,
        /// Whether a person without a value must be the only one; otherwise it is passed over.
        blank_is_alone: bool,
        /// The value of each person.
        values: OfSides<Option<i64>>,
    },
}

/// Something of everybody on the sides that a rule looks at, by index in the roster.
#[derive(Debug)]
pub struct OfSides<T> {
    of: [Option<Vec<T>>; 2],
}

impl<T> OfSides<T> {
    pub(super) fn new(sides: &[Side], of: impl Fn(Side) -> Vec<T>) -> OfSides<T> {
        OfSides { of: Side::BOTH.map(|side| sides.contains(&side).then(|| of(side))) }
    }

    /// Of everybody on a side; `None`: the rule does not look at that side.
    #[must_use]
    pub fn of(&self, side: Side) -> Option<&[T]> {
        self.of[side.index()].as_deref()
    }

    /// Of those of the given mentors and mentees whom the rule looks at.
    fn of_people<'a>(&'a self, mentors: &'a [usize], mentees: &'a [usize]) -> impl Iterator<Item = &'a T> {
        let sides = Side::BOTH.into_iter().zip([mentors, mentees]);
        sides
            .filter_map(|(side, people)| Some((self.of(side)?, people)))
            .flat_map(|(of, people)| people.iter().map(move |&person| &of[person]))
    }
}

impl BoundTogether {
    /// The rule in words: `at least 1 of experienced yes`.
    #[must_use]
    pub fn in_words(&self) -> &str {
        &self.words
    }

    /// Whether it may be named beside a person: it looks at nothing that is restricted.
    #[must_use]
    pub fn is_open(&self) -> bool {
        self.is_open
    }

    /// What it asks for.
    #[must_use]
    pub fn asks(&self) -> &Asks {
        &self.asks
    }

    /// Whether different mentors and different mentees who are together keep the rule; it looks at its own sides alone, and where nobody is
    /// there it is kept. O(people × log people).
    #[must_use]
    pub fn holds(&self, mentors: &[usize], mentees: &[usize]) -> bool {
        match &self.asks {
            Asks::Count { sense, number, counts } => {
                let all = counts.of_people(mentors, mentees).count();
                let counted = counts.of_people(mentors, mentees).filter(|counts| **counts).count();
                all == 0 || sense.holds(counted, *number as usize)
            }
            Asks::Alike { alike, blank_is_alone, values } => {
                let all = values.of_people(mentors, mentees).count();
                let mut known: Vec<i64> = values.of_people(mentors, mentees).filter_map(|value| *value).collect();
                known.sort_unstable();
                let a_blank_is_not_alone = *blank_is_alone && known.len() < all && all > 1;
                !a_blank_is_not_alone && all_allowed(*alike, &known)
            }
        }
    }

    /// The bound, where the rule is one on how many people of a side are of a kind: which way, how many, and who counts.
    #[must_use]
    pub fn count_of(&self, side: Side) -> Option<(Sense, u32, &[bool])> {
        match &self.asks {
            Asks::Count { sense, number, counts } => Some((*sense, *number, counts.of(side)?)),
            Asks::Alike { .. } => None,
        }
    }

    /// Whether two different people of a side are never together by this rule; people of that side of whom no two are keep such a rule.
    #[must_use]
    pub fn apart(&self, side: Side, one: usize, other: usize) -> bool {
        match (&self.asks, side) {
            (Asks::Count { .. }, _) => false,
            (Asks::Alike { .. }, Side::Mentor) => !self.holds(&[one, other], &[]),
            (Asks::Alike { .. }, Side::Mentee) => !self.holds(&[], &[one, other]),
        }
    }
}

/// Whether values in order may stand together.
fn all_allowed(alike: Alike, values: &[i64]) -> bool {
    match values {
        [] | [_] => true,
        [first, .., last] => {
            values.windows(2).all(|pair| alike.allows(pair[0], pair[1])) && alike.allows(*first, *last)
        }
    }
}
