//! Which columns a program reads, and which of them files must have.

use super::{Program, TogetherSpec};
use crate::compare::FieldRef;
use crate::units::Side;

/// A column that a program reads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ColumnRead {
    /// The side whose files have it.
    pub side: Side,
    /// The field.
    pub field: String,
    /// Whether files without it are rejected; else what reads it is left out.
    pub required: bool,
}

impl Program {
    /// Every column that a part of the program reads, each once, in the order of the parts.
    #[must_use]
    pub fn columns_read(&self) -> Vec<ColumnRead> {
        let mut all: Vec<ColumnRead> = Vec::new();
        let mut note = |columns: Vec<(Side, FieldRef)>, required: bool| {
            for (side, field) in columns {
                match all.iter_mut().find(|read| read.side == side && read.field == field.name) {
                    Some(read) => read.required |= required,
                    None => all.push(ColumnRead { side, field: field.name, required }),
                }
            }
        };
        let together = |rule: &TogetherSpec| rule.sides.iter().map(|side| (*side, rule.kind.field().clone())).collect();
        self.rules.iter().for_each(|spec| note(spec.kind.columns(), !spec.optional));
        if let Some(demands) = &self.demands {
            note(demands.sides.columns(), true);
        }
        if let Some(meetings) = &self.meetings {
            note(of_both(&meetings.field), true);
        }
        if let Some(field) = self.groups.as_ref().and_then(|groups| groups.field.as_ref()) {
            note(of_both(field), true);
        }
        let rules_of_groups = self.groups.iter().flat_map(|groups| &groups.rules);
        self.team
            .iter()
            .flat_map(|team| &team.rules)
            .chain(rules_of_groups)
            .for_each(|rule| note(together(rule), true));
        for condition in self.quotas.iter().flat_map(|quota| &quota.conditions) {
            note(condition.kind.columns(), true);
        }
        self.criteria.iter().for_each(|spec| note(spec.kind.columns(), !spec.optional));
        all
    }
}

fn of_both(field: &FieldRef) -> Vec<(Side, FieldRef)> {
    Side::BOTH.map(|side| (side, field.clone())).into()
}
