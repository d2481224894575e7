//! The best multipliers: prices on rows at which a relaxation bounds a problem as high as it can.
//!
//! For any multipliers the cheapest choice at those prices, less what the rows allow, is a bound below every assignment that keeps the rows
//! (Lagrangian relaxation: Geoffrion, 1974; Fisher, 1981). Multipliers are whole parts of a point ([`UNIT`]), so that the bound
//! is exact in whole numbers whoever chose them. They are chosen by cutting planes in a box around the best so far (Kelley, 1960; the box
//! step of Marsten, Hogan and Blankenship, 1975) where rows are few, else by steps along subgradients (Polyak, 1969; with a memory of the
//! last direction, Camerini, Fratta and Maffioli, 1975).

use super::backend::{Plane, best_multipliers};
use super::network::Cost;
use super::work::Work;

/// What a multiplier of one point is: multipliers are settled to 1/65536 point.
pub(super) const UNIT: Cost = 1 << 16;

/// No more than so many rows get their multipliers from cutting planes.
const FEW: usize = 12;

/// No price is more than this on any variable, in parts of a point: a thousand times the best pair, and sums along any way fit.
const MOST_PRICE: Cost = 10_000_000 * UNIT;

/// How often multipliers are tried: so often, and for each of them again, up to the most.
const TRIES: (usize, usize, usize) = (20, 8, 400);

/// How far from the best multipliers the first ones are looked for, in points.
const FIRST_REACH: f64 = 256.0;

/// A rise of the bound by less than this is not worth a try, in points.
const ENOUGH: f64 = 0.02;

/// A problem with prices on some of its rows, each in the form "at most", or "equal to".
pub(super) trait Dual {
    /// The rows that are priced.
    fn kinds(&self) -> &[Kind];

    /// The cheapest choice at these prices.
    ///
    /// # Errors
    /// Where there is no choice at all.
    fn evaluate(&mut self, multipliers: &[Cost], work: &mut Work) -> Result<Evaluation, NoChoice>;
}

/// What is known of a priced row.
#[derive(Clone, Copy)]
pub(super) struct Kind {
    /// Whether its multiplier may be negative.
    pub(super) is_equation: bool,
    /// The most that a variable counts in it.
    pub(super) largest: i64,
}

/// What an evaluation tells.
pub(super) struct Evaluation {
    /// The bound, in parts of a point.
    pub(super) bound: i128,
    /// For each row, by how much the choice exceeds it.
    pub(super) excess: Vec<i64>,
}

/// Nothing can be chosen, whatever the prices.
#[derive(Debug)]
pub(super) struct NoChoice;

/// The best bound that was found, and its multipliers.
pub(super) struct Top {
    pub(super) bound: i128,
    pub(super) multipliers: Vec<Cost>,
}

/// Raises the bound from some multipliers as far as it goes, and leaves the dual at the best ones.
///
/// `known` is what an answer costs, if one is known, in points: the bound does not rise above it. `enough` sees every choice on the way with its bound and the best so far, and may end it.
///
/// # Errors
/// Where nothing can be chosen.
pub(super) fn raise<D: Dual>(
    dual: &mut D,
    start: Vec<Cost>,
    known: Option<Cost>,
    mut enough: impl FnMut(&mut D, i128, i128) -> bool,
    work: &mut Work,
) -> Result<Top, NoChoice> {
    let first = dual.evaluate(&start, work)?;
    let mut ascent =
        Ascent { kinds: dual.kinds().to_vec(), top: Top { bound: first.bound, multipliers: start.clone() } };
    if enough(dual, first.bound, first.bound) || start.is_empty() || ascent.fits(&start, &first) {
        return Ok(ascent.top);
    }
    if start.len() <= FEW {
        ascent.cut_planes(dual, first, &mut enough, work)?;
    } else {
        let gap = known.map_or(0, |known| i128::from(known) * i128::from(UNIT) - first.bound);
        ascent.step(dual, first, points(gap), &mut enough, work)?;
    }
    dual.evaluate(&ascent.top.multipliers, work)?;
    Ok(ascent.top)
}

struct Ascent {
    kinds: Vec<Kind>,
    top: Top,
}

impl Ascent {
    fn cut_planes<D: Dual>(
        &mut self,
        dual: &mut D,
        first: Evaluation,
        enough: &mut impl FnMut(&mut D, i128, i128) -> bool,
        work: &mut Work,
    ) -> Result<(), NoChoice> {
        let mut planes = vec![plane(&self.top.multipliers, &first)];
        let mut reach = FIRST_REACH;
        for _ in 0..self.tries() {
            let Some((next, height)) = self.next_by_planes(&planes, reach) else { break };
            let hoped = height - points(self.top.bound);
            if hoped < ENOUGH || work.is_over() {
                break;
            }
            let evaluation = dual.evaluate(&next, work)?;
            planes.push(plane(&next, &evaluation));
            let gain = points(evaluation.bound - self.top.bound);
            self.note(&next, &evaluation);
            if enough(dual, evaluation.bound, self.top.bound) || self.fits(&next, &evaluation) {
                break;
            }
            reach *= if gain > hoped / 4.0 {
                2.0
            } else if gain > 0.0 {
                1.0
            } else {
                0.5
            };
        }
        Ok(())
    }

