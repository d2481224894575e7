//! A flow with side rows, level by level: bound, find, delete, and hand the small rest to a backend.
//!
//! For each step of a level: the relaxation gives a bound; flows on the way that keep all rows are answers. What costs more than the gap
//! between the best answer and the bound is deleted for good. The backend gets first only what is all but free of regret, then more,
//! until what it has not seen costs more than the gap: then the best answer is proved.

mod first;
mod worst;

pub(super) use first::confirm_that_nothing_fits;

use super::Backend;
use super::ascent::{Kind, UNIT, raise};
use super::backend::{Answer, Fault, minimise_again};
use super::construct;
use super::levels::{Search, Settles, plain_bound, settle_flow};
use super::model::{Aim, Model, Of, SideRow, keeps_limits};
use super::network::{Cost, Network};
use super::program::IntegerProgram;
use super::relaxed::{BlockRelaxation, FlowRelaxation, Relaxed};
use super::work::{STEPS_A_SECOND, Work};
use crate::problem::{Assignment, Level, LevelValue};
use crate::units::Side;

/// What became of a level.
pub(super) struct Settled {
    /// `None`: its value is proved best. Otherwise no assignment that is as good on the earlier levels betters this.
    pub(super) bound: Option<LevelValue>,
}

/// What became of a step of a level.
pub(super) struct Step {
    /// No assignment that is as good on what was settled before costs less.
    pub(super) bound: Cost,
    pub(super) is_proved: bool,
}

/// The regret that the first program of a step allows: 20 points.
const FIRST_CUT: Cost = 20 * UNIT;

/// Why it is not known whether there is an answer.
pub(super) enum Undecided {
    /// A backend failed.
    Failed(Fault),
    /// The limit came before an answer was found, or proved not to be.
    Limit,
}

/// With so many open variables a backend is quick; it is given more only when that did not suffice.
const SMALL: usize = 250;

/// The best answer so far, and what is settled.
pub(super) struct Settler<'m, 'p> {
    model: &'m Model<'p>,
    search: Search,
    backend: Backend,
    pub(super) work: Work,
    /// The network with what can still be: arcs are closed and fixed for good as levels are settled.
    network: Network,
    /// The rows of the model, and one for each step that the network alone does not hold to its value.
    rows: Vec<SideRow>,
    /// What is settled, to be kept by every answer from now on.
    reached: Vec<(Aim, Cost)>,
    floor: u16,
    best: Option<Assignment>,
    /// The side whose people have limits of their own, where that is more than a flow: its people are looked at as blocks.
    blocks: Option<Side>,
    /// The best multipliers for [`Aim::Together`], and their bound.
    hint: Option<(Vec<Cost>, Cost)>,
    is_stopped: bool,
    /// Whether the last search for an answer proved that there is none.
    is_refuted: bool,
    /// What a backend failed with in the last search, where it did.
    fault: Option<Fault>,
}

impl<'m, 'p> Settler<'m, 'p> {
    pub(super) fn new(model: &'m Model<'p>, search: Search, backend: Backend, work: Work) -> Settler<'m, 'p> {
        Settler {
            model,
            search,
            backend,
            work,
            network: model.network.clone(),
            rows: model.rows.clone(),
            reached: Vec::new(),
            floor: 0,
            best: None,
            blocks: Side::BOTH
                .into_iter()
                .rev()
                .find(|&side| model.rows.iter().any(|row| row.of.person(side).is_some())),
            hint: None,
            is_stopped: false,
            is_refuted: false,
            fault: None,
        }
    }

    fn is_flow(&self) -> bool {
        self.model.is_flow() && self.search == Search::Reduced
    }

    /// Whether an assignment is an answer: it keeps every limit, and is as good as what is settled.
    fn accepts(&self, assignment: &Assignment) -> bool {
        let problem = self.model.problem;
        keeps_limits(problem, assignment)
            && problem.worst(assignment).is_none_or(|worst| worst >= self.floor.into())
            && self.reached.iter().all(|&(aim, cost)| aim.value(self.model.problem, assignment) <= cost)
    }

    /// Takes over an answer that costs less than the best so far.
    fn offer(&mut self, assignment: Assignment, aim: Aim) -> bool {
        let cost = |assignment: &Assignment| aim.value(self.model.problem, assignment);
        let is_better = self.best.as_ref().is_none_or(|best| cost(&assignment) < cost(best));
        let is_taken = is_better && self.accepts(&assignment);
        if is_taken {
            self.best = Some(assignment);
        }
        is_taken
    }

