//! Side rows in the one form that is priced.

use super::ascent::Kind;
use super::model::SideRow;

/// A row in the form "at most": the sum is at most the bound, or equal to it.
pub(super) struct PricedRow {
    pub(super) terms: Vec<(usize, i64)>,
    pub(super) bound: i64,
    pub(super) is_equation: bool,
}

impl PricedRow {
    /// The rows that say the same as a side row.
    pub(super) fn of(row: &SideRow) -> Vec<PricedRow> {
        let negated = || row.terms.iter().map(|&(arc, count)| (arc, -count)).collect();
        match (row.lower, row.upper) {
            (Some(lower), Some(upper)) if lower == upper => {
                vec![PricedRow { terms: row.terms.clone(), bound: upper, is_equation: true }]
            }
            (lower, upper) => {
                let above = upper.map(|bound| PricedRow { terms: row.terms.clone(), bound, is_equation: false });
                let below = lower.map(|bound| PricedRow { terms: negated(), bound: -bound, is_equation: false });
                above.into_iter().chain(below).collect()
            }
        }
    }

    /// What the choice of its price goes by.
    pub(super) fn kind(&self) -> Kind {
        let largest = self.terms.iter().map(|(_, count)| count.abs()).max().unwrap_or(1);
        Kind { is_equation: self.is_equation, largest }
    }

    /// By how much values exceed the bound.
    pub(super) fn excess<N: Copy + Into<i64>>(&self, values: &[N]) -> i64 {
        self.terms.iter().map(|&(variable, count)| count * values[variable].into()).sum::<i64>() - self.bound
    }
}
