//! The two sides of a pair.

/// One of the two roles in a programme.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Side {
    /// Those who offer places.
    Mentor,
    /// Those who want places.
    Mentee,
}

impl Side {
    /// Both sides, mentors first.
    pub const BOTH: [Side; 2] = [Side::Mentor, Side::Mentee];

    /// 0 for mentors, 1 for mentees: for arrays with an element a side.
    #[must_use]
    pub const fn index(self) -> usize {
        self as usize
    }

    /// The other side.
    #[must_use]
    pub const fn other(self) -> Side {
        match self {
            Side::Mentor => Side::Mentee,
            Side::Mentee => Side::Mentor,
        }
    }

    /// The word for one person of this side in files and results.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Side::Mentor => "mentor",
            Side::Mentee => "mentee",
        }
    }

    /// The word for all of this side.
    #[must_use]
    pub const fn plural(self) -> &'static str {
        match self {
            Side::Mentor => "mentors",
            Side::Mentee => "mentees",
        }
    }
}