    fn known(&self, aim: Aim) -> Option<Cost> {
        self.best.as_ref().map(|best| aim.value(self.model.problem, best))
    }

    /// Settles a whole level where its bound, that of the flow alone, is met by an answer that can be found.
    fn settle_at_once(&mut self, level: Level, aims: &[Aim]) -> bool {
        if self.search == Search::Whole || level == Level::Total && aims.len() == 1 {
            return false;
        }
        let before = self.network.clone();
        let costs = settle_flow(self.model, &mut self.network, aims, &mut self.work);
        let meets =
            |best: &Assignment| aims.iter().zip(&costs).all(|(aim, &cost)| aim.value(self.model.problem, best) == cost);
        if !self.best.as_ref().is_some_and(meets) {
            let best = self.best.take();
            let reached = self.reached.len();
            self.reached.extend(aims.iter().copied().zip(costs.iter().copied()));
            // A try: where it takes long, step by step is the better way.
            let limit = self.work.allow(STEPS_A_SECOND / 2);
            let found = self.look_for(self.model.costs(Aim::Total), false);
            self.work.set_limit(limit);
            self.reached.truncate(reached);
            if !found {
                self.best = best;
                self.network = before;
                return false;
            }
        }
        self.reached.extend(aims.iter().copied().zip(costs));
        true
    }

    /// Settles one step: the least cost among the answers that keep what is settled.
    fn settle_aim(&mut self, aim: Aim) -> Step {
        let costs = self.model.costs(aim);
        if self.search == Search::Whole {
            return self.settle_whole(aim);
        }
        let is_idle = |(arc, &cost): (usize, &Cost)| cost == 0 || self.network.bounds(arc).1 == 0;
        if costs.iter().enumerate().all(is_idle) {
            return Step { bound: 0, is_proved: true };
        }
        let rows = self.rows.clone();
        let (model, network) = (self.model, self.network.clone());
        if let Some(side) = self.blocks {
            self.settle_in(BlockRelaxation::new(model, network, costs, &rows, side), aim)
        } else {
            self.settle_in(FlowRelaxation::new(model, network, costs, &rows), aim)
        }
    }

    fn settle_in<R: Relaxed>(&mut self, mut relaxed: R, aim: Aim) -> Step {
        self.fault = None;
        let grain = self.grain(aim);
        let plainly = self.plain_bound(aim);
        let least_of = |bound: i128| whole_bound(bound, grain).max(plainly);
        let known = self.known(aim);
        let mut work = self.work.clone();
        let start = self.hinted(aim, relaxed.kinds().len()).unwrap_or_else(|| relaxed.start(&mut work));
        let start = better_start(&mut relaxed, aim, start, &mut work);
        let raised = raise(
            &mut relaxed,
            start,
            known,
            |relaxed, this, top| {
                self.offer(relaxed.assignment(), aim);
                let known = self.known(aim).expect("a step starts from an answer");
                if this == top {
                    relaxed.drop_beyond(gap_of(known, this));
                }
                least_of(top) >= known
            },
            &mut work,
        );
        self.work = work;
        let top = raised.expect("where there is an answer, something can be chosen");
        let mut least = least_of(top.bound);
        let mut cut: Cost = 0;
        loop {
            let known = self.known(aim).expect("a step starts from an answer");
            if least >= known {
                break;
            }
            if self.work.is_over() {
                return Step { bound: least, is_proved: false };
            }
            cut = cut.saturating_mul(3).max(FIRST_CUT).min(gap_of(known - grain, top.bound));
            let program = relaxed.program(Some(cut), &mut self.work);
            let is_best = self.ask(&relaxed, &program, aim);
            let known = self.known(aim).expect("a step starts from an answer");
            // What was not in the program costs more than the cut allows.
            if is_best && cut >= gap_of(known - grain, top.bound) {
                least = known;
            } else if !is_best {
                return Step { bound: least, is_proved: false };
            }
        }
        let is_free = top.multipliers.iter().all(|&multiplier| multiplier == 0);
        self.fix(relaxed, aim, gap_of(least, top.bound), is_free);
        Step { bound: least, is_proved: true }
    }

