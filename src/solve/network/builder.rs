//! Arcs one after the other → a network.

use super::{Arc, Flow, Network};

/// A network that is being put together.
#[derive(Default)]
pub(in crate::solve) struct Builder {
    nodes: u32,
    arcs: Vec<Arc>,
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
        self.arcs.push(Arc::new((node(tail), node(head)), lower, upper));
        self.arcs.len() - 1
    }

    /// The network, with a flow of 0 that is best for costs of 0.
    pub(in crate::solve) fn build(self) -> Network {
        let nodes = self.nodes as usize;
        let (out_start, out) = by_node(nodes, self.arcs.iter().map(|arc| arc.tail));
        Network { arcs: self.arcs, potential: vec![0; nodes], out_start, out, carrying: vec![Vec::new(); nodes] }
    }
}

/// Arcs by one of their ends, and where those of each node begin.
pub(super) fn by_node(nodes: usize, ends: impl Iterator<Item = u32> + Clone) -> (Vec<u32>, Vec<u32>) {
    let mut start = vec![0_u32; nodes + 1];
    ends.clone().for_each(|end| start[end as usize + 1] += 1);
    for node in 0..nodes {
        start[node + 1] += start[node];
    }
    let mut next = start.clone();
    let mut arcs = vec![0; start[nodes] as usize];
    for (id, end) in (0_u32..).zip(ends) {
        arcs[next[end as usize] as usize] = id;
        next[end as usize] += 1;
    }
    (start, arcs)
}
