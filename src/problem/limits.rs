//! Limits beyond one pair at a time: demands, teams and quotas, in indices and whole numbers.

use super::Pair;
use super::marks::{PairMarks, SideMarks};
use crate::units::{Amount, Per, Points, Sense};

/// Mentees' places as demands: each place is for one tag and is filled by a mentor who offers it.
#[derive(Clone, Debug)]
pub struct Demands {
    /// For each mentee, its places; as many as it wants.
    pub places: Vec<Vec<DemandedPlace>>,
    /// For each mentee, the most different mentors; `None`: no bound.
    pub most_mentors: Vec<Option<u32>>,
}

/// One demanded tag of a mentee.
#[derive(Clone, Debug, Default)]
pub struct DemandedPlace {
    /// The allowed mentors who offer the tag, by index, each once, with the points of the row.
    pub offers: Vec<(usize, Points)>,
}

/// What holds for the set of mentors of a mentee, wherever the set is not empty.
#[derive(Clone, Debug)]
pub struct Teams {
    /// A mentee gets all its places filled, or none.
    pub all_or_nothing: bool,
    /// How many mentors of a kind a team has.
    pub counts: Vec<TeamCount>,
    /// Two mentors who are never on one team; symmetric, and nobody with themself.
    pub apart: SideMarks,
}

/// A bound on the number of mentors of a kind in every team that has a mentor.
#[derive(Clone, Debug)]
pub struct TeamCount {
    /// Whether the bound is from below or above.
    pub sense: Sense,
    /// The number of different mentors.
    pub number: u32,
    /// For each mentor, whether it is of the kind.
    pub counts: Vec<bool>,
}

/// A bound on the rows of a kind.
#[derive(Clone, Debug)]
pub struct Quota {
    /// The pairs whose rows are of the kind.
    pub counts: PairMarks,
    /// Whether the bound is from below or above.
    pub sense: Sense,
    /// The bound.
    pub amount: Amount,
    /// What the bound holds for.
    pub per: Per,
}

impl Quota {
    /// Whether so many rows of the kind among so many rows are within the bound.
    #[must_use]
    pub fn holds(&self, counted: u64, rows: u64) -> bool {
        let (counted, bound) = match self.amount {
            Amount::Rows(number) => (u128::from(counted), u128::from(number)),
            Amount::Share { part, whole } => {
                (u128::from(counted) * u128::from(whole), u128::from(rows) * u128::from(part))
            }
        };
        match self.sense {
            Sense::AtLeast => counted >= bound,
            Sense::AtMost => counted <= bound,
        }
    }

    /// Whether a row counts.
    #[must_use]
    pub fn counts(&self, pair: Pair) -> bool {
        self.counts.has(pair)
    }
}

impl Teams {
    /// Whether different mentors may be a team together; nobody may.
    #[must_use]
    pub fn allow(&self, team: &[usize]) -> bool {
        let apart =
            team.iter().enumerate().any(|(at, &one)| team[..at].iter().any(|&other| self.apart.has(one, other)));
        let count = |of: &TeamCount| team.iter().filter(|&&mentor| of.counts[mentor]).count();
        let holds = |of: &TeamCount| match of.sense {
            Sense::AtLeast => count(of) >= of.number as usize,
            Sense::AtMost => count(of) <= of.number as usize,
        };
        team.is_empty() || !apart && self.counts.iter().all(holds)
    }
}
