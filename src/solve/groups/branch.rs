//! Branch and bound over circles: bound by the relaxation, close what costs too much, then open the circles of one leader one by one.

use std::collections::BTreeSet;

use super::gather::Gathering;
use super::master::State;
use super::relaxed::Relaxation;
use super::seating::Seating;
use super::settle::Settler;
use crate::solve::ascent::{UNIT, raise};
use crate::solve::model::Aim;
use crate::solve::network::Cost;

/// How often multipliers are tried at the root, and at a node below it.
const TRIES: (usize, usize) = (400, 60);

/// After so many nodes, nodes with no more seats than that go to the backend.
const SEARCHED: usize = 8;
const SMALL: usize = 200;

/// At the root, every so many tries an answer is looked for.
const EVERY: usize = 4;

/// At one of so many nodes groups are put together one by one.
const GATHERED: usize = 4;

/// A search among circles.
pub(super) struct Tree {
    aim: Aim,
    /// All costs are multiples of this.
    grain: Cost,
    /// Nothing costs less.
    least: Cost,
    /// Whether any answer is enough.
    is_for_any: bool,
    /// The multipliers of the root.
    pub(super) root: Option<Vec<Cost>>,
    /// The least bound of a node that was not looked into.
    pub(super) left_open: Option<i128>,
    /// Sets of circles that were filled with members already.
    filled: BTreeSet<Vec<usize>>,
    nodes: usize,
}

impl Tree {
    /// For an answer that is the best in an aim.
    pub(super) fn for_best(aim: Aim, grain: Cost, least: Cost) -> Tree {
        Tree { aim, grain, least, is_for_any: false, root: None, left_open: None, filled: BTreeSet::new(), nodes: 0 }
    }

    /// For any answer.
    pub(super) fn for_any() -> Tree {
        Tree { is_for_any: true, ..Tree::for_best(Aim::Together, 1, Cost::MIN) }
    }

    /// The cost in whole that a bound, twice and in parts of a point, leaves.
    pub(super) fn whole(&self, bound: i128) -> Cost {
        let unit = 2 * i128::from(UNIT) * i128::from(self.grain);
        let multiple = bound.div_euclid(unit) + i128::from(bound.rem_euclid(unit) > 0);
        Cost::try_from(multiple * i128::from(self.grain)).unwrap_or(Cost::MIN).max(self.least)
    }

    fn leave_open(&mut self, bound: i128) {
        self.left_open = Some(self.left_open.map_or(bound, |open| open.min(bound)));
    }
}

/// A cost twice and in parts of a point.
fn twice(cost: Cost) -> i128 {
    2 * i128::from(cost) * i128::from(UNIT)
}

impl Settler<'_, '_> {
    /// The most that an answer may cost to be worth finding; none: the search is done.
    fn target(&self, tree: &Tree) -> Option<Cost> {
        match self.known(tree.aim) {
            // Every answer gains points and places, or none.
            None => Some(0),
            Some(_) if tree.is_for_any => None,
            Some(known) => Some(known - tree.grain),
        }
    }

    /// Looks into a node: whatever is better than the best answer among what the states of the relaxation leave is found, or the tree says
    /// that it was left open. `bound` is that of the node above.
    pub(super) fn explore(
        &mut self,
        tree: &mut Tree,
        relaxation: &mut Relaxation<'_, '_>,
        start: Vec<Cost>,
        bound: i128,
    ) {
        if self.target(tree).is_none_or(|target| tree.whole(bound) > target) {
            return;
        }
        if self.work.is_over() {
            tree.leave_open(bound);
            return;
        }
        let is_root = tree.nodes == 0;
        tree.nodes += 1;
        let tries = if is_root { TRIES.0 } else { TRIES.1 };
        let known = (!tree.is_for_any).then(|| 2 * self.known(tree.aim).unwrap_or(0));
        let (mut work, before) = (self.work.clone(), self.work.clone());
        let mut seen = 0;
        let see = |relaxation: &mut Relaxation<'_, '_>, _: i128, top: i128| {
            seen += 1;
            if seen % EVERY == 0 && (is_root || seen == tries) {
                self.propose(tree, relaxation);
            }
            seen >= tries || self.work.is_over() || self.target(tree).is_none_or(|target| tree.whole(top) > target)
        };
        let raised = raise(relaxation, start, known, see, &mut work);
        self.work.add_since(&before, &work);
        let Ok(top) = raised else { return };
        let bound = bound.max(top.bound);
        if is_root {
            tree.root = Some(top.multipliers.clone());
        }
        self.propose(tree, relaxation);
        let Some(target) = self.target(tree).filter(|&target| tree.whole(bound) <= target) else { return };
        relaxation.drop_beyond(top.bound, twice(target));
        if !relaxation.has_seats_for_all() {
            return;
        }
        if self.is_small(tree, relaxation) {
            if self.ask_all(tree, relaxation) {
                return;
            }
            // It is searched on, so that nothing is left open for the backend.
            self.fault = None;
        }
        let Some(children) = children(relaxation, twice(target) - top.bound) else {
            self.finish(tree, relaxation, bound);
            return;
        };
        let before = (relaxation.states.clone(), relaxation.live.clone());
        for circle in children {
            let closed = relaxation.states.clone();
            if relaxation.states[circle] == State::Undecided && relaxation.open(circle) {
                self.explore(tree, relaxation, top.multipliers.clone(), bound);
            }
            relaxation.states = closed;
            relaxation.live.clone_from(&before.1);
            if relaxation.states[circle] == State::Undecided && !relaxation.close(circle) {
                (relaxation.states, relaxation.live) = before;
                return;
            }
        }
        if relaxation.has_seats_for_all() {
            self.explore(tree, relaxation, top.multipliers, bound);
        }
        (relaxation.states, relaxation.live) = before;
    }

