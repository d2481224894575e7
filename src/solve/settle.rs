//! A flow with side rows, level by level: bound, find, delete, and hand the small rest to a backend.
//!
//! For each step of a level: the relaxation gives a bound; flows on the way that keep all rows are answers. What costs more than the gap
//! between the best answer and the bound is deleted for good. The backend gets first only what is all but free of regret, then more,
//! until what it has not seen costs more than the gap: then the best answer is proved.

use super::Backend;
use super::backend::{Answer, Fault, minimise};
use super::levels::{Search, highest_floor, plain_bound, raise_floor, settle_flow};
use super::model::{Aim, HUB, Model, SideRow, keeps_limits};
use super::network::{Cost, Network};
use super::program::{IntegerProgram, Variable};
use super::relaxation::{Relaxation, UNIT, regrets};
use super::work::Work;
use crate::problem::{Assignment, Level, LevelValue};

/// What became of a level.
pub(super) struct Settled {
    /// `None`: its value is proved best. Otherwise no assignment that is as good on the earlier levels betters this.
    pub(super) bound: Option<LevelValue>,
}

/// What became of a step of a level.
struct Step {
    /// No assignment that is as good on what was settled before costs less.
    bound: Cost,
    is_proved: bool,
}

/// With so many open variables a backend is quick; it is given more only when that did not suffice.
const SMALL: usize = 250;

