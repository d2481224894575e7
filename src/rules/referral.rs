//! The rule that needs for an adult alone are never given to a peer.

use super::{BoundRule, PairRule};
use crate::units::Side;

/// The name of the rule, as reports use it.
pub const REFERRAL: &str = "referral";

/// Forbids those who are referred to every mentor who is not an adult; where no mentor can be one, they take no part.
#[must_use]
pub fn referral<'r>(is_referred: Vec<bool>, is_adult: Option<Vec<bool>>) -> BoundRule<'r> {
    match is_adult {
        Some(is_adult) => BoundRule::Pair(Box::new(AdultsAlone { is_referred, is_adult })),
        None => BoundRule::Person(Side::Mentee, is_referred.into_iter().map(|is_referred| !is_referred).collect()),
    }
}

struct AdultsAlone {
    is_referred: Vec<bool>,
    is_adult: Vec<bool>,
}

impl PairRule for AdultsAlone {
    fn allows(&self, mentor: usize, mentee: usize) -> bool {
        !self.is_referred[mentee] || self.is_adult[mentor]
    }
}
