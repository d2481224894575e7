//! A flow of least cost from far away: cost scaling.
//!
//! Where potentials are far from the right ones, ways that are searched one by one are long. Here nodes with too much push it on by themselves,
//! to where it costs least, and lower their potential a little below the next best way (Goldberg and Tarjan, 1990; with single units it is the
//! auction of Bertsekas, 1988). A little is much at first, and less from phase to phase. Costs are multiplied by more than the number of nodes,
//! so that after the last phase, where a little is one, no way round costs less than nothing.
//!
//! One node, the **hub**, takes what others have too much, gives what they miss, and keeps its potential. So a phase has two parts: what is
//! too much goes to where something is missing or to the hub; then what is still missing comes from the hub, in the same way with all arcs
//! and signs turned round.

use std::collections::BTreeSet;

use super::{Arc, Builder, Cost, Flow, Network, builder};
use crate::solve::work::Work;

/// In each phase a little is so much less than in the one before.
const FINER: Cost = 8;

/// With more looks at each arc than so many in a part of a phase, searches are quicker after all.
const MOST_LOOKS: usize = 1_000;

/// The potentials of a network stay far within range where its costs, times the scale, times the nodes, do.
const MOST_POTENTIAL: i128 = 1 << 58;

/// Where pushing begins.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    /// From nodes that have too much, along arcs.
    TooMuch,
    /// From nodes that miss something, against them.
    Missing,
}

/// A step from a node: an arc, made to carry more or less.
#[derive(Clone, Copy)]
struct Step {
    arc: u32,
    is_more: bool,
    to: u32,
    /// What it is worth to get there, that is, the less the potential has to be lowered.
    worth: Cost,
}

/// The steps that are worth most.
#[derive(Default)]
struct Best {
    first: Option<Step>,
    second: Option<Cost>,
}

/// The arcs of a network that are not fixed, at larger costs.
struct Scaling {
    hub: u32,
    scale: Cost,
    /// The arcs are in order of their tails; costs and potentials are multiplied by the scale.
    network: Network,
    /// The arcs by head, and where those of a node begin.
    into_start: Vec<u32>,
    into: Vec<u32>,
    excess: Vec<Flow>,
    /// Nodes that have something to get rid of.
    waiting: Vec<u32>,
    /// The potentials that the phase began with, and how far they are pushed from there at most, while their node has
    /// something to get rid of.
    began: Vec<Cost>,
    furthest: Cost,
    /// At so many arcs was looked.
    looks: usize,
}

impl Network {
    /// About how many phases it takes at these costs.
    pub(super) fn phases(&self, costs: &[Cost]) -> u32 {
        let highest = costs.iter().map(|cost| cost.unsigned_abs()).max().unwrap_or(0);
        highest.saturating_mul(self.nodes() as u64).max(1).ilog(FINER.unsigned_abs()) + 1
    }

    /// Brings flow and potentials to where they are best at the present costs; `excess` is what is too much or missing at each node.
    ///
    /// They stay as they are where no flow keeps the bounds, costs are very large, or phases take long.
    pub(super) fn approach(&mut self, excess: Vec<Flow>, work: &mut Work) {
        let ids: Vec<u32> = self.out.iter().copied().filter(|&arc| !self.is_fixed(arc as usize)).collect();
        let Some(mut scaling) = Scaling::of(self, &ids, excess) else { return };
        let farthest = ids.iter().map(|&id| self.reduced_cost(id as usize).abs()).max().unwrap_or(0);
        let is_done = scaling.run(farthest);
        work.spend(scaling.looks);
        if !is_done {
            return;
        }
        for (arc, &id) in ids.iter().enumerate() {
            self.carry(id as usize, scaling.network.flow(arc) - self.flow(id as usize));
        }
        self.potential = scaling.whole_potentials();
    }
}

impl Scaling {
    /// Some arcs of a network, by tail; `None` where their costs are too large.
    fn of(network: &Network, ids: &[u32], excess: Vec<Flow>) -> Option<Scaling> {
        let scale = Cost::from(network.id(network.nodes())) + 1;
        let costs = network.arcs.iter().map(|arc| arc.cost.abs());
        let highest = costs.chain(network.potential.iter().map(|potential| potential.abs())).max().unwrap_or(0);
        if i128::from(highest) * i128::from(scale) * i128::from(scale) > MOST_POTENTIAL {
            return None;
        }
        let mut builder = Builder::default();
        (0..network.nodes()).for_each(|_| {
            builder.node();
        });
        for &id in ids {
            let Arc { tail, head, lower, upper, .. } = network.arcs[id as usize];
            builder.arc((tail as usize, head as usize), lower, upper);
        }
        let mut scaled = builder.build();
        for (arc, &id) in ids.iter().enumerate() {
            scaled.carry(arc, network.flow(id as usize));
            scaled.arcs[arc].cost = network.arcs[id as usize].cost * scale;
        }
        scaled.potential = network.potential.iter().map(|potential| potential * scale).collect();
        let (into_start, into) = builder::by_node(scaled.nodes(), scaled.arcs.iter().map(|arc| arc.head));
        let arcs_at = |&node: &usize| scaled.leaving(node).len() + (into_start[node + 1] - into_start[node]) as usize;
        let hub = scaled.id((0..scaled.nodes()).max_by_key(arcs_at)?);
        Some(Scaling {
            hub,
            scale,
            network: scaled,
            into_start,
            into,
            excess,
            waiting: Vec::new(),
            began: Vec::new(),
            furthest: 0,
            looks: 0,
        })
    }

