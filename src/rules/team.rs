//! Rules of a team: what holds for the set of mentors of one mentee, wherever the set is not empty.
//!
//! ```toml
//! at_least = { n = 1, field = "experienced", is = "yes" }   # or at_most; or any_of, none_of
//! differ = { field = "gender" }                             # no two alike
//! same = { field = "site" }
//! span = { field = "grade", max = 2 }                       # the highest minus the lowest
//! ```
//!
//! A blank never counts for `at_least` and `at_most`. Under the others a mentor with a blank is alone in the team, unless blanks are allowed:
//! then it is passed over.

use super::qualifies::{Quality, read_mentors_kind};
use super::{BoundRule, IfBlank, RuleKind};
use crate::compare::{Binder, EqualPair, FieldRef, equal_keys, read_one_field, step_micros};
use crate::diagnostic::Sink;
use crate::keys::Keys;
use crate::roster::{Schema, TypeSet};
use crate::units::{Decimal, Sense, Side};

/// A rule of a team as a program file has it.
#[derive(Debug)]
pub enum TeamKind {
    /// A bound on the number of mentors of a kind.
    Count(TeamCountKind),
    /// What two mentors of a team may not be to each other.
    Conflict(ConflictKind),
}

/// A bound on the number of mentors of a kind.
#[derive(Debug)]
pub struct TeamCountKind {
    sense: Sense,
    number: u32,
    of: Quality,
}

/// What two mentors of a team may not be to each other.
#[derive(Debug)]
pub struct ConflictKind {
    field: FieldRef,
    alike: Alike,
}

/// How the values of a team's mentors are to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Alike {
    /// No two equal.
    Differ,
    /// All equal.
    Same,
    /// The highest minus the lowest is at most this.
    Span(Decimal),
}

/// A rule of a team, bound to a roster. Mentors are given by their index in it.
#[derive(Debug)]
pub struct BoundTeamRule {
    words: String,
    holds: Holds,
}

#[derive(Debug)]
enum Holds {
    Count { sense: Sense, number: u32, counts: Vec<bool> },
    Alike { alike: Alike, values: Vec<Option<i64>>, blank_is_alone: bool },
}

