//! What the quotas came to.

use super::QuotaRow;
use crate::formulate::Formulated;
use crate::problem::Outcome;
use crate::scoring::Scoring;

/// Counts the rows of the whole result that each quota is about; none where the program has no quotas.
pub(super) fn quotas(scoring: &Scoring<'_>, formulated: &Formulated, outcome: &Outcome) -> Option<Vec<QuotaRow>> {
    let quotas = scoring.quotas();
    let of = outcome.assignment.rows().len() as u64;
    let people =
        || outcome.assignment.pairs().map(|p| (formulated.mentor_at[p.mentor], formulated.mentee_at[p.mentee]));
    let rows = quotas.iter().map(|quota| QuotaRow {
        name: quota.name.clone(),
        rows: people().filter(|&(mentor, mentee)| quota.counts(mentor, mentee)).count() as u64,
        of,
    });
    (!quotas.is_empty()).then(|| rows.collect())
}
