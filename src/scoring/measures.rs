//! What a bound program comes to for the pairs of its roster, as whole numbers.

use std::sync::Arc;

use rayon::prelude::*;

use super::{NamedRule, Scoring};
use crate::kernel::{Asked, Measure, Measures};
use crate::program::View;
use crate::units::{Points, Side};

impl Scoring<'_> {
    /// All criteria that weigh something, and all rules about pairs: the points are those of [`Scoring::judge`] in a program without demands.
    ///
    /// Who takes part at all is not in it.
    #[must_use]
    pub fn measures(&self) -> Measures {
        let criteria = self.criteria_where(|_| true);
        Measures {
            criteria,
            rules: self.rules.iter().flat_map(NamedRule::measures).collect(),
            minimum: self.minimum_score.get(),
        }
    }

    /// The same in the view of one side: only the criteria in that view count, and the same pairs are allowed as in `all`.
    #[must_use]
    pub fn view_measures(&self, side: Side, all: &Arc<Measures>) -> Arc<Measures> {
        if self.criteria.iter().all(|part| part.weight.thousandths() == 0 || part.view.is_of(side)) {
            return Arc::clone(all);
        }
        let mut rules = all.rules.clone();
        if self.minimum_score > Points::ZERO {
            // The points that are too few are those of the pair, not those of a view.
            let all = Arc::clone(all);
            rules.push(Measure::Asked(Asked(Arc::new(move |mentor, mentee| {
                all.points(mentor, mentee).is_some().into()
            }))));
        }
        Arc::new(Measures { criteria: self.criteria_where(|view| view.is_of(side)), rules, minimum: 0 })
    }

    /// The rules about pairs one by one, in the order of [`Scoring::rule_names`] but without `minimum_score`: each forbids where one of its
    /// measures is 0.
    pub fn rule_measures(&self) -> impl Iterator<Item = Vec<Measure>> {
        self.rules.iter().map(NamedRule::measures)
    }

    fn criteria_where(&self, is_in: impl Fn(View) -> bool + Sync) -> Vec<(u64, Measure)> {
        let counting = self.criteria.par_iter().filter(|part| part.weight.thousandths() > 0 && is_in(part.view));
        counting.map(|part| (part.weight.thousandths().into(), part.criterion.measure(part.blank))).collect()
    }
}

impl NamedRule<'_> {
    fn measures(&self) -> Vec<Measure> {
        self.rule.measures()
    }
}
