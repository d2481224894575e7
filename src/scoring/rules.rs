//! A rule of the program bound to a roster: what of it is in force, and whose blank cells it needs.

use super::reads::Reads;
use crate::compare::Binder;
use crate::program::{RuleSpec, Words};
use crate::roster::{Roster, Schema};
use crate::rules::{BoundRule, IfBlank, RuleKind};
use crate::units::Side;

/// A field that a rule needs of mentees, and whose cells are blank.
pub(super) struct Needed {
    pub field: String,
    pub blank: Vec<bool>,
}

/// Binds a rule; `None` where columns are missing, which is reported. Of an optional rule that both sides ask by themselves the one holds
/// where only its columns are there.
pub(super) fn bind_rule<'r>(
    spec: &RuleSpec,
    words: &Words,
    binder: &mut Binder<'r, '_>,
) -> Option<(BoundRule<'r>, Vec<Needed>)> {
    let rule = format!("the rule `{}`", spec.name.value);
    let are_there = |kind: &dyn RuleKind, part: String, binder: &mut Binder<'_, '_>| {
        let ratings = kind.needs_ratings().then(|| spec.kind_span.clone());
        Reads { part, columns: kind.columns(), ratings, optional: spec.optional.into() }.are_there(binder)
    };
    let mut directions = if spec.optional { spec.kind.directions() } else { Vec::new() };
    if directions.iter().any(|(_, kind)| has_columns(&**kind, binder.roster)) {
        directions.retain(|(side, kind)| {
            are_there(&**kind, format!("the wish of the {} in {rule}", words.of(*side)), binder)
        });
    } else if are_there(&*spec.kind, rule, binder) {
        directions.clear();
    } else {
        return None;
    }
    let kind = match directions.as_slice() {
        [(_, only)] => &**only,
        _ => &*spec.kind,
    };
    Some((kind.bind(spec.if_blank, binder)?, needed(kind, spec.if_blank, binder.roster)))
}

fn has_columns(kind: &dyn RuleKind, roster: &Roster) -> bool {
    kind.columns().iter().all(|(side, field)| roster.side(*side).column(&field.name).is_some())
}

/// The fields of mentees in which a blank forbids, but for restricted ones, of which nothing is told.
fn needed(kind: &dyn RuleKind, if_blank: IfBlank, roster: &Roster) -> Vec<Needed> {
    let columns = kind.columns().into_iter().filter(|(side, field)| {
        *side == Side::Mentee
            && kind.on_blank(*side, &field.name, if_blank) == IfBlank::Forbid
            && !Schema::is_restricted(&field.name)
    });
    let needed = columns.filter_map(|(_, field)| {
        let column = roster.mentees.column(&field.name)?;
        let blank = (0..roster.mentees.len()).map(|mentee| column.is_blank(mentee)).collect();
        Some(Needed { field: field.name, blank })
    });
    needed.collect()
}