/// The best answer so far, and what is settled.
pub(super) struct Settler<'m, 'p> {
    model: &'m Model<'p>,
    search: Search,
    backend: Backend,
    work: Work,
    /// The network with what can still be: arcs are closed and fixed for good as levels are settled.
    network: Network,
    /// The rows of the model, and one for each step that the network alone does not hold to its value.
    rows: Vec<SideRow>,
    /// What is settled, to be kept by every answer from now on.
    reached: Vec<(Aim, Cost)>,
    floor: u16,
    best: Option<Assignment>,
    is_stopped: bool,
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
            is_stopped: false,
        }
    }

    /// Finds a first answer; false where there is none.
    ///
    /// # Errors
    /// Where a backend fails and nothing was found without it.
    pub(super) fn start(&mut self) -> Result<bool, Fault> {
        if !self.network.optimise(&vec![0; self.network.arcs()], &mut self.work) {
            return Ok(false);
        }
        if self.is_flow() {
            return Ok(true);
        }
        let must = Assignment::new(self.model.problem.must.clone());
        if self.model.problem.demands.is_none() && self.accepts(&must) {
            self.best = Some(must);
            return Ok(true);
        }
        self.find_first()
    }

    /// The answer.
    pub(super) fn into_best(self) -> Assignment {
        match self.best {
            Some(best) => best,
            None => self.model.assignment(self.network.flow()),
        }
    }

    /// Settles a level.
    ///
    /// # Errors
    /// Where a backend fails in a way that leaves the level open without a limit.
    pub(super) fn settle(&mut self, level: Level) -> Result<Settled, Fault> {
        if self.is_stopped {
            return Ok(Settled { bound: Some(plain_bound(self.model, level)) });
        }
        if level == Level::Worst {
            return self.settle_worst();
        }
        let aims = Aim::of(level, self.model);
        if self.is_flow() {
            settle_flow(self.model, &mut self.network, &aims, &mut self.work);
            return Ok(Settled { bound: None });
        }
        if self.settle_at_once(level, &aims)? {
            return Ok(Settled { bound: None });
        }
        let mut costs = Vec::new();
        for &aim in &aims {
            let step = self.settle_aim(aim)?;
            costs.push(step.bound);
            if !step.is_proved {
                self.is_stopped = true;
                break;
            }
        }
        if !self.is_stopped {
            return Ok(Settled { bound: None });
        }
        let LevelValue::Counts(plain) = plain_bound(self.model, level) else {
            return Ok(Settled { bound: Some(Aim::level_value(level, &costs)) });
        };
        let known = costs.iter().map(|cost| cost.unsigned_abs());
        let open = plain.iter().skip(costs.len()).copied();
        Ok(Settled { bound: Some(LevelValue::Counts(known.chain(open).collect())) })
    }

    /// Settles the number of rows, where places are left empty freely; whether it is proved.
    ///
    /// # Errors
    /// As [`Settler::settle`].
    pub(super) fn settle_fewest_rows(&mut self) -> Result<bool, Fault> {
        if self.is_stopped {
            return Ok(false);
        }
        if self.is_flow() {
            settle_flow(self.model, &mut self.network, &[Aim::FewestRows], &mut self.work);
            return Ok(true);
        }
        Ok(self.settle_aim(Aim::FewestRows)?.is_proved)
    }

    fn is_flow(&self) -> bool {
        self.model.is_flow() && self.search == Search::Reduced
    }

    /// Whether an assignment is an answer: it keeps every limit, and is as good as what is settled.
    fn accepts(&self, assignment: &Assignment) -> bool {
        let problem = self.model.problem;
        keeps_limits(problem, assignment)
            && problem.worst(assignment).is_none_or(|worst| worst >= self.floor.into())
            && self.reached.iter().all(|&(aim, cost)| aim.value(self.model, assignment) <= cost)
    }

    /// Takes over an answer that costs less than the best so far.
    fn offer(&mut self, assignment: Assignment, aim: Aim) -> bool {
        let cost = |assignment: &Assignment| aim.value(self.model, assignment);
        let is_better = self.best.as_ref().is_none_or(|best| cost(&assignment) < cost(best));
        let is_taken = is_better && self.accepts(&assignment);
        if is_taken {
            self.best = Some(assignment);
        }
        is_taken
    }

    fn known(&self, aim: Aim) -> Option<Cost> {
        self.best.as_ref().map(|best| aim.value(self.model, best))
    }

    /// Finds any answer by searching for a large total; false where there is none.
    fn find_first(&mut self) -> Result<bool, Fault> {
        // Without an answer there is nothing to give back: the limit waits for it.
        let limit = self.work.set_unlimited();
        let found = self.look_for(Aim::Total, true);
        self.work.set_limit(limit);
        found?;
        Ok(self.best.is_some())
    }

    /// Settles a whole level where its bound, that of the flow alone, is met by an answer that can be found.
    fn settle_at_once(&mut self, level: Level, aims: &[Aim]) -> Result<bool, Fault> {
        if self.search == Search::Whole || level == Level::Total && aims.len() == 1 {
            return Ok(false);
        }
        let before = self.network.clone();
        let costs = settle_flow(self.model, &mut self.network, aims, &mut self.work);
        let meets = |best: &Assignment| aims.iter().zip(&costs).all(|(aim, &cost)| aim.value(self.model, best) == cost);
        if !self.best.as_ref().is_some_and(meets) {
            let best = self.best.take();
            let reached = self.reached.len();
            self.reached.extend(aims.iter().copied().zip(costs.iter().copied()));
            let found = self.look_for(Aim::Total, false);
            self.reached.truncate(reached);
            if !matches!(found, Ok(true)) {
                self.best = best;
                self.network = before;
                return Ok(false);
            }
        }
        self.reached.extend(aims.iter().copied().zip(costs));
        Ok(true)
    }

    /// Looks for an answer with about the least cost; the first one that is found ends it.
    ///
    /// Without `to_the_end` it gives up where an answer is not near at hand. True where one was found.
    fn look_for(&mut self, aim: Aim, to_the_end: bool) -> Result<bool, Fault> {
        let costs = self.model.costs(aim);
        if self.search == Search::Whole {
            let program = self.program(&self.network, &vec![0; self.network.arcs()], 0, aim);
            self.ask(&program, aim)?;
            return Ok(self.best.is_some());
        }
        let before = self.network.clone();
        let mut network = self.network.clone();
        let mut work = self.work.clone();
        let rows = self.rows.clone();
        let mut relaxation = Relaxation::new(&mut network, &costs, &rows);
        let raised = relaxation.raise(
            |network, _| {
                let assignment = self.model.assignment(network.flow());
                self.offer(assignment, aim);
                self.best.is_some()
            },
            &mut work,
        );
        self.work = work;
        if raised.is_err() || self.best.is_some() {
            return Ok(self.best.is_some());
        }
        // At last everything, whatever it would cost.
        for cut in [20, 120, 720, 4320].map(|points| Some(points * UNIT)).into_iter().chain([None]) {
            let all = || vec![0; network.arcs()];
            let mut work = self.work.clone();
            let regrets = cut.map_or_else(all, |cut| regrets(self.model, &network, cut + 1, &mut work));
            self.work = work;
            let program = self.program(&network, &regrets, cut.unwrap_or(0), aim);
            if !to_the_end && program.open().count() > 8 * SMALL {
                break;
            }
            self.ask(&program, aim)?;
            if self.best.is_some() || self.work.is_over() {
                break;
            }
        }
        self.network = before;
        Ok(self.best.is_some())
    }

    /// Settles one step: the least cost among the answers that keep what is settled.
    fn settle_aim(&mut self, aim: Aim) -> Result<Step, Fault> {
        let costs = self.model.costs(aim);
        if self.search == Search::Whole {
            return self.settle_whole(aim);
        }
        let mut network = self.network.clone();
        let rows = self.rows.clone();
        let mut work = self.work.clone();
        let mut relaxation = Relaxation::new(&mut network, &costs, &rows);
        let raised = relaxation.raise(
            |network, bound| {
                let assignment = self.model.assignment(network.flow());
                self.offer(assignment, aim);
                self.known(aim).is_some_and(|known| whole_bound(bound) >= known)
            },
            &mut work,
        );
        assert!(raised.is_ok(), "a network with an answer in it has a flow");
        let (bound, is_free) = (relaxation.bound(), relaxation.is_free());
        self.work = work;
        let mut least = whole_bound(bound);
        let mut cut = 0;
        loop {
            let known = self.known(aim).expect("a step starts from an answer");
            if least >= known {
                break;
            }
            let gap = gap_of(known - 1, bound);
            if self.work.is_over() {
                return Ok(Step { bound: least, is_proved: false });
            }
            let mut work = self.work.clone();
            let regrets = regrets(self.model, &network, gap.saturating_add(1), &mut work);
            self.work = work;
            cut = next_cut(&network, &regrets, cut, gap);
            let program = self.program(&network, &regrets, cut, aim);
            let is_best = self.ask(&program, aim)?;
            let known = self.known(aim).expect("a step starts from an answer");
            // What was not in the program costs more than the cut allows.
            if is_best && cut >= gap_of(known - 1, bound) {
                least = known;
            } else if !is_best && self.work.is_over() {
                return Ok(Step { bound: least, is_proved: false });
            } else if !is_best {
                return Err(Fault("it stopped within its limits".to_owned()));
            }
        }
        self.fix(aim, network, bound, is_free, costs);
        Ok(Step { bound: least, is_proved: true })
    }

    /// Deletes what no answer of this cost needs, and holds later steps to the cost.
    fn fix(&mut self, aim: Aim, network: Network, bound: i128, is_free: bool, costs: Vec<Cost>) {
        let known = self.known(aim).expect("a step ends with an answer");
        let gap = gap_of(known, bound);
        self.network = network;
        self.network.keep_within(gap);
        self.reached.push((aim, known));
        if gap > 0 || !is_free {
            let terms = costs.into_iter().enumerate().filter(|(_, cost)| *cost != 0).collect();
            self.rows.push(SideRow { terms, lower: None, upper: Some(known) });
        }
    }

    /// Settles a step by the backend alone.
    fn settle_whole(&mut self, aim: Aim) -> Result<Step, Fault> {
        let regrets = vec![0; self.network.arcs()];
        let program = self.program(&self.network, &regrets, 0, aim);
        let is_best = self.ask(&program, aim)?;
        let known = self.known(aim).expect("a step starts from an answer");
        if !is_best {
            let least = self.model.costs(aim).iter().map(|&cost| cost.min(0)).sum();
            return Ok(Step { bound: least, is_proved: false });
        }
        self.reached.push((aim, known));
        let costs = self.model.costs(aim);
        let terms = costs.into_iter().enumerate().filter(|(_, cost)| *cost != 0).collect();
        self.rows.push(SideRow { terms, lower: None, upper: Some(known) });
        Ok(Step { bound: known, is_proved: true })
    }

    /// The integer program of what has no more regret than `cut`; all else stays as it is in the network.
    fn program(&self, network: &Network, regrets: &[Cost], cut: Cost, aim: Aim) -> IntegerProgram {
        let costs = self.model.costs(aim);
        let arcs = (0..network.arcs()).map(|arc| {
            let (lower, upper) = network.bounds(arc);
            let fixed = network.flow()[arc];
            let (lower, upper) = if regrets[arc] <= cut { (lower, upper) } else { (fixed, fixed) };
            Variable { lower: lower.into(), upper: upper.into(), cost: costs[arc] }
        });
        let extras = network.arcs()..self.model.variables();
        let extras = extras.map(|_| Variable { lower: 0, upper: 1, cost: 0 });
        let variables = arcs.chain(extras).collect();
        let mut rows = self.rows.clone();
        rows.extend(conservation(network));
        IntegerProgram { variables, rows }
    }

    /// Asks the backend for the best of a program; whether it says that there is no better one.
    ///
    /// Its answer is taken over only where it keeps every limit and what is settled, checked in whole numbers.
    fn ask(&mut self, program: &IntegerProgram, aim: Aim) -> Result<bool, Fault> {
        match minimise(program, self.backend, &mut self.work)? {
            Answer::Infeasible => Ok(true),
            Answer::Stopped(values) => {
                values.into_iter().for_each(|values| {
                    self.offer(self.model.assignment(&values), aim);
                });
                Ok(false)
            }
            Answer::Best(values) => {
                let assignment = self.model.assignment(&values);
                if !self.accepts(&assignment) {
                    return Err(Fault("its answer breaks a limit".to_owned()));
                }
                self.offer(assignment, aim);
                Ok(true)
            }
        }
    }

    fn settle_worst(&mut self) -> Result<Settled, Fault> {
        let mut work = self.work.clone();
        let base = self.network.clone();
        let zero = vec![0; base.arcs()];
        let mut is_flow_possible = |floor: u16| {
            let mut network = base.clone();
            raise_floor(self.model, &mut network, floor) && network.optimise(&zero, &mut work)
        };
        let most = highest_floor(self.model, &base, &mut is_flow_possible);
        self.work = work;
        if self.is_flow() {
            let fits = raise_floor(self.model, &mut self.network, most);
            assert!(fits && self.network.optimise(&zero, &mut self.work), "the floor was found possible");
            return Ok(Settled { bound: None });
        }
        let worst = |best: &Option<Assignment>| {
            let worst = best.as_ref().and_then(|best| self.model.problem.worst(best));
            worst.map_or(u16::MAX, |worst| u16::try_from(worst).unwrap_or(u16::MAX))
        };
        // Answers are looked for at higher and higher floors; one that is found may be better than was asked for.
        let (mut possible, mut impossible) = (worst(&self.best), most + 1);
        let mut floors: Vec<u16> = self.model.candidates.iter().map(|candidate| candidate.points.get()).collect();
        floors.push(crate::units::Points::MAX.get());
        floors.sort_unstable();
        floors.dedup();
        floors.retain(|&floor| floor > possible && floor < impossible);
        let first = self.best.clone();
        while let Some(&next) = floors.get(floors.len() / 2) {
            let best = self.best.take();
            let before = (self.network.clone(), self.floor);
            self.floor = next;
            let fits = raise_floor(self.model, &mut self.network, next);
            let found = if fits { self.look_for(Aim::Total, true) } else { Ok(false) };
            (self.network, self.floor) = before;
            if found? {
                possible = worst(&self.best);
                floors.retain(|&floor| floor > possible);
                continue;
            }
            self.best = best;
            if self.work.is_over() {
                self.is_stopped = true;
                let bound = LevelValue::Number(impossible.saturating_sub(1).into());
                return Ok(Settled { bound: Some(bound) });
            }
            impossible = next;
            floors.retain(|&floor| floor < impossible);
        }
        drop(first);
        self.floor = possible.min(crate::units::Points::MAX.get());
        let fits = raise_floor(self.model, &mut self.network, self.floor);
        assert!(fits, "the best answer keeps the floor");
        Ok(Settled { bound: None })
    }
}

