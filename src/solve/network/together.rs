//! Many ways at a time: where much is too much, one search from all those nodes serves many of them.
//!
//! The primal-dual method (Ford and Fulkerson, 1962): distances from all nodes with too much, added to the potentials, leave a way free of cost
//! to each node that can be reached; along such ways, found by going deep with each arc looked at once, as much is sent as they hold. What a
//! few searches of this kind leave is for searches from one node each, which stop at the nearest end.

use super::search::Search;
use super::{Flow, Network};
use crate::solve::work::Work;

/// With less than so much to be sent, searches from one node are quicker.
const MANY: u64 = if cfg!(test) { 2 } else { 256 };

/// So many searches from one node are looked back upon.
const FEW: u64 = 16;

/// What a round costs, in the nodes that it reaches: a search, and the ways.
const PER_NODE: u64 = 3;

/// Tells whether a round is quicker than searches from one node each, by what both came to so far.
pub(super) struct Pace {
    /// What is left to be sent.
    left: u64,
    /// What the last round cost for each unit that it sent; `None`: there was none.
    of_round: Option<u64>,
    /// What all of it cost.
    round: u64,
    /// The nodes that the last searches reached, and their number.
    reached: u64,
    searches: u64,
}

impl Pace {
    pub(super) fn of(excess: &[Flow]) -> Pace {
        Pace { left: too_much(excess), of_round: None, round: 0, reached: 0, searches: 0 }
    }

    /// Notes what a search from one node reached and sent.
    pub(super) fn note(&mut self, reached: usize, sent: Flow) {
        if self.searches == FEW {
            (self.reached, self.searches) = (0, 0);
        }
        self.reached += reached as u64;
        self.searches += 1;
        self.left -= u64::from(sent.unsigned_abs());
    }

    /// Whether a round is quicker now.
    pub(super) fn is_for_round(&self) -> bool {
        match self.of_round {
            None => self.left >= MANY,
            Some(of_round) => {
                let are_enough = self.searches == FEW && self.reached * self.left > self.round * FEW;
                are_enough && self.reached > of_round * FEW
            }
        }
    }

    fn note_round(&mut self, reached: usize, excess: &[Flow]) {
        let before = std::mem::replace(&mut self.left, too_much(excess));
        self.round = PER_NODE * reached as u64;
        self.of_round = Some(self.round / (before - self.left).max(1));
        (self.reached, self.searches) = (0, 0);
    }
}

/// What is too much anywhere.
fn too_much(excess: &[Flow]) -> u64 {
    excess.iter().filter(|&&excess| excess > 0).map(|&excess| u64::from(excess.unsigned_abs())).sum()
}

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
        let Network { lower, flow, upper, .. } = &*self.network;
        if step.is_forward { upper[step.arc] - flow[step.arc] } else { flow[step.arc] - lower[step.arc] }
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
    use super::super::{Builder, Cost, Search};
    use super::*;

    /// Rows and columns round node 0, some of which do not know each other, with costs that look like chance.
    fn network(rows: usize, columns: usize, seed: u64) -> (Network, Vec<Cost>) {
        let mut chance = seed;
        let mut below = |end: u64| {
            chance = chance.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (chance >> 33) % end
        };
        let mut builder = Builder::default();
        (0..=rows + columns).for_each(|_| {
            builder.node();
        });
        let mut costs = Vec::new();
        for row in 1..=rows {
            builder.arc((0, row), 0, 1 + Flow::try_from(below(2)).expect("small"));
            costs.push(-1000);
            for column in rows + 1..=rows + columns {
                if below(3) > 0 {
                    builder.arc((row, column), 0, 1);
                    costs.push(-Cost::try_from(below(40)).expect("small"));
                }
            }
        }
        for column in rows + 1..=rows + columns {
            builder.arc((column, 0), 0, 1 + Flow::try_from(below(3)).expect("small"));
            costs.push(0);
        }
        (builder.build(), costs)
    }

    #[test]
    fn rounds_leave_a_flow_that_searches_alone_make_no_better_and_potentials_that_prove_it() {
        let mut rounds = 0;
        for seed in 0..200 {
            let (mut alone, costs) = network(12, 9, seed);
            let mut together = alone.clone();
            // Searches from one node each, which are known to end at the best.
            alone.cost.copy_from_slice(&costs);
            let (mut excess, mut search) = (alone.settle_arcs(), Search::new(alone.nodes()));
            for node in 0..alone.nodes() {
                while excess[node] > 0 {
                    assert!(search.run(&alone, node, |other| excess[other] < 0, &mut Work::without_end()));
                    search.lift_potentials(&mut alone);
                    let sent = search.send(&mut alone, excess[node].min(-excess[search.end()]));
                    excess[node] -= sent;
                    excess[search.end()] += sent;
                }
            }
            together.cost.copy_from_slice(&costs);
            rounds += u32::from(Pace::of(&together.settle_arcs()).is_for_round());
            assert!(together.optimise(&costs, &mut Work::without_end()));
            assert_eq!(together.value(), alone.value(), "seed {seed}");
            for arc in 0..together.arcs() {
                let (flow, reduced) = (together.flow[arc], together.reduced_cost(arc));
                assert!(flow == together.upper[arc] || reduced >= 0, "room in arc {arc} of seed {seed}");
                assert!(flow == together.lower[arc] || reduced <= 0, "flow in arc {arc} of seed {seed}");
            }
        }
        assert!(rounds > 150, "rounds in {rounds} of 200");
    }
}
