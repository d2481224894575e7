//! `[team]`: what holds for the set of mentors of a mentee.
//!
//! ```toml
//! [team]
//! all_or_nothing = true
//!
//! [[team.rules]]
//! at_least = { n = 1, field = "experienced", is = "yes" }
//! ```

use super::parts::{read_if_blank, read_kind};
use super::tables::each;
use crate::diagnostic::Sink;
use crate::keys::{Keys, Span};
use crate::roster::Schema;
use crate::rules::{IfBlank, TEAM_KINDS, TeamKind};

/// What holds for the set of mentors of a mentee.
#[derive(Debug)]
pub struct TeamSpec {
    /// A mentee gets all its places filled, or none.
    pub all_or_nothing: bool,
    /// What holds for every set that is not empty.
    pub rules: Vec<TeamRuleSpec>,
}

/// A rule of a team.
#[derive(Debug)]
pub struct TeamRuleSpec {
    /// What it asks for.
    pub kind: TeamKind,
    /// Where the kind stands.
    pub kind_span: Span,
    /// What a blank in a needed cell does.
    pub if_blank: IfBlank,
}

/// Reads the table.
pub(super) fn read(mut keys: Keys<'_>, schema: &Schema, sink: &mut Sink) -> TeamSpec {
    let all_or_nothing = keys.take("all_or_nothing").and_then(|item| item.truth(sink)).unwrap_or(false);
    let rules =
        each(&mut keys, "rules", "[[team.rules]]", "a team rule", sink, |keys, sink| read_rule(keys, schema, sink));
    keys.finish(sink);
    TeamSpec { all_or_nothing, rules }
}

fn read_rule(mut keys: Keys<'_>, schema: &Schema, sink: &mut Sink) -> Option<TeamRuleSpec> {
    let if_blank = read_if_blank(&mut keys, sink);
    let kind = read_kind(&mut keys, TEAM_KINDS, schema, sink);
    keys.finish(sink);
    let (kind, kind_span) = kind?;
    Some(TeamRuleSpec { kind, kind_span, if_blank: if_blank? })
}