/// Reads the table of one kind.
pub type ReadTeamKind = fn(&mut Keys<'_>, &Schema, &mut Sink) -> Option<TeamKind>;

/// Every kind of rule of a team by the key it has in a program file.
pub const TEAM_KINDS: &[(&str, ReadTeamKind)] = &[
    ("at_least", |keys, schema, sink| read_count(Sense::AtLeast, keys, schema, sink)),
    ("at_most", |keys, schema, sink| read_count(Sense::AtMost, keys, schema, sink)),
    ("differ", |keys, schema, sink| read_conflict(Alike::Differ, keys, schema, sink)),
    ("same", |keys, schema, sink| read_conflict(Alike::Same, keys, schema, sink)),
    ("span", read_span),
];

fn read_count(sense: Sense, keys: &mut Keys<'_>, schema: &Schema, sink: &mut Sink) -> Option<TeamKind> {
    let number = keys.required("n", sink).and_then(|item| item.whole(0, sink));
    let of = read_mentors_kind(keys, schema, sink);
    Some(TeamKind::Count(TeamCountKind { sense, number: number?, of: of? }))
}

fn read_conflict(alike: Alike, keys: &mut Keys<'_>, schema: &Schema, sink: &mut Sink) -> Option<TeamKind> {
    let field = read_one_field(keys, schema, EqualPair::ACCEPTS, sink)?;
    Some(TeamKind::Conflict(ConflictKind { field, alike }))
}

fn read_span(keys: &mut Keys<'_>, schema: &Schema, sink: &mut Sink) -> Option<TeamKind> {
    let field = read_one_field(keys, schema, TypeSet::LADDER.or(TypeSet::NUMBER), sink);
    let item = keys.required("max", sink)?;
    let most = item.decimal(sink)?;
    if most < Decimal::ZERO {
        item.reject(sink, format!("`max` is {most}, and must not be below 0"), "for example `max = 2`");
        return None;
    }
    Some(TeamKind::Conflict(ConflictKind { field: field?, alike: Alike::Span(most) }))
}

impl TeamKind {
    /// The mentors' field that the rule looks at.
    #[must_use]
    pub fn field(&self) -> &FieldRef {
        match self {
            TeamKind::Count(kind) => kind.of.field(),
            TeamKind::Conflict(kind) => &kind.field,
        }
    }

    /// The columns that must be in the files.
    #[must_use]
    pub fn columns(&self) -> Vec<(Side, FieldRef)> {
        vec![(Side::Mentor, self.field().clone())]
    }

    /// Makes the rule ready for a roster that has the columns; what does not fit it is reported.
    pub fn bind(&self, if_blank: IfBlank, binder: &mut Binder<'_, '_>) -> Option<BoundTeamRule> {
        match self {
            TeamKind::Count(kind) => kind.bind(binder),
            TeamKind::Conflict(kind) => Some(kind.bind(if_blank, binder)),
        }
    }
}

impl TeamCountKind {
    fn bind(&self, binder: &mut Binder<'_, '_>) -> Option<BoundTeamRule> {
        let TeamCountKind { sense, number, .. } = *self;
        let Some(BoundRule::Person(_, counts)) = self.of.bind(IfBlank::Forbid, binder) else { return None };
        let words = format!("{} {number} of {}", sense.in_words(), self.of.in_words());
        Some(BoundTeamRule { words, holds: Holds::Count { sense, number, counts } })
    }
}

impl ConflictKind {
    fn bind(&self, if_blank: IfBlank, binder: &Binder<'_, '_>) -> BoundTeamRule {
        let (alike, mentors, name) = (self.alike, &binder.roster.mentors, &self.field.name);
        let (values, words) = match alike {
            Alike::Differ => (equal_keys(mentors, &self.field), format!("no two of the same {name}")),
            Alike::Same => (equal_keys(mentors, &self.field), format!("all of the same {name}")),
            Alike::Span(most) => (step_micros(mentors, &self.field), format!("{name} at most {most} apart")),
        };
        let blank_is_alone = if_blank == IfBlank::Forbid;
        BoundTeamRule { words, holds: Holds::Alike { alike, values, blank_is_alone } }
    }
}

impl BoundTeamRule {
    /// The rule in words: `at least 1 of experienced yes`.
    #[must_use]
    pub fn in_words(&self) -> &str {
        &self.words
    }

    /// Whether a set of different mentors keeps the rule; nobody does. O(team × log team).
    #[must_use]
    pub fn holds(&self, team: &[usize]) -> bool {
        if team.is_empty() {
            return true;
        }
        match &self.holds {
            Holds::Count { sense, number, counts } => {
                let counted = team.iter().filter(|&&mentor| counts[mentor]).count();
                sense.holds(counted, *number as usize)
            }
            Holds::Alike { alike, values, blank_is_alone } => {
                let mut known: Vec<i64> = team.iter().filter_map(|&mentor| values[mentor]).collect();
                known.sort_unstable();
                let a_blank_is_not_alone = *blank_is_alone && known.len() < team.len() && team.len() > 1;
                !a_blank_is_not_alone && alike.allows(&known)
            }
        }
    }

    /// The bound, where the rule is one on how many mentors are of a kind: which way, how many, and for each mentor whether it counts.
    #[must_use]
    pub fn count(&self) -> Option<(Sense, u32, &[bool])> {
        match &self.holds {
            Holds::Count { sense, number, counts } => Some((*sense, *number, counts)),
            Holds::Alike { .. } => None,
        }
    }

    /// Whether two different mentors are never on one team by this rule; a set of which no two are keeps such a rule.
    #[must_use]
    pub fn apart(&self, one: usize, other: usize) -> bool {
        match &self.holds {
            Holds::Count { .. } => false,
            Holds::Alike { .. } => !self.holds(&[one, other]),
        }
    }
}

impl Alike {
    /// Whether values in order may stand together.
    fn allows(self, values: &[i64]) -> bool {
        let (Some(first), Some(last)) = (values.first(), values.last()) else { return true };
        match self {
            Alike::Differ => values.windows(2).all(|pair| pair[0] != pair[1]),
            Alike::Same => first == last,
            Alike::Span(most) => last - first <= most.micros(),
        }
    }
}
