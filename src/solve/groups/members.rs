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
    /// The seats that are taken: members of that cost, or where the search gave up, some that cost more or break a rule.
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
    /// For each counting rule, how many of the items from a place on count.
    left: Vec<Vec<usize>>,
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
        self.count_what_is_left(board, circle);
        self.sums.clear();
        self.sums.push(0);
        for &(cost, _) in &self.items {
            self.sums.push(self.sums[self.sums.len() - 1] + cost);
        }
        (self.steps, self.best) = (0, None);
        self.chosen.clear();
        self.go_on(board, circle, 0, 0);
        self.work += 2 * self.steps;
        if self.steps <= MOST_STEPS {
            return self.best.take();
        }
        // What was found is worth proposing, though others may cost less: no less than these without the rules.
        let seats = self.best.take().map_or(seats, |best| best.seats);
        Some(Cheapest { cost, seats })
    }

    fn go_on(&mut self, board: &Board<'_>, circle: usize, from: usize, cost: Cost) {
        self.steps += 1;
        if self.steps > MOST_STEPS {
            return;
        }
        let (least, most) = (board.groups.least as usize, board.groups.most as usize);
        let is_enough = self.chosen.len() >= least && self.best.as_ref().is_none_or(|best| cost < best.cost);
        if is_enough && has_enough(board, circle, &self.chosen) {
            self.best = Some(Cheapest { cost, seats: self.chosen.clone() });
        }
        if self.chosen.len() == most {
            return;
        }
        for at in from..self.items.len() {
            self.work += self.chosen.len();
            if !self.can_have_enough(board, circle, at) {
                return;
            }
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

    /// For each number of items from the front, how many of those after them count for each counting rule.
    fn count_what_is_left(&mut self, board: &Board<'_>, circle: usize) {
        self.left.clear();
        for (counted, &(least, _)) in board.company.counted.iter().zip(&board.circles[circle].counts) {
            let mut left = vec![0; self.items.len() + 1];
            if least > 0 {
                for at in (0..self.items.len()).rev() {
                    let counts = counted[board.seats[self.items[at].1].member];
                    left[at] = left[at + 1] + usize::from(counts);
                }
            }
            self.left.push(left);
        }
    }

    /// Whether those who count can still be enough, with members from `at` on.
    fn can_have_enough(&self, board: &Board<'_>, circle: usize, at: usize) -> bool {
        let room = board.groups.most as usize - self.chosen.len();
        let rules = board.company.counted.iter().zip(&board.circles[circle].counts).zip(&self.left);
        rules.into_iter().all(|((counted, &(least, _)), left)| {
            least == 0 || count(board, counted, &self.chosen) + left[at].min(room) >= least as usize
        })
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

/// Whether those who count are enough.
fn has_enough(board: &Board<'_>, circle: usize, chosen: &[usize]) -> bool {
    let is_enough =
        |(counted, &(least, _)): (&&[bool], &(u32, u32))| least == 0 || count(board, counted, chosen) >= least as usize;
    board.company.counted.iter().zip(&board.circles[circle].counts).all(is_enough)
}

fn count(board: &Board<'_>, counted: &[bool], seats: &[usize]) -> usize {
    seats.iter().filter(|&&seat| counted[board.seats[seat].member]).count()
}

/// Whether these members may be the group of a circle, as far as rules between them tell.
pub(super) fn keeps_rules(board: &Board<'_>, circle: usize, seats: &[usize]) -> bool {
    let joins = (0..seats.len()).all(|at| may_join(board, circle, &seats[..at], seats[at]));
    joins && has_enough(board, circle, seats)
}

#[cfg(test)]
mod tests {
    use super::super::testing::{Dice, Size, problem};
    use super::*;

    #[test]
    fn the_cheapest_members_are_those_of_all_sets() {
        let mut found = 0;
        for seed in 0..60 {
            let mut dice = Dice::of(seed);
            let size = Size { mentors: 1, mentees: 9, leaders: 1, capacity: 1, size: (2, 4), slots: 1 };
            let problem = problem(&mut dice, size);
            let groups = problem.groups.as_ref().expect("a problem of groups");
            let board = Board::of(&problem, groups).expect("few circles");
            for circle in 0..board.circles.len() {
                let mut costs = vec![0; board.seats.len()];
                costs.iter_mut().for_each(|cost| *cost = i64::from(dice.below(200)) - 100);
                let live: Vec<bool> = costs.iter().map(|_| dice.below(8) > 0).collect();
                let seats: Vec<usize> = board.circles[circle].seats.clone().filter(|&seat| live[seat]).collect();
                let set = |bits: u32| -> Vec<usize> {
                    (0..seats.len()).filter(|at| bits >> at & 1 == 1).map(|at| seats[at]).collect()
                };
                let sets = (0..1_u32 << seats.len()).map(set);
                let allowed = sets.filter(|set| (2..=4).contains(&set.len()) && keeps_rules(&board, circle, set));
                let least = allowed.map(|set| set.iter().map(|&seat| costs[seat]).sum::<Cost>()).min();
                let cheapest = Search::default().run(&board, circle, &live, &costs);
                assert_eq!(cheapest.as_ref().map(|cheapest| cheapest.cost), least, "seed {seed}");
                found += usize::from(cheapest.is_some_and(|cheapest| keeps_rules(&board, circle, &cheapest.seats)));
            }
        }
        assert!(found > 30, "{found} circles had members");
    }
}
