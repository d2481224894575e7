//! How the values of people who are together are to be.

/// How the values of people who are together, on a team or in a group, are to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Alike {
    /// No two equal.
    Differ,
    /// All equal.
    Same,
    /// The highest minus the lowest is at most this.
    Span(i64),
}

impl Alike {
    /// Whether two values may stand together. Of any number of values, all may where any two may.
    #[must_use]
    pub fn allows(self, one: i64, other: i64) -> bool {
        match self {
            Alike::Differ => one != other,
            Alike::Same => one == other,
            Alike::Span(most) => one.abs_diff(other) <= most.unsigned_abs(),
        }
    }
}