    fn tries(&self) -> usize {
        let (first, each, most) = TRIES;
        (first + each * self.kinds.len()).min(most)
    }

    /// The multipliers at the top of the planes, within reach of the best, and how high that is in points.
    fn next_by_planes(&self, planes: &[Plane], reach: f64) -> Option<(Vec<Cost>, f64)> {
        let range = |(&best, kind): (&Cost, &Kind)| {
            let best = points(best.into());
            (if kind.is_equation { best - reach } else { (best - reach).max(0.0) }, best + reach)
        };
        let ranges: Vec<(f64, f64)> = self.top.multipliers.iter().zip(&self.kinds).map(range).collect();
        let (next, height) = best_multipliers(planes, &ranges)?;
        let next = self.parts_of(&next);
        (next != self.top.multipliers).then_some((next, height))
    }

    fn step<D: Dual>(
        &mut self,
        dual: &mut D,
        first: Evaluation,
        gap: f64,
        enough: &mut impl FnMut(&mut D, i128, i128) -> bool,
        work: &mut Work,
    ) -> Result<(), NoChoice> {
        let in_points = |parts: &[Cost]| -> Vec<f64> { parts.iter().map(|&part| points(part.into())).collect() };
        let mut at = in_points(&self.top.multipliers);
        let mut direction = vec![0.0; at.len()];
        let mut top_excess = first.excess.clone();
        let mut evaluation = first;
        // The top is taken to be within this many points; fewer and fewer as steps are in vain.
        let mut hope = (points(self.top.bound.abs()) / 200.0).max(1.0).max((gap / 2.0).min(1000.0));
        let mut in_vain = 0;
        for _ in 0..self.tries() {
            if work.is_over() || hope < ENOUGH {
                break;
            }
            for (direction, &excess) in direction.iter_mut().zip(&evaluation.excess) {
                *direction = 0.6 * *direction + 0.4 * points(i128::from(excess) * i128::from(UNIT));
            }
            let length: f64 = direction.iter().map(|part| part * part).sum();
            if length < 1e-9 {
                break;
            }
            let step = (points(self.top.bound - evaluation.bound) + hope) / length;
            at.iter_mut().zip(&direction).for_each(|(at, direction)| *at += step * direction);
            let next = self.parts_of(&at);
            at = in_points(&next);
            evaluation = dual.evaluate(&next, work)?;
            if self.note(&next, &evaluation) {
                in_vain = 0;
                top_excess.clone_from(&evaluation.excess);
            } else {
                in_vain += 1;
            }
            if enough(dual, evaluation.bound, self.top.bound) || self.fits(&next, &evaluation) {
                break;
            }
            if in_vain >= 8 {
                hope *= 0.6;
                in_vain = 0;
                at = in_points(&self.top.multipliers);
                evaluation = Evaluation { bound: self.top.bound, excess: top_excess.clone() };
                direction.fill(0.0);
            }
        }
        Ok(())
    }

    /// Whether a choice keeps the rows, and those with a price with nothing to spare: then it is the best.
    fn fits(&self, multipliers: &[Cost], evaluation: &Evaluation) -> bool {
        let rows = self.kinds.iter().zip(multipliers).zip(&evaluation.excess);
        rows.into_iter().all(|((kind, &price), &excess)| excess == 0 || !kind.is_equation && price == 0 && excess < 0)
    }

    fn note(&mut self, multipliers: &[Cost], evaluation: &Evaluation) -> bool {
        let is_better = evaluation.bound > self.top.bound;
        if is_better {
            self.top = Top { bound: evaluation.bound, multipliers: multipliers.to_vec() };
        }
        is_better
    }

    /// Chosen multipliers in whole parts of a point, with the signs that their rows allow.
    fn parts_of(&self, values: &[f64]) -> Vec<Cost> {
        let part = |(&value, kind): (&f64, &Kind)| {
            #[expect(clippy::cast_precision_loss, reason = "2^16")]
            let unit = UNIT as f64;
            let value = if value.is_finite() { (value * unit).round().clamp(-1e13, 1e13) } else { 0.0 };
            #[expect(clippy::cast_possible_truncation, reason = "clamped")]
            let parts = value as Cost;
            let most = MOST_PRICE / kind.largest.max(1);
            let parts = parts.clamp(-most, most);
            if kind.is_equation { parts } else { parts.max(0) }
        };
        values.iter().zip(&self.kinds).map(part).collect()
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
