//! Recomputes everything about an outcome, and refuses it where anything is off.
//!
//! Shares no code with the engines. Of the rows that were made, rules, points, places, must-pairs and every limit are asked of the
//! program and the roster again, and what they come to on each level is counted again. That no other pairing is better is checked
//! against the problem's table of allowed pairs, where nothing but places and levels is in play: the coverage by a search for
//! exchanges, the total by the engine's prices. A stable pairing is searched for two people who would both rather have each other, and
//! for exchanges that would be better for those who propose. Runs before every write. Imports `program` (for the method), `scoring`, `problem` and
//! `formulate`.

mod all_pairs;
mod audit;
mod bound;
mod coverage;
mod fault;
mod finding;
mod groups;
mod infeasible;
mod levels;
mod limits;
mod made;
mod new_group;
mod one_more;
mod quotas;
mod reach;
mod rows;
mod scalar;
mod slots;
mod stable;
mod teams;
mod views;

pub use audit::{Audit, Best, audit, check_best};
pub use fault::Fault;
pub use finding::{About, Finding};

use all_pairs::AllPairs;
use finding::Findings;
use made::Made;
use rows::Claimed;

use crate::formulate::Formulated;
use crate::problem::{Assignment, Ending, Level, LevelValue, Outcome, Problem, Row};
use crate::program::Method;
use crate::progress::{Progress, Silent};
use crate::scoring::Scoring;

/// Checks an outcome.
///
/// # Errors
/// The first thing that is wrong.
pub fn verify(formulated: &Formulated, scoring: &Scoring<'_>, outcome: &Outcome) -> Result<(), Fault> {
    if outcome.ending == Ending::Infeasible {
        return infeasible::check(scoring, outcome);
    }
    let problem = &formulated.problem;
    let mut findings = Findings::default();
    let claimed = |_: usize, row: Row| Claimed::Points(problem.points(row).map(|points| points.get()));
    let made = check_rows(formulated, scoring, &outcome.assignment, &claimed, &mut findings);
    findings.first()?;
    levels::check(scoring.method().levels(), scoring, outcome, &made)?;
    match *scoring.method() {
        Method::Stable { proposing } => stable::check(proposing, formulated, scoring, &made),
        Method::Levels(_) if problem.is_plain() => {
            let all = AllPairs::of(problem.pairs.parts(), problem.mentors.len(), problem.mentees.len());
            check_nothing_is_better(problem, &all, outcome, &Silent).map(|_| ())
        }
        Method::Levels(_) if claims_coverage(outcome) && one_more::fits(formulated, scoring, &made) => {
            Err(Fault::CoverageNotBest)
        }
        Method::Levels(_) => Ok(()),
    }
}

/// Checks the rows and groups of an assignment against every rule and limit.
fn check_rows(
    formulated: &Formulated,
    scoring: &Scoring<'_>,
    assignment: &Assignment,
    claimed: &rows::Claims<'_>,
    findings: &mut Findings,
) -> Made {
    let rows = rows::check(formulated, scoring, assignment, claimed, findings);
    let made = groups::gather(formulated, scoring, assignment, rows, findings);
    limits::check(scoring, &made, findings);
    slots::check(scoring, &made, findings);
    groups::check(scoring, &made, findings);
    teams::check(scoring, &made, findings);
    quotas::check(scoring, &made, findings);
    made
}

/// Whether an outcome says that its coverage is the best.
fn claims_coverage(outcome: &Outcome) -> bool {
    outcome.levels.iter().any(|level| level.level == Level::Coverage && level.bound.is_none())
}

/// Checks what can be proved of a problem in which pairs can be looked at one at a time, and returns the levels that it holds for.
fn check_nothing_is_better(
    problem: &Problem,
    all: &AllPairs<'_>,
    outcome: &Outcome,
    progress: &dyn Progress,
) -> Result<Vec<Level>, Fault> {
    let pairs: Vec<_> = outcome.assignment.pairs().collect();
    let mut proved = Vec::new();
    if claims_coverage(outcome) {
        if coverage::can_be_better(problem, all, &pairs) {
            return Err(Fault::CoverageNotBest);
        }
        proved.push(Level::Coverage);
    }
    let total = outcome.levels.iter().find_map(|level| match (level.level, &level.value) {
        (Level::Total, LevelValue::Number(total)) => Some(*total),
        _ => None,
    });
    // The prices are of all pairs: a level in between would leave out some of them.
    let are_of_all = problem.levels.iter().all(|level| matches!(level, Level::Coverage | Level::Total));
    if let (Some(total), Some(prices), true) = (total, &outcome.prices, are_of_all) {
        bound::check_proof(problem, all, &outcome.assignment, total, prices, progress)?;
        proved.push(Level::Total);
    }
    Ok(proved)
}
