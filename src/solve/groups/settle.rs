//! Groups, level by level: each step by branch and bound over circles.

use super::board::Board;
use super::branch::Tree;
use super::limits::keeps_limits;
use super::master::State;
use super::relaxed::Relaxation;
use crate::problem::{Assignment, BANDS, Level, LevelValue, band};
use crate::solve::Backend;
use crate::solve::ascent::{Dual, UNIT};
use crate::solve::backend::{Answer, Fault, minimise};
use crate::solve::levels::{Search, Settles};
use crate::solve::model::{Aim, Of, SideRow, worth_of_place};
use crate::solve::network::Cost;
use crate::solve::program::IntegerProgram;
use crate::solve::settle::{Settled, Step, Undecided, greatest_common_divisor, settled};
use crate::solve::work::{STEPS_A_SECOND, Work};
use crate::units::Points;

/// The best answer so far, and what is settled.
pub(super) struct Settler<'b, 'p> {
    pub(super) board: &'b Board<'p>,
    search: Search,
    backend: Backend,
    pub(super) work: Work,
    /// Which seats can still be taken.
    pub(super) live: Vec<bool>,
    /// Which circles can still be open.
    pub(super) states: Vec<State>,
    /// Which mentees are placed in every answer from now on.
    pub(super) required: Vec<bool>,
    /// The rows of the board, and one for each settled step.
    pub(super) rows: Vec<SideRow>,
    /// What is settled, to be kept by every answer from now on.
    reached: Vec<(Aim, Cost)>,
    floor: u16,
    pub(super) best: Option<Assignment>,
    /// For each mentee, what a place counts beside points.
    pub(super) worth: Vec<Cost>,
    /// Whether anything holds beyond one circle.
    pub(super) has_rows: bool,
    /// Whether nobody at all keeps the limits, so that groups can be added one by one.
    pub(super) accepts_nobody: bool,
    is_stopped: bool,
    has_failed: bool,
    pub(super) fault: Option<Fault>,
}

impl<'b, 'p> Settler<'b, 'p> {
    pub(super) fn new(board: &'b Board<'p>, search: Search, backend: Backend, work: Work) -> Settler<'b, 'p> {
        let mut required = vec![false; board.problem.mentees.len()];
        board.problem.must.iter().for_each(|must| required[must.mentee] = true);
        Settler {
            board,
            search,
            backend,
            work,
            live: vec![true; board.seats.len()],
            states: vec![State::Undecided; board.circles.len()],
            required,
            rows: board.rows(),
            reached: Vec::new(),
            floor: 0,
            best: None,
            worth: worth(board),
            has_rows: !board.rows().is_empty(),
            accepts_nobody: false,
            is_stopped: false,
            has_failed: false,
            fault: None,
        }
    }

    /// Finds an answer of whatever worth; false where there is none.
    ///
    /// # Errors
    /// Where a backend fails and nothing was found without it, or the limit comes before anything is decided.
    pub(super) fn find_any(&mut self) -> Result<bool, Undecided> {
        let has_seats = |mentee: usize| !self.board.seats_of[mentee].is_empty();
        if (0..self.required.len()).any(|mentee| self.required[mentee] && !has_seats(mentee)) {
            return Ok(false);
        }
        let nobody = Assignment::of_groups(Vec::new());
        self.accepts_nobody = self.accepts(&nobody);
        if self.accepts_nobody {
            self.best = Some(nobody);
            return Ok(true);
        }
        // Without an answer there is nothing to give back: the limit waits for it, though not for ever.
        let limit = self.work.stretch();
        let found = self.find();
        self.work.set_limit(limit);
        found
    }

    /// Looks for an answer among what is left, and stops at the first; false where there is none.
    fn find(&mut self) -> Result<bool, Undecided> {
        self.fault = None;
        let costs = self.costs(Aim::Together);
        let is_whole = if self.search == Search::Whole {
            let program = self.board.program(&costs, &self.live, &self.states, &self.required, &self.rows);
            self.ask(&program, Aim::Together)
        } else {
            let mut relaxation = self.relaxation(costs);
            let mut tree = Tree::for_any();
            let start = relaxation.level_start(&mut self.work);
            self.explore(&mut tree, &mut relaxation, start, i128::MIN / 4);
            tree.left_open.is_none()
        };
        match self.fault.take() {
            _ if self.best.is_some() => Ok(true),
            Some(fault) => Err(Undecided::Failed(fault)),
            None if is_whole => Ok(false),
            None => Err(Undecided::Limit),
        }
    }