/// Flow is conserved at every node but the hub.
fn conservation(network: &Network) -> Vec<SideRow> {
    let mut terms = vec![Vec::new(); network.nodes()];
    for arc in 0..network.arcs() {
        terms[network.head(arc)].push((arc, 1));
        terms[network.tail(arc)].push((arc, -1));
    }
    let rows = terms.into_iter().enumerate().filter(|(node, terms)| *node != HUB && !terms.is_empty());
    rows.map(|(_, terms)| SideRow { terms, lower: Some(0), upper: Some(0) }).collect()
}

/// The least whole cost that a bound in parts of a point leaves.
fn whole_bound(bound: i128) -> Cost {
    let unit = i128::from(UNIT);
    Cost::try_from(bound.div_euclid(unit) + i128::from(bound.rem_euclid(unit) > 0)).unwrap_or(Cost::MIN)
}

/// By how much a cost is above a bound, in parts of a point.
fn gap_of(cost: Cost, bound: i128) -> Cost {
    Cost::try_from(i128::from(cost) * i128::from(UNIT) - bound).unwrap_or(Cost::MAX / 4).max(0)
}

/// How much regret the next program allows: what makes it small at first, then three times as much, and never more than the gap.
fn next_cut(network: &Network, regrets: &[Cost], before: Cost, gap: Cost) -> Cost {
    let open = regrets.iter().enumerate().filter(|&(arc, &regret)| regret <= gap && !network.is_fixed(arc));
    let mut sorted: Vec<Cost> = open.map(|(_, &regret)| regret).collect();
    sorted.sort_unstable();
    let open = sorted.len();
    if open <= 2 * SMALL {
        return gap;
    }
    let first = sorted[SMALL.min(open - 1)];
    (before.saturating_mul(3)).max(first).max(UNIT / 64).min(gap)
}
