//! The relaxation: that a member is in one group, and all rows beside circles, are priced; what is left falls apart into circles.
//!
//! Each circle takes its cheapest members at those prices, exactly, and then circles are chosen. That is as close as a program whose variables are
//! whole groups (Dantzig and Wolfe, 1960). Everything is counted twice, because half a circle may be chosen.

use super::board::Board;
use super::master::{Choice, Master, State};
use super::members::{Cheapest, Search};
use crate::solve::ascent::{Dual, Evaluation, Kind, NoChoice, UNIT};
use crate::solve::model::SideRow;
use crate::solve::network::Cost;
use crate::solve::priced::PricedRow;
use crate::solve::work::Work;

/// The relaxation at some multipliers: first those of members, then those of rows.
pub(super) struct Relaxation<'r, 'p> {
    pub(super) board: &'r Board<'p>,
    /// What each variable costs.
    pub(super) costs: Vec<Cost>,
    pub(super) states: Vec<State>,
    /// Whether each seat may be taken.
    pub(super) live: Vec<bool>,
    /// The mentees with a place, and whether each must have one.
    members: Vec<(usize, bool)>,
    /// For each mentee its multiplier.
    multiplier_of: Vec<Option<usize>>,
    priced: Vec<PricedRow>,
    kinds: Vec<Kind>,
    master: Master,
    search: Search,
    /// At the present multipliers: what each variable costs.
    reduced: Vec<Cost>,
    pub(super) cheapest: Vec<Option<Cheapest>>,
    pub(super) choice: Choice,
}

impl<'r, 'p> Relaxation<'r, 'p> {
    pub(super) fn new(
        board: &'r Board<'p>,
        costs: Vec<Cost>,
        rows: &[SideRow],
        live: Vec<bool>,
        states: Vec<State>,
        required: &[bool],
    ) -> Relaxation<'r, 'p> {
        let master = Master::of(board);
        let mut priced: Vec<PricedRow> = rows.iter().flat_map(PricedRow::of).collect();
        if master.is_free() {
            priced.extend(board.leader_rows().iter().flat_map(PricedRow::of));
        }
        let mut multiplier_of = vec![None; required.len()];
        let mut members = Vec::new();
        for (mentee, seats) in
            board.seats_of.iter().enumerate().filter(|(_, seats)| seats.iter().any(|&seat| live[seat]))
        {
            debug_assert!(!seats.is_empty());
            multiplier_of[mentee] = Some(members.len());
            members.push((mentee, required[mentee]));
        }
        let mut kinds: Vec<Kind> = members.iter().map(|&(_, is_equation)| Kind { is_equation, largest: 1 }).collect();
        kinds.extend(priced.iter().map(PricedRow::kind));
        Relaxation {
            board,
            states,
            live,
            members,
            multiplier_of,
            priced,
            kinds,
            master,
            search: Search::default(),
            reduced: vec![0; costs.len()],
            cheapest: vec![None; board.circles.len()],
            choice: Choice::default(),
            costs,
        }
    }

    /// Multipliers to start from: the same for every member, such that about as many seats are taken as there are members.
    ///
    /// By bisection: the bound is concave along the way, and rises as long as more are taken.
    pub(super) fn level_start(&mut self, work: &mut Work) -> Vec<Cost> {
        let mut start = vec![0; self.kinds.len()];
        let most = self.costs[..self.board.seats.len()].iter().map(|cost| cost.abs()).max().unwrap_or(0) * UNIT;
        let (mut low, mut high) = (0, most);
        while high - low > most / 256 + 1 {
            let middle = low + (high - low) / 2;
            start[..self.members.len()].fill(middle);
            let Ok(evaluation) = self.evaluate(&start, work) else { break };
            let excess: i64 = evaluation.excess[..self.members.len()].iter().sum();
            if excess > 0 { low = middle } else { high = middle }
        }
        start[..self.members.len()].fill(low);
        start
    }

    /// Costs with the prices of rows alone, in parts of a point: what seats cost where members are held to one group in another way.
    pub(super) fn costs_with_rows(&self, multipliers: &[Cost]) -> Vec<Cost> {
        let mut costs: Vec<Cost> = self.costs.iter().map(|cost| cost * UNIT).collect();
        for (row, &price) in
            self.priced.iter().zip(&multipliers[self.members.len()..]).filter(|(_, price)| **price != 0)
        {
            row.terms.iter().for_each(|&(variable, count)| costs[variable] += price * count);
        }
        costs
    }

