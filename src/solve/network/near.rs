//! Distances in the residual network, up to a limit: only cheap steps are looked at, so a graph of them alone is enough.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use super::{Cost, Network};
use crate::solve::work::Work;

/// The cheap steps of a residual network, by the node that they leave.
pub(in crate::solve) struct Near {
    most: Cost,
    start: Vec<u32>,
    steps: Vec<(u32, Cost)>,
    distance: Vec<Option<Cost>>,
    seen: Vec<u32>,
    heap: BinaryHeap<Reverse<(Cost, u32)>>,
}

impl Near {
    pub(super) fn of(network: &Network, most: Cost) -> Near {
        let mut steps: Vec<(u32, u32, Cost)> = Vec::new();
        for arc in 0..network.arcs() {
            let reduced = network.reduced_cost(arc);
            let arc = &network.arcs[arc];
            if arc.room() > 0 && reduced <= most {
                steps.push((arc.tail, arc.head, reduced));
            }
            if arc.spare() > 0 && -reduced <= most {
                steps.push((arc.head, arc.tail, -reduced));
            }
        }
        steps.sort_unstable();
        let mut start = vec![0_u32; network.nodes() + 1];
        steps.iter().for_each(|&(from, ..)| start[from as usize + 1] += 1);
        for node in 0..network.nodes() {
            start[node + 1] += start[node];
        }
        Near {
            most,
            start,
            steps: steps.into_iter().map(|(_, to, cost)| (to, cost)).collect(),
            distance: vec![None; network.nodes()],
            seen: Vec::new(),
            heap: BinaryHeap::new(),
        }
    }

    /// Finds the distances from a node of all that are no further than the limit.
    pub(in crate::solve) fn spread(&mut self, from: usize, work: &mut Work) {
        self.seen.drain(..).for_each(|node| self.distance[node as usize] = None);
        self.note(u32::try_from(from).expect("a network has fewer than 2^32 nodes"), 0);
        while let Some(Reverse((distance, node))) = self.heap.pop() {
            if self.distance[node as usize] != Some(distance) {
                continue;
            }
            let steps = self.start[node as usize] as usize..self.start[node as usize + 1] as usize;
            work.spend(steps.len());
            for step in steps {
                let (to, cost) = self.steps[step];
                self.note(to, distance + cost);
            }
        }
    }

    /// The distance of a node from the last start; none beyond the limit.
    pub(in crate::solve) fn distance(&self, node: usize) -> Option<Cost> {
        self.distance[node]
    }

    fn note(&mut self, node: u32, distance: Cost) {
        let known = &mut self.distance[node as usize];
        if distance > self.most || known.is_some_and(|known| known <= distance) {
            return;
        }
        if known.is_none() {
            self.seen.push(node);
        }
        *known = Some(distance);
        self.heap.push(Reverse((distance, node)));
    }
}
