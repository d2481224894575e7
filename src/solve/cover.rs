//! The level `coverage` in a part: as many places as possible, class after class, without a look at every pair.
//!
//! How many mentors the mentees can have at the same time is an integral polymatroid, on which the greedy is optimal for any order of the
//! places that puts a mentee's earlier place first (Federgruen and Groenevelt, 1986): a place once filled is never lost, and one that cannot
//! be filled when its turn comes can never be. People who are alike are filled in amounts (`flow`), and named at the end (`spread`). What is
//! alike, and who is allowed with whom, is told by classes of rules (`by_class`, where `guide` says where to begin), or by scans (`by_scan`).

mod arcs;
mod barred;
mod by_class;
mod by_scan;
mod flow;
mod guide;
mod held;
mod nodes;
mod people;
mod spread;
#[cfg(test)]
mod tests;

use super::residual::Residual;
use crate::kernel::unrated;
use crate::problem::{Pair, PartRef, PlaceClass};
use arcs::Arcs;
use flow::Flow;
use guide::Guide;
use nodes::Nodes;
use people::People;

/// What coverage comes to in a part.
pub(super) struct Covered {
    /// For each row, the places within reach of each of its mentees beyond its must-pairs: as many mentors as it still wants and is allowed
    /// who have a place left and are not its must-pairs.
    pub(super) reach: Vec<u32>,
    /// For each class of `Problem::place_classes`, the places within reach that stay unfilled.
    pub(super) unfilled: Vec<u64>,
    /// For each column, whether some answer of the best coverage leaves a place of it free; the others are full in every one.
    pub(super) loose: Vec<bool>,
    /// Pairs that reach it, beside the must-pairs, sorted.
    pub(super) chosen: Vec<Pair>,
}

/// Fills place after place in the order of the classes.
///
/// The residual may be within reach already. All mentees of a row must be alike in tier and in places wanted and had, all mentors of a
/// column in places left.
pub(super) fn cover(part: &PartRef<'_>, residual: &Residual<'_>, classes: &[PlaceClass]) -> Covered {
    let people = (People::of_rows(part, residual), People::of_columns(part, residual));
    let Some(allowance) = part.source.allowance() else {
        let (nodes, arcs) = by_scan::nodes(unrated(part.source), people, residual);
        return settle(&nodes, arcs, None, people, classes);
    };
    let pairs = by_class::forbidden_pairs(allowance, people, residual);
    let guide_by = (!pairs.is_empty()).then(|| {
        let (larger, arcs) = by_class::nodes(allowance, Vec::new(), people, residual);
        let mut flow = Flow::new(&larger, arcs);
        fill(&mut flow, &larger, None, classes);
        (larger, flow.held)
    });
    let (nodes, arcs) = by_class::nodes(allowance, pairs, people, residual);
    let guide = guide_by.map(|(larger, held)| Guide::new(&nodes, &larger, &held));
    settle(&nodes, arcs, guide, people, classes)
}

fn settle<A: Arcs>(
    nodes: &Nodes,
    arcs: A,
    guide: Option<Guide>,
    people: (People<'_>, People<'_>),
    classes: &[PlaceClass],
) -> Covered {
    let mut flow = Flow::new(nodes, arcs);
    let unfilled = fill(&mut flow, nodes, guide, classes);
    let loose = flow.loose();
    Covered {
        reach: nodes.of_row.iter().map(|node| node.map_or(0, |node| nodes.rows[node as usize].reach)).collect(),
        unfilled,
        loose: nodes.of_column.iter().map(|node| node.is_some_and(|node| loose[node as usize])).collect(),
        chosen: spread::spread(nodes, &flow.held, people.0, people.1),
    }
}

/// Fills the classes one after the other; for each, the places within reach that stay unfilled.
fn fill<A: Arcs>(flow: &mut Flow<A>, nodes: &Nodes, mut guide: Option<Guide>, classes: &[PlaceClass]) -> Vec<u64> {
    let mut is_done = vec![false; nodes.rows.len()];
    let mut unfilled = Vec::with_capacity(classes.len());
    for class in classes {
        let (mut wanted, mut empty) = (Vec::new(), 0);
        for (row, node) in (0..).zip(&nodes.rows) {
            if node.tier != class.tier || class.place <= node.has || class.place - node.has > node.reach {
                continue;
            }
            // Mentees who are alike have equally many places, but for those who were the last to get one: when one of them could
            // not be given a place, no one gets a later one either.
            if is_done[row as usize] {
                empty += node.people;
            } else {
                let lacks = |guide: &mut Guide| guide.give(flow, row, node.people);
                wanted.push((row, guide.as_mut().map_or(node.people, lacks)));
            }
        }
        for (&(row, _), lacks) in wanted.iter().zip(flow.fill(&wanted)) {
            is_done[row as usize] = lacks > 0;
            empty += lacks;
        }
        unfilled.push(empty);
    }
    unfilled
}
