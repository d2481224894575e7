//! Many ways at a time: where much is too much, one search from all those nodes serves many of them.
//!
//! The primal-dual method (Ford and Fulkerson, 1962): distances from all nodes with too much, added to the potentials, leave a way free of cost
//! to each node that can be reached; along such ways, found by going deep with each arc looked at once, as much is sent as they hold. What a
//! few searches of this kind leave is for searches from one node each, which stop at the nearest end.

use super::pace::Pace;
use super::search::Search;
use super::{Flow, Network};
use crate::solve::work::Work;

impl Network {
    /// A round: sends what is too much to where it is missing, along ways of one search from everywhere.
    pub(super) fn send_together(&mut self, excess: &mut [Flow], search: &mut Search, pace: &mut Pace, work: &mut Work) {
        let starts = (0..self.nodes()).filter(|&node| excess[node] > 0);
        search.spread(self, starts, work);
        search.lift_all(self);
        Ways::new(self).send(excess);
        work.spend(self.arcs());
        pace.note_round(search.reached(), excess);
    }
}

/// A step of a way: an arc, along it or against it.
#[derive(Clone, Copy)]
struct Step {
    arc: usize,
    is_forward: bool,
}

/// A round of ways free of cost.
struct Ways<'n> {
    network: &'n mut Network,
    /// For each node, how many of the arcs that leave it were looked at, and how many of those into it are still to be.
    next_out: Vec<u32>,
    left_in: Vec<u32>,
    is_on_way: Vec<bool>,
}

impl<'n> Ways<'n> {
    fn new(network: &'n mut Network) -> Ways<'n> {
        let nodes = network.nodes();
        let left_in = network.carrying.iter().map(|arcs| network.id(arcs.len())).collect();
        Ways { left_in, next_out: vec![0; nodes], is_on_way: vec![false; nodes], network }
    }

    /// Sends what can be sent.
    fn send(&mut self, excess: &mut [Flow]) {
        for node in 0..excess.len() {
            while excess[node] > 0 {
                let Some((way, end)) = self.way(node, excess) else { break };
                let room = way.iter().map(|&step| self.room(step)).min().unwrap_or(0);
                let sent = room.min(excess[node]).min(-excess[end]);
                way.iter().for_each(|step| self.network.change(step.arc, if step.is_forward { sent } else { -sent }));
                excess[node] -= sent;
                excess[end] += sent;
            }
        }
    }

    /// A way free of cost from a node to one where something is missing. What led nowhere, or back to the way it was met on, is passed over for
    /// the rest of the round.
    fn way(&mut self, start: usize, excess: &[Flow]) -> Option<(Vec<Step>, usize)> {
        let mut way: Vec<Step> = Vec::new();
        let mut node = start;
        self.is_on_way[node] = true;
        while excess[node] >= 0 {
            if let Some(step) = self.step_from(node) {
                node = self.end(step);
                self.is_on_way[node] = true;
                way.push(step);
                continue;
            }
            self.is_on_way[node] = false;
            let step = way.pop()?;
            node = self.start(step);
            self.pass_over(node, step);
        }
        self.is_on_way[start] = false;
        for &step in &way {
            let end = self.end(step);
            self.is_on_way[end] = false;
        }
        Some((way, node))
    }

    /// The next step from a node that is free of cost, has room, and does not lead back.
    fn step_from(&mut self, node: usize) -> Option<Step> {
        while let Some(&arc) = self.network.leaving(node).get(self.next_out[node] as usize) {
            let step = Step { arc: arc as usize, is_forward: true };
            if self.is_open(step) {
                return Some(step);
            }
            self.next_out[node] += 1;
        }
        // Arcs that carry nothing any more were taken out of the list, and the last one put there.
        let carrying = self.network.carrying[node].len();
        self.left_in[node] = self.left_in[node].min(self.network.id(carrying));
        while let Some(at) = self.left_in[node].checked_sub(1) {
            let step = Step { arc: self.network.carrying[node][at as usize] as usize, is_forward: false };
            if self.is_open(step) {
                return Some(step);
            }
            self.left_in[node] = at;
        }
        None
    }

    fn is_open(&self, step: Step) -> bool {
        self.network.reduced_cost(step.arc) == 0 && self.room(step) > 0 && !self.is_on_way[self.end(step)]
    }

    fn pass_over(&mut self, node: usize, step: Step) {
        if step.is_forward {
            self.next_out[node] += 1;
        } else {
            self.left_in[node] -= 1;
        }
    }

    fn room(&self, step: Step) -> Flow {
        let arc = &self.network.arcs[step.arc];
        if step.is_forward { arc.room() } else { arc.spare() }
    }

    fn start(&self, step: Step) -> usize {
        if step.is_forward { self.network.tail(step.arc) } else { self.network.head(step.arc) }
    }

    fn end(&self, step: Step) -> usize {
        if step.is_forward { self.network.head(step.arc) } else { self.network.tail(step.arc) }
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{assert_best, network, searches_alone, settled};
    use super::*;

    #[test]
    fn rounds_leave_potentials_that_prove_what_searches_end_with() {
        let mut sent = 0;
        for seed in 0..200 {
            let (mut alone, mut excess) = settled(network(12, 9, seed));
            let mut together = alone.clone();
            let mut too_much = excess.clone();
            searches_alone(&mut alone, &mut excess);
            let mut search = Search::new(together.nodes());
            let mut pace = Pace::of(&too_much, together.arcs(), 1);
            let before: Flow = too_much.iter().filter(|&&excess| excess > 0).sum();
            together.send_together(&mut too_much, &mut search, &mut pace, &mut Work::without_end());
            sent += before - too_much.iter().filter(|&&excess| excess > 0).sum::<Flow>();
            searches_alone(&mut together, &mut too_much);
            assert_eq!(together.value(), alone.value(), "seed {seed}");
            assert_best(&together);
        }
        assert!(sent > 4000, "rounds sent {sent}");
    }
}
