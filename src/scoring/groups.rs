//! `[groups]` bound to a roster.

use super::BoundSlots;
use super::reads::Optional;
use super::team::bind_rule;
use crate::compare::{Binder, PairMarks};
use crate::program::GroupsSpec;
use crate::rules::BoundTogether;
use crate::units::Side;

/// What holds for every group. People are given by their index in the roster.
#[derive(Debug)]
pub struct BoundGroups {
    /// The fewest members; 1 and up.
    pub least: u32,
    /// The most members.
    pub most: u32,
    /// The number of leaders; 1 and up.
    pub leaders: u32,
    /// When groups can meet; `None`: groups have no slot.
    pub slots: Option<BoundSlots>,
    /// What holds for the people of every group, in the order of the program; leaders are looked at only where a rule says so.
    pub rules: Vec<BoundTogether>,
    within: [PairMarks; 2],
    across: PairMarks,
}

impl BoundGroups {
    /// Binds the table; rules whose column is missing are reported and left out, as are slots.
    pub(super) fn bind(spec: &GroupsSpec, binder: &mut Binder<'_, '_>) -> BoundGroups {
        let GroupsSpec { least, most, leaders, .. } = *spec;
        let roster = binder.roster;
        BoundGroups {
            least,
            most,
            leaders,
            slots: spec.field.as_ref().and_then(|field| BoundSlots::bind(field, "`[groups]`", Optional::Never, binder)),
            rules: spec.rules.iter().filter_map(|rule| bind_rule(rule, "group", binder)).collect(),
            within: Side::BOTH.map(|side| PairMarks::named_within("avoids", roster.side(side))),
            across: PairMarks::new(roster.mentees.len(), PairMarks::named_by_either("avoids", roster)),
        }
    }

    /// Whether one of two different people avoids the other, so that they are never in one group. Each is a side and an index in the roster.
    #[must_use]
    pub fn avoid(&self, one: (Side, usize), other: (Side, usize)) -> bool {
        match (one, other) {
            ((Side::Mentor, mentor), (Side::Mentee, mentee)) | ((Side::Mentee, mentee), (Side::Mentor, mentor)) => {
                self.across.contains(mentor, mentee)
            }
            ((side, one), (_, other)) => self.within[side.index()].contains(one, other),
        }
    }

    /// Whether two different people of a side are never in one group, by whichever rule.
    #[must_use]
    pub fn apart(&self, side: Side, one: usize, other: usize) -> bool {
        self.avoid((side, one), (side, other)) || self.rules.iter().any(|rule| rule.apart(side, one, other))
    }

    /// Every two people of a side of whom one avoids the other, both ways round.
    pub fn avoiding(&self, side: Side) -> impl Iterator<Item = (usize, usize)> {
        self.within[side.index()].iter()
    }
}