    /// Phases until a little is one; false where that cannot be, or takes long.
    fn run(&mut self, farthest: Cost) -> bool {
        // So much less than nothing a step costs at most, in a flow that keeps the bounds.
        let mut before = farthest * self.scale;
        let mut little = (before / (FINER * FINER)).max(1);
        while self.phase(before, little) {
            if little == 1 {
                return true;
            }
            (before, little) = (little, (little / FINER).max(1));
        }
        false
    }

    /// Has no step with room cost less than nothing by more than a little. There is a flow in which none does by more than `before`, if one keeps
    /// the bounds; false where that turns out not to be, or it takes long.
    fn phase(&mut self, before: Cost, little: Cost) -> bool {
        self.began.clone_from(&self.network.potential);
        // By the steps of a way to or from the hub, first in that flow, then in the present one.
        self.furthest = Cost::from(self.network.id(self.network.nodes())) * (before + little);
        for at in 0..self.network.arcs() {
            let arc = self.network.arcs[at];
            let reduced = self.network.reduced_cost(at);
            if reduced < -little && arc.room() > 0 {
                self.change(at, arc.room());
            } else if reduced > little && arc.spare() > 0 {
                self.change(at, -arc.spare());
            }
        }
        self.part(Part::TooMuch, little) && self.part(Part::Missing, little)
    }

    fn part(&mut self, part: Part, little: Cost) -> bool {
        let most_looks = self.looks + MOST_LOOKS * (self.network.arcs() + self.excess.len());
        let nodes = (0_u32..).take(self.excess.len());
        self.waiting = nodes.filter(|&node| node != self.hub && self.left(part, node) > 0).collect();
        while let Some(node) = self.waiting.pop() {
            while self.left(part, node) > 0 {
                if self.looks > most_looks || !self.push_on(part, node, little) {
                    return false;
                }
            }
        }
        true
    }

    /// What a node has to get rid of.
    fn left(&self, part: Part, node: u32) -> Flow {
        let excess = self.excess[node as usize];
        if part == Part::TooMuch { excess } else { -excess }
    }

    /// Pushes on something of what a node has to get rid of, by the step that is worth most, and lowers its potential a little below the step
    /// that is then worth most; false where there is no step, or the potential got too far.
    fn push_on(&mut self, part: Part, node: u32, little: Cost) -> bool {
        let moved = self.network.potential[node as usize] - self.began[node as usize];
        if (if part == Part::TooMuch { -moved } else { moved }) > self.furthest {
            return false;
        }
        let best = self.best(part, node);
        let Some(Step { arc, is_more, to, worth }) = best.first else { return false };
        let at = &self.network.arcs[arc as usize];
        let room = if is_more { at.room() } else { at.spare() };
        let sent = room.min(self.left(part, node));
        let was_waiting = self.left(part, to) > 0;
        self.change(arc as usize, if is_more { sent } else { -sent });
        if !was_waiting && self.left(part, to) > 0 && to != self.hub {
            self.waiting.push(to);
        }
        let next = if sent == room { best.second.unwrap_or(worth) } else { worth };
        let own = &mut self.network.potential[node as usize];
        *own = match part {
            Part::TooMuch => (*own).min(next - little),
            Part::Missing => (*own).max(little - next),
        };
        true
    }

    /// The steps from a node that are worth most.
    fn best(&mut self, part: Part, node: u32) -> Best {
        let node = node as usize;
        let Network { arcs, potential, carrying, .. } = &self.network;
        let out = self.network.leaving(node);
        let into = || &self.into[self.into_start[node] as usize..self.into_start[node + 1] as usize];
        let (is_turned, more, less) = match part {
            Part::TooMuch => (false, out, &carrying[node][..]),
            Part::Missing => (true, into(), out),
        };
        let worth =
            |to: u32, cost: Cost| (if is_turned { -potential[to as usize] } else { potential[to as usize] }) - cost;
        let mut best = Best::default();
        self.looks += more.len() + less.len();
        for &id in more {
            let arc = &arcs[id as usize];
            if arc.room() > 0 {
                let to = if is_turned { arc.tail } else { arc.head };
                best.note(Step { arc: id, is_more: true, to, worth: worth(to, arc.cost) });
            }
        }
        for &id in less {
            let arc = &arcs[id as usize];
            if arc.spare() > 0 {
                let to = if is_turned { arc.head } else { arc.tail };
                best.note(Step { arc: id, is_more: false, to, worth: worth(to, -arc.cost) });
            }
        }
        best
    }

    /// Has an arc carry so much more.
    fn change(&mut self, at: usize, by: Flow) {
        let Arc { tail, head, .. } = self.network.arcs[at];
        self.network.carry(at, by);
        self.excess[tail as usize] -= by;
        self.excess[head as usize] += by;
    }

