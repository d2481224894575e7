//! `[[quotas]]` bound to a roster.

use super::reads::Reads;
use crate::compare::Binder;
use crate::program::{ConditionSpec, QuotaSpec, Words, bound_in_words};
use crate::roster::Schema;
use crate::rules::{BoundRule, IfBlank};
use crate::units::{Amount, Per, Sense, Side};

/// A bound on the rows of a kind.
pub struct BoundQuota<'r> {
    /// Its name.
    pub name: String,
    /// Which way the bound holds.
    pub sense: Sense,
    /// The bound.
    pub amount: Amount,
    /// What the bound holds for.
    pub per: Per,
    /// Whether it may be named beside a person: it looks at nothing that is restricted.
    pub is_open: bool,
    if_blank: IfBlank,
    conditions: Vec<BoundRule<'r>>,
}

impl<'r> BoundQuota<'r> {
    /// Binds a quota; `None` where something that it reads is missing, which is reported. `has_meetings`: meetings were not left out.
    pub(super) fn bind(spec: &QuotaSpec, has_meetings: bool, binder: &mut Binder<'r, '_>) -> Option<BoundQuota<'r>> {
        let with_ratings = spec.conditions.iter().find(|condition| condition.kind.needs_ratings());
        let reads = Reads {
            part: format!("the quota `{}`", spec.name.value),
            columns: spec.conditions.iter().flat_map(|condition| condition.kind.columns()).collect(),
            ratings: with_ratings.map(|condition| condition.kind_span.clone()),
            optional: spec.optional.into(),
        };
        let has_slots = spec.per != Per::Slot || has_meetings;
        if !has_slots {
            reads.report_no_slots(spec.name.span.clone(), binder);
        }
        if !reads.are_there(binder) || !has_slots {
            return None;
        }
        let bind = |condition: &ConditionSpec| condition.kind.bind(spec.if_blank, binder);
        let conditions: Vec<BoundRule<'r>> = spec.conditions.iter().filter_map(bind).collect();
        let is_open = reads.columns.iter().all(|(_, field)| !Schema::is_restricted(&field.name));
        let is_whole = conditions.len() == spec.conditions.len();
        let QuotaSpec { name, sense, amount, per, if_blank, .. } = spec;
        let (name, sense, amount, per, if_blank) = (name.value.clone(), *sense, *amount, *per, *if_blank);
        is_whole.then_some(BoundQuota { name, sense, amount, per, is_open, if_blank, conditions })
    }

    /// The bound in words: `at least 30% of the rows of each mentor`.
    #[must_use]
    pub fn bound_in_words(&self, words: &Words) -> String {
        bound_in_words(self.sense, self.amount, self.per, words)
    }

    /// Whether rows of a pair count: everything that the quota looks at holds, and nothing of it is blank unless blanks are allowed.
    #[must_use]
    pub fn counts(&self, mentor: usize, mentee: usize) -> bool {
        self.conditions.iter().all(|condition| match condition {
            BoundRule::Pair(rule) => {
                let is_stated = || self.if_blank == IfBlank::Allow || !rule.asks_nothing(mentor, mentee);
                rule.allows(mentor, mentee) && is_stated()
            }
            BoundRule::Person(Side::Mentor, qualifies) => qualifies[mentor],
            BoundRule::Person(Side::Mentee, qualifies) => qualifies[mentee],
        })
    }
}