    /// Multipliers for a class of places: those for places and points together, as much smaller as its cost is.
    fn hinted(&self, aim: Aim, count: usize) -> Option<Vec<Cost>> {
        let (Aim::Class(_), Some((multipliers, together))) = (aim, &self.hint) else { return None };
        let own = self.known(aim).filter(|own| *own < 0 && *together < 0)?;
        let scaled = |&multiplier: &Cost| {
            let scaled = i128::from(multiplier) * i128::from(own) / i128::from(*together);
            Cost::try_from(scaled).unwrap_or(0)
        };
        let mut start: Vec<Cost> = multipliers.iter().map(scaled).collect();
        start.resize(count, 0);
        Some(start)
    }

    /// The least cost with every arc at its best, whatever the others do.
    fn plain_bound(&self, aim: Aim) -> Cost {
        let costs = self.model.costs(aim).into_iter().enumerate();
        let best = costs.map(|(arc, cost)| {
            let (lower, upper) = self.network.bounds(arc);
            (cost * Cost::from(lower)).min(cost * Cost::from(upper))
        });
        best.sum()
    }

    /// What all costs of a step are multiples of, and so its values.
    fn grain(&self, aim: Aim) -> Cost {
        let costs = self.model.costs(aim).into_iter().enumerate();
        let live = costs.filter(|&(arc, cost)| cost != 0 && self.network.bounds(arc).1 > 0);
        live.fold(0, |grain, (_, cost)| greatest_common_divisor(grain, cost.abs())).max(1)
    }

    /// Deletes what no answer of this cost needs, and holds later steps to the cost.
    fn fix<R: Relaxed>(&mut self, relaxed: R, aim: Aim, gap: Cost, is_free: bool) {
        let known = self.known(aim).expect("a step ends with an answer");
        self.network = relaxed.without(gap);
        self.reached.push((aim, known));
        if gap > 0 || !is_free || self.blocks.is_some() {
            self.hold(aim, known);
        }
    }

    /// Holds later steps to a cost by a row.
    fn hold(&mut self, aim: Aim, known: Cost) {
        let costs = self.model.costs(aim).into_iter().enumerate();
        let terms: Vec<(usize, i64)> = costs.filter(|(_, cost)| *cost != 0).collect();
        if terms.is_empty() {
            return;
        }
        self.rows.push(SideRow { terms, lower: None, upper: Some(known), of: Of::Result });
    }

    /// Settles a step by the backend alone.
    fn settle_whole(&mut self, aim: Aim) -> Step {
        let rows = self.rows.clone();
        let mut relaxed = FlowRelaxation::new(self.model, self.network.clone(), self.model.costs(aim), &rows);
        let program = relaxed.program(None, &mut self.work);
        let is_best = self.ask(&relaxed, &program, aim);
        let known = self.known(aim).expect("a step starts from an answer");
        if !is_best {
            let least = self.model.costs(aim).iter().map(|&cost| cost.min(0)).sum();
            return Step { bound: least, is_proved: false };
        }
        self.reached.push((aim, known));
        self.hold(aim, known);
        Step { bound: known, is_proved: true }
    }

    /// Asks the backend for the best of a program; whether it says that there is no better one.
    ///
    /// Its answer is taken over only where it keeps every limit and what is settled, checked in whole numbers. Where it fails it is asked
    /// once more with the rows the other way round; where that fails too, the program stays open.
    fn ask<R: Relaxed>(&mut self, relaxed: &R, program: &IntegerProgram, aim: Aim) -> bool {
        let (answer, is_best) = match minimise_again(program, self.backend, &mut self.work) {
            Ok(Answer::Infeasible | Answer::Refuted) => (None, true),
            Ok(Answer::Stopped(values)) => (values.map(|values| relaxed.answer(&values)), false),
            Ok(Answer::Best(values)) => (Some(relaxed.answer(&values)), true),
            Err(fault) => {
                self.fault = Some(fault);
                return false;
            }
        };
        let Some(answer) = answer else { return is_best };
        if !self.accepts(&answer) {
            self.fault = Some(Fault("its answer breaks a limit".to_owned()));
            return false;
        }
        self.offer(answer, aim);
        is_best
    }
}