    /// Looks for an answer at the present multipliers: the circles that are chosen, filled as well as can be, and groups put together one by one.
    fn propose(&mut self, tree: &mut Tree, relaxation: &Relaxation<'_, '_>) {
        self.fill(tree, relaxation, relaxation.chosen_circles());
        if tree.nodes % GATHERED != 1 {
            return;
        }
        let costs = relaxation.costs_of_places(&self.worth);
        let mut gathering = Gathering::of(self.board, &relaxation.live, &costs);
        // With rows beside circles, each step keeps them where that can be.
        let steps_keep = self.has_rows && self.accepts_nobody;
        let may_be = |seats: &[usize]| !steps_keep || self.keeps_limits(&self.board.assignment(seats));
        for circle in relaxation.circles_in_turn() {
            gathering.open(circle, may_be);
        }
        gathering.fill_up(may_be);
        let seats = gathering.seats();
        self.work.spend(2 * gathering.work());
        self.offer(self.board.assignment(&seats), tree.aim);
    }

    /// Fills circles with members, as a proposal.
    fn fill(&mut self, tree: &mut Tree, relaxation: &Relaxation<'_, '_>, mut circles: Vec<usize>) {
        circles.sort_unstable();
        if !tree.filled.insert(circles.clone()) {
            return;
        }
        let required = &self.required;
        let seating = Seating::of(self.board, &circles, &relaxation.live, required, &relaxation.costs);
        if let Some(seated) = seating.seat(&mut self.work)
            && seated.keeps_rules
        {
            self.offer(self.board.assignment(&seated.seats), tree.aim);
        }
    }

    /// Whether what is left of a node is better given to the backend: where rows beside circles leave the bound weak, and it is little.
    fn is_small(&self, tree: &Tree, relaxation: &Relaxation<'_, '_>) -> bool {
        let is_live =
            |seat: &usize| relaxation.live[*seat] && relaxation.states[self.board.seats[*seat].circle] != State::Closed;
        let has_long_searched = tree.nodes > SEARCHED && !self.rows.is_empty();
        // Whether anything is possible says a backend sooner than bounds do.
        let small = if tree.is_for_any { 4 * SMALL } else { SMALL };
        has_long_searched && (0..self.board.seats.len()).filter(is_live).nth(small).is_none()
    }

    /// Asks the backend for the best of all that is left; whether it says that there is no better one.
    fn ask_all(&mut self, tree: &Tree, relaxation: &Relaxation<'_, '_>) -> bool {
        let (live, states) = (&relaxation.live, &relaxation.states);
        let program = self.board.program(&relaxation.costs, live, states, &self.required, &self.rows);
        self.ask(&program, tree.aim)
    }

    /// Finds the best answer where all circles are open or closed.
    fn finish(&mut self, tree: &mut Tree, relaxation: &Relaxation<'_, '_>, bound: i128) {
        let states = relaxation.states.iter().enumerate();
        let circles: Vec<usize> =
            states.filter(|(_, state)| **state == State::Open).map(|(circle, _)| circle).collect();
        let seating = Seating::of(self.board, &circles, &relaxation.live, &self.required, &relaxation.costs);
        let Some(seated) = seating.seat(&mut self.work) else { return };
        // The flow knows nothing of rows: none of these circles' answers costs less.
        if self.target(tree).is_none_or(|target| seated.lower > target) {
            return;
        }
        if seated.is_best && self.offer(self.board.assignment(&seated.seats), tree.aim) {
            return;
        }
        if !self.ask_all(tree, relaxation) {
            tree.leave_open(bound);
        }
    }
}

/// The circles of one leader that are undecided, the cheapest to open first; none where all are decided.
fn children(relaxation: &Relaxation<'_, '_>, room: i128) -> Option<Vec<usize>> {
    let undecided = |circles: &[usize]| -> Vec<usize> {
        circles.iter().copied().filter(|&circle| relaxation.states[circle] == State::Undecided).collect()
    };
    let of_leaders = relaxation.board.circles_of.iter().map(|circles| undecided(circles));
    // Of each circle, by how much of the gap it is still worth a look; squared, because what is left below it grows faster than that.
    let weight = |circles: &Vec<usize>| -> i128 {
        let part = |circle: usize| (room - i128::from(relaxation.choice.regrets[circle])).max(0) * 1000 / room.max(1);
        circles.iter().map(|&circle| 1 + part(circle) * part(circle)).sum()
    };
    let mut fewest = of_leaders.filter(|circles| !circles.is_empty()).min_by_key(weight)?;
    let cost = |circle: usize| {
        let cheapest = relaxation.cheapest[circle].as_ref().map_or(0, |cheapest| cheapest.cost);
        (relaxation.choice.regrets[circle], cheapest, circle)
    };
    fewest.sort_by_key(|&circle| cost(circle));
    Some(fewest)
}
