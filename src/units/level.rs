//! The goals of a pairing.

/// A level of the objective; each is settled before the next is looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Level {
    /// As many first places as possible, urgent tiers before others, then second places in the same order, and so on.
    Coverage,
    /// The largest sum of the pairs' points.
    Total,
}

impl Level {
    /// The name in the program file and in results.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Level::Coverage => "coverage",
            Level::Total => "total",
        }
    }
}