    fn relaxation(&self, costs: Vec<Cost>) -> Relaxation<'b, 'p> {
        Relaxation::new(self.board, costs, &self.rows, self.live.clone(), self.states.clone(), &self.required)
    }

    /// Whether an assignment keeps every limit of the problem.
    pub(super) fn keeps_limits(&self, assignment: &Assignment) -> bool {
        keeps_limits(self.board.problem, self.board.groups, assignment)
    }

    /// Whether an assignment is an answer: it keeps every limit, and is as good as what is settled.
    fn accepts(&self, assignment: &Assignment) -> bool {
        let problem = self.board.problem;
        self.keeps_limits(assignment)
            && problem.worst(assignment).is_none_or(|worst| worst >= self.floor.into())
            && self.reached.iter().all(|&(aim, cost)| aim.value(problem, assignment) <= cost)
    }

    /// Takes over an answer that costs less than the best so far.
    pub(super) fn offer(&mut self, assignment: Assignment, aim: Aim) -> bool {
        let cost = |assignment: &Assignment| aim.value(self.board.problem, assignment);
        let is_better = self.best.as_ref().is_none_or(|best| cost(&assignment) < cost(best));
        let is_taken = is_better && self.accepts(&assignment);
        if is_taken {
            self.best = Some(assignment);
        }
        is_taken
    }

    pub(super) fn known(&self, aim: Aim) -> Option<Cost> {
        self.best.as_ref().map(|best| aim.value(self.board.problem, best))
    }

    /// What an aim costs on each variable.
    fn costs(&self, aim: Aim) -> Vec<Cost> {
        let board = self.board;
        let class_of = classes(board);
        let leaders = Cost::from(board.groups.leaders);
        let of_seat = |seat: &super::board::Seat| match aim {
            Aim::Class(class) => -Cost::from(class_of[seat.member] == Some(class)),
            Aim::Band(of) => Cost::from(band(seat.points) == of),
            Aim::Continuity => -Cost::from(seat.previous),
            Aim::Balance => 0,
            Aim::Total => -Cost::from(seat.points.get()),
            Aim::FewestRows => leaders,
            Aim::Together => -Cost::from(seat.points.get()) - self.worth[seat.member],
        };
        let mut costs: Vec<Cost> = board.seats.iter().map(of_seat).collect();
        costs.resize(board.seats.len() + board.circles.len(), 0);
        let of_unit = |(_, unit): (usize, u32)| if aim == Aim::Balance { 2 * Cost::from(unit) - 1 } else { 0 };
        costs.extend(board.units().into_iter().map(of_unit));
        costs
    }

    /// The least cost with every member at its cheapest seat, whatever the others do.
    fn plain_bound(&self, costs: &[Cost]) -> Cost {
        let cheapest = |(mentee, seats): (usize, &Vec<usize>)| {
            let least = seats.iter().filter(|&&seat| self.is_live(seat)).map(|&seat| costs[seat]).min();
            least.map_or(0, |least| if self.required[mentee] { least } else { least.min(0) })
        };
        self.board.seats_of.iter().enumerate().map(cheapest).sum()
    }

    fn is_live(&self, seat: usize) -> bool {
        self.live[seat] && self.states[self.board.seats[seat].circle] != State::Closed
    }

    /// Settles one step: the least cost among the answers that keep what is settled.
    fn settle_aim(&mut self, aim: Aim) -> Step {
        self.fault = None;
        let costs = self.costs(aim);
        let first_unit = self.board.seats.len() + self.board.circles.len();
        let seats = (0..self.board.seats.len()).filter(|&seat| self.is_live(seat));
        let all = seats.chain(first_unit..costs.len()).map(|variable| costs[variable].abs());
        let grain = all.fold(0, greatest_common_divisor);
        let known = self.known(aim).expect("a step starts from an answer");
        if grain == 0 {
            return Step { bound: known, is_proved: true };
        }
        if self.search == Search::Whole {
            return self.settle_whole(aim, &costs);
        }
        let plainly = self.plain_bound(&costs);
        if known == plainly {
            self.hold(aim, &costs);
            return Step { bound: known, is_proved: true };
        }
        let mut relaxation = self.relaxation(costs.clone());
        let mut tree = Tree::for_best(aim, grain, plainly);
        let start = relaxation.level_start(&mut self.work);
        self.explore(&mut tree, &mut relaxation, start, i128::MIN / 4);
        let known = self.known(aim).expect("a step starts from an answer");
        self.hold(aim, &costs);
        if let Some(bound) = tree.left_open {
            self.has_failed |= self.fault.is_some();
            return Step { bound: tree.whole(bound).min(known), is_proved: false };
        }
        if let Some(multipliers) = tree.root {
            // What no answer of this cost needs is not looked at again.
            relaxation.live.clone_from(&self.live);
            relaxation.states.clone_from(&self.states);
            if let Ok(evaluation) = relaxation.evaluate(&multipliers, &mut self.work) {
                relaxation.drop_beyond(evaluation.bound, 2 * i128::from(known) * i128::from(UNIT));
                (self.live, self.states) = (relaxation.live, relaxation.states);
            }
        }
        Step { bound: known, is_proved: true }
    }