    /// Potentials for the costs as they were.
    ///
    /// With costs of whole multiples of the scale, a step costs less than nothing by a little only where what its potentials leave over, divided
    /// by the scale, is highest at one end and lowest at the other, counted from anywhere. There are more remainders than nodes: counted from
    /// one that is nowhere, that cannot be.
    fn whole_potentials(&self) -> Vec<Cost> {
        let scale = self.scale;
        let remainders: BTreeSet<Cost> =
            self.network.potential.iter().map(|potential| potential.rem_euclid(scale)).collect();
        let free = (0..scale).find(|remainder| !remainders.contains(remainder)).expect("more remainders than nodes");
        self.network.potential.iter().map(|potential| (potential - free).div_euclid(scale)).collect()
    }
}

impl Best {
    fn note(&mut self, step: Step) {
        match self.first {
            Some(first) if first.worth >= step.worth => self.second = self.second.max(Some(step.worth)),
            first => {
                self.second = first.map(|first| first.worth);
                self.first = Some(step);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{assert_best, network, searches_alone, settled};
    use super::*;

    #[test]
    fn phases_end_with_a_flow_of_least_cost_and_whole_potentials_that_prove_it() {
        for seed in 0..200 {
            let (mut alone, mut excess) = settled(network(12, 9, seed));
            // Potentials from anywhere will do.
            let mut scaled = alone.clone();
            let from_afar: Vec<Cost> = (0..).map(|node| node * 37 % 1000 - 500).take(scaled.nodes()).collect();
            scaled.set_potentials(&from_afar);
            let too_much = scaled.settle_arcs();
            scaled.approach(too_much, &mut Work::without_end());
            assert_best(&scaled);
            searches_alone(&mut alone, &mut excess);
            assert_eq!(scaled.value(), alone.value(), "seed {seed}");
        }
    }

    #[test]
    fn the_same_on_a_face_with_arcs_that_are_fixed_and_such_as_must_carry_something() {
        for seed in 0..200 {
            let (mut alone, costs) = network(12, 9, seed);
            assert!(alone.optimise(&costs, &mut Work::without_end()));
            // A step worse than the best is still open, and what a tenth of the arcs carries stays.
            alone.keep_within(1 + Cost::try_from(seed % 4).expect("small"));
            for arc in (0..alone.arcs()).step_by(10) {
                let (_, upper) = alone.bounds(arc);
                alone.set_bounds(arc, alone.flow(arc), upper);
            }
            let others: Vec<Cost> = (0..).map(|arc| arc * 7919 % 13 - 6).take(alone.arcs()).collect();
            let (mut alone, mut excess) = settled((alone, others));
            let mut scaled = alone.clone();
            scaled.approach(excess.clone(), &mut Work::without_end());
            assert_best(&scaled);
            searches_alone(&mut alone, &mut excess);
            assert_eq!(scaled.value(), alone.value(), "seed {seed}");
        }
    }

    #[test]
    fn where_no_flow_keeps_the_bounds_all_stays_as_it_is() {
        let (mut network, costs) = network(12, 9, 0);
        // All that may leave node 0, and more than enters it again.
        for arc in 0..network.arcs() {
            let (_, upper) = network.bounds(arc);
            match (network.tail(arc), network.head(arc)) {
                (0, _) => network.set_bounds(arc, upper, upper),
                (_, 0) => network.set_bounds(arc, 0, 0),
                _ => {}
            }
        }
        let (mut network, excess) = settled((network, costs.clone()));
        let before = (network.flows(), network.potential.clone());
        network.approach(excess, &mut Work::without_end());
        assert_eq!((network.flows(), network.potential.clone()), before);
        assert!(!network.optimise(&costs, &mut Work::without_end()));
    }

    #[test]
    fn what_cannot_get_anywhere_is_given_up() {
        // Two nodes that pass on to each other what comes from nowhere, and a ring that is large.
        let mut builder = Builder::default();
        (0..1003).for_each(|_| {
            builder.node();
        });
        builder.arc((1001, 1002), 0, 1);
        (0..1000).for_each(|node| {
            builder.arc((node, node + 1), 0, 1);
        });
        builder.arc((1000, 0), 0, 1);
        let mut network = builder.build();
        let mut excess = vec![0; 1003];
        excess[1001] = 1;
        let mut work = Work::without_end();
        network.set_costs(&vec![1; 1002]);
        network.approach(excess, &mut work);
        assert!(network.flows().iter().all(|&flow| flow == 0));
    }

    #[test]
    fn costs_that_are_too_large_for_the_scale_are_left_alone() {
        let (network, costs) = network(12, 9, 1);
        let large: Vec<Cost> = costs.iter().map(|cost| cost << 40).collect();
        let (mut network, excess) = settled((network, large.clone()));
        let before = (network.flows(), network.potential.clone());
        network.approach(excess, &mut Work::without_end());
        assert_eq!((network.flows(), network.potential.clone()), before);
        assert!(network.optimise(&large, &mut Work::without_end()));
        assert_best(&network);
    }
}
