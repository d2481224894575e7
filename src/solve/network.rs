//! Minimum-cost flow in whole numbers, made for being asked again: other costs, tighter bounds, the same network.
//!
//! A circulation: flow is conserved at every node. Potentials `p` prove a flow best when no arc with room has a negative reduced cost
//! `cost + p(tail) − p(head)`, and none that could carry less has a positive one. Successive shortest paths (Edmonds and Karp, 1972)
//! from any flow and any potentials: arcs that contradict the potentials are filled or emptied, and what is then too much at one node is
//! sent on to where it is missing, by Dijkstra's search over reduced costs: from one node, or from all of them at once (`together`). Where that
//! takes long, nodes pass it on by themselves (`scaling`).

mod builder;
mod near;
mod pace;
mod scaling;
mod search;
#[cfg(test)]
mod testing;
mod together;

pub(super) use builder::Builder;

use super::work::Work;
use near::Near;
use pace::{Next, Pace};
use search::Search;

/// What a unit of flow costs; all sums of costs are far within range.
pub(super) type Cost = i64;

/// A number of units of flow.
pub(super) type Flow = i32;

/// A network with a flow in it.
#[derive(Clone)]
pub(super) struct Network {
    arcs: Vec<Arc>,
    potential: Vec<Cost>,
    /// The arcs by tail: those of a node stand together.
    out_start: Vec<u32>,
    out: Vec<u32>,
    /// For each node, the arcs into it that carry something.
    carrying: Vec<Vec<u32>>,
}

/// All there is of an arc stands together, since whoever looks at one thing looks at the others.
#[derive(Clone, Copy)]
struct Arc {
    tail: u32,
    head: u32,
    lower: Flow,
    upper: Flow,
    flow: Flow,
    /// Where it stands among those into its head that carry something.
    place: u32,
    cost: Cost,
}

impl Arc {
    /// Carries nothing.
    fn new((tail, head): (u32, u32), lower: Flow, upper: Flow) -> Arc {
        Arc { tail, head, lower, upper, flow: 0, place: 0, cost: 0 }
    }

    /// How much more it may carry.
    #[inline]
    fn room(&self) -> Flow {
        self.upper - self.flow
    }

    /// How much less it may carry.
    #[inline]
    fn spare(&self) -> Flow {
        self.flow - self.lower
    }
}

/// How far what was too much got to where it was missing.
enum Sent {
    All,
    /// There is no way for some of it.
    NoWay,
    /// Ways are long.
    IsFar,
}

impl Network {
    /// The number of arcs.
    pub(super) fn arcs(&self) -> usize {
        self.arcs.len()
    }

    /// The node that an arc leaves.
    pub(super) fn tail(&self, arc: usize) -> usize {
        self.arcs[arc].tail as usize
    }

    /// The node that an arc enters.
    pub(super) fn head(&self, arc: usize) -> usize {
        self.arcs[arc].head as usize
    }

