//! Groups as an integer program: for what is left when circles are decided, and for a backend that is given everything.

use super::board::Board;
use super::master::State;
use super::rows::{at_least, at_most};
use crate::solve::model::SideRow;
use crate::solve::network::Cost;
use crate::solve::program::{IntegerProgram, Variable};

impl Board<'_> {
    /// The program of the seats that may be taken and the circles that are not closed.
    pub(super) fn program(
        &self,
        costs: &[Cost],
        live: &[bool],
        states: &[State],
        required: &[bool],
        rows: &[SideRow],
    ) -> IntegerProgram {
        let is_live = |seat: usize| live[seat] && states[self.seats[seat].circle] != State::Closed;
        let of_seat = |seat: usize| Variable { lower: 0, upper: i64::from(is_live(seat)), cost: costs[seat] };
        let mut variables: Vec<Variable> = (0..self.seats.len()).map(of_seat).collect();
        variables.extend(states.iter().enumerate().map(|(circle, state)| {
            let (lower, upper) = match state {
                State::Undecided => (0, 1),
                State::Open => (1, 1),
                State::Closed => (0, 0),
            };
            Variable { lower, upper, cost: costs[self.open(circle)] }
        }));
        let first_unit = variables.len();
        variables.extend(costs[first_unit..].iter().map(|&cost| Variable { lower: 0, upper: 1, cost }));
        let mut all = rows.to_vec();
        all.extend(self.leader_rows());
        for (mentee, seats) in self.seats_of.iter().enumerate() {
            let terms: Vec<(usize, i64)> = seats.iter().filter(|&&seat| is_live(seat)).map(|&seat| (seat, 1)).collect();
            let least = required[mentee].then_some(1);
            if !terms.is_empty() || least.is_some() {
                all.push(SideRow { lower: least, ..at_most(terms, 1) });
            }
        }
        for circle in (0..self.circles.len()).filter(|&circle| states[circle] != State::Closed) {
            let seats: Vec<usize> = self.circles[circle].seats.clone().filter(|&seat| is_live(seat)).collect();
            all.extend(self.rows_within(circle, &seats));
        }
        for (number, circle) in self.circles.iter().enumerate() {
            if let Some(before) = circle.after {
                all.push(at_least(vec![(self.open(before), 1), (self.open(number), -1)], 0));
            }
        }
        IntegerProgram { variables, rows: all }
    }

    /// What holds within a circle: nobody where it is closed, enough and not too many where it is open, rules.
    fn rows_within(&self, circle: usize, seats: &[usize]) -> Vec<SideRow> {
        let open = self.open(circle);
        let with = |seats: &mut dyn Iterator<Item = usize>, of_open: i64| -> Vec<(usize, i64)> {
            seats.map(|seat| (seat, 1)).chain([(open, of_open)]).collect()
        };
        let mut rows: Vec<SideRow> = seats.iter().map(|&seat| at_most(vec![(seat, 1), (open, -1)], 0)).collect();
        rows.push(at_least(with(&mut seats.iter().copied(), -i64::from(self.groups.least)), 0));
        rows.push(at_most(with(&mut seats.iter().copied(), -i64::from(self.groups.most)), 0));
        for (counted, &(least, most)) in self.company.counted.iter().zip(&self.circles[circle].counts) {
            let mut who = seats.iter().copied().filter(|&seat| counted[self.seats[seat].member]);
            if least > 0 {
                rows.push(at_least(with(&mut who.clone(), -i64::from(least)), 0));
            }
            if (most as usize) < seats.len() {
                rows.push(at_most(with(&mut who, -i64::from(most)), 0));
            }
        }
        rows.extend(self.cliques(seats).into_iter().map(|clique| at_most(with(&mut clique.into_iter(), -1), 0)));
        rows
    }

    /// Sets of seats of which one can be taken, so that every two that are apart are in one of them; each as large as the greedy makes it.
    fn cliques(&self, seats: &[usize]) -> Vec<Vec<usize>> {
        let are_apart =
            |one: usize, other: usize| self.company.are_members_apart(self.seats[one].member, self.seats[other].member);
        let mut covered = std::collections::BTreeSet::new();
        let mut cliques = Vec::new();
        for (at, &one) in seats.iter().enumerate() {
            for &other in &seats[at + 1..] {
                if !are_apart(one, other) || covered.contains(&(one, other)) {
                    continue;
                }
                let mut clique = vec![one, other];
                for &next in seats {
                    if clique.iter().all(|&member| member != next && are_apart(member, next)) {
                        clique.push(next);
                    }
                }
                clique.sort_unstable();
                for (at, &one) in clique.iter().enumerate() {
                    covered.extend(clique[at + 1..].iter().map(|&other| (one, other)));
                }
                cliques.push(clique);
            }
        }
        cliques
    }
}
