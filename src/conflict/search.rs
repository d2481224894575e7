//! The search for a set of parts that cannot hold together, and of which none can be spared.

use std::collections::BTreeSet;
use std::mem::discriminant;
use std::time::Duration;

use super::loosest::{Kept, Loosest};
use super::part::Part;
use crate::problem::Amount;
use crate::solve::{DEFAULT_TIME, SolveOptions, is_possible};

/// A question is given no more time than this: there are many of them.
const LONGEST: Duration = Duration::from_secs(2);

/// After so many questions that no answer came to, no further one is asked.
const MOST_UNDECIDED: usize = 3;

/// Asks what is possible with some parts.
pub(super) struct Search<'s, 'f> {
    pub(super) loosest: &'s Loosest<'f>,
    options: SolveOptions,
    undecided: usize,
}

impl<'s, 'f> Search<'s, 'f> {
    pub(super) fn new(loosest: &'s Loosest<'f>, options: &SolveOptions) -> Search<'s, 'f> {
        let time = options.time.unwrap_or(DEFAULT_TIME).min(LONGEST);
        Search { loosest, options: SolveOptions { time: Some(time), ..*options }, undecided: 0 }
    }

    /// Whether every question had an answer.
    pub(super) fn is_decided(&self) -> bool {
        self.undecided == 0
    }

    /// Whether some parts can hold together; `None` where that is not known.
    pub(super) fn is_possible(&mut self, parts: &BTreeSet<Part>) -> Option<bool> {
        self.ask(&Kept { parts, instead: None })
    }

    /// Whether some parts can hold together, one of them with another amount, or left out where there is none.
    pub(super) fn is_possible_with(
        &mut self,
        parts: &BTreeSet<Part>,
        part: Part,
        amount: Option<Amount>,
    ) -> Option<bool> {
        let mut parts = parts.clone();
        parts.remove(&part);
        self.ask(&Kept { parts: &parts, instead: amount.map(|amount| (part, amount)) })
    }

    fn ask(&mut self, kept: &Kept<'_>) -> Option<bool> {
        if self.undecided >= MOST_UNDECIDED {
            return None;
        }
        let answer = is_possible(&self.loosest.with(kept), &self.options).ok();
        self.undecided += usize::from(answer.is_none());
        answer
    }

    /// Parts that cannot hold together, of which each is needed for that if every question was decided; `parts` cannot.
    ///
    /// Whole kinds that are not needed go first, from the last; then halves of what is left, and halves of these (`QuickXplain`: Junker,
    /// 2004), so that the earlier of two parts is in the set where either would do. O(k × log(n ÷ k)) questions for k of n parts.
    pub(super) fn needed_of(&mut self, parts: &[Part]) -> Vec<Part> {
        let mut left = parts.to_vec();
        for kind in parts.chunk_by(|one, next| discriminant(one) == discriminant(next)).rev() {
            let without = left.iter().copied().filter(|part| discriminant(part) != discriminant(&kind[0]));
            let without: Vec<Part> = without.collect();
            if self.is_possible(&without.iter().copied().collect()) == Some(false) {
                left = without;
            }
        }
        self.needed_beside(&BTreeSet::new(), false, &left)
    }

    /// The parts of `of` that are needed beside a background, which may have grown since it was last asked about.
    fn needed_beside(&mut self, background: &BTreeSet<Part>, has_grown: bool, of: &[Part]) -> Vec<Part> {
        if has_grown && self.is_possible(background) == Some(false) {
            return Vec::new();
        }
        if of.len() <= 1 {
            return of.to_vec();
        }
        let (first, second) = of.split_at(of.len() / 2);
        let with_first = background.iter().chain(first).copied().collect();
        let from_second = self.needed_beside(&with_first, true, second);
        let with_second = background.iter().chain(&from_second).copied().collect();
        let mut needed = self.needed_beside(&with_second, !from_second.is_empty(), first);
        needed.extend(from_second);
        needed
    }
}
