//! The flow that is left when the side rows are priced.

use super::Relaxed;
use crate::problem::Assignment;
use crate::solve::ascent::{Dual, Evaluation, Kind, NoChoice, UNIT};
use crate::solve::model::{HUB, Model, Of, SideRow};
use crate::solve::network::{Cost, Network};
use crate::solve::priced::PricedRow;
use crate::solve::program::{IntegerProgram, Variable};
use crate::solve::work::Work;

/// A network with prices on the rows that are about arcs alone; those with extras are left out, which leaves the bound a bound.
pub(in crate::solve) struct FlowRelaxation<'r, 'p> {
    model: &'r Model<'p>,
    network: Network,
    rows: &'r [SideRow],
    costs: Vec<Cost>,
    priced: Vec<PricedRow>,
    kinds: Vec<Kind>,
}

impl<'r, 'p> FlowRelaxation<'r, 'p> {
    pub(in crate::solve) fn new(
        model: &'r Model<'p>,
        mut network: Network,
        costs: Vec<Cost>,
        rows: &'r [SideRow],
    ) -> FlowRelaxation<'r, 'p> {
        let about_arcs = rows.iter().filter(|row| row.terms.iter().all(|&(variable, _)| variable < network.arcs()));
        let priced: Vec<PricedRow> = about_arcs.flat_map(PricedRow::of).collect();
        let kinds = priced.iter().map(PricedRow::kind).collect();
        let scaled: Vec<Cost> = costs.iter().map(|cost| cost * UNIT).collect();
        network.aim_at(HUB, &scaled);
        FlowRelaxation { model, network, rows, costs, priced, kinds }
    }

    /// For each arc, what changing it costs at least beside the bound; `most` and more are not told apart.
    ///
    /// For a candidate that is not chosen, the shortest way round through it in the residual network: what it costs to choose it and have
    /// everybody move aside as well as can be. For all others the reduced cost. O(mentors × live arcs) at worst, cut off at `most`.
    fn regrets(&self, most: Cost, work: &mut Work) -> Vec<Cost> {
        let network = &self.network;
        let mut regrets: Vec<Cost> = (0..network.arcs()).map(|arc| network.reduced_cost(arc).abs().min(most)).collect();
        let mut into: Vec<Vec<usize>> = vec![Vec::new(); network.nodes()];
        for arc in 0..self.model.candidates.len() {
            if network.flow(arc) == 0 && network.bounds(arc).1 > 0 && regrets[arc] < most {
                into[network.head(arc)].push(arc);
            }
        }
        let mut near = network.near(most);
        for (head, arcs) in into.into_iter().enumerate().filter(|(_, arcs)| !arcs.is_empty()) {
            if work.is_over() {
                break;
            }
            near.spread(head, work);
            for arc in arcs {
                let back = near.distance(network.tail(arc)).unwrap_or(most);
                regrets[arc] = (network.reduced_cost(arc) + back).min(most);
            }
        }
        regrets
    }
}

impl Dual for FlowRelaxation<'_, '_> {
    fn kinds(&self) -> &[Kind] {
        &self.kinds
    }

    fn evaluate(&mut self, multipliers: &[Cost], work: &mut Work) -> Result<Evaluation, NoChoice> {
        let mut costs: Vec<Cost> = self.costs.iter().map(|cost| cost * UNIT).collect();
        let mut allowed = 0_i128;
        for (row, &price) in self.priced.iter().zip(multipliers).filter(|(_, price)| **price != 0) {
            row.terms.iter().for_each(|&(arc, count)| costs[arc] += price * count);
            allowed += i128::from(price) * i128::from(row.bound);
            work.spend(row.terms.len());
        }
        if !self.network.optimise(&costs, work) {
            return Err(NoChoice);
        }
        let flows = self.network.flows();
        let excess = self.priced.iter().map(|row| row.excess(&flows)).collect();
        Ok(Evaluation { bound: self.network.value() - allowed, excess })
    }
}

impl Relaxed for FlowRelaxation<'_, '_> {
    fn start(&mut self, _work: &mut Work) -> Vec<Cost> {
        vec![0; self.priced.len()]
    }

    fn assignment(&self) -> Assignment {
        self.model.assignment(&self.network.flows())
    }

    fn program(&mut self, cut: Option<Cost>, work: &mut Work) -> IntegerProgram {
        let regrets = cut.map(|cut| self.regrets(cut + 1, work));
        let is_open = |arc: usize| cut.zip(regrets.as_ref()).is_none_or(|(cut, regrets)| regrets[arc] <= cut);
        let network = &self.network;
        let arcs = (0..network.arcs()).map(|arc| {
            let (lower, upper) = network.bounds(arc);
            let fixed = network.flow(arc);
            let (lower, upper) = if is_open(arc) { (lower, upper) } else { (fixed, fixed) };
            Variable { lower: lower.into(), upper: upper.into(), cost: self.costs[arc] }
        });
        let extras = network.arcs()..self.model.variables();
        let variables = arcs.chain(extras.map(|_| Variable { lower: 0, upper: 1, cost: 0 })).collect();
        let mut rows = self.rows.to_vec();
        rows.extend(conservation(network).into_iter().map(|(_, row)| row));
        IntegerProgram { variables, rows }
    }

    fn drop_beyond(&mut self, gap: Cost) {
        self.network.keep_within(gap);
        self.network.compact();
    }

    fn answer(&self, values: &[i64]) -> Assignment {
        self.model.assignment(values)
    }

    fn without(mut self, gap: Cost) -> Network {
        self.network.keep_within(gap);
        self.network
    }
}

/// Flow is conserved at every node but the hub: each node that has arcs, with its row.
pub(super) fn conservation(network: &Network) -> Vec<(usize, SideRow)> {
    let mut terms = vec![Vec::new(); network.nodes()];
    for arc in 0..network.arcs() {
        terms[network.head(arc)].push((arc, 1));
        terms[network.tail(arc)].push((arc, -1));
    }
    let rows = terms.into_iter().enumerate().filter(|(node, terms)| *node != HUB && !terms.is_empty());
    rows.map(|(node, terms)| (node, SideRow { terms, lower: Some(0), upper: Some(0), of: Of::Result })).collect()
}
