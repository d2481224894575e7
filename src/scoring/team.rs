//! `[team]` bound to a roster.

use super::reads::Reads;
use crate::compare::{Binder, PairMarks};
use crate::program::TeamSpec;
use crate::roster::{Column, Roster};
use crate::rules::BoundTeamRule;

/// What holds for the set of mentors of a mentee. Mentors are given by their index in the roster.
#[derive(Debug)]
pub struct BoundTeam {
    /// A mentee gets all its places filled, or none.
    pub all_or_nothing: bool,
    /// What holds for every set that is not empty.
    pub rules: Vec<BoundTeamRule>,
    avoided: PairMarks,
}

impl BoundTeam {
    /// Binds the table; rules whose column is missing are reported and left out.
    pub(super) fn bind(spec: &TeamSpec, binder: &mut Binder<'_, '_>) -> BoundTeam {
        let mut rules = Vec::new();
        for rule in &spec.rules {
            let field = rule.kind.field().name.clone();
            let reads = Reads::required(format!("the team rule on `{field}`"), rule.kind.columns());
            if reads.are_there(binder) {
                rules.extend(rule.kind.bind(rule.if_blank, binder));
            }
        }
        let roster = binder.roster;
        let avoided = PairMarks::new(roster.mentors.len(), mentors_who_avoid(roster));
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
        self.avoid(one, other) || self.rules.iter().any(|rule| rule.apart(one, other))
    }
}

/// Every two mentors of whom one names the other in `avoids`, both ways round; nobody avoids themself.
fn mentors_who_avoid(roster: &Roster) -> Vec<(usize, usize)> {
    let mentors = &roster.mentors;
    let Some(Column::Ids(cells)) = mentors.column("avoids") else { return Vec::new() };
    let named = cells.iter().enumerate().flat_map(|(mentor, ids)| {
        ids.iter()
            .filter_map(|id| mentors.find(id))
            .filter(move |other| *other != mentor)
            .map(move |other| (mentor, other))
    });
    named.flat_map(|(one, other)| [(one, other), (other, one)]).collect()
}