    /// Settles a step by the backend alone.
    fn settle_whole(&mut self, aim: Aim, costs: &[Cost]) -> Step {
        let program = self.board.program(costs, &self.live, &self.states, &self.required, &self.rows);
        let is_best = self.ask(&program, aim);
        let known = self.known(aim).expect("a step starts from an answer");
        let plainly = self.plain_bound(costs);
        self.hold(aim, costs);
        if !is_best {
            self.has_failed |= self.fault.is_some();
            return Step { bound: plainly, is_proved: false };
        }
        Step { bound: known, is_proved: true }
    }

    /// Holds later steps to what a step came to.
    fn hold(&mut self, aim: Aim, costs: &[Cost]) {
        let known = self.known(aim).expect("a step ends with an answer");
        self.reached.push((aim, known));
        let terms = || costs.iter().enumerate().filter(|(_, cost)| **cost != 0).map(|(at, &cost)| (at, cost));
        let is_full = matches!(aim, Aim::Class(_)) && known == self.plain_bound(costs);
        if is_full {
            for (mentee, seats) in self.board.seats_of.iter().enumerate() {
                self.required[mentee] |= seats.iter().any(|&seat| costs[seat] != 0 && self.is_live(seat));
            }
        } else if matches!(aim, Aim::Band(_)) && known == 0 {
            (0..self.board.seats.len()).filter(|&seat| costs[seat] != 0).for_each(|seat| self.live[seat] = false);
        } else {
            self.rows.push(SideRow { terms: terms().collect(), lower: None, upper: Some(known), of: Of::Result });
        }
    }

    /// Asks the backend for the best of a program; whether it says that there is no better one.
    pub(super) fn ask(&mut self, program: &IntegerProgram, aim: Aim) -> bool {
        let (answer, is_best) = match minimise(program, self.backend, &mut self.work) {
            Ok(Answer::Infeasible) => return true,
            Ok(Answer::Stopped(values)) => (values, false),
            Ok(Answer::Best(values)) => (Some(values), true),
            Err(fault) => {
                self.fault = Some(fault);
                return false;
            }
        };
        let Some(values) = answer else { return is_best };
        let seats: Vec<usize> = (0..self.board.seats.len()).filter(|&seat| values[seat] == 1).collect();
        let assignment = self.board.assignment(&seats);
        if !self.accepts(&assignment) {
            self.fault = Some(Fault("its answer breaks a limit".to_owned()));
            return false;
        }
        self.offer(assignment, aim);
        is_best
    }

    /// The level `worst`: the highest floor above which an answer is found, by bisection.
    fn settle_worst(&mut self) -> Settled {
        let worst = |best: &Option<Assignment>| {
            let worst = best.as_ref().and_then(|best| self.board.problem.worst(best));
            worst.map_or(u16::MAX, |worst| u16::try_from(worst).unwrap_or(u16::MAX))
        };
        let mut possible = worst(&self.best);
        let live = (0..self.board.seats.len()).filter(|&seat| self.is_live(seat));
        let mut floors: Vec<u16> = live.map(|seat| self.board.seats[seat].points.get()).collect();
        floors.push(Points::MAX.get());
        floors.sort_unstable();
        floors.dedup();
        floors.retain(|&floor| floor > possible);
        let mut impossible = floors.last().map_or(possible, |&last| last.saturating_add(1));
        while let Some(&next) = floors.get(floors.len() / 2) {
            let before = (self.best.take(), self.live.clone(), self.floor);
            self.raise_floor(next);
            let found = self.find();
            (self.live, self.floor) = (before.1, before.2);
            match found {
                Ok(true) => {
                    possible = worst(&self.best);
                    floors.retain(|&floor| floor > possible);
                }
                Ok(false) => {
                    self.best = before.0;
                    impossible = next;
                    floors.retain(|&floor| floor < impossible);
                }
                Err(undecided) => {
                    self.best = before.0;
                    self.has_failed |= matches!(undecided, Undecided::Failed(_));
                    self.is_stopped = self.work.is_over();
                    self.raise_floor(possible.min(Points::MAX.get()));
                    return Settled { bound: Some(LevelValue::Number(impossible.saturating_sub(1).into())) };
                }
            }
        }
        self.raise_floor(possible.min(Points::MAX.get()));
        Settled { bound: None }
    }