    /// The circles that may be open in an order in which to try them: those that are open, those that are chosen, the others by their regrets.
    pub(super) fn circles_in_turn(&self) -> Vec<usize> {
        let states = self.states.iter().enumerate().filter(|(_, state)| **state != State::Closed);
        let rank = |(circle, state): (usize, &State)| {
            let is_open = *state == State::Open;
            let cheapest = self.cheapest[circle].as_ref().map_or(0, |cheapest| cheapest.cost);
            (!is_open, -self.choice.circles[circle], self.choice.regrets[circle], cheapest, circle)
        };
        let mut ranks: Vec<_> = states.map(rank).collect();
        ranks.sort_unstable();
        ranks.into_iter().map(|rank| rank.4).collect()
    }

    /// What seats cost at the present multipliers where everybody is to have one: as much less as its worth for each mentee.
    pub(super) fn costs_of_places(&self, worth: &[Cost]) -> Vec<Cost> {
        let seats = self.board.seats.iter().zip(&self.reduced);
        seats.map(|(seat, reduced)| reduced - worth[seat.member] * UNIT).collect()
    }

    /// The circles that are chosen, those chosen by half after the others; all can be open as far as each two of them tell.
    pub(super) fn chosen_circles(&self) -> Vec<usize> {
        let mut circles: Vec<usize> = Vec::new();
        for times in [2, 1] {
            for (circle, _) in self.choice.circles.iter().enumerate().filter(|(_, chosen)| **chosen == times) {
                if circles.iter().all(|&other| self.board.can_both_be(other, circle)) {
                    circles.push(circle);
                }
            }
        }
        circles
    }

    /// What taking a seat costs its circle at least, beside its cheapest members, of whom `last` is the dearest: it comes beside them where there
    /// is room, or in place of that one.
    fn regret_of_seat(&self, seat: usize, taken: usize, last: Cost) -> Cost {
        let own = self.reduced[seat];
        let instead = own - last;
        let regret = if taken < self.board.groups.most as usize { own.min(instead) } else { instead };
        regret.max(0)
    }

    /// Closes circles and takes away seats that are in nothing which costs at most `limit`, twice and in parts of a point.
    ///
    /// `bound` is that at the present multipliers.
    pub(super) fn drop_beyond(&mut self, bound: i128, limit: i128) {
        for circle in 0..self.board.circles.len() {
            if self.states[circle] == State::Closed {
                continue;
            }
            let room = limit - bound - i128::from(self.choice.regrets[circle]);
            let Some(cheapest) = self.cheapest[circle].take() else {
                self.states[circle] = State::Closed;
                continue;
            };
            if room < 0 && self.states[circle] == State::Undecided {
                self.close(circle);
                continue;
            }
            // Of members in order of their costs, as far as rules between them are not looked at.
            let mut costs: Vec<Cost> = self.board.circles[circle]
                .seats
                .clone()
                .filter(|&seat| self.live[seat])
                .map(|seat| self.reduced[seat])
                .collect();
            costs.sort_unstable();
            let (least, most) = (self.board.groups.least as usize, self.board.groups.most as usize);
            let taken = costs.iter().take(most).take_while(|cost| **cost < 0).count().max(least);
            if taken <= costs.len() {
                let plain: Cost = costs[..taken].iter().sum();
                let last = costs[taken - 1];
                for seat in self.board.circles[circle].seats.clone() {
                    let is_taken = self.reduced[seat] <= last;
                    if self.live[seat] && !is_taken {
                        let cost = plain + self.regret_of_seat(seat, taken, last);
                        if 2 * i128::from(cost - cheapest.cost) > room {
                            self.live[seat] = false;
                        }
                    }
                }
            }
            self.cheapest[circle] = Some(cheapest);
        }
    }

