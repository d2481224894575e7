//! Networks for tests, and what a best flow is.

use super::search::Search;
use super::{Builder, Cost, Flow, Network};
use crate::solve::work::Work;

/// Rows and columns round node 0, some of which do not know each other, with costs that look like chance.
pub(super) fn network(rows: usize, columns: usize, seed: u64) -> (Network, Vec<Cost>) {
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

/// A network whose arcs agree with its potentials, and what is then too much or missing at each node.
pub(super) fn settled((mut network, costs): (Network, Vec<Cost>)) -> (Network, Vec<Flow>) {
    network.set_costs(&costs);
    let excess = network.settle_arcs();
    (network, excess)
}

/// Sends what is too much by searches from one node each.
pub(super) fn searches_alone(network: &mut Network, excess: &mut [Flow]) {
    let mut search = Search::new(network.nodes());
    for node in 0..network.nodes() {
        while excess[node] > 0 {
            assert!(search.run(network, node, |other| excess[other] < 0, &mut Work::without_end()));
            search.lift_potentials(network);
            let sent = search.send(network, excess[node].min(-excess[search.end()]));
            excess[node] -= sent;
            excess[search.end()] += sent;
        }
    }
}

/// The flow is conserved and keeps its bounds, and the potentials prove that none costs less.
#[track_caller]
pub(super) fn assert_best(network: &Network) {
    let mut excess = vec![0; network.nodes()];
    for arc in 0..network.arcs() {
        let (flow, reduced) = (network.flow(arc), network.reduced_cost(arc));
        excess[network.head(arc)] += flow;
        excess[network.tail(arc)] -= flow;
        assert!(network.arcs[arc].room() == 0 || reduced >= 0, "room in arc {arc}");
        assert!(network.arcs[arc].spare() == 0 || reduced <= 0, "flow in arc {arc}");
    }
    assert!(network.keeps_bounds());
    assert!(excess.iter().all(|&excess| excess == 0));
}
