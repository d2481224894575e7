//! Groups put together one after the other: there before any search has ended, and never called best.
//!
//! Circles take their turn in a given order; each that can be open beside those before it takes its cheapest members among those who have no
//! group yet, with all rules within it. Whoever is left then joins where that is allowed.

use super::board::Board;
use super::members::{Search, keeps_rules};
use crate::solve::network::Cost;

/// The groups so far.
pub(super) struct Gathering<'g, 'p> {
    board: &'g Board<'p>,
    costs: &'g [Cost],
    /// Which seats can still be taken.
    live: Vec<bool>,
    /// Open circles with their seats.
    groups: Vec<(usize, Vec<usize>)>,
    loads: Vec<u32>,
    search: Search,
}

impl<'g, 'p> Gathering<'g, 'p> {
    /// Nobody so far; seats that are not live stay empty.
    pub(super) fn of(board: &'g Board<'p>, live: &[bool], costs: &'g [Cost]) -> Gathering<'g, 'p> {
        Gathering {
            board,
            costs,
            live: live.to_vec(),
            groups: Vec::new(),
            loads: vec![0; board.problem.mentors.len()],
            search: Search::default(),
        }
    }

    /// The work that was done.
    pub(super) fn work(&self) -> usize {
        self.search.work
    }

    /// All seats that are taken.
    pub(super) fn seats(&self) -> Vec<usize> {
        self.groups.iter().flat_map(|(_, seats)| seats).copied().collect()
    }

    /// Opens a circle with its cheapest members, where it can be open; true where it is, and `may_be` allows what is then taken.
    pub(super) fn open(&mut self, circle: usize, may_be: impl FnOnce(&[usize]) -> bool) -> bool {
        let board = self.board;
        let leaders = &board.circles[circle].leaders;
        let has_room = |&leader: &usize| self.loads[leader] < board.problem.mentors[leader].capacity;
        let is_beside = |(other, _): &(usize, Vec<usize>)| *other != circle && board.can_both_be(*other, circle);
        let leads_only = |&leader: &usize| !self.is_member_in(leader, board.circles[circle].slot);
        if !leaders.iter().all(has_room) || !self.groups.iter().all(is_beside) || !leaders.iter().all(leads_only) {
            return false;
        }
        let Some(cheapest) = self.search.run(board, circle, &self.live, self.costs) else { return false };
        if !keeps_rules(board, circle, &cheapest.seats) {
            return false;
        }
        let with = [self.seats(), cheapest.seats.clone()].concat();
        if !may_be(&with) {
            return false;
        }
        for &seat in &cheapest.seats {
            for &other in &board.seats_of[board.seats[seat].member] {
                self.live[other] = false;
            }
        }
        for &leader in leaders {
            self.loads[leader] += 1;
            self.keep_from_slot(leader, board.circles[circle].slot);
        }
        self.groups.push((circle, cheapest.seats));
        true
    }

    /// Seats whoever is left where there is room and rules allow it.
    pub(super) fn fill_up(&mut self, may_be: impl Fn(&[usize]) -> bool) {
        let board = self.board;
        let mut free: Vec<(Cost, usize, usize)> = Vec::new();
        for (group, (circle, _)) in self.groups.iter().enumerate() {
            let live = board.circles[*circle].seats.clone().filter(|&seat| self.live[seat]);
            free.extend(live.map(|seat| (self.costs[seat], seat, group)));
        }
        free.sort_unstable();
        for (_, seat, group) in free {
            let (circle, seats) = &self.groups[group];
            let with = [seats.as_slice(), &[seat]].concat();
            let fits =
                self.live[seat] && with.len() <= board.groups.most as usize && keeps_rules(board, *circle, &with);
            if fits && may_be(&[self.seats(), vec![seat]].concat()) {
                self.groups[group].1 = with;
                board.seats_of[board.seats[seat].member].iter().for_each(|&other| self.live[other] = false);
            }
        }
    }

    /// Whether a leader is a member of a group in a slot, in its other role.
    fn is_member_in(&self, leader: usize, slot: Option<u32>) -> bool {
        let twins = self.board.groups.slots.as_ref().map_or(&[][..], |slots| &slots.twins);
        let mut own = twins.iter().filter(|twins| twins.0 == leader);
        own.any(|&(_, mentee)| {
            let sits = |seats: &[usize]| seats.iter().any(|&seat| self.board.seats[seat].member == mentee);
            self.groups.iter().any(|(circle, seats)| self.board.circles[*circle].slot == slot && sits(seats))
        })
    }

    /// Who leads in a slot is no member in it.
    fn keep_from_slot(&mut self, leader: usize, slot: Option<u32>) {
        let twins = self.board.groups.slots.as_ref().map_or(&[][..], |slots| &slots.twins);
        for &(_, mentee) in twins.iter().filter(|twins| twins.0 == leader) {
            for &seat in &self.board.seats_of[mentee] {
                self.live[seat] &= self.board.circles[self.board.seats[seat].circle].slot != slot;
            }
        }
    }
}
