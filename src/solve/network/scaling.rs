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

use std::collections::{BTreeSet, VecDeque};

use super::{Cost, Flow, Network};
use crate::solve::work::Work;

/// In each phase a little is so much less than in the one before.
const FINER: Cost = 8;

/// So many looks at each arc are not needed, unless no flow keeps the bounds.
const MOST_LOOKS: usize = 1_000;

/// The potentials of a network stay far within range where its costs, times the scale, times the nodes, do.
const MOST_POTENTIAL: i128 = 1 << 58;

/// An arc that is not fixed.
struct Arc {
    tail: u32,
    head: u32,
    /// Multiplied by the scale.
    cost: Cost,
    /// How much more it may carry, and how much less.
    more: Flow,
    less: Flow,
}

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

/// A network in the making, without the arcs that are fixed.
struct Scaling {
    hub: u32,
    scale: Cost,
    /// The arcs by tail, and where those of a node begin.
    arcs: Vec<Arc>,
    out_start: Vec<u32>,
    /// The arcs by head, and where those of a node begin.
    into: Vec<u32>,
    into_start: Vec<u32>,
    /// For each node but the hub, the arcs into it that may carry less.
    less: Vec<Vec<u32>>,
    potential: Vec<Cost>,
    excess: Vec<Flow>,
    /// Nodes that have something to get rid of.
    waiting: VecDeque<u32>,
    /// At so many arcs was looked.
    looks: usize,
}

impl Network {
    /// Brings flow and potentials to where they are best at the present costs.
    ///
    /// Something is left to do where no flow keeps the bounds, or costs are very large.
    pub(super) fn approach(&mut self, excess: Vec<Flow>, work: &mut Work) {
        let Some((mut scaling, ids)) = self.scaled(excess) else { return };
        let mut little = ids.iter().map(|&id| self.reduced_cost(id as usize).abs()).max().unwrap_or(0);
        little = (little * scaling.scale / (FINER * FINER)).max(1);
        loop {
            let is_balanced = scaling.phase(little);
            if !is_balanced || little == 1 {
                break;
            }
            little = (little / FINER).max(1);
        }
        for (arc, &id) in scaling.arcs.iter().zip(&ids) {
            self.carry(id as usize, self.upper[id as usize] - arc.more - self.flow[id as usize]);
        }
        self.potential = scaling.whole_potentials();
        work.spend(scaling.looks);
    }

    /// The arcs that are not fixed, with large costs, and which they are; `None` where those are too large.
    fn scaled(&self, excess: Vec<Flow>) -> Option<(Scaling, Vec<u32>)> {
        let scale = Cost::from(self.id(self.nodes())) + 1;
        let of_arc = |arc: usize| self.cost[arc].abs().max(self.potential[self.tail(arc)].abs());
        let highest = (0..self.arcs()).map(of_arc).max().unwrap_or(0);
        if i128::from(highest) * i128::from(scale) * i128::from(scale) > MOST_POTENTIAL {
            return None;
        }
        let mut ids = Vec::new();
        let mut out_start = vec![0];
        for node in 0..self.nodes() {
            ids.extend(self.leaving(node).iter().filter(|&&arc| !self.is_fixed(arc as usize)));
            out_start.push(self.id(ids.len()));
        }
        let arc = |&id: &u32| {
            let arc = id as usize;
            let (more, less) = (self.upper[arc] - self.flow[arc], self.flow[arc] - self.lower[arc]);
            Arc { tail: self.tail[arc], head: self.head[arc], cost: self.cost[arc] * scale, more, less }
        };
        let arcs: Vec<Arc> = ids.iter().map(arc).collect();
        let heads: Vec<u32> = arcs.iter().map(|arc| arc.head).collect();
        let (into_start, into) = super::builder::by_tail(self.nodes(), &heads);
        let arcs_at = |node: &usize| out_start[node + 1] - out_start[*node] + into_start[node + 1] - into_start[*node];
        let hub = self.id((0..self.nodes()).max_by_key(arcs_at)?);
        let mut less = vec![Vec::new(); self.nodes()];
        for (at, arc) in arcs.iter().enumerate().filter(|(_, arc)| arc.less > 0 && arc.head != hub) {
            less[arc.head as usize].push(self.id(at));
        }
        let potential = self.potential.iter().map(|potential| potential * scale).collect();
        Some((
            Scaling {
                hub,
                scale,
                arcs,
                out_start,
                into,
                into_start,
                less,
                potential,
                excess,
                waiting: VecDeque::new(),
                looks: 0,
            },
            ids,
        ))
    }
}

impl Scaling {
    /// Has no step with room cost less than nothing by more than a little; false where that cannot be.
    fn phase(&mut self, little: Cost) -> bool {
        for at in 0..self.arcs.len() {
            let Arc { tail, head, cost, more, less } = self.arcs[at];
            let reduced = cost + self.potential[tail as usize] - self.potential[head as usize];
            if reduced < -little && more > 0 {
                self.change(at, more);
            } else if reduced > little && less > 0 {
                self.change(at, -less);
            }
        }
        self.part(Part::TooMuch, little) && self.part(Part::Missing, little)
    }

