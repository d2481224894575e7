//! Members for circles that are open: a flow of least cost with enough in each, and where two are apart, first one and then the other elsewhere.

use super::board::Board;
use super::members::{keeps_rules, may_join};
use crate::problem::{Assignment, Group};
use crate::solve::network::{Builder, Cost, Network};
use crate::solve::work::Work;

/// So many flows are tried to keep people apart.
const MOST_FLOWS: usize = 24;

/// The hub of the network.
const HUB: usize = 0;

/// Members for some open circles.
pub(super) struct Seated {
    pub(super) seats: Vec<usize>,
    pub(super) cost: Cost,
    /// Whether rules within circles hold.
    pub(super) keeps_rules: bool,
    /// No members who keep the rules cost less.
    pub(super) lower: Cost,
    /// Whether these cost no more than that.
    pub(super) is_best: bool,
}

/// A flow from members through seats to circles.
pub(super) struct Seating<'s, 'p> {
    board: &'s Board<'p>,
    network: Network,
    costs: Vec<Cost>,
    /// For each of the first arcs, its seat.
    seats: Vec<usize>,
    circles: Vec<usize>,
}

impl<'s, 'p> Seating<'s, 'p> {
    /// The seats of these circles, at these costs.
    pub(super) fn of(
        board: &'s Board<'p>,
        circles: &[usize],
        live: &[bool],
        required: &[bool],
        costs: &[Cost],
    ) -> Seating<'s, 'p> {
        let mut builder = Builder::default();
        builder.node();
        let mut node_of = vec![None; board.problem.mentees.len()];
        let mut seats = Vec::new();
        let mut arc_costs = Vec::new();
        let tables: Vec<usize> = circles.iter().map(|_| builder.node()).collect();
        let mut members = Vec::new();
        for (&circle, &table) in circles.iter().zip(&tables) {
            for seat in board.circles[circle].seats.clone().filter(|&seat| live[seat]) {
                let member = board.seats[seat].member;
                let node = *node_of[member].get_or_insert_with(|| {
                    members.push(member);
                    builder.node()
                });
                builder.arc((node, table), 0, 1);
                seats.push(seat);
                arc_costs.push(costs[seat]);
            }
        }
        let (least, most) = (board.groups.least, board.groups.most);
        let flow = |number: u32| i32::try_from(number).unwrap_or(i32::MAX / 2);
        for &table in &tables {
            builder.arc((table, HUB), flow(least), flow(most));
            arc_costs.push(0);
        }
        for &member in &members {
            builder.arc((HUB, node_of[member].expect("the member has a node")), i32::from(required[member]), 1);
            arc_costs.push(0);
        }
        Seating { board, network: builder.build(), costs: arc_costs, seats, circles: circles.to_vec() }
    }

    /// Members of least cost, or of nearly the least where rules between them are in the way; none where the circles cannot be filled.
    ///
    /// Where the rules do not hold, the cost is no more than that of any members who keep them.
    pub(super) fn seat(mut self, work: &mut Work) -> Option<Seated> {
        self.network.aim_at(HUB, &self.costs);
        let first = self.solve(work)?;
        if first.keeps_rules {
            return Some(first);
        }
        let (mut flows, mut best) = (MOST_FLOWS, None);
        self.keep_apart(&first, &mut flows, &mut best, work);
        let lower = first.cost;
        best.or(Some(first)).map(|seated| Seated { lower, is_best: false, ..seated })
    }

    fn solve(&mut self, work: &mut Work) -> Option<Seated> {
        if !self.network.optimise(&self.costs, work) {
            return None;
        }
        let taken = (0..self.seats.len()).filter(|&arc| self.network.flow(arc) > 0);
        let seats: Vec<usize> = taken.map(|arc| self.seats[arc]).collect();
        let cost = Cost::try_from(self.network.value()).expect("sums over seats are far within range");
        let keeps = |&circle: &usize| keeps_rules(self.board, circle, &self.in_circle(circle, &seats));
        let keeps_rules = self.circles.iter().all(keeps);
        Some(Seated { seats, cost, keeps_rules, lower: cost, is_best: keeps_rules })
    }

    fn in_circle(&self, circle: usize, seats: &[usize]) -> Vec<usize> {
        seats.iter().copied().filter(|&seat| self.board.seats[seat].circle == circle).collect()
    }

    /// Forbids one or the other of two who are apart, or one who is too many of a kind, until rules hold or it is no better than the best.
    fn keep_apart(&mut self, seated: &Seated, flows: &mut usize, best: &mut Option<Seated>, work: &mut Work) {
        let Some(two) = self.two_apart(&seated.seats) else { return };
        for seat in two {
            if *flows == 0 {
                return;
            }
            *flows -= 1;
            let arc = self.seats.iter().position(|&other| other == seat).expect("the seat is one of these");
            let before = self.network.clone();
            self.network.set_bounds(arc, 0, 0);
            if let Some(next) = self.solve(work)
                && best.as_ref().is_none_or(|best| next.cost < best.cost)
            {
                if next.keeps_rules {
                    *best = Some(next);
                } else {
                    self.keep_apart(&next, flows, best, work);
                }
            }
            self.network = before;
        }
    }

    /// Two seats of a circle that cannot both be taken, the one that costs more first.
    fn two_apart(&self, seats: &[usize]) -> Option<Vec<usize>> {
        for &circle in &self.circles {
            let own = self.in_circle(circle, seats);
            for (at, &seat) in own.iter().enumerate() {
                let others = own[..at].iter().copied();
                if may_join(self.board, circle, &own[..at], seat) {
                    continue;
                }
                let member = |seat: usize| self.board.seats[seat].member;
                let apart =
                    others.clone().find(|&other| self.board.company.are_members_apart(member(other), member(seat)));
                return Some([Some(seat), apart].into_iter().flatten().collect());
            }
        }
        None
    }
}

impl Board<'_> {
    /// The groups of some circles with these seats taken; circles without members are left out.
    pub(super) fn assignment(&self, seats: &[usize]) -> Assignment {
        let mut seats = seats.to_vec();
        seats.sort_unstable();
        let group = |seats: &[usize]| {
            let circle = &self.circles[self.seats[seats[0]].circle];
            let members = seats.iter().map(|&seat| self.seats[seat].member).collect();
            Group { members, leaders: circle.leaders.clone(), slot: circle.slot }
        };
        let of_circle = seats.chunk_by(|&one, &other| self.seats[one].circle == self.seats[other].circle);
        Assignment::of_groups(of_circle.map(group).collect())
    }
}