    /// The arcs that leave a node.
    pub(super) fn ways_on(&self, node: usize) -> impl Iterator<Item = usize> + '_ {
        self.leaving(node).iter().map(|&arc| arc as usize)
    }

    /// The number of nodes.
    pub(super) fn nodes(&self) -> usize {
        self.potential.len()
    }

    /// The present flow on an arc.
    pub(super) fn flow(&self, arc: usize) -> Flow {
        self.arcs[arc].flow
    }

    /// The present flow on every arc.
    pub(super) fn flows(&self) -> Vec<Flow> {
        self.arcs.iter().map(|arc| arc.flow).collect()
    }

    /// The least and the most that an arc may carry.
    pub(super) fn bounds(&self, arc: usize) -> (Flow, Flow) {
        (self.arcs[arc].lower, self.arcs[arc].upper)
    }

    /// Adds arcs that carry nothing and may carry so much, numbered on from those that are there; all are then looked at again.
    pub(super) fn grow(&mut self, arcs: impl IntoIterator<Item = ((usize, usize), Flow)>) {
        let node = |node: usize| u32::try_from(node).expect("a network has fewer than 2^32 nodes");
        let arc = |((tail, head), upper): ((usize, usize), Flow)| Arc::new((node(tail), node(head)), 0, upper);
        self.arcs.extend(arcs.into_iter().map(arc));
        (self.out_start, self.out) = builder::by_node(self.nodes(), self.arcs.iter().map(|arc| arc.tail));
    }

    /// Has an arc carry so much more; whether flow is conserved is for the caller to see to.
    pub(super) fn carry(&mut self, arc: usize, more: Flow) {
        if more != 0 {
            self.change(arc, more);
        }
    }

    /// Changes what an arc may carry; takes effect when the flow is next optimised.
    pub(super) fn set_bounds(&mut self, arc: usize, lower: Flow, upper: Flow) {
        let arc = &mut self.arcs[arc];
        (arc.lower, arc.upper) = (lower, upper);
    }

    /// Whether every arc carries what it may.
    pub(super) fn keeps_bounds(&self) -> bool {
        self.arcs.iter().all(|arc| arc.room() >= 0 && arc.spare() >= 0)
    }

    /// Whether an arc carries the same in every flow.
    pub(super) fn is_fixed(&self, arc: usize) -> bool {
        self.arcs[arc].lower == self.arcs[arc].upper
    }

    /// The potential of a node, relative to another.
    pub(super) fn potential(&self, node: usize, other: usize) -> Cost {
        self.potential[node] - self.potential[other]
    }

    /// The potentials of all nodes.
    pub(super) fn potentials(&self) -> &[Cost] {
        &self.potential
    }

    /// Sets the potentials of all nodes: any will do, and those near the right ones make the next search short.
    pub(super) fn set_potentials(&mut self, potentials: &[Cost]) {
        self.potential.copy_from_slice(potentials);
    }

    /// Raises the potentials of some nodes until no arc that leaves them with room has a negative reduced cost at these costs.
    ///
    /// Each of several such arcs would otherwise be filled first, and most of them emptied again.
    pub(super) fn raise_potentials(&mut self, nodes: std::ops::Range<usize>, costs: &[Cost]) {
        for node in nodes {
            let with_room = self.ways_on(node).filter(|&arc| self.arcs[arc].room() > 0);
            let needed = with_room.map(|arc| self.potential[self.head(arc)] - costs[arc]).max();
            self.potential[node] = self.potential[node].max(needed.unwrap_or(Cost::MIN));
        }
    }

    /// The reduced cost of an arc at the present potentials.
    #[inline]
    pub(super) fn reduced_cost(&self, arc: usize) -> Cost {
        let Arc { tail, head, cost, .. } = self.arcs[arc];
        cost + self.potential[tail as usize] - self.potential[head as usize]
    }

    /// The cost of the present flow.
    pub(super) fn value(&self) -> i128 {
        self.arcs.iter().map(|arc| i128::from(arc.flow) * i128::from(arc.cost)).sum()
    }

    /// Sets the potentials to the distances to a node: a good start for costs that the network has not seen.
    ///
    /// Arcs that leave the node are passed over, and there may be no way round without them. O(arcs × the length of the longest way).
    pub(super) fn aim_at(&mut self, sink: usize, costs: &[Cost]) {
        let mut distance: Vec<Option<Cost>> = vec![None; self.nodes()];
        distance[sink] = Some(0);
        let mut is_settled = false;
        while !is_settled {
            is_settled = true;
            for arc in (0..self.arcs()).rev().filter(|&arc| self.arcs[arc].upper > 0 && self.tail(arc) != sink) {
                let Some(beyond) = distance[self.head(arc)] else { continue };
                let through = beyond + costs[arc];
                let known = &mut distance[self.tail(arc)];
                if known.is_none_or(|known| through < known) {
                    *known = Some(through);
                    is_settled = false;
                }
            }
        }
        self.potential = distance.into_iter().map(|distance| -distance.unwrap_or(0)).collect();
    }

    /// Finds a flow of least cost, starting from the present one; false where no flow keeps the bounds.
    ///
    /// Where much is to be sent, rounds of many ways at a time come first and in between (`together`); where ways turn out to be long, cost
    /// scaling comes once (`scaling`).
    ///
    /// O(paths × arcs × log nodes) at worst, and a bounded number of looks at each arc for scaling; after a small change of costs or bounds, few paths are needed and they are short.
    pub(super) fn optimise(&mut self, costs: &[Cost], work: &mut Work) -> bool {
        self.set_costs(costs);
        work.spend(self.arcs());
        let mut excess = self.settle_arcs();
        let mut search = Search::new(self.nodes());
        let mut pace = Pace::of(&excess, self.arcs(), self.phases(costs));
        loop {
            match self.send_all(&mut excess, &mut search, &mut pace, work) {
                Sent::All => return true,
                Sent::NoWay => return false,
                Sent::IsFar => {
                    self.approach(excess, work);
                    excess = self.settle_arcs();
                    pace.note_scaling(&excess);
                }
            }
        }
    }

    /// Sends what is too much to where it is missing.
    fn send_all(&mut self, excess: &mut [Flow], search: &mut Search, pace: &mut Pace, work: &mut Work) -> Sent {
        for node in 0..self.nodes() {
            while excess[node] > 0 {
                match pace.next() {
                    Next::Scaling => return Sent::IsFar,
                    Next::Round => {
                        self.send_together(excess, search, pace, work);
                        continue;
                    }
                    Next::Search => {}
                }
                if !search.run(self, node, |other| excess[other] < 0, work) {
                    return Sent::NoWay;
                }
                let end = search.end();
                search.lift_potentials(self);
                let most = excess[node].min(-excess[end]);
                let sent = search.send(self, most);
                excess[node] -= sent;
                excess[end] += sent;
                pace.note_search(search.reached(), sent);
            }
        }
        Sent::All
    }

    /// Keeps only the flows that cost at most `slack` more than the present best one, as far as reduced costs tell.
    ///
    /// With a slack of 0 those that stay are exactly the flows of least cost.
    pub(super) fn keep_within(&mut self, slack: Cost) {
        for arc in 0..self.arcs() {
            let reduced = self.reduced_cost(arc);
            if reduced > slack {
                self.arcs[arc].upper = self.arcs[arc].flow;
            } else if reduced < -slack {
                self.arcs[arc].lower = self.arcs[arc].flow;
            }
        }
    }

    /// Forgets arcs that carry the same in every flow, as far as searches look at them.
    pub(super) fn compact(&mut self) {
        let mut start = vec![0_u32];
        let mut out = Vec::with_capacity(self.out.len());
        for node in 0..self.nodes() {
            out.extend(self.leaving(node).iter().filter(|&&arc| !self.is_fixed(arc as usize)));
            start.push(u32::try_from(out.len()).expect("a network has fewer than 2^32 arcs"));
        }
        (self.out, self.out_start) = (out, start);
    }

    /// The steps that cost no more than `most` in the residual network.
    pub(super) fn near(&self, most: Cost) -> Near {
        Near::of(self, most)
    }

    fn set_costs(&mut self, costs: &[Cost]) {
        assert_eq!(costs.len(), self.arcs(), "a cost for each arc");
        self.arcs.iter_mut().zip(costs).for_each(|(arc, &cost)| arc.cost = cost);
    }

    /// Fills and empties the arcs that contradict the potentials, and says what is then too much or missing at each node.
    fn settle_arcs(&mut self) -> Vec<Flow> {
        let mut excess = vec![0; self.nodes()];
        for at in 0..self.arcs() {
            let arc = self.arcs[at];
            let flow = match self.reduced_cost(at).signum() {
                _ if self.is_fixed(at) => arc.lower,
                -1 => arc.upper,
                1 => arc.lower,
                _ => arc.flow.clamp(arc.lower, arc.upper),
            };
            self.carry(at, flow - arc.flow);
            if flow != 0 {
                excess[arc.head as usize] += flow;
                excess[arc.tail as usize] -= flow;
            }
        }
        excess
    }

    /// Sends more or less through an arc.
    fn change(&mut self, at: usize, by: Flow) {
        let id = self.id(at);
        let arc = &mut self.arcs[at];
        let before = arc.flow;
        arc.flow += by;
        let carrying = &mut self.carrying[arc.head as usize];
        if before == 0 {
            arc.place = u32::try_from(carrying.len()).expect("a network has fewer than 2^32 arcs");
            carrying.push(id);
        } else if arc.flow == 0 {
            let place = arc.place;
            carrying.swap_remove(place as usize);
            if let Some(&moved) = carrying.get(place as usize) {
                self.arcs[moved as usize].place = place;
            }
        }
    }

    /// The arcs that leave a node.
    fn leaving(&self, node: usize) -> &[u32] {
        &self.out[self.out_start[node] as usize..self.out_start[node + 1] as usize]
    }

    fn id(&self, arc: usize) -> u32 {
        u32::try_from(arc).expect("a network has fewer than 2^32 arcs")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Two rows and two columns with these costs round node 0; each row may stay away.
    fn assignment(costs: [[Cost; 2]; 2]) -> (Network, Vec<Cost>) {
        let mut builder = Builder::default();
        let nodes: Vec<usize> = (0..5).map(|_| builder.node()).collect();
        let mut all = Vec::new();
        for (row, costs) in costs.iter().enumerate() {
            for (column, &cost) in costs.iter().enumerate() {
                builder.arc((nodes[1 + row], nodes[3 + column]), 0, 1);
                all.push(cost);
            }
        }
        for node in [1, 2] {
            builder.arc((nodes[0], nodes[node]), 0, 1);
        }
        for node in [3, 4] {
            builder.arc((nodes[node], nodes[0]), 0, 1);
        }
        all.resize(8, 0);
        (builder.build(), all)
    }

    #[track_caller]
    fn optimise(network: &mut Network, costs: &[Cost]) -> (i128, Vec<Flow>) {
        assert!(network.optimise(costs, &mut Work::without_end()));
        (network.value(), network.flows()[..4].to_vec())
    }

    #[test]
    fn the_cheapest_flow_moves_a_row_aside() {
        // Both would rather have the first column; −5 and −4 together beat −6 alone with −1.
        let (mut network, costs) = assignment([[-6, -5], [-4, -1]]);
        network.aim_at(0, &costs);
        assert_eq!(optimise(&mut network, &costs), (-9, vec![0, 1, 1, 0]));
    }

    #[test]
    fn other_costs_are_found_from_where_the_last_ones_left_it() {
        let (mut network, costs) = assignment([[-6, -5], [-4, -1]]);
        optimise(&mut network, &costs);
        let dear: Vec<Cost> = costs.iter().map(|cost| cost + 5).collect();
        // A round now costs 10 in all beside its pair, and no pair is worth that.
        assert_eq!(optimise(&mut network, &dear), (0, vec![0; 4]));
        assert_eq!(optimise(&mut network, &costs), (-9, vec![0, 1, 1, 0]));
    }

    #[test]
    fn only_flows_of_least_cost_are_left_and_a_bound_that_cannot_hold_is_found() {
        let (mut network, costs) = assignment([[-6, -5], [-4, -3]]);
        // −6 and −3, or −5 and −4: both stay, and each row has one.
        optimise(&mut network, &costs);
        network.keep_within(0);
        let prefer = [0, -1, 0, 0, 0, 0, 0, 0];
        assert_eq!(optimise(&mut network, &prefer), (-1, vec![0, 1, 1, 0]));
        network.set_bounds(0, 1, 1);
        network.set_bounds(1, 1, 1);
        assert!(!network.optimise(&prefer, &mut Work::without_end()));
    }

    #[test]
    fn rounds_scaling_and_searches_together_come_to_what_searches_alone_come_to() {
        for seed in 0..200 {
            let (mut alone, mut excess) = testing::settled(testing::network(12, 9, seed));
            let (mut network, costs) = testing::network(12, 9, seed);
            testing::searches_alone(&mut alone, &mut excess);
            assert_eq!(optimise(&mut network, &costs).0, alone.value(), "seed {seed}");
            testing::assert_best(&network);
        }
    }

    #[test]
    fn distances_end_at_the_limit() {
        let (mut network, costs) = assignment([[-6, -5], [-4, -1]]);
        optimise(&mut network, &costs);
        // To give row 0 column 0 instead, the rest moving aside as well as it can: −6 and −1, 2 more than −9.
        for (most, expected) in [(2, Some(2)), (1, None)] {
            let mut near = network.near(most);
            near.spread(network.head(0), &mut Work::without_end());
            let back = near.distance(network.tail(0));
            assert_eq!(back.map(|back| back + network.reduced_cost(0)).filter(|&regret| regret <= most), expected);
        }
    }
}
