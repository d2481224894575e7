//! The stable pairing that is best for those who propose, made again from its definition.
//!
//! Deferred acceptance (Gale and Shapley, 1962) gives the same pairing in whatever order people propose; here the last in the lottery
//! begin.

use std::cmp::Reverse;
use std::collections::BTreeSet;

use rayon::prelude::*;

use super::taste::{Rank, of, rank};
use crate::formulate::Formulated;
use crate::problem::Pair;
use crate::scoring::Scoring;
use crate::units::Side;

/// The pairs, in order, must-pairs among them. O(pairs log pairs) time, and a list of every allowed pair.
pub(super) fn stable_pairs(proposing: Side, formulated: &Formulated, scoring: &Scoring<'_>) -> Vec<Pair> {
    let mut places = Side::BOTH.map(|side| places(side, formulated, scoring));
    for &pair in &formulated.problem.must {
        for side in Side::BOTH {
            let places = &mut places[side.index()][of(side, pair)];
            *places = places.saturating_sub(1);
        }
    }
    let [proposers, receivers] = [proposing, proposing.other()].map(|side| places[side.index()].clone());
    let mut wishes = wishes(proposing, formulated, scoring);
    let mut held: Vec<BTreeSet<Rank>> = vec![BTreeSet::new(); receivers.len()];
    let mut open: Vec<usize> = Vec::new();
    for (person, &places) in proposers.iter().enumerate() {
        open.extend((0..places.min(u32::try_from(wishes[person].len()).unwrap_or(u32::MAX))).map(|_| person));
    }
    while let Some(person) = open.pop() {
        let Some(receiver) = wishes[person].pop().map(|partner| partner as usize) else { continue };
        let pair = pair(proposing, person, receiver);
        held[receiver].insert(rank(proposing.other(), pair, formulated, scoring));
        if held[receiver].len() as u64 > u64::from(receivers[receiver]) {
            let last = held[receiver].pop_last().expect("one was just put in");
            open.push(last.1);
        }
    }
    let made = held
        .iter()
        .enumerate()
        .flat_map(|(receiver, held)| held.iter().map(move |&(_, proposer)| pair(proposing, proposer, receiver)));
    let mut pairs: Vec<Pair> = made.chain(formulated.problem.must.iter().copied()).collect();
    pairs.sort_unstable();
    pairs
}

fn places(side: Side, formulated: &Formulated, scoring: &Scoring<'_>) -> Vec<u32> {
    match side {
        Side::Mentor => formulated.mentor_at.iter().map(|&mentor| scoring.capacity(mentor)).collect(),
        Side::Mentee => formulated.mentee_at.iter().map(|&mentee| scoring.wanted(mentee)).collect(),
    }
}

/// The pair of a proposer and a receiver.
fn pair(proposing: Side, proposer: usize, receiver: usize) -> Pair {
    match proposing {
        Side::Mentor => Pair { mentor: proposer, mentee: receiver },
        Side::Mentee => Pair { mentor: receiver, mentee: proposer },
    }
}

/// For each proposer, the partners of its allowed pairs that are no must-pairs, the best last; four bytes a pair.
fn wishes(proposing: Side, formulated: &Formulated, scoring: &Scoring<'_>) -> Vec<Vec<u32>> {
    let problem = &formulated.problem;
    let people = match proposing {
        Side::Mentor => formulated.mentor_at.len(),
        Side::Mentee => formulated.mentee_at.len(),
    };
    let mut wishes: Vec<Vec<u32>> = vec![Vec::new(); people];
    for mentee in 0..formulated.mentee_at.len() {
        let pairs = problem.pairs.allowed(mentee).map(|(mentor, _)| Pair { mentor, mentee });
        for allowed in pairs.filter(|pair| problem.must.binary_search(pair).is_err()) {
            let partner = u32::try_from(of(proposing.other(), allowed)).expect("the table of pairs holds fewer people");
            wishes[of(proposing, allowed)].push(partner);
        }
    }
    wishes.par_iter_mut().enumerate().for_each(|(person, partners)| {
        let rank_of = |partner: &u32| rank(proposing, pair(proposing, person, *partner as usize), formulated, scoring);
        partners.sort_by_cached_key(|partner| Reverse(rank_of(partner)));
    });
    wishes
}
