//! The MILP engine: one level after the other as a mixed-integer program, each fixed before the next.
//!
//! A backend computes in floating point, so its word is taken for nothing more than a proposal: every answer is read as a set
//! of pairs, checked and valued in whole numbers, and refused where it contradicts what is known already. That it is
//! the best remains the backend's claim. For small problems: the default backend takes about a second for 40,000 pairs.

mod backend;
mod model;

use super::residual::Residual;
use super::{Goals, Limits, SolveError, greedy};
use crate::problem::{Ending, Level, LevelOutcome, LevelValue, Outcome};
use crate::progress::{Progress, Stage};
use backend::{NAME, Proposal};
use model::{Aim, Model};

/// The largest total that is attempted. From 10^9 on the default backend takes totals that differ by a point for equal.
const LARGEST_TOTAL: u64 = 999_999_999;

/// Settles the levels in order; gives no prices.
///
/// When the time limit strikes, the levels that are not settled get plain bounds: all places of a class, and for the total
/// everybody's best pairs. Where nothing was found at all, the assignment is one that was filled greedily.
pub(super) fn solve(
    residual: &Residual<'_>,
    goals: Goals,
    limits: &Limits,
    progress: &dyn Progress,
) -> Result<Outcome, SolveError> {
    let model = Model::new(residual, goals.coverage);
    let most_points = model.most(Aim::Points);
    if u64::try_from(most_points).unwrap_or(u64::MAX) > LARGEST_TOTAL {
        return Err(SolveError::TooLarge(most_points.unsigned_abs()));
    }
    let mut search = Search::new(&model, limits);
    let mut bound_of_classes = Vec::new();
    let places = residual.wanted();
    progress.advance(Stage::Solving, 0, places);
    for class in 0..model.classes() {
        let is_settled = search.settle(Aim::Class(class))?;
        let best = if is_settled { search.value(Aim::Class(class)) } else { model.most(Aim::Class(class)) };
        bound_of_classes.push(best.unsigned_abs());
    }
    let mut most_total = None;
    if goals.total {
        let is_settled = search.settle(Aim::Points)?;
        most_total = Some(if is_settled { search.value(Aim::Points) } else { most_points }.unsigned_abs());
        if !goals.coverage {
            search.settle(Aim::FewestPairs)?;
        }
    }
    progress.advance(Stage::Solving, places, places);
    let assignment = residual.with_must(model.pairs(&search.best));
    let level = |level: Level, value: LevelValue, most: LevelValue| {
        let bound = (most != value).then_some(most);
        LevelOutcome { level, value, bound }
    };
    let mut levels = Vec::new();
    if goals.coverage {
        let value = LevelValue::Counts(residual.problem.coverage(&assignment));
        levels.push(level(Level::Coverage, value, LevelValue::Counts(bound_of_classes)));
    }
    if let Some(most) = most_total {
        let value = LevelValue::Number(residual.problem.total(&assignment));
        levels.push(level(Level::Total, value, LevelValue::Number(most + residual.must_points())));
    }
    let is_optimal = levels.iter().all(|level| level.bound.is_none());
    let ending = if is_optimal { Ending::Optimal } else { Ending::TimeLimit };
    Ok(Outcome { assignment, levels, ending, prices: None })
}

/// The best known answer, and the aims that it has reached for good.
struct Search<'m> {
    model: &'m Model<'m>,
    limits: &'m Limits,
    /// For each choice of the model, whether it is made.
    best: Vec<bool>,
    reached: Vec<(Aim, i64)>,
    is_stopped: bool,
}

impl<'m> Search<'m> {
    fn new(model: &'m Model<'m>, limits: &'m Limits) -> Search<'m> {
        let mut chosen = Vec::new();
        greedy::fill(model.residual, &mut chosen, 0);
        Search { model, limits, best: model.made(&chosen), reached: Vec::new(), is_stopped: false }
    }

    fn value(&self, aim: Aim) -> i64 {
        self.model.value(aim, &self.best)
    }

    /// Finds the best answer for an aim among those that keep what is reached, and fixes it; false where time ran out.
    fn settle(&mut self, aim: Aim) -> Result<bool, SolveError> {
        let known = self.value(aim);
        if known < self.model.most(aim) {
            self.is_stopped |= self.limits.struck();
            if self.is_stopped {
                return Ok(false);
            }
            match backend::propose(self.model, aim, &self.reached, self.limits)? {
                Proposal::Best(made) => self.adopt(aim, known, made)?,
                Proposal::Unproved(made) => {
                    self.is_stopped = true;
                    return made.map_or(Ok(()), |made| self.adopt(aim, i64::MIN, made)).map(|()| false);
                }
            }
        }
        self.reached.push((aim, self.value(aim)));
        Ok(true)
    }

    /// Takes over an answer, if it stands up to what is known.
    fn adopt(&mut self, aim: Aim, known: i64, made: Vec<bool>) -> Result<(), SolveError> {
        let wrong = |message: String| Err(SolveError::Backend { backend: NAME, message });
        if !self.model.is_feasible(&made) {
            return wrong("its answer exceeds a capacity or the mentors that a mentee wants".to_owned());
        }
        for &(earlier, reached) in &self.reached {
            let value = self.model.value(earlier, &made);
            if value != reached {
                return wrong(format!("it called {reached} the best for {earlier}, and then answered with {value}"));
            }
        }
        let value = self.model.value(aim, &made);
        if value < known {
            return wrong(format!("it called {value} the best for {aim}, where {known} is known to be possible"));
        }
        if value >= self.value(aim) {
            self.best = made;
        }
        Ok(())
    }
}
