//! The flow that is left when the side rows are priced instead of kept: Lagrangian relaxation (Geoffrion, 1974; Fisher, 1981).
//!
//! Each row gets a multiplier, a price for breaking it. For any multipliers the cheapest flow at those prices, less what the rows allow, is a
//! bound below every assignment that keeps the rows. Multipliers are whole parts of a point ([`UNIT`]), so that the bound is exact
//! in whole numbers whoever chose them. They are chosen by cutting planes in a box around the best so far (Kelley, 1960; the box step
//! of Marsten, Hogan and Blankenship, 1975) where rows are few, else by steps along subgradients (Polyak, 1969).

use super::backend::{Plane, best_multipliers};
use super::model::{Model, SideRow};
use super::network::{Cost, Flow, Network};
use super::work::Work;

/// What a multiplier of one point is: multipliers are settled to 1/65536 point.
pub(super) const UNIT: Cost = 1 << 16;

/// No more than so many rows get their multipliers from cutting planes.
const FEW: usize = 24;

/// How often multipliers are tried.
const TRIES: usize = 60;

/// A row in the form "at most": the sum is at most the bound, or equal to it.
struct PricedRow {
    terms: Vec<(usize, i64)>,
    bound: i64,
    is_equal: bool,
}

/// A network with prices on side rows.
pub(super) struct Relaxation<'n> {
    network: &'n mut Network,
    costs: Vec<Cost>,
    rows: Vec<PricedRow>,
    best: Vec<Cost>,
    bound: Option<i128>,
}

/// What an evaluation tells.
struct Evaluation {
    bound: i128,
    /// For each row, by how much the flow exceeds it.
    excess: Vec<i64>,
}

/// No flow keeps the bounds of the network.
pub(super) struct NoFlow;

