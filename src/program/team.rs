//! `[team]`: what holds for the set of mentors of a mentee.
//!
//! ```toml
//! [team]
//! all_or_nothing = true
//!
//! [[team.rules]]
//! at_least = { n = 1, field = "experienced", is = "yes" }
//! ```

use super::tables::each;
use super::together::{self, TogetherSpec};
use crate::diagnostic::Sink;
use crate::keys::Keys;
use crate::roster::Schema;
use crate::units::Side;

/// What holds for the set of mentors of a mentee.
#[derive(Debug)]
pub struct TeamSpec {
    /// A mentee gets all its places filled, or none.
    pub all_or_nothing: bool,
    /// What holds for every set that is not empty.
    pub rules: Vec<TogetherSpec>,
}

/// Reads the table.
pub(super) fn read(mut keys: Keys<'_>, schema: &Schema, sink: &mut Sink) -> TeamSpec {
    let all_or_nothing = keys.take("all_or_nothing").and_then(|item| item.truth(sink)).unwrap_or(false);
    let rules = each(&mut keys, "rules", "[[team.rules]]", "a team rule", sink, |keys, sink| {
        together::read(keys, &[Side::Mentor], schema, sink)
    });
    keys.finish(sink);
    TeamSpec { all_or_nothing, rules }
}
