//! The goals of a pairing.

/// A level of the objective; each is settled before the next is looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Level {
    /// As many first places as possible, urgent tiers before others, then second places in the same order, and so on.
    Coverage,
    /// The lowest pair's points as high as possible.
    Worst,
    /// As few pairs as possible below 100 points, then below 200, and so on.
    Fair,
    /// As many pairs of earlier terms as possible.
    Continuity,
    /// The smallest sum of squared mentor loads.
    Balance,
    /// The largest sum of the pairs' points.
    Total,
}

impl Level {
    /// Every level, as the documentation lists them.
    pub const ALL: [Level; 6] =
        [Level::Coverage, Level::Worst, Level::Fair, Level::Continuity, Level::Balance, Level::Total];

    /// The name in the program file and in results.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Level::Coverage => "coverage",
            Level::Worst => "worst",
            Level::Fair => "fair",
            Level::Continuity => "continuity",
            Level::Balance => "balance",
            Level::Total => "total",
        }
    }
}
