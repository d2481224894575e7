//! The cheapest members of one circle, searched exactly: so many of the seats, nobody with somebody they are apart from, and enough who count.

use super::board::Board;
use crate::solve::network::Cost;

/// A search may take so many steps before it gives up.
const MOST_STEPS: usize = 3_000;

/// The cheapest members of a circle.
#[derive(Clone, Debug, Default)]
pub(super) struct Cheapest {
    /// No members of the circle cost less.
    pub(super) cost: Cost,
    /// The seats that are taken: members of that cost, or where the search gave up, some that may break a rule.
    pub(super) seats: Vec<usize>,
}

/// Looks for the cheapest members of circles; keeps its memory between circles.
#[derive(Default)]
pub(super) struct Search {
    /// The seats with what each costs, the cheapest first.
    items: Vec<(Cost, usize)>,
    /// For each number of items from the front, what they cost together.
    sums: Vec<Cost>,
    chosen: Vec<usize>,
    best: Option<Cheapest>,
    steps: usize,
    /// How much work was done.
    pub(super) work: usize,
}

impl Search {
    /// The cheapest members among the live seats of a circle; none where no members keep the rules.
    pub(super) fn run(&mut self, board: &Board<'_>, circle: usize, live: &[bool], costs: &[Cost]) -> Option<Cheapest> {
        let (least, most) = (board.groups.least as usize, board.groups.most as usize);
        self.items.clear();
        let seats = board.circles[circle].seats.clone();
        self.work += seats.len();
        self.items.extend(seats.filter(|&seat| live[seat]).map(|seat| (costs[seat], seat)));
        if self.items.len() < least {
            return None;
        }
        self.items.sort_unstable();
        let cheap = self.items.iter().take(most).take_while(|(cost, _)| *cost < 0).count().max(least);
        let plain = &self.items[..cheap];
        let cost = plain.iter().map(|(cost, _)| cost).sum();
        let seats: Vec<usize> = plain.iter().map(|&(_, seat)| seat).collect();
        if keeps_rules(board, circle, &seats) {
            return Some(Cheapest { cost, seats });
        }
        self.sums.clear();
        self.sums.push(0);
        for &(cost, _) in &self.items {
            self.sums.push(self.sums[self.sums.len() - 1] + cost);
        }
        (self.steps, self.best) = (0, None);
        self.chosen.clear();
        self.go_on(board, circle, 0, 0);
        self.work += 2 * self.steps;
        if self.steps > MOST_STEPS { Some(Cheapest { cost, seats }) } else { self.best.take() }
    }

    fn go_on(&mut self, board: &Board<'_>, circle: usize, from: usize, cost: Cost) {
        self.steps += 1;
        if self.steps > MOST_STEPS {
            return;
        }
        let (least, most) = (board.groups.least as usize, board.groups.most as usize);
        let is_enough = self.chosen.len() >= least && self.best.as_ref().is_none_or(|best| cost < best.cost);
        if is_enough && has_enough(board, circle, &self.chosen, 0) {
            self.best = Some(Cheapest { cost, seats: self.chosen.clone() });
        }
        if self.chosen.len() == most || !has_enough(board, circle, &self.chosen, most - self.chosen.len()) {
            return;
        }
        for at in from..self.items.len() {
            let Some(bound) = self.least_with(at, cost, least, most) else { return };
            if self.best.as_ref().is_some_and(|best| bound >= best.cost) {
                return;
            }
            let (own, seat) = self.items[at];
            if may_join(board, circle, &self.chosen, seat) {
                self.chosen.push(seat);
                self.go_on(board, circle, at + 1, cost + own);
                self.chosen.pop();
            }
        }
    }

    /// The least that members cost who are the chosen and more, none of them before `at`; none where too few are left.
    fn least_with(&self, at: usize, cost: Cost, least: usize, most: usize) -> Option<Cost> {
        let fewest = least.saturating_sub(self.chosen.len()).max(1);
        let end = (at + most - self.chosen.len()).min(self.items.len());
        (at + fewest <= self.items.len()).then(|| {
            let cheap = self.items[at..end].iter().take_while(|(cost, _)| *cost < 0).count().max(fewest);
            cost + self.sums[at + cheap] - self.sums[at]
        })
    }
}

/// Whether a member may sit with others, so far as no further member could mend it.
pub(super) fn may_join(board: &Board<'_>, circle: usize, chosen: &[usize], seat: usize) -> bool {
    let member = board.seats[seat].member;
    let is_apart = |&other: &usize| board.company.are_members_apart(board.seats[other].member, member);
    let has_room = |(counted, &(_, most)): (&&[bool], &(u32, u32))| {
        !counted[member] || count(board, counted, chosen) < most as usize
    };
    !chosen.iter().any(is_apart) && board.company.counted.iter().zip(&board.circles[circle].counts).all(has_room)
}

/// Whether those who count are enough, with so many more members at most.
fn has_enough(board: &Board<'_>, circle: usize, chosen: &[usize], more: usize) -> bool {
    let is_enough = |(counted, &(least, _)): (&&[bool], &(u32, u32))| {
        least == 0 || count(board, counted, chosen) + more >= least as usize
    };
    board.company.counted.iter().zip(&board.circles[circle].counts).all(is_enough)
}

fn count(board: &Board<'_>, counted: &[bool], seats: &[usize]) -> usize {
    seats.iter().filter(|&&seat| counted[board.seats[seat].member]).count()
}

/// Whether these members may be the group of a circle, as far as rules between them tell.
pub(super) fn keeps_rules(board: &Board<'_>, circle: usize, seats: &[usize]) -> bool {
    let joins = (0..seats.len()).all(|at| may_join(board, circle, &seats[..at], seats[at]));
    joins && has_enough(board, circle, seats, 0)
}
