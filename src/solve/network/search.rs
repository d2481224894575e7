//! Dijkstra's search over reduced costs.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use super::super::work::Work;
use super::{Cost, Flow, Network};

/// A step of a way: an arc, along it or against it.
#[derive(Clone, Copy)]
struct Step {
    arc: u32,
    forward: bool,
}

#[derive(Clone, Copy)]
struct Reached {
    /// The search in which the rest holds.
    search: u32,
    is_done: bool,
    distance: Cost,
    by: Step,
}

/// Where a node has no more ways on than this, they are looked at as soon as it is reached: a mentor with a place left ends a search.
const FEW_WAYS: usize = 4;

/// The memory of searches, used again from one to the next.
pub(in crate::solve) struct Search {
    reached: Vec<Reached>,
    search: u32,
    heap: BinaryHeap<Reverse<(Cost, u32)>>,
    done: Vec<u32>,
    start: usize,
    end: usize,
    /// The distance of the nearest end that was seen: nothing beyond it matters.
    most: Cost,
}

impl Search {
    pub(super) fn new(nodes: usize) -> Search {
        let by = Step { arc: 0, forward: true };
        Search {
            reached: vec![Reached { search: 0, is_done: false, distance: 0, by }; nodes],
            search: 0,
            heap: BinaryHeap::new(),
            done: Vec::new(),
            start: 0,
            end: 0,
            most: Cost::MAX,
        }
    }

    /// Looks for the nearest node that is an end; false where none can be reached.
    pub(super) fn run(
        &mut self,
        network: &Network,
        start: usize,
        is_end: impl Fn(usize) -> bool,
        work: &mut Work,
    ) -> bool {
        self.begin();
        self.start = start;
        self.note(network.id(start), 0, Step { arc: 0, forward: true });
        while let Some(node) = self.next() {
            if is_end(node) {
                self.end = node;
                return true;
            }
            if self.go_on(network, node, &is_end, work) {
                return true;
            }
        }
        false
    }

    /// Goes on from several nodes to all that can be reached.
    pub(super) fn spread(&mut self, network: &Network, starts: impl Iterator<Item = usize>, work: &mut Work) {
        self.begin();
        let by = Step { arc: 0, forward: true };
        starts.for_each(|start| self.note(network.id(start), 0, by));
        while let Some(node) = self.next() {
            self.go_on(network, node, &|_| false, work);
        }
    }

    /// Makes the ways to all nodes that were reached free of cost and leaves no negative reduced cost elsewhere.
    pub(super) fn lift_all(&self, network: &mut Network) {
        let Some(&last) = self.done.last() else { return };
        self.lift(network, self.reached[last as usize].distance);
    }

    /// The number of nodes that were reached.
    pub(super) fn reached(&self) -> usize {
        self.done.len()
    }

    /// The end that was found.
    pub(super) fn end(&self) -> usize {
        self.end
    }

    /// Makes the way that was found free of cost and leaves no negative reduced cost elsewhere.
    pub(super) fn lift_potentials(&self, network: &mut Network) {
        self.lift(network, self.reached[self.end].distance);
    }

    fn lift(&self, network: &mut Network, end: Cost) {
        for &node in &self.done {
            let node = node as usize;
            network.potential[node] += self.reached[node].distance - end;
        }
    }

    /// Sends flow along the way that was found, as much as it holds and no more than `most`.
    pub(super) fn send(&self, network: &mut Network, most: Flow) -> Flow {
        let mut sent = most;
        self.walk_back(network, |network, arc, forward| {
            let room = if forward { network.arcs[arc].room() } else { network.arcs[arc].spare() };
            sent = sent.min(room);
        });
        self.walk_back(network, |network, arc, forward| network.change(arc, if forward { sent } else { -sent }));
        sent
    }

    fn walk_back(&self, network: &mut Network, mut each: impl FnMut(&mut Network, usize, bool)) {
        let mut node = self.end;
        while node != self.start {
            let Step { arc, forward } = self.reached[node].by;
            let arc = arc as usize;
            each(network, arc, forward);
            node = if forward { network.tail(arc) } else { network.head(arc) };
        }
    }

    fn begin(&mut self) {
        self.search += 1;
        self.heap.clear();
        self.done.clear();
        self.most = Cost::MAX;
    }

    fn note(&mut self, node: u32, distance: Cost, by: Step) {
        let reached = &mut self.reached[node as usize];
        if reached.search == self.search && (reached.is_done || reached.distance <= distance) {
            return;
        }
        *reached = Reached { search: self.search, is_done: false, distance, by };
        self.heap.push(Reverse((distance, node)));
    }

    /// The nearest node that is not done yet, which then is.
    fn next(&mut self) -> Option<usize> {
        while let Some(Reverse((distance, node))) = self.heap.pop() {
            let reached = &mut self.reached[node as usize];
            if !reached.is_done && reached.distance == distance {
                reached.is_done = true;
                self.done.push(node);
                return Some(node as usize);
            }
        }
        None
    }

    /// Notes all that can be reached from a node, as far as it may be nearer than the nearest end seen; true where that is an end than
    /// which none is nearer.
    fn go_on(&mut self, network: &Network, node: usize, is_end: &impl Fn(usize) -> bool, work: &mut Work) -> bool {
        let so_far = self.reached[node].distance;
        let start = so_far + network.potential[node];
        let leaving = network.leaving(node);
        for (looks, &id) in leaving.iter().enumerate() {
            let arc = &network.arcs[id as usize];
            let distance = start + arc.cost - network.potential[arc.head as usize];
            if distance < self.most && arc.room() > 0 {
                self.reach(network, arc.head, distance, Step { arc: id, forward: true }, is_end);
                if self.most == so_far {
                    work.spend(looks + 1);
                    return true;
                }
            }
        }
        work.spend(leaving.len() + network.carrying[node].len());
        for &id in &network.carrying[node] {
            let arc = &network.arcs[id as usize];
            let distance = start - arc.cost - network.potential[arc.tail as usize];
            if distance < self.most && arc.spare() > 0 {
                self.reach(network, arc.tail, distance, Step { arc: id, forward: false }, is_end);
            }
        }
        self.most == so_far
    }

    /// Notes a node, and where it is an end or next to one, how far that is.
    fn reach(&mut self, network: &Network, node: u32, distance: Cost, by: Step, is_end: &impl Fn(usize) -> bool) {
        self.note(node, distance, by);
        let at = node as usize;
        if is_end(at) {
            (self.most, self.end) = (distance, at);
        }
        let leaving = network.leaving(at);
        if leaving.len() > FEW_WAYS {
            return;
        }
        for &id in leaving {
            let arc = &network.arcs[id as usize];
            let next = arc.head as usize;
            let distance = distance + network.potential[at] + arc.cost - network.potential[next];
            if arc.room() > 0 && distance < self.most && is_end(next) {
                self.note(arc.head, distance, Step { arc: id, forward: true });
                (self.most, self.end) = (distance, next);
            }
        }
    }
}