    /// Takes away the seats with fewer points.
    fn raise_floor(&mut self, floor: u16) {
        self.floor = floor;
        for (live, seat) in self.live.iter_mut().zip(&self.board.seats) {
            *live &= seat.points.get() >= floor;
        }
    }

    /// A value that no assignment betters, where nothing better is known.
    fn plain_level(&self, level: Level) -> LevelValue {
        let best = |aim: Aim| aim.magnitude(self.plain_bound(&self.costs(aim)));
        match level {
            Level::Worst => LevelValue::Number(Points::MAX.get().into()),
            Level::Fair => LevelValue::Counts(vec![0; BANDS]),
            Level::Coverage => LevelValue::Counts(Aim::of(level, self.board.problem).into_iter().map(best).collect()),
            Level::Continuity => LevelValue::Number(best(Aim::Continuity)),
            Level::Balance => LevelValue::Number(0),
            Level::Total => LevelValue::Number(best(Aim::Total)),
        }
    }
}

impl Settles for Settler<'_, '_> {
    fn start(&mut self) -> Result<bool, Undecided> {
        let has_answer = self.find_any()?;
        if has_answer && self.search == Search::Reduced {
            let limit = self.work.allow(STEPS_A_SECOND / 2);
            self.look_around();
            self.work.set_limit(limit);
        }
        Ok(has_answer)
    }

    fn settle(&mut self, level: Level) -> Settled {
        if self.is_stopped {
            return Settled { bound: Some(self.plain_level(level)) };
        }
        if level == Level::Worst {
            return self.settle_worst();
        }
        let aims = Aim::of(level, self.board.problem);
        let plain = self.plain_level(level);
        let is_last = self.board.problem.levels.last() == Some(&level);
        settled(&aims, plain, |aim| {
            if self.is_stopped {
                return None;
            }
            // What is not proved by then is held as it is, so that later levels have their share.
            let limit = if is_last { None } else { self.work.left().map(|left| self.work.allow(left / 2)) };
            let step = self.settle_aim(aim);
            if let Some(limit) = limit {
                self.work.set_limit(limit);
            }
            self.is_stopped = self.work.is_over();
            Some(step)
        })
    }

    fn settle_fewest_rows(&mut self) -> bool {
        !self.is_stopped && self.settle_aim(Aim::FewestRows).is_proved
    }

    fn has_failed(&self) -> bool {
        self.has_failed
    }

    fn into_best(self) -> Assignment {
        self.best.expect("levels are settled where there is an answer")
    }
}

impl Settler<'_, '_> {
    /// Looks for answers with many places filled and many points, as long as that is quick; nothing is proved.
    fn look_around(&mut self) {
        let costs = self.costs(Aim::Together);
        let mut relaxation = self.relaxation(costs);
        let mut tree = Tree::for_best(Aim::Together, 1, Cost::MIN);
        let start = relaxation.level_start(&mut self.work);
        self.explore(&mut tree, &mut relaxation, start, i128::MIN / 4);
        self.fault = None;
    }
}

/// For each mentee with a place, its class.
fn classes(board: &Board<'_>) -> Vec<Option<usize>> {
    let classes = board.problem.place_classes();
    let of_tier = |tier: u8| classes.iter().position(|class| class.place == 1 && class.tier == tier);
    board.problem.mentees.iter().map(|mentee| of_tier(mentee.tier).filter(|_| mentee.wanted > 0)).collect()
}

/// For each mentee, what a place counts beside points in [`Aim::Together`].
fn worth(board: &Board<'_>) -> Vec<Cost> {
    let number = board.problem.place_classes().len();
    classes(board).into_iter().map(|class| class.map_or(0, |class| worth_of_place(class, number))).collect()
}