    fn part(&mut self, part: Part, little: Cost) -> bool {
        let most_looks = self.looks + MOST_LOOKS * (self.arcs.len() + self.excess.len());
        let nodes = (0_u32..).take(self.excess.len());
        self.waiting = nodes.filter(|&node| node != self.hub && self.left(part, node) > 0).collect();
        while let Some(node) = self.waiting.pop_back() {
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
    /// that is then worth most; false where there is no step.
    fn push_on(&mut self, part: Part, node: u32, little: Cost) -> bool {
        let best = self.best(part, node);
        let Some(Step { arc, is_more, to, worth }) = best.first else { return false };
        let Arc { more, less, .. } = self.arcs[arc as usize];
        let room = if is_more { more } else { less };
        let sent = room.min(self.left(part, node));
        let was_waiting = self.left(part, to) > 0;
        self.change(arc as usize, if is_more { sent } else { -sent });
        if !was_waiting && self.left(part, to) > 0 && to != self.hub {
            self.waiting.push_back(to);
        }
        let next = if sent == room { best.second.unwrap_or(worth) } else { worth };
        let own = &mut self.potential[node as usize];
        *own = match part {
            Part::TooMuch => (*own).min(next - little),
            Part::Missing => (*own).max(little - next),
        };
        true
    }

    /// The steps from a node that are worth most.
    fn best(&mut self, part: Part, node: u32) -> Best {
        let node = node as usize;
        let out = self.out_start[node]..self.out_start[node + 1];
        let mut best = Best::default();
        match part {
            Part::TooMuch => {
                self.looks += out.len() + self.less[node].len();
                for arc in out {
                    let Arc { head: to, cost, more, .. } = self.arcs[arc as usize];
                    if more > 0 {
                        best.note(Step { arc, is_more: true, to, worth: self.potential[to as usize] - cost });
                    }
                }
                for &arc in &self.less[node] {
                    let Arc { tail: to, cost, .. } = self.arcs[arc as usize];
                    best.note(Step { arc, is_more: false, to, worth: self.potential[to as usize] + cost });
                }
            }
            Part::Missing => {
                let into = &self.into[self.into_start[node] as usize..self.into_start[node + 1] as usize];
                self.looks += out.len() + into.len();
                for &arc in into {
                    let Arc { tail: to, cost, more, .. } = self.arcs[arc as usize];
                    if more > 0 {
                        best.note(Step { arc, is_more: true, to, worth: -self.potential[to as usize] - cost });
                    }
                }
                for arc in out {
                    let Arc { head: to, cost, less, .. } = self.arcs[arc as usize];
                    if less > 0 {
                        best.note(Step { arc, is_more: false, to, worth: cost - self.potential[to as usize] });
                    }
                }
            }
        }
        best
    }

    /// Has an arc carry so much more.
    fn change(&mut self, at: usize, by: Flow) {
        let arc = &mut self.arcs[at];
        let could_less = arc.less > 0;
        arc.more -= by;
        arc.less += by;
        let can_less = arc.less > 0;
        let (tail, head) = (arc.tail as usize, arc.head as usize);
        self.excess[tail] -= by;
        self.excess[head] += by;
        if could_less != can_less && arc.head != self.hub {
            let less = &mut self.less[head];
            match less.iter().position(|&other| other as usize == at) {
                Some(place) => drop(less.swap_remove(place)),
                None => less.push(u32::try_from(at).expect("a network has fewer than 2^32 arcs")),
            }
        }
    }

    /// Potentials for the costs as they were.
    ///
    /// With costs of whole multiples of the scale, a step costs less than nothing by a little only where what its potentials leave over, divided
    /// by the scale, is highest at one end and lowest at the other, counted from anywhere. There are more remainders than nodes: counted from
    /// one that is nowhere, that cannot be.
    fn whole_potentials(&self) -> Vec<Cost> {
        let scale = self.scale;
        let remainders: BTreeSet<Cost> = self.potential.iter().map(|potential| potential.rem_euclid(scale)).collect();
        let free = (0..scale).find(|remainder| !remainders.contains(remainder)).expect("more remainders than nodes");
        self.potential.iter().map(|potential| (potential - free).div_euclid(scale)).collect()
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
    fn where_no_flow_keeps_the_bounds_phases_end_all_the_same() {
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
        network.approach(excess, &mut Work::without_end());
        assert!(!network.optimise(&costs, &mut Work::without_end()));
    }

    #[test]
    fn costs_that_are_too_large_for_the_scale_are_left_alone() {
        let (network, costs) = network(12, 9, 1);
        let large: Vec<Cost> = costs.iter().map(|cost| cost << 40).collect();
        let (mut network, excess) = settled((network, large.clone()));
        let before = (network.flow.clone(), network.potential.clone());
        network.approach(excess, &mut Work::without_end());
        assert_eq!((network.flow.clone(), network.potential.clone()), before);
        assert!(network.optimise(&large, &mut Work::without_end()));
        assert_best(&network);
    }
}
