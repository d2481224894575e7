//! The search for a set of parts that cannot hold together, and of which none can be spared.

use std::collections::BTreeSet;
use std::mem::discriminant;
use std::time::Duration;

use super::loosest::{Kept, Loosest};
use super::part::Part;
use crate::problem::Amount;
use crate::solve::{DEFAULT_TIME, SolveOptions, is_possible};

/// A question is given no more work than this: there are many of them.
const LONGEST: Duration = Duration::from_secs(2);

/// Asks what is possible with some parts.
pub(super) struct Search<'s, 'f> {
    pub(super) loosest: &'s Loosest<'f>,
    options: SolveOptions,
    /// The work that all questions together may still take, as the time that it stands for.
    left: Duration,
    /// The questions that no answer came to.
    undecided: usize,
}

impl<'s, 'f> Search<'s, 'f> {
    /// A search that takes about as long as the time limit.
    pub(super) fn new(loosest: &'s Loosest<'f>, options: &SolveOptions) -> Search<'s, 'f> {
        Search { loosest, options: *options, left: options.time.unwrap_or(DEFAULT_TIME), undecided: 0 }
    }

    /// The same search with as much time again.
    pub(super) fn renewed(self) -> Search<'s, 'f> {
        Search::new(self.loosest, &self.options)
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
        let mut answer = None;
        if !self.left.is_zero() {
            let options = SolveOptions { time: Some(self.left.min(LONGEST)), ..self.options };
            let mut spent = Duration::ZERO;
            answer = is_possible(&self.loosest.with(kept), &options, &mut spent).ok();
            self.left = self.left.saturating_sub(spent);
        }
        self.undecided += usize::from(answer.is_none());
        answer
    }

    /// Parts that cannot hold together, and whether it is known that each of them is needed for that; `parts` cannot.
    ///
    /// Whole kinds that are not needed go first; then halves of what is left, and halves of these (`QuickXplain`: Junker, 2004), so that the
    /// earlier of two parts is in the set where either would do. O(k × log(n ÷ k)) questions for k of n parts.
    pub(super) fn needed_of(&mut self, parts: &[Part]) -> (Vec<Part>, bool) {
        let left = self.without_idle_kinds(parts);
        let undecided = self.undecided;
        let mut needed = self.needed_beside(&BTreeSet::new(), false, &left);
        // Where a question was not decided, what was in doubt has stayed.
        let mut is_known = true;
        if self.undecided > undecided {
            for at in (0..needed.len()).rev() {
                let mut others = needed.clone();
                others.remove(at);
                match self.is_possible(&others.iter().copied().collect()) {
                    Some(true) => {}
                    Some(false) => needed = others,
                    None => is_known = false,
                }
            }
        }
        (needed, is_known)
    }

    /// Leaves out kinds of parts that are not needed.
    ///
    /// Kinds are added one after the other, from the first, until they cannot hold together: then those after the last one are not needed,
    /// and that one is. The same with this one as a background tells the next one. Few parts are asked about sooner than many, because what
    /// is loose is quickly decided.
    fn without_idle_kinds(&mut self, parts: &[Part]) -> Vec<Part> {
        let mut kinds: Vec<&[Part]> = parts.chunk_by(|one, next| discriminant(one) == discriminant(next)).collect();
        let mut needed: Vec<&[Part]> = Vec::new();
        loop {
            let background: BTreeSet<Part> = needed.iter().copied().flatten().copied().collect();
            if !needed.is_empty() && self.is_possible(&background) == Some(false) {
                break;
            }
            let mut with = background;
            // All of them cannot hold together, as is known without asking.
            let last = (0..kinds.len().saturating_sub(1)).find(|&at| {
                with.extend(kinds[at]);
                self.is_possible(&with) == Some(false)
            });
            kinds.truncate(last.map_or(kinds.len(), |last| last + 1));
            let Some(last) = kinds.pop() else { break };
            needed.insert(0, last);
        }
        needed.into_iter().flatten().copied().collect()
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
