//! The short list of a mentee's best mentors, with a bound on all others.
//!
//! Prices only rise, so what a list says of a mentor at the prices of its making stays an upper bound for ever. A list is
//! made anew when somebody who is not on it could matter, or when reading on through an old one costs more.

use std::cmp::Reverse;

use super::market::{Market, Price};

/// A mentor on a list.
#[derive(Clone, Copy)]
pub(super) struct Candidate {
    /// Worth less price, when the list was made.
    pub(super) value: Price,
    pub(super) worth: Price,
    pub(super) mentor: usize,
    /// Orders equal values, the least first.
    tie: u64,
}

/// The best mentors of a mentee.
pub(super) struct Candidates {
    /// By value, best first.
    pub(super) list: Vec<Candidate>,
    /// No mentor that is not listed has a greater value; [`NOBODY`] where all are listed.
    pub(super) rest: Price,
    first: usize,
    keep: usize,
    /// How many candidates were looked at since the list was made.
    pub(super) looked: usize,
}

/// Less than any value, with room to subtract.
pub(super) const NOBODY: Price = Price::MIN / 4;

/// How many mentors a first list has beyond those that the mentee wants.
const FIRST: usize = 24;

/// How many times longer a list becomes when it was too short.
const GROWTH: usize = 3;

impl Candidates {
    /// An empty list that says nothing yet.
    pub(super) fn unread(wants: u32) -> Candidates {
        let first = usize::try_from(wants).unwrap_or(usize::MAX).saturating_add(FIRST);
        Candidates { list: Vec::new(), rest: Price::MAX / 4, first, keep: first, looked: 0 }
    }

    /// Makes the list anew because it was too short.
    ///
    /// Longer by a factor each time, so that a mentee among many equals, whose bound does not fall, is read a few times only.
    pub(super) fn lengthen(&mut self, market: &Market<'_>, mentee: usize) {
        self.read(market, mentee);
        self.keep = self.keep.saturating_mul(GROWTH);
    }

    /// Makes the list anew, as short as at first, once more candidates were looked at than a reading costs: its order is
    /// then so old that too many are passed in vain.
    pub(super) fn refresh(&mut self, market: &Market<'_>, mentee: usize) {
        if self.looked > market.residual.mentors() / 2 + self.first {
            self.keep = self.first;
            self.lengthen(market, mentee);
        }
    }

    /// One pass over the mentee's pairs, and sorting those that are kept.
    fn read(&mut self, market: &Market<'_>, mentee: usize) {
        let most = self.keep.saturating_mul(3);
        let mut least = Price::MIN;
        self.list.clear();
        (self.rest, self.looked) = (NOBODY, 0);
        for choice in market.residual.choices(mentee) {
            let worth = market.worth(choice.points);
            let value = worth - market.prices[choice.mentor];
            if worth < 0 {
                continue; // Passing is worth more, at any price.
            }
            if value < least {
                self.rest = self.rest.max(value);
                continue;
            }
            let tie = tie(mentee, choice.mentor, market.room[choice.mentor] > 0);
            self.list.push(Candidate { value, worth, mentor: choice.mentor, tie });
            if self.list.len() >= most {
                least = self.shorten();
            }
        }
        self.shorten();
        self.list.sort_unstable_by_key(Candidate::place);
    }

    /// Drops all but the best, and gives back the least value among these.
    fn shorten(&mut self) -> Price {
        if self.list.len() > self.keep {
            let (_, best_dropped, _) = self.list.select_nth_unstable_by_key(self.keep, Candidate::place);
            self.rest = self.rest.max(best_dropped.value);
            self.list.truncate(self.keep);
        }
        self.list.iter().map(|candidate| candidate.value).min().unwrap_or(Price::MIN)
    }
}

impl Candidate {
    fn place(&self) -> (Reverse<Price>, u64) {
        (Reverse(self.value), self.tie)
    }
}

/// Orders mentors of equal value: those with room first, then in an order that differs from mentee to mentee.
///
/// Were equal values ordered alike for all, mentees with equal points would all want the same mentors first.
fn tie(mentee: usize, mentor: usize, has_room: bool) -> u64 {
    const ODD: u64 = 0x9E37_79B9_7F4A_7C15;
    let wide = |index: usize| u64::try_from(index).unwrap_or(u64::MAX);
    let mixed = (wide(mentor) ^ wide(mentee).wrapping_mul(ODD)).wrapping_mul(ODD);
    (mixed ^ (mixed >> 32)).wrapping_mul(ODD) >> 1 | u64::from(!has_room) << 63
}