impl<'n> Relaxation<'n> {
    /// Prices the rows that are about arcs alone; those with extras are left out, which leaves the bound a bound.
    pub(super) fn new(network: &'n mut Network, costs: &[Cost], rows: &[SideRow]) -> Relaxation<'n> {
        let arcs = network.arcs();
        let about_arcs = rows.iter().filter(|row| row.terms.iter().all(|&(variable, _)| variable < arcs));
        let rows: Vec<PricedRow> = about_arcs.flat_map(priced).collect();
        let best = vec![0; rows.len()];
        Relaxation { network, costs: costs.iter().map(|cost| cost * UNIT).collect(), rows, best, bound: None }
    }

    /// The best bound so far, in parts of a point.
    pub(super) fn bound(&self) -> i128 {
        self.bound.unwrap_or(i128::MIN)
    }

    /// Whether every multiplier is 0: then the flows of least cost are those of the network alone.
    pub(super) fn is_free(&self) -> bool {
        self.best.iter().all(|&multiplier| multiplier == 0)
    }

    /// Raises the bound as far as the multipliers found take it, and tells `see` every flow on the way.
    ///
    /// Stops when the bound reaches `enough`. The network is left as it is at the best multipliers.
    ///
    /// # Errors
    /// Where no flow keeps the bounds of the network.
    pub(super) fn raise(
        &mut self,
        mut enough: impl FnMut(&Network, i128) -> bool,
        work: &mut Work,
    ) -> Result<(), NoFlow> {
        self.network.aim_at(super::model::HUB, &self.costs);
        let start = vec![0; self.rows.len()];
        let first = self.evaluate(&start, work)?;
        let is_done = self.note(&start, &first) && enough(self.network, self.bound());
        if is_done || self.rows.is_empty() || self.fits(&start, &first) {
            return Ok(());
        }
        if self.rows.len() <= FEW {
            self.cut_planes(&start, first, &mut enough, work)?;
        } else {
            self.step(start, first, &mut enough, work)?;
        }
        let best = self.best.clone();
        self.evaluate(&best, work)?;
        Ok(())
    }

    fn cut_planes(
        &mut self,
        start: &[Cost],
        first: Evaluation,
        enough: &mut impl FnMut(&Network, i128) -> bool,
        work: &mut Work,
    ) -> Result<(), NoFlow> {
        let mut planes = vec![plane(start, &first)];
        let mut reach = 64.0;
        for _ in 0..TRIES {
            if work.is_over() {
                break;
            }
            let Some(next) = self.next_by_planes(&planes, reach) else { break };
            let evaluation = self.evaluate(&next, work)?;
            planes.push(plane(&next, &evaluation));
            let is_better = self.note(&next, &evaluation);
            if enough(self.network, self.bound()) || self.fits(&next, &evaluation) {
                break;
            }
            reach *= if is_better { 1.5 } else { 0.5 };
            if reach < 1.0 / 4096.0 {
                break;
            }
        }
        Ok(())
    }

    /// The multipliers at the top of the planes, within reach of the best.
    fn next_by_planes(&self, planes: &[Plane], reach: f64) -> Option<Vec<Cost>> {
        let range = |(row, &best): (&PricedRow, &Cost)| {
            let best = points(best.into());
            (if row.is_equal { best - reach } else { (best - reach).max(0.0) }, best + reach)
        };
        let ranges: Vec<(f64, f64)> = self.rows.iter().zip(&self.best).map(range).collect();
        let next = best_multipliers(planes, &ranges)?;
        let next: Vec<Cost> = next.into_iter().zip(&self.rows).map(|(value, row)| parts(value, row)).collect();
        (next != self.best).then_some(next)
    }

    fn step(
        &mut self,
        start: Vec<Cost>,
        first: Evaluation,
        enough: &mut impl FnMut(&Network, i128) -> bool,
        work: &mut Work,
    ) -> Result<(), NoFlow> {
        let mut at: Vec<f64> = start.iter().map(|&part| points(part.into())).collect();
        let mut direction = vec![0.0; at.len()];
        let mut evaluation = first;
        // The bound is taken to be within this many points of its top; less and less as steps are in vain.
        let mut hope = 0.02 * points(self.bound().abs()).max(1.0);
        let mut in_vain = 0;
        for _ in 0..5 * TRIES {
            if work.is_over() || hope < 1.0 / 256.0 {
                break;
            }
            for (direction, &excess) in direction.iter_mut().zip(&evaluation.excess) {
                *direction = 0.6 * *direction + 0.4 * points(i128::from(excess) * i128::from(UNIT));
            }
            let length: f64 = direction.iter().map(|part| part * part).sum();
            if length < 1e-9 {
                break;
            }
            let step = (points(self.bound() - evaluation.bound) + hope) / length;
            for ((at, direction), row) in at.iter_mut().zip(&direction).zip(&self.rows) {
                *at = points(parts(*at + step * direction, row).into());
            }
            let next: Vec<Cost> = at.iter().zip(&self.rows).map(|(&at, row)| parts(at, row)).collect();
            evaluation = self.evaluate(&next, work)?;
            in_vain = if self.note(&next, &evaluation) { 0 } else { in_vain + 1 };
            if enough(self.network, self.bound()) || self.fits(&next, &evaluation) {
                break;
            }
            if in_vain >= 8 {
                hope *= 0.6;
                in_vain = 0;
                at = self.best.iter().map(|&part| points(part.into())).collect();
            }
        }
        Ok(())
    }

    /// Whether a flow keeps the rows, and those with a price with nothing to spare: then it is the best.
    fn fits(&self, multipliers: &[Cost], evaluation: &Evaluation) -> bool {
        let rows = self.rows.iter().zip(multipliers).zip(&evaluation.excess);
        rows.into_iter().all(|((row, &price), &excess)| excess == 0 || !row.is_equal && price == 0 && excess < 0)
    }

    fn note(&mut self, multipliers: &[Cost], evaluation: &Evaluation) -> bool {
        let is_better = self.bound.is_none_or(|bound| evaluation.bound > bound);
        if is_better {
            self.bound = Some(evaluation.bound);
            self.best = multipliers.to_vec();
        }
        is_better
    }

    fn evaluate(&mut self, multipliers: &[Cost], work: &mut Work) -> Result<Evaluation, NoFlow> {
        let mut costs = self.costs.clone();
        let mut allowed = 0_i128;
        for (row, &price) in self.rows.iter().zip(multipliers).filter(|(_, price)| **price != 0) {
            row.terms.iter().for_each(|&(arc, count)| costs[arc] += price * count);
            allowed += i128::from(price) * i128::from(row.bound);
            work.spend(row.terms.len());
        }
        if !self.network.optimise(&costs, work) {
            return Err(NoFlow);
        }
        let flow = self.network.flow();
        let excess = self.rows.iter().map(|row| row.sum(flow) - row.bound).collect();
        Ok(Evaluation { bound: self.network.value() - allowed, excess })
    }
}

impl PricedRow {
    fn sum(&self, flow: &[Flow]) -> i64 {
        self.terms.iter().map(|&(arc, count)| count * i64::from(flow[arc])).sum()
    }
}

/// A row in the form "at most".
fn priced(row: &SideRow) -> Vec<PricedRow> {
    let negated = || row.terms.iter().map(|&(arc, count)| (arc, -count)).collect();
    match (row.lower, row.upper) {
        (Some(lower), Some(upper)) if lower == upper => {
            vec![PricedRow { terms: row.terms.clone(), bound: upper, is_equal: true }]
        }
        (lower, upper) => {
            let above = upper.map(|bound| PricedRow { terms: row.terms.clone(), bound, is_equal: false });
            let below = lower.map(|bound| PricedRow { terms: negated(), bound: -bound, is_equal: false });
            above.into_iter().chain(below).collect()
        }
    }
}

fn plane(at: &[Cost], evaluation: &Evaluation) -> Plane {
    #[expect(clippy::cast_precision_loss, reason = "excesses are far below 2^53")]
    let slopes = evaluation.excess.iter().map(|&excess| excess as f64).collect();
    Plane { at: at.iter().map(|&part| points(part.into())).collect(), value: points(evaluation.bound), slopes }
}

/// Parts of a point as points, for the choice of multipliers only.
fn points(parts: i128) -> f64 {
    #[expect(clippy::cast_precision_loss, reason = "what is lost makes a choice a little worse, never a bound")]
    let value = parts as f64;
    #[expect(clippy::cast_precision_loss, reason = "2^16")]
    let unit = UNIT as f64;
    value / unit
}

/// A chosen multiplier in whole parts of a point, with the sign that its row allows.
fn parts(value: f64, row: &PricedRow) -> Cost {
    #[expect(clippy::cast_precision_loss, reason = "2^16")]
    let unit = UNIT as f64;
    let value = if value.is_finite() { (value * unit).round().clamp(-1e11, 1e11) } else { 0.0 };
    #[expect(clippy::cast_possible_truncation, reason = "clamped")]
    let parts = value as Cost;
    if row.is_equal { parts } else { parts.max(0) }
}

/// For each arc of the model's network, what forcing it to change costs at least beside the bound; `most` and more are not told apart.
///
/// For a candidate that is not chosen, the shortest way round through it in the residual network: what it costs to choose it and have
/// everybody move aside as well as can be. For all others the reduced cost. O(mentors × live arcs) at worst, cut off at `most`.
pub(super) fn regrets(model: &Model<'_>, network: &Network, most: Cost, work: &mut Work) -> Vec<Cost> {
    let mut regrets: Vec<Cost> = (0..network.arcs()).map(|arc| network.reduced_cost(arc).abs().min(most)).collect();
    let mut into: Vec<Vec<usize>> = vec![Vec::new(); network.nodes()];
    for arc in 0..model.candidates.len() {
        if network.flow()[arc] == 0 && network.bounds(arc).1 > 0 && regrets[arc] < most {
            into[network.head(arc)].push(arc);
        }
    }
    let mut search = network.search();
    for (head, arcs) in into.into_iter().enumerate().filter(|(_, arcs)| !arcs.is_empty()) {
        if work.is_over() {
            break;
        }
        network.detours(head, most, &mut search, work);
        for arc in arcs {
            let back = search.distance(network.tail(arc)).unwrap_or(most);
            regrets[arc] = (network.reduced_cost(arc) + back).min(most);
        }
    }
    regrets
}
