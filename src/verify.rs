//! Recomputes everything about an outcome, and refuses it where anything is off.
//!
//! Shares no code with the engines. Of the pairs that were made, rules, points, capacities, places and must-pairs are asked of the
//! program and the roster again. That no other pairing is better is checked against the problem's table of allowed pairs: the
//! coverage by a search for exchanges, the total by the engine's prices. Runs before every write. Imports `scoring`, `problem` and
//! `formulate`.

mod bound;
mod coverage;

use std::collections::HashSet;

use crate::formulate::Formulated;
use crate::problem::{Ending, Level, LevelValue, Outcome, Pair};
use crate::scoring::Scoring;
use crate::units::Side;

/// What is wrong with an outcome: always a fault of this program, never of its input.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    /// A pair stands twice, or names nobody.
    #[error("pair {0} of the result is out of place")]
    MisplacedPair(usize),
    /// A pair is not allowed.
    #[error("pair {0} of the result breaks the rule {1}")]
    BrokenRule(usize, String),
    /// The points of a pair are not what the criteria give.
    #[error("pair {0} of the result has {1:?} points, and the criteria give {2}")]
    WrongPoints(usize, Option<u16>, u16),
    /// A mentor has more mentees than places.
    #[error("a mentor has {0} mentees and {1} places")]
    OverCapacity(u32, u32),
    /// A mentee has more mentors than wanted.
    #[error("a mentee has {0} mentors and wanted {1}")]
    OverWanted(u32, u32),
    /// A must-pair is missing.
    #[error("a must-pair is not in the result")]
    MissingMustPair,
    /// The level's value is not what the pairs come to.
    #[error("the level {0} is not what the pairs come to")]
    WrongLevel(&'static str),
    /// The must-pairs fit, and the result says that nothing does.
    #[error("the result says that no assignment holds the must-pairs, and one does")]
    NotInfeasible,
    /// More or more urgent places could be filled.
    #[error("more or more urgent places could be filled than the result fills")]
    CoverageNotBest,
    /// A bound is missing, needless, or below what was reached.
    #[error("the bound of the level {0} cannot be right")]
    WrongBound(&'static str),
    /// The levels are not those that were asked for.
    #[error("the result does not have the levels that were asked for")]
    WrongLevels,
    /// The prices do not prove the total.
    #[error("the prices prove at most {bound}, and the total is {value} (in price units)")]
    ProofFails {
        /// What the prices prove.
        bound: i128,
        /// What the pairs come to.
        value: i128,
    },
}

/// Checks an outcome.
///
/// # Errors
/// The first thing that is wrong.
pub fn verify(formulated: &Formulated, scoring: &Scoring<'_>, outcome: &Outcome) -> Result<(), Fault> {
    let pairs: Vec<Pair> = outcome.assignment.pairs().collect();
    let pairs = pairs.as_slice();
    if outcome.ending == Ending::Infeasible {
        let empty = pairs.is_empty() && outcome.levels.is_empty();
        return if empty && must_pairs_exceed_places(scoring) { Ok(()) } else { Err(Fault::NotInfeasible) };
    }
    let mut loads = vec![0_u32; scoring.mentors()];
    let mut held = vec![0_u32; scoring.mentees()];
    let mut total = 0_u64;
    for (number, pair) in pairs.iter().enumerate() {
        let in_order = number == 0 || pairs[number - 1] < *pair;
        let (Some(&mentor), Some(&mentee), true) =
            (formulated.mentor_at.get(pair.mentor), formulated.mentee_at.get(pair.mentee), in_order)
        else {
            return Err(Fault::MisplacedPair(number));
        };
        total += u64::from(check_pair(number, *pair, (mentor, mentee), formulated, scoring)?);
        loads[mentor] += 1;
        held[mentee] += 1;
    }
    for (mentor, &load) in loads.iter().enumerate() {
        if load > scoring.capacity(mentor) {
            return Err(Fault::OverCapacity(load, scoring.capacity(mentor)));
        }
    }
    for (mentee, &held) in held.iter().enumerate() {
        if held > scoring.wanted(mentee) {
            return Err(Fault::OverWanted(held, scoring.wanted(mentee)));
        }
    }
    let made: HashSet<(usize, usize)> =
        pairs.iter().map(|pair| (formulated.mentor_at[pair.mentor], formulated.mentee_at[pair.mentee])).collect();
    if scoring.must().iter().any(|must| !made.contains(must)) {
        return Err(Fault::MissingMustPair);
    }
    check_levels(formulated, scoring, outcome, &held, total)?;
    let coverage = outcome.levels.iter().find(|level| level.level == Level::Coverage);
    if coverage.is_some_and(|coverage| coverage.bound.is_none()) && coverage::can_be_better(&formulated.problem, pairs)
    {
        return Err(Fault::CoverageNotBest);
    }
    bound::check_proof(&formulated.problem, outcome, total)
}

/// Whether somebody has more must-pairs than places.
fn must_pairs_exceed_places(scoring: &Scoring<'_>) -> bool {
    let (mut loads, mut held) = (vec![0_u32; scoring.mentors()], vec![0_u32; scoring.mentees()]);
    scoring.must().iter().for_each(|&(mentor, mentee)| {
        loads[mentor] += 1;
        held[mentee] += 1;
    });
    let over_capacity = loads.iter().enumerate().any(|(mentor, &load)| load > scoring.capacity(mentor));
    over_capacity || held.iter().enumerate().any(|(mentee, &held)| held > scoring.wanted(mentee))
}

fn check_pair(
    number: usize,
    pair: Pair,
    (mentor, mentee): (usize, usize),
    formulated: &Formulated,
    scoring: &Scoring<'_>,
) -> Result<u16, Fault> {
    for (side, person) in [(Side::Mentor, mentor), (Side::Mentee, mentee)] {
        if let Some(rule) = scoring.not_eligible_because(side, person).next() {
            return Err(Fault::BrokenRule(number, rule.to_owned()));
        }
    }
    if let Some(&rule) = scoring.broken_rules(mentor, mentee).first() {
        return Err(Fault::BrokenRule(number, scoring.rule_names()[rule].to_owned()));
    }
    let points = scoring.points(mentor, mentee);
    let stored = formulated.problem.pairs.points(pair);
    if stored != Some(points) {
        return Err(Fault::WrongPoints(number, stored.map(crate::units::Points::get), points.get()));
    }
    Ok(points.get())
}

fn check_levels(
    formulated: &Formulated,
    scoring: &Scoring<'_>,
    outcome: &Outcome,
    held: &[u32],
    total: u64,
) -> Result<(), Fault> {
    let levels: Vec<Level> = outcome.levels.iter().map(|level| level.level).collect();
    if levels != formulated.problem.levels {
        return Err(Fault::WrongLevels);
    }
    for level in &outcome.levels {
        let recomputed = match level.level {
            Level::Coverage => LevelValue::Counts(coverage(scoring, held)),
            Level::Total => LevelValue::Number(total),
            level => formulated.problem.value(level, &outcome.assignment),
        };
        if level.value != recomputed {
            return Err(Fault::WrongLevel(level.level.name()));
        }
        let wrong = match (&level.bound, &level.value) {
            (Some(_), _) if outcome.ending == Ending::Optimal => true,
            (Some(LevelValue::Number(bound)), LevelValue::Number(value)) => bound < value,
            // Places are counted in the order of their weight: the first that differs decides.
            (Some(LevelValue::Counts(bound)), LevelValue::Counts(value)) => bound < value,
            (Some(_), _) => true,
            (None, _) => false,
        };
        if wrong {
            return Err(Fault::WrongBound(level.level.name()));
        }
    }
    Ok(())
}

/// Filled places by place, then tier, for every place and tier that some mentee has.
fn coverage(scoring: &Scoring<'_>, held: &[u32]) -> Vec<u64> {
    let mut filled = std::collections::BTreeMap::new();
    for (mentee, &held) in held.iter().enumerate() {
        for place in 1..=scoring.wanted(mentee) {
            *filled.entry((place, scoring.tier(mentee))).or_insert(0) += u64::from(held >= place);
        }
    }
    filled.into_values().collect()
}
