//! The bounds on rows of a kind, in exact fractions.

use super::Fault;
use super::made::Made;
use crate::problem::{Amount, Per, Sense};
use crate::scoring::{BoundQuota, Scoring};

/// Checks every quota. O(quotas × rows).
pub(super) fn check(scoring: &Scoring<'_>, made: &Made) -> Result<(), Fault> {
    for (number, quota) in scoring.quotas().iter().enumerate() {
        for (counted, rows) in tallies(quota, made) {
            if !is_kept(quota, counted, rows) {
                return Err(Fault::BrokenQuota { quota: number, counted, rows });
            }
        }
    }
    Ok(())
}

/// The rows that count and all rows: of the result, or of each mentor who has any.
fn tallies(quota: &BoundQuota<'_>, made: &Made) -> Vec<(u64, u64)> {
    let mut of_mentor = vec![(0_u64, 0_u64); made.loads.len()];
    for row in &made.rows {
        let tally = &mut of_mentor[row.mentor];
        tally.0 += u64::from(quota.counts(row.mentor, row.mentee));
        tally.1 += 1;
    }
    match quota.per {
        Per::Mentor => of_mentor.into_iter().filter(|(_, rows)| *rows > 0).collect(),
        Per::Result => vec![of_mentor.into_iter().fold((0, 0), |sum, one| (sum.0 + one.0, sum.1 + one.1))],
    }
}

/// `counted ≥ amount`, or `≤`; a share `part ÷ whole` of the rows is compared as `counted × whole` with `part × rows`.
fn is_kept(quota: &BoundQuota<'_>, counted: u64, rows: u64) -> bool {
    let (part, whole) = match quota.amount {
        Amount::Rows(number) => (u128::from(number), 1),
        Amount::Share { part, whole } => (u128::from(part) * u128::from(rows), u128::from(whole)),
    };
    let counted = u128::from(counted) * whole;
    match quota.sense {
        Sense::AtLeast => counted >= part,
        Sense::AtMost => counted <= part,
    }
}