    /// Opens a circle and closes those that cannot be open beside it; false where one of them is open.
    pub(super) fn open(&mut self, circle: usize) -> bool {
        if self.states[circle] == State::Closed {
            return false;
        }
        self.states[circle] = State::Open;
        let board = self.board;
        for &leader in &board.circles[circle].leaders {
            let open = board.circles_of[leader].iter().filter(|&&other| self.states[other] == State::Open).count();
            let is_full = open >= board.problem.mentors[leader].capacity as usize;
            for &other in board.circles_of[leader].iter().filter(|&&other| other != circle) {
                if is_full || !board.can_both_be(circle, other) {
                    match self.states[other] {
                        State::Open if !board.can_both_be(circle, other) => return false,
                        State::Undecided => self.states[other] = State::Closed,
                        _ => {}
                    }
                }
            }
            if open > board.problem.mentors[leader].capacity as usize {
                return false;
            }
        }
        true
    }

    /// Closes a circle, and those that are opened only after it.
    pub(super) fn close(&mut self, circle: usize) -> bool {
        self.states[circle] = State::Closed;
        let mut last = circle;
        let mut next = circle + 1;
        while next < self.board.circles.len() && self.board.circles[next].after == Some(last) {
            if self.states[next] == State::Open {
                return false;
            }
            self.states[next] = State::Closed;
            (last, next) = (next, next + 1);
        }
        true
    }

    /// Whether everybody who must have a place has a seat in a circle that is not closed.
    pub(super) fn has_seats_for_all(&self) -> bool {
        let has_seat = |mentee: usize| {
            let seats = self.board.seats_of[mentee].iter();
            seats
                .into_iter()
                .any(|&seat| self.live[seat] && self.states[self.board.seats[seat].circle] != State::Closed)
        };
        self.members.iter().all(|&(mentee, is_required)| !is_required || has_seat(mentee))
    }
}

impl Dual for Relaxation<'_, '_> {
    fn kinds(&self) -> &[Kind] {
        &self.kinds
    }

    fn evaluate(&mut self, multipliers: &[Cost], work: &mut Work) -> Result<Evaluation, NoChoice> {
        let board = self.board;
        self.reduced = self.costs_with_rows(multipliers);
        let (of_members, of_rows) = multipliers.split_at(self.members.len());
        let mut costs: Vec<Option<Cost>> = vec![None; board.circles.len()];
        for (number, circle) in board.circles.iter().enumerate() {
            self.cheapest[number] = None;
            if self.states[number] == State::Closed {
                continue;
            }
            for seat in circle.seats.clone() {
                if let Some(multiplier) = self.multiplier_of[board.seats[seat].member] {
                    self.reduced[seat] += of_members[multiplier];
                }
            }
            let cheapest = self.search.run(board, number, &self.live, &self.reduced);
            costs[number] = cheapest.as_ref().map(|cheapest| cheapest.cost + self.reduced[board.open(number)]);
            self.cheapest[number] = cheapest;
        }
        work.spend(2 * std::mem::take(&mut self.search.work));
        let first_unit = board.seats.len() + board.circles.len();
        self.choice = self.master.choose(board, &self.states, &costs, &self.reduced[first_unit..], work)?;
        let mut excess = vec![0; multipliers.len()];
        let mut allowed = 0_i128;
        for (excess, price) in excess.iter_mut().zip(of_members) {
            *excess = -2;
            allowed += i128::from(*price);
        }
        let mut values = vec![0_i64; self.costs.len()];
        for (circle, &times) in self.choice.circles.iter().enumerate().filter(|(_, times)| **times > 0) {
            let cheapest = self.cheapest[circle].as_ref().expect("what is chosen has members");
            values[board.open(circle)] = times;
            for &seat in &cheapest.seats {
                values[seat] = times;
                excess[self.multiplier_of[board.seats[seat].member].expect("who has a seat has a multiplier")] += times;
            }
        }
        values[first_unit..].copy_from_slice(&self.choice.units);
        for ((row, excess), price) in self.priced.iter().zip(&mut excess[self.members.len()..]).zip(of_rows) {
            let sum: i64 = row.terms.iter().map(|&(variable, count)| count * values[variable]).sum();
            *excess = sum - 2 * row.bound;
            allowed += i128::from(*price) * i128::from(row.bound);
            work.spend(row.terms.len());
        }
        Ok(Evaluation { bound: self.choice.cost - 2 * allowed, excess })
    }
}
