//! `[[priority]]` bound to a roster.

use super::reads::Reads;
use crate::compare::Binder;
use crate::program::{PrioritySpec, Program};
use crate::rules::{BoundRule, IfBlank};
use crate::units::LAST_TIER;

/// The best tier that an entry gives to each mentee, by index in the roster; the last where none fits.
pub(super) fn tiers(program: &Program, binder: &mut Binder<'_, '_>) -> Vec<u8> {
    let mut tiers = vec![LAST_TIER; binder.roster.mentees.len()];
    for spec in &program.priority {
        for (tier, fits) in tiers.iter_mut().zip(fitting(spec, binder)) {
            if fits {
                *tier = spec.tier.min(*tier);
            }
        }
    }
    tiers
}

/// Whether an entry fits each mentee; nobody where its column is missing, which is reported. A blank cell fits nothing.
fn fitting(spec: &PrioritySpec, binder: &mut Binder<'_, '_>) -> Vec<bool> {
    let columns = spec.mentee.kind.columns();
    let field = columns.first().map_or("", |(_, field)| field.name.as_str());
    let part = format!("priority {} by `{field}`", spec.tier);
    let reads = Reads { optional: spec.optional.into(), ..Reads::required(part, columns) };
    if !reads.are_there(binder) {
        return Vec::new();
    }
    match spec.mentee.kind.bind(IfBlank::Forbid, binder) {
        Some(BoundRule::Person(_, fits)) => fits,
        _ => Vec::new(),
    }
}
