//! The bounds on rows of a kind, in exact fractions.

use super::Fault;
use super::made::Made;
use crate::problem::{Amount, Per, Sense};
use crate::scoring::{BoundQuota, Scoring};

/// The rows that count and all rows.
type Tally = (u64, u64);

/// For each quota, what it counts of the whole result and of each mentor.
pub(super) struct Tallies {
    quotas: Vec<(Tally, Vec<Tally>)>,
}

/// Checks every quota. O(quotas × rows).
pub(super) fn check(scoring: &Scoring<'_>, made: &Made) -> Result<(), Fault> {
    let tallies = Tallies::of(scoring, made);
    for (number, (quota, (all, of_mentor))) in scoring.quotas().iter().zip(&tallies.quotas).enumerate() {
        let looked_at = match quota.per {
            Per::Result | Per::Slot => std::slice::from_ref(all),
            Per::Mentor => of_mentor.as_slice(),
        };
        // Per mentor, a quota is about those who have rows.
        let about = looked_at.iter().filter(|(_, rows)| *rows > 0 || quota.per == Per::Result);
        for &(counted, rows) in about {
            if !is_kept(quota, counted, rows) {
                return Err(Fault::BrokenQuota { quota: number, counted, rows });
            }
        }
    }
    Ok(())
}

impl Tallies {
    /// Counts the rows. O(quotas × rows).
    pub(super) fn of(scoring: &Scoring<'_>, made: &Made) -> Tallies {
        let tally = |quota: &BoundQuota<'_>| {
            let (mut all, mut of_mentor) = ((0, 0), vec![(0, 0); made.loads.len()]);
            for row in &made.rows {
                let counts = u64::from(quota.counts(row.mentor, row.mentee));
                for tally in [&mut all, &mut of_mentor[row.mentor]] {
                    *tally = (tally.0 + counts, tally.1 + 1);
                }
            }
            (all, of_mentor)
        };
        Tallies { quotas: scoring.quotas().iter().map(tally).collect() }
    }

    /// Whether every quota holds with one more row of two people.
    pub(super) fn hold_with(&self, scoring: &Scoring<'_>, mentor: usize, mentee: usize) -> bool {
        scoring.quotas().iter().zip(&self.quotas).all(|(quota, (all, of_mentor))| {
            let (counted, rows) = match quota.per {
                Per::Result | Per::Slot => *all,
                Per::Mentor => of_mentor[mentor],
            };
            is_kept(quota, counted + u64::from(quota.counts(mentor, mentee)), rows + 1)
        })
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