impl Settles for Settler<'_, '_> {
    fn start(&mut self) -> Result<bool, Undecided> {
        let has_answer = self.find_any()?;
        if has_answer && !self.is_flow() && self.search == Search::Reduced {
            let known = self.best.clone().expect("there is an answer");
            self.offer(construct::extend(self.model, &known), Aim::Together);
            let limit = self.work.allow(STEPS_A_SECOND / 2);
            self.look_around();
            self.work.set_limit(limit);
        }
        Ok(has_answer)
    }

    fn has_failed(&self) -> bool {
        self.is_stopped && self.fault.is_some()
    }

    fn into_best(self) -> Assignment {
        match self.best {
            Some(best) => best,
            None => self.model.assignment(&self.network.flows()),
        }
    }

    fn settle(&mut self, level: Level) -> Settled {
        if self.is_stopped {
            return Settled { bound: Some(plain_bound(self.model, level)) };
        }
        if level == Level::Worst {
            return self.settle_worst();
        }
        let aims = Aim::of(level, self.model.problem);
        if self.is_flow() {
            settle_flow(self.model, &mut self.network, &aims, &mut self.work);
            return Settled { bound: None };
        }
        if self.settle_at_once(level, &aims) {
            return Settled { bound: None };
        }
        settled(&aims, plain_bound(self.model, level), |aim| {
            let step = (!self.is_stopped).then(|| self.settle_aim(aim))?;
            self.is_stopped = !step.is_proved;
            Some(step)
        })
    }

    fn settle_fewest_rows(&mut self) -> bool {
        if self.is_stopped {
            return false;
        }
        if self.is_flow() {
            settle_flow(self.model, &mut self.network, &[Aim::FewestRows], &mut self.work);
            return true;
        }
        self.settle_aim(Aim::FewestRows).is_proved
    }
}

/// For a class of places, the given multipliers or those that price each row of counts as a place: whichever bound is closer.
///
/// Where rooms are scarce, a place more is worth about a room.
fn better_start<R: Relaxed>(relaxed: &mut R, aim: Aim, start: Vec<Cost>, work: &mut Work) -> Vec<Cost> {
    let place = |kind: &Kind| if kind.is_equation || kind.largest > 1 { 0 } else { UNIT };
    let places: Vec<Cost> = relaxed.kinds().iter().map(place).collect();
    if !matches!(aim, Aim::Class(_)) || places.iter().all(|&price| price == 0) {
        return start;
    }
    let mut bound = |multipliers: &[Cost]| relaxed.evaluate(multipliers, work).map(|evaluation| evaluation.bound).ok();
    if bound(&places) > bound(&start) { places } else { start }
}

/// Settles the steps of a level, as long as `settle` does; `plain` is a value that no assignment betters.
///
/// What is not proved of a step leaves those after it open too, in the bound.
pub(super) fn settled(aims: &[Aim], plain: LevelValue, mut settle: impl FnMut(Aim) -> Option<Step>) -> Settled {
    let mut known: Vec<u64> = Vec::new();
    let mut bound = None;
    for &aim in aims {
        let step = settle(aim);
        let is_proved = step.as_ref().is_some_and(|step| step.is_proved);
        known.extend(step.as_ref().map(|step| aim.magnitude(step.bound)));
        if !is_proved && bound.is_none() {
            bound = Some(match &plain {
                LevelValue::Counts(plain) => {
                    LevelValue::Counts(known.iter().chain(&plain[known.len()..]).copied().collect())
                }
                plain if known.is_empty() => plain.clone(),
                _ => LevelValue::Number(known.iter().sum()),
            });
        }
        if step.is_none() {
            break;
        }
    }
    Settled { bound }
}

/// The least multiple of a grain that a bound in parts of a point leaves.
fn whole_bound(bound: i128, grain: Cost) -> Cost {
    let unit = i128::from(UNIT) * i128::from(grain);
    let multiple = bound.div_euclid(unit) + i128::from(bound.rem_euclid(unit) > 0);
    Cost::try_from(multiple * i128::from(grain)).unwrap_or(Cost::MIN)
}

pub(super) fn greatest_common_divisor(one: Cost, other: Cost) -> Cost {
    if other == 0 { one } else { greatest_common_divisor(other, one % other) }
}

/// By how much a cost is above a bound, in parts of a point.
fn gap_of(cost: Cost, bound: i128) -> Cost {
    Cost::try_from(i128::from(cost) * i128::from(UNIT) - bound).unwrap_or(Cost::MAX / 4).max(0)
}
