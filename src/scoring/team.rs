//! `[team]` bound to a roster.

use super::reads::Reads;
use crate::compare::{Binder, PairMarks};
use crate::program::{TeamSpec, TogetherSpec};
use crate::rules::BoundTogether;
use crate::units::Side;

/// What holds for the set of mentors of a mentee. Mentors are given by their index in the roster.
#[derive(Debug)]
pub struct BoundTeam {
    /// A mentee gets all its places filled, or none.
    pub all_or_nothing: bool,
    /// What holds for every set that is not empty.
    pub rules: Vec<BoundTogether>,
    avoided: PairMarks,
}

impl BoundTeam {
    /// Binds the table; rules whose column is missing are reported and left out.
    pub(super) fn bind(spec: &TeamSpec, binder: &mut Binder<'_, '_>) -> BoundTeam {
        let rules = spec.rules.iter().filter_map(|rule| bind_rule(rule, "team", binder)).collect();
        let avoided = PairMarks::named_within("avoids", &binder.roster.mentors);
        BoundTeam { all_or_nothing: spec.all_or_nothing, rules, avoided }
    }

    /// Whether one of two mentors avoids the other, so that they are never on one team.
    #[must_use]
    pub fn avoid(&self, one: usize, other: usize) -> bool {
        self.avoided.contains(one, other)
    }

    /// Whether two different mentors are never on one team, by whichever rule.
    #[must_use]
    pub fn apart(&self, one: usize, other: usize) -> bool {
        self.avoid(one, other) || self.rules.iter().any(|rule| rule.apart(Side::Mentor, one, other))
    }
}

/// Binds a rule on a team or a group; `None` where a column is missing, which is reported.
///
/// An optional rule on leaders and members holds among the members alone where only their file has the column.
pub(super) fn bind_rule(spec: &TogetherSpec, what: &str, binder: &mut Binder<'_, '_>) -> Option<BoundTogether> {
    let field = spec.kind.field();
    let part = format!("the {what} rule on `{}`", field.name);
    let are_there = |sides: &[Side], part: String, binder: &mut Binder<'_, '_>| {
        let columns = sides.iter().map(|&side| (side, field.clone())).collect();
        Reads { part, columns, ratings: None, optional: spec.optional.into() }.are_there(binder)
    };
    let is_of_both = Side::BOTH.iter().all(|side| spec.sides.contains(side));
    let members_have_it = binder.roster.mentees.column(&field.name).is_some();
    let sides = if spec.optional && is_of_both && members_have_it {
        let leaders_too = are_there(&[Side::Mentor], format!("for leaders, {part}"), binder);
        if leaders_too { spec.sides } else { &[Side::Mentee] }
    } else if are_there(spec.sides, part, binder) {
        spec.sides
    } else {
        return None;
    };
    spec.kind.bind(sides, spec.if_blank, binder)
}
