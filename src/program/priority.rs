//! `[[priority]]`: who is served first by what the roster says of them, beside the column `priority`.
//!
//! ```toml
//! [[priority]]
//! tier = 1
//! mentee = { field = "at_risk", is = "yes" }
//! optional = true
//! ```

use super::{ConditionSpec, person};
use crate::diagnostic::Sink;
use crate::keys::{Item, Keys};
use crate::roster::Schema;
use crate::units::{LAST_TIER, Side};

/// A tier, and whom it is for.
#[derive(Debug)]
pub struct PrioritySpec {
    /// 1 to 9; 1 is served first.
    pub tier: u8,
    /// What a mentee of this tier is or has.
    pub mentee: ConditionSpec,
    /// Whether it is left out where a roster lacks the column.
    pub optional: bool,
}

/// Reads one entry.
pub(super) fn read(mut keys: Keys<'_>, schema: &Schema, sink: &mut Sink) -> Option<PrioritySpec> {
    let tier = keys.required("tier", sink).and_then(|item| read_tier(&item, sink));
    let mentee = keys.required("mentee", sink);
    let mentee = mentee.and_then(|item| person::read(&item, Side::Mentee, "`mentee`", schema, sink));
    let optional = keys.take("optional").map_or(Some(false), |item| item.truth(sink));
    keys.finish(sink);
    Some(PrioritySpec { tier: tier?, mentee: mentee?, optional: optional? })
}

fn read_tier(item: &Item<'_>, sink: &mut Sink) -> Option<u8> {
    let number = item.whole(1, sink)?;
    let tier = u8::try_from(number).ok().filter(|&tier| tier < LAST_TIER);
    if tier.is_none() {
        item.reject(sink, format!("`tier` is {number}"), "write a whole number from 1 to 9; 1 is served first");
    }
    tier
}
