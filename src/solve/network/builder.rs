//! Arcs one after the other → a network.

use super::{Flow, Network};

/// A network that is being put together.
#[derive(Default)]
pub(in crate::solve) struct Builder {
    nodes: u32,
    tail: Vec<u32>,
    head: Vec<u32>,
    lower: Vec<Flow>,
    upper: Vec<Flow>,
}

impl Builder {
    /// Adds a node.
    pub(in crate::solve) fn node(&mut self) -> usize {
        self.nodes += 1;
        self.nodes as usize - 1
    }

    /// The number of nodes.
    pub(in crate::solve) fn nodes(&self) -> usize {
        self.nodes as usize
    }

    /// Adds an arc, and says its number: arcs are numbered from 0 as they come.
    pub(in crate::solve) fn arc(&mut self, (tail, head): (usize, usize), lower: Flow, upper: Flow) -> usize {
        let node = |node: usize| u32::try_from(node).expect("a network has fewer than 2^32 nodes");
        self.tail.push(node(tail));
        self.head.push(node(head));
        self.lower.push(lower);
        self.upper.push(upper);
        self.tail.len() - 1
    }

    /// The network, with a flow of 0 that is best for costs of 0.
    pub(in crate::solve) fn build(self) -> Network {
        let (nodes, arcs) = (self.nodes as usize, self.tail.len());
        let (out_start, out) = by_tail(nodes, &self.tail);
        Network {
            tail: self.tail,
            head: self.head,
            lower: self.lower,
            upper: self.upper,
            cost: vec![0; arcs],
            flow: vec![0; arcs],
            potential: vec![0; nodes],
            out_start,
            out,
            carrying: vec![Vec::new(); nodes],
            place: vec![0; arcs],
        }
    }
}

/// The arcs by tail, and where those of each node begin.
pub(super) fn by_tail(nodes: usize, tails: &[u32]) -> (Vec<u32>, Vec<u32>) {
    let mut start = vec![0_u32; nodes + 1];
    tails.iter().for_each(|&tail| start[tail as usize + 1] += 1);
    for node in 0..nodes {
        start[node + 1] += start[node];
    }
    let mut next = start.clone();
    let mut arcs = vec![0; tails.len()];
    for (id, &tail) in (0_u32..).zip(tails) {
        arcs[next[tail as usize] as usize] = id;
        next[tail as usize] += 1;
    }
    (start, arcs)
}
